"""A share that hangs, a clock that jumps, a dataset that another program holds: each under the installed watcher, by the real thing.

The share is bindfs (FUSE): stopped, it answers nothing, as a file server does whose machine is gone. The clock is libfaketime's,
under which Python's `sleep` fails: watchdog's threads, which use it, die and are replaced all the time.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import docx
import psutil
import pytest

from docgen.dataset.store import open_dataset
from docgen.model.submissions import Decision
from docgen.settings import TIME_ZONE, open_workspace
from tests.acceptance.conftest import docgen, new_workspace
from tests.acceptance.machine import Machine, filled, machine, needs_namespaces, wait_for
from tests.bench import PERIOD
from tests.programs import program

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="FUSE, libfaketime and namespaces are of Linux")]

LAST_DAY = datetime(2026, 11, 30, tzinfo=TIME_ZONE)
FAKETIME = "libfaketimeMT.so.1"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = new_workspace(tmp_path / "noi-lam-viec")
    for unit in ("T01", "T02", "T04"):
        assert docgen("forms", "--unit", unit, workspace=root).code == 0
    return root


@dataclass(frozen=True)
class Share:
    """A folder of the workspace that lies on another machine: `folder` is what that machine has; `pid` serves it."""

    folder: Path
    pid: int

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Let it answer nothing while the block runs."""
        psutil.Process(self.pid).suspend()
        try:
            yield
        finally:
            psutil.Process(self.pid).resume()


@contextmanager
def _watched_share(root: Path, name: str, limits: str = "") -> Iterator[tuple[Machine, Share]]:
    """Start the watcher on a workspace whose folder `name` is a share."""
    needs_namespaces()
    if not os.access("/dev/fuse", os.R_OK | os.W_OK):
        pytest.skip("no /dev/fuse here; tests/cases/test_share.py lets a folder hang at the door of the system")
    bindfs = program("bindfs", "bindfs")
    folder, served = root / name, root.parent / f"may-chu-{name}"
    folder.rename(served)
    folder.mkdir()
    options = f"-f -o attr_timeout=0,entry_timeout=0,negative_timeout=0 {limits}"
    serving = f'"{bindfs}" {options} "{served}" "{folder}" >/dev/null 2>&1 & echo $! > "{root}/pid"'
    with machine(root, f'{serving}; until mountpoint -q "{folder}"; do sleep 0.1; done') as running:
        share = Share(served, int((root / "pid").read_text("utf-8")))
        try:
            yield running, share
        finally:
            running.watcher.terminate()
            running.watcher.wait(60)
            psutil.Process(share.pid).kill()


def _report(outbox: Path) -> str:
    path = outbox / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
    paper = docx.Document(str(path))
    heading = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    return "\n".join((*heading, *(paragraph.text for paragraph in paper.paragraphs)))


def _decided(root: Path) -> list[tuple[str, str]]:
    """Return every decision there ever was."""
    with open_dataset(open_workspace(root).dataset_url) as dataset:
        return sorted((event.text, event.kind) for event in dataset.events.recent(1000))


def _slips(inbox: Path) -> list[str]:
    return sorted(path.name.split(" - ")[1] for path in (inbox / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt"))


def _reads(pid: int, name: str) -> Callable[[], bool]:
    """Return what tells whether the process has the file `name` open."""

    def is_open() -> bool:
        links = []
        for handle in Path(f"/proc/{pid}/fd").iterdir():
            try:
                links.append(str(handle.readlink()))
            except OSError:
                continue
        return any(link.endswith(name) for link in links)

    return is_open


def _at_once(is_true: Callable[[], bool]) -> None:
    """Wait as `wait_for` does, looking much oftener."""
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() - begun < 60, "it never came"
        time.sleep(0.005)


def test_p07_a_share_that_hangs_is_told_the_documents_go_on_and_all_is_taken_once_afterwards(workspace: Path) -> None:
    with _watched_share(workspace, "inbox") as (running, share):
        form = filled(share.folder, "T01")
        with share.hanging():
            share.folder.joinpath("T01.xlsx").write_bytes(form)
            wait_for(lambda: "Không xem được thư mục “inbox” (thư mục chung đang mất kết nối)" in running.page())
            told = running.status()
            settings = workspace / "docgen.toml"
            settings.write_text(settings.read_text("utf-8").replace('place = "Đồng Việt"', 'place = "Đồng Khác"'), "utf-8")
            wait_for(lambda: "Đồng Khác, ngày" in _report(workspace / "outbox"))
        wait_for(lambda: running.accepted(share.folder) == 1)
        wait_for(lambda: "Không xem được thư mục" not in running.page())
        wait_for(lambda: "Không xem được" not in running.status().out)

    assert (told.code, "Không xem được thư mục “inbox”" in told.out) == (1, True)
    assert (_decided(workspace), _slips(share.folder)) == ([("T01.xlsx", "accepted")], ["Thon Mau 01"])


def test_p07_a_share_that_hangs_in_the_middle_of_a_file_is_told_and_the_file_is_taken_once_afterwards(workspace: Path) -> None:
    scan = b"%PDF-1.4\n" + os.urandom(15_000_000)
    with _watched_share(workspace, "inbox", "--read-rate=3M") as (running, share):
        form = filled(share.folder, "T01")
        share.folder.joinpath("ban quet.pdf").write_bytes(scan)
        _at_once(_reads(running.watcher.pid, "ban quet.pdf"))
        time.sleep(1)
        with share.hanging():
            share.folder.joinpath("T01.xlsx").write_bytes(form)
            wait_for(lambda: "thư mục chung đang mất kết nối" in running.page())
            told = running.status()
        wait_for(lambda: running.accepted(share.folder) == 1)
        wait_for(lambda: len(_decided(workspace)) == 2)

    assert told.code == 1
    assert [(name, kind) for name, kind in _decided(workspace)] == [("T01.xlsx", "accepted"), ("ban quet.pdf", "returned")]
    assert _slips(share.folder) == ["Thon Mau 01"]


def test_p07_a_share_that_hangs_while_docgen_writes_keeps_no_document_waiting_and_is_written_to_once_afterwards(workspace: Path) -> None:
    with _watched_share(workspace, "inbox", "--write-rate=15k") as (running, share):
        form, taken = filled(share.folder, "T01"), share.folder / "_3-da-tiep-nhan"
        share.folder.joinpath("T01.xlsx").write_bytes(form)
        _at_once(lambda: bool(list(taken.glob(".docgen-tmp-*"))))
        with share.hanging():
            wait_for(lambda: "01/26 cơ quan" in _report(workspace / "outbox"))
            told = running.status()
            while_hanging = _slips(share.folder)
        wait_for(lambda: running.accepted(share.folder) == 1)
        wait_for(lambda: "không trả lời khi docgen đang ghi" not in running.page())

    assert (told.code, "“inbox” không trả lời khi docgen đang ghi vào đó" in told.out) == (1, True)
    assert (while_hanging, _slips(share.folder), _decided(workspace)) == ([], ["Thon Mau 01"], [("T01.xlsx", "accepted")])
    assert [path.read_bytes() for path in taken.glob("*.xlsx")] == [form]
    assert [path.name for path in share.folder.rglob(".docgen-*") if path.name != ".docgen-goc"] == []


def test_p07_an_outbox_that_hangs_keeps_no_unit_waiting_for_its_answer(workspace: Path) -> None:
    with _watched_share(workspace, "outbox") as (running, share):
        inbox = workspace / "inbox"
        with share.hanging():
            inbox.joinpath("T01.xlsx").write_bytes(filled(inbox, "T01"))
            wait_for(lambda: running.accepted() == 1)
            told = running.status()
        wait_for(lambda: "01/26 cơ quan" in _report(share.folder))

    assert (told.code, "Không ghi vào thư mục “outbox”" in told.out) == (1, True)
    assert (_decided(workspace), _slips(inbox)) == ([("T01.xlsx", "accepted")], ["Thon Mau 01"])


class Clock:
    """The clock of the watcher's machine, set by libfaketime while it runs."""

    def __init__(self, file: Path, shown: datetime) -> None:
        self._file = file
        self.set(shown)

    def set(self, shown: datetime) -> None:
        """Let the machine believe that it is `shown` now; it goes on from there."""
        self._shift = shown - datetime.now(TIME_ZONE)
        aside = self._file.with_suffix(".new")
        aside.write_text(f"{self._shift.total_seconds():+.0f}", "utf-8")
        aside.replace(self._file)

    @property
    def now(self) -> datetime:
        """What the machine believes."""
        return datetime.now(TIME_ZONE) + self._shift

    @property
    def environment(self) -> dict[str, str]:
        """What lets a process live by this clock. Files keep the times of the share, which has a clock of its own."""
        return {
            "LD_PRELOAD": _library(),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }


def _library() -> str:
    program("faketime", "faketime")
    return str(next(Path("/usr/lib").glob(f"*/faketime/{FAKETIME}")))


def test_t_a_clock_that_jumps_a_day_ahead_and_an_hour_back_loses_nothing_and_no_unit_is_late_for_it(workspace: Path) -> None:
    settings = workspace / "docgen.toml"
    settings.write_text(settings.read_text("utf-8").replace("today = 2026-11-20\n", ""), "utf-8")
    inbox, begun = workspace / "inbox", LAST_DAY + timedelta(hours=23, minutes=50)
    clock = Clock(workspace.parent / "gio", begun)
    forms = {unit: filled(inbox, unit) for unit in ("T01", "T02", "T04")}
    with machine(workspace, environment=clock.environment) as running:
        inbox.joinpath("T01.xlsx").write_bytes(forms["T01"])
        wait_for(lambda: running.accepted() == 1)
        clock.set(begun + timedelta(days=1))
        inbox.joinpath("T02.xlsx").write_bytes(forms["T02"])
        wait_for(lambda: running.accepted() == 2)
        clock.set(clock.now - timedelta(hours=1))
        inbox.joinpath("T04.xlsx").write_bytes(forms["T04"])
        wait_for(lambda: running.accepted() == 3)
        still_running = running.watcher.poll() is None

    first, second, third = _accepted(workspace)
    assert still_running
    assert [decision.verdict.unit for decision in (first, second, third)] == ["T01", "T02", "T04"]
    assert [decision.days_late for decision in (first, second, third)] == [0, 0, 1]
    assert all(d.receipt.not_before is None or d.receipt.not_before <= d.receipt.not_after for d in (first, second, third))
    assert second.receipt.not_after - second.receipt.not_before > timedelta(hours=23)  # type: ignore[operator]
    assert "tính theo thời điểm có lợi cho đơn vị" in " ".join(_slip_of(inbox, "Thon Mau 02").split())
    assert not any("lỗi ngoài dự kiến" in line for line in running.said)


def _accepted(root: Path) -> list[Decision]:
    with open_dataset(open_workspace(root).dataset_url) as dataset:
        return [d for unit in ("T01", "T02", "T04") if (d := dataset.decisions.latest("binh-dang-gioi", unit, PERIOD))]


def _slip_of(inbox: Path, unit: str) -> str:
    return next((inbox / "_3-da-tiep-nhan").glob(f"DA TIEP NHAN - {unit}*.txt")).read_text("utf-8-sig")


def test_p13_a_dataset_that_another_program_holds_is_told_and_work_goes_on_when_it_is_let_go(workspace: Path) -> None:
    inbox, page = workspace / "inbox", workspace / "outbox" / "index.html"
    held = "đang bị một chương trình khác giữ"
    forms = {unit: filled(inbox, unit) for unit in ("T01", "T02", "T04")}
    with machine(workspace) as running, closing(sqlite3.connect(workspace / ".docgen" / "dataset.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for unit, form in forms.items():
            inbox.joinpath(f"{unit}.xlsx").write_bytes(form)
        wait_for(lambda: any(held in line for line in running.said))
        lying = sorted(path.name for path in inbox.glob("T*.xlsx"))
        told = running.status()
        other.execute("ROLLBACK")
        wait_for(lambda: running.accepted() == 3)
        wait_for(lambda: "03/26 cơ quan" in _report(workspace / "outbox"))
        wait_for(lambda: held not in page.read_text("utf-8"))
        wait_for(lambda: held not in running.status().out)

    assert lying == ["T01.xlsx", "T02.xlsx", "T04.xlsx"]
    assert (told.code, held in told.out) == (1, True)
    assert (_decided(workspace), _slips(inbox)) == (
        [(f"{unit}.xlsx", "accepted") for unit in forms],
        ["Thon Mau 01", "Thon Mau 02", "Thon Mau 04"],
    )
