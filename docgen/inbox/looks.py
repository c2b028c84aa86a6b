"""What one look at the inbox saw: files as size and time, what could not be seen, what is no input; plain values, no disk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from docgen.model.disk import Fault


@dataclass(frozen=True, slots=True)
class Look:
    """One file as one look saw it. `path`: below the inbox, with `/`, spelled as on disk. `seen`: monotonic seconds.

    `is_local`: its bytes are here; else they are still in somebody's cloud.
    """

    path: str
    size_bytes: int
    mtime_ns: int
    seen: float
    is_local: bool = True

    @property
    def fingerprint(self) -> tuple[int, int]:
        """Return what stays the same as long as nobody writes."""
        return self.size_bytes, self.mtime_ns


class Ignored(StrEnum):
    """Why an entry of the inbox is no input. ANSWER: a page, a slip or a document of docgen's that somebody saved over."""

    OWNER_FILE = "owner_file"
    TEMPORARY = "temporary"
    TRANSFER = "transfer"
    LITTER = "litter"
    LINK = "link"
    NOT_REGULAR = "not_regular"
    TOO_DEEP = "too_deep"
    ANSWER = "answer"

    @property
    def is_noise(self) -> bool:
        """Whether a program made it, not a person: nothing to tell anybody about."""
        return self not in (Ignored.LINK, Ignored.NOT_REGULAR, Ignored.TOO_DEEP)


@dataclass(frozen=True, slots=True)
class Listing:
    """All that one look at the inbox saw.

    Shape: every key is a path below the inbox, with `/`; `""` is the inbox itself. `unknown` has the folders (and files) that could not be
    looked at: what lies there is not known, which is never "nothing". `private` are files that docgen had renamed to take them away when
    it was stopped.
    """

    at: datetime
    seen: float
    looks: Mapping[str, Look] = field(default_factory=dict)
    ignored: Mapping[str, Ignored] = field(default_factory=dict)
    unknown: Mapping[str, Fault] = field(default_factory=dict)
    private: tuple[str, ...] = ()

    @property
    def is_online(self) -> bool:
        """Whether the inbox itself could be looked at."""
        return "" not in self.unknown

    @property
    def is_complete(self) -> bool:
        """Whether everything could be looked at; only then is it a look "without" what is not there."""
        return not self.unknown

    def knows_about(self, path: str) -> bool:
        """Return whether this look can tell if `path` is there."""
        return not ({"", path, *(str(p) for p in PurePosixPath(path).parents)} & set(self.unknown))

    def without(self, paths: Collection[str], reason: Ignored) -> Listing:
        """Return the same listing with the files at `paths` known to be no input."""
        looks = {path: look for path, look in self.looks.items() if path not in paths}
        return replace(self, looks=looks, ignored={**self.ignored, **dict.fromkeys(paths, reason)})

    def with_looks(self, looks: Mapping[str, Look], unknown: Mapping[str, Fault]) -> Listing:
        """Return the same listing with only `looks`, and `unknown` added to what is not known."""
        return replace(self, looks=looks, unknown={**self.unknown, **unknown})
