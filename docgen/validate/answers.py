"""The answers of one unit against the form: what is blank, what does not fit, what should be looked at again. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from docgen.model.findings import Finding
from docgen.model.programme import Doubt, Field, FieldType, PeriodDates, Programme
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, Missing, Reason, Row
from docgen.programme.expressions import is_true
from docgen.validate import messages, rows
from docgen.validate.constraints import Case, broken
from docgen.validate.messages import Office, Spot

_MIN_FIGURES = 3
_TENFOLD = 10
_BLANK = Missing(Reason.BLANK)


def check(  # noqa: PLR0913, PLR0917 (what an answer is judged by; the last two only word it)
    programme: Programme,
    unit: Unit,
    dates: PeriodDates,
    answers: Answers,
    previous: Answers | None,
    today: date,
    office: Office | None = None,
    previous_words: str = "",
) -> tuple[Finding, ...]:
    """Return everything that is wrong with `answers` or should be looked at again, in the order of the form.

    What could not be read (`Missing(CELL_ERROR)`, `NOT_CALCULATED`) has its finding from the reading and gets no second one here.

    Args:
        previous: what the unit reported for the period before, None when it did not.
        office: whom the unit calls; the programme's receiver when not given.
        previous_words: how people call the period before.
    """
    desk = office or Office(programme.receiver or Office().desk)
    findings: list[Finding] = []
    for case in _cases(programme, unit, dates, answers, today):
        findings += _about_answer(case, desk, previous)
    return (*findings, *rows.check(programme, unit, answers), *_about_whole(programme, unit, answers, previous, previous_words))


def is_blank(programme: Programme, unit: Unit, answers: Answers) -> bool:
    """Return whether `unit` filled in nothing at all (what docgen itself writes into a blank form does not count)."""
    inputs = [f for group in programme.plain_groups for f in group.fields_for(unit) if f.type.is_input]
    typed = [f for f in inputs if not f.prefill and not f.read_only and not f.default]
    return not any(answers.tables.values()) and all(answers.get(f.name).is_blank for f in typed)


def _cases(programme: Programme, unit: Unit, dates: PeriodDates, answers: Answers, today: date) -> Iterator[Case]:
    for group in programme.groups:
        lines: tuple[Row | None, ...] = answers.rows(group.name) if group.is_repeat else (None,)
        for row in lines:
            for field in group.fields_for(unit):
                answer = (answers.by_name if row is None else row).get(field.name)
                if field.type.is_input or field.calculation is not None:
                    given = answer or Answer(field.name, _BLANK)
                    yield Case(programme, dates, answers, today, field, given, row)


def _about_answer(case: Case, office: Office, previous: Answers | None) -> Iterator[Finding]:
    if case.answer.is_blank and case.field.required and case.field.type.is_input:
        yield _blank(case, office)
        return
    wrong = broken(case)
    if wrong is not None:
        yield wrong
        return
    before = previous.by_name.get(case.field.name) if previous and case.row is None else None
    yield from (_doubt(case, doubt, before) for doubt in case.field.doubts if is_true(doubt.formula.tree, case.scope()) is True)
    yield from _against_previous(case, case.field, case.answer, before)


def _blank(case: Case, office: Office) -> Finding:
    """Return what is said of a required answer that is blank: a unit that has no figure yet and says why is not asked again and again."""
    if any(character.isalpha() for character in case.answer.note):
        return messages.blank_with_reason(case.here, case.answer.note)
    has_note = case.row is None and case.field.type is not FieldType.TEXT
    return messages.required_blank(Spot(case.field, case.answer.cell), office, has_note)


def _doubt(case: Case, doubt: Doubt, before: Answer | None) -> Finding:
    field = case.field
    said = messages.shown(before.value, field) if before else "chưa có"
    return messages.programme_doubt(case.here, doubt.message, messages.shown(case.answer.value, field), said)


def _against_previous(case: Case, field: Field, answer: Answer, before: Answer | None) -> Iterator[Finding]:
    now, then = answer.value, before.value if before else _BLANK
    if not isinstance(now, Decimal) or not isinstance(then, Decimal) or not field.type.is_input:
        return
    if field.cumulative and now < then:
        yield messages.cumulative_fell(case.here, now, then, field.cumulative_message)
    if then > 0 and now > then * _TENFOLD:
        yield messages.tenfold(case.here, now, then)


def _about_whole(programme: Programme, unit: Unit, answers: Answers, previous: Answers | None, previous_words: str) -> Iterator[Finding]:
    figures = [f for group in programme.plain_groups for f in group.fields_for(unit) if f.type.is_number]
    known = {f.name: value for f in figures if isinstance(value := answers.get(f.name).value, Decimal)}
    if len(known) < _MIN_FIGURES:
        return
    if not any(known.values()) and not any(answers.tables.values()):
        yield messages.all_zero()
    elif previous is not None and all(previous.get(f.name).value == answers.get(f.name).value for f in figures):
        yield messages.same_as_last_period(previous_words)
