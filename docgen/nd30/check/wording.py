"""The words of the text: dates, numbers, capital letters, signs; all of it advice except what the decree says plainly.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4 and 6; Phụ lục II.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.number import issue_date
from docgen.nd30.check.patterns import WRONG
from docgen.nd30.recognise.components import Component, Found

_SHORT = re.compile(r"(?<![\d/.])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)")
_LONG = re.compile(r"ngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>(?:19|20)\d\d)")
_INTRODUCED = re.compile(r"(ngày|đến|và|hoặc|từ|[-–,(])\s*$", re.IGNORECASE)
_PERIOD = re.compile(r"\b20\d\d(?P<sign>\s?-\s?)20\d\d\b")
_CLOCK_WORDS, _CLOCK_LETTER = re.compile(r"\b\d{1,2} giờ\b(?! làm)"), re.compile(r"\b\d{1,2}h(?:\d\d)?\b")
_COUNTED = re.compile(r"(?<![\d.,/-])(?P<number>0?[1-9]) (?:đồng chí|người|thành viên|đại biểu|hội nghị|lớp|buổi|cuộc|đơn vị|thôn)\b")
_DASH_ITEM = re.compile(r"^[-–+]\s+(?P<letter>\w)")
_OLD_TONE = re.compile(r"(?<![qQ])(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)|(?<![qQ])(?:O[ÀÁẢÃẠÈÉẺẼẸ]|U[ỲÝỶỸỴ])(?!\w)")
_NEW_TONE = re.compile(r"(?:[òóỏõọ][ae]|(?<![qQ])[ùúủũụ]y)(?!\w)|(?:[ÒÓỎÕỌ][AE]|[ÙÚỦŨỤ]Y)(?!\w)")
_TEXT = (
    Component.BASIS,
    Component.BODY,
    Component.CLAUSE,
    Component.CLAUSE_TITLED,
    Component.DECIMAL,
    Component.POINT,
    Component.DASH,
    Component.ARTICLE,
)


def judge_wording(case: Case) -> Iterator[Breach]:
    """Yield what is to be said about words, paragraph by paragraph, then about the paper as a whole."""
    text = case.of(*_TEXT)
    for found in text:
        content = unicodedata.normalize("NFC", found.content)
        for wrong in WRONG:
            match = wrong.pattern.search(content)
            if match:
                group = wrong.should or wrong.rule
                yield Breach(wrong.rule, f"ghi “{match[0].strip()}”", found.paragraph, group=group, should=wrong.should)
        yield from _sentence(found, content)
    yield from _dates(case, text)
    yield from _one_way(text)


def _sentence(found: Found, content: str) -> Iterator[Breach]:
    item = _DASH_ITEM.match(content)
    if item is not None and item["letter"].islower():
        yield Breach("cap.sentence", f"đầu dòng “{content[:25]}” không viết hoa", found.paragraph)


def _dates(case: Case, text: Sequence[Found]) -> Iterator[Breach]:
    issued = issue_date(case)
    for found in text:
        for match in (*_SHORT.finditer(found.content), *_LONG.finditer(found.content)):
            year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
            if not _is_real(year, month, day):
                yield Breach("text.date.real", f"không có ngày “{match[0]}”", found.paragraph)
            elif found.component is Component.BASIS and issued is not None and issued[1] and (year, month) > issued:
                yield Breach("text.date.real", f"căn cứ ghi “{match[0]}”, sau ngày ban hành", found.paragraph, group="later")
        short = _SHORT.search(found.content)
        if short is None:
            continue
        if found.component is Component.BASIS:
            yield Breach("text.date.basis", f"ghi “{short[0]}”", found.paragraph)
        elif not _INTRODUCED.search(found.content[: short.start()]):
            yield Breach("text.date.short", f"ghi “{short[0]}” không có chữ “ngày”", found.paragraph)


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _one_way(text: Sequence[Found]) -> Iterator[Breach]:
    """Ask whether the paper writes one thing in one way."""
    yield from _mixed("text.period", text, lambda words: {"-" if m["sign"] == "-" else " - " for m in _PERIOD.finditer(words)})
    yield from _mixed("text.time", text, lambda words: _which(words, _CLOCK_WORDS, _CLOCK_LETTER))
    yield from _mixed("text.num.pad", text, lambda words: {"0" in m["number"] for m in _COUNTED.finditer(words)})
    yield from _mixed("sp.tone", text, lambda words: _which(words, _OLD_TONE, _NEW_TONE))
    yield from _mixed("sp.quote", text, lambda words: {sign in "“”" for sign in words if sign in '“”"'})


def _mixed(rule: str, text: Sequence[Found], ways: Callable[[str], set[object]]) -> Iterator[Breach]:
    """Yield one breach at the first paragraph that writes otherwise than those before it."""
    known: set[object] = set()
    for found in text:
        known |= ways(unicodedata.normalize("NFC", found.content))
        if len(known) > 1:
            yield Breach(rule, "viết theo hai lối trong cùng văn bản", found.paragraph)
            return


def _which(words: str, *patterns: re.Pattern[str]) -> set[object]:
    return {number for number, pattern in enumerate(patterns) if pattern.search(words)}
