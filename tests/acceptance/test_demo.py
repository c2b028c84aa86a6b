"""`docgen demo`, and what it leaves."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook

from tests.acceptance.conftest import Demo, docgen


def test_the_demo_tells_its_story_and_what_to_open(demo: Demo) -> None:
    assert "đã tiếp nhận 21/26 đơn vị" in demo.said
    assert "Gửi sau thời hạn: Thôn Mẫu 08." in demo.said
    assert "Hội Nông dân xã: đã nhận trước đó (Hội Nông dân gửi lại đúng tệp đã gửi)" in demo.said
    assert "index.html" in demo.said


def test_the_demo_leaves_every_document(demo: Demo) -> None:
    made = {path.relative_to(demo.papers.parent).as_posix() for path in demo.papers.parent.rglob("*.docx")}

    villages = {f"nam-2026/ke-hoach/KH Thon Mau {number:02d} - nam-2026.docx" for number in range(1, 13)}
    assert made == villages | {
        "ke-hoach/KH xa - bdg.docx",
        "nam-2026/bao-cao/BC xa - nam-2026.docx",
        "nam-2026/cong-van/CV don doc - nam-2026.docx",
        "nam-2026/cong-van/CV yeu cau bao cao - nam-2026.docx",
    }


def test_each_village_finds_its_plan(demo: Demo) -> None:
    for number in range(1, 13):
        name = f"KH Thon Mau {number:02d} - nam-2026.docx"
        ours = (demo.papers / "ke-hoach" / name).read_bytes()
        assert (demo.root / "inbox" / "_5-van-ban-cua-don-vi" / name).read_bytes() == ours


def test_the_reminder_lists_the_overdue_units_and_no_other(demo: Demo) -> None:
    reminder = docx.Document(str(demo.papers / "cong-van" / "CV don doc - nam-2026.docx"))

    listed = [row.cells[1].text for table in reminder.tables for row in table.rows if re.fullmatch(r"\d+", row.cells[0].text)]
    assert listed == ["Trường Tiểu học Mẫu", "Thôn Mẫu 03", "Thôn Mẫu 11", "Thôn Mẫu 12"]


def test_faulty_forms_are_returned_marked_and_the_others_have_a_slip(demo: Demo) -> None:
    returned = {path.name for path in (demo.root / "inbox" / "_4-can-sua-gui-lai").glob("*.xlsx")}
    slips = list((demo.root / "inbox" / "_3-da-tiep-nhan").glob("DA TIEP NHAN - *.txt"))

    assert returned == {"Bieu BDG - Thon Mau 03 - nam 2026.xlsx", "Bieu BDG - Truong Tieu hoc Mau - nam 2026.xlsx"}
    assert len(slips) == 22
    book = load_workbook(demo.root / "inbox" / "_4-can-sua-gui-lai" / "Bieu BDG - Thon Mau 03 - nam 2026.xlsx")
    said = " ".join(str(cell.value) for row in book["CẦN SỬA"].iter_rows() for cell in row if cell.value)
    assert "CẦN SỬA 1 Ô TRƯỚC KHI GỬI LẠI" in said
    assert "Nếu đúng là 120, ghi 120." in said
    assert sum(cell.comment is not None for row in book["Biểu"].iter_rows() for cell in row) == 1


def test_what_a_unit_typed_comes_out_as_typed(demo: Demo) -> None:
    typed = "Mô hình A & B <C> {{ 7*7 }} {% for %} được hội viên hưởng ứng"
    report = docx.Document(str(demo.papers / "bao-cao" / "BC xa - nam-2026.docx"))

    assert any(typed in paragraph.text for paragraph in report.paragraphs)
    assert any(typed == cell.text for table in report.tables for row in table.rows for cell in row.cells)


def test_a_village_that_has_not_sent_gets_a_draft_with_dots_and_no_figure_of_others(demo: Demo) -> None:
    plan = docx.Document(str(demo.papers / "ke-hoach" / "KH Thon Mau 12 - nam-2026.docx"))

    text = "\n".join(paragraph.text for paragraph in plan.paragraphs)
    assert "Thôn Mẫu 12 có …… hộ với …… nhân khẩu, trong đó nữ …… người, chiếm ……." in text
    assert "Thôn Mẫu 01" not in text


def test_the_plan_of_the_commune_is_the_original_word_for_word(demo: Demo) -> None:
    made = docx.Document(str(demo.papers.parent / "ke-hoach" / "KH xa - bdg.docx"))
    original = (Path(__file__).parents[1] / "templates" / "ke-hoach-xa-dong-viet.txt").read_text("utf-8")
    expected = [_folded(line) for line in _joined(original).replace("**", "").splitlines() if line.strip()]

    heading = ["ỦY BAN NHÂN DÂN", "XÃ ĐỒNG VIỆT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [line for line in _lines(made) if line not in heading] == expected
    assert sorted(line for line in _lines(made) if line in heading) == sorted(heading)


def test_processing_again_changes_no_file(copy_of_demo: Path) -> None:
    before = _files(copy_of_demo)

    ran = docgen("process", workspace=copy_of_demo)

    assert (ran.code, _files(copy_of_demo)) == (0, before)


def test_the_demo_refuses_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "thư.txt").write_text("của tôi", "utf-8")

    ran = docgen("demo", tmp_path)

    assert ran.code == 2
    assert "đang có tệp khác" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["thư.txt"]


def test_the_demo_on_a_demo_workspace_only_processes(copy_of_demo: Path) -> None:
    before = _files(copy_of_demo)

    ran = docgen("demo", copy_of_demo)

    assert ran.code == 0
    assert _files(copy_of_demo) == before


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_written_files_hold_no_time_of_writing(demo: Demo, kind: str) -> None:
    for path in (demo.root / "outbox").rglob(f"*.{kind}"):
        with zipfile.ZipFile(path) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}, path.name


def _joined(text: str) -> str:
    """Return the original with the two halves of its broken sentence joined."""
    return re.sub(r"thực hiện cam\s*\n\s*\n?kết đạt", "thực hiện cam kết đạt", text)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _lines(document: docx.document.Document) -> list[str]:
    lines: list[str] = []
    for element in document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        text = Paragraph(element, document).text
        if text.strip():
            lines.append(_folded(text))
    return lines


def _files(root: Path) -> dict[str, tuple[str, int]]:
    """Return hash and time of every file that people see."""
    files = (path for path in root.rglob("*") if path.is_file() and ".docgen" not in path.parts)
    return {str(path.relative_to(root)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in files}
