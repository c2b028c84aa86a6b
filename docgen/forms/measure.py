"""How much room a text takes on paper: text, width and size in, lines and points out; knows the letters of Times New Roman roughly."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

FONT_SIZE = 12.0
"""Size of the normal font of every workbook, in points."""
POINTS_PER_CHARACTER = 6.0
"""One unit of column width (a digit of the normal font), in points."""

_EMS = {
    **dict.fromkeys("ijlt|'`.,:;!/\\ ", 0.28),
    **dict.fromkeys("frI()[]-", 0.34),
    **dict.fromkeys("sczJ", 0.42),
    **dict.fromkeys("mM", 0.82),
    **dict.fromkeys("wW@%", 0.86),
    **dict.fromkeys("ABCDĐEFGHKLNOPQRSTUVXYZ", 0.68),
}
_OTHER_EM = 0.5
_WIDEST_EM = max(_EMS.values())
_CELL_PADDING = 5.0
_LINE = 1.2


@lru_cache(maxsize=8192)
def width(text: str, size: float) -> float:
    """Return how wide `text` is on one line, in points; the words of a language come again and again."""
    letters = unicodedata.normalize("NFD", text)
    return sum(_EMS.get(c, _OTHER_EM) for c in letters if not unicodedata.combining(c)) * size


@lru_cache(maxsize=8192)
def lines(text: str, columns: float, size: float) -> int:
    """Return how many lines `text` takes in a cell `columns` characters wide, broken between words.

    Units: `columns` as in a column's width, `size` in points.
    """
    room = columns * POINTS_PER_CHARACTER - _CELL_PADDING
    if len(text) * _WIDEST_EM * size <= room and "\n" not in text:
        return 1
    return sum(_lines_of_paragraph(paragraph, room, size) for paragraph in text.split("\n"))


def height(count: int, size: float) -> float:
    """Return how high `count` lines are, in points."""
    return count * size * _LINE


def _lines_of_paragraph(paragraph: str, room: float, size: float) -> int:
    count, used = 1, 0.0
    space = width(" ", size)
    for word in paragraph.split():
        needed = width(word, size)
        if used and used + space + needed > room:
            count, used = count + 1, needed
        else:
            used += needed + (space if used else 0)
    return count
