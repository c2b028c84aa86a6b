"""A .docx as read in, its components out: each stage notes what it knows on one sheet; this module alone knows their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docgen.nd30.reading.document import Document, Table
from docgen.nd30.recognise.annexes import is_annex, note_annex, starts
from docgen.nd30.recognise.components import Component, Recognised
from docgen.nd30.recognise.governed import Marks, judge
from docgen.nd30.recognise.heading_block import heading_starts, note_heading, note_strays
from docgen.nd30.recognise.layout_tables import data_tables, note_tables
from docgen.nd30.recognise.lines import Line, read_lines
from docgen.nd30.recognise.margins import heading_in_header, note_margins
from docgen.nd30.recognise.sheet import Sheet
from docgen.nd30.recognise.signature import note_closing
from docgen.nd30.recognise.text_body import note_addressees, note_bases, note_text
from docgen.nd30.recognise.types import LETTER, note_authority, note_type


def recognise(document: Document) -> Recognised:
    """Return `document` with every paragraph named: exactly one component each, unless several share one paragraph."""
    lines = read_lines(document)
    headings = heading_starts(lines)
    header = () if headings else heading_in_header(document)
    sheet = Sheet((*header, *lines), frozenset(table.number for table in document.tables if table.has_borders))
    first, *rest = _papers(sheet, lines, headings)
    if is_annex(first):
        note_annex(sheet, first)
    type = _note_paper(sheet, (*header, *first))
    for annex in rest:
        note_annex(sheet, annex)
        _note_paper(sheet, annex)
        note_annex(sheet, annex)
    note_strays(sheet)
    tables = data_tables(document, sheet)
    note_tables(sheet, tables)
    numbers = frozenset(table.number for table in tables)
    for part in (first, *rest):
        note_text(sheet, part, numbers)
    return _recognised(document, sheet, header, type, tables)


def _papers(sheet: Sheet, lines: Sequence[Line], headings: Sequence[int]) -> list[tuple[Line, ...]]:
    """Return the lines of the main text and of each annex."""
    places = [0, *(place for place in starts(lines, headings) if place), len(lines)]
    papers = [tuple(lines[begin:end]) for begin, end in pairwise(places)]
    for count, paper in enumerate(papers):
        sheet.annex_of.update((line.index, count) for line in paper)
    return papers


def _note_paper(sheet: Sheet, lines: Sequence[Line]) -> str:
    """Note heading, title, closing and bases of one paper; return its type."""
    length = note_heading(sheet, lines)
    type = note_type(sheet, lines[length:]) or ("" if _is_named(sheet, lines) else note_type(sheet, lines[:length]))
    is_named = _is_named(sheet, lines)
    if not is_named and any(sheet.is_a(line, Component.SUBJECT_LETTER) for line in lines):
        type = LETTER
    note_authority(sheet, sheet.free(lines), type)
    note_addressees(sheet, sheet.free(lines))
    if not (type or is_named) and length and any(sheet.is_a(line, Component.ADDRESSEE) for line in lines):
        type = LETTER
    note_bases(sheet, lines[length:], type)
    note_closing(sheet, lines)
    return type


def _is_named(sheet: Sheet, lines: Sequence[Line]) -> bool:
    return any(sheet.is_a(line, Component.TYPE) for line in lines)


def _recognised(document: Document, sheet: Sheet, header: Sequence[Line], type: str, tables: tuple[Table, ...]) -> Recognised:
    components = sheet.found(sheet.lines)
    main = [found for found in components if found.annex == 0]
    governed, why_not = judge(Marks(main, [line for line in sheet.lines if sheet.annex(line) == 0], type))
    labels = tuple(place for place, found in enumerate(components) if found.component is Component.ANNEX_LABEL)
    in_header = {id(line.paragraph.element) for line in header}
    margins = tuple(found for found in note_margins(document) if id(found.paragraph.element) not in in_header)
    return Recognised(document, (*components, *margins), type, governed, why_not, tables, labels)
