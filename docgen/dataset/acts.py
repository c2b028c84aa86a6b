"""What people decided, in order: the last word about a period, or about a unit in it, is the one that holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from docgen.dataset.database import Database
from docgen.dataset.events import Event, append_in
from docgen.dataset.pending import Scope, add_in
from docgen.dataset.tables import acts, decisions
from docgen.model.submissions import Act, ActKind

_LOCKING = (ActKind.CLOSE.value, ActKind.REOPEN.value)
_EXEMPTING = (ActKind.EXEMPT.value, ActKind.WITHDRAW.value)


class Acts:
    """The acts of people, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, act: Act) -> int:
        """Record `act` and return its number. The very last one said again is the same act."""
        with self._database.writing() as connection:
            return record_in(connection, act)

    def all(self) -> tuple[Act, ...]:
        """Return every act, the oldest first."""
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(select(acts).order_by(acts.c.id)))

    def about(self, decision_id: int) -> tuple[Act, ...]:
        """Return the acts about that decision, the oldest first."""
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(select(acts).where(acts.c.target == decision_id).order_by(acts.c.id)))

    def closed_at(self, programme: str, period: str) -> datetime | None:
        """Return when the figures of `period` were locked, or None while they are not."""
        lock = self._lock(programme, period)
        return lock.at if lock else None

    def last_before_lock(self, programme: str, period: str) -> int | None:
        """Return the number of the last decision made before the figures of `period` were locked, or None while they are not.

        It is known by its number: two things can happen at the same moment of a clock, and clocks are put back.
        """
        lock = self._lock(programme, period)
        return lock.last_decision if lock else None

    def closed_periods(self, programme: str) -> frozenset[str]:
        """Return the codes of the periods whose figures are locked."""
        query = select(acts.c.period, acts.c.kind).where(acts.c.kind.in_(_LOCKING), acts.c.programme == programme).order_by(acts.c.id)
        return self._where_last_is(query, ActKind.CLOSE)

    def exempt_units(self, programme: str, period: str) -> frozenset[str]:
        """Return the codes of the units that need not report in `period`. An exemption is taken back by a WITHDRAW without target."""
        query = (
            select(acts.c.unit, acts.c.kind)
            .where(acts.c.kind.in_(_EXEMPTING), acts.c.target == 0, acts.c.programme == programme, acts.c.period == period)
            .order_by(acts.c.id)
        )
        return self._where_last_is(query, ActKind.EXEMPT)

    def _lock(self, programme: str, period: str) -> Any:
        """Return the row of the act by which `period` is locked, or None."""
        query = (
            select(acts)
            .where(acts.c.kind.in_(_LOCKING), acts.c.programme == programme, acts.c.period == period)
            .order_by(acts.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            last = connection.execute(query).first()
        return last if last and last.kind == ActKind.CLOSE.value else None

    def _where_last_is(self, query: Any, kind: ActKind) -> frozenset[str]:
        with self._database.reading() as connection:
            last = {row[0]: row[1] for row in connection.execute(query)}
        return frozenset(name for name, said in last.items() if said == kind.value)


def record_in(connection: Connection, act: Act) -> int:
    """Record `act` within the transaction of `connection` and return its number."""
    last = connection.execute(select(acts).order_by(acts.c.id.desc()).limit(1)).first()
    if last is not None and _read(last) == act:
        return int(last.id)
    values = {name: getattr(act, name) for name in ("at", "author", "reason", "target", "programme", "unit", "period")}
    before = connection.execute(select(func.max(decisions.c.id))).scalar() or 0
    added = connection.execute(acts.insert().values(kind=act.kind.value, last_decision=before, **values)).inserted_primary_key
    append_in(connection, Event(0, act.at, act.kind.value, act.programme, act.unit, act.period, act.reason))
    if act.programme and act.period:
        add_in(connection, Scope(act.programme, act.period), act.at)
    return int(added[0]) if added else 0


def _read(row: Any) -> Act:
    return Act(ActKind(row.kind), row.at, row.author, row.reason, row.target, row.programme, row.unit, row.period)
