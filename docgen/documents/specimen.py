"""An invented period of a programme, so that every word of its vocabulary has a value: what lint holds templates against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from docgen.documents import papers
from docgen.documents.vocabulary import Vocabulary, build
from docgen.model.consolidated import GroupState, IndicatorResult, PeriodState, Total, UnitState, UnitStatus
from docgen.model.periods import Period
from docgen.model.programme import DocumentSpec, Field, FieldType, Programme
from docgen.model.submissions import Decision, Outcome, Receipt, Revision, Verdict
from docgen.model.units import Unit, UnitType
from docgen.model.values import Answer, Answers, Missing, Reason, Value
from docgen.programme.calendar import WorkingCalendar, period_dates
from docgen.settings import TIME_ZONE, Settings

_NOW = datetime(2026, 12, 2, 8, tzinfo=TIME_ZONE)
_TYPE = UnitType("mau", "đơn vị mẫu", "A", "Khối mẫu", "yêu cầu", is_subordinate=True)


def offered(spec: DocumentSpec, settings: Settings, programme: Programme) -> Vocabulary:
    """Return the vocabulary that a template of `spec` is offered, with invented values: no list in it is empty.

    Raises:
        SettingsError: docgen.toml does not have the signatory that `spec` names.
    """
    state = period_of(programme)
    unit = state.states[0] if papers.is_for_one_unit(spec) else None
    return build(spec, settings, programme, state, unit, {}, WorkingCalendar(), _NOW)


def period_of(programme: Programme) -> PeriodState:
    """Return an invented period: a unit in each standing, an answer to every field, the same figures the period before."""
    period = Period.containing(programme.schedule.period_type, _NOW.date())
    state = _state(programme, period, None)
    return _state(programme, period, state)


def _state(programme: Programme, period: Period, previous: PeriodState | None) -> PeriodState:
    states = tuple(
        _standing(programme, period, number, status) for number, status in enumerate((*UnitStatus, UnitStatus.ACCEPTED), start=1)
    )
    totals = {f.name: _total(f) for f in programme.fields}
    results = {i.name: IndicatorResult(i, Decimal(50), Decimal(1), Decimal(2), 1, 2) for i in programme.indicators}
    return PeriodState(
        programme=programme,
        period=period,
        dates=period_dates(programme.schedule, period, WorkingCalendar()),
        today=_NOW.date(),
        states=states,
        groups=(GroupState(_TYPE.group_letter, _TYPE.group_name, states, totals, results),),
        totals=totals,
        indicators=results,
        previous=previous,
        comparison={name: (result, result) for name, result in results.items()} if previous else {},
    )


def _standing(programme: Programme, period: Period, number: int, status: UnitStatus) -> UnitState:
    unit = Unit(f"MAU{number}", f"Đơn vị mẫu {number}", _TYPE, "Chức danh", "Họ và tên")
    receipt = Receipt(number, "mau.xlsx", "0" * 64, 1, None, _NOW)
    last = Decision(number, receipt, Verdict(Outcome.RETURNED), _NOW) if status is UnitStatus.RETURNED else None
    if status is not UnitStatus.ACCEPTED:
        return UnitState(unit, status, last=last, open_errors=1 if last else 0)
    late = number > len(UnitStatus)
    answers = _with_a_blank(_answers(programme), programme, unit) if late else _answers(programme)
    revision = Revision(programme.name, unit.code, period.code, 1, 0, receipt, _NOW, answers, days_late=int(late))
    return UnitState(unit, status, revision, times_sent=1)


def _answers(programme: Programme) -> Answers:
    by_name = {f.name: Answer(f.name, _value(f), note="Ghi chú") for group in programme.plain_groups for f in group.fields}
    tables = {group.name: tuple(_rows(group.fields)) for group in programme.repeats}
    return Answers(by_name, tables)


def _with_a_blank(answers: Answers, programme: Programme, unit: Unit) -> Answers:
    """Return `answers` without a value for one required field, where there is one."""
    required = [f.name for group in programme.plain_groups for f in group.fields_for(unit) if f.required and f.type.is_input]
    blanks = {name: Answer(name, Missing(Reason.BLANK), note="Ghi chú") for name in required[:1]}
    return Answers({**answers.by_name, **blanks}, answers.tables)


def _rows(columns: tuple[Field, ...]) -> list[Mapping[str, Answer]]:
    """Return a line for each kind there is, so that none of the lists by kind is empty."""
    kinds = next((f for f in columns if f.type is FieldType.SELECT_ONE and f.choices), None)
    line = {f.name: Answer(f.name, _value(f)) for f in columns}
    if kinds is None:
        return [line]
    return [{**line, kinds.name: Answer(kinds.name, choice.code)} for choice in kinds.choices]


def _value(field: Field) -> Value:
    if field.type is FieldType.DATE:
        return _NOW.date() - timedelta(days=30)
    if field.type is FieldType.SELECT_MULTIPLE:
        return tuple(choice.code for choice in field.choices[:1])
    if field.type is FieldType.SELECT_ONE:
        return field.choices[0].code if field.choices else ""
    return "Nội dung mẫu" if field.type is FieldType.TEXT else Decimal(1)


def _total(field: Field) -> Total:
    return Total(field.name, Decimal(2), 2, 5, counts={choice.code: 1 for choice in field.choices})
