"""An accepted form and what stands of its unit in; the figures it comes to out, or why a person must look first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.dataset import changes, merging
from docgen.model.findings import Finding
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome, Receipt, Revision, Verdict
from docgen.model.units import Unit
from docgen.model.values import Answers, Missing, Reason
from docgen.pipeline import judging
from docgen.pipeline.office import Office
from docgen.validate import calculations, messages
from docgen.validate.messages import Spot


def is_partial(verdict: Verdict, current: Revision | None) -> bool:
    """Return whether the form is a change to figures that are not the current ones any more."""
    return verdict.base > 0 and (current is None or verdict.base != current.number)


def merged(office: Office, verdict: Verdict, current: Revision | None, is_decided_by_person: bool) -> Verdict:
    """Return `verdict`, whose form docgen filled from an older revision, with the answers that the change makes of the current ones.

    What two files changed differently is for a person; when that person accepts, the file that came later wins. Held when the figures
    together break a rule of the form.
    """
    base = office.dataset.decisions.revision(verdict.programme, verdict.unit, verdict.period, verdict.base)
    programme, unit = office.catalogue.programmes.get(verdict.programme), office.catalogue.units.find(verdict.unit)
    period = Period.parse(verdict.period)
    if base is None or current is None or programme is None or unit is None or period is None:
        return verdict if is_decided_by_person else held(verdict, messages.unknown_base(verdict.base))
    inputs = frozenset(f.name for f in programme.fields if f.type.is_input)
    found = merging.merge(base.answers, current.answers, verdict.answers or Answers(), inputs)
    if found.twice and not is_decided_by_person:
        labels = [programme.field_by_name[name].label or name for name, _ in found.twice]
        return held(verdict, messages.changed_twice([cell for _, cell in found.twice if cell], labels))
    return _checked(office, programme, unit, period, replace(verdict, answers=found.answers))


def doubt(office: Office, receipt: Receipt, verdict: Verdict, current: Revision | None) -> Finding | None:
    """Return why a person must look: the bytes of an older revision, or figures that are gone without a word."""
    if current is None:
        return None
    same = [d for d in office.dataset.decisions.about(receipt.sha256) if d.revision and d.revision < current.number]
    if same:
        return messages.replaced_version(same[-1].revision)
    removed = tuple(_removed(office, current.answers, verdict))
    return messages.figures_removed(removed) if removed else None


def held(verdict: Verdict, finding: Finding) -> Verdict:
    """Return `verdict` held because of `finding`."""
    return replace(verdict, outcome=Outcome.HELD, findings=(finding, *verdict.findings))


def _checked(office: Office, programme: Programme, unit: Unit, period: Period, verdict: Verdict) -> Verdict:
    """Return `verdict` with its answers calculated anew and judged: each side may fit by itself, and both together not."""
    asked_again = _asked_again(verdict.answers or Answers())
    answers = calculations.recalculate(programme, unit, asked_again, office.today)
    answers = calculations.without_irrelevant(programme, unit, answers, office.today)
    errors = [f for f in judging.rule_findings(office, programme, unit, period, answers) if f.is_error]
    verdict = replace(verdict, answers=answers)
    return held(verdict, messages.merged_does_not_fit(len(errors))) if errors else verdict


def _asked_again(answers: Answers) -> Answers:
    """Return `answers` with what was not asked as blank: the other side may have changed that it is asked."""
    blank = Missing(Reason.BLANK)
    by_name = {n: replace(a, value=blank) if a.value == Missing(Reason.NOT_APPLICABLE) else a for n, a in answers.by_name.items()}
    return replace(answers, by_name=by_name)


def _removed(office: Office, before: Answers, verdict: Verdict) -> Iterator[Spot]:
    programme = office.catalogue.programmes.get(verdict.programme)
    for change in changes.compare(before, verdict.answers or Answers()):
        field = programme.field_by_name.get(change.field) if programme else None
        is_gone = change.before.is_known and change.after.value == Missing(Reason.BLANK)
        if field is not None and field.type.is_input and not change.repeat and is_gone and not change.after.note:
            yield Spot(field, change.after.cell, messages.shown(change.before.value, field))
