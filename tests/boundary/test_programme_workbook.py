"""programme.xlsx and units.xlsx as real workbooks: what they define, and every mistake with its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from pyxform.xls2xform import convert

from docgen.model.errors import DefinitionError, SettingsError
from docgen.model.periods import PeriodType
from docgen.model.programme import Aggregate, DocumentSpec, FieldType, ForEach
from docgen.model.values import Missing, Reason, Value
from docgen.nd30.drafting.build import draft_source
from docgen.ooxml.package import Package
from docgen.programme.build import build_workbook
from docgen.programme.catalogue import read_catalogue
from docgen.programme.expressions import Scope, evaluate
from docgen.programme.reading import parse_programme
from docgen.programme.units import parse_units
from tests.unit.programme import sources
from tests.unit.programme.sources import programme_workbook, units_workbook

TEMPLATES = Path(__file__).parents[2] / "templates"
PROGRAMMES = sorted(path.parent for path in TEMPLATES.glob("*/programme.xlsx"))
SHIPPED = pytest.mark.parametrize("folder", PROGRAMMES, ids=lambda folder: folder.name)


def told(data: bytes, units: bytes | None = None) -> list[tuple[str, str]]:
    """Return (cell, message) of each mistake in programme.xlsx."""
    with pytest.raises(DefinitionError) as raised:
        parse_programme("thu", data, parse_units(units) if units else None)
    return [(str(finding.cell or ""), finding.message) for finding in raised.value.findings]


def told_of_units(data: bytes) -> list[tuple[str, str]]:
    """Return (cell, message) of each mistake in units.xlsx."""
    with pytest.raises(DefinitionError) as raised:
        parse_units(data)
    return [(str(finding.cell or ""), finding.message) for finding in raised.value.findings]


def with_cell(data: bytes, sheet: str, cell: str, value: object) -> bytes:
    """Return the workbook with one cell as Excel would hold it."""
    workbook, out = openpyxl.load_workbook(BytesIO(data)), BytesIO()
    workbook[sheet][cell].value = value
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("row", "column", "cell"), [(100_001, 2, "B100001"), (1, 61, "BI1")])
def test_a_cell_beyond_what_is_read_is_told_not_left_out(row: int, column: int, cell: str) -> None:
    book = openpyxl.load_workbook(BytesIO(units_workbook()))
    book["don_vi"].cell(row, column, "Thôn Cuối")
    out = BytesIO()
    book.save(out)

    with pytest.raises(DefinitionError) as raised:
        parse_units(out.getvalue())

    assert [(str(finding.cell), f"ô {cell} nằm ngoài" in finding.message) for finding in raised.value.findings] == [
        (f"don_vi!{cell}", True)
    ]


def test_notes_beside_the_columns_and_sheets_of_ones_own_may_be_of_any_size() -> None:
    book = openpyxl.load_workbook(BytesIO(units_workbook()))
    book["don_vi"].cell(2, 70, "ghi chú riêng")
    book.create_sheet("Nháp").cell(200_000, 80, "nháp")
    out = BytesIO()
    book.save(out)

    assert [unit.code for unit in parse_units(out.getvalue()).all] == [unit.code for unit in parse_units(units_workbook()).all]


def test_units_whose_names_differ_in_accents_only_have_files_of_their_own() -> None:
    book = openpyxl.load_workbook(BytesIO(units_workbook()))
    row = [cell.value for cell in book["don_vi"][2]]
    for code, name in (("X1", "Thôn Đông"), ("X2", "Thôn Đồng"), ("X3", "THÔN DÒNG")):
        book["don_vi"].append([code, name, *row[2:]])
    out = BytesIO()
    book.save(out)

    by_code = parse_units(out.getvalue()).by_code

    assert [by_code[code].name_in_files for code in ("X1", "X2", "X3")] == ["Thon Dong", "Thon Dong X2", "THON DONG X3"]
    assert [by_code[code].name for code in ("X1", "X2", "X3")] == ["Thôn Đông", "Thôn Đồng", "THÔN DÒNG"]


def test_six_thousand_units_are_all_read_and_rows_that_are_only_painted_are_none() -> None:
    book = openpyxl.load_workbook(BytesIO(units_workbook()))
    sheet = book["don_vi"]
    before = len(parse_units(units_workbook()).all)
    row = [cell.value for cell in sheet[2]]
    for number in range(6_000):
        sheet.append([f"X{number}", f"Thôn {number}", *row[2:]])
    sheet.cell(300_000, 1).font = Font(bold=True)
    out = BytesIO()
    book.save(out)

    assert len(parse_units(out.getvalue()).all) == before + 6_000


def test_a_workbook_defines_a_programme() -> None:
    programme = parse_programme("thu", programme_workbook(accepts="0.8, 0.9", first_year="2026", plan_year="2026"))

    fields = programme.field_by_name
    assert (programme.name, programme.form_id, programme.version, programme.accepts) == ("thu", "thu", "1.0", ("0.8", "0.9"))
    assert (programme.schedule.period_type, programme.schedule.deadlines) == (PeriodType.YEAR, ("11-30",))
    assert programme.plan_year_fixed == 2026
    assert [(group.name, group.is_repeat, len(group.fields)) for group in programme.groups] == [("chung", False, 5), ("viec", True, 3)]
    assert (fields["tong"].type, fields["tong"].required, fields["tong"].applies_to) == (FieldType.INTEGER, True, frozenset({"lang"}))
    assert [choice.label for choice in fields["ke_hoach"].choices] == ["Có", "Không"]
    assert [(name, fields[name].aggregate) for name in ("nu", "ty_le", "ke_hoach", "y_kien", "ngay_viec")] == [
        ("nu", Aggregate.SUM),
        ("ty_le", Aggregate.NONE),
        ("ke_hoach", Aggregate.COUNT),
        ("y_kien", Aggregate.LIST),
        ("ngay_viec", Aggregate.NONE),
    ]
    assert fields["so_nguoi"].repeat == "viec"
    assert programme.indicators[0].target == "50"
    assert programme.document("kh-lang") == DocumentSpec(
        "kh-lang", "Kế hoạch", "kh.docx", ForEach.UNIT, "ke-hoach", "KH {{ don_vi.ten_khong_dau }}", unit_type="lang", on_request=True
    )


def test_a_field_may_have_several_doubts_and_a_cumulative_message() -> None:
    more = """
| name | warning | warning_message | warning_2 | warning_message_2 | cumulative |
|---|---|---|---|---|---|
| tong | `. > 100` | Nhiều quá. | `. = 1` | Ít quá. | |
| nu | | Thấp hơn kỳ trước ({ky_truoc}). | | | yes |
"""

    fields = parse_programme("thu", programme_workbook(more=more)).field_by_name

    assert [(doubt.formula.source, doubt.message) for doubt in fields["tong"].doubts] == [(". > 100", "Nhiều quá."), (". = 1", "Ít quá.")]
    assert (fields["nu"].cumulative, fields["nu"].cumulative_message, fields["nu"].doubts) == (True, "Thấp hơn kỳ trước ({ky_truoc}).", ())


def test_a_group_hands_its_condition_and_units_down() -> None:
    survey = """
| type | name | label | relevant | applies_to |
|---|---|---|---|---|
| integer | a | A | | |
| begin_group | g | G | `${a} > 0` | lang |
| integer | b | B | | |
| integer | c | C | `${a} > 5` | VP |
| end_group | | | | |
"""
    fields = parse_programme("thu", programme_workbook(survey=survey, indicators="")).field_by_name

    assert [(f.relevant.source if f.relevant else "", f.applies_to) for f in (fields["b"], fields["c"])] == [
        ("${a} > 0", frozenset({"lang"})),
        ("(${a} > 0) and (${a} > 5)", frozenset({"VP"})),
    ]


def _survey(*rows: str) -> str:
    columns = ("type", "name", "label", "constraint", "constraint_message", "calculation", "applies_to", "aggregate")
    return "\n".join((f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *rows, ""))


@pytest.mark.parametrize(
    ("row", "cell", "message"),
    [
        pytest.param("| inteer | a | A |", "survey!A2", "Không có loại “inteer”", id="unknown type"),
        pytest.param("| integer | 1a | A |", "survey!B2", "viết chưa đúng", id="bad name"),
        pytest.param("| integer | note_a | A |", "survey!B2", "dành riêng cho phần mềm", id="reserved name"),
        pytest.param("| integer | a | |", "survey!C2", "chưa có nhãn", id="no label"),
        pytest.param("| integer | a | A |\n| text | A | B |", "survey!B3", "Tên “A” đã dùng ở ô B2", id="same name in capitals"),
        pytest.param("| select_one la | a | A |", "survey!A2", "Không có danh sách lựa chọn “la”", id="unknown list"),
        pytest.param("| integer | a | A | `. >` | Sai. |", "survey!D2", "Biểu thức ở cột constraint chưa đúng", id="broken expression"),
        pytest.param(
            "| integer | tong | A | `. > ${tonng}` | Sai. |", "survey!D2", "có phải định viết ${tong}?", id="name that does not exist"
        ),
        pytest.param("| integer | a | A | `. > 1` | |", "survey!E2", "chưa có câu chữ", id="no message"),
        pytest.param("| integer | a | A | `. = 'co'` | Sai. |", "survey!D2", "So sánh số với chữ", id="number beside text"),
        pytest.param("| text | a | A | `. > 1` | Sai. |", "survey!D2", "cần số hoặc ngày", id="order of text"),
        pytest.param("| select_one co_khong | a | A | `. = 'chua'` | Sai. |", "survey!D2", "không có lựa chọn 'chua'", id="unknown choice"),
        pytest.param("| calculate | a | A | | | |", "survey!F2", "chưa có công thức", id="no calculation"),
        pytest.param("| integer | a | A | | | `1 + 1` |", "survey!F2", "là ô nhập nên không có công thức", id="calculated input"),
        pytest.param("| calculate | a | A | | | `. + 1` |", "survey!F2", "Dấu chấm (.) không dùng được", id="dot in a calculation"),
        pytest.param(
            "| calculate | a | A | | | `${b}` |\n| calculate | b | B | | | `${a}` |", "survey!F2", "đi vòng tròn: a → b → a", id="circle"
        ),
        pytest.param("| integer | a | A | | | | trai |", "survey!G2", "“trai”", id="unknown kind of unit"),
        pytest.param("| text | a | A | | | | | sum |", "survey!H2", "không dùng cho loại text", id="sum of texts"),
        pytest.param("| begin_group | g | G |\n| integer | a | A |", "survey!A2", "mở mà không đóng", id="group left open"),
        pytest.param("| end_group | | |", "survey!A2", "không có dòng begin_group", id="group never opened"),
        pytest.param(
            "| begin_repeat | r | R |\n| integer | a | A |\n| end_repeat | | |\n| calculate | b | B | | | `${a} + 1` |",
            "survey!F5",
            "là một cột của bảng “r”",
            id="a column as one figure",
        ),
    ],
)
def test_a_mistake_in_the_survey_is_told_with_its_cell(row: str, cell: str, message: str) -> None:
    found = told(programme_workbook(survey=_survey(row), indicators=""), units_workbook())

    assert [place for place, _ in found] == [cell]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("settings", "column", "message"),
    [
        pytest.param({"deadline": "30/11"}, "deadline", "Không hiểu ngày “30/11”", id="deadline day first"),
        pytest.param({"deadline": ""}, "deadline", "Chưa ghi deadline", id="no deadline"),
        pytest.param({"deadline": "06-15, 12-15"}, "deadline", "cần 1 ngày cho một năm, đang có 2", id="two deadlines of a year"),
        pytest.param({"period_type": "half"}, "deadline", "cần 2 ngày cho một năm, đang có 1", id="one deadline of two halves"),
        pytest.param({"period_type": "weekly"}, "period_type", "không dùng được ở cột period_type", id="unknown period"),
        pytest.param({"deadline_rule": "sau"}, "deadline_rule", "Ghi một trong: before, on", id="unknown rule"),
        pytest.param({"data_to": "11-30"}, "data_to", "không trước hạn gửi ít nhất một ngày làm việc", id="figures end too late"),
        pytest.param({"data_from": "11-16"}, "data_from", "Số liệu bắt đầu", id="figures begin after they end"),
        pytest.param({"first_data_from": "1.1.2026"}, "first_data_from", "không phải là ngày", id="no day"),
        pytest.param({"plan_year": "sau"}, "plan_year", "Không hiểu “sau”", id="no plan year"),
        pytest.param({"reminder_days": "-10; 3"}, "reminder_days", "Không hiểu “-10; 3”", id="no days"),
        pytest.param({"repeat_rows": "0"}, "repeat_rows", "Ghi số nguyên từ 1 đến 500", id="no rows"),
        pytest.param({"version": ""}, "version", "Thiếu số bản", id="no version"),
        pytest.param({"dealine_rule": "on"}, "dealine_rule", "Có phải định viết “deadline_rule”?", id="misspelt column"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_cell(settings: dict[str, str], column: str, message: str) -> None:
    found = told(programme_workbook(**settings))

    columns = list({**sources.SETTINGS, **settings})
    row = 1 if column == "dealine_rule" else 2
    assert [place for place, _ in found][:1] == [f"settings!{get_column_letter(columns.index(column) + 1)}{row}"]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("indicator", "cell", "message"),
    [
        pytest.param("| ct | Nhãn | `sum(${y_kien})` | `2` |", "indicators!C2", "cần số, nhưng “y_kien” là chữ", id="sum of a text field"),
        pytest.param("| ct | Nhãn | `${nu}` | `2` |", "indicators!C2", "phải nằm trong sum()", id="one answer of many"),
        pytest.param("| ct | Nhãn | `sum(${nu2})` | `2` |", "indicators!C2", "Không có chỉ tiêu nào tên “nu2”", id="unknown field"),
        pytest.param("| ct | Nhãn | `sum(${nu})` | |", "indicators!E2", "chưa có cách tính", id="no way to compute"),
        pytest.param("| ct | Nhãn | `1` | `. + 1` |", "indicators!D2", "Dấu chấm (.) chỉ dùng trong điều kiện lọc", id="dot"),
        pytest.param("| ct | Nhãn | `1` | `2` | | 50% |", "indicators!F2", "Mục tiêu “50%” không phải là số", id="target with a sign"),
        pytest.param("| ct | Nhãn | `1` | `2` |\n| CT | Nhãn | `1` | `2` |", "indicators!A3", "Tên “CT” đã dùng", id="same name"),
    ],
)
def test_a_mistake_in_the_indicators_is_told_with_its_cell(indicator: str, cell: str, message: str) -> None:
    head = "| name | label | numerator | denominator | value | target |\n|---|---|---|---|---|---|\n"

    found = told(programme_workbook(indicators=head + indicator))

    assert [place for place, _ in found] == [cell]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("old", "new", "cell", "message"),
    [
        pytest.param("| period |", "| moi_ky |", "documents!E2", "không dùng được ở cột for_each", id="unknown for_each"),
        pytest.param("unit:lang", "unit:xom", "documents!E3", "Không có loại đơn vị nào là “xom”", id="unknown kind of unit"),
        pytest.param("bc.docx", "bc.doc", "documents!C2", "tên tệp mẫu", id="template that is no .docx"),
        pytest.param("kh-lang |", "BC_thu |", "documents!A3", "Mã văn bản “BC_thu” đã dùng", id="same key"),
        pytest.param("2026-05", "5/2026", "documents!J2", "năm-tháng", id="draft month"),
        pytest.param("on_request", "sometimes", "documents!H3", "không dùng được ở cột when", id="unknown when"),
    ],
)
def test_a_mistake_in_the_documents_is_told_with_its_cell(old: str, new: str, cell: str, message: str) -> None:
    found = told(programme_workbook(documents=sources.DOCUMENTS.replace(old, new)), units_workbook())

    assert [place for place, _ in found] == [cell]
    assert message in found[0][1]


def test_all_mistakes_are_told_at_once() -> None:
    survey = _survey("| inteer | a | A |", "| integer | b | |")
    choices = "| list_name | name | label |\n|---|---|---|\n| x | a | Có |\n| x | A | có |\n"

    found = told(programme_workbook(survey=survey, choices=choices, indicators="", deadline="sai"))

    assert [place for place, _ in found] == ["settings!E2", "choices!B3", "choices!C3", "survey!A2", "survey!C3"]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "message"),
    [
        pytest.param("settings", "E2", date(2026, 11, 30), "Excel đã đổi ô này thành ngày", id="deadline that Excel made a date"),
        pytest.param("settings", "C2", 1.0, "đang là số hoặc ngày của Excel", id="version that Excel made a number"),
        pytest.param("choices", "B2", 1, "đang là số hoặc ngày của Excel", id="choice that Excel made a number"),
    ],
)
def test_what_excel_changed_by_itself_is_a_mistake(sheet: str, cell: str, value: object, message: str) -> None:
    found = told(with_cell(programme_workbook(), sheet, cell, value))

    assert (found[0][0], message in found[0][1]) == (f"{sheet}!{cell}", True)


@pytest.mark.parametrize(
    "data", [pytest.param(b"", id="empty"), pytest.param(b"PK\x03\x04 broken", id="broken zip"), pytest.param(b"abc", id="text")]
)
def test_what_is_no_workbook_is_said_so(data: bytes) -> None:
    assert told(data) == [
        (
            "",
            "Không mở được tệp “thu/programme.xlsx”: tệp hỏng hoặc không phải sổ Excel (.xlsx). "
            "Mở tệp bằng Excel, lưu lại theo kiểu Excel Workbook (.xlsx).",
        )
    ]


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        pytest.param({"deadline": "12-15"}, True, id="a moved deadline leaves forms valid"),
        pytest.param({"indicators": ""}, True, id="indicators are not on the form"),
        pytest.param({"version": "1.1"}, False, id="version"),
        pytest.param({"survey": sources.SURVEY.replace("Tổng số", "Tổng cộng")}, False, id="label"),
        pytest.param({"choices": sources.CHOICES.replace("Không", "Chưa")}, False, id="choice"),
    ],
)
def test_the_fingerprint_tells_forms_apart(change: dict[str, str], is_same: bool) -> None:
    before = parse_programme("thu", programme_workbook())

    after = parse_programme("thu", programme_workbook(**change))

    assert (after.fingerprint == before.fingerprint) is is_same
    assert len(before.fingerprint) == 16


def test_a_workbook_defines_units_in_the_order_of_printing() -> None:
    units = parse_units(units_workbook())

    office = units.find("vp")
    assert [unit.code for unit in units.all] == ["VP", "L01", "L02"]
    assert units.all[1].addressed_as == "Trưởng làng Thử 01"
    assert (units.all[1].type.signs_as, units.all[0].type.signs_as) == ("TRƯỞNG LÀNG", "THỦ TRƯỞNG ĐƠN VỊ")
    assert office is not None
    assert (office.replaces, office.valid_from, office.type.is_subordinate) == (("VP0",), date(2025, 7, 1), True)


@pytest.mark.parametrize(
    ("old", "new", "cell", "message"),
    [
        pytest.param("| L02 |", "| l01 |", "don_vi!A4", "Mã đơn vị “l01” đã dùng", id="same code"),
        pytest.param("| L02 | Làng Thử 02", "| L02 | làng  Thử 01", "don_vi!B4", "đã dùng ở dòng trên", id="same name in another spelling"),
        pytest.param("| L02 |", "| L-2 |", "don_vi!A4", "viết chưa đúng", id="bad code"),
        pytest.param("| L02 |", "| lang |", "don_vi!A4", "trùng mã của một loại", id="code of a type"),
        pytest.param(
            "| L02 | Làng Thử 02 | lang", "| L02 | Làng Thử 02 | xom", "don_vi!C4", "Không có loại đơn vị “xom”", id="unknown type"
        ),
        pytest.param("phong | B |", "phong | C |", "don_vi!D3", "khác khối của loại", id="another group"),
        pytest.param("01/07/2025", "7/2025", "don_vi!I3", "không phải là ngày", id="no day"),
        pytest.param("0912345678", "gọi sau", "don_vi!G2", "Số điện thoại “gọi sau”", id="no telephone number"),
        pytest.param("{ten_rieng}", "{ho.ten}", "loai!G3", "Không hiểu “{ho.ten}”", id="unknown word in the address"),
        pytest.param("| lang | làng | C |", "| lang | làng | B |", "loai!D3", "Khối B đã có tên", id="one letter, two names"),
    ],
)
def test_a_mistake_in_the_units_is_told_with_its_cell(old: str, new: str, cell: str, message: str) -> None:
    found = told_of_units(units_workbook(old, new))

    assert [place for place, _ in found] == [cell]
    assert message in found[0][1]


def test_a_telephone_number_that_excel_made_a_number_is_a_mistake() -> None:
    found = told_of_units(with_cell(units_workbook(), "don_vi", "G2", 912345678))

    assert found == [("don_vi!G2", "Số điện thoại đang là số của Excel nên mất số 0 ở đầu. Định dạng ô là Văn bản (Text) rồi ghi lại.")]


def test_the_catalogue_has_every_programme_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "units.xlsx").write_bytes(units_workbook())
    (tmp_path / "viec-thu").mkdir()
    (tmp_path / "viec-thu/programme.xlsx").write_bytes(programme_workbook())

    catalogue = read_catalogue(tmp_path)

    assert list(catalogue.programmes) == ["viec-thu"]
    assert catalogue.find("THU") is catalogue.find("viec-thu") is catalogue.programmes["viec-thu"]
    assert catalogue.find("khac") is None
    assert list(catalogue.files) == ["units.xlsx", "viec-thu/programme.xlsx"]


def test_the_catalogue_tells_the_mistakes_of_all_workbooks(tmp_path: Path) -> None:
    (tmp_path / "units.xlsx").write_bytes(units_workbook("| L02 |", "| L01 |"))
    for name, changes in (("a", {"deadline": "sai"}), ("b", {}), ("c", {})):
        (tmp_path / name).mkdir()
        (tmp_path / name / "programme.xlsx").write_bytes(programme_workbook(**changes))

    with pytest.raises(DefinitionError) as raised:
        read_catalogue(tmp_path)

    assert [(finding.label, str(finding.cell or "")) for finding in raised.value.findings] == [
        ("units.xlsx", "don_vi!A4"),
        ("a/programme.xlsx", "settings!E2"),
        ("c/programme.xlsx", ""),
    ]
    assert "c/programme.xlsx: Mã biểu (form_id) “thu” đã dùng ở chương trình “b”." in str(raised.value)


def test_a_folder_without_units_is_a_wrong_set_up(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"Không thấy tệp “units\.xlsx”"):
        read_catalogue(tmp_path)


def test_the_shipped_units_are_those_of_the_readable_source() -> None:
    assert (TEMPLATES / "units.xlsx").read_bytes() == build_workbook((TEMPLATES / "nguon/don-vi.md").read_text("utf-8"))


@SHIPPED
def test_a_shipped_programme_is_that_of_its_readable_sources(folder: Path) -> None:
    assert (folder / "programme.xlsx").read_bytes() == build_workbook((folder / "nguon/bieu.md").read_text("utf-8"))
    for source in (folder / "nguon").glob("*.txt"):
        shipped = Package.read((folder / f"{source.stem}.docx").read_bytes())
        assert shipped.parts == Package.read(draft_source(source.read_text("utf-8"))).parts


def test_the_shipped_programme_has_no_mistake() -> None:
    catalogue = read_catalogue(TEMPLATES)

    programme = catalogue.find("bdg")
    assert programme is not None
    assert len(catalogue.units.all) == 26
    assert [group.name for group in programme.repeats] == ["hoat_dong"]
    assert [indicator.target for indicator in programme.indicators if indicator.main] == ["65", "50", "100", ""]
    assert len(programme.field_by_name["luot_nguoi_tt"].doubts) == 2


def test_the_second_programme_is_of_another_kind() -> None:
    programme = read_catalogue(TEMPLATES).find("attp")

    assert programme is not None
    assert (programme.schedule.period_type, len(programme.repeats)) == (PeriodType.QUARTER, 2)
    assert {document.for_each for document in programme.documents} == {ForEach.PERIOD, ForEach.UNIT}
    assert [f.name for f in programme.fields if f.type is FieldType.SELECT_MULTIPLE] == ["hinh_thuc_attp", "bien_phap_xl"]


@SHIPPED
def test_pyxform_converts_a_shipped_programme_without_a_warning(folder: Path) -> None:
    result = convert(str(folder / "programme.xlsx"), validate=False)

    assert result.warnings == []


def test_pyxform_takes_a_count_over_a_table_from_outside_it() -> None:
    survey = sources.SURVEY + "| calculate | so_viec | Số việc | | | | | | `count(${ten_viec}[. != ''])` |\n"

    result = convert(BytesIO(programme_workbook(survey=survey)), validate=False, file_type=".xlsx")

    assert result.warnings == []


def test_the_worked_example_of_the_sample_comes_out() -> None:
    programme = read_catalogue(TEMPLATES).programmes["binh-dang-gioi"]
    given = {
        "nu_ld": ("1", "1", "2", "x"),
        "dung_dau_nu": ("khong", "khong", "co", "x"),
        "truong_thon_nu": ("x", "x", "x", "khong"),
        "bi_thu_nu": ("x", "x", "x", "co"),
        "ctmt_nu": ("x", "x", "x", "khong"),
        "tong_qh": ("40", "x", "4", "x"),
        "nu_qh": ("18", "x", "3", "x"),
        "nu_qh_dao_tao": ("12", "x", "3", "x"),
        "tong_cb": ("5", "11", "32", "x"),
        "nu_cb": ("2", "6", "27", "x"),
        "luot_nguoi_tt": ("45", "310", "64", "185"),
        "luot_nu_tt": ("20", "190", "50", "120"),
    }
    columns = {name: [_answer(text) for text in texts] for name, texts in given.items()}
    for name in ("co_ld_nu", "co_ld_nu_thon"):
        calculation = programme.field_by_name[name].calculation
        assert calculation is not None
        units = [lambda wanted, place=place: columns[wanted][place] for place in range(4)]
        columns[name] = [evaluate(calculation.tree, Scope(answer, lambda n: (), date(2026, 12, 2))) for answer in units]  # type: ignore[misc]
    scope = Scope(lambda name: Missing(Reason.NOT_APPLICABLE), lambda name: columns[name], date(2026, 12, 2))

    found = {}
    for indicator in programme.indicators:
        if indicator.value and indicator.name in ("ct_quy_hoach_nu", "ct_dao_tao_nu", "ct_dung_dau_nu", "ct_nu_cb", "ct_nu_tt"):
            value = evaluate(indicator.value.tree, scope)
            assert isinstance(value, Decimal)
            found[indicator.name] = round(value, 1)

    assert columns["co_ld_nu"][:3] == [Decimal(1)] * 3
    assert columns["co_ld_nu_thon"][3] == Decimal(1)
    assert found == {
        "ct_quy_hoach_nu": Decimal("47.7"),
        "ct_dao_tao_nu": Decimal("71.4"),
        "ct_dung_dau_nu": Decimal("25.0"),
        "ct_nu_cb": Decimal("72.9"),
        "ct_nu_tt": Decimal("62.9"),
    }


def _answer(text: str) -> Value | Missing:
    if text == "x":
        return Missing(Reason.NOT_APPLICABLE)
    return Decimal(text) if text.isdigit() else text
