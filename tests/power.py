"""Work that is watched step by step in, what a power cut at any of its steps may leave of the workspace out; Linux tells of flushes."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection

from docgen.dataset.database import Database
from tests.bench import Bench

FOLDERS = "inbox", "outbox"
_FOLDER = 0
_DATASET = Path(".docgen") / "dataset.sqlite"


@dataclass(frozen=True)
class Named:
    """From now on `name` in `folder` is the file of that number, a folder, or None: nothing any more."""

    folder: str
    name: str
    file: int | None


@dataclass(frozen=True)
class Naming:
    """Names that change together; a power cut may undo it until the folder is flushed."""

    names: tuple[Named, ...]


@dataclass(frozen=True)
class Written:
    """The disk has the bytes of a file."""

    file: int
    data: bytes
    saved_ns: int


@dataclass(frozen=True)
class Flushed:
    """The disk has the names in a folder."""

    folder: str


@dataclass(frozen=True)
class Committed:
    """The dataset after a transaction that changed something; a power cut may undo it as long as no durable one came since."""

    data: bytes
    is_durable: bool


Step = Naming | Written | Flushed | Committed


@dataclass
class Recording:
    """What was there before, and every step since. `before`: a copy of the workspace; `names`: by folder, then by name."""

    before: Bench
    names: dict[str, dict[str, int]] = field(default_factory=dict)
    files: dict[int, Written] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def cuts_from(self, path: str, is_removed: bool = False) -> range:
        """Return after how many steps the power can fail once there is a new file at `path`; or none any more, for it `is_removed`."""
        where = str(Path(path).parent), Path(path).name
        changes = [(n, named) for n, step in enumerate(self.steps, 1) if isinstance(step, Naming) for named in step.names]
        first = next(n for n, named in changes if (named.folder, named.name) == where and (named.file is None) == is_removed)
        return range(first, len(self.steps) + 1)


@dataclass(frozen=True)
class Cut:
    """What a power cut leaves. `told`: how it came to that, for people."""

    before: Bench
    names: Mapping[str, Mapping[str, int]]
    files: Mapping[int, Written]
    dataset: bytes
    told: str

    def has(self, path: str) -> bool:
        """Return whether a file at `path` is left."""
        return Path(path).name in self.names.get(str(Path(path).parent), {})

    def workspace(self, root: Path) -> Bench:
        """Return the workspace as it is when the power is back, at `root`."""
        shutil.copytree(self.before.root, root, ignore=shutil.ignore_patterns(*FOLDERS, f"{_DATASET.name}*"))
        (root / _DATASET).write_bytes(self.dataset)
        for folder in filter(self._is_there, sorted(self.names)):
            (root / folder).mkdir(parents=True, exist_ok=True)
            for name, number in self.names[folder].items():
                if number != _FOLDER:
                    file = self.files[number]
                    (root / folder / name).write_bytes(file.data)
                    os.utime(root / folder / name, ns=(file.saved_ns, file.saved_ns))
        return Bench(root)

    def _is_there(self, folder: str) -> bool:
        path = Path(folder)
        return str(path.parent) == "." or (path.name in self.names[str(path.parent)] and self._is_there(str(path.parent)))


def recorded(bench: Bench, before: Path, work: Callable[[Bench], object]) -> Recording:
    """Return the recording of `work`; a copy of the workspace as it was is kept at `before`."""
    recording = Recording(bench.copied_to(before))
    with pytest.MonkeyPatch.context() as patch, _Watch(bench.root, recording).watching(patch):
        work(bench)
    return recording


def cut_with_names_behind(recording: Recording, at: int) -> Cut:
    """Return what is left of the first `at` steps when the dataset has them all, and the folders only what was flushed."""
    steps = recording.steps[:at]
    return _cut(recording, steps, _undecided(steps), _may_be_last(steps)[-1])


def cut_with_dataset_behind(recording: Recording, at: int) -> Cut:
    """Return what is left of the first `at` steps when the folders have them all, and the dataset only what was durable."""
    steps = recording.steps[:at]
    return _cut(recording, steps, (), _may_be_last(steps)[0])


def random_cut(recording: Recording, random: Random) -> Cut:
    """Return what a cut at a random step may leave; half of the cuts fall among the steps by which a document gets its name."""
    named = [step.names[-1].name if isinstance(step, Naming) else "" for step in recording.steps]
    documents = [number for number, name in enumerate(named) if name.endswith(".docx")]
    at = random.randrange(1, len(named) + 1)
    if documents and random.random() < 0.5:
        at = random.choice(documents) + random.randrange(1, 9)
    steps = recording.steps[:at]
    share = random.choice((0, 0.5, 1))
    lost = [number for number in _undecided(steps) if random.random() < share]
    return _cut(recording, steps, lost, random.choice(_may_be_last(steps)))


def _may_be_last(steps: Sequence[Step]) -> Sequence[Committed]:
    """Return the commits that a power cut after `steps` may leave as the last."""
    commits = [step for step in steps if isinstance(step, Committed)]
    return commits[max(number for number, commit in enumerate(commits) if commit.is_durable) :]


def _undecided(steps: Sequence[Step]) -> list[int]:
    """Return the numbers of the namings that a power cut after `steps` may undo."""
    flushed = {step.folder: number for number, step in enumerate(steps) if isinstance(step, Flushed)}
    return [
        number
        for number, step in enumerate(steps)
        if isinstance(step, Naming) and all(flushed.get(named.folder, -1) < number for named in step.names)
    ]


def _cut(recording: Recording, steps: Sequence[Step], lost: Collection[int], commit: Committed) -> Cut:
    names, files = {folder: dict(inside) for folder, inside in recording.names.items()}, dict(recording.files)
    for number, step in enumerate(steps):
        if isinstance(step, Written):
            files[step.file] = step
        for named in step.names if isinstance(step, Naming) else ():
            if named.file == _FOLDER:
                names.setdefault(f"{named.folder}/{named.name}", {})
            if number in lost:
                continue
            if named.file is None:
                names[named.folder].pop(named.name, None)
            else:
                names[named.folder][named.name] = named.file
    undone = sum(isinstance(step, Committed) for step in steps[steps.index(commit) + 1 :])
    told = f"cut after step {len(steps)}, {undone} commits undone, names undone: {[steps[number] for number in lost]}"
    return Cut(recording.before, names, files, commit.data, told)


class _Watch:
    """Sees every name that changes below the folders of people, every flush, and every commit."""

    def __init__(self, root: Path, recording: Recording) -> None:
        self._root, self._recording = root.resolve(), recording
        self._numbers: dict[int, int] = {}  # by inode
        self._held = recording.before.root.with_name(f"{recording.before.root.name} held")
        self._lock = threading.RLock()
        self._version: object = None

    @contextmanager
    def watching(self, patch: pytest.MonkeyPatch) -> Iterator[None]:
        """Write down what is there, then each step within the block."""
        self._held.mkdir()
        for top in FOLDERS:
            for folder, folders, names in os.walk(self._root / top):
                inside = self._recording.names[str(Path(folder).relative_to(self._root))] = dict.fromkeys(folders, _FOLDER)
                for path in (Path(folder, name) for name in names):
                    number = inside[path.name] = self._number(path)
                    self._recording.files[number] = Written(number, path.read_bytes(), path.stat().st_mtime_ns)
        looking = sqlite3.connect(self._root / _DATASET, check_same_thread=False)
        try:
            self._committed(looking, is_durable=True)
            self._watch_names(patch)
            self._watch_flushes(patch)
            self._watch_commits(patch, looking)
            yield
        finally:
            looking.close()

    def _number(self, path: Path, link: Callable[[Path, Path], None] = os.link) -> int:
        """Return the number of the file at `path`. The disk has nothing of a new one; under one more name its inode stays its own."""
        status = path.stat()
        if (number := self._numbers.get(status.st_ino)) is None:
            number = self._numbers[status.st_ino] = len(self._numbers) + 1
            self._recording.files[number] = Written(number, b"", status.st_mtime_ns)
            link(path, self._held / str(number))
        return number

    def _place(self, path: Any) -> tuple[str, str] | None:
        """Return folder and name of what lies below the folders of people."""
        absolute = Path(path).absolute()
        inside = absolute.relative_to(self._root) if absolute.is_relative_to(self._root) else Path()
        return (str(inside.parent), inside.name) if len(inside.parts) > 1 and inside.parts[0] in FOLDERS else None

    def _watch_names(self, patch: pytest.MonkeyPatch) -> None:
        def watch(step: str, changed: Callable[..., tuple[tuple[Any, int | None], ...]]) -> None:
            real = getattr(os, step)

            def run(path: Any, *arguments: Any, **named: Any) -> None:
                with self._lock:
                    changes = changed(path, *arguments) if self._place(path) else ()
                    real(path, *arguments, **named)
                    names = tuple(Named(*place, file) for at, file in changes if (place := self._place(at)))
                    self._recording.steps += [Naming(names)] if names else []

            patch.setattr(os, step, run)

        for step in ("rename", "replace"):
            watch(step, lambda source, target: ((source, None), (target, self._number(Path(source)))))
        watch("link", lambda source, target: ((target, self._number(Path(source))),))
        for step in ("unlink", "remove"):
            watch(step, lambda path: ((path, None),))
        watch("mkdir", lambda path, *_: ((path, _FOLDER),))

    def _watch_flushes(self, patch: pytest.MonkeyPatch) -> None:
        real, steps = os.fsync, self._recording.steps

        def fsync(handle: int) -> None:
            with self._lock:
                real(handle)
                path = Path(f"/proc/self/fd/{handle}").readlink()
                if path.is_dir() and path.is_relative_to(self._root):
                    steps.append(Flushed(str(path.relative_to(self._root))))
                elif place := self._place(path):
                    is_new = path.stat().st_ino not in self._numbers
                    number = self._number(path)
                    steps.append(Written(number, path.read_bytes(), path.stat().st_mtime_ns))
                    steps.extend([Naming((Named(*place, number),))] if is_new else [])

        patch.setattr(os, "fsync", fsync)

    def _watch_commits(self, patch: pytest.MonkeyPatch, looking: sqlite3.Connection) -> None:
        real = Database._transaction

        @contextmanager
        def transaction(database: Database, writes: bool, is_durable: bool = True) -> Iterator[Connection]:
            with real(database, writes, is_durable) as connection:
                yield connection
            if writes:
                self._committed(looking, is_durable)

        patch.setattr(Database, "_transaction", transaction)

    def _committed(self, looking: sqlite3.Connection, is_durable: bool) -> None:
        """Note the dataset as it is now. A commit that changed nothing is not written, so it makes nothing before it durable."""
        with self._lock:
            version = looking.execute("PRAGMA data_version").fetchone()
            if version != self._version:
                self._version = version
                self._recording.steps.append(Committed(looking.serialize(), is_durable))
