"""The consolidated state of one period: who sent what, totals and indicators. The dataset builds it; Excel, Word and pages read it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from docgen.model.periods import Period
from docgen.model.programme import Field, Indicator, PeriodDates, Programme
from docgen.model.submissions import Decision, IssuedNumber, Revision
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, Missing, Reason


class UnitStatus(StrEnum):
    """Where a unit stands in a period."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    HELD = "held"
    NOT_SENT = "not_sent"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class UnitState:
    """One unit in one period. `revision` is the current one; `last` the latest decision about a file of it (whatever became of it).

    `status` is ACCEPTED when there is a current revision, even when a later file was returned or is held; `last` tells that.
    `open_errors`: cells still to mend in the latest returned file, 0 when none is open. `times_sent` counts files received,
    `signed_copies` the scans kept with them.
    """

    unit: Unit
    status: UnitStatus
    revision: Revision | None = None
    last: Decision | None = None
    times_sent: int = 0
    open_errors: int = 0
    signed_copies: int = 0

    @property
    def received_at(self) -> datetime | None:
        """Return when the current revision was received, or None."""
        return self.revision.receipt.not_after if self.revision else None

    @property
    def days_late(self) -> int:
        """Return how late the current revision came, in days."""
        return self.revision.days_late if self.revision else 0

    def left_blank(self, programme: Programme) -> tuple[Field, ...]:
        """Return the required fields outside tables that the current figures lack: taken as missing, for the reason that the unit gives."""
        given = self.answers().by_name
        asked = (f for group in programme.plain_groups for f in group.fields_for(self.unit) if f.required and f.type.is_input)
        return tuple(f for f in asked if f.name in given and given[f.name].value == Missing(Reason.BLANK))

    def answers(self) -> Answers:
        """Return the current answers; nothing when not sent (ask `answer` for the reason)."""
        return self.revision.answers if self.revision else Answers()

    def answer(self, name: str, programme: Programme) -> Answer:
        """Return the current answer to field `name`: not applicable, not sent, or what was said."""
        return self.answer_to(programme.field_by_name[name])

    def answer_to(self, asked: Field) -> Answer:
        """Return the current answer to the field `asked`, as `answer` does for its name."""
        if not asked.applies(self.unit):
            return Answer(asked.name, Missing(Reason.NOT_APPLICABLE))
        if self.revision is None:
            return Answer(asked.name, Missing(Reason.NOT_SENT))
        given = self.revision.answers.by_name.get(asked.name)
        return given or Answer(asked.name, Missing(Reason.BLANK))


@dataclass(frozen=True, slots=True)
class Total:
    """A figure over units, and on how many of how many it stands.

    `value` is Missing when no unit has the answer. `k` units have it, `n` units are asked; `missing` has the codes of the others
    with their reason.
    `counts` holds, for a select field, how many units chose each code.
    """

    field: str
    value: Decimal | Missing
    k: int
    n: int
    missing: tuple[tuple[str, Reason], ...] = ()
    counts: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether every unit that is asked has answered. One that said "nothing arose" has no figure, but has answered."""
        return self.k + _nothing_arose(self.missing) == self.n


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator computed. `value`, `numerator`, `denominator` are Missing when no unit has the answers or the denominator is zero.

    `zero_denominator` tells the latter. `units` are the codes of the k units it stands on.
    """

    indicator: Indicator
    value: Decimal | Missing
    numerator: Decimal | Missing
    denominator: Decimal | Missing
    k: int
    n: int
    missing: tuple[tuple[str, Reason], ...] = ()
    units: tuple[str, ...] = ()
    zero_denominator: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether every unit that is asked has answered. One that said "nothing arose" has no figure, but has answered."""
        return self.k + _nothing_arose(self.missing) == self.n

    @property
    def target(self) -> Decimal | None:
        """Return the target, or None."""
        return Decimal(self.indicator.target) if self.indicator.target else None

    @property
    def is_met(self) -> bool:
        """Whether there is a target and the value reaches it."""
        if self.target is None or isinstance(self.value, Missing):
            return False
        return self.value <= self.target if self.indicator.direction == "down" else self.value >= self.target


@dataclass(frozen=True, slots=True)
class GroupState:
    """One group of units (khối), with its own totals and indicators."""

    letter: str
    name: str
    states: tuple[UnitState, ...]
    totals: Mapping[str, Total]
    indicators: Mapping[str, IndicatorResult]


@dataclass(frozen=True)
class PeriodState:
    """Everything about one period of one programme at one moment. `states` are in the order of printing, exempt units included.

    `issued`: numbers of documents by (document, unit). `closed_at`: when its figures were locked. `comparison`: indicators by name, of
    this and the previous period, over the units that have both (empty when there is no previous period).
    """

    programme: Programme
    period: Period
    dates: PeriodDates
    today: date
    states: tuple[UnitState, ...]
    groups: tuple[GroupState, ...]
    totals: Mapping[str, Total]
    indicators: Mapping[str, IndicatorResult]
    closed_at: datetime | None = None
    issued: Mapping[tuple[str, str], IssuedNumber] = dataclasses.field(default_factory=dict)
    previous: PeriodState | None = None
    comparison: Mapping[str, tuple[IndicatorResult, IndicatorResult]] = dataclasses.field(default_factory=dict)

    @cached_property
    def asked(self) -> tuple[UnitState, ...]:
        """Return the units that must report (exempt ones left out)."""
        return tuple(s for s in self.states if s.status is not UnitStatus.EXEMPT)

    @cached_property
    def accepted(self) -> tuple[UnitState, ...]:
        """Return the units with figures."""
        return tuple(s for s in self.asked if s.status is UnitStatus.ACCEPTED)

    @cached_property
    def with_blanks(self) -> tuple[UnitState, ...]:
        """Return the units with figures that left required ones blank."""
        return tuple(s for s in self.accepted if s.left_blank(self.programme))

    @cached_property
    def unfinished(self) -> tuple[UnitState, ...]:
        """Return the units without figures, held ones left out: those a reminder lists."""
        return tuple(s for s in self.asked if s.status in (UnitStatus.NOT_SENT, UnitStatus.RETURNED))

    @property
    def periods_told_of(self) -> tuple[Period, ...]:
        """Return the periods whose figures documents tell: this one, and the one before it, with which they compare."""
        return (self.period, self.period.previous) if self.period.previous else (self.period,)

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed."""
        return self.today > self.dates.deadline.on_time_until

    @property
    def is_final(self) -> bool:
        """Whether nothing is missing, or the figures are locked."""
        return self.closed_at is not None or (len(self.accepted) == len(self.asked) and not self.with_blanks)

    def state_of(self, unit: str) -> UnitState | None:
        """Return the state of the unit with this code, or None."""
        return next((s for s in self.states if s.unit.code == unit), None)


def _nothing_arose(missing: Sequence[tuple[str, Reason]]) -> int:
    return sum(reason is Reason.NOTHING_AROSE for _, reason in missing)
