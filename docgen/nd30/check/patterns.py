"""Wordings that are wrong wherever they stand, as data: a rule, what to look for, how to say it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LOW = "a-zà-ỹđ"
_FIELDS = (
    "nội vụ|tài chính|xây dựng|y tế|tư pháp|công thương|giáo dục|nông nghiệp|khoa học|văn hóa|văn hoá|kinh tế|dân tộc|ngoại giao|công an"
    "|quốc phòng|thanh tra"
)
_TYPES = "kế hoạch|quyết định|nghị quyết|công văn|thông báo|chỉ thị|nghị định|thông tư|báo cáo|tờ trình|hướng dẫn|chương trình|kết luận"
_ACTS = "Luật|Bộ luật|Nghị định|Thông tư|Quyết định|Nghị quyết|Quy chế|Quy định|Pháp lệnh"
_THINGS = "người|hộ|đồng|lượt|trẻ em|học sinh|cây|con|khẩu|nhân khẩu"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What to look for, and what should stand there ("" = the rule's own words)."""

    rule: str
    pattern: re.Pattern[str]
    should: str = ""


WRONG: tuple[Wrong, ...] = (
    Wrong("text.num.decimal", re.compile(r"(?<![\d.,/])\d{1,3}\.\d{1,2}\s?(?:%|km|ha\b|kg\b|tỷ|triệu|nghìn|lần|điểm %)")),
    Wrong("text.num.thousand", re.compile(rf"(?<![\d.,/])\d{{1,3}}(?:,\d{{3}})+\s(?:{_THINGS})\b")),
    Wrong("text.num.thousand", re.compile(rf"(?<![\d.,/])\d{{5,}}\s(?:{_THINGS})\b")),
    Wrong("text.num.unit", re.compile(r"(?<![\w.,/-])\d+(?:km²|km2|km|m²|m2|m³|kg|ha|cm|mm)(?!\w)")),
    Wrong("text.num.money", re.compile(r"\d\s?(?:VNĐ|VND|vnđ|vnd)\b|\d{3}\s?đ(?!\w)")),
    Wrong("text.period", re.compile(r"\b(?:giai đoạn|nhiệm kỳ) 20\d\d\s?[-–]\s?\d\d(?![\d/.-])")),
    Wrong("text.period", re.compile(r"\b20\d\d\s?[–—]\s?20\d\d\b")),
    Wrong("cap.unit", re.compile(rf"(?<=[{_LOW},;] )(?:Xã|Tỉnh|Huyện|Thị trấn) [A-ZĐÀ-Ỹ][{_LOW}]+(?: [A-ZĐÀ-Ỹ][{_LOW}]+)?")),
    Wrong("cap.unit.special", re.compile(r"\bthủ đô Hà Nội|\bthành phố Hồ Chí Minh")),
    Wrong("cap.region", re.compile(r"(?<=[\s(])(?:bắc bộ|nam bộ|trung bộ|tây nguyên)\b")),
    Wrong("cap.agency", re.compile(r"[ỦU][ỷy]? ?[bB]an Nhân [dD]ân|Ủy Ban nhân dân|Uỷ Ban nhân dân"), "ghi “Ủy ban nhân dân”"),
    Wrong("cap.agency", re.compile(r"Hội đồng Nhân [dD]ân|Hội Đồng nhân dân"), "ghi “Hội đồng nhân dân”"),
    Wrong("cap.agency", re.compile(r"HĐND ?& ?UBND"), "tên chính thức là “Văn phòng HĐND và UBND”"),
    Wrong("cap.agency", re.compile(r"\bBan xây dựng Đảng|\bBan Xây dựng đảng|\bban xây dựng Đảng"), "ghi “Ban Xây dựng Đảng”"),
    Wrong("cap.agency", re.compile(rf"\b(?:Sở|Bộ|Phòng) (?:{_FIELDS})\b"), "viết hoa chữ đầu của lĩnh vực"),
    Wrong("cap.agency", re.compile(r"\bBan chỉ đạo\b|\bBan chấp hành\b"), "viết hoa chữ đầu của chức năng: “Ban Chỉ đạo”"),
    Wrong("cap.doc", re.compile(rf"(?<=[{_LOW},;] )(?:{_TYPES}) số \d+/\S+")),
    Wrong("cap.ref", re.compile(rf"\bđiều \d+(?:[^.;]{{0,40}}\b)(?:{_ACTS})\b")),
    Wrong("cap.ref", re.compile(r"\bkhoản \d+,? điều \d+")),
    Wrong("cap.ref", re.compile(rf"(?<=[{_LOW},;] )(?:Khoản \d+,? Điều \d+|Điểm [a-zđ]\)?,? [kK]hoản \d+)")),
    Wrong(
        "cap.calendar",
        re.compile(r"(?:ngày|sáng|chiều|trưa) thứ (?:hai|ba|tư|năm|sáu|bảy)\b|[tT]ết (?:nguyên đán|Nguyên Đán|trung thu)"),
    ),
    Wrong(
        "sp.hyphen", re.compile(r"(?:[kK]inh tế|[vV]ăn hóa|[vV]ăn hoá|[qQ]uốc phòng|[cC]hính trị)(?:-| ?[–—] ?|- | -)(?:[xX]ã hội|an ninh)")
    ),
    Wrong("sp.punct", re.compile(rf"[{_LOW}] +[,;:](?= |$)"), "không có dấu cách trước dấu câu"),
    Wrong("sp.punct", re.compile(rf"[{_LOW}][,;](?=[{_LOW}A-ZĐÀ-Ỹ])"), "có một dấu cách sau dấu câu"),
    Wrong("sp.punct", re.compile(rf"\( +[{_LOW}A-Z]|[{_LOW}] +\)"), "không có dấu cách trong ngoặc"),
    Wrong(
        "sp.placeholder", re.compile(r"\b[xX]{3,}\b|\[\s*(?:\.{2,}|…)*\s*\]|(?:Nguyễn|Trần|Lê) Văn [A-C]\b(?! [A-ZĐ])|\.{6,}|…{2,}|_{4,}")
    ),
)
