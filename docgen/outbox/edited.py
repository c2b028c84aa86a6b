"""A document that a person edited in, the same with new figures beside it out; knows which copy is hers, and what it was made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from docgen.dataset.papers import PaperVersion
from docgen.dataset.store import Dataset
from docgen.documents.merging.merge import Merged, closest, merge
from docgen.documents.stamp import stamp_of, stamped
from docgen.model.digest import sha256
from docgen.model.errors import UnreadableFileError
from docgen.outbox import disk
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Placed

NEW_FIGURES = " (số liệu mới)"
_MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Edited:
    """The copy of a document that a person works on: where it lies, its bytes, and where docgen puts the one with new figures."""

    path: Path
    data: bytes
    beside: Path

    @property
    def sha256(self) -> str:
        """The hash of it."""
        return sha256(self.data)


def find(placer: Placer, path: Path) -> tuple[Edited | None, bool]:
    """Return the copy that a person made of the document at `path`, None when there is none; and whether docgen's own lies there then.

    Hers is the last one that is not as docgen put it. A merged copy whose original was deleted is hers too, for her words are in it: it
    gets that name once nobody has it open.
    """
    hers, number = None, 0
    while (data := placer.ask(path, partial(disk.bytes_at, copy := _copy(path, number)))) is not None or not number:
        if data is not None and not placer.is_as_placed(copy, data):
            hers = Edited(copy, data, _copy(path, number + 1))
        elif data is not None and number and hers is None:
            is_named = placer.hand_over(copy, path).is_done
            return Edited(path, data, copy) if is_named else Edited(copy, data, _copy(path, number + 1)), False
        elif data is not None:
            break
        number += 1
    return hers, hers is None and data is not None


def has_merged_copy(path: Path) -> bool:
    """Return whether the one with new figures lies beside the document at `path`."""
    return _copy(path, 1).exists()


def clear(placer: Placer, path: Path) -> None:
    """Take away the copies with new figures that nobody needs any more."""
    number = 1
    while placer.is_ours(copy := _copy(path, number)) and placer.remove(copy).is_done:
        number += 1


def base_of(dataset: Dataset, path: str, edited: Edited) -> PaperVersion | None:
    """Return what docgen had written when a person began to edit it; None where that is not known any more."""
    stamp = stamp_of(edited.data)
    if stamp:
        return dataset.papers.find_version(path, fingerprint=stamp)
    versions = dataset.papers.versions(path)
    found = closest(edited.data, [version.data for version in versions])
    return versions[found] if found is not None else None


def merged(base: PaperVersion | None, edited: Edited, now: bytes) -> Merged:
    """Return the edited document with what is new; where it cannot be told what it was made of, or read, the new one as it is."""
    try:
        return merge(base.data, edited.data, now) if base else Merged(now)
    except UnreadableFileError:
        return Merged(now)


def put_beside(placer: Placer, edited: Edited, made: Merged, fingerprint: str) -> Placed:
    """Write the document with new figures beside hers."""
    return placer.write(edited.beside, stamped(made.data, fingerprint), _MERGED)


def _copy(path: Path, number: int) -> Path:
    """Return the name of the copy: the document itself, the one with new figures, and further ones where she edited that too."""
    if number < 2:
        return path.with_stem(path.stem + NEW_FIGURES * number)
    return path.with_stem(f"{path.stem}{NEW_FIGURES[:-1]} {number})")
