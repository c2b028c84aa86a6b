"""What Office, LibreOffice and a browser make of everything docgen writes."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import docx
import pytest

from docgen.dataset.store import open_dataset
from docgen.operate.play import fill, read_play
from docgen.settings import open_workspace
from tests.acceptance.conftest import Demo, docgen, new_workspace
from tests.programs import converted, program, remarks, resaved

pytestmark = pytest.mark.e2e


def test_microsofts_validator_has_no_remark_on_anything_docgen_writes(demo: Demo) -> None:
    written = [*(demo.root / "outbox").rglob("*.docx"), *(demo.root / "outbox").rglob("*.xlsx")]
    written += [*(demo.root / "inbox" / "_1-lay-bieu-mau").rglob("*.xlsx"), *(demo.root / "inbox" / "_5-van-ban-cua-don-vi").glob("*.docx")]
    written += [*(demo.root / "templates").rglob("*.docx"), *(demo.root / "templates").rglob("*.xlsx")]

    found = {path.name: said for path in written if (said := remarks(path))}

    assert found == {}
    assert len(written) > 60


def test_a_returned_workbook_has_no_remark_that_the_units_own_file_lacked(demo: Demo, tmp_path: Path) -> None:
    workspace = open_workspace(demo.root)
    with open_dataset(workspace.dataset_url) as dataset:
        returned = dataset.decisions.returned_open("binh-dang-gioi", "2026")
        for unit, decision in returned.items():
            own = tmp_path / f"{unit}.xlsx"
            own.write_bytes(dataset.captures.bytes_of(decision.receipt.sha256))
            marked = demo.root / "inbox" / "_4-can-sua-gui-lai" / decision.receipt.file_name
            assert Counter(remarks(marked)) <= Counter(remarks(own)), unit
    assert set(returned) == {"TH1", "T03"}


def test_each_paper_prints_as_an_office_expects(demo: Demo, tmp_path: Path) -> None:
    papers = sorted((demo.root / "outbox").rglob("*.docx"))

    for pdf in converted(papers, tmp_path, "pdf"):
        pages = _pages(pdf)
        assert re.search(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n.*Độc lập - Tự do - Hạnh phúc", pages[0]), pdf.name
        assert [_page_number(page) for page in pages][:1] == [None], pdf.name
        assert _page_number(pages[1]) == 2 if _continues(pages, 1) else True, pdf.name
        closing = next(page for page in pages if "Nơi nhận:" in page)
        assert re.search(r"^ *Nơi nhận: {8,}\S", closing, re.M), f"{pdf.name}: the signature stands beside Nơi nhận"
        assert "./." in closing, pdf.name


def test_a_form_saved_by_libreoffice_is_accepted_with_the_same_figures(tmp_path: Path) -> None:
    root = new_workspace(tmp_path / "noi-lam-viec")
    assert docgen("forms", workspace=root).code == 0
    drop = next(drop for drop in read_play().drops if drop.unit == "T01")
    source = tmp_path / "thon1.xlsx"
    source.write_bytes(fill(next((root / "inbox" / "_1-lay-bieu-mau").rglob("*Thon Mau 01*.xlsx")).read_bytes(), drop))
    saved = resaved(source, tmp_path / "libreoffice")
    (root / "inbox" / "tu libreoffice.xlsx").write_bytes(saved.read_bytes())

    ran = docgen("process", workspace=root)

    assert ran.code == 0, ran.out
    report = root / "outbox" / "binh-dang-gioi" / "nam-2026" / "bao-cao" / "BC xa - nam-2026.docx"
    annex = next(t for t in docx.Document(str(report)).tables if t.rows[0].cells[1].text == "Cơ quan, đơn vị, thôn" and len(t.columns) > 10)
    rows = {row.cells[1].text: row for row in annex.rows}
    meetings, people = (str(drop.answers[name]) for name in ("so_cuoc_tt", "luot_nguoi_tt"))
    assert [cell.text for cell in rows["Thôn Mẫu 01"].cells[12:14]] == [meetings, people]


@pytest.mark.parametrize("page", ["outbox/index.html", "inbox/TINH-HINH-TIEP-NHAN.html"])
def test_the_pages_open_in_a_browser_without_a_server(demo: Demo, tmp_path: Path, page: str) -> None:
    chromium = program("chromium", "chromium")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    options += ["--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path}", "--virtual-time-budget=2000", "--dump-dom"]

    done = subprocess.run([chromium, *options, (demo.root / page).as_uri()], capture_output=True, text=True, timeout=120, check=True)

    assert "Thôn Mẫu 12" in done.stdout
    assert "http://" not in done.stdout.replace("http://www.w3.org", "")


def _pages(pdf: Path) -> list[str]:
    pdftotext = program("pdftotext", "poppler-utils")
    text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return text.split("\f")[:-1]


def _page_number(page: str) -> int | None:
    first = page.lstrip("\n").split("\n", 1)[0].strip()
    return int(first) if first.isdigit() else None


def _continues(pages: list[str], index: int) -> bool:
    """Return whether page `index` goes on with the paper itself: an annex counts its own pages and hides its first number."""
    return len(pages) > index and not re.match(r"\s*(Phụ lục|DANH SÁCH)", pages[index])
