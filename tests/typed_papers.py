"""Small papers typed by hand: "^" centre, ">" right, "*" bold, "~" italic, "!" new page; a table is a list of rows, "|" parts its lines."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from docgen.nd30.reading.document import Document
from docgen.nd30.reading.read import read

Row = list[str]
HEADING: list[Row] = [
    ["^*ỦY BAN NHÂN DÂN|^*XÃ MẪU SƠN", "^*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|^*Độc lập - Tự do - Hạnh phúc"],
    ["^Số: 12/KH-UBND", "^~Mẫu Sơn, ngày 05 tháng 5 năm 2026"],
]
SIGNED: list[Row] = [["*~Nơi nhận:|- Như trên;|- Lưu: VT.", "^*CHỦ TỊCH||^*Nguyễn Văn Thử"]]
_MARKS = "^>*~!"


def typed_paper(*blocks: str | list[Row], font: str = "Times New Roman") -> Document:
    """Return the paper of `blocks` as read from a .docx; a table whose first cell has no mark is ruled."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            _paragraph(document, block, font)
        else:
            _table(document, block, font)
    out = BytesIO()
    document.save(out)
    return read(out.getvalue())


def _paragraph(place: Any, text: str, font: str) -> None:
    words = text.lstrip(_MARKS) or text.strip(_MARKS)
    marks = text[: len(text) - len(words)]
    paragraph = place.add_paragraph()
    if "^" in marks or ">" in marks:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if "^" in marks else WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.page_break_before = "!" in marks or None
    run = paragraph.add_run(words)
    run.bold, run.italic, run.font.name = "*" in marks or None, "~" in marks or None, font


def _table(document: Any, rows: list[Row], font: str) -> None:
    table = document.add_table(len(rows), max(len(row) for row in rows))
    if rows[0][0][:1] not in _MARKS:
        table.style = "Table Grid"
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            for line in text.split("|"):
                _paragraph(cell, line, font)
            cell._element.remove(cell.paragraphs[0]._element)
