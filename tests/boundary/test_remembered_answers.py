"""What the dataset remembers between two looks is what a process that has just opened it reads, whatever was decided in between."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.dataset.backup import back_up, put_back
from docgen.dataset.consolidate import period_state
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.consolidated import PeriodState
from docgen.model.submissions import ActKind, Decision, Outcome, Verdict
from tests.boundary.test_dataset_state import act, send
from tests.unit.dataset.commune import DATES, EXAMPLE, NOON, PROGRAMME, TODAY, UNITS, YEAR, make_answers

SENDERS = ("T01", "T02", "XDD")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'dataset.sqlite'}"


@pytest.fixture
def dataset(url: str) -> Iterator[Dataset]:
    with open_dataset(url) as dataset:
        yield dataset


def _look(dataset: Dataset) -> PeriodState:
    return period_state(dataset, PROGRAMME, YEAR, UNITS, DATES, TODAY)


def _fresh_look(url: str) -> str:
    with open_dataset(url) as opened:
        return repr(_look(opened))


def _current(dataset: Dataset, unit: str) -> Decision | None:
    revision = dataset.decisions.current(PROGRAMME.name, unit, YEAR.code)
    return dataset.decisions.get(revision.decision_id) if revision else None


def _send(dataset: Dataset, chosen: random.Random) -> None:
    unit = chosen.choice(SENDERS)
    values = {**EXAMPLE.get(unit, EXAMPLE["T01"]), "so_cuoc_tt": chosen.choice((Decimal(3), Decimal("3.0"), Decimal(4)))}
    send(dataset, unit, chosen.choice((Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.HELD, Outcome.RETURNED)), values)


def _accept_held(dataset: Dataset, chosen: random.Random) -> None:
    for held in dataset.decisions.held()[:1]:
        accepted = Verdict(Outcome.ACCEPTED, (), PROGRAMME.name, held.verdict.unit, YEAR.code, answers=held.verdict.answers)
        dataset.decisions.record(held.receipt, accepted, NOON, act=act(ActKind.ACCEPT))


def _withdraw(dataset: Dataset, chosen: random.Random) -> None:
    decision = _current(dataset, chosen.choice(SENDERS))
    if decision is not None:
        dataset.decisions.withdraw(decision, act(ActKind.WITHDRAW), NOON)


def _exempt(dataset: Dataset, chosen: random.Random) -> None:
    dataset.acts.record(act(chosen.choice((ActKind.EXEMPT, ActKind.WITHDRAW)), chosen.choice(SENDERS)))


def _fail_midway(dataset: Dataset, chosen: random.Random) -> None:
    """Send, look at what came of it, and take it all back: the number of that decision is given again."""
    with suppress(ZeroDivisionError), dataset.transaction():
        _send(dataset, chosen)
        _look(dataset)
        raise ZeroDivisionError


@pytest.mark.parametrize("seed", range(3))
def test_after_any_decisions_a_look_is_that_of_a_process_that_has_just_started(dataset: Dataset, url: str, seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(15):
        step = chosen.choice((_send, _send, _send, _accept_held, _withdraw, _exempt, _fail_midway))
        step(dataset, chosen)

        assert repr(_look(dataset)) == _fresh_look(url), step.__name__


def test_the_answers_of_a_new_revision_take_the_place_of_those_remembered(dataset: Dataset) -> None:
    send(dataset, "T01", values={"so_cuoc_tt": Decimal(3)})
    before = _look(dataset).state_of("T01")
    send(dataset, "T01", values={"so_cuoc_tt": Decimal("3.0")})
    after = _look(dataset).state_of("T01")

    assert before is not None
    assert after is not None
    assert [str(one.answers().by_name["so_cuoc_tt"].value) for one in (before, after)] == ["3", "3.0"]


def test_a_withdrawn_revision_leaves_the_answers_of_the_one_before(dataset: Dataset) -> None:
    first = send(dataset, "T01", values={"so_cuoc_tt": Decimal(3)})
    second = send(dataset, "T01", values={"so_cuoc_tt": Decimal(4)})
    _look(dataset)

    dataset.decisions.withdraw(second, act(ActKind.WITHDRAW), NOON)
    found = _look(dataset).state_of("T01")

    assert found is not None
    assert found.answers() == first.verdict.answers == make_answers({"so_cuoc_tt": Decimal(3)})


def test_after_a_restore_the_dataset_is_as_when_it_was_saved(dataset: Dataset, url: str, tmp_path: Path) -> None:
    """Restoring needs the lock of the workspace, so no process has the dataset open: what it remembered ended with it."""
    send(dataset, "T01", values={"so_cuoc_tt": Decimal(3)})
    saved = repr(_look(dataset))
    back_up(url, tmp_path / "sao-luu.sqlite", {}, NOON)
    send(dataset, "T01", values={"so_cuoc_tt": Decimal(4)})
    changed = repr(_look(dataset))
    dataset.close()

    put_back(tmp_path / "sao-luu.sqlite", url, NOON)

    assert _fresh_look(url) == saved != changed
