"""Annexes and papers attached: where each begins, its label, title and the paper it came with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.levels import level_of
from docgen.nd30.recognise.lines import Line, in_body
from docgen.nd30.recognise.phrases import is_recipients_head, is_reference
from docgen.nd30.recognise.sheet import Sheet

_LABEL = re.compile(
    r"(phụ\s+lục|phu\s+luc|phụ\s+biểu)(\s+(kèm theo|đính kèm))?(\s+(số\s*:?\s*)?([ivxlc]+|\d{1,2}[a-z]?|[a-hđ]|[.…]{1,10}))?\s*[.:]?",
    re.IGNORECASE,
)
_LABEL_WITH_TITLE = re.compile(r"phụ\s+lục\s+(số\s*)?([ivxlc]+|\d{1,2})\s*[.:\-]\s*\S", re.IGNORECASE)
_LONG = 300
_LOOKED_AT = 12


def is_label(line: Line) -> bool:
    """Return whether `line` is the label of an annex ("Phụ lục I") and no word of the text.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 1, điểm b.
    """
    rows = line.rows()
    if not rows or not rows[0].text[:1].isupper():
        return False
    stands_out = line.is_centred or line.is_bold or rows[0].is_capital or line.paragraph.has_page_break
    if _LABEL.fullmatch(rows[0].text):
        return stands_out
    return (
        stands_out and (line.is_centred or rows[0].is_capital) and len(rows[0].text) < 150 and bool(_LABEL_WITH_TITLE.match(rows[0].text))
    )


def is_annex(lines: Sequence[Line]) -> bool:
    """Return whether `lines` begin with the label of an annex."""
    first = next((line for line in lines if line.text), None)
    return first is not None and is_label(first)


def starts(lines: Sequence[Line], headings: Sequence[int]) -> tuple[int, ...]:
    """Return the places in `lines` where annexes begin; `headings`: where a heading of its own stands."""
    labels = [place for place, line in enumerate(lines) if line.text and in_body(line) and is_label(line)]
    seconds = [_before_heading(lines, place) for place in headings[1:] if _lines_between(lines, headings[0], place) > _LOOKED_AT]
    seconds = [place for place in seconds if not any(0 <= place - label <= _LOOKED_AT for label in labels)]
    if labels[:1] == [0] or (labels and not any(line.text for line in lines[: labels[0]])):
        labels = labels[1:]
    return tuple(sorted({*labels, *seconds, *_unlabelled(lines, labels), *_after_closing(lines, labels)}))


def note_annex(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Note label, title and reference of the annex that `lines` begin with."""
    seen_label = False
    for line in lines[:_LOOKED_AT]:
        if not sheet.is_free(line):
            if sheet.is_a(line, Component.TYPE, Component.SUBJECT):
                continue
            return
        if line.is_blank:
            continue
        if not seen_label and is_label(line):
            seen_label = True
            _note_label(sheet, line)
        elif is_reference(line.text):
            sheet.note(line, Component.ANNEX_REFERENCE)
            return
        elif _is_title(line):
            sheet.note(line, Component.ANNEX_TITLE, 1.0 if seen_label else 0.7)
        elif not line.is_rule:
            return


def _note_label(sheet: Sheet, line: Line) -> None:
    rows = line.rows()
    sheet.note(line, Component.ANNEX_LABEL, 1.0 if _LABEL.fullmatch(rows[0].text) else 0.7, rows[0] if len(rows) > 1 else None)
    for row in rows[1:]:
        sheet.note(line, Component.ANNEX_REFERENCE if is_reference(row.text) else Component.ANNEX_TITLE, 1.0, row)


def _is_title(line: Line) -> bool:
    if line.is_rule or len(line.text) > _LONG or line.in_table or level_of(line) is not None:
        return False
    return (line.is_centred and line.is_bold) or (line.is_capital and (line.is_centred or line.is_bold))


def _lines_between(lines: Sequence[Line], one: int, other: int) -> int:
    return sum(not line.is_blank for line in lines[one:other])


def _before_heading(lines: Sequence[Line], place: int) -> int:
    """Return the first place of the table (or of the few short lines) to which the country's name at `place` belongs."""
    table = lines[place].paragraph.place.table
    while place and table and lines[place - 1].paragraph.place.table == table:
        place -= 1
    return place


def _unlabelled(lines: Sequence[Line], labels: Sequence[int]) -> list[int]:
    """Return where a new page begins with a title and the words "(Kèm theo …)"."""
    found = []
    for place, line in enumerate(lines):
        if not (place and in_body(line) and is_reference(line.text) and line.is_centred):
            continue
        first = place
        while first and place - first < 8 and in_body(lines[first - 1]) and (lines[first - 1].is_blank or _is_title(lines[first - 1])):
            first -= 1
        while first < place and lines[first].is_blank:
            first += 1
        opens = (
            lines[first].paragraph.has_page_break
            or lines[first].paragraph.place.section != lines[max(first - 1, 0)].paragraph.place.section
        )
        if opens and not any(first - 3 <= label <= place for label in labels):
            found.append(first)
    return found


def _after_closing(lines: Sequence[Line], labels: Sequence[int]) -> list[int]:
    """Return where the text goes on, on a new page, after recipients and signature."""
    closing = next((place for place, line in enumerate(lines) if line.in_table and is_recipients_head(line.text)), None)
    if closing is None or any(label < closing for label in labels):
        return []
    table, section = lines[closing].cell[0], lines[closing].paragraph.place.section
    is_new_page = False
    for place, line in enumerate(lines[closing + 1 :], closing + 1):
        if line.cell[0] == table:
            continue
        is_new_page = is_new_page or line.paragraph.has_page_break or line.paragraph.place.section != section
        if not line.is_blank:
            return [place] if is_new_page and not any(place - 3 <= label <= place for label in labels) else []
    return []
