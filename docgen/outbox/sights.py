"""Documents drawn in, what lies at their places and what is known of it out: many are looked at with one question to each disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.dataset.papers import PaperRecord
from docgen.outbox import disk, edited, unit_copies
from docgen.outbox.desk import Desk
from docgen.outbox.drawing import Drawn, Wanted
from docgen.outbox.place import Placer
from docgen.outbox.promises import Known
from docgen.patience import NoAnswerError


@dataclass(frozen=True, slots=True)
class Begun:
    """A document drawn, its bytes not made yet, and the path that docgen gives it."""

    want: Wanted
    drawn: Drawn
    path: Path


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a document, and what was seen of it at the path that docgen gives it.

    `is_ours`: docgen's file lies there as it was placed, with no new figures beside it. `is_nothing`: neither it nor new figures. In both
    cases what a person made of it need not be looked for; else, and where it cannot be read now, it is to be looked for once more.
    `has_folder`: whether the unit that it is for has a folder of its own.
    """

    record: PaperRecord | None
    is_ours: bool
    is_nothing: bool
    has_folder: bool


def look_all(desk: Desk, begun: Sequence[Begun]) -> dict[Path, Sight]:
    """Return what was seen of each of `begun`, no two of one path, by that path; nothing of one whose folder is away."""
    placer, reachable = desk.placer, {one.path: one for one in begun if not desk.placer.fault_above(one.path)}
    if not reachable:
        return {}
    seen = placer.ask_all([(path, partial(_seen_at, path)) for path in reachable])
    folders = {path: own for path, one in reachable.items() if (own := unit_copies.own_folder(desk.workspace, one.want))}
    are_there = dict(zip(folders, _are_there(placer, list(folders.values())), strict=True))
    names = [placer.relative(path) for path in reachable]
    records, known = desk.dataset.papers.find_all(names), placer.known(names)
    return {
        path: Sight(records.get(name), *_seen(said, placed), has_folder=are_there.get(path, False))
        for path, name, said, placed in zip(reachable, names, seen, known, strict=True)
    }


def _seen_at(path: Path) -> tuple[str | None, bool]:
    """Return the hash of the file of a document, as `disk.hash_at` gives it, and whether no new figures lie beside it."""
    return disk.hash_at(path), not edited.has_merged_copy(path)


def _seen(said: tuple[str | None, bool] | OSError, placed: Known) -> tuple[bool, bool]:
    """Return whether docgen's file lies alone where it was looked, and whether nothing does; neither where that could not be told."""
    there, is_alone = ("", False) if isinstance(said, OSError) else said
    return is_alone and there in placed, is_alone and there is None


def _are_there(placer: Placer, folders: Sequence[Path]) -> Sequence[bool]:
    """Return whether each of `folders` is there; where that cannot be told, nothing is written into any."""
    if any(placer.fault_above(folder) for folder in folders):
        return [False] * len(folders)
    # What cannot be looked at counts as there: the copy cannot be looked at either, that is told, and the document itself is written.
    said = placer.ask_all([(folder, folder.is_dir) for folder in folders])
    return [one if isinstance(one, bool) else not isinstance(one, NoAnswerError) for one in said]
