from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from docgen.nd30 import rules
from docgen.nd30.drafting.build import draft_source
from docgen.nd30.drafting.styles import twips
from docgen.ooxml.package import Package

SOURCE = """\
@co-quan: ỦY BAN NHÂN DÂN
@co-quan: XÃ ĐỒNG VIỆT
@so: Số:      /KH-UBND
@noi-ngay: Đồng Việt, ngày    tháng 5 năm 2026
@chan-trang: {{ van_ban.du_thao }}
@loai: KẾ HOẠCH
@trich-yeu: Việc mẫu
@can-cu: Căn cứ Luật Mẫu.
I. MỞ ĐẦU
1. Mục đích
- Có {{ a | so }} người, nộp **trước ngày 30/11**.
@bang: 10g 150t
| TT | Việc |
|---|---|
| 1 | Một |
Sau bảng./.
Nơi nhận:
- Lưu: VT.
@ky:
CHỦ TỊCH
@ho-ten: Nguyễn Văn Mẫu
@phu-luc-ngang: Phụ lục I
@tieu-de: BẢNG
@phu-luc-doc: Phụ lục II
@tieu-de: BẢNG HAI
"""


@pytest.fixture(scope="module")
def drafted() -> bytes:
    return draft_source(SOURCE)


@pytest.fixture(scope="module")
def document(drafted: bytes) -> Any:
    return docx.Document(BytesIO(drafted))


def test_the_same_source_gives_the_same_bytes(drafted: bytes) -> None:
    assert draft_source(SOURCE) == drafted


def test_text_stands_in_order_with_its_style(document: Any) -> None:
    assert [(p.style.style_id, p.text) for p in document.paragraphs if p.text] == [
        ("TenLoai", "KẾ HOẠCH"),
        ("TrichYeu", "Việc mẫu"),
        ("CanCu", "Căn cứ Luật Mẫu."),
        ("MucLaMa", "I. MỞ ĐẦU"),
        ("KhoanTieuDe", "1. Mục đích"),
        ("GachDauDong", "- Có {{ a | so }} người, nộp trước ngày 30/11."),
        ("NoiDung", "Sau bảng./."),
        ("PhuLuc", "Phụ lục I"),
        ("TieuDePhuLuc", "BẢNG"),
        ("PhuLuc", "Phụ lục II"),
        ("TieuDePhuLuc", "BẢNG HAI"),
    ]


def test_a_tag_is_one_run_and_only_what_is_marked_is_bold(document: Any) -> None:
    dash = next(p for p in document.paragraphs if p.text.startswith("- Có"))

    assert [(run.text, run.bold) for run in dash.runs] == [
        ("- Có ", None),
        ("{{ a | so }}", None),
        (" người, nộp ", None),
        ("trước ngày 30/11", True),
        (".", None),
    ]


def test_agency_and_motto_stand_side_by_side(document: Any) -> None:
    table = document.tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["ỦY BAN NHÂN DÂN\nXÃ ĐỒNG VIỆT\n", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"],
        ["Số:      /KH-UBND", "Đồng Việt, ngày    tháng 5 năm 2026"],
    ]
    assert [cell.width.twips for cell in table.rows[0].cells] == [twips(Decimal(62)), twips(Decimal(98))]


def test_drawn_lines_are_borders_of_their_own_paragraphs_in_the_middle(document: Any) -> None:
    agency, motto = (cell.paragraphs[-1] for cell in document.tables[0].rows[0].cells)

    for paragraph, room, low, high in ((agency, 62, "14.2", "17"), (motto, 98, "59", "62")):
        left, right = paragraph.paragraph_format.left_indent.mm, paragraph.paragraph_format.right_indent.mm
        assert (paragraph.style.style_id, left) == ("DuongKe", right)
        assert Decimal(low) <= Decimal(room - left - right) <= Decimal(high)


def test_every_section_is_a_page_of_the_decree(document: Any) -> None:
    pages = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    margins = {
        (round(s.top_margin.mm), round(s.bottom_margin.mm), round(s.left_margin.mm), round(s.right_margin.mm)) for s in document.sections
    }

    assert pages == [(210, 297), (297, 210), (210, 297)]
    assert margins == {(20, 20, 30, 20)}


def test_page_numbers_begin_on_the_second_page_and_anew_in_each_annex(document: Any) -> None:
    first = document.sections[0]
    header = first.header._element.xml

    assert [s.different_first_page_header_footer for s in document.sections] == [True, True, True]
    assert (" PAGE " in header, first.header.paragraphs[0].style.style_id) == (True, "SoTrang")
    assert "PAGE" not in first.first_page_header._element.xml + first.footer._element.xml
    numbering = [s._sectPr.find(qn("w:pgNumType")) for s in document.sections]
    assert [n.get(qn("w:start")) if n is not None else None for n in numbering] == [None, "1", "1"]
    assert [s.header.is_linked_to_previous for s in document.sections] == [False, True, True]


def test_the_sentence_of_a_draft_stands_at_the_foot_of_every_page(document: Any) -> None:
    first = document.sections[0]

    assert [first.first_page_footer.paragraphs[0].text, first.footer.paragraphs[0].text] == ["{{ van_ban.du_thao }}"] * 2


def test_a_paper_without_footer_has_none() -> None:
    made = draft_source("@loai: KẾ HOẠCH\nMột./.")

    assert not [name for name in Package.read(made).parts if "footer" in name]


def test_a_table_is_ruled_repeats_its_header_and_tears_no_row(document: Any) -> None:
    table = document.tables[1]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))

    assert {border.get(qn("w:val")) for border in borders} == {"single"}
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert sum(cell.width.twips for cell in table.rows[0].cells) == twips(Decimal(160))
    assert [cell.paragraphs[0].style.style_id for row in table.rows for cell in row.cells] == ["DauBang", "DauBang", "OBang", "OBang"]


def test_the_paragraph_below_a_table_keeps_its_distance(document: Any) -> None:
    after = next(p for p in document.paragraphs if p.text == "Sau bảng./.")

    assert after.paragraph_format.space_before.pt == rules.take("body.gap")


def test_a_row_that_names_a_group_stays_with_the_rows_below_it() -> None:
    document = docx.Document(BytesIO(draft_source("@bang: 10g 150t\n| TT | Việc |\n|---|---|\n| **A. Nhóm** |\n| 1 | Một |")))

    rows = document.tables[0].rows
    assert [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows] == [False, True, False]


def test_the_signature_is_never_torn_and_never_alone(document: Any) -> None:
    row = document.tables[2].rows[0]
    last = next(p for p in document.paragraphs if p.text == "Sau bảng./.")

    assert [[p.text for p in cell.paragraphs] for cell in row.cells] == [["Nơi nhận:", "- Lưu: VT."], ["CHỦ TỊCH", "Nguyễn Văn Mẫu"]]
    assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert last.paragraph_format.keep_with_next
    assert document.styles["Họ tên người ký"].paragraph_format.space_before.pt >= 60


def test_the_whole_paper_is_times_new_roman_and_vietnamese(drafted: bytes) -> None:
    styles = Package.read(drafted).xml("word/styles.xml")
    default = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")

    assert default is not None
    fonts, language = default.find(qn("w:rFonts")), default.find(qn("w:lang"))
    assert fonts is not None
    assert language is not None
    assert {str(value) for value in fonts.attrib.values()} == {"Times New Roman"}
    assert len(fonts.attrib) == 4
    assert language.get(qn("w:val")) == "vi-VN"


def test_whichever_paragraph_a_condition_leaves_last_stays_with_the_signature() -> None:
    source = "@loai: KẾ HOẠCH\nĐầu.\n{%p if a %}\nMột./.\n{%p else %}\nHai./.\n{%p endif %}\n@ky:\nCHỦ TỊCH\n@ho-ten: A"

    document = docx.Document(BytesIO(draft_source(source)))

    kept = [p.text for p in document.paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["Đầu.", "{%p if a %}", "Một./.", "{%p else %}", "Hai./.", "{%p endif %}"]


@pytest.mark.parametrize("element", ["w:sdt", "w:txbxContent", "w:numPr", "w:pict", "w:drawing"])
def test_there_are_no_text_boxes_content_controls_or_automatic_numbers(drafted: bytes, element: str) -> None:
    package = Package.read(drafted)

    assert not [name for name in package.parts if name.startswith("word/") and list(package.xml(name).iter(qn(element)))]


def test_a_short_name_known_only_later_gets_a_shorter_line() -> None:
    document = docx.Document(BytesIO(draft_source("@co-quan-cap-tren: UBND XÃ MẪU\n@co-quan: {{ don_vi.ten | hoa }}\n@loai: KẾ HOẠCH")))

    cell = document.tables[0].rows[0].cells[0]
    assert [p.text for p in cell.paragraphs] == [
        "UBND XÃ MẪU",
        "{{ don_vi.ten | hoa }}",
        "{%p if don_vi.ten | hoa | length < 10 %}",
        "",
        "{%p else %}",
        "",
        "{%p endif %}",
    ]


def test_a_cong_van_has_its_subject_under_the_number() -> None:
    document: Any = docx.Document(BytesIO(draft_source("@so: Số: 01/UBND-VHXH\n@v-v: V/v việc mẫu\nKính gửi:\n- Một;\n- Hai.\nViệc./.")))

    number = document.tables[0].rows[1].cells[0]
    assert [(p.style.style_id, p.text) for p in number.paragraphs] == [
        ("SoKyHieu", "Số: 01/UBND-VHXH"),
        ("TrichYeuCongVan", "V/v việc mẫu"),
    ]
    assert [p.style.style_id for p in document.paragraphs] == ["KinhGuiNhieuNoi", "KinhGuiNoi", "KinhGuiNoi", "NoiDung"]
    head, *items = document.paragraphs[:3]
    colon = head.paragraph_format.left_indent.mm + 18
    dashes = {item.paragraph_format.left_indent.mm + item.paragraph_format.first_line_indent.mm for item in items}
    assert len(dashes) == 1
    assert abs(dashes.pop() - colon) < 3
