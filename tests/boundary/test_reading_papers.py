"""A .docx is read as it is shown, whatever wrote it: its text, lines, places, sections, tables."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document as new_document

from docgen.nd30.reading.document import Document, DrawnLine, HeaderKind, Story
from docgen.nd30.reading.read import read
from docgen.ooxml.package import Package
from tests.raw_papers import p, paper, r, style, styles, table
from tests.rich_paper import LINE_SHAPE, VML_GROUP, rich_paper

D = Decimal
UNDERLINED_CELL = '<w:tcPr><w:tcBorders><w:bottom w:val="single"/></w:tcBorders></w:tcPr>'
RULED = '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'
STRICT = rb"http://purl.oclc.org/ooxml/\1/"
MERGED = " PAGE  \\* MERGEFORMAT "
DELETED = "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
ROW_CONTROLS = "<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>%s</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
MERGED_CELL, COVERED_CELL = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"


def texts(document: Document) -> list[str]:
    """Return the text of each paragraph."""
    return [paragraph.text for paragraph in document.paragraphs]


def field(*pieces: str) -> str:
    """Return the runs of a complex field: its instruction, then what it shows."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{pieces[0]}</w:instrText></w:r>{marks[1]}{''.join(pieces[1:])}{marks[2]}"


def drawn(content: str) -> str:
    """Return a paragraph with a drawing."""
    return f"<w:p><w:r>{content}</w:r></w:p>"


def shape(geometry: str, width: int, height: int, more: str = "") -> str:
    """Return a drawing with one shape. Units: EMU."""
    return (
        f'<w:drawing><wp:anchor><wp:extent cx="{width}" cy="{height}"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        f'<a:xfrm><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="{geometry}"/></wps:spPr>{more}<wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


BOX = f"<wps:txbx><w:txbxContent>{p('trong hộp')}</w:txbxContent></wps:txbx>"
VML_BOX = f'<w:pict><v:shape style="width:100pt"><v:textbox><w:txbxContent>{p("trong hộp")}</w:txbxContent></v:textbox></v:shape></w:pict>'
BOTH = (
    f'<mc:AlternateContent><mc:Choice Requires="wps">{shape("rect", 1270000, 500000, BOX)}</mc:Choice>'
    f"<mc:Fallback>{VML_BOX}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(f"<w:p>{r('CỘNG HÒA ')}{r('XÃ HỘI')}</w:p>", ["CỘNG HÒA XÃ HỘI"], id="split runs"),
        pytest.param("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", ["a b c"], id="tab and break"),
        pytest.param("<w:p><w:r><w:t>08/HD</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r></w:p>", ["08/HD-UBND"], id="hyphen that holds"),
        pytest.param("<w:p><w:r><w:t>hạnh</w:t><w:softHyphen/><w:t>phúc</w:t></w:r></w:p>", ["hạnhphúc"], id="soft hyphen"),
        pytest.param('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>', ["✓"], id="symbol"),
        pytest.param(f"<w:p><w:hyperlink>{r('thư')}</w:hyperlink> <w:smartTag>{r('Lai')}</w:smartTag></w:p>", ["thưLai"], id="link"),
        pytest.param(
            f"<w:p><w:ins>{r('thêm')}</w:ins>{DELETED}<w:moveFrom>{r('x')}</w:moveFrom></w:p>",
            ["thêm"],
            id="tracked changes",
        ),
        pytest.param(
            f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{DELETED}</w:p>{p('còn')}",
            ["còn"],
            id="deleted paragraph",
        ),
        pytest.param(f"<w:p>{field(' DATE ', r('hôm nay'))}</w:p>", ["hôm nay"], id="field shows its result"),
        pytest.param(f"<w:p>{field(' IF ' + r('no'), r('a'), field(' PAGE ', r('1')))}</w:p>", ["a1"], id="nested"),
        pytest.param('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + p("sau"), ["", "sau"], id="no end"),
        pytest.param(f"<w:sdt><w:sdtContent>{p('một')}{p('hai')}</w:sdtContent></w:sdt>{p('ba')}", ["một", "hai", "ba"], id="control"),
        pytest.param(f"<w:p><w:sdt><w:sdtContent>{r('trong')}</w:sdtContent></w:sdt>{r(' dòng')}</w:p>", ["trong dòng"], id="inline"),
        pytest.param(
            f"<w:tbl>{ROW_CONTROLS % p('ô')}</w:tbl>",
            ["ô"],
            id="controls of row and cell",
        ),
        pytest.param(
            table((MERGED_CELL + p("trên"), p("1")), (COVERED_CELL + p("che"), p("2"))),
            ["trên", "1", "2"],
            id="covered cell",
        ),
        pytest.param(drawn(BOTH), ["", "trong hộp"], id="text box once, of two alternatives"),
        pytest.param(drawn(VML_BOX), ["", "trong hộp"], id="old text box"),
        pytest.param(f"<w:p>{r('a')}<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath></w:p>", ["ax+y"], id="formula"),
        pytest.param("<w:altChunk r:id='x'/><w:bookmarkStart w:id='1'/><!-- c --><?pi x?>" + p("a"), ["a"], id="what has no text"),
    ],
)  # fmt: skip
def test_text_is_read_as_it_is_shown(body: str, expected: list[str]) -> None:
    assert texts(read(paper(body))) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(drawn(LINE_SHAPE), (DrawnLine("shape", D(100)),), id="shape of two alternatives"),
        pytest.param(drawn(shape("straightConnector1", 1270000, 12700)), (DrawnLine("shape", D(100)),), id="connector"),
        pytest.param(drawn(shape("rect", 1270000, 12700)), (DrawnLine("shape", D(100)),), id="flat rectangle"),
        pytest.param(drawn(shape("rect", 1270000, 1270000)), (), id="square"),
        pytest.param(drawn(shape("line", 0, 1270000)), (), id="upright line"),
        pytest.param(drawn('<w:pict><v:line from="10pt,5pt" to="2in,5pt"/></w:pict>'), (DrawnLine("vml", D(134)),), id="vml line"),
        pytest.param(
            drawn('<w:pict><v:shape type="#_x0000_t32" style="position:absolute;width:120pt;height:0"/></w:pict>'),
            (DrawnLine("vml", D(120)),),
            id="vml connector",
        ),
        pytest.param(drawn(VML_GROUP), (DrawnLine("vml", D(100)),), id="vml group"),
        pytest.param(p("a", RULED + '<w:ind w:left="1071"/>'), (DrawnLine("border", D(400)),), id="border"),
        pytest.param(table((UNDERLINED_CELL + p(),), widths=(2115,)), (DrawnLine("border", D("94.25")),), id="under a cell"),
        pytest.param(p("____", run='<w:sz w:val="20"/>'), (DrawnLine("underscores", D(20)),), id="underscores"),
        pytest.param(p("-----", run='<w:sz w:val="20"/>'), (DrawnLine("dashes", 5 * D("3.33007")),), id="dashes"),
        pytest.param(p("Số: ____/UBND"), (), id="blank to fill in"),
        pytest.param(p("- Độc lập -"), (), id="words between dashes"),
    ],
)  # fmt: skip
def test_lines_are_found_however_they_are_made(body: str, expected: tuple[DrawnLine, ...]) -> None:
    found = read(paper(body)).paragraphs[0].lines

    assert tuple(DrawnLine(line.kind, line.length and round(line.length, 1)) for line in found) == tuple(
        DrawnLine(line.kind, line.length and round(line.length, 1)) for line in expected
    )


def test_everything_in_a_rich_paper_has_its_place() -> None:
    document = read(rich_paper())

    found = [(one.text, one.place.story, one.place.table, one.place.row, one.place.cell, one.place.depth) for one in document.paragraphs]
    assert found == [
        ("ỦY BAN NHÂN DÂN", Story.BODY, 1, 1, 1, 1),
        ("CỘNG HÒA", Story.BODY, 1, 1, 2, 1),
        ("1", Story.BODY, 2, 1, 1, 2),
        ("2", Story.BODY, 2, 1, 2, 2),
        ("", Story.BODY, 1, 1, 2, 1),
        ("Độc lập", Story.BODY, 1, 2, 2, 1),
        ("", Story.BODY, 0, 0, 0, 0),
        ("Mật", Story.TEXT_BOX, 0, 0, 0, 0),
        ("II. MỤC ĐÍCH", Story.BODY, 0, 0, 0, 0),
        ("a) điểm", Story.BODY, 0, 0, 0, 0),
        ("trong ô", Story.BODY, 0, 0, 0, 0),
        ("thêm ✓", Story.BODY, 0, 0, 0, 0),
        ("______", Story.BODY, 0, 0, 0, 0),
        ("", Story.BODY, 0, 0, 0, 0),
        ("hết", Story.BODY, 0, 0, 0, 0),
    ]
    assert [one.place.paragraph for one in document.paragraphs] == list(range(1, 16))
    assert [(one.text, one.place.story) for one in document.footnotes] == [("ghi chú", Story.FOOTNOTE)]
    assert (document.has_tracked_changes, document.even_and_odd, len(document.sections), len(document.tables)) == (True, True, 2, 1)


def test_a_section_without_headers_has_those_of_the_one_before() -> None:
    first = '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:titlePg/>'
    body = p("a", f"<w:sectPr>{first}</w:sectPr>") + p("b", "<w:sectPr><w:titlePg/></w:sectPr>") + p("c")
    headers = {"header1": f"<w:p>{field(MERGED, r('2'))}</w:p>", "header2": p("đầu")}

    sections = read(paper(body, headers)).sections

    shown = [{kind: [(one.text, one.fields) for one in said] for kind, said in section.headers.items()} for section in sections]
    page, top = [("2", ("PAGE",))], [("đầu", ())]
    assert shown == [
        {HeaderKind.DEFAULT: page, HeaderKind.FIRST: top},
        {HeaderKind.DEFAULT: page, HeaderKind.FIRST: top},
        {HeaderKind.DEFAULT: page},
    ]


@pytest.mark.parametrize("section", ["", "<w:sectPr/>"], ids=["no section", "empty section"])
def test_a_paper_that_says_nothing_of_its_page_is_a_letter_page(section: str) -> None:
    [found] = read(paper(p("a"), section=section)).sections

    assert (found.width, found.height, found.left, found.landscape, found.headers) == (
        D(612),
        D(792),
        D(72),
        False,
        {HeaderKind.DEFAULT: ()},
    )


def test_the_room_of_a_paragraph_is_that_of_its_column_or_cell() -> None:
    padded = '<w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
    cells = table(
        ('<w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>' + p("a"), p("b")),
        ('<w:tcPr><w:gridSpan w:val="2"/><w:tcMar><w:left w:w="0" w:type="dxa"/></w:tcMar></w:tcPr>' + p("c"),),
        properties=padded,
        widths=(3000, 5000),
    )

    widths = [one.width for one in read(paper(cells + p("d"))).paragraphs]

    assert widths == [D(142), D(242), D(397), D("453.55")]


@pytest.mark.parametrize(
    ("properties", "own", "expected"),
    [
        pytest.param("", "", False, id="none"),
        pytest.param('<w:tblStyle w:val="Luoi"/>', "", True, id="of the style"),
        pytest.param(
            '<w:tblStyle w:val="Luoi"/><w:tblBorders><w:top w:val="none"/></w:tblBorders>', "nil", False, id="taken off in each cell"
        ),
        pytest.param("", "single", True, id="of a cell"),
    ],
)
def test_a_table_has_borders_when_a_line_is_seen(properties: str, own: str, expected: bool) -> None:
    grid = style(
        "Luoi", kind="table", more='<w:tblPr><w:tblBorders><w:top w:val="single"/><w:left w:val="single"/></w:tblBorders></w:tblPr>'
    )
    edges = "".join(f'<w:{edge} w:val="{own}"/>' for edge in ("top", "left", "bottom", "right")) if own else ""
    cell = f"<w:tcPr><w:tcBorders>{edges}</w:tcBorders></w:tcPr>{p('a')}"

    [found] = read(paper(table((cell,), properties=properties, widths=(1000,)), {"styles": styles(grid)})).tables

    assert found.has_borders is expected


def test_pages_are_those_that_word_last_showed() -> None:
    mark = "<w:r><w:lastRenderedPageBreak/><w:t>sau</w:t></w:r>"

    pages = [one.page for one in read(paper(p("a") + f"<w:p>{mark}</w:p><w:p>{r('b')}{mark}</w:p>" + p("c"))).paragraphs]

    assert (pages, [one.page for one in read(paper(p("a"))).paragraphs]) == ([1, 2, 2, 3], [0])


def strict(data: bytes) -> bytes:
    """Return a paper written in the strict variant."""
    package = Package.read(data)
    for name, part in package.parts.items():
        renamed = re.sub(rb"http://schemas.openxmlformats.org/(wordprocessingml|drawingml|officeDocument)/2006/", STRICT, part)
        package.parts[name] = renamed.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
    return package.write()


def test_the_strict_variant_reads_as_the_usual_one() -> None:
    usual, found = read(rich_paper()), read(strict(rich_paper()))

    assert [(one.text, one.format, one.lines, one.width) for one in found.paragraphs] == [
        (one.text, one.format, one.lines, one.width) for one in usual.paragraphs
    ]


def test_tables_within_tables_end_somewhere() -> None:
    nested = p("trong cùng")
    for _ in range(60):
        nested = table((nested + p(),))

    assert len(read(paper(nested)).paragraphs) < 60


def test_thirty_pages_are_read_in_half_a_second_of_computing() -> None:
    document, out = new_document(), BytesIO()
    for index in range(600):
        paragraph = document.add_paragraph(style="List Number" if index % 7 == 0 else None)
        for part in range(5):
            paragraph.add_run("Căn cứ Luật Tổ chức chính quyền địa phương ").bold = part % 2 == 0
    for _ in range(5):
        document.add_table(20, 5, style="Table Grid")
    document.save(out)

    spent = []
    for _ in range(4):  # the quickest counts: a busy machine makes the others slower
        start = time.process_time()
        found = read(out.getvalue())
        spent.append(time.process_time() - start)

    assert (len(found.paragraphs), min(spent) < 0.5) == (1100, True)
