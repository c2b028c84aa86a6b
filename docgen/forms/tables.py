"""The rows of a table in a sheet: the prepared ones that are filled, and those that people wrote on below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.forms.census import Census
from docgen.forms.read_cells import Area


def table_rows(census: Census, columns: Sequence[Area]) -> Iterator[int]:
    """Yield the rows in which any of `columns` is filled: all of the prepared range, and below it until the first blank row.

    Below the range a row that holds another named cell ends the table (the form goes on there).
    """
    sheet = census.sheet(columns[0].sheet) if columns else None
    if sheet is None:
        return
    wanted = {area.first_column for area in columns}
    first, last = min(area.first_row for area in columns), max(area.last_row for area in columns)
    # The rows that hold something, not all rows of the range: a name may have been stretched over the whole sheet.
    filled = {row for row, column in sheet.cells if column in wanted and row >= first and not sheet.cell(row, column).is_blank}
    yield from sorted(row for row in filled if row <= last)
    if last + 1 not in filled:
        return
    others = {area.first_row for area in census.names.values() if area and area.sheet == columns[0].sheet and area not in columns}
    row = last + 1
    while row not in others and row in filled:
        yield row
        row += 1
