"""A settled file in, its receipt out once the bytes are in the dataset; then takes the file away without losing what is saved meanwhile."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from docgen.dataset.store import Dataset
from docgen.inbox import settle
from docgen.inbox.looks import Look
from docgen.inbox.names import private_name
from docgen.inbox.places import Place
from docgen.inbox.settle import Sighting
from docgen.model.disk import Fault, fault_of, storable
from docgen.model.submissions import Receipt
from docgen.patience import NoAnswerError, Patience
from docgen.system import READING_FLAGS, path_of


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The file is over the limit: it stays where it is and is answered."""

    path: str
    size_bytes: int
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class Changed:
    """The file is not as the look saw it, or somebody wrote in it since it was captured: it comes again with the next look."""

    path: str


@dataclass(frozen=True, slots=True)
class Untaken:
    """The disk did not let us: worth another try."""

    path: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Taken:
    """The captured file under its private name `path`; its bytes are those of the receipt, so it may be moved or removed."""

    receipt: Receipt
    path: Path


class Reader:
    """Reads the files of one inbox, on a disk that may hang in the middle of a file: then it counts as away until it answers."""

    def __init__(self, inbox: Path, answer_seconds: float) -> None:
        """Take how long an answer is waited for."""
        self._inbox = inbox
        self._asked = ""
        self._patience: Patience[bytes | TooLarge | Changed | Untaken] = Patience(answer_seconds)

    def read(self, look: Look, limit_bytes: int) -> bytes | TooLarge | Changed | Untaken:
        """Return the same as the function `read`; while another file has no answer yet, nothing is asked."""
        if not self.hanging:
            self._asked = look.path
        try:
            return self._patience.ask(partial(read, self._inbox, look, limit_bytes), look)
        except NoAnswerError:
            return Untaken(look.path, Fault.OFFLINE)

    @property
    def hanging(self) -> str:
        """The path of the file at which the disk stopped answering, "" while it answers."""
        return self._asked if self._patience.is_waiting else ""

    def is_whole(self, look: Look, limit_bytes: int) -> bool:
        """Return whether the file that `look` saw is whole. One over the limit is never read: its size says enough."""
        data = self.read(look, limit_bytes)
        return settle.is_whole(data) if isinstance(data, bytes) else isinstance(data, TooLarge)


def capture(dataset: Dataset, reader: Reader, sighting: Sighting, place: Place, limit_bytes: int) -> Receipt | TooLarge | Changed | Untaken:
    """Store the bytes of the file in `dataset` and return the receipt. Nothing on disk is touched.

    The same path with the same bytes, not yet taken away, is the same receipt.
    """
    data = reader.read(sighting.look, limit_bytes)
    if not isinstance(data, bytes):
        return data
    return dataset.captures.take(
        storable(sighting.path), data, sighting.not_before, sighting.not_after, zone=place.zone, folder_unit=place.folder_unit
    )


def read(inbox: Path, look: Look, limit_bytes: int) -> bytes | TooLarge | Changed | Untaken:
    """Return the bytes of the file that `look` saw, read once, when it is the same before, after and while it is read."""
    if look.size_bytes > limit_bytes:
        return TooLarge(look.path, look.size_bytes, limit_bytes)
    path = path_of(inbox / look.path)
    try:
        with os.fdopen(os.open(path, READING_FLAGS), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                return Changed(look.path)
            data = file.read(look.size_bytes + 1)
            after = os.fstat(file.fileno())
        named = path.stat(follow_symlinks=False)
    except OSError as error:
        return Untaken(look.path, fault_of(error))
    fingerprints = {(status.st_size, status.st_mtime_ns) for status in (before, after, named)}
    return data if fingerprints == {look.fingerprint} and len(data) == look.size_bytes else Changed(look.path)


def take_away(inbox: Path, receipt: Receipt) -> Taken | Changed | Untaken:
    """Rename the captured file to its private name and make sure that it is still what was captured.

    What was written between capture and rename is given back under its own name, where the next look finds it. After a stop midway the call
    goes on where it was.
    """
    original = _on_disk(inbox, receipt.path)
    private = path_of(original.with_name(private_name(receipt.id, original.name)))
    try:
        if not private.exists():
            path_of(original).rename(private)
        digest = _sha256_of(private)
        if digest != receipt.sha256:
            _rename_to_free(private, original)
            return Changed(receipt.path)
    except OSError as error:
        return Untaken(receipt.path, fault_of(error))
    return Taken(receipt, private)


def remove(taken: Taken) -> Untaken | None:
    """Remove a file that was taken away; return why not, when the disk does not let us."""
    try:
        taken.path.unlink(missing_ok=True)
    except OSError as error:
        return Untaken(taken.receipt.path, fault_of(error))
    return None


def give_back(inbox: Path, private: str) -> str | Untaken:
    """Give a file that lies under a private name (`Listing.private`) a name that people see; return its path below the inbox.

    For one whose receipt nobody waits for any more: the dataset is older than the folder, or the file came from another workspace.
    """
    path = path_of(inbox / private)
    try:
        name = _rename_to_free(path, path.with_name(path.name.split("-", 2)[2])).name
    except OSError as error:
        return Untaken(private, fault_of(error))
    return str(PurePosixPath(private).with_name(name))


def _rename_to_free(path: Path, wanted: Path) -> Path:
    """Rename `path` to `wanted`, or to `wanted (2)` and so on where that name is taken, and return the new path."""
    target, number = path_of(wanted), 1
    while os.path.lexists(target):
        number += 1
        target = path_of(wanted.with_stem(f"{wanted.stem} ({number})"))
    return path.rename(target)


def _on_disk(inbox: Path, stored: str) -> Path:
    """Return the path of `stored`, whose names may stand for bytes that are no UTF-8 (see `storable`)."""
    path = inbox.absolute()
    for part in PurePosixPath(stored).parts:
        exact = path / part
        path = exact if "\\x" not in part or os.path.lexists(exact) else _entry_stored_as(path, part) or exact
    return path


def _entry_stored_as(folder: Path, stored: str) -> Path | None:
    try:
        return next((entry for entry in folder.iterdir() if storable(entry.name) == stored), None)
    except OSError:
        return None


def _sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
