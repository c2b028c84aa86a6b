"""Sổ theo dõi tiếp nhận báo cáo: one period in, a workbook with one row per unit out, for the clerk's file."""

from __future__ import annotations

from docgen.forms import listing
from docgen.forms.canvas import Book, CellValue
from docgen.forms.listing import Heading, Listing
from docgen.model import wording
from docgen.model.consolidated import PeriodState, UnitState
from docgen.outbox import words
from docgen.outbox.unit_remarks import remarks
from docgen.settings import Agency

TITLE = "SỔ THEO DÕI TIẾP NHẬN BÁO CÁO"
_SHEET = "Sổ theo dõi tiếp nhận"
_HEADINGS = (
    Heading("TT", 5, "center"),
    Heading("Đơn vị", 28),
    Heading("Khối", 26),
    Heading("Tình trạng", 32),
    Heading("Nhận lúc", 22),
    Heading("Số ngày muộn", 9, "center"),
    Heading("Số lần gửi", 8, "center"),
    Heading("Tên tệp", 34),
    Heading("Người đứng đầu", 26),
    Heading("Điện thoại", 16),
    Heading("Ghi chú", 40),
)


def build(state: PeriodState, agency: Agency) -> bytes:
    """Return the workbook; equal states give equal bytes."""
    book = Book(f"{TITLE} {state.period.words}")
    lead = (
        f"{agency.name} - {words.form_number(state.programme)} {state.period.words}. {state.dates.deadline.sentence} "
        f"Đã tiếp nhận {len(state.accepted)}/{len(state.asked)} đơn vị."
    )
    rows = [_row(number, unit, state) for number, unit in enumerate(state.states, 1)]
    listing.write(book, Listing(_SHEET, TITLE, lead, _HEADINGS, rows, "Chưa có đơn vị nào."))
    return book.finish()


def _row(number: int, state: UnitState, period: PeriodState) -> tuple[CellValue, ...]:
    unit = state.unit
    return (
        str(number),
        unit.name,
        words.group_of(unit),
        words.of_unit(state, period.dates.deadline, period.today).for_clerk,
        wording.moment(state.received_at) if state.received_at else "",
        str(state.days_late) if state.revision else "",
        str(state.times_sent or ""),
        state.revision.receipt.file_name if state.revision else "",
        wording.listed((unit.head_title, unit.head_name), " "),
        unit.phone,
        remarks(state, period.programme),
    )
