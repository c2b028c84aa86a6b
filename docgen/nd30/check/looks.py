"""Whether a component looks and lies as its rule demands: a component and a rule in, breaches out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import is_sure
from docgen.nd30.check.findings import Breach
from docgen.nd30.figures import Align, Look, Severity
from docgen.nd30.reading.document import Paragraph, Story
from docgen.nd30.recognise.components import Found

MM_PER_POINT = Decimal("25.4") / 72
_MOST, _NEARLY_ALL = Decimal("0.5"), Decimal("0.9")
_INVISIBLE_MM, _NEAR_MM = Decimal(5), Decimal(8)
_TYPED_INDENT = ("\t", "   ", "\u00a0\u00a0\u00a0")
_WHERE = {Align.LEFT: "canh trái", Align.RIGHT: "canh phải", Align.BOTH: "canh đều hai lề", Align.CENTRE: "canh giữa"}


def judge_looks(rule: str, components: Iterable[Found], *, group: bool = False) -> Iterator[Breach]:
    """Yield a breach for each of `components` whose letters are not as `rule` demands; its alignment is not asked."""
    look = rules.look(rule)
    for found in components:
        wrong = letters.faults(found.runs, look)
        if wrong:
            yield Breach(rule, ", ".join(wrong), found.paragraph, doubt(found), found.component if group else "")


def leaning(found: Found) -> tuple[str, Severity | None] | None:
    """Return what to say of italics in `found` and how severe it is; None when most of it is upright.

    A paragraph of which only a part leans quotes or stresses something.
    """
    part = letters.share(letters.seen(found.runs), "italic")
    if part <= _MOST:
        return None
    return ("chữ nghiêng", doubt(found)) if part >= _NEARLY_ALL else ("phần lớn chữ nghiêng", Severity.ADVICE)


def judge_size(rule: str, components: Iterable[Found]) -> Iterator[Breach]:
    """Yield a breach for each of `components` whose letters have not the size that `rule` demands."""
    look = Look(size=rules.look(rule).size)
    for found in components:
        wrong = letters.faults(found.runs, look)
        if wrong and look.size is not None:
            should = f"cỡ {letters.points(look.size.low)} đến {letters.points(look.size.high)}"
            yield Breach(rule, ", ".join(wrong), found.paragraph, doubt(found), "size", should=should)


def judge_centred(rule: str, components: Iterable[Found], beside: Sequence[Found] = ()) -> Iterator[Breach]:
    """Yield a breach for each of `components` that should stand in the middle and does not.

    One that has the same middle as those `beside` it in its column looks centred, and is only advised.
    """
    for found in components:
        off = off_centre_mm(found)
        if off is not None and off > _INVISIBLE_MM:
            column = [other for other in beside if other is not found and _column(other) == _column(found)]
            looks_centred = bool(column) and have_one_middle((found, *column))
            severity = Severity.ADVICE if looks_centred else doubt(found)
            yield Breach(rule, f"đang {where(found)}, không ở giữa", found.paragraph, severity)


def _column(found: Found) -> tuple[int, int]:
    return found.paragraph.place.table, found.paragraph.place.cell


def off_centre_mm(found: Found) -> Decimal | None:
    """Return how far `found` stands from the middle of its column; None when that cannot be known.

    A part of a paragraph, and text moved by tabs or blanks, may stand anywhere; text moved by its indent is measured.
    """
    paragraph = found.paragraph
    form = paragraph.format
    if form.align is Align.CENTRE:
        return Decimal()
    if found.text or paragraph.raw_text.startswith(_TYPED_INDENT) or paragraph.width <= 0:
        return None
    room = (paragraph.width - form.left - form.right) * MM_PER_POINT
    if letters.length_mm(paragraph) > room:
        return room / 2
    off = abs(_middle_mm(paragraph) - paragraph.width * MM_PER_POINT / 2)
    is_moved = (form.left + form.first_line) * MM_PER_POINT > _INVISIBLE_MM
    return Decimal() if is_moved and off <= _NEAR_MM else off


def have_one_middle(components: Iterable[Found]) -> bool:
    """Return whether `components` stand centred on one another to the eye, by whatever means."""
    middles = [_middle_mm(found.paragraph) for found in components]
    return max(middles, default=Decimal()) - min(middles, default=Decimal()) <= _NEAR_MM


def _middle_mm(paragraph: Paragraph) -> Decimal:
    """Return how far the middle of a line is from the left of its column; blanks typed before it move it."""
    form = paragraph.format
    if form.align is Align.CENTRE:
        return (paragraph.width + form.left - form.right) * MM_PER_POINT / 2
    if form.align is Align.RIGHT:
        return (paragraph.width - form.right) * MM_PER_POINT - letters.length_mm(paragraph) / 2
    return (form.left + form.first_line) * MM_PER_POINT + (letters.lead_mm(paragraph) + letters.length_mm(paragraph)) / 2


def in_block(*components: Found) -> tuple[Found, ...]:
    """Return those of `components` that stand in a cell or box, where the middle of the left or right half is known."""
    return tuple(found for found in components if found.paragraph.place.table or found.paragraph.place.story is Story.TEXT_BOX)


def where(found: Found) -> str:
    """Return how the lines of `found` lie, in words."""
    return _WHERE[found.paragraph.format.align]


def doubt(found: Found) -> Severity | None:
    """Return the severity to which a breach at `found` is lowered, when the recogniser is not sure of it."""
    return None if is_sure(found) else Severity.ADVICE


def milder(breaches: Iterable[Breach], severity: Severity) -> Iterator[Breach]:
    """Yield `breaches`, none of them worse than `severity`."""
    for breach in breaches:
        yield replace(breach, severity=severity if breach.severity is None else breach.severity)
