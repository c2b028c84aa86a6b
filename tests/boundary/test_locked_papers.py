"""Documents of a locked period: they stand as they were at the lock, whatever comes, until a person accepts it or unlocks the period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from docgen.model.submissions import ActKind
from docgen.outbox.edited import NEW_FIGURES
from docgen.outbox.task_sheets import FILES
from docgen.pipeline import acting, exporting
from docgen.pipeline.choosing import Selection
from docgen.pipeline.project import generate_papers
from docgen.settings import TIME_ZONE
from tests.bench import NOW, PERIOD, Bench, make
from tests.edited_papers import whole_text

WRONG = {"so_ho": "nhiều"}
CLERK = "Nguyễn Thị Mẫu"
PERIOD_FOLDER = Path("outbox") / "binh-dang-gioi" / "nam-2026"
REPORT = PERIOD_FOLDER / "bao-cao" / "BC xa - nam-2026.docx"
PLAN_OF_T01 = PERIOD_FOLDER / "ke-hoach" / "KH Thon Mau 01 - nam-2026.docx"
CONSOLIDATED = PERIOD_FOLDER / "tong-hop" / "Tong hop - nam-2026.xlsx"
RECEIVED = "So theo doi tiep nhan - nam-2026.xlsx"
OVERDUE = datetime(2026, 12, 2, 9, tzinfo=TIME_ZONE)


@pytest.fixture(scope="module")
def still_open(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return a workspace in which T01 has sent and T02 has not."""
    bench = make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")
    bench.drop("mot.xlsx", bench.filled("T01", so_ho=300))
    bench.process(with_papers=True)
    return bench


@pytest.fixture(scope="module")
def base(still_open: Bench, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Return that workspace locked, with a report that the clerk edited since."""
    bench = still_open.copied_to(tmp_path_factory.mktemp("locked") / "mau")
    _lock(bench, ActKind.CLOSE)
    document = docx.Document(str(bench.root / REPORT))
    document.add_paragraph("Câu do cán bộ viết thêm.")
    document.save(str(bench.root / REPORT))
    bench.process(with_papers=True)
    return bench


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def _lock(bench: Bench, kind: ActKind, now: datetime = NOW) -> None:
    with bench.office(now) as office:
        assert acting.lock_period(office, "bdg", PERIOD, kind, CLERK, "Đã trình ký báo cáo").is_done
    bench.process(now, with_papers=True)


def _papers(bench: Bench) -> Mapping[str, bytes]:
    """Return all that lies in outbox/ for the programme, but for the register of what was received."""
    folder = bench.root / "outbox" / "binh-dang-gioi"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*") if p.name != RECEIVED}


def _times_sent(bench: Bench, code: str, path: Path = CONSOLIDATED) -> object:
    sheet = load_workbook(BytesIO((bench.root / path).read_bytes())).worksheets[0]
    return next(row[5].value for row in sheet.iter_rows() if row[1].value == code)


def _page(bench: Bench) -> str:
    return (bench.root / "outbox" / "index.html").read_text("utf-8")


def _waiting(bench: Bench) -> str:
    sheet = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx")[FILES]
    return "|".join(str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_locking_alone_leaves_a_document_that_lacked_nothing_as_it_was_to_the_last_byte(still_open: Bench, bench: Bench) -> None:
    before, locked = (where.root / PLAN_OF_T01 for where in (still_open, bench))

    assert locked.read_bytes() == before.read_bytes()


@pytest.mark.parametrize(
    ("unit", "answers"),
    [
        pytest.param("T01", WRONG, id="wrong, of a unit with figures"),
        pytest.param("T02", {}, id="right, of a unit without"),
        pytest.param("T01", {"so_ho": 300}, id="the same again"),
    ],
)
def test_a_late_file_that_nobody_accepted_changes_no_document(bench: Bench, unit: str, answers: Mapping[str, object]) -> None:
    before = _papers(bench)
    bench.drop("muon.xlsx", bench.filled(unit, **answers))

    report = bench.process(with_papers=True)

    assert [(result.outcome.value, result.findings[0].code) for result in report.files] == [("held", "da_khoa")]
    assert _papers(bench) == before
    assert not [name for name in before if NEW_FIGURES in name]
    told = f"Thôn Mẫu {unit[1:]}: Gửi sau khi khóa số liệu"
    assert told in _page(bench)
    assert "Gửi sau khi khóa số liệu" in _waiting(bench)

    assert bench.decide(ActKind.REJECT).is_done
    bench.process(with_papers=True)

    assert _papers(bench) == before, "returned by the clerk, it is the same"
    assert told not in _page(bench)


def test_a_document_made_again_and_an_export_say_what_those_of_the_lock_say(bench: Bench) -> None:
    before = _papers(bench)
    for unit in ("T01", "T02"):
        bench.drop(f"{unit}.xlsx", bench.filled(unit, **WRONG))
    bench.process(with_papers=True)

    with bench.office() as office:
        generate_papers(office, Selection(period=PERIOD))
        exported, _ = exporting.export_period(office, "bdg", PERIOD, "xlsx")

    assert _papers(bench) == before
    assert exported == (bench.root / CONSOLIDATED).read_bytes()


def test_the_register_of_what_was_received_has_late_files_too(bench: Bench) -> None:
    bench.drop("muon.xlsx", bench.filled("T01", so_ho=305))

    bench.process(with_papers=True)

    sheet = load_workbook(bench.root / CONSOLIDATED.with_name(RECEIVED)).worksheets[0]
    assert next(str(row[6].value) for row in sheet.iter_rows() if row[1].value == "Thôn Mẫu 01") == "2"
    assert _times_sent(bench, "T01") == 1


def test_a_file_that_waited_at_the_lock_and_is_returned_since_changes_no_document(still_open: Bench, tmp_path: Path) -> None:
    bench = still_open.copied_to(tmp_path / "nơi làm việc")
    for name, so_ho in (("mot.xlsx", 301), ("hai.xlsx", 302)):
        bench.drop(name, bench.filled("T02", so_ho=so_ho))
    assert [outcome for _, outcome, _ in bench.outcomes()] == ["held", "held"]
    _lock(bench, ActKind.CLOSE)
    before = _papers(bench)

    bench.decide(ActKind.REJECT)
    bench.process(with_papers=True)

    assert _papers(bench) == before
    _lock(bench, ActKind.REOPEN)
    assert _papers(bench) != before


def test_unlocking_brings_documents_up_to_date_and_locking_again_holds_them_there(bench: Bench) -> None:
    bench.drop("sai.xlsx", bench.filled("T02", **WRONG))
    bench.process(with_papers=True)
    locked = _papers(bench)

    _lock(bench, ActKind.REOPEN)

    assert (_times_sent(bench, "T01"), _times_sent(bench, "T02")) == (1, 1)
    assert _papers(bench)[CONSOLIDATED.relative_to("outbox/binh-dang-gioi").as_posix()] not in locked.values()
    _lock(bench, ActKind.CLOSE)
    bench.drop("sai.xlsx", bench.filled("T02", so_ho="rất nhiều"))
    bench.process(with_papers=True)
    assert _times_sent(bench, "T02") == 1, "what came before the second lock counts, what came after it does not"


def test_a_late_file_that_the_clerk_accepts_is_followed_and_no_other_late_file_with_it(bench: Bench) -> None:
    bench.drop("sai.xlsx", bench.filled("T01", **WRONG))
    bench.process(with_papers=True)
    bench.drop("dung.xlsx", bench.filled("T01", so_ho=305))
    bench.drop("sai.xlsx", bench.filled("T02", **WRONG))
    bench.process(with_papers=True)
    before = _papers(bench)

    assert bench.decide(ActKind.ACCEPT, which=1).is_done
    bench.process(with_papers=True)

    assert bench.current("T01") == (2, 305)
    assert (_times_sent(bench, "T01"), _times_sent(bench, "T02")) == (2, None)
    beside = REPORT.with_stem(REPORT.stem + NEW_FIGURES)
    assert (bench.root / beside).is_file()
    assert "Câu do cán bộ viết thêm." in whole_text((bench.root / beside).read_bytes())
    changed = {name for name, data in _papers(bench).items() if before.get(name) != data}
    plans = {name for name in changed if "/ke-hoach/" in name}
    assert plans == {PLAN_OF_T01.relative_to("outbox/binh-dang-gioi").as_posix()}


def test_a_reminder_stands_when_the_unit_sends_after_the_lock(still_open: Bench, tmp_path: Path) -> None:
    bench = still_open.copied_to(tmp_path / "nơi làm việc")
    with bench.office(OVERDUE) as office:
        [made] = generate_papers(office, Selection(document="cv-don-doc", unit="T02"))
    _lock(bench, ActKind.CLOSE, OVERDUE)
    before = _papers(bench)
    bench.drop("muon.xlsx", bench.filled("T02"))

    bench.process(OVERDUE, with_papers=True)

    assert (_papers(bench), made.path.is_file()) == (before, True)
