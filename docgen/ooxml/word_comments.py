"""Sentences in, comments of a Word document out, each at its paragraph or round a part of it; the text and its look are untouched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from lxml import etree

from docgen.ooxml.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART = "comments"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ANCHORS = tuple(f"{_W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


class WordComments:
    """The comments of one document, to which more can be added; `write` puts them into the package."""

    def __init__(self, package: Package, main: str, author: str, roots: Iterable[etree._Element]) -> None:
        """Take the comments of the part `main`; `roots`: every tree in which marks of comments stand."""
        self._package, self._main, self._author = package, main, author
        self._part, self._comments = self._found()
        marks = [*self._comments, *(mark for root in roots for mark in root.iter(*_ANCHORS))]
        used = [int(value) for mark in marks if (value := mark.get(f"{_W}id", "")).lstrip("-").isdecimal()]
        self._next = max((0, *(value + 1 for value in used)))

    def add(self, paragraph: etree._Element, words: str) -> None:
        """Let `words` stand beside the whole of `paragraph`."""
        properties = paragraph.find(f"{_W}pPr")
        start = etree.Element(_ANCHORS[0])
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
        self._close(start, paragraph[-1], words)

    def add_around(self, first: etree._Element, last: etree._Element, words: str) -> None:
        """Let `words` stand beside what lies between two elements of one paragraph, both included."""
        start = etree.Element(_ANCHORS[0])
        first.addprevious(start)
        self._close(start, last, words)

    def take_back(self, paragraph: etree._Element) -> None:
        """Remove the comments of this author that stand in `paragraph`."""
        ours = {comment.get(f"{_W}id"): comment for comment in self._comments if comment.get(f"{_W}author") == self._author}
        for mark in [mark for mark in paragraph.iter(*_ANCHORS) if mark.get(f"{_W}id") in ours]:
            comment = ours[mark.get(f"{_W}id")]
            if comment.getparent() is not None:
                self._comments.remove(comment)
            _remove(mark)

    def write(self) -> None:
        """Put the comments into the package; a document that has none, and had none, stays without."""
        if not len(self._comments) and self._part not in self._package.parts:
            return
        if self._part not in self._package.parts:
            self._package.declare(self._part, _TYPE)
            self._package.relate(self._main, _RELATION, self._part)
        self._package.put(self._part, self._comments)

    def _found(self) -> tuple[str, etree._Element]:
        for _, type, target in self._package.relationships(self._main):
            if type.endswith("/comments") and target in self._package.parts:
                return target, self._package.xml(target)
        folder = posixpath.dirname(self._main)
        name = next(name for n in range(99) if (name := f"{folder}/{_PART}{n or ''}.xml") not in self._package.parts)
        return name, etree.Element(f"{_W}comments", nsmap={"w": _W[1:-1]})

    def _close(self, start: etree._Element, last: etree._Element, words: str) -> None:
        number = str(self._next)
        self._next += 1
        start.set(f"{_W}id", number)
        run = etree.Element(f"{_W}r")
        etree.SubElement(run, _ANCHORS[2], {f"{_W}id": number})
        last.addnext(run)
        last.addnext(etree.Element(_ANCHORS[1], {f"{_W}id": number}))
        comment = etree.SubElement(self._comments, f"{_W}comment", {f"{_W}id": number, f"{_W}author": self._author, f"{_W}initials": "dg"})
        text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{_W}p"), f"{_W}r"), f"{_W}t")
        text.text = words
        text.set(_SPACE, "preserve")


def _remove(mark: etree._Element) -> None:
    """Remove a mark of a comment, and the run that holds nothing else."""
    run = mark.getparent()
    if run is not None:
        run.remove(mark)
        if run.tag == f"{_W}r" and all(child.tag == f"{_W}rPr" for child in run):
            holder = run.getparent()
            assert holder is not None
            holder.remove(run)
