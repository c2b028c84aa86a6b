"""The address of a dataset in, what SQLite finds damaged in it out; changes nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from docgen.dataset.database import Database


def file_of(url: str) -> Path | None:
    """Return the file in which the dataset at `url` lives, or None for one that is no file."""
    try:
        address = make_url(url)
    except ArgumentError:
        return None
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database)) if is_file else None


def damage(url: str) -> tuple[str, ...]:
    """Return what is damaged in the dataset at `url`, in SQLite's own words; nothing for another database.

    Raises:
        DatasetError: it cannot be opened, or is no dataset.
    """
    if file_of(url) is None:
        return ()
    database = Database(url)
    try:
        with database.reading() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    finally:
        database.close()
    return tuple(str(line) for line in found if line != "ok")
