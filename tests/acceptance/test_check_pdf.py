"""`docgen check --pdf`: what LibreOffice prints is judged; docgen's own papers have nothing wrong, broken ones are caught."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

from docgen.nd30.reading.read import read
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.rendered.convert import printer
from docgen.nd30.rendered.judge import judge_pages
from docgen.nd30.rendered.pages import read_pages
from tests.acceptance.conftest import Demo, docgen
from tests.programs import program

pytestmark = pytest.mark.e2e


@pytest.fixture(autouse=True)
def _libreoffice() -> None:
    program("soffice", "libreoffice")


def test_nothing_that_docgen_writes_is_wrong_on_the_printed_page(demo: Demo) -> None:
    papers = sorted((demo.root / "outbox").rglob("*.docx"))

    told = json.loads(docgen("check", "--pdf", "--json", *papers).out)["files"]

    wrong = {paper["file"]: one for paper in told for one in paper["findings"] if one["severity"] != "advice"}
    assert wrong == {}
    assert len(told) == len(papers) > 10


def test_the_command_tells_what_only_the_printed_page_shows(demo: Demo, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.docx"
    paper.write_bytes(_broken(demo, _wrap_the_country))

    without, with_pages = docgen("check", paper), docgen("check", "--pdf", paper)

    assert "motto.country.place" not in without.out
    assert "Cảnh báo [motto.country.place] trang 1, " in with_pages.out


def test_the_annotated_copy_has_what_only_the_printed_page_shows(demo: Demo, tmp_path: Path) -> None:
    paper, without, with_pages = (tmp_path / name for name in ("bao-cao.docx", "khong-in.docx", "co-in.docx"))
    paper.write_bytes(_broken(demo, _wrap_the_country))

    docgen("check", paper, "--annotate", without)
    docgen("check", "--pdf", paper, "--annotate", with_pages)

    told = ["[motto.country.place]" in _comments(copy) for copy in (without, with_pages)]
    assert told == [False, True]


def _comments(paper: Path) -> str:
    return "\n".join(comment.text for comment in docx.Document(str(paper)).comments)


def _wrap_the_country(paper: Any) -> None:
    paper.tables[0].cell(0, 1).paragraphs[0].paragraph_format.right_indent = Pt(60)


def _wrap_the_motto(paper: Any) -> None:
    paper.tables[0].cell(0, 1).paragraphs[1].paragraph_format.right_indent = Pt(140)


def _shorten_the_line(paper: Any) -> None:
    _resize(paper.tables[0].cell(0, 1).paragraphs[2], 30)


def _lengthen_the_line(paper: Any) -> None:
    _resize(paper.tables[0].cell(0, 0).paragraphs[2], -20)


def _resize(line: Any, points: int) -> None:
    form = line.paragraph_format
    form.left_indent, form.right_indent = form.left_indent + Pt(points), form.right_indent + Pt(points)


def _leave_the_signature_alone(paper: Any) -> None:
    signature = next(table for table in paper.tables if "Nơi nhận" in table.cell(0, 0).text)
    parting = paper.add_paragraph()
    parting.add_run().add_break(WD_BREAK.PAGE)
    signature._tbl.addprevious(parting._p)


def _number_at_the_foot(paper: Any) -> None:
    for section in paper.sections:
        if not section.header.is_linked_to_previous:
            number = section.header.paragraphs[0]._p
            section.footer.is_linked_to_previous = False
            section.footer._element.append(copy.deepcopy(number))
    _no_number(paper)


def _no_number(paper: Any) -> None:
    for section in paper.sections:
        if not section.header.is_linked_to_previous:
            section.header.paragraphs[0].clear()


def _tear_a_row(paper: Any) -> None:
    row = paper.tables[1].rows[1]
    for forbidden in row._tr.trPr.findall(qn("w:cantSplit")) if row._tr.trPr is not None else ():
        row._tr.trPr.remove(forbidden)
    row.cells[1].text = " ".join(f"chỉ tiêu thành phần thứ {number}," for number in range(120))


def _lower_the_number(paper: Any) -> None:
    number = next(p for table in paper.tables for p in _paragraphs(table) if p.text.startswith("Số:"))
    number.paragraph_format.space_before = Pt(40)


def _paragraphs(table: Any) -> list[Any]:
    return [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]


@pytest.mark.parametrize(
    ("break_it", "rule", "said"),
    [
        pytest.param(_wrap_the_country, "motto.country.place", "in thành 2 dòng", id="Quốc hiệu on two lines"),
        pytest.param(_wrap_the_motto, "motto.spacing", "Tiêu ngữ bị xuống dòng", id="Tiêu ngữ on two lines"),
        pytest.param(_shorten_the_line, "motto.line", "% dòng chữ", id="line too short"),
        pytest.param(_lengthen_the_line, "agency.line", "% dòng chữ", id="line too long"),
        pytest.param(_lower_the_number, "number.place", "không cùng dòng", id="number below the date"),
        pytest.param(_leave_the_signature_alone, "sign.together", "đứng một mình", id="signature alone"),
        pytest.param(_number_at_the_foot, "page.number.place", "ở chân trang", id="page number at the foot"),
        pytest.param(_no_number, "page.number.present", "trang in thứ 2 không có số trang 2", id="no page number"),
        pytest.param(_tear_a_row, "table.form", "bị cắt đôi", id="torn row"),
    ],
)
def test_the_printed_page_shows_what_is_broken(demo: Demo, break_it: Callable[[Any], None], rule: str, said: str) -> None:
    told = _told_of_pages(_broken(demo, break_it))

    assert set(told) == {rule}
    assert said in told[rule]


def test_a_whole_paper_shows_nothing(demo: Demo) -> None:
    assert _told_of_pages(_broken(demo, lambda paper: None)) == {}


def test_without_libreoffice_one_sentence_says_what_to_do(demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = tmp_path / "bao-cao.docx"
    paper.write_bytes(_broken(demo, lambda paper: None))
    monkeypatch.setenv("PATH", str(tmp_path))

    ran = docgen("check", "--pdf", paper)

    assert (ran.code, ran.out) == (2, "")
    assert "cần LibreOffice" in ran.err


def _told_of_pages(data: bytes) -> dict[str, str]:
    """Return what the printed pages alone tell: rule and message."""
    with printer() as opened:
        pages = read_pages(opened.pdf(data))
    return {finding.rule: finding.message for finding in judge_pages(recognise(read(data)), pages, ())}


def _broken(demo: Demo, break_it: Callable[[Any], None]) -> bytes:
    paper = docx.Document(str(next((demo.papers / "bao-cao").glob("BC xa*.docx"))))
    break_it(paper)
    written = BytesIO()
    paper.save(written)
    return written.getvalue()
