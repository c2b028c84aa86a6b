"""Indicators: on which units they stand, and what they say when they cannot be computed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.dataset.indicators import compute
from docgen.model.consolidated import IndicatorResult, UnitStatus
from docgen.model.programme import Indicator
from docgen.model.values import Missing, Reason
from tests.unit.dataset.commune import (
    EXAMPLE,
    PROGRAMME,
    T01,
    T02,
    TH1,
    TODAY,
    XDD,
    example_states,
    formula,
    make_answers,
    share,
    state,
)

WOMEN_PLANNED = share("x", "sum(${nu_qh})", "sum(${tong_qh})")


def planned(tong: object, nu: object) -> IndicatorResult:
    """Return the share of women over two units, of which the second says `tong` and `nu`."""
    first, second = make_answers({"tong_qh": 40, "nu_qh": 18}), make_answers({"tong_qh": tong, "nu_qh": nu})
    return compute(PROGRAMME, WOMEN_PLANNED, [state(XDD, first), state(TH1, second)], TODAY)


@pytest.mark.parametrize(
    ("tong", "nu", "reason"),
    [
        pytest.param(4, Reason.BLANK, Reason.BLANK, id="a total without its women stays out of the denominator"),
        pytest.param(Reason.CELL_ERROR, Reason.BLANK, Reason.CELL_ERROR, id="the graver reason is told"),
        pytest.param(Reason.NOTHING_AROSE, Reason.NOTHING_AROSE, Reason.NOTHING_AROSE, id="nothing arose"),
    ],
)
def test_an_indicator_stands_on_units_that_have_every_answer(tong: object, nu: object, reason: Reason) -> None:
    assert planned(tong, nu) == IndicatorResult(WOMEN_PLANNED, Decimal(45), Decimal(18), Decimal(40), 1, 2, (("TH1", reason),), ("XDD",))


def test_a_unit_needs_only_the_answers_it_is_asked() -> None:
    result = compute(PROGRAMME, PROGRAMME.indicators[0], [state(T01, make_answers(EXAMPLE["T01"]))], TODAY)

    assert (result.value, result.units, result.n) == (Decimal(100), ("T01",), 1)


def test_an_exempt_unit_is_not_counted_among_those_asked() -> None:
    result = compute(PROGRAMME, PROGRAMME.indicators[0], [*example_states()[:4], state(T02, None, UnitStatus.EXEMPT)], TODAY)

    assert (result.k, result.n, result.missing) == (4, 4, ())


def test_a_zero_denominator_is_told_apart_from_missing_answers() -> None:
    zero = make_answers({"tong_qh": 0, "nu_qh": 0})

    result = compute(PROGRAMME, WOMEN_PLANNED, [state(XDD, zero)], TODAY)

    expected = IndicatorResult(WOMEN_PLANNED, Missing(Reason.NOT_CALCULATED), Decimal(0), Decimal(0), 1, 1, (), ("XDD",), True)
    assert result == expected


def test_a_zero_denominator_shows_when_only_the_value_is_defined() -> None:
    indicator = Indicator("x", "x", None, None, formula("sum(${nu_qh}) div sum(${tong_qh}) * 100"), unit_of_measure="%")

    result = compute(PROGRAMME, indicator, [state(XDD, make_answers({"tong_qh": 0, "nu_qh": 0}))], TODAY)

    assert (result.value, result.zero_denominator) == (Missing(Reason.NOT_CALCULATED), True)


@pytest.mark.parametrize(
    ("states", "reason", "n"),
    [
        pytest.param((state(XDD, None), state(TH1, None)), Reason.NOT_SENT, 2, id="nobody has sent"),
        pytest.param((state(T01, make_answers(EXAMPLE["T01"])),), Reason.NOT_APPLICABLE, 0, id="nobody is asked"),
    ],
)
def test_without_any_unit_there_is_no_figure(states: tuple[object, ...], reason: Reason, n: int) -> None:
    result = compute(PROGRAMME, WOMEN_PLANNED, states, TODAY)  # type: ignore[arg-type]

    nothing = Missing(reason)
    assert (result.value, result.numerator, result.denominator, result.k, result.n) == (nothing, nothing, nothing, 0, n)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        pytest.param("(sum(${nu_ld}) > 3) + (sum(${tong_ld}) > 100)", 1, id="a comparison counts one or zero"),
        pytest.param("sum(${nu_ld}) > 3", 1, id="a bare comparison too"),
    ],
)
def test_a_value_may_be_no_quotient(source: str, value: int) -> None:
    indicator = Indicator("x", "x", None, None, formula(source), unit_of_measure="cơ quan")

    result = compute(PROGRAMME, indicator, example_states(), TODAY)

    outside = Missing(Reason.NOT_APPLICABLE)
    assert (result.value, result.numerator, result.denominator, result.zero_denominator) == (Decimal(value), outside, outside, False)


def test_a_quotient_that_is_no_share_is_not_multiplied() -> None:
    indicator = Indicator("x", "x", formula("sum(${luot_nguoi_tt})"), formula("sum(${so_cuoc_tt})"), None, unit_of_measure="người/cuộc")

    assert compute(PROGRAMME, indicator, example_states(), TODAY).value == Decimal("60.4")


def test_rows_of_tables_can_be_counted_in_an_indicator() -> None:
    indicator = Indicator("x", "x", None, None, formula("count(${loai_hd}[. = 'hop'])"), unit_of_measure="cuộc")
    rows = [{"loai_hd": "hop"}, {"loai_hd": "lop"}, {"loai_hd": "hop"}]

    result = compute(PROGRAMME, indicator, [state(T01, make_answers({}, rows)), state(T02, make_answers({}, []))], TODAY)

    assert (result.value, result.k, result.n, result.missing) == (Decimal(2), 1, 2, (("T02", Reason.NOTHING_AROSE),))
