"""The register of receipt, as a clerk opens it."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from docgen.outbox import intake_book
from tests.unit.outbox.office import AGENCY, accepted, make_state, not_sent, returned


def test_each_unit_has_a_row_with_its_state() -> None:
    data = intake_book.build(make_state(accepted(days_late=2), not_sent(), returned()), AGENCY)

    page = load_workbook(BytesIO(data)).active
    assert page is not None
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    rows = [line[1:7] for line in lines if str(line[0]).isdigit()]
    assert rows == [
        ["Thôn Mẫu 01", "B. Các thôn", "Đã tiếp nhận, gửi muộn 2 ngày", "16 giờ 42 phút, ngày 28/11/2026", "2", "1"],
        ["Thôn Mẫu 02", "B. Các thôn", "Chưa gửi, quá hạn 2 ngày", None, None, None],
        ["Phòng Kinh tế", "A. Cơ quan thuộc UBND xã", "Trả lại, chờ đơn vị sửa", None, None, "1"],
    ]


def test_equal_states_give_equal_bytes() -> None:
    state = make_state(accepted(), not_sent())

    assert intake_book.build(state, AGENCY) == intake_book.build(state, AGENCY)
