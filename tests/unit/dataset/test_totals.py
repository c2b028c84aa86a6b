"""Totals: what is known is added up, what is missing is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from docgen.dataset import totals
from docgen.model.consolidated import Total, UnitState, UnitStatus
from docgen.model.values import Missing, Reason
from tests.unit.dataset.commune import EXAMPLE, PROGRAMME, T01, T02, TH1, VHXH, XDD, example_states, make_answers, state


def of(name: str, states: Sequence[UnitState]) -> Total:
    return totals.total(PROGRAMME.field_by_name[name], states)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param([5, 6], Total("so_cuoc_tt", Decimal(11), 2, 2), id="both known"),
        pytest.param([5, 0], Total("so_cuoc_tt", Decimal(5), 2, 2), id="a zero is a number"),
        pytest.param([5, Reason.BLANK], Total("so_cuoc_tt", Decimal(5), 1, 2, (("T02", Reason.BLANK),)), id="a blank is no zero"),
        pytest.param(
            [5, Reason.NOTHING_AROSE], Total("so_cuoc_tt", Decimal(5), 1, 2, (("T02", Reason.NOTHING_AROSE),)), id="nothing arose in one"
        ),
        pytest.param(
            [Reason.NOTHING_AROSE, Reason.NOTHING_AROSE],
            Total("so_cuoc_tt", Missing(Reason.NOTHING_AROSE), 0, 2, (("T01", Reason.NOTHING_AROSE), ("T02", Reason.NOTHING_AROSE))),
            id="nothing arose anywhere",
        ),
        pytest.param(
            [Reason.CELL_ERROR, Reason.BLANK],
            Total("so_cuoc_tt", Missing(Reason.CELL_ERROR), 0, 2, (("T01", Reason.CELL_ERROR), ("T02", Reason.BLANK))),
            id="the graver reason speaks for both",
        ),
        pytest.param([5, Reason.NOT_APPLICABLE], Total("so_cuoc_tt", Decimal(5), 1, 1), id="a unit that is not asked does not count"),
    ],
)
def test_a_total_adds_what_is_known_and_names_what_is_not(answers: Sequence[object], expected: Total) -> None:
    states = [state(unit, make_answers({"so_cuoc_tt": answer})) for unit, answer in zip((T01, T02), answers, strict=True)]

    assert of("so_cuoc_tt", states) == expected


def test_a_total_is_complete_when_the_others_said_that_nothing_arose() -> None:
    told = Total("x", Decimal(5), 1, 2, (("T02", Reason.NOTHING_AROSE),))
    untold = Total("x", Decimal(5), 1, 2, (("T02", Reason.BLANK),))

    assert (told.is_complete, untold.is_complete) == (True, False)


def test_an_exempt_unit_is_not_asked() -> None:
    states = [state(T01, make_answers(EXAMPLE["T01"])), state(T02, None, UnitStatus.EXEMPT)]

    assert of("so_cuoc_tt", states) == Total("so_cuoc_tt", Decimal(3), 1, 1)


def test_a_field_that_nobody_is_asked_has_no_figure() -> None:
    assert of("tong_cb", [state(T01, make_answers(EXAMPLE["T01"]))]) == Total("tong_cb", Missing(Reason.NOT_APPLICABLE), 0, 0)


def test_a_select_is_counted_by_choice() -> None:
    total = of("dung_dau_nu", example_states(VHXH={"dung_dau_nu": "khuyet"}))

    assert total == Total("dung_dau_nu", Decimal(3), 3, 3, (), {"co": 1, "khong": 1, "khuyet": 1})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([{"so_nguoi_hd": 20}, {"so_nguoi_hd": 30}], Total("so_nguoi_hd", Decimal(150), 2, 2), id="every row"),
        pytest.param([], Total("so_nguoi_hd", Decimal(100), 1, 2, (("T02", Reason.NOTHING_AROSE),)), id="no row: nothing arose"),
        pytest.param(
            [{"so_nguoi_hd": 20}, {"so_nguoi_hd": Reason.BLANK}],
            Total("so_nguoi_hd", Decimal(120), 1, 2, (("T02", Reason.BLANK),)),
            id="a blank in one row: the rest counts, the unit is named",
        ),
        pytest.param(
            [{"so_nguoi_hd": 20}, {"so_nguoi_hd": Reason.NOTHING_AROSE}],
            Total("so_nguoi_hd", Decimal(120), 2, 2),
            id="a dash hides nothing",
        ),
    ],
)
def test_a_column_of_a_table_is_added_up_over_the_rows_of_all_units(rows: Sequence[Mapping[str, object]], expected: Total) -> None:
    states = [state(T01, make_answers({}, [{"so_nguoi_hd": 100}])), state(T02, make_answers({}, rows))]

    assert of("so_nguoi_hd", states) == expected


def test_choices_in_a_table_are_counted_over_rows_and_units_that_have_them() -> None:
    states = [
        state(T01, make_answers({}, [{"loai_hd": "hop"}, {"loai_hd": "lop"}])),
        state(T02, make_answers({}, [{"loai_hd": "hop"}])),
        state(XDD, None),
    ]

    assert of("loai_hd", states) == Total("loai_hd", Decimal(3), 2, 3, (("XDD", Reason.NOT_SENT),), {"hop": 2, "lop": 1})


def test_a_mean_is_not_rounded() -> None:
    states = [state(T01, make_answers({}, [{"kinh_phi_hd": 1}, {"kinh_phi_hd": 1}, {"kinh_phi_hd": 2}]))]

    assert of("kinh_phi_hd", states).value == Decimal(4) / 3


def test_every_field_that_is_added_up_or_counted_has_a_total() -> None:
    found = totals.all_totals([state(unit, None) for unit in (XDD, VHXH, TH1)], PROGRAMME)

    assert set(found) == {f.name for f in PROGRAMME.fields} - {"co_ld_nu", "co_ld_nu_thon", "kho_khan"}
