"""The end of a paper: its lines in; recipients, one or two signatures, contact line out, in whatever order or columns they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.nd30.drafting.inline import TAG, control_of, parse_inline
from docgen.nd30.drafting.paper import Closing, Kind, Paragraph, Text
from docgen.nd30.plain import words
from docgen.nd30.plain.columns import Piece, pieces_of
from docgen.nd30.plain.lines import Line
from docgen.nd30.plain.tables import is_row
from docgen.nd30.plain.top import is_type_line

_INSTRUCTION = re.compile(r"\(.*(ký|dấu|họ tên|họ và tên).*\)$|\(?đã ký\)?$", re.IGNORECASE)
_PARTY_POWER = re.compile(r"^(T|K)/(M|T|L)\.?\s*")
_TIGHT_POWER = re.compile(r"^(TM|KT|TL|TUQ|Q)\.(?=\S)")
_LAST_RECIPIENT = re.compile(r"- Lưu\b.*\.$")
_ATTACHED_WITHIN, _TITLE_WITHIN, _TWO_COLUMNS = 8, 3, 3


@dataclass
class _Signature:
    lines: list[str] = field(default_factory=list)
    name: str = ""


@dataclass
class _Reader:
    recipients: list[str] = field(default_factory=list)
    signatures: list[_Signature] = field(default_factory=list)
    left: _Signature = field(default_factory=_Signature)
    right: _Signature = field(default_factory=_Signature)
    below: list[str] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_listing: bool = False


def part(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line], Sequence[Line]]:
    """Return the lines of the text, those of its end, and those of what comes with it."""
    ended = next((n for n, line in enumerate(lines) if words.ends_text(line.text) or _is_recipients_head(line)), 0)
    below = range(ended + 1, len(lines))
    stop = next(
        (n for n in below if (ended or _is_label(lines[n])) and (starts_another(lines[n:]) or _starts_unnamed(lines[n:]))), len(lines)
    )
    start = _start(lines[:stop])
    return lines[:start], lines[start:stop], lines[stop:]


def _is_label(line: Line) -> bool:
    return words.annex_label(line.bare) is not None


def starts_another(lines: Sequence[Line]) -> bool:
    """Return whether `lines` begin with an annex, or with a text that comes with the paper ("(Kèm theo Quyết định …)" under its name)."""
    first = lines[0]
    if first.table:
        return False
    if words.annex_label(first.bare):
        return words.is_capitals(first.bare) or first.is_after_blank or len(first.bare) < 15
    pieces = [piece.text for piece in pieces_of(first)]
    is_top = any(words.is_country(text) for text in pieces) or (words.is_agency(first.bare) and words.is_capitals(first.bare))
    if not (is_top or (is_type_line(first) and words.is_capitals(first.bare))):
        return False
    near = lines[:_ATTACHED_WITHIN]
    return any(words.is_reference(line.bare) for line in near) and any(is_type_line(line) for line in near)


def _starts_unnamed(lines: Sequence[Line]) -> bool:
    """Return whether `lines` begin with a table, or with the title of one, that no label calls an annex."""
    first, *below = lines[: _TITLE_WITHIN + 1]
    if _is_table(first):
        return True
    is_title = words.is_capitals(first.bare) and not words.is_power(first.bare)
    return is_title and any(_is_table(line) or words.is_reference(line.bare) for line in below)


def _is_table(line: Line) -> bool:
    return line.table is not None or (is_row(line.raw) and line.raw.count("|") > _TWO_COLUMNS)


def read_closing(lines: Sequence[Line]) -> tuple[Closing, Text, tuple[str, ...]]:
    """Return the end of the paper, its contact line, and notes on what was mended."""
    reader = _Reader()
    for line in lines:
        _take(reader, line)
    recipients = _recipients(reader)
    is_side_by_side = bool(reader.left.lines or reader.left.name)
    pair = (reader.left, reader.right) if is_side_by_side else tuple(reader.signatures[:2])
    for more in reader.signatures[0 if is_side_by_side else 2 :]:
        reader.below += [*more.lines, more.name]
        reader.notes.append(f"Có hơn hai người ký: “{more.name}” đã đặt dưới khối chữ ký.")
    right = pair[-1] if pair else _Signature()
    left = pair[0] if len(pair) > 1 else _Signature()
    closing = Closing(
        recipients,
        _signed(right),
        parse_inline(right.name),
        _signed(left),
        parse_inline(left.name),
        _paragraphs(Kind.BODY, [*filter(None, reader.below)]),
    )
    return closing, parse_inline(" ".join(reader.contact)), tuple(reader.notes)


def _start(lines: Sequence[Line]) -> int:
    """Return where the end begins: after "./.", at "Nơi nhận:", or at the last lines that only a signature has."""
    listed = next((n for n, line in enumerate(lines) if _is_recipients_head(line)), None)
    ended = next((n for n, line in enumerate(lines) if words.ends_text(line.text)), None)
    if ended is not None and (listed is None or ended < listed) and all(_is_of_end(line) for line in lines[ended + 1 : ended + 2]):
        return ended + 1
    start = len(lines) if listed is None else listed
    while start and _is_of_end(lines[start - 1]):
        start -= 1
    has_power = any(words.is_power(piece.text) for line in lines[start:] for piece in pieces_of(line))
    return start if listed is not None or has_power else len(lines)


def _is_recipients_head(line: Line) -> bool:
    pieces = pieces_of(line)
    rest = words.after_recipients(pieces[0].text) if pieces and not line.table else None
    return rest is not None and (not rest or rest.startswith("-"))


def _is_of_end(line: Line) -> bool:
    if line.table or (control_of(line.text) == "p"):
        return False
    pieces = pieces_of(line)
    return (
        all(_is_of_signature(piece.text) for piece in pieces)
        or (len(pieces) == 2 and _is_recipients_head(line))
        or _is_recipients_head(line)
    )


def _is_of_signature(text: str) -> bool:
    if text.startswith(("-", "+")) or text.endswith(("./.", ":")):
        return False
    is_capital = words.is_capitals(text) and not re.match(r"[IVXLC]+\.|\d|Điều|Chương", text)
    return is_capital or words.is_power(text) or words.is_name(text) or bool(_INSTRUCTION.match(text)) or words.is_confirmation(text)


def _take(reader: _Reader, line: Line) -> None:
    pieces = pieces_of(line)
    if reader.below or (words.is_confirmation(line.bare) and (reader.signatures or reader.left.lines)):
        reader.below.append(line.bare)
    elif reader.contact or words.is_contact(line.bare):
        reader.contact.append(line.bare)
    elif control_of(line.text) == "p":
        _control(reader, line.text, is_right=any(piece.is_right for piece in pieces))
    elif len(pieces) == 2:
        _take_two(reader, pieces[0], pieces[1])
    else:
        for piece in pieces:
            _take_one(reader, piece)


def _take_two(reader: _Reader, left: Piece, right: Piece) -> None:
    rest = words.after_recipients(left.text)
    if rest is not None or left.text.startswith("-") or (reader.is_listing and not words.is_power(left.text)):
        _take_one(reader, left)
        _sign(reader, right.text)
        reader.is_listing = True
        return
    for signature, piece in ((reader.left, left), (reader.right, right)):
        _sign_in(reader, signature, piece.text)


def _take_one(reader: _Reader, piece: Piece) -> None:
    text = piece.text
    rest = words.after_recipients(text)
    if rest is not None:
        reader.is_listing = True
        reader.recipients += [rest] if rest else []
    elif piece.is_right:
        _sign(reader, text)
    elif text.startswith(("- ", "+ ")) or (words.is_drafter(text) and reader.recipients and not words.is_power(text)):
        reader.recipients.append(text)
    elif words.is_power(text) or words.is_capitals(text) or _INSTRUCTION.match(text):
        reader.is_listing = False
        _sign(reader, text)
    elif reader.is_listing and not (words.is_name(text) and reader.signatures):
        _list(reader, text)
    else:
        _sign(reader, text)


def _list(reader: _Reader, text: str) -> None:
    if reader.recipients and words.starts_small(text):
        reader.recipients[-1] += f" {text}"
    else:
        reader.recipients.append(f"- {text}")


def _control(reader: _Reader, tag: str, *, is_right: bool) -> None:
    is_listed = bool(reader.recipients) and _LAST_RECIPIENT.match(reader.recipients[-1]) is not None
    if reader.is_listing and not is_right and not is_listed:
        reader.recipients.append(tag)
    else:
        reader.is_listing = False
        _last(reader).lines.append(tag)


def _sign(reader: _Reader, text: str) -> None:
    if reader.left.lines:
        _sign_in(reader, reader.right if reader.left.name else reader.left, text)
        return
    is_title = words.is_power(text) or words.is_capitals(text)
    if is_title and reader.signatures and reader.signatures[-1].name:
        reader.signatures.append(_Signature())
    _sign_in(reader, _last(reader), text)


def _last(reader: _Reader) -> _Signature:
    if not reader.signatures:
        reader.signatures.append(_Signature())
    return reader.signatures[-1]


def _sign_in(reader: _Reader, signature: _Signature, text: str) -> None:
    if _INSTRUCTION.match(text):
        reader.notes.append(f"Đã bỏ dòng “{text}” ở khối chữ ký.")
    elif words.is_power(text) or words.is_capitals(text) or _is_looped(signature):
        signature.lines.append(_power(reader, text))
    elif not signature.name or not signature.lines:
        signature.lines += [signature.name] if signature.name else []
        signature.name = text
    else:
        reader.below.append(text)
        reader.notes.append(f"Dòng “{text}” ở phần cuối chưa rõ là gì, đã đặt dưới khối chữ ký.")


def _is_looped(signature: _Signature) -> bool:
    """Return whether the lines of `signature` stop within a loop of a template."""
    return bool(signature.lines) and signature.lines[-1].startswith("{%p for")


def _power(reader: _Reader, text: str) -> str:
    """Return the line `text` above a signature as the decree writes it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 7, điểm b and đ.
    """
    line = _TIGHT_POWER.sub(r"\1. ", _PARTY_POWER.sub(r"\1\2. ", text))
    line = line if TAG.search(line) else line.upper()
    if line != text:
        reader.notes.append(f"Đã ghi “{text}” ở khối chữ ký thành “{line}”.")
    return line


def _recipients(reader: _Reader) -> tuple[Paragraph, ...]:
    """Return the list of recipients, its signs mended.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 9, điểm d.
    """
    places = [n for n, text in enumerate(reader.recipients) if not control_of(text) and not words.is_drafter(text)]
    for place in places:
        text, end = reader.recipients[place], "." if place == places[-1] else ";"
        mended = text if text.endswith(end) or TAG.search(text[-3:]) else f"{text.rstrip(' ;.,')}{end}"
        mended = mended if mended.startswith(("- ", "{")) else f"- {mended.lstrip('-+ ')}"
        if mended != text:
            reader.notes.append(f"Đã sửa dấu ở Nơi nhận: “{mended}”.")
        reader.recipients[place] = mended
    return _paragraphs(Kind.RECIPIENT, reader.recipients)


def _signed(signature: _Signature) -> tuple[Paragraph, ...]:
    return _paragraphs(Kind.SIGN_LINE, signature.lines)


def _paragraphs(kind: Kind, lines: Sequence[str]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(Kind.CONTROL if control_of(line) == "p" else kind, parse_inline(line)) for line in lines)
