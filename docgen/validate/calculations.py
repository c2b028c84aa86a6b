"""Calculated fields and relevance, worked out again from the answers; what a spreadsheet cached is not believed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from docgen.model.programme import Field, Programme
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, Missing, Reason, Row, Value
from docgen.programme.expressions import Scope, evaluate, is_true
from docgen.programme.order import calculations_in_order

_ASKED_NOTHING = Missing(Reason.NOT_APPLICABLE)


def scope_of(answers: Answers, today: date, row: Row | None = None, current: Value | Missing | None = None) -> Scope:
    """Return what an expression beside one field sees: the answers of the form; within `row`, those of that line first."""

    def answer(name: str) -> Value | Missing:
        found = (row or {}).get(name) or answers.by_name.get(name)
        return found.value if found else _ASKED_NOTHING

    def all_answers(name: str) -> Sequence[Value | Missing]:
        if name in answers.by_name:
            return (answers.by_name[name].value,)
        return tuple(line[name].value for rows in answers.tables.values() for line in rows if name in line)

    return Scope(answer, all_answers, today, current)


def recalculate(programme: Programme, unit: Unit, answers: Answers, today: date) -> Answers:
    """Return `answers` with the answer of every calculated field that applies to `unit`; a missing operand makes it missing.

    A calculation follows those it stands on, wherever the form has them: a total may stand above its parts, or sum up a table below.
    """
    result = answers
    for field in calculations_in_order(f for group in programme.groups for f in group.fields_for(unit)):
        if field.repeat:
            result = _column_calculated(field, result, today)
            continue
        before = answers.by_name.get(field.name)
        value = _calculated(field, scope_of(result, today))
        result = replace(result, by_name={**result.by_name, field.name: Answer(field.name, value, before.cell if before else None)})
    return result


def without_irrelevant(programme: Programme, unit: Unit, answers: Answers, today: date) -> Answers:
    """Return `answers` with those that the form does not ask (`relevant` is false) as not applicable, filled in or not.

    What a unit left in such a cell counts for nothing, and calculations are done again without it, until nothing changes any more.
    """
    fields = {f.name: f for group in programme.groups for f in group.fields_for(unit) if f.relevant is not None}
    for _ in range(len(fields) + 1):
        dropped = _dropped(fields, answers, today)
        if dropped == answers:
            return answers
        answers = recalculate(programme, unit, dropped, today)
        answers = _dropped({name: f for name, f in fields.items() if not f.type.is_input}, answers, today)
    return answers


def _dropped(fields: Mapping[str, Field], answers: Answers, today: date) -> Answers:
    def asked(answer: Answer, scope: Callable[[], Scope]) -> Answer:
        field = fields.get(answer.field)
        if field is None or field.relevant is None or answer.value == _ASKED_NOTHING:
            return answer
        return replace(answer, value=_ASKED_NOTHING) if is_true(field.relevant.tree, scope()) is False else answer

    by_name = {name: asked(answer, lambda: scope_of(answers, today)) for name, answer in answers.by_name.items()}
    tables = {
        repeat: tuple({name: asked(a, lambda row=row: scope_of(answers, today, row)) for name, a in row.items()} for row in rows)  # type: ignore[misc]
        for repeat, rows in answers.tables.items()
    }
    return replace(answers, by_name=by_name, tables=tables)


def _column_calculated(field: Field, answers: Answers, today: date) -> Answers:
    rows = answers.tables.get(field.repeat)
    if rows is None:
        return answers
    done = tuple({**row, field.name: Answer(field.name, _calculated(field, scope_of(answers, today, row)))} for row in rows)
    return replace(answers, tables={**answers.tables, field.repeat: done})


def _calculated(field: Field, scope: Scope) -> Value | Missing:
    if field.calculation is None:
        return Missing(Reason.NOT_CALCULATED)
    found = evaluate(field.calculation.tree, scope)
    return Decimal(int(found)) if isinstance(found, bool) else found
