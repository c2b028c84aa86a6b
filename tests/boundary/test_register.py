"""so-van-ban.xlsx: written by docgen, filled by the văn thư, read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.model.submissions import IssuedNumber
from docgen.outbox import register
from docgen.outbox.register import DAY, KEY, NUMBER, RESULT, SENT, SHEET, RegisterRow
from docgen.outbox.typed import Problem

REPORT = RegisterRow(
    "nuoc-sach", "bc", "2026", "", "Nước sạch", "Báo cáo năm", "", "outbox/nuoc-sach/nam-2026/bao-cao/BC năm 2026.docx", "BC-UBND"
)
PLAN = RegisterRow(
    "nuoc-sach", "kh", "2026", "T01", "Nước sạch", "Kế hoạch của thôn", "Thôn Mẫu 01", "outbox/nuoc-sach/nam-2026/ke-hoach/a.docx"
)
OTHER = replace(REPORT, document="bc-quy", title="Báo cáo quý")
ROWS = (REPORT, PLAN, OTHER)


def fill(data: bytes, key: str, **typed: Any) -> bytes:
    """Return the register with what the văn thư types into the row of `key`."""
    titles = {"number": NUMBER, "day": DAY, "sent": SENT}
    book = load_workbook(BytesIO(data))
    page = book[SHEET]
    head = next(cell.row for row in page.iter_rows() for cell in row if cell.value == KEY)
    column = {page.cell(head, n).value: n for n in range(1, page.max_column + 1)}
    row = next(n for n in range(head + 1, page.max_row + 1) if page.cell(n, column[KEY]).value == key)
    for name, value in typed.items():
        page.cell(row, column[titles[name]]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def seen(data: bytes, key: str) -> dict[str, object]:
    """Return the văn thư's columns and the answer in the row of `key`."""
    page = load_workbook(BytesIO(data))[SHEET]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(line for line in lines if KEY in line)
    row = next(dict(zip(head, line, strict=True)) for line in lines if key in line)
    return {title: row[title] for title in (NUMBER, DAY, SENT, RESULT)}


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        pytest.param(
            REPORT.key,
            {"number": 45, "day": date(2026, 12, 1)},
            IssuedNumber("nuoc-sach", "bc", "2026", "", "45/BC-UBND", date(2026, 12, 1)),
            id="a bare number",
        ),
        pytest.param(
            REPORT.key,
            {"number": "Số: 5 / bc-ubnd", "day": "1/12/2026"},
            IssuedNumber("nuoc-sach", "bc", "2026", "", "05/BC-UBND", date(2026, 12, 1)),
            id="number and symbol in another spelling, the day as text",
        ),
        pytest.param(
            PLAN.key,
            {"day": date(2026, 12, 3)},
            IssuedNumber("nuoc-sach", "kh", "2026", "T01", "", date(2026, 12, 3)),
            id="no symbol: the day alone",
        ),
    ],
)
def test_what_is_typed_issues_a_document(key: str, typed: dict[str, object], expected: IssuedNumber) -> None:
    assert register.read(fill(register.build(ROWS), key, **typed), ROWS) == (expected,)


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        pytest.param(REPORT.key, {"number": 45}, "dòng 6: ô I6: chưa ghi ngày ban hành", id="no day"),
        pytest.param(REPORT.key, {"day": date(2026, 12, 1)}, "dòng 6: ô H6: chưa ghi số", id="no number"),
        pytest.param(
            REPORT.key,
            {"number": "45/KH-UBND", "day": date(2026, 12, 1)},
            "dòng 6: ô H6: ký hiệu “KH-UBND” khác ký hiệu của văn bản này (BC-UBND)",
            id="another symbol",
        ),
        pytest.param(
            REPORT.key,
            {"number": "bốn lăm", "day": "31/02/2026"},
            "dòng 6: ô H6: số “bốn lăm” không rõ, ghi ví dụ 45 hoặc 45/BC-UBND; "
            "ô I6: ngày ban hành “31/02/2026” không rõ, ghi theo ngày/tháng/năm, ví dụ 01/12/2026",
            id="two mistakes in one row",
        ),
        pytest.param(
            REPORT.key,
            {"number": 45, "day": "mai", "sent": "hôm qua"},
            "dòng 6: ô I6: ngày ban hành “mai” không rõ, ghi theo ngày/tháng/năm, ví dụ 01/12/2026; "
            "ô J6: ngày gửi “hôm qua” không rõ, ghi theo ngày/tháng/năm, ví dụ 01/12/2026",
            id="both days in words",
        ),
        pytest.param(
            REPORT.key,
            {"number": 45, "day": date(2026, 12, 1), "sent": "hôm qua"},
            "dòng 6: ô J6: ngày gửi “hôm qua” không rõ, ghi theo ngày/tháng/năm, ví dụ 01/12/2026",
            id="the day of sending alone",
        ),
        pytest.param(PLAN.key, {"sent": date(2026, 12, 3)}, "dòng 7: ô I7: chưa ghi ngày ban hành", id="sent, but of no day of issue"),
        pytest.param(
            PLAN.key,
            {"number": 7, "day": date(2026, 12, 3)},
            "dòng 7: ô H7: văn bản này không có số, ký hiệu, chỉ ghi ngày; xóa ô này",
            id="a number where there is none",
        ),
    ],
)
def test_every_mistake_in_a_row_is_told_by_its_cell(key: str, typed: dict[str, object], said: str) -> None:
    (problem,) = register.read(fill(register.build(ROWS), key, **typed), ROWS)

    assert isinstance(problem, Problem)
    assert (problem.key, problem.text) == (key, f"Tờ “Sổ văn bản”, {said}. Chưa ghi nhận.")


def test_an_untouched_register_issues_nothing() -> None:
    assert register.read(register.build(ROWS), ROWS) == ()


def test_one_number_is_not_given_twice_in_a_year() -> None:
    data = fill(fill(register.build(ROWS), REPORT.key, number=45, day=date(2026, 12, 1)), OTHER.key, number="45", day=date(2026, 12, 2))

    found = register.read(data, ROWS)

    assert isinstance(found[1], Problem)
    assert found[1].text == "Tờ “Sổ văn bản”, dòng 8: ô H8: số 45/BC-UBND đã ghi cho một văn bản khác trong năm 2026. Chưa ghi nhận."


def test_what_is_not_complete_survives_with_an_answer() -> None:
    saved = fill(register.build(ROWS), REPORT.key, number="45", sent=date(2026, 12, 5))
    typed = replace(register.read_typed(saved), remarks=register.problems(register.read(saved, ROWS)))

    again = register.build(ROWS, typed)

    assert seen(again, REPORT.key) == {
        NUMBER: "45",
        DAY: None,
        SENT: datetime(2026, 12, 5),
        RESULT: "Cột I: chưa ghi ngày ban hành. Chưa ghi nhận.",
    }


def test_a_recorded_number_stands_in_full() -> None:
    issued = IssuedNumber("nuoc-sach", "bc", "2026", "", "45/BC-UBND", date(2026, 12, 1))
    saved = fill(register.build(ROWS), REPORT.key, number=45, day=date(2026, 12, 1))

    again = register.build((replace(REPORT, issued=issued), PLAN), register.read_typed(saved))

    assert seen(again, REPORT.key) == {NUMBER: "45/BC-UBND", DAY: datetime(2026, 12, 1), SENT: None, RESULT: "Đã ghi nhận."}
    assert register.read(again, (REPORT, PLAN)) == (issued,)


def test_a_day_of_sending_typed_with_dots_stands_as_a_day() -> None:
    issued = IssuedNumber("nuoc-sach", "bc", "2026", "", "45/BC-UBND", date(2026, 12, 1))
    saved = fill(register.build(ROWS), REPORT.key, number=45, day="1.12.2026", sent="2.12.2026")

    again = register.build((replace(REPORT, issued=issued), PLAN), register.read_typed(saved))

    assert register.read(saved, ROWS) == (issued,)
    assert seen(again, REPORT.key)[SENT] == datetime(2026, 12, 2)


def test_equal_rows_give_equal_bytes() -> None:
    assert register.build(ROWS) == register.build(ROWS)
