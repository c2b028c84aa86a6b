"""Acts, facts, papers, placed files and events: recorded once, found again, and events that cannot be changed unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from docgen.dataset.events import Event
from docgen.dataset.papers import PaperRecord
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.moves import Move
from docgen.model.submissions import Act, ActKind, IssuedNumber, Seal
from tests.unit.dataset.commune import HANOI, NOON

SEAL = Seal("ns", "2026.1", "f" * 16, "T01", "2026", 0, "k1", "mac1")


@pytest.fixture
def dataset() -> Iterator[Dataset]:
    with open_dataset("sqlite://") as dataset:
        yield dataset


def act(kind: ActKind, unit: str = "", period: str = "2026", hour: int = 0) -> Act:
    return Act(kind, NOON + timedelta(hours=hour), "Lê Thị Mẫu", "theo đề nghị", 0, "p", unit, period)


class TestActs:
    def test_an_act_comes_back_as_it_was_and_the_same_said_again_is_one(self, dataset: Dataset) -> None:
        assert dataset.acts.record(act(ActKind.CLOSE)) == dataset.acts.record(act(ActKind.CLOSE)) == 1
        assert dataset.acts.all() == (act(ActKind.CLOSE),)

    @pytest.mark.parametrize(
        ("kinds", "is_closed"),
        [
            pytest.param([], False, id="never"),
            pytest.param([ActKind.CLOSE], True, id="closed"),
            pytest.param([ActKind.CLOSE, ActKind.REOPEN], False, id="reopened"),
            pytest.param([ActKind.CLOSE, ActKind.REOPEN, ActKind.CLOSE], True, id="closed again, at the same moment"),
        ],
    )
    def test_the_last_word_about_a_period_holds(self, dataset: Dataset, kinds: list[ActKind], is_closed: bool) -> None:
        for kind in kinds:
            dataset.acts.record(act(kind))

        found = (dataset.acts.closed_at("p", "2026"), dataset.acts.closed_periods("p"), dataset.acts.closed_at("p", "2025"))

        assert found == ((NOON, frozenset({"2026"}), None) if is_closed else (None, frozenset(), None))

    def test_a_unit_is_exempt_until_that_is_taken_back(self, dataset: Dataset) -> None:
        for unit in ("T01", "T02"):
            dataset.acts.record(act(ActKind.EXEMPT, unit))
        dataset.acts.record(act(ActKind.WITHDRAW, "T02"))

        assert (dataset.acts.exempt_units("p", "2026"), dataset.acts.exempt_units("p", "2027")) == (frozenset({"T01"}), frozenset())

    def test_an_act_is_an_event_too(self, dataset: Dataset) -> None:
        dataset.acts.record(act(ActKind.CLOSE))

        assert dataset.events.recent(9) == (Event(1, NOON, "close", "p", "", "2026", "theo đề nghị"),)


class TestFacts:
    def test_a_signing_key_is_made_once(self, dataset: Dataset) -> None:
        key_id, secret = dataset.facts.signing_key()

        assert (dataset.facts.signing_key(), dataset.facts.keys(), len(secret)) == ((key_id, secret), {key_id: secret}, 32)

    def test_definitions_are_kept_by_their_hash_once(self, dataset: Dataset) -> None:
        first, second = (dataset.facts.record("programme", "p/programme.xlsx", b"definition") for _ in range(2))

        assert first == second
        assert dataset.facts.bytes_of(first) == b"definition"

    def test_a_fact_of_a_transaction_that_came_to_nothing_is_recorded_the_next_time(self, dataset: Dataset) -> None:
        with pytest.raises(KeyboardInterrupt), dataset.transaction():
            dataset.facts.record("template", "p/bc.docx", b"template")
            raise KeyboardInterrupt

        name = dataset.facts.record("template", "p/bc.docx", b"template")

        assert dataset.facts.bytes_of(name) == b"template"

    def test_a_version_keeps_the_fingerprint_it_was_first_seen_with(self, dataset: Dataset) -> None:
        for version, fingerprint in (("1", "aa"), ("1", "bb"), ("2", "cc")):
            dataset.facts.note_version("p", version, fingerprint)

        assert (dataset.facts.versions("p"), dataset.facts.versions("q")) == ({"1": "aa", "2": "cc"}, {})

    def test_the_form_last_issued_to_a_unit_is_known(self, dataset: Dataset) -> None:
        for path in ("a.xlsx", "a.xlsx", "b.xlsx"):
            dataset.facts.remember_form(SEAL, path, "s" * 64, NOON, "nuoc-sach")

        facts = dataset.facts
        assert (facts.form_issued("nuoc-sach", "T01", "2026"), facts.form_issued("nuoc-sach", "T02", "2026")) == ("b.xlsx", None)
        assert facts.issued_periods("nuoc-sach") == ("2026",)

    @pytest.mark.parametrize(
        ("is_noted", "name"), [pytest.param(True, "nuoc-sach", id="by fingerprint"), pytest.param(False, "ns", id="form_id")]
    )
    def test_a_form_whose_programme_is_not_named_is_found_by_its_seal(self, dataset: Dataset, is_noted: bool, name: str) -> None:
        if is_noted:
            dataset.facts.note_version("nuoc-sach", "2026.1", "f" * 16)

        dataset.facts.remember_form(SEAL, "a.xlsx", "s" * 64, NOON)

        assert dataset.facts.issued_periods(name) == ("2026",)


class TestPapers:
    RECORD = PaperRecord("outbox/p/bc.docx", "p", "bc-xa", "2026", "", "f", "s" * 64, NOON, "dự thảo", 3)

    def test_a_document_is_remembered_replaced_and_forgotten(self, dataset: Dataset) -> None:
        edited = PaperRecord(
            "outbox/p/bc.docx",
            "p",
            "bc-xa",
            "2026",
            "",
            "f2",
            "t" * 64,
            NOON,
            "dự thảo",
            0,
            "s" * 64,
            (Move("Số hộ", "5", "6", True),),
            True,
        )

        for record in (self.RECORD, edited):
            dataset.papers.remember(record)
        assert (dataset.papers.find(edited.path), dataset.papers.all()) == (edited, (edited,))

        dataset.papers.forget(edited.path)
        assert (dataset.papers.find(edited.path), dataset.papers.all()) == (None, ())

    def test_a_number_entered_again_corrects_the_one_before(self, dataset: Dataset) -> None:
        wrong = IssuedNumber("p", "bc-xa", "2026", "", "45/BC-UBND", date(2026, 12, 1))
        right = IssuedNumber("p", "bc-xa", "2026", "", "54/BC-UBND", date(2026, 12, 1))
        plan = IssuedNumber("p", "kh-xa", "", "", "7/KH-UBND", date(2026, 5, 20))

        for number in (wrong, plan, right, right):
            dataset.papers.record_issue(number, NOON)

        assert (dataset.papers.issued("p"), dataset.papers.issued("q")) == ((right, plan), ())


class TestPlacedFiles:
    @pytest.mark.parametrize("path", ["inbox/bi\udce1u.xlsx", "inbox/a\0b.xlsx", "inbox/Biểu thôn.xlsx"])
    def test_a_file_of_whatever_name_is_found_again_renamed_and_forgotten(self, dataset: Dataset, path: str) -> None:
        dataset.placed.remember(path + "?", "s" * 64, "form")
        promised = dataset.placed.hashes_of([path, path + "?"])
        dataset.placed.rename_all({path + "?": path})
        known = dataset.placed.hashes_of([path, path + "?"])
        dataset.placed.forget(path)

        assert (promised, known) == ({path + "?": "s" * 64}, {path: "s" * 64})
        assert dataset.placed.hash_of(path) is None

    def test_the_hash_of_what_was_placed_is_known_until_forgotten(self, dataset: Dataset) -> None:
        for path, sha256 in (("inbox/_3/a.txt", "1"), ("inbox/_3/a.txt", "2"), ("outbox/b%.docx", "3"), ("OUTBOX/c.docx", "4")):
            dataset.placed.remember(path, sha256, "receipt")

        assert (dataset.placed.hash_of("inbox/_3/a.txt"), dataset.placed.hash_of("inbox/x")) == ("2", None)
        assert dataset.placed.all("outbox/") == {"outbox/b%.docx": "3"}
        dataset.placed.forget("inbox/_3/a.txt")
        assert dataset.placed.all() == {"outbox/b%.docx": "3", "OUTBOX/c.docx": "4"}

    def test_files_placed_as_one_kind_are_found(self, dataset: Dataset) -> None:
        for path, kind in (("b", "returned"), ("a", "returned"), ("c", "form")):
            dataset.placed.remember(path, "1", kind)

        assert dataset.placed.of_kind("returned") == ("a", "b")


class TestEvents:
    def filled(self, dataset: Dataset) -> Dataset:
        for unit, text in (("T01", "một"), ("T02", "hai"), ("T01", "ba"), ("T01", "bốn")):
            dataset.events.append("seen", NOON, "p", unit, "2026", text)
        return dataset

    def test_events_are_told_newest_first(self, dataset: Dataset) -> None:
        assert [event.text for event in self.filled(dataset).events.recent(2)] == ["bốn", "ba"]

    def test_an_unbroken_chain_verifies(self, dataset: Dataset) -> None:
        assert self.filled(dataset).events.verify() == ()

    @pytest.mark.parametrize(
        ("tampering", "broken"),
        [
            pytest.param("UPDATE events SET text = 'khác' WHERE seq = 1", (1,), id="changed"),
            pytest.param("DELETE FROM events WHERE seq = 3", (4,), id="removed"),
            pytest.param("UPDATE events SET unit = 'T02', number = 2 WHERE seq = 4", (4,), id="moved to another unit"),
            pytest.param("UPDATE events SET hash = 'x' WHERE seq = 1", (1, 3), id="hash replaced"),
        ],
    )
    def test_tampering_shows(self, dataset: Dataset, tampering: str, broken: tuple[int, ...]) -> None:
        with self.filled(dataset)._database.writing() as connection:
            for action in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER events_refuse_{action}")
            connection.exec_driver_sql(tampering)

        assert dataset.events.verify() == broken

    @pytest.mark.parametrize("change", ["UPDATE events SET text = ''", "DELETE FROM events"])
    def test_the_database_refuses_to_change_what_happened(self, dataset: Dataset, change: str) -> None:
        with pytest.raises(IntegrityError, match="append-only"), self.filled(dataset)._database.writing() as connection:
            connection.exec_driver_sql(change)


class TestMoments:
    @pytest.mark.parametrize(
        "moment",
        [
            pytest.param(datetime(2026, 11, 27, 5, 0, tzinfo=UTC), id="given in another zone"),
            pytest.param(datetime(2026, 11, 27, 12, 0, 0, 1, tzinfo=HANOI), id="to the microsecond"),
        ],
    )
    def test_a_moment_comes_back_in_the_offices_time(self, dataset: Dataset, moment: datetime) -> None:
        dataset.captures.note_look(moment)

        found = dataset.captures.last_look()

        assert found == moment
        assert found is not None
        assert (found.hour, str(found.tzinfo)) == (12, "Asia/Ho_Chi_Minh")

    def test_a_moment_without_time_zone_is_a_mistake(self, dataset: Dataset) -> None:
        with pytest.raises(StatementError, match="without time zone"):
            dataset.captures.note_look(datetime(2026, 11, 27))
