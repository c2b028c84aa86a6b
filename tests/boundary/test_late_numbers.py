"""An issued document that cites another by a blank: told once the other has its number, until somebody writes it there."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from docgen.documents.citing import cites_by_blank
from docgen.model.submissions import IssuedNumber
from tests.bench import NOW, Bench, make_reported
from tests.edited_papers import whole_text

PLAN = Path("outbox") / "binh-dang-gioi" / "nam-2026" / "ke-hoach" / "KH Thon Mau 01 - nam-2026.docx"
OWN = IssuedNumber("binh-dang-gioi", "kh-thon", "2026", "T01", "", date(2026, 11, 19))
CITED = IssuedNumber("binh-dang-gioi", "kh-xa", "", "", "45/KH-UBND", date(2026, 5, 20))
OTHER = IssuedNumber("binh-dang-gioi", "bc-xa", "2026", "", "54/BC-UBND", date(2026, 12, 1))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return make_reported(tmp_path_factory.mktemp("base") / "mau", "T01")


@pytest.fixture
def bench(base: Bench, tmp_path: Path) -> Bench:
    return base.copied_to(tmp_path / "nơi làm việc")


def _issue(bench: Bench, *numbers: IssuedNumber) -> None:
    with bench.office() as office:
        for number in numbers:
            office.dataset.papers.record_issue(number, NOW)
    bench.process(with_papers=True)


def _told(bench: Bench) -> list[tuple[str, str, str]]:
    """Return title, unit and words of each document to look at, as the clerk's workbook has them; the page has the same."""
    sheet = load_workbook(bench.root / "outbox" / "viec-can-xu-ly.xlsx")["Văn bản cần xem"]
    rows = [tuple(str(cell.value) for cell in row) for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    page = html.unescape((bench.root / "outbox" / "index.html").read_text("utf-8"))
    assert all(row[5][1:] in page for row in rows)
    return [(row[1], row[2], row[5]) for row in rows]


def test_a_plan_issued_before_the_one_it_cites_had_a_number_is_told_when_that_comes_and_stays_as_it_is(bench: Bench) -> None:
    _issue(bench, OWN)
    issued, at_first = (bench.root / PLAN).read_bytes(), _told(bench)

    _issue(bench, CITED)

    [(title, unit, words)] = _told(bench)
    assert (at_first, title, unit) == ([], "Kế hoạch của thôn", "Thôn Mẫu 01")
    assert "nay văn bản ấy có số 45/KH-UBND ngày 20 tháng 5 năm 2026" in words
    assert "ghi tay số 45/KH-UBND ngày 20 tháng 5 năm 2026 vào chỗ trống" in words
    assert (bench.root / PLAN).read_bytes() == issued


def test_it_is_told_no_more_when_a_person_has_written_the_number_into_the_file(bench: Bench) -> None:
    _issue(bench, OWN)
    _issue(bench, CITED)
    document = docx.Document(str(bench.root / PLAN))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("      /KH-UBND", "45/KH-UBND")
    document.save(str(bench.root / PLAN))
    hers = (bench.root / PLAN).read_bytes()

    bench.process(with_papers=True)

    assert "45/KH-UBND" in whole_text(hers)
    assert (_told(bench), (bench.root / PLAN).read_bytes()) == ([], hers)


@pytest.mark.parametrize(
    "issued",
    [
        pytest.param((CITED, OWN), id="the cited one first"),
        pytest.param((OWN, CITED), id="both typed into the register at once"),
    ],
)
def test_a_plan_that_prints_the_number_is_not_told(bench: Bench, issued: tuple[IssuedNumber, ...]) -> None:
    _issue(bench, *issued)

    assert "45/KH-UBND" in whole_text((bench.root / PLAN).read_bytes())
    assert _told(bench) == []


def test_the_number_of_a_document_that_it_does_not_cite_is_not_told(bench: Bench) -> None:
    _issue(bench, OWN)
    _issue(bench, OTHER)

    assert _told(bench) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("Căn cứ Kế hoạch số       /KH-UBND", True, id="the blank of a draft"),
        pytest.param("Căn cứ Kế hoạch số ……/KH-UBND", True, id="dots of a person"),
        pytest.param("Căn cứ Kế hoạch số 45/KH-UBND", False, id="the number"),
        pytest.param("Kế hoạch số 145/KH-UBND và số       /KH-UBND", True, id="a longer number is another"),
        pytest.param("Kế hoạch số 45/KH-UBND và số       /KH-UBND", False, id="the blank of another one"),
        pytest.param("Căn cứ Kế hoạch số       /KH-UBND-VX", False, id="another symbol"),
    ],
)
def test_a_blank_is_found_where_people_see_one(said: str, expected: bool, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(said)
    document.save(str(tmp_path / "van ban.docx"))

    assert cites_by_blank((tmp_path / "van ban.docx").read_bytes(), "KH-UBND", "45/KH-UBND") is expected


def test_of_a_file_that_is_no_document_nobody_can_say_that_the_number_stands_in_it() -> None:
    assert cites_by_blank(b"", "KH-UBND", "45/KH-UBND")
