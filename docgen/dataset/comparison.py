"""Indicators of two periods over the units that have both; a unit that replaced others is compared with all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docgen.dataset.indicators import compute
from docgen.model.consolidated import IndicatorResult, UnitState
from docgen.model.programme import Programme
from docgen.model.units import Unit, Units

Compared = Mapping[str, tuple[IndicatorResult, IndicatorResult]]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Units of now and the units they were before, which belong together: after a merger or a division several on one side.

    `is_known` is false when one of the old units is in no list any more: nobody can say what it had.
    """

    now: frozenset[str]
    before: frozenset[str]
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two periods: the units' states, and the indicators over all of them."""

    states: Sequence[UnitState]
    results: Mapping[str, IndicatorResult]


def compare(programme: Programme, now: Side, before: Side, units: Units, today: date) -> Compared:
    """Return (now, before) of each indicator over the units that have both; an indicator that no unit has twice is left out."""
    lines = lineages((state.unit for state in now.states), frozenset(state.unit.code for state in before.states), units)
    found = {}
    for indicator in programme.indicators:
        kept = list(_with_both(lines, now.results[indicator.name], before.results[indicator.name]))
        if kept:
            found[indicator.name] = (
                compute(programme, indicator, _only(now.states, (line.now for line in kept)), today),
                compute(programme, indicator, _only(before.states, (line.before for line in kept)), today),
            )
    return found


def lineages(now: Iterable[Unit], before: frozenset[str], units: Units) -> tuple[Lineage, ...]:
    """Return which of the units `now` come from which of the codes `before`. Units that share an old one stand in one lineage.

    An old unit that had ended by then is passed over when the new one was there itself.
    """
    known = frozenset(units.by_code)
    lines: list[Lineage] = []
    for unit in now:
        named = frozenset(unit.replaces) | {unit.code}
        line = Lineage(frozenset({unit.code}), named & before, unit.code in before or frozenset(unit.replaces) <= known)
        akin = [other for other in lines if other.before & line.before]
        lines = [other for other in lines if other not in akin] + [_joined([*akin, line])]
    return tuple(lines)


def _joined(lines: Sequence[Lineage]) -> Lineage:
    return Lineage(
        frozenset().union(*(line.now for line in lines)),
        frozenset().union(*(line.before for line in lines)),
        all(line.is_known for line in lines),
    )


def _with_both(lines: Iterable[Lineage], now: IndicatorResult, before: IndicatorResult) -> Iterator[Lineage]:
    """Yield the lineages of which every unit that the indicator asks has its answers, in both periods."""
    have_now, have_before = frozenset(now.units), frozenset(before.units)
    lack = frozenset(unit for unit, _ in now.missing), frozenset(unit for unit, _ in before.missing)
    for line in lines:
        is_whole = line.is_known and not (line.now & lack[0]) and not (line.before & lack[1])
        if is_whole and line.now & have_now and line.before & have_before:
            yield line


def _only(states: Sequence[UnitState], codes: Iterable[frozenset[str]]) -> tuple[UnitState, ...]:
    wanted = frozenset().union(*codes)
    return tuple(state for state in states if state.unit.code in wanted)
