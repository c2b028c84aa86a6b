"""The cells of a workbook as read: kinds, number formats, areas; knows how Excel addresses and formats, not what a form means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Context, Decimal, DecimalException
from enum import StrEnum
from functools import lru_cache

from docgen.model.values import CellRef

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SIGNIFICANT_DIGITS = Context(prec=15)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BUILT_IN_PERCENT = {9, 10}
_LAST_SERIAL = 2_958_465
_FALSE_LEAP_DAY = 60
_LONGEST_EXPONENT = 400
_USUAL_LENGTH = 32


class CellKind(StrEnum):
    """What the file says a cell holds."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DAY = "day"


class FormatKind(StrEnum):
    """How a number is shown."""

    PLAIN = "plain"
    DATE = "date"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: its kind, and its code as written ("" for built-in ones)."""

    kind: FormatKind = FormatKind.PLAIN
    code: str = ""

    @classmethod
    def of(cls, identifier: int, code: str | None) -> NumberFormat:
        """Return the format with this id; `code` is None for a built-in one."""
        if code is None:
            is_date, is_percent = identifier in _BUILT_IN_DATES, identifier in _BUILT_IN_PERCENT
        else:
            bare = _LITERAL.sub("", code.split(";")[0])
            is_percent = "%" in bare
            is_date = "general" not in bare.casefold() and re.search(r"[dmyhs]", bare, re.IGNORECASE) is not None
        kind = FormatKind.DATE if is_date else FormatKind.PERCENT if is_percent else FormatKind.PLAIN
        return cls(kind, code or "")


PLAIN_FORMAT = NumberFormat()


@dataclass(frozen=True, slots=True)
class Turned:
    """What a text was before it was turned to Unicode. `encodings`: the names of its tables; `lost`: characters that they do not have."""

    text: str
    encodings: str
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `text`: cleaned text, the number as the file writes it, `1`/`0` for a boolean, an error (`#REF!`), an ISO day.

    `has_formula`: a formula stands there; `is_calculated`: its result is in the file. `was_cleaned`: control characters were left out.
    `turned`: it was written in a table of the years before Unicode. `struck`: what of the text is struck through.
    """

    kind: CellKind
    text: str = ""
    format: NumberFormat = PLAIN_FORMAT
    has_formula: bool = False
    is_calculated: bool = True
    was_cleaned: bool = False
    turned: Turned | None = None
    struck: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands there (a text of spaces is nothing)."""
        return not self.text and self.kind in (CellKind.TEXT, CellKind.BLANK)

    @property
    def number(self) -> Decimal | None:
        """Return the number that Excel shows: 15 significant digits, without the dust of binary fractions; None when it is none."""
        return exact(self.text) if self.kind is CellKind.NUMBER else None


BLANK = Cell(CellKind.BLANK)


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells of one sheet; rows and columns count from 1 and are inclusive."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def top_left(self) -> CellRef:
        """Return the address of the first cell."""
        return reference(self.sheet, self.first_row, self.first_column)

    def holds(self, row: int, column: int) -> bool:
        """Return whether the cell lies within."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


def exact(literal: str) -> Decimal | None:
    """Return the number that a file writes as `literal`, at Excel's 15 significant digits; None when it is none or not finite."""
    return _short_exact(literal) if len(literal) <= _USUAL_LENGTH else _exact(literal)


@lru_cache(maxsize=4096)
def _short_exact(literal: str) -> Decimal | None:
    return _exact(literal)


def _exact(literal: str) -> Decimal | None:
    try:
        value = _SIGNIFICANT_DIGITS.create_decimal(literal.strip())
    except DecimalException:
        return None
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST_EXPONENT:
        return None
    return Decimal(int(value)) if value == value.to_integral_value() and value.adjusted() < 20 else value.normalize()


def column_letters(column: int) -> str:
    """Return the letters of a column: 1 is `A`, 28 is `AB`."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=4096)
def address(row: int, column: int) -> str:
    """Return `E14` for row 14, column 5."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=4096)
def reference(sheet: str, row: int, column: int) -> CellRef:
    """Return the cell of `sheet` at row and column."""
    return CellRef(sheet, address(row, column))


def position(cell: str) -> tuple[int, int] | None:
    """Return (row, column) of an address like `E14` or `$E$14`, None when it is none or lies outside any sheet."""
    match = _ADDRESS.fullmatch(cell)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if row <= MAX_ROWS and column <= MAX_COLUMNS else None


def corners(block: str) -> tuple[int, int, int, int] | None:
    """Return (first row, first column, last row, last column) of `E14` or `B60:B89`, None when it is none."""
    first, _, last = block.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


@lru_cache(maxsize=1024)
def day_of(serial: Decimal, is_1904: bool) -> datetime | None:
    """Return the moment of a serial number, None where no calendar has it (0, the 29/02/1900 that never was, beyond 9999)."""
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    whole = int(serial) + (1462 if is_1904 else 0)
    if whole < 1 or whole == _FALSE_LEAP_DAY or whole > _LAST_SERIAL:
        return None
    origin = date(1899, 12, 31) if whole < _FALSE_LEAP_DAY else date(1899, 12, 30)
    day = origin + timedelta(days=whole)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=min(round((serial % 1) * 86_400), 86_399))
