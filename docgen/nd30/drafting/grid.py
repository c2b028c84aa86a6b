"""The tables of a text source: lines of bars to columns, header rows and rows with their joined cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.nd30.drafting.inline import control_of, parse_inline, split_cells
from docgen.nd30.drafting.paper import Cell, Column, Merge, Table, TableRow
from docgen.nd30.figures import Align

_LEFTWARD = "<"
_UPWARD = "^"
_SMALL = "chu-nho"
_ALIGN = {"t": Align.LEFT, "g": Align.CENTRE, "p": Align.RIGHT}
_COLUMN = re.compile(r"(?P<width>\d+(?:[.,]\d+)?)(?P<align>[tgp])$")
_SEPARATOR = re.compile(r"\|[\s|:-]+\|$")


def parse_columns(settings: str) -> tuple[tuple[Column, ...], bool]:
    """Return the columns that `10g 46t 26p; chu-nho` describes, and whether letters are small.

    Raises:
        ValueError: a part is not a width with its alignment; the message is in Vietnamese.
    """
    widths, _, size = settings.partition(";")
    if size.strip() not in ("", _SMALL):
        raise ValueError(f"sau dấu chấm phẩy chỉ ghi được “{_SMALL}”")
    columns = []
    for part in widths.split():
        found = _COLUMN.match(part)
        if not found:
            raise ValueError(f"cột “{part}” phải là độ rộng (mm) và chữ t, g hoặc p, ví dụ 10g")
        columns.append(Column(Decimal(found["width"].replace(",", ".")), _ALIGN[found["align"]]))
    if not columns:
        raise ValueError("“@bang:” phải ghi các cột, ví dụ 10g 46t 26p")
    return tuple(columns), size.strip() == _SMALL


def parse_table(columns: tuple[Column, ...], is_small: bool, rows: Sequence[str]) -> Table:
    """Return the table that the lines `rows` draw: rows above the line of dashes are the header.

    Raises:
        ValueError: no rows, or a row with another number of cells; the message is in Vietnamese.
    """
    if not rows:
        raise ValueError("sau “@bang:” phải có các dòng bắt đầu bằng dấu |")
    top = next((n for n, line in enumerate(rows) if _SEPARATOR.match(line)), 0)
    cells = [_cells(line, len(columns)) for line in rows]
    parsed = [_row(cells, n, control_of(rows[n]) == "tr") for n in range(len(rows))]
    return Table(columns, tuple(parsed[:top]), tuple(parsed[top + 1 if top else 0 :]), is_small)


def _cells(line: str, count: int) -> tuple[str, ...]:
    """Return the cells of `line`; a row with a single cell reaches over the whole table."""
    if control_of(line) == "tr":
        return (line, *[_LEFTWARD] * (count - 1))
    cells = split_cells(line)
    if len(cells) == 1:
        return (*cells, *[_LEFTWARD] * (count - 1))
    if len(cells) != count:
        raise ValueError(f"dòng bảng có {len(cells)} ô, bảng có {count} cột: {line}")
    return cells


def _row(rows: Sequence[tuple[str, ...]], n: int, is_control: bool) -> TableRow:
    below = rows[n + 1] if n + 1 < len(rows) else ()
    cells: list[Cell] = []
    for place, text in enumerate(rows[n]):
        if text == _LEFTWARD and cells:
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
        elif text == _UPWARD:
            cells.append(Cell((), merge=Merge.GO_ON))
        else:
            is_start = place < len(below) and below[place] == _UPWARD
            cells.append(Cell(parse_inline(text), merge=Merge.START if is_start else Merge.NONE))
    return TableRow(tuple(cells), is_control)
