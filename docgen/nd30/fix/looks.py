"""Letters, alignment and spacing of recognised components made as their rules demand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lxml import etree

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case
from docgen.nd30.check.looks import MM_PER_POINT, off_centre_mm
from docgen.nd30.figures import Look, Range
from docgen.nd30.fix import edits
from docgen.nd30.reading.document import Paragraph, RunFormat, TextRun
from docgen.nd30.recognise.components import Component, Found

_OFF_MM = Decimal(5)
_TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
COMPONENTS: Mapping[str, tuple[Component, ...]] = {
    "motto.country.style": (Component.COUNTRY,),
    "motto.country.place": (Component.COUNTRY,),
    "motto.style": (Component.MOTTO,),
    "agency.superior.style": (Component.SUPERIOR,),
    "agency.name.style": (Component.AGENCY,),
    "number.label": (Component.NUMBER,),
    "number.place": (Component.NUMBER,),
    "date.style": (Component.DATE,),
    "date.placing": (Component.DATE,),
    "type.name": (Component.TYPE,),
    "type.place": (Component.TYPE, Component.SUBJECT),
    "subject.style": (Component.SUBJECT,),
    "subject.cv.style": (Component.SUBJECT_LETTER,),
    "subject.cv.place": (Component.SUBJECT_LETTER,),
    "to.style": (Component.ADDRESSEE,),
    "head.authority": (Component.AUTHORITY, Component.OPERATIVE),
    "basis.style": (Component.BASIS,),
    "body.size": (Component.BODY,),
    "body.style": (Component.BODY,),
    "head.part": (Component.PART,),
    "head.part.title": (Component.PART_TITLE,),
    "head.section": (Component.SECTION,),
    "head.roman": (Component.ROMAN,),
    "head.clause.titled": (Component.CLAUSE_TITLED,),
    "head.clause": (Component.CLAUSE,),
    "head.point": (Component.POINT,),
    "sign.power.style": (Component.POWER, Component.TITLE),
    "sign.name": (Component.NAME,),
    "sign.centre": (Component.POWER, Component.TITLE, Component.NAME),
    "recv.head": (Component.RECIPIENTS_HEAD,),
    "recv.list.style": (Component.RECIPIENT,),
    "recv.drafter": (Component.DRAFTER,),
    "annex.label": (Component.ANNEX_LABEL,),
    "annex.title": (Component.ANNEX_TITLE,),
    "annex.ref": (Component.ANNEX_REFERENCE,),
    "contact.line": (Component.CONTACT,),
}
"""Rules about the look of a component, and the components that they are about."""
_CENTRED = ("motto.country.place", "number.place", "date.placing", "type.place", "subject.cv.place", "sign.centre", "annex.label")
_CENTRED_TOO = ("motto.style", "agency.name.style", "agency.superior.style", "annex.title", "annex.ref", "head.part", "head.section")
_SPACED = {"motto.spacing": (Component.COUNTRY, Component.MOTTO), "agency.spacing": (Component.SUPERIOR, Component.AGENCY)}
_ARTICLE = re.compile(r"Điều\s*\d+[a-zđ]?\s*[.:]?")
_ENDS_OF_SENTENCES = (".", ";", ":", ",", "./.")
_BODY_LINES = ("body.align", "body.indent", "body.gap", "body.line", "basis.paragraph")
PARAGRAPH_RULES = (*_SPACED, *_BODY_LINES)


def mend_look(case: Case, rule: str, paragraphs: Sequence[Paragraph]) -> None:
    """Give the components that `rule` is about, in `paragraphs`, the look that it demands; a run shared with another one stays."""
    wanted = {id(paragraph) for paragraph in paragraphs}
    look = rules.get(rule).look or Look()
    for found in case.recognised.of(*COMPONENTS[rule]):
        if id(found.paragraph) not in wanted:
            continue
        for run in whole_runs(found):
            _mend_run(run.element, run.format, look)
        if rule in _CENTRED or rule in _CENTRED_TOO or rule in ("head.part.title", "head.authority"):
            _centre(found)
        if rule == "subject.cv.place":
            _below_number(case, found)


def mend_articles(case: Case, paragraphs: Sequence[Paragraph]) -> None:
    """Give articles the size of their rule, and make "Điều 1." bold and upright where it has runs of its own."""
    wanted = {id(paragraph) for paragraph in paragraphs}
    size = Look(size=rules.look("head.article").size)
    for found in case.of(Component.ARTICLE):
        label = _ARTICLE.match(found.raw.lstrip())
        if id(found.paragraph) not in wanted or label is None:
            continue
        for run in whole_runs(found):
            _mend_run(run.element, run.format, size)
        _embolden(found, len(label[0]))


def _embolden(found: Found, left: int) -> None:
    """Make the first `left` letters of an article bold and upright, with the title where it has one: a sentence stays as it is."""
    is_title = not found.content.endswith(_ENDS_OF_SENTENCES)
    for run in letters.seen(found.runs):
        if left <= 0:
            return
        text = run.text.lstrip()
        if len(text) > left and not is_title and not edits.split_run(run.element, len(run.text) - len(text) + left):
            return
        left -= len(text)
        edits.set_toggle(run.element, "b", is_on=True)
        edits.set_toggle(run.element, "i", is_on=False)


def mend_paragraphs(case: Case, rule: str, paragraphs: Sequence[Paragraph]) -> None:
    """Lay out `paragraphs` as `rule` about spacing, indent or justification demands."""
    if rule in _SPACED:
        block = case.of(*_SPACED[rule])
        for place, found in enumerate(block):
            values = {"line": Decimal(1)}
            if place + 1 < len(block):
                values["after"] = Decimal()
            if place:
                values["before"] = Decimal()
            edits.set_spacing(found.paragraph.element, values)
        return
    for paragraph in paragraphs:
        if rule in ("body.align", "basis.paragraph"):
            edits.set_align(paragraph.element, "both")
        if rule in ("body.indent", "basis.paragraph"):
            edits.set_indent(paragraph.element, _indent(case))
        if rule == "body.line":
            edits.set_spacing(paragraph.element, {"line": _nearest(rules.get("body.line").range, letters.pitch(paragraph))})
        if rule == "body.gap":
            edits.set_spacing(paragraph.element, {"before": rules.take("body.gap")})
            if paragraph.format.contextual_spacing:
                edits.without_contextual_spacing(paragraph.element)


def whole_runs(found: Found) -> tuple[TextRun, ...]:
    """Return the runs that belong to `found` alone."""
    if not found.text:
        return letters.seen(found.runs)
    whole = {id(run.element): run.text for run in found.paragraph.runs}
    return tuple(run for run in letters.seen(found.runs) if whole.get(id(run.element), "").strip() == run.text.strip())


def mend_tier(case: Case) -> None:
    """Give Quốc hiệu, Tiêu ngữ and date the sizes of one of the decree's two sets."""
    motto = case.first(Component.MOTTO)
    size = letters.main_size(motto.runs) if motto else None
    sizes = (13, 14, 14) if size is None or size > Decimal(13) else (12, 13, 13)
    for component, value in zip((Component.COUNTRY, Component.MOTTO, Component.DATE), sizes, strict=True):
        for found in case.of(component):
            for run in whole_runs(found):
                edits.set_size(run.element, Decimal(value))


def _mend_run(element: etree._Element, form: RunFormat, look: Look) -> None:
    if look.size is not None and not look.size.allows(form.size):
        edits.set_size(element, _nearest(look.size, form.size))
    if look.bold is not None and form.bold != look.bold:
        edits.set_toggle(element, "b", is_on=look.bold)
    if look.italic is not None and form.italic != look.italic:
        edits.set_toggle(element, "i", is_on=look.italic)


def _nearest(allowed: Range | None, value: Decimal) -> Decimal:
    """Return the allowed value nearest to `value`."""
    if allowed is None:
        return value
    return min(max(value, allowed.low), allowed.high)


def _centre(found: Found) -> None:
    off = off_centre_mm(found)
    if off is not None and off > _OFF_MM:
        edits.set_align(found.paragraph.element, "center")
        edits.set_indent(found.paragraph.element, 0)


def _below_number(case: Case, found: Found) -> None:
    number = case.first(Component.NUMBER)
    if number is not None and number.paragraph is not found.paragraph:
        edits.set_spacing(number.paragraph.element, {"after": Decimal()})
        edits.set_spacing(found.paragraph.element, {"before": rules.take("subject.cv.place")})


def _indent(case: Case) -> int:
    """Return the indent that most paragraphs of the text have already, of the two that the decree allows.

    Units: twips.
    """
    allowed = rules.get("body.indent").range
    if allowed is None:
        return 0
    starts = [found.paragraph.format.left + found.paragraph.format.first_line for found in case.text]
    small = sum(abs(start * MM_PER_POINT - allowed.low) < 1 for start in starts)
    large = sum(abs(start * MM_PER_POINT - allowed.high) < 1 for start in starts)
    return round((allowed.low if small > large else allowed.high) * _TWIPS_PER_MM)
