"""A paper in, a repaired copy out with what was changed and what a person must do; text stays, but for the motto and Unicode's form."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from docgen.nd30 import rules
from docgen.nd30.check import letters
from docgen.nd30.check.case import Case, is_sure, prepare
from docgen.nd30.check.check import breaches, check
from docgen.nd30.check.findings import Breach, PaperFinding
from docgen.nd30.check.fonts import faces, has_letters, is_decreed, is_legacy
from docgen.nd30.figures import Severity
from docgen.nd30.fix import edits, pages
from docgen.nd30.fix.looks import COMPONENTS, PARAGRAPH_RULES, mend_articles, mend_look, mend_paragraphs, mend_tier, whole_runs
from docgen.nd30.reading.document import Document, Paragraph
from docgen.nd30.reading.names import W
from docgen.nd30.reading.read import read
from docgen.nd30.recognise.components import Component, Governed
from docgen.nd30.recognise.recognise import recognise

_MOST_ROUNDS = 4
_MOTTOS = {"motto.country.text": Component.COUNTRY, "motto.text": Component.MOTTO}
_CODING = "sp.nfc"
# The Vietnamese letters that Latin-1 has too, and signs that stand in text of any coding.
_LATIN_1_VOWELS = frozenset("àáâãèéêìíòóôõùúý")
_SIGNS = frozenset("–—“”‘’…•§°")


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """The repaired copy. `changed`: what was changed, one sentence each; `left`: what a person must look at."""

    data: bytes
    changed: tuple[str, ...]
    left: tuple[PaperFinding, ...]


def fix(data: bytes) -> Fixed:
    """Return the paper in `data` repaired as far as it can be done safely.

    Safe are page set-up, face, size, bold and italic of recognised components, alignment, indent, spacing, page number, Unicode's form, the
    motto. A paper that the decree does not govern comes back as it is.

    Raises:
        UnreadableFileError: no .docx, or damaged.
    """
    changed: dict[str, int] = {}
    for _ in range(_MOST_ROUNDS):
        mended, done = _round(data)
        if not done:
            break
        data = mended
        for rule, count in done.items():
            changed[rule] = max(count, changed.get(rule, 0))
    return Fixed(data, tuple(_told(rule, count) for rule, count in changed.items()), check(recognise(read(data))))


def _told(rule: str, count: int) -> str:
    found = rules.get(rule)
    return f"{found.component}: {found.demand[0].lower()}{found.demand[1:]}" + (f" ({count} chỗ)." if count > 1 else ".")


def _round(data: bytes) -> tuple[bytes, dict[str, int]]:
    """Mend once what is found now; return the result and how many places of each rule were changed."""
    recognised = recognise(read(data))
    if recognised.governed is Governed.NO:
        return data, {}
    case = prepare(recognised)
    document = case.document
    before = _written(document)
    wrong: dict[str, list[Breach]] = {}
    for breach in breaches(case):
        if breach.severity is not Severity.ADVICE or breach.rule in ("page.font", _CODING):
            wrong.setdefault(breach.rule, []).append(breach)
    done: dict[str, int] = {}
    for rule, found in wrong.items():
        _mend(case, rule, [breach.paragraph for breach in found if breach.paragraph is not None])
        after = _written(document)
        if after != before:
            done[rule] = len(found)
            before = after
    for part, root in document.roots.items():
        if etree.tostring(root) != etree.tostring(document.package.xml(part)):
            document.package.put(part, root)
    return (document.package.write(), done) if done else (data, {})


def _written(document: Document) -> tuple[int, ...]:
    """Return what tells whether the trees or parts of `document` were changed."""
    trees = (hash(etree.tostring(root)) for root in document.roots.values())
    return (*trees, *(hash(data) for data in document.package.parts.values()))


def _mend(case: Case, rule: str, paragraphs: Sequence[Paragraph]) -> None:
    if rule in _MOTTOS:
        _mend_motto(case, rule)
    elif rule in COMPONENTS:
        mend_look(case, rule, paragraphs)
    elif rule in PARAGRAPH_RULES:
        mend_paragraphs(case, rule, paragraphs)
    elif rule == "head.article":
        mend_articles(case, paragraphs)
    elif rule == "page.font.tier":
        mend_tier(case)
    elif rule in ("page.font", "page.font.unicode"):
        _mend_font(case, paragraphs, is_legacy_too=rule == "page.font.unicode")
    elif rule == _CODING:
        _mend_coding(case.document.roots)
    else:
        _mend_page(case, rule, paragraphs)


def _mend_page(case: Case, rule: str, paragraphs: Sequence[Paragraph]) -> None:
    if rule.startswith("page.") and pages.add_section(case.document):
        return
    if rule == "page.size":
        pages.mend_size(case)
    elif rule.startswith("page.margin.") and not rule.endswith("landscape"):
        pages.mend_margin(case, rule.rpartition(".")[2])
    elif rule == "page.number.place":
        pages.mend_number_place(case)
    elif rule == "page.number.first":
        pages.mend_first_page(case)
    elif rule == "page.number.present":
        pages.mend_number_present(case, _main(case.document))
    elif rule == "page.number.style":
        pages.mend_number_style(paragraphs)


def _main(document: Document) -> str:
    return next((part for part, root in document.roots.items() if root.tag == f"{W}document"), "word/document.xml")


def _mend_motto(case: Case, rule: str) -> None:
    """Write the motto as the decree spells it, where one is there and has its runs for itself."""
    right = rules.get(rule).texts
    for found in case.of(_MOTTOS[rule]):
        runs = whole_runs(found)
        if is_sure(found) and runs and letters.shown_text(found.runs).strip() not in right:
            edits.set_text([run.element for run in runs], right[0])


def _mend_font(case: Case, paragraphs: Sequence[Paragraph], *, is_legacy_too: bool) -> None:
    """Show letters in the decree's face; letters that are coded for an old face keep it, since they would turn into others."""
    paper_is_unicode = is_legacy_too and _is_unicode_paper(case)
    for paragraph in paragraphs:
        for run in letters.seen(paragraph.runs):
            if not has_letters(run):
                continue
            wrong = any(not is_decreed(face) for face in faces(run))
            coding = _coding(run.text)
            is_unicode = coding is _Coding.UNICODE or (coding is _Coding.EITHER and paper_is_unicode)
            if wrong and (not is_legacy(run.format.font) or (is_legacy_too and is_unicode)):
                edits.set_font(run.element, rules.get("page.font").texts[0])


class _Coding(Enum):
    """How the letters of a text in an old face can be coded."""

    UNICODE = auto()
    EITHER = auto()
    OLD = auto()


def _coding(text: str) -> _Coding:
    """Return how `text` is coded: letters beyond Latin-1 are Unicode, signs of Latin-1 that no Vietnamese word has are old."""
    beyond = [sign for sign in text if not sign.isascii() and not sign.isspace() and sign not in _SIGNS]
    if any(ord(sign) <= 0xFF and sign.lower() not in _LATIN_1_VOWELS for sign in beyond):
        return _Coding.OLD
    return _Coding.EITHER if beyond and all(ord(sign) <= 0xFF for sign in beyond) else _Coding.UNICODE


def _is_unicode_paper(case: Case) -> bool:
    """Return whether what stands in old faces in this paper is Unicode where it can be told, and it mostly can."""
    runs = (run for paragraph in case.everywhere() for run in letters.seen(paragraph.runs) if is_legacy(run.format.font))
    counts = Counter(_coding(run.text) for run in runs if has_letters(run) and not run.text.isascii())
    return not counts[_Coding.OLD] and counts[_Coding.UNICODE] > counts[_Coding.EITHER]


def _mend_coding(roots: Mapping[str, etree._Element]) -> None:
    for root in roots.values():
        for text in root.iter(f"{W}t"):
            if text.text and not unicodedata.is_normalized("NFC", text.text):
                text.text = unicodedata.normalize("NFC", text.text)
