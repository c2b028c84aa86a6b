"""The installed command, and one demo workspace made by it, shared by the tests that only look."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from docgen.operate.play import fill, read_play

DOCGEN = Path(sysconfig.get_path("scripts")) / ("docgen.exe" if os.name == "nt" else "docgen")


@dataclass(frozen=True)
class Ran:
    """What one run of the command came to."""

    code: int
    out: str
    err: str


def docgen(*arguments: str | Path, workspace: Path | None = None) -> Ran:
    """Run the installed `docgen` and return what it said."""
    command = [str(DOCGEN), *(["--workspace", str(workspace)] if workspace else []), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def new_workspace(root: Path) -> Path:
    """Make a workspace in `root` whose today is pinned: the tests mean the year 2026, whenever they run."""
    assert docgen("init", root).code == 0
    settings = root / "docgen.toml"
    settings.write_text(f"today = 2026-11-20\n\n{settings.read_text('utf-8')}", "utf-8")
    return root


def send(root: Path, unit: str, like: str) -> None:
    """Drop the form of `unit`, filled as the play fills that of `like`, with one figure of its own."""
    name = f"Thon Mau {unit.removeprefix('T')}"
    blank = next((root / "inbox" / "_1-lay-bieu-mau").rglob(f"*{name}*.xlsx"))
    drop = next(drop for drop in read_play().drops if drop.unit == like)
    answers = {**drop.answers, "so_ho": 199}
    filled = fill(blank.read_bytes(), type(drop)(drop.at, unit, "accepted", answers=answers, rows=drop.rows))
    (root / "inbox" / f"{unit}.xlsx").write_bytes(filled)


@dataclass(frozen=True)
class Demo:
    """A demo workspace and what `docgen demo` said when it made it."""

    root: Path
    said: str

    @property
    def papers(self) -> Path:
        """The folder of the period's documents."""
        return self.root / "outbox" / "binh-dang-gioi" / "nam-2026"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demo:
    """Return a demo workspace, made once for all tests (and all workers)."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    root, said = shared / "demo", shared / "demo.txt"
    with FileLock(shared / "demo.lock"):
        if not said.exists():
            ran = docgen("demo", root)
            assert ran.code == 0, ran.err
            said.write_text(ran.out, "utf-8")
    return Demo(root, said.read_text("utf-8"))


@pytest.fixture
def copy_of_demo(demo: Demo, tmp_path: Path) -> Path:
    """Return a demo workspace of the test's own: a workspace can be copied."""
    root = tmp_path / "ban sao"
    shutil.copytree(demo.root, root)
    return root


@pytest.fixture
def running_watch() -> Iterator[Callable[[Path], subprocess.Popen[str]]]:
    """Start `docgen watch` on a workspace and wait until it says that it is ready; it is stopped at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(root: Path) -> subprocess.Popen[str]:
        command = [str(DOCGEN), "--workspace", str(root), "watch"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        started.append(process)
        assert process.stdout is not None
        assert "sẵn sàng" in process.stdout.readline()
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
