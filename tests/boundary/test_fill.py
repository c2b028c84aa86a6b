"""Templates made with python-docx are filled; what comes out is read back with python-docx."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as DocumentClass
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.documents.figures import Figure, printable
from docgen.documents.fill import fill, fill_text, fill_traced
from docgen.documents.records import Listing, Record
from docgen.model.errors import TemplateMissingError, TemplateTagError
from docgen.ooxml.package import FIXED_TIME

HOSTILE = "A & B <C> {{ 7*7 }} {% for %} {# x #} {_{ }_} %_} </w:t></w:r> &amp; \ue0000\ue001 “x” 'y'"
BOOKMARK = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="(_dg_[^"]+)"/>.*?<w:t[^>]*>([^<]*)</w:t></w:r><w:bookmarkEnd w:id="(\d+)"/>')
HOSTILE_PRINTED = HOSTILE.replace("\ue000", "").replace("\ue001", "")
WORDS: Mapping[str, object] = {
    "tong": Record(
        "tong",
        {"nu": Figure(Decimal("1234.5"), "tong.nu", stands_on=(4, 5), is_complete=False), "it": Figure(Decimal(3), "tong.it")},
    ),
    "y": HOSTILE,
    "ds": Listing("ds", [Record("ds", {"ten": "một"}), Record("ds", {"ten": "hai"})]),
}


def _template(*paragraphs: str) -> bytes:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return _bytes(document)


def _bytes(document: DocumentClass) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


def _xml(data: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(part).decode()


def test_what_a_unit_typed_arrives_as_those_characters() -> None:
    assert _texts(fill(_template("Ý kiến: {{ y }}."), WORDS)) == [f"Ý kiến: {HOSTILE_PRINTED}."]


def test_line_ends_and_tabs_arrive_as_word_keeps_them() -> None:
    filled = fill(_template("{{ y }}"), {"y": "một\r\nhai\vba\tbốn\x00\x07"})

    assert _texts(filled) == ["một\nhai\nba\tbốn"]
    assert _xml(filled).count("<w:br/>") == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_arrives_as_typed(words: str) -> None:
    expected = printable(words)

    filled = fill(_template("Đầu {{ y }} cuối", "{{ y }}/{{ tong.nu }}"), {**WORDS, "y": words})

    assert _texts(filled) == [f"Đầu {expected} cuối", f"{expected}/1.234,5 (*)"]


def test_headers_footers_tables_and_properties_are_filled_too() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ tong.nu }}"
    document.sections[0].header.paragraphs[0].text = "Đầu {{ y }}"
    document.sections[0].footer.paragraphs[0].text = "Chân {{ tong.it }}"
    document.core_properties.title = "Tên {{ y }}"
    document.core_properties.author = "Người soạn mẫu"

    filled = Document(BytesIO(fill(_bytes(document), WORDS)))

    assert filled.tables[0].cell(0, 0).text == "1.234,5 (*)"
    assert filled.sections[0].header.paragraphs[0].text == f"Đầu {HOSTILE_PRINTED}"
    assert filled.sections[0].footer.paragraphs[0].text == "Chân 3"
    assert (filled.core_properties.title, filled.core_properties.author) == (f"Tên {HOSTILE_PRINTED}", "")


def test_rows_and_paragraphs_are_repeated() -> None:
    document = Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for d in ds %}", "{%tr endfor %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ loop.index }}", "{{ d.ten }}"
    for words in ("{%p for d in ds %}", "- {{ d.ten | hoa }}", "{%p endfor %}"):
        document.add_paragraph(words)

    filled = Document(BytesIO(fill(_bytes(document), WORDS)))

    assert [[cell.text for cell in row.cells] for row in filled.tables[0].rows] == [["1", "một"], ["2", "hai"]]
    assert [p.text for p in filled.paragraphs if p.text] == ["- MỘT", "- HAI"]


def test_a_tag_keeps_its_look_and_may_be_cut_in_runs() -> None:
    document = Document()
    paragraph = document.add_paragraph("Có ")
    paragraph.add_run("{{ tong").bold = True
    paragraph.add_run(".nu }} người")

    filled = Document(BytesIO(fill(_bytes(document), WORDS))).paragraphs[0]

    assert filled.text == "Có 1.234,5 (*) người"
    assert [run.text for run in filled.runs if run.bold] == ["1.234,5 (*)", " người"]


def test_each_figure_stands_in_a_bookmark_of_its_own() -> None:
    template = _template("{{ tong.nu }} và {{ tong.nu | so }}", "{{ tong.it }} của {{ y }}")

    filled = fill_traced(template, WORDS)
    found = BOOKMARK.findall(_xml(filled.data))

    assert [(filled.figures[name], text) for _, name, text, _ in found] == [
        ("tong.nu", "1.234,5 (*)"),
        ("tong.nu", "1.234,5 (*)"),
        ("tong.it", "3"),
    ]
    assert len({name for _, name, _, _ in found}) == len({start for start, _, _, _ in found}) == 3
    assert all(start == end for start, _, _, end in found)
    assert all(len(name) <= 40 for _, name, _, _ in found)


def test_two_sums_of_one_share_have_one_sign() -> None:
    document = Document()
    paragraph = document.add_paragraph("{{ tong.nu }}")
    for words in ("/", "{{ tong.nu }}"):
        paragraph.add_run(words)

    assert _texts(fill(_bytes(document), WORDS)) == ["1.234,5/1.234,5 (*)"]


def test_equal_inputs_give_equal_bytes_without_times() -> None:
    template = _template("{{ tong.nu }}")

    first, second = fill(template, WORDS), fill(template, WORDS)

    with ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {FIXED_TIME}
    assert first == second
    assert not re.search("created|modified|lastModifiedBy|revision|python-docx", _xml(first, "docProps/core.xml"))


def test_tags_are_compared_in_nfc() -> None:
    decomposed = "{{ so_tre\u0309 }} {{ 'a\u0309' == 'ả' }}"

    assert _texts(fill(_template(decomposed), {"so_trẻ": "12"})) == ["12 Có"]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        pytest.param("{{ zzz }}", "không có từ “zzz”", id="unknown word"),
        pytest.param("{{ tong.zzz }}", "“tong” không có từ “zzz”", id="unknown word behind a dot"),
        pytest.param("{{ tong.nu.zzz }}", "“tong.nu” không có từ “zzz”", id="unknown word behind a figure"),
        pytest.param("{{ tong.nu | zzz }}", "không có bộ lọc “zzz”", id="unknown filter"),
        pytest.param("{{ y | safe }}", "không có bộ lọc “safe”", id="a filter that would let XML through"),
        pytest.param("{% if y %}", "lệnh “if” mở mà chưa đóng", id="left open"),
        pytest.param("{% endif %}", "không có lệnh “endif”", id="never opened"),
        pytest.param("{{ }}", "thiếu tên cần in", id="empty"),
        pytest.param("{{ tong }}", "chỉ một nhóm số liệu", id="no value"),
        pytest.param("{{ none }}", "giá trị rỗng", id="None"),
        pytest.param("{{ y | so }}", "chỉ dùng cho số", id="a filter for numbers"),
        pytest.param("{{ y.__class__ }}", "không có từ “__class__”", id="out of the sandbox"),
        pytest.param("{% include 'a' %}", "không dùng được lệnh lấy tệp khác", id="another file"),
        pytest.param("{{ lipsum() }}", "không có từ “lipsum”", id="a function of Jinja"),
    ],
)
def test_a_wrong_tag_is_said_with_its_paragraph(tag: str, message: str) -> None:
    with pytest.raises(TemplateTagError) as raised:
        fill(_template("Đoạn đầu", f"Đoạn có {tag}"), WORDS)

    assert message in str(raised.value)
    assert f"ở đoạn “Đoạn có {tag}”" in str(raised.value)


def test_a_block_that_opens_before_a_table_and_closes_within_is_refused() -> None:
    document = Document()
    document.add_paragraph("{% if tong.nu == 0 %}a")
    document.add_table(1, 1).cell(0, 0).text = "b{% endif %}"

    with pytest.raises(TemplateTagError, match="không cùng cấp"):
        fill(_bytes(document), WORDS)


@pytest.mark.parametrize("data", [b"", b"no zip", _template("x")[:400]], ids=["empty", "text", "cut"])
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateMissingError):
        fill(data, WORDS)


def test_a_workbook_is_no_template() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(TemplateMissingError):
        fill(out.getvalue(), WORDS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("KH {{ ten }} - {{ tong.nu | so }}", "KH A & B - 1.234,5 (*)"),
        ("không thẻ", "không thẻ"),
        ("{{ ds | map(attribute='ten') | join }}", "một, hai"),
    ],
)
def test_a_file_name_is_filled_as_plain_text(source: str, expected: str) -> None:
    assert fill_text(source, {**WORDS, "ten": "A & B"}) == expected
