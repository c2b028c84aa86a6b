"""Documents docgen wrote, and the numbers the văn thư gave to those that were issued."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from docgen.dataset.database import Database
from docgen.dataset.pending import EVERYTHING, add_in
from docgen.dataset.tables import issued_numbers, papers
from docgen.model.submissions import IssuedNumber


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One document as docgen last wrote it. `fingerprint` is of everything it was made from, `sha256` of the file.

    `state`, `missing_units`: whether it is a draft and what it lacks. `kept_by_clerk`: a person edited the file, docgen leaves it alone;
    `changed_figures` then counts the figures that are newer than in it.
    """

    path: str
    programme: str
    document: str
    period: str
    unit: str
    fingerprint: str
    sha256: str
    written_at: datetime
    state: str
    missing_units: int
    kept_by_clerk: bool = False
    changed_figures: int = 0


_COLUMNS = tuple(field.name for field in fields(PaperRecord))


class Papers:
    """Documents by their path relative to the workspace, and issued numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, path: str) -> PaperRecord | None:
        """Return the document at `path`, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(papers).where(papers.c.path == path)).first()
        return _read(row) if row is not None else None

    def remember(self, record: PaperRecord) -> None:
        """Remember `record` in place of what was known of the document at its path."""
        values = {name: getattr(record, name) for name in _COLUMNS}
        with self._database.writing() as connection:
            if connection.execute(papers.update().where(papers.c.path == record.path).values(values)).rowcount == 0:
                connection.execute(papers.insert().values(values))

    def forget(self, path: str) -> None:
        """Forget the document at `path`."""
        with self._database.writing() as connection:
            connection.execute(papers.delete().where(papers.c.path == path))

    def all(self) -> tuple[PaperRecord, ...]:
        """Return every document, by path."""
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(select(papers).order_by(papers.c.path)))

    def record_issue(self, issued: IssuedNumber, at: datetime) -> None:
        """Record the number and day of an issued document: others may cite it. Another entry for it corrects it; both are kept."""
        with self._database.writing() as connection:
            if _last(connection, issued) != issued:
                values = {name: getattr(issued, name) for name in ("programme", "document", "period", "unit", "number", "day")}
                connection.execute(issued_numbers.insert().values(values))
                add_in(connection, EVERYTHING, at)

    def issued(self, programme: str) -> tuple[IssuedNumber, ...]:
        """Return the number that holds for each issued document of `programme`, in the order they were first entered."""
        query = select(issued_numbers).where(issued_numbers.c.programme == programme).order_by(issued_numbers.c.id)
        with self._database.reading() as connection:
            entries = [_number(row) for row in connection.execute(query)]
        return tuple({(entry.document, entry.period, entry.unit): entry for entry in entries}.values())


def _last(connection: Connection, issued: IssuedNumber) -> IssuedNumber | None:
    same = [issued_numbers.c[name] == getattr(issued, name) for name in ("programme", "document", "period", "unit")]
    row = connection.execute(select(issued_numbers).where(*same).order_by(issued_numbers.c.id.desc()).limit(1)).first()
    return _number(row) if row is not None else None


def _read(row: Any) -> PaperRecord:
    return PaperRecord(**{name: getattr(row, name) for name in _COLUMNS})


def _number(row: Any) -> IssuedNumber:
    return IssuedNumber(row.programme, row.document, row.period, row.unit, row.number, row.day)
