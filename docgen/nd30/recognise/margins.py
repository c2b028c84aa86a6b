"""What stands in headers and footers: page numbers, the contact line, a heading put into a header part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.nd30.reading.document import Document, Paragraph
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.recognise.heading_words import parts_of
from docgen.nd30.recognise.lines import Line, line_of
from docgen.nd30.recognise.text_body import is_contact

_NUMBER = re.compile(r"\W*(trang)?\W*\d{0,4}\W*((/|of|trên)\W*\d{0,4}\W*)?", re.IGNORECASE)
_HEADING = (Component.COUNTRY, Component.MOTTO, Component.NUMBER)


def note_margins(document: Document) -> tuple[Found, ...]:
    """Return the components in the headers and footers of `document`, each paragraph once, blank ones left out."""
    return tuple(_found(paragraph) for paragraph in _paragraphs(document) if paragraph.text or paragraph.fields)


def heading_in_header(document: Document) -> tuple[Line, ...]:
    """Return the lines of the first header that holds a heading, none when none does."""
    for section in document.sections:
        for paragraphs in section.headers.values():
            lines = tuple(line_of(place - len(paragraphs), paragraph) for place, paragraph in enumerate(paragraphs))
            if any(component in _HEADING for line in lines for _, component in parts_of(line)):
                return lines
    return ()


def _found(paragraph: Paragraph) -> Found:
    line = line_of(0, paragraph)
    if any("PAGE" in field.upper().split() for field in paragraph.fields):
        return Found(Component.PAGE_NUMBER, paragraph)
    if line.text and _NUMBER.fullmatch(line.text):
        return Found(Component.PAGE_NUMBER, paragraph, 0.7)
    if is_contact(line.text):
        return Found(Component.CONTACT, paragraph)
    return Found(Component.OTHER, paragraph, 0.5)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    seen: set[int] = set()
    for section in document.sections:
        for parts in (section.headers, section.footers):
            for paragraphs in parts.values():
                for paragraph in paragraphs:
                    if id(paragraph.element) not in seen:
                        seen.add(id(paragraph.element))
                        yield paragraph
