"""The top of a paper, from its first line to its subject: lines in, heading, type and subject out, and the lines that follow."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from docgen.nd30.drafting.inline import TAG, parse_inline
from docgen.nd30.drafting.paper import Heading, Text
from docgen.nd30.plain import office as defaults
from docgen.nd30.plain import words
from docgen.nd30.plain.columns import Piece, bare, pieces_of
from docgen.nd30.plain.joining import joined_text
from docgen.nd30.plain.lines import Line
from docgen.nd30.plain.naming import LETTER, get, has_date, has_number, has_subject, type_named
from docgen.nd30.plain.numbering import tidy_date, tidy_number, with_blanks
from docgen.nd30.plain.office import Office
from docgen.nd30.rules.types import TYPES, PaperType

_FAR = 30
_URGENCY = ("HỎA TỐC", "HOẢ TỐC", "THƯỢNG KHẨN", "KHẨN")
_UNIT = re.compile(r"(XÃ|PHƯỜNG|ĐẶC KHU|TỈNH|THÀNH PHỐ)\b")
_NUMBER_AND_DATE = re.compile(r"\s*(?P<number>S[ốỐ]\s*:?[^,]*/\S+(?: ?[-–] ?\S+)*)(?:\t\s*|\s{2,})(?P<date>\S[^,]{1,45},\s*ngày.*)$")
_ENUMERATED = re.compile(r"([IVXLC]+\.|\d+(\.\d+)*\.|[a-zđ]\)|[-+]|Điều \d|Chương|Phần) ?")
_STOPS = (".", ";", ":", ",")
_LONGEST_SUBJECT = 450


@dataclass(frozen=True, slots=True)
class Top:
    """What stands above the text. `type_line` is empty for a công văn; `rest`: the lines below."""

    heading: Heading
    type: PaperType | None
    type_line: str
    subject: str
    reference: str
    rest: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass
class _Found:
    agency: list[str] = field(default_factory=list)
    number: str = ""
    date: str = ""
    letter_subject: str = ""
    unknown: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_top(lines: Sequence[Line], office: Office) -> Top:
    """Return the top of the paper that `lines` are, what it lacks taken from `office`."""
    above, type, type_line, below = _parted(lines)
    found = _Found()
    for line in above:
        _take_line(found, line)
    if type is None and found.letter_subject:
        type = get(LETTER)
    subject, reference, rest = "", "", [*found.unknown, *below]
    if type_line:
        type_line, given, rest = _split_type(type_line, type, rest)
        subject, rest = (given, rest) if given else _subject(rest, type)
        reference, rest = _reference(rest)
    if subject and words.is_capitals(subject):
        found.notes.append("Trích yếu đang viết hoa toàn bộ; Nghị định 30 quy định chữ thường: cần gõ lại bằng chữ thường.")
    found.notes += [f"Dòng {line.number} “{line.bare}” ở phần đầu chưa rõ là gì, đã đặt ở đầu nội dung." for line in found.unknown]
    heading = _heading(found, type, office, is_attached=bool(reference))
    return Top(heading, type, type_line, subject, reference, tuple(rest), tuple(found.notes))


def is_type_line(line: Line) -> bool:
    """Return whether `line` is the name of a type, alone or with its subject in capitals after it."""
    return not line.bare.endswith(":") and (type_named(line.bare) is not None or bool(_type_before(line.bare)))


def _parted(lines: Sequence[Line]) -> tuple[Sequence[Line], PaperType | None, str, list[Line]]:
    """Return the lines above the type, the type, its line, and the lines below; a công văn is parted at "Kính gửi"."""
    for place, line in enumerate(lines[:_FAR]):
        if words.after_addressee(line.bare) is not None:
            return lines[:place], get(LETTER), "", list(lines[place:])
        if is_type_line(line) and words.is_capitals(line.bare):
            name = _type_before(line.bare)
            type = get(name) if name else type_named(line.bare)
            return lines[:place], type, line.bare, list(lines[place + 1 :])
    place = 0
    while place < len(lines) and _is_of_top(lines[place]):
        place += 1
    return lines[:place], None, "", list(lines[place:])


def _type_before(text: str) -> str:
    """Return the name of the type that `text`, all in capitals, begins with and goes on after; "" when it does not."""
    if not words.is_capitals(text) or type_named(text):
        return ""
    return next((type.name for type in TYPES if text.startswith(f"{type.name.upper()} ") and type.name != "Quyết định"), "")


def _split_type(type_line: str, type: PaperType | None, rest: list[Line]) -> tuple[str, str, list[Line]]:
    if type is None or not _type_before(type_line):
        return (type.name.upper() if type and type.abbreviation else type_line), "", rest
    subject = type_line[len(type.name) :].strip()
    while rest and words.is_capitals(rest[0].bare) and not rest[0].is_after_blank:
        subject = f"{subject} {rest.pop(0).bare}"
    return type.name.upper(), subject, rest


def _is_of_top(line: Line) -> bool:
    texts = [piece.text for piece in pieces_of(line)]
    known = (words.is_country, words.is_motto, words.is_number, words.is_date, words.is_letter_subject)
    return not texts or any(is_known(text) for text in texts for is_known in known) or all(_is_agency(text) for text in texts)


def _is_agency(text: str) -> bool:
    return words.is_capitals(text) and (words.is_agency(text) or bool(_UNIT.match(text)))


def _take_line(found: _Found, line: Line) -> None:
    pieces = _beside_date(line) or pieces_of(line)
    is_split = any(words.is_country(p.text) or words.is_motto(p.text) or words.is_date(p.text) for p in pieces[1:])
    if not is_split and not line.raw.lstrip().startswith("|"):
        pieces = (Piece(line.bare),)
    for piece in pieces:
        if not _take(found, piece.text):
            found.unknown.append(line)
            return


def _beside_date(line: Line) -> tuple[Piece, ...]:
    """Return number and date where `line` holds both; a blank number or day is no gap between columns."""
    both = _NUMBER_AND_DATE.match(line.raw.replace("**", ""))
    return (Piece(bare(both["number"])), Piece(bare(both["date"]), is_right=True)) if both else ()


def _take(found: _Found, text: str) -> bool:
    if words.is_country(text) or words.is_motto(text):
        return True
    if words.is_number(text) and not found.number:
        found.number, said = tidy_number(text)
        found.notes += said
    elif words.is_letter_subject(text) and not found.letter_subject:
        found.letter_subject = f"V/v {text[3:].lstrip(' :')}"
    elif words.is_date(text) and not found.date:
        found.date, said = tidy_date(text)
        found.notes += said
    elif text in _URGENCY:
        found.notes.append(f"Dấu chỉ mức độ khẩn “{text}” do văn thư đóng, không đưa vào dự thảo.")
    elif found.letter_subject and not words.is_capitals(text) and not found.date:
        found.letter_subject += f" {text}"
    elif words.is_capitals(text) or _is_agency(text.upper()) or TAG.fullmatch(text):
        found.agency.append(text if TAG.search(text) else text.upper())
    else:
        return False
    return True


def _subject(rest: list[Line], type: PaperType | None) -> tuple[str, list[Line]]:
    """Return the subject at the head of `rest`, which may take several lines, and the lines below it."""
    if not rest or (type and not has_subject(type)) or not _may_be_subject(rest[0], type):
        return "", rest
    taken = [rest[0]]
    for place in range(1, len(rest)):
        if not _goes_on(taken[-1], rest[place], rest[place + 1 : place + 2]):
            break
        taken.append(rest[place])
    return joined_text([line.bare for line in taken]), rest[len(taken) :]


def _may_be_subject(line: Line, type: PaperType | None) -> bool:
    text = line.bare
    is_other = words.after_addressee(text) is not None or words.is_reference(text) or _ENUMERATED.match(text) or line.table
    is_authority = bool(type and type.has_authority and words.is_capitals(text))
    is_said_on = text.casefold().endswith((" điện:", " kính mời:", " cấp cho:"))
    return not (is_other or is_authority or is_said_on or text.endswith(_STOPS) or len(text) > _LONGEST_SUBJECT or "|" in text[:1])


def _goes_on(line: Line, next: Line, after: Sequence[Line]) -> bool:
    if not _may_be_subject(next, None) or words.is_basis(next.bare):
        return False
    if words.starts_small(next.bare):
        return not next.is_after_blank or len(line.bare) >= 40
    is_last = not after or after[0].is_after_blank
    return not next.is_after_blank and is_last and not words.is_capitals(next.bare)


def _reference(rest: list[Line]) -> tuple[str, list[Line]]:
    if not rest or not words.is_reference(rest[0].bare):
        return "", rest
    taken: list[str] = []
    for line in rest[:4]:
        taken.append(line.bare)
        if line.bare.endswith(")"):
            break
    return with_blanks(joined_text(taken)), rest[len(taken) :]


def _heading(found: _Found, type: PaperType | None, office: Office, *, is_attached: bool) -> Heading:
    """Return the heading, what the text does not say taken from `office`."""
    agency = tuple(found.agency) or office.heading
    if not agency:
        found.notes.append(
            "Chưa biết tên cơ quan ban hành: điền vào chỗ “……” ở góc trên bên trái, hoặc chạy trong nơi làm việc có docgen.toml."
        )
    elif not found.agency:
        found.notes.append("Văn bản gốc không có phần đầu: đã lập từ docgen.toml.")
    superior, own = _superior(agency)
    number, date = found.number, found.date
    if not is_attached and type and has_number(type):
        number = number or _said(found.notes, "số, ký hiệu", defaults.number_line(type, own))
        if has_date(type):
            date = date or _said(found.notes, "địa danh, ngày tháng", defaults.date_line(office))
    return Heading(
        _texts(superior), _texts(own or (defaults.DOTS,)), parse_inline(number), parse_inline(date), parse_inline(found.letter_subject)
    )


def _said(notes: list[str], what: str, line: str) -> str:
    notes.append(f"Đã thêm dòng {what}, chừa chỗ trống: “{' '.join(line.split())}”.")
    return line


def _superior(agency: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the agency above and the one that issues: where a line further down names a subordinate, those before it are above."""
    below = [place for place, line in enumerate(agency) if place and words.is_subordinate(line)]
    return (agency[: below[-1]], agency[below[-1] :]) if below else ((), agency)


def _texts(lines: tuple[str, ...]) -> tuple[Text, ...]:
    return tuple(parse_inline(line) for line in lines)
