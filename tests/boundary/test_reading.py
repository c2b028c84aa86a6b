"""A filled form becomes answers, each with its cell, and findings about what cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from docgen.forms.census import read_census
from docgen.forms.likely import guess_programme
from docgen.forms.reading import FormReading, printed_period, printed_unit, read_form, read_seal
from docgen.forms.seal import is_genuine
from docgen.model.values import Answer, Missing, Reason
from tests import hostile
from tests.filled_forms import (
    DATES,
    FIRST_TABLE_ROW,
    KEYS,
    PREPARED_ROWS,
    PROGRAMME,
    RIGHT,
    ROW_OF,
    SHEET,
    UNIT,
    build,
    day,
    form,
    place,
    saved,
)

BLANK = Missing(Reason.BLANK)
ERROR = Missing(Reason.CELL_ERROR)


def read(data: bytes) -> FormReading:
    return read_form(read_census(data), PROGRAMME, UNIT, DATES)


def codes(reading: FormReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_each_answer_has_its_value_its_cell_and_its_note() -> None:
    reading = read(form({**RIGHT, "note_tong": "tính cả người kiêm nhiệm"}))

    assert reading.answers.get("tong") == Answer("tong", Decimal(12), place("tong"), "tính cả người kiêm nhiệm")
    assert reading.answers.get("dau").value == "co"
    assert (reading.findings, reading.is_empty, reading.missing_names, reading.held) == ((), False, (), ())


def test_calculations_are_made_again_whatever_the_file_says() -> None:
    reading = read(form({**RIGHT, "ty_le": 99}))

    assert reading.answers.get("ty_le") == Answer("ty_le", Decimal("58.3"), place("ty_le"))


def test_a_field_that_is_not_asked_is_not_applicable() -> None:
    assert read(form({**RIGHT, "dau": "Không"})).answers.get("so_vb").value == Missing(Reason.NOT_APPLICABLE)


def test_the_seal_is_read_and_proves_itself() -> None:
    seal = read_seal(read_census(form(RIGHT)))

    assert seal is not None
    assert (seal.unit, seal.period, seal.base, is_genuine(seal, KEYS)) == ("X01", "2026", 0, True)


def test_the_seal_is_found_in_a_hidden_sheet_that_lost_its_name() -> None:
    book = build(RIGHT)
    del book.defined_names["dg_seal"]

    assert read_seal(read_census(saved(book))) is not None


def test_a_workbook_without_seal_has_none() -> None:
    book = build(RIGHT)
    del book["_docgen"]

    census = read_census(saved(book))

    assert (read_seal(census), guess_programme(census, [PROGRAMME])) == (None, PROGRAMME)


def test_unit_and_period_are_read_as_printed() -> None:
    census = read_census(form(RIGHT))

    assert (printed_unit(census), printed_period(census)) == ("Đơn vị báo cáo: Xóm Mẫu 01", "Năm 2026")


def test_what_docgen_wrote_is_not_believed_when_it_was_changed() -> None:
    reading = read(form({**RIGHT, "tu": day("2025-05-05")}))

    assert (reading.answers.get("tu").value, codes(reading)) == (date(2026, 1, 1), ["da_doi_cach_ghi"])


def test_rows_of_a_table_are_read_over_gaps_and_below_the_prepared_ones() -> None:
    lines: list[list[object]] = [["A", day("2026-03-08"), 1], [], ["B"], [], ["C"], ["D"], ["E", None, 5]]

    rows = read(form(RIGHT, lines)).answers.rows("viec")

    assert [row["ten_viec"].value for row in rows] == ["A", "B", "C", "D", "E"]
    assert rows[-1]["so_viec"] == Answer("so_viec", Decimal(5), place("so_viec", 6))
    assert len(lines) > PREPARED_ROWS


def test_a_table_ends_below_its_prepared_rows_at_the_first_blank_one() -> None:
    lines: list[list[object]] = [["A"], [], [], [], [], [], ["Người lập biểu"]]

    assert [row["ten_viec"].value for row in read(form(RIGHT, lines)).answers.rows("viec")] == ["A"]


def test_a_row_whose_only_cell_cannot_be_read_is_a_row() -> None:
    reading = read(form(RIGHT, [[None, None, "hai người"]]))

    assert (len(reading.answers.rows("viec")), codes(reading)) == (1, ["chu_trong_o_so"])


def test_all_cells_that_cannot_be_read_are_told_at_once() -> None:
    reading = read(form({"nguoi": "A", "tong": "12 người", "nu": "1,5", "dau": "Cos", "tien": "#REF!"}))

    assert codes(reading) == ["chu_trong_o_so", "ngoai_khoang", "ngoai_danh_sach", "o_loi"]
    assert [reading.answers.get(name).value for name in ("tong", "nu", "dau", "tien")] == [ERROR] * 4


@pytest.mark.parametrize(
    ("answers", "is_empty"),
    [
        pytest.param({}, True, id="nothing"),
        pytest.param({"tu": day("2026-01-01")}, True, id="only what docgen wrote"),
        pytest.param({"tong": 0}, False, id="a zero"),
        pytest.param({"tong": "-"}, False, id="a dash"),
        pytest.param({"tong": "mười"}, False, id="something unreadable"),
    ],
)
def test_a_form_is_empty_when_nobody_filled_it(answers: dict[str, object], is_empty: bool) -> None:
    assert read(form(answers)).is_empty is is_empty


def test_fields_whose_cells_are_gone_are_named_in_one_finding() -> None:
    data = form(RIGHT)
    for name in ("tong", "nu"):
        data = hostile.replaced(data, "xl/workbook.xml", f"'{SHEET}'!$B${ROW_OF[name]}<".encode(), b"#REF!<")

    reading = read(data)

    assert (reading.missing_names, codes(reading)) == (("tong", "nu"), ["bieu_bi_sua_cau_truc"])
    assert "“Tổng số người”; “Trong đó: nữ”" in reading.findings[0].reason
    assert reading.answers.get("tong").value == ERROR


def test_an_older_form_lacks_the_new_fields_without_being_broken() -> None:
    reading = read(form(RIGHT, version="1", leave_out=["phan_tram"]))

    assert (reading.missing_names, reading.new_fields, reading.findings) == ((), ("phan_tram",), ())


def test_an_input_swallowed_by_a_merge_is_told() -> None:
    book = build({**RIGHT, "nu": None})
    book[SHEET].merge_cells(f"B{ROW_OF['tong']}:B{ROW_OF['nu']}")

    reading = read(saved(book))

    assert [(f.code, f.cell, f.is_error) for f in reading.findings] == [("o_gop", place("nu"), True)]
    assert reading.answers.get("nu").value == ERROR


def test_hidden_rows_count_and_are_told() -> None:
    book = build(RIGHT)
    book[SHEET].row_dimensions[ROW_OF["tong"]].hidden = True

    reading = read(saved(book))

    assert (reading.answers.get("tong").value, codes(reading)) == (Decimal(12), ["dong_an"])


def test_rows_inserted_above_move_the_cells_with_their_names() -> None:
    data = form(RIGHT)
    moved = hostile.replaced(data, "xl/workbook.xml", f"$B${ROW_OF['tong']}<".encode(), f"$B${FIRST_TABLE_ROW + 20}<".encode())

    reading = read(moved)

    assert reading.answers.get("tong") == Answer("tong", BLANK, place("tong").__class__(SHEET, f"B{FIRST_TABLE_ROW + 20}"))
