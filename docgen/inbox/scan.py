"""The inbox in, a listing of what lies there out; the one place that walks the units' folder. A link is never followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from docgen.inbox.looks import Ignored, Listing, Look
from docgen.inbox.names import is_litter_folder, receipt_of, why_ignored
from docgen.model.disk import Fault, fault_of
from docgen.model.folders import ROOT_MARKER
from docgen.system import is_link, is_placeholder, path_of

DEPTH_LIMIT = 8
# A program that has a file open for a day has most likely crashed and left its owner file behind.
_OWNER_FILE_HOLDS_SECONDS = 24 * 3600


def scan(inbox: Path, at: datetime, seen: float) -> Listing:
    """Return everything below `inbox`, files that docgen put there included (see `ours`).

    A folder that cannot be read, or stops answering midway, is unknown as a whole; so is the inbox when its share is away. Nothing that
    lies there counts as gone then.

    Args:
        at: the time of day of this look.
        seen: the same moment on a monotonic clock, in seconds.
    """
    walk = _Walk(inbox.absolute(), seen, at.timestamp())
    while walk.pending:
        walk.look_into(walk.pending.pop())
    looks = dict(sorted(walk.looks.items()))
    return Listing(at, seen, looks, walk.ignored, walk.unknown, tuple(sorted(walk.private)))


@dataclass(slots=True)
class _Walk:
    """One walk in progress. `now`: seconds since the epoch; `pending`: folders still to look into, below the inbox, with `/`."""

    inbox: Path
    seen: float
    now: float
    pending: list[str] = field(default_factory=lambda: [""])
    looks: dict[str, Look] = field(default_factory=dict)
    ignored: dict[str, Ignored] = field(default_factory=dict)
    unknown: dict[str, Fault] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)

    def look_into(self, folder: str) -> None:
        """Note each entry of `folder`, or that the folder could not be read."""
        try:
            entries = list(_entries(str(path_of(self.inbox / folder))))
        except OSError as error:
            self.unknown[folder] = fault_of(error)
            return
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            try:
                self._note(path, entry)
            except FileNotFoundError:
                continue
            except OSError as error:
                self.unknown[path] = fault_of(error)

    def _note(self, path: str, entry: os.DirEntry[str]) -> None:
        status = entry.stat(follow_symlinks=False)
        if is_link(status):
            self.ignored[path] = Ignored.LINK
        elif stat.S_ISDIR(status.st_mode):
            self._note_folder(path, entry.name)
        elif path == ROOT_MARKER:
            return
        elif receipt_of(entry.name) is not None:
            self.private.append(path)
        elif reason := why_ignored(entry.name):
            is_stale = reason is Ignored.OWNER_FILE and self.now - status.st_mtime > _OWNER_FILE_HOLDS_SECONDS
            self.ignored[path] = Ignored.LITTER if is_stale else reason
        elif stat.S_ISREG(status.st_mode):
            self.looks[path] = Look(path, status.st_size, status.st_mtime_ns, self.seen, not is_placeholder(status))
        else:
            self.ignored[path] = Ignored.NOT_REGULAR

    def _note_folder(self, path: str, name: str) -> None:
        if is_litter_folder(name):
            self.ignored[path] = Ignored.LITTER
        elif path.count("/") >= DEPTH_LIMIT:
            self.ignored[path] = Ignored.TOO_DEEP
        else:
            self.pending.append(path)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from entries
