"""What is remembered from one look at a period to the next: never anything but what a look without memory would find."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from docgen.dataset.indicators import all_indicators
from docgen.dataset.recollection import Recollection, Recollections
from docgen.dataset.totals import all_totals, total
from docgen.model.consolidated import UnitState, UnitStatus
from tests.unit.dataset.commune import EXAMPLE, PROGRAMME, T01, T02, TH1, TODAY, VHXH, XDD, YEAR, make_answers, state

UNITS = (XDD, VHXH, TH1, T01, T02)


def _standing(number: int, chosen: random.Random) -> UnitState:
    """Return where a unit stands at random: nothing sent, figures of which some differ, or exempt."""
    unit = UNITS[number]
    values = EXAMPLE.get(unit.code, EXAMPLE["T01"])
    answers = make_answers({name: value + chosen.choice((0, 0, 1)) if isinstance(value, int) else value for name, value in values.items()})
    status = chosen.choice((UnitStatus.NOT_SENT, UnitStatus.EXEMPT, *[UnitStatus.ACCEPTED] * 6))
    return state(unit, answers if status is UnitStatus.ACCEPTED else None, status)


def _two() -> list[UnitState]:
    return [state(T01, make_answers(EXAMPLE["T01"])), state(T02, make_answers({**EXAMPLE["T01"], "so_cuoc_tt": 9}))]


def test_figures_over_many_looks_are_those_of_a_look_without_memory() -> None:
    chosen = random.Random(26)
    remembered = Recollection(PROGRAMME, TODAY)
    states = [_standing(number, chosen) for number in range(len(UNITS))]
    for _ in range(60):
        number = chosen.randrange(len(UNITS))
        states[number] = _standing(number, chosen)

        known = remembered.recognised(states)

        assert repr(all_totals(known, PROGRAMME, remembered)) == repr(all_totals(states, PROGRAMME))
        assert repr(all_indicators(PROGRAMME, known, TODAY, remembered)) == repr(all_indicators(PROGRAMME, states, TODAY))


def test_where_nothing_changed_nothing_is_made_anew() -> None:
    remembered = Recollection(PROGRAMME, TODAY)
    first = remembered.recognised(_two())
    before = all_totals(first, PROGRAMME, remembered)

    again = remembered.recognised(_two())
    now = all_totals(again, PROGRAMME, remembered)

    assert all(one is other for one, other in zip(first, again, strict=True))
    assert all(now[name] is before[name] for name in before)


def test_totals_of_one_group_are_not_taken_for_those_of_all() -> None:
    remembered = Recollection(PROGRAMME, TODAY)
    states = remembered.recognised(_two())
    field = next(field for field in PROGRAMME.fields if field.name in all_totals(states, PROGRAMME))

    of_group = total(field, states[:1], remembered, "Đ")
    of_all = total(field, states, remembered)

    assert (of_group, of_all) == (total(field, states[:1]), total(field, states))


def test_another_day_or_a_definition_read_anew_begins_with_nothing() -> None:
    kept = Recollections()
    first = kept.of(PROGRAMME, YEAR, TODAY, 2)

    again = kept.of(PROGRAMME, YEAR, TODAY, 2)
    another_day = kept.of(PROGRAMME, YEAR, TODAY + timedelta(days=1), 2)
    another_definition = kept.of(replace(PROGRAMME), YEAR, TODAY + timedelta(days=1), 2)

    assert again is first
    assert another_day is not first
    assert another_definition is not another_day


def test_of_a_period_of_very_many_units_nothing_is_kept() -> None:
    kept = Recollections()

    assert kept.of(PROGRAMME, YEAR, TODAY, 30_000) is not kept.of(PROGRAMME, YEAR, TODAY, 30_000)
