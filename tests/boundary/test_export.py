"""The consolidated dataset of a period as a workbook, a CSV and a JSON text."""

from __future__ import annotations

import json
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from docgen.dataset.indicators import all_indicators
from docgen.dataset.totals import all_totals
from docgen.forms.canvas import Book
from docgen.forms.export import to_csv, to_json, to_xlsx
from docgen.forms.styles import Style
from docgen.model.consolidated import GroupState, PeriodState, UnitState, UnitStatus
from docgen.model.submissions import Receipt, Revision
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Value
from tests.unit.forms.small_form import DATES, PERIOD, PROGRAMME, T01, T02, TH1

TODAY = date(2026, 12, 2)
RECEIVED = datetime(2026, 11, 28, 1, 15, tzinfo=UTC)
BLANK = Missing(Reason.BLANK)
NOTHING = Missing(Reason.NOTHING_AROSE)


def sent(unit: Unit, rows: int = 0, days_late: int = 0, note: str = "", **values: Value | Missing) -> UnitState:
    """Return a unit whose accepted form holds `values`; the note stands beside the first of them."""
    answers = {
        name: Answer(name, value, CellRef("Biểu", f"E{n + 8}"), note if n == 0 else "") for n, (name, value) in enumerate(values.items())
    }
    table = tuple({"ten_viec": Answer("ten_viec", f"Việc {n}"), "so_du": Answer("so_du", Decimal(20))} for n in range(rows))
    receipt = Receipt(1, f"gui/{unit.code}.xlsx", "a" * 64, 9, None, RECEIVED)
    revision = Revision("mau", unit.code, "2026", 2, 0, receipt, RECEIVED, Answers(answers, {"viec": table}), days_late=days_late)
    return UnitState(unit, UnitStatus.ACCEPTED, revision, None, times_sent=2)


def state_of(*states: UnitState) -> PeriodState:
    asked = tuple(s for s in states if s.status is not UnitStatus.EXEMPT)
    letters = dict.fromkeys((s.unit.type.group_letter, s.unit.type.group_name) for s in states)
    groups = tuple(
        GroupState(letter, name, members, all_totals(members, PROGRAMME), {})
        for letter, name in letters
        for members in [tuple(s for s in states if s.unit.type.group_letter == letter)]
    )
    totals, indicators = all_totals(asked, PROGRAMME), all_indicators(PROGRAMME, asked, TODAY)
    return PeriodState(PROGRAMME, PERIOD, DATES, TODAY, states, groups, totals, indicators)


STATE = state_of(
    sent(TH1, rows=2, note="=1+1", tong=Decimal(1200), nu=Decimal(700), co_kh="co", giao_vien=Decimal(30), y_kien="=cmd|' /C calc'!A1"),
    sent(T01, days_late=3, tong=Decimal(10), nu=BLANK, co_kh="khong", tien=NOTHING),
    UnitState(T02, UnitStatus.NOT_SENT),
)


def sheet(name: str, state: PeriodState = STATE) -> list[list[object]]:
    """Return the values of a sheet, row by row."""
    page = openpyxl.load_workbook(BytesIO(to_xlsx(state)))[name]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def column(title: str) -> list[object]:
    """Return what stands in the column headed `title` of the consolidated sheet, from the first line of units on."""
    rows = sheet("Tổng hợp")
    place = rows[4].index(title)
    return [row[place] for row in rows[6:13]]


def test_equal_states_give_equal_bytes() -> None:
    assert to_xlsx(STATE) == to_xlsx(STATE)


def test_the_file_tells_neither_when_nor_by_which_system_it_was_written() -> None:
    with ZipFile(BytesIO(to_xlsx(STATE))) as archive:
        said = {(entry.date_time, entry.create_system, entry.external_attr >> 16) for entry in archive.infolist()}
        broken = archive.testzip()

    assert said == {((1980, 1, 1, 0, 0, 0), 3, 0o600)}
    assert broken is None


def test_of_rows_that_were_streamed_nothing_stays_in_memory() -> None:
    book = Book(is_streamed=True)
    page = book.page("Nguồn")
    page.put(0, 0, "Tệp", Style())
    tracemalloc.start()
    try:
        for row in range(1, 5_001):
            page.put(row, 0, f"bieu-{row}.xlsx", Style())
            page.height(row, 30 + 0.75 * (row % 3))
        grown, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    heights = [row.height for row in openpyxl.load_workbook(BytesIO(book.finish()))["Nguồn"].row_dimensions.values() if row.height]
    assert grown < 200_000
    assert heights == [30 + 0.75 * (row % 3) for row in range(1, 5_001)]


def test_the_sheets_stand_in_their_order() -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(STATE)))

    assert book.sheetnames == ["Tổng hợp", "Chỉ tiêu", "Các việc đã làm", "Ghi chú", "Thiếu số liệu", "Nguồn"]


def test_each_unit_has_a_row_below_its_group() -> None:
    rows = [row[:6] for row in sheet("Tổng hợp")[6:13]]

    assert rows == [
        ["D", None, "Đơn vị sự nghiệp", None, None, None],
        ["1", "TH1", "Trường Tiểu học Mẫu", "Đúng hạn", "08:15 28/11/2026", 2],
        ["Đ", None, "Các thôn", None, None, None],
        ["2", "T01", "Thôn Mẫu 01", "Muộn 03 ngày", "08:15 28/11/2026", 2],
        ["3", "T02", "Thôn Mẫu 02", "Chưa gửi", None, None],
        [None, None, "TỔNG CỘNG", None, None, None],
        [None, None, "Số đơn vị có số liệu/thuộc diện", "2/3", None, None],
    ]


@pytest.mark.parametrize(
    ("title", "values"),
    [
        pytest.param("Tổng số người", [1200, 1200, 10, 10, "…", 1210, "2/3"], id="figures are numbers, not sent is no zero"),
        pytest.param("Trong đó: nữ", [700, 700, "…", "…", "…", 700, "1/3"], id="blank"),
        pytest.param("Số giáo viên", [None, 30, None, "x", "x", None, None], id="not asked"),
        pytest.param("Kinh phí", ["…", "…", "…", "-", "…", "…", "0/3"], id="nothing arose"),
        pytest.param("Đã có kế hoạch", ["Có 1", "Có", "Không 1 (*)", "Không", "…", "Có 1, Không 1 (*)", "2/3"], id="choices are counted"),
        pytest.param("Ý kiến", [None, "=cmd|' /C calc'!A1", None, "…", "…", None, None], id="a text stays a text"),
    ],
)
def test_a_column_shows_figures_subtotals_totals_and_on_how_many_units_they_stand(title: str, values: list[object]) -> None:
    assert column(title) == values


def test_a_calculation_without_a_label_is_headed_by_what_it_adds_up() -> None:
    assert "Kinh phí x 2" in sheet("Tổng hợp")[4]


def test_no_text_of_a_unit_becomes_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(to_xlsx(STATE)))

    assert [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_indicators_say_on_how_many_units_they_stand_and_who_is_missing() -> None:
    assert sheet("Chỉ tiêu")[4] == [
        *("1", "Tỷ lệ nữ", 700, 1200, pytest.approx(58.3333, abs=0.001), "%", 50, "2030", "1/3"),
        "bỏ trống: Thôn Mẫu 01; chưa gửi: Thôn Mẫu 02",
    ]


def test_all_rows_of_a_table_stand_together_with_their_unit_and_sum() -> None:
    rows = [row[:3] + row[5:6] for row in sheet("Các việc đã làm")[4:]]

    assert rows == [
        ["1", "Trường Tiểu học Mẫu", "Việc 0", 20],
        ["2", "Trường Tiểu học Mẫu", "Việc 1", 20],
        [None, "Tổng cộng", None, 40],
    ]


def test_what_is_owed_is_listed_with_its_reason() -> None:
    rows = [[row[1], row[3], row[4]] for row in sheet("Thiếu số liệu")[4:]]

    assert rows == [
        ["Trường Tiểu học Mẫu", "Người lập biểu", "bỏ trống"],
        ["Thôn Mẫu 01", "Người lập biểu", "bỏ trống"],
        ["Thôn Mẫu 01", "Tổng số người - trong đó: nữ", "bỏ trống"],
        ["Thôn Mẫu 02", "Toàn bộ biểu", "chưa gửi"],
    ]


def test_notes_and_sources_name_unit_file_and_cell() -> None:
    assert [row[1:] for row in sheet("Ghi chú")[4:]] == [["Trường Tiểu học Mẫu", "Tổng số người", 1200, "=1+1"]]
    assert sheet("Nguồn")[5] == ["Trường Tiểu học Mẫu", "Số giáo viên", 30, "TH1.xlsx", "Biểu!E11", 2]


def test_a_period_without_any_answer_is_written_too() -> None:
    empty = state_of(UnitState(T01, UnitStatus.NOT_SENT), UnitState(T02, UnitStatus.EXEMPT))

    assert sheet("Ghi chú", empty)[1][0] == "Không có ghi chú."
    assert [row[3] for row in sheet("Tổng hợp", empty)[7:9]] == ["Chưa gửi", "Không thuộc diện"]


def test_csv_has_one_row_per_unit_by_code_and_no_formula() -> None:
    lines = to_csv(STATE).splitlines()

    assert lines == [
        "ma,don_vi,tinh_trang,nguoi_lap,tu_ngay,den_ngay,co_kh,so_kh,giao_vien,tong,nu,ty_le,tien,gap_doi,y_kien,cam_on,viec",
        "T01,Thôn Mẫu 01,Muộn 03 ngày,…,…,…,khong,…,x,10,…,…,-,…,…,…,0",
        "T02,Thôn Mẫu 02,Chưa gửi,…,…,…,…,…,x,…,…,…,…,…,…,…,…",
        "TH1,Trường Tiểu học Mẫu,Đúng hạn,…,…,…,co,…,30,1200,700,…,…,…,'=cmd|' /C calc'!A1,…,2",
    ]


def test_json_tells_value_reason_note_and_cell() -> None:
    found = json.loads(to_json(STATE))

    school, village = found["units"][0], found["units"][1]
    assert school["answers"]["tong"] == {"value": 1200, "note": "=1+1", "cell": "Biểu!E8"}
    assert village["answers"]["nu"] == {"missing": "blank", "cell": "Biểu!E9"}
    assert school["tables"]["viec"][0]["so_du"] == {"value": 20}
    assert found["totals"]["tong"] == {"value": 1210, "k": 2, "n": 3, "missing_units": {"T02": "not_sent"}}
    assert (found["indicators"]["ct_nu"]["k"], found["indicators"]["ct_nu"]["n"]) == (1, 3)
