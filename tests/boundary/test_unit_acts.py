"""What a person decides about figures that stand and about units, in the clerk's workbook and by the functions behind the commands."""

from __future__ import annotations

import html
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from docgen.cli.telling import tell_process
from docgen.model.errors import SettingsError
from docgen.model.submissions import ActKind
from docgen.outbox.task_sheets import AUTHOR, DECISION, FILES, KEY, PERIODS, REASON
from docgen.pipeline import acting, unit_acts
from tests.bench import PERIOD, TAKEN, Bench, make
from tests.cases.watched import watched

CLERK = "Nguyễn Thị Mẫu"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make(tmp_path_factory.mktemp("base") / "mau", "T01", "T02")
    bench.drop("mot.xlsx", bench.filled("T01", so_ho=300))
    bench.process(with_papers=True)
    return bench


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def decide(bench: Bench, beginning: str, decision: str, reason: str = "Theo biên bản", where: str = PERIODS) -> None:
    """Let the clerk choose a decision in the row of the sheet whose key begins so, and save."""
    path = bench.root / "outbox" / "viec-can-xu-ly.xlsx"
    book = load_workbook(path)
    sheet = book[where]
    head = next(row for row in sheet.iter_rows() if any(cell.value == KEY for cell in row))
    columns = {str(cell.value): int(cell.column or 0) for cell in head if cell.value}
    row = next(n for n in range(int(head[0].row or 0), sheet.max_row + 1) if str(sheet.cell(n, columns[KEY]).value).startswith(beginning))
    for title, value in ((DECISION, decision), (REASON, reason), (AUTHOR, CLERK)):
        sheet.cell(row, columns[title]).value = value
    book.save(path)


def slip(bench: Bench, beginning: str) -> str:
    return next((bench.inbox / TAKEN).glob(f"{beginning}*.txt")).read_text("utf-8-sig")


def test_figures_are_taken_back_in_the_workbook_and_the_unit_is_told_why(bench: Bench) -> None:
    decide(bench, "so:", "Rút lại số liệu", "Đơn vị báo gửi nhầm biểu")

    bench.process(with_papers=True)

    assert bench.current("T01") is None
    told = slip(bench, "RUT LAI SO LIEU - Thon Mau 01")
    assert "PHIẾU BÁO RÚT LẠI SỐ LIỆU" in told
    assert "Đơn vị báo gửi nhầm biểu" in told
    assert "đã rút lại Biểu số 01/BĐG năm 2026 của thôn Mẫu 01" in told
    assert not list((bench.inbox / TAKEN).glob("DA TIEP NHAN*")), "no slip says any more that the figures are taken"
    assert "đã được rút lại" in (bench.root / "outbox" / "index.html").read_text("utf-8")


def offered(bench: Bench) -> dict[str, list[str]]:
    """Return what the sheet of waiting files offers as a decision, by the file's name."""
    book = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx")
    sheet = book[FILES]
    columns = {
        str(cell.value): cell.column_letter for row in sheet.iter_rows() for cell in row if cell.value in (DECISION, "Tệp (bấm để mở)")
    }
    found: dict[str, list[str]] = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            if str(area.coord).startswith(columns[DECISION]):
                name, cells = str(rule.formula1).replace("'", "").replace("$", "").split("!")
                left, top, right, bottom = range_boundaries(cells)
                listed = [str(row[0]) for row in book[name].iter_rows(top, bottom, left, right, values_only=True)]
                found |= {str(sheet[f"{columns['Tệp (bấm để mở)']}{row}"].value): listed for row in range(area.min_row, area.max_row + 1)}
    return found


def test_a_strangers_workbook_can_only_be_returned_and_whoever_accepts_it_is_told_so(bench: Bench) -> None:
    stranger = BytesIO()
    Workbook().save(stranger)
    bench.drop("bang luong.xlsx", stranger.getvalue())
    bench.drop("thon-mau-02.xlsx", bench.filled("T01", so_ho=301))
    bench.process(with_papers=True)

    choices = offered(bench)
    decide(bench, "tep:", "Chấp nhận", "Xem rồi", FILES)
    said = bench.process(with_papers=True).problems

    page = html.unescape((bench.root / "outbox" / "index.html").read_text("utf-8"))
    assert choices["bang luong.xlsx"] == ["Trả lại"]
    assert "có ô hay chỉ tiêu nào của các chương trình. Trả lại trong tệp “Việc cần xử lý”." in page
    assert choices["thon-mau-02.xlsx"][:3] == ["Chấp nhận", "Trả lại", "Của đơn vị khác: Ban Xây dựng Đảng"]
    assert any("Tệp này không phải biểu của xã nên không chấp nhận được; chọn Trả lại. Chưa thực hiện." in one for one in said)


def test_a_watcher_says_what_it_did_for_the_clerk(bench: Bench) -> None:
    decide(bench, "ky:", "Khóa số liệu")
    said: list[str] = []

    with watched(bench) as watcher:
        watcher.working(said.append).work(Event())

    assert [line[9:] for line in said] == ["Đã khóa số liệu năm 2026."]


def test_a_run_by_hand_says_so_too(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    decide(bench, "ky:", "Khóa số liệu")

    tell_process(bench.process())
    tell_process(bench.process())

    assert capsys.readouterr().out.splitlines() == ["Đã khóa số liệu năm 2026.", "Không có tệp mới; văn bản không có gì thay đổi."]


def test_the_revision_before_counts_again_when_the_latest_is_taken_back(bench: Bench) -> None:
    bench.drop("hai.xlsx", bench.filled("T01", so_ho=310))
    bench.process()
    with bench.office() as office:
        revision = office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD)
        assert revision is not None

        done = unit_acts.withdraw(office, revision.decision_id, CLERK, "Sai số hộ")
        again = unit_acts.withdraw(office, revision.decision_id, CLERK, "Sai số hộ")

    assert (done.is_done, again.is_done) == (True, False)
    assert "lại được dùng" in done.sentence
    bench.process()
    assert [name for name in bench.names(TAKEN) if name.endswith(".txt")] == [
        "DA TIEP NHAN - Thon Mau 01 - nam 2026 - lan 1.txt",
        "RUT LAI SO LIEU - Thon Mau 01 - nam 2026 - lan 2.txt",
    ]
    current = bench.current("T01")
    assert current is not None
    assert (current[0], str(current[1])) == (1, "300")


def test_a_form_that_the_office_typed_for_a_unit_says_so_on_the_slip(bench: Bench) -> None:
    decide(bench, "so:", "Nhập hộ: điện thoại", "ông Mẫu, Trưởng thôn, gọi ngày 19/11/2026")

    bench.process(with_papers=True)

    told = slip(bench, "DA TIEP NHAN - Thon Mau 01")
    assert f"Nhập hộ: {CLERK}, theo điện thoại (ông Mẫu, Trưởng thôn, gọi ngày 19/11/2026). Đề nghị đơn vị đọc lại" in told
    short = told.split("Bản ngắn để chép vào tin nhắn:")[1].strip()
    assert "đã nhập hộ Biểu số 01/BĐG năm 2026 của thôn Mẫu 01 theo điện thoại" in short
    assert "Đề nghị đơn vị đọc lại và trả lời “Đúng”" in short
    assert len(short) <= 300
    with bench.office() as office:
        assert [act.kind for act in office.dataset.acts.all()] == [ActKind.ENTER]


def test_a_unit_is_let_off_and_asked_again(bench: Bench) -> None:
    with bench.office() as office:
        done = [
            unit_acts.exempt(office, "bdg", PERIOD, "t02", (kind, CLERK, "Mới thành lập"))
            for kind in (ActKind.EXEMPT, ActKind.EXEMPT, ActKind.WITHDRAW)
        ]
        nameless = unit_acts.exempt(office, "bdg", PERIOD, "T02", (ActKind.EXEMPT, CLERK, " "))
        with pytest.raises(SettingsError, match="Không có đơn vị mã “T99”"):
            unit_acts.exempt(office, "bdg", PERIOD, "T99", (ActKind.EXEMPT, CLERK, "x"))

    assert [(result.is_done, result.sentence) for result in done] == [
        (True, "Đã miễn báo cáo năm 2026 cho thôn Mẫu 02."),
        (False, "Thôn Mẫu 02 đã được miễn báo cáo năm 2026 từ trước."),
        (True, "Đã bỏ miễn báo cáo năm 2026 cho thôn Mẫu 02."),
    ]
    assert not nameless.is_done


def test_figures_of_a_locked_period_are_not_taken_back(bench: Bench) -> None:
    with bench.office() as office:
        acting.lock_period(office, "bdg", PERIOD, ActKind.CLOSE, CLERK, "Đã trình ký")
        revision = office.dataset.decisions.current("binh-dang-gioi", "T01", PERIOD)
        assert revision is not None

        refused = unit_acts.withdraw(office, revision.decision_id, CLERK, "Sai")

    assert (refused.is_done, refused.sentence) == (False, "Số liệu năm 2026 đã khóa; mở khóa số liệu rồi mới rút lại được.")
    assert bench.current("T01") is not None


@pytest.mark.parametrize("reason", [pytest.param("", id="no reason"), pytest.param("Nhầm", id="no such figures")])
def test_what_does_not_stand_cannot_be_taken_back(bench: Bench, reason: str) -> None:
    with bench.office() as office:
        assert not unit_acts.withdraw(office, 999, CLERK, reason).is_done
