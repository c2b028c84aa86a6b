"""What one merge knows and has done so far: figures followed or kept, remarks made; shared by its stories."""

from __future__ import annotations

from lxml import etree

from docgen.documents.merging import remarks, rewriting
from docgen.documents.merging.letters import Paragraph, Unit
from docgen.documents.merging.rewriting import Numbers
from docgen.documents.merging.stories import Stories
from docgen.documents.merging.styles import Styles
from docgen.documents.merging.versions import Versions
from docgen.ooxml.word_comments import WordComments


class Ledger:
    """`settled`: bookmarks of figures found in the edited document; `kept`: those whose figure could not follow.

    `is_news`: something was changed or remarked on.
    """

    def __init__(self, before: Stories, edited: Stories, now: Stories) -> None:
        """Begin a merge; nothing is changed yet."""
        self.versions = Versions()
        self.numbers = Numbers.of(tuple(edited.roots.values()))
        self.comments = WordComments(edited.package, edited.main, remarks.AUTHOR, edited.roots.values())
        self.styles = Styles(edited, before, now)
        self.kept: set[str] = set()
        self.settled: set[str] = set()
        self.is_news = False
        self._body = edited.body
        self._cleared: set[etree._Element] = set()

    def follow(self, paragraph: Paragraph, name: str, was: Unit, now: Unit) -> None:
        """Put what a figure is now where its bookmark stands with what it was; remark on it where a person wrote something else."""
        self.settled.add(name)
        hers = paragraph.figure(name)
        if now.text in (was.text, hers):
            return
        self.is_news = True
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
            place = next(self._body.iter(f"{{{etree.QName(self._body).namespace}}}p"), None)
            words = remarks.outside_body(words) if near is not None else words
        if place is None:
            return
        self._clear(place)
        self.is_news = True
        self.comments.add(place, words)

    def _clear(self, paragraph: etree._Element) -> None:
        """Take back, once, what an earlier merge remarked on in `paragraph`."""
        if paragraph not in self._cleared:
            self.comments.take_back(paragraph)
            self._cleared.add(paragraph)

    def _is_in_body(self, element: etree._Element) -> bool:
        return any(parent is self._body for parent in element.iterancestors())
