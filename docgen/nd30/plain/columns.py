"""A line that shows two columns side by side (blanks, a tab or a table between them) to its pieces; knows no part of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.nd30.drafting.inline import split_cells
from docgen.nd30.plain.lines import Line

_TABS, _BLANKS = re.compile(r"\s*\t\s*"), re.compile(r" {3,}")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RULED = re.compile(r"\|[\s|:-]+\|?$")
_INDENT = 25


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line, without marks of bold and italic. `is_right`: it stands in the right column."""

    text: str
    is_right: bool = False


def pieces_of(line: Line) -> tuple[Piece, ...]:
    """Return the pieces of `line`, from left to right; a line far to the right is one piece of the right column."""
    raw = line.raw.strip()
    if raw.startswith("|") and len(raw) > 1:
        return () if _RULED.match(raw) else tuple(_of_cells(split_cells(raw if raw.endswith("|") else f"{raw}|")))
    gap = _TABS if "\t" in raw else _BLANKS
    parts = [bare(part) for part in gap.split(raw)]
    parts = [part for part in parts if part]
    if len(parts) == 2:
        return Piece(parts[0]), Piece(parts[1], is_right=True)
    before = len(line.raw.expandtabs(8)) - len(line.raw.expandtabs(8).lstrip())
    return (Piece(line.bare, is_right=before >= _INDENT),)


def bare(text: str) -> str:
    """Return `text` without marks and doubled blanks."""
    return " ".join(text.replace("**", "").replace("__", "").split())


def _of_cells(cells: tuple[str, ...]) -> Iterator[Piece]:
    for place, cell in enumerate(cells):
        for part in _LINE_BREAK.split(cell):
            if bare(part):
                yield Piece(bare(part), is_right=place > 0)
