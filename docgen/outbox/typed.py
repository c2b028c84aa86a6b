"""What the clerk typed into one of docgen's own workbooks: rows as read in, values and complaints out; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from docgen.model import text

Cell = str | Decimal | date
Cells = Mapping[str, Cell]
"""The filled cells of one row, by the title of the column."""

_EXCEL_DAY_0 = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # the years 2000 to 2099
_DAY = re.compile(r"^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stood when the workbook was saved. `number`: of the row in Excel; `columns`: the letter of each column by its title."""

    sheet: str
    number: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read."""

    place: Place
    cells: Cells


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in the column `title` of a row, as a clause; without a title, with the row as a whole."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not carried out: every mistake in it. `key` names the row from one writing to the next; `so`: what follows."""

    key: str
    place: Place
    mistakes: tuple[Mistake, ...]
    so: str

    @property
    def text(self) -> str:
        """Return it for a reader who looks elsewhere: with the sheet and the cells."""
        letters = self.place.columns
        cells = (f"ô {letters[m.title]}{self.place.number}: {m.why}" if m.title in letters else m.why for m in self.mistakes)
        return f"Tờ “{self.place.sheet}”, dòng {self.place.number}: {'; '.join(cells)}. {self.so}."

    @property
    def remark(self) -> str:
        """Return it for the row itself, which may stand elsewhere by now: with the columns."""
        letters = self.place.columns
        columns = (f"cột {letters[m.title]}: {m.why}" if m.title in letters else m.why for m in self.mistakes)
        return text.capitalised(f"{'; '.join(columns)}. {self.so}.")


def words(cell: Cell | None) -> str:
    """Return a cell as text; a whole number without decimals, a day as `29/11/2026`."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return text.folded(cell)


def day(cell: Cell | None) -> date | None:
    """Return the day that a cell holds, as a date, as `29/11/2026`, or as the number behind a date whose format was lost; or None."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, Decimal):
        return _EXCEL_DAY_0 + timedelta(days=int(cell)) if cell in _SERIALS else None
    match = _DAY.match(words(cell))
    if match is None:
        return None
    try:
        return date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
