"""The tables of a text to ruled tables: rows of bars or cells in, columns wide enough for their words out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.nd30.drafting.grid import parse_table
from docgen.nd30.drafting.inline import control_of, split_cells
from docgen.nd30.drafting.paper import Column, Table, TableRow, plain
from docgen.nd30.figures import Align
from docgen.nd30.widths import width_mm

UPRIGHT_MM, LYING_MM = Decimal(160), Decimal(247)
_SEPARATOR = re.compile(r"\|(\s*:?-+:?\s*\|)+$")
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_FIGURE = re.compile(r"[\d.,%/x+…-]*( ?%)?$")
_ORDER = ("tt", "stt", "số tt")
_SIZE, _PADDING_MM, _LONGEST_MM = Decimal(12), Decimal(4), Decimal(110)
_MANY_COLUMNS, _VERY_MANY, _TALL = 7, 9, 8
_JOINED = ("<", "^")
_Cells = Sequence[Sequence[str]]


def is_row(raw: str) -> bool:
    """Return whether the line `raw` belongs to a table."""
    return (raw.lstrip().startswith("|") and raw.count("|") > 1) or control_of(raw) == "tr"


def is_separator(raw: str) -> bool:
    """Return whether the line `raw` only parts a header from the rows."""
    return bool(_SEPARATOR.match(_closed(raw)))


def table_of(raws: Sequence[str], room_mm: Decimal) -> Table:
    """Return the table that the lines `raws` draw, for a text `room_mm` wide.

    Rows with too few cells are filled up; the rows above the line of dashes, else the first one, are the header.
    """
    lines = [_closed(raw) for raw in raws]
    place = next((n for n, line in enumerate(lines) if _SEPARATOR.match(line)), None)
    rows = [_cells(line) for n, line in enumerate(lines) if n != place]
    top = place if place else 1
    count = max(len(row) for row in rows)
    filled = [row if len(row) == 1 else (*row, *[""] * (count - len(row))) for row in rows]
    filled[:top] = [tuple(cell.replace("**", "") for cell in row) for row in filled[:top]]
    columns = columns_for([row for row in filled if len(row) == count], top, room_mm, _aligned(lines[place]) if place else ())
    drawn = [row[0] if control_of(row[0]) == "tr" else f"| {' | '.join(row)} |" for row in filled]
    drawn.insert(top, f"|{'---|' * count}")
    return parse_table(columns, _is_small(filled, count, room_mm), drawn)


def columns_for(rows: _Cells, top: int, room_mm: Decimal, aligned: Sequence[Align | None] = ()) -> tuple[Column, ...]:
    """Return columns that fill `room_mm`: each at least as wide as its longest word, the rest by how much stands in it."""
    count = len(rows[0])
    columns = [[row[n] for row in rows] for n in range(count)]
    least = [_longest_word(column) for column in columns]
    wish = [max(least[n], min(_longest_cell(column), _LONGEST_MM)) for n, column in enumerate(columns)]
    spare, wanted = room_mm - sum(least), sum(wish) - sum(least)
    share = min(Decimal(1), spare / wanted) if wanted > 0 and spare > 0 else Decimal()
    widths = [(low + (high - low) * share).quantize(Decimal("0.1")) for low, high in zip(least, wish, strict=True)]
    given = (*aligned, *[None] * count)
    aligns = [given[n] or _align(columns[n], top) for n in range(count)]
    texts = [n for n in range(count) if aligns[n] is Align.LEFT]
    left_over = max(room_mm - sum(widths), Decimal()) / len(texts) if texts else Decimal()
    return tuple(Column(widths[n] + (left_over if n in texts else 0), aligns[n]) for n in range(count))


def is_wide(table: Table) -> bool:
    """Return whether `table` wants a page that lies: many columns, words that do not fit, or very tall rows."""
    rows = [[plain(cell.text) for cell in row.cells] for row in (*table.header, *table.rows) if len(row.cells) == len(table.columns)]
    if len(table.columns) >= _MANY_COLUMNS or not rows:
        return len(table.columns) >= _MANY_COLUMNS
    if sum(_longest_word([row[n] for row in rows]) for n in range(len(table.columns))) > UPRIGHT_MM:
        return True
    widths = [column.width_mm for column in columns_for(rows, len(table.header), UPRIGHT_MM)]
    return any(_lines(text, widths[n]) > _TALL for row in rows for n, text in enumerate(row))


def widened(table: Table, room_mm: Decimal) -> Table:
    """Return `table` with the columns it would have in a text `room_mm` wide."""
    whole = [[plain(cell.text) for cell in row.cells] for row in _rows(table) if len(row.cells) == len(table.columns)]
    if not whole:
        return table
    columns = columns_for(whole, len(table.header), room_mm, [column.align for column in table.columns])
    return Table(columns, table.header, table.rows, table.is_small)


def _rows(table: Table) -> tuple[TableRow, ...]:
    return (*table.header, *table.rows)


def _closed(raw: str) -> str:
    line = _LINE_BREAK.sub("\n", raw.strip())
    return line if control_of(line) == "tr" or line.endswith("|") else f"{line} |"


def _cells(line: str) -> tuple[str, ...]:
    return (line,) if control_of(line) == "tr" else split_cells(line)


def _aligned(separator: str) -> list[Align | None]:
    found: list[Align | None] = []
    for cell in split_cells(separator):
        left, right = cell.startswith(":"), cell.endswith(":")
        found.append(Align.CENTRE if left and right else Align.RIGHT if right else None)
    return found


def _align(column: Sequence[str], top: int) -> Align:
    is_order = any(cell.casefold().strip(" .") in _ORDER for cell in column[:top])
    cells = [cell for cell in column[top:] if cell and cell not in _JOINED]
    return Align.CENTRE if is_order or (cells and all(_FIGURE.match(cell.replace("**", "")) for cell in cells)) else Align.LEFT


def _is_small(rows: _Cells, count: int, room_mm: Decimal) -> bool:
    whole = [row for row in rows if len(row) == count]
    return count >= _VERY_MANY or sum(_longest_word([row[n] for row in whole]) for n in range(count)) > room_mm


def _longest_word(column: Sequence[str]) -> Decimal:
    words = [word for cell in column for word in cell.replace("**", "").split()]
    return max((width_mm(word, _SIZE, bold=True) for word in words), default=Decimal(5)) + _PADDING_MM


def _longest_cell(column: Sequence[str]) -> Decimal:
    return max(width_mm(cell, _SIZE, bold=True) for cell in column) + _PADDING_MM


def _lines(text: str, width: Decimal) -> int:
    return math.ceil(width_mm(text, _SIZE, bold=False) / (width - _PADDING_MM + 1))
