"""Documents drawn by several processes: the same files, in the same order, and one that fails keeps no other from being made."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count
from multiprocessing import active_children
from operator import itemgetter
from pathlib import Path

import psutil
import pytest

from docgen.cli.progress import progress
from docgen.cluster import crew
from docgen.outbox.desk import Made
from docgen.pipeline.choosing import Selection, expected_papers
from docgen.pipeline.project import generate_papers
from tests.acceptance.machine import wait_for
from tests.bench import Bench, make

PLANS = Selection(document="kh-thon")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", "T01")
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process()
    return bench


def doubling(than: int) -> Callable[[int], int]:
    def answer(order: int) -> int:
        if order == than:
            os._exit(3)
        return order * 2

    return answer


def sleeping() -> Callable[[int], None]:
    return lambda order: time.sleep(60)


def resting() -> Callable[[int], int]:
    def answer(order: int) -> int:
        time.sleep(order == 40)
        return order

    return answer


def nothing_here(order: int) -> None:
    """Answer in this process, slowly: the others take what they can."""
    time.sleep(0.1)


def numbering() -> Callable[[int], tuple[int, int]]:
    asked = count()
    return lambda order: (order, next(asked))


def ranking() -> Callable[[int], int]:
    return lambda _: psutil.Process().nice()


def _made(bench: Bench, processes: int, told: list[tuple[int, int]] | None = None) -> list[tuple[str, Made, bytes]]:
    with bench.office() as office:
        results = generate_papers(office, PLANS, lambda *counted: told.append(counted) if told is not None else None, processes)
    return [(r.path.name, r.made, r.path.read_bytes() if r.path.is_file() else b"") for r in results]


def test_several_processes_make_what_one_makes_in_the_same_order(base: Bench, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    alone = _made(base.copied_to(tmp_path / "one"), 1)
    together = _made(base.copied_to(tmp_path / "two"), 2, told)

    assert alone == together
    assert len(alone) > 10 and {made for _, made, _ in alone} == {Made.WRITTEN}
    assert told == [(done, len(alone)) for done in range(1, len(alone) + 1)]


def test_what_has_not_changed_is_not_written_again(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "again")
    first = _made(bench, 2)
    gone = next(path for path in (bench.root / "outbox").rglob("*.docx") if path.name == first[0][0])
    gone.unlink()

    again = _made(bench, 2)

    assert [data for _, _, data in again] == [data for _, _, data in first]
    assert [made for _, made, _ in again] == [Made.WRITTEN, *[Made.UNCHANGED] * (len(first) - 1)]


def test_a_document_that_cannot_be_drawn_is_told_and_the_others_are_made(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "broken")
    (bench.root / "templates" / "binh-dang-gioi" / "kh-thon.docx").write_bytes(b"no document")

    with bench.office() as office:
        results = generate_papers(office, Selection(), processes=2)

    outcomes = {(r.title, r.made) for r in results}
    assert {made for title, made in outcomes if "thôn" in title.casefold()} == {Made.FAILED}
    assert Made.WRITTEN in {made for _, made in outcomes}


def test_a_document_without_its_signatory_is_told_and_the_others_are_made(base: Bench, tmp_path: Path) -> None:
    outcomes = {}
    for processes in (1, 2):
        bench = base.copied_to(tmp_path / f"unsigned-{processes}")
        toml = bench.root / "docgen.toml"
        toml.write_text(toml.read_text("utf-8").replace("[signatories.", "[signatories.x-"), "utf-8")
        with bench.office() as office:
            results = generate_papers(office, Selection(), processes=processes)
        outcomes[processes] = [(r.title, r.made, r.problem) for r in results]

    assert outcomes[1] == outcomes[2]
    assert {made for _, made, _ in outcomes[2]} == {Made.FAILED, Made.WRITTEN}


def test_long_orders_are_begun_first_and_answered_in_their_place() -> None:
    with crew.crew(numbering, 1) as one:
        answers = list(one.answers((), range(30), nothing_here, lambda order: order in (7, 29)))

    assert [place for place, answer in enumerate(answers) if answer and answer[0] != place] == []
    assert [order for order, _ in sorted(filter(None, answers), key=itemgetter(1))][:2] == [7, 29]


def test_the_caller_does_some_itself_and_waits_for_long_ones_only() -> None:
    here: list[int] = []

    def answer(order: int) -> int:
        time.sleep(0.002)
        here.append(order)
        return order

    with crew.crew(resting, 1) as one:
        answers = list(one.answers((), range(41), answer, lambda order: order == 40))

    assert answers == list(range(41))
    assert sorted(here) == list(range(40))


def test_a_process_that_draws_waits_for_the_one_that_writes() -> None:
    with crew.crew(ranking, 1) as one:
        ranks = {rank for rank in one.answers((), range(4), nothing_here, lambda order: True) if rank is not None}

    assert [rank > psutil.Process().nice() for rank in ranks] == [True]


def test_a_process_that_is_killed_while_the_caller_works_leaves_no_other_behind() -> None:
    def here(order: int) -> int:
        time.sleep(0.01)
        return order * 2

    before = set(active_children())
    with crew.crew(doubling, 2) as two:
        answers = two.answers((-1,), range(400), here)
        begun = [next(answers) for _ in range(8)]
        [killed, _] = set(active_children()) - before
        killed.kill()
        answered = [*begun, *answers]

    assert [order for order, answer in enumerate(answered) if answer not in (None, order * 2)] == []
    assert len(answered) == 400
    assert set(active_children()) == before


def test_a_process_that_dies_leaves_its_orders_to_the_caller() -> None:
    with crew.crew(doubling, 2) as two:
        answers = list(two.answers((1,), range(60), nothing_here, lambda order: order < 4))

    assert len(answers) == 60
    assert answers[1] is None
    assert [order for order, answer in enumerate(answers) if answer not in (None, order * 2)] == []


def test_no_more_documents_come_than_were_expected(base: Bench, tmp_path: Path) -> None:
    bench = base.copied_to(tmp_path / "expected")
    selections = [Selection(document=name, unit=unit) for name in (None, "kh-thon", "bc-xa", "cv-don-doc") for unit in (None, "T02")]

    with bench.office() as office:
        units = len(office.catalogue.units.all)
        counts = [(expected_papers(office, selection), len(generate_papers(office, selection))) for selection in selections]

    assert [made for expected, made in counts if made > expected] == []
    assert [expected for expected, _ in counts] == [units + 4, 5, units, 1, 1, 1, units, 1]


def test_nobody_waits_when_it_cannot_be_said_what_the_work_is_about() -> None:
    with pytest.raises(ValueError, match="not to be said"), crew.crew(doubling, 2):
        raise ValueError("not to be said")


def test_processes_whose_parent_was_killed_end_by_themselves() -> None:
    program = """
from docgen.cluster.crew import crew
from tests.boundary.test_generate import sleeping
if __name__ == "__main__":
    with crew(sleeping, 2) as two:
        list(two.answers((), [1] * 9, sleeping()))
"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=Path(__file__).parents[2])
    family = psutil.Process(parent.pid)
    wait_for(lambda: sum(child.memory_info().rss > 20_000_000 for child in family.children()) >= 2)
    children = family.children()

    parent.kill()
    parent.wait()

    assert psutil.wait_procs(children, timeout=30)[1] == []


def test_nothing_of_a_bar_is_seen_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Lập văn bản") as tell:
        tell(1, 2)

    assert capsys.readouterr() == ("", "")
