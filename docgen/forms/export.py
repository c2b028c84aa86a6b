"""The consolidated dataset of one period for people and programs: a state in, a workbook, a CSV or a JSON text out."""

from __future__ import annotations

from docgen.forms import consolidated_sheet, export_lists, listing
from docgen.forms.canvas import Book
from docgen.forms.export_text import to_csv, to_json
from docgen.model.consolidated import PeriodState

__all__ = ["to_csv", "to_json", "to_xlsx"]


def to_xlsx(state: PeriodState) -> bytes:
    """Return the consolidated workbook; equal states give equal bytes.

    Shape: sheets `Tổng hợp` (a row per unit, a column per field, subtotals and totals), `Chỉ tiêu`, one for each table, `Ghi chú`,
    `Thiếu số liệu`, `Nguồn`.
    """
    book = Book(f"Tổng hợp {state.programme.form_number} {state.period.words}", is_streamed=True)
    consolidated_sheet.write(book, state)
    for one in export_lists.all_lists(state):
        listing.write(book, one)
    return book.finish()
