"""Everything that is decided about one blank form before a cell is written: the facts of its issue, its layout, places and formulas."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from docgen.forms import grid, layout
from docgen.forms.conditions import Conditions
from docgen.forms.shown import shown
from docgen.model.periods import Period
from docgen.model.programme import Field, PeriodDates, Programme
from docgen.model.submissions import Seal
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.programme import choice_marks
from docgen.programme.defaults import default_of
from docgen.settings import Agency, Contact

MAIN_SHEET = "Biểu"
GUIDE_SHEET = "HƯỚNG DẪN"
SEAL_SHEET = "_docgen"
PREFIX = "dg_"


@dataclass(frozen=True, slots=True)
class Plan:
    """One blank form of one unit for one period. `previous`: last period's answers, printed beside, or None."""

    programme: Programme
    unit: Unit
    period: Period
    dates: PeriodDates
    agency: Agency
    contact: Contact
    seal: Seal
    previous: Answers | None
    layout: layout.Layout = field(init=False)
    places: grid.Places = field(init=False)
    conditions: Conditions = field(init=False)

    def __post_init__(self) -> None:
        laid_out = layout.lay_out(self.programme, self.unit)
        places = grid.place(laid_out, self.previous is not None, self.programme.repeat_rows, f"'{SEAL_SHEET}'")
        object.__setattr__(self, "layout", laid_out)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "conditions", Conditions(self.programme, places, f"'{MAIN_SHEET}'!"))

    def prefilled(self, asked: Field) -> Decimal | date | str:
        """Return what stands in the blank form already, "" for nothing."""
        if asked.prefill:
            return self.dates.data_from if asked.prefill == "data_from" else self.dates.data_to
        value = default_of(asked)
        return "" if value is None else shown(value, asked)

    def marked_before(self, mark: Field) -> str:
        """Return "x" where the unit marked this choice last period, else ""."""
        asked = next(f for f in self.layout.questions if mark.name in choice_marks.names(f))
        chosen = self.previous.get(asked.name).value if self.previous else ()
        return choice_marks.MARK if isinstance(chosen, tuple) and mark.name in (choice_marks.name_of(asked, c) for c in chosen) else ""

    def before(self, asked: Field) -> Decimal | date | str:
        """Return last period's answer as printed, "" when there was none."""
        if self.previous is None or asked.name not in self.previous.by_name:
            return ""
        return shown(self.previous.get(asked.name).value, asked)
