"""Files received: their bytes, their path, and the interval in which they came. From here on nothing of them can be lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select

from docgen.dataset import blobs
from docgen.dataset.database import Database
from docgen.dataset.tables import decisions, looks, receipts
from docgen.model.errors import DatasetError
from docgen.model.submissions import Receipt, Zone

_INBOX = "inbox"


class Captures:
    """What was received, and when the inbox was last looked at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_look(self) -> datetime | None:
        """Return when the inbox was last looked at, or None."""
        with self._database.reading() as connection:
            return connection.execute(select(looks.c.at).where(looks.c.place == _INBOX)).scalar()

    def note_look(self, now: datetime) -> None:
        """Remember that the inbox was looked at."""
        with self._database.writing() as connection:
            if connection.execute(looks.update().where(looks.c.place == _INBOX).values(at=now)).rowcount == 0:
                connection.execute(looks.insert().values(place=_INBOX, at=now))

    def take(self, path: str, data: bytes, not_before: datetime | None, not_after: datetime, zone: Zone, folder_unit: str) -> Receipt:
        """Store `data` and the fact that it came at `path`, durably, and return that fact.

        The same bytes at the same path are the same receipt until docgen has put that file away: taking twice changes nothing.
        """
        with self._database.writing() as connection:
            sha256 = blobs.store(connection, data)
            known = connection.execute(_not_put_away(path, sha256)).first()
            if known is not None:
                return _receipt(known)
            values = {
                "path": path,
                "sha256": sha256,
                "size_bytes": len(data),
                "not_before": not_before,
                "not_after": not_after,
                "zone": zone.value,
                "folder_unit": folder_unit,
            }
            added = connection.execute(receipts.insert().values(values)).inserted_primary_key
            return _get(connection, added[0] if added else 0)

    def bytes_of(self, sha256: str) -> bytes:
        """Return the bytes received under `sha256`.

        Raises:
            DatasetError: there are none.
        """
        with self._database.reading() as connection:
            return blobs.get(connection, sha256)

    def get(self, receipt_id: int) -> Receipt:
        """Return the receipt with that number.

        Raises:
            DatasetError: there is none.
        """
        with self._database.reading() as connection:
            return _get(connection, receipt_id)

    def undecided(self) -> tuple[Receipt, ...]:
        """Return the receipts without any decision, in the order they were taken."""
        query = select(receipts).where(~_is_decided()).order_by(receipts.c.id)
        with self._database.reading() as connection:
            return tuple(_receipt(row) for row in connection.execute(query))


RECEIPT_COLUMNS = tuple(column.label(f"receipt_{column.name}") for column in receipts.columns if column.name != "id")
"""The columns of `receipts` beside `receipt_id`, for a query that joins them to what refers to a receipt."""


def joined_receipt(row: Any) -> Receipt:
    """Return the receipt in `row`, which has `receipt_id` and RECEIPT_COLUMNS."""
    return Receipt(
        row.receipt_id,
        row.receipt_path,
        row.receipt_sha256,
        row.receipt_size_bytes,
        row.receipt_not_before,
        row.receipt_not_after,
        Zone(row.receipt_zone),
        row.receipt_folder_unit,
    )


def _receipt(row: Any) -> Receipt:
    return Receipt(row.id, row.path, row.sha256, row.size_bytes, row.not_before, row.not_after, Zone(row.zone), row.folder_unit)


def _not_put_away(path: str, sha256: str) -> Any:
    put_away = exists().where(decisions.c.receipt_id == receipts.c.id, decisions.c.placed.is_(True))
    return select(receipts).where(receipts.c.sha256 == sha256, receipts.c.path == path, ~put_away).order_by(receipts.c.id.desc()).limit(1)


def _is_decided() -> ColumnElement[bool]:
    return exists().where(decisions.c.receipt_id == receipts.c.id)


def _get(connection: Connection, receipt_id: int) -> Receipt:
    row = connection.execute(select(receipts).where(receipts.c.id == receipt_id)).first()
    if row is None:
        raise DatasetError(f"Không có lần nhận tệp số {receipt_id}.")
    return _receipt(row)
