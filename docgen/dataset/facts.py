"""What docgen itself contributed or read and must find again: keys, definitions by hash, versions seen, forms issued."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from docgen.dataset import blobs
from docgen.dataset.database import Database
from docgen.dataset.tables import facts, issued_forms, keys, versions
from docgen.model import digest
from docgen.model.submissions import Seal

_KEY_BYTES = 32


class Facts:
    """Recorded once, never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recorded: set[tuple[str, str, str]] = set()  # (kind, name, SHA-256) of what is known to be stored

    def signing_key(self) -> tuple[str, bytes]:
        """Return (id, secret) of the key that seals new forms; made on first use."""
        with self._database.reading() as connection:
            newest = _newest_key(connection)
        if newest is not None:
            return newest
        with self._database.writing() as connection:
            newest = _newest_key(connection)  # another thread may have been faster
            if newest is None:
                newest = secrets.token_hex(4), secrets.token_bytes(_KEY_BYTES)
                connection.execute(keys.insert().values(key_id=newest[0], secret=newest[1]))
            return newest

    def keys(self) -> Mapping[str, bytes]:
        """Return every secret by the id of its key."""
        with self._database.reading() as connection:
            return {row.key_id: bytes(row.secret) for row in connection.execute(select(keys).order_by(keys.c.id))}

    def record(self, kind: str, name: str, data: bytes) -> str:
        """Store `data` as what `name` was when docgen used it, once, and return its SHA-256."""
        fact = kind, name, digest.sha256(data)
        if fact not in self._recorded:
            is_whole = not self._database.is_writing  # a transaction around this one may still come to nothing
            with self._database.writing() as connection:
                _record(connection, fact, data)
            if is_whole:
                self._recorded.add(fact)
        return fact[2]

    def bytes_of(self, sha256: str) -> bytes:
        """Return the bytes recorded under `sha256`.

        Raises:
            DatasetError: there are none.
        """
        with self._database.reading() as connection:
            return blobs.get(connection, sha256)

    def versions(self, programme: str) -> Mapping[str, str]:
        """Return, for each version of the definition of `programme` ever seen, the fingerprint it was first seen with."""
        query = select(versions.c.version, versions.c.fingerprint).where(versions.c.programme == programme)
        with self._database.reading() as connection:
            return {row.version: row.fingerprint for row in connection.execute(query.order_by(versions.c.version))}

    def note_version(self, programme: str, version: str, fingerprint: str) -> None:
        """Remember `fingerprint` for that version, unless the version is known already: the first one holds."""
        same = (versions.c.programme == programme, versions.c.version == version)
        with self._database.writing() as connection:
            if connection.execute(select(versions.c.version).where(*same)).first() is None:
                connection.execute(versions.insert().values(programme=programme, version=version, fingerprint=fingerprint))

    def remember_form(self, seal: Seal, path: str, sha256: str, at: datetime, programme: str = "") -> None:
        """Remember that the form with `seal` was put at `path`; the same form at the same place is one fact.

        `programme` is the folder's name; without it, the programme whose noted version has the fingerprint of the seal.
        """
        with self._database.writing() as connection:
            same = (issued_forms.c.mac == seal.mac, issued_forms.c.path == path, issued_forms.c.sha256 == sha256)
            if connection.execute(select(issued_forms.c.id).where(*same)).first() is not None:
                return
            sealed = {
                name: getattr(seal, name) for name in ("form_id", "version", "fingerprint", "unit", "period", "base", "key_id", "mac")
            }
            name = programme or _programme_of(connection, seal)
            connection.execute(issued_forms.insert().values(programme=name, path=path, sha256=sha256, issued_at=at, **sealed))

    def issued_periods(self, programme: str) -> tuple[str, ...]:
        """Return the codes of the periods for which forms of `programme` were issued, in the order they were first issued."""
        query = select(issued_forms.c.period).where(issued_forms.c.programme == programme).order_by(issued_forms.c.id)
        with self._database.reading() as connection:
            return tuple(dict.fromkeys(connection.execute(query).scalars()))

    def form_issued(self, programme: str, unit: str, period: str) -> str | None:
        """Return the path of the form last issued to `unit` for `period`, or None."""
        scope = (issued_forms.c.programme == programme, issued_forms.c.unit == unit, issued_forms.c.period == period)
        query = select(issued_forms.c.path).where(*scope).order_by(issued_forms.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def form_bytes(self, programme: str, unit: str, period: str) -> bytes | None:
        """Return the form last issued to `unit` for `period`, as it was issued, or None."""
        scope = (issued_forms.c.programme == programme, issued_forms.c.unit == unit, issued_forms.c.period == period)
        query = select(issued_forms.c.sha256).where(*scope).order_by(issued_forms.c.id.desc()).limit(1)
        with self._database.reading() as connection:
            sha256 = connection.execute(query).scalar()
            return blobs.get(connection, sha256) if sha256 else None


def _record(connection: Connection, fact: tuple[str, str, str], data: bytes) -> None:
    kind, name, _ = fact
    sha256 = blobs.store(connection, data)
    same = (facts.c.kind == kind, facts.c.name == name, facts.c.sha256 == sha256)
    if connection.execute(select(facts.c.id).where(*same)).first() is None:
        connection.execute(facts.insert().values(kind=kind, name=name, sha256=sha256))


def _newest_key(connection: Connection) -> tuple[str, bytes] | None:
    row = connection.execute(select(keys.c.key_id, keys.c.secret).order_by(keys.c.id.desc()).limit(1)).first()
    return (row.key_id, bytes(row.secret)) if row is not None else None


def _programme_of(connection: Connection, seal: Seal) -> str:
    query = select(versions.c.programme).where(versions.c.fingerprint == seal.fingerprint).limit(1)
    return connection.execute(query).scalar() or seal.form_id
