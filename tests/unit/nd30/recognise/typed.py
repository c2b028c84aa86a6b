"""Lines of a paper by hand: text and looks in, the value that the reading of a file would give out."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from docgen.nd30.figures import Align
from docgen.nd30.reading.document import Paragraph, ParagraphFormat, Place, RunFormat, Story, TextRun
from docgen.nd30.recognise.lines import Line, line_of

ELEMENT = etree.Element("p")


def typed(text: str, look: str = "", font: str = "Times New Roman", number: str = "", cell: tuple[int, int, int] = (0, 0, 0)) -> Line:
    """Return one line; `look` holds words: "bold", "italic", "caps", "centre", "right"."""
    form = RunFormat(font, Decimal(14), "bold" in look, "italic" in look, caps="caps" in look)
    align = Align.CENTRE if "centre" in look else Align.RIGHT if "right" in look else Align.LEFT
    place = Place(Story.BODY, 1, 1, *cell, depth=1 if cell[0] else 0)
    runs = (TextRun(text, form, ELEMENT),) if text else ()
    return line_of(0, Paragraph(place, runs, ParagraphFormat(align), ELEMENT, "word/document.xml", number))
