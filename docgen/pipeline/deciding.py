"""A judged file in, a recorded decision out; knows what the dataset adds: duplicates, rivals, replaced revisions, locks, lateness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.dataset import changes, likeness
from docgen.model import wording
from docgen.model.findings import Finding
from docgen.model.periods import Period
from docgen.model.submissions import Act, Decision, Outcome, Receipt, Revision, Verdict, Zone
from docgen.model.values import Answers
from docgen.pipeline import revising, signed
from docgen.pipeline.office import Office
from docgen.validate import messages

Judged = tuple[Receipt, Verdict]
_TELLING_FIGURES = 5


def decide_all(office: Office, judged: Sequence[Judged]) -> Iterator[Decision]:
    """Decide each file, in the order they were taken; rivals in one transaction: no stop leaves one to be taken alone."""
    settled = settle_rivals(office, signed.kept(office, judged))
    rivals = [pair for pair in settled if _is_rival(pair)]
    with office.dataset.transaction():
        decided = {receipt.id: decide(office, receipt, verdict) for receipt, verdict in rivals}
    for receipt, verdict in settled:
        yield decided.get(receipt.id) or decide(office, receipt, verdict)


def settle_rivals(office: Office, judged: Sequence[Judged]) -> Sequence[Judged]:
    """Return `judged` with different files of one unit that the same look found held: nobody knows which of them it means.

    Found one after the other, the later one is a revision, however late they are judged.
    """
    by_owner: dict[tuple[object, ...], list[Judged]] = defaultdict(list)
    for receipt, verdict in judged:
        if verdict.outcome is Outcome.ACCEPTED and receipt.zone is Zone.DROP:
            by_owner[verdict.programme, verdict.unit, verdict.period, receipt.not_after].append((receipt, verdict))
    rivals = {receipt.id: _differing(group) for group in by_owner.values() for receipt, _ in group}
    return [
        (receipt, revising.held(verdict, messages.two_at_once(_unit_name(office, verdict), rivals[receipt.id])))
        if rivals.get(receipt.id)
        else (receipt, verdict)
        for receipt, verdict in judged
    ]


def decide(office: Office, receipt: Receipt, verdict: Verdict, act: Act | None = None) -> Decision:
    """Record what becomes of `receipt`, in one transaction. After an act of a person the doubts that it answers are not raised again."""
    if verdict.outcome is Outcome.ACCEPTED:
        verdict = _against_dataset(office, receipt, verdict, is_decided_by_person=act is not None)
    elif verdict.outcome is Outcome.RETURNED and act is None and receipt.zone is Zone.DROP:
        verdict = _against_returned(office, verdict)
    elif verdict.outcome is Outcome.HELD and verdict.answers is not None and act is None:
        verdict = _flagged(office, verdict)
    late = _days_late(office, receipt, verdict) if verdict.outcome is Outcome.ACCEPTED else 0
    return office.dataset.decisions.record(receipt, verdict, office.now, late, act)


def _against_dataset(office: Office, receipt: Receipt, verdict: Verdict, is_decided_by_person: bool) -> Verdict:
    """Return `verdict` as the current figures allow it: the same again is a duplicate, what replaces nobody knows what is held."""
    current = office.dataset.decisions.current(verdict.programme, verdict.unit, verdict.period)
    if revising.is_partial(verdict, current):
        verdict = revising.merged(office, verdict, current, is_decided_by_person)
    if verdict.outcome is Outcome.HELD:
        return verdict
    answers = verdict.answers or Answers()
    if current and not changes.compare(current.answers, answers):
        return replace(verdict, outcome=Outcome.DUPLICATE, findings=(messages.already_received(current.receipt.not_after),))
    if is_decided_by_person:
        return verdict
    doubt = _locked(office, verdict) or revising.doubt(office, receipt, verdict, current) or _copied(office, verdict, answers)
    return revising.held(verdict, doubt) if doubt else verdict


def _against_returned(office: Office, verdict: Verdict) -> Verdict:
    """Return `verdict` as a duplicate when the unit's form that waits to be mended says the same: nothing was mended."""
    open_forms = office.dataset.decisions.returned_open(verdict.programme, verdict.period) if verdict.unit else {}
    before = open_forms.get(verdict.unit)
    cells = len({finding.cell for finding in verdict.errors if finding.cell})
    if before is None or not cells or not _says_the_same(before.verdict, verdict):
        return verdict
    remark = messages.nothing_mended(wording.local_day(before.decided_at), cells)
    return replace(verdict, outcome=Outcome.DUPLICATE, findings=(remark,), answers=None)


def _says_the_same(before: Verdict, now: Verdict) -> bool:
    """Return whether two returned forms give the same answers, and the same in the cells that cannot be read as answers."""

    def faults(verdict: Verdict) -> set[tuple[object, ...]]:
        return {(finding.code, finding.cell, finding.found) for finding in verdict.errors}

    return faults(before) == faults(now) and not changes.compare(before.answers or Answers(), now.answers or Answers())


def _is_rival(pair: Judged) -> bool:
    _, verdict = pair
    return verdict.outcome is Outcome.HELD and any(finding.code == messages.TWO_AT_ONCE for finding in verdict.findings)


def _locked(office: Office, verdict: Verdict) -> Finding | None:
    closed_at = office.dataset.acts.closed_at(verdict.programme, verdict.period)
    return messages.locked(_words(verdict.period), wording.local_day(closed_at)) if closed_at else None


def _copied(office: Office, verdict: Verdict, answers: Answers) -> Finding | None:
    """Return a doubt when all figures equal those of another unit: a form borrowed from a neighbour."""
    figures = likeness.figures(answers)
    if len(set(figures.values()) - {Decimal(0)}) < _TELLING_FIGURES:
        return None
    alike = office.dataset.decisions.with_figures(verdict.programme, verdict.period, likeness.digest(figures))
    other = next((revision for revision in alike if revision.unit != verdict.unit), None)
    return _same_as(office, other.unit, other) if other else None


def _flagged(office: Office, verdict: Verdict) -> Verdict:
    """Return a held verdict with the word that its figures are another unit's, or those that stand for the unit it names."""
    current = office.dataset.decisions.current(verdict.programme, verdict.unit, verdict.period)
    figures = likeness.figures(verdict.answers or Answers())
    is_telling = len(set(figures.values()) - {Decimal(0)}) >= _TELLING_FIGURES
    is_its_own = current is not None and is_telling and likeness.figures(current.answers) == figures
    doubt = _same_as(office, verdict.unit, current) if current and is_its_own else _copied(office, verdict, verdict.answers or Answers())
    return replace(verdict, findings=(verdict.findings[0], doubt, *verdict.findings[1:])) if doubt and verdict.findings else verdict


def _same_as(office: Office, code: str, revision: Revision) -> Finding:
    other = office.catalogue.units.find(code)
    return messages.same_figures_as_other_unit(other.name if other else code, wording.local_day(revision.receipt.not_after))


def _days_late(office: Office, receipt: Receipt, verdict: Verdict) -> int:
    """Return how late the file came. When the deadline lies between the look without it and the look with it, it is on time."""
    programme, period = office.catalogue.programmes.get(verdict.programme), Period.parse(verdict.period)
    if programme is None or period is None:
        return 0
    deadline = office.dates(programme, period).deadline
    if receipt.not_before and not deadline.days_late(wording.local_day(receipt.not_before)):
        return 0
    return deadline.days_late(wording.local_day(receipt.not_after))


def _differing(group: Sequence[Judged]) -> int:
    """Return in how many cells the files of one unit differ; 0 when there is one, or all say the same."""
    first, *others = (verdict.answers or Answers() for _, verdict in group)
    return max((len(changes.compare(first, other)) for other in others), default=0)


def _unit_name(office: Office, verdict: Verdict) -> str:
    unit = office.catalogue.units.find(verdict.unit)
    return unit.name if unit else verdict.unit


def _words(period: str) -> str:
    parsed = Period.parse(period)
    return parsed.words if parsed else period
