"""What a paper copied from another level still says: bodies of the province given tasks by a commune, agencies of the former districts.

Source: Luật Tổ chức chính quyền địa phương số 72/2025/QH15: từ ngày 01 tháng 7 năm 2025 chỉ còn cấp tỉnh và cấp xã.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.nd30.check.case import TEXT, Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.number import issue_date
from docgen.nd30.recognise.components import Component, Found

TWO_LEVELS_SINCE = (2025, 7)
_COMMUNE = re.compile(r"\b(XÃ|PHƯỜNG|ĐẶC KHU)\b")
_SEVERAL = re.compile(
    r"\b(?:các sở(?:, (?:ban|cơ quan|ngành)[^.;]{0,30})?|UBND các (?:xã|huyện|phường)[^.;]{0,20}|các huyện, (?:thị xã|thành phố))",
    re.IGNORECASE,
)
_TASK = re.compile(r"\b(đề nghị|yêu cầu|giao|chủ động|phối hợp với|chỉ đạo)\b", re.IGNORECASE)
_BODIES = "Ủy ban|Uỷ ban|UBND|UBMTTQ|HĐND|Hội đồng|Hội|Đoàn|Ban|Công an|Bộ Chỉ huy"
_PROVINCE = re.compile(rf"(?:[Đđ]ề nghị|giao|yêu cầu)\s+(?P<body>(?:{_BODIES})[^.;:,]{{0,60}}?\btỉnh)\b")
_DISTRICT = re.compile(
    r"\b(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|MTTQ|Phòng [^,.;]{3,40}?|Trung tâm [^,.;]{3,40}?|Công an)\s+"
    r"(?:cấp )?(?:huyện|quận|thị xã)\b|\b(?:cấp huyện|[Hh]uyện ủy|[Hh]uyện uỷ|[Qq]uận ủy|[Tt]hị ủy)\b"
)
_PAST = re.compile(r"\b(cũ|trước đây|nguyên|trước ngày|sáp nhập|giải thể|kết thúc hoạt động|trước khi|không tổ chức)\b", re.IGNORECASE)
_CITATION = re.compile(r"số\s+\d+[^;]{0,40}$")


def judge_leftovers(case: Case) -> Iterator[Breach]:
    """Yield advice on what seems left over from the paper that was copied."""
    issuer = " ".join(found.content for found in case.of(Component.SUPERIOR, Component.AGENCY)).upper()
    is_commune = bool(_COMMUNE.search(issuer)) or _says_commune(case)
    issued = issue_date(case)
    for found in case.of(*TEXT, Component.RECIPIENT, Component.ADDRESSEE):
        if is_commune and found.component in TEXT:
            yield from _of_province(found)
        if issued is not None and (issued[0], issued[1] or 12) >= TWO_LEVELS_SINCE:
            yield from _of_district(found)


def _says_commune(case: Case) -> bool:
    """Return whether a paper without the agency's name speaks for a commune."""
    if case.first(Component.AGENCY) is not None:
        return False
    return any(re.match(r"(Chủ tịch )?(UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (xã|phường)\b", found.content) for found in case.text)


def _of_province(found: Found) -> Iterator[Breach]:
    several = _SEVERAL.search(found.content)
    sentence = _sentence_of(found.content, several.start()) if several else ""
    if several is not None and _TASK.search(sentence):
        said = f"ghi “{several[0].strip()}”, là lời của văn bản cấp tỉnh"
        yield Breach("sp.leftover", said, found.paragraph, group="province", should="không giao việc cho cơ quan của cấp khác")
    body = _PROVINCE.search(found.content)
    if body is not None:
        said = f"ghi “{body['body']}”, cơ quan của tỉnh"
        yield Breach("sp.leftover", said, found.paragraph, group="body", should="ghi cơ quan của xã nếu chép từ kế hoạch của tỉnh")


def _of_district(found: Found) -> Iterator[Breach]:
    district = _DISTRICT.search(found.content)
    if district is None:
        return
    before = found.content[: district.start()]
    sentence = _sentence_of(found.content, district.start())
    if _PAST.search(sentence) or _CITATION.search(before[-60:]):
        return
    said = f"ghi “{district[0]}”; từ ngày 01/7/2025 không còn cấp huyện"
    yield Breach("sp.leftover", said, found.paragraph, group="district", should="ghi cơ quan đang hoạt động")


def _sentence_of(text: str, place: int) -> str:
    start = text.rfind(". ", 0, place) + 1
    end = text.find(". ", place)
    return text[start : end if end >= 0 else len(text)]
