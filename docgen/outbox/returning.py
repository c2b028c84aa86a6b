"""What the marked workbook says that goes back to a unit: one decision in, the note for its sheet CẦN SỬA out; pure."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.forms.return_note import ReturnNote
from docgen.model import wording
from docgen.model.programme import Programme
from docgen.outbox import words
from docgen.outbox.slip_facts import SlipFacts


def return_note(facts: SlipFacts) -> ReturnNote:
    """Return what the returned workbook of `facts` says."""
    decision, dates = facts.decision, facts.dates
    return ReturnNote(
        form_title=facts.programme.title if facts.programme else "",
        period=facts.period.words if facts.period else "",
        unit=facts.unit.name if facts.unit else "",
        received=facts.received,
        times_sent=decision.times_sent,
        findings=decision.verdict.findings,
        deadline=words.until(dates.deadline) if dates else "",
        remaining=words.remaining(dates.deadline, wording.local_day(decision.decided_at)) if dates else "",
        help=facts.help_words,
        lookup_code=facts.lookup_code,
        standing=facts.standing,
        group_by_field=group_by_field(facts.programme),
    )


def group_by_field(programme: Programme | None) -> Mapping[str, str]:
    """Return the group that each field stands in."""
    return {field.name: group.name for group in programme.groups for field in group.fields} if programme else {}
