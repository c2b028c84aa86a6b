"""A table at the end of a blank form: heads, prepared rows, and rules for the rows that a unit adds below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from docgen.forms import answer_cells, grid
from docgen.forms.area import Area, address
from docgen.forms.canvas import Book, CellValue, Live, Page
from docgen.forms.looks import BOLD, FURTHER, HEAD, NUMBER, PLAIN, SMALL
from docgen.forms.plan import PREFIX, Plan
from docgen.model.programme import Choice, Field, FieldType
from docgen.programme import choice_marks


def write(page: Page, plan: Plan, book: Book, place: grid.TablePlace, lists: Mapping[tuple[Choice, ...], str]) -> None:
    """Write one table; each column gets the name of its prepared rows, its rules go on below them."""
    _write_heads(page, plan, place)
    for row in range(place.first, place.last + 1):
        page.put(row, 0, str(row - place.first + 1), NUMBER)
    for column in place.table.columns:
        _write_column(page, plan, book, place, column, lists)
    for asked in filter(choice_marks.is_marked, place.table.asked):
        _guard_marks(page, plan, place, asked, lists)
    if place.reach > place.last:
        _paint_further_rows(page, plan, place)


def _write_heads(page: Page, plan: Plan, place: grid.TablePlace) -> None:
    columns = plan.places.grid
    page.fill_row(place.title_row - 1, 0, columns.note, PLAIN)
    page.span(Area(place.title_row, 0, place.title_row, columns.note), place.table.title, BOLD)
    page.height(place.title_row, 20)
    page.span(Area(place.hint_row, 0, place.hint_row, columns.note), grid.table_hints(place.table), SMALL)
    page.height(place.hint_row, grid.hint_height(place.table, columns))
    page.put(place.head_row, 0, "TT", HEAD)
    for column in place.table.columns:
        first, last = place.columns[column.name]
        page.span(Area(place.head_row, first, place.head_row, last), grid.head_text(column), HEAD)
    page.height(place.head_row, grid.table_head_height(place, columns))


def _write_column(
    page: Page, plan: Plan, book: Book, place: grid.TablePlace, column: Field, lists: Mapping[tuple[Choice, ...], str]
) -> None:
    first, last = place.columns[column.name]
    style = replace(answer_cells.style_of(column, plan), size=11)
    for row in range(place.first, place.last + 1):
        value: CellValue = plan.prefilled_in_row(column, row - place.first, place.table.asked)
        if column.type is FieldType.CALCULATE:
            value = Live(plan.conditions.calculation(column, row), plan.calculated(column, row - place.first))
        page.span(Area(row, first, row, last), value, style)
    book.define(f"{PREFIX}{column.name}", page.reference(Area(place.first, first, place.last, first)))
    is_mark = column not in place.table.asked
    if answer_cells.is_open(column) and not is_mark:
        answer_cells.guard(page, plan, column, Area(place.first, first, place.reach, last), lists)


def _guard_marks(page: Page, plan: Plan, place: grid.TablePlace, asked: Field, lists: Mapping[tuple[Choice, ...], str]) -> None:
    for mark in choice_marks.fields(asked):
        first, last = place.columns[mark.name]
        answer_cells.guard_mark(page, plan, asked, mark, Area(place.first, first, place.reach, last), lists)


def _paint_further_rows(page: Page, plan: Plan, place: grid.TablePlace) -> None:
    """Let rows that a unit writes below the prepared ones look like them."""
    note = plan.places.grid.note
    area = Area(place.last + 1, 0, place.reach, note)
    row = Area(place.last + 1, 0, place.last + 1, note)
    written = f"{address(row.first_row, 0, fixed_row=False)}:{address(row.first_row, note, fixed_row=False)}"
    page.paint(area, f"COUNTA({written})>0", FURTHER)
