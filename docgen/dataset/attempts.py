"""Files at which a child process died, by their bytes: how often, when last, and of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from docgen.dataset.database import Database
from docgen.dataset.tables import attempts

MOST_DEATHS = 3
"""A file that ended so many processes is set aside."""


@dataclass(frozen=True, slots=True)
class Deaths:
    """How often reading the bytes `sha256` ended a child, when last, and why (`time`, `memory`, `crash`)."""

    sha256: str
    count: int
    last_at: datetime
    last_death: str


class Attempts:
    """Only a death that its living parent saw is recorded: a power cut counts against no file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, sha256: str, death: str, now: datetime) -> int:
        """Record that reading `sha256` ended a child; return how often that was so."""
        with self._database.writing() as connection:
            connection.execute(attempts.insert().values(sha256=sha256, death=death, at=now))
            return connection.execute(select(func.count()).where(attempts.c.sha256 == sha256)).scalar_one()

    def count(self, sha256: str) -> int:
        """Return how often reading `sha256` ended a child."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).where(attempts.c.sha256 == sha256)).scalar_one()

    def all(self) -> Mapping[str, Deaths]:
        """Return what is known of every file at which a child died, by its hash."""
        with self._database.reading() as connection:
            rows = connection.execute(select(attempts).order_by(attempts.c.id)).all()
        counts: dict[str, Deaths] = {}
        for row in rows:
            before = counts[row.sha256].count if row.sha256 in counts else 0
            counts[row.sha256] = Deaths(row.sha256, before + 1, row.at, row.death)
        return counts
