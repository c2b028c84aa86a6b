"""A .docx as it is built: plain values in, paragraphs, lines, tables, sections out; the room's one door to python-docx."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Twips
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from docgen.nd30.drafting.paper import Merge, Text
from docgen.nd30.drafting.skeleton import empty_document
from docgen.nd30.drafting.styles import Style, twips
from docgen.nd30.figures import Align
from docgen.ooxml.package import without_times

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZERO = Decimal()
_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.BOTH: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page. Units: millimetres."""

    width_mm: Decimal
    height_mm: Decimal
    top_mm: Decimal
    bottom_mm: Decimal
    left_mm: Decimal
    right_mm: Decimal
    header_mm: Decimal

    @property
    def text_mm(self) -> Decimal:
        """Return how wide text may be."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def is_landscape(self) -> bool:
        """Whether the page lies."""
        return self.width_mm > self.height_mm


@dataclass(frozen=True, slots=True)
class Own:
    """What one paragraph has beside its style. Units: millimetres and points as named; zero or None = as the style."""

    align: Align | None = None
    left_mm: Decimal = _ZERO
    right_mm: Decimal = _ZERO
    hanging_mm: Decimal = _ZERO
    before_pt: Decimal = _ZERO
    after_pt: Decimal = _ZERO
    keep_next: bool = False


_NOTHING = Own()


class Place:
    """Somewhere that holds paragraphs: the body, a cell, a header or a footer."""

    def __init__(self, container: Any, *, has_empty_paragraph: bool) -> None:
        self._container = container
        self._has_empty_paragraph = has_empty_paragraph

    def paragraph(self, style: str, text: Text = (), own: Own = _NOTHING) -> None:
        """Add a paragraph that looks as `style` says, but for what is its `own`."""
        paragraph = self._new(style)
        layout = paragraph.paragraph_format
        if own.align:
            layout.alignment = _ALIGNMENT[own.align]
        if own.left_mm:
            layout.left_indent = Twips(twips(own.left_mm))
        if own.right_mm:
            layout.right_indent = Twips(twips(own.right_mm))
        if own.hanging_mm:
            layout.first_line_indent = Twips(-twips(own.hanging_mm))
        if own.before_pt:
            layout.space_before = Twips(int(own.before_pt * 20))
        if own.after_pt:
            layout.space_after = Twips(int(own.after_pt * 20))
        if own.keep_next:
            layout.keep_with_next = True
        _write(paragraph, text)

    def page_number(self, style: str) -> None:
        """Add a paragraph that shows the number of its page."""
        paragraph = self._new(style)
        for kind in ("begin", "instr", "separate", "number", "end"):
            run = paragraph.add_run("2" if kind == "number" else "")
            if kind == "instr":
                code = OxmlElement("w:instrText")
                code.set(_SPACE, "preserve")
                code.text = " PAGE "
                run._r.append(code)
            elif kind != "number":
                run._r.append(_set(OxmlElement("w:fldChar"), fldCharType=kind))

    def table(self, widths_mm: Sequence[Decimal], *, is_ruled: bool, padding_mm: Decimal = _ZERO) -> Rows:
        """Add a table with columns `widths_mm` wide, without rows yet."""
        made = self._container.add_table(rows=0, cols=len(widths_mm))
        properties = _table_properties(sum(map(twips, widths_mm)), twips(padding_mm), is_ruled=is_ruled)
        made._tbl.replace(made._tbl.tblPr, properties)
        for column, width in zip(made.columns, widths_mm, strict=True):
            column.width = Twips(twips(width))
        return Rows(made, tuple(widths_mm))

    def keep_last_with_next(self, count: int) -> None:
        """Keep the last `count` paragraphs on the page of what follows them."""
        for paragraph in self._container.paragraphs[-count:] if count else ():
            paragraph.paragraph_format.keep_with_next = True

    def _new(self, style: str) -> DocxParagraph:
        if self._has_empty_paragraph:
            self._has_empty_paragraph = False
            paragraph: DocxParagraph = self._container.paragraphs[0]
        else:
            paragraph = self._container.add_paragraph()
        _set(paragraph._p.get_or_add_pPr().get_or_add_pStyle(), val=style)
        return paragraph


class Rows:
    """The rows of a table that is being built."""

    def __init__(self, table: DocxTable, widths_mm: tuple[Decimal, ...]) -> None:
        self._table = table
        self._widths_mm = widths_mm

    def row(self, *, is_header: bool = False) -> Cells:
        """Add a row that is never torn; a header row is repeated on each page."""
        row = self._table._tbl.add_tr()
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if is_header:
            properties.append(OxmlElement("w:tblHeader"))
        return Cells(row, self._table, self._widths_mm)


class Cells:
    """The cells of a row that is being built, from left to right."""

    def __init__(self, row: Any, table: DocxTable, widths_mm: tuple[Decimal, ...]) -> None:
        self._row = row
        self._table = table
        self._widths_mm = widths_mm
        self._next = 0

    def cell(self, columns: int = 1, merge: Merge = Merge.NONE, *, is_top: bool = False) -> Place:
        """Add a cell over `columns` columns; text stands in its middle, or at its top (`is_top`)."""
        made = self._row.add_tc()
        made.width = Twips(twips(sum(self._widths_mm[self._next : self._next + columns], _ZERO)))
        self._next += columns
        properties = made.get_or_add_tcPr()
        if columns > 1:
            made.grid_span = columns
        if merge:
            properties.vMerge_val = str(merge)
        properties.append(_set(OxmlElement("w:vAlign"), val="top" if is_top else "center"))
        return Place(_Cell(made, self._table), has_empty_paragraph=True)


class WordFile:
    """One .docx: its body, and the section being written."""

    def __init__(self, styles: Sequence[Style], title: str, page: Page) -> None:
        self._document = Document(BytesIO(empty_document(styles, title)))
        self.body = Place(self._document, has_empty_paragraph=False)
        self.page = page
        self._lay(self._document.sections[0], page)

    def header(self) -> Place:
        """Return the header of every page but the first of a section; the first page's stays empty."""
        section = self._document.sections[0]
        _fresh(section.first_page_header)
        return _fresh(section.header)

    def footers(self) -> tuple[Place, Place]:
        """Return the footer of the first page and that of the others."""
        section = self._document.sections[0]
        return _fresh(section.first_page_footer), _fresh(section.footer)

    def first_footer_of_its_own(self) -> Place:
        """Return the footer of the first page of the section being written, no longer that of the section before it."""
        return _fresh(self._document.sections[-1].first_page_footer)

    def new_section(self, page: Page, style: str) -> None:
        """Begin a new page with its own size and its own page numbers; the paragraph that ends the old section has `style`."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        ending = self._document.paragraphs[-1]
        _set(ending._p.get_or_add_pPr().get_or_add_pStyle(), val=style)
        self._lay(section, page)
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        _insert_page_numbering(section)
        self.page = page

    def bytes(self) -> bytes:
        """Return the file; equal papers give equal bytes."""
        out = BytesIO()
        self._document.save(out)
        return without_times(out.getvalue())

    @staticmethod
    def _lay(section: Section, page: Page) -> None:
        section.orientation = WD_ORIENT.LANDSCAPE if page.is_landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Twips(twips(page.width_mm)), Twips(twips(page.height_mm))
        section.top_margin, section.bottom_margin = Twips(twips(page.top_mm)), Twips(twips(page.bottom_mm))
        section.left_margin, section.right_margin = Twips(twips(page.left_mm)), Twips(twips(page.right_mm))
        section.header_distance = section.footer_distance = Twips(twips(page.header_mm))
        section.different_first_page_header_footer = True


def _fresh(part: Any) -> Place:
    part.is_linked_to_previous = False
    for reference in part.paragraphs[0]._p.findall(qn("w:pPr")):
        part.paragraphs[0]._p.remove(reference)
    return Place(part, has_empty_paragraph=True)


def _insert_page_numbering(section: Section) -> None:
    margins: Any = section._sectPr.find(qn("w:pgMar"))
    margins.addnext(_set(OxmlElement("w:pgNumType"), start="1"))


def _write(paragraph: DocxParagraph, text: Text) -> None:
    for piece in text:
        run = paragraph.add_run()
        for place, line in enumerate(piece.text.split("\n")):
            if place:
                run._r.append(OxmlElement("w:br"))
            letters = OxmlElement("w:t")
            letters.set(_SPACE, "preserve")
            letters.text = line
            run._r.append(letters)
        if piece.bold:
            run.bold = True
        if piece.italic:
            run.italic = True


def _table_properties(width: int, padding: int, *, is_ruled: bool) -> Any:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = 'w:val="single" w:sz="4" w:space="0" w:color="auto"' if is_ruled else 'w:val="nil"'
    borders = "".join(f"<w:{side} {kind}/>" for side in sides)
    room = "".join(f'<w:{side} w:w="{padding}" w:type="dxa"/>' for side in ("left", "right"))
    return parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar></w:tblPr>'
    )


def _set(element: Any, **attributes: str) -> Any:
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
