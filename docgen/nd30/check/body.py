"""The paragraphs of the text: bases, size, slope, justification, indent, gaps, line spacing, end.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 6, điểm a and e.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import MM_PER_POINT, doubt, judge_looks, judge_size, leaning
from docgen.nd30.figures import Align, Look, Severity
from docgen.nd30.reading.document import Paragraph, Story
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.recognise.phrases import begins_like_basis

_PLAIN = (Component.BODY, Component.CLAUSE, Component.POINT, Component.DASH, Component.DECIMAL)
_LABELS = (Component.PART, Component.SECTION, Component.PART_TITLE)
_STRICT_INDENT = (Component.BODY, Component.CLAUSE, Component.POINT, Component.ARTICLE)
_ASIDE = re.compile(r"^(\(|\*|ghi chú|nguồn|đơn vị tính|đvt|biểu|bảng|hình|sơ đồ|nơi nhận|ví dụ|công thức)", re.IGNORECASE)
_EXACT_INDENT, _NEAR_INDENT = Decimal("0.15"), Decimal("0.55")
_LINE_MM = Decimal(140)
_LINE_TOLERANCE = Decimal("0.015")
_FEW_LETTERS = 60
_DOUBLE = re.compile(r"(?<!\bngày)(?<!\btháng)(?<!\bnăm)(?<!\bsố)(?<!\bSố)(?<=[^\s.…_:/])  +(?=[^\s.…_/])(?!tháng|năm)")


def judge_bases(case: Case) -> Iterator[Breach]:
    """Yield breaches of the legal bases."""
    bases = [found for found in case.of(Component.BASIS) if not found.content.endswith(":") and "như sau" not in found.content[-30:]]
    yield from judge_looks("basis.style", bases)
    for found in bases[:-1]:
        if not found.content.endswith(";"):
            yield Breach(
                "basis.lines", f"căn cứ kết thúc bằng “{found.content[-1]}”", found.paragraph, doubt(found), should="dấu chấm phẩy"
            )
    if bases and not bases[-1].content.endswith(".") and _is_block(case, bases):
        last = bases[-1]
        said = f"căn cứ cuối kết thúc bằng “{last.content[-1]}”"
        severity = Severity.ADVICE if _goes_on(case, last) else doubt(last)
        yield Breach("basis.lines", said, last.paragraph, severity, "last", should="căn cứ cuối cùng kết thúc bằng dấu chấm")
    for found in bases:
        form = found.paragraph.format
        if found.paragraph.place.table or found.text:
            continue
        if form.align is not Align.BOTH and letters.length_mm(found.paragraph) > _LINE_MM:
            yield Breach("basis.paragraph", "không canh đều hai lề", found.paragraph, group="align")
        if _indent_off(found) > _NEAR_INDENT and not _is_moved(found):
            yield Breach("basis.paragraph", f"lùi đầu dòng {_start(found)} mm", found.paragraph, group="indent")


def judge_body(case: Case) -> Iterator[Breach]:
    """Yield breaches of the running text."""
    notes = _notes(case)
    text = [found for found in case.own if not _ASIDE.match(found.content) and id(found) not in notes]
    yield from judge_size("body.size", [found for found in text if found.component is Component.BODY])
    yield from _uniform(text)
    yield from _slope(text)
    for found in text:
        yield from _justified(found)
        yield from _indented(found)
        yield from _pitch(found)
    yield from _gaps(case, notes)
    yield from _blanks(case)
    yield from _end(case)


def _notes(case: Case) -> frozenset[int]:
    """Return which paragraphs (by identity) are notes below a table: they follow it in small letters, as practice has it."""
    notes: set[int] = set()
    is_below = False
    least = rules.look("body.size").size
    for found in case.main:
        size = letters.main_size(found.runs)
        if found.component is Component.TABLE:
            is_below = True
        elif is_below and found.component in _PLAIN and size is not None and least is not None and size < least.low:
            notes.add(id(found))
        elif found.component not in (Component.BLANK, Component.OTHER):
            is_below = False
    return frozenset(notes)


def _goes_on(case: Case, last: Found) -> bool:
    """Return whether the text begins with one more basis ("Xét đề nghị của …, Ủy ban nhân dân xã thông báo:")."""
    after = next((found for found in case.main[case.main.index(last) + 1 :] if found.component is not Component.BLANK), None)
    return after is not None and begins_like_basis(after.content)


def _is_block(case: Case, bases: list[Found]) -> bool:
    """Return whether the bases stand together, so that the last one is known to be the last."""
    places = [case.main.index(found) for found in bases]
    between = case.main[places[0] : places[-1] + 1]
    return all(found.component in (Component.BASIS, Component.BLANK, Component.AUTHORITY) for found in between)


def _uniform(text: list[Found]) -> Iterator[Breach]:
    """Ask whether the text has one size, as practice wants; only sizes that are allowed by themselves are asked."""
    counted: dict[Decimal, int] = {}
    for found in text:
        size = letters.main_size(found.runs)
        if size is not None:
            counted[size] = counted.get(size, 0) + len(found.content)
    wanted = rules.look("body.size").size
    allowed = sorted((size for size in counted if wanted is None or wanted.allows(size)), key=lambda size: -counted[size])
    for found in text:
        size = letters.main_size(found.runs)
        if len(allowed) > 1 and size in allowed[1:]:
            said = f"có đoạn cỡ {letters.points(size)}, phần lớn cỡ {letters.points(allowed[0])}"
            yield Breach("body.size", said, found.paragraph, Severity.ADVICE, "uniform", should="một cỡ chữ cho cả văn bản")


def _slope(text: list[Found]) -> Iterator[Breach]:
    for found in text:
        if found.component is not Component.BODY:
            continue
        slope = leaning(found)
        if slope:
            severity = slope[1] if len(found.content) > _FEW_LETTERS else Severity.ADVICE
            yield Breach("body.style", f"đoạn văn {slope[0]}", found.paragraph, severity)
        elif letters.faults(found.runs, Look(bold=False)) and len(found.content) > 2 * _FEW_LETTERS:
            yield Breach("body.style", "cả đoạn chữ đậm", found.paragraph, doubt(found) or Severity.WARNING, "bold")
        elif letters.faults(found.runs, Look(capitals=False)) and len(found.content) > 2 * _FEW_LETTERS:
            yield Breach("body.style", "cả đoạn chữ in hoa", found.paragraph, Severity.WARNING, "capitals")


def _justified(found: Found) -> Iterator[Breach]:
    """Ask for justification where it can be seen: in paragraphs of more than one line."""
    form = found.paragraph.format
    if form.align is Align.BOTH or found.component in _LABELS:
        return
    room = found.paragraph.width * MM_PER_POINT or _LINE_MM
    if letters.length_mm(found.paragraph) + _start(found) > room and "\n" not in found.paragraph.raw_text:
        words = {Align.LEFT: "canh trái", Align.RIGHT: "canh phải", Align.CENTRE: "canh giữa"}
        severity = None if form.align is Align.LEFT and found.component in _PLAIN else Severity.WARNING
        yield Breach("body.align", f"đoạn văn {words[form.align]}", found.paragraph, doubt(found) or severity)


def _indented(found: Found) -> Iterator[Breach]:
    form = found.paragraph.format
    if form.align in (Align.CENTRE, Align.RIGHT) or found.component in _LABELS:
        return
    off = _indent_off(found)
    if off <= _EXACT_INDENT:
        return
    severity = None if found.component in _STRICT_INDENT else Severity.WARNING
    if off <= _NEAR_INDENT or _is_moved(found) or (form.left > 0 and _start(found) > 0):
        severity = Severity.ADVICE
    said = f"chữ đầu đoạn lùi {letters.points(_start(found))} mm"
    yield Breach("body.indent", said, found.paragraph, doubt(found) or severity, "" if found.component in _STRICT_INDENT else "items")


def _is_moved(found: Found) -> bool:
    """Return whether `found` is moved by tabs or blanks, so that nobody knows where it begins."""
    return found.paragraph.raw_text.startswith(("\t", "  ", "\u00a0\u00a0")) or "\t" in found.paragraph.raw_text[:6]


def _start(found: Found) -> Decimal:
    form = found.paragraph.format
    return round((form.left + form.first_line) * MM_PER_POINT, 1)


def _indent_off(found: Found) -> Decimal:
    """Return how far the first letter is from the nearer of the two indents that the decree allows.

    Units: millimetres.
    """
    form = found.paragraph.format
    start = (form.left + form.first_line) * MM_PER_POINT
    allowed = rules.get("body.indent").range
    return min(abs(start - allowed.low), abs(start - allowed.high)) if allowed else Decimal()


def _pitch(found: Found) -> Iterator[Breach]:
    form = found.paragraph.format
    wanted = rules.get("body.line").range
    if wanted is None:
        return
    factor = letters.pitch(found.paragraph)
    tolerance = _LINE_TOLERANCE if form.line_rule == "auto" else _LINE_TOLERANCE * 2
    if not wanted.allows(factor, tolerance):
        exact = "" if form.line_rule == "auto" else f" ({letters.points(form.line)} pt)"
        said = f"khoảng cách dòng {round(factor, 2):f} dòng{exact}".replace(".", ",")
        yield Breach("body.line", said, found.paragraph, doubt(found))


def _gaps(case: Case, notes: frozenset[int]) -> Iterator[Breach]:
    """Ask for the gap between paragraphs that follow each other without anything between."""
    least = rules.get("body.gap").range
    if least is None:
        return
    text = {id(found.paragraph): found for found in (*case.of(Component.BASIS), *case.text) if id(found) not in notes}
    body = [paragraph for paragraph in case.document.paragraphs if paragraph.place.story is Story.BODY]
    for above, below in itertools.pairwise(body):
        if id(above) not in text or id(below) not in text or above.place.table or below.place.table:
            continue
        if text[id(above)].component in _LABELS and text[id(below)].component is Component.PART_TITLE:
            continue
        if above.format.auto_spacing or below.format.auto_spacing or above.lines or below.has_page_break:
            continue
        larger, both = _gap(above, below)
        if larger < least.low - Decimal("0.05"):
            severity = Severity.ADVICE if both >= least.low else doubt(text[id(below)])
            yield Breach("body.gap", f"hai đoạn cách nhau {letters.points(larger)} pt", below, severity)


def _gap(above: Paragraph, below: Paragraph) -> tuple[Decimal, Decimal]:
    """Return the gap as Word shows it, and as programs do that add both spacings."""
    same = above.style == below.style
    after = Decimal() if same and above.format.contextual_spacing else above.format.after
    before = Decimal() if same and below.format.contextual_spacing else below.format.before
    return max(after, before), after + before


def _blanks(case: Case) -> Iterator[Breach]:
    text = {id(found.paragraph) for found in case.text}
    body = [paragraph for paragraph in case.document.paragraphs if paragraph.place.story is Story.BODY]
    for above, empty, below in zip(body, body[1:], body[2:], strict=False):
        if (
            id(above) in text
            and id(below) in text
            and not empty.text
            and not empty.lines
            and not empty.has_picture
            and not empty.has_page_break
        ):
            yield Breach("body.blank", "có đoạn trống giữa các đoạn văn", empty)
    for found in case.text:
        if _DOUBLE.search(found.paragraph.raw_text):
            yield Breach("body.blank", "gõ hai dấu cách liền nhau", found.paragraph, group="spaces")


def _end(case: Case) -> Iterator[Breach]:
    """Ask for "./." at the end of the text, when a closing block follows and the text ends as running text."""
    text = case.text
    closing = case.first(Component.RECIPIENTS_HEAD, Component.POWER, Component.TITLE)
    if not text or closing is None or case.first(Component.COUNTRY, Component.AGENCY) is None:
        return
    ends = [number for number, found in enumerate(text) if found.content.rstrip().endswith("./.")]
    last = text[-1]
    if ends or last.component in (Component.ROMAN, Component.CLAUSE_TITLED) or last.content.endswith((":", "/.")):
        return
    if case.main.index(last) < case.main.index(closing) and not _table_between(case, last, closing):
        yield Breach("body.end", f"kết thúc bằng “{last.content[-12:]}”", last.paragraph, doubt(last))


def _table_between(case: Case, above: Found, below: Found) -> bool:
    between = case.main[case.main.index(above) + 1 : case.main.index(below)]
    return any(found.component in (Component.TABLE, Component.OTHER) for found in between)
