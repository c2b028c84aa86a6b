"""Habits of offices, each made here on a paper of our own: what people do in Word that looks like a breach and is none, or another one."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from docgen.nd30.check.report import PaperReport, report
from docgen.nd30.figures import Severity
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component, Recognised
from docgen.nd30.recognise.recognise import recognise
from docgen.nd30.redraft import redraft
from tests.nd30_mutations import OFFICE

HEAD = "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ MẪU\tĐộc lập - Tự do - Hạnh phúc\n"
END = "\nNơi nhận:\n{}- Các thôn;\n- Lưu: VT, VHXH.\n\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLê Văn Mẫu\n"
DECISION = (
    HEAD + "Số: 12/QĐ-UBND\tMẫu, ngày 05 tháng 5 năm 2026\n\nQUYẾT ĐỊNH\nVề việc thành lập tổ công tác\n\n"
    "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU\n\nCăn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\n"
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập tổ công tác của xã.\n\n"
    "Điều 2. Các thôn chịu trách nhiệm thi hành Quyết định này./.\n" + END.format("- Như Điều 2;\n")
)
LETTER = (
    HEAD + "Số: 12/UBND-VHXH\tMẫu, ngày 05 tháng 5 năm 2026\nV/v rà soát hộ nghèo\n\nKính gửi: Các thôn.\n\n"
    "Ủy ban nhân dân xã đề nghị các thôn rà soát hộ nghèo./.\n" + END.format("- Như trên;\n")
)
PLAN = (
    HEAD + "Số: 12/KH-UBND\tMẫu, ngày 05 tháng 5 năm 2026\n\nKẾ HOẠCH\nRà soát hộ nghèo năm 2026\n\n{}"
    "Ủy ban nhân dân xã ban hành Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n"
    "Các thôn rà soát hộ nghèo theo đúng quy định, bảo đảm công khai, dân chủ và có sự tham gia của người dân.\n\n"
    "Các thôn báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15 tháng 11 năm 2026 để tổng hợp./.\n" + END.format("- Sở Nội vụ (b/c);\n")
)
BASED = PLAN.format("Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016.\n\n")
PLAN = PLAN.format("")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
    '<v:shape style="position:absolute;width:90pt;height:20pt"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape>'
    "</w:pict></w:r>"
)
WORDS = '<w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr><w:t>{}</w:t></w:r></w:p>'


class Paper:
    """A drafted paper on its way to what people make of it."""

    def __init__(self, source: str) -> None:
        self.word: Any = docx.Document(BytesIO(redraft(source.encode(), OFFICE).data))

    def line(self, start: str) -> Any:
        """Return the first paragraph, in body or cell, that begins with `start`."""
        cells = [cell for table in self.word.tables for row in table.rows for cell in row.cells]
        paragraphs = [*self.word.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
        return next(paragraph for paragraph in paragraphs if paragraph.text.startswith(start))

    def below(self, start: str, *texts: str) -> list[Any]:
        """Put copies of the paragraph that begins with `start` below it, with other words, and return them."""
        place, made = self.line(start), []
        for text in texts:
            copy = deepcopy(place._p)
            place._p.addnext(copy)
            place = type(place)(copy, place._parent)
            place.runs[0].text = text
            for run in place.runs[1:]:
                run._r.getparent().remove(run._r)
            made.append(place)
        return made

    @property
    def data(self) -> bytes:
        saved = BytesIO()
        self.word.save(saved)
        return saved.getvalue()

    def recognised(self) -> Recognised:
        return recognise(read(self.data))

    def texts(self, component: Component) -> list[str]:
        return [found.content for found in self.recognised().of(component)]

    def report(self) -> PaperReport:
        return report("van-ban.docx", self.data)

    def errors(self) -> list[str]:
        return [found.rule for found in self.report().findings if found.severity is Severity.ERROR]


@pytest.mark.parametrize("source", [DECISION, LETTER, PLAN], ids=["decision", "letter", "plan"])
def test_the_papers_that_are_changed_here_are_right_before(source: str) -> None:
    assert Paper(source).errors() == []


def test_a_stamp_in_a_box_does_not_hide_the_bases_below_it() -> None:
    paper = Paper(DECISION)
    paper.line("CHỦ TỊCH ỦY BAN")._p.append(parse_xml(BOX.format(WORDS.format("DỰ THẢO"))))

    assert len(paper.texts(Component.BASIS)) == 2
    assert paper.errors() == []


def test_what_stands_before_the_operative_word_is_a_basis_even_without_saying_so() -> None:
    paper = Paper(DECISION)
    paper.line("Căn cứ").runs[0].text = "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"

    assert paper.texts(Component.BASIS)[0].startswith("Luật Tổ chức")
    assert "body.style" not in paper.errors()


def test_the_last_basis_may_go_on_in_the_opening_sentence() -> None:
    paper = Paper(BASED)
    paper.line("Căn cứ").runs[0].text = "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;"
    paper.line("Ủy ban nhân dân xã ban").runs[0].text = "Xét đề nghị của Trưởng phòng, Ủy ban nhân dân xã ban hành Kế hoạch như sau:"

    assert "basis.lines" not in paper.errors()


def test_a_subject_goes_on_in_bold_lines_that_are_not_centred() -> None:
    paper = Paper(DECISION)
    second, third = paper.below("Về việc thành lập", "rà soát hộ nghèo của xã", "(sau sắp xếp) năm 2026")
    for line in (second, third):
        line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    assert len(paper.texts(Component.SUBJECT)) == 3
    assert len(paper.texts(Component.BASIS)) == 2


def test_the_capitals_below_the_subject_say_who_issues_whoever_that_is() -> None:
    paper = Paper(DECISION)
    paper.line("CHỦ TỊCH ỦY BAN").runs[0].text = "NHÓM TRƯỞNG NHÓM GIÚP VIỆC VỀ CẢI CÁCH HÀNH CHÍNH"

    assert paper.texts(Component.AUTHORITY) == ["NHÓM TRƯỞNG NHÓM GIÚP VIỆC VỀ CẢI CÁCH HÀNH CHÍNH"]
    assert paper.errors() == []


def test_the_title_of_a_chapter_is_no_type_of_paper() -> None:
    paper = Paper(DECISION)
    paper.line("QUYẾT ĐỊNH").runs[0].text = "ĐIỀU LỆ HỘI LÀM VƯỜN CỦA XÃ MẪU VÀ CÁC XÃ LÂN CẬN, NHIỆM KỲ 2026 - 2031"
    label, title = paper.below("QUYẾT ĐỊNH:", "Chương I", "QUY ĐỊNH CHUNG")
    paper.line("ĐIỀU LỆ")._p.addnext(label._p)
    label._p.addnext(title._p)

    assert paper.recognised().type == ""


def test_about_goes_on_in_the_lines_below_it_without_a_table() -> None:
    paper = docx.Document()
    for text in (
        "    ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "         XÃ MẪU                     Độc lập - Tự do - Hạnh phúc",
        "    Số:      /UBND-VHXH             Mẫu, ngày     tháng 5 năm 2026",
        "  V/v góp ý dự thảo Báo cáo",
        " theo Công văn số 815/SNV-CCHC",
        "    ngày 18/5/2026 của Sở Nội vụ",
        "",
        "                             Kính gửi: Các thôn.",
        "Ủy ban nhân dân xã đề nghị các thôn góp ý./.",
    ):
        paper.add_paragraph(text)
    saved = BytesIO()
    paper.save(saved)

    about = recognise(read(saved.getvalue())).of(Component.SUBJECT_LETTER)

    assert [found.content for found in about] == [
        "V/v góp ý dự thảo Báo cáo",
        "theo Công văn số 815/SNV-CCHC",
        "ngày 18/5/2026 của Sở Nội vụ",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["Nghị định quy định: “Hội báo cáo kết quả đại hội theo quy định đến cơ quan có thẩm quyền”."], id="most of it"),
        pytest.param(["“a) Trong 60 ngày, hội báo cáo kết quả;", "e) Hội gửi hồ sơ đến cơ quan có thẩm quyền để phê duyệt.”"], id="two"),
    ],
)
def test_words_of_another_paper_are_not_judged_as_this_one(texts: Sequence[str]) -> None:
    paper = Paper(PLAN)
    for line in paper.below("Các thôn rà soát", *texts):
        line.runs[0].italic = True

    assert paper.errors() == []


def test_a_quotation_that_nobody_closes_hides_nothing() -> None:
    paper = Paper(PLAN)
    made = paper.below(
        "Các thôn rà soát", "Phong trào “Cả xã chung tay vì người nghèo, không để ai bị bỏ lại.", "Mọi thôn cùng tham gia phong trào đó."
    )
    paper.below("Mọi thôn", *(f"Thôn thứ {number} tổ chức thực hiện phong trào này." for number in range(12)))
    made[1].paragraph_format.space_before = made[1].paragraph_format.space_after = Pt(0)
    made[1].paragraph_format.first_line_indent = Mm(20)

    assert "body.indent" in paper.errors()


def test_a_paragraph_that_leans_for_the_most_part_is_only_advised() -> None:
    paper = Paper(PLAN)
    line = paper.below("Các thôn rà soát", "Hồ sơ gửi về Ủy ban nhân dân xã gồm có: ")[0]
    line.add_run("(1) đơn đề nghị; (2) biên bản họp thôn; (3) danh sách hộ nghèo, hộ cận nghèo có xác nhận của thôn.").italic = True

    found = [finding for finding in paper.report().findings if finding.rule == "body.style"]

    assert [(one.severity, "phần lớn chữ nghiêng" in one.message) for one in found] == [(Severity.ADVICE, True)]


def test_a_list_on_the_pages_after_the_signature_is_no_signature() -> None:
    paper = Paper(DECISION)
    paper.word.add_paragraph("Nguyễn Văn Mẫu").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for _ in range(20):
        paper.word.add_paragraph()
    title = paper.word.add_paragraph("DANH SÁCH")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].bold = True

    assert "DANH SÁCH" not in paper.texts(Component.NAME) + paper.texts(Component.TITLE)


def test_a_drafters_name_in_small_letters_after_the_last_recipient_is_no_recipient() -> None:
    paper = Paper(DECISION)
    paper.line("- Lưu").add_run("Châu").font.size = Pt(8)

    assert {"recv.list.style", "recv.last"}.isdisjoint(finding.rule for finding in paper.report().findings)


def test_a_note_below_the_last_recipient_is_no_recipient() -> None:
    paper = Paper(DECISION)
    paper.below("- Lưu", "Tải tài liệu họp tại trang thông tin của xã")[0].runs[0].font.size = Pt(14)

    assert paper.texts(Component.RECIPIENT) == ["- Như Điều 2;", "- Các thôn;", "- Lưu: VT, VHXH."]
    assert paper.errors() == []


def test_a_second_column_beside_the_recipients_does_not_end_their_lines() -> None:
    paper = Paper(DECISION)
    paper.line("- Các thôn").add_run("       Để đăng dự thảo")

    assert "recv.list.lines" not in paper.errors()


def test_a_signature_centred_by_hand_is_only_advised() -> None:
    paper = Paper(DECISION)
    for start, blanks in (("KT. CHỦ TỊCH", 2), ("PHÓ CHỦ TỊCH", 1), ("Lê Văn Mẫu", 2)):
        line = paper.line(start)
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        line.runs[0].text = " " * blanks + line.runs[0].text

    assert "sign.centre" not in paper.errors()


def test_a_signature_of_which_one_line_stands_at_the_left_is_an_error() -> None:
    paper = Paper(DECISION)
    paper.line("Lê Văn Mẫu").alignment = WD_ALIGN_PARAGRAPH.LEFT

    assert paper.errors() == ["sign.centre"]


@pytest.mark.parametrize(("lines", "severity"), [(1, Severity.ERROR), (2, Severity.ADVICE)])
def test_a_high_header_makes_up_for_a_small_margin(lines: int, severity: Severity) -> None:
    paper = Paper(PLAN)
    section = paper.word.sections[0]
    section.top_margin = Mm(12)
    for header in (section.header, section.first_page_header):
        header.is_linked_to_previous = False
        while len(header.paragraphs) < lines:
            header.add_paragraph()

    found = [finding for finding in paper.report().findings if finding.rule == "page.margin.top"]

    assert [finding.severity for finding in found] == [severity]


def test_a_page_number_in_a_box_is_not_asked_where_its_box_stands() -> None:
    paper = Paper(PLAN)
    number = paper.word.sections[0].header.paragraphs[0]
    inner = deepcopy(number._p)
    number.clear()
    box = parse_xml(BOX.format(""))
    number._p.append(box)
    content = next(element for element in box.iter() if element.tag.endswith("txbxContent"))
    content.append(inner)
    inner_paragraph = type(number)(inner, number._parent)
    inner_paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    assert paper.errors() == []


def test_a_subject_in_a_table_without_lines_is_one() -> None:
    paper = Paper(PLAN)
    table = paper.word.add_table(1, 1)
    subject = paper.line("Rà soát")
    subject._p.addnext(table._tbl)
    cell = table.cell(0, 0)._tc
    cell.insert(1, subject._p)

    assert paper.texts(Component.SUBJECT) == ["Rà soát hộ nghèo năm 2026"]


def test_a_table_below_the_title_is_no_subject() -> None:
    paper = Paper(PLAN)
    table = paper.word.add_table(2, 2)
    borders = parse_xml(f'<w:tblBorders xmlns:w="{W}"><w:top w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders>')
    table._tbl.tblPr.append(borders)
    table.cell(0, 0).text, table.cell(0, 1).text = "STT", "TÊN THÔN"
    paper.line("Rà soát")._p.addnext(table._tbl)

    assert paper.texts(Component.SUBJECT) == ["Rà soát hộ nghèo năm 2026"]


def test_an_agency_that_a_tag_will_print_is_not_judged() -> None:
    paper = Paper(PLAN)
    paper.line("ỦY BAN NHÂN DÂN").runs[0].text = "{{ co_quan.ten | hoa }}"

    assert paper.errors() == []


def test_a_number_and_an_agency_that_share_a_middle_look_centred() -> None:
    paper = Paper(PLAN)
    for start, blanks in (("ỦY BAN NHÂN DÂN", 0), ("XÃ MẪU", 9), ("Số:", 2)):
        line = paper.line(start)
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT
        line.runs[0].text = " " * blanks + line.runs[0].text

    assert paper.errors() == []


def test_a_number_at_the_left_below_a_centred_agency_is_an_error() -> None:
    paper = Paper(PLAN)
    paper.line("Số:").alignment = WD_ALIGN_PARAGRAPH.LEFT

    assert paper.errors() == ["number.place"]
