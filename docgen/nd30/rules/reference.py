"""The rules in, the page of the reference that lists them out: docs/reference/the-thuc.md is this text (`make reference`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from docgen.nd30.figures import Reach, Rule, Severity
from docgen.nd30.rules import DECREE, DECREE_DATE, RULES
from docgen.nd30.rules.types import TYPES, Need

_HEAD = f"""# Quy tắc thể thức

Trang này lập tự động từ dữ liệu trong `docgen/nd30/rules/`: một chỗ duy nhất ghi quy định của {DECREE}
{DECREE_DATE} về công tác văn thư, Phụ lục I, II, III. `docgen draft`, `docgen check` và trang này cùng đọc từ đó.

Mức: **lỗi** khi Nghị định nói rõ; **cảnh báo** khi chỉ thấy ở mẫu, sơ đồ của Nghị định hoặc điều khoản chưa rõ; **khuyến nghị** khi là
thói quen trình bày hoặc thuộc về câu chữ. Một phát hiện có thể nhẹ hơn mức ghi ở đây khi phần mềm không chắc; không bao giờ nặng hơn.
Văn bản của thôn, đoàn thể, doanh nghiệp chỉ được khuyến nghị; văn bản của Đảng, văn bản quy phạm pháp luật, biểu mẫu không được đối chiếu.

Cột “Xem ở đâu”: *tệp* là thấy ngay trong tệp Word; *trang* là chỉ thấy khi dàn trang; *người* là phần mềm không phán đoán được.
"""
_FAMILIES = {
    "page": "Trang giấy, phông chữ, số trang",
    "motto": "Quốc hiệu, Tiêu ngữ",
    "agency": "Tên cơ quan",
    "number": "Số, ký hiệu",
    "date": "Địa danh, thời gian",
    "type": "Tên loại",
    "subject": "Trích yếu",
    "basis": "Căn cứ",
    "cite": "Viện dẫn",
    "body": "Nội dung",
    "head": "Đề mục",
    "to": "Kính gửi",
    "sign": "Chữ ký",
    "seal": "Dấu",
    "recv": "Nơi nhận",
    "annex": "Phụ lục",
    "table": "Bảng",
    "urgent": "Độ khẩn",
    "secret": "Độ mật",
    "circulate": "Phạm vi lưu hành",
    "contact": "Thông tin liên hệ",
    "copy": "Bản sao",
    "attached": "Văn bản ban hành kèm theo",
    "text": "Câu chữ: ngày, giờ, số",
    "cap": "Câu chữ: viết hoa",
    "sp": "Câu chữ: dấu, gạch nối, chữ viết tắt, dấu vết văn bản khác",
}
_SEVERITY = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.ADVICE: "khuyến nghị"}
_REACH = {Reach.FILE: "tệp", Reach.PAGE: "trang", Reach.PERSON: "người"}
_NEED = {Need.MUST: "có", Need.MAY: "có thể", Need.NEVER: "không"}


def page() -> str:
    """Return the page: the rules family by family, then the types of paper."""
    judged = [rule for rule in RULES if rule.reach is not Reach.DRAFT]
    parts = [_HEAD]
    for family, title in _FAMILIES.items():
        rows = [_row(rule) for rule in judged if rule.id.split(".")[0] == family]
        if rows:
            parts.append(f"## {title}\n\n| Mã | Thành phần | Quy định | Mức | Điều khoản | Xem ở đâu |\n|---|---|---|---|---|---|")
            parts.append("\n".join(rows) + "\n")
    parts.append("\n".join(_types()))
    return "\n".join(parts) + "\n"


def _row(rule: Rule) -> str:
    cells = (f"`{rule.id}`", rule.component, rule.demand, _SEVERITY[rule.severity], rule.clause or "(thói quen)", _REACH[rule.reach])
    return f"| {' | '.join(cells)} |"


def _types() -> Iterator[str]:
    yield "## Các loại văn bản"
    yield ""
    yield "| Tên loại | Viết tắt | Mẫu ở Phụ lục III | Trích yếu dưới tên loại | Kính gửi |"
    yield "|---|---|---|---|---|"
    for type in TYPES:
        yield f"| {type.name} | {type.abbreviation or '-'} | {type.sample or '-'} | {_NEED[type.subject]} | {_NEED[type.addressee]} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
