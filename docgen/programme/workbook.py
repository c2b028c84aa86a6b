"""Bytes of a definition workbook in, sheets of text cells with their addresses out; the one module here that knows openpyxl."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell as OpenpyxlCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from docgen.model import text
from docgen.model.errors import DefinitionError
from docgen.model.findings import error
from docgen.model.values import CellRef

MAX_ROWS = 100_000
MAX_COLUMNS = 60
_FORMULA = re.compile(rb"<f[ >/]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as people read it, and the number or date that Excel holds instead of text."""

    ref: CellRef
    text: str = ""
    number: Decimal | None = None
    day: date | None = None
    is_error: bool = False

    @property
    def is_text(self) -> bool:
        """Whether Excel holds text (or nothing) here."""
        return self.number is None and self.day is None


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header: the cells by column name."""

    number: int
    cells: Mapping[str, Cell]

    def cell(self, column: str) -> Cell:
        """Return the cell in `column`; an empty one at the row's start where the sheet has no such column."""
        return self.cells.get(column) or Cell(self.place)

    def text(self, column: str) -> str:
        """Return the text in `column`, or ""."""
        return self.cell(column).text

    @property
    def place(self) -> CellRef:
        """Return the row's first cell."""
        return min((cell.ref for cell in self.cells.values()), key=lambda ref: (len(ref.cell), ref.cell), default=CellRef("", ""))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its header (column name to cell) and the rows below that hold anything.

    `repeated`: headers that stand there already; `unread`: a cell that lies beyond what is read.
    """

    name: str
    header: Mapping[str, CellRef] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    repeated: tuple[Cell, ...] = ()
    unread: CellRef | None = None
    is_absent: bool = False


def read_sheets(data: bytes, file: str) -> Mapping[str, Sheet]:
    """Return the sheets of the workbook `data` by their lower-case name.

    Raises:
        DefinitionError: it is no .xlsx, or damaged.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            workbook = openpyxl.load_workbook(BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, OSError, KeyError, ValueError, TypeError, SyntaxError, AttributeError) as failure:
        reason = f"Không mở được tệp “{file}”: tệp hỏng hoặc không phải sổ Excel (.xlsx)."
        mend = "Mở tệp bằng Excel, lưu lại theo kiểu Excel Workbook (.xlsx)."
        raise DefinitionError(reason, (error("dinh_nghia", reason, mend, label=file),)) from failure
    formulas = _uncalculated(data)
    return {text.folded(sheet.title).casefold(): _sheet(sheet, formulas.get(sheet.title, {})) for sheet in workbook.worksheets}


def _uncalculated(data: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return the formulas that stand in the workbook, by sheet and address; it is opened a second time only where there are some."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name and name.endswith(".xml")]
        if not any(_FORMULA.search(archive.read(name)) for name in sheets):
            return {}
    workbook = openpyxl.load_workbook(BytesIO(data))
    return {
        sheet.title: {cell.coordinate: str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
        for sheet in workbook.worksheets
    }


def _sheet(sheet: Worksheet, formulas: Mapping[str, str]) -> Sheet:
    # Those that hold anything: a sheet may be painted down to its last row.
    filled = [at for at, cell in sheet._cells.items() if cell.value is not None] + [coordinate_to_tuple(place) for place in formulas]
    beyond = next((at for at in filled if at[0] > MAX_ROWS or (at[0] == 1 and at[1] > MAX_COLUMNS)), None)
    last_row = min(max((row for row, _ in filled), default=1), MAX_ROWS)
    rows = sheet.iter_rows(max_row=last_row, max_col=min(sheet.max_column, MAX_COLUMNS))
    cells = [[_cell(sheet.title, cell, formulas.get(cell.coordinate, "")) for cell in row] for row in rows]
    header: dict[str, CellRef] = {}
    columns, repeated = [], []
    for cell in cells[0] if cells else ():
        name = _column_name(cell.text)
        columns.append("" if name in header else name)
        if name in header:
            repeated.append(cell)
        elif name:
            header[name] = cell.ref
    lines = (_line(number, columns, row) for number, row in enumerate(cells[1:], start=2) if any(cell.text for cell in row))
    unread = CellRef(sheet.title, f"{get_column_letter(beyond[1])}{beyond[0]}") if beyond else None
    return Sheet(sheet.title, header, tuple(lines), tuple(repeated), unread)


def _line(number: int, columns: list[str], row: list[Cell]) -> Line:
    return Line(number, {name: cell for name, cell in zip(columns, row, strict=True) if name})


def _column_name(header: str) -> str:
    """Return a header as XLSForm reads it: `Label::Tiếng Việt (vi)` is `label`; `read only` is `read_only`."""
    name = text.folded(header).casefold().split("::")[0].strip().replace(" ", "_")
    return {"readonly": "read_only", "list": "list_name"}.get(name, name)


def _cell(sheet: str, cell: OpenpyxlCell | MergedCell, formula: str) -> Cell:
    ref = CellRef(sheet, cell.coordinate)
    value = cell.value
    if value is None:
        return Cell(ref, text.clean(formula), is_error=bool(formula))
    if isinstance(value, bool):
        return Cell(ref, "yes" if value else "no")
    if isinstance(value, int | float | Decimal):
        number = Decimal(str(value))
        return Cell(ref, _plain(number), number=number)
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return Cell(ref, day.isoformat(), day=day)
    return Cell(ref, text.clean(str(value)), is_error=cell.data_type == "e")


def _plain(number: Decimal) -> str:
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
