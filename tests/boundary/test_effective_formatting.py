"""The values read from a paper are those that are shown: case by case, and against the page as LibreOffice shows it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as new_document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from docgen.nd30.figures import Align
from docgen.nd30.reading.document import Document, Paragraph, ParagraphFormat, RunFormat
from docgen.nd30.reading.read import read
from tests.programs import ROOT, converted
from tests.raw_papers import p, paper, r, style, styles, table
from tests.rendered import Line, rendered, twin

D = Decimal
TIMES = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
BOLD, NOT_BOLD, ITALIC = "<w:b/>", '<w:b w:val="0"/>', "<w:i/>"
CLOSE = Decimal("0.7")


def size(points: float) -> str:
    """Return the w:sz of `points`."""
    return f'<w:sz w:val="{int(points * 2)}"/>'


def of(id: str) -> str:
    """Return the w:pStyle or, for letters, the w:rStyle that names `id`."""
    return f'<w:pStyle w:val="{id}"/>'


def letters(id: str) -> str:
    """Return the w:rStyle that names `id`."""
    return f'<w:rStyle w:val="{id}"/>'


def numbered(level: int, number: int = 1) -> str:
    """Return the w:numPr of a list's level."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(index: int, format: str, text: str, more: str = "", start: int = 1) -> str:
    """Return a w:lvl."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 + 360 * index}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def lists(*levels: str, more: str = "") -> str:
    """Return the inner XML of a numbering part: list 1 has `levels`."""
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def first_look(data: bytes) -> RunFormat:
    """Return the look of the first letters of a paper."""
    return read(data).paragraphs[0].runs[0].format


SHEET = styles(
    style("Normal", size(13)),
    style("Dam", BOLD, based_on="Normal"),
    style("DamCon", ITALIC, based_on="Dam"),
    style("KhongDam", NOT_BOLD, based_on="Dam"),
    style("ChuDam", BOLD, kind="character"),
    style("Vong1", BOLD, based_on="Vong2"),
    style("Vong2", ITALIC, based_on="Vong1"),
    style("ChuTheme", '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>', based_on="Normal"),
    style("Cu", ARIAL, based_on="ChuTheme"),
    style("BangDam", BOLD + size(11), kind="table"),
    run=TIMES + size(12),
)
THEME = (
    '<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Arial"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Courier New"/></a:minorFont></a:fontScheme>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("a"), RunFormat("Times New Roman", Decimal(13)), id="normal over defaults"),
        pytest.param(p("a", run=size(14)), RunFormat("Times New Roman", Decimal(14)), id="direct over normal"),
        pytest.param(p("a", run='<w:szCs w:val="40"/>'), RunFormat("Times New Roman", Decimal(13)), id="complex scripts do not count"),
        pytest.param(p("a", of("Dam")), RunFormat("Times New Roman", Decimal(13), bold=True), id="style"),
        pytest.param(p("a", of("DamCon")), RunFormat("Times New Roman", Decimal(13), bold=True, italic=True), id="based on"),
        pytest.param(p("a", of("KhongDam")), RunFormat("Times New Roman", Decimal(13)), id="switched off in a style"),
        pytest.param(p("a", of("Dam"), letters("ChuDam")), RunFormat("Times New Roman", Decimal(13)), id="bold in bold is not bold"),
        pytest.param(
            p("a", of("Dam"), letters("ChuDam") + BOLD), RunFormat("Times New Roman", Decimal(13), bold=True), id="direct is absolute"
        ),
        pytest.param(p("a", of("Dam"), NOT_BOLD), RunFormat("Times New Roman", Decimal(13)), id="switched off directly"),
        pytest.param(
            p("a", of("Vong1")), RunFormat("Times New Roman", Decimal(12), bold=True, italic=True), id="styles based on each other"
        ),
        pytest.param(p("a", of("Chua co")), RunFormat("Times New Roman", Decimal(13)), id="unknown style"),
        pytest.param(p("a", of("ChuDam")), RunFormat("Times New Roman", Decimal(13)), id="style of the wrong kind"),
        pytest.param(p("a", of("ChuTheme")), RunFormat("Arial", Decimal(13)), id="font of the theme"),
        pytest.param(p("a", of("Cu")), RunFormat("Arial", Decimal(13)), id="named font over the theme"),
        pytest.param(
            p("a", run='<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'),
            RunFormat("Courier New", Decimal(13)),
            id="theme over the name beside it",
        ),
        pytest.param(
            p("a", run='<w:u w:val="single"/><w:color w:val="ff0000"/><w:highlight w:val="yellow"/><w:smallCaps/><w:vanish/>'),
            RunFormat("Times New Roman", Decimal(13), underline=True, color="FF0000", highlight="yellow", small_caps=True, hidden=True),
            id="the rest",
        ),
        pytest.param(
            table((p("a", of("KhongDam")),), properties='<w:tblStyle w:val="BangDam"/>'),
            RunFormat("Times New Roman", Decimal(13), bold=True),
            id="table style below paragraph style",
        ),
        pytest.param(
            table((p("a", of("Dam")),), properties='<w:tblStyle w:val="BangDam"/>'),
            RunFormat("Times New Roman", Decimal(13)),
            id="bold paragraph in a bold table",
        ),
    ],
)
def test_letters_look_as_word_resolves_them(body: str, expected: RunFormat) -> None:
    found = first_look(paper(body, {"styles": SHEET, "theme1": THEME}))

    assert found == expected


LAID = styles(
    style("Normal", paragraph='<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:jc w:val="both"/>'),
    style("Thut", paragraph='<w:ind w:left="720" w:firstLine="360"/>', based_on="Normal"),
    style("Treo", paragraph='<w:ind w:hanging="360"/>', based_on="Thut"),
    style("DanhSach", paragraph=numbered(0), based_on="Thut"),
    style("DanhSachThut", paragraph='<w:ind w:left="100" w:firstLine="0"/>' + numbered(0), based_on="Normal"),
    style("Bang", paragraph='<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', kind="table"),
    paragraph='<w:spacing w:before="60" w:after="200" w:line="259" w:lineRule="auto"/>',
)
_BODY = ParagraphFormat(align=Align.BOTH, before=D(3), after=D(6), line=D("1.15"))


def laid(**changes: object) -> ParagraphFormat:
    """Return how Normal lies in these papers, with `changes`."""
    kept = {name: getattr(_BODY, name) for name in ("align", "before", "after", "line")}
    return ParagraphFormat(**{**kept, **changes})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("a"), laid(), id="normal over defaults, side by side"),
        pytest.param(p("a", '<w:jc w:val="center"/><w:ind w:left="283"/>'), laid(align=Align.CENTRE, left=D("14.15")), id="direct"),
        pytest.param(
            p("a", '<w:jc w:val="end"/><w:ind w:start="1in"/>'), laid(align=Align.RIGHT, left=D(72)), id="strict words"
        ),
        pytest.param(p("a", of("Thut")), laid(left=D(36), first_line=D(18)), id="style"),
        pytest.param(p("a", of("Treo")), laid(left=D(36), first_line=D(-18)), id="hanging over first line"),
        pytest.param(p("a", of("Treo") + '<w:ind w:firstLine="0"/>'), laid(left=D(36)), id="first line over hanging"),
        pytest.param(p("a", numbered(1)), laid(left=D(54), first_line=D(-18)), id="list"),
        pytest.param(p("a", of("DanhSach")), laid(left=D(36), first_line=D(-18)), id="list of a style over its base"),
        pytest.param(p("a", of("DanhSachThut")), laid(left=D(5)), id="indent of a style over its list"),
        pytest.param(p("a", of("DanhSach") + numbered(0, 0)), laid(left=D(36), first_line=D(18)), id="taken out of the list"),
        pytest.param(p("a", '<w:spacing w:line="340" w:lineRule="exact"/>'), laid(line=D(17), line_rule="exact"), id="exact line"),
        pytest.param(p("a", '<w:spacing w:line="360"/>'), laid(line=D("1.5")), id="line without a rule"),
        pytest.param(p("a", '<w:spacing w:beforeAutospacing="1"/>'), laid(before=D(14), auto_spacing=True), id="spacing left to Word"),
        pytest.param(p("a", '<w:spacing w:line="mot" w:after=""/><w:ind w:left="x"/><w:jc w:val="?"/>'), laid(), id="no numbers"),
        pytest.param(
            p("a", '<w:keepNext/><w:pageBreakBefore/><w:contextualSpacing/><w:pBdr><w:bottom w:val="single"/></w:pBdr>'),
            laid(keep_next=True, page_break_before=True, contextual_spacing=True, bottom_border=True),
            id="the rest",
        ),
        pytest.param(table((p("a"),), properties='<w:tblStyle w:val="Bang"/>'), laid(), id="normal over table style"),
    ],
)  # fmt: skip
def test_paragraphs_lie_as_word_resolves_them(body: str, expected: ParagraphFormat) -> None:
    found = read(paper(body, {"styles": LAID, "numbering": lists(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))}))

    assert found.paragraphs[0].format == expected


def test_without_any_styles_a_paper_looks_as_word_shows_it() -> None:
    found = read(paper(p("a"))).paragraphs[0]

    assert (found.runs[0].format, found.format, found.style) == (RunFormat("Times New Roman", D(10)), ParagraphFormat(), "")


_OF_STYLE = '<w:pStyle w:val="Dieu"/>'
_NEVER = '<w:lvlRestart w:val="0"/>'
OUTLINE = lists(
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
    level(4, "bullet", "\uf0b7", '<w:suff w:val="space"/>'),
    level(5, "decimal", "%1.%6", "<w:isLgl/>"),
    more='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    f'<w:abstractNum w:abstractNumId="7">{level(0, "decimal", "%1")}{level(1, "decimal", "(%2)", _NEVER, 3)}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    f'<w:abstractNum w:abstractNumId="8">{level(0, "decimal", "Điều %1.", _OF_STYLE)}</w:abstractNum>'
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>',
)


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        pytest.param([(0, 1)] * 4, ["I.", "II.", "III.", "IV."], id="roman"),
        pytest.param([(0, 1), (1, 1), (2, 1), (2, 1), (1, 1), (2, 1)], ["I.", "1.", "1.1.", "1.2.", "2.", "2.1."], id="decimal levels"),
        pytest.param([(1, 1), (3, 1), (3, 1), (0, 1), (1, 1), (3, 1)], ["1.", "a)", "b)", "I.", "1.", "a)"], id="restarts below"),
        pytest.param([(4, 1)], ["•"], id="bullet"),
        pytest.param([(0, 1), (0, 1), (5, 1)], ["I.", "II.", "2.1"], id="legal"),
        pytest.param([(0, 1), (0, 2), (0, 2), (0, 1)], ["I.", "V.", "VI.", "VII."], id="a list of the same kind starts anew"),
        pytest.param([(0, 3), (1, 3), (0, 3), (1, 3)], ["1", "(3)", "2", "(4)"], id="never restarts"),
        pytest.param([(0, 99), (8, 1)], ["", ""], id="list or level that is not there"),
        pytest.param([(3, 1)] * 28, [f"{letter})" for letter in (*"abcdefghijklmnopqrstuvwxyz", "aa", "bb")], id="beyond z"),
    ],
)  # fmt: skip
def test_numbers_are_printed_as_word_counts_them(used: list[tuple[int, int]], expected: list[str]) -> None:
    found = read(paper("".join(p("a", numbered(level, number)) for level, number in used), {"numbering": OUTLINE}))

    assert [one.number for one in found.paragraphs] == expected


def test_a_style_brings_its_own_level_of_a_list() -> None:
    sheet = styles(style("Dieu", paragraph='<w:numPr><w:numId w:val="4"/></w:numPr>'))

    found = read(paper(p("Phạm vi", of("Dieu")) + p("Đối tượng", of("Dieu")), {"styles": sheet, "numbering": OUTLINE}))

    assert [one.text for one in found.paragraphs] == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]


def by_hand() -> bytes:
    """Return a paper formatted directly, by python-docx."""
    document, out = new_document(), BytesIO()
    aligns = (WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY)
    for index, (points, align) in enumerate(zip((11, 13, 14, 16.5), aligns, strict=True)):
        paragraph = document.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = Cm(index)
        run = paragraph.add_run(f"Dòng {index} đậm nghiêng")
        run.bold, run.italic, run.font.size, run.font.name = index % 2 == 0, index > 1, Pt(points), "Times New Roman"
    document.save(out)
    return out.getvalue()


def by_styles() -> bytes:
    """Return a paper formatted by styles, by python-docx."""
    document, out = new_document(), BytesIO()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    title = document.styles.add_style("Tieu de rieng", WD_STYLE_TYPE.PARAGRAPH)
    title.base_style = document.styles["Normal"]
    title.font.bold, title.font.size, title.paragraph_format.alignment = True, Pt(15), WD_ALIGN_PARAGRAPH.CENTER
    slanted = document.styles.add_style("Chu nghieng", WD_STYLE_TYPE.CHARACTER)
    slanted.font.italic = True
    document.add_paragraph("Tên loại văn bản", style="Tieu de rieng")
    document.add_paragraph(style="Tieu de rieng").add_run("Tên loại nghiêng", style="Chu nghieng")
    document.add_paragraph("Nội dung thường")
    document.add_paragraph("Mục có dấu", style="List Bullet")
    document.add_paragraph("Mục có số", style="List Number")
    document.add_paragraph("Mục có số nữa", style="List Number")
    document.save(out)
    return out.getvalue()


def shown_papers() -> dict[str, bytes]:
    """Return papers in which each line stands in its own way.

    Two things are left out in which LibreOffice differs from Word: bold letters in a bold style, and a paper without any styles.
    """
    two = lists(level(0, "upperRoman", "%1."), level(1, "lowerLetter", "%2)"), level(2, "decimal", "%1.%3."))
    theme = {
        "styles": styles(style("Normal", '<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>' + size(13))),
        "theme1": THEME,
    }
    cells = table(
        ("<w:tcPr><w:tcW w:w='3000' w:type='dxa'/></w:tcPr>" + p("Ô một dòng đầu"), p("Ô hai dòng đầu", '<w:jc w:val="center"/>')),
        (p("Ô một dòng sau"), p("Ô hai dòng sau", run=ITALIC)),
        properties='<w:tblStyle w:val="BangDau"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020"/>',
        widths=(3000, 5000),
    )
    heads = style("BangDau", size(12), kind="table", more=f'<w:tblStylePr w:type="firstRow"><w:rPr>{BOLD}</w:rPr></w:tblStylePr>')
    toggles = (
        p("Chữ thường"), p("Đậm do kiểu", of("Dam")), p("Đậm do chữ", "", letters("ChuDam")),
        p("Tắt trong kiểu", of("KhongDam")), p("Nghiêng và đậm", of("DamCon")), p("Tắt trực tiếp", of("DamCon"), NOT_BOLD),
    )  # fmt: skip
    indents = (
        p("Dòng lùi trái", of("Thut")), p("Dòng treo", of("Treo")), 
        p("Dòng giữa", '<w:jc w:val="center"/><w:ind w:left="1134" w:right="567"/>'),
        p("Dòng phải", '<w:jc w:val="right"/><w:ind w:right="851"/>'), 
        p("Dòng giữa lùi đầu", '<w:jc w:val="center"/><w:ind w:firstLine="720"/>'),
    )  # fmt: skip
    numbers = [p(f"Mục cấp {at}", numbered(at)) for at in (0, 0, 1, 1, 2, 0, 1)]
    return {
        "truc-tiep": by_hand(),
        "kieu": by_styles(),
        "mac-dinh": paper(p("Cỡ chữ mặc định") + p("Chữ khác", run=ARIAL), {"styles": styles(run=TIMES + size(15) + BOLD)}),
        "bat-tat": paper("".join(toggles), {"styles": SHEET, "theme1": THEME}),
        "chu-de": paper(p("Phông của chủ đề") + p("Phông riêng", run=TIMES), theme),
        "thut-le": paper("".join(indents), {"styles": LAID}),
        "danh-so": paper("".join(numbers) + p("Theo kiểu", of("DanhSach")), {"styles": LAID, "numbering": two}),
        "bang": paper(cells + p("Sau bảng"), {"styles": styles(style("Normal", TIMES), heads)}),
        "hoa": paper(p("chữ hoa", run="<w:caps/>") + f"<w:p>{r('một nửa ')}{r('đậm', BOLD)}</w:p>", {"styles": SHEET, "theme1": THEME}),
    }


@pytest.mark.e2e
def test_what_is_read_is_what_libreoffice_shows(tmp_path: Path) -> None:
    papers = shown_papers()

    shown = rendered(papers, tmp_path)

    differing = {name: found for name, data in papers.items() if (found := differences(read(data), shown[name]))}
    assert differing == {}


@pytest.mark.e2e
@pytest.mark.parametrize("other", ["docx", "odt", "doc"])
def test_a_paper_saved_again_by_libreoffice_keeps_its_looks(tmp_path: Path, other: str) -> None:
    sources = sorted((ROOT / "templates" / "binh-dang-gioi").glob("*.docx"))
    made = converted(sources, tmp_path / "other", other)

    again = converted(made, tmp_path / "again", "docx")

    for source, path in zip(sources, again, strict=True):
        assert looks_of(read(path.read_bytes())) == looks_of(read(source.read_bytes())), source.name


def looks_of(document: Document) -> list[tuple[object, ...]]:
    """Return how each paragraph with text looks, lengths in whole points."""
    return [
        (one.text, replace(one.runs[0].format, fonts={}), one.format.align, *(round(length) for length in lengths(one.format)))
        for one in document.paragraphs
        if one.text
    ]


def lengths(lying: ParagraphFormat) -> tuple[Decimal, ...]:
    """Return the indents and spaces of a paragraph, tenths of lines last."""
    return lying.left, lying.first_line, lying.before, lying.after, lying.line * 10


def differences(document: Document, lines: list[Line]) -> list[str]:
    """Return in what the lines of a page differ from what was read."""
    by_text = {line.text.replace(" ", ""): line for line in lines}
    found: list[str] = []
    for one in document.paragraphs:
        if not one.text:
            continue
        text = (one.text.upper() if one.runs[0].format.caps else one.text).replace(" ", "").replace("•", "\uf0b7")
        line = by_text.get(text) or next((line for known, line in by_text.items() if text in known), None)
        found += [f"{one.text}: not shown in {list(by_text)}"] if line is None else _compared(one, line, document)
    return found


def _compared(one: Paragraph, line: Line, document: Document) -> list[str]:
    look = max(one.runs, key=lambda run: len(run.text)).format
    said = (twin(look.font), look.bold, look.italic)
    shown = (line.face, line.bold, line.italic)
    found = [f"{one.text}: {said} but shown {shown}"] if said != shown else []
    if abs(look.size - line.size) > Decimal("0.4"):
        found.append(f"{one.text}: {look.size} pt but shown {line.size}")
    if not one.place.table and (place := _misplaced(one, line, document)):
        found.append(place)
    return found


def _misplaced(one: Paragraph, line: Line, document: Document) -> str:
    lying, margin = one.format, document.sections[one.place.section - 1].left
    start, end = margin + lying.left + lying.first_line, margin + one.width - lying.right
    said, shown = {
        Align.LEFT: (start, line.left),
        Align.BOTH: (start, line.left),
        Align.RIGHT: (end, line.right),
        Align.CENTRE: ((start + end) / 2, (line.left + line.right) / 2),
    }[lying.align]
    return f"{one.text}: {lying.align} at {said} but shown at {shown}" if abs(said - shown) > CLOSE else ""
