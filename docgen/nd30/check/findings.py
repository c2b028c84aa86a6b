"""What was found wrong in a paper: single breaches in, findings that people read out; knows how a place and a fault are put in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docgen.model.text import shortened
from docgen.nd30 import rules
from docgen.nd30.figures import Basis, Rule, Severity
from docgen.nd30.reading.document import Paragraph, Story

_SHOWN_PLACES = 3
_EXCERPT = 80
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}
_NORM = {Basis.DECREE: "quy định", Basis.SAMPLE: "theo mẫu", Basis.PRACTICE: "nên"}
_STORY = {Story.TEXT_BOX: "khung chữ, ", Story.FOOTNOTE: "chú thích, "}
WHOLE_PAPER = "toàn văn bản"


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """One fault at one place.

    `said`: what is there, in words that follow the component's name. `severity`: only when milder than the rule's. Breaches of one rule,
    severity and `group` are told as one finding. `place`: words, where no paragraph can be named. `should`: instead of the rule's demand.
    """

    rule: str
    said: str
    paragraph: Paragraph | None = None
    severity: Severity | None = None
    group: str = ""
    place: str = ""
    should: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class PaperFinding:
    """One finding: what `docgen check` shows. `paragraphs`: where it stands, first place first (none: the page set-up)."""

    rule: str
    severity: Severity
    clause: str
    place: str
    excerpt: str
    message: str
    count: int = 1
    paragraphs: tuple[Paragraph, ...] = field(default=(), repr=False)


def lowest(*severities: Severity) -> Severity:
    """Return the mildest of `severities`."""
    return max(severities, key=_RANK.__getitem__)


def gather(breaches: Iterable[Breach], ceiling: Severity = Severity.ERROR) -> tuple[PaperFinding, ...]:
    """Return `breaches` as findings, worst first, then in the order in which they stand in the paper.

    No finding is worse than `ceiling`.
    """
    kept: dict[tuple[str, Severity, str], list[Breach]] = {}
    for breach in breaches:
        severity = lowest(rules.get(breach.rule).severity, breach.severity or Severity.ERROR, ceiling)
        kept.setdefault((breach.rule, severity, breach.group), []).append(breach)
    found = [_finding(rules.get(rule), severity, group) for (rule, severity, _), group in kept.items()]
    return tuple(sorted(found, key=lambda finding: (_RANK[finding.severity], _order(finding))))


def place_words(paragraph: Paragraph) -> str:
    """Return where a paragraph stands ("đoạn 12", "bảng 1, hàng 2, ô 1", "trang 3, đoạn 40")."""
    place = paragraph.place
    if place.story is Story.HEADER:
        return f"đầu trang, phần {place.section}"
    if place.story is Story.FOOTER:
        return f"chân trang, phần {place.section}"
    page = f"trang {paragraph.page}, " if paragraph.page else ""
    if place.table:
        return f"{page}bảng {place.table}, hàng {place.row}, ô {place.cell}"
    return f"{page}{_STORY.get(place.story, '')}đoạn {place.paragraph}"


def _finding(rule: Rule, severity: Severity, breaches: Sequence[Breach]) -> PaperFinding:
    first = breaches[0]
    places = list(dict.fromkeys(_place(breach) for breach in breaches))
    paragraphs = tuple(dict.fromkeys(breach.paragraph for breach in breaches if breach.paragraph is not None))
    excerpt = shortened(first.paragraph.text, _EXCERPT) if first.paragraph is not None else ""
    return PaperFinding(rule.id, severity, rule.clause, places[0], excerpt, _message(rule, first, places), len(breaches), paragraphs)


def _place(breach: Breach) -> str:
    if breach.place:
        return breach.place
    return place_words(breach.paragraph) if breach.paragraph is not None else WHOLE_PAPER


def _message(rule: Rule, breach: Breach, places: Sequence[str]) -> str:
    should = breach.should or rule.demand
    others = ""
    if len(places) > 1:
        listed = "; ".join(places[1:_SHOWN_PLACES])
        more = "; …" if len(places) > _SHOWN_PLACES else ""
        others = f" (cả thảy {len(places)} chỗ, còn ở: {listed}{more})"
    return f"{rule.component}: {breach.said}{others}; {_NORM[rule.basis]}: {_lower_first(should)}."


def _lower_first(words: str) -> str:
    """Return `words` within a sentence; an abbreviation or a quotation keeps its first letter."""
    head = words.split(" ", 1)[0]
    return words if head.isupper() or not head[0].isalpha() else words[0].lower() + words[1:]


def _order(finding: PaperFinding) -> int:
    return finding.paragraphs[0].place.paragraph if finding.paragraphs else 0
