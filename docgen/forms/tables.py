"""The rows of a table in a sheet: the prepared ones that are filled, and those that people wrote on below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.forms.census import Census
from docgen.forms.read_cells import Area


def table_rows(census: Census, columns: Sequence[Area]) -> Iterator[int]:
    """Yield the rows in which any of `columns` is filled: all of the prepared range, and below it until the first blank row.

    Below the range a row that holds another named cell ends the table (the form goes on there).
    """
    if not columns:
        return
    first, last = min(area.first_row for area in columns), max(area.last_row for area in columns)
    for row in range(first, last + 1):
        if _is_filled(census, columns, row):
            yield row
    others = {area.first_row for area in census.names.values() if area and area.sheet == columns[0].sheet and area not in columns}
    row = last + 1
    while row not in others and _is_filled(census, columns, row):
        yield row
        row += 1


def _is_filled(census: Census, columns: Sequence[Area], row: int) -> bool:
    sheet = census.sheet(columns[0].sheet)
    return sheet is not None and any(not sheet.cell(row, area.first_column).is_blank for area in columns)
