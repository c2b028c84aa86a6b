"""The form of one unit, blank or filled: programme, unit, period and seal in, the bytes of a workbook out; the order of its sheets."""

from __future__ import annotations

from docgen.forms import blank_sheet, guide_sheet, seal_sheet
from docgen.forms.canvas import Book
from docgen.forms.plan import Plan
from docgen.forms.sheet_names import GUIDE_SHEET, MAIN_SHEET, SEAL_SHEET
from docgen.model import text
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.submissions import Seal
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.settings import Agency, Contact


def write_blank(  # noqa: PLR0913, PLR0917 (the facts of an issue; Plan holds them together)
    programme: Programme,
    unit: Unit,
    period: Period,
    dates: PeriodDates,
    agency: Agency,
    contact: Contact,
    seal: Seal,
    previous: Answers | None = None,
    filled: Answers | None = None,
) -> bytes:
    """Return the form of `unit` for `period`, sealed; equal facts give equal bytes.

    Shape: sheet `Biểu` with a workbook name `dg_<field>` for each answer (for a column of a table: its prepared rows) and
    `dg_note_<field>` for the note beside it, `dg__don_vi` and `dg__ky`; sheet `HƯỚNG DẪN`; hidden sheet `_docgen`, seal in `dg_seal`.

    Args:
        previous: the unit's answers of the period before, printed beside in a locked column; without them there is no such column.
        filled: the unit's own answers for this very period, written into the cells; a form without them is blank.
    """
    plan = Plan(programme, unit, period, dates, agency, contact, seal, previous, filled)
    book = Book(f"{programme.form_number} {programme.title}".strip())
    main, guide, hidden = book.page(MAIN_SHEET), book.page(GUIDE_SHEET), book.page(SEAL_SHEET)
    lists = seal_sheet.write(hidden, plan, book)
    blank_sheet.write(main, plan, book, lists)
    guide_sheet.write(guide, plan)
    return book.finish()


def file_name(programme: Programme, unit: Unit, period: Period) -> str:
    """Return `Bieu BDG - Thon Mau 01 - nam 2026.xlsx`: no accents, so that it arrives unharmed by telephone."""
    words = f"Bieu {programme.form_id.upper()} - {unit.name_in_files} - {text.without_accents(period.words)}"
    return f"{text.file_name(words)}.xlsx"
