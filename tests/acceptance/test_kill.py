"""A process killed at random moments: what stands in the end is what stands without a kill (promises 1 and 2)."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from docgen.model.digest import sha256
from docgen.model.submissions import Revision
from tests.acceptance.conftest import DOCGEN, docgen
from tests.bench import PERIOD, Bench, make

UNITS = ("T01", "T02", "T04", "T05")
MOST_TRIES = 30

Seen = tuple[Mapping[str, tuple[int, object]], list[tuple[str, str]], Mapping[str, str]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", *UNITS)
    settings = bench.root / "docgen.toml"
    text = settings.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.1")
    settings.write_text(f"today = 2026-11-20\n{text}", "utf-8")
    return bench


@pytest.fixture(scope="module")
def waves(base: Bench) -> list[dict[str, bytes]]:
    """Return what units drop, one wave after the other."""
    first = {f"{unit}.xlsx": base.filled(unit) for unit in UNITS}
    again = {
        "lai.xlsx": first["T01.xlsx"],
        "moi.xlsx": base.filled("T02", so_ho=260),
        "sai.xlsx": base.filled("T04", so_ho="mười"),
        "a.xlsx": base.filled("T05", so_ho=261),
        "b.xlsx": base.filled("T05", so_ho=262),
        "anh.jpg": b"\xff\xd8\xff\xe0" + bytes(500),
    }
    return [first, again]


def _seen(bench: Bench) -> Seen:
    """Return the current figures, every decision by path, and every file that people see, by its hash."""
    with bench.office() as office:
        name = office.programmes()[0].name
        current: Mapping[str, Revision] = office.dataset.decisions.currents(name, PERIOD)
        revisions = {unit: (revision.number, revision.answers) for unit, revision in current.items()}
        events = sorted((event.kind, event.text) for event in office.dataset.events.recent(1000))
    files = {
        path.relative_to(bench.root).as_posix(): sha256(path.read_bytes())
        for folder in ("inbox", "outbox")
        for path in (bench.root / folder).rglob("*")
        if path.is_file()
    }
    return revisions, events, files


def _undisturbed(bench: Bench, waves: list[dict[str, bytes]]) -> Seen:
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        assert docgen("process", workspace=bench.root).code in (0, 1)
    return _seen(bench)


def _killed(bench: Bench, waves: list[dict[str, bytes]], moments: random.Random) -> tuple[int, Seen]:
    kills = 0
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        for _ in range(MOST_TRIES):
            process = subprocess.Popen(
                [str(DOCGEN), "--workspace", str(bench.root), "process"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(timeout=moments.uniform(0.4, 2.5))
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
        assert docgen("process", workspace=bench.root).code in (0, 1)
    return kills, _seen(bench)


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_leave_what_an_undisturbed_run_leaves(base: Bench, waves: list[dict[str, bytes]], tmp_path: Path, seed: int) -> None:
    undisturbed = _undisturbed(base.copied_to(tmp_path / "yên"), waves)

    kills, disturbed = _killed(base.copied_to(tmp_path / "giết"), waves, random.Random(seed))

    assert kills > 0
    assert disturbed == undisturbed


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 112))
def test_many_kills_leave_what_an_undisturbed_run_leaves(base: Bench, waves: list[dict[str, bytes]], tmp_path: Path, seed: int) -> None:
    undisturbed = _undisturbed(base.copied_to(tmp_path / "yên"), waves)

    assert _killed(base.copied_to(tmp_path / "giết"), waves, random.Random(seed))[1] == undisturbed
