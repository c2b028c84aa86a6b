"""Tables of content, and the borderless ones that hold heading and signature.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 4; the rest is practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.reading.document import Paragraph, Table
from docgen.nd30.reading.names import VAL, W
from docgen.nd30.recognise.components import Component

_MANY_ROWS = 25
_SLACK_POINTS = Decimal(12)
_NO_LINE = ("nil", "none")


def judge_tables(case: Case) -> Iterator[Breach]:
    """Yield advice on tables of content, warnings on ruled heading and signature tables."""
    content = {table.number for table in case.recognised.data_tables}
    first = _first_paragraphs(case)
    for table in case.recognised.data_tables:
        paragraph = first.get(table.number)
        yield from _form(case, table, paragraph)
    small = rules.look("table.font").size
    for found in case.recognised.of(Component.TABLE):
        size = letters.main_size(found.runs)
        if size is not None and small is not None and size < small.low:
            yield Breach("table.font", f"cỡ chữ {letters.points(size)}", found.paragraph)
    layout = {
        found.paragraph.place.table
        for found in case.of(Component.COUNTRY, Component.RECIPIENTS_HEAD, Component.POWER)
        if found.paragraph.place.table not in content and found.paragraph.place.depth == 1
    }
    for table in case.document.tables:
        if table.number in layout and table.has_borders and _is_framed(table):
            yield Breach("table.layout", "bảng đầu trang hoặc chữ ký có khung kẻ", first.get(table.number))


def _form(case: Case, table: Table, paragraph: Paragraph | None) -> Iterator[Breach]:
    if not table.has_borders:
        yield Breach("table.form", "bảng không kẻ khung", paragraph, group="grid")
    section = next((section for section in case.document.sections if section.index == table.section), None)
    if section is not None and table.width > section.width - section.left - section.right + 2 * _SLACK_POINTS:
        yield Breach("table.form", "bảng rộng hơn vùng chữ", paragraph, group="width")
    if table.rows >= _MANY_ROWS and not table.header_rows:
        yield Breach("table.form", "dòng đầu bảng không lặp lại ở trang sau", paragraph, group="header")


def _first_paragraphs(case: Case) -> dict[int, Paragraph]:
    first: dict[int, Paragraph] = {}
    for paragraph in case.document.paragraphs:
        if paragraph.place.table:
            first.setdefault(paragraph.place.table, paragraph)
    return first


def _is_framed(table: Table) -> bool:
    """Return whether upright lines are drawn; a border below one cell may be the line under a name."""
    borders = table.element.find(f"{W}tblPr/{W}tblBorders")
    if borders is None:
        return False
    sides = (borders.find(f"{W}{side}") for side in ("left", "start", "insideV"))
    return any(side is not None and side.get(VAL, "none") not in _NO_LINE for side in sides)
