"""Two periods compared: only over units that have both, old units standing in for those that replaced them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from docgen.dataset.comparison import Lineage, Side, compare, lineages
from docgen.dataset.indicators import all_indicators
from docgen.model.units import Unit, Units
from tests.unit.dataset.commune import HAMLET, TODAY, make_answers, make_programme, share, state

WOMEN = share("x", "sum(${luot_nu_tt})", "sum(${luot_nguoi_tt})")
PROGRAMME = make_programme((WOMEN,))


def hamlet(code: str, *replaces: str) -> Unit:
    return Unit(code, f"Thôn {code}", HAMLET, replaces=replaces)


A, B, C = hamlet("A"), hamlet("B"), hamlet("C")
MERGED, MERGED_IN_A, HALF_1, HALF_2 = hamlet("AB", "A", "B"), hamlet("A", "B"), hamlet("A1", "A"), hamlet("A2", "A")
STRANGE = hamlet("S", "GONE")
UNITS = Units((A, B, C, MERGED, HALF_1, HALF_2, STRANGE))


def side(sent: Mapping[Unit, tuple[int, int] | None]) -> Side:
    """Return a period in which units had (women, all); None: not sent."""
    states = tuple(
        state(unit, make_answers({"luot_nu_tt": had[0], "luot_nguoi_tt": had[1]}) if had else None) for unit, had in sent.items()
    )
    return Side(states, all_indicators(PROGRAMME, states, TODAY))


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        pytest.param({A: (5, 10), B: (9, 10)}, {A: (4, 10), B: (1, 10)}, ((70, 2), (25, 2)), id="both have both"),
        pytest.param({A: (5, 10), B: (9, 10)}, {A: (4, 10), B: None}, ((50, 1), (40, 1)), id="one had not sent then"),
        pytest.param({A: (5, 10), B: None}, {A: (4, 10), B: (1, 10)}, ((50, 1), (40, 1)), id="one has not sent now"),
        pytest.param({A: (5, 10), C: (9, 10)}, {A: (4, 10)}, ((50, 1), (40, 1)), id="one is new"),
        pytest.param({MERGED: (8, 20)}, {A: (4, 10), B: (1, 10)}, ((40, 1), (25, 2)), id="a merged unit and the sum of the old ones"),
        pytest.param(
            {MERGED: (8, 20), C: (1, 2)}, {A: (4, 10), B: None, C: (2, 2)}, ((50, 1), (100, 1)), id="one of the old ones is missing"
        ),
        pytest.param({MERGED_IN_A: (8, 20)}, {A: (4, 10), B: (1, 10)}, ((40, 1), (25, 2)), id="merged under the code of one of them"),
        pytest.param({HALF_1: (4, 5), HALF_2: (2, 5)}, {A: (4, 10)}, ((60, 2), (40, 1)), id="a divided unit: its parts together"),
        pytest.param({HALF_1: (4, 5), HALF_2: None}, {A: (4, 10)}, None, id="one part has not sent"),
        pytest.param({STRANGE: (4, 5)}, {A: (4, 10)}, None, id="the old unit is in no list any more"),
        pytest.param({A: (5, 10)}, {A: None}, None, id="nothing to compare"),
    ],
)
def test_indicators_are_compared_over_units_that_have_both(
    now: Mapping[Unit, tuple[int, int] | None],
    before: Mapping[Unit, tuple[int, int] | None],
    expected: tuple[tuple[int, int], tuple[int, int]] | None,
) -> None:
    found = compare(PROGRAMME, side(now), side(before), UNITS, TODAY)

    figures = {name: tuple((result.value, result.k) for result in pair) for name, pair in found.items()}
    wanted = {} if expected is None else {"x": tuple((Decimal(value), k) for value, k in expected)}
    assert figures == wanted


def test_an_old_unit_that_had_ended_is_passed_over_when_the_new_one_was_there() -> None:
    found = lineages([MERGED], frozenset({"AB"}), UNITS)

    assert found == (Lineage(frozenset({"AB"}), frozenset({"AB"})),)
