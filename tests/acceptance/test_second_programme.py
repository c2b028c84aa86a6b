"""Another programme, made with Excel and Word, through the command line: quarterly, two tables, marks, conditions, papers of units."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.acceptance.conftest import Ran, docgen

ROOT = Path(__file__).parents[2]
NAME = "an-toan-thuc-pham"
PERIOD = "quy-3-nam-2026"
Line = Mapping[str, object]

COMMON: Line = {"nguoi_bao_cao": "Nguyễn Thị Mẫu", "sdt_bao_cao": "0912000001"}
THON: Line = {**COMMON, "co_so_sx": 3, "co_so_kd": 12, "co_so_au": 5, "co_so_ck": 15, "buoi_attp": 2, "luot_attp": 80}
SENT: Mapping[str, Line] = {
    "Thon Mau 01": {**THON, "hinh_thuc_attp__loa": "x", "hinh_thuc_attp__hoi_nghi": "X"},
    "Thon Mau 02": {**THON, "co_so_au": 0, "co_so_ck": 9, "buoi_attp": 0, "luot_attp": None},
    "Truong Tieu hoc": {
        **COMMON,
        "co_bep_an": "Có",
        "kieu_bep_an": "Tự tổ chức nấu",
        "suat_an_ngay": 420,
        "luu_mau_an": "Có",
        "buoi_attp": 1,
        "luot_attp": 35,
        "hinh_thuc_attp__khac": "x",
        "hinh_thuc_them": "Trò chơi tìm hiểu",
    },
    "Phong Kinh te": {
        **COMMON,
        "buoi_attp": 1,
        "luot_attp": 26,
        "hinh_thuc_attp__hoi_nghi": "x",
        "kien_nghi_attp": "Cấp thêm bộ thử nhanh",
    },
}
CHECKS: Mapping[str, Sequence[Line]] = {
    "Thon Mau 01": (
        {"doi_tuong_kt": "Hàng ăn quanh chợ", "ngay_kt": date(2026, 7, 20), "co_so_kt": 5, "co_so_vp": 1, "bien_phap_xl__nhac_nho": "x"},
        {"doi_tuong_kt": "Hộ nấu cỗ", "ngay_kt": date(2026, 8, 3), "co_so_kt": 4, "co_so_vp": 0},
    ),
    "Phong Kinh te": (
        {
            "doi_tuong_kt": "Cửa hàng tạp hóa",
            "ngay_kt": date(2026, 8, 21),
            "co_so_kt": 8,
            "co_so_vp": 2,
            "bien_phap_xl__nhac_nho": "x",
            "bien_phap_xl__phat_tien": "x",
            "tien_phat_attp": 3_500_000,
        },
    ),
}
ACCIDENTS: Mapping[str, Sequence[Line]] = {
    "Thon Mau 02": (
        {"dia_diem_sc": "Tiệc cưới", "ngay_sc": date(2026, 7, 5), "nguoi_mac": 6, "nguoi_vien": 2, "nguyen_nhan_sc": "Vi sinh vật"},
    )
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that has this programme beside the sample, in which some units have sent their forms."""
    root = tmp_path_factory.mktemp("hai chuong trinh")
    assert docgen("init", root).code == 0
    assert not (root / "templates" / NAME).exists()
    shutil.copytree(ROOT / "templates" / NAME, root / "templates" / NAME, ignore=shutil.ignore_patterns("nguon"))
    settings = root / "docgen.toml"
    settings.write_text(f"today = 2026-09-18\n\n{settings.read_text('utf-8')}", "utf-8")
    issued = docgen("forms", "attp", "--period", "2026-Q3", workspace=root)
    assert (issued.code, "17 biểu mới" in issued.out) == (0, True), issued.out
    for unit, answers in SENT.items():
        blank = next((root / "inbox" / "_1-lay-bieu-mau" / NAME / PERIOD).glob(f"*{unit}*.xlsx"))
        book = load_workbook(blank, rich_text=True)
        _fill(book, answers)
        for rows in (CHECKS.get(unit, ()), ACCIDENTS.get(unit, ())):
            for offset, row in enumerate(rows):
                _fill(book, row, offset)
        book.save(root / "inbox" / f"{unit}.xlsx")
    return root


@pytest.fixture(scope="module")
def processed(office: Path) -> Ran:
    """Return what the main job said about those forms."""
    return docgen("process", "--json", workspace=office)


def _fill(book: Workbook, answers: Line, offset: int = 0) -> None:
    for name, value in answers.items():
        sheet, area = next(iter(book.defined_names[f"dg_{name}"].destinations))
        book[sheet][area.replace("$", "").split(":")[0]].offset(row=offset).value = value


def _text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def _row(path: Path, beginning: str) -> list[str]:
    rows = [[cell.text for cell in row.cells] for table in Document(str(path)).tables for row in table.rows]
    return next(row for row in rows if row[1].startswith(beginning))


def _sum(name: str) -> int:
    return sum(value for answers in SENT.values() if isinstance(value := answers.get(name, 0), int))


def test_forms_go_in_and_papers_with_their_figures_come_out(office: Path, processed: Ran) -> None:
    files = json.loads(processed.out)["files"]
    assert {file["outcome"] for file in files} == {"accepted"}, processed.out
    assert [file["findings"] for file in files] == [[]] * 4
    report = office / "outbox" / NAME / PERIOD / "bao-cao" / f"BC an toan thuc pham - {PERIOD}.docx"
    said = _text(report)
    places = _sum("co_so_sx") + _sum("co_so_kd") + _sum("co_so_au")
    checked = [row for rows in CHECKS.values() for row in rows]
    looked, wrong = sum(int(str(r["co_so_kt"])) for r in checked), sum(int(str(r["co_so_vp"])) for r in checked)
    assert f"có {places} (*) cơ sở thực phẩm" in said
    assert f"đã tổ chức {_sum('buoi_attp')} (*) buổi tuyên truyền, tập huấn với {_sum('luot_attp')} (*) lượt người" in said
    assert "hệ thống truyền thanh 1 (*); hội nghị 2 (*); tờ rơi và áp phích 0 (*); mạng xã hội 0 (*); hình thức khác 1 (*)" in said
    assert f"{len(checked)} (*) đợt kiểm tra" in said
    assert f"với {looked} (*) lượt cơ sở; phát hiện {wrong} (*) lượt cơ sở vi phạm" in said
    assert "xử phạt vi phạm hành chính là 3,5 (*) triệu đồng" in said
    assert "Tiệc cưới; 6 người mắc, 2 người nằm viện; nguyên nhân: Vi sinh vật" in said
    assert "Cấp thêm bộ thử nhanh (Phòng Kinh tế)" in said
    assert _row(report, "Phòng Kinh tế")[2:] == ["Cửa hàng tạp hóa", "21/08/2026", "8", "2", "Nhắc nhở, Phạt tiền"]
    share = f"{_sum('co_so_ck') / places * 100:.1f}".replace(".", ",")
    assert _row(report, "Tỷ lệ cơ sở thực phẩm")[2:5] == [f"{_sum('co_so_ck')}/{places} (*)", f"{share} (*)", "90"]


def test_each_unit_that_reported_gets_a_paper_of_its_own_figures_only(office: Path, processed: Ran) -> None:
    folder = office / "outbox" / NAME / PERIOD / "thong-bao"
    papers = {path.name.split(" - ")[0].removeprefix("TB "): path for path in folder.glob("*.docx")}
    first, second, school = (_text(papers[name]) for name in ("Thon Mau 01", "Thon Mau 02", "Truong Tieu hoc Mau"))
    assert "20 cơ sở, trong đó 15 cơ sở đã ký cam kết" in first
    assert "2 buổi với 80 lượt người tham dự; hình thức: Hệ thống truyền thanh, Hội nghị." in first
    assert "02 đợt với 9 lượt cơ sở, trong đó 1 lượt cơ sở có vi phạm" in first
    assert "trong kỳ đơn vị chưa tổ chức buổi nào" in second
    assert "Bếp ăn tập thể: Tự tổ chức nấu, bình quân 420 suất ăn" in school
    assert "Hàng ăn quanh chợ" not in second + school
    assert "chưa nhận được báo cáo quý III năm 2026 của thôn Mẫu 05" in _text(papers["Thon Mau 05"])


def test_every_paper_passes_the_check(office: Path, processed: Ran) -> None:
    papers = sorted((office / "outbox" / NAME / PERIOD).rglob("*.docx"))

    checked = docgen("check", "--json", *papers)

    assert len(papers) >= 5
    assert [(file["file"], file["findings"]) for file in json.loads(checked.out)["files"] if file["findings"]] == []


def test_what_a_form_must_not_say_goes_back_with_every_cell(office: Path, processed: Ran, tmp_path: Path) -> None:
    root = tmp_path / "ban sao"
    shutil.copytree(office, root)
    blank = next((root / "inbox" / "_1-lay-bieu-mau" / NAME / PERIOD).glob("*Thon Mau 03*.xlsx"))
    book = load_workbook(blank, rich_text=True)
    _fill(book, {**THON, "co_so_ck": 21, "hinh_thuc_attp__loa": "nhiều", "hinh_thuc_attp__khac": "x"})
    _fill(book, {"doi_tuong_kt": "Quán", "ngay_kt": date(2026, 6, 1), "co_so_kt": 1, "co_so_vp": 1, "bien_phap_xl__phat_tien": "x"})
    book.save(root / "inbox" / "sai.xlsx")

    ran = docgen("process", "--json", workspace=root)

    file = next(file for file in json.loads(ran.out)["files"] if file["unit"] == "T03")
    assert file["outcome"] == "returned"
    assert [(finding["code"], finding["cell"]) for finding in file["findings"]] == [
        ("ngoai_danh_sach", "Biểu!H23"),
        ("lon_hon_tong", "Biểu!H18"),
        ("bo_trong", "Biểu!G28"),
        ("ngay_ngoai_ky", "Biểu!C47"),
        ("bo_trong", "Biểu!I47"),
    ]


@pytest.mark.e2e
def test_every_paper_passes_the_check_as_printed_too(office: Path, processed: Ran) -> None:
    papers = sorted((office / "outbox" / NAME / PERIOD).rglob("*.docx"))
    kinds = [next(p for p in papers if p.name.startswith(kind)) for kind in ("BC", "TB Thon Mau 01", "TB Thon Mau 05")]

    checked = docgen("check", "--json", "--pdf", *kinds)

    assert [(file["file"], file["findings"]) for file in json.loads(checked.out)["files"] if file["findings"]] == []
