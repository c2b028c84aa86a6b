"""Real disks that are full, read-only or gone under the installed watcher, by mounts in a namespace of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.conftest import DOCGEN, docgen, new_workspace, send

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(sys.platform == "win32", reason="mount namespaces are of Linux")]


@dataclass(frozen=True)
class Machine:
    """A watcher in a mount namespace; `root` is its workspace, seen from inside and outside."""

    root: Path
    watcher: subprocess.Popen[str]
    said: list[str]

    def inside(self, command: str) -> None:
        """Run a shell command in the watcher's namespace."""
        subprocess.run(["nsenter", "--mount", f"--target={self.watcher.pid}", "sh", "-ec", command], check=True, timeout=60)

    def page(self) -> str:
        """Return the status page."""
        return (self.root / "outbox" / "index.html").read_text("utf-8")

    def accepted(self) -> int:
        """Return how many forms are accepted, as the slips in the inbox say."""
        return len(list((self.root / "inbox" / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt")))


@contextmanager
def _machine(root: Path, mounts: str) -> Iterator[Machine]:
    """Start the watcher after `mounts` were made in a namespace of its own."""
    script = f'{mounts}\nexec "{DOCGEN}" --workspace "{root}" watch'
    watcher = subprocess.Popen(["unshare", "--mount", "sh", "-ec", script], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert watcher.stdout
        assert "sẵn sàng" in watcher.stdout.readline()
        said: list[str] = []
        listening = threading.Thread(target=said.extend, args=(watcher.stdout,), name="listening", daemon=True)
        listening.start()
        yield Machine(root, watcher, said)
    finally:
        with watcher:
            watcher.terminate()
            watcher.wait(60)
            for thread in threading.enumerate():
                if thread.name == "listening":
                    thread.join(60)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no mount namespaces here; tests/cases/test_share.py raises the same faults at the door of the system")
    root = new_workspace(tmp_path / "noi-lam-viec")
    assert docgen("forms", workspace=root).code == 0
    return root


def _wait_for(is_true: Callable[[], bool], seconds: float = 90.0) -> None:
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.2)


def test_p12_a_full_disk_under_the_dataset_pauses_intake_and_nothing_is_lost(workspace: Path) -> None:
    state = workspace / ".docgen"
    on_a_small_disk = f'mkdir -p "{state}.disk"; mount -t tmpfs -o size=12m disk "{state}.disk"; cp -a "{state}/." "{state}.disk/"; '
    with _machine(workspace, on_a_small_disk + f'mount --bind "{state}.disk" "{state}"') as machine:
        machine.inside(f'dd if=/dev/zero of="{state}/ballast" bs=4k 2>/dev/null || true')
        send(workspace, "T01", "T01")
        _wait_for(lambda: any("đã đầy" in line for line in machine.said))
        while_full = (workspace / "inbox" / "T01.xlsx").exists(), machine.accepted(), "sắp đầy" in machine.page()
        machine.inside(f'rm "{state}/ballast"')
        _wait_for(lambda: machine.accepted() == 1)

    assert while_full == (True, 0, True)
    assert not (workspace / "inbox" / "T01.xlsx").exists()


def test_p09_an_inbox_that_becomes_read_only_is_still_taken_in_and_answered_later(workspace: Path) -> None:
    inbox = workspace / "inbox"
    with _machine(workspace, f'mount --bind "{inbox}" "{inbox}"') as machine:
        send(workspace, "T01", "T01")
        machine.inside(f'mount -o remount,bind,ro "{inbox}"')
        _wait_for(lambda: ">1/26<" in machine.page())
        while_read_only = (inbox / "T01.xlsx").exists(), machine.accepted()
        machine.inside(f'mount -o remount,bind,rw "{inbox}"')
        _wait_for(lambda: machine.accepted() == 1)

    assert while_read_only == (True, 0)
    assert not (inbox / "T01.xlsx").exists()


def test_p03_a_share_that_is_unmounted_leaves_an_empty_folder_and_comes_back(workspace: Path) -> None:
    inbox, share = workspace / "inbox", workspace.parent / "chung"
    inbox.rename(share)
    inbox.mkdir()
    with _machine(workspace, f'mount --bind "{share}" "{inbox}"') as machine:
        machine.inside(f'umount "{inbox}"')
        _wait_for(lambda: "ổ đĩa mạng chưa kết nối" in machine.page())
        left = list(inbox.iterdir())
        machine.inside(f'mount --bind "{share}" "{inbox}"')
        share.joinpath("T01.xlsx").write_bytes(_filled(share))
        _wait_for(lambda: bool(list((share / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt"))))

    assert left == []


def _filled(inbox: Path) -> bytes:
    from docgen.operate.play import fill, read_play

    blank = next((inbox / "_1-lay-bieu-mau").rglob("*Thon Mau 01*.xlsx"))
    return fill(blank.read_bytes(), next(drop for drop in read_play().drops if drop.unit == "T01" and drop.expect == "accepted"))
