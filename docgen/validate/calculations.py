"""Calculated fields and relevance, worked out again from the answers; what a spreadsheet cached is not believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from docgen.model.programme import Field, FieldType, Programme
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, Missing, Reason, Row, Value
from docgen.programme.expressions import Scope, evaluate, is_true

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
    """Return `answers` with the answer of every calculated field that applies to `unit`; a missing operand makes it missing."""
    columns = [f for group in programme.repeats for f in group.fields_for(unit) if f.type is FieldType.CALCULATE]
    tables = {
        name: tuple(_row_calculated([f for f in columns if f.repeat == name], answers, row, today) for row in rows)
        for name, rows in answers.tables.items()
    }
    result = replace(answers, tables=tables)
    calculated = (f for group in programme.plain_groups for f in group.fields_for(unit) if f.type is FieldType.CALCULATE)
    for field in calculated:
        before = answers.by_name.get(field.name)
        value = _calculated(field, scope_of(result, today))
        result = replace(result, by_name={**result.by_name, field.name: Answer(field.name, value, before.cell if before else None)})
    return result


def without_irrelevant(programme: Programme, unit: Unit, answers: Answers, today: date) -> Answers:
    """Return `answers` with the blank ones that the form does not ask (`relevant` is false) as not applicable."""
    fields = programme.field_by_name
    by_name = {name: _asked(fields.get(name), answer, scope_of(answers, today)) for name, answer in answers.by_name.items()}
    tables = {
        repeat: tuple({name: _asked(fields.get(name), a, scope_of(answers, today, row)) for name, a in row.items()} for row in rows)
        for repeat, rows in answers.tables.items()
    }
    return replace(answers, by_name=by_name, tables=tables)


def _asked(field: Field | None, answer: Answer, scope: Scope) -> Answer:
    if field is None or field.relevant is None or answer.value != Missing(Reason.BLANK):
        return answer
    return replace(answer, value=_ASKED_NOTHING) if is_true(field.relevant.tree, scope) is False else answer


def _row_calculated(columns: Sequence[Field], answers: Answers, row: Row, today: date) -> Row:
    result: Mapping[str, Answer] = row
    for field in columns:
        result = {**result, field.name: Answer(field.name, _calculated(field, scope_of(answers, today, result)))}
    return result


def _calculated(field: Field, scope: Scope) -> Value | Missing:
    if field.calculation is None:
        return Missing(Reason.NOT_CALCULATED)
    found = evaluate(field.calculation.tree, scope)
    return Decimal(int(found)) if isinstance(found, bool) else found
