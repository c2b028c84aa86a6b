"""A recognised paper and its printed pages in, findings out; this module alone knows all judges of the printed page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from docgen.nd30.check.case import Case, prepare
from docgen.nd30.check.findings import Breach, PaperFinding, gather, place_words
from docgen.nd30.figures import Severity
from docgen.nd30.reading.document import Paragraph, Story
from docgen.nd30.recognise.components import Governed, Recognised
from docgen.nd30.rendered.heading import judge_heading
from docgen.nd30.rendered.pages import Page
from docgen.nd30.rendered.paging import judge_numbers, judge_rows, judge_signature
from docgen.nd30.rendered.places import whereabouts

JUDGES: tuple[Callable[[Case, Sequence[Page]], Iterator[Breach]], ...] = (judge_heading, judge_numbers, judge_signature, judge_rows)
# Of these the page shows the very fault that the file shows: it is told once.
_TOLD_ONCE = (
    "motto.line",
    "agency.line",
    "subject.line",
    "number.place",
    "page.number.first",
    "page.number.place",
    "page.number.present",
    "sign.place",
)


def judge_pages(recognised: Recognised, pages: Sequence[Page], told: Iterable[PaperFinding]) -> tuple[PaperFinding, ...]:
    """Return what is told of the paper: what is `told` of the file, with pages, and what only the printed page shows."""
    known = tuple(told)
    if not pages or recognised.governed is Governed.NO:
        return known
    case = prepare(recognised)
    ceiling = Severity.ERROR if recognised.governed is Governed.YES else Severity.ADVICE
    told_once = {finding.rule for finding in known if finding.rule in _TOLD_ONCE}
    shown = [breach for judge in JUDGES for breach in judge(case, pages) if breach.rule not in told_once]
    added = gather((_placed(breach, pages) for breach in shown), ceiling)
    both = (*(_with_page(finding, pages) for finding in known), *added)
    return tuple(sorted(both, key=lambda finding: list(Severity).index(finding.severity)))


def _placed(breach: Breach, pages: Sequence[Page]) -> Breach:
    if breach.paragraph is None:
        return breach
    return replace(breach, place=_place(breach.paragraph, pages))


def _with_page(finding: PaperFinding, pages: Sequence[Page]) -> PaperFinding:
    """Return `finding` with the printed page in its place, where Word left none in the file."""
    first = finding.paragraphs[0] if finding.paragraphs else None
    if first is None or first.page or finding.place != place_words(first):
        return finding
    return replace(finding, place=_place(first, pages))


def _place(paragraph: Paragraph, pages: Sequence[Page]) -> str:
    """Return where `paragraph` stands, with its page when its text stands in one place only."""
    words = place_words(replace(paragraph, page=0))
    if paragraph.place.story in (Story.HEADER, Story.FOOTER):
        return words
    shown = whereabouts(paragraph.text, pages)
    return f"trang {shown[0].first.page}, {words}" if len(shown) == 1 else words
