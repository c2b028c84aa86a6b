"""Annexes: labels, titles, references, their own page numbers.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục III, khoản 1; Phụ lục III, Mẫu 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.nd30.check.case import Case, is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import doubt, judge_centred, judge_looks
from docgen.nd30.check.numbers import page_fields
from docgen.nd30.check.sequences import roman
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Paragraph
from docgen.nd30.recognise.components import Component, Found

_LABEL = re.compile(r"^phụ\s+lục\s*(?P<number>\S+)?$", re.IGNORECASE)
_ROMAN = re.compile(r"^[IVXLC]+$")
_MENTION = re.compile(r"phụ\s+lục|phụ\s+biểu", re.IGNORECASE)
_ALSO_MENTION = re.compile(r"kèm theo|đính kèm|gửi kèm", re.IGNORECASE)


def judge_annexes(case: Case) -> Iterator[Breach]:
    """Yield breaches of the annexes."""
    everything = [found for annex in case.annexes for found in annex]
    labels = [found for found in everything if found.component is Component.ANNEX_LABEL]
    titles = [found for found in everything if found.component is Component.ANNEX_TITLE]
    references = [found for found in (*case.main, *everything) if found.component is Component.ANNEX_REFERENCE]
    yield from judge_looks("annex.label", labels)
    yield from judge_centred("annex.label", labels)
    yield from judge_looks("annex.title", titles)
    yield from judge_centred("annex.title", titles)
    yield from judge_looks("annex.ref", references)
    yield from judge_centred("annex.ref", references)
    if not labels:
        return
    yield from _mention(case, labels)
    yield from _numbers(labels)
    for annex in case.annexes:
        if annex[0].component is Component.ANNEX_LABEL:
            yield from _own_pages(case, annex[0])
            yield from _line(annex)


def _mention(case: Case, labels: Sequence[Found]) -> Iterator[Breach]:
    text = " ".join(found.content for found in case.main)
    if not case.main or _MENTION.search(text) or not all(map(is_sure, labels)):
        return
    severity = Severity.ADVICE if _ALSO_MENTION.search(text) else None
    yield Breach("annex.mention", "trong văn bản không nhắc đến phụ lục", labels[0].paragraph, severity)


def _numbers(labels: Sequence[Found]) -> Iterator[Breach]:
    numbers: list[int | None] = []
    for found in labels:
        label = _LABEL.match(found.content.rstrip(".: "))
        number = label["number"] if label else None
        if label is None:
            numbers.append(None)
        elif number is None:
            if len(labels) > 1:
                yield Breach("annex.number", f"“{found.content}” không có số", found.paragraph, doubt(found))
            numbers.append(None)
        elif _ROMAN.match(number):
            numbers.append(roman(number))
        else:
            if number.isdecimal():
                yield Breach("annex.number", f"ghi “{found.content}”", found.paragraph, doubt(found), should="đánh số La Mã")
            numbers.append(None)
    for found, before, number in zip(labels[1:], numbers, numbers[1:], strict=False):
        if before is not None and number is not None and number != before + 1:
            yield Breach("annex.number", f"“{found.content}” không liền số trước", found.paragraph, Severity.WARNING, "order")


def _own_pages(case: Case, label: Found) -> Iterator[Breach]:
    """Ask whether page numbers begin anew at `label`; a paper without page numbers is not asked."""
    section = case.section_of(label.paragraph)
    if section is None or label.paragraph.place.table:
        return
    opens = _first_in_section(case, label)
    if not opens and not label.paragraph.has_page_break and not label.paragraph.format.page_break_before and not _after_break(case, label):
        yield Breach("annex.newpage", "không bắt đầu ở trang mới", label.paragraph)
    numbered = any(page_fields((*p,)) for s in case.document.sections for p in (*s.headers.values(), *s.footers.values()))
    if numbered and not (opens and section.index > 1 and section.number_start == 1):
        yield Breach("annex.pages", "đánh số trang tiếp theo văn bản", label.paragraph, doubt(label))


def _first_in_section(case: Case, label: Found) -> bool:
    inside = [p for p in case.document.paragraphs if p.place.section == label.paragraph.place.section]
    before = inside[: inside.index(label.paragraph)] if label.paragraph in inside else []
    return not any(paragraph.text for paragraph in before)


def _after_break(case: Case, label: Found) -> bool:
    """Return whether only empty paragraphs stand between a page break and `label`."""
    place = case.document.paragraphs.index(label.paragraph) if label.paragraph in case.document.paragraphs else 0
    for paragraph in reversed(case.document.paragraphs[:place]):
        if paragraph.has_page_break:
            return True
        if paragraph.text:
            return False
    return True


def _line(annex: Sequence[Found]) -> Iterator[Breach]:
    """Ask for the short line below the reference; lines may hang elsewhere, so this only advises."""
    reference = next((found for found in annex if found.component is Component.ANNEX_REFERENCE), None)
    if reference is None:
        return
    after = annex[annex.index(reference) :][:4]
    near: list[Paragraph] = [found.paragraph for found in after]
    if not any(paragraph.lines or paragraph.has_picture for paragraph in near):
        yield Breach("annex.line", "không có đường kẻ dưới dòng kèm theo", reference.paragraph, Severity.ADVICE)
