"""viec-can-xu-ly.xlsx: written by docgen, filled by a clerk, read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from docgen.model.consolidated import PeriodState
from docgen.model.errors import UnreadableFileError
from docgen.model.submissions import Act, ActKind, Outcome
from docgen.model.units import Units
from docgen.outbox import tasks
from docgen.outbox.task_sheets import AUTHOR, DECISION, DONE, FILES, KEY, PERIODS, REASON, RESULT
from docgen.outbox.tasks import TaskDecision, Typed
from docgen.outbox.typed import Problem
from docgen.outbox.views import HeldFile, TaskView
from tests.unit.outbox.office import (
    DEPARTMENT,
    VILLAGE_1,
    VILLAGE_2,
    accepted,
    at,
    make_decision,
    make_state,
    no_seal,
    not_sent,
    returned,
)

UNITS = Units((DEPARTMENT, VILLAGE_1, VILLAGE_2))
STATE = make_state(accepted(VILLAGE_1), not_sent(VILLAGE_2), returned(DEPARTMENT))
HELD = HeldFile(
    make_decision(Outcome.HELD, no_seal(), id=7),
    "inbox/_3-da-tiep-nhan/Biểu gõ & sửa.xlsx",
    "Thôn Mẫu 01",
    "nước sạch",
    "năm 2026",
    "5/5 chỉ tiêu",
)
VIEW = TaskView((HELD,), (STATE,), (), {unit.code: unit.name for unit in UNITS.all})


def fill(data: bytes, sheet: str, key: str, **typed: Any) -> bytes:
    """Return the workbook with what a clerk types into the row of `key`; columns by what follows."""
    titles = {"decision": DECISION, "reason": REASON, "author": AUTHOR}
    book = load_workbook(BytesIO(data))
    page = book[sheet]
    head = next(cell.row for row in page.iter_rows() for cell in row if cell.value == KEY)
    column = {page.cell(head, n).value: n for n in range(1, page.max_column + 1)}
    row = next(n for n in range(head + 1, page.max_row + 1) if page.cell(n, column[KEY]).value == key)
    for name, value in typed.items():
        page.cell(row, column[titles[name]]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rows(data: bytes, sheet: str) -> list[Mapping[str, object]]:
    """Return the rows of a sheet as a clerk sees them."""
    page = load_workbook(BytesIO(data))[sheet]
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(n for n, line in enumerate(lines) if "Lý do quyết định (bắt buộc)" in line or "Lúc" in line)
    return [dict(zip(map(str, lines[head]), line, strict=True)) for line in lines[head + 1 :] if any(line)]


def test_each_waiting_file_has_a_row_that_opens_it() -> None:
    data = tasks.build(VIEW)

    row = rows(data, FILES)[0]
    page = load_workbook(BytesIO(data))[FILES]
    links = [cell.hyperlink.target for line in page.iter_rows() for cell in line if cell.hyperlink]
    assert (row["TT"], row["Đơn vị"], row["Nhận lúc"], row["Số liệu liên quan"]) == (
        1,
        "Thôn Mẫu 01",
        "16 giờ 42 phút, ngày 28/11/2026",
        "5/5 chỉ tiêu",
    )
    assert [str(link).replace("%20", " ") for link in links] == ["../inbox/_3-da-tiep-nhan/Biểu gõ & sửa.xlsx"]


def test_an_untouched_workbook_decides_nothing() -> None:
    assert tasks.read(tasks.build(VIEW), UNITS) == ()


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "expected"),
    [
        pytest.param(
            FILES,
            "tep:7",
            {"decision": "Chấp nhận", "reason": "Đã gọi điện xác minh", "author": "Lê Thị Mẫu"},
            TaskDecision("tep:7", ActKind.ACCEPT, "Đã gọi điện xác minh", "Lê Thị Mẫu", 7),
            id="accept",
        ),
        pytest.param(
            FILES,
            "tep:7",
            {"decision": "trả  lại", "reason": "Sai kỳ", "author": "Lê Thị Mẫu"},
            TaskDecision("tep:7", ActKind.REJECT, "Sai kỳ", "Lê Thị Mẫu", 7),
            id="reject, in another spelling",
        ),
        pytest.param(
            FILES,
            "tep:7",
            {"decision": "Của đơn vị khác: Thôn Mẫu 02", "reason": "Để nhầm thư mục", "author": "Lê Thị Mẫu"},
            TaskDecision("tep:7", ActKind.ACCEPT, "Để nhầm thư mục", "Lê Thị Mẫu", 7, unit="T02"),
            id="of another unit",
        ),
        pytest.param(
            PERIODS,
            "ky:nuoc-sach/2026",
            {"decision": "Khóa số liệu", "reason": "Phát hành báo cáo", "author": "Lê Thị Mẫu"},
            TaskDecision("ky:nuoc-sach/2026", ActKind.CLOSE, "Phát hành báo cáo", "Lê Thị Mẫu", 0, "nuoc-sach", "2026"),
            id="lock a period",
        ),
        pytest.param(
            PERIODS,
            "dv:nuoc-sach/2026/T02",
            {"decision": "Miễn báo cáo", "reason": "Mới thành lập", "author": "Lê Thị Mẫu"},
            TaskDecision("dv:nuoc-sach/2026/T02", ActKind.EXEMPT, "Mới thành lập", "Lê Thị Mẫu", 0, "nuoc-sach", "2026", "T02"),
            id="exempt a unit",
        ),
        pytest.param(
            PERIODS,
            "so:42",
            {"decision": "Rút lại số liệu", "reason": "Chấp nhận nhầm", "author": "Lê Thị Mẫu"},
            TaskDecision("so:42", ActKind.WITHDRAW, "Chấp nhận nhầm", "Lê Thị Mẫu", 42, about_figures=True),
            id="withdraw figures",
        ),
        pytest.param(
            PERIODS,
            "so:42",
            {"decision": "nhập hộ: Bản giấy", "reason": "nhận ngày 25/11", "author": "Lê Thị Mẫu"},
            TaskDecision("so:42", ActKind.ENTER, "bản giấy: nhận ngày 25/11", "Lê Thị Mẫu", 42, about_figures=True),
            id="a form typed for the unit",
        ),
    ],
)
def test_what_the_clerk_types_is_a_decision(sheet: str, key: str, typed: dict[str, object], expected: TaskDecision) -> None:
    assert tasks.read(fill(tasks.build(VIEW), sheet, key, **typed), UNITS) == (expected,)


_OTHER_ROW = "ô F8: “Miễn báo cáo” không có trong danh sách chọn của dòng này"


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "said"),
    [
        pytest.param(
            PERIODS,
            "so:42",
            {"decision": "Miễn báo cáo", "reason": "Nhầm dòng"},
            f"dòng 8: {_OTHER_ROW}",
            id="an exemption of a unit that sent",
        ),
        pytest.param(FILES, "tep:7", {"decision": "Chấp nhận"}, "dòng 6: ô H6: chưa ghi lý do", id="no reason"),
        pytest.param(FILES, "tep:7", {"reason": "Đúng"}, "dòng 6: ô G6: chưa chọn quyết định", id="no decision"),
        pytest.param(
            FILES,
            "tep:7",
            {"decision": "Của đơn vị khác: Thôn Lạ"},
            "dòng 6: ô G6: không có đơn vị “Thôn Lạ”, đề nghị chọn lại đơn vị trong danh sách; ô H6: chưa ghi lý do",
            id="an unknown unit, and no reason",
        ),
    ],
)
def test_every_mistake_in_a_row_is_told_by_its_cell(sheet: str, key: str, typed: dict[str, object], said: str) -> None:
    (problem,) = tasks.read(fill(tasks.build(VIEW), sheet, key, **typed), UNITS)

    assert isinstance(problem, Problem)
    assert (problem.key, problem.text) == (key, f"Tờ “{sheet}”, {said}. Chưa thực hiện.")


def test_whoever_saved_the_file_is_the_author_when_no_name_is_typed() -> None:
    data = fill(tasks.build(VIEW), FILES, "tep:7", decision="Chấp nhận", reason="Đúng")

    (decision,) = tasks.read(data, UNITS)

    assert isinstance(decision, TaskDecision)
    assert decision.author == tasks.NOBODY


def test_what_cannot_be_carried_out_yet_survives_with_an_answer() -> None:
    saved = fill(tasks.build(VIEW), FILES, "tep:7", decision="Chấp nhận", author="Lê Thị Mẫu")
    complaints = {problem.key: problem.remark for problem in tasks.problems(tasks.read(saved, UNITS))}

    again = tasks.build(VIEW, tasks.read_typed(saved).answered(complaints))

    row = rows(again, FILES)[0]
    assert (row[DECISION], row[REASON], row[AUTHOR], row[RESULT]) == (
        "Chấp nhận",
        None,
        "Lê Thị Mẫu",
        "Cột H: chưa ghi lý do. Chưa thực hiện.",
    )
    assert tasks.read_typed(again).cells == tasks.read_typed(saved).cells


def test_what_was_typed_for_a_file_that_waits_no_more_is_not_lost() -> None:
    kept = Typed({"tep:9": {DECISION: "Chấp nhận"}})

    row = rows(tasks.build(VIEW, kept), FILES)[1]

    assert (row["TT"], row[DECISION], str(row[RESULT])[:36]) == (2, "Chấp nhận", "Việc này không còn chờ quyết định; x")


def test_a_carried_out_row_leaves_and_is_listed_as_decided() -> None:
    act = Act(ActKind.ACCEPT, at(29, 9, 15), "Lê Thị Mẫu", "Đã gọi điện xác minh", 7, "nuoc-sach", "T01", "2026")

    data = tasks.build(replace(VIEW, held=(), done=(act,)), Typed({"tep:7": {DECISION: "Chấp nhận"}}).without(frozenset({"tep:7"})))

    assert "Không có việc cần xử lý." in [cell.value for row in load_workbook(BytesIO(data))[FILES].iter_rows() for cell in row]
    assert rows(data, DONE) == [
        {
            "Lúc": "09 giờ 15 phút, ngày 29/11/2026",
            "Việc": "Chấp nhận tệp chờ xác minh",
            "Đơn vị": "Thôn Mẫu 01",
            "Kỳ": "năm 2026",
            "Lý do": "Đã gọi điện xác minh",
            "Người quyết định": "Lê Thị Mẫu",
        }
    ]


def test_only_the_clerks_cells_can_be_written_in() -> None:
    page = load_workbook(BytesIO(tasks.build(VIEW)))[FILES]

    open_columns = {cell.coordinate[0] for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert (page.protection.sheet, open_columns) == (True, {"G", "H", "I"})
    assert page.column_dimensions["K"].hidden


def test_formula_like_words_of_a_unit_stay_words() -> None:
    held = replace(HELD, unit="=cmd|'/c calc'!A1")

    page = load_workbook(BytesIO(tasks.build(replace(VIEW, held=(held,)))))[FILES]

    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("states", [(), (STATE,)], ids=["empty", "one period"])
def test_equal_views_give_equal_bytes(states: tuple[PeriodState, ...]) -> None:
    view = replace(VIEW, states=states)

    assert tasks.build(view) == tasks.build(view)


def test_another_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        tasks.read(b"PK not a workbook", UNITS)
