from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from docgen.nd30.widths import balanced_mm, width_mm, wrapped


@pytest.mark.parametrize(
    ("text", "size", "bold", "millimetres"),
    [
        pytest.param("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, "95.7", id="country"),
        pytest.param("Độc lập - Tự do - Hạnh phúc", 14, True, "60.4", id="motto"),
        pytest.param("ỦY BAN NHÂN DÂN", 13, True, "43.2", id="agency"),
        pytest.param("XÃ ĐỒNG VIỆT", 13, True, "33.9", id="commune"),
        pytest.param("Kính gửi:", 14, False, "19.0", id="regular letters"),
    ],
)
def test_text_is_as_wide_as_in_times_new_roman(text: str, size: int, bold: bool, millimetres: str) -> None:
    width = width_mm(text, Decimal(size), bold=bold)

    assert abs(width - Decimal(millimetres)) < Decimal("0.3")


def test_decomposed_letters_are_as_wide_as_composed_ones() -> None:
    text = "Ủy ban nhân dân, đường Ưu tú"

    assert width_mm(unicodedata.normalize("NFD", text), Decimal(14), bold=False) == width_mm(text, Decimal(14), bold=False)


def test_text_falls_into_lines_that_fit() -> None:
    lines = wrapped("một hai ba bốn năm", Decimal(14), Decimal(25), bold=False)

    assert lines == ("một hai ba", "bốn năm")
    assert wrapped("", Decimal(14), Decimal(25), bold=False) == ()


def test_a_balanced_column_has_no_lone_word_at_its_end() -> None:
    text = "Kết quả thực hiện Chương trình trong các vị trí lãnh đạo và quản lý năm 2026 trên địa bàn xã"
    room = Decimal(160)

    narrow = balanced_mm(text, Decimal(14), room, bold=True)

    widths = [width_mm(line, Decimal(14), bold=True) for line in wrapped(text, Decimal(14), narrow, bold=True)]
    assert len(widths) == len(wrapped(text, Decimal(14), room, bold=True)) == 2
    assert min(widths) > max(widths) * Decimal("0.7")


def test_a_balanced_column_rather_ends_its_lines_at_commas() -> None:
    text = "TỔNG HỢP KẾT QUẢ NỔI BẬT, KHÓ KHĂN, KIẾN NGHỊ CỦA CÁC ĐƠN VỊ"

    narrow = balanced_mm(text, Decimal(14), Decimal(160), bold=True)

    assert wrapped(text, Decimal(14), narrow, bold=True) == ("TỔNG HỢP KẾT QUẢ NỔI BẬT, KHÓ KHĂN,", "KIẾN NGHỊ CỦA CÁC ĐƠN VỊ")


def test_a_single_line_stays_one() -> None:
    assert balanced_mm("Một dòng", Decimal(14), Decimal(160), bold=True) < Decimal(160)
    assert wrapped("Một dòng", Decimal(14), balanced_mm("Một dòng", Decimal(14), Decimal(160), bold=True), bold=True) == ("Một dòng",)
