"""The hidden sheet of a blank form: the seal, the calculations no one reads, and the lists that dropdowns offer."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.forms import seal
from docgen.forms.area import Area
from docgen.forms.canvas import Book, Live, Page
from docgen.forms.conditions import NOTHING_AROSE
from docgen.forms.looks import PLAIN
from docgen.forms.plan import PREFIX, Plan
from docgen.model.programme import Choice, FieldType
from docgen.programme import choice_marks

SEAL_NAME = "dg_seal"
LIST_NAME = "dgl_"
_FIRST_LIST = 3


def write(page: Page, plan: Plan, book: Book) -> Mapping[tuple[Choice, ...], str]:
    """Write the sheet; return the name of the list of each set of choices."""
    page.put(0, 0, "Không sửa, không xóa tờ này.", PLAIN)
    page.put(0, 1, seal.encode(plan.seal), PLAIN)
    book.define(SEAL_NAME, page.reference(Area.cell(0, 1)))
    for n, asked in enumerate(plan.layout.silent):
        page.put(2 + n, 0, asked.name, PLAIN)
        page.put(2 + n, 1, Live(plan.conditions.calculation(asked, is_elsewhere=True), plan.calculated(asked)), PLAIN)
        book.define(f"{PREFIX}{asked.name}", page.reference(Area.cell(2 + n, 1)))
    _write_joined(page, plan, book)
    lists = _write_lists(page, plan, book)
    page.protect()
    page.hide()
    return lists


def _write_joined(page: Page, plan: Plan, book: Book) -> None:
    """Write, for each question with marks, which choices are marked: named, because rules of another sheet look there."""
    marked = [f for f in plan.layout.questions if choice_marks.is_marked(f)]
    for row, asked in enumerate(marked, start=2 + len(plan.layout.silent)):
        page.put(row, 0, asked.name, PLAIN)
        page.put(row, 1, Live(plan.conditions.joined_cell(asked)), PLAIN)
        book.define(plan.places.joined[asked.name], page.reference(Area.cell(row, 1)))


def _write_lists(page: Page, plan: Plan, book: Book) -> Mapping[tuple[Choice, ...], str]:
    columns = (f for table in plan.layout.tables for f in table.columns)
    asked = (f for f in (*plan.layout.questions, *plan.layout.marks, *columns) if f.type is FieldType.SELECT_ONE)
    lists: dict[tuple[Choice, ...], str] = {}
    for choices in dict.fromkeys(f.choices for f in asked):
        column = _FIRST_LIST + len(lists)
        labels = [*(choice.label for choice in choices), NOTHING_AROSE]
        for row, label in enumerate(labels):
            page.put(row, column, label, PLAIN)
        name = f"{LIST_NAME}{len(lists) + 1}"
        book.define(name, page.reference(Area(0, column, len(labels) - 1, column)))
        lists[choices] = name
    return lists
