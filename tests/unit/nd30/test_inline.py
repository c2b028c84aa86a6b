from __future__ import annotations

import pytest

from docgen.nd30.drafting.inline import control_of, parse_inline, split_cells
from docgen.nd30.drafting.levels import kind_of
from docgen.nd30.drafting.paper import Kind, Run, Text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("một", (Run("một"),), id="plain"),
        pytest.param("nộp **trước 30/11** nhé", (Run("nộp "), Run("trước 30/11", bold=True), Run(" nhé")), id="bold"),
        pytest.param("__Cộng__", (Run("Cộng", italic=True),), id="italic"),
        pytest.param("có {{ a | so }} người", (Run("có "), Run("{{ a | so }}", is_tag=True), Run(" người")), id="a tag is one run"),
        pytest.param("**{{ a }}**", (Run("{{ a }}", bold=True, is_tag=True),), id="bold tag"),
        pytest.param("{{ a__b ** 2 }}", (Run("{{ a__b ** 2 }}", is_tag=True),), id="marks within a tag are the tag's"),
        pytest.param("số   (*)", (Run("số   (*)"),), id="spaces and single stars stay"),
    ],
)
def test_a_line_becomes_letters(line: str, expected: Text) -> None:
    assert parse_inline(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("{%p if a %}", "p", id="paragraph"),
        pytest.param("{%tr for x in y %}", "tr", id="row"),
        pytest.param("{% if a %}", "", id="within a paragraph"),
        pytest.param("{%p if a %} chữ", "", id="with other letters"),
        pytest.param("{%p if a %}{%p endif %}", "", id="two tags"),
    ],
)
def test_a_control_tag_stands_alone(line: str, expected: str) -> None:
    assert control_of(line) == expected


def test_a_bar_within_a_tag_parts_no_cells() -> None:
    assert split_cells("| 1 | {{ a | so }}/{{ b | so }} | |") == ("1", "{{ a | so }}/{{ b | so }}", "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("II. MỤC TIÊU", Kind.PART, id="part"),
        pytest.param("1. Mục đích", Kind.CLAUSE_TITLE, id="clause with a title"),
        pytest.param("2. Năm {{ ky.nam_sau }}", Kind.CLAUSE_TITLE, id="title that ends in a tag"),
        pytest.param("3. Nhiệm vụ của các cơ quan, đơn vị:", Kind.CLAUSE_TITLE, id="title with a colon"),
        pytest.param("1. Phạm vi thực hiện: Trên địa bàn xã.", Kind.CLAUSE, id="clause without title"),
        pytest.param("3.1. Các thôn:", Kind.DECIMAL_TITLE, id="decimal"),
        pytest.param("3.1. Các thôn xây dựng kế hoạch.", Kind.DECIMAL, id="decimal without title"),
        pytest.param("đ) Điểm.", Kind.POINT, id="point"),
        pytest.param("- Gạch.", Kind.DASH, id="dash"),
        pytest.param("(Số liệu tính đến ngày 15/11/2026.)", Kind.BODY, id="body"),
        pytest.param("2026 là năm đầu.", Kind.BODY, id="a year is no number of a clause"),
    ],
)
def test_a_paragraph_is_known_by_its_number(line: str, expected: Kind) -> None:
    assert kind_of(parse_inline(line)) is expected
