"""Rows of a table as read in, those that people added as totals out: they would count everything twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.forms.census import Census
from docgen.forms.read_cells import BLANK, Area, CellKind, reference
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.programme import Field
from docgen.model.values import CellRef, Row
from docgen.validate import messages

_WORDS = frozenset(map(text.key, ("tổng", "cộng", "tổng cộng", "tổng số", "cộng chung", "tổng toàn bộ", "cộng tổng", "cộng dồn")))
NumberedRow = tuple[int, Row]


def part(
    census: Census, columns: Sequence[Area], rows: Sequence[NumberedRow], fields: Sequence[Field]
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Return the rows that are entries, and a finding for each that is a total."""
    last = max((area.first_column for area in columns), default=0)
    places = {number: place for number, _ in rows if (place := _total_word(census, columns[0].sheet, number, last))}
    entries = tuple(row for number, row in rows if number not in places)
    findings = (messages.total_row(*places[number], tuple(_differing(row, entries, fields))) for number, row in rows if number in places)
    return entries, tuple(findings)


def _total_word(census: Census, sheet: str, number: int, last_column: int) -> tuple[CellRef, str] | None:
    """Return the first cell of the row that says it is a total, with its words; the column of running numbers is looked at too."""
    found = census.sheet(sheet)
    for column in range(1, last_column + 1) if found else ():
        cell = found.cell(number, column) if found else BLANK
        if cell.kind is CellKind.TEXT and text.key(cell.text.rstrip(" :.")) in _WORDS:
            return reference(sheet, number, column), cell.text
    return None


def _differing(total: Row, entries: Sequence[Row], fields: Sequence[Field]) -> Iterator[tuple[str, Decimal, Decimal]]:
    for field in fields:
        typed = total[field.name].value if field.name in total else None
        if field.type.is_number and isinstance(typed, Decimal):
            values = (row[field.name].value for row in entries if field.name in row)
            expected = sum((value for value in values if isinstance(value, Decimal)), Decimal())
            if expected != typed:
                yield text.folded(field.label), typed, expected
