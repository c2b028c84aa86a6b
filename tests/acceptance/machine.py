"""The installed watcher in a mount namespace of its own, where a test may pull its disks away, fill them or let them hang."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.operate.play import fill, read_play
from tests.acceptance.conftest import DOCGEN, Ran


@dataclass(frozen=True)
class Machine:
    """A watcher in a mount namespace; `root` is its workspace, seen from inside and outside."""

    root: Path
    watcher: subprocess.Popen[str]
    said: list[str]

    def inside(self, command: str) -> None:
        """Run a shell command in the watcher's namespace."""
        subprocess.run(["nsenter", "--mount", f"--target={self.watcher.pid}", "sh", "-ec", command], check=True, timeout=60)

    def status(self) -> Ran:
        """Ask `docgen status` as somebody at this machine does."""
        command = ["nsenter", "--mount", f"--target={self.watcher.pid}", str(DOCGEN), "--workspace", str(self.root), "status"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
        return Ran(done.returncode, " ".join(done.stdout.split()), done.stderr)

    def page(self) -> str:
        """Return the status page."""
        return (self.root / "outbox" / "index.html").read_text("utf-8")

    def accepted(self, inbox: Path | None = None) -> int:
        """Return how many forms are accepted, as the slips in the inbox say; `inbox`: where it lies for the test."""
        return len(list(((inbox or self.root / "inbox") / "_3-da-tiep-nhan").glob("DA TIEP NHAN*.txt")))


@contextmanager
def machine(root: Path, mounts: str = "", environment: Mapping[str, str] = {}) -> Iterator[Machine]:
    """Start the watcher after `mounts` were made in a namespace of its own."""
    script = f'{mounts}\nexec "{DOCGEN}" --workspace "{root}" watch'
    watcher = subprocess.Popen(
        ["unshare", "--mount", "sh", "-ec", script], stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, **environment}
    )
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


def needs_namespaces() -> None:
    """Skip the test, with the reason on screen, where no mount namespace can be had."""
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode:
        pytest.skip("no mount namespaces here; tests/cases/test_share.py raises the same faults at the door of the system")


def wait_for(is_true: Callable[[], bool], seconds: float = 90.0) -> None:
    """Wait until something is so."""
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.2)


def filled(inbox: Path, unit: str) -> bytes:
    """Return the form of a thôn, filled as the play fills it."""
    blank = next((inbox / "_1-lay-bieu-mau").rglob(f"*Thon Mau {unit.removeprefix('T')}*.xlsx"))
    return fill(blank.read_bytes(), next(drop for drop in read_play().drops if (drop.unit, drop.expect) == (unit, "accepted")))
