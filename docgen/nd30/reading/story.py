"""One story of a paper (body, header, footnotes): its blocks in, its paragraphs in reading order out; counts paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lxml import etree

from docgen.nd30.reading.document import DrawnLine, Paragraph, ParagraphFormat, Place, RunFormat, Story, Table
from docgen.nd30.reading.drawings import Box
from docgen.nd30.reading.effective import NO_CELL, CellLook, Looks
from docgen.nd30.reading.inline import Fields, Inline, InlineReader
from docgen.nd30.reading.names import W
from docgen.nd30.reading.sections import PageSetUp, page_set_up
from docgen.nd30.reading.styles import conditional
from docgen.nd30.reading.tables import Cell, Grid, conditions, lay_out
from docgen.nd30.reading.typed_lines import typed_lines
from docgen.nd30.reading.unwrapping import content

_DEEPEST = 24


@dataclass
class Counter:
    """What is counted through the whole paper."""

    paragraphs: int = 0
    pages: int = 1
    knows_pages: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the next paragraph stands."""

    place: Place
    width: Decimal
    cell: CellLook = NO_CELL
    level: int = 0


@dataclass
class StoryReader:
    """Reads the paragraphs of one part. `set_ups`: those of its sections, in order (one for a header)."""

    looks: Looks
    part: str
    story: Story
    counter: Counter
    set_ups: tuple[PageSetUp, ...]
    first_section: int = 1
    tables: list[Table] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    _fields: Fields = field(default_factory=Fields)
    _numbered: int = 0
    _section: int = 0
    _starts_page: bool = False

    def read(self, container: etree._Element) -> tuple[Paragraph, ...]:
        """Return the paragraphs in `container`."""
        self._section = 0
        place = Place(self.story, 0, self.first_section)
        return tuple(self._blocks(container, Setting(place, self.set_ups[0].column_width)))

    def _blocks(self, container: etree._Element, setting: Setting) -> Iterator[Paragraph]:
        for element in content(container):
            at = setting if setting.level else self._in_section(setting)
            if element.tag == W + "p":
                yield from self._paragraph(element, at)
                if not setting.level and element.find(f"{W}pPr/{W}sectPr") is not None:
                    self._next_section()
            elif element.tag == W + "tbl" and setting.level < _DEEPEST:
                yield from self._table(element, at)

    def _in_section(self, setting: Setting) -> Setting:
        place = replace(setting.place, section=self.first_section + self._section)
        return replace(setting, place=place, width=self.set_ups[self._section].column_width)

    def _next_section(self) -> None:
        if self._section + 1 < len(self.set_ups):
            self._section += 1
            self._starts_page = self.set_ups[self._section].kind != "continuous"

    def _paragraph(self, element: etree._Element, setting: Setting) -> Iterator[Paragraph]:
        properties = element.find(W + "pPr")
        lying = self.looks.paragraph(properties, setting.cell)

        def look(own: etree._Element | None, text: str) -> RunFormat:
            return self.looks.run(lying.style, own, text, setting.cell)

        found = InlineReader(look, self._fields).read(element)
        marks = properties.find(W + "rPr") if properties is not None else None
        if not found.runs and _is_deleted(marks):
            return
        self._count(found)
        self.notes += found.notes
        number = self.looks.numbering.advance(lying.list, lying.level) if lying.list else ""
        yield Paragraph(
            place=replace(setting.place, paragraph=self.counter.paragraphs),
            runs=tuple(found.runs),
            format=lying.format,
            element=element,
            part=self.part,
            number=number,
            style=self.looks.styles.name(lying.style),
            lines=(*found.drawn.lines, *_borders(lying.format, setting.width), *typed_lines(found.runs)),
            fields=tuple(found.fields),
            has_page_break=found.has_page_break or lying.format.page_break_before or self._take_page_start(),
            has_picture=found.drawn.has_picture,
            width=setting.width,
            page=self.counter.pages if self.counter.knows_pages and self.story is Story.BODY else 0,
            mark=look(marks, ""),
        )
        self.counter.pages += found.pages_within
        for box in found.drawn.boxes:
            yield from self._box(box, setting)

    def _count(self, found: Inline) -> None:
        self.counter.paragraphs += 1
        self.counter.pages += found.pages_before

    def _take_page_start(self) -> bool:
        starts, self._starts_page = self._starts_page, False
        return starts

    def _table(self, element: etree._Element, setting: Setting) -> Iterator[Paragraph]:
        self._numbered += 1
        number = self._numbered
        grid = lay_out(element, self.looks.styles, setting.width)
        if self.story is Story.BODY and not setting.level:
            self.tables.append(_listed(grid, number, setting.place.section))
        place = replace(setting.place, table=number, depth=setting.place.depth + 1, outer_table=setting.place.outer_table or number)
        looks: dict[tuple[str, ...], CellLook] = {}
        is_plain = not grid.has_lines_of_its_own()
        for row_index, row in enumerate(grid.rows):
            for cell_index, cell in enumerate(row.cells, start=1):
                if cell.is_covered:
                    continue
                inner = replace(place, row=row_index + 1, cell=cell_index)
                look = self._cell_look(grid, row_index, cell, looks)
                blocks = self._blocks(cell.element, Setting(inner, cell.width, look, setting.level + 1))
                yield from _ruled(blocks, cell.width) if is_plain and grid.has_rule_below(row_index, cell) else blocks

    def _cell_look(self, grid: Grid, row: int, cell: Cell, known: dict[tuple[str, ...], CellLook]) -> CellLook:
        if not grid.style:
            return NO_CELL
        has_conditions = any(style.conditions for style in grid.style)
        applying = conditions(grid, row, cell) if has_conditions else ()
        if applying not in known:
            known[applying] = CellLook((grid.style[-1].id, applying), *conditional(grid.style, applying))
        return known[applying]

    def _box(self, box: Box, setting: Setting) -> Iterator[Paragraph]:
        if setting.level >= _DEEPEST:
            return
        story = Story.TEXT_BOX if self.story is Story.BODY else self.story
        place = replace(setting.place, story=story, table=0, row=0, cell=0)
        fields, self._fields = self._fields, Fields()
        yield from self._blocks(box.content, Setting(place, box.width or setting.width, NO_CELL, setting.level + 1))
        self._fields = fields


def set_ups_of(body: etree._Element) -> tuple[tuple[PageSetUp, etree._Element | None], ...]:
    """Return the page set-up of each section of `body` and the w:sectPr that says it."""
    found = [section for element in content(body) if element.tag == W + "p" and (section := element.find(f"{W}pPr/{W}sectPr")) is not None]
    last = body.find(W + "sectPr")
    sections: list[etree._Element | None] = [*found]
    if last is not None or not found or _goes_on(body, found[-1]):
        sections.append(last)
    return tuple((page_set_up(section), section) for section in sections)


def _goes_on(body: etree._Element, section: etree._Element) -> bool:
    """Return whether anything stands after the paragraph that holds `section`."""
    blocks = [element for element in content(body) if element.tag in (W + "p", W + "tbl")]
    return bool(blocks) and section not in blocks[-1].iter(W + "sectPr")


def _listed(grid: Grid, number: int, section: int) -> Table:
    return Table(
        number=number,
        section=section,
        rows=len(grid.rows),
        columns=grid.columns,
        has_borders=grid.has_borders(),
        header_rows=grid.header_rows,
        rows_may_split=any(row.may_split for row in grid.rows),
        width=grid.width,
        element=grid.element,
    )


def _ruled(paragraphs: Iterator[Paragraph], width: Decimal) -> Iterator[Paragraph]:
    """Yield `paragraphs`; the line that is drawn under their cell belongs to the last."""
    last: Paragraph | None = None
    for paragraph in paragraphs:
        if last is not None:
            yield last
        last = paragraph
    if last is not None:
        yield replace(last, lines=(*last.lines, DrawnLine("border", width or None)))


def _borders(format: ParagraphFormat, width: Decimal) -> Iterator[DrawnLine]:
    if format.top_border or format.bottom_border:
        length = width - format.left - format.right
        yield DrawnLine("border", length if length > 0 else None)


def _is_deleted(marks: etree._Element | None) -> bool:
    return marks is not None and (marks.find(W + "del") is not None or marks.find(W + "moveFrom") is not None)
