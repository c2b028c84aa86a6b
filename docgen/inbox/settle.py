"""Looks at the inbox in, the files that are whole and at rest out; pure: time is data, reading is an argument."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from docgen.inbox.looks import Ignored, Listing, Look
from docgen.inbox.places import same_name
from docgen.model.disk import owner_files

CHECKED_BYTES = 256 * 1024 * 1024
_CHECKED_ENTRIES = 2_000
_CHUNK_BYTES = 1024 * 1024
_ZEROS_OF_A_PLACEHOLDER = 512
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Rest:
    """How long a file is left alone. `patience_seconds`: one that is not whole; `in_use_seconds`: one that a program has open."""

    settle_seconds: float = 1.0
    patience_seconds: float = 1800.0
    in_use_seconds: float = 1800.0


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file since it is as it is. `look`: the first look that saw this size and time.

    `not_before`: the last look that did not see it so (None at the very first look); `not_after`: the first that did. `checked`: monotonic
    seconds when it was last found not to be whole.
    """

    look: Look
    not_before: datetime | None
    not_after: datetime
    checked: float | None = None

    @property
    def path(self) -> str:
        """Return the path below the inbox."""
        return self.look.path


class Why(StrEnum):
    """Why a file waits."""

    NOT_QUIET = "not_quiet"
    EMPTY = "empty"
    NOT_WHOLE = "not_whole"
    IN_USE = "in_use"
    NOT_LOCAL = "not_local"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is not judged yet."""

    sighting: Sighting
    why: Why


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that may be captured. `is_incomplete`: it never became whole; `is_in_use`: some program still has it open."""

    sighting: Sighting
    is_incomplete: bool = False
    is_in_use: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What one look came to. `vanished`: seen before, gone now. `sightings`: what the next call takes as `before`."""

    ready: tuple[Ready, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    vanished: tuple[Sighting, ...] = ()
    sightings: Mapping[str, Sighting] = field(default_factory=dict)


def judge(
    before: Mapping[str, Sighting],
    now: Listing,
    last_look: datetime | None,
    rest: Rest,
    is_whole: Callable[[Look], bool],
) -> Settled:
    """Return which files of `now` are ready, which wait and why, and which have gone.

    Args:
        before: `sightings` of the call before; empty at the start.
        now: what people dropped, files of docgen's own left out.
        last_look: when the inbox was last looked at completely, before `now`.
        is_whole: asked only about files that are quiet and that nobody has open.
    """
    owners = _owners(now.ignored)
    sightings = {path: _sighting(before.get(path), look, now.at, last_look) for path, look in now.looks.items()}
    found = [_judge_one(sighting, now.seen, _is_in_use(sighting.path, owners), rest, is_whole) for sighting in sightings.values()]
    gone = {path: sighting for path, sighting in before.items() if path not in now.looks}
    unseen = {path: sighting for path, sighting in gone.items() if not now.knows_about(path)}
    return Settled(
        ready=tuple(item for item in found if isinstance(item, Ready)),
        waiting=tuple(item for item in found if isinstance(item, Waiting)),
        vanished=tuple(sighting for path, sighting in gone.items() if path not in unseen),
        sightings=unseen | {item.sighting.path: item.sighting for item in found},
    )


def in_turn(ready: Iterable[Ready]) -> tuple[Ready, ...]:
    """Return `ready` so that the folders take turns: one sender's thousand files do not keep the others waiting."""
    queues: dict[str, list[Ready]] = {}
    for item in ready:
        path = PurePosixPath(item.sighting.path)
        queues.setdefault(path.parts[0] if len(path.parts) > 1 else path.name, []).append(item)
    turns = [(turn, item) for queue in queues.values() for turn, item in enumerate(queue)]
    return tuple(item for _, item in sorted(turns, key=lambda pair: pair[0]))


def is_whole(data: bytes, budget_bytes: int = CHECKED_BYTES) -> bool:
    """Return whether `data` is a whole file.

    A zip must have its end, its directory and right checksums, as far as `budget_bytes` of content go (what is beyond is for `screen`).
    An empty file, and one whose beginning is still zeros, are places kept for what is being copied. Anything else cannot tell: it is whole.
    """
    if not data or not data[:_ZEROS_OF_A_PLACEHOLDER].strip(b"\0"):
        return False
    return _is_whole_zip(data, budget_bytes) if b"PK\x03\x04".startswith(data[:4]) else True


def _sighting(before: Sighting | None, look: Look, at: datetime, last_look: datetime | None) -> Sighting:
    if before and (before.look.fingerprint, before.look.is_local) == (look.fingerprint, look.is_local):
        return before
    # A clock that was set back makes the last look a later one: it was not after this one all the same.
    return Sighting(look, min(last_look, at) if last_look else None, at)


def _judge_one(sighting: Sighting, now: float, is_in_use: bool, rest: Rest, is_whole: Callable[[Look], bool]) -> Ready | Waiting:
    if not sighting.look.is_local:
        return Waiting(sighting, Why.NOT_LOCAL)
    quiet_seconds = now - sighting.look.seen
    if quiet_seconds < rest.settle_seconds:
        return Waiting(sighting, Why.NOT_QUIET)
    if is_in_use and quiet_seconds < rest.in_use_seconds:
        return Waiting(sighting, Why.IN_USE)
    if quiet_seconds >= rest.patience_seconds:
        return Ready(sighting, is_incomplete=not is_whole(sighting.look), is_in_use=is_in_use)
    if _was_checked_lately(sighting, now):
        return Waiting(sighting, _why_not_whole(sighting.look))
    if is_whole(sighting.look):
        return Ready(sighting, is_in_use=is_in_use)
    return Waiting(replace(sighting, checked=now), _why_not_whole(sighting.look))


def _was_checked_lately(sighting: Sighting, now: float) -> bool:
    """Return whether it is too early to read again a file that was not whole: the longer it rests, the longer the pause."""
    if sighting.checked is None:
        return False
    return now - sighting.checked < min(_LONGEST_PAUSE, (sighting.checked - sighting.look.seen) / 2)


def _why_not_whole(look: Look) -> Why:
    return Why.NOT_WHOLE if look.size_bytes else Why.EMPTY


def _owners(ignored: Mapping[str, Ignored]) -> Mapping[str, list[str]]:
    """Return the names of owner files by folder."""
    owners: dict[str, list[str]] = {}
    for path, reason in ignored.items():
        if reason is Ignored.OWNER_FILE:
            owners.setdefault(path.rpartition("/")[0], []).append(path.rpartition("/")[2])
    return owners


def _is_in_use(path: str, owners: Mapping[str, list[str]]) -> bool:
    folder, _, name = path.rpartition("/")
    return any(same_name(owner, expected) for owner in owners.get(folder, ()) for expected in owner_files(name))


def _is_whole_zip(data: bytes, budget_bytes: int) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            for info in archive.infolist()[:_CHECKED_ENTRIES]:
                if info.flag_bits & 0x1:
                    continue
                with archive.open(info) as entry:
                    while budget_bytes > 0 and (chunk := entry.read(_CHUNK_BYTES)):
                        budget_bytes -= len(chunk)
                if budget_bytes <= 0:
                    break
    except NotImplementedError:
        return True
    except (BadZipFile, EOFError, OSError, ValueError, OverflowError, RuntimeError, zlib.error, lzma.LZMAError, struct.error):
        return False
    return True
