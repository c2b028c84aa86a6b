"""Readable source of a definition (Markdown tables) in, sheets of text rows out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_HEADING = re.compile(r"## (?P<sheet>[A-Za-z_]+)(?:, (?:(?P<upright>dọc)|theo (?P<key>[a-z_]+)))?")
_BORDER = re.compile(r"\|(\s*:?-+:?\s*\|)+")
_CELL_END = re.compile(r"(?<!\\)\|")


class SourceError(ValueError):
    """The source does not say what a sheet holds; the message names the line."""


@dataclass
class SourceSheet:
    """One sheet: its columns in order of appearance, and its rows by column."""

    name: str
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)

    def mend(self, key: str, row: dict[str, str]) -> None:
        """Write the cells of `row` into the row that has the same `key`.

        Raises:
            SourceError: no row, or a cell that says something else already.
        """
        found = next((one for one in self.rows if one.get(key) == row.get(key)), None)
        if found is None:
            raise SourceError(f"{self.name}: không có dòng nào có {key} = {row.get(key)}")
        for column, cell in row.items():
            if cell and found.get(column, cell) not in ("", cell):
                raise SourceError(f"{self.name}: {key} = {row.get(key)} đã có giá trị khác ở cột {column}")
            found[column] = cell or found.get(column, "")


def parse(markdown: str) -> tuple[SourceSheet, ...]:
    """Return the sheets that `markdown` writes.

    Shape: `## survey` begins a sheet; each table below adds rows to it (a table may have other columns). `## survey, theo name` adds
    columns to the rows that have the same name. `## settings, dọc` has a column a line: name, value (a third column is a remark).
    Everything that is no table is a remark. A cell may stand between back quotes; `\\|` is a bar.

    Raises:
        SourceError: a table stands under no sheet, or a row has more cells than its header.
    """
    sheets: dict[str, SourceSheet] = {}
    sheet, heading, columns = None, None, list[str]()
    for number, line in enumerate(markdown.splitlines(), start=1):
        match = _HEADING.fullmatch(line.strip())
        if match:
            heading, columns = match, []
            sheet = sheets.setdefault(match["sheet"], SourceSheet(match["sheet"]))
        elif line.startswith("## "):
            sheet, heading, columns = None, None, []
        elif not line.startswith("|"):
            columns = []
        elif not _BORDER.fullmatch(line.strip()):
            if sheet is None or heading is None:
                raise SourceError(f"dòng {number}: bảng không nằm dưới tên tờ nào")
            columns = _take(sheet, heading, columns, _cells(line), number)
    return tuple(sheets.values())


def _take(sheet: SourceSheet, heading: re.Match[str], columns: list[str], cells: list[str], number: int) -> list[str]:
    """Put one line of a table into `sheet`; return the table's columns (the line itself, where it is the header)."""
    if not columns:
        sheet.columns += [] if heading["upright"] else [cell for cell in cells if cell not in sheet.columns]
        return cells
    if len(cells) > len(columns):
        raise SourceError(f"dòng {number}: nhiều ô hơn tên cột")
    if heading["upright"]:
        row = sheet.rows[0] if sheet.rows else {}
        if not sheet.rows:
            sheet.rows.append(row)
        row[cells[0]] = cells[1]
        sheet.columns.append(cells[0])
    elif heading["key"]:
        sheet.mend(heading["key"], dict(zip(columns, cells, strict=False)))
    else:
        sheet.rows.append(dict(zip(columns, cells, strict=False)))
    return columns


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in _CELL_END.split(line.strip())[1:-1]]


def _plain(cell: str) -> str:
    text = cell.strip().replace("\\|", "|")
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == "`" else text
