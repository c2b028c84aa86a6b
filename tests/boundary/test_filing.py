"""Documents written together: one at which the program fails keeps no other back, and no two of them are one file."""

from __future__ import annotations

import errno
import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from docgen.dataset.papers import Papers, PaperVersion
from docgen.model.submissions import IssuedNumber
from docgen.outbox import disk, filing, papers, place, sights
from docgen.outbox.asking import Asker
from docgen.outbox.desk import Desk, Made, PaperResult
from docgen.outbox.drawing import Wanted
from docgen.outbox.filing import Found, Planned
from docgen.outbox.place import Placer
from docgen.outbox.sights import Begun, Sight
from docgen.outbox.strays import Strays
from docgen.outbox.wishes import Bundle, Placing, Wish
from docgen.pipeline import making, project
from docgen.pipeline.choosing import Selection
from docgen.pipeline.clerk import Clerk
from docgen.settings import TIME_ZONE
from tests.bench import NOW, Bench, make, make_reported
from tests.edited_papers import whole_text

FOLDER = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "ke-hoach"
OVERDUE = datetime(2026, 12, 2, 9, tzinfo=TIME_ZONE)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return make_reported(tmp_path / "nơi làm việc", "T01", "T02")


@pytest.mark.parametrize("processes", [1, 2])
def test_of_documents_that_would_be_one_file_only_the_first_is_made_and_the_others_are_told(bench: Bench, processes: int) -> None:
    cut = "Kế hoạch " + "thực hiện Chương trình " * 6
    _change_definition(bench, "kh-thon", "filename", f"{cut} {{{{ don_vi.ten_khong_dau }}}}")
    with bench.office() as office:
        results = project.generate_papers(office, Selection(document="kh-thon"), processes=processes)

    assert [result.made for result in results] == [Made.WRITTEN, *[Made.FAILED] * (len(results) - 1)]
    assert len(results) > making.TOGETHER
    assert "của Thôn Mẫu 10: tên tệp “Kế hoạch thực hiện" in results[9].problem
    assert "của Thôn Mẫu 01. Sửa cột filename, tờ documents của programme.xlsx" in results[9].problem


@pytest.mark.parametrize("is_forced", [True, False])
def test_each_disk_is_asked_as_often_for_some_documents_as_for_one(bench: Bench, monkeypatch: pytest.MonkeyPatch, is_forced: bool) -> None:
    asked: list[int] = []
    real = Asker.ask_all

    def ask_all(asker: Asker, steps: Sequence[tuple[Path, Callable[[], object]]]) -> list[object]:
        asked.append(len(steps))
        return real(asker, steps)

    monkeypatch.setattr(Asker, "ask_all", ask_all)
    beside = []
    for unit in ("T01", None):
        _say_in_template(bench, "kh-thon")
        asked.clear()
        with bench.office() as office:
            results = project.generate_papers(office, Selection(document="kh-thon", unit=unit, is_forced=is_forced))
        beside.append(len(asked) - 4 * math.ceil(len(results) / making.TOGETHER))

    assert beside[0] == beside[1]  # documents, units' folders; then both, and what is written
    assert len(results) > making.TOGETHER


def test_a_bug_at_looking_at_documents_together_lets_each_be_looked_at_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    look_all = sights.look_all

    def looking(desk: Desk, begun: Sequence[Begun]) -> dict[Path, Sight]:
        if len(begun) > 1:
            raise KeyError("không có")
        return look_all(desk, begun)

    _say_in_template(bench, "kh-thon")
    with bench.office() as office:
        monkeypatch.setattr(sights, "look_all", looking)
        results = project.generate_papers(office, Selection(document="kh-thon"))

    assert {result.made for result in results} == {Made.WRITTEN}


@pytest.mark.parametrize("step", ["on the disk", "in the dataset"])
def test_a_bug_at_writing_one_document_keeps_no_other_of_those_written_together_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    plans = sorted((bench.root / FOLDER).glob("*.docx"))
    name = plans[3].relative_to(bench.root).as_posix()
    for path in plans:
        path.unlink()
    put, keep = disk.put, Papers.keep_versions

    def putting(path: Path, data: bytes, digest: str, there: str | None) -> None:
        if path == plans[3]:
            raise KeyError("không có")
        put(path, data, digest, there)

    def keeping(papers: Papers, versions: Collection[PaperVersion], spared: str = "") -> None:
        if any(version.path == name for version in versions):
            raise KeyError("không có")
        keep(papers, versions, spared)

    with monkeypatch.context() as patch, bench.office() as office:
        patch.setattr(disk, "put", putting) if step == "on the disk" else patch.setattr(Papers, "keep_versions", keeping)
        results = project.generate_papers(office, Selection(document="kh-thon"))
    with bench.office() as office:
        again = project.generate_papers(office, Selection(document="kh-thon"))

    assert [place for place, result in enumerate(results) if result.is_unfinished] == [3]
    assert len(results) == len(plans) > making.TOGETHER
    assert [place for place, result in enumerate(again) if result.made is not Made.UNCHANGED] == [3]
    assert sorted((bench.root / FOLDER).glob("*.docx")) == plans


def test_a_file_planned_twice_is_written_twice_and_stays_docgens(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    write_all = Placer.write_all

    def writing(placer: Placer, bundles: Sequence[Bundle], note: Callable[[Sequence[int]], None]) -> Sequence[Placing]:
        told.append(len(bundles))
        return write_all(placer, bundles, note)

    monkeypatch.setattr(Placer, "write_all", writing)
    with bench.office() as office:
        placer, path = office.placer(), bench.root / "outbox" / "a.docx"
        record, want = office.dataset.papers.all()[0], Wanted(office.programmes()[0], office.programmes()[0].documents[0])
        planned = [
            Planned(want, at, Bundle([Wish(at, data, "document")]), replace(record, path=placer.relative(at)), Found())
            for at, data in ((path, b"one"), (path.with_name("b.docx"), b"b"), (path, b"two"))
        ]
        desk = Desk(
            office.workspace, office.dataset, placer, office.calendar, office.now, Strays(office.workspace.outbox, office.dataset, placer)
        )

        results = filing.write(desk, planned)

        assert [result.made for result in results] == [Made.WRITTEN] * 3
        assert (path.read_bytes(), placer.is_ours(path)) == (b"two", True)
        assert told == [2, 1]


class Killed(BaseException):
    """The process is gone."""


def test_new_documents_whose_writing_was_stopped_are_followed_as_if_it_had_not_been(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(folder: Path) -> None:
        raise Killed

    for unit in ("T02", "T03"):
        with monkeypatch.context() as patch, bench.office(OVERDUE) as office, pytest.raises(Killed):
            patch.setattr(place, "flush_folder", die)
            project.generate_papers(office, Selection(document="cv-don-doc", unit=unit))
    folder = bench.root / FOLDER.parent / "cong-van"
    sent, asked = (folder / f"CV don doc - Thon Mau {number} - nam-2026.docx" for number in ("02", "03"))
    there = sent.is_file(), asked.is_file()
    renamed = asked.rename(folder / "Bản của chị.docx")
    _say_in_template(bench, "cv-don-doc")
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(OVERDUE, with_papers=True)

    assert there == (True, True)
    assert (sent.exists(), asked.exists()) == (False, False)
    assert "ĐÃ ĐỔI" in whole_text(renamed.read_bytes())


def test_one_that_was_begun_only_is_made_with_what_another_unit_makes_stale(bench: Bench) -> None:
    begun = bench.root / FOLDER / "KH Thon Mau 03 - nam-2026.docx"
    begun.unlink()
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()

    with bench.office() as office:
        record = office.dataset.papers.find(begun.relative_to(bench.root).as_posix())
        assert record is not None
        office.dataset.papers.remember(replace(record, fingerprint=""))
        project.project(office, office.placer(), Clerk(), is_full=False)

    assert begun.is_file()


def test_a_new_document_that_the_disk_refuses_leaves_no_record(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes, digest: str, there: str | None) -> None:
        raise OSError(errno.ENOSPC, "full")

    with bench.office(OVERDUE) as office:
        before = [record.path for record in office.dataset.papers.all()]
        monkeypatch.setattr(disk, "put", full)
        results = project.generate_papers(office, Selection(document="cv-don-doc"))
        after = [record.path for record in office.dataset.papers.all()]

    assert {result.made for result in results} == {Made.UNWRITTEN}
    assert after == before


def test_a_document_that_gets_another_name_while_the_others_are_planned_is_followed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    plans = sorted((bench.root / FOLDER).glob("*.docx"))
    renamed, real = plans[0].with_name("Bản của chị.docx"), papers.plan

    def plan(desk: Desk, begun: Begun, sight: Sight | None = None, force: bool = False) -> PaperResult | Planned:
        if begun.path == plans[2]:
            plans[0].rename(renamed)
        return real(desk, begun, sight, force)

    with bench.office() as office:
        monkeypatch.setattr(papers, "plan", plan)
        first = project.generate_papers(office, Selection(document="kh-thon", is_forced=True))
        monkeypatch.undo()
    _say_in_template(bench, "kh-thon")
    with bench.office() as office:
        second = project.generate_papers(office, Selection(document="kh-thon"))

    assert [place for place, result in enumerate(first) if result.is_unfinished] in ([], [0])
    assert {result.made for result in second} == {Made.WRITTEN}
    assert sorted((bench.root / FOLDER).glob("*.docx")) == sorted([renamed, *plans[1:]])
    assert "ĐÃ ĐỔI" in whole_text(renamed.read_bytes())


def test_a_unit_that_had_no_copy_any_more_gets_the_issued_document_once_its_folder_can_be_written(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, put = Selection(document="kh-thon", unit="T01"), disk.put

    def full(path: Path, data: bytes, digest: str, there: str | None) -> None:
        if path.is_relative_to(bench.inbox):
            raise OSError(errno.ENOSPC, "full")
        put(path, data, digest, there)

    [copy] = bench.inbox.rglob("KH Thon Mau 01*.docx")
    copy.unlink()
    with bench.office() as office:
        programme = office.programmes()[0].name
        office.dataset.papers.record_issue(IssuedNumber(programme, "kh-thon", "2026", "T01", "77/KH-UBND", date(2026, 11, 21)), NOW)
        monkeypatch.setattr(disk, "put", full)
        project.generate_papers(office, plan)
        monkeypatch.undo()
    with bench.office() as office:
        [later] = project.generate_papers(office, plan)
        written = copy.read_bytes()
        copy.unlink()
        project.generate_papers(office, plan)

    assert "77/KH-UBND" in whole_text(written)
    assert written == later.path.read_bytes()
    assert not copy.exists()  # it has had it, and took it away


@pytest.mark.parametrize(
    ("document", "name"), [("bc-xa", "nam-2026/bao-cao/BC xa - nam-2026.docx"), ("kh-xa", "ke-hoach/KH xa - bdg.docx")]
)
def test_a_persons_file_at_the_place_of_a_new_document_that_no_unit_gets_stays(tmp_path: Path, document: str, name: str) -> None:
    bench = make(tmp_path / "mau", "T01")
    hers = bench.root / "outbox" / "binh-dang-gioi" / name
    hers.parent.mkdir(parents=True, exist_ok=True)
    docx.Document().save(str(hers))
    was, made = hers.read_bytes(), []
    for _ in range(2):
        with bench.office() as office:
            made += [result.made for result in project.generate_papers(office, Selection(document=document))]

    assert (made, hers.read_bytes()) == ([Made.BESIDE, Made.UNCHANGED], was)


def test_an_issued_document_that_cannot_be_read_now_stays_issued(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, real = Selection(document="kh-thon", unit="T01"), Path.read_bytes
    with bench.office() as office:
        programme = office.programmes()[0].name
        office.dataset.papers.record_issue(IssuedNumber(programme, "kh-thon", "2026", "T01", "77/KH-UBND", date(2026, 11, 21)), NOW)
        [issued] = project.generate_papers(office, plan)

    def read_bytes(path: Path) -> bytes:
        if path == issued.path:
            raise PermissionError(errno.EACCES, "held")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with bench.office() as office:
        [held] = project.generate_papers(office, plan)

    assert held.made is Made.ISSUED


def _change_definition(bench: Bench, document: str, column: str, value: str) -> None:
    path = bench.root / "templates" / "binh-dang-gioi" / "programme.xlsx"
    book = openpyxl.load_workbook(path)
    header, *rows = book["documents"].iter_rows()
    place = [cell.value for cell in header].index(column)
    for row in rows:
        if row[0].value == document:
            row[place].value = value
    book.save(path)


def _say_in_template(bench: Bench, name: str) -> None:
    path = bench.root / "templates" / "binh-dang-gioi" / f"{name}.docx"
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run(" ĐÃ ĐỔI")
    document.save(str(path))
