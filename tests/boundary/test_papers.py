"""Documents in outbox/: what a person edited stays, what changed is told, and one that cannot be made keeps no other from being made."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from openpyxl import load_workbook

from docgen.dataset.papers import PaperRecord
from docgen.dataset.pending import Scope
from docgen.documents.fingerprint import fingerprint
from docgen.documents.merging.merge import moves
from docgen.model.digest import sha256
from docgen.model.programme import DocumentSpec
from docgen.model.submissions import ActKind, IssuedNumber
from docgen.outbox import drawing
from docgen.outbox.desk import Made
from docgen.outbox.edited import NEW_FIGURES
from docgen.outbox.strays import NOT_NEEDED
from docgen.pipeline import acting, project, unit_acts
from docgen.pipeline.choosing import Selection
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.issue import issue_forms
from docgen.settings import TIME_ZONE
from tests.bench import NOW, Bench, make_reported
from tests.edited_papers import comments, whole_text

TEMPLATES = Path("templates") / "binh-dang-gioi"
REPORT = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
OVERDUE = datetime(2026, 12, 2, 9, tzinfo=TIME_ZONE)
PLAN = Path("outbox") / "binh-dang-gioi" / "ke-hoach" / "KH xa - bdg.docx"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_reported(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def _record(bench: Bench, path: Path) -> PaperRecord:
    with bench.office() as office:
        record = office.dataset.papers.find(path.as_posix())
    assert record is not None
    return record


def _edit(path: Path, before: str = "", after: str = "") -> bytes:
    """Let the clerk add a sentence; and write `after` for the first run that says `before`."""
    document = docx.Document(str(path))
    document.add_paragraph("Câu do cán bộ viết thêm.")
    if before:
        next(run for paragraph in document.paragraphs for run in paragraph.runs if run.text == before).text = after
    document.save(str(path))
    return path.read_bytes()


def _text(path: Path) -> str:
    return whole_text(path.read_bytes())


def _beside(path: Path) -> Path:
    return path.with_stem(path.stem + NEW_FIGURES)


def _page(bench: Bench) -> str:
    return (bench.root / "outbox" / "index.html").read_text("utf-8")


def _change_template(path: Path, change: Callable[[bytes], bytes]) -> None:
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, change(part) if name == "word/document.xml" else part)


def test_what_a_unit_sent_for_one_period_is_told_at_once_by_the_report_on_the_next(bench: Bench) -> None:
    """That report says how much figures grew since the period before."""
    next_year = datetime(2027, 11, 20, 9, tzinfo=TIME_ZONE)
    with bench.office(next_year) as office:
        issue_forms(office, None, "2027", "T01")
    bench.process(next_year, with_papers=True)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(next_year)

    with bench.office(next_year) as office:
        placer = office.placer()
        made = project.project(office, placer, Clerk(), is_full=False).papers
        made_later = project.project(office, placer, Clerk()).papers

    assert ("BC xa - nam-2027.docx", Made.WRITTEN) in [(paper.path.name, paper.made) for paper in made]
    assert {paper.made for paper in made_later} == {Made.UNCHANGED}


def test_an_edited_document_is_known_as_edited_before_new_figures_come(bench: Bench) -> None:
    edited = _edit(bench.root / REPORT)

    bench.process(with_papers=True)

    record = _record(bench, REPORT)
    assert (record.edited, record.moves, record.is_outdated) == (sha256(edited), (), False)
    assert (bench.root / REPORT).read_bytes() == edited
    assert list((bench.root / REPORT).parent.iterdir()) == [bench.root / REPORT]
    with bench.office() as office:
        assert office.dataset.facts.bytes_of(sha256(edited)) == edited


def test_new_figures_are_merged_into_an_edited_document_and_told(bench: Bench) -> None:
    edited = _edit(bench.root / REPORT)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    record, beside = _record(bench, REPORT), _beside(bench.root / REPORT)
    assert (bench.root / REPORT).read_bytes() == edited
    assert "Câu do cán bộ viết thêm." in _text(beside)
    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(beside)
    first = next(move for move in record.moves if move.label.startswith("Đến thời điểm tổng hợp"))
    assert (first.before, first.after, first.is_kept) == ("01", "02", False)
    assert "Đã sửa tay, có số liệu mới" in _page(bench)
    assert f"{first.label}: 01 → 02" in _page(bench)


def test_a_figure_of_a_table_is_told_by_the_row_it_stands_in_also_where_that_is_a_row_of_totals(bench: Bench) -> None:
    _edit(bench.root / REPORT)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    said = [move.label for move in _record(bench, REPORT).moves]
    assert any(label.startswith("TOÀN XÃ") for label in said)
    assert any(label.startswith("Cộng khối Đ") for label in said)
    assert not [label for label in said if label.startswith("A. Cơ quan Đảng")]


def test_the_clerks_workbook_tells_each_figure_that_has_changed(bench: Bench) -> None:
    _edit(bench.root / REPORT)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    sheet = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx")["Số liệu đã đổi"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    told = [row for row in rows if row[1] == "Báo cáo của xã"]
    assert len(told) == len(_record(bench, REPORT).moves)
    assert [row[5:8] for row in told if str(row[4]).startswith("Đến thời điểm tổng hợp")] == [
        ("01", "02", "Đã thay trong bản (số liệu mới)")
    ]


def test_a_figure_that_was_changed_on_both_sides_stays_and_has_a_comment(bench: Bench) -> None:
    _edit(bench.root / REPORT, "01", "07")
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    beside = _beside(bench.root / REPORT).read_bytes()
    assert [move.after for move in _record(bench, REPORT).moves if move.is_kept] == ["02"]
    assert [text for text in comments(beside) if "Số liệu mới: 02" in text and "đồng chí đã ghi: 07" in text]


def test_a_merged_document_whose_original_is_deleted_becomes_hers_and_goes_on_following(bench: Bench) -> None:
    report = bench.root / REPORT
    _edit(report)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    merged = _beside(report).read_bytes()
    report.unlink()

    bench.process(with_papers=True)
    adopted, left = report.read_bytes(), _record(bench, REPORT)
    bench.drop("bon.xlsx", bench.filled("T02", so_ho=301))
    bench.process(with_papers=True)

    assert adopted == merged
    assert (left.edited, left.moves, left.is_outdated) == (sha256(merged), (), False)
    assert report.read_bytes() == merged
    assert "Câu do cán bộ viết thêm." in _text(_beside(report))
    assert "301" in _text(_beside(report))


def test_a_merged_document_that_alone_is_deleted_is_made_again_for_the_pages_speak_of_it(bench: Bench) -> None:
    report = bench.root / REPORT
    hers = _edit(report)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    merged = _beside(report).read_bytes()
    _beside(report).unlink()

    bench.process(with_papers=True)

    assert (report.read_bytes(), _beside(report).read_bytes()) == (hers, merged)


def test_a_merged_document_open_in_word_is_hers_already_when_its_original_is_deleted(bench: Bench) -> None:
    report = bench.root / REPORT
    _edit(report)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    merged, lock = _beside(report).read_bytes(), _beside(report).with_name(f"~${_beside(report).name[2:]}")
    lock.write_bytes(b"")
    report.unlink()

    bench.process(with_papers=True)
    is_there, kept = report.exists(), _beside(report).read_bytes()
    lock.unlink()
    bench.process(with_papers=True)

    assert (is_there, kept) == (False, merged)
    assert report.read_bytes() == merged


def test_a_merged_document_renamed_over_the_original_goes_on_following(bench: Bench) -> None:
    report = bench.root / REPORT
    _edit(report)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    _beside(report).replace(report)

    bench.process(with_papers=True)

    assert (_record(bench, REPORT).moves, _beside(report).exists()) == ((), False)


def test_a_merged_document_that_was_edited_too_is_hers_and_the_next_one_has_a_name_of_its_own(bench: Bench) -> None:
    report = bench.root / REPORT
    _edit(report)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    hers = _edit(_beside(report))
    bench.drop("bon.xlsx", bench.filled("T02", so_ho=301))

    bench.process(with_papers=True)

    second = report.with_stem(report.stem + " (số liệu mới 2)")
    assert _beside(report).read_bytes() == hers
    assert _text(second).count("Câu do cán bộ viết thêm.") == 2
    assert "301" in _text(second)


def test_an_old_copy_put_back_is_brought_up_to_date_beside(bench: Bench) -> None:
    """What she edits for days on her own disk was made of an older version than docgen has written since."""
    report = bench.root / REPORT
    old = _edit(report)
    report.unlink()
    bench.process(with_papers=True)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    report.write_bytes(old)

    bench.process(with_papers=True)

    assert report.read_bytes() == old
    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(_beside(report))


def test_an_edited_document_that_is_deleted_with_its_merged_copy_comes_back_new_and_alone(bench: Bench) -> None:
    _edit(bench.root / REPORT)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    (bench.root / REPORT).unlink()
    _beside(bench.root / REPORT).unlink()

    bench.process(with_papers=True)

    assert list((bench.root / REPORT).parent.iterdir()) == [bench.root / REPORT]
    assert not _record(bench, REPORT).edited


def test_an_edit_that_is_taken_back_lets_the_document_follow_the_figures_again(bench: Bench) -> None:
    before = (bench.root / REPORT).read_bytes()
    _edit(bench.root / REPORT)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    (bench.root / REPORT).write_bytes(before)

    bench.process(with_papers=True)

    assert moves(before, (bench.root / REPORT).read_bytes())
    assert list((bench.root / REPORT).parent.iterdir()) == [bench.root / REPORT]
    assert not _record(bench, REPORT).edited


def test_an_issued_document_stays_and_tells_that_figures_have_changed_since(bench: Bench) -> None:
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "bc-xa", "2026", "", "12", date(2026, 11, 19)), NOW)
    bench.process(with_papers=True)
    issued, at_first = (bench.root / REPORT).read_bytes(), _record(bench, REPORT).moves
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    assert at_first == ()
    assert (bench.root / REPORT).read_bytes() == issued
    assert _record(bench, REPORT).moves
    assert "Đã phát hành, số liệu sau đó có thay đổi" in _page(bench)


def test_an_issued_document_that_is_deleted_comes_back_as_it_was(bench: Bench) -> None:
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "bc-xa", "2026", "", "12", date(2026, 11, 19)), NOW)
    bench.process(with_papers=True)
    issued = (bench.root / REPORT).read_bytes()
    (bench.root / REPORT).unlink()

    bench.process(with_papers=True)

    assert (bench.root / REPORT).read_bytes() == issued


def test_a_broken_template_fails_alone_and_the_page_names_it(bench: Bench) -> None:
    _change_template(bench.root / TEMPLATES / "bc-xa.docx", lambda part: part.replace(b"}}", b"}", 1))
    before = (bench.root / REPORT).read_bytes()
    bench.drop("hai.xlsx", bench.filled("T02"))

    report = bench.process(with_papers=True)

    assert {paper.title for paper in report.papers if paper.problem} == {"Báo cáo của xã"}
    assert (bench.root / REPORT).read_bytes() == before
    assert re.search("Văn bản “Báo cáo của xã”: .*sai cú pháp", _page(bench))


def test_a_template_that_is_missing_fails_alone(bench: Bench) -> None:
    (bench.root / TEMPLATES / "kh-xa.docx").unlink()

    report = bench.process(with_papers=True)

    assert {paper.title for paper in report.papers if paper.problem} == {"Kế hoạch của xã"}
    assert "Không đọc được mẫu “kh-xa.docx”" in _page(bench)


def test_a_signatory_that_docgen_toml_lacks_fails_the_documents_that_need_it(bench: Bench) -> None:
    settings = bench.root / "docgen.toml"
    settings.write_text(settings.read_text("utf-8").replace("[signatories.ubnd]", "[signatories.khac]"), "utf-8")

    report = bench.process(with_papers=True)

    assert {paper.title for paper in report.papers if paper.made is Made.FAILED} == {"Báo cáo của xã"}
    assert "không có người ký “ubnd”" in _page(bench)


def test_a_bug_at_one_document_keeps_no_other_from_being_made(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    real = fingerprint

    def failing(spec: DocumentSpec, template: bytes, words: Mapping[str, object]) -> str:
        if spec.name == "bc-xa":
            raise KeyError("không có")
        return real(spec, template, words)

    monkeypatch.setattr(drawing, "fingerprint", failing)
    (bench.root / PLAN).unlink()

    report = bench.process(with_papers=True)

    assert [(paper.title, paper.made) for paper in report.papers if paper.made is not Made.UNCHANGED] == [
        ("Kế hoạch của xã", Made.WRITTEN),
        ("Báo cáo của xã", Made.FAILED),
    ]
    assert "phần mềm gặp lỗi khi lập văn bản này" in _page(bench)


def test_the_plan_of_a_unit_that_never_sent_is_no_paper_to_sign_when_the_period_is_closed(bench: Bench) -> None:
    with bench.office() as office:
        acting.lock_period(office, "bdg", "2026", ActKind.CLOSE, "Nguyễn Thị Mẫu", "Hết hạn")

    bench.process(with_papers=True)

    plans = [_record(bench, PLAN.parents[1] / "nam-2026" / "ke-hoach" / f"KH Thon Mau {number} - nam-2026.docx") for number in ("01", "02")]
    assert [(plan.state, plan.missing_units) for plan in plans] == [("trinh_ky", 0), ("du_thao", 1)]
    assert _record(bench, REPORT).state == "trinh_ky"
    assert _page(bench).count("Dự thảo, chưa đủ số liệu của đơn vị") == 11


@pytest.mark.parametrize("is_edited", [False, True])
def test_a_reminder_to_a_unit_that_has_sent_since_is_put_away_unless_it_was_edited(bench: Bench, is_edited: bool) -> None:
    with bench.office(OVERDUE) as office:
        reminder = project.generate_papers(office, Selection(document="cv-don-doc", unit="T02"))[0].path
    if is_edited:
        _edit(reminder)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(OVERDUE, with_papers=True)

    put_away = reminder.parent / NOT_NEEDED / reminder.name
    assert (reminder.is_file(), put_away.is_file()) == (is_edited, not is_edited)
    assert ("Đã sửa tay, không còn cần phát hành" in _page(bench)) == is_edited
    assert [str(row[5])[:23] for row in _notices(bench)] == ["Không còn cần phát hành"] * is_edited


def test_an_edited_reminder_that_is_needed_again_or_taken_away_is_marked_no_more(bench: Bench) -> None:
    with bench.office(OVERDUE) as office:
        reminder = project.generate_papers(office, Selection(document="cv-don-doc", unit="T02"))[0].path
    hers = _edit(reminder)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(OVERDUE, with_papers=True)
    taken_away = bench.copied_to(bench.root.parent / "bỏ đi")
    (taken_away.root / reminder.relative_to(bench.root)).unlink()
    with bench.office(OVERDUE) as office:
        (revision,) = (one for one in office.dataset.decisions.currents("binh-dang-gioi", "2026").values() if one.unit == "T02")
        unit_acts.withdraw(office, revision.decision_id, "Nguyễn Thị Mẫu", "Nhầm")

    for one in (bench, taken_away):
        one.process(OVERDUE, with_papers=True)

    assert (_record(bench, reminder.relative_to(bench.root)).state, reminder.read_bytes()) == ("trinh_ky", hers)
    assert "không còn cần phát hành" not in _page(bench) + _page(taken_away)
    assert reminder.name not in _page(taken_away)


def _notices(bench: Bench) -> list[tuple[object, ...]]:
    """Return what the clerk's workbook tells of documents to look at."""
    sheet = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx")["Văn bản cần xem"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    return [row for row in rows if isinstance(row[0], int)]


@pytest.mark.parametrize("place", [pytest.param("BC chot.docx", id="renamed"), pytest.param("da sua/BC xa - nam-2026.docx", id="moved")])
def test_a_document_that_the_clerk_gave_another_name_is_followed_there(bench: Bench, place: str) -> None:
    report = bench.root / REPORT
    _edit(report)
    hers = report.parent / place
    hers.parent.mkdir(exist_ok=True)
    written = report.rename(hers).read_bytes()
    bench.process(with_papers=True)
    at_once = _page(bench)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    assert (report.exists(), _beside(report).exists(), hers.read_bytes()) == (False, False, written)
    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(_beside(hers))
    assert "Câu do cán bộ viết thêm." in _text(_beside(hers))
    assert f"Đã sửa tay, đổi tên thành “{hers.name}”" in at_once
    assert _record(bench, REPORT).file == hers.relative_to(bench.root).as_posix()
    assert _notices(bench) == []


def test_a_document_that_only_got_another_name_is_written_under_it(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.rename(report.with_name("BC chot.docx"))
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    followed, page = _text(given), _page(bench)
    given.unlink()

    bench.process(with_papers=True)

    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in followed
    assert "đổi tên thành “BC chot.docx”" in page
    assert "Đã sửa tay" not in page
    assert [path.name for path in report.parent.iterdir()] == [given.name]
    assert _text(given) == followed


def test_a_document_that_got_another_name_and_is_open_in_word_when_figures_come_is_not_made_twice(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.rename(report.with_name("BC chot.docx"))
    lock = given.with_name("~$ chot.docx")
    lock.touch()
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    while_open = _text(given)
    lock.unlink()

    bench.process(with_papers=True)

    assert "01/26 cơ quan" in while_open
    assert "02/26 cơ quan" in _text(given)
    assert [path.name for path in report.parent.iterdir()] == [given.name]


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes are known to Linux alone")
def test_a_document_whose_new_name_is_no_text_is_followed_too(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.rename(report.with_name(os.fsdecode(b"b\xe1o c\xe1o.docx")))
    bench.drop("hai.xlsx", bench.filled("T02"))

    made = [bench.process(with_papers=True).papers for _ in range(2)]

    assert [result.problem for results in made for result in results if result.problem] == []
    assert [path.name for path in report.parent.iterdir()] == [given.name]
    assert "02/26 cơ quan" in _text(given)
    assert "b\\xe1o c\\xe1o.docx" in _page(bench)
    assert (bench.root / "outbox" / "so-van-ban.xlsx").is_file()


def test_a_reminder_that_was_open_in_word_when_it_was_needed_no_more_is_put_away_and_no_problem_any_more(bench: Bench) -> None:
    with bench.office(OVERDUE) as office:
        reminder = project.generate_papers(office, Selection(document="cv-don-doc", unit="T02"))[0].path
    lock = reminder.with_name(f"~${reminder.name[2:]}")
    lock.touch()
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(OVERDUE, with_papers=True)
    with bench.office(OVERDUE) as office:
        placer = office.placer()
        project.project(office, placer, Clerk())
        while_open = set(placer.problems)
        lock.unlink()
        project.project(office, placer, Clerk())
        problems = set(placer.problems)

    assert {Path(path).name for path in while_open} == {reminder.name}
    assert problems == set()
    assert (reminder.is_file(), (reminder.parent / NOT_NEEDED / reminder.name).is_file()) == (False, True)


def test_words_written_into_a_document_after_it_got_another_name_stay(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.rename(report.with_name("BC chot.docx"))
    bench.process(with_papers=True)
    hers = _edit(given)
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    assert given.read_bytes() == hers
    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(_beside(given))
    assert not report.exists()


def test_a_document_nobody_changed_that_stands_under_both_names_is_followed_under_its_own(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.rename(report.with_name("BC chot.docx"))
    bench.process(with_papers=True)
    report.write_bytes(given.read_bytes())

    bench.process(with_papers=True)

    assert _record(bench, REPORT).lies_at == ""
    assert [row[4] for row in _notices(bench)] == ["BC chot.docx"]


def test_the_plan_of_a_unit_prints_the_day_typed_for_it_in_both_its_places(bench: Bench) -> None:
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "kh-thon", "2026", "T01", "", date(2026, 11, 19)), NOW)

    bench.process(with_papers=True)

    with bench.office() as office:
        (record,) = (r for r in office.dataset.papers.all() if (r.document, r.unit) == ("kh-thon", "T01"))
    plan = bench.root / record.file
    for_unit = bench.inbox / "_5-van-ban-cua-don-vi" / plan.name
    assert "Đồng Việt, ngày 19 tháng 11 năm 2026" in _text(plan)
    assert "(Kèm theo Kế hoạch ngày 19 tháng 11 năm 2026 của thôn Mẫu 01)" in _text(plan)
    assert for_unit.read_bytes() == plan.read_bytes()


def test_a_document_that_gets_its_name_back_is_as_it_was(bench: Bench) -> None:
    report = bench.root / REPORT
    given = report.with_name("BC chot.docx")
    _edit(report)
    report.rename(given)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    given.rename(report)

    bench.process(with_papers=True)

    assert sorted(path.name for path in report.parent.iterdir()) == [_beside(report).name, report.name]
    assert _record(bench, REPORT).lies_at == ""


def test_an_issued_document_that_was_renamed_is_not_put_there_a_second_time(bench: Bench) -> None:
    with bench.office() as office:
        office.dataset.papers.record_issue(IssuedNumber("binh-dang-gioi", "bc-xa", "2026", "", "12", date(2026, 11, 19)), NOW)
    bench.process(with_papers=True)
    report = bench.root / REPORT
    given = report.rename(report.with_name("12-BC-UBND.docx"))
    bench.drop("hai.xlsx", bench.filled("T02"))

    bench.process(with_papers=True)

    assert list(report.parent.iterdir()) == [given]
    assert f"bao-cao/{given.name}" in _page(bench)
    assert "Đã phát hành, số liệu sau đó có thay đổi" in _page(bench)


def test_a_copy_beside_the_document_is_told_and_becomes_hers_when_the_document_is_deleted(bench: Bench) -> None:
    report = bench.root / REPORT
    copy = report.with_name("BC sua.docx")
    copy.write_bytes(report.read_bytes())
    hers = _edit(copy)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    told, follows = _notices(bench), _text(report)
    report.unlink()

    bench.process(with_papers=True)

    assert [(row[1], row[4]) for row in told] == [("Báo cáo của xã", "BC sua.docx")]
    assert "docgen chỉ theo “BC xa - nam-2026.docx”" in str(told[0][5])
    assert "(cả bản “(số liệu mới)” cạnh nó, nếu có, vì bản ấy được lấy trước)" in str(told[0][5])
    assert "02/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in follows
    assert (report.exists(), copy.read_bytes(), _notices(bench)) == (False, hers, [])
    assert "Câu do cán bộ viết thêm." in _text(_beside(copy))


def test_a_copy_of_hers_is_not_taken_for_the_document_while_its_merged_copy_waits(bench: Bench) -> None:
    report = bench.root / REPORT
    _edit(report)
    report.with_name("luu.docx").write_bytes(report.read_bytes())
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process(with_papers=True)
    merged = _beside(report).read_bytes()
    report.unlink()

    bench.process(with_papers=True)

    assert (report.read_bytes(), _record(bench, REPORT).lies_at) == (merged, "")


def test_a_copy_for_a_unit_that_is_open_there_is_written_once_it_is_closed(bench: Bench) -> None:
    copy = next(path for path in (bench.inbox / "_5-van-ban-cua-don-vi").iterdir() if "Thon Mau 01" in path.name)
    old, lock = copy.read_bytes(), copy.with_name(f"~${copy.name[2:]}")
    lock.write_bytes(b"")
    bench.drop("mot lai.xlsx", bench.filled("T01", so_ho=150))

    report = bench.process(with_papers=True)
    lock.unlink()
    kept = copy.read_bytes()
    bench.process(with_papers=True)

    assert [(paper.path, paper.made) for paper in report.papers if paper.is_unfinished] == [(copy, Made.UNWRITTEN)]
    assert kept == old != copy.read_bytes()


def test_an_edited_plan_that_the_clerk_copied_over_the_units_copy_stays_there(bench: Bench) -> None:
    copy = next(path for path in (bench.inbox / "_5-van-ban-cua-don-vi").iterdir() if "Thon Mau 01" in path.name)
    hers = _edit(copy)
    bench.drop("mot lai.xlsx", bench.filled("T01", so_ho=150))

    bench.process(with_papers=True)

    assert copy.read_bytes() == hers


def test_a_projection_that_is_not_full_makes_what_decisions_made_stale_and_leaves_the_rest(bench: Bench) -> None:
    (bench.root / PLAN).unlink()
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()

    with bench.office() as office:
        before = office.dataset.pending.all()
        made = project.project(office, office.placer(), Clerk(), is_full=False).papers
        left = office.dataset.pending.all()

    assert [stale.scope for stale in before] == [Scope("binh-dang-gioi", "2026", "T02")]
    assert left == ()
    assert bench.root / REPORT in {paper.path for paper in made if paper.made is Made.WRITTEN}
    assert not (bench.root / PLAN).is_file()


def test_after_one_form_its_documents_and_those_of_the_whole_are_made_and_a_look_at_all_finds_nothing_to_do(bench: Bench) -> None:
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()

    with bench.office() as office:
        made = project.project(office, office.placer(), Clerk(), is_full=False).papers
        all_of_them = project.project(office, office.placer(), Clerk()).papers

    written = {paper.path.name for paper in made if paper.made is Made.WRITTEN}
    assert {"BC xa - nam-2026.docx", "KH Thon Mau 02 - nam-2026.docx"} <= written
    assert not any("Thon Mau 01" in paper.path.name for paper in made)
    assert {paper.made for paper in all_of_them} == {Made.UNCHANGED}


def test_a_document_of_a_unit_that_names_figures_of_all_is_made_again_with_each_form(bench: Bench) -> None:
    _change_template(
        bench.root / TEMPLATES / "kh-thon.docx", lambda part: part.replace("I. ĐẶC ĐIỂM".encode(), "I. {{ tong.so_ho }} ĐẶC ĐIỂM".encode())
    )
    bench.process(with_papers=True)
    bench.drop("hai.xlsx", bench.filled("T02"))
    bench.process()

    with bench.office() as office:
        made = project.project(office, office.placer(), Clerk(), is_full=False).papers
        all_of_them = project.project(office, office.placer(), Clerk()).papers

    assert {Made.WRITTEN} == {paper.made for paper in made if "Thon Mau 01" in paper.path.name}
    assert {paper.made for paper in all_of_them} == {Made.UNCHANGED}


def test_what_could_not_be_made_stays_to_be_done(bench: Bench) -> None:
    _change_template(bench.root / TEMPLATES / "bc-xa.docx", lambda part: part.replace(b"}}", b"}", 1))
    bench.process(with_papers=True)

    with bench.office() as office:
        left = office.dataset.pending.all()

    assert [stale.scope for stale in left] == [Scope("binh-dang-gioi", "2026")]


def test_a_second_run_changes_no_file(bench: Bench) -> None:
    def times() -> dict[str, int]:
        return {str(path): path.stat().st_mtime_ns for path in bench.root.rglob("*") if path.is_file() and ".docgen" not in path.parts}

    before = times()
    bench.process(with_papers=True)

    assert times() == before
