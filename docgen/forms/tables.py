"""The rows of a table in a sheet: the prepared ones that are filled, and those that people wrote on below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from docgen.forms.census import Census
from docgen.forms.read_cells import Area, CellKind
from docgen.forms.sheet_xml import SheetCensus


def table_rows(census: Census, columns: Sequence[Area]) -> Iterator[int]:
    """Yield the rows in which any of `columns` is filled: all of the prepared range, and below it up to the first blank row.

    Where nothing of the form follows any more, rows after a gap are read too, but for a text that stands alone: a signature, a remark.
    """
    sheet = census.sheet(columns[0].sheet) if columns else None
    if sheet is None:
        return
    wanted = {area.first_column for area in columns}
    first, last = min(area.first_row for area in columns), max(area.last_row for area in columns)
    # The rows that hold something, not all rows of the range: a name may have been stretched over the whole sheet.
    filled = {row for row, column in sheet.cells if column in wanted and row >= first and not sheet.cell(row, column).is_blank}
    yield from sorted(row for row in filled if row <= last)
    if not any(row > last for row in filled):
        return
    others = {area.first_row for area in census.names.values() if area and area.sheet == columns[0].sheet and area not in columns}
    end = min((row for row in others if row > last), default=None)
    is_after_gap = False
    for before, row in pairwise((last, *sorted(row for row in filled if row > last))):
        is_after_gap = is_after_gap or row > before + 1
        if end is not None and (is_after_gap or row >= end):
            return
        if not is_after_gap or _is_entry(sheet, row, wanted):
            yield row


def _is_entry(sheet: SheetCensus, row: int, columns: Collection[int]) -> bool:
    cells = [cell for column in columns if not (cell := sheet.cell(row, column)).is_blank]
    return len(cells) > 1 or any(cell.kind is not CellKind.TEXT for cell in cells)
