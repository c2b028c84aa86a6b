"""Processes killed at random moments and before every kind of write: what stands in the end is what stands without a kill (P18).

The long run writes `docs/reference/do-kiem-dung-dot-ngot.md` when DOCGEN_KILL_REPORT is set.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from docgen.dataset.store import open_dataset
from docgen.model.digest import sha256
from docgen.model.submissions import Revision
from docgen.operate.play import fill, read_play
from docgen.settings import open_workspace
from tests.acceptance.conftest import DOCGEN, docgen
from tests.acceptance.killing import READY, Life, Order
from tests.bench import PERIOD, Bench, make

UNITS = ("T01", "T02", "T04", "T05")
MOST_TRIES = 30
MOST_KILLS_OF_A_WAVE = 9
ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "reference" / "do-kiem-dung-dot-ngot.md"
KILLS_OF_A_LONG_RUN = 1000
FIRST_LIVES_SECONDS = 2.0

Waves = Sequence[Mapping[str, bytes]]
Seen = tuple[Mapping[str, tuple[int, object]], list[tuple[str, str]], Mapping[str, str]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", *UNITS)
    settings = bench.root / "docgen.toml"
    text = settings.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.1")
    settings.write_text(f"today = 2026-11-20\n{text}", "utf-8")
    return bench


@pytest.fixture(scope="module")
def waves(base: Bench) -> Waves:
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


def _undisturbed(bench: Bench, waves: Waves) -> Seen:
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        assert docgen("process", workspace=bench.root).code in (0, 1)
    return _seen(bench)


def _killed(bench: Bench, waves: Waves, moments: random.Random, seconds: float) -> tuple[int, Seen]:
    """Return how often a run was killed, and what is left.

    Args:
        seconds: how long a run takes that nobody kills; one that ended sooner, because the machine is less busy by now, counts instead.
    """
    kills = 0
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        for _ in range(MOST_TRIES):
            begun = time.monotonic()
            process = subprocess.Popen(
                [str(DOCGEN), "--workspace", str(bench.root), "process"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(timeout=seconds * moments.uniform(0.2, 0.8))
                seconds = min(seconds, time.monotonic() - begun)
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                kills += 1
        assert docgen("process", workspace=bench.root).code in (0, 1)
    return kills, _seen(bench)


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_leave_what_an_undisturbed_run_leaves(base: Bench, waves: Waves, tmp_path: Path, seed: int) -> None:
    begun = time.monotonic()
    undisturbed = _undisturbed(base.copied_to(tmp_path / "yên"), waves)
    seconds = (time.monotonic() - begun) / len(waves)

    kills, disturbed = _killed(base.copied_to(tmp_path / "giết"), waves, random.Random(seed), seconds)

    assert kills > 0
    assert disturbed == undisturbed


@contextmanager
def _killers() -> Iterator[subprocess.Popen[str]]:
    """Start the program that runs watchers which kill themselves."""
    command = [sys.executable, "-m", "tests.acceptance.killing"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _life(killers: subprocess.Popen[str], order: Order) -> Life:
    assert killers.stdin
    assert killers.stdout
    killers.stdin.write(json.dumps(asdict(order)) + "\n")
    killers.stdin.flush()
    life = Life(**json.loads(killers.stdout.readline()))
    assert life.killed_at in ("", order.step)
    return life


class _Deaths:
    """Which steps there are and how often a watcher died before each; says where the next one is to die."""

    def __init__(self, seed: int) -> None:
        self.hits: Counter[str] = Counter()
        self._tries: Counter[str] = Counter()
        self._most: dict[str, int] = {}
        self._moments = random.Random(seed)

    def learn(self, life: Life) -> None:
        for step, times in life.steps.items():
            self._most[step] = max(self._most.get(step, 0), times)

    def next(self, root: Path) -> Order:
        """Return an order to die at one of the steps that were tried least (some come only once in a wave), at an early occurrence."""
        fewest = sorted(self._most, key=lambda step: (self._tries[step], self._moments.random()))
        step = fewest[0]
        self._tries[step] += 1
        return Order(str(root), step, self._moments.randint(1, min(self._most[step], 3)))


def _watched_in_peace(killers: subprocess.Popen[str], bench: Bench, waves: Waves, deaths: _Deaths) -> Seen:
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        deaths.learn(_life(killers, Order(str(bench.root))))
    return _seen(bench)


def _watched_and_killed(killers: subprocess.Popen[str], bench: Bench, waves: Waves, deaths: _Deaths) -> Seen:
    for wave in waves:
        for name, data in wave.items():
            bench.drop(name, data)
        for _ in range(MOST_KILLS_OF_A_WAVE):
            life = _life(killers, deaths.next(bench.root))
            if not life.killed_at:
                break
            deaths.hits[life.killed_at] += 1
        assert _life(killers, Order(str(bench.root))).killed_at == ""
    return _seen(bench)


def test_p18_watchers_killed_between_two_writes_leave_what_an_undisturbed_one_leaves(base: Bench, waves: Waves, tmp_path: Path) -> None:
    deaths = _Deaths(7)
    with _killers() as killers:
        undisturbed = _watched_in_peace(killers, base.copied_to(tmp_path / "yên"), waves, deaths)

        disturbed = _watched_and_killed(killers, base.copied_to(tmp_path / "giết"), waves, deaths)

    assert disturbed == undisturbed
    assert deaths.hits.total() >= 2


@pytest.mark.soak
def test_p18_a_thousand_kills_leave_what_an_undisturbed_watcher_leaves(base: Bench, waves: Waves, tmp_path: Path) -> None:
    deaths, runs, begun = _Deaths(int(os.environ.get("DOCGEN_KILL_SEED", "1"))), 0, time.monotonic()
    with _killers() as killers:
        undisturbed = _watched_in_peace(killers, base.copied_to(tmp_path / "yên"), waves, deaths)

        while deaths.hits.total() < KILLS_OF_A_LONG_RUN:
            bench = base.copied_to(tmp_path / f"giết {runs}")
            assert _watched_and_killed(killers, bench, waves, deaths) == undisturbed, dict(deaths.hits)
            shutil.rmtree(bench.root)
            runs += 1
            if os.environ.get("DOCGEN_KILL_REPORT"):
                _write_report(steps=_report(deaths.hits, runs, time.monotonic() - begun))


_REPORT_HEAD = """# Đo kiểm: dừng đột ngột

Bảng do `DOCGEN_KILL_REPORT=1 make soak` ghi. Chương trình trông thư mục tự giết mình (SIGKILL) ngay trước một bước ghi được chọn: ghi tệp,
đổi tên, xóa, đẩy xuống đĩa (mất nửa tệp), hoặc kết thúc một giao dịch dữ liệu; rồi chạy lại, bị giết tiếp, cho đến khi xong việc. Sau mỗi
lượt, số liệu hiện hành, mọi quyết định và từng tệp mà người dùng thấy (so từng byte) phải giống hệt lượt không bị giết.

"""


_STREAM_HEAD = """
## Chương trình cài đặt, 200 tệp đến liên tục

`docgen watch` thật (tiến trình riêng, đọc biểu ở tiến trình con): mỗi lần chạy chờ “sẵn sàng”, thả tiếp 5 tệp, bị SIGKILL sau 0,1 đến 2
giây (lâu hơn khi lần trước chưa xong tệp nào), rồi chạy lại. 200 tệp: biểu, bản thay thế, tệp gửi trùng, biểu sai, tệp không phải biểu.

"""


def _write_report(steps: str = "", stream: str = "") -> None:
    """Write one of the two parts of the report; the other stays as it is."""
    first, mark, second = REPORT.read_text("utf-8").partition(_STREAM_HEAD)
    REPORT.write_text((steps or first) + (f"{_STREAM_HEAD}{stream}" if stream else mark + second), "utf-8")


def _report(hits: Mapping[str, int], runs: int, seconds: float) -> str:
    total = f"{sum(hits.values())} lần giết ở {len(hits)} loại bước, {runs} lượt đối chiếu"
    rows = [f"| `{step}` | {count} |" for step, count in sorted(hits.items())]
    head = ("| Bước ngay sau thời điểm bị giết | Số lần |", "|---|---:|")
    return _REPORT_HEAD + "\n".join((f"Kết quả: {total}, lượt nào cũng giống hệt; mất {seconds / 60:.0f} phút.", "", *head, *rows, ""))


@pytest.fixture(scope="module")
def large_base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace with the forms of all units issued."""
    root = tmp_path_factory.mktemp("lớn") / "mau"
    assert docgen("init", root).code == 0
    settings = root / "docgen.toml"
    text = settings.read_text("utf-8").replace("settle_seconds = 1.0", "settle_seconds = 0.1")
    settings.write_text(f"today = 2026-11-20\n{text}", "utf-8")
    assert docgen("forms", workspace=root).code == 0
    return Bench(root)


def _stream(bench: Bench) -> Waves:
    """Return 200 files: forms, revisions, forms sent again, forms with a mistake, and files that are none."""
    with bench.office() as office:
        programme = office.programmes()[0]
        asked = office.units_asked(programme, office.default_period(programme))
        units = [unit.code for unit in asked if unit.type.code == "thon"]
        blanks = {unit: bench.root / (office.dataset.facts.form_issued(programme.name, unit, PERIOD) or "") for unit in units}
    right = next(drop for drop in read_play().drops if (drop.unit, drop.expect) == ("T01", "accepted"))

    def form(unit: str, number: object) -> bytes:
        return fill(blanks[unit].read_bytes(), replace(right, answers={**right.answers, "so_ho": number}))  # type: ignore[dict-item]

    def noise(wave: int) -> dict[str, bytes]:
        return {f"ảnh {wave}-{number}.jpg": b"\xff\xd8\xff\xe0" + bytes([wave, number]) * 200 for number in range(38)}

    first = {f"{unit}.xlsx": form(unit, 300 + number) for number, unit in enumerate(units)}
    second = {f"{unit} sửa.xlsx": form(unit, 400 + number) for number, unit in enumerate(units)}
    again = {f"{unit} gửi lại.xlsx": data for unit, data in zip(units[:10], second.values(), strict=False)}
    wrong = {f"{unit} sai.xlsx": form(unit, "mười") for unit in units[10:]}
    third = {f"{unit} mới.xlsx": form(unit, 500 + number) for number, unit in enumerate(units)}
    waves = [first | noise(1), second | noise(2), again | wrong | noise(3), third | noise(4)]
    # Sorted by name they come in the order in which they are dropped: reception numbers are the same however many one look finds.
    return [{f"{wave}{number:02} {name}": data for number, (name, data) in enumerate(files.items())} for wave, files in enumerate(waves)]


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_p18_the_installed_watcher_killed_at_random_moments_of_a_stream_of_200_files(large_base: Bench, tmp_path: Path) -> None:
    waves = _stream(large_base)
    assert sum(map(len, waves)) == 200
    undisturbed = _undisturbed(large_base.copied_to(tmp_path / "yên"), waves)
    seed, begun = int(os.environ.get("DOCGEN_KILL_SEED", "3")), time.monotonic()
    bench, moments, kills = large_base.copied_to(tmp_path / "giết"), random.Random(seed), 0

    longest, left = FIRST_LIVES_SECONDS, -1
    for wave in waves:
        coming = list(wave.items())
        while coming or _work_left(bench):
            watcher = subprocess.Popen(
                [str(DOCGEN), "--workspace", str(bench.root), "watch"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
            assert watcher.stdout
            assert READY in watcher.stdout.readline()
            for name, data in coming[:5]:
                bench.drop(name, data)
            coming = coming[5:]
            time.sleep(moments.uniform(0.1, longest))
            watcher.kill()
            watcher.communicate()
            kills += 1
            # On a machine that is busy a short life may come to nothing: the next one is longer.
            before, left = left, _work_left(bench)
            longest = longest * 1.2 if left >= before > 0 else FIRST_LIVES_SECONDS
    assert docgen("process", workspace=bench.root).code in (0, 1)

    seen = _seen(bench)
    assert seen[:2] == undisturbed[:2]
    assert {file for file in {*seen[2], *undisturbed[2]} if seen[2].get(file) != undisturbed[2].get(file)} == set()
    if os.environ.get("DOCGEN_KILL_REPORT"):
        minutes = f"{(time.monotonic() - begun) / 60:.0f} phút"
        told = f"{kills} lần giết, số liệu, quyết định và từng tệp giống hệt lượt không bị giết; mất {minutes}"
        _write_report(stream=f"Kết quả: {told}.\n")


def _work_left(bench: Bench) -> int:
    """Return how many files are not stored, not decided or not answered yet."""
    with open_dataset(open_workspace(bench.root).dataset_url) as dataset:
        undone = len(dataset.captures.undecided()) + len(dataset.decisions.unplaced())
    return undone + sum(path.is_file() and path.suffix in (".xlsx", ".jpg") for path in bench.inbox.iterdir())
