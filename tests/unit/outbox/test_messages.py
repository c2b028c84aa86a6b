"""Reminders and the notice: what is pasted into a chat, what units read before they send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.model.submissions import Outcome
from docgen.outbox import messages, notice
from docgen.outbox.returning import return_note
from tests.unit.outbox.office import (
    AGENCY,
    CONTACT,
    VILLAGE_2,
    above_total,
    accepted,
    at,
    make_decision,
    make_facts,
    make_state,
    not_sent,
    returned,
)

STATES = (accepted(), not_sent(), returned())


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(
            date(2026, 11, 20),
            "Kính gửi các đồng chí, Phòng Kinh tế thông báo: hạn gửi Biểu số 02/NS năm 2026 là hết ngày 30/11/2026, "
            "lùi do ngày 29/11 là Chủ nhật. "
            "Đến nay đã có 1/3 đơn vị gửi. Đề nghị các đơn vị còn lại hoàn thành sớm. "
            "Biểu của từng đơn vị ở thư mục _1-lay-bieu-mau. Trân trọng!",
            id="ten days before",
        ),
        pytest.param(
            date(2026, 11, 27),
            "Phòng Kinh tế nhắc: còn 03 ngày đến hạn gửi Biểu số 02/NS năm 2026. Các đơn vị chưa gửi: Thôn Mẫu 02. "
            "Các đơn vị có biểu trả lại cần sửa: Phòng Kinh tế (1 ô). Vướng mắc xin gọi 0204 000 0000. Trân trọng!",
            id="three days before",
        ),
        pytest.param(
            date(2026, 12, 2),
            "Đã quá hạn gửi Biểu số 02/NS năm 2026. Đề nghị đồng chí phụ trách báo cáo của thôn Mẫu 02 gửi trong ngày hôm nay, "
            "hoặc gọi 0204 000 0000 để được hỗ trợ nhập số liệu. Trân trọng!",
            id="after the deadline",
        ),
    ],
)
def test_the_reminder_fits_the_day(today: date, expected: str) -> None:
    assert messages.text(make_state(*STATES, today=today), AGENCY, CONTACT).splitlines()[1] == expected


def test_the_list_for_calling_names_person_telephone_and_state() -> None:
    said = messages.text(make_state(*STATES), AGENCY, CONTACT).splitlines()

    assert said[said.index("DANH SÁCH GỌI ĐIỆN") + 1] == (
        f"1. {VILLAGE_2.name}, Trưởng thôn Trần Thị Mẫu, điện thoại 0900 000 002, Chưa gửi, quá hạn 2 ngày. Kết quả gọi: ……"
    )


def test_nobody_is_reminded_when_all_have_sent_or_figures_are_locked() -> None:
    assert messages.text(make_state(accepted()), AGENCY, CONTACT) == ""
    assert messages.text(replace(make_state(*STATES), closed_at=at(1)), AGENCY, CONTACT) == ""


def test_the_notice_names_folders_deadline_and_telephone() -> None:
    said = notice.text(AGENCY, CONTACT, (make_state(*STATES),))

    assert (
        "Biểu số 02/NS năm 2026. Hạn gửi: trước ngày 30/11/2026 "
        "(chậm nhất hết ngày 29/11/2026; do là Chủ nhật, nhận hết ngày 30/11/2026)." in said
    )
    assert all(name in said for name in ("_1-lay-bieu-mau", "_2-gui-thu", "_3-da-tiep-nhan", "_4-can-sua-gui-lai", "_5-van-ban-cua-don-vi"))
    assert said.endswith("Cần giúp: Phòng Kinh tế, Lê Thị Mẫu, điện thoại 0204 000 0000.\n")


def test_the_returned_workbook_is_told_what_the_slip_tells() -> None:
    before = make_decision(receipt=make_decision().receipt, times_sent=1)
    note = return_note(make_facts(make_decision(Outcome.RETURNED, above_total(), times_sent=2), accepted_before=before))

    assert (note.unit, note.period, note.received, note.times_sent) == ("Thôn Mẫu 01", "năm 2026", "16 giờ 42 phút, ngày 28/11/2026", 2)
    assert (note.deadline, note.remaining) == ("hết ngày 30/11/2026, lùi do ngày 29/11 là Chủ nhật", "còn 2 ngày")
    assert note.help == "Phòng Kinh tế, Lê Thị Mẫu, điện thoại 0204 000 0000"
    assert note.standing == "lần gửi thứ 1, 16 giờ 42 phút, ngày 28/11/2026"
    assert note.group_by_field["ho_sach"] == "chung"
