"""The share and the machine under docgen: away, hanging, full, locked, damaged, odd names, wrong clocks; P01 to P32 (P18: test_kill).

What only Windows does (P20 to P22) is raised at the one door of the operating system, with the number Windows gives.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

import pytest
from sqlalchemy import Engine, event

from docgen import system
from docgen.cli.main import run
from docgen.cluster.lock import workspace_lock
from docgen.dataset.captures import Captures
from docgen.inbox.capture import Reader
from docgen.model.disk import reachable
from docgen.model.errors import DatasetError, SettingsError
from docgen.model.folders import ROOT_MARKER
from docgen.operate.doctor import check_share_clock
from docgen.patience import Patience
from docgen.pipeline import condition
from docgen.pipeline.brake import BRAKED
from docgen.pipeline.resuming import resume
from docgen.settings import TIME_ZONE
from tests.bench import NOW, PERIOD, TAKEN, Bench, make, resaved, set_cell
from tests.cases.watched import Watched, watched

HOUR = 3600.0


@dataclass(frozen=True)
class Forms:
    """Filled forms, made once: of T01, of T01 with another figure, of T02."""

    first: bytes
    other: bytes
    second: bytes


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@pytest.fixture(scope="module")
def forms(base: Bench) -> Forms:
    return Forms(base.filled("T01"), base.filled("T01", so_ho=250), base.filled("T02"))


def _windows(number: int, errno: int = 13) -> OSError:
    """Return the error that Windows raises, with its own number."""
    error = OSError(errno, f"[WinError {number}]")
    setattr(error, "winerror", number)  # noqa: B010 -- only Windows knows the attribute
    return error


def _raising(error: OSError) -> Callable[..., object]:
    def call(*_: object, **__: object) -> object:
        raise error

    return call


def test_p01_a_share_that_was_off_and_comes_back_lost_nothing(bench: Bench, watcher: Watched, forms: Forms, tmp_path: Path) -> None:
    bench.drop("a.xlsx", forms.first[:1000])
    watcher.look(0)
    away = bench.inbox.rename(tmp_path / "away")
    off = [watcher.look(seconds) for seconds in (5, 300, 600)]
    alarm = watcher.amiss
    (away / "a.xlsx").write_bytes(forms.first)
    (away / "b.xlsx").write_bytes(forms.second)
    away.rename(bench.inbox)
    watcher.look(610)

    assert off == [[]] * 3
    assert "Không xem được thư mục “inbox”" in alarm
    assert not bench.inbox.parent.joinpath("inbox", "inbox").exists()
    assert sorted(watcher.look(612)) == [("a.xlsx", "accepted", ()), ("b.xlsx", "accepted", ())]
    assert (watcher.amiss, watcher.events) == ("", ["accepted", "accepted"])


@pytest.mark.parametrize("number", [53, 67, 59, 64])
def test_p02_a_path_that_windows_cannot_reach_is_away_not_empty(
    bench: Bench, watcher: Watched, forms: Forms, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    with monkeypatch.context() as off:
        off.setattr(os, "scandir", _raising(_windows(number, 2)))
        seen = watcher.look(2)
        alarm = watcher.amiss

    assert (seen, "thư mục chung đang mất kết nối" in alarm) == ([], True)
    assert watcher.look(4) == [("a.xlsx", "accepted", ())]


def test_p03_an_empty_mount_point_is_away_and_nothing_is_written_to_it(
    bench: Bench, watcher: Watched, forms: Forms, tmp_path: Path
) -> None:
    watcher.look(0)
    bench.inbox.rename(tmp_path / "away")
    bench.inbox.mkdir()
    bench.drop("a.xlsx", forms.first)

    seen = [watcher.look(seconds) for seconds in (2, 10)]

    assert (seen, watcher.events) == ([[], []], [])
    assert "ổ đĩa mạng chưa kết nối" in watcher.amiss
    assert [path.name for path in bench.inbox.iterdir()] == ["a.xlsx"]


def test_p04_the_folder_of_another_workspace_is_refused(bench: Bench, watcher: Watched, forms: Forms, tmp_path: Path) -> None:
    watcher.look(0)
    (bench.inbox / ROOT_MARKER).write_text("Mã thư mục: khác", "utf-8")
    bench.drop("a.xlsx", forms.first)

    seen = [watcher.look(seconds) for seconds in (2, 10)]

    assert seen == [[], []]
    assert "thư mục này thuộc nơi làm việc khác" in watcher.amiss
    assert (bench.inbox / "a.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of folders are set in another way on Windows")
def test_p05_one_folder_that_cannot_be_read_is_unknown_and_the_others_go_on(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("dong/a.xlsx", forms.first)
    bench.drop("mo/b.xlsx", forms.second)
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("dong"):
            raise PermissionError(13, "no")
        return real(path)

    watcher.look(0)
    monkeypatch.setattr(os, "scandir", scandir)

    assert watcher.look(2) == [("mo/b.xlsx", "accepted", ())]
    assert "Không xem được thư mục “dong” (không có quyền)" in watcher.amiss
    assert watcher.events == ["accepted"]


def test_p06_a_listing_that_fails_in_the_middle_is_unknown_not_empty(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("t/a.xlsx", forms.first[:1000])
    watcher.look(0)
    real = os.scandir

    class _Breaking:
        def __init__(self, path: str) -> None:
            self._entries = real(path)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return self._some()

        def __exit__(self, *_: object) -> None:
            self._entries.close()

        def _some(self) -> Iterator[os.DirEntry[str]]:
            yield next(iter(self._entries))
            raise _windows(59, 22)

    with monkeypatch.context() as broken:
        broken.setattr(os, "scandir", lambda path: _Breaking(path) if str(path).endswith("t") else real(path))
        watcher.look(5)
        alarm = watcher.amiss
    watcher.look(100)
    watcher.look(200)

    assert "Không xem được thư mục “t”" in alarm
    assert watcher.events == []


def test_p07_a_share_that_hangs_holds_up_neither_the_loop_nor_the_other_folder(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    answers = threading.Event()
    real = os.scandir

    def hanging(path: str) -> object:
        if "inbox" in str(path):
            answers.wait(30)
        return real(path)

    watcher.memory.inbox = Patience(0.2)
    with monkeypatch.context() as hung:
        hung.setattr(os, "scandir", hanging)
        begun = time.monotonic()
        seen, threads = [], []
        for seconds in (0, 2, 4):
            seen.append(watcher.look(seconds))
            threads.append(threading.active_count())
        took = time.monotonic() - begun
        worker = watcher.working()
        worker.turned = watcher.last
        worker._note_condition()
        worker.project()
        page = (bench.root / "outbox" / "index.html").read_text("utf-8")
        answers.set()
    late = watcher.look(10) + watcher.look(12) + watcher.look(14)

    assert seen == [[]] * 3
    assert len(set(threads)) == 1, "one thread hangs, however often the folder is looked at"
    assert took < 10
    assert "Không xem được thư mục “inbox” (thư mục chung đang mất kết nối)" in page
    assert late == [("a.xlsx", "accepted", ())]


class _Hanging:
    """A file at the one door of the operating system: the share answers for its name and stops in the middle of its bytes."""

    def __init__(self, file: BinaryIO, answers: threading.Event) -> None:
        self._file = file
        self._answers = answers

    def __enter__(self) -> _Hanging:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fileno(self) -> int:
        return self._file.fileno()

    def read(self, size: int) -> bytes:
        half = self._file.read(size // 2)
        self._answers.wait(60)
        return half + self._file.read(size - len(half))


def test_p07_a_share_that_hangs_in_the_middle_of_a_file_holds_up_nobody_is_told_and_the_file_is_taken_afterwards(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hanging read is put at the door of the operating system (`os.fdopen`): no share here can be made to stop midway."""
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    bench.drop("b.xlsx", forms.second)
    answers, real, begun = threading.Event(), os.fdopen, time.monotonic()
    watcher.memory.reader = Reader(bench.inbox, 0.2)

    with monkeypatch.context() as hung:
        hung.setattr(os, "fdopen", lambda handle, mode: _Hanging(cast(BinaryIO, real(handle, mode)), answers))
        seen = [watcher.look(seconds) for seconds in (2, 4, 6)]
        took = time.monotonic() - begun
        worker = watcher.working()
        worker.turned = watcher.last
        worker._note_condition()
        worker.project()
        with condition.Pulse(bench.root / ".docgen") as pulse:
            pulse.end_turn(worker.condition, True)
            code = run(["--workspace", str(bench.root), "status"])
    page = (bench.root / "outbox" / "index.html").read_text("utf-8")
    assert watcher.memory.reader.hanging == "a.xlsx"
    answers.set()
    while watcher.memory.reader.hanging:
        time.sleep(0.01)
    taken = [result for seconds in (100, 102, 200) for result in watcher.look(seconds)]

    assert (seen, took < 10, code) == ([[]] * 3, True, 1)
    assert "không trả lời khi đang đọc tệp “a.xlsx”" in capsys.readouterr().out
    assert "không trả lời khi đang đọc tệp “a.xlsx”" in page
    assert sorted(taken) == [("a.xlsx", "accepted", ()), ("b.xlsx", "accepted", ())]
    assert watcher.last
    assert watcher.last.sentences == ()


def test_p07_a_loop_that_hangs_is_seen_from_outside(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    long_ago = (datetime.now(TIME_ZONE) - timedelta(minutes=30)).isoformat()
    state = bench.root / ".docgen"
    healthy = condition.Health(datetime.now(TIME_ZONE), datetime.now(TIME_ZONE)).as_json()
    with workspace_lock(state):
        (state / condition.NAME).write_text(json.dumps(healthy | {"turn_at": long_ago}), "utf-8")
        code = run(["--workspace", str(bench.root), "status", "--json"])
        hanging = json.loads(capsys.readouterr().out)
        (state / condition.NAME).write_text(json.dumps(healthy | {"beat_at": long_ago}), "utf-8")
        silent = condition.complaint(state, datetime.now(TIME_ZONE))
    gone = condition.complaint(state, datetime.now(TIME_ZONE))

    assert code == 1
    assert any("có thể thư mục chung không trả lời" in alarm for alarm in hanging["alarms"])
    assert hanging["watcher"]["turn_at"] == long_ago
    assert ("không phản hồi" in silent, "đã dừng đột ngột" in gone) == (True, True)


def test_p08_a_share_that_drops_while_a_file_is_read_leaves_nothing_behind(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)

    def fdopen(handle: int, *_: object, **__: object) -> object:
        os.close(handle)
        raise OSError(5, "the share went")

    with monkeypatch.context() as dropped:
        dropped.setattr(os, "fdopen", fdopen)
        broken = watcher.look(2)
    undecided = watcher.office.dataset.captures.undecided()

    assert (broken, undecided, (bench.inbox / "a.xlsx").exists()) == ([], (), True)
    assert watcher.look(70) + watcher.look(72) == [("a.xlsx", "accepted", ())]


def test_p09_on_a_share_that_is_read_only_for_us_intake_works_and_answers_wait(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With real read-only mounts in tests/acceptance/test_disks.py."""
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    real = Path.rename
    read_only = OSError(30, "Read-only file system")

    def rename(path: Path, target: Path) -> Path:
        if "inbox" in path.parts:
            raise read_only
        return real(path, target)

    with monkeypatch.context() as mounted:
        mounted.setattr(Path, "rename", rename)
        taken = watcher.look(2)
        worker = watcher.working()
        worker.project()
        alarms = worker.troubles["papers"]
    again = watcher.look(4)

    assert taken == [("a.xlsx", "accepted", ())]
    assert any("a.xlsx" in alarm and "chỉ cho đọc" in alarm for alarm in alarms)
    assert again == []
    assert "a - lan 1.xlsx" in bench.names(TAKEN)
    assert watcher.events == ["accepted"]


def test_p10_a_results_folder_that_somebody_deleted_is_made_again(bench: Bench, forms: Forms) -> None:
    """What lay in it is not sent again: people clear away slips they have read, and the figures are in the dataset."""
    bench.drop("a.xlsx", forms.first)
    bench.process(with_papers=True)
    for path in (bench.inbox / TAKEN).iterdir():
        path.unlink()
    (bench.inbox / TAKEN).rmdir()
    bench.drop("b.xlsx", forms.second)
    bench.process(with_papers=True)

    assert [name for name in bench.names(TAKEN) if name.endswith(".txt")] == ["DA TIEP NHAN - Thon Mau 02 - nam 2026 - lan 1.txt"]
    assert bench.current("T01") == (1, 243)


def test_p11_a_slip_that_somebody_edits_or_deletes_changes_nothing(bench: Bench, forms: Forms) -> None:
    bench.drop("a.xlsx", forms.first)
    bench.process()
    edited, deleted = sorted((bench.inbox / TAKEN).glob("DA TIEP NHAN*"))
    edited.write_text("không phải thế", "utf-8")
    deleted.unlink()

    assert [outcome for _, outcome, _ in bench.outcomes()] == ["ignored"]
    assert edited.read_text("utf-8") == "không phải thế"
    assert bench.current("T01") == (1, 243)


@pytest.mark.parametrize("moment", [pytest.param("capture", id="p12 while capturing"), pytest.param("commit", id="p13 at commit")])
def test_p12_p13_a_full_disk_leaves_nothing_half_written_and_work_goes_on_when_there_is_room(
    bench: Bench, watcher: Watched, forms: Forms, moment: str
) -> None:
    """SQLite itself says that it is full: the number of its pages is limited. With a real full disk in tests/acceptance/test_disks.py."""
    bench.drop("a.xlsx", forms.first)
    worker = watcher.working()
    watcher.look(0)
    pages = {"capture": 0, "commit": 3}

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        used = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {used + pages[moment]}")

    event.listen(Engine, "checkout", limit)
    try:
        with pytest.raises(DatasetError, match="đã đầy"):
            watcher.look(2)
        worker._guarded("turn", lambda: bool(watcher.look(3)))
        told = worker.troubles["turn"]
        undecided = watcher.office.dataset.captures.undecided()
    finally:
        event.remove(Engine, "checkout", limit)
        event.listen(Engine, "checkout", _unlimited)
    try:
        after = watcher.look(4)
    finally:
        event.remove(Engine, "checkout", _unlimited)

    assert any("đã đầy" in sentence for sentence in told)
    assert (undecided, (bench.inbox / "a.xlsx").exists()) == ((), False)
    assert after == [("a.xlsx", "accepted", ())]


def _unlimited(connection: sqlite3.Connection, *_: object) -> None:
    connection.execute("PRAGMA max_page_count = 1073741823")


def test_p14_a_dataset_locked_by_another_program_is_waited_for(bench: Bench, forms: Forms) -> None:
    bench.drop("a.xlsx", forms.first)
    path = bench.root / ".docgen" / "dataset.sqlite"
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        held.set()
        let_go.wait(10)
        connection.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    threading.Timer(1.0, let_go.set).start()
    outcomes = bench.outcomes()
    thread.join()

    assert outcomes == [("a.xlsx", "accepted", ())]


def test_p15_a_damaged_dataset_is_refused_with_the_way_out_and_the_inbox_is_left_alone(
    bench: Bench, forms: Forms, capsys: pytest.CaptureFixture[str]
) -> None:
    bench.drop("a.xlsx", forms.first)
    path = bench.root / ".docgen" / "dataset.sqlite"
    data = bytearray(path.read_bytes())
    for page in range(4, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 2000] = os.urandom(2000)
    path.write_bytes(data)
    before = sorted((str(p), p.read_bytes()) for p in bench.inbox.rglob("*") if p.is_file())

    code = run(["--workspace", str(bench.root), "process"])

    said = capsys.readouterr().err
    assert code == 2
    assert "đã hỏng" in said
    assert "docgen restore" in said
    assert sorted((str(p), p.read_bytes()) for p in bench.inbox.rglob("*") if p.is_file()) == before


def test_p16_a_dataset_on_a_share_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//may-chu/chung {str(bench.root).replace(' ', chr(92) + '040')} cifs rw 0 0\n", "utf-8")
    monkeypatch.setattr(system, "_MOUNTS", mounts)

    with pytest.raises(SettingsError, match="nằm trên thư mục mạng"), bench.office():
        pytest.fail("it opened")


def test_p17_a_second_docgen_ends_with_a_clear_word(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    with workspace_lock(bench.root / ".docgen"):
        code = run(["--workspace", str(bench.root), "process"])

    assert code == 2
    assert "Một chương trình docgen khác đang làm việc" in capsys.readouterr().err


class _PowerCut(BaseException):
    """As if the power had gone here."""


def test_p19_a_power_cut_around_the_commit_leaves_the_file_captured_whole_or_in_the_inbox(
    bench: Bench, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    bench.drop("b.xlsx", forms.second)
    taken: list[str] = []
    real = Captures.take

    def cut_at_the_second(captures: Captures, path: str, *arguments: object, **named: object) -> object:
        taken.append(path)
        receipt = real(captures, path, *arguments, **named)  # type: ignore[arg-type]
        if len(taken) == 2:
            raise _PowerCut
        return receipt

    with monkeypatch.context() as cut:
        cut.setattr(Captures, "take", cut_at_the_second)
        with pytest.raises(_PowerCut):
            bench.process()
    with bench.office() as office:
        received = office.dataset.captures.undecided()
        connection = office.dataset._database.engine.connect()
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        connection.close()

    assert (received, sorted(taken)) == ((), ["a.xlsx", "b.xlsx"])
    assert {"a.xlsx", "b.xlsx"} <= {path.name for path in bench.inbox.iterdir()}
    assert pragmas == ["wal", 2]
    assert sorted(bench.outcomes()) == [("a.xlsx", "accepted", ()), ("b.xlsx", "accepted", ())]


def _unopenable(name: str, error: OSError) -> Callable[..., int]:
    real = os.open

    def open_(path: object, *arguments: object, **named: object) -> int:
        if str(path).endswith(name):
            raise error
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    return open_


@pytest.mark.parametrize("number", [32, 33])
def test_p20_a_file_that_excel_holds_on_windows_waits_and_is_not_taken_for_forbidden(
    bench: Bench, watcher: Watched, forms: Forms, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    with monkeypatch.context() as held:
        held.setattr(os, "open", _unopenable("a.xlsx", _windows(number)))
        first = [watcher.look(2), watcher.look(1900)]
        why = [finding.message for result in watcher.last.untaken for finding in result.findings] if watcher.last else []

    assert first == [[], []]
    assert why == ["Chưa đọc được tệp (đang được chương trình khác mở); sẽ thử lại."]
    assert watcher.look(1970) == [("a.xlsx", "accepted", ())]


def test_p21_a_file_we_may_not_read_is_told_with_its_name_after_an_hour(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    bench.drop("b.xlsx", forms.second)
    watcher.look(0)
    monkeypatch.setattr(os, "open", _unopenable("a.xlsx", _windows(5)))
    others = watcher.look(2)
    for seconds in range(1800, 3 * 1800, 600):
        watcher.look(float(seconds))
    early = watcher.amiss
    watcher.look(2 * HOUR)

    assert others == [("b.xlsx", "accepted", ())]
    assert early == ""
    assert "Tệp “a.xlsx” đã hơn một giờ không đọc được: không có quyền" in watcher.amiss


def test_p22_a_path_too_long_for_windows_is_opened_in_its_long_form_or_told_with_its_name(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    monkeypatch.setattr(os, "open", _unopenable("a.xlsx", _windows(206)))
    watcher.look(2)
    watcher.look(1900)

    long = "\\\\may-chu\\chung\\" + "x" * 260 + "\\a.xlsx"
    assert reachable(PurePosixPath(long), is_windows=True) == "\\\\?\\UNC\\" + long[2:]
    assert "Tệp “a.xlsx” có tên hoặc đường dẫn quá dài" in watcher.amiss


def test_p23_two_names_that_differ_in_capitals_only_are_two_files_here_and_wait(bench: Bench, watcher: Watched, forms: Forms) -> None:
    bench.drop("Form.xlsx", forms.first)
    bench.drop("FORM.XLSX", forms.other)
    if len(list(bench.inbox.glob("*.[xX]*"))) < 2:
        pytest.skip("this disk does not tell capitals apart: they are one file")
    watcher.look(0)

    assert [codes for _, _, codes in watcher.look(2)] == [("hai_ban_cung_luc",)] * 2


def test_p24_names_of_macos_are_the_same_names_and_two_spellings_are_two_files(bench: Bench, watcher: Watched, forms: Forms) -> None:
    name = "Biểu của tôi.xlsx"
    folder = unicodedata.normalize("NFD", "T01-thôn-mẫu-01")
    bench.drop(f"{folder}/{unicodedata.normalize('NFD', name)}", forms.first)
    watcher.look(0)
    decomposed = watcher.look(2)
    bench.drop(name, forms.second)
    bench.drop(unicodedata.normalize("NFD", name), forms.other)
    watcher.look(4)

    assert [outcome for _, outcome, _ in decomposed] == ["accepted"]
    assert decomposed[0][0] == f"{folder}/{unicodedata.normalize('NFD', name)}"
    assert sorted(outcome for _, outcome, _ in watcher.look(6)) == ["accepted", "accepted"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names there are Unicode")
@pytest.mark.parametrize(
    ("name", "taken"),
    [
        pytest.param("biểu-\udcff.xlsx", "biểu- xff - lan 1.xlsx", id="p25 bytes that are no UTF-8"),
        pytest.param("a\n;'%.xlsx", "a ;'% - lan 1.xlsx", id="p26 a line break and signs of shells"),
        pytest.param("hoa\u202excod.xlsx", "hoaxcod - lan 1.xlsx", id="p26 a right-to-left override"),
        pytest.param('a"b|c?.xlsx', "a b c - lan 1.xlsx", id="p26 signs Windows forbids"),
        pytest.param("CON.xlsx", "_CON - lan 1.xlsx", id="p27 a name Windows keeps for itself"),
        pytest.param("biểu .xlsx .", "biểu - lan 1.xlsx", id="p27 dots and spaces at the end"),
    ],
)
def test_p25_p26_p27_an_odd_name_is_captured_and_answered_under_a_name_every_system_takes(
    bench: Bench, watcher: Watched, forms: Forms, name: str, taken: str
) -> None:
    bench.drop(name, forms.first)
    watcher.look(0)

    outcomes = watcher.look(2)

    assert [outcome for _, outcome, _ in outcomes] == ["accepted"]
    assert [found for found in bench.names(TAKEN) if found.endswith(".xlsx")] == [taken]
    assert not (bench.inbox / name).exists()


def test_p28_a_server_clock_ahead_changes_neither_settling_nor_deadline_and_is_told(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bench.drop("a.xlsx", forms.first)
    ahead = NOW.timestamp() + 2 * HOUR
    os.utime(path, (ahead, ahead))
    watcher.look(0)
    outcomes = watcher.look(2)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 2 * HOUR)

    check = check_share_clock(bench.inbox)

    assert outcomes == [("a.xlsx", "accepted", ())]
    assert watcher.office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD).receipt.not_after == NOW  # type: ignore[union-attr]
    assert (check.ok, "lệch 120 phút" in check.message) == (False, True)


def test_p29_when_our_clock_jumps_settling_goes_on_and_events_keep_their_order(bench: Bench, watcher: Watched, forms: Forms) -> None:
    watcher.look(0, now=NOW)
    bench.drop("a.xlsx", forms.first)
    watcher.look(10, now=NOW + timedelta(hours=5))
    ahead = watcher.look(12, now=NOW + timedelta(hours=5))
    bench.drop("b.xlsx", forms.other)
    watcher.look(20, now=NOW - timedelta(hours=3))
    back = watcher.look(22, now=NOW - timedelta(hours=3))

    assert (ahead, [outcome for _, outcome, _ in back]) == ([("a.xlsx", "accepted", ())], ["accepted"])
    assert [event.text for event in reversed(watcher.office.dataset.events.recent(10))] == ["a.xlsx", "b.xlsx"]
    assert watcher.office.dataset.events.verify() == ()
    assert watcher.office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD).number == 2  # type: ignore[union-attr]


def test_p30_a_listing_that_is_some_seconds_old_loses_nothing(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir
    before = [entry.name for entry in real(bench.inbox)]
    bench.drop("a.xlsx", forms.first)

    class _Old:
        def __init__(self, path: str) -> None:
            self._entries = real(path)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return [entry for entry in self._entries if entry.name in before]

        def __exit__(self, *_: object) -> None:
            self._entries.close()

    with monkeypatch.context() as cached:
        cached.setattr(os, "scandir", lambda path: _Old(path) if Path(path) == bench.inbox.absolute() else real(path))
        stale = [watcher.look(seconds) for seconds in (0, 5)]
    watcher.look(10)

    assert stale == [[], []]
    assert watcher.look(12) == [("a.xlsx", "accepted", ())]


def test_p31_a_file_that_an_antivirus_holds_and_removes_is_told(
    bench: Bench, watcher: Watched, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bench.drop("a.xlsx", forms.first)
    watcher.look(0)
    with monkeypatch.context() as held:
        held.setattr(os, "open", _unopenable("a.xlsx", _windows(32)))
        assert watcher.look(2) == []
    path.unlink()
    watcher.look(4)
    watcher.look(70)

    assert watcher.events == ["seen_not_captured"]
    assert "phần mềm diệt vi-rút" in watcher.amiss


def _with_slips(bench: Bench) -> list[Path]:
    """Place enough files of docgen's own; return them."""
    with bench.office() as office:
        placer = office.placer()
        for number in range(24):
            data = f"form {number}".encode() * 50
            office.dataset.facts.record("form", f"phieu {number}", data)
            placer.write(bench.inbox / TAKEN / f"phieu {number:02}.xlsx", data, "form")
    return sorted((bench.inbox / TAKEN).glob("phieu*"))


@pytest.mark.parametrize("how", ["saved over", "renamed"])
def test_p32_when_a_third_of_the_placed_files_change_at_once_intake_pauses_until_a_person_resumes(
    bench: Bench, forms: Forms, how: str
) -> None:
    slips = _with_slips(bench)
    with watched(bench) as watcher:
        watcher.look(0)
        bench.drop("a.xlsx", forms.first)
        for path in slips[:15]:
            path.write_bytes(os.urandom(500)) if how == "saved over" else path.rename(path.with_name(f"{path.name}.locked"))
        paused = [watcher.look(seconds) for seconds in (2, 4, 100)]
        told = watcher.amiss
    with watched(bench, NOW + timedelta(seconds=200)) as watcher:
        still = [watcher.look(seconds) for seconds in (200, 210)]
        resume(watcher.office.at(NOW + timedelta(seconds=220)), "Nguyễn Thị Mẫu", "Đã kiểm tra máy")
        watcher.look(230)
        outcomes = watcher.look(232)

    assert (paused, still) == ([[]] * 3, [[], []])
    assert f"Tạm dừng nhận biểu: 15 trong {len(slips) + _placed_beside(bench)} tệp" in told
    assert "docgen resume" in told
    assert ("a.xlsx", "accepted", ()) in outcomes


def _placed_beside(bench: Bench) -> int:
    with bench.office() as office:
        own = office.placer().placed(bench.inbox)
    return sum(not PurePosixPath(path).name.startswith(("phieu", "DA", "a - lan", "CAN", "KHONG")) for path in own)


def test_p32_ten_units_that_fill_their_forms_where_they_took_them_pause_nothing(tmp_path: Path) -> None:
    """A filled form is a workbook still, what a virus leaves is not. Two units take their forms away: that is no sign either."""
    bench = make(tmp_path / "mau", *(f"T{number:02d}" for number in range(1, 13)))
    blanks = sorted((bench.inbox / "_1-lay-bieu-mau").rglob("*.xlsx"))
    with watched(bench) as watcher:
        watcher.look(0)
        for path in blanks[:10]:
            path.write_bytes(resaved(path.read_bytes(), lambda book: set_cell(book, "so_ho", 250)))
        for path in blanks[10:]:
            path.unlink()
        watcher.look(2)

        judged = watcher.look(4)

    assert (len(judged), BRAKED in watcher.events) == (10, False)


def test_p32_changes_spread_over_time_or_few_in_number_pause_nothing(bench: Bench, forms: Forms) -> None:
    slips = _with_slips(bench)
    with watched(bench) as watcher:
        watcher.look(0)
        for number, path in enumerate(slips[:15]):
            path.write_bytes(forms.first)
            watcher.look(120.0 * (number + 1))
        few = BRAKED in watcher.events

    assert not few


def test_p32_ten_issued_forms_that_come_back_unreadable_in_a_row_pause_intake(bench: Bench, watcher: Watched, forms: Forms) -> None:
    name = next((bench.inbox / "_1-lay-bieu-mau").rglob("*.xlsx")).name
    for number in range(10):
        bench.drop(f"{number}/{name}", b"\x00\x01" + os.urandom(400))
    watcher.look(0)
    first = watcher.look(2)
    bench.drop("a.xlsx", forms.first)
    paused = [watcher.look(seconds) for seconds in (4, 10)]

    assert [outcome for _, outcome, _ in first] == ["returned"] * 10
    assert paused == [[], []]
    assert "10 biểu do phần mềm phát ra gửi về liền nhau đều không đọc được" in watcher.amiss


def test_p32_a_person_who_runs_the_work_by_hand_is_not_asked(bench: Bench, forms: Forms) -> None:
    for path in _with_slips(bench)[:15]:
        path.write_bytes(os.urandom(500))
    bench.drop("a.xlsx", forms.first)

    assert ("a.xlsx", "accepted", ()) in bench.outcomes()
