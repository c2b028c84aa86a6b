"""Questions that take several choices: a cell for each, written, filled, re-saved and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from docgen.forms import seal
from docgen.forms.blank import write_blank
from docgen.forms.census import read_census
from docgen.forms.likely import guess_programme
from docgen.forms.reading import FormReading, read_form
from docgen.model.programme import Choice, FieldType, Group, Programme
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Value
from tests.programs import remarks, resaved
from tests.unit.forms.small_form import AGENCY, CONTACT, DATES, GENERAL, PERIOD, PROGRAMME, T01, field

WAYS = (Choice("loa", "Loa truyền thanh"), Choice("hop", "Họp, hội nghị"), Choice("khac", "Hình thức khác"))
MANY = tuple(Choice(f"c{n}", f"Nội dung thứ {n}") for n in range(1, 9))
ASKED = field("cach", FieldType.SELECT_MULTIPLE, "Cách làm", required=True, choices=WAYS, constraint="count-selected(.) <= 2")
TABLE = Group(
    "viec",
    "II. VIỆC",
    (
        field("ten_viec", FieldType.TEXT, "Tên việc", repeat="viec", required=True),
        field("loai", FieldType.SELECT_MULTIPLE, "Loại", repeat="viec", choices=WAYS),
        field("noi_dung", FieldType.SELECT_MULTIPLE, "Nội dung", repeat="viec", choices=MANY),
        field("ghi_ro", FieldType.TEXT, "Ghi rõ", repeat="viec", relevant="selected(${loai}, 'khac')"),
    ),
    is_repeat=True,
)
MARKED = replace(
    PROGRAMME,
    groups=(
        GENERAL,
        Group(
            "m",
            "I. CÁCH LÀM",
            (
                ASKED,
                field("ghi", FieldType.TEXT, "Cách khác", relevant="selected(${cach}, 'khac')"),
                field("may", FieldType.CALCULATE, "Số cách", calculation="count-selected(${cach})"),
            ),
        ),
        TABLE,
    ),
    indicators=(),
)


def blank(programme: Programme = MARKED, previous: Answers | None = None) -> bytes:
    sealed = seal.issue(programme, T01.code, PERIOD.code, 0, "k1", b"x" * 32)
    return write_blank(programme, T01, PERIOD, DATES, AGENCY, CONTACT, sealed, previous)


def cell_of(book: Workbook, name: str) -> str:
    return str(book.defined_names[f"dg_{name}"].attr_text).rpartition("!")[2].replace("$", "").split(":")[0]


def filled(answers: Mapping[str, object], rows: Mapping[str, object] | None = None) -> bytes:
    book, out = openpyxl.load_workbook(BytesIO(blank())), BytesIO()
    for name, value in {**answers, **(rows or {})}.items():
        book["Biểu"][cell_of(book, name)].value = value
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> FormReading:
    return read_form(read_census(data), MARKED, T01, DATES)


def test_each_choice_has_a_named_cell_of_its_own() -> None:
    book = openpyxl.load_workbook(BytesIO(blank()))
    names = {name for name in book.defined_names if name.startswith(("dg_cach", "dg_loai", "dg_noi_dung", "dg_note_cach"))}

    assert names == {
        *("dg_cach__loa", "dg_cach__hop", "dg_cach__khac", "dg_note_cach"),
        *("dg_loai__loa", "dg_loai__hop", "dg_loai__khac"),
        "dg_noi_dung",
    }
    sheet = book["Biểu"]
    assert [sheet.cell(sheet[cell_of(book, f"cach__{c.code}")].row, 2).value for c in WAYS] == [c.label for c in WAYS]
    head = sheet[cell_of(book, "loai__hop")]
    assert sheet.cell(head.row - 1, head.column).value == "Họp, hội nghị"


def test_a_cell_of_a_table_is_grey_where_the_marks_of_its_row_say_so() -> None:
    book = openpyxl.load_workbook(BytesIO(blank()))
    place = cell_of(book, "ghi_ro")
    rules = book["Biểu"].conditional_formatting

    formulas = [str(rule.formula[0]) for cells in rules if place in cells for rule in cells.rules]

    assert any("Hình thức khác" in formula and formula.startswith("NOT(") for formula in formulas)


def test_an_x_or_a_dash_may_be_chosen() -> None:
    book = openpyxl.load_workbook(BytesIO(blank()))
    places = {cell_of(book, f"cach__{choice.code}") for choice in WAYS}
    lists = [v for v in book["Biểu"].data_validations.dataValidation if v.type == "list" and str(v.sqref) in places]

    offered = {tuple(row[0].value for row in book["_docgen"][_area(book, str(v.formula1))]) for v in lists}

    assert (len(lists), offered) == (3, {("x", "-")})


def _area(book: Workbook, name: str) -> str:
    return str(book.defined_names[name].attr_text).rpartition("!")[2].replace("$", "")


@pytest.mark.parametrize(
    ("answers", "value", "codes"),
    [
        pytest.param({}, Missing(Reason.BLANK), [], id="nothing"),
        pytest.param({"cach__loa": "x"}, ("loa",), [], id="one"),
        pytest.param({"cach__khac": "X", "cach__loa": " x "}, ("loa", "khac"), [], id="two, in the order of the list"),
        pytest.param({"cach__hop": "✓"}, ("hop",), [], id="a tick"),
        pytest.param({"cach__hop": 1}, ("hop",), [], id="a one"),
        pytest.param({"cach__hop": True, "cach__loa": False}, ("hop",), [], id="true and false"),
        pytest.param({"cach__hop": "Họp, hội nghị"}, ("hop",), [], id="the choice itself"),
        pytest.param({"cach__hop": "có", "cach__loa": "không"}, ("hop",), [], id="yes and no"),
        pytest.param({"cach__loa": "-"}, Missing(Reason.NOTHING_AROSE), [], id="nothing arose"),
        pytest.param({"cach__loa": "-", "cach__hop": "x"}, ("hop",), [], id="a dash beside a mark"),
        pytest.param({"cach__loa": "x", "cach__hop": "3 lần"}, Missing(Reason.CELL_ERROR), ["ngoai_danh_sach"], id="no mark"),
        pytest.param({"cach__loa": "#REF!"}, Missing(Reason.CELL_ERROR), ["o_loi"], id="an error"),
    ],
)
def test_marks_are_read_as_people_make_them(answers: Mapping[str, object], value: Value | Missing, codes: list[str]) -> None:
    reading = read(filled(answers))

    assert reading.answers.get("cach").value == value
    assert [finding.code for finding in reading.findings] == codes


def test_a_wrong_mark_is_told_with_its_cell_and_its_choice() -> None:
    data = filled({"cach__hop": "3 lần"})
    place = cell_of(openpyxl.load_workbook(BytesIO(data)), "cach__hop")

    found = read(data).findings[0]

    assert (found.cell, found.field, found.label) == (CellRef("Biểu", place), "cach", "Cách làm: Họp, hội nghị")


def test_marks_in_a_table_are_read_by_row() -> None:
    reading = read(filled({}, {"ten_viec": "A", "loai__hop": "x", "loai__khac": "x", "noi_dung": "Nội dung thứ 2; Nội dung thứ 8"}))

    rows = [{name: answer.value for name, answer in row.items()} for row in reading.answers.rows("viec")]
    assert rows == [{"ten_viec": "A", "loai": ("hop", "khac"), "noi_dung": ("c2", "c8"), "ghi_ro": Missing(Reason.BLANK)}]


def test_what_is_not_asked_is_skipped_and_told() -> None:
    reading = read(filled({"cach__loa": "x", "ghi": "Tờ rơi"}, {"ten_viec": "A", "loai__hop": "x", "ghi_ro": "B"}))

    assert reading.answers.get("ghi").value == Missing(Reason.NOT_APPLICABLE)
    assert reading.answers.rows("viec")[0]["ghi_ro"].value == Missing(Reason.NOT_APPLICABLE)
    assert [(finding.code, finding.field) for finding in reading.findings] == [("khong_phai_ghi", "ghi"), ("khong_phai_ghi", "ghi_ro")]


def test_a_form_that_lost_a_mark_lost_the_question() -> None:
    book, out = openpyxl.load_workbook(BytesIO(blank())), BytesIO()
    del book.defined_names["dg_cach__hop"]
    book.save(out)

    assert read(out.getvalue()).missing_names == ("cach",)


def test_a_form_is_known_by_its_marks() -> None:
    assert guess_programme(read_census(blank()), [PROGRAMME, MARKED]) == MARKED


def test_marks_of_last_period_stand_beside() -> None:
    book = openpyxl.load_workbook(BytesIO(blank(previous=Answers({"cach": Answer("cach", ("hop",))}))))
    sheet = book["Biểu"]

    beside = {c.code: sheet[cell_of(book, f"cach__{c.code}")].offset(column=-1).value for c in WAYS}

    assert beside == {"loa": None, "hop": "x", "khac": None}


def test_a_default_of_several_choices_is_marked() -> None:
    asked = replace(ASKED, default="loa khac")
    programme = replace(MARKED, groups=(Group("m", "I", (asked,)),))

    book = openpyxl.load_workbook(BytesIO(blank(programme)))

    assert [book["Biểu"][cell_of(book, f"cach__{c.code}")].value for c in WAYS] == ["x", None, "x"]


@pytest.mark.e2e
def test_libreoffice_says_the_same_about_marks(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(filled({"cach__loa": "x", "cach__khac": "X"}, {"ten_viec": "A", "loai__hop": "x"}))

    saved = resaved(path, tmp_path / "out")

    found = openpyxl.load_workbook(saved, data_only=True)
    joined = [row[1].value for row in found["_docgen"].iter_rows() if row[0].value == "cach"]
    assert (joined, found["Biểu"][cell_of(found, "may")].value) == (["Loa truyền thanh; Hình thức khác"], 2)
    assert read(saved.read_bytes()).answers == read(path.read_bytes()).answers
    (tmp_path / "trang.xlsx").write_bytes(blank())
    assert remarks(tmp_path / "trang.xlsx") == []
