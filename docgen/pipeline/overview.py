"""The state of the whole workspace for `docgen status` and for the pages: who sent what, what waits, what is wrong."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from docgen.model import numbers, wording
from docgen.model.consolidated import IndicatorResult, PeriodState, UnitState
from docgen.model.submissions import Decision
from docgen.model.values import Missing
from docgen.outbox import words
from docgen.pipeline import alarms, condition
from docgen.pipeline.condition import Health
from docgen.pipeline.office import Office


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its code and name, its state as code, sign and words, and when its figures came (in words, or empty)."""

    code: str
    name: str
    status: str
    sign: str
    words: str
    received: str
    times_sent: int
    days_late: int


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator: value and target as printed, on k of n units."""

    name: str
    label: str
    value: str
    target: str
    is_met: bool
    k: int
    n: int


@dataclass(frozen=True, slots=True)
class PeriodLines:
    """One period of one programme."""

    name: str
    title: str
    period: str
    deadline: str
    units: tuple[UnitLine, ...]
    indicators: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class HeldLine:
    """One file that waits for a person; `id` is what `docgen accept` takes."""

    id: int
    file: str
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything `docgen status` says. `pinned`: the day that docgen.toml pins, if it does.

    `watcher`: what the watcher last said of itself, None when none ever ran.
    """

    periods: tuple[PeriodLines, ...]
    held: tuple[HeldLine, ...]
    alarms: tuple[str, ...]
    pinned: date | None
    watcher: Health | None = None

    def as_json(self) -> dict[str, object]:
        """Return the documented shape of `docgen status --json`."""
        return {
            "programmes": [asdict(period) for period in self.periods],
            "held": [asdict(held) for held in self.held],
            "alarms": list(self.alarms),
            "watcher": self.watcher.as_json() if self.watcher else None,
        }


def overview(office: Office) -> Overview:
    """Return the state of every live period of every programme."""
    states = [office.state(programme, period) for programme in office.programmes() for period in office.live_periods(programme)]
    return Overview(
        periods=tuple(_period(state) for state in states),
        held=tuple(_held(office, decision) for decision in office.dataset.decisions.held()),
        alarms=alarms.alarms(office),
        pinned=office.settings.today,
        watcher=condition.read(office.workspace.state),
    )


def _period(state: PeriodState) -> PeriodLines:
    return PeriodLines(
        name=state.programme.name,
        title=state.programme.short_name or state.programme.title,
        period=state.period.words,
        deadline=state.dates.deadline.sentence,
        units=tuple(_unit(unit, state) for unit in state.states),
        indicators=tuple(_indicator(result) for result in state.indicators.values()),
    )


def _unit(state: UnitState, period: PeriodState) -> UnitLine:
    said = words.of_unit(state, period.dates.deadline, period.today)
    received = wording.moment(state.received_at) if state.received_at else ""
    return UnitLine(
        state.unit.code, state.unit.name, state.status.value, said.sign, said.for_clerk, received, state.times_sent, state.days_late
    )


def _indicator(result: IndicatorResult) -> IndicatorLine:
    unit = result.indicator.unit_of_measure
    value = "…" if isinstance(result.value, Missing) else numbers.measured(result.value, unit)
    target = numbers.measured(result.target, unit, exact=True) if result.target is not None else "-"
    return IndicatorLine(result.indicator.name, result.indicator.label, value, target, result.is_met, result.k, result.n)


def _held(office: Office, decision: Decision) -> HeldLine:
    unit = office.catalogue.units.find(decision.verdict.unit)
    return HeldLine(decision.id, decision.receipt.path, unit.name if unit else "", words.reason_for_waiting(decision.verdict))
