"""The sheet CẦN SỬA: what to mend, where, why and how, as a worksheet of its own that prints on A4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from docgen.forms import measure
from docgen.forms.open_book import OpenBook
from docgen.forms.return_note import Line, ReturnNote, lines
from docgen.forms.sheet_names import TO_MEND_SHEET
from docgen.forms.style_edits import StyleEdits
from docgen.model.values import CellRef

NAME = TO_MEND_SHEET
CONFIRMATIONS = ("Đúng", "Đã sửa")
_WIDTHS = (5, 13, 24, 15, 32, 36, 20)
_LINE_POINTS = 16.0
_NARROWEST_FONT = 0.9
"""A column is measured in digits of the workbook's normal font, which may be narrower than ours."""
_LAST = "ABCDEFG"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FACE = '<name val="Times New Roman"/><family val="1"/>'
_THIN = '<{0} style="thin"><color rgb="FF808080"/></{0}>'
_BORDER = f"<border>{''.join(_THIN.format(side) for side in ('left', 'right', 'top', 'bottom'))}<diagonal/></border>"
_ALIGNED = '<alignment horizontal="{0}" vertical="{1}" wrapText="1"/>'
_HEADER_A = ("TT", "Ô", "Chỉ tiêu", "Đang ghi", "Lý do", "Cách sửa", "Ví dụ ghi đúng")
_HEADER_B = ("TT", "Ô", "Chỉ tiêu", "Đang ghi", "Nội dung", "Xác nhận (chọn: Đúng / Đã sửa)")
_STEPS = (
    '1. Bấm vào địa chỉ ô ở cột "Ô" để đến ô cần sửa; ô được tô màu cam và có chú thích.',
    "2. Sửa ngay trong tệp này. Không phải lập lại biểu, không phải xóa tờ này.",
    "3. Lưu tệp ngay tại chỗ rồi đóng Excel là gửi lại xong (hoặc chép vào thư mục ngoài cùng như lần đầu). Các ô khác giữ nguyên.",
)


@dataclass(frozen=True, slots=True)
class _Styles:
    title: int
    plain: int
    bold: int
    header: int
    centred: int
    text: int
    link: int
    choice: int


@dataclass
class _Page:
    """The sheet being written, row by row."""

    rows: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    links: list[tuple[str, CellRef]] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)

    @property
    def next_row(self) -> int:
        return len(self.rows) + 1

    def add(self, cells: Sequence[tuple[str, str, int]], height: float | None = None) -> None:
        """Add a row of (column letter, content as XML of `is`, style)."""
        number = self.next_row
        size = f' ht="{height}" customHeight="1"' if height else ""
        written = "".join(
            f'<c r="{column}{number}" s="{style}"' + (f' t="inlineStr"><is>{content}</is></c>' if content else "/>")
            for column, content, style in cells
        )
        self.rows.append(f'<row r="{number}"{size}>{written}</row>')

    def add_line(self, left: str, style: int, right: str = "") -> None:
        """Add a line of text over the whole width, or its left part with another text at the right."""
        number = self.next_row
        end = "E" if right else "G"
        widths = _WIDTHS[: _LAST.index(end) + 1]
        cells = [("A", _text(left), style)]
        if right:
            cells.append(("F", _text(right), style))
            self.merges.append(f"F{number}:G{number}")
        self.merges.append(f"A{number}:{end}{number}")
        wanted = max(_line_count(left, sum(widths)), _line_count(right, sum(_WIDTHS[5:])))
        self.add(cells, _LINE_POINTS * wanted if wanted > 1 else None)


def build(book: OpenBook, styles: StyleEdits, note: ReturnNote) -> etree._Element:
    """Return the worksheet that says `note`, in the namespace of `book`; the styles it needs are added to `styles`."""
    looks = _looks(styles)
    page = _Page()
    _add_head(page, looks, note)
    _add_errors(page, looks, note)
    _add_warnings(page, looks, note)
    _add_foot(page, looks, note)
    return etree.fromstring(_sheet_xml(page, book).encode())


def _looks(styles: StyleEdits) -> _Styles:
    plain = f'<font><sz val="12"/>{_FACE}</font>'
    bold = f'<font><b/><sz val="12"/>{_FACE}</font>'
    title = f'<font><b/><sz val="15"/><color rgb="FFC00000"/>{_FACE}</font>'
    link = f'<font><u/><sz val="12"/><color rgb="FF0563C1"/>{_FACE}</font>'
    grey = '<fill><patternFill patternType="solid"><fgColor rgb="FFF8CBAD"/><bgColor indexed="64"/></patternFill></fill>'
    yellow = '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor indexed="64"/></patternFill></fill>'
    left, middle = _ALIGNED.format("left", "top"), _ALIGNED.format("center", "top")
    return _Styles(
        title=styles.cell(title, alignment='<alignment vertical="center"/>'),
        plain=styles.cell(plain, alignment=left),
        bold=styles.cell(bold, alignment=left),
        header=styles.cell(bold, grey, _BORDER, _ALIGNED.format("center", "center")),
        centred=styles.cell(plain, "", _BORDER, middle),
        text=styles.cell(plain, "", _BORDER, left),
        link=styles.cell(link, "", _BORDER, left),
        choice=styles.cell(plain, yellow, _BORDER, middle),
    )


def _add_head(page: _Page, looks: _Styles, note: ReturnNote) -> None:
    count = note.cells_to_mend
    page.add([("A", _text(f"CẦN SỬA {count} Ô TRƯỚC KHI GỬI LẠI" if count else "CẦN XEM LẠI BIỂU TRƯỚC KHI GỬI LẠI"), looks.title)], 24)
    page.add_line(f"Biểu: {note.form_title}", looks.plain, f"Kỳ: {note.period}")
    page.add_line(f"Đơn vị: {note.unit}", looks.plain, f"Nhận lúc: {note.received}, lần gửi thứ {note.times_sent}")
    if note.deadline:
        page.add_line(f"Hạn gửi: {note.deadline}", looks.plain, note.remaining)
    page.add([])
    page.add_line("Cách làm:", looks.bold)
    for step in _STEPS:
        page.add_line(step, looks.plain)
    if note.help:
        page.add_line(f"Cần giúp: {note.help}.", looks.plain)
    page.add([])


def _add_errors(page: _Page, looks: _Styles, note: ReturnNote) -> None:
    page.add_line("A. Phải sửa", looks.bold)
    page.add([(letter, _text(words), looks.header) for letter, words in zip(_LAST, _HEADER_A, strict=True)])
    for number, line in enumerate(lines(note.errors, note.group_by_field), 1):
        page.add(
            [
                *_first_cells(page, looks, number, line),
                ("E", _text(line.reason, line.code), looks.text),
                ("F", _text(line.mend), looks.text),
                ("G", _text(line.example), looks.text),
            ],
            _height(line),
        )


def _add_warnings(page: _Page, looks: _Styles, note: ReturnNote) -> None:
    if not note.warnings:
        return
    page.add([])
    page.add_line("B. Lưu ý, đề nghị xem lại (không bắt buộc)", looks.bold)
    page.add([(letter, _text(words), looks.header) for letter, words in zip(_LAST, _HEADER_B, strict=False)])
    for number, line in enumerate(lines(note.warnings, note.group_by_field), 1):
        page.choices.append(f"F{page.next_row}")
        page.add(
            [
                *_first_cells(page, looks, number, line),
                ("E", _text(line.reason, line.code), looks.text),
                ("F", "", looks.choice),
            ],
            _height(line),
        )


def _first_cells(page: _Page, looks: _Styles, number: int, line: Line) -> list[tuple[str, str, int]]:
    if line.cells:
        page.links.append((f"B{page.next_row}", line.cells[0]))
    return [
        ("A", _text(str(number)), looks.centred),
        ("B", _text(line.address), looks.link if line.cells else looks.text),
        ("C", _text(line.label), looks.text),
        ("D", _text(line.found), looks.text),
    ]


def _add_foot(page: _Page, looks: _Styles, note: ReturnNote) -> None:
    page.add([])
    if note.standing:
        page.add_line(
            f"Số liệu đơn vị đã được nhận trước đó ({note.standing}) vẫn giữ nguyên cho đến khi bản sửa được tiếp nhận.", looks.plain
        )
    else:
        page.add_line("Đơn vị chưa có số liệu được tiếp nhận ở kỳ này.", looks.plain)
    if note.lookup_code:
        page.add_line(f"Mã tra cứu: {note.lookup_code}", looks.plain)


def _text(words: str, code: str = "") -> str:
    if not words and not code:
        return ""
    said = escape(_ILLEGAL.sub("", words))
    if not code:
        return f'<t xml:space="preserve">{said}</t>'
    face = '<sz val="{0}"/>{1}<rFont val="Times New Roman"/><family val="1"/>'
    return (
        f'<r><rPr>{face.format(12, "")}</rPr><t xml:space="preserve">{said}</t></r>'
        f"<r><rPr>{face.format(8, '<color rgb=' + chr(34) + 'FF7F7F7F' + chr(34) + '/>')}</rPr>"
        f'<t xml:space="preserve"> [{escape(code)}]</t></r>'
    )


def _height(line: Line) -> float:
    """Return the height of a row that shows the whole of `line`: not every program fits the rows of a file it did not write."""
    texts = ("", line.address, line.label, line.found, f"{line.reason} {line.code}", line.mend, line.example)
    return _LINE_POINTS * max(_line_count(words, width) for words, width in zip(texts, _WIDTHS, strict=True)) + 3


def _line_count(words: str, width: float) -> int:
    return measure.lines(words, width * _NARROWEST_FONT, 12)


def _sheet_xml(page: _Page, book: OpenBook) -> str:
    columns = "".join(f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(_WIDTHS, 1))
    merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in page.merges)
    links = "".join(
        f"<hyperlink ref={quoteattr(cell)} location={quoteattr(_location(target))} display={quoteattr(str(target))}/>"
        for cell, target in page.links
    )
    choices = (
        f'<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{" ".join(page.choices)}">'
        f'<formula1>"{",".join(CONFIRMATIONS)}"</formula1></dataValidation></dataValidations>'
        if page.choices
        else ""
    )
    return (
        f'<worksheet xmlns="{book.namespace}"><sheetPr><tabColor rgb="FFED7D31"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16.5"/><cols>{columns}</cols><sheetData>{"".join(page.rows)}</sheetData>'
        f'<mergeCells count="{len(page.merges)}">{merges}</mergeCells>{choices}'
        + (f"<hyperlinks>{links}</hyperlinks>" if links else "")
        + '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _location(cell: CellRef) -> str:
    quoted = cell.sheet.replace("'", "''")
    return f"'{quoted}'!{cell.cell}"
