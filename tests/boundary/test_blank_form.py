"""A blank form as bytes: read back with another library, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms import seal
from docgen.forms.blank import file_name, write_blank
from docgen.forms.census import read_census
from docgen.forms.reading import read_form
from docgen.model.periods import Period, PeriodType
from docgen.model.programme import Choice, Field, FieldType, Group, Programme
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers
from tests.programs import resaved
from tests.unit.forms.small_form import AGENCY, CONTACT, DATES, PERIOD, PROGRAMME, T01, TH1, YES_NO, field


def blank(unit: Unit = T01, programme: Programme = PROGRAMME, previous: Answers | None = None) -> bytes:
    sealed = seal.issue(programme, unit.code, PERIOD.code, 0, "k1", b"x" * 32)
    return write_blank(programme, unit, PERIOD, DATES, AGENCY, CONTACT, sealed, previous)


def opened(data: bytes) -> tuple[Workbook, Worksheet]:
    book = openpyxl.load_workbook(BytesIO(data))
    return book, book["Biểu"]


def cell_of(book: Workbook, name: str) -> str:
    return str(book.defined_names[name].attr_text).rpartition("!")[2].replace("$", "")


def test_equal_facts_give_equal_bytes() -> None:
    assert blank() == blank()


def test_the_name_of_the_file_has_no_accents() -> None:
    assert file_name(PROGRAMME, T01, PERIOD) == "Bieu MAU - Thon Mau 01 - nam 2026.xlsx"
    assert file_name(PROGRAMME, TH1, Period(2026, PeriodType.QUARTER, 3)) == "Bieu MAU - Truong Tieu hoc Mau - quy III nam 2026.xlsx"


def test_every_answer_and_every_note_beside_a_figure_has_a_name() -> None:
    book, _ = opened(blank())

    assert {name for name in book.defined_names if not name.startswith("_xlnm")} == {
        *("dg_seal", "dg__don_vi", "dg__ky", "dgl_1", "dgl_2"),
        *("dg_nguoi_lap", "dg_tu_ngay", "dg_den_ngay", "dg_co_kh", "dg_so_kh", "dg_note_co_kh"),
        *("dg_tong", "dg_note_tong", "dg_nu", "dg_note_nu", "dg_ty_le", "dg_tien", "dg_note_tien", "dg_gap_doi", "dg_y_kien"),
        *("dg_ten_viec", "dg_loai_viec", "dg_ngay_viec", "dg_so_du", "dg_nu_du", "dg_cam_on"),
    }


def test_the_hidden_sheet_carries_the_seal() -> None:
    book, _ = opened(blank())

    assert book.sheetnames == ["Biểu", "HƯỚNG DẪN", "_docgen"]
    assert book["_docgen"].sheet_state == "veryHidden"
    found = seal.decode(book["_docgen"][cell_of(book, "dg_seal")].value)
    assert found == seal.issue(PROGRAMME, "T01", "2026", 0, "k1", b"x" * 32)


def test_unit_period_and_days_of_the_figures_are_written_in() -> None:
    book, sheet = opened(blank())

    assert sheet[cell_of(book, "dg__don_vi")].value == "Thôn Mẫu 01"
    assert sheet[cell_of(book, "dg__don_vi")].number_format == '"Đơn vị báo cáo: "@'
    assert sheet[cell_of(book, "dg__ky")].value == "Năm 2026"
    assert sheet[cell_of(book, "dg_tu_ngay")].value == datetime(2026, 1, 1)
    assert sheet[cell_of(book, "dg_den_ngay")].value == datetime(2026, 11, 15)


def test_only_what_a_unit_fills_is_unlocked() -> None:
    book, sheet = opened(blank())

    locked = {name: sheet[cell_of(book, f"dg_{name}")].protection.locked for name in ("tong", "note_tong", "nguoi_lap", "tu_ngay", "ty_le")}

    assert sheet.protection.sheet and not sheet.protection.password
    assert locked == {"tong": False, "note_tong": False, "nguoi_lap": False, "tu_ngay": True, "ty_le": True}


def test_rows_below_a_table_can_be_written_in() -> None:
    book, sheet = opened(blank())
    first, last = cell_of(book, "dg_ten_viec").split(":")

    assert int(last[1:]) - int(first[1:]) + 1 == PROGRAMME.repeat_rows
    assert sheet[f"{first[0]}{int(first[1:]) - 1}"].value == "Tên việc"
    assert not sheet.column_dimensions[first[0]].protection.locked
    assert any(
        int(last[1:]) + 100 in range(r.min_row, r.max_row + 1) for v in sheet.data_validations.dataValidation for r in v.sqref.ranges
    )


def test_dropdowns_offer_labels_and_the_dash() -> None:
    book, sheet = opened(blank())
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]

    offered = {str(v.sqref): [row[0].value for row in book["_docgen"][cell_of(book, v.formula1)]] for v in lists}

    assert offered[cell_of(book, "dg_co_kh")] == ["Có", "Không", "-"]
    assert ["Họp, hội nghị", "Khác", "-"] in offered.values()


def test_a_figure_is_checked_in_excel_with_the_words_of_the_programme() -> None:
    book, sheet = opened(blank())
    rule = next(v for v in sheet.data_validations.dataValidation if str(v.sqref) == cell_of(book, "dg_nu"))

    assert (rule.type, rule.errorStyle or "stop") == ("custom", "stop")
    assert "Số nữ không được lớn hơn tổng số." in str(rule.error)
    assert rule.prompt == "Số nữ không được lớn hơn tổng số."
    assert rule.promptTitle == "Bắt buộc ghi"


def test_formulas_are_live_and_hold_no_stale_zero() -> None:
    data = blank()
    book, sheet = opened(data)
    values = openpyxl.load_workbook(BytesIO(data), data_only=True)["Biểu"]

    cell = cell_of(book, "dg_ty_le")

    assert str(sheet[cell].value).startswith("=IFERROR(")
    assert values[cell].value in (None, "")
    assert values["D3"].value == "Còn 4 ô bắt buộc đang để trống"


def test_last_period_stands_beside_only_when_there_is_one() -> None:
    previous = Answers({"tong": Answer("tong", Decimal(41)), "co_kh": Answer("co_kh", "co")})

    book, sheet = opened(blank(previous=previous))
    _, first_time = opened(blank())

    heads = [cell.value for cell in sheet[7] if cell.value]
    row = sheet[cell_of(book, "dg_tong")].row
    assert heads == ["TT", "Chỉ tiêu", "Đơn vị tính", "Kỳ trước", "Kỳ này", "Ghi chú"]
    assert [cell.value for cell in sheet[row]][:4] == ["1", "Tổng số người\nTính tại ngày chốt.", "người", 41]
    assert "Kỳ trước" not in [cell.value for cell in first_time[7]]


def test_the_guide_says_until_when_and_whom_to_call() -> None:
    book, _ = opened(blank())

    lines = [str(row[0].value) for row in book["HƯỚNG DẪN"].iter_rows() if row[0].value]

    assert "1. Chỉ ghi vào ô màu vàng. Ô màu trắng đã khóa." in lines
    assert DATES.deadline.sentence in lines
    assert "Hỗ trợ: Phòng Mẫu, Nguyễn Thị Mẫu, điện thoại 0900000000." in lines


def test_the_foot_of_each_page_names_the_form() -> None:
    _, sheet = opened(blank())

    assert sheet.oddFooter is not None and sheet.oddFooter.left is not None
    assert str(sheet.oddFooter.left.text).startswith("Mã biểu: MAU-T01-2026-")


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    odd = replace(T01, name="=1+1")

    book, sheet = opened(blank(odd))

    cell = sheet[cell_of(book, "dg__don_vi")]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def asked(*fields: Field, repeat: str = "") -> Programme:
    """Return a programme that asks these fields, in one group or in a table."""
    return replace(PROGRAMME, groups=(Group(repeat or "g", "I. NHÓM", fields, is_repeat=bool(repeat)),), indicators=())


@pytest.mark.parametrize(
    ("one", "value"),
    [
        pytest.param(field("a", FieldType.INTEGER, "A", default="12"), 12, id="whole number"),
        pytest.param(field("a", FieldType.DECIMAL, "A", default="1.5"), 1.5, id="decimal"),
        pytest.param(field("a", FieldType.TEXT, "A", default="không"), "không", id="text"),
        pytest.param(field("a", FieldType.DATE, "A", default="2026-10-20"), datetime(2026, 10, 20), id="day"),
        pytest.param(field("a", FieldType.SELECT_ONE, "A", default="khong", choices=YES_NO), "Không", id="choice, by its label"),
    ],
)
def test_a_default_stands_in_the_form_and_alone_makes_it_no_answer(one: Field, value: object) -> None:
    programme = asked(one, field("b", label="B"))
    data = blank(programme=programme)
    book, sheet = opened(data)

    reading = read_form(read_census(data), programme, T01, DATES)

    assert sheet[cell_of(book, "dg_a")].value == value
    assert (reading.answers.get("a").is_known, reading.is_empty) == (True, True)


def test_a_locked_default_is_taken_whatever_stands_in_its_cell() -> None:
    programme = asked(field("a", FieldType.INTEGER, "A", default="12", read_only=True), field("b", label="B"))
    book, sheet = opened(blank(programme=programme))
    cell, out = sheet[cell_of(book, "dg_a")], BytesIO()
    assert cell.protection.locked
    cell.value = 99
    book.save(out)

    reading = read_form(read_census(out.getvalue()), programme, T01, DATES)

    assert (reading.answers.get("a").value, [f.code for f in reading.findings]) == (Decimal(12), ["da_doi_cach_ghi"])


def test_a_list_longer_than_excel_takes_inline_is_offered_all_the_same() -> None:
    many = tuple(Choice(f"c{n}", f"Lựa chọn có nhãn khá dài, số {n}") for n in range(40))
    book, sheet = opened(blank(programme=asked(field("a", FieldType.SELECT_ONE, "A", choices=many))))
    rule = next(v for v in sheet.data_validations.dataValidation if v.type == "list")

    offered = [row[0].value for row in book["_docgen"][cell_of(book, str(rule.formula1))]]

    assert offered == [*(choice.label for choice in many), "-"]


def test_a_rule_too_long_for_a_validation_still_marks_the_cell() -> None:
    long = " or ".join(f"(. >= {n}00 and . <= {n}50 and ${{tong}} > {n})" for n in range(1, 9))
    book, sheet = opened(blank(programme=asked(field("tong", label="T"), field("a", label="A", constraint=long))))
    place = cell_of(book, "dg_a")

    checked = next(str(v.formula1) for v in sheet.data_validations.dataValidation if str(v.sqref) == place)
    marked = [str(rule.formula[0]) for cells in sheet.conditional_formatting if place in cells for rule in cells.rules]

    assert "800" not in checked
    assert any("800" in formula for formula in marked)


def test_what_is_not_asked_turns_grey() -> None:
    book, sheet = opened(blank())
    place = cell_of(book, "dg_so_kh")

    rules = [rule for cells in sheet.conditional_formatting if place in cells for rule in cells.rules]

    assert [(rule.dxf.fill.bgColor.rgb, "Có" in rule.formula[0]) for rule in rules] == [("FFD9D9D9", True)]


def test_a_cumulative_figure_that_fell_is_marked_beside_last_period() -> None:
    programme = asked(field("so", label="Số", cumulative=True))

    book, sheet = opened(blank(programme=programme, previous=Answers({"so": Answer("so", Decimal(9))})))

    place = cell_of(book, "dg_so")
    before = sheet[place].offset(column=-1)
    assert before.value == 9
    marked = [str(rule.formula[0]) for cells in sheet.conditional_formatting if place in cells for rule in cells.rules]
    assert f"AND(ISNUMBER({before.coordinate}),ISNUMBER({place}),{place}<{before.coordinate})" in marked


def test_rows_may_be_put_into_a_table_that_has_another_below_it() -> None:
    second = replace(PROGRAMME.groups[3], name="bang_hai", fields=(field("viec_hai", FieldType.TEXT, "Việc", repeat="bang_hai"),))
    _, one = opened(blank())
    book, two = opened(blank(programme=replace(PROGRAMME, groups=(*PROGRAMME.groups, second))))
    guide = [str(row[0].value) for row in book["HƯỚNG DẪN"].iter_rows() if row[0].value]

    assert (one.protection.insertRows, two.protection.insertRows) == (True, False)  # True: locked
    assert [line for line in guide if "chèn thêm dòng" in line] != []


def test_the_count_of_blank_cells_heeds_what_is_asked() -> None:
    programme = asked(
        field("co", FieldType.SELECT_ONE, "Có", choices=YES_NO, required=True),
        field("so", label="Số", required=True, relevant="${co} = 'co'"),
    )

    _, sheet = opened(blank(programme=programme))

    counts = [str(cell.value) for row in sheet["A1:Z3"] for cell in row if cell.value and "COUNTBLANK" in str(cell.value)]
    assert (len(counts), counts[0].count("COUNTBLANK"), '="Có"' in counts[0]) == (1, 4, True)


@pytest.mark.e2e
def test_libreoffice_calculates_the_form_without_an_error(tmp_path: Path) -> None:
    book, sheet = opened(blank())
    sheet[cell_of(book, "dg_tong")] = 12
    sheet[cell_of(book, "dg_nu")] = 5
    book.save(tmp_path / "bieu.xlsx")

    found = openpyxl.load_workbook(resaved(tmp_path / "bieu.xlsx", tmp_path / "out"), data_only=True)
    values = [cell.value for page in found for row in page.iter_rows() for cell in row]
    assert found["Biểu"][cell_of(book, "dg_ty_le")].value == 41.7
    assert not [value for value in values if isinstance(value, str) and value.startswith(("#", "Err:"))]
