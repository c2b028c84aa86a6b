"""Thousands of files at once, a folder with a hundred thousand old ones, and a watcher that has nothing to do; figures are printed."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from docgen.inbox.scan import scan
from docgen.system import collect_seldom
from tests.acceptance.conftest import DOCGEN, docgen, new_workspace
from tests.bench import NOW, make
from tests.cases.watched import watched

pytestmark = pytest.mark.soak
MOST_GROWTH_MEGABYTES = 400


def test_f22_ten_thousand_files_at_once_are_stored_once_each_in_bounded_memory(tmp_path: Path) -> None:
    bench = make(tmp_path / "xa", "T01")
    form = bench.filled("T01")
    for number in range(10_000):
        bench.drop(f"{number % 50:02}/{number:05}.xlsx", form + number.to_bytes(4, "big") * 8)
    before, begun = psutil.Process().memory_info().rss, time.monotonic()
    with watched(bench) as watcher:
        watcher.memory.judge = lambda office, receipt: None
        watcher.look(0)
        watcher.look(2)
        seconds = time.monotonic() - begun
        received = watcher.office.dataset.captures.undecided()
        again = watcher.look(10)
        still = len(watcher.office.dataset.captures.undecided())
    grown = (_peak_bytes() - before) / 1024 / 1024

    print(f"10,000 files of {len(form) // 1024} KB stored in {seconds:.0f} s, memory grew by {grown:.0f} MB at most")
    assert (len(received), len({one.path for one in received}), again, still) == (10_000, 10_000, [], 10_000)
    assert grown < MOST_GROWTH_MEGABYTES


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_the_scan_of_a_hundred_thousand_old_files_takes_less_than_a_second(tmp_path: Path) -> None:
    for folder in range(100):
        (tmp_path / f"{folder:03}").mkdir()
        for number in range(1000):
            (tmp_path / f"{folder:03}" / f"{number:04}.xlsx").touch()
    took = []
    before = gc.get_threshold()
    collect_seldom()  # as the program itself begins
    try:
        for _ in range(3):
            begun = time.process_time()
            listing = scan(tmp_path, NOW, 0)
            took.append(time.process_time() - begun)
    finally:
        gc.set_threshold(*before)
    seconds = min(took)

    print(f"{len(listing.looks)} files looked at in {seconds:.2f} s of processor time")
    assert len(listing.looks) == 100_000
    assert seconds < 1.0


def test_an_idle_watcher_uses_less_than_a_hundredth_of_a_core(tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "xa")
    assert docgen("forms", workspace=root).code == 0
    watcher = subprocess.Popen([str(DOCGEN), "--workspace", str(root), "watch"], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert watcher.stdout
        assert "sẵn sàng" in watcher.stdout.readline()
        time.sleep(10)
        family = [psutil.Process(watcher.pid), *psutil.Process(watcher.pid).children(recursive=True)]
        before, begun = _processor_seconds(family), time.monotonic()
        time.sleep(60)
        share = (_processor_seconds(family) - before) / (time.monotonic() - begun)
    finally:
        watcher.terminate()
        watcher.communicate(timeout=30)

    print(f"an idle watcher uses {share:.2%} of a core")
    assert share < 0.01


def _processor_seconds(family: list[psutil.Process]) -> float:
    return sum(times.user + times.system for times in (process.cpu_times() for process in family))
