"""The nodes of one story in three versions in, its tree brought up to date; knows what may be changed, and what is only remarked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from docgen.documents.merging import remarks, rewriting
from docgen.documents.merging.hunks import Hunk, Standing, hunks
from docgen.documents.merging.ledger import Ledger
from docgen.documents.merging.letters import Paragraph
from docgen.documents.merging.nodes import CELL, TABLE, Node
from docgen.documents.merging.pairing import Pairs, pair_edited


class Story:
    """The merge of one story: the body, a header or a footer."""

    def __init__(self, ledger: Ledger) -> None:
        """Take what the merge knows so far."""
        self._ledger = ledger

    def merge(self, before: Sequence[Node], edited: Sequence[Node], now: Sequence[Node], holder: etree._Element) -> None:
        """Bring what stands in `holder` up to date."""
        versions = self._ledger.versions.pairs(before, now)
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
        versions = self._ledger.versions.pairs(before.children, now.children)
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
        changes = [hunk for hunk in hunks(before, now) if hunk.name not in self._ledger.settled]
        if not changes or edited.text == now.text:
            return
        self._ledger.is_news = True
        standing = Standing(before, edited)
        missed: list[tuple[str, Hunk]] = []
        for hunk in reversed(changes):
            place = standing.find(hunk.start, hunk.end)
            current = Paragraph.read(edited.element)
            if place is None or not rewriting.replace(current, *place, hunk.units, self._ledger.numbers):
                missed.insert(0, (before.text[hunk.start : hunk.end], hunk))
        self._remark_on(missed, edited.element)

    def _remark_on(self, missed: Sequence[tuple[str, Hunk]], near: etree._Element | None) -> None:
        if missed:
            self._ledger.kept |= {hunk.name for _, hunk in missed if hunk.name}
            self._ledger.remark(near, remarks.about_places(missed))

    def _lost(self, before: Node, now: Node, near: Node | None) -> None:
        """Remark on what has changed in a part that a person took out, or wrote anew beyond recognition."""
        missed = list(self._unsettled(before, now))
        if missed:
            self._ledger.kept |= {hunk.name for _, hunk in missed if hunk.name}
            self._ledger.remark(_first_paragraph(near) if near else None, remarks.about_lost(before.text, missed))

    def _unsettled(self, before: Node, now: Node) -> Iterable[tuple[str, Hunk]]:
        return (change for change in self._ledger.versions.changes(before, now) if change[1].name not in self._ledger.settled)

    def _drop(self, before: Node, edited: Node) -> None:
        """Take out a part that docgen writes no more, unless a person changed it."""
        if before.kind == CELL:
            return
        if edited.text == before.text and not _has_marks_of_people(edited.element):
            self._ledger.is_news = True
            rewriting.remove(edited.element)
        else:
            self._ledger.remark(_first_paragraph(edited), remarks.about_dropped())

    def _insert_new(self, edited: Sequence[Node], now: Sequence[Node], versions: Pairs, kept: Pairs, holder: etree._Element) -> None:
        """Put parts that docgen writes for the first time after the part that stands before them now."""
        stands = {other: edited[kept.to[place]].element for place, other in versions.to.items() if place in kept.to}
        for number, node in enumerate(now):
            if number in versions.back or node.kind == CELL:
                continue
            copy = rewriting.adopted(node.element, self._ledger.numbers)
            if copy is None:
                self._ledger.remark(_paragraph_of(_before(stands, number)), remarks.about_new(node.text))
                continue
            self._ledger.is_news = True
            self._ledger.styles.translate(copy)
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
    is_known = not before.names or bool(before.names & edited.names)
    return is_known or before.children[0].text in {row.text for row in edited.children}
