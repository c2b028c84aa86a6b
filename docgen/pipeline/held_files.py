"""Which files wait for a person, and which belong to no form; with where each lies now."""

from __future__ import annotations

from pathlib import PurePosixPath

from docgen.dataset import changes
from docgen.dataset.changes import Change
from docgen.inbox import places
from docgen.inbox.places import Kind
from docgen.model import labels, text, wording
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Decision, Outcome
from docgen.model.values import Answers
from docgen.outbox import tally
from docgen.outbox.views import HeldFile
from docgen.pipeline import revising
from docgen.pipeline.facts_of import name_of_taken, slip_facts
from docgen.pipeline.office import Office
from docgen.validate import messages

_SHOWN = 10
_SHOWN_CHANGES, _LABEL_LENGTH, _VALUE_LENGTH = 5, 60, 30


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
    figures = ""
    if programme and unit and verdict.answers:
        figures = f"{tally.of(programme, unit, verdict.answers).words}. {_if_accepted(office, decision, programme)}"
    return HeldFile(
        decision,
        path_now(office, decision),
        unit.name if unit else "",
        programme.short_name if programme else "",
        period.words if period else "",
        figures,
    )


def _if_accepted(office: Office, decision: Decision, programme: Programme) -> str:
    """Return what accepting the file would change of the figures that stand for the unit it names."""
    verdict = decision.verdict
    current = office.dataset.decisions.current(verdict.programme, verdict.unit, verdict.period)
    if current is None:
        return "Đơn vị chưa có số liệu"
    if revising.is_partial(verdict, current):
        return f"Gộp vào số liệu đã nhận (bản {current.number})"
    changed = changes.compare(current.answers, verdict.answers or Answers())
    if not changed:
        return f"Không đổi số liệu đã nhận (bản {current.number})"
    told = wording.listed(_told(change, programme) for change in changed[:_SHOWN_CHANGES])
    more = "; …" if len(changed) > _SHOWN_CHANGES else ""
    return f"Chấp nhận thì thay số liệu đã nhận (bản {current.number}), đổi {len(changed)} ô: {told}{more}"


def _told(change: Change, programme: Programme) -> str:
    asked = programme.field_by_name.get(change.field)
    label = labels.shortened(labels.alone(asked) if asked else change.field, _LABEL_LENGTH)
    if not change.is_of_value:
        return f"{label}: ghi chú"
    before, after = (text.shortened(messages.shown(answer.value, asked), _VALUE_LENGTH) for answer in (change.before, change.after))
    return f"{label} {before} → {after}"


def path_now(office: Office, decision: Decision) -> str:
    """Return where the file of a held decision lies, relative to the workspace."""
    place = places.place_of(PurePosixPath(decision.receipt.path), places.unit_folders(office.catalogue.units))
    name = name_of_taken(office, slip_facts(office, decision))
    return (PurePosixPath(office.settings.folders.inbox) / place.folder(Kind.TAKEN) / name).as_posix()
