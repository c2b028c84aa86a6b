"""The agency's own Excel form: its cells are found by names or labels, its look stays, and what units write in it is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from docgen.model.findings import Finding
from docgen.operate.init import init
from docgen.pipeline.issue import IssueReport, issue_forms
from docgen.pipeline.linting import lint_workspace
from docgen.pipeline.office import open_office
from docgen.settings import open_workspace
from tests.bench import FORMS, NOW, PERIOD, TO_MEND, Bench
from tests.programs import remarks
from tests.unit.programme.sources import DOCUMENTS, INDICATORS, programme_workbook

NAME = "viec-thu"
SURVEY = """
| type | name | label | required | applies_to | constraint | constraint_message | calculation |
|---|---|---|---|---|---|---|---|
| begin_group | chung | I. CHUNG | | | | | |
| text | nguoi_lap | Người lập biểu | yes | thon | | | |
| integer | tong | Tổng số người | yes | thon | `. >= 1` | Phải từ 1. | |
| integer | nu | Trong đó: nữ | yes | thon | `. <= ${tong}` | Không quá tổng số. | |
| calculate | ty_le | Tỷ lệ | | thon | | | `round(${nu} div ${tong} * 100, 1)` |
| select_one co_khong | ke_hoach | Có kế hoạch | | thon | | | |
| end_group | | | | | | | |
| begin_repeat | viec | II. VIỆC | | | | | |
| text | ten_viec | Tên việc | yes | thon | | | |
| integer | so_nguoi | Số người dự | yes | thon | | | |
| end_repeat | | | | | | | |
"""


def agency_form() -> Workbook:
    """Return a form as an office has had it for years: labels with numbers before and colons after, a picture of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Mẫu 05"
    sheet["A1"], sheet["A1"].font = "BIỂU TỔNG HỢP CỦA CƠ QUAN", Font(bold=True, size=14)
    sheet["A2"], sheet["A3"] = "Đơn vị báo cáo:", "Kỳ báo cáo:"
    rows = (("1. Người lập biểu:", ""), ("2. Tổng số người (người)", "người"), ("- Trong đó: nữ", "người"), ("3. Có kế hoạch", ""))
    for number, (label, measure) in enumerate(rows, 5):
        sheet.cell(number, 1).value, sheet.cell(number, 2).value = label, measure or None
        sheet.cell(number, 3).fill = PatternFill("solid", fgColor="FFFFF2CC")
    for column, head in enumerate(("TT", "Tên việc", "Số người dự"), 1):
        sheet.cell(11, column).value = head
    sheet["A20"] = "Người lập ký tên"
    sheet.column_dimensions["A"].width = 44
    return book


def workspace(root: Path, form: Workbook) -> Bench:
    init(root)
    shutil.rmtree(root / "templates" / "binh-dang-gioi")
    folder = root / "templates" / NAME
    folder.mkdir()
    header = INDICATORS.rpartition("|\n| ct_nu")[0] + "|\n"
    (folder / "programme.xlsx").write_bytes(
        programme_workbook(survey=SURVEY, indicators=header, documents=DOCUMENTS.rpartition("|\n| bc-thu")[0] + "|\n")
    )
    form.save(folder / "form.xlsx")
    return Bench(root)


def issued(bench: Bench) -> tuple[IssueReport, list[Path]]:
    with open_office(open_workspace(bench.root), NOW) as office:
        report = issue_forms(office, None, PERIOD, "T01")
    return report, sorted((bench.inbox / FORMS).rglob("*.xlsx"))


def typed(path: Path, change: Callable[[Workbook], None]) -> bytes:
    book = load_workbook(path)
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def right(book: Workbook) -> None:
    sheet = book["Mẫu 05"]
    for cell, value in {
        "B5": "Nguyễn Thị Mẫu",
        "C6": 12,
        "C7": 7,
        "B8": "Có",
        "B12": "Họp thôn",
        "C12": 40,
        "B13": "Tập huấn",
        "C13": 25,
    }.items():
        sheet[cell] = value  # type: ignore[assignment]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return workspace(tmp_path / "nơi làm việc", agency_form())


def test_a_form_of_the_office_is_issued_sealed_with_its_look_untouched(bench: Bench) -> None:
    report, [path] = issued(bench)

    assert report.problems == ()
    book = load_workbook(path)
    sheet = book["Mẫu 05"]
    assert (sheet["B2"].value, sheet["B3"].value) == ("Thôn Mẫu 01", "Năm 2026")
    assert (sheet["A1"].font.size, sheet["C6"].fill.fgColor.rgb, sheet.column_dimensions["A"].width) == (14, "FFFFF2CC", 44)
    assert book["_docgen"].sheet_state == "veryHidden"
    names = {name: str(found.attr_text) for name, found in book.defined_names.items()}
    assert (names["dg_tong"], names["dg_ten_viec"], names["dg_seal"]) == ("'Mẫu 05'!$C$6", "'Mẫu 05'!$B$12:$B$41", "_docgen!$B$1")


def test_what_units_write_in_it_is_read_judged_and_returned_like_any_form(bench: Bench) -> None:
    _, [path] = issued(bench)

    bench.drop("mot.xlsx", typed(path, right))
    assert [outcome[1:] for outcome in bench.outcomes()] == [("accepted", ())]
    with bench.office() as office:
        revision = office.dataset.decisions.current(NAME, "T01", PERIOD)
    assert revision is not None
    assert {name: str(a.value) for name, a in revision.answers.by_name.items()} == {
        "nguoi_lap": "Nguyễn Thị Mẫu",
        "tong": "12",
        "nu": "7",
        "ty_le": "58.3",
        "ke_hoach": "co",
    }
    assert [str(row["ten_viec"].value) for row in revision.answers.rows("viec")] == ["Họp thôn", "Tập huấn"]

    def wrong(book: Workbook) -> None:
        right(book)
        book["Mẫu 05"]["C7"] = 13

    bench.drop("hai.xlsx", typed(path, wrong))
    assert [outcome[1:] for outcome in bench.outcomes()] == [("returned", ("lon_hon_tong",))]
    returned = load_workbook(bench.inbox / TO_MEND / "hai.xlsx")
    assert returned.sheetnames[0] == "CẦN SỬA"
    assert returned["Mẫu 05"]["C7"].comment is not None


def test_cells_that_bear_names_go_before_labels(tmp_path: Path) -> None:
    form = agency_form()
    form.defined_names["dg_tong"] = DefinedName("dg_tong", attr_text="'Mẫu 05'!$F$6")
    form.defined_names["nu"] = DefinedName("nu", attr_text="'Mẫu 05'!$F$7")
    bench = workspace(tmp_path / "w", form)

    _, [path] = issued(bench)

    names = {name: str(found.attr_text) for name, found in load_workbook(path).defined_names.items()}
    assert (names["dg_tong"], names["dg_nu"]) == ("'Mẫu 05'!$F$6", "'Mẫu 05'!$F$7")


def lint(bench: Bench) -> list[Finding]:
    return list(lint_workspace(open_workspace(bench.root), NAME))


def test_lint_says_what_it_found_and_where(bench: Bench) -> None:
    found = lint(bench)

    assert [f for f in found if f.is_error] == []
    assert {str(f.cell): f.reason for f in found if f.cell}["Mẫu 05!C6"] == "“Tổng số người” (dg_tong): theo nhãn, đơn vị ghi vào ô này."
    assert found[-1].reason == "Biểu của cơ quan: 0 ô tìm theo tên ô, 6 ô tìm theo nhãn."


def test_lint_says_what_it_could_not_find_and_no_form_goes_out(tmp_path: Path) -> None:
    form = agency_form()
    sheet = form["Mẫu 05"]
    sheet["A6"], sheet["A9"] = "Số lao động", "Trong đó: nữ"
    bench = workspace(tmp_path / "w", form)

    errors = [f.message for f in lint(bench) if f.is_error]
    report, paths = issued(bench)

    assert len(errors) == 2
    assert errors[0].startswith("Không tìm thấy ô của “Tổng số người” (dg_tong): không có nhãn này trong biểu.")
    assert "(dg_nu): nhãn này có ở 2 chỗ: Mẫu 05!A7, Mẫu 05!A9." in errors[1]
    assert paths == []
    assert "viec-thu/form.xlsx thiếu ô của 2 chỉ tiêu (“Tổng số người”; “Trong đó: nữ”)" in report.problems[0]


def test_a_form_that_is_no_workbook_is_told(bench: Bench) -> None:
    (bench.root / "templates" / NAME / "form.xlsx").write_bytes(b"khong phai Excel")

    assert [f.code for f in lint(bench) if f.is_error] == ["bieu_rieng"]
    assert issued(bench)[0].problems


def test_accepted_figures_stand_in_the_form_that_goes_to_the_units_own_folder(bench: Bench) -> None:
    _, [path] = issued(bench)
    bench.drop("mot.xlsx", typed(path, right))
    bench.process()
    (bench.inbox / "T01-thon-mau-01").mkdir()

    with open_office(open_workspace(bench.root), NOW) as office:
        issue_forms(office, None, PERIOD, "T01")

    [own] = (bench.inbox / "T01-thon-mau-01").rglob("*.xlsx")
    sheet = load_workbook(own)["Mẫu 05"]
    assert [sheet[cell].value for cell in ("B5", "C6", "C7", "B8", "B12", "C13")] == ["Nguyễn Thị Mẫu", 12, 7, "Có", "Họp thôn", 25]


@pytest.mark.e2e
def test_office_opens_an_issued_form_of_the_agency_without_repair(bench: Bench) -> None:
    _, [path] = issued(bench)

    assert remarks(path) == remarks(bench.root / "templates" / NAME / "form.xlsx")
