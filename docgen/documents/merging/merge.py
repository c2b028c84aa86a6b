"""Three versions of a document in, one out: what a person wrote and ordered, with the figures and words that docgen has now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.documents.merging import remarks, rewriting
from docgen.documents.merging.hunks import Hunk, Standing, hunks
from docgen.documents.merging.labels import labels
from docgen.documents.merging.letters import Paragraph, Unit
from docgen.documents.merging.nodes import CELL, TABLE, Node
from docgen.documents.merging.pairing import Pairs, pair_edited
from docgen.documents.merging.rewriting import Numbers
from docgen.documents.merging.stories import BODY, Stories
from docgen.documents.merging.styles import Styles
from docgen.documents.merging.versions import Versions
from docgen.model.moves import Move
from docgen.ooxml.word_comments import WordComments


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged document, and the figures that have changed between what docgen wrote before and what it would write now."""

    data: bytes
    moves: tuple[Move, ...]


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


class _Merging:
    """One merge. `kept`: bookmarks of figures that a person changed, took away, or of which the place could not be found."""

    def __init__(self, before: Stories, edited: Stories, now: Stories) -> None:
        self.before, self.edited, self.now = before, edited, now
        self.versions = Versions()
        self.numbers = Numbers.of(tuple(edited.roots.values()))
        self.comments = WordComments(edited.package, edited.main, remarks.AUTHOR, edited.roots.values())
        self.styles = Styles(edited, before, now)
        self.kept: set[str] = set()
        self.settled: set[str] = set()
        self.touched: set[etree._Element] = set()

    def done(self) -> Merged:
        """Return the merged document."""
        trees = {story: (self.before.nodes(story), self.now.nodes(story)) for story in self._stories()}
        for before, now in trees.values():
            self.versions.read(before, now)
        self._follow_figures(paragraph for story in trees for node in self.edited.nodes(story) for paragraph in node.paragraphs)
        for story, (before, now) in trees.items():
            holder = self.edited.body if story == BODY else self.edited.roots[self.edited.parts[story]]
            _Story(self, story == BODY).merge(before, self.edited.nodes(story), now, holder)
        names = {old.name: new.name for old, new in self.versions.figures.values()}
        rewriting.rename_figures(tuple(self.edited.roots.values()), names)
        self.comments.write()
        for name, root in self.edited.roots.items():
            self.edited.package.put(name, root)
        return Merged(self.edited.package.write(), self._moves(trees))

    def _stories(self) -> list[str]:
        """Return the body, and one name for each header and footer that all three have."""
        shared = [key for key in self.before.parts if key in self.now.parts and key in self.edited.parts]
        first = {self.edited.parts[key]: key for key in reversed(shared)}
        return [BODY, *sorted(first.values())]

    def _follow_figures(self, paragraphs: Iterable[Paragraph]) -> None:
        """Put what each figure is now wherever its bookmark stands with what it was; remark on it where a person wrote something else."""
        for paragraph in paragraphs:
            for name in sorted(paragraph.figures, key=lambda name: -paragraph.figures[name][0]):
                if name in self.versions.figures:
                    self.settled.add(name)
                    self._follow_figure(Paragraph.read(paragraph.element), name, *self.versions.figures[name])

    def _follow_figure(self, paragraph: Paragraph, name: str, was: Unit, now: Unit) -> None:
        hers = paragraph.figure(name)
        if now.text in (was.text, hers):
            return
        if hers == was.text and rewriting.replace(paragraph, *paragraph.figures[name], (now,), self.numbers, within=True):
            return
        self.kept.add(name)
        marks = rewriting.marks_of(paragraph.element, name)
        self._clear(paragraph.element)
        words = remarks.about_figure(hers, was.text, now.text)
        if marks and marks[0].getparent() is marks[1].getparent() and self._is_in_body(paragraph.element):
            self.comments.add_around(*marks, words)
        else:
            self.remark(paragraph.element, words)

    def remark(self, near: etree._Element | None, words: str) -> None:
        """Put a comment beside the paragraph `near`; what concerns a header, a footer or nothing that is left stands at the first one."""
        place = near
        if place is None or not self._is_in_body(place):
            place = next(self.edited.body.iter(f"{{{etree.QName(self.edited.body).namespace}}}p"), None)
            words = remarks.outside_body(words) if near is not None else words
        if place is None:
            return
        self._clear(place)
        self.comments.add(place, words)

    def _clear(self, paragraph: etree._Element) -> None:
        """Take back, once, what an earlier merge remarked on in `paragraph`."""
        if paragraph not in self.touched:
            self.comments.take_back(paragraph)
            self.touched.add(paragraph)

    def _is_in_body(self, element: etree._Element) -> bool:
        return any(parent is self.edited.body for parent in element.iterancestors())

    def _moves(self, trees: Mapping[str, tuple[Sequence[Node], Sequence[Node]]]) -> tuple[Move, ...]:
        called = {name: label for _, now in trees.values() for name, label in labels(now).items()}
        return tuple(
            Move(called.get(now.name, ""), was.text, now.text, was.name in self.kept)
            for was, now in self.versions.figures.values()
            if was.text != now.text
        )


class _Story:
    """The merge of one story: the body, a header or a footer."""

    def __init__(self, merging: _Merging, is_body: bool) -> None:
        self._merging, self._is_body = merging, is_body

    def merge(self, before: Sequence[Node], edited: Sequence[Node], now: Sequence[Node], holder: etree._Element) -> None:
        """Bring what stands in `holder` up to date."""
        versions = self._merging.versions.pairs(before, now)
        kept = pair_edited(before, edited)
        self._merge_all(before, edited, now, versions, kept)
        self._insert_new(edited, now, versions, kept, holder)
        for place, node in enumerate(before):
            if place not in versions.to and place in kept.to:
                self._drop(node, edited[kept.to[place]])

    def _merge_all(self, before: Sequence[Node], edited: Sequence[Node], now: Sequence[Node], versions: Pairs, kept: Pairs) -> None:
        near: Node | None = None
        for place, node in enumerate(before):
            other, here = versions.to.get(place), kept.to.get(place)
            near = edited[here] if here is not None else near
            if other is not None and here is not None:
                self._merge_node(node, edited[here], now[other])
            elif other is not None:
                self._lost(node, now[other], near or (edited[0] if edited else None))

    def _merge_node(self, before: Node, edited: Node, now: Node) -> None:
        if before.paragraph and edited.paragraph and now.paragraph:
            self._merge_paragraph(before.paragraph, Paragraph.read(edited.element), now.paragraph)
        elif before.kind == TABLE and not _has_its_columns(before, edited):
            self._only_by_figures(before, edited, now)
        elif before.children and before.children[0].kind == CELL:
            self._merge_row(before, edited, now)
        else:
            self.merge(before.children, edited.children, now.children, edited.element)

    def _merge_row(self, before: Node, edited: Node, now: Node) -> None:
        """Merge the cells of a row. A cell is known by its figures, or by its place where the row has as many cells as before."""
        versions = self._merging.versions.pairs(before.children, now.children)
        kept = pair_edited(before.children, edited.children)
        if len(before.children) == len(edited.children):
            free = [n for n in range(len(before.children)) if n not in kept.to and n not in kept.back]
            for place in free:
                kept.add(place, place)
        self._merge_all(before.children, edited.children, now.children, versions, kept)

    def _only_by_figures(self, before: Node, edited: Node, now: Node) -> None:
        """Remark on what has changed in a table that was rebuilt so that only its bookmarks tell where a figure stands."""
        self._remark_on(list(self._unsettled(before, now)), _first_paragraph(edited))

    def _merge_paragraph(self, before: Paragraph, edited: Paragraph, now: Paragraph) -> None:
        changes = [hunk for hunk in hunks(before, now) if hunk.name not in self._merging.settled]
        if not changes or edited.text == now.text:
            return
        standing = Standing(before, edited)
        missed: list[tuple[str, Hunk]] = []
        for hunk in reversed(changes):
            place = standing.find(hunk.start, hunk.end)
            current = Paragraph.read(edited.element)
            if place is None or not rewriting.replace(current, *place, hunk.units, self._merging.numbers):
                missed.insert(0, (before.text[hunk.start : hunk.end], hunk))
        self._remark_on(missed, edited.element)

    def _remark_on(self, missed: Sequence[tuple[str, Hunk]], near: etree._Element | None) -> None:
        if missed:
            self._merging.kept |= {hunk.name for _, hunk in missed if hunk.name}
            self._merging.remark(near, remarks.about_places(missed))

    def _lost(self, before: Node, now: Node, near: Node | None) -> None:
        """Remark on what has changed in a part that a person took out, or wrote anew beyond recognition."""
        missed = list(self._unsettled(before, now))
        if missed:
            self._merging.kept |= {hunk.name for _, hunk in missed if hunk.name}
            self._merging.remark(_first_paragraph(near) if near else None, remarks.about_lost(before.text, missed))

    def _unsettled(self, before: Node, now: Node) -> Iterable[tuple[str, Hunk]]:
        return (change for change in self._merging.versions.changes(before, now) if change[1].name not in self._merging.settled)

    def _drop(self, before: Node, edited: Node) -> None:
        """Take out a part that docgen writes no more, unless a person changed it."""
        if before.kind == CELL:
            return
        if edited.text == before.text and not _has_marks_of_people(edited.element):
            rewriting.remove(edited.element)
        else:
            self._merging.remark(_first_paragraph(edited), remarks.about_dropped())

    def _insert_new(self, edited: Sequence[Node], now: Sequence[Node], versions: Pairs, kept: Pairs, holder: etree._Element) -> None:
        """Put parts that docgen writes for the first time after the part that stands before them now."""
        stands = {other: edited[kept.to[place]].element for place, other in versions.to.items() if place in kept.to}
        for number, node in enumerate(now):
            if number in versions.back or node.kind == CELL:
                continue
            copy = rewriting.adopted(node.element, self._merging.numbers)
            if copy is None:
                self._merging.remark(_paragraph_of(_before(stands, number)), remarks.about_new(node.text))
                continue
            self._merging.styles.translate(copy)
            _insert(copy, _before(stands, number), _after(stands, number), holder)
            stands[number] = copy


def _before(stands: Mapping[int, etree._Element], number: int) -> etree._Element | None:
    return next((stands[n] for n in range(number - 1, -1, -1) if n in stands), None)


def _after(stands: Mapping[int, etree._Element], number: int) -> etree._Element | None:
    return next((stands[n] for n in sorted(stands) if n > number), None)


def _insert(copy: etree._Element, before: etree._Element | None, after: etree._Element | None, holder: etree._Element) -> None:
    if before is not None:
        before.addnext(copy)
    elif after is not None:
        after.addprevious(copy)
    else:
        last = holder[-1] if len(holder) else None
        if last is not None and etree.QName(last).localname == "sectPr":
            last.addprevious(copy)
        else:
            holder.append(copy)


def _first_paragraph(node: Node | None) -> etree._Element | None:
    return node.paragraphs[0].element if node is not None and node.paragraphs else None


def _paragraph_of(element: etree._Element | None) -> etree._Element | None:
    return next((part for part in element.iter(etree.Element) if etree.QName(part).localname == "p"), None) if element is not None else None


def _has_marks_of_people(element: etree._Element) -> bool:
    names = {etree.QName(part).localname for part in element.iter(etree.Element)}
    return bool(names & {"commentRangeStart", "commentReference", "ins", "del", "moveFrom", "moveTo", "footnoteReference"})


def _has_its_columns(before: Node, edited: Node) -> bool:
    """Return whether a table's cells can be told by their places: their figures still have bookmarks, or its head stands as it did."""
    if not before.names or before.names & edited.names:
        return True
    heads = [row.text for row in before.children if not row.names]
    return all(head in {row.text for row in edited.children} for head in heads)
