"""Filters write numbers, days and words the way offices do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from docgen.documents import filters
from docgen.documents.figures import COMMUNE_STYLE, UNIT_STYLE, Chosen, Figure, Name, Style, UnprintableError
from docgen.model.numbers import in_words, number
from docgen.model.values import Missing, Reason


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        pytest.param("so", Decimal("1234.5"), "1.234,5", id="separators"),
        pytest.param("so", Decimal("1234567"), "1.234.567", id="whole"),
        pytest.param("so", Decimal("12.50"), "12,5", id="no trailing zero"),
        pytest.param("so", Decimal("-3.25"), "-3,25", id="minus"),
        pytest.param("so", Decimal("-0.0000001"), "0", id="no minus before zero"),
        pytest.param("so", Decimal("1E+3"), "1.000", id="no exponent"),
        pytest.param("so", 7, "7", id="an int"),
        pytest.param("phan_tram", Decimal("47.7272"), "47,7%", id="one decimal"),
        pytest.param("phan_tram", Decimal("47.75"), "47,8%", id="a half goes up"),
        pytest.param("phan_tram", Decimal("0.05"), "0,1%", id="a small half goes up"),
        pytest.param("phan_tram", Decimal(100), "100,0%", id="all"),
        pytest.param("trieu", Decimal(1500000), "1,5", id="one and a half million"),
        pytest.param("trieu", Decimal(30000000), "30", id="no needless zero"),
        pytest.param("trieu", Decimal(1234567890), "1.234,6", id="more than a milliard"),
        pytest.param("trieu", Decimal(0), "0", id="nothing"),
        pytest.param("hai_so", Decimal(5), "05", id="below ten"),
        pytest.param("hai_so", 0, "00", id="none"),
        pytest.param("hai_so", Decimal(14), "14", id="above ten"),
        pytest.param("hai_so", Decimal(1400), "1.400", id="above a thousand"),
        pytest.param("hai_so", Decimal("2.5"), "2,5", id="no count"),
        pytest.param("ngay", date(2026, 11, 5), "05/11/2026", id="day"),
        pytest.param("ngay_chu", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", id="day in words"),
        pytest.param("hoa", "xã Đồng Việt", "XÃ ĐỒNG VIỆT", id="capitals"),
        pytest.param("trong_cau", Name("Thôn Mẫu 01", "thôn Mẫu 01"), "thôn Mẫu 01", id="name in a sentence"),
        pytest.param("trong_cau", "Phòng Kinh tế", "Phòng Kinh tế", id="another text"),
        pytest.param("cau", " đường xấu. ", "Đường xấu", id="sentence"),
        pytest.param("cau", "ồ!…", "Ồ!", id="an exclamation stays"),
        pytest.param("cau", "", "", id="no sentence"),
        pytest.param("gioi", Chosen(("co",), ("Có",)), "nữ", id="a woman"),
        pytest.param("gioi", Chosen(("khong",), ("Không",)), "nam", id="a man"),
        pytest.param("gioi", Chosen(("khuyet",), ("Khuyết",)), "chưa có người giữ chức vụ", id="nobody"),
        pytest.param("bang_chu", Decimal(21), "hai mươi mốt", id="words"),
    ],
)
def test_a_filter_writes(name: str, value: object, expected: str) -> None:
    assert filters.OWN[name](value) == expected


@pytest.mark.parametrize(
    ("style", "reason", "expected"),
    [
        *[pytest.param(COMMUNE_STYLE, r, "…", id=f"commune {r}") for r in Reason if r not in (Reason.NOTHING_AROSE, Reason.NOT_APPLICABLE)],
        pytest.param(COMMUNE_STYLE, Reason.NOTHING_AROSE, "-", id="commune nothing_arose"),
        pytest.param(COMMUNE_STYLE, Reason.NOT_APPLICABLE, "x", id="commune not_applicable"),
        *[pytest.param(UNIT_STYLE, r, "……", id=f"unit {r}") for r in Reason],
    ],
)
def test_what_is_missing_prints_its_sign_through_every_filter(style: Style, reason: Reason, expected: str) -> None:
    missing = Figure(Missing(reason), "k", style, (0, 3), is_complete=False)
    names = ("so", "phan_tram", "trieu", "hai_so", "bang_chu", "ngay", "ngay_chu", "gioi", "hoa", "trong_cau", "cau")

    assert {str(filters.OWN[name](missing)) for name in names} | {str(missing)} == {expected}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("so", "10 (*)"), ("trieu", "0 (*)"), ("hai_so", "10 (*)"), ("phan_tram", "10,0% (*)"), ("bang_chu", "mười")],
)
def test_an_incomplete_total_has_its_sign_where_a_table_explains_it(name: str, expected: str) -> None:
    assert filters.OWN[name](Figure(Decimal(10), "k", COMMUNE_STYLE, (4, 5), is_complete=False)) == expected


def test_a_printed_figure_keeps_its_key_through_two_filters() -> None:
    printed = filters.hoa(filters.so(Figure(Decimal(10), "tong.a")))

    assert (printed.key, str(printed)) == ("tong.a", "10")


@pytest.mark.parametrize(("name", "value"), [("so", "chữ"), ("so", True), ("ngay", "2026"), ("length", 3)])
def test_a_filter_refuses_what_it_is_not_for(name: str, value: object) -> None:
    with pytest.raises(UnprintableError):
        filters.OWN[name](value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1105, "một nghìn một trăm linh năm"),
        (21000, "hai mươi mốt nghìn"),
        (1005000, "một triệu không trăm linh năm nghìn"),
        (30000000, "ba mươi triệu"),
        (2000000000, "hai tỷ"),
        (1000000005, "một tỷ không trăm linh năm"),
        (
            1234567890,
            "một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi",
        ),
        ("-3", "âm ba"),
        ("1.5", "một phẩy năm"),
        ("2.05", "hai phẩy không năm"),
    ],
)
def test_a_number_in_words(value: int | str, expected: str) -> None:
    assert in_words(Decimal(value)) == expected


def test_a_signed_number_has_its_plus() -> None:
    assert [number(Decimal(v), 1, fixed=True, signed=True) for v in ("2.25", "-2.25", "0")] == ["+2,3", "-2,3", "0,0"]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param(Figure(Decimal(0)), 0, (True, False, False, False), id="zero is a number, and false"),
        pytest.param(Figure(Decimal(4)), Figure(Decimal(5)), (False, True, False, True), id="two figures"),
        pytest.param(Figure(Missing(Reason.BLANK)), 0, (False, False, False, False), id="what is missing compares with nothing"),
    ],
)
def test_figures_compare_as_numbers(left: Figure, right: object, expected: tuple[bool, ...]) -> None:
    assert (left == right, left < right, left > right, bool(left)) == expected
