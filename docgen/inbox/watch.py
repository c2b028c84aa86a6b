"""Folders in, a wake-up out when something moves in them; the one place that uses watchdog. It only hints: a scan decides."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from types import TracebackType

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from docgen.patience import NoAnswerError, Patience
from docgen.system import Disk, disk_of

# Opening and reading are left out: our own scan does both, and would wake itself for ever.
_WAKING: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_JOIN_SECONDS = 5.0
_ANSWER_SECONDS = 5.0

# A folder made while its parent is being read is met twice; watchdog then says so on the screen of the office, and goes on rightly.
warnings.filterwarnings("ignore", message="Callback with id", category=RuntimeWarning)


class Waker:
    """Wakes the loop when something moves in one of `folders`; use it in a `with`.

    When the system cannot tell (too many watches, a folder that is away or hangs, a thread that died) the hint is off and is tried again at
    each `wait`; the loop goes on by its own clock meanwhile.
    """

    def __init__(self, folders: Sequence[Path], scan_seconds: float = 2.0, gap_seconds: float = 0.2) -> None:
        """Prepare, without watching yet.

        Args:
            scan_seconds: how often a share is looked at, which gives no events of its own.
            gap_seconds: how long moves are gathered into one wake-up, so that a storm of them costs no more than a few.
        """
        self._folders = tuple(folders)
        self._scan_seconds = scan_seconds
        self._gap_seconds = gap_seconds
        self._moved = Event()
        self._is_stopping = Event()
        self._watches: dict[Path, _Watch] = {}
        self._disks: Patience[None] = Patience(_ANSWER_SECONDS)

    def __enter__(self) -> Waker:
        self._mend()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for watch in tuple(self._watches.values()):
            watch.stop()
        self._watches.clear()

    @property
    def is_hint_on(self) -> bool:
        """Whether every folder is being watched; else only the clock wakes the loop."""
        return not self._disks.is_waiting and all(folder in self._watches and self._watches[folder].runs() for folder in self._folders)

    def wait(self, timeout: float) -> bool:
        """Return True as soon as something moved since the last call, False after `timeout` seconds. Watches that died are replaced."""
        self._mend()
        if not self._moved.wait(timeout):
            return False
        self._is_stopping.wait(self._gap_seconds)
        self._moved.clear()
        return True

    def wake(self) -> None:
        """Let `wait` return at once, because the caller means to stop. May be called from a signal handler."""
        self._is_stopping.set()
        self._moved.set()

    def _mend(self) -> None:
        """Bring every watch in order; a folder that does not answer keeps a thread waiting, not the loop, and the watches there are."""
        with suppress(NoAnswerError):
            self._disks.ask(self._mend_all)

    def _mend_all(self) -> None:
        for folder in self._folders:
            self._mend_one(folder)

    def _mend_one(self, folder: Path) -> None:
        watch = self._watches.get(folder)
        if watch and watch.runs() and watch.is_of(folder):
            return
        if watch:
            watch.stop()
            # What moved while nobody watched is not known.
            self._moved.set()
            del self._watches[folder]
        if started := _start(folder, self._moved, self._scan_seconds):
            self._watches[folder] = started


class _Watch:
    """One folder being watched."""

    def __init__(self, folder: Path, observer: BaseObserver) -> None:
        self._observer = observer
        self._identity = _identity(folder)

    def runs(self) -> bool:
        """Return whether the threads run."""
        emitters = self._observer.emitters
        return self._observer.is_alive() and bool(emitters) and all(emitter.is_alive() for emitter in emitters)

    def is_of(self, folder: Path) -> bool:
        """Return whether it watches the folder that now has this name: a share may have been mounted over it."""
        return _identity(folder) == self._identity

    def stop(self) -> None:
        """End the threads."""
        self._observer.stop()
        if self._observer.is_alive():
            self._observer.join(_JOIN_SECONDS)


class _Handler(FileSystemEventHandler):
    def __init__(self, moved: Event) -> None:
        self._moved = moved

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note that something moved; what it was, the scan will see."""
        self._moved.set()


def _start(folder: Path, moved: Event, scan_seconds: float) -> _Watch | None:
    """Return a running watch on `folder`: by events where the system gives them, else by looking; None when neither can be had now."""
    if _identity(folder) is None:
        return None
    for observer in _observers(folder, scan_seconds):
        try:
            observer.schedule(_Handler(moved), str(folder), recursive=True, event_filter=_WAKING)
            observer.start()
            return _Watch(folder, observer)
        except (OSError, RuntimeError):
            observer.stop()
    return None


def _observers(folder: Path, scan_seconds: float) -> Iterable[BaseObserver]:
    if disk_of(folder) is not Disk.NETWORK:
        yield Observer()
    yield PollingObserver(timeout=scan_seconds)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
