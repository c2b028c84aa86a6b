"""A .docx as Word would show it: paragraphs in reading order with their effective formatting, sections and tables; knows no rule.

Every value keeps the XML element it came from, so that a comment can be put there or the formatting mended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lxml import etree

from docgen.model.text import folded
from docgen.nd30.figures import Align
from docgen.ooxml.package import Package


class Story(StrEnum):
    """In which part of the paper a paragraph stands."""

    BODY = "body"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"


class HeaderKind(StrEnum):
    """For which pages a header or footer is."""

    FIRST = "first"
    DEFAULT = "default"
    EVEN = "even"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands. `paragraph` counts all paragraphs from 1; `table` all tables of the part, nested ones too; 0 = none.

    `row` and `cell` count from 1 within the innermost table. `section` counts from 1. `depth`: how many tables it is nested in;
    `outer_table`: the outermost of them.
    """

    story: Story
    paragraph: int
    section: int = 1
    table: int = 0
    row: int = 0
    cell: int = 0
    depth: int = 0
    outer_table: int = 0


@dataclass(frozen=True, slots=True)
class RunFormat:
    """How letters look, everything resolved (defaults, theme, table style, paragraph and character styles, toggles, direct formatting).

    Units: `size` in points. `font` is the face used for Vietnamese letters (ascii/hAnsi); `fonts` those that differ. `color` is "" for
    automatic, else RRGGBB; `highlight` "" or a name.
    """

    font: str
    size: Decimal
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    small_caps: bool = False
    hidden: bool = False
    color: str = ""
    highlight: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class TextRun:
    """Some letters of one look. Deleted text of tracked changes is left out, inserted text is there. Tabs are "\\t", line breaks "\\n"."""

    text: str
    format: RunFormat
    element: etree._Element


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph lies, everything resolved.

    Units: indents and spacing in points; `line` is a multiple when `line_rule` is "auto", else points ("exact", "atLeast").
    """

    align: Align = Align.LEFT
    left: Decimal = Decimal()
    right: Decimal = Decimal()
    first_line: Decimal = Decimal()
    before: Decimal = Decimal()
    after: Decimal = Decimal()
    line: Decimal = Decimal(1)
    line_rule: str = "auto"
    contextual_spacing: bool = False
    auto_spacing: bool = False
    keep_next: bool = False
    page_break_before: bool = False
    bottom_border: bool = False
    top_border: bool = False


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A straight line that belongs to a paragraph, however it was made ("shape", "vml", "border", "underscores", "dashes").

    Units: `length` in points, None when it cannot be known (a border as wide as its column: compute it from indents and cell width).
    """

    kind: str
    length: Decimal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One paragraph. `number`: what Word's automatic numbering prints before it ("1.", "a)", "-"), or "". `style`: the style's name.

    `has_page_break`: one stands within or before it. `fields`: instructions of fields in it (`PAGE`, `NUMPAGES`).
    `width`: of the column or cell it stands in, in points. `page`: on which Word last showed its beginning (0 = not known).
    `mark`: how letters typed at its end would look; an empty paragraph is as high as these.
    """

    place: Place
    runs: tuple[TextRun, ...]
    format: ParagraphFormat
    element: etree._Element
    part: str
    number: str = ""
    style: str = ""
    lines: tuple[DrawnLine, ...] = ()
    fields: tuple[str, ...] = ()
    has_page_break: bool = False
    has_picture: bool = False
    width: Decimal = Decimal()
    page: int = 0
    mark: RunFormat | None = None

    @property
    def raw_text(self) -> str:
        """Return the text as typed, without the automatic number."""
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """Return number and text in NFC, white space folded."""
        return folded(f"{self.number} {self.raw_text}")


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """One section's page set-up. Units: points. `landscape` as the page lies. `headers`, `footers`: effective ones (inherited included)."""

    index: int
    width: Decimal
    height: Decimal
    landscape: bool
    top: Decimal
    bottom: Decimal
    left: Decimal
    right: Decimal
    gutter: Decimal
    header: Decimal
    footer: Decimal
    title_page: bool
    number_start: int | None
    number_format: str
    kind: str
    headers: Mapping[HeaderKind, tuple[Paragraph, ...]]
    footers: Mapping[HeaderKind, tuple[Paragraph, ...]]
    element: etree._Element | None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table of the body. `number` as in `Place.table` (outermost tables only); `has_borders`: some line is drawn; widths in points."""

    number: int
    section: int
    rows: int
    columns: int
    has_borders: bool
    header_rows: int
    rows_may_split: bool
    width: Decimal
    element: etree._Element


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A whole paper: `paragraphs` in reading order (body, cells of tables, text boxes where they are anchored); headers are in `sections`.

    `roots`: the trees to which the elements of paragraphs belong, by part; a changed one is put back by `package.put(part, root)`.
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    package: Package
    even_and_odd: bool = False
    has_tracked_changes: bool = False
    footnotes: tuple[Paragraph, ...] = ()
    roots: Mapping[str, etree._Element] = field(default_factory=dict)
