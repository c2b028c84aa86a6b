"""An outbox whose disk hangs while docgen looks at the documents there: the loop takes no step there itself, and goes on afterwards."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest

from docgen.outbox import disk
from docgen.outbox.place import Placer
from tests.bench import Bench, make_reported


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_reported(tmp_path_factory.mktemp("base") / "mau", "T01")


@contextmanager
def _steps_of_the_loop(below: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give what this thread itself asks of the disk below a folder."""
    seen: list[str] = []
    is_watched = True

    def note(event: str, path: object) -> None:
        is_own = is_watched and threading.current_thread() is threading.main_thread()
        if is_own and isinstance(path, str | os.PathLike) and Path(path).is_relative_to(below):
            seen.append(f"{event} {path}")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("open", "os.scandir", "os.listdir", "os.remove", "os.rename", "os.mkdir") and arguments:
            note(event, arguments[0])

    real = os.stat

    def stat(path: object, *arguments: object, **named: object) -> object:
        note("stat", path)
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    sys.addaudithook(hook)
    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stat)
        yield seen
    is_watched = False


def _touched(base: Bench, root: Path) -> Bench:
    """Return a workspace in which people renamed, edited and deleted documents, and a form has come in since."""
    bench = base.copied_to(root)
    renamed, edited, deleted, *_ = sorted((bench.root / "outbox").rglob("KH Thon*.docx"))
    renamed.rename(renamed.with_name("ban cua toi.docx"))
    document = docx.Document(str(edited))
    document.paragraphs[-1].add_run(" (đã sửa)")
    document.save(str(edited))
    deleted.unlink()
    bench.drop("hai.xlsx", bench.filled("T01", so_ho=121))
    return bench


def test_the_loop_itself_takes_no_step_in_the_outbox(base: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = _touched(base, tmp_path / "mau")

    with _steps_of_the_loop(bench.root / "outbox", monkeypatch) as steps:
        bench.process(with_papers=True)

    assert steps == []


@pytest.mark.parametrize(("target", "step"), [(Path, "exists"), (Path, "is_file"), (disk, "bytes_at"), (Path, "rglob"), (Path, "stat")])
def test_p07_an_outbox_that_hangs_while_documents_are_looked_at_is_done_later(
    base: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: object, step: str
) -> None:
    bench, undisturbed = _touched(base, tmp_path / "mau"), _touched(base, tmp_path / "yen")
    undisturbed.process(with_papers=True)
    outbox, answers, reached, real = bench.root / "outbox", threading.Event(), threading.Event(), getattr(target, step)

    def hang(path: Path, *arguments: object, **named: object) -> object:
        if path.is_relative_to(outbox) and (path.suffix == ".docx" or arguments == ("*.docx",)):
            reached.set()
            answers.wait(30)
        return real(path, *arguments, **named)

    with monkeypatch.context() as hung:
        hung.setattr(target, step, hang)
        hung.setattr(Placer.__init__, "__defaults__", ((), 0.2))
        begun = time.monotonic()
        report = bench.process(with_papers=True)
        seconds = time.monotonic() - begun
        answers.set()
    bench.process(with_papers=True)

    assert [(result.outcome.value, result.unit) for result in report.files] == [("accepted", "T01")]
    assert reached.is_set() and seconds < 20
    assert _words(bench) == _words(undisturbed)


def _words(bench: Bench) -> dict[str, list[str]]:
    """Return what each document in the outbox says, by its path."""
    outbox = bench.root / "outbox"
    return {p.relative_to(outbox).as_posix(): [x.text for x in docx.Document(str(p)).paragraphs] for p in sorted(outbox.rglob("*.docx"))}
