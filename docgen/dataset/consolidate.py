"""One period of one programme from the recorded facts: where each unit stands, totals, indicators, the period before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from docgen.dataset.indicators import all_indicators
from docgen.dataset.recollection import Recollection
from docgen.dataset.records import Standing
from docgen.dataset.said import Listener
from docgen.dataset.store import Dataset
from docgen.dataset.totals import all_totals
from docgen.model.consolidated import GroupState, PeriodState, UnitState, UnitStatus
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.submissions import Decision, IssuedNumber, Outcome
from docgen.model.units import Unit, Units
from docgen.programme.calendar import WorkingCalendar, period_dates


@dataclass(frozen=True, slots=True)
class _Look:
    """How to look: on which day; at which unit alone ("" = all); `at_lock` as in `period_state`."""

    today: date
    alone: str
    at_lock: bool


_BY_OUTCOME = {Outcome.HELD: UnitStatus.HELD, Outcome.RETURNED: UnitStatus.RETURNED}


def period_state(  # noqa: PLR0913  (each of these is a fact the state depends on; nothing is read from anywhere else)
    dataset: Dataset,
    programme: Programme,
    period: Period,
    units: Units,
    dates: PeriodDates,
    today: date,
    *,
    with_previous: bool = True,
    alone: str = "",
    at_lock: bool = False,
    calendar: WorkingCalendar = WorkingCalendar(),  # noqa: B008  (an immutable value)
) -> PeriodState:
    """Return everything about `period`: the units that existed on some day of its figures and are asked something, in order of printing.

    The number of queries does not depend on the number of units. `calendar` is for the days of the period before. `alone`: the code of the
    one unit to look at, as if there were no other. `at_lock`: where the figures are locked, leave out what came since and was accepted by
    nobody, as documents do.
    """
    look = _Look(today, alone, at_lock)
    with dataset.snapshot():
        units = Units(tuple(unit for unit in units.all if unit.code == alone)) if alone else units
        state = _alone(dataset, programme, period, units, dates, look)
        before = period.previous if with_previous else None
        if before is None or not dataset.decisions.has_current(programme.name, before.code):
            return state
        # Loaded only here: most looks are at a first period.
        from docgen.dataset.comparison import Side, compare

        days = period_dates(programme.schedule, before, calendar)
        previous = _alone(dataset, programme, before, units, days, look)
    compared = compare(programme, Side(state.states, state.indicators), Side(previous.states, previous.indicators), units, today)
    return replace(state, previous=previous, comparison=compared)


def unit_state(unit: Unit, standing: Standing, is_exempt: bool) -> UnitState:
    """Return where `unit` stands: exempt by an act, else with figures, else as its latest file was decided, else it has sent nothing."""
    deciding = standing.deciding
    if is_exempt:
        return UnitState(unit, UnitStatus.EXEMPT, None, standing.last, standing.times_sent, signed_copies=standing.signed_copies)
    open_errors = _cells_to_mend(deciding) if deciding and deciding.verdict.outcome is Outcome.RETURNED else 0
    decided = _BY_OUTCOME.get(deciding.verdict.outcome, UnitStatus.NOT_SENT) if deciding else UnitStatus.NOT_SENT
    status = UnitStatus.ACCEPTED if standing.revision else decided
    return UnitState(unit, status, standing.revision, standing.last, standing.times_sent, open_errors, standing.signed_copies)


def _alone(dataset: Dataset, programme: Programme, period: Period, units: Units, dates: PeriodDates, look: _Look) -> PeriodState:
    """Return the state of `period` without the one before it."""
    today = look.today
    until = dataset.acts.last_before_lock(programme.name, period.code) if look.at_lock else None
    standing = dataset.decisions.standing(programme.name, period.code, look.alone, until)
    exempt = dataset.acts.exempt_units(programme.name, period.code)
    nothing = Standing()
    standings = tuple(
        unit_state(unit, standing.get(unit.code, nothing), unit.code in exempt)
        for unit in units.all
        if unit.is_active(dates.data_from, dates.data_to) and _is_asked(programme, unit)
    )
    remembered = Recollection(programme, today) if look.alone else dataset.recollection(programme, period, today, len(standings))
    states = remembered.recognised(standings)
    return PeriodState(
        programme=programme,
        period=period,
        dates=dates,
        today=today,
        states=states,
        groups=_groups(programme, states, today, remembered),
        totals=all_totals(states, programme, remembered),
        indicators=all_indicators(programme, states, today, remembered),
        closed_at=dataset.acts.closed_at(programme.name, period.code),
        issued=_issued(dataset.papers.issued(programme.name), period),
    )


def _is_asked(programme: Programme, unit: Unit) -> bool:
    return any(field.type.is_input and field.applies(unit) for field in programme.fields)


def _cells_to_mend(decision: Decision) -> int:
    return len({finding.cell for finding in decision.verdict.errors if finding.cell})


def _groups(programme: Programme, states: Sequence[UnitState], today: date, listener: Listener) -> tuple[GroupState, ...]:
    """Return the groups in the order in which their first unit is printed."""
    order = {letter: place for place, letter in enumerate(dict.fromkeys(state.unit.type.group_letter for state in states))}
    together = sorted(states, key=lambda state: order[state.unit.type.group_letter])
    return tuple(
        _group(programme, tuple(members), today, listener) for _, members in groupby(together, lambda state: state.unit.type.group_letter)
    )


def _group(programme: Programme, members: tuple[UnitState, ...], today: date, listener: Listener) -> GroupState:
    type_ = members[0].unit.type
    totals = all_totals(members, programme, listener, type_.group_letter)
    indicators = all_indicators(programme, members, today, listener, type_.group_letter)
    return GroupState(type_.group_letter, type_.group_name, members, totals, indicators)


def _issued(numbers: Sequence[IssuedNumber], period: Period) -> Mapping[tuple[str, str], IssuedNumber]:
    """Return the numbers by (document, unit): those of the programme itself, and before them those of `period`."""
    here = sorted((number for number in numbers if number.period in ("", period.code)), key=lambda number: number.period)
    return {(number.document, number.unit): number for number in here}
