"""A decision in, what its slip and its marked workbook are about out: the definitions and earlier decisions that belong to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from docgen.forms import blank
from docgen.model.periods import Period
from docgen.model.submissions import Act, ActKind, Decision, Outcome, Receipt, Verdict
from docgen.model.text import portable_name
from docgen.model.units import Unit
from docgen.outbox.slip_facts import SlipFacts
from docgen.pipeline.office import Office

_NUMBERED = re.compile(r"( - lan \d+)+$")


def slip_facts(office: Office, decision: Decision) -> SlipFacts:
    """Return what is known about the file of `decision`."""
    verdict, said = decision.verdict, _acts_about(office, decision)
    programme = office.catalogue.programmes.get(verdict.programme)
    period = Period.parse(verdict.period) if verdict.period else None
    return SlipFacts(
        decision=decision,
        agency=office.settings.agency,
        contact=office.settings.contact,
        programme=programme,
        unit=office.catalogue.units.find(verdict.unit) if verdict.unit else None,
        period=period,
        dates=office.dates(programme, period) if programme and period else None,
        accepted_before=_accepted_before(office, decision),
        several_forms=len(office.catalogue.programmes) > 1,
        withdrawn=said.get(ActKind.WITHDRAW),
        entered=said.get(ActKind.ENTER),
        signed=_scans_before(office, verdict),
        named_in_file=_named_in_file(office, decision) if verdict.outcome is Outcome.HELD else None,
        held_as=_held_as(office, decision),
    )


def name_of_sent(office: Office, facts: SlipFacts) -> str:
    """Return the name under which the unit finds its file again: its own, but never one that is another unit's."""
    name = portable_name(facts.decision.receipt.file_name)
    named = office.catalogue.units.named_by(PurePosixPath(name).stem)
    if not (facts.programme and facts.unit and facts.period and named) or facts.unit in named:
        return name
    return blank.file_name(facts.programme, facts.unit, facts.period)


def name_of_taken(office: Office, facts: SlipFacts) -> str:
    """Return the name of a file that was taken: with the number of the drop where it is a form of a unit."""
    name = PurePosixPath(name_of_sent(office, facts))
    stem = _NUMBERED.sub("", name.stem)
    return f"{stem} - lan {facts.decision.times_sent}{name.suffix}" if facts.unit and facts.period else name.name


def _scans_before(office: Office, verdict: Verdict) -> tuple[Receipt, ...]:
    """Return the scans that came before the form of `verdict`, when it is one that could be read."""
    if verdict.answers is None:
        return ()
    return tuple(d.receipt for d in office.dataset.decisions.scans_before(verdict.programme, verdict.unit, verdict.period))


def _acts_about(office: Office, decision: Decision) -> Mapping[ActKind, Act]:
    """Return the last act of each kind about figures that were accepted; about others there is none to tell of on a slip."""
    acts = office.dataset.acts.about(decision.id) if decision.revision else ()
    return {act.kind: act for act in acts}


def _named_in_file(office: Office, decision: Decision) -> Unit | None:
    """Return the one unit that the file is named for, when its form is another's."""
    named = office.catalogue.units.named_by(PurePosixPath(portable_name(decision.receipt.file_name)).stem)
    return named[0] if len(named) == 1 and decision.verdict.unit and named[0].code != decision.verdict.unit else None


def _held_as(office: Office, decision: Decision) -> Verdict | None:
    """Return what was found when this very file waited, where a person accepted it since."""
    if decision.verdict.outcome is not Outcome.ACCEPTED:
        return None
    before = office.dataset.decisions.replaced_by(decision.id)
    accepted = (d.verdict for d in before if any(act.kind is ActKind.ACCEPT for act in office.dataset.acts.about(d.id)))
    return next(accepted, None)


def _accepted_before(office: Office, decision: Decision) -> Decision | None:
    """Return the decision by which the unit's figures stand although this file is another one."""
    verdict = decision.verdict
    current = office.dataset.decisions.current(verdict.programme, verdict.unit, verdict.period) if verdict.unit else None
    if current is None or current.receipt.id == decision.receipt.id:
        return None
    return next((d for d in reversed(office.dataset.decisions.about(current.receipt.sha256)) if d.revision == current.number), None)
