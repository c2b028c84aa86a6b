"""A file that docgen wishes to be somewhere, and what became of the wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from docgen.outbox.promises import Promise


class Placed(StrEnum):
    """What became of a file that docgen wished to write, move or remove.

    KEPT: what lies there is a person's. BUSY: somebody has it open; worth another try. FAILED: the disk refused, see `Placer.problems`.
    """

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    BUSY = "busy"
    FAILED = "failed"

    @property
    def is_done(self) -> bool:
        """Whether things on disk are now as wished."""
        return self in (Placed.WRITTEN, Placed.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Wish:
    """A file that is to be: where, what it holds, and as what the dataset is to know it.

    `is_there`: whether a file was seen there when this was wished. Gone since, it has another name by now, which is to be looked at first.
    """

    path: Path
    data: bytes
    kind: str
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that are wished together. What is seen at the path of one, a person's file or one that is open, keeps those after it back."""

    wishes: Sequence[Wish]


@dataclass(frozen=True, slots=True)
class Placing:
    """What became of a bundle, up to the first that is not as wished.

    `is_noted`: whether one of its files was about to be written, so that the dataset was told what they are. `kept`: the promises that
    are to be settled, see `Placer.settle`.
    """

    placed: Sequence[Placed]
    is_noted: bool
    kept: Sequence[Promise]

    @classmethod
    def of(cls, looked: Sequence[Placed | Promise], done: Mapping[str, Placed]) -> Placing:
        """Return what became of a bundle, as it was `looked` at, where `done` is what became of each promise by its name."""
        placed = [done[one.name] if isinstance(one, Promise) else one for one in looked]
        promises = [one for one in looked if isinstance(one, Promise)]
        return cls(placed, bool(promises), [promise for promise in promises if done[promise.name].is_done])
