"""How a form falls into printed pages: heights of its rows in, scale and page breaks out; no heading stands alone at a page's foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SCALE = 60
_SPARE = 0.97
"""Excel and LibreOffice round every row to whole points of the screen: this part of a page is planned with."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as printed. `keeps_next`: it may not be the last one of a page. Units: points."""

    height: float
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """The scale in per cent, and the rows (from 0) with which a new page begins."""

    scale: int
    breaks: tuple[int, ...]


def plan(rows: Sequence[Row], page_height: float, widest_scale: int, pages: int, repeated: float = 0.0) -> Paging:
    """Return the largest scale at which `rows` take no more than `pages` pages, and where the pages begin.

    `widest_scale`: the largest at which the columns fit into the width. `repeated`: the height of the rows printed again on each page.
    When even the smallest scale needs more pages, it is taken.
    """
    for scale in range(min(100, widest_scale), LEAST_SCALE - 1, -1):
        breaks = _breaks(rows, page_height * _SPARE * 100 / scale, repeated)
        if len(breaks) < pages:
            return Paging(scale, breaks)
    return Paging(LEAST_SCALE, _breaks(rows, page_height * _SPARE * 100 / LEAST_SCALE, repeated))


def _breaks(rows: Sequence[Row], room: float, repeated: float) -> tuple[int, ...]:
    breaks: list[int] = []
    used = 0.0
    first = 0
    for place, row in enumerate(rows):
        if used + row.height > room and place > first:
            first = _first_of_page(rows, place, first)
            breaks.append(first)
            used = repeated + sum(kept.height for kept in rows[first:place])
        used += row.height
    return tuple(breaks)


def _first_of_page(rows: Sequence[Row], place: int, first: int) -> int:
    """Return the row that begins the new page: `place`, or the first of the rows above it that must stay with it."""
    begin = place
    while begin > first + 1 and rows[begin - 1].keeps_next:
        begin -= 1
    return begin if begin > first + 1 else place
