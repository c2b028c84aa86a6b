"""The end of a paper: recipients at the left, signature at the right, never torn and never alone on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30 import rules
from docgen.nd30.body import STYLE_OF
from docgen.nd30.paper import Block, Closing, Kind, Run, Table, plain
from docgen.nd30.word import WordFile

_RECIPIENTS = "Nơi nhận:"
_ENDS = re.compile(r"\{%p\s+end")
_BEGINS = re.compile(r"\{%p\s+(if|for)\b")


def draw_closing(file: WordFile, closing: Closing, above: Sequence[Block]) -> None:
    """Write recipients and signature side by side, kept on the page of the last paragraph of the blocks `above`.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7 and 9.
    """
    if closing.is_empty:
        return
    file.body.keep_last_with_next(_last_that_may_show(above))
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


def _last_that_may_show(blocks: Sequence[Block]) -> int:
    """Return how many paragraphs, from the end, may be the last one once the template is filled: a condition has several."""
    count = depth = 0
    for block in reversed(blocks):
        if isinstance(block, Table):
            break
        count += 1
        if block.kind is not Kind.CONTROL:
            if depth == 0:
                break
        elif _ENDS.match(plain(block.text)):
            depth += 1
        elif _BEGINS.match(plain(block.text)):
            depth -= 1
    return count
