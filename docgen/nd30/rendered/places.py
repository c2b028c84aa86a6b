"""Where a paragraph's text stands on the printed pages; knows no rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.nd30.rendered.pages import SAME_ROW, Line, Page, squeezed

_NEXT_ROW = 3


@dataclass(frozen=True, slots=True)
class Row:
    """What of a text stands on one row. Units: points."""

    left: Decimal
    right: Decimal
    baseline: Decimal
    page: int

    @property
    def width(self) -> Decimal:
        """Return how long the row is."""
        return self.right - self.left

    @property
    def centre(self) -> Decimal:
        """Return how far its middle is from the left edge of the page."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One place where a whole text stands, row by row."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """Return its first row."""
        return self.rows[0]

    @property
    def last(self) -> Row:
        """Return its last row."""
        return self.rows[-1]


def whereabouts(text: str, pages: Iterable[Page]) -> tuple[Shown, ...]:
    """Return every place where the whole of `text` stands, from the first page on; it may run on to the next page."""
    wanted = squeezed(text)
    shown = tuple(pages)
    if not wanted:
        return ()
    starts = (line for page in shown for line in page.lines if wanted.startswith(line.letters))
    return tuple(Shown(_rows(lines)) for start in starts if (lines := _whole(wanted, start, shown)))


def _whole(wanted: str, start: Line, pages: Sequence[Page]) -> list[Line]:
    """Return the lines from `start` that make up `wanted`, or none when they do not."""
    lines = [start]
    rest = wanted[len(start.letters) :]
    while rest:
        following = next((line for line in _following(lines[-1], lines[0], pages) if rest.startswith(line.letters)), None)
        if following is None:
            return []
        lines.append(following)
        rest = rest[len(following.letters) :]
    return lines


def _following(line: Line, start: Line, pages: Sequence[Page]) -> Iterator[Line]:
    """Yield what may go on after `line`: on its row, below it, on the next page."""
    after = [page for page in pages if line.page <= page.number <= line.page + 1]
    here = [other for page in after if page.number == line.page for other in page.lines]
    yield from (other for other in here if abs(other.baseline - line.baseline) <= SAME_ROW and other.left >= line.right - 1)
    below = (other for other in here if SAME_ROW < line.baseline - other.baseline <= _NEXT_ROW * line.size)
    yield from (other for other in below if _share_column(other, line) or _share_column(other, start))
    beyond = (other for page in after if page.number > line.page for other in page.lines)
    yield from (other for other in beyond if _share_column(other, line) or _share_column(other, start))


def _share_column(line: Line, other: Line) -> bool:
    return line.left < other.right and other.left < line.right


def _rows(lines: Sequence[Line]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and last.page == line.page and abs(last.baseline - line.baseline) <= SAME_ROW:
            rows[-1] = Row(min(last.left, line.left), max(last.right, line.right), last.baseline, last.page)
        else:
            rows.append(Row(line.left, line.right, line.baseline, line.page))
    return tuple(rows)
