"""Documents docgen wrote, and the numbers the văn thư gave to those that were issued."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from docgen.dataset.database import Database
from docgen.dataset.pending import EVERYTHING, add_in
from docgen.dataset.tables import issued_numbers, paper_versions, papers
from docgen.model.moves import Move
from docgen.model.submissions import IssuedNumber


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """One document as docgen last wrote it. `fingerprint` is of everything it was made from, `sha256` of the file.

    Of a new one there is a record before it is written: its `fingerprint` is "" until it is.

    `state`, `missing_units`: whether it is a draft and what it lacks. `edited`: the SHA-256 of what a person made of it ("" when nobody
    did), docgen leaves that alone. `moves`: the figures that have changed since it was edited or issued; `is_outdated`: its template too.
    `lies_at`: the path of her copy where she gave it another name, else "".
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
    edited: str = ""
    moves: tuple[Move, ...] = ()
    is_outdated: bool = False
    lies_at: str = ""

    @property
    def file(self) -> str:
        """Where people find the document."""
        return self.lies_at or self.path


@dataclass(frozen=True, slots=True)
class PaperVersion:
    """What docgen wrote of one document, or was about to, from inputs of that `fingerprint`. `template`: the SHA-256 of its template."""

    path: str
    fingerprint: str
    sha256: str
    template: str
    data: bytes


_COLUMNS = tuple(field.name for field in fields(PaperRecord))
_VERSION_COLUMNS = tuple(field.name for field in fields(PaperVersion))
_KEPT_VERSIONS = 12

# Built once: SQLAlchemy takes longer to build a statement than SQLite to run it, and each document asks for all of these.
_HERE, _VERSION_HERE = papers.c.path == bindparam("here"), paper_versions.c.path == bindparam("here")
_FIND = select(papers).where(papers.c.path.in_(bindparam("paths", expanding=True)))
_DELETE, _INSERT = papers.delete().where(_HERE), papers.insert()
_DELETE_SAME = paper_versions.delete().where(_VERSION_HERE, paper_versions.c.fingerprint == bindparam("made_from"))
_INSERT_VERSION = paper_versions.insert()
_LAST = select(paper_versions.c.id).where(_VERSION_HERE).order_by(paper_versions.c.id.desc()).limit(_KEPT_VERSIONS)
_DELETE_OLD = paper_versions.delete().where(
    _VERSION_HERE,
    paper_versions.c.id.not_in(_LAST),
    paper_versions.c.sha256.not_in(select(papers.c.sha256).where(_HERE)),
    paper_versions.c.fingerprint != bindparam("spared"),
)


class Papers:
    """Documents by their path relative to the workspace, and issued numbers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, path: str) -> PaperRecord | None:
        """Return the document at `path`, or None."""
        return self.find_all([path]).get(path)

    def find_all(self, paths: Collection[str]) -> Mapping[str, PaperRecord]:
        """Return the document at each of `paths` where there is one, by path, as they stand at one moment."""
        with self._database.reading() as connection:
            return {row.path: _read(row) for row in connection.execute(_FIND, {"paths": list(paths)})}

    def remember(self, record: PaperRecord) -> None:
        """Remember `record` in place of what was known of the document at its path."""
        self.remember_all([record])

    def remember_all(self, records: Collection[PaperRecord]) -> None:
        """Remember each of `records`, no two of one path, in place of what was known of the document there."""
        if records:
            with self._database.writing() as connection:
                connection.execute(_DELETE, [{"here": record.path} for record in records])
                connection.execute(_INSERT, [_values(record) for record in records])

    def forget(self, path: str) -> None:
        """Forget the document at `path`."""
        with self._database.writing() as connection:
            connection.execute(_DELETE, {"here": path})

    def all(self) -> tuple[PaperRecord, ...]:
        """Return every document, by path."""
        with self._database.reading() as connection:
            return tuple(_read(row) for row in connection.execute(select(papers).order_by(papers.c.path)))

    def keep_versions(self, versions: Collection[PaperVersion], spared: str = "") -> None:
        """Keep each of `versions`, no two of one path, as the newest of its document.

        Of older ones the last few stay, that of the record, and that of `spared`.

        Args:
            spared: the fingerprint of what a person edits.
        """
        if versions:
            with self._database.writing() as connection:
                connection.execute(_DELETE_SAME, [{"here": version.path, "made_from": version.fingerprint} for version in versions])
                connection.execute(_INSERT_VERSION, [{name: getattr(one, name) for name in _VERSION_COLUMNS} for one in versions])
                connection.execute(_DELETE_OLD, [{"here": version.path, "spared": spared} for version in versions])

    def find_version(self, path: str, *, fingerprint: str = "", sha256: str = "") -> PaperVersion | None:
        """Return what docgen wrote at `path` from inputs of that fingerprint, or with that hash, the newest of several; or None."""
        query = select(paper_versions).where(paper_versions.c.path == path).order_by(paper_versions.c.id.desc()).limit(1)
        if fingerprint:
            query = query.where(paper_versions.c.fingerprint == fingerprint)
        if sha256:
            query = query.where(paper_versions.c.sha256 == sha256)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _version(row) if row is not None else None

    def path_with(self, fingerprint: str) -> str:
        """Return the path of the document that docgen wrote from inputs of that fingerprint, "" where none is kept."""
        query = select(paper_versions.c.path).where(paper_versions.c.fingerprint == fingerprint).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or ""

    def bytes_with(self, sha256: str) -> bytes | None:
        """Return the document with that hash that docgen wrote, wherever, as long as it is kept."""
        query = select(paper_versions.c.data).where(paper_versions.c.sha256 == sha256).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def versions(self, path: str) -> tuple[PaperVersion, ...]:
        """Return what is kept of what docgen wrote at `path`, the newest first."""
        query = select(paper_versions).where(paper_versions.c.path == path).order_by(paper_versions.c.id.desc())
        with self._database.reading() as connection:
            return tuple(_version(row) for row in connection.execute(query))

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


def _values(record: PaperRecord) -> dict[str, Any]:
    moves = json.dumps([[move.label, move.before, move.after, move.is_kept] for move in record.moves])
    return {**{name: getattr(record, name) for name in _COLUMNS}, "moves": moves}


def _read(row: Any) -> PaperRecord:
    return PaperRecord(**{**{name: getattr(row, name) for name in _COLUMNS}, "moves": tuple(Move(*move) for move in json.loads(row.moves))})


def _version(row: Any) -> PaperVersion:
    return PaperVersion(**{name: getattr(row, name) for name in _VERSION_COLUMNS})


def _number(row: Any) -> IssuedNumber:
    return IssuedNumber(row.programme, row.document, row.period, row.unit, row.number, row.day)
