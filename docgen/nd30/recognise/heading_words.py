"""What the words in a heading are: national motto, number, place and date, stamps; a row of text in, parts with their components out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from docgen.model.text import key
from docgen.nd30.recognise.components import Component
from docgen.nd30.recognise.lines import Line, Piece, is_capital
from docgen.nd30.recognise.spelling import is_close, locate, same_letters

COUNTRY = "conghoaxahoichunghiavietnam"
_SHORT_COUNTRY = "conghoaxhcnvietnam"
MOTTO = "doclaptudohanhphuc"
PARTY = "dangcongsanvietnam"
_SLIPS = {COUNTRY: 3, _SHORT_COUNTRY: 0, MOTTO: 2, PARTY: 1}
_GAPS = r"[\s.…_·\d/]*"
_DATE = re.compile(
    rf"(?P<place>(?:(?:(?!\s{{3}}|\t)[^\n,:;])*,\s*){{0,3}})\b(?:ngày|ngaỳ|ngay)\b{_GAPS}(?:tháng|thang){_GAPS}(?:năm|nam){_GAPS}",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ](?:(?!\s{3}|\t)[^\n,:;])*,\s*)((ngày|tháng)?[\s.…_\d]{0,9}[/.-]\s*([\s.…_\d]{0,9}[/.-]\s*)?20\d\d|tháng\s*\d{1,2}\s*năm\s*20\d\d)\b",
    re.IGNORECASE,
)
_SYMBOL = r"[A-Za-zĐđÀ-ỹ\d&.,…_{}()]+"
_NUMBER = re.compile(
    rf"(?P<before>(?:luật|pháp lệnh|nghị quyết|lệnh)\s+)?\bs[ốôóồo]\b\s*[:;.]?{_GAPS}"
    rf"(?P<symbol>(?:\{{\{{[^}}]*\}}\}})?(?:\s?[-/]\s?{_SYMBOL})+|[:;.…_]*(?=\s*$|\s{{2,}}|\t))",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{0,4}\s{0,12}/\s?(\d{4}/)?(QĐ|NQ|KH|BC|TB|TTr|CV|UBND|HĐND|[A-ZĐ][A-Za-zĐđ]{0,4}\s?-\s?[A-ZĐ]{2,})\S*")
_LABELLED = re.compile(r"s[ốôóồo]\s*[:.…_/\d-]|.*[/-]", re.IGNORECASE)
_ABOUT = re.compile(r"[(“\"]?\s*(v\s?/\s?v|về việc)\b", re.IGNORECASE)
_PLACE = 70
_ROW = 200
_STAMPS = {
    key("HỎA TỐC"): Component.URGENCY,
    key("HỎA TỐC HẸN GIỜ"): Component.URGENCY,
    key("THƯỢNG KHẨN"): Component.URGENCY,
    key("KHẨN"): Component.URGENCY,
    key("MẬT"): Component.SECRECY,
    key("TỐI MẬT"): Component.SECRECY,
    key("TUYỆT MẬT"): Component.SECRECY,
    key("XEM XONG TRẢ LẠI"): Component.CIRCULATION,
    key("LƯU HÀNH NỘI BỘ"): Component.CIRCULATION,
}

_SET_WORDS = (
    (COUNTRY, Component.COUNTRY),
    (_SHORT_COUNTRY, Component.COUNTRY),
    (MOTTO, Component.MOTTO),
    (PARTY, Component.PARTY_HEAD),
)

Part = tuple[Piece, Component | None]
Find = Callable[[str], tuple[int, int] | None]


def is_country(text: str) -> bool:
    """Return whether `text` is the country's name and nothing else."""
    return is_close(text, COUNTRY, _SLIPS[COUNTRY]) or is_close(text, _SHORT_COUNTRY, 0)


def is_motto(text: str) -> bool:
    """Return whether `text` is the motto and nothing else."""
    return is_close(text, MOTTO, _SLIPS[MOTTO])


def is_number(text: str) -> bool:
    """Return whether `text` is a number line: "Số: 12/KH-UBND"."""
    found = _NUMBER.match(text)
    return bool(found and len(text) - found.end() < 4 and _LABELLED.match(found[0])) or bool(_BARE_NUMBER.fullmatch(text))


def is_date(text: str) -> bool:
    """Return whether `text` is a place-and-date line."""
    found = _DATE.match(text) or _SHORT_DATE.match(text)
    return bool(found and len(text) - found.end() < 4 and len(found["place"] or "") < _PLACE)


def is_about(text: str) -> bool:
    """Return whether `text` begins with "V/v"."""
    return bool(_ABOUT.match(text))


def stamp(text: str) -> Component | None:
    """Return which stamp (urgency, secrecy, circulation) `text` is, in capitals and alone."""
    return _STAMPS.get(key(text)) if is_capital(text) else None


def parts_of(line: Line) -> tuple[Part, ...]:
    """Return the parts of `line` in their order: what each is by its words, None when they do not tell."""
    whole = Piece(0, len(line.raw), line.text)
    for is_it, component in ((is_country, Component.COUNTRY), (is_motto, Component.MOTTO)):
        if is_it(line.text):
            return ((whole, component),)
    parts = [part for row in line.rows() for part in _parts_of_row(line, row)]
    return tuple(sorted(parts, key=lambda part: part[0].start))


def _parts_of_row(line: Line, row: Piece) -> Iterator[Part]:
    if len(row.text) > _ROW:
        yield row, _by_itself(row)
        return
    rest = [(row.start, row.end)]
    for target, component in _SET_WORDS:
        yield from _take(line, rest, component, partial(_words, target=target))
    yield from _take(line, rest, Component.NUMBER, _number)
    yield from _take(line, rest, Component.DATE, _date)
    for start, end in rest:
        for piece in line.parted(start, end):
            yield piece, _by_itself(piece)


def _take(line: Line, rest: list[tuple[int, int]], component: Component, find: Find) -> Sequence[Part]:
    """Yield the part of `rest` that `find` finds, and cut it out of `rest`."""
    for place, (start, end) in enumerate(rest):
        text = line.raw[start:end]
        found = find(text)
        if found:
            first, last = start + found[0], start + found[1]
            rest[place : place + 1] = [span for span in ((start, first), (last, end)) if line.raw[slice(*span)].strip()]
            return [(Piece(first, last, same_letters(line.raw[first:last]), is_aside=bool(line.raw[:first].strip())), component)]
    return []


def _words(text: str, target: str) -> tuple[int, int] | None:
    """Return where `target` stands in `text`: as its whole, or typed as a heading types it, not within a sentence."""
    found = locate(text, target, _SLIPS[target])
    if not found:
        return None
    part = text[slice(*found)]
    is_apart = not (text[: found[0]].strip() or text[found[1] :].strip())
    if is_apart or (is_capital(part) if target != MOTTO else part[:1].isupper()):
        return found
    return None


def _number(text: str) -> tuple[int, int] | None:
    for found in _NUMBER.finditer(text):
        before = text[: found.start()].strip()
        if _LABELLED.match(found[0]) and (not before or text[: found.start()].endswith(("\t", "  "))):
            return found.span()
    bare_number = _BARE_NUMBER.match(text.strip())
    if bare_number and bare_number.end() == len(text.strip()):
        start = len(text) - len(text.lstrip())
        return start, start + bare_number.end()
    return None


def _date(text: str) -> tuple[int, int] | None:
    found = _DATE.search(text) or _SHORT_DATE.search(text)
    if not found:
        return None
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    before = text[:start].strip()
    after = text[found.end() :]
    is_torn = before and not text[:start].endswith(("\t", "  "))
    goes_on = after.strip(" .;)\t") and not after.startswith(("\t", "  "))
    if is_torn or goes_on or len(found["place"] or "") > _PLACE:
        return None
    return start, found.end()


def _by_itself(piece: Piece) -> Component | None:
    if piece.is_rule:
        return Component.AGENCY_LINE
    if is_about(piece.text):
        return Component.SUBJECT_LETTER
    return stamp(piece.text)
