"""States in the words of units and clerks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from docgen.dataset.papers import PaperRecord
from docgen.model import wording
from docgen.model.consolidated import UnitState, UnitStatus
from docgen.model.moves import Move
from docgen.model.programme import Deadline
from docgen.model.submissions import IssuedNumber, Outcome
from docgen.outbox import words
from docgen.outbox.paper_words import paper_words
from tests.unit.outbox.office import DATES, VILLAGE_1, accepted, at, make_decision, no_seal, not_sent, returned, revision_of

REVISED = make_decision(revision=2, days_late=0)


@pytest.mark.parametrize(
    ("state", "today", "sign", "for_unit", "for_clerk"),
    [
        pytest.param(accepted(), date(2026, 12, 2), "✓", "Đã tiếp nhận", "Đã tiếp nhận, đúng hạn", id="in time"),
        pytest.param(
            accepted(days_late=2), date(2026, 12, 2), "✓", "Đã tiếp nhận (sau thời hạn)", "Đã tiếp nhận, gửi muộn 2 ngày", id="late"
        ),
        pytest.param(
            UnitState(VILLAGE_1, UnitStatus.ACCEPTED, revision_of(REVISED), REVISED, 2),
            date(2026, 12, 2),
            "↻",
            "Đã tiếp nhận bản thay thế (lần 2)",
            "Đã thay số liệu lần 2, xem thay đổi",
            id="replaced",
        ),
        pytest.param(returned(), date(2026, 12, 2), "!", "Chưa nhận, cần sửa 1 ô", "Trả lại, chờ đơn vị sửa", id="returned"),
        pytest.param(
            UnitState(VILLAGE_1, UnitStatus.HELD, None, make_decision(Outcome.HELD, no_seal()), 1),
            date(2026, 12, 2),
            "?",
            "Đã nhận tệp, đang chờ xã xác minh",
            "Chờ xác minh: Biểu không còn mã biểu (gõ lại hoặc chép sang tệp khác); nội dung ghi là của Thôn Mẫu 01",
            id="held",
        ),
        pytest.param(not_sent(), date(2026, 12, 2), "○", "Chưa gửi", "Chưa gửi, quá hạn 2 ngày", id="overdue"),
        pytest.param(not_sent(), date(2026, 11, 30), "○", "Chưa gửi, hết hạn hôm nay", "Chưa gửi, hết hạn hôm nay", id="the last day"),
        pytest.param(not_sent(), date(2026, 11, 20), "○", "Chưa đến hạn", "Chưa gửi, còn 10 ngày", id="not due"),
        pytest.param(
            UnitState(VILLAGE_1, UnitStatus.EXEMPT),
            date(2026, 12, 2),
            "x",
            "Không thuộc diện báo cáo",
            "Không thuộc diện báo cáo kỳ này",
            id="exempt",
        ),
    ],
)
def test_a_unit_is_described_by_sign_and_words(state: UnitState, today: date, sign: str, for_unit: str, for_clerk: str) -> None:
    said = words.of_unit(state, DATES.deadline, today)

    assert (said.sign, said.for_unit, said.for_clerk) == (sign, for_unit, for_clerk)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 11, 27), "còn 3 ngày", id="before"),
        pytest.param(date(2026, 11, 30), "hết hạn hôm nay", id="the last day, moved from a Sunday"),
        pytest.param(date(2026, 12, 2), "đã quá hạn 2 ngày", id="after"),
    ],
)
def test_the_days_that_remain_are_told(today: date, expected: str) -> None:
    assert words.remaining(DATES.deadline, today) == expected


def test_every_outcome_has_words() -> None:
    assert all(words.of_decision(make_decision(outcome)).for_clerk for outcome in Outcome)


def test_a_moment_is_told_in_vietnamese_time() -> None:
    assert wording.moment(datetime(2026, 11, 29, 9, 42, tzinfo=UTC)) == "16 giờ 42 phút, ngày 29/11/2026"


DRAFT = PaperRecord("outbox/bc.docx", "nuoc-sach", "bc", "2026", "", "", "", at(28), "du_thao", 3)
MOVE = Move("Số hộ", "5", "6")
NUMBERED = IssuedNumber("nuoc-sach", "bc", "2026", "", "45/BC-UBND", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("record", "number", "expected"),
    [
        pytest.param(DRAFT, None, "Dự thảo, thiếu số liệu của 3 đơn vị", id="draft"),
        pytest.param(replace(DRAFT, state="trinh_ky", missing_units=0), None, "Dự thảo, đủ số liệu, chờ trình ký", id="to be signed"),
        pytest.param(
            replace(DRAFT, state="trinh_ky"),
            None,
            "Dự thảo, thiếu số liệu của 3 đơn vị, số liệu đã khóa, chờ trình ký",
            id="locked with units missing",
        ),
        pytest.param(replace(DRAFT, edited="s"), None, "Đã sửa tay", id="edited"),
        pytest.param(replace(DRAFT, edited="s", state="khong_can"), None, "Đã sửa tay, không còn cần phát hành", id="edited, not needed"),
        pytest.param(
            replace(DRAFT, edited="s", lies_at="outbox/a/BC chốt.docx", is_outdated=True),
            None,
            "Đã sửa tay, đổi tên thành “BC chốt.docx”, có nội dung mới",
            id="edited under another name",
        ),
        pytest.param(
            replace(DRAFT, edited="s", moves=(MOVE,), is_outdated=True), None, "Đã sửa tay, có số liệu mới", id="edited, new figures"
        ),
        pytest.param(DRAFT, NUMBERED, "Đã phát hành, số 45/BC-UBND ngày 01 tháng 12 năm 2026", id="issued"),
        pytest.param(DRAFT, replace(NUMBERED, number=""), "Đã phát hành ngày 01 tháng 12 năm 2026", id="issued without number"),
        pytest.param(replace(DRAFT, edited="s", is_outdated=True), None, "Đã sửa tay, có nội dung mới", id="edited, other words"),
        pytest.param(replace(DRAFT, is_outdated=True), NUMBERED, "Đã phát hành, mẫu sau đó có thay đổi", id="issued, new template"),
        pytest.param(replace(DRAFT, moves=(MOVE,)), NUMBERED, "Đã phát hành, số liệu sau đó có thay đổi", id="issued, new figures"),
    ],
)
def test_a_document_is_described(record: PaperRecord, number: IssuedNumber | None, expected: str) -> None:
    assert paper_words(record, number).for_clerk == expected


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        pytest.param(
            Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30), "Chủ nhật"),
            "hết ngày 30/11/2026, lùi do ngày 29/11 là Chủ nhật",
            id="moved to the next working day",
        ),
        pytest.param(
            Deadline(date(2026, 11, 27), "before", date(2026, 11, 26), date(2026, 11, 26)),
            "trước ngày 27/11/2026, tức là hết ngày 26/11/2026",
            id="the day itself is late",
        ),
        pytest.param(
            Deadline(date(2026, 11, 27), "on", date(2026, 11, 27), date(2026, 11, 27)), "chậm nhất ngày 27/11/2026", id="on the day itself"
        ),
    ],
)
def test_a_deadline_is_told_by_the_last_day_that_is_in_time(deadline: Deadline, expected: str) -> None:
    assert words.until(deadline) == expected
