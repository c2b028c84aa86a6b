"""A recognised paper as its judges see it: the main text apart from the annexes, the sections of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from docgen.nd30.check.quotes import quoted
from docgen.nd30.reading.document import Document, Paragraph, Section, Story
from docgen.nd30.recognise.components import Component, Found, Recognised
from docgen.nd30.rules.types import PaperType, find

TEXT = (
    Component.PART,
    Component.PART_TITLE,
    Component.SECTION,
    Component.ARTICLE,
    Component.ROMAN,
    Component.CLAUSE,
    Component.CLAUSE_TITLED,
    Component.DECIMAL,
    Component.POINT,
    Component.DASH,
    Component.BODY,
)
_SURE = 0.75
_CONTROL = re.compile(r"\{%.*%\}$")


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A recognised paper. `main`: components of the paper itself; `annexes`: those of each annex or attached paper.

    `text`: the paragraphs of the text itself, no table, no box, no heading block, no closing block; `own`: those of them that quote nobody.
    """

    recognised: Recognised
    type: PaperType | None
    main: tuple[Found, ...]
    annexes: tuple[tuple[Found, ...], ...]
    text: tuple[Found, ...]
    own: tuple[Found, ...]

    @property
    def document(self) -> Document:
        """Return the paper as read."""
        return self.recognised.document

    def of(self, *components: Component) -> tuple[Found, ...]:
        """Return what was found of `components` in the main text, in reading order."""
        return tuple(found for found in self.main if found.component in components)

    def first(self, *components: Component) -> Found | None:
        """Return the first one of `components` in the main text, or None."""
        return next((found for found in self.main if found.component in components), None)

    def last(self, *components: Component) -> Found | None:
        """Return the last one of `components` in the main text, or None."""
        return next((found for found in reversed(self.main) if found.component in components), None)

    def everywhere(self) -> Iterator[Paragraph]:
        """Yield every paragraph: body, tables, boxes, then headers and footers once each."""
        yield from (paragraph for paragraph in self.document.paragraphs if not _CONTROL.match(paragraph.text))
        seen: set[int] = set()
        for section in self.document.sections:
            for paragraphs in (*section.headers.values(), *section.footers.values()):
                for paragraph in paragraphs:
                    if id(paragraph.element) not in seen:
                        seen.add(id(paragraph.element))
                        yield paragraph

    def annex_sections(self) -> frozenset[int]:
        """Return the sections that hold nothing but annexes."""
        if not self.annexes:
            return frozenset()
        margins = (Story.HEADER, Story.FOOTER)
        written = [found.paragraph.place for found in self.main if found.component is not Component.BLANK]
        with_text = {place.section for place in written if place.story not in margins}
        return frozenset(section.index for section in self.document.sections if section.index > max(with_text, default=0))

    def section_of(self, paragraph: Paragraph) -> Section | None:
        """Return the section in which `paragraph` stands."""
        return next((section for section in self.document.sections if section.index == paragraph.place.section), None)


def prepare(recognised: Recognised) -> Case:
    """Return `recognised` ready to be judged; in a template, lines that only give orders are left out."""
    components = [found for found in recognised.components if not _CONTROL.match(found.content)]
    main = tuple(found for found in components if not found.annex)
    others = sorted((found for found in components if found.annex), key=lambda found: found.annex)
    annexes = tuple(tuple(group) for _, group in groupby(others, key=lambda found: found.annex))
    places = [found.paragraph.place for found in main]
    text = tuple(
        found
        for found, place in zip(main, places, strict=True)
        if found.component in TEXT and place.story is Story.BODY and not place.table
    )
    others_words = quoted([found.content for found in text])
    own = tuple(found for place, found in enumerate(text) if place not in others_words)
    return Case(recognised, find(recognised.type), main, annexes, text, own)


def is_sure(found: Found) -> bool:
    """Return whether the recogniser is sure enough for more than advice."""
    return found.confidence >= _SURE
