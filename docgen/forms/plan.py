"""Everything that is decided about one form before a cell is written: the facts of its issue, its layout, places and formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from docgen.forms import grid, layout
from docgen.forms.conditions import Conditions
from docgen.forms.sheet_names import MAIN_SHEET, SEAL_SHEET
from docgen.forms.shown import shown
from docgen.model.periods import Period
from docgen.model.programme import Field, PeriodDates, Programme
from docgen.model.submissions import Seal
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, Missing, Reason
from docgen.programme import choice_marks
from docgen.programme.defaults import default_of
from docgen.settings import Agency, Contact

PREFIX = "dg_"


@dataclass(frozen=True, slots=True)
class Plan:
    """One form of one unit for one period.

    `previous`: last period's answers, printed beside, or None. `filled`: the answers that already stand in its cells, None in a blank one.
    """

    programme: Programme
    unit: Unit
    period: Period
    dates: PeriodDates
    agency: Agency
    contact: Contact
    seal: Seal
    previous: Answers | None
    filled: Answers | None = None
    layout: layout.Layout = field(init=False)
    places: grid.Places = field(init=False)
    conditions: Conditions = field(init=False)

    def __post_init__(self) -> None:
        laid_out = layout.lay_out(self.programme, self.unit)
        places = grid.place(laid_out, self.previous is not None, self._repeat_rows, f"'{SEAL_SHEET}'")
        object.__setattr__(self, "layout", laid_out)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "conditions", Conditions(self.programme, places, f"'{MAIN_SHEET}'!"))

    @property
    def _repeat_rows(self) -> int:
        """How many rows each table has: as many as the programme prepares, more where more are filled."""
        tables = self.filled.tables.values() if self.filled else ()
        return max([self.programme.repeat_rows, *map(len, tables)])

    def prefilled(self, asked: Field) -> Decimal | date | str:
        """Return what stands in the form already, "" for nothing."""
        if asked.prefill:
            return self.dates.data_from if asked.prefill == "data_from" else self.dates.data_to
        if self.filled is not None and not asked.read_only and asked.name in self.filled.by_name:
            return _written(self.filled.by_name[asked.name], asked)
        value = default_of(asked)
        return "" if value is None else shown(value, asked)

    def prefilled_mark(self, mark: Field) -> str:
        """Return what stands already in the cell of one choice outside tables."""
        asked = self._question_of(mark)
        if self.filled is None or asked.name not in self.filled.by_name:
            return mark.default
        return _written_mark(self.filled.by_name[asked.name], asked, mark)

    def prefilled_in_row(self, column: Field, row: int, asked: Sequence[Field]) -> Decimal | date | str:
        """Return what stands already in `row` (from 0) of a table in the cell of `column`, one of the columns or marks of `asked`."""
        rows = self.filled.rows(column.repeat) if self.filled else ()
        if row >= len(rows):
            return ""
        question = next((f for f in asked if choice_marks.is_marked(f) and column.name in choice_marks.names(f)), None)
        answer = rows[row].get(question.name if question else column.name)
        if answer is None:
            return ""
        return _written_mark(answer, question, column) if question else _written(answer, column)

    def note_on(self, asked: Field) -> str:
        """Return what the unit remarked beside its answer."""
        return self.filled.by_name[asked.name].note if self.filled and asked.name in self.filled.by_name else ""

    def calculated(self, asked: Field, row: int | None = None) -> Decimal | str:
        """Return the result of a calculation in a form that is filled, for programs that do not calculate; "" where there is none yet."""
        if self.filled is None:
            return ""
        rows = self.filled.rows(asked.repeat)
        answers = self.filled.by_name if row is None else rows[row] if row < len(rows) else {}
        value = answers[asked.name].value if asked.name in answers else ""
        return value if isinstance(value, Decimal | str) else ""

    def marked_before(self, mark: Field) -> str:
        """Return "x" where the unit marked this choice last period, else ""."""
        asked = self._question_of(mark)
        chosen = self.previous.get(asked.name).value if self.previous else ()
        return choice_marks.MARK if isinstance(chosen, tuple) and mark.name in (choice_marks.name_of(asked, c) for c in chosen) else ""

    def before(self, asked: Field) -> Decimal | date | str:
        """Return last period's answer as printed, "" when there was none."""
        if self.previous is None or asked.name not in self.previous.by_name:
            return ""
        return shown(self.previous.get(asked.name).value, asked)

    def _question_of(self, mark: Field) -> Field:
        return next(f for f in self.layout.questions if choice_marks.is_marked(f) and mark.name in choice_marks.names(f))


def _written(answer: Answer, asked: Field) -> Decimal | date | str:
    """Return an answer as a person would type it: a dash where nothing arose, nothing where there is no answer."""
    if isinstance(answer.value, Missing) and answer.value.reason is not Reason.NOTHING_AROSE:
        return ""
    return shown(answer.value, asked)


def _written_mark(answer: Answer, asked: Field, mark: Field) -> str:
    if isinstance(answer.value, tuple):
        return choice_marks.MARK if mark.name in (choice_marks.name_of(asked, code) for code in answer.value) else ""
    is_first = mark.name == choice_marks.names(asked)[0]
    return "-" if is_first and answer.value == Missing(Reason.NOTHING_AROSE) else ""
