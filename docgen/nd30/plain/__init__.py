"""Plain text, as people type or paste it, to an official paper: text in, the paper and notes on what was done to it out."""

from __future__ import annotations

from docgen.nd30.plain.assembling import Drafted, assemble
from docgen.nd30.plain.lines import read
from docgen.nd30.plain.office import Office

__all__ = ["Drafted", "Office", "parse"]


def parse(text: str, office: Office) -> Drafted:
    """Return the paper that `text` is, without any directive; what it lacks at its top is taken from `office`."""
    lines, notes = read(text)
    drafted = assemble(lines, office)
    return Drafted(drafted.paper, (*notes, *drafted.notes))
