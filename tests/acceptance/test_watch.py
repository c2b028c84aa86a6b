"""`docgen watch`: forms dropped whole, slowly and mended in place are taken once, and the documents follow."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from docgen.operate.play import Drop, fill, read_play
from tests.acceptance.conftest import docgen, new_workspace

Watch = Callable[[Path], "subprocess.Popen[str]"]
SECONDS_TO_REPORT = 3.0
PATIENCE_SECONDS = 30.0
SCAN_SECONDS = 2.0


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Return a new workspace with its forms issued."""
    root = new_workspace(tmp_path / "nơi làm việc")
    assert docgen("forms", workspace=root).code == 0
    return root


def _filled(root: Path, unit: str, name: str) -> bytes:
    blank = next((root / "inbox" / "_1-lay-bieu-mau").rglob(f"*{name}*.xlsx"))
    return fill(blank.read_bytes(), _drop(unit))


def _drop(unit: str) -> Drop:
    return next(drop for drop in read_play().drops if drop.unit == unit)


def _report(root: Path) -> str:
    path = root / "outbox" / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def _wait_for(is_true: Callable[[], bool]) -> float:
    begun = time.monotonic()
    while not is_true():
        assert time.monotonic() - begun < PATIENCE_SECONDS, "it never came"
        time.sleep(0.05)
    return time.monotonic() - begun


def test_a_form_dropped_whole_is_in_the_report_within_seconds(workspace: Path, running_watch: Watch) -> None:
    running_watch(workspace)

    (workspace / "inbox" / "bieu cua toi.xlsx").write_bytes(_filled(workspace, "T01", "Thon Mau 01"))
    seconds = _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    settle_seconds = 1.0
    assert seconds < settle_seconds + SECONDS_TO_REPORT
    assert not (workspace / "inbox" / "bieu cua toi.xlsx").exists()


def test_a_form_whose_bytes_arrive_slowly_is_taken_once_when_it_is_whole(workspace: Path, running_watch: Watch) -> None:
    data = _filled(workspace, "T02", "Thon Mau 02")
    running_watch(workspace)

    with (workspace / "inbox" / "cham.xlsx").open("wb") as file:
        for start in range(0, len(data), len(data) // 4):
            file.write(data[start : start + len(data) // 4])
            file.flush()
            time.sleep(1.3)
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    taken = list((workspace / "inbox" / "_3-da-tiep-nhan").glob("*.xlsx"))
    assert [path.read_bytes() for path in taken] == [data]
    assert not list((workspace / "inbox" / "_4-can-sua-gui-lai").glob("*"))


def test_a_returned_form_mended_where_it_lies_is_taken(workspace: Path, running_watch: Watch) -> None:
    returned = workspace / "inbox" / "_4-can-sua-gui-lai" / "thon3.xlsx"
    running_watch(workspace)
    (workspace / "inbox" / "thon3.xlsx").write_bytes(_filled(workspace, "T03", "Thon Mau 03"))
    _wait_for(returned.exists)

    book = load_workbook(returned)
    sheet, cell = next(iter(book.defined_names["dg_luot_nguoi_tt"].destinations))
    book[sheet][cell.replace("$", "")] = 120
    book.save(returned)
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    assert not list((workspace / "inbox" / "_4-can-sua-gui-lai").glob("*"))
    assert len(list((workspace / "inbox" / "_3-da-tiep-nhan").glob("DA TIEP NHAN - Thon Mau 03*.txt"))) == 1


def test_a_blank_form_filled_where_it_lies_is_taken_and_put_back(workspace: Path, running_watch: Watch) -> None:
    blank = next((workspace / "inbox" / "_1-lay-bieu-mau").rglob("*Thon Mau 04*.xlsx"))
    before = blank.read_bytes()
    running_watch(workspace)

    blank.write_bytes(fill(before, _drop("T04")))
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    assert blank.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_watcher_ends_cleanly(workspace: Path, running_watch: Watch, stop: signal.Signals) -> None:
    process = running_watch(workspace)

    process.send_signal(stop)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, "")
    assert "Đã dừng" in out


def test_a_second_docgen_says_that_the_first_one_works(workspace: Path, running_watch: Watch) -> None:
    running_watch(workspace)

    ran = docgen("process", workspace=workspace)

    assert ran.code == 2
    assert "đang làm việc" in ran.err


def test_junk_is_answered_and_the_watcher_goes_on(workspace: Path, running_watch: Watch) -> None:
    running_watch(workspace)
    inbox = workspace / "inbox"

    (inbox / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    (inbox / "thu.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    (inbox / "chu.xlsx").write_text("không phải Excel", "utf-8")
    (inbox / "that.xlsx").write_bytes(_filled(workspace, "T01", "Thon Mau 01"))
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    answers = "\n".join(path.read_text("utf-8-sig") for path in (inbox / "_4-can-sua-gui-lai").glob("*.txt"))
    assert "là ảnh" in answers
    assert "không phải biểu Excel" in answers
    assert (inbox / "thu.xlsx").exists()


def _said(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    return out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM for another process")
def test_a_definition_saved_with_a_mistake_is_told_once_and_work_goes_on_with_the_former_one(workspace: Path, running_watch: Watch) -> None:
    process = running_watch(workspace)
    page = workspace / "outbox" / "index.html"

    units = workspace / "templates" / "units.xlsx"
    book = load_workbook(units)
    book.worksheets[0]["A1"] = "sai"
    before = units.read_bytes()
    book.save(units)
    _wait_for(lambda: "Đang dùng bản định nghĩa, cấu hình trước đó" in page.read_text("utf-8"))
    (workspace / "inbox" / "bieu.xlsx").write_bytes(_filled(workspace, "T01", "Thon Mau 01"))
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))
    time.sleep(3 * SCAN_SECONDS)
    units.write_bytes(before)
    _wait_for(lambda: "Đang dùng bản định nghĩa, cấu hình trước đó" not in page.read_text("utf-8"))

    assert _said(process).count("chỗ chưa đúng trong tệp định nghĩa") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM for another process")
def test_a_document_open_in_word_is_written_when_it_is_closed_though_nothing_new_arrives(workspace: Path, running_watch: Watch) -> None:
    process = running_watch(workspace)
    report = workspace / "outbox" / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
    owner = report.with_name(f"~${report.name[2:]}")
    owner.write_bytes(b"x")
    before = report.read_bytes()

    (workspace / "inbox" / "bieu.xlsx").write_bytes(_filled(workspace, "T01", "Thon Mau 01"))
    _wait_for(lambda: "Chưa ghi được “BC xa - nam-2026.docx”" in (workspace / "outbox" / "index.html").read_text("utf-8"))
    while_open = report.read_bytes()
    owner.unlink()
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))

    assert while_open == before
    assert _said(process).count("Báo cáo của xã: Chưa ghi được") == 1


def test_an_inbox_that_was_away_is_watched_again(workspace: Path, running_watch: Watch) -> None:
    running_watch(workspace)
    away = (workspace / "inbox").rename(workspace / "mang di")
    time.sleep(2 * SCAN_SECONDS)

    away.rename(workspace / "inbox")
    (workspace / "inbox" / "bieu.xlsx").write_bytes(_filled(workspace, "T01", "Thon Mau 01"))

    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))


def test_an_empty_folder_in_place_of_the_inbox_is_not_taken_for_it(workspace: Path, running_watch: Watch) -> None:
    form = _filled(workspace, "T01", "Thon Mau 01")
    running_watch(workspace)
    away = (workspace / "inbox").rename(workspace / "mang di")
    (workspace / "inbox").mkdir()
    (workspace / "inbox" / "bieu.xlsx").write_bytes(form)
    _wait_for(lambda: "ổ đĩa mạng chưa kết nối" in docgen("status", workspace=workspace).out.replace("\n", " "))

    alone = [path.name for path in (workspace / "inbox").iterdir()]
    (workspace / "inbox" / "bieu.xlsx").rename(workspace / "bieu.xlsx")
    (workspace / "inbox").rmdir()
    away.rename(workspace / "inbox")
    (workspace / "bieu.xlsx").rename(workspace / "inbox" / "bieu.xlsx")

    assert alone == ["bieu.xlsx"]
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))


def test_a_new_inbox_is_worked_with_when_a_person_says_so(workspace: Path, running_watch: Watch) -> None:
    form = _filled(workspace, "T01", "Thon Mau 01")
    running_watch(workspace)
    (workspace / "inbox").rename(workspace / "mang di")
    (workspace / "inbox").mkdir()
    (workspace / "inbox" / "bieu.xlsx").write_bytes(form)

    ran = docgen("resume", "--reason", "Đổi ổ đĩa chung", "--by", "Nguyễn Thị Mẫu", workspace=workspace)

    assert ran.code == 0, ran.out + ran.err
    _wait_for(lambda: "01/26 cơ quan" in _report(workspace))


def test_a_document_that_somebody_deletes_is_there_again_though_nothing_else_happens(workspace: Path, running_watch: Watch) -> None:
    running_watch(workspace)
    report = workspace / "outbox" / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
    before = report.read_bytes()
    time.sleep(2 * SCAN_SECONDS)

    report.unlink()
    _wait_for(report.exists)

    assert report.read_bytes() == before
