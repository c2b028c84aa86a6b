"""What docgen wrote before and would write now in, every place that differs out: figures by their bookmarks, other words by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.documents.merging.hunks import Hunk, hunks, same_figures
from docgen.documents.merging.letters import Paragraph, Unit
from docgen.documents.merging.nodes import CELL, Node
from docgen.documents.merging.pairing import Pairs, pair_versions


@dataclass
class Versions:
    """The difference between two versions. `figures`: each figure that both print, as it was and is, by the bookmark it had."""

    figures: dict[str, tuple[Unit, Unit]] = field(default_factory=dict)
    _pairs: dict[tuple[int, int], Pairs] = field(default_factory=dict)

    def pairs(self, before: Sequence[Node], now: Sequence[Node]) -> Pairs:
        """Return which of the nodes are the same; found once."""
        key = id(before), id(now)
        if key not in self._pairs:
            self._pairs[key] = _by_place(before, now) or pair_versions(before, now)
        return self._pairs[key]

    def read(self, before: Sequence[Node], now: Sequence[Node]) -> None:
        """Note the figures that both versions of a story print."""
        for old, new in self.paragraphs(before, now):
            self.figures.update({was.name: (was, unit) for was, unit in same_figures(old, new)})

    def paragraphs(self, before: Sequence[Node], now: Sequence[Node]) -> Iterator[tuple[Paragraph, Paragraph]]:
        """Yield each paragraph that both versions have, as it was and as it is."""
        for place, other in sorted(self.pairs(before, now).to.items()):
            old, new = before[place], now[other]
            if old.paragraph and new.paragraph:
                yield old.paragraph, new.paragraph
            else:
                yield from self.paragraphs(old.children, new.children)

    def changes(self, old: Node, new: Node) -> Iterator[tuple[str, Hunk]]:
        """Yield what stood at each place that differs below a node, and the change; parts that only one version has are changes too."""
        if old.paragraph and new.paragraph:
            yield from ((old.paragraph.text[hunk.start : hunk.end], hunk) for hunk in hunks(old.paragraph, new.paragraph))
            return
        pairs = self.pairs(old.children, new.children)
        for place, node in enumerate(old.children):
            if place in pairs.to:
                yield from self.changes(node, new.children[pairs.to[place]])
            elif node.text.strip():
                yield node.text, Hunk(0, 0, ())
        for place, node in enumerate(new.children):
            if place not in pairs.back and node.text.strip():
                yield "", Hunk(0, 0, (Unit(node.text, 0, len(node.text)),))


def _by_place(before: Sequence[Node], now: Sequence[Node]) -> Pairs | None:
    """Return the cells of a row paired by their places, where both rows have as many."""
    if not before or before[0].kind != CELL or len(before) != len(now):
        return None
    pairs = Pairs()
    for number in range(len(before)):
        pairs.add(number, number)
    return pairs
