"""Bytes and a path in, a whole file under that name out; knows which files are docgen's own, and touches no other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import takewhile
from pathlib import Path

from docgen.dataset.store import Dataset
from docgen.model.digest import sha256
from docgen.model.disk import Fault, fault_of
from docgen.outbox import disk
from docgen.outbox.asking import Asker
from docgen.outbox.promises import Known, Promise, Promises
from docgen.outbox.wishes import Bundle, Placed, Placing, Wish
from docgen.patience import ANSWER_SECONDS, NoAnswerError
from docgen.system import flush_folder


class Placer(Asker):
    """Puts files into the folders of people. A file whose hash the dataset does not know is a person's: it is never replaced or removed."""

    def __init__(self, root: Path, dataset: Dataset, folders: Collection[Path] = (), answer_seconds: float = ANSWER_SECONDS) -> None:
        """Take the folders of people, and how long an answer of each is waited for."""
        super().__init__(folders, answer_seconds)
        self._root = root.resolve()
        self._placed = dataset.placed
        self._promises = Promises(dataset)
        self._problems: dict[str, Fault] = {}

    @property
    def problems(self) -> Mapping[str, Fault]:
        """The paths that could not be put right at the last try, and why."""
        return dict(self._problems)

    def relative(self, path: Path) -> str:
        """Return `path` as the dataset names it: below the workspace with `/`; a folder elsewhere keeps its whole path."""
        absolute = self._root / path
        with suppress(ValueError):
            return absolute.relative_to(self._root).as_posix()
        return absolute.as_posix()

    def placed(self, folder: Path) -> Mapping[str, str]:
        """Return the SHA-256 of each file docgen placed below `folder`, by its path below it; decide first what a stop left undecided."""
        name = self.relative(folder)
        prefix = "" if name == "." else f"{name}/"
        placed, undecided = self._promises.below(prefix)
        placed |= {path: digest for path, digest in undecided.items() if self._decide(path, digest)}
        return {path.removeprefix(prefix): digest for path, digest in placed.items()}

    def names_below(self, folder: Path) -> Collection[str]:
        """Return the path below `folder` of each file that docgen placed there, or was about to; what a stop left stays undecided."""
        name = self.relative(folder)
        prefix = "" if name == "." else f"{name}/"
        placed, undecided = self._promises.below(prefix)
        return {path.removeprefix(prefix) for path in (*placed, *undecided)}

    def lacks(self, path: Path, digest: str) -> bool:
        """Return whether docgen placed, or was about to, something else at `path` than what has that hash, and nobody did since."""
        known = self._promises.known(self.relative(path))
        if known.pending is None and known.placed in (None, digest):
            return False
        try:
            there = self._hash_at(path)
        except OSError:
            return False
        return there is None or there in known

    def hash_placed(self, path: Path) -> str | None:
        """Return the hash of what docgen placed at `path`, None when it placed nothing there."""
        return self._placed.hash_of(self.relative(path))

    def adopt(self, path: Path, kind: str) -> bool:
        """Take the file that lies at `path` for docgen's own from now on; return whether there is one."""
        there = self._hash_at(path)
        if there:
            self._placed.remember(self.relative(path), there, kind)
        return bool(there)

    def forget(self, path: Path) -> None:
        """Forget that docgen placed something at `path`."""
        self._placed.forget(self.relative(path))

    def not_done(self, path: Path, fault: Fault) -> None:
        """Note among the problems that something at `path` could not be done, until it is `done`."""
        self._problems[self.relative(path)] = fault

    def done(self, path: Path) -> None:
        """Note that nothing at `path` is wrong any more."""
        self._problems.pop(self.relative(path), None)

    def is_ours(self, path: Path) -> bool:
        """Return whether a file lies at `path` and is as docgen placed it."""
        try:
            there = self._hash_at(path)
        except OSError:
            return False
        return there is not None and self._is_known(path, there)

    def known(self, names: Sequence[str]) -> Sequence[Known]:
        """Return what is known of each of `names`, paths as the dataset names them."""
        return self._promises.known_of(names)

    def is_as_placed(self, path: Path, data: bytes) -> bool:
        """Return whether `data`, just read at `path`, is what docgen placed there."""
        return self._is_known(path, sha256(data))

    def write(self, path: Path, data: bytes, kind: str) -> Placed:
        """Make `data` the file at `path`, whole or not at all; equal bytes are not touched."""
        (placing,) = self.write_all([Bundle([Wish(path, data, kind)])])
        self.settle([placing])
        return placing.placed[0]

    def write_all(self, bundles: Sequence[Bundle], note: Callable[[Sequence[int]], None] = lambda places: None) -> Sequence[Placing]:
        """Write the files of `bundles`, no two of them one file, as `write` does; return what became of each bundle, to be settled.

        The dataset is told of all at once, before the first is touched. Where they lie on different disks they are written side by side.

        Args:
            note: notes in the dataset what the files of the bundles at these places are; called with those of which any is to be written.
        """
        looked = self._looked(bundles)
        promised = [
            (wish, one)
            for bundle, some in zip(bundles, looked, strict=True)
            for wish, one in zip(bundle.wishes, some, strict=False)
            if isinstance(one, Promise)
        ]
        if promised:
            places = [place for place, some in enumerate(looked) if any(isinstance(one, Promise) for one in some)]
            self._promises.give([promise for _, promise in promised], partial(note, places))
        done = self._put_all(promised)
        return [Placing.of(some, done) for some in looked]

    def settle(self, placings: Sequence[Placing]) -> None:
        """Note in the dataset that what was written is there; this may be within a transaction of the caller's."""
        self._promises.keep([promise for placing in placings for promise in placing.kept])

    def remove(self, path: Path) -> Placed:
        """Remove docgen's own file at `path`."""
        if fault := self.fault_above(path):
            return self._not_done(path, fault)
        known = self._promises.known(self.relative(path))
        try:
            there, is_open = self.ask(path, partial(disk.seen_at, path))
            if there is not None and there not in known:
                return Placed.KEPT
            if is_open:
                return self._not_done(path, Fault.BUSY)
            if known.is_any:
                self.ask(path, partial(flush_folder, path.parent) if there is None else partial(disk.take_away, path))
                self._placed.forget(self.relative(path))
        except OSError as error:
            return self._not_done(path, fault_of(error))
        return self._done(path, Placed.UNCHANGED if there is None else Placed.WRITTEN)

    def move(self, source: Path, target: Path, kind: str, digest: str = "") -> Placed:
        """Make the file at `source` the file at `target`. Done again after a stop midway it comes to the same.

        Args:
            digest: the SHA-256 that `source` must have; without it `source` must be docgen's own.
        """
        if fault := self.fault_above(source):
            return self._not_done(source, fault)
        try:
            data = self.ask(source, partial(disk.bytes_at, source))
            if data is None:
                return self._moved_before(source, target)
            if not (sha256(data) == digest if digest else self._is_known(source, sha256(data))):
                return Placed.KEPT
            if self._is_open(source):
                return self._not_done(source, Fault.BUSY)
            placed = self.write(target, data, kind)
            if placed.is_done:
                self.ask(source, partial(disk.take_away, source))
                self._placed.forget(self.relative(source))
                self.done(source)
        except OSError as error:
            return self._not_done(source, fault_of(error))
        return placed

    def hand_over(self, source: Path, target: Path) -> Placed:
        """Let docgen's file at `source` be a person's from now on, under the free name `target`."""
        if fault := self.fault_above(source):
            return self._not_done(source, fault)
        try:
            if self._is_open(source):
                return self._not_done(source, Fault.BUSY)
            self.ask(source, partial(disk.give_name, source, target))
        except OSError as error:
            return self._not_done(source, fault_of(error))
        for path in (source, target):
            self._placed.forget(self.relative(path))
        return self._done(source, Placed.WRITTEN)

    def clear_temporary(self, folder: Path) -> None:
        """Remove what a stop in the middle of a write left below `folder`: files that never got their name."""
        try:
            left = self.ask(folder, lambda: list(folder.rglob(f"{disk.TEMPORARY}*")))
        except OSError as error:
            self._not_done(folder, fault_of(error))
            return
        for path in left:
            try:
                self.ask(path, partial(path.unlink, missing_ok=True))
            except OSError as error:
                self._not_done(path, fault_of(error))

    def _hash_at(self, path: Path) -> str | None:
        return self.ask(path, partial(disk.hash_at, path))

    def _is_open(self, path: Path) -> bool:
        return self.ask(path, partial(disk.is_open, path))

    def _moved_before(self, source: Path, target: Path) -> Placed:
        if not self.is_ours(target):
            return self._not_done(source, Fault.GONE)
        self.ask(source, partial(flush_folder, source.parent))
        self._placed.forget(self.relative(source))
        return self._done(source, Placed.UNCHANGED)

    def _is_known(self, path: Path, digest: str) -> bool:
        return digest in self._promises.known(self.relative(path))

    def _decide(self, path: str, digest: str) -> bool:
        """Return whether the file that was to become `digest` at `path` did so before docgen was stopped, and note it."""
        try:
            is_there = self._hash_at(self._root / path) == digest
        except OSError as error:
            self._not_done(self._root / path, fault_of(error))
            return False
        self._promises.decide(path, is_there)
        return is_there

    def _looked(self, bundles: Sequence[Bundle]) -> Sequence[Sequence[Placed | Promise]]:
        """Return what is to be promised of each file, or what became of it: of each bundle up to the first that cannot be as wished."""
        reachable = [wish.path for bundle in bundles for wish in takewhile(lambda wish: not self.fault_above(wish.path), bundle.wishes)]
        seen = dict(zip(reachable, self.ask_all([(path, partial(disk.seen_at, path)) for path in reachable]), strict=True))
        paths = [wish.path for bundle in bundles for wish in bundle.wishes]
        known = dict(zip(paths, self._promises.known_of([self.relative(path) for path in paths]), strict=True))
        return [list(self._looked_at(bundle.wishes, seen, known)) for bundle in bundles]

    def _looked_at(
        self, wishes: Sequence[Wish], seen: Mapping[Path, tuple[str | None, bool] | OSError], known: Mapping[Path, Known]
    ) -> Iterator[Placed | Promise]:
        for wish in wishes:
            yield (one := self._judged(wish, seen.get(wish.path, NoAnswerError()), known[wish.path]))
            if isinstance(one, Placed) and not one.is_done:
                return

    def _judged(self, wish: Wish, seen: tuple[str | None, bool] | OSError, known: Known) -> Placed | Promise:
        path, name, digest = wish.path, self.relative(wish.path), sha256(wish.data)
        if fault := self.fault_above(path):
            return self._not_done(path, fault)
        if isinstance(seen, OSError):
            return self._not_done(path, fault_of(seen))
        there, is_open = seen
        if there is None and wish.is_there:
            return self._not_done(path, Fault.GONE)
        if there == digest:
            if known.placed != digest:
                self._promises.note(name, digest, wish.kind)
            return self._done(path, Placed.UNCHANGED)
        if there is not None and there not in known:
            return Placed.KEPT
        return self._not_done(path, Fault.BUSY) if is_open else Promise(name, digest, wish.kind, there, known.placed)

    def _put_all(self, promised: Sequence[tuple[Wish, Promise]]) -> Mapping[str, Placed]:
        """Put what is promised, and wait until the disks have it; return what became of each promise, by its name."""
        puts = [(wish.path, partial(disk.put, wish.path, wish.data, promise.digest, promise.there)) for wish, promise in promised]
        folders = list(dict.fromkeys(wish.path.parent for wish, _ in promised))
        said = self.ask_all([*puts, *((folder, partial(flush_folder, folder)) for folder in folders)])
        flushed = dict(zip(folders, said[len(puts) :], strict=True))
        return {
            promise.name: self._put(wish, promise, one or flushed[wish.path.parent])
            for (wish, promise), one in zip(promised, said, strict=False)
        }

    def _put(self, wish: Wish, promise: Promise, said: OSError | None) -> Placed:
        """Return what became of a promise, from what was raised while it was put. What stopped, or hangs, may be done yet."""
        if said is None:
            return self._done(wish.path, Placed.WRITTEN)
        if not isinstance(said, NoAnswerError):
            self._promises.take_back([promise])
        return Placed.KEPT if isinstance(said, FileExistsError) else self._not_done(wish.path, fault_of(said))

    def _done(self, path: Path, placed: Placed) -> Placed:
        self.done(path)
        return placed

    def _not_done(self, path: Path, fault: Fault) -> Placed:
        self.not_done(path, fault)
        return Placed.BUSY if fault is Fault.BUSY else Placed.FAILED
