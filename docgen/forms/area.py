"""Rectangles of cells and their addresses as values; rows and columns count from 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def cell(cls, row: int, column: int) -> Area:
        """Return the area of one cell."""
        return cls(row, column, row, column)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Return first row, first column, last row, last column."""
        return self.first_row, self.first_column, self.last_row, self.last_column

    @property
    def is_cell(self) -> bool:
        """Whether it is one cell."""
        return self.first_row == self.last_row and self.first_column == self.last_column

    @property
    def address(self) -> str:
        """Return `$E$14`, or `$E$14:$F$20`."""
        first = address(self.first_row, self.first_column)
        return first if self.is_cell else f"{first}:{address(self.last_row, self.last_column)}"


def address(row: int, column: int, fixed_row: bool = True, fixed_column: bool = True) -> str:
    """Return `$E$14`; what is not fixed has no `$` and moves with the cell that a rule is about."""
    return f"{'$' if fixed_column else ''}{letters(column)}{'$' if fixed_row else ''}{row + 1}"


def letters(column: int) -> str:
    """Return how a column is called: 0 is A, 26 is AA."""
    name, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name
