"""A second, independent reader (python-calamine): where it sees another value than the first, nobody guesses. The one door to calamine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from itertools import product

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from docgen.forms.read_cells import Area, Cell, CellKind, FormatKind, day_of, exact, reference
from docgen.forms.sheet_xml import SheetCensus
from docgen.model import text
from docgen.model.errors import UnreadableFileError
from docgen.model.values import CellRef

MAX_EXTENT = 2_000_000
_MAX_COLUMNS = 200
"""How many columns of one name are compared; an answer stands in the first one."""
_FEW_CELLS = 200
"""Up to so many cells of one name are asked for one by one; of a larger area, which of all filled cells lie in it."""
_Place = tuple[int, int]
_Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell in which the two readers see different things."""

    cell: CellRef
    first: str
    second: str


def compare(data: bytes, sheets: Sequence[SheetCensus], named: Iterable[Area], is_1904: bool) -> tuple[Disagreement, ...] | None:
    """Return where a second reading of `sheets` differs from the first in the `named` areas, and in what is written on below them.

    None when the second reader cannot open the file. It keeps a whole rectangle in memory: a sheet whose filled cells span too large a one
    is refused before it is asked.

    Raises:
        UnreadableFileError: such a sheet.
    """
    for sheet in sheets:
        if sheet.extent > MAX_EXTENT:
            raise UnreadableFileError(
                f"Tờ “{sheet.name}” có ô nằm quá xa. Xóa các dòng, cột thừa hoặc chép số liệu sang biểu mới rồi gửi lại.", "qua_lon"
            )
    if not sheets:
        return ()
    areas = list(named)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        read = [_Both(sheet, book.get_sheet_by_name(sheet.name)) for sheet in sheets]
    except (CalamineError, OSError, ValueError):
        return None
    return tuple(found for both in read for found in _differences(both, areas, is_1904))


class _Both:
    """One sheet as both readers see it."""

    def __init__(self, first: SheetCensus, second: CalamineSheet) -> None:
        self.first = first
        top, left = second.start or (0, 0)
        self._top, self._left = top + 1, left + 1
        self._rows = second.to_python(skip_empty_area=True) if second.start else []

    def second(self, row: int, column: int) -> _Value:
        """Return what the second reader sees in the cell, "" for nothing."""
        down, right = row - self._top, column - self._left
        if not 0 <= down < len(self._rows) or not 0 <= right < len(self._rows[down]):
            return ""
        return self._rows[down][right]

    def is_filled(self, row: int, column: int) -> bool:
        """Return whether either of them sees anything in the cell."""
        return self.second(row, column) != "" or (row, column) in self.first.cells

    @cached_property
    def filled(self) -> Set[_Place]:
        """Return the cells in which either of them sees anything."""
        rows = enumerate(self._rows, self._top)
        return self.first.cells.keys() | {(r, c) for r, row in rows for c, value in enumerate(row, self._left) if value != ""}


def _differences(both: _Both, areas: Iterable[Area], is_1904: bool) -> Iterator[Disagreement]:
    exact_name, name = both.first.name, both.first.name.casefold()
    places = {place for area in areas if area.sheet == exact_name or area.sheet.casefold() == name for place in _places(both, area)}
    for place in sorted(places):
        cell, value = both.first.cell(*place), both.second(*place)
        if not _agree(cell, value, is_1904):
            yield Disagreement(reference(exact_name, *place), cell.text, str(value))


def _places(both: _Both, area: Area) -> Iterator[_Place]:
    """Yield the filled cells that lie in `area` or go on right below it: a table grows under its name."""
    columns = range(area.first_column, min(area.last_column, area.first_column + _MAX_COLUMNS) + 1)
    rows = range(area.first_row, area.last_row + 1)
    if len(rows) * len(columns) <= _FEW_CELLS:
        yield from (place for place in product(rows, columns) if both.is_filled(*place))
    else:
        yield from (place for place in both.filled if area.holds(*place))
    for column in columns:
        row = area.last_row + 1
        while both.is_filled(row, column):
            yield row, column
            row += 1


def _agree(cell: Cell, value: _Value, is_1904: bool) -> bool:
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
    return moment is None or f"{moment:%Y-%m-%d}" == f"{value:%Y-%m-%d}"
