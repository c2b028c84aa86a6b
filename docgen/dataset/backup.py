"""A dataset in use in, one whole file of it out, and back; knows what a backup carries beside the tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from docgen.dataset.integrity import file_of
from docgen.dataset.schema import VERSIONS
from docgen.dataset.store import open_dataset
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import DatasetBusyError, DatasetError, DatasetOutdatedError

_KIND = "backup "
_UNFINISHED = ".docgen-tmp"
_COMPANIONS = ("-wal", "-shm")
_BUSY_SECONDS = 15.0
_CARRIED = (
    "SELECT facts.kind, facts.name, blobs.data FROM facts JOIN blobs ON blobs.sha256 = facts.sha256 "
    "WHERE facts.kind = (SELECT max(kind) FROM facts WHERE kind LIKE 'backup %')"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Shape: `taken_at` the moment it was made; `received` how many files of units are in it; `files` the files beside the dataset, by path
    below the workspace with `/`.
    """

    taken_at: datetime
    received: int
    files: Mapping[str, bytes]


def check_there(url: str) -> Path:
    """Return the file of the dataset at `url`.

    Raises:
        DatasetError: it is no file, or there is none yet.
    """
    source = _file(url)
    if not source.exists():
        raise DatasetError("Chưa có dữ liệu để sao lưu: nơi làm việc này chưa chạy lần nào.")
    return source


def back_up(url: str, target: Path, files: Mapping[str, bytes], now: datetime) -> None:
    """Write the dataset at `url`, which others may go on using, and `files` as one new file `target`, checked before it has that name.

    Raises:
        DatasetError: the dataset is no file, there is none, it is damaged, or `target` cannot be written.
    """
    source = check_there(url)
    aside = target.with_name(target.name + _UNFINISHED)
    with _translated(f"Không lập được bản sao lưu “{target}”"):
        try:
            _remove(aside)
            _copy(source, aside)
            with open_dataset(f"sqlite:///{aside.as_posix()}") as dataset, dataset.transaction():
                for name, data in {**files, "": b""}.items():
                    dataset.facts.record(f"{_KIND}{now.isoformat()}", name, data)
            _draw_together(aside)
            _check(aside)
            _flush(aside)
            aside.rename(target)
        finally:
            _remove(aside)


def read_backup(file: Path) -> Backup:
    """Return what the backup `file` holds; the file is not changed.

    Raises:
        DatasetError: it is no backup of docgen's, or is damaged.
        DatasetOutdatedError: a newer docgen made it.
    """
    if not file.is_file():
        raise DatasetError(f"Không thấy tệp “{file}”.")
    with _translated(f"Tệp “{file.name}” không phải bản sao lưu của docgen, hoặc đã hỏng"):
        _check(file)
        with closing(_connect(file, read_only=True)) as connection:
            _refuse_newer(connection)
            carried = connection.execute(_CARRIED).fetchall()
            received = connection.execute("SELECT count(*) FROM receipts").fetchone()[0]
    if not carried:
        raise DatasetError(f"Tệp “{file.name}” không phải bản sao lưu lập bằng lệnh “docgen backup”.")
    taken_at = datetime.fromisoformat(carried[0][0].removeprefix(_KIND))
    return Backup(taken_at, received, {name: bytes(data) for _, name, data in carried if name})


def put_back(file: Path, url: str, now: datetime) -> Path | None:
    """Make the backup `file` the dataset at `url`; return under which name the dataset that was there is kept, if there was one.

    Raises:
        DatasetError: the dataset is no file, or the disk refuses.
    """
    place = _file(url)
    aside = place.with_name(place.name + _UNFINISHED)
    with _translated(f"Không ghi được dữ liệu vào “{place}”"):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _remove(aside)
            _copy(file, aside)
            _flush(aside)
            kept = _set_aside(place, now)
            aside.rename(place)
        finally:
            _remove(aside)
    open_dataset(url).close()
    return kept


def _file(url: str) -> Path:
    place = file_of(url)
    if place is None:
        raise DatasetError(
            "Dữ liệu của nơi làm việc này nằm ở máy chủ cơ sở dữ liệu, không phải một tệp. "
            "Dùng công cụ sao lưu của máy chủ đó (với PostgreSQL là pg_dump và pg_restore)."
        )
    return place


@contextmanager
def _translated(failed: str) -> Iterator[None]:
    """Turn what SQLite or the disk says within the block into our own error, which begins with `failed`."""
    try:
        yield
    except OSError as error:
        raise DatasetError(f"{failed}: {FAULT_WORDS[fault_of(error)]}.") from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DatasetBusyError(f"{failed}: một chương trình khác đang giữ tệp. Đợi ít phút rồi thử lại.") from error
        raise DatasetError(f"{failed} ({error}).") from error
    except sqlite3.DatabaseError as error:
        raise DatasetError(f"{failed} ({error}).") from error


def _connect(file: Path, *, read_only: bool = False) -> sqlite3.Connection:
    mode = "?mode=ro" if read_only else ""
    return sqlite3.connect(f"{file.absolute().as_uri()}{mode}", timeout=_BUSY_SECONDS, uri=True)


def _copy(source: Path, target: Path) -> None:
    """Copy as one moment of `source`, whoever writes to it meanwhile."""
    with closing(_connect(source)) as there, closing(_connect(target)) as here:
        there.backup(here)
    _draw_together(target)


def _draw_together(file: Path) -> None:
    """Leave everything in the one file: what the last transactions left beside it is drawn in."""
    with closing(_connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").close()


def _check(file: Path) -> None:
    with closing(_connect(file, read_only=True)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise DatasetError(f"Tệp “{file.name}” đã hỏng ({found}). Dùng một bản sao lưu khác.")


def _refuse_newer(connection: sqlite3.Connection) -> None:
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version not in VERSIONS:
        raise DatasetOutdatedError("Bản sao lưu này do bản docgen mới hơn lập. Cập nhật docgen trên máy này rồi khôi phục lại.")


def _set_aside(place: Path, now: datetime) -> Path | None:
    """Give the dataset at `place`, damaged or not, another name; nothing of it is deleted."""
    if not place.exists():
        return None
    kept = place.with_name(f"{place.stem}-truoc-khoi-phuc-{now:%Y%m%d-%H%M%S}{place.suffix}")
    for companion in ("", *_COMPANIONS):
        if Path(f"{place}{companion}").exists():
            Path(f"{place}{companion}").rename(f"{kept}{companion}")
    return kept


def _flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _remove(aside: Path) -> None:
    """Remove a copy that was not finished, which only this module names so."""
    for companion in ("", *_COMPANIONS):
        Path(f"{aside}{companion}").unlink(missing_ok=True)
