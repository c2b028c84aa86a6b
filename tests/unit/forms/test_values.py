"""What stands in a cell becomes the value of its field, or a finding; nothing is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from docgen.forms.read_cells import Cell, CellKind, FormatKind, NumberFormat
from docgen.forms.values import MAX_TEXT, Setting, Typed, parse
from docgen.model.programme import Field, FieldType
from docgen.model.values import CellRef, Missing, Reason, Value
from docgen.validate.messages import Spot
from tests.filled_forms import DATES, YES_NO

COUNT = Field("so", FieldType.INTEGER, "Số người", unit_of_measure="người")
MONEY = Field("tien", FieldType.INTEGER, "Kinh phí", unit_of_measure="đồng")
DECIMAL = Field("dt", FieldType.DECIMAL, "Diện tích", unit_of_measure="ha")
PERCENT = Field("tl", FieldType.DECIMAL, "Tỷ lệ", unit_of_measure="%")
DAY = Field("ngay", FieldType.DATE, "Ngày")
TEXT = Field("chu", FieldType.TEXT, "Ghi chú")
ONE = Field("chon", FieldType.SELECT_ONE, "Chọn", choices=YES_NO)
SEVERAL = Field("cac", FieldType.SELECT_MULTIPLE, "Chọn", choices=YES_NO)
DATE_FORMAT = NumberFormat(FormatKind.DATE, "dd/mm/yyyy")
PERCENT_FORMAT = NumberFormat(FormatKind.PERCENT, "0%")
ERROR = Missing(Reason.CELL_ERROR)


def typed(field: Field, cell: Cell, is_1904: bool = False) -> Typed:
    return parse(cell, Setting(Spot(field, CellRef("Biểu", "B2")), DATES, is_1904))


def text(words: str) -> Cell:
    return Cell(CellKind.TEXT, words)


def number(literal: str, format: NumberFormat | None = None) -> Cell:
    return Cell(CellKind.NUMBER, literal, format or NumberFormat())


def outcome(found: Typed) -> tuple[Value | Missing, tuple[str, ...]]:
    return found.value, tuple(finding.code for finding in found.findings)


@pytest.mark.parametrize(
    ("field", "cell", "value", "codes"),
    [
        pytest.param(COUNT, number("12"), Decimal(12), (), id="a number"),
        pytest.param(COUNT, number("0"), Decimal(0), (), id="zero is a number"),
        pytest.param(COUNT, number("28.999999999999996"), Decimal(29), (), id="the dust of binary fractions is gone"),
        pytest.param(COUNT, number("1.2E+3"), Decimal(1200), (), id="an exponent written by the file"),
        pytest.param(COUNT, text("12"), Decimal(12), (), id="digits as text"),
        pytest.param(COUNT, text("１２"), Decimal(12), (), id="full-width digits"),
        pytest.param(COUNT, text("١٢"), Decimal(12), (), id="Arabic digits"),
        pytest.param(COUNT, text("1.234"), Decimal(1234), ("da_doi_cach_ghi",), id="dots part thousands in a count"),
        pytest.param(COUNT, text("12.345.678"), Decimal(12345678), ("da_doi_cach_ghi",), id="several dots"),
        pytest.param(COUNT, text("1 234 567"), Decimal(1234567), ("da_doi_cach_ghi",), id="spaces part thousands"),
        pytest.param(COUNT, text("12 người"), ERROR, ("chu_trong_o_so",), id="a number with words"),
        pytest.param(COUNT, text("không"), ERROR, ("chu_trong_o_so",), id="'không' may be zero or nothing arose"),
        pytest.param(COUNT, text("nan"), ERROR, ("chu_trong_o_so",), id="nan"),
        pytest.param(COUNT, text("1_000"), ERROR, ("chu_trong_o_so",), id="underscore"),
        pytest.param(COUNT, text("1e5"), ERROR, ("chu_trong_o_so",), id="exponent typed as text"),
        pytest.param(COUNT, text("-3"), ERROR, ("ngoai_khoang",), id="negative count"),
        pytest.param(COUNT, number("-3"), ERROR, ("ngoai_khoang",), id="negative number"),
        pytest.param(COUNT, number("1.5"), ERROR, ("ngoai_khoang",), id="half a person"),
        pytest.param(COUNT, number("1e20"), ERROR, ("ngoai_khoang",), id="more digits than Excel keeps"),
        pytest.param(COUNT, number("46315", DATE_FORMAT), ERROR, ("chu_trong_o_so",), id="a date where a number belongs"),
        pytest.param(COUNT, Cell(CellKind.BOOLEAN, "1"), ERROR, ("chu_trong_o_so",), id="TRUE"),
        pytest.param(COUNT, text("-"), Missing(Reason.NOTHING_AROSE), (), id="a dash"),
        pytest.param(COUNT, text("–"), Missing(Reason.NOTHING_AROSE), (), id="a long dash"),
        pytest.param(COUNT, text("Không phát sinh"), Missing(Reason.NOTHING_AROSE), (), id="the words for it"),
        pytest.param(COUNT, Cell(CellKind.BLANK), Missing(Reason.BLANK), (), id="blank"),
        pytest.param(COUNT, Cell(CellKind.ERROR, "#REF!"), ERROR, ("o_loi",), id="an error of Excel"),
        pytest.param(COUNT, text("#DIV/0!"), ERROR, ("o_loi",), id="an error as text"),
        pytest.param(
            COUNT,
            Cell(CellKind.BLANK, has_formula=True, is_calculated=False),
            Missing(Reason.NOT_CALCULATED),
            ("chua_tinh",),
            id="a formula without result",
        ),
        pytest.param(COUNT, Cell(CellKind.NUMBER, "7", has_formula=True), Decimal(7), (), id="a formula with its result"),
        pytest.param(DECIMAL, text("1.234,5"), Decimal("1234.5"), ("da_doi_cach_ghi",), id="Vietnamese notation"),
        pytest.param(DECIMAL, text("1,234.5"), Decimal("1234.5"), ("da_doi_cach_ghi",), id="English notation"),
        pytest.param(DECIMAL, text("2,5"), Decimal("2.5"), (), id="a comma before decimals"),
        pytest.param(DECIMAL, text("1.234"), ERROR, ("so_khong_ro",), id="one dot before three digits is unclear"),
        pytest.param(DECIMAL, text("1,234"), ERROR, ("so_khong_ro",), id="one comma before three digits is unclear"),
        pytest.param(DECIMAL, text("0,125"), Decimal("0.125"), (), id="a leading zero makes it clear"),
        pytest.param(DECIMAL, number("0.1"), Decimal("0.1"), (), id="0.1 stays 0.1"),
        pytest.param(PERCENT, number("0.15", PERCENT_FORMAT), Decimal(15), (), id="a percent cell"),
        pytest.param(PERCENT, text("15%"), Decimal(15), ("da_doi_cach_ghi",), id="percent typed"),
        pytest.param(PERCENT, number("15"), Decimal(15), (), id="percent without its sign"),
        pytest.param(PERCENT, number("0.15"), ERROR, ("so_khong_ro",), id="0.15 may be 15 % or 0.15 %"),
        pytest.param(DAY, number("46315", DATE_FORMAT), date(2026, 10, 20), (), id="a date"),
        pytest.param(DAY, number("46315.35416", DATE_FORMAT), date(2026, 10, 20), ("da_doi_cach_ghi",), id="a date with a time"),
        pytest.param(DAY, number("46315"), date(2026, 10, 20), ("da_doi_cach_ghi",), id="a date that lost its format"),
        pytest.param(DAY, text("31/01/2026"), date(2026, 1, 31), (), id="day first"),
        pytest.param(DAY, text("5-6-26"), date(2026, 6, 5), ("da_doi_cach_ghi",), id="two digits of the year"),
        pytest.param(DAY, text("ngày 20 tháng 10 năm 2026"), date(2026, 10, 20), (), id="in words"),
        pytest.param(DAY, text("2026-10-20"), date(2026, 10, 20), (), id="ISO"),
        pytest.param(DAY, Cell(CellKind.DAY, "2026-10-20T00:00:00"), date(2026, 10, 20), (), id="an ISO day of the strict format"),
        pytest.param(DAY, text("31/02/2026"), ERROR, ("ngay_sai",), id="no such day"),
        pytest.param(DAY, text("1/31/2026"), ERROR, ("ngay_sai",), id="month first is not guessed"),
        pytest.param(DAY, number("0", DATE_FORMAT), ERROR, ("ngay_sai",), id="serial 0"),
        pytest.param(DAY, number("60", DATE_FORMAT), ERROR, ("ngay_sai",), id="the leap day of 1900 that never was"),
        pytest.param(DAY, number("-1", DATE_FORMAT), ERROR, ("ngay_sai",), id="a negative serial"),
        pytest.param(DAY, number("3000000", DATE_FORMAT), ERROR, ("ngay_sai",), id="beyond the calendar"),
        pytest.param(DAY, number("2026"), ERROR, ("ngay_sai",), id="a year alone"),
        pytest.param(TEXT, text("A & B <C> {{ 7*7 }}"), "A & B <C> {{ 7*7 }}", (), id="text is data"),
        pytest.param(TEXT, number("912345678"), "912345678", (), id="digits typed into a text"),
        pytest.param(TEXT, number("912345678", NumberFormat(code="0000000000")), "0912345678", (), id="zeros that the format shows"),
        pytest.param(TEXT, number("1234567890123456"), ERROR, ("ma_so_bi_lam_tron",), id="more than 15 digits"),
        pytest.param(TEXT, number("46315", DATE_FORMAT), "20/10/2026", ("da_doi_cach_ghi",), id="Excel made a date of it"),
        pytest.param(TEXT, text("x" * (MAX_TEXT + 1)), ERROR, ("qua_dai",), id="longer than a cell"),
        pytest.param(TEXT, Cell(CellKind.TEXT, "ab", was_cleaned=True), "ab", ("ky_tu_la",), id="control characters were left out"),
        pytest.param(ONE, text("Có"), "co", (), id="a label"),
        pytest.param(ONE, text("CÓ"), "co", (), id="in capitals"),
        pytest.param(ONE, text("khong"), "khong", (), id="a code"),
        pytest.param(ONE, text("Khuyết"), "khuyet", ("da_doi_cach_ghi",), id="the label without its remark"),
        pytest.param(ONE, text("Có thể"), ERROR, ("ngoai_danh_sach",), id="not in the list"),
        pytest.param(ONE, number("1"), ERROR, ("ngoai_danh_sach",), id="a number"),
        pytest.param(SEVERAL, text("Không; Có"), ("co", "khong"), (), id="several choices"),
    ],
)
def test_a_cell_becomes_the_value_of_its_field_or_a_finding(
    field: Field, cell: Cell, value: Value | Missing, codes: tuple[str, ...]
) -> None:
    assert outcome(typed(field, cell)) == (value, codes)


def test_serials_of_the_1904_epoch_give_the_right_day() -> None:
    assert typed(DAY, number("44853", DATE_FORMAT), is_1904=True).value == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("field", "words", "mend"),
    [
        pytest.param(COUNT, "12 người", "Nếu đúng là 12, ghi 12.", id="a number with its unit"),
        pytest.param(COUNT, "khoảng 1.234 người", "Nếu đúng là 1234, ghi 1234.", id="a number amid words"),
        pytest.param(MONEY, "5 triệu", "Nếu đúng là 5000000, ghi 5000000.", id="money in millions"),
        pytest.param(MONEY, "5 000 000 đồng", "Nếu đúng là 5000000, ghi 5000000.", id="money with spaces"),
        pytest.param(DECIMAL, "2,5 ha", "Nếu đúng là 2,5, ghi 2,5.", id="a decimal"),
    ],
)
def test_a_number_among_words_is_proposed(field: Field, words: str, mend: str) -> None:
    finding = typed(field, text(words)).findings[0]

    assert (finding.code, mend in finding.mend) == ("chu_trong_o_so", True)


@pytest.mark.parametrize("words", ["12 người (5 nữ)", "5 triệu người", "1e5", "-3 người", "12a_b"])
def test_a_number_that_may_mean_something_else_is_not_proposed(words: str) -> None:
    assert "Nếu đúng" not in typed(COUNT, text(words)).findings[0].mend


def test_a_choice_that_is_nearly_right_is_proposed() -> None:
    finding = typed(ONE, text("Khuyêt chưa có người giữ chức")).findings[0]

    assert finding.example == "Khuyết (chưa có người giữ chức vụ)"


def test_labels_with_commas_are_found_in_a_list() -> None:
    from docgen.model.programme import Choice

    field = Field("cac", FieldType.SELECT_MULTIPLE, "Chọn", choices=(Choice("a", "Đào tạo, bồi dưỡng"), Choice("b", "Khác")))

    assert typed(field, text("Khác, Đào tạo, bồi dưỡng")).value == ("a", "b")


def test_a_day_without_year_that_fits_once_is_proposed() -> None:
    assert "20/10/2026" in typed(DAY, text("20/10")).findings[0].mend
