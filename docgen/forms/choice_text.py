"""Choices as people type them: the label in any spelling, its code, its beginning; or the label it looks most like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from docgen.model import text
from docgen.model.programme import Choice

_ALIKE = 0.75
"""A misspelt label is above it; two labels that only begin alike (“Thiếu vốn”, “Thiếu việc làm”) are not."""
_SEPARATORS = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The codes of what was chosen. `is_unusual`: not written as the list has it."""

    codes: tuple[str, ...]
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class NotOffered:
    """Not in the list; `nearest` is the label that it looks most like, or empty."""

    nearest: str = ""


def parse_one(typed: str, choices: Sequence[Choice]) -> Chosen | NotOffered:
    """Return the choice that `typed` (cleaned text) names."""
    exact = [c for c in choices if text.key(c.label) == text.key(typed)]
    if not exact:
        exact = [c for c in choices if c.code.casefold() == typed.casefold()]
    if exact:
        return Chosen((exact[0].code,))
    bare = _bare(typed)
    loose = [c for c in choices if bare and bare in (_bare(c.label), _bare(c.label.split("(")[0]))]
    if len(loose) == 1:
        return Chosen((loose[0].code,), is_unusual=True)
    return NotOffered(_nearest(typed, choices))


def parse_several(typed: str, choices: Sequence[Choice]) -> Chosen | NotOffered:
    """Return the choices that `typed` names, parted by semicolons, line breaks or commas, in the order of the list."""
    codes: set[str] = set()
    for piece in filter(None, (part.strip() for part in _SEPARATORS.split(typed))):
        found = _parse_listed(piece, choices)
        if found is None:
            return NotOffered(_nearest(piece, choices))
        codes |= found
    if not codes:
        return NotOffered()
    return Chosen(tuple(choice.code for choice in choices if choice.code in codes))


def _parse_listed(piece: str, choices: Sequence[Choice]) -> set[str] | None:
    """Return the codes in `piece`; labels may hold commas themselves, so the longest that fits is taken first."""
    words = piece.split(",")
    codes: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(len(words), start, -1):
            found = parse_one(",".join(words[start:end]).strip(), choices)
            if isinstance(found, Chosen):
                codes.update(found.codes)
                start = end
                break
        else:
            return None
    return codes


def _nearest(typed: str, choices: Sequence[Choice]) -> str:
    """Return the one label that holds the words of `typed` or is held by them, else the one that is spelled most like it."""
    by_key, bare = {_bare(choice.label): choice.label for choice in choices}, _bare(typed)
    alike = [key for key in by_key if bare and (_holds(key, bare) or _holds(bare, key))]
    found = alike if len(alike) == 1 else get_close_matches(bare[:200], list(by_key), n=1, cutoff=_ALIKE)
    return by_key[found[0]] if found else ""


def _holds(words: str, part: str) -> bool:
    return f" {part} " in f" {words} "


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.without_accents(words).casefold()))
