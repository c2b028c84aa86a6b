from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from docgen.nd30.drafting.build import draft_source
from docgen.ooxml.package import Package
from tests.templates.words import environment, vocabulary

TEMPLATES = Path(__file__).parents[2] / "templates" / "binh-dang-gioi"
NAMES = sorted(path.stem for path in (TEMPLATES / "nguon").glob("*.txt") if (TEMPLATES / f"{path.stem}.docx").exists())
BOTH = pytest.mark.parametrize("is_sent", [pytest.param(True, id="all sent"), pytest.param(False, id="nothing sent")])
EACH = pytest.mark.parametrize("name", NAMES)


def test_each_document_of_the_sample_has_a_source() -> None:
    assert NAMES == ["bc-xa", "cv-don-doc", "cv-don-doc-chung", "cv-yeu-cau", "kh-thon", "kh-xa"]


@EACH
def test_what_is_shipped_is_what_the_source_gives(name: str) -> None:
    source = (TEMPLATES / "nguon" / f"{name}.txt").read_text(encoding="utf-8")

    shipped, drafted = Package.read((TEMPLATES / f"{name}.docx").read_bytes()), Package.read(draft_source(source))

    assert shipped.parts == drafted.parts


@EACH
@BOTH
def test_a_template_is_filled_without_a_tag_left(name: str, is_sent: bool) -> None:
    text = "\n".join(_lines(_filled(name, is_sent)))

    assert not re.search(r"\{\{|\}\}|\{%|%\}|None|Undefined", text)


@EACH
@BOTH
def test_every_filled_paper_has_its_parts(name: str, is_sent: bool) -> None:
    document = _filled(name, is_sent)

    heading = [cell.text for cell in document.tables[0].rows[0].cells]
    closing = [table.rows[0].cells for table in document.tables if table.rows[0].cells[0].text.startswith("Nơi nhận:")]
    assert heading[1].startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert len(closing) == 1
    assert any(p.text.endswith("./.") for p in document.paragraphs)


def test_the_sentence_of_a_draft_vanishes_when_there_is_none() -> None:
    footers = {is_sent: {p.text for p in _filled("bc-xa", is_sent).sections[0].footer.paragraphs} for is_sent in (True, False)}

    assert footers[True] == {""}
    assert all(text.startswith("Dự thảo: đã có 0/15 đơn vị") for text in footers[False])


def test_a_village_without_figures_gets_dotted_blanks() -> None:
    lines = _lines(_filled("kh-thon", False))

    assert "Thôn Mẫu 01 có …… hộ với …… nhân khẩu, trong đó nữ …… người, chiếm ……%." in lines
    assert sum(bool(re.fullmatch("…{20,}", line)) for line in lines) == 2


def test_the_report_shows_eight_thoughts_and_all_of_them_in_its_annex() -> None:
    document = _filled("bc-xa", True)

    body = [p.text for p in document.paragraphs if "ket_qua_noi_bat" in p.text]
    annex = [row.cells[1].text for table in document.tables for row in table.rows if len(row.cells) == 3 and "noi_bat" in row.cells[1].text]
    assert (len(body), len(annex)) == (8, 10)
    assert body[0] == "- Ý kiến mẫu 1 về ket_qua_noi_bat & <việc chung> (Thôn Mẫu 01, Thôn Mẫu 02)."


def test_the_report_leaves_dotted_lines_where_nothing_can_be_said() -> None:
    dotted = [line for line in _lines(_filled("bc-xa", False)) if re.fullmatch("…{20,}", line)]

    assert len(dotted) == 4


def test_an_indicator_without_target_has_a_cross_there() -> None:
    table = next(t for t in _filled("bc-xa", True).tables if t.rows[0].cells[1].text == "Chỉ tiêu")

    assert [cell.text for cell in table.rows[4].cells][4:6] == ["x", "x"]
    assert [cell.text for cell in table.rows[1].cells][4:6] == ["50", "-2,3"]


def test_the_first_period_has_no_columns_of_an_earlier_one() -> None:
    table = next(t for t in _filled("bc-xa", True).tables if t.rows[0].cells[1].text == "Chỉ tiêu")

    assert len(table.rows[0].cells) == 7


def test_the_annexes_of_the_report_lie_or_stand_and_count_their_own_pages() -> None:
    sections = _filled("bc-xa", True).sections

    assert [s.page_width > s.page_height for s in sections] == [False, True, True, False, False]
    assert [s._sectPr.find(qn("w:pgNumType")) is not None for s in sections] == [False, True, True, True, True]


def test_the_annex_has_a_row_for_each_unit_and_its_sums() -> None:
    table = next(t for t in _filled("bc-xa", True).tables if t.rows[0].cells[1].text == "Cơ quan, đơn vị, thôn" and len(t.columns) == 18)

    firsts = [row.cells[0].text for row in table.rows[2:]]
    assert [text for text in firsts if not text.isdigit()] == [
        "B. Cơ quan thuộc UBND xã",
        "Cộng khối B (3/3 đơn vị)",
        "Đ. Các thôn",
        "Cộng khối Đ (12/12 đơn vị)",
        "TOÀN XÃ (15/15 đơn vị)",
    ]
    assert sum(text.isdigit() for text in firsts) == 15


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        pytest.param(1, ["Kính gửi: Văn phòng HĐND và UBND xã."], id="one"),
        pytest.param(2, ["Kính gửi:", "- Văn phòng HĐND và UBND xã;", "- Phòng Văn hóa - Xã hội."], id="several"),
        pytest.param(11, ["Kính gửi: Các cơ quan, đơn vị, thôn có tên trong danh sách kèm theo."], id="more than ten"),
    ],
)
def test_the_reminder_is_addressed_to_those_it_lists(count: int, expected: list[str]) -> None:
    words = vocabulary(is_sent=False)

    document = _fill("cv-don-doc-chung", {**words, "chua_xong": words["cac_don_vi"][:count]})

    lines = [p.text for p in document.paragraphs if p.text]
    assert lines[: len(expected)] == expected
    assert lines[len(expected)].startswith("Thực hiện Kế hoạch số")
    assert len(document.tables[-1].rows) == count + 1


def test_signature_lines_stand_one_below_the_other() -> None:
    document = _filled("bc-xa", True)

    cells = next(table.rows[0].cells for table in document.tables if table.rows[0].cells[0].text.startswith("Nơi nhận:"))
    assert [p.text for p in cells[1].paragraphs] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu"]


@lru_cache
def _filled(name: str, is_sent: bool) -> Any:
    return _fill(name, vocabulary(is_sent=is_sent))


def _fill(name: str, words: dict[str, Any]) -> Any:
    template = DocxTemplate(TEMPLATES / f"{name}.docx")
    out = BytesIO()
    template.render(words, environment(), autoescape=True)
    template.save(out)
    return docx.Document(BytesIO(out.getvalue()))


def _lines(document: Any) -> list[str]:
    """Return the text of every paragraph, of the tables and the footers too."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(p.text for p in document.paragraphs), *cells, *(p.text for p in document.sections[0].footer.paragraphs)]
