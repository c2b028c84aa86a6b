"""One turn of the work on real files: what stands after a bug, a stop, a stubborn disk or a stubborn unit."""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Never

import pytest
from openpyxl import Workbook

from docgen.forms.census import read_census
from docgen.inbox import capture
from docgen.inbox.capture import Taken
from docgen.inbox.settle import Rest
from docgen.model.digest import sha256
from docgen.model.folders import ROOT_MARKER
from docgen.model.submissions import ActKind, Receipt, Zone
from docgen.pipeline import answering, deciding, judging, turn
from docgen.pipeline.deciding import decide
from docgen.pipeline.facts_of import slip_facts
from docgen.pipeline.reports import FileResult
from docgen.settings import TIME_ZONE
from tests.bench import FORMS, NOW, REHEARSAL, TAKEN, TO_MEND, Bench, make, resaved, set_cell
from tests.hostile import with_part


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def _bug() -> Never:
    """Fail in a way that nobody foresaw."""
    raise KeyError("không có")


class _Stopped(BaseException):
    """As if the process had been killed here."""


def test_a_bug_at_one_file_holds_that_file_and_the_others_go_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = bench.filled("T01")
    real = read_census
    monkeypatch.setattr(judging, "read_census", lambda data, *rest: real(data, *rest) if data != bad else _bug())
    bench.drop("mot.xlsx", bad)
    bench.drop("hai.xlsx", bench.filled("T02"))

    outcomes = bench.outcomes()

    assert sorted(outcomes) == [("hai.xlsx", "accepted", ()), ("mot.xlsx", "held", ("loi_phan_mem",))]
    assert "KeyError" in (bench.root / ".docgen" / "docgen.log").read_text("utf-8")
    slip = next((bench.inbox / TAKEN).glob("CHO XAC MINH*.txt")).read_text("utf-8-sig")
    assert "Phần mềm gặp lỗi khi đọc tệp này; xã đã được báo." in slip


def test_a_folder_of_templates_that_is_away_is_told_and_work_goes_on(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.glob

    def away(path: Path, pattern: str) -> Iterator[Path]:
        if path.name == "templates":
            raise OSError(errno.EIO, "away")
        return real(path, pattern)

    with bench.office() as office:
        with monkeypatch.context() as share:
            share.setattr(Path, "glob", away)
            meanwhile = office.refreshed()
        back = meanwhile.refreshed()

    assert re.fullmatch(r"Không xem được thư mục “.*templates”: thư mục chung đang mất kết nối\.", meanwhile.trouble)
    assert meanwhile.catalogue == office.catalogue
    assert back.trouble == ""


def test_a_file_held_for_a_bug_is_accepted_once_the_program_can_read_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(judging, "read_census", lambda *_: _bug())
        bench.drop("mot.xlsx", bench.filled("T01"))
        bench.process()
        refused = bench.decide(ActKind.ACCEPT)

    accepted = bench.decide(ActKind.ACCEPT)

    assert (refused.is_done, accepted.is_done) == (False, True)
    assert bench.current("T01") is not None


def test_a_bug_while_one_file_is_answered_keeps_no_other_waiting(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = slip_facts
    with monkeypatch.context() as broken:
        broken.setattr(answering, "slip_facts", lambda office, decision: real(office, decision) if decision.id > 1 else _bug())
        bench.drop("mot.xlsx", bench.filled("T01"))
        bench.drop("hai.xlsx", bench.filled("T02"))
        bench.process()
        first = bench.names(TAKEN)
    bench.process()

    assert len(first) == 2
    assert len(bench.names(TAKEN)) == 4


def test_a_number_too_large_for_any_arithmetic_is_told_and_stops_nobody(bench: Bench) -> None:
    huge = with_part(bench.filled("T01"), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v>243</v>", b"<v>2e999999999</v>"))
    bench.drop("mot.xlsx", huge)
    bench.drop("hai.xlsx", bench.filled("T02"))

    assert sorted(bench.outcomes()) == [("hai.xlsx", "accepted", ()), ("mot.xlsx", "returned", ("tep_hong",))]


def test_a_sheet_renamed_without_its_names_is_told_as_broken_not_as_blank(bench: Bench) -> None:
    def rename(book: Workbook) -> None:
        book["Biểu"].title = "Sheet1"

    bench.drop("mot.xlsx", resaved(bench.filled("T01"), rename))

    assert bench.outcomes()[0][1:] == ("returned", ("bieu_bi_sua_cau_truc",))


def test_a_form_is_taken_also_from_the_folder_of_the_offices_own_documents(bench: Bench) -> None:
    bench.drop("_5-van-ban-cua-don-vi/mot.xlsx", bench.filled("T01"))
    bench.drop("_5-van-ban-cua-don-vi/ke hoach sua.docx", b"PK\x03\x04")

    outcomes = bench.outcomes()

    assert outcomes == [
        ("_5-van-ban-cua-don-vi/mot.xlsx", "accepted", ()),
        ("_5-van-ban-cua-don-vi/ke hoach sua.docx", "ignored", ()),
    ]
    assert (bench.inbox / "_5-van-ban-cua-don-vi" / "ke hoach sua.docx").exists()


def test_a_returned_form_that_comes_back_as_it_was_is_not_returned_again(bench: Bench) -> None:
    bench.drop("mot.xlsx", bench.filled("T01", so_ho="mười"))
    bench.process()
    returned = bench.inbox / TO_MEND / "mot.xlsx"

    bench.drop("ban sao.xlsx", returned.read_bytes())
    copied = bench.outcomes()
    returned.write_bytes(resaved(returned.read_bytes()))
    saved = bench.outcomes()

    assert copied == [("ban sao.xlsx", "duplicate", ("chua_sua",))]
    assert saved == [(f"{TO_MEND}/mot.xlsx", "duplicate", ("chua_sua",))]
    assert returned.exists()
    assert bench.outcomes() == []


def test_another_mistake_in_the_same_cell_is_returned_again(bench: Bench) -> None:
    bench.drop("mot.xlsx", bench.filled("T01", so_ho="mười"))
    bench.process()

    bench.drop("hai.xlsx", bench.filled("T01", so_ho="một trăm"))

    assert bench.outcomes() == [("hai.xlsx", "returned", ("chu_trong_o_so",))]


def test_what_was_said_of_a_returned_form_goes_when_it_is_accepted(bench: Bench) -> None:
    bench.drop("mot.xlsx", bench.filled("T01", so_ho="mười"))
    bench.process()
    returned = bench.inbox / TO_MEND / "mot.xlsx"
    returned.write_bytes(resaved(returned.read_bytes()))
    bench.process()
    returned.write_bytes(resaved(returned.read_bytes(), lambda book: set_cell(book, "so_ho", 250)))

    assert bench.outcomes() == [(f"{TO_MEND}/mot.xlsx", "accepted", ())]
    assert bench.names(TO_MEND) == []


def test_a_worse_revision_is_returned_and_the_accepted_one_stays(bench: Bench) -> None:
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process()
    bench.drop("hai.xlsx", bench.filled("T01", so_ho="mười"))

    assert bench.outcomes() == [("hai.xlsx", "returned", ("chu_trong_o_so",))]
    assert bench.current("T01") == (1, 243)


def test_a_too_large_file_is_answered_once_and_its_slip_goes_with_it(bench: Bench) -> None:
    large = bench.drop("lon.xlsx", bytes(26 * 1024 * 1024))

    first, again = bench.outcomes(), bench.outcomes()
    said = bench.names(TO_MEND)
    large.unlink()
    bench.process()

    assert first == again == [("lon.xlsx", "returned", ("qua_lon",))]
    assert said == ["KHONG NHAN - lon.xlsx.txt"]
    assert bench.names(TO_MEND) == []


def test_a_too_large_file_is_told_once_by_one_watcher(bench: Bench) -> None:
    bench.drop("lon.xlsx", bytes(26 * 1024 * 1024))

    with bench.office() as office:
        memory, told = turn.remember(office), list[FileResult]()
        for seconds in range(6):
            told += turn.take_turn(office, memory, Rest(1, 60), float(seconds)).files

    assert [result.file for result in told] == ["lon.xlsx"]


def test_two_files_that_one_look_found_are_rivals(bench: Bench) -> None:
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.drop("hai.xlsx", bench.filled("T01", so_ho=250))

    assert sorted(bench.outcomes()) == [("hai.xlsx", "held", ("hai_ban_cung_luc",)), ("mot.xlsx", "held", ("hai_ban_cung_luc",))]


def test_two_files_found_one_after_the_other_are_a_form_and_its_revision_however_late_they_are_judged(bench: Bench) -> None:
    forms = {"mot.xlsx": bench.filled("T01"), "hai.xlsx": bench.filled("T01", so_ho=250)}
    with bench.office() as office:
        for minutes, (name, data) in enumerate(forms.items()):
            office.dataset.captures.take(name, data, None, NOW + timedelta(minutes=minutes), Zone.DROP, "")
    bench.process()

    assert bench.current("T01") == (2, 250)


def test_a_stop_between_two_rivals_leaves_none_of_them_to_be_taken_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.drop("hai.xlsx", bench.filled("T01", so_ho=250))
    decided: list[Receipt] = []

    def stop_at_the_second(office, receipt, verdict, act=None):  # type: ignore[no-untyped-def]
        if decided:
            raise _Stopped
        decided.append(receipt)
        return decide(office, receipt, verdict, act)

    with monkeypatch.context() as stopping:
        stopping.setattr(deciding, "decide", stop_at_the_second)
        with pytest.raises(_Stopped):
            bench.process()

    assert [outcome for _, outcome, _ in bench.outcomes()] == ["held", "held"]
    assert bench.current("T01") is None


@pytest.mark.parametrize("step", ["take_away", "remove"])
def test_a_stop_while_a_file_is_put_away_is_made_good_by_the_next_run(bench: Bench, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    bench.drop("mot.xlsx", bench.filled("T01"))
    real = getattr(capture, step)

    def stopped(*arguments: object) -> Taken:
        real(*arguments)
        raise _Stopped

    with monkeypatch.context() as stopping:
        stopping.setattr(capture, step, stopped)
        with pytest.raises(_Stopped):
            bench.process()
    bench.process()

    assert bench.current("T01") == (1, 243)
    assert bench.names(TAKEN) == ["DA TIEP NHAN - Thon Mau 01 - nam 2026 - lan 1.txt", "mot - lan 1.xlsx"]
    assert [path.name for path in bench.inbox.rglob(".docgen-*") if path.is_file()] == [ROOT_MARKER]


def test_a_stop_between_decision_and_answer_is_answered_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.drop("mot.xlsx", bench.filled("T01", so_ho="mười"))

    def stopped(self: answering.Answerer) -> int:
        raise _Stopped

    with monkeypatch.context() as stopping:
        stopping.setattr(answering.Answerer, "answer_all", stopped)
        with pytest.raises(_Stopped):
            bench.process()
    bench.process()

    assert bench.names(TO_MEND) == ["CAN SUA - Thon Mau 01 - nam 2026 - lan 1.txt", "mot.xlsx"]


def test_a_rehearsal_is_answered_once_in_full_and_nothing_is_recorded(bench: Bench) -> None:
    bench.drop(f"{REHEARSAL}/mot.xlsx", bench.filled("T01", so_ho="mười"))

    first, again = bench.outcomes(), bench.outcomes()

    assert first == [(f"{REHEARSAL}/mot.xlsx", "returned", ("chu_trong_o_so",))]
    assert again == []
    assert "DA DANH DAU - mot.xlsx" in bench.names(REHEARSAL)
    with bench.office() as office:
        assert office.dataset.decisions.returned_open(office.programmes()[0].name, "2026") == {}


def test_a_blank_form_saved_over_is_taken_and_put_back(bench: Bench) -> None:
    blank = bench.blank("T01")
    before = blank.read_bytes()
    blank.write_bytes(bench.filled("T01"))

    assert [outcome for _, outcome, _ in bench.outcomes()] == ["accepted"]
    assert blank.read_bytes() == before
    assert FORMS in str(blank)


@pytest.mark.parametrize(
    ("look", "drop", "days_late"),
    [
        pytest.param("2026-11-30T23:59", "2026-11-30T23:59", 0, id="the last minute"),
        pytest.param("2026-11-30T20:00", "2026-12-01T07:00", 0, id="docgen was off across the deadline"),
        pytest.param("2026-12-01T00:01", "2026-12-01T07:00", 1, id="after it"),
    ],
)
def test_a_form_is_on_time_when_it_may_have_come_on_time(bench: Bench, look: str, drop: str, days_late: int) -> None:
    at = [datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE) for text in (look, drop)]
    bench.process(at[0])
    bench.drop("mot.xlsx", bench.filled("T01"))

    bench.process(at[1])

    with bench.office() as office:
        revision = office.dataset.decisions.current(office.programmes()[0].name, "T01", "2026")
    assert revision is not None
    assert revision.days_late == days_late


def test_an_inbox_that_is_away_is_not_made_anew(bench: Bench) -> None:
    away = bench.inbox.rename(bench.root / "mang di")

    report = bench.process(with_papers=True)
    is_there = bench.inbox.exists()
    away.rename(bench.inbox)

    assert (is_there, report.needs_a_person) == (False, True)
    assert bench.blank("T01").exists()


def test_what_the_program_used_is_recorded_by_hash(bench: Bench) -> None:
    definition = (bench.root / "templates" / "units.xlsx").read_bytes()
    settings = (bench.root / "docgen.toml").read_bytes()

    bench.process(with_papers=True)

    template = (bench.root / "templates" / "binh-dang-gioi" / "bc-xa.docx").read_bytes()
    with bench.office() as office:
        for data in (definition, settings, template):
            assert office.dataset.facts.bytes_of(sha256(data)) == data


def test_a_table_whose_name_covers_the_whole_sheet_is_read_without_delay(bench: Bench) -> None:
    def stretched(part: bytes) -> bytes:
        return re.sub(rb'(name="dg_ten_hd"[^>]*>)[^<]*<', lambda found: found[1] + "'Biểu'!$B$1:$B$1048576<".encode(), part)

    data = with_part(bench.filled("T01"), "xl/workbook.xml", stretched)
    begun = time.process_time()
    bench.drop("mot.xlsx", data)

    assert [outcome for _, outcome, _ in bench.outcomes()] == ["returned"]
    assert time.process_time() - begun < 6
