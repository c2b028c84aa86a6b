"""One paper made in the many ways people make it in Word: `build(sample, layout, spelling, structure)` returns a .docx."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from docgen.nd30.recognise.components import Component as C
from tests.paper_samples import Block, Sample
from tests.paper_spellings import SPELLINGS

BOLD = {C.COUNTRY, C.MOTTO, C.AGENCY, C.TYPE, C.SUBJECT, C.AUTHORITY, C.OPERATIVE, C.ROMAN, C.CLAUSE_TITLED}
BOLD |= {C.POWER, C.TITLE, C.NAME, C.RECIPIENTS_HEAD, C.ANNEX_LABEL, C.ANNEX_TITLE}
ITALIC = {C.DATE, C.BASIS, C.RECIPIENTS_HEAD, C.ANNEX_REFERENCE}
CENTRED = {C.COUNTRY, C.MOTTO, C.SUPERIOR, C.AGENCY, C.NUMBER, C.DATE, C.SUBJECT_LETTER, C.TYPE, C.SUBJECT, C.AUTHORITY, C.OPERATIVE}
CENTRED |= {C.POWER, C.TITLE, C.NAME, C.ANNEX_LABEL, C.ANNEX_TITLE, C.ANNEX_REFERENCE}
RIGHT = {C.COUNTRY, C.MOTTO, C.DATE}
LAYOUTS = (
    "one table",
    "two tables",
    "one cell",
    "row by row",
    "nested table",
    "tabs",
    "blanks",
    "stacked",
    "text boxes",
    "drawn boxes",
    "content controls",
    "header",
)
STRUCTURES = ("plain", "split runs", "automatic numbers", "empty paragraphs", "sections", "tracked changes", "logo first", "no section")
_NUMBERED = re.compile(r"(?:[IVX]+\.|\d+\.|[a-zđ]\)|-)\s+")


@dataclass
class Writer:
    """A .docx that grows; `place` is where the next paragraph goes."""

    spell: Callable[[str], str]
    structure: str
    document: Any = field(default_factory=Document)

    def paragraph(self, place: Any, text: str, component: C, align: bool = True) -> Any:
        """Write one paragraph of one component."""
        written = place.add_paragraph()
        if align and component in CENTRED:
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif align and component in (C.BODY, C.BASIS, C.CLAUSE, C.POINT, C.DASH, C.ARTICLE):
            written.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            written.paragraph_format.first_line_indent = Pt(36)
        self.letters(written, text, component)
        return written

    def letters(self, written: Any, text: str, component: C) -> None:
        """Write `text` into a paragraph, in as many runs as the structure asks for."""
        spelled = self.spell(text)
        parts = [spelled[i : i + 3] for i in range(0, len(spelled), 3)] if self.structure == "split runs" else [spelled]
        for part in parts:
            run = written.add_run(part)
            run.bold, run.italic = component in BOLD or None, component in ITALIC or None

    def bytes(self) -> bytes:
        """Return the file."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def build(sample: Sample, layout: str = "one table", spelling: str = "as it should be", structure: str = "plain") -> bytes:
    """Return `sample` as a .docx laid out, spelled and built in the named way."""
    writer = Writer(SPELLINGS[spelling], structure)
    writer.document.styles["Normal"].font.name = "Times New Roman"
    writer.document.styles["Normal"].font.size = Pt(14)
    if structure == "logo first":
        writer.document.add_paragraph().add_run().add_picture(BytesIO(_PIXEL))
    _heading(writer, sample, layout)
    by_blanks = layout in ("blanks", "tabs")
    for component, text in (*sample.title, *sample.blocks):
        _block(writer, component, text, by_blanks)
    _closing(writer, sample, layout)
    if sample.annex:
        _annex(writer, sample.annex)
    if structure == "tracked changes":
        _track(writer)
    if structure == "no section":
        section = writer.document.element.body.find(qn("w:sectPr"))
        writer.document.element.body.remove(section)
    return writer.bytes()


def _block(writer: Writer, component: C, text: str, by_blanks: bool) -> None:
    document = writer.document
    if writer.structure == "empty paragraphs":
        document.add_paragraph()
    number = _NUMBERED.match(text)
    if writer.structure == "automatic numbers" and number and component is not C.ADDRESSEE:
        written = writer.paragraph(document, text[number.end() :], component)
        _number(writer, written, number[0].strip())
    elif by_blanks and component in CENTRED:
        writer.paragraph(document, " " * 40 + text, component, align=False)
    else:
        writer.paragraph(document, text, component)
    if writer.structure == "sections" and component is C.SUBJECT:
        document.add_section(WD_SECTION.CONTINUOUS)


def _heading(writer: Writer, sample: Sample, layout: str) -> None:
    left = [block for block in sample.heading if block[0] not in RIGHT]
    right = [block for block in sample.heading if block[0] in RIGHT]
    names = [block for block in left if block[0] in (C.SUPERIOR, C.AGENCY)]
    numbers = [block for block in left if block not in names]
    mottos = right[:2]
    dates = right[2:]
    document = writer.document
    match layout:
        case "one table":
            _table(writer, document, [(names, mottos), (numbers, dates)])
        case "two tables":
            _table(writer, document, [(names, mottos)])
            document.add_paragraph()
            _table(writer, document, [(numbers, dates)])
        case "one cell":
            _broken(writer, [(left, right)])
        case "row by row":
            rows = max(len(left), len(right))
            _table(writer, document, [(left[i : i + 1], right[i : i + 1]) for i in range(rows)])
        case "nested table":
            outer = document.add_table(1, 1).rows[0].cells[0]
            _table(writer, outer, [(names, mottos), (numbers, dates)])
        case "tabs" | "blanks":
            gap = "\t" if layout == "tabs" else " " * 12
            _side_by_side(writer, left, right, gap)
        case "stacked":
            for component, text in (*right[:2], *left, *dates):
                writer.paragraph(document, text, component)
        case "text boxes" | "drawn boxes":
            box = _vml_box if layout == "text boxes" else _drawn_box
            box(writer, left)
            box(writer, right)
        case "content controls":
            _table(writer, document, [(names, mottos), (numbers, dates)])
            _control(document.tables[0])
        case "header":
            table = document.sections[0].header.add_table(2, 2, Pt(450))
            _fill(writer, table, [(names, mottos), (numbers, dates)])


def _table(writer: Writer, place: Any, rows: Sequence[tuple[Sequence[Block], Sequence[Block]]]) -> None:
    _fill(writer, place.add_table(len(rows), 2), rows)


def _fill(writer: Writer, table: Any, rows: Sequence[tuple[Sequence[Block], Sequence[Block]]]) -> None:
    for row, sides in zip(table.rows, rows, strict=True):
        for cell, blocks in zip(row.cells, sides, strict=True):
            for component, text in blocks:
                writer.paragraph(cell, text, component)
            if blocks:
                cell._element.remove(cell.paragraphs[0]._element)


def _broken(writer: Writer, rows: Sequence[tuple[Sequence[Block], Sequence[Block]]]) -> None:
    """Write each side as one paragraph with line breaks."""
    table = writer.document.add_table(len(rows), 2)
    for row, sides in zip(table.rows, rows, strict=True):
        for cell, blocks in zip(row.cells, sides, strict=True):
            written = cell.paragraphs[0]
            written.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for place, (component, text) in enumerate(blocks):
                if place:
                    written.add_run().add_break(WD_BREAK.LINE)
                writer.letters(written, text, component)


def _side_by_side(writer: Writer, left: Sequence[Block], right: Sequence[Block], gap: str) -> None:
    """Write what stands at the left and at the right of one row as one paragraph; the number stands beside the date."""
    names = [block for block in left if block[0] not in (C.NUMBER, C.SUBJECT_LETTER)]
    numbers = [block for block in left if block not in names]
    rows = [(names[i : i + 1], right[:2][i : i + 1]) for i in range(max(len(names), 2))]
    rows += [(numbers[i : i + 1], right[2:][i : i + 1]) for i in range(max(len(numbers), len(right[2:])))]
    _rows(writer, rows, gap)


def _rows(writer: Writer, rows: Sequence[tuple[Sequence[Block], Sequence[Block]]], gap: str) -> None:
    for one, other in rows:
        written = writer.document.add_paragraph()
        for component, text in one:
            writer.letters(written, text, component)
        for component, text in other:
            written.add_run(gap if one else gap * 3)
            writer.letters(written, text, component)


def _closing(writer: Writer, sample: Sample, layout: str) -> None:
    listed = [block for block in sample.closing if block[0] in (C.RECIPIENTS_HEAD, C.RECIPIENT)]
    document = writer.document
    columns = [list(column) for column in sample.signatures]
    if len(columns) > 1:
        _table(writer, document, [(columns[0], columns[1]), (listed, [])])
    elif layout in ("tabs", "blanks"):
        rows = [(listed[i : i + 1], columns[0][i : i + 1]) for i in range(max(len(listed), len(columns[0])))]
        _rows(writer, rows, "\t\t" if layout == "tabs" else " " * 14)
    elif layout == "stacked":
        for component, text in (*columns[0], *listed):
            writer.paragraph(document, text, component)
    elif layout == "one cell":
        _broken(writer, [(listed, columns[0])])
    else:
        _table(writer, document, [(listed, columns[0])])


def _annex(writer: Writer, annex: tuple[str, str, str]) -> None:
    writer.document.add_page_break()
    for component, text in zip((C.ANNEX_LABEL, C.ANNEX_TITLE, C.ANNEX_REFERENCE), annex, strict=True):
        writer.paragraph(writer.document, text, component)


def _text_xml(writer: Writer, blocks: Sequence[Block]) -> str:
    def one(component: C, text: str) -> str:
        bold = "<w:b/>" if component in BOLD else ""
        return (
            f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr>{bold}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(writer.spell(text))}</w:t></w:r></w:p>'
        )

    return "".join(one(component, text) for component, text in blocks)


def _vml_box(writer: Writer, blocks: Sequence[Block]) -> None:
    xml = (
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:220pt;height:80pt">'
        f"<v:textbox><w:txbxContent>{_text_xml(writer, blocks)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    writer.document.add_paragraph().add_run()._element.append(parse_xml(xml))


def _drawn_box(writer: Writer, blocks: Sequence[Block]) -> None:
    text = f"<w:txbxContent>{_text_xml(writer, blocks)}</w:txbxContent>"
    wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    xml = (
        f'<mc:AlternateContent {nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="{wps}" xmlns:v="urn:schemas-microsoft-com:vml"><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:extent cx="2540000" cy="900000"/><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData uri="{wps}"><wps:wsp><wps:spPr/>'
        f"<wps:txbx>{text}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{text}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    writer.document.add_paragraph().add_run()._element.append(parse_xml(xml))


def _control(table: Any) -> None:
    """Wrap each paragraph of the table's cells, and the table itself, into content controls."""
    for element in [*table._element.iter(qn("w:p")), table._element]:
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[-1].append(element)


def _number(writer: Writer, written: Any, number: str) -> None:
    """Let Word print `number` before a paragraph: a list of its own that begins there."""
    numbering = writer.document.part.numbering_part.element
    sign = number[-1] if number != "-" else ""
    digits = number.rstrip(".)")
    kind = "upperRoman" if digits.isupper() else "decimal" if digits.isdigit() else "lowerLetter" if sign else "bullet"
    start = {"upperRoman": len(digits), "lowerLetter": ord(digits[0]) - 96}.get(kind, int(digits) if digits.isdigit() else 1)
    identifier = 500 + len(numbering)
    shown = "-" if kind == "bullet" else f"%1{sign}"
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}">{level}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>'))
    properties = written._element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{identifier}"/></w:numPr>'))


def _track(writer: Writer) -> None:
    """Mark every other run as inserted, and put a deleted word before it."""
    for place, run in enumerate(list(writer.document.element.body.iter(qn("w:r")))):
        if place % 2 or run.getparent().tag != qn("w:p"):
            continue
        who = 'w:id="1" w:author="Người sửa" w:date="2026-05-01T00:00:00Z"'
        inserted = parse_xml(f"<w:ins {nsdecls('w')} {who}/>")
        run.addprevious(parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>bỏ đi</w:delText></w:r></w:del>"))
        run.addprevious(inserted)
        inserted.append(run)


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
