"""What may stand in a cell that holds an expression, and what is said about the rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text, Unary
from docgen.programme.expressions import ExpressionError, aggregated, names_used, parse, scalars


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        pytest.param(". >= 1", Binary(">=", Current(), Number(Decimal(1))), id="dot"),
        pytest.param("${a}='x'", Binary("=", Ref("a"), Text("x")), id="single quotes, no spaces"),
        pytest.param('${a} = "x"', Binary("=", Ref("a"), Text("x")), id="double quotes"),
        pytest.param("-${a}", Unary("-", Ref("a")), id="minus sign"),
        pytest.param(
            "1 or 0 and 1", Binary("or", Number(Decimal(1)), Binary("and", Number(Decimal(0)), Number(Decimal(1)))), id="and first"
        ),
        pytest.param(
            "${a} = 1 > 2", Binary("=", Ref("a"), Binary(">", Number(Decimal(1)), Number(Decimal(2)))), id="order before equality"
        ),
        pytest.param("string-length(.)", Call("string-length", (Current(),)), id="hyphen in a name"),
        pytest.param(
            "count(${a}[. = 'co'])",
            Call("count", (Filtered(Ref("a"), Binary("=", Current(), Text("co"))),)),
            id="filter",
        ),
        pytest.param("${a}\n  and\t(${b})", Binary("and", Ref("a"), Ref("b")), id="white space of any kind"),
        pytest.param("today()", Call("today", ()), id="no arguments"),
    ],
)
def test_an_expression_becomes_its_tree(source: str, tree: Expression) -> None:
    assert parse(source).tree == tree


@pytest.mark.parametrize(
    ("source", "message", "position"),
    [
        pytest.param(" ", "Biểu thức để trống", 0, id="empty"),
        pytest.param("${a} +", "Biểu thức chưa hết", 6, id="unfinished"),
        pytest.param("(1 + 2", "thiếu dấu đóng ngoặc", 6, id="bracket left open"),
        pytest.param("1 + foo(2)", "Không có hàm “foo”", 5, id="unknown function"),
        pytest.param("if(1, 2)", "Hàm if() cần đúng 3 giá trị, đang có 2", 1, id="too few arguments"),
        pytest.param("today(1)", "ngoặc để trống", 1, id="too many arguments"),
        pytest.param("${a} = co", "mã lựa chọn, chữ viết 'co'", 8, id="choice without quotes"),
        pytest.param("${a} = ‘co’", "Dùng dấu nháy thẳng", 8, id="typographic quotes"),
        pytest.param("${a} = 'co", "Thiếu dấu nháy đóng", 8, id="quote left open"),
        pytest.param("${a b} = 1", "Tên chỉ tiêu “${a b}” viết sai", 1, id="name with a space"),
        pytest.param("${a} ≤ 1", "Không hiểu “≤”", 6, id="foreign sign"),
        pytest.param("1 2", "Không hiểu “2”", 3, id="two values"),
        pytest.param("sum(1)", "Trong ngoặc của sum() phải là một chỉ tiêu", 1, id="sum of no field"),
        pytest.param("${a}[. = 1] = 2", "chỉ dùng trong sum()", 1, id="filter outside an aggregate"),
        pytest.param("regex(., ${a})", "phải là mẫu đặt trong nháy đơn", 1, id="pattern that is no text"),
        pytest.param("regex(., '(a+)+')", "không được lặp một nhóm", 1, id="nested quantifiers"),
        pytest.param("regex(., '(a|b)*')", "không được lặp một nhóm", 1, id="repeated alternatives"),
        pytest.param("regex(., '(a)\\1')", "tham chiếu ngược", 1, id="back reference"),
        pytest.param("regex(., '(?=a)')", "chỉ dùng được nhóm", 1, id="look-ahead"),
        pytest.param("regex(., 'a{1,99999}')", "không lặp quá", 1, id="huge count"),
        pytest.param("regex(., '.*.*.*.*.*')", "quá phức tạp", 1, id="many stars"),
        pytest.param("regex(., '[a')", "viết sai cú pháp", 1, id="broken pattern"),
        pytest.param("1" + " + 1" * 200, "quá nhiều phép tính nối nhau", 0, id="too deep"),
        pytest.param("1" * 5000, "dài quá", 0, id="too long"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_place(source: str, message: str, position: int) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse(source)

    assert message in str(raised.value)
    assert raised.value.position == position


@pytest.mark.parametrize(
    "pattern",
    ["^0[0-9]{9,10}$", "(\\+84|0)[0-9]+", "[^]]{2}", "(?:ab)?c", "[^@]+@[^@]+", "(0[1-9]|1[0-2])", "a{,3}", "x{}"],
)
def test_patterns_that_stay_within_bounds_are_taken(pattern: str) -> None:
    assert isinstance(parse(f"regex(., '{pattern}')").tree, Call)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="${}ab.=<>()[]'\"+-* 12,!:orand", max_size=25))
def test_any_text_is_understood_or_refused_with_a_message(source: str) -> None:
    try:
        parse(source)
    except ExpressionError as error:
        assert str(error)


def test_the_fields_an_expression_names_are_told_apart_by_how_it_looks_at_them() -> None:
    tree = parse("sum(${a}[. > ${b}]) + ${c} + count(${a}) + max(${d}) + max(${c}, ${e})").tree

    assert names_used(tree) == ("a", "b", "c", "d", "e")
    assert aggregated(tree) == ("a", "d")
    assert scalars(tree) == ("b", "c", "e")
