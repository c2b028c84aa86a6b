"""Wanted documents in, what became of each out, in their order; one at which the program fails keeps no other from being made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from docgen.outbox import filing, papers, sights
from docgen.outbox.desk import Desk, PaperResult, failed
from docgen.outbox.drawing import Drawn, Wanted
from docgen.outbox.filing import Planned
from docgen.outbox.sights import Begun, Sight
from docgen.pipeline.log import isolated

TOGETHER = 8
"""How many documents are written together: more would wait longer between the look at a file and its writing."""


def make_all(desk: Desk, wants: Iterable[Wanted]) -> list[PaperResult]:
    """Bring the files of `wants` up to date."""
    return list(made(desk, ((want, None) for want in wants)))


def made(desk: Desk, wants: Iterable[tuple[Wanted, Drawn | None]], is_forced: bool = False) -> Iterator[PaperResult]:
    """Bring the files of `wants`, which another process may have drawn already, up to date; yield what became of each."""
    ahead, taken = iter(wants), dict[str, Wanted]()
    while some := list(islice(ahead, TOGETHER)):
        begun = [isolated(_about(want), partial(_begun, desk, want, drawn, taken), partial(_failed, desk, want)) for want, drawn in some]
        plans = list(_planned(desk, begun, is_forced))
        written = iter(_written(desk, [plan for plan in plans if isinstance(plan, Planned)]))
        yield from (next(written) if isinstance(plan, Planned) else plan for plan in plans)


def _begun(desk: Desk, want: Wanted, drawn: Drawn | None, taken: dict[str, Wanted]) -> PaperResult | Begun:
    """Return the document of `want` begun; of several that would be one file only the first, which is noted in `taken`."""
    begun = papers.begin(desk, want, drawn)
    if isinstance(begun, Begun):
        first = taken.setdefault(str(begun.path).casefold(), want)
        return begun if first is want else papers.taken(desk, begun, first)
    return begun


def _planned(desk: Desk, begun: Sequence[PaperResult | Begun], is_forced: bool) -> Iterator[PaperResult | Planned]:
    """Yield what is to be written of each document, or what became of it; they are looked at together."""
    look = partial(sights.look_all, desk, [one for one in begun if isinstance(one, Begun)])
    seen = isolated("documents looked at together", look, dict[Path, Sight])
    for one in begun:
        if isinstance(one, Begun):
            plan = partial(papers.plan, desk, one, seen.get(one.path), is_forced)
            yield isolated(_about(one.want), plan, partial(_failed, desk, one.want))
        else:
            yield one


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
