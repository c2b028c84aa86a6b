"""What happened, append-only; each event carries the hash of the one before it about the same unit and period, so that tampering shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from docgen.dataset.columns import moment_text
from docgen.dataset.database import Database
from docgen.dataset.tables import events


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Kinds: the outcomes of decisions, the acts of people, and what the caller names."""

    seq: int
    at: datetime
    kind: str
    programme: str
    unit: str
    period: str
    text: str


class Events:
    """The events in their order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, kind: str, at: datetime, programme: str = "", unit: str = "", period: str = "", text: str = "") -> None:
        """Record that something happened."""
        with self._database.writing() as connection:
            append_in(connection, Event(0, at, kind, programme, unit, period, text))

    def recent(self, limit: int) -> tuple[Event, ...]:
        """Return the last `limit` events, the newest first."""
        query = select(events).order_by(events.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(query))

    def of_kind(self, kind: str, limit: int) -> tuple[Event, ...]:
        """Return the last `limit` events of `kind`, the newest first."""
        query = select(events).where(events.c.kind == kind).order_by(events.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(query))

    def last_of(self, kinds: Sequence[str]) -> Event | None:
        """Return the last event of one of `kinds`, or None."""
        query = select(events).where(events.c.kind.in_(kinds)).order_by(events.c.seq.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _read(row) if row is not None else None

    def verify(self) -> tuple[int, ...]:
        """Return the `seq` of each event that does not follow from the one before in its chain: changed, put in, or after a removed one."""
        with self._database.reading() as connection:
            return tuple(_broken(connection.execute(select(events).order_by(events.c.seq))))


def append_in(connection: Connection, event: Event) -> None:
    """Append `event` (its `seq` is given here) within the transaction of `connection`."""
    chain = (events.c.programme == event.programme, events.c.unit == event.unit, events.c.period == event.period)
    last = connection.execute(select(events.c.number, events.c.hash).where(*chain).order_by(events.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    connection.execute(
        events.insert().values(
            at=event.at,
            kind=event.kind,
            programme=event.programme,
            unit=event.unit,
            period=event.period,
            text=event.text,
            number=number,
            previous_hash=previous,
            hash=_hash(event, number, previous),
        )
    )


def _hash(event: Event, number: int, previous: str) -> str:
    content = [previous, number, moment_text(event.at), event.kind, event.programme, event.unit, event.period, event.text]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()


def _broken(rows: Any) -> Iterator[int]:
    heads: dict[tuple[str, str, str], tuple[int, str]] = {}
    for row in rows:
        chain = (row.programme, row.unit, row.period)
        number, previous = heads.get(chain, (0, ""))
        is_next = row.number == number + 1 and row.previous_hash == previous
        if not is_next or row.hash != _hash(_read(row), row.number, row.previous_hash):
            yield row.seq
        heads[chain] = (row.number, row.hash)


def _read(row: Any) -> Event:
    return Event(row.seq, row.at, row.kind, row.programme, row.unit, row.period, row.text)
