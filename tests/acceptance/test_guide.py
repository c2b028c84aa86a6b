"""The guide for people who write a programme: its own example works the first time, and it names everything there is to write."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from docgen.model.periods import PeriodType
from docgen.model.programme import Aggregate, FieldType, ForEach
from docgen.programme.expressions.functions import SIGNATURES
from docgen.programme.reading import known_columns
from tests.acceptance.conftest import docgen

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "huong-dan-nguoi-lap-chuong-trinh.md").read_text("utf-8")
EXPRESSIONS = (DOCS / "reference" / "bieu-thuc.md").read_text("utf-8")
SHEETS = ("settings", "survey", "choices", "indicators", "documents")


def example(name: str) -> str:
    """Return the block of the guide that follows the remark `ví dụ: <name>`."""
    rest = GUIDE.split(f"<!-- ví dụ: {name} -->", 1)[1].lstrip()
    return rest.split("```", 2)[1].strip("\n") if rest.startswith("```") else rest.split("\n\n", 1)[0]


def cells(name: str) -> list[list[str]]:
    """Return the rows of that block, as a person types them into Excel."""
    lines = [line for line in example(name).splitlines() if not line.startswith("|---")]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split(" |")] for line in lines]
    return [list(column) for column in zip(*rows[1:], strict=True)] if name == "settings" else rows


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the programme of the guide, typed in as it stands there."""
    root = tmp_path_factory.mktemp("theo huong dan")
    assert docgen("init", root).code == 0
    folder = root / "templates" / "rac-thai"
    folder.mkdir()
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in SHEETS:
        sheet = book.create_sheet(name)
        for row in cells(name):
            sheet.append([value or None for value in row])
    book.save(folder / "programme.xlsx")
    (root / "bc-thang.txt").write_text(example("bc-thang.txt"), "utf-8")
    assert docgen("draft", root / "bc-thang.txt", "-o", folder / "bc-thang.docx").code == 0
    settings = root / "docgen.toml"
    settings.write_text(f"today = 2026-11-03\n\n{settings.read_text('utf-8')}", "utf-8")
    return root


def test_the_example_of_the_guide_works_the_first_time(office: Path) -> None:
    lint = docgen("lint", "rac-thai", workspace=office)
    assert (lint.code, lint.out) == (0, "Không có chỗ nào phải sửa.\n  rac-thai/bc-thang.docx: biên dịch một lần, lập nhanh\n")
    assert docgen("forms", "rac-thai", "--period", "2026-10", workspace=office).code == 0
    for number, (ho, loai) in {"01": (120, 90), "02": (80, 40)}.items():
        book = openpyxl.load_workbook(next(office.rglob(f"*RAC - Thon Mau {number}*.xlsx")), rich_text=True)
        answers = {
            "nguoi_lap_bieu": "A",
            "tong_ho": ho,
            "ho_phan_loai": loai,
            "khoi_luong": 2.5,
            "diem_tap_ket": "Có",
            "van_de_diem__qua_tai": "x",
        }
        for name, value in answers.items():
            sheet, cell = next(iter(book.defined_names[f"dg_{name}"].destinations))
            book[sheet][cell.replace("$", "")].value = value
        book.save(office / "inbox" / f"thon {number}.xlsx")

    assert docgen("process", workspace=office).code == 0

    report = next((office / "outbox" / "rac-thai").rglob("BC rac thai*.docx"))
    said = "\n".join(paragraph.text for paragraph in Document(str(report)).paragraphs)
    assert "Có 130/200 (*) hộ phân loại rác tại nguồn, đạt 65,0%" in said
    assert "Khối lượng rác thu gom là 5 (*) tấn. Có 2 (*) thôn có điểm tập kết rác, trong đó 2 (*) điểm quá tải." in said
    checked = docgen("check", report)
    assert checked.code == 0, checked.out


def test_a_slip_in_the_example_is_told_by_its_cell(office: Path, tmp_path: Path) -> None:
    path = office / "templates" / "rac-thai" / "programme.xlsx"
    before = path.read_bytes()
    book = openpyxl.load_workbook(path)
    rows = {row[1].value: row[0].row for row in book["survey"].iter_rows(min_row=2)}
    book["survey"][f"G{rows['ho_phan_loai']}"].value = ". <= ${tong_hoo}"
    book["documents"]["C2"].value = "bc_thang.docx"
    book.save(path)

    lint = docgen("lint", workspace=office)

    path.write_bytes(before)
    assert lint.code == 1
    assert f"rac-thai/programme.xlsx: survey!G{rows['ho_phan_loai']}: Không có chỉ tiêu nào tên “tong_hoo”" in lint.out
    assert "rac-thai/programme.xlsx: documents!C2: Không có tệp mẫu “bc_thang.docx”." in lint.out
    assert "Có 2 chỗ phải sửa." in lint.out


@pytest.mark.parametrize(
    "word", sorted({*FieldType, *PeriodType, *Aggregate, *ForEach, "begin_group", "begin_repeat", "always", "on_request"})
)
def test_every_word_that_a_cell_may_hold_is_in_the_guide(word: str) -> None:
    assert re.search(rf"`{word}\b", GUIDE)


@pytest.mark.parametrize(("sheet", "column"), [(sheet, column) for sheet, columns in known_columns().items() for column in columns])
def test_every_column_is_in_the_guide(sheet: str, column: str) -> None:
    assert f"`{column}`" in GUIDE, sheet


@pytest.mark.parametrize("function", sorted(SIGNATURES))
def test_every_function_is_on_the_page_of_expressions(function: str) -> None:
    assert f"`{function}(" in EXPRESSIONS or f"{function}()" in EXPRESSIONS or f"{function}(" in EXPRESSIONS


def test_lint_tells_a_form_that_changed_under_its_version_and_a_file_name_that_cannot_be_made(office: Path) -> None:
    assert docgen("forms", "rac-thai", "--period", "2026-10", workspace=office).code == 0
    path = office / "templates" / "rac-thai" / "programme.xlsx"
    before = path.read_bytes()
    book = openpyxl.load_workbook(path)
    book["choices"]["C2"].value = "Đã có"
    book.save(path)
    changed = docgen("lint", "rac-thai", workspace=office)
    path.write_bytes(before)
    book = openpyxl.load_workbook(path)
    book["documents"]["G2"].value = "BC {{ ky.tentep }}"
    book.save(path)

    unmade = docgen("lint", "rac-thai", workspace=office)

    path.write_bytes(before)
    assert "rac-thai/programme.xlsx: settings!C2: Nội dung biểu đã đổi nhưng version vẫn là “1.0”" in changed.out
    assert "rac-thai/programme.xlsx: documents!G2: Tên tệp lập ra" in unmade.out
    assert (changed.code, unmade.code) == (1, 1)
