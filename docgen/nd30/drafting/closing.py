"""The end of a paper: recipients at the left, signature at the right, never torn and never alone on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.drafting.body import STYLE_OF
from docgen.nd30.drafting.heading import balanced
from docgen.nd30.drafting.paper import Block, Closing, Kind, Paragraph, Run, Table, Text, has_tags, plain
from docgen.nd30.drafting.word import Own, Place, Rows, WordFile
from docgen.nd30.widths import width_mm

_RECIPIENTS = "Nơi nhận:"
_EMPTY = "DanhSachNoiNhan"
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
    rows = file.body.table((left, file.page.text_mm - left), is_ruled=False)
    if closing.left_lines or closing.left_name:
        _two_signatures(rows, closing, left)
        if closing.recipients:
            row = rows.row()
            _recipients(row.cell(is_top=True), closing)
            row.cell(is_top=True).paragraph(_EMPTY)
    else:
        row = rows.row()
        _recipients(row.cell(is_top=True), closing)
        _signature(row.cell(is_top=True), closing, file.page.text_mm - left)
    if closing.below:
        file.body.paragraph("CachPhan")
        row = file.body.table((left, file.page.text_mm - left), is_ruled=False).row()
        confirming = row.cell(is_top=True)
        for line in closing.below:
            confirming.paragraph("XacNhan", line.text)
        row.cell(is_top=True).paragraph(_EMPTY)


def _recipients(place: Place, closing: Closing) -> None:
    if not closing.recipients:
        place.paragraph(_EMPTY)
        return
    place.paragraph("NoiNhan", (Run(_RECIPIENTS),))
    for line in closing.recipients:
        place.paragraph(STYLE_OF[line.kind], line.text)


def _signature(place: Place, closing: Closing, room_mm: Decimal) -> None:
    _titles(place, closing.lines, room_mm)
    place.paragraph("HoTenNguoiKy", closing.name)


def _two_signatures(rows: Rows, closing: Closing, room_mm: Decimal) -> None:
    """Write who signs at the left and at the right, both names on one line.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9.
    """
    titles, names = rows.row(), rows.row()
    for lines in (closing.left_lines, closing.lines):
        _titles(titles.cell(is_top=True), lines or (Paragraph(Kind.SIGN_LINE, ()),), room_mm, keep_next=True)
    for name in (closing.left_name, closing.name):
        names.cell(is_top=True).paragraph("HoTenNguoiKy", name, Own(keep_next=bool(closing.recipients)))


def _titles(place: Place, lines: Sequence[Paragraph], room_mm: Decimal, *, keep_next: bool = False) -> None:
    for line in lines:
        aside = (room_mm - balanced(line.text, room_mm)) / 2 if _is_wrapped(line.text, room_mm) else Decimal()
        place.paragraph(STYLE_OF[line.kind], line.text, Own(left_mm=aside, right_mm=aside, keep_next=keep_next))


def _is_wrapped(text: Text, room_mm: Decimal) -> bool:
    return not has_tags(text) and width_mm(plain(text), rules.size("sign.power.style"), bold=True) > room_mm


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
