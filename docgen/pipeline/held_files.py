"""Which files wait for a person, and which belong to no form; with where each lies now."""

from __future__ import annotations

from pathlib import PurePosixPath

from docgen.inbox import places
from docgen.inbox.places import Kind
from docgen.model.periods import Period
from docgen.model.submissions import Decision, Outcome
from docgen.outbox import tally
from docgen.outbox.views import HeldFile
from docgen.pipeline.facts_of import name_of_taken, slip_facts
from docgen.pipeline.office import Office

_SHOWN = 10


def held(office: Office) -> tuple[HeldFile, ...]:
    """Return every file that waits, the oldest first."""
    return tuple(_held(office, decision) for decision in office.dataset.decisions.held())


def formless(office: Office) -> tuple[Decision, ...]:
    """Return the latest decisions about files that name no unit or no form, newest first."""
    asking = (Outcome.RETURNED, Outcome.HELD, Outcome.QUARANTINED)
    return tuple(d for d in office.dataset.decisions.without_form(_SHOWN) if d.verdict.outcome in asking)


def _held(office: Office, decision: Decision) -> HeldFile:
    verdict = decision.verdict
    programme, unit = office.catalogue.programmes.get(verdict.programme), office.catalogue.units.find(verdict.unit)
    period = Period.parse(verdict.period) if verdict.period else None
    figures = tally.of(programme, unit, verdict.answers).words if programme and unit and verdict.answers else ""
    return HeldFile(
        decision,
        path_now(office, decision),
        unit.name if unit else "",
        programme.short_name if programme else "",
        period.words if period else "",
        figures,
    )


def path_now(office: Office, decision: Decision) -> str:
    """Return where the file of a held decision lies, relative to the workspace."""
    place = places.place_of(PurePosixPath(decision.receipt.path), places.unit_folders(office.catalogue.units))
    name = name_of_taken(office, slip_facts(office, decision))
    return (PurePosixPath(office.settings.folders.inbox) / place.folder(Kind.TAKEN) / name).as_posix()
