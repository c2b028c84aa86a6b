"""Which paragraphs of a text are another paper's words: texts in, their places out; knows only quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTE = re.compile(r"[“„][^“„”\"]*[”\"]|\"[^“„”\"]*[\"”]")
_OPENS = re.compile(r"[“„][^“„”\"]*$")
_CLOSES = re.compile(r"^[^“„”\"]*[”\"]")
_FARTHEST = 10


def quoted(texts: Sequence[str]) -> frozenset[int]:
    """Return the places in `texts` of those that stand for the most part between quotation marks.

    A quotation may run over several paragraphs; one that nobody closes within ten is taken for a slip and is none.
    """
    within: set[int] = set()
    place = 0
    while place < len(texts):
        text = texts[place]
        closed = _closing(texts, place) if _OPENS.search(text) else place
        within.update(range(place + 1, closed + 1))
        parts = _QUOTE.findall(text) + (_OPENS.findall(text) if closed > place else [])
        if 2 * sum(map(len, parts)) > len(text):
            within.add(place)
        place = max(closed, place + 1)
    return frozenset(within)


def _closing(texts: Sequence[str], opened: int) -> int:
    """Return where the quotation that `opened` leaves open is closed; `opened` itself when it is not."""
    for place in range(opened + 1, min(opened + _FARTHEST, len(texts))):
        if _CLOSES.match(texts[place]):
            return place
        if set(texts[place]) & set("“„"):
            break
    return opened
