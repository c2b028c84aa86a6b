"""A definition that is right but for one cell: every such mistake is told with its sheet, its cell and how to mend it, all at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pyxform.xls2xform import convert

from docgen.model.errors import DefinitionError
from docgen.programme.build import build_workbook
from docgen.programme.reading import parse_programme
from docgen.programme.units import parse_units
from docgen.programme.whole_checks import Surroundings
from tests.unit.programme.sources import units_workbook

SOURCE = """
## settings, dọc
| tên | giá trị |
|---|---|
| form_id | thu |
| form_title | Biểu thử |
| version | 1.0 |
| period_type | quarter |
| deadline | 03-20, 06-20, 09-20, 12-20 |
| deadline_rule | on |
| deadline_holiday | strict |
| data_from | |
| data_to | 03-15, 06-15, 09-15, 12-15 |
| programme_name | Chương trình thử |
| programme_short_name | việc thử |
| programme_years | 2026-2030 |
| accepts | 0.9 |
| repeat_rows | 10 |
| reminder_days | -3, 1 |

## survey
| type | name | label | required | default | read_only | relevant | constraint | constraint_message | calculation | warning | \
warning_message |
|---|---|---|---|---|---|---|---|---|---|---|---|
| begin_group | chung | I. CHUNG | | | | | | | | | |
| text | nguoi | Người lập | yes | | | | | | | | |
| integer | tong | Tổng số | yes | 5 | | | `. >= 1` | Phải từ 1. | | `. > 999` | Nhiều quá. |
| integer | nu | Nữ | yes | | | | `. <= ${tong}` | Không quá tổng số. | | | |
| calculate | ty_le | Tỷ lệ | | | | | | | `round(${nu} div ${tong} * 100, 1)` | | |
| select_one co_khong | ke_hoach | Có kế hoạch | | co | | | | | | | |
| select_multiple cach | cach_lam | Cách làm | | loa hop | | `${ke_hoach} = 'co'` | | | | | |
| date | ngay | Ngày lập | | | | | | | | | |
| end_group | | | | | | | | | | | |
| begin_repeat | viec | II. VIỆC | | | | | | | | | |
| text | ten_viec | Tên việc | yes | | | | | | | | |
| decimal | so_gio | Số giờ | | | | | | | | | |
| end_repeat | | | | | | | | | | | |

## survey, theo name
| name | aggregate | cumulative | applies_to | prefill | unit_of_measure |
|---|---|---|---|---|---|
| tong | sum | yes | lang | | người |
| so_gio | mean | | | | giờ |

## choices
| list_name | name | label |
|---|---|---|
| co_khong | co | Có |
| co_khong | khong | Không |
| cach | loa | Loa |
| cach | hop | Họp |

## indicators
| name | label | numerator | denominator | value | target | target_year | direction | unit_of_measure | main |
|---|---|---|---|---|---|---|---|---|---|
| ct_nu | Tỷ lệ nữ | `sum(${nu})` | `sum(${tong})` | | 50 | 2030 | up | % | yes |

## documents
| name | title | template | symbol | for_each | folder | filename | when | signatory | draft_month |
|---|---|---|---|---|---|---|---|---|---|
| bc | Báo cáo | bc.docx | BC-UBND | period | bao-cao | `BC {{ ky.ten_tep }}` | | ubnd | |
| kh | Kế hoạch | kh.docx | | unit:lang | ke-hoach | `KH {{ don_vi.ten_khong_dau }}` | on_request | | 2026-05 |
"""
AROUND = Surroundings(files=("programme.xlsx", "bc.docx", "kh.docx"), signatories=("ubnd",), versions={"0.8": "0" * 16})
UNITS = parse_units(units_workbook())
ROWS = {sheet: index for index, sheet in enumerate(("settings", "survey", "choices", "indicators", "documents"))}


def place(sheet: Worksheet, row: str, column: str) -> str:
    """Return the address of `column` in the row whose name (or choice) is `row`; "1" is the header, "2" the first row below it."""
    heads = [str(cell.value) for cell in sheet[1]]
    letter = get_column_letter(heads.index(column) + 1)
    if row.isdigit():
        return f"{letter}{row}"
    keys = [str(cell.value) for cell in sheet[get_column_letter(heads.index("name") + 1)]]
    return f"{letter}{keys.index(row) + 1}"


def with_changes(changes: Mapping[tuple[str, str, str], object]) -> tuple[bytes, list[str]]:
    """Return the definition with some cells changed, and where these cells are."""
    book, out = openpyxl.load_workbook(BytesIO(build_workbook(SOURCE))), BytesIO()
    cells = []
    for (sheet, row, column), value in changes.items():
        cell = place(book[sheet], row, column)
        cells.append(f"{sheet}!{cell}")
        book[sheet][cell].value = value
    book.save(out)
    return out.getvalue(), cells


def told(data: bytes, around: Surroundings = AROUND) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as raised:
        parse_programme("thu", data, UNITS, around)
    assert [finding for finding in raised.value.findings if not finding.mend] == [], "every mistake says how to mend it"
    return [(str(finding.cell or ""), finding.message) for finding in raised.value.findings]


def told_if_any(data: bytes) -> list[tuple[str, str]]:
    try:
        parse_programme("thu", data, UNITS, AROUND)
    except DefinitionError as error:
        return [(str(finding.cell or ""), finding.message) for finding in error.findings]
    return []


def test_the_definition_itself_has_no_mistake() -> None:
    data, _ = with_changes({})

    assert parse_programme("thu", data, UNITS, AROUND).form_id == "thu"
    assert convert(BytesIO(data), validate=False, file_type=".xlsx").warnings == []


MISTAKES = [
    pytest.param("survey", "nguoi", "type", "txet", "Có phải định viết “text”?", id="type misspelt"),
    pytest.param("survey", "ke_hoach", "type", "select one co_khong", "Có phải định viết “select_one co_khong”?", id="type in two words"),
    pytest.param("survey", "nguoi", "type", "geopoint", "Các loại dùng được", id="type that Excel cannot ask"),
    pytest.param("survey", "nguoi", "type", None, "chưa có loại", id="no type"),
    pytest.param("survey", "ke_hoach", "type", "select_one", "Thiếu tên danh sách lựa chọn", id="no list"),
    pytest.param("survey", "ke_hoach", "type", "select_one cokhong", "Không có danh sách lựa chọn “cokhong”", id="unknown list"),
    pytest.param("survey", "nguoi", "name", "người", "viết chưa đúng", id="name with accents"),
    pytest.param("survey", "nguoi", "name", "nguoi lap", "viết chưa đúng", id="name with a space"),
    pytest.param("survey", "nu", "name", "NGUOI", "không phân biệt chữ hoa", id="name by case only"),
    pytest.param("survey", "nguoi", "name", None, "Thiếu tên chỉ tiêu", id="no name"),
    pytest.param("survey", "nguoi", "name", "note_tong", "dành riêng cho phần mềm", id="name of a note"),
    pytest.param("survey", "nguoi", "name", "cach_lam__loa", "trùng tên ô của một lựa chọn", id="name of a mark"),
    pytest.param("survey", "viec", "name", "nguoi", "đã dùng ở ô", id="name of a table"),
    pytest.param("survey", "nguoi", "label", None, "chưa có nhãn", id="no label"),
    pytest.param("survey", "chung", "label", None, "chưa có nhãn", id="group without label"),
    pytest.param("survey", "nguoi", "required", "bắt buộc", "không phải là yes hoặc no", id="neither yes nor no"),
    pytest.param("survey", "ty_le", "required", "yes", "không phải ô nhập nên không bắt buộc ghi được", id="required calculation"),
    pytest.param("survey", "tong", "default", "5 người", "không hợp với loại integer", id="default that is no number"),
    pytest.param("survey", "tong", "default", "0", "không thỏa ràng buộc của chính ô đó", id="default against the constraint"),
    pytest.param("survey", "ngay", "default", "20/10/2026", "Ghi năm-tháng-ngày", id="default day first"),
    pytest.param("survey", "ke_hoach", "default", "Có", "không hợp với loại select_one", id="default by label"),
    pytest.param("survey", "cach_lam", "default", "loa tv", "không hợp với loại select_multiple", id="default not offered"),
    pytest.param("survey", "ten_viec", "default", "Họp", "là cột của bảng nên không ghi sẵn được", id="default in a table"),
    pytest.param("survey", "ty_le", "default", "5", "không phải ô nhập nên không ghi sẵn được", id="default of a calculation"),
    pytest.param("survey", "nguoi", "read_only", "yes", "bị khóa mà không có giá trị", id="locked and empty"),
    pytest.param("survey", "cach_lam", "relevant", "${ke_hoach} = 'roi'", "không có lựa chọn 'roi'", id="condition on an unknown choice"),
    pytest.param("survey", "cach_lam", "relevant", "${kehoach} = 'co'", "có phải định viết ${ke_hoach}?", id="unknown name"),
    pytest.param("survey", "cach_lam", "relevant", "${so_gio} > 1", "là một cột của bảng “viec”", id="a column as one figure"),
    pytest.param("survey", "nu", "constraint", ". <= tong", "Tên chỉ tiêu viết ${tong}", id="name without braces"),
    pytest.param("survey", "nu", "constraint", "(. <= ${tong}", "Biểu thức ở cột constraint chưa đúng", id="bracket left open"),
    pytest.param("survey", "nu", "constraint", "SUMIF(.) > 1", "Không có hàm “SUMIF”", id="function of Excel"),
    pytest.param("survey", "nu", "constraint", ". <= “5”", "Dùng dấu nháy thẳng", id="typographic quotes"),
    pytest.param("survey", "ty_le", "calculation", "${ty_le} + 1", "đi vòng tròn", id="calculation on itself"),
    pytest.param("survey", "ty_le", "calculation", "${nguoi} * 2", "cần số, nhưng “nguoi” là chữ", id="text in a product"),
    pytest.param("survey", "ty_le", "calculation", None, "chưa có công thức", id="no formula"),
    pytest.param("survey", "nu", "calculation", "${tong}", "là ô nhập nên không có công thức", id="formula of an input"),
    pytest.param("survey", "tong", "warning_message", None, "chưa có câu chữ", id="warning without words"),
    pytest.param("survey", "tong", "applies_to", "xom", "Không có loại đơn vị hoặc mã đơn vị nào là “xom”", id="unknown kind of unit"),
    pytest.param("survey", "nguoi", "aggregate", "sum", "không dùng cho loại text", id="sum of texts"),
    pytest.param("survey", "tong", "aggregate", "tổng", "Ghi một trong: sum", id="unknown aggregate"),
    pytest.param("survey", "nguoi", "cumulative", "yes", "Chỉ số mới có lũy kế", id="cumulative text"),
    pytest.param("survey", "so_gio", "cumulative", "yes", "Cột của bảng không so được", id="cumulative column"),
    pytest.param("survey", "tong", "prefill", "data_to", "Chỉ ô ngày mới ghi sẵn được", id="day in a figure"),
    pytest.param("survey", "1", "warning_message", "warning_mesage", "Có phải định viết “warning_message”?", id="column misspelt"),
    pytest.param("choices", "khong", "name", "CO", "đã có trong danh sách này", id="choice twice"),
    pytest.param("choices", "khong", "label", "có", "đã có trong danh sách này", id="label twice"),
    pytest.param("choices", "khong", "label", "-", "trùng với cách ghi không phát sinh", id="label that is a dash"),
    pytest.param("choices", "hop", "label", "Họp; hội nghị", "có dấu chấm phẩy", id="semicolon where several are chosen"),
    pytest.param("choices", "hop", "name", "họp", "viết chưa đúng", id="choice with accents"),
    pytest.param("choices", "hop", "label", None, "chưa có nhãn", id="choice without label"),
    pytest.param("settings", "2", "version", "bản 1", "viết chưa đúng", id="version with a space"),
    pytest.param("settings", "2", "version", "0.8", "Nội dung biểu đã đổi nhưng version vẫn là “0.8”", id="changed without a new version"),
    pytest.param("settings", "2", "version", 1.0, "đang là số hoặc ngày của Excel", id="version as a number"),
    pytest.param("settings", "2", "form_id", "biểu 1", "viết chưa đúng", id="form_id"),
    pytest.param("settings", "2", "period_type", "quý", "Ghi một trong: year", id="period type"),
    pytest.param("settings", "2", "deadline", "12-20", "cần 4 ngày cho một năm, đang có 1", id="one deadline for four quarters"),
    pytest.param("settings", "2", "deadline", "20/3, 20/6, 20/9, 20/12", "Không hiểu ngày", id="deadline day first"),
    pytest.param("settings", "2", "deadline", date(2026, 3, 20), "Excel đã đổi ô này thành ngày", id="deadline made a date"),
    pytest.param("settings", "2", "deadline_rule", "trước", "Ghi một trong: before, on", id="deadline rule"),
    pytest.param("settings", "2", "data_to", "03-20, 06-20, 09-20, 12-20", "không trước hạn gửi", id="figures end with the deadline"),
    pytest.param("settings", "2", "data_to", "03-15, 06-15, 09-15, 12-25", "quý IV", id="figures of the last quarter end after it is due"),
    pytest.param("settings", "2", "accepts", "bản cũ", "Không hiểu “bản cũ”", id="accepted version"),
    pytest.param("settings", "2", "repeat_rows", "nhiều", "Ghi số nguyên từ 1 đến 500", id="rows"),
    pytest.param("settings", "2", "programme_name", None, "Chưa ghi programme_name", id="no programme name"),
    pytest.param("settings", "2", "programme_name", "#NAME?", "Ô báo lỗi của Excel", id="error of Excel"),
    pytest.param("indicators", "ct_nu", "numerator", "sum(${nguoi})", "“nguoi” là chữ", id="indicator on a text"),
    pytest.param("indicators", "ct_nu", "numerator", "${nu}", "phải nằm trong sum()", id="indicator on one answer"),
    pytest.param("indicators", "ct_nu", "value", "sum(${nu}", "Biểu thức ở cột value chưa đúng", id="indicator cut off"),
    pytest.param("indicators", "ct_nu", "target", "50%", "không phải là số", id="target with a sign"),
    pytest.param("indicators", "ct_nu", "target_year", "2030-2035", "không phải là năm", id="target year"),
    pytest.param("indicators", "ct_nu", "direction", "tăng", "Ghi up", id="direction"),
    pytest.param("documents", "bc", "template", "bc.doc", "tên tệp mẫu", id="old Word"),
    pytest.param("documents", "bc", "template", "bao-cao.docx", "Không có tệp mẫu “bao-cao.docx”", id="template missing"),
    pytest.param("documents", "bc", "template", "BC.docx", "ghi đúng chữ hoa, chữ thường", id="template by another case"),
    pytest.param("documents", "bc", "for_each", "kỳ", "không dùng được ở cột for_each", id="for_each"),
    pytest.param("documents", "bc", "for_each", "period:lang", "không dùng được ở cột for_each", id="period of a kind of unit"),
    pytest.param("documents", "kh", "for_each", "unit:xom", "Không có loại đơn vị nào là “xom”", id="unknown kind in for_each"),
    pytest.param("documents", "kh", "filename", "KH {{ ky.ten_tep }}", "tên tệp của mọi đơn vị như nhau", id="one file name for all units"),
    pytest.param("documents", "kh", "name", "BC", "đã dùng ở dòng trên", id="document twice"),
    pytest.param("documents", "bc", "folder", "báo cáo", "tên thư mục không dấu", id="folder with accents"),
    pytest.param("documents", "bc", "signatory", "chu_tich", "docgen.toml chưa có mục [signatories.chu_tich]", id="nobody signs"),
    pytest.param("documents", "kh", "draft_month", "5/2026", "năm-tháng", id="month"),
    pytest.param("documents", "kh", "when", "khi cần", "không dùng được ở cột when", id="when"),
]


def test_there_are_many_mistakes_to_make() -> None:
    assert len(MISTAKES) >= 60


@pytest.mark.parametrize(("sheet", "row", "column", "value", "message"), MISTAKES)
def test_a_mistake_is_told_with_its_cell_and_how_to_mend_it(sheet: str, row: str, column: str, value: object, message: str) -> None:
    data, cells = with_changes({(sheet, row, column): value})

    found = told(data)

    assert [said for cell, said in found if message in said and cell == cells[0]], found


STRUCTURE = [
    pytest.param("| end_repeat | |", "| text | cuoi | Cuối", "“viec” mở mà không đóng", id="table left open"),
    pytest.param("| begin_repeat | viec | II. VIỆC |", "| end_group | | |", "không có dòng begin_group", id="closed twice"),
    pytest.param("| date | ngay | Ngày lập |", "| begin_repeat | ngay | Ngày lập |", "không lồng trong nhóm khác", id="table in a group"),
    pytest.param(
        "| text | ten_viec | Tên việc | yes |", "| begin_repeat | con | Con | |", "không lồng trong nhóm khác", id="table in a table"
    ),
    pytest.param("## indicators", "## indicator", "", id="a sheet of one's own is no mistake"),
    pytest.param("| list_name | name | label |", "| list | ma | label |", "thiếu cột “name”", id="no column"),
]


@pytest.mark.parametrize(("old", "new", "message"), STRUCTURE)
def test_a_mistake_in_the_frame_is_told(old: str, new: str, message: str) -> None:
    assert old in SOURCE
    data = build_workbook(SOURCE.replace(old, new, 1))

    if not message:
        assert parse_programme("thu", data, UNITS, AROUND).indicators == ()
    else:
        assert [said for cell, said in told(data) if message in said and cell], told(data)


def test_a_missing_sheet_is_told_once_and_the_one_that_was_meant_is_named() -> None:
    book, out = openpyxl.load_workbook(BytesIO(build_workbook(SOURCE))), BytesIO()
    book["survey"].title = "suvey"
    book.save(out)

    found = [said for cell, said in told(out.getvalue()) if not cell.startswith("indicators")]

    assert found == ["Thiếu tờ “survey”. Có phải là tờ “suvey”? Đổi tên tờ thành “survey”."]


@pytest.mark.parametrize("column", ["form_id", "deadline", "period_type", "programme_years"])
def test_a_setting_whose_column_is_missing_is_told_once(column: str) -> None:
    line = next(line for line in SOURCE.splitlines() if line.startswith(f"| {column} |"))

    found = [said for _, said in told(build_workbook(SOURCE.replace(f"{line}\n", "", 1))) if column in said]

    assert found == [f"Tờ “settings” thiếu cột “{column}”. Thêm cột “{column}” ở dòng 1."]


def test_ten_mistakes_are_told_at_once() -> None:
    changes: dict[tuple[str, str, str], object] = {
        ("settings", "2", "deadline"): "20/12",
        ("settings", "2", "accepts"): "bản cũ",
        ("survey", "nguoi", "type"): "chữ",
        ("survey", "tong", "default"): "không",
        ("survey", "nu", "constraint"): ". <= ${tog}",
        ("survey", "ty_le", "calculation"): "${ty_le} div 2",
        ("survey", "ke_hoach", "type"): "select_one danh_sach",
        ("choices", "hop", "label"): "Loa",
        ("indicators", "ct_nu", "target"): "một nửa",
        ("documents", "bc", "template"): "mau.docx",
    }
    data, cells = with_changes(changes)

    assert {cell for cell, _ in told(data)} >= set(cells)


def test_names_that_are_cells_to_excel_are_good_names() -> None:
    data, _ = with_changes({("survey", "nguoi", "name"): "q1", ("survey", "ngay", "name"): "c"})

    assert {"q1", "c"} <= parse_programme("thu", data, UNITS, AROUND).field_by_name.keys()


def test_a_row_that_cannot_be_read_is_told_once_and_not_at_every_formula_that_names_it() -> None:
    data, [cell] = with_changes({("survey", "tong", "type"): "number"})

    assert [where for where, _ in told(data)] == [cell]


def test_a_formula_of_excel_is_told_as_one_and_not_as_a_missing_expression() -> None:
    data, [cell] = with_changes({("survey", "ty_le", "calculation"): "=${nu} / ${tong} * 100"})

    found = [said for where, said in told(data) if where == cell]

    assert any("Ô là công thức của Excel (=${nu} / ${tong} * 100)." in said for said in found)
    assert not any("chưa có công thức" in said for said in found)


def test_a_key_belongs_to_a_column_of_a_table() -> None:
    wrong = SOURCE.replace("| tong | sum | yes | lang | | người |", "| tong | sum | yes | lang | | người | yes |")
    wrong = wrong.replace(
        "| prefill | unit_of_measure |\n|---|---|---|---|---|---|", "| prefill | unit_of_measure | key |\n|---|---|---|---|---|---|---|"
    )
    wrong = wrong.replace("| so_gio | mean | | | | giờ |", "| so_gio | mean | | | | giờ | |")

    assert any("Chỉ cột nhập của bảng mới là khóa của dòng." in said for _, said in told(build_workbook(wrong)))


@pytest.mark.parametrize(("made_for", "mistakes"), [("unit:lang", 1), ("unit", 1), ("period", 0)])
def test_two_documents_for_units_that_would_send_them_the_same_file_are_told(made_for: str, mistakes: int) -> None:
    data, cells = with_changes(
        {("documents", "bc", "for_each"): made_for, ("documents", "bc", "filename"): "KH {{ don_vi.ten_khong_dau }}"}
    )
    same = [cell for cell, message in told_if_any(data) if "đè lên nhau" in message]

    assert len(same) == mistakes
    assert cells[0].startswith("documents!")
