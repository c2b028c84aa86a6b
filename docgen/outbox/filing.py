"""Documents drawn in, their files in outbox/ and in the folders of units out, with what is known of them; many are written together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.dataset.papers import PaperRecord, PaperVersion
from docgen.documents.merging.merge import Merged
from docgen.documents.papers import Standing
from docgen.outbox import edited, unit_copies
from docgen.outbox.desk import Desk, Made, PaperResult, unwritten
from docgen.outbox.drawing import Wanted
from docgen.outbox.edited import Edited
from docgen.outbox.wishes import Bundle, Placed, Placing, Wish

_MADE = {Placed.WRITTEN: Made.WRITTEN, Placed.UNCHANGED: Made.UNCHANGED}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a document before it is written.

    `is_known`: whether the dataset has a record of it. `is_there`: whether docgen's file lies there; `is_alone`: with no new figures beside
    it. `has_folder`: whether its unit has a folder of its own.
    """

    is_known: bool = True
    is_there: bool = False
    is_alone: bool = False
    has_folder: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A document that is to be written: where it lies, its files, that one first, and what is known of it when they are there.

    `version`: what it is, to be noted before it is written; None where that is noted already.
    """

    want: Wanted
    lies_at: Path
    bundle: Bundle
    record: PaperRecord
    found: Found
    version: PaperVersion | None = None


def planned(desk: Desk, want: Wanted, lies_at: Path, now: PaperVersion, record: PaperRecord, found: Found) -> Planned:
    """Return the plan to write the document `now` where it lies, and for its unit."""
    return Planned(want, lies_at, _files(desk, want, lies_at, now, found), record, found, now)


def planned_again(desk: Desk, want: Wanted, lies_at: Path, was: PaperVersion, record: PaperRecord, has_folder: bool) -> Planned:
    """Return the plan to write the document `was` once more, of which all is noted already."""
    found = Found(has_folder=has_folder)
    return Planned(want, lies_at, _files(desk, want, lies_at, was, found), record, found)


def write(desk: Desk, plans: Sequence[Planned]) -> list[PaperResult]:
    """Write the documents of `plans` together: the dataset is told, and each disk asked, once for all; return what became of each."""
    return [result for some in _apart(plans) for result in _write(desk, some)]


def write_beside(desk: Desk, plan: Planned, hers: Edited, merging: Merged) -> PaperResult:
    """Leave what a person edited as it is; put the same with new figures beside it, where there is something new; write the other files."""
    if not merging.is_news:
        desk.placer.remove(hers.beside)
    elif not edited.put_beside(desk.placer, hers, merging, plan.record.fingerprint).is_done:
        return unwritten(desk, plan.want, hers.beside)
    copies = plan.bundle.wishes[1:]
    (placing,) = desk.placer.write_all([Bundle(copies)])
    result = PaperResult(plan.lies_at, plan.want.spec.title, Made.BESIDE if merging.is_news else Made.UNCHANGED)
    result = _with_copies(desk, plan.want, result, copies, placing)
    _settle(desk, [(replace(plan, version=None), placing, result)])
    return result


def _apart(plans: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    """Yield `plans` in their order, as many at a time as are of different files: one that is planned twice is written twice."""
    some: list[Planned] = []
    paths: set[Path] = set()
    for plan in plans:
        own = [wish.path for wish in plan.bundle.wishes]
        if not paths.isdisjoint(own):
            yield some
            some, paths = [], set()
        some.append(plan)
        paths.update(own)
    if some:
        yield some


def _write(desk: Desk, plans: Sequence[Planned]) -> list[PaperResult]:
    placings = desk.placer.write_all([plan.bundle for plan in plans], lambda places: _note(desk, [plans[place] for place in places]))
    results = [_result(desk, plan, placing) for plan, placing in zip(plans, placings, strict=True)]
    _settle(desk, list(zip(plans, placings, results, strict=True)))
    return results


def _settle(desk: Desk, written: Sequence[tuple[Planned, Placing, PaperResult]]) -> None:
    """Note what became of documents; lost in a power cut it is found out again, as after any stop."""
    with desk.dataset.transaction(is_durable=False):
        _note(desk, [plan for plan, placing, _ in written if not placing.is_noted and any(one.is_done for one in placing.placed)])
        desk.placer.settle([placing for _, placing, _ in written])
        desk.dataset.papers.remember_all([plan.record for plan, _, result in written if not result.is_unfinished])
        for plan, placing, result in written:
            if result.is_unfinished and not (plan.found.is_known or placing.placed[0].is_done or desk.placer.fault_above(plan.lies_at)):
                desk.dataset.papers.forget(plan.record.path)


def _result(desk: Desk, plan: Planned, placing: Placing) -> PaperResult:
    if not placing.placed[0].is_done:
        return unwritten(desk, plan.want, plan.lies_at)
    if not plan.found.is_alone:
        edited.clear(desk.placer, plan.lies_at)
    result = PaperResult(plan.lies_at, plan.want.spec.title, _MADE[placing.placed[0]])
    return _with_copies(desk, plan.want, result, plan.bundle.wishes[1:], placing)


def _with_copies(desk: Desk, want: Wanted, result: PaperResult, copies: Sequence[Wish], placing: Placing) -> PaperResult:
    """Return `result`, or what is told when the last written, a copy for the unit, cannot be written now. One of hers there may stay."""
    is_missing = copies and placing.placed[-1] in (Placed.BUSY, Placed.FAILED)
    return unwritten(desk, want, copies[-1].path) if is_missing else result


def _files(desk: Desk, want: Wanted, lies_at: Path, now: PaperVersion, found: Found) -> Bundle:
    copies = unit_copies.wished(desk.workspace, want, found.has_folder, Path(now.path).name, now.data)
    return Bundle([Wish(lies_at, now.data, "document", found.is_there), *copies])


def _note(desk: Desk, plans: Sequence[Planned]) -> None:
    """Note what documents are before they are written: who finds one may edit it at once, and one that is issued changes no more.

    Of a new one there is a record from now on, made from nothing yet: it is followed wherever it goes, whatever stops its making.
    """
    unnoted = [plan for plan in plans if plan.version]
    desk.dataset.papers.keep_versions([plan.version for plan in unnoted if plan.version])
    issued = [plan.record for plan in unnoted if plan.record.state == Standing.ISSUED]
    new = [replace(plan.record, fingerprint="") for plan in unnoted if plan.record.state != Standing.ISSUED and not plan.found.is_known]
    desk.dataset.papers.remember_all([*issued, *new])
