"""Figures that two kinds of units report of the same thing, held against each other: a period's states in, where they differ out; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from docgen.dataset.indicators import compute
from docgen.model.consolidated import UnitState
from docgen.model.programme import Indicator, Programme
from docgen.model.values import Missing


@dataclass(frozen=True, slots=True)
class Differing:
    """One figure that comes to `value` over `units`, and to `other` over `other_units` (codes)."""

    indicator: Indicator
    value: Decimal
    units: tuple[str, ...]
    other: Decimal
    other_units: tuple[str, ...]


def differing(programme: Programme, states: Sequence[UnitState], today: date) -> Iterator[Differing]:
    """Yield each indicator that does not come to what it must equal; while a unit of either side is missing nothing can be said."""
    for indicator in programme.indicators:
        if indicator.must_equal is None:
            continue
        one = compute(programme, indicator, states, today)
        other = compute(programme, replace(indicator, value=indicator.must_equal, numerator=None, denominator=None), states, today)
        if not (one.is_complete and other.is_complete) or isinstance(one.value, Missing) or isinstance(other.value, Missing):
            continue
        if one.value != other.value:
            yield Differing(indicator, one.value, one.units, other.value, other.units)
