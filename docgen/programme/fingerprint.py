"""What makes a form, as one short text: two definitions with the same fingerprint give the same form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from docgen.model.expressions import Formula
from docgen.model.programme import Field, Group
from docgen.programme.setting_sheet import ProgrammeSettings

_DIGITS = 16


def fingerprint(settings: ProgrammeSettings, groups: Iterable[Group]) -> str:
    """Return 16 hex digits of all that a form shows and asks.

    The dates and the letter that sends the form out are left out: an office may move a deadline, or write down a number that it
    got later, without making the forms it has issued worthless. So is how answers are added up.
    """
    facts = {
        "form_id": settings.form_id,
        "version": settings.version,
        "title": settings.title,
        "form_number": settings.form_number,
        "receiver": settings.receiver,
        "period_type": settings.schedule.period_type.value,
        "repeat_rows": settings.repeat_rows,
        "groups": [_group(group) for group in groups],
    }
    written = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:_DIGITS]


def _group(group: Group) -> dict[str, object]:
    return {"name": group.name, "label": group.label, "table": group.is_repeat, "fields": [_field(field) for field in group.fields]}


def _field(field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "type": field.type.value,
        "label": field.label,
        "hint": field.hint,
        "required": field.required,
        "constraint": _source(field.constraint),
        "constraint_message": field.constraint_message,
        "doubts": [[doubt.formula.source, doubt.message] for doubt in field.doubts],
        "relevant": _source(field.relevant),
        "calculation": _source(field.calculation),
        "default": field.default,
        "prefill": field.prefill,
        "read_only": field.read_only,
        "unit_of_measure": field.unit_of_measure,
        "cumulative": field.cumulative,
        "applies_to": sorted(field.applies_to),
        "choices": [[choice.code, choice.label] for choice in field.choices],
    }


def _source(formula: Formula | None) -> str:
    return formula.source if formula else ""
