"""A watcher that kills itself (SIGKILL) right before a chosen write: fault injection at the doors of disk and database.

Run as a program it holds everything loaded and forks a watcher per order, so that a thousand kills cost minutes. Orders come and answers
go as one JSON line each.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

import psutil
from sqlalchemy import Connection, Engine, event

from docgen.pipeline import judging, watching
from docgen.pipeline.judging_apart import Judge
from docgen.pipeline.watcher import Watcher
from docgen.settings import open_workspace

_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_AUDITED = {"os.rename": "rename", "os.remove": "remove", "os.link": "link", "os.mkdir": "make folder"}
_PRIVATE = re.compile(r"\.docgen-\d+-")
_ENDED_BY_ITSELF = 0
READY = "sẵn sàng"


@dataclass(frozen=True)
class Order:
    """Let a watcher work on `root` and die before its `occurrence`-th step called `step`; with no step it works until nothing is left."""

    root: str
    step: str = ""
    occurrence: int = 1


@dataclass(frozen=True)
class Life:
    """How one watcher ended. `killed_at`: the step before which it died, empty when it came to rest; `steps`: how often it took each."""

    killed_at: str
    steps: dict[str, int] = field(default_factory=dict)


class Killer:
    """Counts the steps of this process and kills it at one of them."""

    def __init__(self, order: Order, report: Callable[[Life], None]) -> None:
        self._order, self._report = order, report
        self._root = os.path.realpath(order.root)
        self._counts: Counter[str] = Counter()
        self._turn = threading.RLock()

    def arm(self) -> None:
        """Hear of every write from now on."""
        sys.addaudithook(self._audited)
        event.listen(Engine, "commit", self._committing)
        real = os.fsync

        def torn(handle: int) -> None:
            """Leave half a file behind, as a power cut does that comes before the disk has all."""
            status = os.fstat(handle)
            name = "flush folder" if stat.S_ISDIR(status.st_mode) else "flush file, half of it lost"
            if self._is_next(name) and stat.S_ISREG(status.st_mode):
                os.ftruncate(handle, status.st_size // 2)
            self.step(name)
            real(handle)

        os.fsync = torn  # type: ignore[assignment]

    def step(self, name: str) -> None:
        """Take one step, or die before it."""
        with self._turn:
            if self._is_next(name):
                self.end(name)
            self._counts[name] += 1

    def end(self, killed_at: str) -> None:
        """Tell how it went, and die if that is how it went."""
        self._report(Life(killed_at, dict(self._counts)))
        if killed_at:
            psutil.Process().kill()
        os._exit(_ENDED_BY_ITSELF)

    def _is_next(self, name: str) -> bool:
        return name == self._order.step and self._counts[name] + 1 == self._order.occurrence

    def _committing(self, connection: Connection) -> None:
        if connection.get_execution_options().get("docgen_writes"):
            self.step(f"commit {_repository()}")

    def _audited(self, name: str, arguments: tuple[object, ...]) -> None:
        if name == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING_FLAGS and isinstance(path, str | bytes | os.PathLike):
                self._on_disk("open to write", path)
        elif name in _AUDITED:
            self._on_disk(_AUDITED[name], arguments[1] if name in ("os.rename", "os.link") else arguments[0])

    def _on_disk(self, what: str, path: object) -> None:
        text = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
        absolute = str(Path(text).absolute())
        if absolute.startswith(self._root):
            self.step(f"{what}: {_kind_of(os.path.relpath(absolute, self._root))}")


def _kind_of(relative: str) -> str:
    """Return what kind of file lies at `relative`, for the report."""
    parts = Path(relative).parts
    name = parts[-1]
    if name.startswith(".docgen-tmp-"):
        return "temporary file"
    if _PRIVATE.match(name):
        return "file being taken away"
    if parts[0] == "inbox":
        return f"inbox/{parts[1]}" if len(parts) > 2 else "inbox"
    if parts[0] == "outbox":
        return f"outbox/…/{parts[-2]}" if len(parts) > 2 else f"outbox/{name}"
    return f"{parts[0]}/{re.sub(r'[0-9a-f]{8,}', '…', name)}"


def _repository() -> str:
    """Return which repository's call is being committed."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.parent.name in ("dataset", "pipeline") and path.stem not in ("database", "store", "schema"):
            return f"{path.stem}.{frame.f_code.co_name}"
        frame = frame.f_back
    return "other"


def live(order: Order, report: Callable[[Life], None]) -> None:
    """Watch until nothing is left to do, or until the kill of `order`."""
    killer, stop = Killer(order, report), threading.Event()
    real_wait = watching._wait

    def wait(waker: object, worker: Watcher, stopping: threading.Event) -> None:
        if _is_at_rest(worker):
            stop.set()
            return
        real_wait(waker, worker, stopping)  # type: ignore[arg-type]

    watching._wait = wait  # type: ignore[assignment]
    setattr(watching, "judging_apart", _judging_here)  # noqa: B010
    workspace = open_workspace(Path(order.root))
    killer.arm()
    watching.watch(workspace, stop, lambda _: None)
    killer.end("")


def _is_at_rest(worker: Watcher) -> bool:
    dataset = worker.office.dataset
    is_answered = not dataset.captures.undecided() and not dataset.decisions.unplaced()
    return is_answered and not worker.memory.sightings and not worker.memory.placer.problems


@contextmanager
def _judging_here() -> Iterator[Judge]:
    """Judge in this process: a child of its own costs a second per life, and writes nothing."""
    yield judging.judge


def main() -> None:
    """Answer orders until there are no more."""
    if sys.platform == "win32":
        raise NotImplementedError("Windows has no fork")
    for line in sys.stdin:
        order = Order(**json.loads(line))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            with os.fdopen(writing, "w", encoding="utf-8") as out:

                def report(life: Life, out: TextIO = out) -> None:
                    out.write(json.dumps(asdict(life)))
                    out.flush()

                live(order, report)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as answer:
            told = answer.read()
        os.waitpid(child, 0)
        print(told or json.dumps(asdict(Life("it ended in an error"))), flush=True)


if __name__ == "__main__":
    main()
