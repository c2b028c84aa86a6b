"""Paper size, orientation and margins of each section.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 1 to 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import MM_PER_POINT
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import HeaderKind, Section
from docgen.nd30.recognise.components import Component

_PAGE_TOLERANCE = Decimal("0.5")
# What inches and rounding make of a margin typed right: 0,79 inch is 20,07 mm.
_TOLERANCE = Decimal("0.5")
# More than a heading or a signature needs: a sheet laid out as one table.
_WIDE_COLUMNS = 3
_SIDES = ("top", "bottom", "left", "right")
_TURNED = {"top": "left", "left": "bottom", "bottom": "right", "right": "top"}


def judge_page(case: Case) -> Iterator[Breach]:
    """Yield breaches of paper size, orientation and margins."""
    annexes = case.annex_sections()
    for section in case.document.sections:
        place = f"phần {section.index}" if len(case.document.sections) > 1 else ""
        yield from _size(section, place)
        yield from _orientation(case, section, place, is_annex=section.index in annexes)
        if section.landscape:
            yield from _lying_margins(section, place)
        else:
            yield from _margins(section, place, is_annex=section.index in annexes)


def _size(section: Section, place: str) -> Iterator[Breach]:
    short, long = sorted((section.width * MM_PER_POINT, section.height * MM_PER_POINT))
    wanted = (rules.take("page.width"), rules.take("page.height"))
    if abs(short - wanted[0]) > _PAGE_TOLERANCE or abs(long - wanted[1]) > _PAGE_TOLERANCE:
        yield Breach("page.size", f"khổ giấy {_mm(short)} × {_mm(long)} mm", place=place)


def _orientation(case: Case, section: Section, place: str, *, is_annex: bool) -> Iterator[Breach]:
    tables = (table for table in case.document.tables if table.section == section.index)
    if not section.landscape or is_annex or any(table in case.recognised.data_tables or table.columns >= _WIDE_COLUMNS for table in tables):
        return
    inside = [found for found in case.recognised.components if found.paragraph.place.section == section.index]
    if any(found.component is Component.ANNEX_LABEL or found.paragraph.has_picture for found in inside):
        return
    yield Breach("page.orientation", "trang đặt ngang mà không có bảng", place=place)


def _margins(section: Section, place: str, *, is_annex: bool) -> Iterator[Breach]:
    severity = Severity.WARNING if is_annex else None
    for side in _SIDES:
        if section.kind == "continuous" and section.index > 1 and side in ("top", "bottom"):
            continue
        rule = rules.get(f"page.margin.{side}")
        value = _margin(section, side)
        if rule.range is None or rule.range.allows(value, _TOLERANCE):
            continue
        is_pushed = side in ("top", "bottom") and rule.range.allows(_pushed(section, side), _TOLERANCE)
        yield Breach(rule.id, f"{_mm(value)} mm", severity=Severity.ADVICE if is_pushed else severity, place=place)


def _pushed(section: Section, side: str) -> Decimal:
    """Return the margin that a tall header or footer leaves on every page.

    Units: millimetres.
    """
    distance, parts = (section.header, section.headers) if side == "top" else (section.footer, section.footers)
    kinds = (HeaderKind.DEFAULT, HeaderKind.FIRST) if section.title_page else (HeaderKind.DEFAULT,)
    return min(distance + sum(map(letters.height, parts.get(kind, ()))) for kind in kinds) * MM_PER_POINT


def _lying_margins(section: Section, place: str) -> Iterator[Breach]:
    """Ask the margins of a page that lies: as it lies, or as the sheet stands; the decree does not say which."""
    if any(all(_allowed(f"page.margin.{side}", _margin(section, turn.get(side, side))) for side in _SIDES) for turn in ({}, _TURNED)):
        return
    said = ", ".join(f"{words} {_mm(_margin(section, side))}" for side, words in zip(_SIDES, ("trên", "dưới", "trái", "phải"), strict=True))
    yield Breach("page.margin.landscape", f"lề {said} mm", place=place)


def _allowed(rule: str, value: Decimal) -> bool:
    found = rules.get(rule).range
    return found is None or found.allows(value, _TOLERANCE)


def _margin(section: Section, side: str) -> Decimal:
    value: Decimal = abs(getattr(section, side))
    return (value + section.gutter if side == "left" else value) * MM_PER_POINT


def _mm(value: Decimal) -> str:
    return f"{round(value, 1).normalize():f}".replace(".", ",")
