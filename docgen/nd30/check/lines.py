"""The drawn lines under motto, agency and subject: there, and as long as they should be.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1 điểm b, khoản 2 điểm b, khoản 5 điểm b.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.findings import Breach
from docgen.nd30.check.looks import MM_PER_POINT, milder
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Paragraph
from docgen.nd30.reading.names import W
from docgen.nd30.recognise.components import Component, Found
from docgen.nd30.rules.types import Need
from docgen.nd30.widths import wrapped

_TOLERANCE, _CLEARLY = Decimal("0.05"), Decimal("0.15")
_DRAWN = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))
_UNDERLINED = Decimal("0.5")


def judge_lines(case: Case) -> Iterator[Breach]:
    """Yield breaches of the three lines and of how they are made."""
    yield from _judge("motto.line", case, case.of(Component.MOTTO), Component.MOTTO_LINE)
    yield from _judge("agency.line", case, case.of(Component.AGENCY), Component.AGENCY_LINE)
    if case.type is None or case.type.subject_line is not Need.NEVER:
        above = case.of(Component.SUBJECT) or case.of(Component.TYPE)
        is_needed = case.type is not None and case.type.subject_line is Need.MUST
        if is_needed or case.of(Component.SUBJECT):
            judged = _judge("subject.line", case, above, Component.SUBJECT_LINE)
            yield from judged if is_needed else milder(judged, Severity.ADVICE)
    yield from _kinds(case)


def _judge(rule: str, case: Case, above: tuple[Found, ...], line: Component) -> Iterator[Breach]:
    if not above:
        return
    drawn = case.of(line)
    if drawn:
        yield from _length(rule, above, drawn)
    elif not any(letters.share(letters.seen(found.runs), "underline") > _UNDERLINED for found in above):
        hidden = any(_may_draw(found.paragraph) for found in _near(case, above))
        yield Breach(rule, "không có đường kẻ", above[-1].paragraph, Severity.ADVICE if hidden else None)


def _length(rule: str, above: tuple[Found, ...], drawn: tuple[Found, ...]) -> Iterator[Breach]:
    """Ask whether some of the lines drawn there has the right length; texts of several lines may be measured by any of them."""
    wanted = rules.get(rule).range
    lengths = [line.length * MM_PER_POINT for found in drawn for line in found.paragraph.lines if line.length]
    texts = [long for found in above for long in _text_lines(found)]
    if wanted is None or not lengths or not texts:
        return
    ratios = [length / text for length in lengths for text in texts]
    if any(wanted.allows(ratio, _TOLERANCE) for ratio in ratios):
        return
    clear = not any(wanted.allows(ratio, _CLEARLY) for ratio in ratios)
    length, longest = lengths[0], max(texts)
    said = f"đường kẻ dài {round(length)} mm, bằng {round(100 * length / longest)}% dòng chữ {round(longest)} mm"
    yield Breach(rule, said, drawn[0].paragraph, None if clear else Severity.ADVICE)


def _text_lines(found: Found) -> Iterator[Decimal]:
    """Yield how long each printed line of `found` is.

    Units: millimetres.
    """
    runs = letters.seen_with_spaces(found.runs)
    size = letters.main_size(runs)
    if size is None:
        return
    bold = letters.share(letters.seen(runs), "bold") > _UNDERLINED
    form, width = found.paragraph.format, found.paragraph.width
    room = (width - form.left - form.right) * MM_PER_POINT if width > 0 else Decimal(170)
    for row in letters.shown_text(runs).split("\n"):
        for line in wrapped(row, size, max(room, Decimal(20)), bold=bold):
            yield letters.width(line, size, bold=bold)


def _kinds(case: Case) -> Iterator[Breach]:
    for found in case.of(Component.MOTTO, Component.AGENCY, Component.SUBJECT):
        if letters.share(letters.seen(found.runs), "underline") > _UNDERLINED:
            yield Breach("motto.line.kind", "chữ được gạch chân", found.paragraph)
    for found in case.of(Component.MOTTO_LINE, Component.AGENCY_LINE, Component.SUBJECT_LINE):
        if any(line.kind == "dashes" for line in found.paragraph.lines):
            yield Breach("motto.line.kind", "đường kẻ gõ bằng dấu gạch", found.paragraph)


def _near(case: Case, above: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return what stands where a line for `above` may be anchored."""
    places = [case.main.index(found) for found in above]
    return case.main[: max(places) + 4]


def _may_draw(paragraph: Paragraph) -> bool:
    """Return whether a line that was not recognised may hang at `paragraph`: some drawing, or a border of its cell."""
    if next(paragraph.element.iter(*_DRAWN), None) is not None:
        return True
    cell = next(paragraph.element.iterancestors(f"{W}tc"), None)
    return cell is not None and cell.find(f"{W}tcPr/{W}tcBorders") is not None
