"""What one unit has said to one field: its answer, or all answers of a column of a table, and whether that can be counted on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.programme import Field
from docgen.model.values import Missing, Reason, Value

_T = TypeVar("_T")
_GRAVEST_FIRST = (
    Reason.NOT_SENT,
    Reason.CELL_ERROR,
    Reason.NOT_CALCULATED,
    Reason.BLANK,
    Reason.NOTHING_AROSE,
    Reason.NOT_APPLICABLE,
)
_HARMLESS = (Reason.NOTHING_AROSE, Reason.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit said. `lacks` is why it cannot be counted on, None when it can.

    A unit that listed no row in a table, or answered "-", has said that nothing arose: it has no figure, yet hides none. A table with a
    blank cell keeps the figures of its other cells in `values`, but the unit is not counted among those that have the answer.
    """

    unit: str
    values: tuple[Value, ...] = ()
    lacks: Reason | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the field is this unit's business at all."""
        return self.lacks is not Reason.NOT_APPLICABLE

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Return the values that are numbers."""
        return tuple(value for value in self.values if isinstance(value, Decimal))


def said(state: UnitState, field: Field) -> Said:
    """Return what the unit of `state` has said to `field`; an exempt unit is not asked."""
    unit = state.unit.code
    if state.status is UnitStatus.EXEMPT:
        return Said(unit, lacks=Reason.NOT_APPLICABLE)
    if not field.repeat or not field.applies(state.unit) or state.revision is None:
        return _of_values(unit, (state.answer_to(field).value,))
    cells = (row.get(field.name) for row in state.revision.answers.rows(field.repeat))
    return _of_values(unit, tuple(cell.value if cell else Missing(Reason.BLANK) for cell in cells))


class Listener(Protocol):
    """Who finds out what units have said to fields, and what comes of it: each time anew, or as remembered."""

    def hear(self, state: UnitState, field: Field) -> Said:
        """Return what the unit of `state` has said to `field`."""
        ...

    def once(self, key: tuple[str, ...], columns: Sequence[Sequence[Said]], make: Callable[[], _T]) -> _T:
        """Return what `make` makes of `columns`, which `key` names."""
        ...


class Anew:
    """Remembers nothing."""

    def hear(self, state: UnitState, field: Field) -> Said:
        """Return what the unit of `state` has said to `field`."""
        return said(state, field)

    def once(self, key: tuple[str, ...], columns: Sequence[Sequence[Said]], make: Callable[[], _T]) -> _T:
        """Return what `make` makes."""
        return make()


ANEW = Anew()


def gravest(reasons: Iterable[Reason]) -> Reason:
    """Return the reason to give for all of them: nothing sent, then what is wrong, then what is blank, then what has nothing to tell."""
    given = frozenset(reasons)
    return next((reason for reason in _GRAVEST_FIRST if reason in given), Reason.NOT_APPLICABLE)


def _of_values(unit: str, values: Sequence[Value | Missing]) -> Said:
    if len(values) == 1 and not isinstance(values[0], Missing):
        return Said(unit, (values[0],))
    known = tuple(value for value in values if not isinstance(value, Missing))
    if known and len(known) == len(values):
        return Said(unit, known)
    reasons = [value.reason for value in values if isinstance(value, Missing)]
    grave = [reason for reason in reasons if reason not in _HARMLESS]
    if grave:
        return Said(unit, known, gravest(grave))
    if known:
        return Said(unit, known)
    return Said(unit, lacks=gravest(reasons) if reasons else Reason.NOTHING_AROSE)
