"""Work that waits: written with the decision that makes it necessary, done once, kept while a file cannot be written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from docgen.dataset.pending import EVERYTHING, Scope, Unwritten
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.submissions import Act, ActKind, IssuedNumber
from tests.boundary.test_dataset_state import send
from tests.unit.dataset.commune import NOON, PROGRAMME, YEAR

HERE = Scope(PROGRAMME.name, YEAR.code)


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as opened:
        yield opened


def _scopes(dataset: Dataset) -> list[Scope]:
    return [stale.scope for stale in dataset.pending.all()]


def test_a_decision_leaves_its_period_to_be_done(dataset: Dataset) -> None:
    send(dataset, "T01")

    assert _scopes(dataset) == [Scope(PROGRAMME.name, YEAR.code, "T01")]


def test_a_decision_that_is_not_written_leaves_nothing_to_be_done(dataset: Dataset) -> None:
    with pytest.raises(InterruptedError), dataset.transaction():
        send(dataset, "T01")
        raise InterruptedError

    assert _scopes(dataset) == []


def test_an_act_leaves_its_period_and_a_number_everything_to_be_done(dataset: Dataset) -> None:
    dataset.acts.record(Act(ActKind.CLOSE, NOON, "Lê Thị Mẫu", "lý do", 0, PROGRAMME.name, "", YEAR.code))
    number = IssuedNumber(PROGRAMME.name, "kh-xa", "", "", "7/KH-UBND", date(2026, 5, 20))
    dataset.papers.record_issue(number, NOON)
    dataset.papers.record_issue(number, NOON)

    assert _scopes(dataset) == [HERE, EVERYTHING]


def test_what_was_worked_on_is_done_but_for_what_is_left(dataset: Dataset) -> None:
    other = Scope(PROGRAMME.name, "2025")
    for scope in (HERE, other, HERE):
        dataset.pending.add(scope, NOON)
    taken = dataset.pending.all()
    dataset.pending.add(HERE, NOON)

    dataset.pending.settle(taken, {other, Scope("khac")}, NOON)

    assert _scopes(dataset) == [other, HERE, Scope("khac")]


def test_where_something_of_a_unit_is_left_the_whole_period_is_done_again(dataset: Dataset) -> None:
    send(dataset, "T01")

    dataset.pending.settle(dataset.pending.all(), {HERE}, NOON)

    assert _scopes(dataset) == [HERE]


def test_a_file_that_cannot_be_written_keeps_the_moment_it_was_first_told_of(dataset: Dataset) -> None:
    later = NOON + timedelta(hours=1)

    dataset.pending.note_unwritten({"outbox/a.docx": "busy", "outbox/b.docx": "busy"}, NOON)
    dataset.pending.note_unwritten({"outbox/a.docx": "full", "outbox/c.docx": "busy"}, later)

    assert dataset.pending.unwritten() == (Unwritten("outbox/a.docx", "full", NOON), Unwritten("outbox/c.docx", "busy", later))
