"""Papers as people made them in Word, met in the wild and made here again with other words: each once led the checker astray."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from docgen.nd30.check.report import PaperReport, report
from docgen.nd30.drafting.build import draft_source
from docgen.nd30.figures import Severity
from docgen.nd30.fix.fix import fix
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component, Governed
from docgen.nd30.recognise.recognise import recognise
from docgen.ooxml.package import Package
from tests.nd30_mutations import sample

LONG = (
    "@co-quan: ỦY BAN NHÂN DÂN\n@co-quan: XÃ MẪU\n@so: Số: 12/KH-UBND\n@noi-ngay: Mẫu, ngày 05 tháng 5 năm 2026\n@loai: KẾ HOẠCH\n"
    + "@trich-yeu: Việc mẫu\n"
    + "\n".join(f"{number}. Các thôn thực hiện nhiệm vụ thứ {number} của xã trong năm, báo cáo kết quả." for number in range(1, 90))
    + "./.\nNơi nhận:\n- Lưu: VT.\n@ky:\nCHỦ TỊCH\n@ho-ten: A B\n"
)


def edited(data: bytes, edit: Callable[[Any], None]) -> bytes:
    """Return a paper after `edit`, saved by python-docx."""
    paper, saved = docx.Document(BytesIO(data)), BytesIO()
    edit(paper)
    paper.save(saved)
    return saved.getvalue()


def told(data: bytes) -> PaperReport:
    return report("van-ban.docx", data)


def errors(data: bytes) -> list[str]:
    return [found.rule for found in told(data).findings if found.severity is Severity.ERROR]


def numbered_column(paper: Any) -> None:
    """A table whose first column has nothing but Word's own numbers."""
    table = paper.add_table(3, 2)
    for row in table.rows:
        row.cells[0].paragraphs[0].style = paper.styles["List Number"]


def test_a_cell_with_nothing_but_an_automatic_number_is_read() -> None:
    paper = docx.Document()
    numbered_column(paper)
    saved = BytesIO()
    paper.save(saved)

    assert recognise(read(saved.getvalue())).type == ""


def test_a_name_of_two_types_is_none_of_the_twenty_nine() -> None:
    def two_names(paper: Any) -> None:
        title = next(paragraph for paragraph in paper.paragraphs if paragraph.text == "KẾ HOẠCH")
        title.runs[0].text = "KẾ HOẠCH, NHIỆM VỤ"

    assert recognise(read(edited(sample("ke-hoach"), two_names))).type == ""


@pytest.mark.parametrize(
    ("right_mm", "rules"),
    [
        pytest.param("20.07", [], id="0,79 inch"),
        pytest.param("20.4", [], id="rounded"),
        pytest.param("21", ["page.margin.right"], id="too wide"),
    ],
)
def test_a_margin_may_be_off_by_what_rounding_makes_of_inches(right_mm: str, rules: list[str]) -> None:
    def widen(paper: Any) -> None:
        paper.sections[0].right_margin = Mm(float(right_mm))

    assert errors(edited(sample("ke-hoach"), widen)) == rules


def test_a_sheet_laid_out_as_one_wide_table_may_lie() -> None:
    paper = docx.Document()
    section = paper.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    table = paper.add_table(2, 4)
    table.cell(0, 0).text, table.cell(0, 3).text = "VĂN PHÒNG MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.cell(1, 0).text = "Số: 01/TB-VP"
    title = paper.add_paragraph("THÔNG BÁO")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].bold = True
    saved = BytesIO()
    paper.save(saved)

    recognised = recognise(read(saved.getvalue()))

    assert recognised.governed is Governed.YES
    assert recognised.first(Component.COUNTRY) is not None
    assert "page.orientation" not in errors(saved.getvalue())


def test_unicode_words_in_an_old_face_get_the_right_face_even_when_latin_1_has_their_letters() -> None:
    def old_face(paper: Any) -> None:
        for paragraph in paper.paragraphs:
            for run in paragraph.runs:
                run.font.name = ".VnTime"

    broken = edited(sample("ke-hoach"), old_face)

    fixed = fix(broken)

    assert "page.font.unicode" in errors(broken)
    assert "page.font.unicode" not in errors(fixed.data)


def test_words_that_are_coded_for_an_old_face_keep_it() -> None:
    def coded(paper: Any) -> None:
        run = paper.paragraphs[-1].add_run("Céng hoµ x· héi")
        run.font.name = ".VnTime"

    fixed = fix(edited(sample("ke-hoach"), coded))

    runs = [run for paragraph in read(fixed.data).paragraphs for run in paragraph.runs]
    assert [run.format.font for run in runs if "hoµ" in run.text] == [".VnTime"]


def test_the_label_of_an_article_is_made_bold_without_its_sentence() -> None:
    head = "@co-quan: ỦY BAN NHÂN DÂN\n@co-quan: XÃ MẪU\n@so: Số: 12/QĐ-UBND\n@noi-ngay: Mẫu, ngày 05 tháng 5 năm 2026\n"
    body = "@loai: QUYẾT ĐỊNH\n@trich-yeu: Việc mẫu\nĐiều 1. Thành lập tổ công tác của xã./.\n"
    end = "Nơi nhận:\n- Lưu: VT.\n@ky:\nCHỦ TỊCH\n@ho-ten: A B\n"

    def plain(paper: Any) -> None:
        article = next(paragraph for paragraph in paper.paragraphs if paragraph.text.startswith("Điều 1"))
        article.text = article.text

    fixed = fix(edited(draft_source(head + body + end), plain))

    article = recognise(read(fixed.data)).first(Component.ARTICLE)
    assert article is not None
    assert [(run.text, run.format.bold) for run in article.runs] == [("Điều 1.", True), (" Thành lập tổ công tác của xã./.", False)]


def test_a_lost_header_part_is_replaced_when_a_page_number_is_put_in() -> None:
    package = Package.read(draft_source(LONG))
    lost = [name for name in package.parts if name.startswith("word/header")]
    for name in lost:
        del package.parts[name]

    fixed = fix(package.write())

    assert lost
    assert "page.number.present" not in errors(fixed.data)


def test_a_date_typed_without_marks_has_its_comma_all_the_same() -> None:
    def without_marks(paper: Any) -> None:
        lines = (line for row in paper.tables[0].rows for cell in row.cells for line in cell.paragraphs)
        next(line for line in lines if ", ngày" in line.text).text = "Dong Viet, ngay 05 thang 5 nam 2026"

    found = [one.message for one in told(edited(sample("ke-hoach"), without_marks)).findings if one.rule == "date.place"]

    assert found == []
