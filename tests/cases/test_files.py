"""Files as they come: copied slowly, saved by way of other names, locked, deleted, linked; one test and more for each case F01 to F31."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from docgen.inbox import scan, watch
from docgen.inbox.watch import Waker
from docgen.model.digest import sha256
from docgen.operate.play import fill, read_play
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.watcher import Watcher
from tests.bench import NOW, PERIOD, TAKEN, TO_MEND, Bench, make
from tests.cases.watched import Watched, watched

DAY = 24 * 3600.0
PATIENCE = 1800.0
OWN = "T01-thon-mau-01"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@dataclass(frozen=True)
class Forms:
    """Filled forms, made once: of T01, of T01 with another figure, of T01 without its seal, of T02; and where the blank one of T01 lies."""

    first: bytes
    other: bytes
    unsealed: bytes
    second: bytes
    blank: Path


@pytest.fixture(scope="module")
def forms(base: Bench) -> Forms:
    right = next(drop for drop in read_play().drops if drop.unit == "T01" and drop.expect == "accepted")
    blank = base.blank("T01")
    unsealed = fill(blank.read_bytes(), replace(right, without_seal=True))
    return Forms(base.filled("T01"), base.filled("T01", so_ho=250), unsealed, base.filled("T02"), blank.relative_to(base.root))


@pytest.fixture
def form(forms: Forms) -> bytes:
    """The form of T01, filled without a mistake."""
    return forms.first


def _inbox(watcher: Watched) -> Path:
    return watcher.office.workspace.inbox


def _touch(path: Path, seconds_before: float) -> None:
    at = NOW.timestamp() - seconds_before
    os.utime(path, (at, at))


def test_f01_a_file_that_grows_for_ten_minutes_is_one_submission(bench: Bench, watcher: Watched, form: bytes) -> None:
    path, steps = bench.inbox / "a.xlsx", 150
    seen = []
    for step in range(1, steps + 1):
        path.write_bytes(form[: len(form) * step // steps])
        seen += watcher.look(4.0 * step) + watcher.look(4.0 * step + 2)
        if step < steps:
            assert watcher.waiting == [("a.xlsx", "not_whole")]

    assert seen == [("a.xlsx", "accepted", ())]
    assert watcher.events == ["accepted"]


def test_f02_a_copy_that_pauses_waits_and_is_taken_once_when_it_is_whole(bench: Bench, watcher: Watched, form: bytes) -> None:
    path = bench.drop("a.xlsx", form[: len(form) // 2])

    paused = [watcher.look(seconds) for seconds in (0, 5, 60, 600, 1200)]
    path.write_bytes(form)
    watcher.look(1300)

    assert paused == [[]] * 5
    assert watcher.look(1302) == [("a.xlsx", "accepted", ())]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2), id="f03 a tail of zeros"),
        pytest.param(lambda data: data[:2000] + bytes(1000) + data[3000:], id="f04 a hole in the middle"),
        pytest.param(lambda data: data[: len(data) // 3][::-1][: len(data) // 3][::-1] + data[len(data) // 2 :], id="f05 a part is gone"),
    ],
)
def test_f03_f04_f05_a_file_with_its_full_size_and_false_content_waits_and_is_returned_when_patience_ends(
    bench: Bench, watcher: Watched, form: bytes, spoil: object
) -> None:
    bench.drop("a.xlsx", spoil(form))  # type: ignore[operator]

    early = [watcher.look(seconds) for seconds in (0, 5, PATIENCE - 1)]
    why = watcher.waiting

    assert (early, why) == ([[]] * 3, [("a.xlsx", "not_whole")])
    assert watcher.look(PATIENCE + 1) == [("a.xlsx", "returned", ("tep_hong",))]


def test_f05_a_form_overwritten_in_place_by_a_shorter_one_waits_and_comes_whole(
    bench: Bench, watcher: Watched, form: bytes, forms: Forms
) -> None:
    shorter = forms.second[: len(form) * 2 // 3]
    path = bench.drop("a.xlsx", shorter + form[len(shorter) :])

    early = [watcher.look(seconds) for seconds in (0, 5, 60)]
    path.write_bytes(forms.second)
    watcher.look(70)

    assert early == [[]] * 3
    assert watcher.look(72) == [("a.xlsx", "accepted", ())]


def test_f06_a_time_of_last_year_changes_neither_order_nor_deadline(bench: Bench, watcher: Watched, form: bytes) -> None:
    watcher.look(0)
    _touch(bench.drop("a.xlsx", form), 400 * DAY)
    watcher.look(10)

    assert watcher.look(12) == [("a.xlsx", "accepted", ())]
    receipt = watcher.office.dataset.decisions.about(sha256(form))[0].receipt
    assert (receipt.not_after - NOW).total_seconds() == 10


def _padded(data: bytes, size: int) -> bytes:
    """Return the workbook packed anew, with a comment that makes it `size` bytes long."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry))
    missing = size - len(out.getvalue())
    assert missing >= 0
    with ZipFile(out, "a") as target:
        target.comment = b" " * missing
    return out.getvalue()


def test_f07_a_form_saved_over_with_its_size_and_time_kept_is_found_by_the_daily_rehash(
    bench: Bench, watcher: Watched, form: bytes, forms: Forms
) -> None:
    blank = bench.root / forms.blank
    before, status = blank.read_bytes(), blank.stat()
    watcher.look(0)
    blank.write_bytes(_padded(form, len(before)))
    os.utime(blank, ns=(status.st_atime_ns, status.st_mtime_ns))

    unseen = [watcher.look(seconds) for seconds in (5, DAY - 10)]
    watcher.look(DAY + 1)
    found = watcher.look(DAY + 3)

    assert unseen == [[], []]
    assert [outcome for _, outcome, _ in found] == ["accepted"]
    assert blank.read_bytes() == before


def test_f08_a_save_of_excel_by_way_of_another_name_is_one_revision_and_nobody_withdrew(
    bench: Bench, watcher: Watched, form: bytes, forms: Forms
) -> None:
    path = bench.drop("a.xlsx", forms.other)
    bench.drop("~$a.xlsx", b"owner")
    watcher.look(0)
    bench.drop("5A3F1C20", form)
    path.unlink()
    watcher.look(2)
    (bench.inbox / "5A3F1C20").rename(path)
    (bench.inbox / "~$a.xlsx").unlink()
    watcher.look(4)
    taken = watcher.look(6)
    later = [watcher.look(seconds) for seconds in (70, 140)]

    assert (taken, later) == ([("a.xlsx", "accepted", ())], [[], []])
    assert watcher.events == ["accepted"]


def test_f09_a_save_that_was_never_finished_is_an_alarm_with_the_units_name_and_can_be_taken(
    bench: Bench, watcher: Watched, form: bytes
) -> None:
    orphan = bench.drop("5A3F1C20", form)
    _touch(orphan, 60)
    watcher.look(0)
    fresh = watcher.amiss
    _touch(orphan, 3600)
    watcher.look(10)
    alarm = watcher.amiss

    orphan.rename(bench.inbox / "5A3F1C20.xlsx")
    watcher.look(20)

    assert fresh == ""
    assert "Tệp “5A3F1C20” của Thôn Mẫu 01 là bản Excel lưu dở" in alarm
    assert watcher.look(22) == [("5A3F1C20.xlsx", "accepted", ())]
    assert watcher.amiss == ""


@pytest.mark.parametrize("owner", [pytest.param("~$a.xlsx", id="f10 Excel"), pytest.param(".~lock.a.xlsx#", id="f12 LibreOffice")])
def test_f10_f12_a_form_that_somebody_has_open_waits_and_at_the_limit_its_saved_state_is_taken_and_noted(
    bench: Bench, watcher: Watched, form: bytes, owner: str
) -> None:
    bench.drop("a.xlsx", form)
    bench.drop(owner, b"owner")

    early = [watcher.look(seconds) for seconds in (0, 60, PATIENCE - 1)]
    why = watcher.waiting

    assert (early, why) == ([[]] * 3, [("a.xlsx", "in_use")])
    assert watcher.look(PATIENCE + 1) == [("a.xlsx", "accepted", ())]
    assert watcher.events == ["taken_in_use", "accepted"]
    assert "vẫn đang mở ở máy của đơn vị" in watcher.office.dataset.events.recent(2)[1].text


def test_f11_an_owner_file_left_by_a_crash_a_day_ago_holds_up_nobody(bench: Bench, watcher: Watched, form: bytes) -> None:
    bench.drop("a.xlsx", form)
    _touch(bench.drop("~$a.xlsx", b"owner"), 25 * 3600)
    watcher.look(0)

    assert watcher.look(2) == [("a.xlsx", "accepted", ())]


def test_f13_what_programs_leave_behind_is_ignored_and_never_deleted(bench: Bench, watcher: Watched) -> None:
    names = ["._form.xlsx", ".DS_Store", "Thumbs.db", "@eaDir/form.xlsx", "desktop.ini", "form.xlsx.part"]
    for name in names:
        bench.drop(name, b"x")

    seen = [watcher.look(seconds) for seconds in (0, 5, PATIENCE + 5)]

    assert seen == [[]] * 3
    assert all((bench.inbox / name).exists() for name in names)
    assert watcher.amiss == ""


def test_f14_copies_with_the_same_bytes_are_duplicates(bench: Bench, watcher: Watched, form: bytes) -> None:
    for name in ("form.xlsx", "form (1).xlsx", "form.sync-conflict-20261120-090000-ABCDEFG.xlsx"):
        bench.drop(name, form)
    watcher.look(0)

    outcomes = [outcome for _, outcome, _ in watcher.look(2)]

    assert sorted(outcomes) == ["accepted", "duplicate", "duplicate"]
    assert bench_current(watcher) == (1, 243)


def bench_current(watcher: Watched, unit: str = "T01") -> tuple[int, object] | None:
    revision = watcher.office.dataset.decisions.current(watcher.office.programmes()[0].name, unit, PERIOD)
    return (revision.number, revision.answers.get("so_ho").value) if revision else None


def test_f15_two_different_forms_of_one_unit_in_one_look_wait_for_a_person(
    bench: Bench, watcher: Watched, form: bytes, forms: Forms
) -> None:
    bench.drop("a.xlsx", form)
    bench.drop("b.xlsx", forms.other)
    watcher.look(0)

    outcomes = watcher.look(2)

    assert [(outcome, codes) for _, outcome, codes in outcomes] == [("held", ("hai_ban_cung_luc",))] * 2
    assert "khác nhau ở 1 ô" in watcher.office.dataset.decisions.held()[0].verdict.findings[0].message


def test_f15_found_one_after_the_other_the_later_one_is_a_revision(bench: Bench, watcher: Watched, form: bytes, forms: Forms) -> None:
    bench.drop("a.xlsx", form)
    watcher.look(0)
    bench.drop("b.xlsx", forms.other)
    watcher.look(2)
    watcher.look(4)

    assert bench_current(watcher) == (2, 250)


def test_f16_a_file_that_came_and_went_between_two_looks_is_nothing(bench: Bench, watcher: Watched, form: bytes) -> None:
    watcher.look(0)
    bench.drop("a.xlsx", form).unlink()

    seen = [watcher.look(seconds) for seconds in (2, 100)]

    assert (seen, watcher.events, watcher.amiss) == ([[], []], [], "")


def test_f17_a_file_that_was_seen_and_went_before_it_was_taken_is_listed(bench: Bench, watcher: Watched, form: bytes) -> None:
    path = bench.drop("a.xlsx", form[:1000])
    watcher.look(0)
    watcher.look(5)
    path.unlink()
    watcher.look(10)
    at_once = watcher.events
    watcher.look(75)

    assert (at_once, watcher.events) == ([], ["seen_not_captured"])
    assert "Tệp “a.xlsx” thấy lúc 09 giờ 00 phút, ngày 20/11/2026 nhưng đã bị xóa hoặc chuyển đi trước khi nhận" in watcher.amiss
    watcher.look(2 * DAY)
    assert watcher.amiss == ""


def test_f17_a_file_that_was_only_renamed_is_not_missed(bench: Bench, watcher: Watched, form: bytes) -> None:
    path = bench.drop("a.xlsx", form[:1000])
    watcher.look(0)
    path.rename(bench.inbox / "b.xlsx")

    for seconds in (5, 100, 200):
        watcher.look(seconds)

    assert watcher.events == []


def test_f18_a_file_deleted_after_it_was_taken_in_is_not_lost(
    bench: Bench, watcher: Watched, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decision itself is the event: after a kill nobody could tell who removed the file."""
    path = bench.drop("a.xlsx", form)
    real = type(watcher.office.dataset.captures).take

    def taken_then_deleted(captures: object, *arguments: object, **named: object) -> object:
        receipt = real(captures, *arguments, **named)  # type: ignore[arg-type]
        path.unlink()
        return receipt

    watcher.look(0)
    monkeypatch.setattr(type(watcher.office.dataset.captures), "take", taken_then_deleted)

    assert watcher.look(2) == [("a.xlsx", "accepted", ())]
    assert next((bench.inbox / TAKEN).glob("*.xlsx")).read_bytes() == form


def _with_own_folder(bench: Bench) -> None:
    (bench.inbox / OWN).mkdir()
    with bench.office() as office:
        issue_forms(office, None, PERIOD, "T01")


def test_f19_a_units_folder_that_was_renamed_is_told_and_what_docgen_put_there_is_no_drop(bench: Bench, form: bytes, forms: Forms) -> None:
    """A new drop in it is taken when its seal names the unit (the design lets any folder be walked); without a seal it is held."""
    _with_own_folder(bench)
    bench.drop(f"{OWN}/a.xlsx", form)
    bench.process()
    (bench.inbox / OWN).rename(bench.inbox / "Thư mục cũ")

    with watched(bench) as watcher:
        first = [watcher.look(seconds) for seconds in (0, 5)]
        told = watcher.amiss
        bench.drop("Thư mục cũ/b.xlsx", forms.other)
        watcher.look(10)
        sealed = watcher.look(12)
        bench.drop("Thư mục cũ/c.xlsx", forms.unsealed)
        watcher.look(14)
        unsealed = watcher.look(16)

    assert first == [[], []]
    assert f"Thư mục “{OWN}” của Thôn Mẫu 01 đã bị đổi tên thành “Thư mục cũ”" in told
    assert sealed == [("Thư mục cũ/b.xlsx", "accepted", ("doi_so_voi_lan_truoc",))] or sealed[0][1] == "accepted"
    assert [(outcome, codes[0]) for _, outcome, codes in unsealed] == [("held", "khong_ma_bieu")]


def test_f20_in_the_root_a_sealed_form_is_accepted_and_one_without_a_seal_is_held(bench: Bench, watcher: Watched, forms: Forms) -> None:
    bench.drop("a.xlsx", forms.unsealed)
    bench.drop("b.xlsx", forms.second)
    watcher.look(0)

    assert sorted(watcher.look(2)) == [("a.xlsx", "held", ("khong_ma_bieu",)), ("b.xlsx", "accepted", ())]


def test_f21_a_file_six_folders_deep_is_taken_and_what_lies_beyond_eight_is_told(
    bench: Bench, watcher: Watched, form: bytes, forms: Forms
) -> None:
    bench.drop("1/2/3/4/5/6/a.xlsx", form)
    bench.drop("1/2/3/4/5/6/7/8/9/b.xlsx", forms.second)
    watcher.look(0)

    assert watcher.look(2) == [("1/2/3/4/5/6/a.xlsx", "accepted", ())]
    assert "nằm quá sâu (quá 8 cấp thư mục)" in watcher.amiss


def test_f22_many_files_at_once_are_taken_once_each_and_their_folders_take_turns(bench: Bench, watcher: Watched) -> None:
    """Ten thousand are the soak test's (tests/acceptance/test_scale.py)."""
    for folder in "abc":
        for number in range(20):
            bench.drop(f"{folder}/{number:02}.jpg", b"\xff\xd8\xff\xe0" + f"{folder}{number}".encode() * 50)
    watcher.look(0)

    outcomes = watcher.look(2)
    again = watcher.look(4)

    assert (len(outcomes), len({file for file, _, _ in outcomes}), again) == (60, 60, [])
    assert [file for file, _, _ in outcomes[:6]] == ["a/00.jpg", "b/00.jpg", "c/00.jpg", "a/01.jpg", "b/01.jpg", "c/01.jpg"]


def test_f22_how_many_files_are_stored_and_not_answered_yet_is_known(bench: Bench, watcher: Watched, form: bytes) -> None:
    watcher.memory.judge = lambda office, receipt: None
    bench.drop("a.xlsx", form)
    watcher.look(0)
    watcher.look(2)
    worker: Watcher = watcher.working()
    worker.turned = watcher.last
    worker._note_condition()

    assert worker.condition.queued == 1


def test_f23_a_link_is_not_followed_and_is_told(bench: Bench, watcher: Watched, form: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(form)
    (bench.inbox / "a.xlsx").symlink_to(tmp_path / "a.xlsx")
    (bench.inbox / "thu muc").symlink_to(tmp_path, target_is_directory=True)

    seen = [watcher.look(seconds) for seconds in (0, 5)]

    assert seen == [[], []]
    assert "“a.xlsx” là lối tắt" in watcher.amiss


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFO among its files")
def test_f24_a_pipe_is_not_opened_and_is_told(bench: Bench, watcher: Watched) -> None:
    if sys.platform != "win32":
        os.mkfifo(bench.inbox / "x.xlsx")

    seen = [watcher.look(seconds) for seconds in (0, 5)]

    assert seen == [[], []]
    assert "“x.xlsx” không phải tệp thường" in watcher.amiss


def test_f25_a_folder_called_like_a_form_is_a_folder(bench: Bench, watcher: Watched, form: bytes) -> None:
    bench.drop("form.xlsx/a.xlsx", form)
    watcher.look(0)

    assert watcher.look(2) == [("form.xlsx/a.xlsx", "accepted", ())]


def test_f26_two_names_of_one_file_are_a_form_and_its_duplicate(bench: Bench, watcher: Watched, form: bytes) -> None:
    (bench.inbox / "b.xlsx").hardlink_to(bench.drop("a.xlsx", form))
    watcher.look(0)

    assert sorted(outcome for _, outcome, _ in watcher.look(2)) == ["accepted", "duplicate"]


def test_f27_a_storm_of_events_wakes_the_loop_no_oftener_than_its_gap(tmp_path: Path) -> None:
    wakes, begun = 0, time.monotonic()
    with Waker((tmp_path,), gap_seconds=0.2) as waker:
        while time.monotonic() - begun < 2.0:
            for number in range(40):
                (tmp_path / f"{number}.xlsx").touch()
            wakes += waker.wait(0.05)
    seconds = time.monotonic() - begun

    assert 1 <= wakes <= seconds / 0.2 + 1


def test_f28_when_the_hint_dies_the_loop_knows_and_the_scan_still_finds_the_file(
    bench: Bench, watcher: Watched, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Waker((bench.inbox,)) as waker:
        was_on = waker.is_hint_on
        with monkeypatch.context() as broken:
            broken.setattr(watch, "_observers", lambda *_: iter(()))
            for one in waker._watches.values():
                one.stop()
            waker.wait(0.01)
            was_off = not waker.is_hint_on
            bench.drop("a.xlsx", form)
            watcher.look(0)
            found = watcher.look(2)
        waker.wait(0.01)
        is_on_again = waker.is_hint_on

    assert (was_on, was_off, is_on_again) == (True, True, True)
    assert found == [("a.xlsx", "accepted", ())]


def test_f29_files_that_lie_there_when_docgen_starts_go_the_same_way(bench: Bench, form: bytes) -> None:
    bench.drop("a.xlsx", form)

    with watched(bench) as watcher:
        seen = [watcher.look(seconds) for seconds in (0, 2)]

    assert seen == [[], [("a.xlsx", "accepted", ())]]


def test_f30_a_file_half_copied_when_docgen_starts_waits(bench: Bench, form: bytes) -> None:
    path = bench.drop("a.xlsx", form[: len(form) // 2])

    with watched(bench) as watcher:
        half = [watcher.look(seconds) for seconds in (0, 2, 100)]
        path.write_bytes(form)
        watcher.look(102)
        whole = watcher.look(104)

    assert (half, whole) == ([[]] * 3, [("a.xlsx", "accepted", ())])


def test_f31_an_empty_placeholder_waits_for_its_content(bench: Bench, watcher: Watched, form: bytes) -> None:
    path = bench.drop("a.xlsx", b"")
    empty = [watcher.look(seconds) for seconds in (0, 5, 600)]
    why = watcher.waiting
    path.write_bytes(form)
    watcher.look(700)

    assert (empty, why) == ([[]] * 3, [("a.xlsx", "empty")])
    assert watcher.look(702) == [("a.xlsx", "accepted", ())]


def test_f31_a_file_that_stays_empty_is_returned_when_patience_ends(bench: Bench, watcher: Watched) -> None:
    bench.drop("a.xlsx", b"")
    watcher.look(0)
    watcher.look(5)

    assert watcher.look(PATIENCE + 1) == [("a.xlsx", "returned", ("tep_rong",))]
    assert any(name.startswith("CAN GUI LAI") for name in bench.names(TO_MEND))


def test_f31_a_file_whose_bytes_are_still_in_a_cloud_is_not_read_and_after_a_day_told(
    bench: Bench, watcher: Watched, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attribute is Windows' own, so it is set at the door of the operating system (docgen/system.py)."""
    bench.drop("a.xlsx", form)
    with monkeypatch.context() as cloud:
        cloud.setattr(scan, "is_placeholder", lambda status: status.st_size == len(form))
        cloud.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
        waiting = [watcher.look(seconds) for seconds in (0, 5, PATIENCE + 5)]
        why, early = watcher.waiting, watcher.amiss
        watcher.look(DAY + 10)
        late = watcher.amiss
    watcher.look(DAY + 20)

    assert (waiting, why) == ([[]] * 3, [("a.xlsx", "not_local")])
    assert (early, "nội dung còn trên đám mây" in late) == ("", True)
    assert watcher.look(DAY + 22) == [("a.xlsx", "accepted", ())]
