"""A listing and what docgen placed in, folders of units that somebody renamed out: what docgen had put there is no drop."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.inbox.looks import Listing
from docgen.inbox.ours import Hashes


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was found. `folders`: the new name of each renamed folder by its old one; `files`: docgen's own files, where they lie now."""

    folders: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def renamed(listing: Listing, placed: Mapping[str, str], hashes: Hashes) -> Renamed:
    """Return which folders right below the inbox have another name now.

    A file that docgen placed in `X/a/b` is gone from there and lies in `Y/a/b` as it was: then `X` is called `Y` now.

    Args:
        placed: SHA-256 by path below the inbox.
    """
    here = {path.partition("/")[0] for path in listing.looks}
    by_tail: dict[str, list[tuple[str, str]]] = {}
    for path, digest in placed.items():
        folder, _, tail = unicodedata.normalize("NFC", path).partition("/")
        if "/" in tail and folder not in here and listing.knows_about(path):
            by_tail.setdefault(tail, []).append((folder, digest))
    folders: dict[str, str] = {}
    files: set[str] = set()
    for path, look in listing.looks.items() if by_tail else ():
        folder, _, tail = unicodedata.normalize("NFC", path).partition("/")
        for former, digest in by_tail.get(tail, ()):
            if hashes.sha256_of(look) == digest:
                folders[former] = folder
                files.add(path)
    return Renamed(folders, frozenset(files))
