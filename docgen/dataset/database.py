"""The one place that opens transactions and translates what a database raises; knows how SQLite must be set up to lose nothing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, Pool, StaticPool, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from docgen.model.errors import DatasetBusyError, DatasetError

_WRITES, _IS_DURABLE = "docgen_writes", "docgen_is_durable"
_MEMORY = (None, "", ":memory:")
_BUSY = "Dữ liệu của docgen đang bị một chương trình khác giữ (sao lưu, hoặc một docgen khác đang chạy). Đợi ít phút rồi thử lại."
_UNREADABLE = (
    "Không mở được dữ liệu của docgen (“{where}”). Kiểm tra ổ đĩa, quyền ghi của thư mục rồi thử lại; các tệp đã nhận vẫn giữ nguyên."
)
_RESTORE = "Không xóa tệp này; khôi phục bằng “docgen restore” từ bản sao lưu gần nhất."
_BY_CODE = {
    sqlite3.SQLITE_CORRUPT: f"Dữ liệu của docgen (“{{where}}”) đã hỏng. {_RESTORE}",
    sqlite3.SQLITE_NOTADB: f"Tệp “{{where}}” không phải dữ liệu của docgen, hoặc đã hỏng. {_RESTORE}",
    sqlite3.SQLITE_FULL: "Ổ đĩa chứa dữ liệu của docgen (“{where}”) đã đầy. Giải phóng dung lượng rồi thử lại; chưa có gì bị ghi dở.",
    sqlite3.SQLITE_READONLY: "Không ghi được vào dữ liệu của docgen (“{where}”): tệp hoặc thư mục chỉ cho đọc.",
    sqlite3.SQLITE_CANTOPEN: _UNREADABLE,
    sqlite3.SQLITE_IOERR: _UNREADABLE,
}


class Database:
    """Where the tables are. Any thread may use it; a transaction opened within another of the same thread joins it."""

    def __init__(self, url: str, busy_seconds: float = 15.0) -> None:
        """Take `url` (SQLAlchemy's form) without opening a connection yet.

        Raises:
            DatasetError: `url` is malformed, of a database that this installation has no driver for, or its folder cannot be made.
        """
        try:
            self._url = make_url(url)
            self.engine = _engine(self._url, busy_seconds)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise DatasetError(
                f"Địa chỉ dữ liệu “{url}” trong docgen.toml không dùng được: ghi sai, hoặc chưa cài trình điều khiển của hệ quản trị đó."
            ) from error
        except OSError as error:
            raise DatasetError(_UNREADABLE.format(where=self._url.database)) from error
        self._in_memory = _is_sqlite(self._url) and self._url.database in _MEMORY
        self._here = threading.local()
        self._one_at_a_time = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment of the dataset and waits for no writer; within another, join it."""
        current = self._current()
        if current is not None:
            yield current
            return
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self, is_durable: bool = True) -> Iterator[Connection]:
        """Open a transaction that commits when the block ends and leaves nothing when it raises; within another writing one, join it.

        Args:
            is_durable: wait until the disk has it; of several joined, the outermost decides. Without it the commit is quick, and a power
                cut may undo it: the whole of it, and only as long as no later one was durable.

        Raises:
            DatasetBusyError: another program went on writing for longer than the busy time.
            RuntimeError: within a reading one, whose view may be old already.
        """
        current = self._current()
        if current is not None:
            if not current.get_execution_options().get(_WRITES):
                raise RuntimeError("a writing transaction within a reading one")
            yield current
            return
        with self._transaction(writes=True, is_durable=is_durable) as connection:
            yield connection

    @property
    def is_writing(self) -> bool:
        """Whether this thread has a writing transaction open."""
        current = self._current()
        return current is not None and bool(current.get_execution_options().get(_WRITES))

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def _current(self) -> Connection | None:
        return getattr(self._here, "connection", None)

    @contextmanager
    def _transaction(self, writes: bool, is_durable: bool = True) -> Iterator[Connection]:
        # A database in memory has one connection for all threads: they take turns.
        turn = self._one_at_a_time if self._in_memory else threading.Lock()
        options = {_WRITES: writes, _IS_DURABLE: is_durable}
        try:
            with turn, self.engine.connect().execution_options(**options) as connection, connection.begin():
                self._here.connection = connection
                try:
                    yield connection
                finally:
                    self._here.connection = None
        except (DBAPIError, sqlite3.Error) as error:
            translated = self._translate(error)
            if translated is None:
                raise
            raise translated from error

    def _translate(self, error: DBAPIError | sqlite3.Error) -> DatasetError | None:
        """Return what `error` means to people; None when it is none of theirs to mend (a bug)."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        where = self._url.database or self._url.render_as_string()
        if code is None:
            return DatasetError(_UNREADABLE.format(where=where)) if isinstance(error, OperationalError) else None
        primary = code & 0xFF
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return DatasetBusyError(_BUSY)
        sentence = _BY_CODE.get(primary)
        return DatasetError(sentence.format(where=where)) if sentence else None


def _engine(url: URL, busy_seconds: float) -> Engine:
    if not _is_sqlite(url):
        return create_engine(url, pool_pre_ping=True)
    arguments = {"timeout": busy_seconds, "check_same_thread": False}
    engine = create_engine(url, connect_args=arguments, poolclass=_pool(url))
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(url: URL) -> type[Pool] | None:
    """Return the kind of pool: in memory one connection is the database; on disk the default keeps a few open."""
    if url.database in _MEMORY:
        return StaticPool
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    return None


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Prepare a new connection. FULL: what is committed survives a power cut. The driver opens no transactions of its own."""
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    """Begin: a writer takes the lock at once, so that nothing it has read can change before it writes.

    NORMAL: what is committed survives a power cut once a later commit, or a checkpoint, has reached the disk.
    """
    options = connection.get_execution_options()
    if options.get(_WRITES):
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if options.get(_IS_DURABLE) else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")
