"""Two versions of a paragraph in, the places where they differ out; and where such a place stands in what a person made of the first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from docgen.documents.merging.letters import Paragraph, Unit


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place that differs: what stands from letter `start` to `end` of the first version becomes `units` of the second.

    `name`: the bookmark of the figure, where the place is one figure and stays one.
    """

    start: int
    end: int
    units: tuple[Unit, ...]
    name: str = ""

    @property
    def text(self) -> str:
        """What stands there now."""
        return "".join(unit.text for unit in self.units)


def hunks(before: Paragraph, now: Paragraph) -> tuple[Hunk, ...]:
    """Return where the two differ, in their order; words with only spaces between them are one place."""
    olds, news = before.units, now.units
    found: list[Hunk] = []
    open_at: tuple[int, int] | None = None
    done = (0, 0)
    for block in LCSseq.opcodes([unit.key for unit in olds], [unit.key for unit in news]):
        ends = block.src_end, block.dest_end
        if block.tag != "equal":
            open_at = open_at or (block.src_start, block.dest_start)
            done = ends
            continue
        shared = list(zip(olds[block.src_start : block.src_end], news[block.dest_start : block.dest_end], strict=True))
        if open_at and not all(old.is_space for old, _ in shared):
            found.append(_hunk(olds, news, open_at, done))
            open_at = None
        found += [Hunk(old.start, old.end, (new,), old.name) for old, new in shared if old.name and old.text != new.text]
    if open_at:
        found.append(_hunk(olds, news, open_at, done))
    return tuple(sorted(found, key=lambda hunk: hunk.start))


def same_figures(before: Paragraph, now: Paragraph) -> Iterator[tuple[Unit, Unit]]:
    """Yield each figure that both print at the same place, as it was and as it is."""
    olds, news = before.units, now.units
    for block in LCSseq.opcodes([unit.key for unit in olds], [unit.key for unit in news]):
        if block.tag == "equal":
            for old, new in zip(olds[block.src_start : block.src_end], news[block.dest_start : block.dest_end], strict=True):
                if old.name:
                    yield old, new


def _hunk(olds: Sequence[Unit], news: Sequence[Unit], starts: tuple[int, int], ends: tuple[int, int]) -> Hunk:
    at = olds[starts[0]].start if starts[0] < len(olds) else (olds[-1].end if olds else 0)
    return Hunk(at, olds[ends[0] - 1].end if ends[0] > starts[0] else at, tuple(news[starts[1] : ends[1]]))


class Standing:
    """Where the letters of what docgen wrote stand in what a person made of it."""

    def __init__(self, before: Paragraph, edited: Paragraph) -> None:
        self._edited = edited
        self._before_words, self._words = _anchored(before, edited), _anchored(edited, before)
        self._to = [-1] * len(self._before_words)
        for block in LCSseq.opcodes([u.name or u.text for u in self._before_words], [u.name or u.text for u in self._words]):
            if block.tag == "equal":
                for offset in range(block.src_end - block.src_start):
                    self._to[block.src_start + offset] = block.dest_start + offset
        self._starts = [unit.start for unit in self._before_words]

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the place from `start` to `end` stands in the edited paragraph; None where it, or a word next to it, was changed."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        if not self._is_unit_edge(start, end):
            return None
        left, right = max(self._word_before(first), 0), self._word_after(last)
        places = self._to[left : right + 1]
        begin = places[0] if places else 0
        if any(place != begin + offset for offset, place in enumerate(places)) or begin < 0:
            return None
        is_cut_before = self._word_before(first) < 0 and begin != 0
        is_cut_after = right >= len(self._to) and begin + len(places) != len(self._words)
        if is_cut_before or is_cut_after:
            return None
        at = begin + first - left
        if any(self._words[at + n - first].text != self._before_words[n].text for n in range(first, last)):
            return None
        start_letter = self._words[at].start if at < len(self._words) else len(self._edited.letters)
        return start_letter, (self._words[at + last - first - 1].end if last > first else start_letter)

    def _is_unit_edge(self, start: int, end: int) -> bool:
        ends = {0, *(unit.end for unit in self._before_words)}
        return start in ends and end in ends

    def _word_before(self, number: int) -> int:
        number -= 1
        while number >= 0 and self._before_words[number].is_space:
            number -= 1
        return number

    def _word_after(self, number: int) -> int:
        while number < len(self._before_words) and self._before_words[number].is_space:
            number += 1
        return number


def _anchored(paragraph: Paragraph, other: Paragraph) -> tuple[Unit, ...]:
    """Return the units of `paragraph`; a figure that `other` has too stays whole under its own name, others fall into their words."""
    found: list[Unit] = []
    words = paragraph.words()
    for unit in paragraph.units:
        if not unit.name or unit.name in other.figures:
            found.append(unit)
        else:
            found += [word for word in words if unit.start <= word.start < unit.end]
    return tuple(found)
