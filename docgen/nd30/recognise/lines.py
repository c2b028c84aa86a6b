"""Paragraphs as recognition looks at them: comparable text, looks, and the parts that line breaks, tabs and blanks make of one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.nd30.figures import Align
from docgen.nd30.reading.document import Document, Paragraph, Story, TextRun
from docgen.nd30.recognise.spelling import bare, comparable, same_letters

_GAP = re.compile(r"\s*\t[\s\t]*|[ ]{4,}")
_INDENT = re.compile(r"\t| {6,}")
_RULE = re.compile(r"[\s_\-=*.─━—…]+([oO0]+[\s_\-=*.─━—…]+)?")
_DRAWN = re.compile(r"_{3,}|-{4,}|─{2,}|━{2,}|={4,}|\*{3,}")
_FAR = Decimal(100)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of one paragraph: `start` to `end` of its comparable text; `text` is folded. `is_aside`: others stand before it on its row."""

    start: int
    end: int
    text: str
    is_aside: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether all its letters are capitals."""
        return is_capital(self.text)

    @property
    def is_rule(self) -> bool:
        """Whether it is a line made of underscores or dashes."""
        return bool(_RULE.fullmatch(self.text) and _DRAWN.search(self.text))


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One paragraph. `raw` is its comparable text (see spelling) with tabs and line breaks, `offsets` lead from it to the paragraph's own
    letters; `text` has the automatic number too and is folded."""

    index: int
    paragraph: Paragraph
    raw: str
    offsets: tuple[int, ...] | None
    text: str
    is_bold: bool
    is_italic: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing can be read in it."""
        return not self.text

    @property
    def is_capital(self) -> bool:
        """Whether all its letters are capitals."""
        return is_capital(self.text)

    @property
    def is_rule(self) -> bool:
        """Whether it is a line made of underscores or dashes, or nothing but a drawn one."""
        if not self.text:
            return bool(self.paragraph.lines)
        return bool(_RULE.fullmatch(self.text) and _DRAWN.search(self.text))

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle, by whatever means."""
        form = self.paragraph.format
        if form.align is Align.CENTRE:
            return True
        return len(self.text) < 100 and (bool(_INDENT.match(self.raw)) or (form.left + form.first_line > _FAR and not self.in_table))

    @property
    def is_aside(self) -> bool:
        """Whether it stands in the middle or at the right."""
        return self.is_centred or self.paragraph.format.align is Align.RIGHT

    @property
    def in_table(self) -> bool:
        """Whether it stands in a cell."""
        return self.paragraph.place.table > 0

    @property
    def cell(self) -> tuple[int, int, int]:
        """Return table, row and cell."""
        place = self.paragraph.place
        return place.table, place.row, place.cell

    @property
    def box(self) -> tuple[object, ...]:
        """Return what it shares with its neighbours in the same cell, text box or stretch of the body."""
        place = self.paragraph.place
        return place.story, place.depth, *self.cell

    @property
    def bare(self) -> str:
        """Return its letters, small and without accents."""
        return bare(self.text)

    def rows(self) -> tuple[Piece, ...]:
        """Return the parts that line breaks make."""
        pieces, start = [], 0
        for row in self.raw.split("\n"):
            text = same_letters(row)
            if text:
                pieces.append(Piece(start, start + len(row), text))
            start += len(row) + 1
        return tuple(pieces)

    def pieces(self) -> tuple[Piece, ...]:
        """Return the parts that line breaks, tabs and wide gaps make."""
        return tuple(part for row in self.rows() for part in self.parted(row.start, row.end))

    def parted(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return the parts that tabs and wide gaps make of the text from `start` to `end`."""
        pieces: list[Piece] = []
        begin = start
        for gap in (*_GAP.finditer(self.raw, start, end), None):
            stop = gap.start() if gap else end
            text = same_letters(self.raw[begin:stop])
            if text:
                pieces.append(Piece(begin, stop, text, is_aside=bool(pieces)))
            begin = gap.end() if gap else end
        return tuple(pieces)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the paragraph's own letters of `start` to `end` of `raw`, blanks at both ends left out."""
        part = self.raw[start:end]
        start += len(part) - len(part.lstrip())
        end -= len(part) - len(part.rstrip())
        if self.offsets is None:
            return start, end
        whole = len(self.paragraph.raw_text)
        first = self.offsets[start] if start < len(self.offsets) else whole
        return first, self.offsets[end] if end < len(self.offsets) else whole


def read_lines(document: Document) -> tuple[Line, ...]:
    """Return the paragraphs of `document` as lines; footnotes too, headers not."""
    return tuple(line_of(index, paragraph) for index, paragraph in enumerate(document.paragraphs))


def line_of(index: int, paragraph: Paragraph) -> Line:
    """Return `paragraph` as a line."""
    raw, offsets = comparable(paragraph.runs)
    text = same_letters(f"{paragraph.number} {raw}")
    written = [run for run in paragraph.runs if not run.text.isspace() and run.text]
    return Line(
        index,
        paragraph,
        raw,
        offsets,
        text,
        is_bold=_mostly(written, [run for run in written if run.format.bold]),
        is_italic=_mostly(written, [run for run in written if run.format.italic]),
    )


def is_capital(text: str) -> bool:
    """Return whether `text` has letters and no small ones (but for the small letters of a few abbreviations)."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.islower() for c in letters) * 10 <= len(letters) and not letters[0].islower()


def in_body(line: Line) -> bool:
    """Return whether `line` stands in the body itself: no cell, no text box."""
    return line.paragraph.place.story is Story.BODY and not line.in_table


def _mostly(runs: Sequence[TextRun], chosen: Sequence[TextRun]) -> bool:
    return bool(runs) and sum(len(run.text) for run in chosen) * 10 >= sum(len(run.text) for run in runs) * 8
