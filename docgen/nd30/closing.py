"""The end of a paper: recipients at the left, signature at the right, never torn and never alone on a page."""

from __future__ import annotations

from docgen.nd30 import rules
from docgen.nd30.body import STYLE_OF
from docgen.nd30.paper import Closing, Run
from docgen.nd30.word import WordFile

_RECIPIENTS = "Nơi nhận:"


def draw_closing(file: WordFile, closing: Closing) -> None:
    """Write recipients and signature side by side, kept on the page of the last paragraph.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 and 9.
    """
    if closing.is_empty:
        return
    file.body.keep_last_with_next()
    left = rules.take("sign.left")
    row = file.body.table((left, file.page.text_mm - left), is_ruled=False).row()
    recipients = row.cell(is_top=True)
    if closing.recipients:
        recipients.paragraph("NoiNhan", (Run(_RECIPIENTS),))
        for line in closing.recipients:
            recipients.paragraph(STYLE_OF[line.kind], line.text)
    else:
        recipients.paragraph("DanhSachNoiNhan")
    signature = row.cell(is_top=True)
    for line in closing.lines:
        signature.paragraph(STYLE_OF[line.kind], line.text)
    signature.paragraph("HoTenNguoiKy", closing.name)
