"""Excel formulas: what they say about blanks, dashes and fields a unit is not asked (LibreOffice computes them in tests/boundary)."""

from __future__ import annotations

import pytest

from docgen.programme.expressions import NotInExcelError, excel_formula, excel_is_true, excel_value, parse

CELLS = {"tong": "$E$13", "nu": "$E$14", "chon": "$E$20", "cot": "$C$60:$C$89"}
LABELS = {"co": "Có"}


def cell_of(name: str) -> str:
    return CELLS.get(name, "")


def text_of(name: str, code: str) -> str:
    return LABELS.get(code, code)


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        pytest.param(". <= ${tong}", "NOT(AND(COUNT($E$14,$E$13)=2,$E$14>$E$13))", id="wrong only when both are numbers"),
        pytest.param(". <= ${khac}", "FALSE", id="a comparison with a field not asked is false"),
        pytest.param("not(${khac} >= 0) or . <= ${khac}", "TRUE", id="which an owner can ask about"),
        pytest.param(". = 0 or . >= 1000", "NOT(AND(AND(ISNUMBER($E$14),$E$14<>0),AND(ISNUMBER($E$14),$E$14<1000)))", id="or"),
        pytest.param(
            "${chon} != 'co' or . >= 1", 'NOT(AND($E$20="Có",AND(ISNUMBER($E$14),$E$14<1)))', id="a choice is compared by its label"
        ),
        pytest.param(
            ". > ${tong} * 8", "NOT(IF(COUNT($E$14,$E$13)=2,$E$14<=($E$13*8),FALSE))", id="nothing is multiplied before it is a number"
        ),
        pytest.param(
            "round(${nu} div ${tong} * 100, 1)", 'IF(COUNT($E$14,$E$13)=2,IF($E$13<>0,ROUND(($E$14/$E$13)*100,1),""),"")', id="share"
        ),
        pytest.param("${nu} + ${khac}", '""', id="a sum that this unit can never make"),
        pytest.param("count(${cot}[. = 'co'])", 'COUNTIF($C$60:$C$89,"=Có")', id="count in a table"),
        pytest.param("sum(${cot}[. >= 5])", 'SUMIF($C$60:$C$89,">=5")', id="sum in a table"),
        pytest.param("date('2026-01-31') + 1", "DATE(2026,1,31)+1", id="date"),
    ],
)
def test_a_formula_leaves_open_what_is_not_known(source: str, formula: str) -> None:
    assert excel_formula(parse(source).tree, cell_of, "$E$14", text_of) == formula


def test_a_doubt_is_true_only_when_it_is_known() -> None:
    tree = parse("${chon} = 'co' and . = ''").tree

    assert excel_is_true(tree, cell_of, "$E$14", text_of) == 'AND($E$20="Có",TRIM($E$14)="")'


def test_a_calculated_condition_shows_one_zero_or_nothing() -> None:
    tree = parse("${tong} > 0").tree

    assert excel_value(tree, cell_of, "") == 'IF(AND(ISNUMBER($E$13),$E$13>0),1,IF(AND(ISNUMBER($E$13),$E$13<=0),0,""))'


def test_a_quotation_mark_in_a_label_is_doubled() -> None:
    assert excel_formula(parse("${chon} = 'co'").tree, cell_of, "", lambda name, code: 'Có "rồi"') == (
        'NOT(AND(TRIM($E$20)<>"",$E$20<>"-",$E$20<>"không phát sinh",$E$20<>"Có ""rồi"""))'
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("regex(., 'a')", id="pattern"),
        pytest.param("count-selected(concat(${chon}, 'a'))", id="several choices of no field"),
        pytest.param("${cot} + 1", id="a whole column as one figure"),
        pytest.param("count(${cot}[. = ${nu}])", id="filter by another field"),
        pytest.param("max(${cot}[. > 1])", id="greatest of a filter"),
        pytest.param("${nu} > 'abc'", id="order of a text"),
    ],
)
def test_what_excel_cannot_say_is_refused(source: str) -> None:
    with pytest.raises(NotInExcelError):
        excel_formula(parse(source).tree, cell_of, "$E$14", text_of)
