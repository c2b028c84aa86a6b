"""Files judged in a process of their own: the same verdicts, and a file that ends three of them is set aside while the others go on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.cluster.child import Limits
from docgen.model.submissions import Verdict
from docgen.pipeline import alarms
from docgen.pipeline.judging_apart import JudgeApart, Order, judging_apart, prepare_judging
from docgen.pipeline.turn import process
from docgen.validate import messages
from tests.bench import QUICK, Bench, make

DEADLY = "chết.xlsx"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def prepare_with_a_deadly_file() -> Callable[[Order], Verdict]:
    """Return what judges files and dies at one of them; runs in the child."""
    judge = prepare_judging()

    def judge_or_die(order: Order) -> Verdict:
        if order.receipt.path == DEADLY:
            os._exit(1)
        return judge(order)

    return judge_or_die


def prepare_with_a_slow_file() -> Callable[[Order], Verdict]:
    """Return what judges files and hangs at one of them; runs in the child."""
    judge = prepare_judging()

    def judge_or_hang(order: Order) -> Verdict:
        if order.receipt.path == DEADLY:
            time.sleep(60)
        return judge(order)

    return judge_or_hang


def prepare_with_a_file_that_kills_once() -> Callable[[Order], Verdict]:
    """Return what judges files and dies at one of them, the first time; runs in the child."""
    judge, mark = prepare_judging(), Path(os.environ["DOCGEN_TEST_DIED"])

    def judge_or_die(order: Order) -> Verdict:
        if order.receipt.path == DEADLY and not mark.exists():
            mark.touch()
            os._exit(1)
        return judge(order)

    return judge_or_die


def test_a_file_that_is_read_again_after_a_death_is_decided_together_with_its_rival(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put off to the next turn it came to be a revision of the other: nobody knows which of the two the unit means."""
    monkeypatch.setenv("DOCGEN_TEST_DIED", str(tmp_path / "died"))
    bench.drop(DEADLY, bench.filled("T01", so_ho=250))
    bench.drop("khác.xlsx", bench.filled("T01", so_ho=251))
    judge = JudgeApart(Limits(), prepare_with_a_file_that_kills_once)

    with bench.office() as office:
        report = process(office, rest=QUICK, with_papers=False, judge=judge)
        deaths = [one.count for one in office.dataset.attempts.all().values()]
    judge.close()

    assert deaths == [1]
    assert {(file.file, file.outcome.value, file.findings[0].code) for file in report.files} == {
        (DEADLY, "held", messages.TWO_AT_ONCE),
        ("khác.xlsx", "held", messages.TWO_AT_ONCE),
    }


def test_a_file_is_judged_apart_as_it_is_here(bench: Bench) -> None:
    bench.drop("đúng.xlsx", bench.filled("T01"))
    bench.drop("sai.xlsx", bench.filled("T02", so_ho="mười hai"))
    bench.drop("rác.xlsx", b"not a workbook")

    with bench.office() as office, judging_apart() as judge:
        report = process(office, rest=QUICK, with_papers=False, judge=judge)

    assert {result.file: result.outcome.value for result in report.files} == {
        "đúng.xlsx": "accepted",
        "sai.xlsx": "returned",
        "rác.xlsx": "returned",
    }


@pytest.mark.parametrize(
    ("prepare", "limits", "death"),
    [
        pytest.param(prepare_with_a_deadly_file, Limits(), "crash", id="M25 it dies"),
        pytest.param(prepare_with_a_slow_file, Limits(seconds=4), "time", id="M25 it hangs"),
    ],
)
def test_a_file_that_ended_three_children_is_set_aside_and_the_others_go_on(
    bench: Bench, prepare: Callable[[], Callable[[Order], Verdict]], limits: Limits, death: str
) -> None:
    bench.drop(DEADLY, b"PK\x03\x04 whatever")
    bench.drop("đúng.xlsx", bench.filled("T01"))
    judge = JudgeApart(limits, prepare)

    with bench.office() as office:
        report = process(office, rest=QUICK, with_papers=False, final=True, judge=judge)
        deaths = list(office.dataset.attempts.all().values())
        told = alarms.alarms(office)
    judge.close()

    outcomes = {result.file: (result.outcome.value, tuple(finding.code for finding in result.findings)) for result in report.files}
    assert outcomes[DEADLY] == ("quarantined", ("khong_doc_noi",))
    assert outcomes["đúng.xlsx"][0] == "accepted"
    assert [(one.count, one.last_death) for one in deaths] == [(3, death)]
    assert any(DEADLY in sentence for sentence in told)


def test_the_same_bytes_are_not_read_a_fourth_time(bench: Bench) -> None:
    bench.drop(DEADLY, b"PK\x03\x04 whatever")
    judge = JudgeApart(Limits(), prepare_with_a_deadly_file)
    with bench.office() as office:
        process(office, rest=QUICK, with_papers=False, final=True, judge=judge)
        bench.drop(f"thư mục/{DEADLY}", b"PK\x03\x04 whatever")

        process(office, rest=QUICK, with_papers=False, final=True, judge=judge)

        counts = [one.count for one in office.dataset.attempts.all().values()]
    judge.close()
    assert counts == [3]
