"""inbox/DOC-TRUOC-KHI-GUI.txt: how to send, as a text that Notepad shows."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.model import folders, wording
from docgen.model.consolidated import PeriodState
from docgen.outbox import words
from docgen.settings import Agency, Contact

_TEXT = """\
{office}
ĐỌC TRƯỚC KHI GỬI BIỂU SỐ LIỆU

{due}

CÁCH GỬI
1. Lấy biểu của đơn vị mình ở thư mục {forms}. Mỗi đơn vị một tệp, đã ghi sẵn tên đơn vị và kỳ.
2. Mở bằng Excel, ghi vào các ô màu vàng, lưu tệp, đóng Excel.
3. Chép tệp vào thư mục này (thư mục ngoài cùng{own}).
4. Chờ khoảng 1 phút. Tệp vừa chép sẽ không còn ở đây, vì đã được chuyển đi:
   - Thư mục {taken}: đã tiếp nhận, bên cạnh có phiếu tiếp nhận.
   - Thư mục {mend}: chưa nhận, có ô cần sửa. Mở tệp đó, xem tờ CẦN SỬA, sửa ngay trong tệp rồi lưu tại chỗ.
5. Mở {page} (bấm đúp) để xem đã nhận của những đơn vị nào.

CẦN BIẾT
- Muốn kiểm tra trước khi gửi: chép tệp vào thư mục {rehearsal}. Phiếu báo còn ô nào phải sửa; không ghi nhận gì, chưa tính là đã gửi.
- Gửi lại được nhiều lần trước khi xã khóa số liệu; bản sau thay bản trước.
- Ghi số, không kèm chữ. Kết quả bằng không ghi 0. Việc không phát sinh ghi dấu gạch ngang (-).
  Chưa có số liệu thì để trống, ghi lý do ở cột Ghi chú.
- Chỉ nhận tệp Excel (.xlsx) của biểu đã phát; không nhận ảnh chụp, PDF, Word thay cho biểu.
- Văn bản xã gửi lại cho đơn vị nằm ở thư mục {papers}.

Cần giúp: {help}.
"""


def text(agency: Agency, contact: Contact, states: Sequence[PeriodState] = (), per_unit: bool = False) -> str:
    """Return how to send: one line for each period that is due, the steps, whom to call."""
    due = [f"{words.form_number(state.programme)} {state.period.words}. {state.dates.deadline.sentence}" for state in states]
    telephone = f"điện thoại {contact.phone}" if contact.phone else ""
    return _TEXT.format(
        office=agency.name.upper(),
        due="\n".join(due) if due else "Hiện chưa có kỳ báo cáo nào đang nhận biểu.",
        own=" hoặc thư mục riêng của đơn vị" if per_unit else "",
        forms=folders.TAKE_FORMS,
        taken=folders.TAKEN,
        mend=folders.TO_MEND,
        page=folders.INTAKE_PAGE,
        rehearsal=folders.REHEARSAL,
        papers=folders.FROM_OFFICE,
        help=wording.listed((agency.desk, contact.name, telephone), ", "),
    )
