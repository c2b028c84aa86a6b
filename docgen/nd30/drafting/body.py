"""The blocks of the text and of the annexes: paragraphs by their kind, ruled tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.drafting.levels import label_length, without_marks
from docgen.nd30.drafting.paper import Block, Column, Kind, Paragraph, Run, Table, TableRow, Text
from docgen.nd30.drafting.word import Own, Rows, WordFile
from docgen.nd30.figures import Align
from docgen.nd30.widths import width_mm

STYLE_OF: Mapping[Kind, str] = {
    Kind.AUTHORITY: "ThamQuyen",
    Kind.BASIS: "CanCu",
    Kind.OPERATIVE: "QuyetDinh",
    Kind.DISPATCH: "NoiDien",
    Kind.TO: "KinhGui",
    Kind.TO_HEAD: "KinhGuiNhieuNoi",
    Kind.TO_ITEM: "KinhGuiNoi",
    Kind.CHAPTER: "PhanChuong",
    Kind.CHAPTER_TITLE: "TenPhanChuong",
    Kind.SECTION: "PhanChuong",
    Kind.ARTICLE_TITLE: "DieuTieuDe",
    Kind.ARTICLE: "Dieu",
    Kind.PART: "MucLaMa",
    Kind.CLAUSE_TITLE: "KhoanTieuDe",
    Kind.CLAUSE: "Khoan",
    Kind.DECIMAL_TITLE: "MucThapPhanTieuDe",
    Kind.DECIMAL: "MucThapPhan",
    Kind.POINT: "Diem",
    Kind.DASH: "GachDauDong",
    Kind.BODY: "NoiDung",
    Kind.CAPTION: "TenBang",
    Kind.NOTE: "GhiChu",
    Kind.RECIPIENT: "DanhSachNoiNhan",
    Kind.SIGN_LINE: "QuyenHanChucVu",
    Kind.CONTROL: "LenhMau",
}
_TITLES = (
    Kind.AUTHORITY,
    Kind.OPERATIVE,
    Kind.CHAPTER,
    Kind.CHAPTER_TITLE,
    Kind.SECTION,
    Kind.ARTICLE_TITLE,
    Kind.PART,
    Kind.CLAUSE_TITLE,
    Kind.DECIMAL_TITLE,
    Kind.CAPTION,
)
_PADDING_MM, _NARROW_MM = Decimal("1.5"), Decimal("0.6")


def draw_blocks(file: WordFile, blocks: Sequence[Block]) -> None:
    """Write `blocks` one below the other; a paragraph below a table or its notes keeps its distance."""
    is_below_table = False
    for block in blocks:
        if isinstance(block, Table):
            _table(file, block)
            is_below_table = True
        elif block.kind in (Kind.CONTROL, Kind.NOTE):
            _paragraph(file, block, Decimal())
        else:
            _paragraph(file, block, rules.take("body.gap") if is_below_table else Decimal())
            is_below_table = False


def _paragraph(file: WordFile, block: Paragraph, before_pt: Decimal) -> None:
    text = without_marks(block.text) if block.kind in _TITLES else block.text
    if block.kind is Kind.ARTICLE:
        text = _with_bold_label(text)
    left = hanging = Decimal()
    if block.kind in (Kind.TO_HEAD, Kind.TO_ITEM):
        left = rules.take("to.left")
    if block.kind is Kind.TO_ITEM:
        left, hanging = left + _under_the_colon() + _dash(), _dash()
    file.body.paragraph(STYLE_OF[block.kind], text, Own(left_mm=left, hanging_mm=hanging, before_pt=before_pt))


def _with_bold_label(text: Text) -> Text:
    """Return the first line of an article that has no title: only "Điều 1." is bold.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.2.
    """
    left = label_length(text)
    runs: list[Run] = []
    for run in text:
        runs += [replace(run, text=run.text[:left], bold=True), replace(run, text=run.text[left:])]
        left = max(left - len(run.text), 0)
    return tuple(run for run in runs if run.text)


def _under_the_colon() -> Decimal:
    return width_mm("Kính gửi", rules.size("to.style"), bold=False)


def _dash() -> Decimal:
    return width_mm("- ", rules.size("to.style"), bold=False)


def _table(file: WordFile, table: Table) -> None:
    total = sum((column.width_mm for column in table.columns), Decimal())
    widths = [column.width_mm * file.page.text_mm / total for column in table.columns]
    rows = file.body.table(widths, is_ruled=True, padding_mm=_NARROW_MM if table.is_small else _PADDING_MM)
    small = "Nho" if table.is_small else ""
    for row in table.header:
        _row(rows, row, f"DauBang{small}", [Column(Decimal(), Align.CENTRE)] * len(widths), is_header=True)
    for row in table.rows:
        _row(rows, row, f"OBang{small}", table.columns)


def _row(rows: Rows, row: TableRow, style: str, columns: Sequence[Column], *, is_header: bool = False) -> None:
    cells = rows.row(is_header=is_header)
    place = 0
    for cell in row.cells:
        is_wide = cell.columns > 1 and not is_header
        align = Align.LEFT if is_wide else columns[place].align
        made = cells.cell(cell.columns, cell.merge)
        own = Own(align=None if is_header else align, keep_next=cell.columns == len(columns) and not row.is_control)
        made.paragraph("LenhMau" if row.is_control else style, cell.text, own)
        place += cell.columns
