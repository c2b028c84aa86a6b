"""What one look at a period came to, for the next look: who stands as before is not asked again, what was said as before not added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import is_
from typing import TypeVar

from docgen.dataset.said import Said, said
from docgen.model.consolidated import UnitState
from docgen.model.periods import Period
from docgen.model.programme import Field, Programme

_MOST_UNITS = 2000
_MOST_PERIODS = 8
_T = TypeVar("_T")
_Columns = Sequence[Sequence[Said]]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a unit said, as far as it was asked; `before` at the look when it stood otherwise."""

    state: UnitState
    said: dict[str, Said]
    before: Mapping[str, Said]


class Recollection:
    """Remembers one period, under one definition, on one day; used only where the facts that something was made of are the same.

    Where a unit stands includes the decision its answers belong to, and answers of a decision never change.
    """

    def __init__(self, programme: Programme, today: date) -> None:
        self._about = programme, today
        self._heard: dict[str, _Heard] = {}
        self._results: dict[tuple[str, ...], tuple[_Columns, object]] = {}

    def is_about(self, programme: Programme, today: date) -> bool:
        """Return whether it was made under this very definition, and today."""
        return self._about[0] is programme and self._about[1] == today

    def recognised(self, states: Iterable[UnitState]) -> tuple[UnitState, ...]:
        """Return `states`, each as the very value of the look before where it is equal; of units that are gone nothing is kept."""
        before, self._heard = self._heard, {}
        found = []
        for state in states:
            kept = before.get(state.unit.code)
            if kept is None or kept.state != state:
                kept = _Heard(state, {}, kept.said if kept else {})
            self._heard[state.unit.code] = kept
            found.append(kept.state)
        return tuple(found)

    def hear(self, state: UnitState, field: Field) -> Said:
        """Return what the unit of `state` has said to `field`: the very value of the look before where it is that to the last digit."""
        heard = self._heard[state.unit.code]
        found = heard.said.get(field.name)
        if found is None:
            found, before = said(state, field), heard.before.get(field.name)
            found = heard.said[field.name] = before if before and repr(before) == repr(found) else found
        return found

    def once(self, key: tuple[str, ...], columns: _Columns, make: Callable[[], _T]) -> _T:
        """Return what `make` makes of `columns` (what units said to the fields it reads), anew only when one of those is another value."""
        kept = self._results.get(key)
        if kept is None or not _are_same(kept[0], columns):
            kept = self._results[key] = (columns, make())
        return kept[1]  # type: ignore[return-value]


class Recollections:
    """Those of a dataset, by programme and period; of a period larger than any commune has, nothing is kept."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Recollection] = {}

    def of(self, programme: Programme, period: Period, today: date, units: int) -> Recollection:
        """Return what is remembered of `period`, which has so many `units`; nothing of another day or of a definition read anew since."""
        key = programme.name, period.code
        known = self._known.pop(key, None)
        found = known if known and known.is_about(programme, today) else Recollection(programme, today)
        if units <= _MOST_UNITS:
            self._known[key] = found
            for oldest in list(self._known)[:-_MOST_PERIODS]:
                del self._known[oldest]
        return found


def _are_same(one: _Columns, other: _Columns) -> bool:
    return len(one) == len(other) and all(len(a) == len(b) and all(map(is_, a, b)) for a, b in zip(one, other, strict=True))
