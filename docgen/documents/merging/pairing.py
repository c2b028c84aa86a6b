"""Two lists of paragraphs, rows or cells in, which of them are the same out: by figures, by words, then by likeness."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel, LCSseq

from docgen.documents.merging.nodes import Node

_ALIKE = 0.4
_MOST_COMPARED = 40_000
_TELLING_WORDS = 4


@dataclass
class Pairs:
    """Which node of one list is which of another, by their places."""

    to: dict[int, int] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)

    def add(self, left: int, right: int) -> None:
        """Note that two nodes are the same; neither is paired yet."""
        self.to[left], self.back[right] = right, left


def pair_versions(before: Sequence[Node], now: Sequence[Node]) -> Pairs:
    """Pair what docgen wrote before with what it writes now: only figures, or parts that a template prints or leaves out, differ."""
    pairs = Pairs()
    _pair_in_order(pairs, before, now, lambda node: node.masked)
    _pair_alike(pairs, before, now, lambda node: node.words)
    return pairs


def pair_edited(before: Sequence[Node], edited: Sequence[Node]) -> Pairs:
    """Pair what docgen wrote with what a person made of it, who may have moved things about."""
    pairs = Pairs()
    _pair_by_figures(pairs, before, edited)
    _pair_in_order(pairs, before, edited, lambda node: (node.kind, node.text))
    _pair_moved(pairs, before, edited)
    _pair_alike(pairs, before, edited, lambda node: node.plain_words)
    return pairs


def _pair_by_figures(pairs: Pairs, left: Sequence[Node], right: Sequence[Node]) -> None:
    """Pair nodes that hold the same figures, those with most of them first."""
    place = {name: number for number, node in enumerate(right) for name in node.names}
    shared = Counter((number, place[name]) for number, node in enumerate(left) for name in node.names if name in place)
    for (one, other), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if one not in pairs.to and other not in pairs.back and left[one].kind == right[other].kind:
            pairs.add(one, other)


def _pair_in_order(pairs: Pairs, left: Sequence[Node], right: Sequence[Node], key: Callable[[Node], Hashable]) -> None:
    """Pair equal nodes that stand in the same order in both lists, as many as can be, between those that are paired already."""
    for lefts, rights in _gaps(pairs, len(left), len(right)):
        for block in LCSseq.opcodes([key(left[n]) for n in lefts], [key(right[n]) for n in rights]):
            if block.tag == "equal":
                for offset in range(block.src_end - block.src_start):
                    pairs.add(lefts[block.src_start + offset], rights[block.dest_start + offset])


def _pair_moved(pairs: Pairs, left: Sequence[Node], right: Sequence[Node]) -> None:
    """Pair equal nodes that stand elsewhere now, where their text is long enough, and there only once, to be sure."""
    free = [n for n in range(len(right)) if n not in pairs.back]
    times = Counter(right[n].text for n in free)
    place = {right[n].text: n for n in free}
    for number, node in enumerate(left):
        other = place.get(node.text)
        if number in pairs.to or other is None or times[node.text] > 1 or len(node.plain_words) < _TELLING_WORDS:
            continue
        if other not in pairs.back and right[other].kind == node.kind:
            pairs.add(number, other)


def _pair_alike(pairs: Pairs, left: Sequence[Node], right: Sequence[Node], words: Callable[[Node], tuple[str, ...]]) -> None:
    """Pair nodes with many words in common, in the order of both lists, between those that are paired already."""
    for lefts, rights in list(_gaps(pairs, len(left), len(right))):
        if lefts and rights and len(lefts) * len(rights) <= _MOST_COMPARED:
            like = [[_likeness(left[a], right[b], words) for b in rights] for a in lefts]
            for one, other in _best_in_order(like):
                pairs.add(lefts[one], rights[other])


def _likeness(one: Node, other: Node, words: Callable[[Node], tuple[str, ...]]) -> float:
    if one.kind != other.kind:
        return 0.0
    likeness = Indel.normalized_similarity(words(one), words(other))
    return likeness if likeness >= _ALIKE else 0.0


def _best_in_order(like: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, each list in its order, whose likeness together is the greatest."""
    rows, columns = len(like), len(like[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for a in range(rows - 1, -1, -1):
        for b in range(columns - 1, -1, -1):
            together = like[a][b] + best[a + 1][b + 1] if like[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], together)
    a = b = 0
    while a < rows and b < columns:
        if like[a][b] and best[a][b] == like[a][b] + best[a + 1][b + 1]:
            yield a, b
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1


def _gaps(pairs: Pairs, left: int, right: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield what is not paired yet between each two pairs that stand in the same order in both lists."""
    ends = [*_in_order(sorted(pairs.to.items())), (left, right)]
    at, at_other = 0, 0
    for end, other_end in ends:
        yield (
            [n for n in range(at, end) if n not in pairs.to],
            [n for n in range(at_other, other_end) if n not in pairs.back],
        )
        at, at_other = end + 1, other_end + 1


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return as many of `pairs`, sorted by the first, as can be with the second rising too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        before.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [right]
        last[place : place + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
