"""How full one form is, and its first figures: a unit's answers in, counts and words out; knows no field by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from docgen.model import labels, numbers, wording
from docgen.model.programme import Field, Programme
from docgen.model.units import Unit
from docgen.model.values import Answers, Missing, Reason, Value


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `asked` fields (tables and prefilled cells aside), how many hold a value, are blank, or did not arise."""

    asked: int
    known: int
    blank: int
    nothing_arose: int

    @property
    def words(self) -> str:
        """Return `36/39 chỉ tiêu đọc được`."""
        return f"{self.known + self.nothing_arose}/{self.asked} chỉ tiêu đọc được"


def of(programme: Programme, unit: Unit, answers: Answers) -> Tally:
    """Return how full the form of `unit` is. A field that does not apply, or is not relevant, is not counted."""
    reasons = [value.reason if isinstance(value, Missing) else None for value in _values(programme, unit, answers)]
    counted = [reason for reason in reasons if reason is not Reason.NOT_APPLICABLE]
    known, nothing = counted.count(None), counted.count(Reason.NOTHING_AROSE)
    return Tally(len(counted), known, len(counted) - known - nothing, nothing)


def first_figures(programme: Programme, unit: Unit, answers: Answers, limit: int = 3) -> tuple[tuple[str, str], ...]:
    """Return label and printed value of the first `limit` numbers that the form holds, in the order of the form."""
    return tuple(islice(_figures(programme, unit, answers), limit))


def _figures(programme: Programme, unit: Unit, answers: Answers) -> Iterator[tuple[str, str]]:
    for field in _asked(programme, unit):
        value = answers.get(field.name).value
        if field.type.is_number and isinstance(value, Decimal):
            yield labels.alone(field).replace(":", "", 1), wording.listed((numbers.number(value), field.unit_of_measure), " ")


def _values(programme: Programme, unit: Unit, answers: Answers) -> Iterator[Value | Missing]:
    return (answers.get(field.name).value for field in _asked(programme, unit))


def _asked(programme: Programme, unit: Unit) -> tuple[Field, ...]:
    fields = (field for group in programme.plain_groups for field in group.fields_for(unit))
    return tuple(field for field in fields if field.type.is_input and not field.read_only and not field.prefill)
