"""What a later set of answers changed in an earlier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from docgen.dataset import changes
from docgen.dataset.changes import Change
from docgen.model.values import Answer, Answers, CellRef, Missing, Reason
from tests.unit.dataset.commune import make_answers
from tests.unit.dataset.strategies import answers_of_one_form, any_answers

Rows = Sequence[Mapping[str, object]]
NOBODY_ASKED = Missing(Reason.NOT_APPLICABLE)
BLANK = Missing(Reason.BLANK)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"q": 1}, {"q": 1}, [], id="the same"),
        pytest.param({"q": 1}, {"q": 2}, [("q", Decimal(1), Decimal(2))], id="another figure"),
        pytest.param({"q": 1}, {"q": Reason.BLANK}, [("q", Decimal(1), BLANK)], id="taken away"),
        pytest.param({"q": Reason.BLANK}, {"q": 0}, [("q", BLANK, Decimal(0))], id="a blank is no zero"),
        pytest.param(
            {"q": 1, "old": 3},
            {"new": 2, "q": 1},
            [("new", NOBODY_ASKED, Decimal(2)), ("old", Decimal(3), NOBODY_ASKED)],
            id="other fields",
        ),
    ],
)
def test_a_field_changed_when_something_else_is_said(
    before: Mapping[str, object], after: Mapping[str, object], expected: list[object]
) -> None:
    found = changes.compare(make_answers(before), make_answers(after))

    assert [(change.field, change.before.value, change.after.value) for change in found] == expected


def test_a_cell_that_moved_is_no_change() -> None:
    here, there = (Answers({"q": Answer("q", Decimal(1), CellRef("Biểu", cell))}) for cell in ("E14", "F20"))

    assert changes.compare(here, there) == ()


def test_a_remark_that_changed_is_a_change_though_not_of_the_value() -> None:
    bare = Answer("q", BLANK)
    explained = replace(bare, note="chưa thống kê")

    found = changes.compare(Answers({"q": bare}), Answers({"q": explained}))

    assert found == (Change("q", bare, explained),)
    assert not found[0].is_of_value


ONE, TWO, THREE = {"n": 1, "ten": "một"}, {"n": 2, "ten": "hai"}, {"n": 3, "ten": "ba"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([ONE, TWO], [ONE, TWO], [], id="the same rows"),
        pytest.param([ONE, TWO], [ONE, THREE, TWO], [("n", 1, BLANK, 3), ("ten", 1, BLANK, "ba")], id="a row put in between"),
        pytest.param([ONE, THREE, TWO], [ONE, TWO], [("n", 1, 3, BLANK), ("ten", 1, "ba", BLANK)], id="a row taken out"),
        pytest.param([ONE, TWO], [ONE, {**TWO, "n": 9}], [("n", 1, 2, 9)], id="one cell of a row"),
        pytest.param([], [ONE], [("n", 0, BLANK, 1), ("ten", 0, BLANK, "một")], id="the first row"),
    ],
)
def test_rows_of_a_table_are_matched_by_what_they_hold(before: Rows, after: Rows, expected: list[object]) -> None:
    found = changes.compare(make_answers({}, before), make_answers({}, after))

    assert [(change.field, change.row, change.before.value, change.after.value) for change in found] == expected
    assert {change.repeat for change in found} <= {"hoat_dong"}


@given(any_answers())
def test_nothing_differs_from_itself(answers: Answers) -> None:
    assert changes.compare(answers, answers) == ()


@given(answers_of_one_form(), answers_of_one_form())
def test_what_changed_there_changed_back_the_other_way(one: Answers, other: Answers) -> None:
    there, back = changes.compare(one, other), changes.compare(other, one)

    assert sorted(changes.fields(there)) == sorted(changes.fields(back))
    assert bool(there) == bool(back)


def test_hundreds_of_equal_rows_are_compared_without_delay() -> None:
    many = [{"ten": "x"}] * 3000
    other = [{"ten": "x" if index % 2 else "y"} for index in range(3000)]

    found = changes.compare(make_answers({}, many), make_answers({}, other))

    assert len(found) == 1500
