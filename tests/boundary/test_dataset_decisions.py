"""From a file received to the revision that stands: everything in one transaction, nothing twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.exc import IntegrityError

from docgen.dataset.store import Dataset, open_dataset
from docgen.dataset.tables import current_revisions
from docgen.model.errors import DatasetError
from docgen.model.findings import error, warning
from docgen.model.submissions import Act, ActKind, Decision, Outcome, Receipt, Verdict, Zone
from docgen.model.values import Answer, Answers, CellRef
from tests.unit.dataset.commune import NOON, make_answers
from tests.unit.dataset.strategies import any_answers, any_text

SCOPE = ("nuoc-sach", "T01", "2026")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as dataset:
        yield dataset


def take(dataset: Dataset, name: str = "a.xlsx", data: bytes = b"a", zone: Zone = Zone.DROP) -> Receipt:
    return dataset.captures.take(name, data, NOON - timedelta(minutes=1), NOON, zone, "T01")


def verdict(outcome: Outcome = Outcome.ACCEPTED, unit: str = "T01", **values: object) -> Verdict:
    findings = (error("bo_trong", "Chưa có số liệu.", cell=CellRef("Biểu", "E14")),) if outcome is Outcome.RETURNED else ()
    return Verdict(outcome, findings, "nuoc-sach", unit, "2026", answers=make_answers(values or {"q": 1}))


def decide(dataset: Dataset, number: int, outcome: Outcome = Outcome.ACCEPTED, unit: str = "T01", **values: object) -> Decision:
    """Record that file `number` came and what became of it."""
    return dataset.decisions.record(take(dataset, f"{number}.xlsx", b"%d" % number), verdict(outcome, unit, **values), NOON)


def act(kind: ActKind = ActKind.ACCEPT, target: int = 0) -> Act:
    return Act(kind, LATER, "Lê Thị Mẫu", "đã gọi điện", target, *SCOPE)


class TestCaptures:
    def test_a_file_received_comes_back_whole(self, dataset: Dataset) -> None:
        receipt = dataset.captures.take("T01-thon/Biểu.xlsx", b"\x00bytes", None, NOON, Zone.REHEARSAL, "T01")

        assert receipt == Receipt(1, "T01-thon/Biểu.xlsx", receipt.sha256, 6, None, NOON, Zone.REHEARSAL, "T01")
        assert (dataset.captures.get(1), dataset.captures.bytes_of(receipt.sha256)) == (receipt, b"\x00bytes")

    def test_taking_the_same_file_twice_changes_nothing(self, dataset: Dataset) -> None:
        assert take(dataset) == take(dataset)
        assert len(dataset.captures.undecided()) == 1

    @pytest.mark.parametrize(
        ("name", "data"), [pytest.param("b.xlsx", b"a", id="another place"), pytest.param("a.xlsx", b"b", id="other bytes")]
    )
    def test_another_file_is_another_receipt(self, dataset: Dataset, name: str, data: bytes) -> None:
        assert take(dataset).id != take(dataset, name, data).id

    def test_a_file_dropped_again_after_it_was_put_away_is_another_receipt(self, dataset: Dataset) -> None:
        first = dataset.decisions.record(take(dataset), verdict(), NOON)
        assert take(dataset) == first.receipt

        dataset.decisions.mark_placed(first.id)

        assert take(dataset).id == first.receipt.id + 1

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(any_text())
    def test_a_file_name_that_no_encoding_knows_comes_back(self, dataset: Dataset, name: str) -> None:
        assert take(dataset, name).path == name

    @pytest.mark.parametrize("ask", [lambda d: d.captures.get(7), lambda d: d.captures.bytes_of("0" * 64)], ids=["receipt", "bytes"])
    def test_what_was_never_received_is_not_made_up(self, dataset: Dataset, ask: object) -> None:
        with pytest.raises(DatasetError):
            ask(dataset)  # type: ignore[operator]


class TestDecisions:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(any_answers())
    def test_a_decision_comes_back_with_every_answer(self, dataset: Dataset, answers: Answers) -> None:
        number = len(dataset.events.recent(999))
        receipt = take(dataset, f"{number}.xlsx", b"%d" % number)
        findings = (warning("gap_10_lan", "Gấp hơn 10 lần kỳ trước.", cell=CellRef("Biểu", "E14"), field="q", found="“9”"),)
        judged = Verdict(Outcome.ACCEPTED, findings, *SCOPE, base=2, answers=answers)

        recorded = dataset.decisions.record(receipt, judged, LATER, days_late=3)

        assert recorded == dataset.decisions.get(recorded.id)
        assert (recorded.receipt, recorded.verdict, recorded.decided_at, recorded.days_late) == (receipt, judged, LATER, 3)

    def test_the_same_work_again_changes_nothing(self, dataset: Dataset) -> None:
        receipt = take(dataset)

        first, again = (dataset.decisions.record(receipt, verdict(), NOON) for _ in range(2))

        assert first == again
        assert len(dataset.events.recent(9)) == 1

    def test_a_file_waits_until_it_is_decided_then_until_it_is_placed(self, dataset: Dataset) -> None:
        receipt = take(dataset)
        assert dataset.captures.undecided() == (receipt,)

        decision = dataset.decisions.record(receipt, verdict(Outcome.RETURNED), NOON)
        assert (dataset.captures.undecided(), dataset.decisions.unplaced()) == ((), (decision,))

        dataset.decisions.mark_placed(decision.id)
        assert dataset.decisions.unplaced() == ()

    def test_a_decision_that_cannot_be_written_leaves_nothing(self, dataset: Dataset) -> None:
        decide(dataset, 1, q=1)
        receipt = take(dataset)
        broken = Verdict(Outcome.ACCEPTED, (), *SCOPE, answers=Answers({"q": Answer("q", object())}))  # type: ignore[arg-type]

        with pytest.raises(TypeError):
            dataset.decisions.record(receipt, broken, NOON, act=act())

        assert dataset.captures.undecided() == (receipt,)
        assert (len(dataset.events.recent(9)), dataset.acts.all(), dataset.decisions.about(receipt.sha256)) == (1, (), ())
        current = dataset.decisions.current(*SCOPE)
        assert current is not None
        assert (current.number, current.answers) == (1, make_answers({"q": 1}))

    @pytest.mark.parametrize("missing", ["answers", "programme", "unit", "period"])
    def test_nothing_is_accepted_without_knowing_whose_it_is(self, dataset: Dataset, missing: str) -> None:
        whole = {"programme": "p", "unit": "T01", "period": "2026", "answers": Answers()}
        judged = Verdict(Outcome.ACCEPTED, **{**whole, missing: None if missing == "answers" else ""})  # type: ignore[arg-type]

        with pytest.raises(ValueError, match="accepted"):
            dataset.decisions.record(take(dataset), judged, NOON)

    def test_each_file_that_says_something_new_is_another_time_sent(self, dataset: Dataset) -> None:
        outcomes = (Outcome.RETURNED, Outcome.DUPLICATE, Outcome.QUARANTINED, Outcome.HELD, Outcome.ACCEPTED)

        times = [decide(dataset, number, outcome).times_sent for number, outcome in enumerate(outcomes)]

        assert times == [1, 1, 1, 2, 3]

    def test_the_latest_decision_is_told_and_those_about_the_same_bytes(self, dataset: Dataset) -> None:
        accepted = decide(dataset, 1)
        same = dataset.decisions.record(take(dataset, "copy.xlsx", b"1"), verdict(Outcome.DUPLICATE), LATER)

        assert dataset.decisions.latest(*SCOPE) == same
        assert dataset.decisions.about(accepted.receipt.sha256) == (accepted, same)
        assert dataset.decisions.latest("nuoc-sach", "T02", "2026") is None

    def test_files_that_name_no_unit_are_told_newest_first(self, dataset: Dataset) -> None:
        decide(dataset, 1)
        nameless = [decide(dataset, number, Outcome.RETURNED, unit="") for number in (2, 3, 4)]

        assert dataset.decisions.without_form(2) == (nameless[2], nameless[1])

    def test_a_returned_file_is_open_until_something_better_comes(self, dataset: Dataset) -> None:
        returned, other = decide(dataset, 1, Outcome.RETURNED), decide(dataset, 2, Outcome.RETURNED, "T02")
        decide(dataset, 3, Outcome.DUPLICATE)
        assert dataset.decisions.returned_open("nuoc-sach", "2026") == {"T01": returned, "T02": other}

        decide(dataset, 4, Outcome.ACCEPTED, "T02")

        assert dataset.decisions.returned_open("nuoc-sach", "2026") == {"T01": returned}


class TestRevisions:
    def test_an_accepted_file_becomes_the_current_revision(self, dataset: Dataset) -> None:
        first, second = decide(dataset, 1, q=1, r=5), decide(dataset, 2, q=2, r=5)

        current = dataset.decisions.current(*SCOPE)
        assert current is not None
        assert (current.number, current.receipt, current.answers) == (2, second.receipt, make_answers({"q": 2, "r": 5}))
        assert dataset.decisions.currents("nuoc-sach", "2026") == {"T01": current}
        assert (first.revision, second.revision, second.changed_fields, second.replaced_received_at) == (1, 2, ("q",), NOON)

    def test_every_revision_stays_to_be_looked_at(self, dataset: Dataset) -> None:
        decide(dataset, 1, q=1)
        decide(dataset, 2, q=2)

        found = [dataset.decisions.revision(*SCOPE, number) for number in (1, 2, 3)]

        assert [revision and revision.answers.get("q").value for revision in found] == [Decimal(1), Decimal(2), None]

    def test_what_a_revision_changed_is_kept_cell_by_cell(self, dataset: Dataset) -> None:
        decide(dataset, 1, q=1, r=5)
        decide(dataset, 2, q=2, r=5)
        current = dataset.decisions.current(*SCOPE)
        assert current is not None

        (change,) = dataset.decisions.changes(current)

        assert (change.field, change.before.value, change.after.value, change.after.cell) == (
            "q",
            Decimal(1),
            Decimal(2),
            CellRef("Biểu", "E10"),
        )

    def test_a_worse_file_leaves_the_revision_that_stands(self, dataset: Dataset) -> None:
        decide(dataset, 1)

        decide(dataset, 2, Outcome.RETURNED)

        current = dataset.decisions.current(*SCOPE)
        assert current is not None
        assert current.number == 1

    def test_units_and_periods_are_numbered_each_for_itself(self, dataset: Dataset) -> None:
        assert [decide(dataset, 1).revision, decide(dataset, 2, unit="T02").revision, decide(dataset, 3).revision] == [1, 1, 2]

    def test_the_database_itself_refuses_a_second_current_revision(self, dataset: Dataset) -> None:
        decide(dataset, 1)
        decide(dataset, 2, unit="T02")

        with pytest.raises(IntegrityError), dataset._database.writing() as connection:
            connection.execute(current_revisions.insert().values(programme="nuoc-sach", unit="T01", period="2026", revision_id=2))

    def test_a_rehearsal_is_decided_and_placed_but_counts_for_nothing(self, dataset: Dataset) -> None:
        receipt = take(dataset, "_2-gui-thu/a.xlsx", zone=Zone.REHEARSAL)

        decision = dataset.decisions.record(receipt, verdict(), NOON)

        assert (decision.revision, dataset.decisions.unplaced()) == (0, (decision,))
        nothing = (dataset.decisions.current(*SCOPE), dataset.decisions.latest(*SCOPE), dataset.decisions.about(receipt.sha256))
        assert nothing == (None, None, ())
        assert (dataset.decisions.standing("nuoc-sach", "2026"), dataset.events.recent(9)) == ({}, ())


class TestActs:
    def test_a_held_file_that_a_person_accepts_is_decided_anew(self, dataset: Dataset) -> None:
        held = decide(dataset, 1, Outcome.HELD)
        assert dataset.decisions.held() == (held,)

        accepted = dataset.decisions.record(held.receipt, verdict(), LATER, act=act(target=held.id))

        assert (accepted.revision, accepted.times_sent, dataset.decisions.held()) == (1, 1, ())
        assert (dataset.decisions.about(held.receipt.sha256), dataset.decisions.get(held.id)) == ((accepted,), held)
        assert dataset.acts.all() == (act(target=held.id),)

    def test_an_acceptance_taken_back_brings_the_revision_before_it_back(self, dataset: Dataset) -> None:
        decide(dataset, 1, q=1)
        second = decide(dataset, 2, q=2)

        now = dataset.decisions.withdraw(second, act(ActKind.WITHDRAW, second.id), LATER)

        assert now == dataset.decisions.current(*SCOPE)
        assert now is not None
        assert now.number == 1
        taken_back = dataset.decisions.get(second.id)
        assert taken_back is not None
        assert taken_back.is_withdrawn
        assert decide(dataset, 3, q=3).revision == 3

    def test_the_only_acceptance_taken_back_leaves_nothing(self, dataset: Dataset) -> None:
        only = decide(dataset, 1)

        assert dataset.decisions.withdraw(only, act(ActKind.WITHDRAW, only.id), LATER) is None
        assert dataset.decisions.current(*SCOPE) is None
        assert dataset.decisions.returned_open("nuoc-sach", "2026") == {}

    def test_an_older_acceptance_taken_back_leaves_the_newer_one(self, dataset: Dataset) -> None:
        first, second = decide(dataset, 1), decide(dataset, 2)

        dataset.decisions.withdraw(first, act(ActKind.WITHDRAW, first.id), LATER)
        assert dataset.decisions.withdraw(second, act(ActKind.WITHDRAW, second.id), LATER) is None

    def test_only_an_acceptance_can_be_taken_back(self, dataset: Dataset) -> None:
        with pytest.raises(DatasetError):
            dataset.decisions.withdraw(decide(dataset, 1, Outcome.RETURNED), act(ActKind.WITHDRAW), LATER)

    def test_an_accepted_file_that_a_person_rejects_no_longer_stands(self, dataset: Dataset) -> None:
        accepted = decide(dataset, 1)

        dataset.decisions.record(accepted.receipt, verdict(Outcome.RETURNED), LATER, act=act(ActKind.REJECT, accepted.id))

        assert dataset.decisions.current(*SCOPE) is None


def test_findings_are_stored_so_that_people_can_read_them(dataset: Dataset) -> None:
    decide(dataset, 1, Outcome.RETURNED)

    with dataset._database.reading() as connection:
        stored = connection.exec_driver_sql("SELECT findings FROM decisions").scalar()

    assert json.loads(str(stored))[0]["reason"] == "Chưa có số liệu."
    assert "Chưa" in str(stored)
