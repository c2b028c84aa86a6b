"""The consolidated dataset as text: one CSV row per unit, or everything as JSON; the same state gives the same text."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import StringIO

from docgen.forms.consolidated_columns import status_words
from docgen.forms.shown import sign
from docgen.model.consolidated import IndicatorResult, PeriodState, Total, UnitState, UnitStatus
from docgen.model.programme import FieldType
from docgen.model.values import Answer, Missing, Reason, Row, Value

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def to_csv(state: PeriodState) -> str:
    """Return one row per unit, ordered by code, without ids or times.

    Shape: `ma`, `don_vi`, `tinh_trang`, then each field outside tables by its name; of a table the number of its rows. Figures have a
    decimal point and no grouping, dates are 2026-11-15, choices their code; a missing answer is `…`, `-` or `x` as in print. A text that a
    spreadsheet would take for a formula has a `'` before it.
    """
    fields = [f for group in state.programme.plain_groups for f in group.fields if f.type is not FieldType.NOTE]
    repeats = state.programme.repeats
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["ma", "don_vi", "tinh_trang", *(f.name for f in fields), *(r.name for r in repeats)])
    for unit in sorted(state.states, key=lambda s: s.unit.code):
        is_exempt = unit.status is UnitStatus.EXEMPT and unit.revision is None
        answers = [sign(Reason.NOT_APPLICABLE) if is_exempt else _plain(unit.answer_to(f).value) for f in fields]
        rows = [str(len(unit.answers().rows(r.name))) if unit.revision else sign(Reason.NOT_SENT) for r in repeats]
        writer.writerow([_text(unit.unit.code), _text(unit.unit.name), status_words(unit), *answers, *rows])
    return out.getvalue()


def to_json(state: PeriodState) -> str:
    """Return programme, period, units with every answer (value or reason, note, cell), totals and indicators."""
    document: Json = {
        "programme": state.programme.name,
        "form": state.programme.form_id,
        "version": state.programme.version,
        "period": state.period.code,
        "data_from": state.dates.data_from.isoformat(),
        "data_to": state.dates.data_to.isoformat(),
        "is_final": state.is_final,
        "units": [_unit(unit, state) for unit in state.states],
        "totals": {name: _total(total) for name, total in state.totals.items()},
        "indicators": {name: _indicator(result) for name, result in state.indicators.items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Value | Missing) -> str:
    match value:
        case Missing(reason):
            return sign(reason)
        case Decimal():
            return _digits(value)
        case date():
            return value.isoformat()
        case tuple():
            return _text(" ".join(value))
    return _text(value)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _text(words: str) -> str:
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) else words


def _unit(unit: UnitState, state: PeriodState) -> Json:
    programme = state.programme
    fields = [f for group in programme.plain_groups for f in group.fields if f.type is not FieldType.NOTE]
    return {
        "code": unit.unit.code,
        "name": unit.unit.name,
        "type": unit.unit.type.code,
        "group": unit.unit.type.group_letter,
        "status": unit.status.value,
        "revision": unit.revision.number if unit.revision else 0,
        "received_at": unit.received_at.isoformat() if unit.received_at else None,
        "days_late": unit.days_late,
        "times_sent": unit.times_sent,
        "answers": {f.name: _answer(unit.answer_to(f)) for f in fields},
        "tables": {repeat.name: [_row(row) for row in unit.answers().rows(repeat.name)] for repeat in programme.repeats},
    }


def _answer(answer: Answer) -> Json:
    said: dict[str, Json] = _said(answer.value)
    if answer.note:
        said["note"] = answer.note
    if answer.cell:
        said["cell"] = str(answer.cell)
    return said


def _row(row: Row) -> Json:
    return {name: _answer(answer) for name, answer in row.items()}


def _said(value: Value | Missing) -> dict[str, Json]:
    if isinstance(value, Missing):
        return {"missing": value.reason.value}
    return {"value": _json(value)}


def _json(value: Value) -> Json:
    """Return `value` as JSON has it: a figure is a number there, whole where it is whole."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


def _total(total: Total) -> Json:
    counts: Mapping[str, int] = total.counts
    lacking: Json = {code: reason.value for code, reason in total.missing}
    found: dict[str, Json] = {**_said(total.value), "k": total.k, "n": total.n, "missing_units": lacking}
    if counts:
        found["counts"] = dict(counts)
    return found


def _indicator(result: IndicatorResult) -> Json:
    target: Json = _json(result.target) if result.target is not None else None
    return {
        **_said(result.value),
        "numerator": _said(result.numerator),
        "denominator": _said(result.denominator),
        "k": result.k,
        "n": result.n,
        "target": target,
        "unit_of_measure": result.indicator.unit_of_measure,
        "missing_units": {code: reason.value for code, reason in result.missing},
    }
