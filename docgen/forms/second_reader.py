"""A second, independent reader (python-calamine): where it sees another value than the first, nobody guesses. The one door to calamine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
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
        seen = [(sheet, _seen(book.get_sheet_by_name(sheet.name))) for sheet in sheets]
    except (CalamineError, OSError, ValueError):
        return None
    return tuple(found for sheet, other in seen for found in _differences(sheet, other, areas, is_1904))


def _seen(sheet: CalamineSheet) -> dict[_Place, _Value]:
    """Return what the second reader sees in cells that are not empty, by (row, column)."""
    if sheet.start is None:
        return {}
    top, left = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    return {(r, c): value for r, row in enumerate(rows, top + 1) for c, value in enumerate(row, left + 1) if value != ""}


def _differences(sheet: SheetCensus, seen: Mapping[_Place, _Value], areas: Iterable[Area], is_1904: bool) -> Iterator[Disagreement]:
    filled, name = seen.keys() | sheet.cells.keys(), sheet.name.casefold()
    places: set[_Place] = set()
    for area in areas:
        if area.sheet == sheet.name or area.sheet.casefold() == name:
            places.update(_places(filled, area))
    for place in sorted(places):
        cell, value = sheet.cell(*place), seen.get(place, "")
        if not _agree(cell, value, is_1904):
            yield Disagreement(reference(sheet.name, *place), cell.text, str(value))


def _places(filled: Set[_Place], area: Area) -> Iterator[_Place]:
    """Yield those of `filled` that lie in `area` or go on right below it: a table grows under its name."""
    columns = range(area.first_column, min(area.last_column, area.first_column + _MAX_COLUMNS) + 1)
    if (place := (area.last_row, area.last_column)) == (area.first_row, area.first_column):
        if place in filled:
            yield place
    elif (area.last_row - area.first_row + 1) * len(columns) > len(filled):
        yield from (place for place in filled if area.holds(*place))
    else:
        yield from (filled & set(product(range(area.first_row, area.last_row + 1), columns)))
    for column in columns:
        row = area.last_row + 1
        while (row, column) in filled:
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
