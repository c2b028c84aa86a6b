"""Quốc hiệu and Tiêu ngữ, and the name of the issuing agency: words, looks, places.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1 and 2.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.model.text import folded, key
from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.fonts import is_legacy
from docgen.nd30.check.looks import doubt, in_block, judge_centred, judge_looks
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Story
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.recognise.spelling import same_letters

_RULE_TAIL = re.compile(r"[\s_\-–—─=*.]{3,}$")
_DASHES = re.compile(r"[–—−\u2010\u2011]")
_SPACED, _WIDE = Decimal("1.05"), Decimal("1.2")
_GAP_POINTS = Decimal(6)
_SHORT_NAME = re.compile(r"^(UBND|HĐND)\b")
_NO_PLACE = re.compile(r"^(UBND|HĐND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)$")
_PEOPLES = re.compile(r"^(ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND)\b")
_PLACE = re.compile(r"^(XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TP|TỈNH|VÀ|CÁC|SỐ|KHU)\b")


def judge_motto(case: Case) -> Iterator[Breach]:
    """Yield breaches of Quốc hiệu and Tiêu ngữ."""
    yield from _there(case)
    country, motto = case.of(Component.COUNTRY), case.of(Component.MOTTO)
    yield from _words("motto.country.text", country)
    yield from _words("motto.text", motto)
    yield from judge_looks("motto.country.style", country)
    yield from judge_centred("motto.country.place", in_block(*country), motto)
    yield from judge_looks("motto.style", motto)
    yield from judge_centred("motto.style", in_block(*motto))
    if country and motto:
        yield from _spacing("motto.spacing", (country[0], motto[0]))
    yield from _tier(case)


def judge_agency(case: Case) -> Iterator[Breach]:
    """Yield breaches of the names of the agency and of its superior."""
    superior, agency = case.of(Component.SUPERIOR), case.of(Component.AGENCY)
    yield from judge_looks("agency.name.style", agency)
    yield from judge_centred("agency.name.style", in_block(*agency), (*superior, *agency))
    yield from _superior(superior, agency)
    yield from _spacing("agency.spacing", (*superior, *agency))
    if agency and _SHORT_NAME.match(agency[0].content) and is_sure(agency[0]):
        yield Breach("agency.name.text", f"viết tắt “{agency[0].content}”", agency[0].paragraph)
    if superior and agency and _PEOPLES.match(agency[0].content):
        yield Breach("agency.superior.none", f"trên tên cơ quan còn ghi “{superior[0].content}”", superior[0].paragraph)
    yield from _sides(case)


def _there(case: Case) -> Iterator[Breach]:
    """Ask whether the motto is there at all, but only when the rest of the heading is and no picture may hold it."""
    heading = case.of(Component.AGENCY, Component.NUMBER, Component.DATE)
    if len(heading) < 2 or not all(map(is_sure, heading)):
        return
    text = key(" ".join(paragraph.text for paragraph in case.everywhere()))
    severity = Severity.ADVICE if any(paragraph.has_picture for paragraph in case.everywhere()) else None
    for component, rule, words in (
        (Component.COUNTRY, "motto.country.text", "cộng hòa xã hội"),
        (Component.MOTTO, "motto.text", "độc lập"),
    ):
        if case.first(component) is None and key(words) not in text:
            yield Breach(rule, "không có trong văn bản", severity=severity)


def _words(rule: str, components: tuple[Found, ...]) -> Iterator[Breach]:
    allowed = rules.get(rule).texts
    for found in components:
        if any(is_legacy(run.format.font) for run in found.runs):
            continue
        printed = folded(_RULE_TAIL.sub("", letters.shown_text(found.runs)))
        same_case = (letters.capitals(found.runs) or 0) > Decimal("0.9") or rule == "motto.country.text"
        wanted = [text.upper() if same_case else text for text in allowed]
        if (printed.upper() if same_case else printed) not in wanted:
            foreign = same_letters(printed) in wanted and not _DASHES.search(printed)
            said = "có ký tự nhìn giống chữ tiếng Việt nhưng là ký tự khác" if foreign else f"ghi “{printed}”"
            yield Breach(rule, said, found.paragraph, doubt(found), should=f"đúng chữ “{allowed[0]}”")


def _spacing(rule: str, lines: tuple[Found, ...]) -> Iterator[Breach]:
    """Ask for single spacing of `lines`, which stand one below the other."""
    paragraphs = [found.paragraph for found in lines]
    if len({id(paragraph) for paragraph in paragraphs}) < len(paragraphs):
        return
    for above, below in itertools.pairwise(paragraphs):
        if (above.place.story, above.place.table, above.place.row, above.place.cell) != (
            below.place.story,
            below.place.table,
            below.place.row,
            below.place.cell,
        ):
            continue
        factor = max(letters.pitch(above), letters.pitch(below))
        gap = max(above.format.after, below.format.before)
        if factor > _SPACED:
            said = f"khoảng cách dòng {round(factor, 2).normalize():f} dòng"
            yield Breach(rule, said.replace(".", ","), below, None if factor > _WIDE else Severity.ADVICE)
        elif gap >= _GAP_POINTS and below.place.paragraph == above.place.paragraph + 1:
            yield Breach(rule, f"hai dòng cách nhau thêm {letters.points(gap)} pt", below, Severity.WARNING)


def _tier(case: Case) -> Iterator[Breach]:
    found = [case.first(component) for component in (Component.COUNTRY, Component.MOTTO, Component.DATE)]
    sizes = [letters.main_size(one.runs) if one else None for one in found]
    looks = [rules.look(rule).size for rule in ("motto.country.style", "motto.style", "date.style")]
    if any(size is None or (wanted and not wanted.allows(size)) for size, wanted in zip(sizes, looks, strict=True)):
        return
    if tuple(sizes) not in ((Decimal(13), Decimal(14), Decimal(14)), (Decimal(12), Decimal(13), Decimal(13))):
        country = found[0]
        said = f"đang là {'-'.join(letters.points(size) for size in sizes if size is not None)}"
        yield Breach("page.font.tier", said, country.paragraph if country else None)


def _superior(superior: tuple[Found, ...], agency: tuple[Found, ...]) -> Iterator[Breach]:
    """Ask how the superior looks, unless its line and the issuer's may be one name."""
    if not superior or (agency and _PLACE.match(agency[0].content)):
        return
    if _NO_PLACE.match(" ".join(found.content for found in superior)):
        said = f"ghi “{superior[0].content}”, không có tên địa phương"
        yield Breach("agency.superior.text", said, superior[0].paragraph, Severity.WARNING)
    yield from judge_looks("agency.superior.style", superior)
    yield from judge_centred("agency.superior.style", in_block(*superior), (*superior, *agency))


def _sides(case: Case) -> Iterator[Breach]:
    country, agency, number = case.first(Component.COUNTRY), case.first(Component.AGENCY), case.first(Component.NUMBER)
    if country is None or agency is None:
        return
    left, right = agency.paragraph.place, country.paragraph.place
    if Story.TEXT_BOX in (left.story, right.story) or left.depth > 1 or right.depth > 1:
        return
    if left.table and left.table == right.table and left.row == right.row:
        if left.cell > right.cell:
            yield Breach("motto.country.place", "đứng bên trái tên cơ quan", country.paragraph)
    elif not left.table and not right.table and agency.paragraph is not country.paragraph and number is not None:
        yield Breach("agency.place", "không ngang hàng với Quốc hiệu", agency.paragraph, Severity.ADVICE)
