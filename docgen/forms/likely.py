"""A workbook without a seal in, the programme whose form it seems to be out: by the names of cells, else by labels."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from docgen.forms import seal as seals
from docgen.forms.census import Census
from docgen.forms.read_cells import CellKind
from docgen.model import text
from docgen.model.programme import Programme
from docgen.programme import choice_marks

_MIN_SHARE_OF_FIELDS = 0.6
_MIN_SHARE_OF_LABELS = 0.4
"""Not every field is asked of every unit, and people leave out what they do not fill in."""
_MOST_LABELS = 5_000
_LONGEST_LABEL = 300


def guess_programme(census: Census, programmes: Iterable[Programme]) -> Programme | None:
    """Return the programme whose fields the workbook names, for a form that lost its seal; None when none fits.

    One that was typed again has no names either: then the labels that stand in it are looked at.
    """
    known = census.field_names
    if not known:
        return _guess_by_labels(census, programmes)
    best: tuple[float, Programme | None] = (0.0, None)
    for programme in programmes:
        asked = [f for f in programme.fields if f.type.is_input]
        inputs = {name.casefold() for f in asked for name in (f.name, *(choice_marks.names(f) if choice_marks.is_marked(f) else ()))}
        theirs = {name for name in known if not name.startswith(("note_", "_")) and name != "seal"}
        share = len(theirs & inputs) / len(theirs) if theirs else 0.0
        best = max(best, (share, programme), key=lambda pair: pair[0])
    return best[1] if best[0] >= _MIN_SHARE_OF_FIELDS else None


def is_ours(words: Iterable[str], programmes: Iterable[Programme]) -> bool:
    """Return whether texts of a workbook are those of a form: a seal is among them, or most labels of a programme."""
    said = [word for word in words if len(word) <= _LONGEST_LABEL]
    return _by_labels(said, programmes) is not None or any(seals.decode(word) for word in said)


def _guess_by_labels(census: Census, programmes: Iterable[Programme]) -> Programme | None:
    cells = (cell for sheet in census.sheets for cell in sheet.cells.values())
    first = islice((cell.text for cell in cells if cell.kind is CellKind.TEXT and len(cell.text) <= _LONGEST_LABEL), _MOST_LABELS)
    return _by_labels(first, programmes)


def _by_labels(words: Iterable[str], programmes: Iterable[Programme]) -> Programme | None:
    keys = {text.key(word) for word in words}
    best: tuple[float, Programme | None] = (0.0, None)
    for programme in programmes:
        labels = {text.key(f.label) for f in programme.fields if f.type.is_input}
        best = max(best, (len(labels & keys) / len(labels) if labels else 0.0, programme), key=lambda pair: pair[0])
    return best[1] if best[0] >= _MIN_SHARE_OF_LABELS else None
