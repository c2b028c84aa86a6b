"""The text of a paper between its title and its signature: bases, addressees, levels, titles of tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30.reading.document import Story
from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.levels import confidence_of, is_table_title, level_of
from docgen.nd30.recognise.lines import Line
from docgen.nd30.recognise.phrases import is_addressed, is_basis, is_recipients_head, is_surely_basis
from docgen.nd30.recognise.sheet import Sheet

_CONTACT = re.compile(r"địa chỉ|trụ sở|điện thoại|đt:|tel|fax|e-?mail|website|trang thông tin|cổng thông tin", re.IGNORECASE)
_UNIT = re.compile(r"\(?\s*(đơn vị( tính)?|đvt)\s*:", re.IGNORECASE)
_LETTERED = re.compile(r"[A-HĐ]\s?[.)/-]\s*\S")
_END = ("./.", "/.")
_LISTED = re.compile(r":\s*[-+]")
_LOOKED_AT = 60
_ADDRESSES = 40
_LONG = 150


def note_addressees(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note "Kính gửi" and those named after it.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 9.
    """
    first = next((place for place, line in enumerate(lines[:_LOOKED_AT]) if sheet.is_free(line) and is_addressed(line)), None)
    if first is None:
        return
    head = lines[first]
    sheet.note(head, Component.ADDRESSEE)
    is_list = head.text.rstrip().endswith((":", ";")) or bool(_LISTED.search(head.text)) or "\n" in head.raw
    for line in lines[first + 1 : first + _ADDRESSES]:
        if line.is_blank:
            continue
        if not sheet.is_free(line) or not _is_addressee(head, line, is_list):
            return
        sheet.note(line, Component.ADDRESSEE)
        is_list = is_list and not line.text.endswith(".")


def _is_addressee(head: Line, line: Line, is_list: bool) -> bool:
    if head.in_table:
        return line.paragraph.place.table == head.paragraph.place.table and not is_recipients_head(line.text)
    if line.in_table or len(line.text) > _LONG or line.text.endswith(":") or is_basis(line.text):
        return False
    if level_of(line) is Component.DASH:
        return is_list
    is_aside = line.is_centred or line.paragraph.format.left > head.paragraph.format.left
    return is_list and (line.text.endswith(";") or is_aside) and level_of(line) is None


def note_bases(sheet: Sheet, lines: Sequence[Line], type: str) -> None:
    """Note the legal bases: the paragraphs between title and text that begin like one; a công văn has none.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm a.
    """
    if type == "Công văn":
        return
    is_among = False
    operative = next((place for place, line in enumerate(lines[:_LOOKED_AT]) if sheet.is_a(line, Component.OPERATIVE)), 0)
    for place, line in enumerate(lines[:_LOOKED_AT]):
        if line.is_blank or not sheet.is_free(line) or line.in_table or line.paragraph.place.story is Story.TEXT_BOX:
            if sheet.is_a(line, Component.OPERATIVE):
                return
            continue
        goes_on = (
            (is_among or place < operative) and (line.is_italic or line.text.endswith(";")) and level_of(line) in (None, Component.DASH)
        )
        if is_surely_basis(line.text) or (is_basis(line.text) and (line.is_italic or is_among)):
            sheet.note(line, Component.BASIS)
            is_among = True
        elif goes_on and not line.text.endswith(":") and not line.is_centred:
            sheet.note(line, Component.BASIS, 0.8)
        else:
            return


def note_text(sheet: Sheet, lines: Sequence[Line], data_tables: frozenset[int]) -> None:
    """Note every free line of `lines`: levels, titles, running text, blanks."""
    label: Line | None = None
    for place, line in enumerate(lines):
        if not sheet.is_free(line):
            continue
        if line.is_blank:
            sheet.note(line, Component.OTHER if line.paragraph.has_picture or line.paragraph.lines else Component.BLANK)
            continue
        if label is not None and _is_label_title(line):
            sheet.note(line, Component.PART_TITLE)
            continue
        component, confidence = _text_of(line)
        if component is Component.BODY and _is_before_table(lines, place, data_tables):
            component, confidence = Component.TABLE_TITLE, 0.8
        sheet.note(line, component, confidence)
        label = line if component in (Component.PART, Component.SECTION) else None


def _text_of(line: Line) -> tuple[Component, float]:
    if line.text in _END:
        return Component.BODY, 1.0
    if line.is_rule or not any(c.isalnum() for c in line.text) or line.paragraph.place.story is Story.FOOTNOTE:
        return Component.OTHER, 0.5
    if is_table_title(line.text) and (line.is_bold or line.is_centred or line.is_italic):
        return Component.TABLE_TITLE, 1.0
    if _UNIT.match(line.text) and len(line.text) < 60:
        return Component.OTHER, 0.8
    if is_contact(line.text):
        return Component.CONTACT, 0.7
    if line.paragraph.place.depth > 1:
        return Component.TABLE, 0.7
    level = level_of(line)
    if level is not None:
        return level, confidence_of(line, level)
    return (Component.OTHER, 0.5) if _stands_out(line) else (Component.BODY, 1.0)


def _stands_out(line: Line) -> bool:
    """Return whether `line` is a heading of a kind that the decree does not know ("A. …", a centred line), or a note in a box."""
    if line.paragraph.place.story is Story.TEXT_BOX:
        return True
    if _LETTERED.match(line.text) and (line.is_bold or line.is_capital):
        return True
    return line.is_centred and (line.is_bold or line.is_italic or line.is_capital) and len(line.text) < _LONG


def is_contact(text: str) -> bool:
    """Return whether `text` is an agency's address line.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 4.
    """
    return len(text) < 300 and len({found.casefold() for found in _CONTACT.findall(text)}) >= 2 and not text.startswith(("-", "+"))


def _is_label_title(line: Line) -> bool:
    return len(line.text) < 250 and (line.is_capital or line.is_bold) and level_of(line) is None


def _is_before_table(lines: Sequence[Line], place: int, data_tables: frozenset[int]) -> bool:
    line = lines[place]
    after = next((other for other in lines[place + 1 : place + 4] if not other.is_blank), None)
    is_title = line.is_centred and not line.text.endswith((".", ";", ":", ","))
    return is_title and after is not None and after.paragraph.place.table in data_tables and len(line.text) < 250
