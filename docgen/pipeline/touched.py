"""The outbox in, whether a person saved, renamed or deleted a document there out: looked at now and then, whatever else happens."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docgen.outbox.place import Placer
from docgen.system import path_of

_LOOKS_APART_SECONDS = 10.0
_Documents = Mapping[str, tuple[int, int]]
"""Size and time of each document, by its path."""


@dataclass
class Touched:
    """What one watcher has seen of the documents. `settled`: how each was when docgen last knew it; `last`: the look before."""

    outbox: Path
    settled: dict[str, tuple[int, int]] | None = None
    last: _Documents = field(default_factory=dict)
    looked_at: float = 0.0

    def look(self, placer: Placer, seen: float) -> bool:
        """Return whether documents differ from what docgen knows of them, and have been so for two looks: nobody is still saving those.

        Args:
            seen: this moment on a monotonic clock, in seconds.
        """
        if self.settled is not None and seen - self.looked_at < _LOOKS_APART_SECONDS:
            return False
        self.looked_at = seen
        if placer.fault_above(self.outbox):
            return False
        try:
            now = placer.ask(self.outbox, lambda: dict(_documents(str(path_of(self.outbox)))))
        except OSError:
            return False
        before, self.last = self.last, now
        if self.settled is None:
            self.settled = dict(now)
        settled = self.settled
        changed = [path for path in {*now, *settled} if now.get(path) == before.get(path) != settled.get(path)]
        for path in changed:
            settled.pop(path, None)
            if path in now:
                settled[path] = now[path]
        return any(_is_by_a_person(placer, Path(path), path in now) for path in changed)


def _is_by_a_person(placer: Placer, path: Path, is_there: bool) -> bool:
    """Return whether a person changed the document at `path`: it is not as docgen placed it, or is gone though docgen placed it."""
    return not placer.is_ours(path) if is_there else placer.hash_placed(path) is not None


def _documents(folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _documents(entry.path)
            elif entry.name.lower().endswith(".docx") and not entry.name.startswith(("~", ".")):
                status = entry.stat(follow_symlinks=False)
                yield entry.path, (status.st_size, status.st_mtime_ns)
