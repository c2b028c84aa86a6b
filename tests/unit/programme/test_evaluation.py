"""What expressions come to: Decimal, dates, three-valued logic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text, Unary
from docgen.model.values import Missing, Reason, Value
from docgen.programme.expressions import Scope, evaluate, is_true, parse
from docgen.programme.expressions.evaluation import _AGGREGATES, _LAZY, _PLAIN
from docgen.programme.expressions.functions import SIGNATURES

BLANK = Missing(Reason.BLANK)
NOTHING = Missing(Reason.NOTHING_AROSE)
NOT_ASKED = Missing(Reason.NOT_APPLICABLE)
NOT_SENT = Missing(Reason.NOT_SENT)
BROKEN = Missing(Reason.CELL_ERROR)
NO_RESULT = Missing(Reason.NOT_CALCULATED)

ANSWERS: Mapping[str, Value | Missing] = {
    "five": Decimal(5),
    "two": Decimal(2),
    "zero": Decimal(0),
    "half": Decimal("2.5"),
    "yes": "co",
    "name": "Nguyễn Văn Mẫu",
    "day": date(2026, 11, 15),
    "several": ("a", "b"),
    "blank": BLANK,
    "nothing": NOTHING,
    "not_asked": NOT_ASKED,
    "broken": BROKEN,
}
COLUMNS: Mapping[str, Sequence[Value | Missing]] = {
    "figures": (Decimal(1), BLANK, Decimal(4), NOT_ASKED, Decimal(3)),
    "heads": ("co", "khong", "khuyet", "co", NOT_ASKED, BLANK),
    "none": (),
    "all_blank": (BLANK, NOTHING),
    "never_asked": (NOT_ASKED, NOT_ASKED),
}
TODAY = date(2026, 12, 2)


def scope(current: Value | Missing | None = None) -> Scope:
    return Scope(lambda name: ANSWERS.get(name, NOT_ASKED), lambda name: COLUMNS.get(name, ()), TODAY, current)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("1 + 2 * 3", Decimal(7), id="product before sum"),
        pytest.param("(1 + 2) * 3", Decimal(9), id="brackets"),
        pytest.param("7 - 2 - 1", Decimal(4), id="from left to right"),
        pytest.param("${five} div ${two}", Decimal("2.5"), id="division"),
        pytest.param("7 mod 3", Decimal(1), id="remainder"),
        pytest.param("-7 mod 3", Decimal(-1), id="remainder takes the sign of the dividend"),
        pytest.param("-${five} + 1", Decimal(-4), id="minus sign"),
        pytest.param("round(${half})", Decimal(3), id="half away from zero"),
        pytest.param("round(-2.5)", Decimal(-3), id="half away from zero below it"),
        pytest.param("round(2.345, 2)", Decimal("2.35"), id="places"),
        pytest.param("round(1234, -2)", Decimal(1200), id="places before the point"),
        pytest.param("round(1 div 3 * 100, 1)", Decimal("33.3"), id="percentage"),
        pytest.param("int(-2.7)", Decimal(-2), id="towards zero"),
        pytest.param("abs(-2.7)", Decimal("2.7"), id="without sign"),
        pytest.param("(${five} > 0) + (${zero} > 0)", Decimal(1), id="a comparison counts 1 or 0"),
        pytest.param("if(${five} > 2, 'a', 'b')", "a", id="if"),
        pytest.param("min(${five}, ${two})", Decimal(2), id="smaller of two"),
        pytest.param("coalesce(${blank}, ${five})", Decimal(5), id="first that is known"),
        pytest.param("concat(${two}, ' và ', ${half})", "2 và 2.5", id="text"),
        pytest.param("string-length(${yes})", Decimal(2), id="length"),
        pytest.param("count-selected(${several})", Decimal(2), id="several choices"),
        pytest.param("selected(${several}, 'b')", True, id="chosen among several"),
        pytest.param("selected(${yes}, 'co')", True, id="chosen"),
        pytest.param("${day} - date('2026-11-01')", Decimal(14), id="days between"),
        pytest.param("date('2026-12-31') + 1", date(2027, 1, 1), id="day after"),
        pytest.param("${day} >= '2026-11-15'", True, id="a date beside text that is one"),
        pytest.param("today() > ${day}", True, id="today is an argument"),
        pytest.param("regex(${yes}, '[a-z]+')", True, id="pattern"),
        pytest.param("regex(${yes}, 'c')", False, id="pattern is about the whole text"),
        pytest.param("${yes} = 'co' and ${five} = 5", True, id="and"),
        pytest.param("${yes} != 'co' or not(${five} = 5)", False, id="or"),
        pytest.param("'5' = ${five}", True, id="text that is a number"),
        pytest.param("true() or false()", True, id="true and false"),
    ],
)
def test_an_expression_over_known_answers_comes_to_a_value(source: str, expected: object) -> None:
    assert evaluate(parse(source).tree, scope()) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("${not_asked} >= 0", False, id="not asked: a comparison is false"),
        pytest.param("${not_asked} != 'co'", False, id="not asked: even unequal"),
        pytest.param("not(${not_asked} >= 0)", True, id="which tells who is not asked"),
        pytest.param("${blank} > 0", BLANK, id="blank: unknown"),
        pytest.param("${nothing} > 0", NOTHING, id="nothing arose: unknown"),
        pytest.param("${broken} = 1", BROKEN, id="cell error: unknown"),
        pytest.param("${blank} = ''", True, id="a blank is the empty text"),
        pytest.param("${blank} != ''", False, id="a blank is not other than empty"),
        pytest.param("${nothing} = ''", NOTHING, id="a dash is no blank"),
        pytest.param("${yes} = ''", False, id="an answer is not empty"),
        pytest.param("${blank} > 0 and ${five} < 0", False, id="and decides by the false side"),
        pytest.param("${blank} > 0 and ${five} > 0", BLANK, id="and stays open"),
        pytest.param("${blank} > 0 or ${five} > 0", True, id="or decides by the true side"),
        pytest.param("${blank} > 0 or ${five} < 0", BLANK, id="or stays open"),
        pytest.param("not(${blank} > 0)", BLANK, id="not of unknown"),
        pytest.param("${five} + ${blank}", BLANK, id="a sum with a blank is not a number"),
        pytest.param("${nothing} + ${blank}", BLANK, id="the heavier reason"),
        pytest.param("${five} * ${nothing}", NOTHING, id="nothing arose travels on"),
        pytest.param("${five} + ${not_asked}", NOT_ASKED, id="a calculation that this unit can never make"),
        pytest.param("${five} div ${zero}", NO_RESULT, id="division by zero"),
        pytest.param("${five} mod 0", NO_RESULT, id="remainder by zero"),
        pytest.param("round(${blank}, 1)", BLANK, id="function of a blank"),
        pytest.param("if(${blank} > 0, 1, 0)", BLANK, id="if that cannot be decided"),
        pytest.param("if(${five} > 0, 1, ${blank})", Decimal(1), id="the side not taken does not matter"),
        pytest.param("coalesce(${blank}, ${nothing})", BLANK, id="nothing known"),
        pytest.param("selected(${blank}, 'co')", BLANK, id="selected of a blank"),
        pytest.param("selected(${not_asked}, 'co')", False, id="selected of a field not asked"),
        pytest.param("${name} + 1", NO_RESULT, id="text is never a number by accident"),
        pytest.param("${name} > 1", NO_RESULT, id="nor is it greater than one"),
        pytest.param("${name} = 1", False, id="it just is not one"),
        pytest.param("date('2026-02-30')", NO_RESULT, id="no such day"),
        pytest.param("9999999999999 * ${day}", NO_RESULT, id="a date is not multiplied"),
    ],
)
def test_a_missing_answer_is_never_zero(source: str, expected: object) -> None:
    assert evaluate(parse(source).tree, scope()) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("sum(${figures})", Decimal(8), id="sum of what is known"),
        pytest.param("count(${figures})", Decimal(3), id="how many are known"),
        pytest.param("min(${figures})", Decimal(1), id="smallest"),
        pytest.param("max(${figures})", Decimal(4), id="greatest"),
        pytest.param("sum(${figures}[. >= 3])", Decimal(7), id="sum of those that fit"),
        pytest.param("count(${heads}[. = 'co'])", Decimal(2), id="count of a choice"),
        pytest.param("count(${heads}[. = 'co' or . = 'khong'])", Decimal(3), id="count of two choices"),
        pytest.param("count(${heads}[. = 'co']) div count(${heads}) * 100", Decimal(50), id="share"),
        pytest.param("sum(${none})", Decimal(0), id="no rows: zero"),
        pytest.param("count(${none})", Decimal(0), id="no rows: none"),
        pytest.param("max(${none})", NO_RESULT, id="no rows: no greatest"),
        pytest.param("sum(${all_blank})", BLANK, id="all missing: missing"),
        pytest.param("count(${all_blank})", Decimal(0), id="all missing: none known"),
        pytest.param("sum(${never_asked}) + 1", Decimal(1), id="nobody asked adds nothing"),
        pytest.param("(sum(${figures}) > 0) + (sum(${never_asked}) > 0)", Decimal(1), id="conditions added"),
    ],
)
def test_an_aggregate_looks_at_all_answers_that_were_asked(source: str, expected: object) -> None:
    assert evaluate(parse(source).tree, scope()) == expected


@pytest.mark.parametrize(
    ("source", "current", "expected"),
    [
        pytest.param(". >= 0 and . <= ${five}", Decimal(3), True, id="fits"),
        pytest.param(". >= 0 and . <= ${five}", Decimal(6), False, id="does not fit"),
        pytest.param(". <= ${blank}", Decimal(6), None, id="open"),
        pytest.param(". >= 0 and (not(${not_asked} >= 0) or . <= ${not_asked})", Decimal(6), True, id="the other field is not asked"),
        pytest.param(". != 'co' or ${blank} >= 1", "khong", True, id="decided by the first side"),
        pytest.param("${yes} = 'co' and . = ''", BLANK, True, id="asked for but blank"),
        pytest.param("string-length(.) <= 5", "dài quá", False, id="too long"),
        pytest.param(".", Decimal(0), False, id="zero does not hold"),
        pytest.param("regex(., '^0[0-9]{9,10}$')", "0912345678", True, id="telephone"),
        pytest.param("regex(., '^0[0-9]{9,10}$')", "0912345678\n", False, id="telephone with a line break"),
        pytest.param("regex(., '^0[0-9]{9,10}$')", "٠٩١٢٣٤٥٦٧٨", False, id="digits of another script"),
        pytest.param("regex(., '[a-z]*[0-9]*[a-z]*')", "a" * 5000, None, id="too long to match in bounded time"),
    ],
)
def test_a_condition_holds_or_not_or_stays_open(source: str, current: Value | Missing, expected: bool | None) -> None:
    assert is_true(parse(source).tree, scope(current)) is expected


def test_every_function_of_the_grammar_can_be_evaluated() -> None:
    assert set(SIGNATURES) == {*_AGGREGATES, *_LAZY, *_PLAIN}


_names = st.sampled_from([*ANSWERS, *COLUMNS, "unknown"])
_targets = st.builds(Ref, _names)
_leaves = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Number),
    st.sampled_from(["", "co", "5", "2026-11-15", "Nguyễn"]).map(Text),
    st.just(Current()),
    _targets,
)
_operators = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"])


def _calls(trees: st.SearchStrategy[Expression]) -> st.SearchStrategy[Call]:
    def arguments(function: str) -> st.SearchStrategy[Call]:
        if function in ("sum", "count"):
            target: st.SearchStrategy[Expression] = st.one_of(_targets, st.builds(Filtered, _targets, trees))
            return st.builds(lambda one: Call(function, (one,)), target)
        if function == "regex":
            return st.builds(lambda one: Call(function, (one, Text("[a-z]+"))), trees)
        signature = SIGNATURES[function]
        counts = st.lists(trees, min_size=signature.least, max_size=signature.most or 3)
        return counts.map(lambda given: Call(function, tuple(given)))

    return st.sampled_from(sorted(SIGNATURES)).flatmap(arguments)


_trees: st.SearchStrategy[Expression] = st.recursive(
    _leaves,
    lambda trees: st.one_of(st.builds(Binary, _operators, trees, trees), st.builds(Unary, st.just("-"), trees), _calls(trees)),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(tree=_trees, current=st.sampled_from([None, BLANK, Decimal("-3.7"), "co", date(9999, 12, 31), ("a",)]))
def test_evaluating_never_fails_whatever_the_tree(tree: Expression, current: Value | Missing | None) -> None:
    result = evaluate(tree, scope(current))

    assert isinstance(result, Decimal | str | date | tuple | bool | Missing)
    assert is_true(tree, scope(current)) in (True, False, None)
