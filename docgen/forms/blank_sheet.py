"""The main sheet of a blank form: a plan in, heading, lines, signatures and tables out onto a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from docgen.forms import answer_cells, blank_head, blank_tables, grid, measure, paging
from docgen.forms.area import Area
from docgen.forms.canvas import Book, CellValue, Live, Page, Rich
from docgen.forms.layout import Line, LineKind
from docgen.forms.looks import (
    CENTRED_BOLD,
    CENTRED_ITALIC,
    HEADING,
    HINT,
    LABEL,
    MEASURE,
    NOTE,
    NUMBER,
    PART,
    PLAIN,
    REMARK,
)
from docgen.forms.plan import PREFIX, Plan
from docgen.forms.styles import Style
from docgen.model.programme import Choice, Field, FieldType
from docgen.programme import choice_marks

_PAGE_HEIGHT, _PAGE_WIDTH = 762.0, 524.0
"""What an A4 page with our margins has room for, in points, before scaling."""
_CELL_EDGE = 4.0
_SMALL_TABLE = 0.4
"""A table that takes no more of a page than this is not parted."""
_MARK_BELOW = f"đánh dấu {choice_marks.MARK}"
_SQUEEZE = 0.25
"""Which part of a further page is saved by printing everything a little smaller."""


def write(page: Page, plan: Plan, book: Book, lists: Mapping[tuple[Choice, ...], str]) -> None:
    """Write the whole sheet and name its cells in `book`; below its last row the columns of tables stay open."""
    places = plan.places
    page.columns(places.grid.widths, Style(locked=False) if places.tables else None)
    page.show(gridlines=False)
    head = blank_head.write(page, plan, book)
    for row, line in zip(places.line_rows, plan.layout.lines, strict=True):
        _write_line(page, plan, row, line)
        if line.field is not None and line.kind in (LineKind.QUESTION, LineKind.MARK):
            _name(page, plan, book, line)
            _guard(page, plan, line, line.field, lists)
    _write_signatures(page, plan)
    for place in places.tables:
        blank_tables.write(page, plan, book, place, lists)
    _finish(page, plan, head)


def _guard(page: Page, plan: Plan, line: Line, asked: Field, lists: Mapping[tuple[Choice, ...], str]) -> None:
    if line.kind is LineKind.MARK or not answer_cells.is_open(asked):
        return
    if choice_marks.is_marked(asked):
        for mark in choice_marks.fields(asked):
            answer_cells.guard_mark(page, plan, asked, mark, plan.places.answer_area(mark), lists)
    else:
        answer_cells.guard(page, plan, asked, plan.places.answer_area(asked), lists)


def _write_line(page: Page, plan: Plan, row: int, line: Line) -> None:
    columns = plan.places.grid
    page.height(row, grid.line_height(line, columns))
    everywhere = Area(row, 0, row, columns.note)
    if line.kind is LineKind.QUESTION and line.field is not None:
        _write_question(page, plan, row, line, line.field)
    elif line.kind is LineKind.MARK and line.field is not None:
        _write_mark(page, plan, row, line, line.field)
    elif line.kind is LineKind.REMARK:
        page.span(everywhere, line.text, REMARK)
    elif line.kind is LineKind.TABLE_BELOW:
        page.span(everywhere, Rich(((line.text, HEADING), (" (ghi ở bảng cuối biểu)", replace(HEADING, bold=False, italic=True)))), HEADING)
    else:
        page.span(everywhere, line.text, HEADING)


def _write_question(page: Page, plan: Plan, row: int, line: Line, asked: Field) -> None:
    columns = plan.places.grid
    page.put(row, 0, line.number, NUMBER)
    style = PART if line.is_part else LABEL
    label: CellValue = Rich(((line.text, style), (f"\n{line.hint}", HINT))) if line.hint else line.text
    page.span(Area(row, 1, row, columns.last_label), label, style)
    look = answer_cells.style_of(asked, plan)
    value: CellValue = plan.prefilled(asked)
    if asked.type is FieldType.CALCULATE:
        value = Live(plan.conditions.calculation(asked), plan.calculated(asked))
    if not grid.is_wide(asked):
        page.put(row, columns.measure, asked.unit_of_measure, MEASURE)
        if columns.previous is not None:
            page.put(
                row, columns.previous, "" if choice_marks.is_marked(asked) else plan.before(asked), replace(look, locked=True, fill="")
            )
        page.put(row, columns.note, plan.note_on(asked), NOTE if _has_note(asked) else replace(NOTE, fill="", locked=True))
    if choice_marks.is_marked(asked):
        value, look = _MARK_BELOW, replace(MEASURE, italic=True)
    page.span(plan.places.answer_area(asked), value, look)


def _write_mark(page: Page, plan: Plan, row: int, line: Line, mark: Field) -> None:
    columns = plan.places.grid
    page.put(row, 0, "", NUMBER)
    page.span(Area(row, 1, row, columns.last_label), line.text, PART)
    for column in range(columns.measure, columns.note + 1):
        page.put(row, column, "", MEASURE)
    if columns.previous is not None:
        page.put(row, columns.previous, plan.marked_before(mark), MEASURE)
    page.put(row, columns.answer, plan.prefilled_mark(mark), answer_cells.style_of(mark, plan))


def _name(page: Page, plan: Plan, book: Book, line: Line) -> None:
    asked = line.field
    if asked is None:
        return
    area = plan.places.answer_area(asked)
    if not choice_marks.is_marked(asked):
        book.define(f"{PREFIX}{asked.name}", page.reference(Area.cell(area.first_row, area.first_column)))
    if line.kind is LineKind.QUESTION and _has_note(asked):
        book.define(f"{PREFIX}note_{asked.name}", page.reference(Area.cell(area.first_row, plan.places.grid.note)))


def _has_note(asked: Field) -> bool:
    return asked.type.is_input and not asked.read_only and not grid.is_wide(asked)


def _write_signatures(page: Page, plan: Plan) -> None:
    row, columns = plan.places.signature_row, plan.places.grid
    year = plan.period.year or plan.dates.data_to.year
    page.fill_row(row - 1, 0, columns.note, PLAIN)
    page.height(row - 1, 9)
    texts = (
        ("", f"{plan.agency.place}, ngày ….. tháng ….. năm {year}", CENTRED_ITALIC),
        ("NGƯỜI LẬP BIỂU", plan.unit.type.signs_as, CENTRED_BOLD),
        ("(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên, đóng dấu nếu có)", CENTRED_ITALIC),
        ("", "", PLAIN),
        ("", "", PLAIN),
    )
    for offset, (first, second, style) in enumerate(texts):
        page.span(Area(row + offset, 0, row + offset, columns.last_label), first, style)
        page.span(Area(row + offset, columns.measure, row + offset, columns.note), second, style)
        page.height(row + offset, grid.SIGNATURE_HEIGHTS[offset])


def _finish(page: Page, plan: Plan, head: float) -> None:
    laid, can_repeat = _paging(page, plan, head)
    page.print_on_a4(footer=f"&L&10Mã biểu: {plan.seal.short_code}&R&10Trang &P/&N")
    page.break_pages(laid.scale, laid.breaks)
    if can_repeat:
        page.repeat(grid.HEAD_ROW, grid.HEAD_ROW)
    # Below the last table a unit writes on; in one with another table below it, rows must be put in between.
    page.protect(may_insert_rows=len(plan.places.tables) > 1)
    open_cells = (line.field for line in plan.layout.lines if line.field and not choice_marks.is_marked(line.field))
    first = next((f for f in open_cells if answer_cells.is_open(f)), None)
    if first is not None:
        area = plan.places.answer_area(first)
        page.select(area.first_row, area.first_column)


def _paging(page: Page, plan: Plan, head: float) -> tuple[paging.Paging, bool]:
    """Return how the form falls into pages, and whether its column heads may stand on each of them.

    They may not where a page begins with or within a table, whose columns are others.
    """
    columns = plan.places.grid
    width = sum(columns.widths) * measure.POINTS_PER_CHARACTER + _CELL_EDGE * len(columns.widths)
    fitting = min(1.0, _PAGE_WIDTH / width)
    whole = head + grid.height_of_lines(plan.layout, columns) + sum(grid.height_of_table(place, columns) for place in plan.places.tables)
    pages = max(1, ceil(whole * fitting / _PAGE_HEIGHT - _SQUEEZE))
    rows, scale = _rows(page, plan), int(fitting * 100)
    laid = paging.plan(rows, _PAGE_HEIGHT, scale, pages, page.heights[grid.HEAD_ROW])
    if not any(row > plan.places.signature_row for row in laid.breaks):
        return laid, True
    return paging.plan(rows, _PAGE_HEIGHT, scale, pages), False


def _rows(page: Page, plan: Plan) -> tuple[paging.Row, ...]:
    """Return every row as printed; a heading stays with its first line, a total with its parts, the signatures together."""
    places, lines = plan.places, plan.layout.lines
    kept = set(range(places.signature_row, places.signature_row + len(grid.SIGNATURE_HEIGHTS) - 1))
    kept |= {row for place in places.tables for row in (place.title_row, place.hint_row, place.head_row)}
    for place in places.tables:
        if grid.height_of_table(place, places.grid) < _PAGE_HEIGHT * _SMALL_TABLE:
            kept.update(range(place.first, place.last))
    for row, line, below in zip(places.line_rows, lines, lines[1:], strict=False):
        if line.kind in (LineKind.HEADING, LineKind.REMARK) or below.is_part:
            kept.add(row)
    last = max((place.last for place in places.tables), default=places.signature_row + len(grid.SIGNATURE_HEIGHTS) - 1)
    return tuple(paging.Row(page.heights.get(row, grid.TABLE_ROW), row in kept) for row in range(last + 1))
