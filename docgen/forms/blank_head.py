"""The head of a blank form: which form, whose, until when, for which days, and the heads of its columns."""

from __future__ import annotations

from dataclasses import replace

from docgen.forms import measure
from docgen.forms.area import Area
from docgen.forms.canvas import Book, Live, Page
from docgen.forms.conditions import missing_required
from docgen.forms.grid import HEAD_ROW
from docgen.forms.looks import BOLD, CENTRED_BOLD, HEAD, PLAIN, SMALL, TITLE
from docgen.forms.plan import PREFIX, Plan
from docgen.model import text

_REPORTING_UNIT = "Đơn vị báo cáo: "
UNIT_NAME = f"{PREFIX}_don_vi"
PERIOD_NAME = f"{PREFIX}_ky"
_LONGEST_COUNT = 3500
_BOLD_ROOM = 0.92
"""How much of a width is left for letters of ordinary weight where the text is bold."""
_LEGEND = "Chỉ ghi vào ô màu vàng. Việc không phát sinh ghi dấu gạch ngang (-). Cách ghi và cách gửi: xem tờ HƯỚNG DẪN."
_FILLED = "Biểu đã điền sẵn số liệu xã đã nhận: chỉ sửa ô cần đổi, để nguyên các ô khác. "
_LEFT_OUT = " Biểu chỉ in các mục giao cho đơn vị, số mục giữ theo biểu chung của xã."


def write(page: Page, plan: Plan, book: Book) -> float:
    """Write the rows above the first line; return how high they are together, in points."""
    heights = (
        _write_corners(page, plan, book),
        _write_title(page, plan, book),
        _write_legend(page, plan),
        _write_column_heads(page, plan),
    )
    return sum(heights)


def _write_corners(page: Page, plan: Plan, book: Book) -> float:
    """Write form number and deadline on the left; who reports to whom, and what is still blank, on the right.

    Source: the look of a statistical form, as offices know it; the name of the unit is the cell's whole value, the words before it are its
    number format.
    """
    columns = plan.places.grid
    right = (columns.measure, columns.note)
    page.span(Area(0, 0, 0, columns.last_label), plan.programme.form_number, BOLD)
    first = _write_issuing_letter(page, plan)
    page.span(Area(first, 0, 2, columns.last_label), plan.dates.deadline.sentence, replace(PLAIN, size=11, italic=True, valign="top"))
    unit_cell = Area(0, right[0], 0, right[1])
    page.span(unit_cell, plan.unit.name, replace(BOLD, number=f'"{_REPORTING_UNIT}"@', valign="top"))
    lines = measure.lines(_REPORTING_UNIT + plan.unit.name, columns.width(*right) * _BOLD_ROOM, BOLD.size)
    book.define(UNIT_NAME, page.reference(Area.cell(0, right[0])))
    receiver = f"Đơn vị nhận: {plan.programme.receiver}" if plan.programme.receiver else ""
    page.span(Area(1, right[0], 1, right[1]), receiver, PLAIN)
    page.span(Area(2, right[0], 2, right[1]), _progress(plan), replace(PLAIN, size=11, italic=True, color="#C00000"))
    heights = (17.0 * lines, 17.0, 17.0 if first == 1 else 30.0)
    for row, height in enumerate(heights):
        page.height(row, height)
    return sum(heights)


def _write_issuing_letter(page: Page, plan: Plan) -> int:
    """Write with which letter the form was sent out, when the programme says it; return the row that is free below."""
    if not plan.programme.issued_with:
        return 1
    style = replace(PLAIN, size=11, italic=True, shrink=True, wrap=False)
    page.span(Area(1, 0, 1, plan.places.grid.last_label), plan.programme.issued_with, style)
    return 2


def _progress(plan: Plan) -> Live:
    """Return the line that says how many required cells are still blank, counted live."""
    asked = plan.layout.questions
    blank = sum(1 for f in asked if f.required and f.type.is_input and f.relevant is None and plan.prefilled(f) == "")
    conditional = (plan.conditions.missing_where_asked(f) for f in asked if f.required and f.type.is_input and f.relevant is not None)
    parts = [missing_required(plan.places, asked), *filter(None, conditional)]
    count = "+".join(parts)
    if len(count) > _LONGEST_COUNT:
        count = parts[0]
    words = f'IF({count}=0,"Đã ghi đủ các ô bắt buộc","Còn "&({count})&" ô bắt buộc đang để trống")'
    return Live(f"={words}", f"Còn {blank} ô bắt buộc đang để trống" if blank else "Đã ghi đủ các ô bắt buộc")


def _write_title(page: Page, plan: Plan, book: Book) -> float:
    columns = plan.places.grid
    title = plan.programme.title.upper()
    size = TITLE.size
    height = measure.height(measure.lines(title, columns.width(0, columns.note) * 0.97, size), size) + 12
    page.span(Area(3, 0, 3, columns.note), title, TITLE)
    page.height(3, height)
    days = f"số liệu từ ngày {plan.dates.data_from:%d/%m/%Y} đến ngày {plan.dates.data_to:%d/%m/%Y}"
    period = Area(4, 0, 4, columns.note)
    page.span(period, text.capitalised(plan.period.words), replace(CENTRED_BOLD, number=f'@" ({days})"', wrap=False))
    book.define(PERIOD_NAME, page.reference(Area.cell(4, 0)))
    page.height(4, 18)
    return height + 18


def _write_legend(page: Page, plan: Plan) -> float:
    columns = plan.places.grid
    words = (_FILLED if plan.seal.base else "") + _LEGEND + (_LEFT_OUT if plan.layout.left_out else "")
    style = replace(SMALL, align="center", valign="vcenter")
    height = measure.height(measure.lines(words, columns.width(0, columns.note), style.size), style.size) + 5
    page.span(Area(5, 0, 5, columns.note), words, style)
    page.height(5, height)
    return height


def _write_column_heads(page: Page, plan: Plan) -> float:
    columns = plan.places.grid
    page.put(HEAD_ROW, 0, "TT", HEAD)
    page.span(Area(HEAD_ROW, 1, HEAD_ROW, columns.last_label), "Chỉ tiêu", HEAD)
    page.put(HEAD_ROW, columns.measure, "Đơn vị tính", HEAD)
    if columns.previous is not None:
        page.put(HEAD_ROW, columns.previous, "Kỳ trước", HEAD)
    page.put(HEAD_ROW, columns.answer, "Kỳ này", HEAD)
    page.put(HEAD_ROW, columns.note, "Ghi chú", HEAD)
    page.height(HEAD_ROW, 30)
    return 30
