"""The text of a paper: its lines in; authority, bases, addressees, headings, paragraphs and tables out, by what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from docgen.nd30.drafting.inline import control_of, parse_inline
from docgen.nd30.drafting.levels import kind_of
from docgen.nd30.drafting.paper import Block, Kind, Paragraph, Run, Table, Text, plain
from docgen.nd30.plain import words
from docgen.nd30.plain.joining import join
from docgen.nd30.plain.lines import Line, line_of
from docgen.nd30.plain.naming import has_subject, is_letter
from docgen.nd30.plain.tables import UPRIGHT_MM, is_row, is_separator, table_of, widened
from docgen.nd30.rules.types import PaperType

_SAYS = re.compile(
    r", (Ủy ban|UBND|Chủ tịch|Phòng|Hội đồng|HĐND|Trung tâm|Ban|Thôn|Trường|Công an|Tổ)[^;]* "
    r"(ban hành|báo cáo|thông báo|xây dựng|hướng dẫn|đề nghị|trình|kính|yêu cầu|giao|tổ chức|lập|ra|điện)\b"
)
_LABELLED = re.compile(r"(?P<label>(Phần|Chương) (?:thứ \w+|[IVXLC]+)|(Mục|Tiểu mục) \d+)\s*(?:[.:–-]\s*(?P<title>\S.*))?$", re.IGNORECASE)
_CAPTION = re.compile(r"(Bảng|Biểu|Phụ biểu)( số)? ?[\dIVX]+")
_NOTE = re.compile(r"(Ghi chú|Nguồn)\s*:")
_WHOLLY = re.compile(r"(\*\*|__)(?P<text>(?:(?!\1).)+)\1[.:;]?$")
_DISPATCHED = " điện:"
_DEEPER = {Kind.DASH, Kind.POINT, Kind.BODY, Kind.DECIMAL, Kind.DECIMAL_TITLE, Kind.CONTROL}
_SIBLINGS = {Kind.CLAUSE_TITLE: {Kind.CLAUSE, Kind.CLAUSE_TITLE}, Kind.DECIMAL_TITLE: {Kind.DECIMAL, Kind.DECIMAL_TITLE}}
_PLAIN_OF = {Kind.CLAUSE_TITLE: Kind.CLAUSE, Kind.DECIMAL_TITLE: Kind.DECIMAL}
_TITLED = (Kind.CHAPTER, Kind.CHAPTER_TITLE, Kind.SECTION, Kind.ARTICLE_TITLE, Kind.PART, Kind.CLAUSE_TITLE, Kind.DECIMAL_TITLE)


@dataclass
class _Reader:
    lines: list[Line]
    type: PaperType | None
    room_mm: Decimal
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_body(
    lines: Sequence[Line], type: PaperType | None, *, is_annex: bool = False, room_mm: Decimal = UPRIGHT_MM
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks that `lines` are in a paper of `type`, and notes on what was mended."""
    joined, notes = join(lines)
    reader = _Reader(list(joined), type, room_mm, notes=list(notes))
    if not is_annex:
        _opening(reader)
    while reader.lines:
        _next(reader)
    return _with_true_titles(reader.blocks), tuple(reader.notes)


def end_text(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], bool]:
    """Return `blocks` with "./." after the last sentence, and whether it had to be added."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or last.kind is Kind.CONTROL or not last.text or "./." in plain(last.text)[-6:]:
        return blocks, False
    end = last.text[-1]
    text = (*last.text[:-1], end if end.is_tag else replace(end, text=end.text.rstrip(" .;")), Run("./."))
    return (*blocks[:-1], replace(last, text=text)), True


def _opening(reader: _Reader) -> None:
    """Read addressees, who decides, and bases."""
    while reader.lines:
        line = reader.lines[0]
        addressee = words.after_addressee(line.bare)
        if addressee is not None:
            reader.lines.pop(0)
            _addressees(reader, addressee)
        elif _is_authority(reader, line):
            reader.blocks.append(Paragraph(Kind.AUTHORITY, parse_inline(reader.lines.pop(0).bare)))
        elif not _bases(reader):
            return


def _is_authority(reader: _Reader, line: Line) -> bool:
    if not (reader.type and reader.type.has_authority) or line.table or line.bare.endswith(":"):
        return False
    return words.is_capitals(line.bare) and kind_of(parse_inline(line.bare)) is Kind.BODY


def _bases(reader: _Reader) -> bool:
    """Read the bases that stand here; return whether there were any."""
    type = reader.type
    if type is None or is_letter(type) or not has_subject(type):
        return False
    count = 0
    while count < len(reader.lines) and _is_basis(reader.lines[count]):
        count += 1
    taken, reader.lines = reader.lines[:count], reader.lines[count:]
    ends = [*[";"] * (count - 1), "."]
    for line, end in zip(taken, ends, strict=False):
        text = line.text.strip("_")
        if not text.endswith(end):
            reader.notes.append(f"Đã sửa dấu cuối căn cứ thành “{end}”: “{line.bare[:40]}…”.")
            text = f"{text.rstrip(' .;,')}{end}"
        reader.blocks.append(Paragraph(Kind.BASIS, _upright(parse_inline(text))))
    return count > 0


def _is_basis(line: Line) -> bool:
    text = line.bare
    return bool(words.is_basis(text) and text.endswith((";", ".", ",")) and not words.ends_text(text) and not _SAYS.search(text))


def _addressees(reader: _Reader, given: str) -> None:
    """Read to whom the paper goes: one on the line itself, several each on a line.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 9, điểm d.
    """
    names = [part for part in re.split(r"(?<=;)\s+", given) if part]
    if not names or given.startswith("-") or given.endswith(";"):
        names += _listed(reader, is_open=not names)
    if len(names) == 1:
        reader.blocks.append(Paragraph(Kind.TO, parse_inline(f"Kính gửi: {names[0].removeprefix('- ')}")))
        return
    reader.blocks.append(Paragraph(Kind.TO_HEAD, parse_inline("Kính gửi:")))
    _items(reader, names)


def _listed(reader: _Reader, *, is_open: bool) -> list[str]:
    """Take the lines of a list off: with dashes, or (`is_open`) such as end in a semicolon, up to a full stop."""
    taken: list[str] = []
    while reader.lines:
        text = reader.lines[0].text
        if not (text.startswith("- ") or (is_open and not taken) or (taken and taken[-1].endswith(";") and not taken[0].startswith("- "))):
            break
        taken.append(text)
        reader.lines.pop(0)
        if text.endswith("."):
            break
    return taken


def _items(reader: _Reader, names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        end = ";" if place < len(names) - 1 else "."
        line = f"- {name.removeprefix('- ').rstrip(' ;.,')}{end}"
        if not name.endswith(end):
            reader.notes.append(f"Đã sửa dấu cuối dòng nơi nhận thành “{end}”: “{line}”.")
        reader.blocks.append(Paragraph(Kind.TO_ITEM, parse_inline(line)))


def _next(reader: _Reader) -> None:
    line = reader.lines[0]
    if line.table:
        reader.lines.pop(0)
        _put_table(reader, widened(line.table, reader.room_mm))
    elif is_row(line.raw):
        count = next((n for n, below in enumerate(reader.lines) if not is_row(below.raw)), len(reader.lines))
        rows, reader.lines = reader.lines[:count], reader.lines[count:]
        if not all(is_separator(row.raw) for row in rows):
            _put_table(reader, table_of([row.raw for row in rows], reader.room_mm))
    else:
        reader.lines.pop(0)
        _paragraph(reader, line)


def _put_table(reader: _Reader, table: Table) -> None:
    above = reader.blocks[-1] if reader.blocks else None
    if isinstance(above, Paragraph) and above.kind is Kind.BODY and _CAPTION.match(plain(above.text)):
        reader.blocks[-1] = replace(above, kind=Kind.CAPTION)
    reader.blocks.append(table)


def _paragraph(reader: _Reader, line: Line) -> None:
    above = reader.blocks[-1] if reader.blocks else None
    kind_above = above.kind if isinstance(above, Paragraph) else None
    labelled = _LABELLED.match(line.bare)
    if control_of(line.text) == "p":
        reader.blocks.append(Paragraph(Kind.CONTROL, parse_inline(line.text)))
    elif isinstance(above, Table) and _NOTE.match(line.bare):
        reader.blocks.append(Paragraph(Kind.NOTE, _upright(parse_inline(line.text))))
    elif reader.type and line.bare.endswith(_DISPATCHED):
        reader.blocks.append(Paragraph(Kind.DISPATCH, parse_inline(line.bare)))
        _items(reader, _listed(reader, is_open=True))
    elif labelled and (not labelled["title"] or words.is_capitals(labelled["title"])):
        _label(reader, labelled["label"], labelled["title"] or "", line)
    else:
        text = parse_inline(line.text)
        kind = kind_of(parse_inline(line.bare), kind_above)
        reader.blocks.append(Paragraph(kind, _unmarked(reader, kind, line, text)))


def _label(reader: _Reader, label: str, title: str, line: Line) -> None:
    words_of_label = label.split()
    number = words_of_label[-1].upper() if words_of_label[-1].upper().strip("IVXLC") == "" else words_of_label[-1].lower()
    text = parse_inline(" ".join((*words_of_label[:-1], number)).capitalize() if number.isalpha() and number.islower() else "")
    text = text or parse_inline(f"{' '.join(words_of_label[:-1]).capitalize()} {number}")
    reader.blocks.append(Paragraph(kind_of(text), text))
    if title:
        reader.lines.insert(0, line_of(title, line.number))


def _unmarked(reader: _Reader, kind: Kind, line: Line, text: Text) -> Text:
    """Return `text` without bold or italic that reaches over all of it: a heading has its own look, a paragraph has none."""
    if kind in _TITLED or kind is Kind.OPERATIVE:
        return parse_inline(line.bare)
    found = _WHOLLY.match(line.text)
    if not found:
        return text
    reader.notes.append(f"Đã bỏ chữ đậm, nghiêng cả đoạn: “{line.bare[:40]}…”.")
    return parse_inline(line.bare)


def _upright(text: Text) -> Text:
    return tuple(replace(run, italic=False) for run in text)


def _with_true_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks`; a numbered line without full stop is a title only where something stands under it."""
    done: list[Block] = []
    for place, block in enumerate(blocks):
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        done.append(_plain_item(block) if isinstance(block, Paragraph) and not _may_be_title(block.kind, below) else block)
    return tuple(done)


def _plain_item(block: Paragraph) -> Paragraph:
    return replace(block, kind=_PLAIN_OF[block.kind])


def _may_be_title(kind: Kind, below: Block | None) -> bool:
    if kind not in _PLAIN_OF or isinstance(below, Table):
        return True
    return below is not None and below.kind in (_DEEPER | {Kind.CAPTION}) - _SIBLINGS[kind]
