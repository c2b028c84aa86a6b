"""A recognised paper in, findings with clause and place out: this module alone knows all judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from docgen.nd30.check.annexes import judge_annexes
from docgen.nd30.check.body import judge_bases, judge_body
from docgen.nd30.check.case import Case, prepare
from docgen.nd30.check.citations import judge_citations
from docgen.nd30.check.closing import judge_recipients, judge_signature
from docgen.nd30.check.findings import Breach, PaperFinding, gather
from docgen.nd30.check.fonts import judge_fonts
from docgen.nd30.check.leftovers import judge_leftovers
from docgen.nd30.check.levels import judge_levels
from docgen.nd30.check.lines import judge_lines
from docgen.nd30.check.motto import judge_agency, judge_motto
from docgen.nd30.check.number import judge_date, judge_number
from docgen.nd30.check.numbers import judge_numbers
from docgen.nd30.check.page import judge_page
from docgen.nd30.check.tables import judge_tables
from docgen.nd30.check.title import judge_addressees, judge_authority, judge_marks, judge_title
from docgen.nd30.check.wording import judge_wording
from docgen.nd30.figures import Severity
from docgen.nd30.recognise.components import Governed, Recognised

JUDGES: tuple[Callable[[Case], Iterator[Breach]], ...] = (
    judge_page,
    judge_fonts,
    judge_numbers,
    judge_motto,
    judge_agency,
    judge_lines,
    judge_number,
    judge_date,
    judge_title,
    judge_addressees,
    judge_authority,
    judge_marks,
    judge_bases,
    judge_body,
    judge_levels,
    judge_signature,
    judge_recipients,
    judge_annexes,
    judge_tables,
    judge_wording,
    judge_citations,
    judge_leftovers,
)


def check(recognised: Recognised) -> tuple[PaperFinding, ...]:
    """Return what in the paper is not as the decree demands; nothing for a paper that it does not govern.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I and II; a paper that it governs by analogy only gets advice.
    """
    if recognised.governed is Governed.NO:
        return ()
    case = prepare(recognised)
    ceiling = Severity.ERROR if recognised.governed is Governed.YES else Severity.ADVICE
    return gather(breaches(case), ceiling)


def breaches(case: Case) -> Iterator[Breach]:
    """Yield every breach in `case`, rule by rule, as if the decree governed the paper."""
    for judge in JUDGES:
        yield from judge(case)
