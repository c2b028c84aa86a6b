from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.nd30.drafting.inline import parse_inline
from docgen.nd30.drafting.line import agency_line_mm, motto_line_mm, subject_line_mm
from docgen.nd30.widths import width_mm

ROOM = Decimal(62)


def test_the_line_under_the_motto_is_as_long_as_its_text() -> None:
    assert abs(motto_line_mm("Độc lập - Tự do - Hạnh phúc") - Decimal("60.4")) < Decimal("0.3")


@pytest.mark.parametrize(
    "agency",
    [
        pytest.param(("ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT"), id="split name"),
        pytest.param(("PHÒNG VĂN HÓA - XÃ HỘI",), id="one line"),
        pytest.param(("THÔN HẠ",), id="short name"),
        pytest.param(("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ ĐỒNG VIỆT",), id="name that falls into lines"),
    ],
)
def test_the_line_under_the_agency_is_a_third_to_a_half_of_its_text(agency: tuple[str, ...]) -> None:
    length = agency_line_mm([parse_inline(line) for line in agency], ROOM)

    longest = max(min(width_mm(line, Decimal(13), bold=True), ROOM) for line in agency)
    assert Decimal("0.3") <= length / longest <= Decimal("0.53")


def test_a_split_name_is_in_ratio_to_both_its_lines() -> None:
    length = agency_line_mm([parse_inline("ỦY BAN NHÂN DÂN"), parse_inline("XÃ ĐỒNG VIỆT")], ROOM)

    assert Decimal("14.2") <= length <= Decimal("17.0")


def test_a_name_that_a_template_fills_takes_the_usual_length() -> None:
    assert agency_line_mm([parse_inline("{{ a }}")], ROOM) == 16
    assert subject_line_mm(parse_inline("Thực hiện {{ a }}"), Decimal(136)) == 56


def test_the_line_under_the_subject_is_a_third_to_a_half_of_its_text() -> None:
    length = subject_line_mm(parse_inline("Thực hiện Chương trình mẫu"), Decimal(160))

    assert Decimal("0.33") <= length / width_mm("Thực hiện Chương trình mẫu", Decimal(14), bold=True) <= Decimal("0.5")
