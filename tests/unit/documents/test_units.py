"""The words about one unit are made once, and made anew as soon as anything they tell of is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docgen.documents.figures import COMMUNE_STYLE, UNIT_STYLE
from docgen.documents.records import Record, facts_of
from docgen.documents.units import record
from docgen.model.consolidated import UnitStatus
from docgen.model.submissions import IssuedNumber
from docgen.model.values import Missing, Reason
from tests.unit.documents.sample import CV_CHUNG, PROGRAMME, T01, T02, accepted, period_state, worked


def remembered(of: Record) -> bytes:
    """Return what a document remembers of all that the words of a record were made from."""
    facts = facts_of(of)
    assert facts is not None
    return facts()


def test_a_unit_that_stands_as_before_is_told_by_the_same_record() -> None:
    states = worked()

    one, other = (record(period_state(states), states[3], COMMUNE_STYLE) for _ in range(2))

    assert one is other


def test_other_figures_style_definition_or_reminder_are_told_anew() -> None:
    states = worked()
    standing = states[3]
    state = period_state(states)
    first = record(state, standing, COMMUNE_STYLE)
    reminded = replace(
        state, issued={(CV_CHUNG.name, ""): IssuedNumber(PROGRAMME.name, CV_CHUNG.name, "2026", "", "5/UBND", date(2026, 12, 1))}
    )

    anew = (
        record(state, replace(standing), COMMUNE_STYLE),
        record(state, standing, UNIT_STYLE),
        record(replace(state, programme=replace(PROGRAMME)), standing, COMMUNE_STYLE),
        record(reminded, standing, COMMUNE_STYLE),
    )

    assert all(one is not first for one in anew)


def test_figures_that_came_later_stand_in_the_words() -> None:
    before, after = accepted(T01, {"so_cuoc_tt": 3}), accepted(T01, {"so_cuoc_tt": 4})

    told = [str(record(period_state(worked(T01=one)), one, COMMUNE_STYLE)["so_cuoc_tt"]) for one in (before, after)]

    assert told == ["3", "4"]


def test_a_figure_that_the_definition_asks_for_since_then_counts_as_another_fact() -> None:
    """What a unit left blank is told only where it must be answered, so a document that told it before is out of date."""
    group = next(group for group in PROGRAMME.plain_groups if any(field.required for field in group.fields))
    optional = replace(group, fields=tuple(replace(field, required=False) for field in group.fields))
    before = replace(PROGRAMME, groups=tuple(optional if one is group else one for one in PROGRAMME.groups))
    standing = accepted(T01, {field.name: Missing(Reason.BLANK) for field in group.fields})

    told = [record(replace(period_state(worked()), programme=programme), standing, COMMUNE_STYLE) for programme in (before, PROGRAMME)]

    assert [str(one["de_trong"]) != "" for one in told] == [False, True]
    assert remembered(told[0]) != remembered(told[1])


def test_the_day_of_a_reminder_stands_in_the_remark_of_a_unit_that_has_not_sent() -> None:
    state = period_state(worked())
    standing = state.state_of(T02.code)
    assert standing is not None
    assert standing.status is UnitStatus.NOT_SENT
    issued = {(CV_CHUNG.name, ""): IssuedNumber(PROGRAMME.name, CV_CHUNG.name, "2026", "", "5/UBND", date(2026, 12, 1))}

    remarks = [str(record(one, standing, COMMUNE_STYLE)["ghi_chu"]) for one in (state, replace(state, issued=issued))]

    assert remarks == ["", "Đã đôn đốc ngày 01/12/2026"]
