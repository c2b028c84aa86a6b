"""The canary flies through the real rehearsal folder of a real workspace."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from msgspec import structs

from docgen.model.folders import CANARY
from docgen.operate.checks import check_watcher
from docgen.pipeline import canary
from docgen.pipeline.canary import WANTED_NAME
from docgen.pipeline.watcher import Watcher
from docgen.settings import TIME_ZONE
from tests.bench import NOW, REHEARSAL, Bench, make
from tests.cases.watched import Watched, watched


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", "T01")
    settings = bench.root / "docgen.toml"
    settings.write_text(settings.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.1"), "utf-8")
    return bench


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


@pytest.fixture
def opened(bench: Bench) -> Iterator[Watched]:
    with watched(bench) as one:
        yield one


class _Day:
    """A watcher whose day goes by as the test says."""

    def __init__(self, opened: Watched) -> None:
        self.worker: Watcher = opened.working()
        self.office, self.stop = opened.office, Event()

    def turns(self, hours: float = 0.0, count: int = 12) -> None:
        for number in range(count):
            moment = NOW + timedelta(hours=hours, seconds=number)
            self.office.workspace.now = lambda moment=moment: moment  # type: ignore[method-assign, misc]
            self.worker.work(self.stop)
            time.sleep(0.03)


def test_once_a_day_a_blank_form_goes_through_the_rehearsal_folder_and_leaves_no_trace(bench: Bench, opened: Watched) -> None:
    before = bench.names(REHEARSAL)
    day = _Day(opened)

    day.turns()
    first = canary.read(bench.root / ".docgen")
    day.turns(hours=1)
    same_day = canary.read(bench.root / ".docgen")
    day.turns(hours=24)

    assert first.failure == ""
    assert first.succeeded_at is not None
    assert 0 < first.seconds < 60
    assert (same_day, bench.names(REHEARSAL)) == (first, before)
    assert opened.office.dataset.decisions.standing(opened.office.programmes()[0].name, "2026") == {}


def test_how_it_went_stands_on_the_status_page_and_in_doctor(bench: Bench, opened: Watched) -> None:
    _Day(opened).turns()

    page = (bench.root / "outbox" / "index.html").read_text("utf-8")
    assert "Tự kiểm tra đường nhận biểu: lần gần nhất thành công lúc" in page
    assert "lần gần nhất thành công" in check_watcher(bench.root / ".docgen", NOW).message


def test_it_flies_on_demand_at_any_hour(bench: Bench, opened: Watched) -> None:
    state = bench.root / ".docgen"
    day = _Day(opened)
    day.turns(hours=-6)
    early = canary.read(state)
    (state / WANTED_NAME).touch()
    day.turns(hours=-6)

    assert early.succeeded_at is None
    assert canary.read(state).succeeded_at is not None
    assert not (state / WANTED_NAME).exists()


def test_one_that_is_answered_otherwise_than_it_should_be_is_an_alarm(bench: Bench, opened: Watched) -> None:
    real = opened.memory.judge
    opened.memory.judge = lambda office, receipt: replace(verdict, findings=()) if (verdict := real(office, receipt)) else None

    _Day(opened).turns()

    assert "bị trả lời khác thường" in canary.read(bench.root / ".docgen").failure
    assert "Tự kiểm tra đường nhận biểu không thành công" in (bench.root / "outbox" / "index.html").read_text("utf-8")
    assert not (bench.inbox / REHEARSAL / CANARY).exists()


def test_one_that_nobody_answers_is_given_up_and_taken_away(bench: Bench, opened: Watched) -> None:
    flight = canary.Canary(bench.root / ".docgen")
    flight.tick(opened.office, opened.memory.placer, 0.0)
    there = (bench.inbox / REHEARSAL / CANARY).exists()
    flight.tick(opened.office, opened.memory.placer, 601.0)

    assert there
    assert "vẫn chưa được trả lời" in flight.last.failure
    assert not (bench.inbox / REHEARSAL / CANARY).exists()


def test_a_pinned_day_and_a_workspace_without_forms_send_none(bench: Bench, opened: Watched) -> None:
    settings = structs.replace(opened.office.settings, today=NOW.astimezone(TIME_ZONE).date())
    opened.office.workspace.settings = settings
    flight = canary.Canary(bench.root / ".docgen")

    flight.tick(opened.office, opened.memory.placer, 0.0)

    assert not (bench.inbox / REHEARSAL / CANARY).exists()


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps({"succeeded_at": "hôm qua", "seconds": 1, "failure": ""})])
def test_a_note_of_it_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "canary.json").write_text(text, "utf-8")

    assert canary.read(tmp_path) == canary.Flight()
