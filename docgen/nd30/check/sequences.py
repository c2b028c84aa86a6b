"""Whether the numbers of headings that stand beside each other follow without gaps, and points follow the Vietnamese alphabet.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm c and đ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.nd30.check.case import is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.figures import Severity
from docgen.nd30.recognise.components import Component, Found

ALPHABET = "abcdđeghiklmnopqrstuvxy"
_DEPTH = {
    Component.PART: 0,
    Component.SECTION: 1,
    Component.ROMAN: 2,
    Component.ARTICLE: 3,
    Component.CLAUSE: 4,
    Component.CLAUSE_TITLED: 4,
    Component.POINT: 6,
}
_NUMBER = {
    Component.PART: re.compile(r"(?:Phần|Chương)\s+(?P<roman>[IVXLC]+)\b", re.IGNORECASE),
    Component.SECTION: re.compile(r"(?:Mục|Tiểu mục)\s+(?P<digits>\d+)", re.IGNORECASE),
    Component.ROMAN: re.compile(r"(?P<roman>[IVXLC]+)\s?[./)\-:]"),
    Component.ARTICLE: re.compile(r"Điều\s*(?P<digits>\d+)(?![a-zđ\d])", re.IGNORECASE),
    Component.CLAUSE: re.compile(r"(?P<digits>\d{1,2})\s?[./)]"),
    Component.CLAUSE_TITLED: re.compile(r"(?P<digits>\d{1,2})\s?[./)]"),
    Component.POINT: re.compile(r"(?P<letter>[a-zđ])\s?\)"),
}
_WORD = re.compile(r"(Phần|Chương|Mục|Tiểu mục)", re.IGNORECASE)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def judge_sequences(text: Sequence[Found]) -> Iterator[Breach]:
    """Yield a breach where a number does not follow the one before it at the same level.

    Articles run through the whole paper; the others begin anew below each heading above them. Where a number begins anew at 1 without
    such a heading, a list within a list is assumed.
    """
    last: dict[tuple[int, str], int] = {}
    for found in text:
        depth = _DEPTH.get(found.component)
        if depth is None or found.text:
            continue
        value = number_of(found)
        series = (depth, _series(found))
        for key in [key for key in last if key[0] > depth and (key[0] != _DEPTH[Component.ARTICLE])]:
            del last[key]
        if value is None or (not is_sure(found) and found.component is not Component.CLAUSE_TITLED):
            last.pop(series, None)
            continue
        before = last.get(series)
        last[series] = value
        if before is not None and value not in (before + 1, 1):
            yield _breach(found, before, value)


def number_of(found: Found) -> int | None:
    """Return the number in front of `found` (of a point: its place in the alphabet, from 1; a letter that is not in it: below 0)."""
    match = _NUMBER[found.component].match(found.content)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("digits"):
        return int(groups["digits"])
    if groups.get("letter"):
        return ALPHABET.find(groups["letter"]) + 1 or -1
    return roman(groups["roman"].upper()) if groups.get("roman") else None


def roman(text: str) -> int:
    """Return the value of a Roman number."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _series(found: Found) -> str:
    word = _WORD.match(found.content)
    return word[0].casefold() if word and found.component in (Component.PART, Component.SECTION) else ""


def _breach(found: Found, before: int, value: int) -> Breach:
    if found.component is Component.POINT:
        wanted = ALPHABET[before] if 0 < before < len(ALPHABET) else "?"
        said = f"sau “{ALPHABET[before - 1]})” là “{found.content[:2]}”"
        severity = None if value < 0 or (before, value) == (ALPHABET.index("đ"), ALPHABET.index("e") + 1) else Severity.WARNING
        return Breach("head.point", said, found.paragraph, severity, "order", should=f"theo bảng chữ cái tiếng Việt: “{wanted})”")
    said = f"“{found.content[:12].strip()}…” đứng sau số {before}" if len(found.content) > 12 else f"“{found.content}” đứng sau số {before}"
    return Breach("head.order", said, found.paragraph)
