"""What decisions made stale and was not brought up to date yet, and files that could not be written: work that outlives a stop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from docgen.dataset.database import Database
from docgen.dataset.tables import pending, unwritten


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose documents are stale: those of one period, those of the programme itself (`period` empty), or all there are (both empty).

    `unit`: only what one unit sent has changed in the period.
    """

    programme: str = ""
    period: str = ""
    unit: str = ""

    @property
    def whole(self) -> Scope:
        """Return the scope without its unit."""
        return Scope(self.programme, self.period)


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Stale:
    """One entry: what became stale, and when."""

    id: int
    scope: Scope
    since: datetime


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A file that could not be written, why, and since when."""

    path: str
    fault: str
    since: datetime


class Pending:
    """Work to do. An entry is written in the transaction that makes it necessary, and goes when its files are as they should be."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, scope: Scope, at: datetime) -> None:
        """Note that `scope` became stale."""
        with self._database.writing() as connection:
            add_in(connection, scope, at)

    def all(self) -> tuple[Stale, ...]:
        """Return every entry, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(pending).order_by(pending.c.id)).all()
        return tuple(Stale(row.id, Scope(row.programme, row.period, row.unit), row.since) for row in rows)

    def settle(self, taken: Collection[Stale], left: Collection[Scope], at: datetime) -> None:
        """Remove the entries `taken`, which were worked on; the whole scopes `left`, where something still is not as it should be, stay."""
        done = [stale.id for stale in taken if stale.scope not in left]
        missing = set(left) - {stale.scope for stale in taken}
        if not done and not missing:
            return
        with self._database.writing() as connection:
            for id in done:
                connection.execute(pending.delete().where(pending.c.id == id))
            for scope in sorted(missing, key=lambda scope: (scope.programme, scope.period)):
                add_in(connection, scope, at)

    def note_unwritten(self, faults: Mapping[str, str], at: datetime) -> None:
        """Let `faults` (by path) be all the files that could not be written; one that was known keeps the moment it was first told of."""
        known = {file.path: file for file in self.unwritten()}
        if {path: file.fault for path, file in known.items()} == faults:
            return
        with self._database.writing() as connection:
            connection.execute(unwritten.delete())
            for path, fault in faults.items():
                since = known[path].since if path in known else at
                connection.execute(unwritten.insert().values(path=path, fault=fault, since=since))

    def unwritten(self) -> tuple[Unwritten, ...]:
        """Return every file that could not be written at the last try, by path."""
        with self._database.reading() as connection:
            return tuple(
                Unwritten(row.path, row.fault, row.since) for row in connection.execute(select(unwritten).order_by(unwritten.c.path))
            )


def add_in(connection: Connection, scope: Scope, at: datetime) -> None:
    """Note within the transaction of `connection` that `scope` became stale."""
    connection.execute(pending.insert().values(programme=scope.programme, period=scope.period, unit=scope.unit, since=at))
