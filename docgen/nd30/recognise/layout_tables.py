"""Tables that only hold text in its place (heading, signature, addressees), told from tables that are content."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.nd30.reading.document import Document, Table
from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.lines import Line
from docgen.nd30.recognise.sheet import Sheet

_OF_LAYOUT = (
    Component.COUNTRY,
    Component.MOTTO,
    Component.PARTY_HEAD,
    Component.AGENCY,
    Component.NUMBER,
    Component.DATE,
    Component.TYPE,
    Component.POWER,
    Component.TITLE,
    Component.NAME,
    Component.RECIPIENTS_HEAD,
    Component.RECIPIENT,
    Component.ADDRESSEE,
    Component.ANNEX_LABEL,
    Component.URGENCY,
)
_RUNNING_TEXT = 400


def data_tables(document: Document, sheet: Sheet) -> tuple[Table, ...]:
    """Return the tables of `document` that are content."""
    by_table: dict[int, list[Line]] = {}
    for line in sheet.lines:
        if line.in_table:
            by_table.setdefault(line.paragraph.place.table, []).append(line)
    return tuple(table for table in document.tables if not _is_layout(table, by_table.get(table.number, []), sheet))


def note_tables(sheet: Sheet, tables: Sequence[Table]) -> None:
    """Note every paragraph of the content `tables`."""
    numbers = {table.number for table in tables}
    for line in sheet.lines:
        if line.paragraph.place.table in numbers and sheet.is_free(line):
            sheet.note(line, Component.TABLE)


def _is_layout(table: Table, lines: Sequence[Line], sheet: Sheet) -> bool:
    written = [line for line in lines if line.text]
    if not written or any(sheet.is_a(line, *_OF_LAYOUT) for line in written):
        return True
    if table.has_borders:
        return table.rows * table.columns == 1 and sum(len(line.text) for line in written) > _RUNNING_TEXT
    return table.rows == 1 or table.columns == 1
