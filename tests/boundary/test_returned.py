"""A returned workbook: theirs as it was, faulty cells marked and explained; mended, it is a form again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from docgen.forms.census import read_census
from docgen.forms.reading import read_form, read_seal
from docgen.forms.returned import ReturnNote, without_marks, write_returned
from docgen.inbox.screen import GO_ON, screen
from docgen.model.findings import Finding
from docgen.model.values import CellRef
from docgen.ooxml.package import Package
from docgen.validate.answers import check
from tests.filled_forms import DATES, FIELDS, PROGRAMME, RIGHT, ROW_OF, SHEET, TODAY, UNIT, build, field, form, place, saved
from tests.programs import resaved

WRONG = {**RIGHT, "tong": "12 người", "nu": None, "dau": "Cos", "tien": 5}


def found_in(data: bytes) -> tuple[Finding, ...]:
    reading = read_form(read_census(data), PROGRAMME, UNIT, DATES)
    return (*reading.findings, *check(PROGRAMME, UNIT, DATES, reading.answers, None, TODAY))


def note_on(data: bytes) -> ReturnNote:
    return ReturnNote(
        PROGRAMME.title,
        "năm 2026",
        UNIT.name,
        "16 giờ 42 phút, ngày 29/11/2026",
        2,
        found_in(data),
        "trước ngày 30/11/2026",
        "còn 1 ngày",
        "Phòng Mẫu, Nguyễn Thị Mẫu, điện thoại 0912345678",
        "TN0042-3F9A",
        group_by_field={f.name: f.group for f in FIELDS},
    )


def returned(data: bytes) -> bytes:
    return write_returned(data, note_on(data))


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def test_the_sheet_of_what_to_mend_stands_first_and_says_it() -> None:
    book = opened(returned(form(WRONG)))

    texts = [str(cell.value) for row in book["CẦN SỬA"].iter_rows() for cell in row if cell.value is not None]

    assert book.sheetnames == ["CẦN SỬA", SHEET, "_docgen"]
    assert texts[:6] == [
        "CẦN SỬA 4 Ô TRƯỚC KHI GỬI LẠI",
        "Biểu: Biểu mẫu thử",
        "Kỳ: năm 2026",
        "Đơn vị: Xóm Mẫu 01",
        "Nhận lúc: 16 giờ 42 phút, ngày 29/11/2026, lần gửi thứ 2",
        "Hạn gửi: trước ngày 30/11/2026",
    ]
    assert "Đơn vị chưa có số liệu được tiếp nhận ở kỳ này." in texts
    assert "Mã tra cứu: TN0042-3F9A" in texts
    assert book.active is not None
    assert book.active.title == "CẦN SỬA"


def test_each_line_links_to_its_cell() -> None:
    sheet = opened(returned(form(WRONG)))["CẦN SỬA"]

    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]

    assert links == [f"'{SHEET}'!B{ROW_OF[name]}" for name in ("tong", "nu", "dau", "tien")]


def test_faulty_cells_are_orange_and_carry_a_remark_and_the_others_stay() -> None:
    sheet = opened(returned(form(WRONG)))[SHEET]
    marks = [(str(block.sqref), rule.formula) for block in sheet.conditional_formatting for rule in block.rules]
    remarks = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}

    assert marks == [(" ".join(f"B{ROW_OF[name]}" for name in ("tong", "nu", "dau", "tien")), ['"docgen"="docgen"'])]
    assert sorted(remarks) == sorted(f"B{ROW_OF[name]}" for name in ("tong", "nu", "dau", "tien"))
    assert remarks[f"B{ROW_OF['tong']}"] == ("Cần sửa (docgen):\nÔ này chỉ ghi số, không kèm chữ. Đơn vị tính đã in sẵn là “người”.")
    assert sheet[f"B{ROW_OF['nguoi']}"].value == "Nguyễn Văn Mẫu"


def test_the_same_return_gives_the_same_bytes() -> None:
    data = form(WRONG)

    assert returned(data) == write_returned(data, note_on(data))


def test_a_returned_form_that_is_mended_is_a_right_form() -> None:
    book = opened(returned(form(WRONG)))
    for name in ("tong", "nu", "dau", "tien"):
        book[SHEET][place(name).cell].value = RIGHT[name]
    mended = saved(book)

    census = read_census(mended)

    assert screen(mended, "x.xlsx", 10**7) == GO_ON
    assert (found_in(mended), census.disagreements, read_seal(census) is not None) == ((), (), True)


def test_returning_again_replaces_the_marks() -> None:
    once = returned(form(WRONG))
    book = opened(once)
    book[SHEET][place("tong").cell] = 12
    partly = saved(book)

    again = opened(returned(partly))
    marks = [str(block.sqref) for block in again[SHEET].conditional_formatting for _ in block.rules]
    remarks = [cell.coordinate for row in again[SHEET].iter_rows() for cell in row if cell.comment]

    assert again.sheetnames == ["CẦN SỬA", SHEET, "_docgen"]
    assert (marks, remarks) == (
        [" ".join(f"B{ROW_OF[name]}" for name in ("nu", "dau", "tien"))],
        [f"B{ROW_OF[name]}" for name in ("nu", "dau", "tien")],
    )


def test_taking_the_marks_away_gives_the_parts_back() -> None:
    data = form(WRONG)

    before, after = Package.read(data).parts, Package.read(without_marks(returned(data))).parts

    assert set(before) == set(after)
    assert read_census(without_marks(returned(data))) == read_census(data)


def test_what_people_wrote_and_formatted_stays() -> None:
    book = build(WRONG)
    sheet = book[SHEET]
    sheet[place("tong").cell].comment = Comment("Hỏi lại chị Mẫu", "Trưởng xóm")
    sheet[place("nguoi").cell].comment = Comment("Đã ký", "Trưởng xóm")
    red = CellIsRule("lessThan", ["0"], fill=PatternFill(bgColor="FFFF0000"))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add("B2:B9", red)
    theirs = saved(book)

    marked = opened(returned(theirs))[SHEET]
    cleared = opened(without_marks(returned(theirs)))[SHEET]

    assert marked[place("tong").cell].comment.text.startswith("Hỏi lại chị Mẫu\nCần sửa (docgen):\nÔ này chỉ ghi số")
    assert marked[place("nguoi").cell].comment.text == "Đã ký"
    assert len(list(marked.conditional_formatting)) == 2
    assert (cleared[place("tong").cell].comment.text, cleared[place("nguoi").cell].comment.text) == ("Hỏi lại chị Mẫu", "Đã ký")
    assert [str(block.sqref) for block in cleared.conditional_formatting] == ["B2:B9"]


def test_names_of_single_sheets_follow_their_sheets() -> None:
    book = build(WRONG)
    book[SHEET].print_title_rows = "1:1"
    book[SHEET].print_area = "A1:D20"

    marked = opened(returned(saved(book)))
    cleared = opened(without_marks(returned(saved(book))))

    assert (marked[SHEET].print_title_rows, cleared[SHEET].print_title_rows) == ("$1:$1", "$1:$1")
    assert marked["CẦN SỬA"].print_title_rows is None


def test_a_workbook_of_another_writer_is_marked_too() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write("B2", "12 người")
        sheet.write_comment("C3", "của họ")
        sheet.activate()
    finding = Finding("x", found_in(form(WRONG))[0].severity, "Lý do", "Cách sửa", cell=CellRef(SHEET, "B2"), label="Tổng", comment="Sửa")

    marked = opened(write_returned(out.getvalue(), ReturnNote("Biểu", "năm 2026", "Xóm", "lúc", 1, (finding,))))

    assert (marked.sheetnames, marked[SHEET]["B2"].comment.text, marked[SHEET]["C3"].comment.text) == (
        ["CẦN SỬA", SHEET],
        "Cần sửa (docgen):\nSửa",
        "của họ",
    )
    assert [sheet.sheet_view.tabSelected for sheet in marked.worksheets] == [True, None]


def test_three_blanks_in_a_row_of_one_group_share_a_line() -> None:
    data = form({"nguoi": "A"})
    blanks = tuple(
        Finding("bo_trong", f.severity, "Chưa có", "Ghi", cell=place(name), field=name, label=field(name).label)
        for name, f in zip(("tong", "nu", "dau"), found_in(form(WRONG)), strict=False)
    )

    note = ReturnNote("Biểu", "năm 2026", "Xóm", "lúc", 1, blanks, group_by_field={f.name: f.group for f in FIELDS})
    texts = [str(cell.value) for row in opened(write_returned(data, note))["CẦN SỬA"].iter_rows() for cell in row if cell.value]

    listed = ", ".join(place(name).cell for name in ("tong", "nu", "dau"))
    assert [words for words in texts if words.startswith("Chưa có số liệu ở")] == [f"Chưa có số liệu ở 3 ô: {listed}. [bo_trong]"]


def test_of_one_kind_fifty_lines_are_printed_and_the_others_counted() -> None:
    severity = found_in(form(WRONG))[0].severity
    many = tuple(Finding("o_loi", severity, f"Lỗi {n}", cell=CellRef(SHEET, f"H{n}")) for n in range(1, 61))

    sheet = opened(write_returned(form(RIGHT), ReturnNote("Biểu", "năm 2026", "Xóm", "lúc", 1, many)))["CẦN SỬA"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert sum(words.startswith("Lỗi ") for words in texts) == 50
    assert "còn 10 ô khác cùng loại [o_loi]" in texts


@pytest.mark.e2e
def test_a_returned_form_saved_by_libreoffice_loses_its_marks_and_is_read(tmp_path: Path) -> None:
    resaved = _resaved(returned(form(WRONG)), tmp_path)

    cleared = opened(without_marks(resaved))

    assert [f.code for f in found_in(resaved)] == [f.code for f in found_in(form(WRONG))]
    assert (cleared.sheetnames, [cell for row in cleared[SHEET].iter_rows() for cell in row if cell.comment]) == ([SHEET, "_docgen"], [])
    assert not list(cleared[SHEET].conditional_formatting)
    assert opened(returned(resaved)).sheetnames == ["CẦN SỬA", SHEET, "_docgen"]


def _resaved(data: bytes, folder: Path) -> bytes:
    source = folder / "bieu.xlsx"
    source.write_bytes(data)
    return resaved(source, folder / "ra").read_bytes()
