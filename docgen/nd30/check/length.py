"""How long a paper is, guessed without a renderer."""

from __future__ import annotations

from decimal import Decimal

from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.reading.document import Document, Paragraph, Story

_POINTS_PER_MM = 72 / Decimal("25.4")
_SURELY = Decimal("0.3")
_PAGE = Decimal(700)


def at_least_pages(case: Case, count: int, *, section: int | None = None) -> bool:
    """Return whether the paper (or one section) surely takes `count` pages; when unsure, no."""
    paragraphs = [p for p in case.document.paragraphs if p.place.story is Story.BODY and section in (None, p.place.section)]
    breaks = sum(paragraph.has_page_break for paragraph in paragraphs[1:])
    sections = {p.place.section for p in paragraphs if p.text}
    new_pages = sum(s.kind != "continuous" for s in case.document.sections if s.index in sections and s.index > min(sections, default=1))
    if breaks + new_pages + 1 >= count:
        return True
    height = sum((_height(paragraph) for paragraph in paragraphs), Decimal())
    return height / _room(case.document) >= count - 1 + _SURELY


def _height(paragraph: Paragraph) -> Decimal:
    """Return about how much of the page `paragraph` takes; cells of one row stand side by side, so they count less.

    Units: points.
    """
    form = paragraph.format
    width = max(paragraph.width - form.left - form.right, Decimal(30)) if paragraph.width else Decimal(450)
    count = letters.length_mm(paragraph) * _POINTS_PER_MM // width + 1
    height: Decimal = letters.height(paragraph) + (count - 1) * letters.line_height(paragraph)
    return height / 3 if paragraph.place.table else height


def _room(document: Document) -> Decimal:
    section = document.sections[0]
    return max(section.height - abs(section.top) - abs(section.bottom), _PAGE / 2) if section.height else _PAGE
