"""The areas that names mean in, the cells of a sheet they lead to out: those within, and what is written on right below."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from docgen.forms.read_cells import Area

_MAX_COLUMNS = 200
"""How many columns of one name are looked at; an answer stands in the first one."""
_MANY_ROWS = 2_000
Place = tuple[int, int]
"""The row and the column of a cell."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Rows as blocks from the first to the last one, in order and apart."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, row: object) -> bool:
        """Return whether `row` lies in a block."""
        if not isinstance(row, int):
            return False
        block = bisect_right(self.firsts, row) - 1
        return block >= 0 and row <= self.lasts[block]


NamedColumns = Mapping[int, Container[int]]
"""The columns of one sheet that names lead to, and their rows."""


def by_sheet(areas: Iterable[Area]) -> Mapping[str, NamedColumns]:
    """Return what the names of `areas` lead to, by the sheet's name (case folded)."""
    blocks: dict[str, dict[int, list[Place]]] = {}
    for area in areas:
        columns = blocks.setdefault(area.sheet.casefold(), {})
        block = area.first_row, area.last_row + 1  # the row right below belongs to it: a table grows under its name
        for column in range(area.first_column, min(area.last_column, area.first_column + _MAX_COLUMNS) + 1):
            columns.setdefault(column, []).append(block)
    return {sheet: {column: _rows(found) for column, found in columns.items()} for sheet, columns in blocks.items()}


def led_to(filled: Collection[Place], columns: NamedColumns) -> Iterator[Place]:
    """Yield those of the `filled` cells, in order, that lie in `columns` or go on right below such a one."""
    below: dict[int, int] = {}
    for row, column in sorted(filled):
        if row == below.get(column) or row in columns[column]:
            below[column] = row + 1
            yield row, column


def _rows(blocks: list[tuple[int, int]]) -> Container[int]:
    """Return all rows of `blocks`, which may overlap."""
    if sum(last - first for first, last in blocks) < _MANY_ROWS:
        return frozenset(row for first, last in blocks for row in range(first, last + 1))
    firsts: list[int] = []
    lasts: list[int] = []
    for first, last in sorted(blocks):
        if lasts and first <= lasts[-1]:
            lasts[-1] = max(last, lasts[-1])
        else:
            firsts.append(first)
            lasts.append(last)
    return _Blocks(tuple(firsts), tuple(lasts))
