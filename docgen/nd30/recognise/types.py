"""The kinds of official document and the lines that name one, its subject, who has the power and the operative word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.nd30.figures import Align
from docgen.nd30.reading.document import Story
from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.heading_words import is_number
from docgen.nd30.recognise.levels import level_of
from docgen.nd30.recognise.lines import Line, Piece
from docgen.nd30.recognise.phrases import is_addressed, is_authority, is_basis, is_reference
from docgen.nd30.recognise.sheet import Sheet
from docgen.nd30.recognise.spelling import bare, is_close
from docgen.nd30.rules.types import TYPES

LETTER = "Công văn"
NAMES: tuple[str, ...] = tuple(type.name for type in TYPES if type.name != LETTER)
"""Types that are named on a line of their own."""
LAWS: tuple[str, ...] = (
    "Hiến pháp",
    "Bộ luật",
    "Luật",
    "Pháp lệnh",
    "Lệnh",
    "Nghị định",
    "Thông tư",
    "Thông tư liên tịch",
    "Nghị quyết liên tịch",
    "Văn bản hợp nhất",
)
"""Types of law and of normative text, which the decree does not govern."""
_BY_BARE = {bare(name): name for name in (*NAMES, *LAWS)}
_LONGEST_FIRST = sorted(_BY_BARE, key=len, reverse=True)
_OPERATIVE = ("quyetdinh", "quyetnghi", "nghiquyet")
_OTHER_TYPES = re.compile(r"(giấy|thư|đơn|tờ|bản|lịch|phiếu|đề cương|danh sách|công bố|lời|nội quy|điều lệ|chiến lược|quy hoạch)\b", re.I)
_DRAFT = re.compile(r"[(\[]?\s*(bản )?dự thảo\b.{0,40}$", re.IGNORECASE)
_LOOKED_AT = 60
_LONG = 300


def type_of(text: str) -> str:
    """Return the type that `text` names and nothing else, or ""."""
    letters = bare(text)
    if letters in _BY_BARE:
        return _BY_BARE[letters]
    near = [name for letters_of, name in _BY_BARE.items() if len(letters_of) >= 7 and is_close(text, letters_of, 1)]
    return near[0] if near else ""


def type_at_start(text: str) -> tuple[str, str]:
    """Return the type whose name `text` begins with, and those words as typed."""
    words = text.split()
    for count in range(min(5, len(words)), 0, -1):
        head = " ".join(words[:count])
        # "KẾ HOẠCH, NHIỆM VỤ": a name of its own, none of the types.
        if bare(head) in _BY_BARE and not head.endswith(","):
            return _BY_BARE[bare(head)], head
    return "", ""


def names_type(line: Line) -> bool:
    """Return whether `line` begins with the name of a type as a paper's title does."""
    return not line.is_blank and bool(line.rows()) and _named(line)[1] is not None


def note_type(sheet: Sheet, lines: Sequence[Line]) -> str:
    """Note type and subject among `lines`, which begin after the heading; return the type's name, "" when none is named."""
    for place, line in enumerate(lines[:_LOOKED_AT]):
        if line.is_blank or not sheet.is_free(line):
            continue
        if is_addressed(line) or is_basis(line.text) or _is_text(line) or level_of(line) in (Component.PART, Component.ARTICLE):
            return ""
        name, piece = _named(line)
        if piece is not None:
            _note_first(sheet, line, piece)
            grids = sheet.ruled - {line.cell[0]}
            _note_subject(sheet, [other for other in lines[place + 1 :] if other.cell[0] not in grids], name)
            return name if name in NAMES or name in LAWS else ""
    return ""


def _named(line: Line) -> tuple[str, Piece | None]:
    rows = line.rows()
    if not rows:
        return "", None
    first = rows[0]
    stands_out = first.is_capital or line.is_bold
    if not stands_out or first.text.endswith((":", ";")):
        return "", None
    name = type_of(first.text)
    if name and (first.is_capital or line.is_centred):
        return name, first
    name, _ = type_at_start(first.text)
    if name and first.is_capital and (line.is_centred or line.is_bold):
        return name, first
    if _OTHER_TYPES.match(first.text) and first.is_capital and line.is_centred and len(first.text) < 60:
        return first.text, first
    return "", None


def _note_first(sheet: Sheet, line: Line, piece: Piece) -> None:
    rows = line.rows()
    name = type_of(piece.text) or type_at_start(piece.text)[0]
    confidence = 1.0 if type_of(piece.text) else 0.8 if name else 0.5
    sheet.note(line, Component.TYPE, confidence, piece if len(rows) > 1 else None)
    for row in rows[1:]:
        sheet.note(line, Component.SUBJECT_LINE if row.is_rule else Component.SUBJECT, 1.0, row)


def _note_subject(sheet: Sheet, lines: Sequence[Line], name: str) -> None:
    seen = is_small = False
    for line in lines[:_LOOKED_AT]:
        if not sheet.is_free(line):
            if sheet.is_a(line, Component.NUMBER, Component.DATE):
                continue
            return
        beside = _beside_subject(line)
        if beside:
            sheet.note(line, *beside)
            seen = seen or line.is_rule
        elif line.is_blank:
            continue
        elif _is_authority(line, name, below_subject=is_small) or not _may_be_subject(line, seen, name):
            return
        else:
            for row in line.rows():
                sheet.note(line, Component.SUBJECT_LINE if row.is_rule else Component.SUBJECT, 1.0, row)
            seen, is_small = True, not line.is_capital


def _beside_subject(line: Line) -> tuple[Component, float] | None:
    """Return what `line` is when it stands among the lines of the title but is no subject."""
    if line.is_rule:
        return Component.SUBJECT_LINE, 1.0
    if is_reference(line.text):
        return Component.ANNEX_REFERENCE, 1.0
    if is_number(line.text):
        return Component.NUMBER, 0.8
    return (Component.OTHER, 1.0) if _DRAFT.match(line.text) else None


def _may_be_subject(line: Line, seen: bool, name: str) -> bool:
    if (
        is_addressed(line)
        or (is_basis(line.text) and not _is_title_like(line))
        or len(line.text) > _LONG
        or (type_at_start(line.text)[0] and line.is_capital)
    ):
        return False
    level = level_of(line)
    if level is not None and level is not Component.DASH:
        return False
    if (line.text.endswith((":", ";")) and not line.is_bold) or bare(line.text) in _OPERATIVE:
        return False
    if name in ("Giấy giới thiệu", "Giấy nghỉ phép") and not line.is_bold:
        return False
    return line.is_centred or (line.is_bold and (not seen or line.text[0].islower() or line.text[0] == "("))


def _is_title_like(line: Line) -> bool:
    return line.paragraph.format.align is Align.CENTRE or (line.is_bold and not line.is_italic)


def _is_authority(line: Line, name: str, *, below_subject: bool = False) -> bool:
    """Return whether `line` says who issues a decision: by its words, or as the capitals below a subject in small letters."""
    is_decision = name in ("Quyết định", "Nghị quyết", "Chỉ thị", "Nghị định", "Thông tư")
    return is_decision and line.is_capital and (is_authority(line.text) or (below_subject and line.is_centred))


def note_authority(sheet: Sheet, lines: Sequence[Line], name: str) -> None:
    """Note who issues and the operative word ("QUYẾT ĐỊNH:") among `lines`, which follow type and subject.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.1 to 1.3.
    """
    is_among = False
    for line in lines[:_LOOKED_AT]:
        if line.is_blank or not sheet.is_free(line):
            continue
        if is_operative(line.text):
            sheet.note(line, Component.OPERATIVE)
            return
        starts = _is_authority(line, name, below_subject=line.paragraph.place.story is Story.BODY and not _DRAFT.match(line.text))
        is_among = line.is_capital and line.is_centred and len(line.text) < _LONG / 2 and (is_among or starts)
        if is_among:
            sheet.note(line, Component.AUTHORITY)
        elif level_of(line) is Component.ARTICLE:
            return


def is_operative(text: str) -> bool:
    """Return whether `text` is "QUYẾT ĐỊNH:" or "QUYẾT NGHỊ:"."""
    return len(text) < 20 and text == text.upper() and bare(text) in _OPERATIVE


def _is_text(line: Line) -> bool:
    """Return whether `line` is running text, which no name of a type follows."""
    return len(line.text) > 150 and not line.is_centred and not line.is_bold and not line.in_table
