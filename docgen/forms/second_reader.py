"""A second, independent reader (python-calamine): where it sees another value than the first, nobody guesses. The one door to calamine."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from docgen.forms.named_cells import NamedColumns, Place, led_to
from docgen.forms.read_cells import Cell, CellKind, FormatKind, day_of, exact, reference
from docgen.forms.sheet_xml import SheetCensus
from docgen.model import text
from docgen.model.errors import UnreadableFileError
from docgen.model.values import CellRef

MAX_EXTENT = 2_000_000
_Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell in which the two readers see different things."""

    cell: CellRef
    first: str
    second: str


def compare(
    data: bytes, sheets: Sequence[SheetCensus], named: Mapping[str, NamedColumns], is_1904: bool
) -> tuple[Disagreement, ...] | None:
    """Return where a second reading of `sheets` differs from the first in the cells that are `named`, by sheet (case folded).

    None when the second reader cannot open the file. It keeps a whole rectangle in memory: a sheet whose filled cells span too large a one
    is refused before it is asked.

    Raises:
        UnreadableFileError: such a sheet.
    """
    compared = [sheet for sheet in sheets if sheet.name.casefold() in named]
    for sheet in compared:
        if sheet.extent > MAX_EXTENT:
            raise UnreadableFileError(
                f"Tờ “{sheet.name}” có ô nằm quá xa. Xóa các dòng, cột thừa hoặc chép số liệu sang biểu mới rồi gửi lại.", "qua_lon"
            )
    if not compared:
        return ()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        read = [_Both(sheet, book.get_sheet_by_name(sheet.name)) for sheet in compared]
    except (CalamineError, OSError, ValueError):
        return None
    return tuple(found for both in read for found in _differences(both, named[both.first.name.casefold()], is_1904))


class _Both:
    """One sheet as both readers see it."""

    def __init__(self, first: SheetCensus, second: CalamineSheet) -> None:
        self.first = first
        top, left = second.start or (0, 0)
        self._top, self._left = top + 1, left + 1
        self._rows = second.to_python(skip_empty_area=True) if second.start else []
        self._width = len(self._rows[0]) if self._rows else 0

    def second(self, row: int, column: int) -> _Value:
        """Return what the second reader sees in the cell, "" for nothing."""
        down, right = row - self._top, column - self._left
        return self._rows[down][right] if 0 <= down < len(self._rows) and 0 <= right < self._width else ""

    def filled(self, columns: Collection[int]) -> Set[Place]:
        """Return the cells of `columns` in which either of them sees anything."""
        inside = [(column, column - self._left) for column in columns if 0 <= column - self._left < self._width]
        seconds = {(row, column) for row, values in enumerate(self._rows, self._top) for column, at in inside if values[at] != ""}
        return seconds | {place for place in self.first.cells if place[1] in columns}


def _differences(both: _Both, named: NamedColumns, is_1904: bool) -> Iterator[Disagreement]:
    for place in led_to(both.filled(named), named):
        cell, value = both.first.cell(*place), both.second(*place)
        if not _agree(cell, value, is_1904):
            yield Disagreement(reference(both.first.name, *place), cell.text, str(value))


def _agree(cell: Cell, value: _Value, is_1904: bool) -> bool:
    if cell.kind is CellKind.TEXT and cell.turned is None and value == cell.text:
        return True
    if cell.kind is CellKind.ERROR or not cell.is_calculated:
        return True
    if cell.is_blank:
        return isinstance(value, str) and not text.clean(value)
    if cell.kind is CellKind.BOOLEAN:
        return value == (cell.text == "1")
    if cell.kind is CellKind.TEXT:
        words = cell.turned.text if cell.turned else cell.text
        return isinstance(value, str) and (value == words or text.clean(value) == words)
    if cell.kind is CellKind.DAY:
        return not isinstance(value, date) or f"{value:%Y-%m-%d}" == cell.text[:10]
    return _same_number(cell, value, is_1904)


def _same_number(cell: Cell, value: _Value, is_1904: bool) -> bool:
    number = cell.number
    if number is None:
        return False
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return exact(repr(value)) == number
    if cell.format.kind is not FormatKind.DATE:
        return False
    return not isinstance(value, date) or _same_day(number, value, is_1904)


def _same_day(number: Decimal, value: date, is_1904: bool) -> bool:
    moment = day_of(number, is_1904)
    return moment is None or (moment.year, moment.month, moment.day) == (value.year, value.month, value.day)
