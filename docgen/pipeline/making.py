"""Wanted documents in, what became of each out, in their order; one at which the program fails keeps no other from being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from docgen.outbox import filing, papers
from docgen.outbox.desk import Desk, PaperResult, failed
from docgen.outbox.drawing import Drawn, Wanted
from docgen.outbox.filing import Planned
from docgen.pipeline.log import isolated

TOGETHER = 8
"""How many documents are written together: more would wait longer between the look at a file and its writing."""


def make_all(desk: Desk, wants: Iterable[Wanted]) -> list[PaperResult]:
    """Bring the files of `wants` up to date."""
    return list(made(desk, ((want, None) for want in wants)))


def made(desk: Desk, wants: Iterable[tuple[Wanted, Drawn | None]], is_forced: bool = False) -> Iterator[PaperResult]:
    """Bring the files of `wants`, which another process may have drawn already, up to date; yield what became of each."""
    ahead = iter(wants)
    while some := list(islice(ahead, TOGETHER)):
        plans = [
            isolated(_about(want), partial(papers.plan, desk, want, is_forced, drawn), partial(_failed, desk, want)) for want, drawn in some
        ]
        written = iter(_written(desk, [plan for plan in plans if isinstance(plan, Planned)]))
        yield from (next(written) if isinstance(plan, Planned) else plan for plan in plans)


def _written(desk: Desk, plans: Sequence[Planned]) -> Sequence[PaperResult]:
    """Write what is planned; where the program fails at that, one after the other, so that only what it fails at is left out."""
    return isolated(
        "documents written together",
        partial(filing.write, desk, plans),
        lambda: [isolated(_about(plan.want), partial(_written_alone, desk, plan), partial(_failed, desk, plan.want)) for plan in plans],
    )


def _written_alone(desk: Desk, plan: Planned) -> PaperResult:
    (result,) = filing.write(desk, [plan])
    return result


def _about(want: Wanted) -> str:
    return f"document {want.programme.name}/{want.spec.name} {want.period_code} {want.unit_code}"


def _failed(desk: Desk, want: Wanted) -> PaperResult:
    return failed(
        desk, want, f"“{want.spec.title}”: phần mềm gặp lỗi khi lập văn bản này, chi tiết ghi ở docgen.log. Báo người phụ trách máy."
    )
