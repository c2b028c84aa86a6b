"""The guide of a blank form: how to fill it, how to send it, until when, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.forms import measure
from docgen.forms.area import Area
from docgen.forms.canvas import Page
from docgen.forms.looks import BOLD, HEAD, PLAIN, TITLE
from docgen.forms.plan import Plan
from docgen.forms.styles import Style
from docgen.model import folders
from docgen.programme import choice_marks

_WIDTHS = (34.0, 36.0, 24.0)
_LAST = len(_WIDTHS) - 1
_HOW_TO_FILL = (
    "1. Chỉ ghi vào ô màu vàng. Ô màu trắng đã khóa.",
    '2. Ghi số, không kèm chữ: ghi 12, không ghi "12 người". Số tiền ghi theo đồng: 5 triệu đồng ghi 5000000.',
    "3. Kết quả bằng không ghi 0. Việc không phát sinh ghi dấu gạch ngang (-). Chưa có số liệu để trống và ghi lý do ở cột Ghi chú.",
    "4. Ngày ghi theo ngày/tháng/năm, ví dụ 20/10/2026.",
    "5. Không thêm, xóa cột; không đổi tên tờ.",
    "6. Ô hiện màu cam là số liệu chưa khớp, xem chú thích trong ô.",
)
_MARKS = "Câu chọn được nhiều phương án: đánh dấu x vào ô của từng phương án đúng; phương án không đúng để trống."
_GREY = "Ô hiện màu xám là ô không phải ghi, theo nội dung đã ghi ở ô khác."
_ONE_TABLE = "Bảng ở cuối biểu thiếu dòng thì ghi tiếp xuống dưới."
_TABLES = "Bảng thiếu dòng: bảng cuối cùng ghi tiếp xuống dưới; bảng ở trên thì chèn thêm dòng vào giữa bảng (bấm chuột phải, Insert)."
_HOW_TO_SEND = (
    "1. Lưu tệp, đóng Excel.",
    "2. Chép tệp vào thư mục gửi báo cáo của xã (thư mục ngoài cùng), hoặc gửi cho {desk}.",
    "3. Chờ khoảng 1 phút, mở thư mục {taken} xem phiếu; nếu tệp nằm ở {mend} thì mở tệp đó, xem tờ CẦN SỬA, sửa rồi lưu tại chỗ.",
    "4. Gửi lại được nhiều lần trước khi xã khóa số liệu; bản sau thay bản trước.",
    "5. Muốn kiểm tra trước, chép vào thư mục {rehearsal}: báo còn ô nào phải sửa, không ghi nhận gì.",
)
_CONVENTIONS = (
    ("Trường hợp", "Ghi vào ô", "In trong bảng tổng hợp"),
    ("Có số", "số, không kèm chữ, không kèm đơn vị tính", "1.234"),
    ("Có theo dõi, kết quả bằng không", "0", "0"),
    ("Việc đó không phát sinh ở đơn vị", "dấu gạch ngang - hoặc ghi: không phát sinh", "-"),
    ("Có phát sinh nhưng chưa có số liệu", "để trống, ghi lý do ở cột Ghi chú", "…"),
    ("Chỉ tiêu không giao cho loại đơn vị này", "(ô không có trong biểu)", "x"),
)
_TERMS = (
    "Tiền ghi theo đồng, số nguyên; văn bản in ra theo triệu đồng.",
    "“Người” và “lượt người” là hai đơn vị tính khác nhau: chỉ tiêu nào ghi “lượt người” thì một người dự ba lần tính là 3.",
    "Số liệu thời điểm (tổng số người, số hộ, số cơ sở…) lấy tại ngày chốt số liệu {data_to}.",
    "Số liệu thời kỳ (cuộc, lượt, tiền…) cộng trong kỳ, từ ngày {data_from} đến ngày {data_to}.",
)


def write(page: Page, plan: Plan) -> None:
    """Write the guide on one A4 page."""
    page.columns(_WIDTHS)
    page.show(gridlines=False)
    facts = {
        "desk": plan.agency.desk,
        "taken": folders.TAKEN,
        "mend": folders.TO_MEND,
        "rehearsal": folders.REHEARSAL,
        "data_from": f"{plan.dates.data_from:%d/%m/%Y}",
        "data_to": f"{plan.dates.data_to:%d/%m/%Y}",
    }
    row = _write_line(page, 0, "HƯỚNG DẪN", TITLE)
    for title, sentences in (("CÁCH GHI BIỂU", (*_HOW_TO_FILL, *_of_this_form(plan))), ("GỬI BIỂU", _HOW_TO_SEND)):
        row = _write_line(page, row + 1, title, BOLD)
        for sentence in sentences:
            row = _write_line(page, row, sentence.format(**facts), PLAIN)
    row = _write_line(page, row, plan.dates.deadline.sentence, BOLD)
    row = _write_line(page, row, _help(plan), PLAIN)
    row = _write_conventions(page, row + 1)
    for sentence in _TERMS:
        row = _write_line(page, row, f"- {sentence.format(**facts)}", PLAIN)
    page.print_on_a4(pages_tall=1, footer=f"&L&10Mã biểu: {plan.seal.short_code}&R&10Trang &P/&N")
    page.protect()


def _of_this_form(plan: Plan) -> Iterator[str]:
    """Yield what is to be said of a form that has such cells, numbered on."""
    tables = plan.layout.tables
    asked = (*plan.layout.questions, *(column for table in tables for column in table.asked))
    sentences = (
        _MARKS if any(choice_marks.is_marked(f) for f in asked) else "",
        _GREY if any(f.relevant is not None and f.type.is_input for f in asked) else "",
        (_TABLES if len(tables) > 1 else _ONE_TABLE) if tables else "",
    )
    for number, sentence in enumerate(filter(None, sentences), start=len(_HOW_TO_FILL) + 1):
        yield f"{number}. {sentence}"


def _help(plan: Plan) -> str:
    phone = f"điện thoại {plan.contact.phone}" if plan.contact.phone else ""
    return f"Hỗ trợ: {', '.join(part for part in (plan.agency.desk, plan.contact.name, phone) if part)}."


def _write_conventions(page: Page, row: int) -> int:
    row = _write_line(page, row, "QUY ƯỚC SỐ LIỆU", BOLD)
    for number, cells in enumerate(_CONVENTIONS):
        for column, words in enumerate(cells):
            style = HEAD if number == 0 else Style(border="thin", align="center" if column == _LAST else "left")
            page.put(row, column, words, style)
        count = max(measure.lines(words, _WIDTHS[column], 12) for column, words in enumerate(cells))
        page.height(row, measure.height(count, 12) + 5)
        row += 1
    return row


def _write_line(page: Page, row: int, words: str, style: Style) -> int:
    page.span(Area(row, 0, row, _LAST), words, replace(style, valign="top" if style.align == "left" else "vcenter"))
    page.height(row, measure.height(measure.lines(words, sum(_WIDTHS), style.size), style.size) + 4)
    return row + 1
