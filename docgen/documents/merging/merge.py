"""Three versions of a document in, one out: what a person wrote and ordered, with the figures and words that docgen has now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from docgen.documents.merging import rewriting
from docgen.documents.merging.labels import labels
from docgen.documents.merging.ledger import Ledger
from docgen.documents.merging.letters import Paragraph
from docgen.documents.merging.nodes import Node
from docgen.documents.merging.stories import BODY, Stories
from docgen.documents.merging.story import Story
from docgen.model.errors import UnreadableFileError
from docgen.model.moves import Move

_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document, and the figures that have changed between what docgen wrote before and what it would write now.

    `is_news`: it says something that the edited one does not.
    """

    data: bytes
    moves: tuple[Move, ...] = ()
    is_news: bool = True


def merge(before: bytes, edited: bytes, now: bytes) -> Merged:
    """Return `edited`, which a person made of `before`, with what is different in `now`.

    A place that the person left as it was follows; one that was changed on both sides keeps what the person wrote, and has a comment with
    what is new.

    Raises:
        UnreadableFileError: one of them is no Word document.
    """
    return _Merging(Stories.read(before), Stories.read(edited), Stories.read(now)).done()


def moves(before: bytes, now: bytes) -> tuple[Move, ...]:
    """Return the figures that have changed from one version of docgen to the next.

    Raises:
        UnreadableFileError: one of them is no Word document.
    """
    return merge(before, before, now).moves


def closest(edited: bytes, versions: Sequence[bytes]) -> int | None:
    """Return the number of the version that `edited` has most words and figures in common with; None when it is like none."""
    try:
        words = _words(edited)
    except UnreadableFileError:
        return None
    likeness = [Indel.normalized_similarity(words, _words(version)) for version in versions]
    best = max(likeness, default=0.0)
    return likeness.index(best) if best > _ALIKE else None


def _words(document: bytes) -> tuple[str, ...]:
    return tuple(word for node in Stories.read(document).nodes(BODY) for word in node.plain_words)


class _Merging:
    """One merge."""

    def __init__(self, before: Stories, edited: Stories, now: Stories) -> None:
        self.before, self.edited, self.now = before, edited, now
        self.ledger = Ledger(before, edited, now)

    def done(self) -> Merged:
        """Return the merged document."""
        trees = {story: (self.before.nodes(story), self.now.nodes(story)) for story in self._stories()}
        for before, now in trees.values():
            self.ledger.versions.read(before, now)
        self._follow_figures(paragraph for story in trees for node in self.edited.nodes(story) for paragraph in node.paragraphs)
        for story, (before, now) in trees.items():
            holder = self.edited.body if story == BODY else self.edited.roots[self.edited.parts[story]]
            Story(self.ledger).merge(before, self.edited.nodes(story), now, holder)
        names = {old.name: new.name for old, new in self.ledger.versions.figures.values()}
        rewriting.rename_figures(tuple(self.edited.roots.values()), names)
        self.ledger.comments.write()
        for name, root in self.edited.roots.items():
            self.edited.package.put(name, root)
        return Merged(self.edited.package.write(), self._moves(trees), self.ledger.is_news)

    def _stories(self) -> list[str]:
        """Return the body, and one name for each header and footer that all three have."""
        shared = [key for key in self.before.parts if key in self.now.parts and key in self.edited.parts]
        first = {self.edited.parts[key]: key for key in reversed(shared)}
        return [BODY, *sorted(first.values())]

    def _follow_figures(self, paragraphs: Iterable[Paragraph]) -> None:
        """Put what each figure is now wherever its bookmark stands with what it was; remark on it where a person wrote something else."""
        for paragraph in paragraphs:
            for name in sorted(paragraph.figures, key=lambda name: -paragraph.figures[name][0]):
                if name in self.ledger.versions.figures:
                    self.ledger.follow(Paragraph.read(paragraph.element), name, *self.ledger.versions.figures[name])

    def _moves(self, trees: Mapping[str, tuple[Sequence[Node], Sequence[Node]]]) -> tuple[Move, ...]:
        called = {name: label for _, now in trees.values() for name, label in labels(now).items()}
        return tuple(
            Move(called.get(now.name, ""), was.text, now.text, was.name in self.ledger.kept)
            for was, now in self.ledger.versions.figures.values()
            if was.text != now.text
        )
