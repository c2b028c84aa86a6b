"""A listing and the hashes of what docgen placed in, the listing of what people dropped out; knows a placed file that somebody saved."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.inbox import settle
from docgen.inbox.looks import Listing, Look
from docgen.model.digest import sha256
from docgen.model.disk import Fault, fault_of
from docgen.patience import NoAnswerError, Patience


@dataclass(frozen=True, slots=True)
class Content:
    """What is known of a file's bytes. `is_package`: they are a whole zip, as every workbook is."""

    sha256: str
    is_package: bool


class Hashes:
    """The hashes of files in the inbox, read again only when size or time changed; a disk that hangs holds nobody up."""

    def __init__(self, inbox: Path, answer_seconds: float) -> None:
        """Take how long an answer of the disk is waited for."""
        self._inbox = inbox
        self._known: dict[str, tuple[tuple[int, int], Content]] = {}
        self._patience: Patience[Content] = Patience(answer_seconds)

    def sha256_of(self, look: Look) -> str | Fault:
        """Return the SHA-256 of the file that `look` saw, or why it cannot be read now."""
        content = self._content(look)
        return content.sha256 if isinstance(content, Content) else content

    def is_package(self, look: Look) -> bool:
        """Return whether the file that `look` saw is a whole zip; one that cannot be read now may be."""
        content = self._content(look)
        return content.is_package if isinstance(content, Content) else True

    def _content(self, look: Look) -> Content | Fault:
        known = self._known.get(look.path)
        if known and known[0] == look.fingerprint:
            return known[1]
        try:
            content = self._patience.ask(partial(_read, self._inbox / look.path), look.path)
        except NoAnswerError:
            return Fault.OFFLINE
        except OSError as error:
            return fault_of(error)
        self._known[look.path] = (look.fingerprint, content)
        return content

    def forget(self) -> None:
        """Read every file again next time: one may have changed with its size and time as they were."""
        self._known.clear()


def _read(path: Path) -> Content:
    data = path.read_bytes()
    return Content(sha256(data), data.startswith(b"PK") and settle.is_whole(data))


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
