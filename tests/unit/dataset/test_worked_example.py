"""The worked example of the form: five units, one of which has not sent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.dataset import indicators, totals
from docgen.model.consolidated import Total
from docgen.model.values import Reason
from tests.unit.dataset.commune import PROGRAMME, TODAY, example_states

T02_MISSING = (("T02", Reason.NOT_SENT),)


@pytest.mark.parametrize(
    ("name", "expected", "percent"),
    [
        pytest.param("ct_lanh_dao_nu", (4, 4, 4, 5, T02_MISSING), "100.0", id="units with a woman in the lead"),
        pytest.param("ct_quy_hoach_nu", (21, 44, 2, 2, ()), "47.7", id="only those that are asked"),
        pytest.param("ct_dao_tao_nu", (15, 21, 2, 2, ()), "71.4", id="trained"),
        pytest.param("ct_dung_dau_nu", (1, 4, 4, 5, T02_MISSING), "25.0", id="headed by a woman"),
        pytest.param("ct_nu_cb", (35, 48, 3, 3, ()), "72.9", id="staff"),
        pytest.param("ct_nu_tt", (380, 604, 4, 5, T02_MISSING), "62.9", id="defined by its value alone"),
    ],
)
def test_the_indicators_of_the_example_come_out(name: str, expected: tuple[object, ...], percent: str) -> None:
    indicator = next(i for i in PROGRAMME.indicators if i.name == name)

    result = indicators.compute(PROGRAMME, indicator, example_states(), TODAY)

    assert (result.numerator, result.denominator, result.k, result.n, result.missing) == expected
    assert isinstance(result.value, Decimal)
    assert round(result.value, 1) == Decimal(percent)


@pytest.mark.parametrize(
    ("name", "value"),
    [pytest.param("so_cuoc_tt", 10, id="meetings"), pytest.param("luot_nguoi_tt", 604, id="attendances")],
)
def test_the_totals_of_the_example_tell_that_one_unit_is_missing(name: str, value: int) -> None:
    total = totals.all_totals(example_states(), PROGRAMME)[name]

    assert total == Total(name, Decimal(value), 4, 5, T02_MISSING)
    assert not total.is_complete
