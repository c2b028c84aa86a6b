"""A listing and the hashes of what docgen placed in, the listing of what people dropped out; knows a placed file that somebody saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from docgen.inbox.looks import Listing, Look
from docgen.model.digest import sha256
from docgen.model.disk import Fault, fault_of


class Hashes:
    """The hashes of files in the inbox, read again only when size or time changed."""

    def __init__(self, inbox: Path) -> None:
        self._inbox = inbox
        self._known: dict[str, tuple[tuple[int, int], str]] = {}

    def sha256_of(self, look: Look) -> str | Fault:
        """Return the SHA-256 of the file that `look` saw, or why it cannot be read now."""
        known = self._known.get(look.path)
        if known and known[0] == look.fingerprint:
            return known[1]
        try:
            digest = sha256((self._inbox / look.path).read_bytes())
        except OSError as error:
            return fault_of(error)
        self._known[look.path] = (look.fingerprint, digest)
        return digest

    def forget(self) -> None:
        """Read every file again next time: one may have changed with its size and time as they were."""
        self._known.clear()


def without_own(listing: Listing, placed: Mapping[str, str], hashes: Hashes) -> Listing:
    """Return `listing` without the files that are as docgen placed them. One that cannot be read now is unknown, neither drop nor gone.

    Args:
        placed: SHA-256 by path below the inbox, of every file that docgen placed there.
    """
    known = {unicodedata.normalize("NFC", path): digest for path, digest in placed.items()}
    looks: dict[str, Look] = {}
    unknown: dict[str, Fault] = {}
    for path, look in listing.looks.items():
        expected = known.get(unicodedata.normalize("NFC", path))
        found = hashes.sha256_of(look) if expected else None
        if isinstance(found, Fault):
            unknown[path] = found
        elif expected is None or found != expected:
            looks[path] = look
    return listing.with_looks(looks, unknown)
