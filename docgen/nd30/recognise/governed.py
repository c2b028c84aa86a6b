"""Whether the decree governs a paper: state bodies' papers yes; Party papers, laws, forms and bare annexes no; a thôn's as advice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.nd30.recognise.agencies import is_company, is_mass_organisation, is_party_body, is_to_fill_in, is_village
from docgen.nd30.recognise.annexes import is_annex
from docgen.nd30.recognise.components import Component, Found, Governed
from docgen.nd30.recognise.lines import Line
from docgen.nd30.recognise.spelling import bare, same_letters
from docgen.nd30.recognise.types import LAWS, NAMES

_NORMATIVE = re.compile(r"/\s?20\d\d\s?/\s?(QĐ|NQ|TT|TTLT|NĐ|QH|PL|L|NQLT|UBTVQH)\b|/20\d\d/QH\d+|/QH\d+$|/VBHN", re.IGNORECASE)
_PARTY_NUMBER = re.compile(r"\d*\s*-\s?[A-ZĐ][A-Za-zĐđ]{0,4}\s?/\s?[A-ZĐ]{2,}")
_FORM = re.compile(r"\(?(mẫu|biểu|biểu mẫu|mẫu biểu|phụ biểu)\s*(số|:|\d|[A-Z]\d|[IVX]+\b)", re.IGNORECASE)
_PERSONAL = re.compile(
    r"(đơn|tờ khai|giấy (cam|đề nghị|xác nhận|biên nhận|nhận|vay)|bản (cam kết|tự|kiểm điểm|khai|tường)|sơ yếu|lý lịch|phiếu (khảo|đăng))",
    re.I,
)

PARTY = "Văn bản của Đảng trình bày theo quy định riêng của Đảng, không theo Nghị định số 30/2020/NĐ-CP."
LAW = "Văn bản quy phạm pháp luật trình bày theo quy định về văn bản quy phạm pháp luật, không theo Nghị định số 30/2020/NĐ-CP."
ANNEX = "Đây là phụ lục đứng riêng, không có phần đầu văn bản nên không đối chiếu thể thức văn bản hành chính."
FORM = "Đây là biểu mẫu, không phải văn bản hành chính hoàn chỉnh."
FILLED_FORM = "Văn bản lập theo mẫu riêng: mẫu của cơ quan có thẩm quyền được ưu tiên, chỉ khuyến nghị."
PLAIN = "Không thấy Quốc hiệu, Tiêu ngữ, cơ quan ban hành và số, ký hiệu: đây không phải văn bản hành chính."
PERSONAL = "Đây là đơn, tờ khai hoặc giấy tờ của cá nhân, không phải văn bản của cơ quan."
VILLAGE = "Văn bản của thôn không thuộc phạm vi bắt buộc của Nghị định số 30/2020/NĐ-CP: chỉ khuyến nghị."
MASS = "Văn bản của Mặt trận, đoàn thể, hội chỉ áp dụng tương tự Nghị định số 30/2020/NĐ-CP: chỉ khuyến nghị."
COMPANY = "Văn bản của doanh nghiệp, hợp tác xã chỉ áp dụng tương tự Nghị định số 30/2020/NĐ-CP: chỉ khuyến nghị."
DOUBT = "Không nhận ra đủ thành phần để biết chắc đây là văn bản hành chính: chỉ khuyến nghị."
OTHER_TYPE = "Loại văn bản này không có trong 29 loại của Nghị định số 30/2020/NĐ-CP: chỉ khuyến nghị."


@dataclass(frozen=True, slots=True)
class Marks:
    """What the main text of a paper shows of itself."""

    found: Sequence[Found]
    lines: Sequence[Line]
    type: str

    def has(self, *components: Component) -> bool:
        """Return whether one of `components` was found."""
        return any(found.component in components for found in self.found)

    def text(self, component: Component) -> str:
        """Return the text of `component`, all its lines, or ""."""
        return " ".join(same_letters(found.content) for found in self.found if found.component is component)


def judge(marks: Marks) -> tuple[Governed, str]:
    """Return whether the decree governs a paper with `marks`, and why not."""
    why_not = _not_at_all(marks)
    if why_not:
        return Governed.NO, why_not
    why_less = _only_advice(marks)
    return (Governed.ADVICE, why_less) if why_less else (Governed.YES, "")


def _not_at_all(marks: Marks) -> str:
    has_head = marks.has(Component.COUNTRY, Component.MOTTO)
    if _is_party(marks, has_head):
        return PARTY
    if marks.type in LAWS or _NORMATIVE.search(marks.text(Component.NUMBER)):
        return LAW
    if is_annex(marks.lines) and not (has_head and marks.has(Component.NUMBER)):
        return ANNEX
    if _is_form(marks) and not _is_filled_in(marks):
        return FORM
    if not has_head and not marks.has(Component.AGENCY):
        return PLAIN
    if not has_head and not marks.has(Component.NUMBER):
        return PLAIN
    return PERSONAL if has_head and _is_personal(marks) else ""


def _is_personal(marks: Marks) -> bool:
    """Return whether no agency issues the paper: an application, a declaration."""
    if marks.has(Component.AGENCY) or marks.type in NAMES:
        return False
    return bool(_PERSONAL.match(marks.text(Component.TYPE))) or not marks.has(Component.NUMBER, Component.RECIPIENTS_HEAD)


def _is_form(marks: Marks) -> bool:
    return any(_FORM.match(line.text) for line in [line for line in marks.lines if line.text][:3])


def _is_party(marks: Marks, has_head: bool) -> bool:
    if marks.has(Component.PARTY_HEAD):
        return not has_head
    number = re.sub(r"^\W*s\S?\s*[:.]?", "", marks.text(Component.NUMBER), flags=re.IGNORECASE)
    by_number = bool(_PARTY_NUMBER.match(number))
    by_power = any(
        bare(found.content[:3]) in ("tm", "kt", "tl") and "/" in found.content[:3]
        for found in marks.found
        if found.component is Component.POWER
    )
    return not has_head and (by_number or by_power or is_party_body(marks.text(Component.AGENCY)))


def _is_filled_in(marks: Marks) -> bool:
    number = marks.text(Component.NUMBER)
    return bool(re.search(r"\d", number)) and not is_to_fill_in(marks.text(Component.AGENCY))


def _only_advice(marks: Marks) -> str:
    agency, superior = marks.text(Component.AGENCY), marks.text(Component.SUPERIOR)
    if is_village(agency):
        return VILLAGE
    if is_mass_organisation(agency) or is_mass_organisation(superior):
        return MASS
    if is_company(agency) or is_company(superior):
        return COMPANY
    if marks.has(Component.PARTY_HEAD) or is_party_body(agency) or is_to_fill_in(agency) or not agency:
        return DOUBT
    if not marks.has(Component.COUNTRY, Component.MOTTO) and not (
        marks.has(Component.NUMBER) and marks.has(Component.DATE, Component.TYPE)
    ):
        return DOUBT
    if _is_form(marks):
        return FILLED_FORM
    if not marks.type:
        return OTHER_TYPE if marks.has(Component.TYPE) else DOUBT
    return ""
