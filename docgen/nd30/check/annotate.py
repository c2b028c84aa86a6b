"""A .docx and its findings in, a copy with a Word comment at each place out; the text and its look are untouched."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.nd30.check.findings import PaperFinding
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Document, Paragraph, Story
from docgen.nd30.reading.names import W
from docgen.nd30.reading.read import read

AUTHOR = "docgen"
_PART = "comments"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.ADVICE: "Khuyến nghị"}
_MOST_PLACES = 10
_HOSTED = (Story.BODY, Story.TEXT_BOX)
_ANCHORS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


def annotate(data: bytes, findings: Sequence[PaperFinding]) -> bytes:
    """Return the paper in `data` with a comment for each of `findings`, at its first places.

    What concerns the page set-up, headers or footers, where Word allows no comments, stands at the first paragraph.

    Raises:
        UnreadableFileError: no .docx, or damaged.
    """
    document = read(data)
    body = [paragraph for paragraph in document.paragraphs if paragraph.place.story in _HOSTED]
    if not findings or not body:
        return data
    main = _main_part(document, body[0])
    part, comments = _comments(document, main)
    number = _next_number(document, comments)
    by_place = {paragraph.place.paragraph: paragraph for paragraph in body}
    for finding in findings:
        for paragraph in _places(finding, by_place, body[0]):
            comments.append(_comment(number, _text(finding)))
            _anchor(_host(paragraph.element), number)
            number += 1
    document.package.put(part, comments)
    document.package.put(main, document.roots[main])
    return document.package.write()


def _main_part(document: Document, first: Paragraph) -> str:
    root = _host(first.element).getroottree().getroot()
    return next(name for name, known in document.roots.items() if known is root)


def _comments(document: Document, main: str) -> tuple[str, etree._Element]:
    """Return name and tree of the comments of the paper, made when it has none."""
    package = document.package
    for _, type, target in package.relationships(main):
        if type.endswith("/comments") and target in package.parts:
            return target, package.xml(target)
    folder = posixpath.dirname(main)
    name = next(name for n in range(99) if (name := f"{folder}/{_PART}{n or ''}.xml") not in package.parts)
    package.declare(name, _TYPE)
    package.relate(main, _RELATION, name)
    return name, etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})


def _next_number(document: Document, comments: etree._Element) -> int:
    """Return a number that no comment of the paper has, nor any mark left over of one."""
    elements = [*comments, *(mark for root in document.roots.values() for mark in root.iter(*_ANCHORS))]
    used = [int(value) for element in elements if (value := element.get(f"{W}id", "")).lstrip("-").isdecimal()]
    return max((0, *(value + 1 for value in used)))


def _places(finding: PaperFinding, by_place: Mapping[int, Paragraph], first: Paragraph) -> Iterator[Paragraph]:
    """Yield where `finding` is told, one paragraph once."""
    told: set[int] = set()
    for paragraph in finding.paragraphs or (first,):
        here = by_place.get(paragraph.place.paragraph, first) if paragraph.place.story in _HOSTED else first
        if here.place.paragraph not in told and len(told) < _MOST_PLACES:
            told.add(here.place.paragraph)
            yield here


def _text(finding: PaperFinding) -> str:
    source = f" ({finding.clause})" if finding.clause else ""
    return f"{_WORDS[finding.severity]}: {finding.message}{source} [{finding.rule}]"


def _comment(number: int, words: str) -> etree._Element:
    comment = etree.Element(f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": "dg"})
    text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
    text.text = words
    text.set(_SPACE, "preserve")
    return comment


def _host(paragraph: etree._Element) -> etree._Element:
    """Return the paragraph of the body in which `paragraph` stands: Word allows no comment within a text box."""
    box = next(paragraph.iterancestors(f"{W}txbxContent"), None)
    if box is None:
        return paragraph
    return _host(next(box.iterancestors(f"{W}p")))


def _anchor(paragraph: etree._Element, number: int) -> None:
    identifier = {f"{W}id": str(number)}
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, etree.Element(f"{W}commentRangeStart", identifier))
    etree.SubElement(paragraph, f"{W}commentRangeEnd", identifier)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference", identifier)
