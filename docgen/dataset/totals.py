"""Totals over units: what is known added up, and on how many of how many units it stands; a missing answer is never zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from docgen.dataset.said import ANEW, Listener, Said, gravest
from docgen.model.consolidated import Total, UnitState
from docgen.model.programme import Aggregate, Field, Programme
from docgen.model.values import Missing, Value

_TOTALLED = (Aggregate.SUM, Aggregate.MEAN, Aggregate.COUNT)


def all_totals(states: Sequence[UnitState], programme: Programme, listener: Listener = ANEW, scope: str = "") -> Mapping[str, Total]:
    """Return the total of each field that has one, by its name, in the order of the form; `scope` names which units `states` are."""
    return {field.name: total(field, states, listener, scope) for field in programme.fields if field.aggregate in _TOTALLED}


def total(field: Field, states: Sequence[UnitState], listener: Listener = ANEW, scope: str = "") -> Total:
    """Return the total of `field` over the units of `states`.

    A column of a table is added up over the rows of all units. A select is counted: `counts` by choice, `value` all that chose. Where only
    part of a unit's rows has the figure, the figure counts and the unit is listed as missing.

    Units: those of the field.
    """
    said = [listener.hear(state, field) for state in states]
    return listener.once(("total", scope, field.name), (said,), lambda: _total(field, said))


def _total(field: Field, said: Sequence[Said]) -> Total:
    asked = [answer for answer in said if answer.is_asked]
    have = [answer for answer in asked if answer.lacks is None]
    missing = tuple((answer.unit, answer.lacks) for answer in asked if answer.lacks is not None)
    counts = _counts(field, asked) if field.aggregate is Aggregate.COUNT else {}
    value = _value(field, asked)
    return Total(
        field.name, Missing(gravest(reason for _, reason in missing)) if value is None else value, len(have), len(asked), missing, counts
    )


def _value(field: Field, asked: Sequence[Said]) -> Decimal | None:
    """Return the figure, or None when nobody has any."""
    if field.aggregate is Aggregate.COUNT:
        chosen = sum(len(answer.values) for answer in asked)
        return Decimal(chosen) if chosen else None
    numbers = [number for answer in asked for number in answer.numbers]
    if not numbers:
        return None
    summed = sum(numbers, Decimal())
    return summed / len(numbers) if field.aggregate is Aggregate.MEAN else summed


def _counts(field: Field, asked: Sequence[Said]) -> Mapping[str, int]:
    """Return how often each choice was chosen; one that the list no longer offers is counted too."""
    counts = dict.fromkeys((choice.code for choice in field.choices), 0)
    for answer in asked:
        for code in (code for value in answer.values for code in _codes(value)):
            counts[code] = counts.get(code, 0) + 1
    return counts


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
