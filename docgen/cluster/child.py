"""Work done in a process of its own, which may hang, die or eat memory without harm to its parent; knows how one is kept and ended."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from logging.handlers import QueueHandler
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import psutil

from docgen.system import collect_seldom, limit_address_space

if TYPE_CHECKING:
    from docgen.system import Connection

_Order = TypeVar("_Order")
_Answer = TypeVar("_Answer")
_MEGABYTE = 1024 * 1024
_START_SECONDS = 120.0
_LOOK_SECONDS = 0.05
_OUT_OF_MEMORY = 77
# Address space is more than what is really used; the parent watches the latter.
_ADDRESS_SPACE_MEGABYTES = 3072


class Death(StrEnum):
    """Why a child ended before it answered."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


class ChildDiedError(Exception):
    """The child ended while it worked on an order; the next order starts a new one."""

    def __init__(self, death: Death) -> None:
        super().__init__(death.value)
        self.death = death


@dataclass(frozen=True, slots=True)
class Limits:
    """What one order may take."""

    seconds: float = 10.0
    megabytes: int = 1024


@dataclass(frozen=True, slots=True)
class _Reply(Generic[_Answer]):
    """An answer, and what was logged on the way to it."""

    answer: _Answer
    records: list[logging.LogRecord]


class Child(Generic[_Order, _Answer]):
    """One process that answers orders one after another; it is started with the first and ends when its parent does, however that ends."""

    def __init__(self, prepare: Callable[[], Callable[[_Order], _Answer]], limits: Limits) -> None:
        """Take what is to be done, without starting yet.

        Args:
            prepare: a function of a module (it is sent by name); called once in the child, it returns what answers orders there.
        """
        self._prepare = prepare
        self._limits = limits
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def ask(self, order: _Order) -> _Answer:
        """Return the child's answer to `order`; what it logged meanwhile is logged here.

        Raises:
            ChildDiedError: it took too long or too much memory, or died; `order` is the cause, as far as can be told.
        """
        connection = self._running()
        try:
            connection.send(order)
            self._await(connection)
            replied: Any = connection.recv()
        except (EOFError, OSError) as error:
            raise ChildDiedError(self._end()) from error
        reply: _Reply[_Answer] = replied
        for record in reply.records:
            logging.getLogger(record.name).handle(record)
        return reply.answer

    def close(self) -> None:
        """End the child, if it runs."""
        if self._process is not None:
            self._end()

    def _running(self) -> Connection:
        if self._connection is not None and self._process is not None and self._process.is_alive():
            return self._connection
        self.close()
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._prepare), name="docgen-doc-bieu", daemon=True)
        self._process.start()
        theirs.close()
        self._connection = ours
        if not ours.poll(_START_SECONDS):
            self._end()
            raise OSError("the child did not start")
        ours.recv()
        return ours

    def _await(self, connection: Connection) -> None:
        """Return when the answer is there.

        Raises:
            ChildDiedError: the limits are passed, or the child is dead.
        """
        assert self._process is not None
        until = time.monotonic() + self._limits.seconds
        while not connection.poll(_LOOK_SECONDS):
            if not self._process.is_alive():
                raise ChildDiedError(self._end())
            if time.monotonic() > until:
                self._end()
                raise ChildDiedError(Death.TIME)
            if _megabytes(self._process.pid) > self._limits.megabytes:
                self._end()
                raise ChildDiedError(Death.MEMORY)

    def _end(self) -> Death:
        """End the process, and return what its exit code says."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is None:
            return Death.CRASH
        process.join(_LOOK_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        return Death.MEMORY if code == _OUT_OF_MEMORY else Death.CRASH


def _megabytes(pid: int | None) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / _MEGABYTE
    except psutil.Error:
        return 0.0


class _Gathering(QueueHandler):
    """Keeps what is logged, as text, to be sent with the answer: one program writes a log."""

    def __init__(self) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        self.records: list[logging.LogRecord] = []

    def enqueue(self, record: logging.LogRecord) -> None:
        """Keep `record`."""
        self.records.append(record)


def _serve(connection: Connection, prepare: Callable[[], Callable[[_Order], _Answer]]) -> None:
    """Answer orders until the parent is gone. The parent alone answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    limit_address_space(_ADDRESS_SPACE_MEGABYTES * _MEGABYTE)
    gathering = _Gathering()
    log = logging.getLogger("docgen")
    log.addHandler(gathering)
    log.propagate = False
    answer_to = prepare()
    connection.send("ready")
    while True:
        try:
            order: Any = connection.recv()
        except (EOFError, OSError):
            return
        gathering.records = []
        try:
            answer = answer_to(order)
            connection.send(_Reply(answer, gathering.records))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except (BrokenPipeError, ConnectionError):
            return
