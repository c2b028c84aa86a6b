"""Answers: a value or why there is none, with the cell it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Reason(StrEnum):
    """Why an answer holds no value; travels from the cell to the printed total."""

    NOT_SENT = "not_sent"
    BLANK = "blank"
    NOT_CALCULATED = "not_calculated"
    CELL_ERROR = "cell_error"
    NOTHING_AROSE = "nothing_arose"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Missing:
    """No value, and why."""

    reason: Reason


Value = Decimal | str | date | tuple[str, ...]
"""A number (Decimal, in the field's own unit of measure), a text or the code of a choice, a date, or codes of several choices."""


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A cell of a workbook, as people name it: `Biểu!E14`."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one unit said to one field, where it stands, and the remark beside it."""

    field: str
    value: Value | Missing
    cell: CellRef | None = None
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return not isinstance(self.value, Missing)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was filled in."""
        return isinstance(self.value, Missing) and self.value.reason is Reason.BLANK


Row = Mapping[str, Answer]
"""One line of a table (a repeat): the answers by field name."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers of one submission.

    Shape: `by_name` has each field outside tables that applies to the unit (others may be absent: ask `get`);
    `tables` has the filled rows of each repeat, in the order of the form.
    """

    by_name: Mapping[str, Answer] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    def get(self, name: str) -> Answer:
        """Return the answer to `name`; a field that the form does not hold is not applicable."""
        return self.by_name.get(name) or Answer(name, Missing(Reason.NOT_APPLICABLE))

    def rows(self, repeat: str) -> tuple[Row, ...]:
        """Return the filled rows of `repeat`."""
        return self.tables.get(repeat, ())
