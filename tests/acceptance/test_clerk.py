"""What the clerk does in Excel, Word and on the command line, and what follows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.acceptance.conftest import Demo, docgen, send

PAPERS = Path("outbox") / "binh-dang-gioi"
REPORT = PAPERS / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def _columns(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the head and the column of each title."""
    head = next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 4)
    return int(head[0].row or 0), {str(cell.value): int(cell.column or 0) for cell in head if cell.value}


def test_a_number_typed_in_the_register_is_cited_by_the_other_documents(copy_of_demo: Path) -> None:
    path = copy_of_demo / "outbox" / "so-van-ban.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, columns = _columns(sheet)
    row = next(n for n in range(head + 1, sheet.max_row + 1) if sheet.cell(n, columns["Văn bản"]).value == "Kế hoạch của xã")
    sheet.cell(row, columns["Số, ký hiệu"]).value = "45"
    sheet.cell(row, columns["Ngày ban hành"]).value = date(2026, 5, 20)
    book.save(path)

    ran = docgen("process", workspace=copy_of_demo)

    assert ran.code == 0, ran.out
    assert "Kế hoạch số 45/KH-UBND ngày 20 tháng 5 năm 2026" in _text(copy_of_demo / REPORT)
    plan = _text(copy_of_demo / PAPERS / "ke-hoach" / "KH xa - bdg.docx")
    assert "Số: 45/KH-UBND" in plan
    assert "Đồng Việt, ngày 20 tháng 5 năm 2026" in plan


def test_a_held_file_is_decided_in_the_clerks_workbook(copy_of_demo: Path) -> None:
    path = copy_of_demo / "outbox" / "viec-can-xu-ly.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, columns = _columns(sheet)
    sheet.cell(head + 1, columns["Quyết định (chọn)"]).value = "Chấp nhận"
    sheet.cell(head + 1, columns["Lý do quyết định (bắt buộc)"]).value = "Đã gọi điện, đúng là biểu của Hội"
    book.save(path)

    ran = docgen("process", "--json", workspace=copy_of_demo)

    files = json.loads(ran.out)["files"]
    assert [(f["unit"], f["outcome"]) for f in files if f["outcome"] != "ignored"] == [("CCB", "accepted")]
    assert "22/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(copy_of_demo / REPORT)
    left = load_workbook(path).worksheets[0]
    assert all(left.cell(head + 1, columns[title]).value is None for title in ("Quyết định (chọn)", "Lý do quyết định (bắt buộc)"))
    slips = {path.name for path in (copy_of_demo / "inbox" / "_3-da-tiep-nhan").glob("*Cuu chien binh*.txt")}
    assert slips == {"DA TIEP NHAN - Hoi Cuu chien binh xa - nam 2026 - lan 1.txt"}


def test_a_decision_without_a_reason_is_not_carried_out_and_says_so(copy_of_demo: Path) -> None:
    path = copy_of_demo / "outbox" / "viec-can-xu-ly.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, columns = _columns(sheet)
    sheet.cell(head + 1, columns["Quyết định (chọn)"]).value = "Chấp nhận"
    book.save(path)

    ran = docgen("process", workspace=copy_of_demo)

    assert ran.code == 1
    assert f"ô H{head + 1}: chưa ghi lý do. Chưa thực hiện." in ran.out
    again = load_workbook(path).worksheets[0]
    assert again.cell(head + 1, columns["Quyết định (chọn)"]).value == "Chấp nhận"
    assert again.cell(head + 1, columns["Kết quả"]).value == "Cột H: chưa ghi lý do. Chưa thực hiện."


def test_the_guide_shows_the_answer_as_the_workbook_gives_it(demo: Demo) -> None:
    _, columns = _columns(load_workbook(demo.root / "outbox" / "viec-can-xu-ly.xlsx").worksheets[0])
    letter = get_column_letter(columns["Lý do quyết định (bắt buộc)"])

    guide = (Path(__file__).parents[2] / "docs" / "huong-dan-can-bo-tong-hop.md").read_text("utf-8")

    assert f"`Cột {letter}: chưa ghi lý do. Chưa thực hiện.`" in guide
    assert f"`ô {letter}6`" in guide


def test_a_workbook_saved_a_second_time_with_a_decision_that_was_carried_out_asks_for_nothing_more(copy_of_demo: Path) -> None:
    path = copy_of_demo / "outbox" / "viec-can-xu-ly.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head, columns = _columns(sheet)
    sheet.cell(head + 1, columns["Quyết định (chọn)"]).value = "Chấp nhận"
    sheet.cell(head + 1, columns["Lý do quyết định (bắt buộc)"]).value = "Đã gọi điện, đúng là biểu của Hội"
    book.save(path)
    stale = path.read_bytes()
    assert docgen("process", workspace=copy_of_demo).code == 0

    path.write_bytes(stale)
    ran = docgen("process", "--json", workspace=copy_of_demo)

    assert (ran.code, [f for f in json.loads(ran.out)["files"] if f["outcome"] != "ignored"]) == (0, [])


def test_a_workbook_of_the_clerk_that_cannot_be_read_stays_and_is_told(copy_of_demo: Path) -> None:
    path = copy_of_demo / "outbox" / "viec-can-xu-ly.xlsx"
    path.write_bytes(b"PK dang luu do")

    ran = docgen("process", workspace=copy_of_demo)

    assert ran.code == 1
    assert "Tệp “viec-can-xu-ly.xlsx”: " in ran.out
    assert path.read_bytes() == b"PK dang luu do"


def test_a_held_file_is_decided_on_the_command_line(copy_of_demo: Path) -> None:
    held = json.loads(docgen("status", "--json", workspace=copy_of_demo).out)["held"]

    ran = docgen("reject", held[0]["id"], "--reason", "Đề nghị gửi lại biểu gốc", "--by", "Nguyễn Thị Mẫu", workspace=copy_of_demo)

    assert ran.code == 0, ran.err
    slip = next((copy_of_demo / "inbox" / "_4-can-sua-gui-lai").glob("*Cuu chien binh*.txt")).read_text("utf-8-sig")
    assert "Đề nghị gửi lại biểu gốc" in slip
    assert json.loads(docgen("status", "--json", workspace=copy_of_demo).out)["held"] == []


def test_what_the_clerk_edited_stays_and_new_figures_are_put_beside(copy_of_demo: Path) -> None:
    report = copy_of_demo / REPORT
    document = docx.Document(str(report))
    document.paragraphs[8].add_run(" Câu do cán bộ tổng hợp viết thêm.")
    document.save(str(report))
    edited = report.read_bytes()
    send(copy_of_demo, "T11", like="T10")

    ran = docgen("process", workspace=copy_of_demo)

    beside = report.with_stem(report.stem + " (số liệu mới)")
    assert ran.code == 0, ran.out
    assert report.read_bytes() == edited
    assert "22/26 cơ quan, đơn vị, thôn đã gửi báo cáo" in _text(beside)
    assert "Đã sửa tay" in (copy_of_demo / "outbox" / "index.html").read_text("utf-8")


def test_a_reminder_is_made_for_one_unit_when_it_is_asked_for(copy_of_demo: Path) -> None:
    ran = docgen("generate", "bdg", "--document", "cv-don-doc", "--unit", "T03", workspace=copy_of_demo)

    made = list((copy_of_demo / PAPERS / "nam-2026" / "cong-van").glob("CV don doc - Thon Mau 03*.docx"))
    assert ran.code == 0, ran.err
    assert len(made) == 1
    assert "Trưởng thôn Mẫu 03" in _text(made[0])
    assert "Thôn Mẫu 11" not in _text(made[0])


def test_a_locked_period_holds_what_arrives(copy_of_demo: Path) -> None:
    assert docgen("close", "bdg", "2026", "--reason", "Đã trình ký", workspace=copy_of_demo).code == 0
    send(copy_of_demo, "T11", like="T10")

    ran = docgen("process", "--json", workspace=copy_of_demo)

    result = next(f for f in json.loads(ran.out)["files"] if f["unit"] == "T11")
    assert (ran.code, result["outcome"], result["findings"][0]["code"]) == (1, "held", "da_khoa")
    assert docgen("reopen", "bdg", "2026", "--reason", "Bổ sung", workspace=copy_of_demo).code == 0


def test_status_names_units_and_indicators(demo: Demo) -> None:
    state = json.loads(docgen("status", "--json", workspace=demo.root).out)

    programme = state["programmes"][0]
    units = {unit["code"]: unit["status"] for unit in programme["units"]}
    assert (programme["name"], programme["period"], len(units)) == ("binh-dang-gioi", "năm 2026", 26)
    assert {code for code, status in units.items() if status != "accepted"} == {"CCB", "TH1", "T03", "T11", "T12"}
    assert [held["unit"] for held in state["held"]] == ["Hội Cựu chiến binh xã"]
    assert state["alarms"] == []
    assert {"name", "value", "target", "k", "n"} <= set(programme["indicators"][0])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["status", "--la"], "Không có tùy chọn “--la”", id="unknown option"),
        pytest.param(["lam"], "Không có lệnh “lam”", id="unknown command"),
        pytest.param(["export", "bdg"], "Thiếu tham số KỲ", id="missing argument"),
        pytest.param(["export", "bdg", "2026-13"], "Không có kỳ báo cáo “2026-13”", id="unknown period"),
        pytest.param(["generate", "khac"], "Không có chương trình “khac”", id="unknown programme"),
        pytest.param(["generate", "bdg", "--unit", "T99"], "Không có đơn vị mã “T99”", id="unknown unit"),
        pytest.param(["close", "bdg", "2025"], "bắt đầu từ năm 2026", id="period before the programme"),
        pytest.param(["export", "bdg", "2026", "--format", "pdf"], "chọn một trong: xlsx, csv, json", id="unknown format"),
    ],
)
def test_wrong_use_is_told_in_vietnamese(demo: Demo, arguments: list[str], said: str) -> None:
    ran = docgen(*arguments, workspace=demo.root)

    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path) -> None:
    ran = docgen("status", workspace=tmp_path)

    assert ran.code == 2
    assert "docgen init" in ran.err
