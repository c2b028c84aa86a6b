"""Page numbers: there from the second page, hidden on the first, in the middle of the top margin, bare digits.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.length import at_least_pages
from docgen.nd30.figures import Align, Severity
from docgen.nd30.reading.document import HeaderKind, Paragraph, Section, Story
from docgen.nd30.reading.names import W

_FIELD = re.compile(r"^\s*PAGE\b", re.IGNORECASE)
_CONDITION = re.compile(r"^\s*IF\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BARE = re.compile(r"[\s\d\u200b]*")
_KINDS_OF_NUMBER = ("", "decimal")


def judge_numbers(case: Case) -> Iterator[Breach]:
    """Yield breaches of the page numbers."""
    sections = case.document.sections
    if not sections:
        return
    numbers = [paragraph for section in sections for paragraph in _numbers(section)]
    if not numbers:
        yield from _missing(case)
        return
    yield from _first_page(sections[0])
    yield from _starts(case)
    seen: set[int] = set()
    for paragraph in numbers:
        if id(paragraph.element) not in seen:
            seen.add(id(paragraph.element))
            yield from _place(paragraph)
            yield from _style(paragraph)


def page_fields(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return those of `paragraphs` that show the number of the page."""
    return tuple(paragraph for paragraph in paragraphs if any(_FIELD.match(field) for field in paragraph.fields))


def _numbers(section: Section) -> tuple[Paragraph, ...]:
    parts = (*section.headers.values(), *section.footers.values())
    return tuple(paragraph for part in parts for paragraph in page_fields(part))


def _missing(case: Case) -> Iterator[Breach]:
    if any(_DIGITS.fullmatch(p.text) for s in case.document.sections for part in s.headers.values() for p in part):
        yield Breach("page.number.present", "số trang gõ tay, không tự tăng", severity=Severity.ADVICE)
    elif at_least_pages(case, 2):
        yield Breach("page.number.present", "văn bản có từ hai trang mà không có số trang")


def _first_page(section: Section) -> Iterator[Breach]:
    if not section.title_page:
        shown = page_fields((*section.headers.get(HeaderKind.DEFAULT, ()), *section.footers.get(HeaderKind.DEFAULT, ())))
    else:
        shown = page_fields((*section.headers.get(HeaderKind.FIRST, ()), *section.footers.get(HeaderKind.FIRST, ())))
    shown = tuple(paragraph for paragraph in shown if not any(_CONDITION.match(field) for field in paragraph.fields))
    if shown:
        yield Breach("page.number.first", "trang thứ nhất hiển thị số trang", shown[0])


def _starts(case: Case) -> Iterator[Breach]:
    first = case.document.sections[0]
    if first.number_start not in (None, 1):
        yield Breach("page.number.present", f"số trang bắt đầu từ {first.number_start}", should="đánh từ số 1", severity=Severity.WARNING)
    for section in case.document.sections:
        if section.number_format not in _KINDS_OF_NUMBER and _numbers(section):
            yield Breach("page.number.style", "số trang không phải chữ số Ả Rập", _numbers(section)[0])
            return
    if not _numbers(first) and at_least_pages(case, 2, section=first.index):
        yield Breach("page.number.present", "phần đầu của văn bản không có số trang", severity=Severity.WARNING)


def _place(paragraph: Paragraph) -> Iterator[Breach]:
    if paragraph.place.story is Story.FOOTER:
        yield Breach("page.number.place", "số trang đặt ở chân trang", paragraph)
        return
    is_boxed = next(paragraph.element.iterancestors(f"{W}txbxContent"), None) is not None
    if paragraph.place.story is not Story.HEADER or paragraph.place.table or is_boxed:
        return
    aligned = _framed(paragraph) or ("" if "\t" in paragraph.raw_text else paragraph.format.align)
    if aligned in (Align.LEFT, Align.RIGHT, Align.BOTH, "outside", "inside"):
        words = {Align.RIGHT: "bên phải", "outside": "phía mép ngoài", "inside": "phía mép trong"}
        yield Breach("page.number.place", f"số trang đặt ở {words.get(aligned, 'bên trái')}", paragraph)


def _framed(paragraph: Paragraph) -> str:
    """Return how the frame of `paragraph` lies, which beats its alignment ("?": where the frame says only a distance)."""
    frame = paragraph.element.find(f"{W}pPr/{W}framePr")
    if frame is None:
        return ""
    return frame.get(f"{W}xAlign") or "?"


def _style(paragraph: Paragraph) -> Iterator[Breach]:
    runs = [run for run in letters.seen(paragraph.runs) if any(c.isdigit() for c in run.text)]
    wrong = letters.faults(runs, rules.look("page.number.style"))
    if wrong:
        yield Breach("page.number.style", ", ".join(wrong), paragraph)
    if paragraph.place.story is Story.HEADER and not _BARE.fullmatch(paragraph.text):
        said = f"ghi “{paragraph.text}”"
        yield Breach("page.number.style", said, paragraph, Severity.WARNING, "words", should="chỉ ghi chữ số")
