"""The quick reading of a sheet against the careful one, element by element: equal in everything, or left to it."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from docgen.forms import sheet_scan, sheet_xml, typed_cells
from docgen.forms.census import read_census
from docgen.forms.read_cells import CellKind
from docgen.forms.typed_cells import Books
from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import Package, parse
from tests.boundary.test_blank_form import blank
from tests.filled_forms import RIGHT, build, saved

EXCEL = Package.read(blank()).parts
OPENPYXL = Package.read(saved(build({**RIGHT, "so_vb": "a <b> & 'c'\n2"}, [("Họp", None, 3)]))).parts
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FRAGMENTS = (
    *(
        '<c r="Z9"><v>1</v></c>',
        '<c r="Z9" t="s"><v>3</v></c>',
        '<c r="Z9" t="s"><v>99999</v></c>',
        '<c r="A1"><v>7</v></c>',
        "<c><v>5</v></c>",
    ),
    *('<c r="Z9" t="str"><f>A1</f><v> </v></c>', '<c r="Z9" t="inlineStr"><is><t>_x0020_</t></is></c>', '<c r="Z9"><f>1</f></c>', "<c/>"),
    *(
        '<c r="Z9" t="inlineStr"><is><r><t>a</t></r><rPh sb="0" eb="1"><t>b</t></rPh></is></c>',
        '<c r="ZZZZ1"/>',
        '<c r="XFE1"><v>1</v></c>',
    ),
    *(
        '<c r="Z9" s="4" t="n"></c>',
        '<c r="Z9" t="e"><v>#N/A</v></c>',
        '<c r="Z9" t="b"><v>1</v></c>',
        '<c r="Z9" t="d"><v>2026-01-01</v></c>',
    ),
    *(
        '<c r="Z9" t="q"><v>1</v></c>',
        '<c r="Z9"><v>1e5</v></c>',
        '<c r="Z9"><v>1,5</v></c>',
        '<c r="Z9"><v> 12 </v></c>',
        "<v>1</v>",
        "</c>",
    ),
    *(
        '<row r="900" hidden="1"/>',
        '<row r="901" hidden="1">',
        "</row>",
        "<row>",
        '<row r="0"/>',
        '<row r="9" r="9"/>',
        '<row r="2000000"/>',
    ),
    *(
        "<!-- x -->",
        "<![CDATA[1]]>",
        "<?x y?>",
        "&amp;",
        "&#272;",
        "&#0;",
        "&#x110;",
        "&nbsp;",
        "]]>",
        ">",
        "<",
        "\r\n",
        "\x01",
        "\ufffe",
        " ",
    ),
    *(
        "<sheetData>",
        "</sheetData>",
        "<sheetData/>",
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        '<mergeCell ref="x"/>',
        "đ",
        "\u200b",
    ),
    *(
        '<x:row xmlns:x="y" r="7"/>',
        ' x14ac:dyDescent="1"',
        ' hidden="true"',
        ' t="s"',
        ' r="B2"',
        ' s="99999"',
        "<is>",
        "</is>",
        "<f/>",
        "</worksheet>",
    ),
    *(
        "<si><t>thêm</t></si>",
        "<si/>",
        "<si><r><t>a</t></r><r><rPr><b/><sz val='9'/></rPr><t>b</t></r></si>",
        "<si><t/></si>",
        "</si>",
        "<t>",
    ),
)


class Part(bytes):
    """A part whose failures stay readable."""

    def __repr__(self) -> str:
        return f"Part of {len(self)} bytes"


def outcome(read: object, *arguments: object) -> object:
    """Return what reading came to: everything there is, or the refusal."""
    try:
        found = read(*arguments)  # type: ignore[operator]
    except UnreadableFileError as refused:
        return str(refused), refused.code
    return found if isinstance(found, list) else (dict(found.cells), found.hidden_rows, found.merges)


@st.composite
def mutated(draw: st.DrawFn, part: bytes) -> bytes:
    """Draw `part` with up to three fragments put in or taken out somewhere, mostly where a tag begins or ends."""
    text = part.decode()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text) - 1))
        if draw(st.booleans()):
            at = max(text.find(draw(st.sampled_from('<> "')), at), 0)
        length = draw(st.sampled_from((0, 0, 1, 2, 7, 40)))
        text = text[:at] + draw(st.sampled_from(("", *FRAGMENTS))) + text[at + length :]
    return Part(text.encode("utf-8", "replace"))


@pytest.mark.parametrize("parts", [pytest.param(EXCEL, id="as Excel writes"), pytest.param(OPENPYXL, id="as openpyxl writes")])
def test_what_programs_write_is_read_quickly(parts: dict[str, bytes]) -> None:
    strings = sheet_scan.scan_strings(parts[STRINGS]) if STRINGS in parts else []

    assert strings is not None
    assert sheet_scan.scan(parts[SHEET], Books(strings).visible, parse) is not None


@settings(max_examples=400, deadline=None)
@given(data=st.one_of(mutated(EXCEL[SHEET]), mutated(OPENPYXL[SHEET])))
def test_a_sheet_is_read_quickly_as_it_is_read_carefully(data: bytes) -> None:
    books = Books(sheet_xml.read_string_elements(EXCEL[STRINGS]))

    assert outcome(sheet_xml.read_sheet, "Biểu", "visible", data, books) == outcome(sheet_xml.read_elements, "Biểu", "visible", data, books)


@settings(max_examples=300, deadline=None)
@given(data=mutated(EXCEL[STRINGS]))
def test_shared_strings_are_read_quickly_as_they_are_read_carefully(data: bytes) -> None:
    assert outcome(sheet_xml.read_strings, data) == outcome(sheet_xml.read_string_elements, data)


@pytest.mark.parametrize("data", [pytest.param(blank(), id="blank"), pytest.param(saved(build(RIGHT)), id="filled with openpyxl")])
def test_every_cell_is_read_as_openpyxl_reads_it(data: bytes) -> None:
    book = load_workbook(BytesIO(data), data_only=True)
    sheets = {sheet.name: sheet for sheet in read_census(data).sheets}

    for theirs in book.worksheets:
        ours = sheets[theirs.title]
        for number, column, value in ((r, c, v) for r, row in enumerate(theirs.values, 1) for c, v in enumerate(row, 1)):
            seen = ours.cell(number, column)
            if value is None or seen.kind is CellKind.BLANK:
                assert value in (None, "") and seen.is_blank, (theirs.title, number, column)
            elif isinstance(value, str | CellRichText):
                assert seen.text == typed_cells.cleaned(str(value))[0], (theirs.title, number, column)
            elif isinstance(value, int | float):
                assert seen.number == value, (theirs.title, number, column)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param((b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"', b""), id="no namespace"),
        pytest.param((b"</sheetData>", b'</sheetData><row r="1"/>'), id="a row behind the cells"),
        pytest.param((b"<sheetData>", b'<x r="1"><sheetData>'), id="an element open before the cells"),
    ],
)
def test_what_stands_oddly_round_the_cells_is_left_to_the_careful_reading(change: tuple[bytes, bytes]) -> None:
    odd = EXCEL[SHEET].replace(*change, 1)

    assert odd != EXCEL[SHEET]
    assert sheet_scan.scan(odd, Books(sheet_scan.scan_strings(EXCEL[STRINGS]) or []).visible, parse) is None


def test_what_follows_the_cells_is_told_apart_from_file_to_file() -> None:
    books = Books(sheet_scan.scan_strings(EXCEL[STRINGS]) or [])
    other = EXCEL[SHEET].replace(b'<mergeCell ref="', b'<mergeCell ref="Z', 1)

    first, second, again = (sheet_scan.scan(data, books.visible, parse) for data in (EXCEL[SHEET], other, EXCEL[SHEET]))

    assert first is not None and second is not None and again is not None
    assert first.merges == again.merges != second.merges


def test_the_same_small_sheet_is_read_by_the_strings_of_its_own_file() -> None:
    head, tail = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>', b"</sheetData></worksheet>"
    sheet = head + b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>' + tail

    seen = [
        {place: cell.text for place, cell in sheet_xml.read_sheet("Biểu", "visible", sheet, Books(strings)).cells.items()}
        for strings in (["\u200b", "hai"], ["một", "hai"], ["một", ""], ["một", "hai"])
    ]

    assert seen == [{(1, 2): "hai"}, {(1, 1): "một", (1, 2): "hai"}, {(1, 1): "một"}, {(1, 1): "một", (1, 2): "hai"}]
