"""A .docx and its findings in, a copy with a Word comment at each place out; the text and its look are untouched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.nd30.check.findings import PaperFinding
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Document, Paragraph, Story
from docgen.nd30.reading.names import W
from docgen.nd30.reading.read import read
from docgen.ooxml.word_comments import WordComments

AUTHOR = "docgen"
_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.ADVICE: "Khuyến nghị"}
_MOST_PLACES = 10
_HOSTED = (Story.BODY, Story.TEXT_BOX)


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
    comments = WordComments(document.package, main, AUTHOR, document.roots.values())
    by_place = {paragraph.place.paragraph: paragraph for paragraph in body}
    for finding in findings:
        for paragraph in _places(finding, by_place, body[0]):
            comments.add(_host(paragraph.element), _text(finding))
    comments.write()
    document.package.put(main, document.roots[main])
    return document.package.write()


def _main_part(document: Document, first: Paragraph) -> str:
    root = _host(first.element).getroottree().getroot()
    return next(name for name, known in document.roots.items() if known is root)


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


def _host(paragraph: etree._Element) -> etree._Element:
    """Return the paragraph of the body in which `paragraph` stands: Word allows no comment within a text box."""
    box = next(paragraph.iterancestors(f"{W}txbxContent"), None)
    if box is None:
        return paragraph
    return _host(next(box.iterancestors(f"{W}p")))
