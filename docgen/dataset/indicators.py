"""Indicators over units: computed from the units that have every answer they need, the others listed with their reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docgen.dataset.said import ANEW, Listener, Said, gravest
from docgen.model.consolidated import IndicatorResult, UnitState
from docgen.model.expressions import Binary, Expression, Number
from docgen.model.programme import Field, Indicator, Programme
from docgen.model.values import Missing, Reason, Value
from docgen.programme.expressions import Scope, evaluate, names_used

_HUNDRED = Decimal(100)
_PER_CENT = "%"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The expressions of an indicator; where only a value is defined as a quotient, its two sides stand for numerator and denominator."""

    numerator: Expression | None
    denominator: Expression | None
    value: Expression | None


@dataclass(frozen=True, slots=True)
class _Share:
    """What one unit contributes: what it said to each field that applies to it, and why it cannot be used (None when it can)."""

    unit: str
    by_name: Mapping[str, Said]
    lacks: Reason | None


def compute(
    programme: Programme,
    indicator: Indicator,
    states: Sequence[UnitState],
    today: date,
    listener: Listener = ANEW,
    scope: str = "",
) -> IndicatorResult:
    """Return `indicator` over the units of `states`; nothing is rounded.

    It stands on the units that have every answer it names that applies to them (at least one must): k; `n` counts the units to which at
    least one applies. Without any such unit, or with a denominator of zero, its value is missing.

    Units: those of the indicator; a share in % is multiplied by 100.
    """
    parts = _parts(indicator)
    fields = _fields(parts, programme)
    said = [[listener.hear(state, field) for state in states] for field in fields]
    columns = dict(zip((field.name for field in fields), said, strict=True))
    units = [state.unit.code for state in states]
    return listener.once(("indicator", scope, indicator.name), said, lambda: _result(indicator, parts, _shares(units, columns), today))


def _result(indicator: Indicator, parts: _Parts, shares: Sequence[_Share], today: date) -> IndicatorResult:
    asked = [share for share in shares if share.by_name]
    usable = [share for share in asked if share.lacks is None]
    missing = tuple((share.unit, share.lacks) for share in asked if share.lacks is not None)
    units = tuple(share.unit for share in usable)
    if not usable:
        nothing = Missing(gravest(reason for _, reason in missing))
        return IndicatorResult(indicator, nothing, nothing, nothing, 0, len(asked), missing)
    scope = _scope(usable, today)
    numerator, denominator = _figure(parts.numerator, scope), _figure(parts.denominator, scope)
    is_zero = denominator == 0
    value = Missing(Reason.NOT_CALCULATED) if is_zero else _value(parts, indicator, scope)
    return IndicatorResult(indicator, value, numerator, denominator, len(usable), len(asked), missing, units, is_zero)


def all_indicators(
    programme: Programme, states: Sequence[UnitState], today: date, listener: Listener = ANEW, scope: str = ""
) -> Mapping[str, IndicatorResult]:
    """Return each indicator of `programme` over the units of `states`, by its name, in the order of the definition."""
    return {indicator.name: compute(programme, indicator, states, today, listener, scope) for indicator in programme.indicators}


def _parts(indicator: Indicator) -> _Parts:
    value = indicator.value.tree if indicator.value else None
    top, bottom = _quotient(value)
    return _Parts(
        indicator.numerator.tree if indicator.numerator else top,
        indicator.denominator.tree if indicator.denominator else bottom,
        value,
    )


def _quotient(tree: Expression | None) -> tuple[Expression | None, Expression | None]:
    """Return the sides of `a div b` or `a div b * 100`; nothing of any other expression."""
    match tree:
        case Binary("*", Binary("div", top, bottom), Number(factor)) if factor == _HUNDRED:
            return top, bottom
        case Binary("div", top, bottom):
            return top, bottom
        case _:
            return None, None


def _fields(parts: _Parts, programme: Programme) -> tuple[Field, ...]:
    trees = (tree for tree in (parts.numerator, parts.denominator, parts.value) if tree is not None)
    field_by_name = programme.field_by_name
    return tuple(field_by_name[name] for name in dict.fromkeys(name for tree in trees for name in names_used(tree)))


def _shares(units: Sequence[str], columns: Mapping[str, Sequence[Said]]) -> list[_Share]:
    """Return what each of the units `units` contributes; `columns` has what they said to each field, in their order."""
    return [_share(unit, {name: column[place] for name, column in columns.items()}) for place, unit in enumerate(units)]


def _share(unit: str, answers: Mapping[str, Said]) -> _Share:
    asked = {name: answer for name, answer in answers.items() if answer.is_asked}
    reasons = [answer.lacks for answer in asked.values() if answer.lacks is not None]
    return _Share(unit, asked, gravest(reasons) if reasons else None)


def _scope(shares: Sequence[_Share], today: date) -> Scope:
    def answers(name: str) -> Sequence[Value | Missing]:
        return tuple(value for share in shares if name in share.by_name for value in share.by_name[name].values)

    def answer(name: str) -> Value | Missing:
        """Return the one answer there is (of a field that one unit is asked); several are no one answer."""
        given = answers(name)
        return given[0] if len(given) == 1 else Missing(Reason.NOT_CALCULATED)

    return Scope(answer=answer, answers=answers, today=today)


def _figure(tree: Expression | None, scope: Scope) -> Decimal | Missing:
    if tree is None:
        return Missing(Reason.NOT_APPLICABLE)
    result = evaluate(tree, scope)
    if isinstance(result, bool):
        return Decimal(result)
    return result if isinstance(result, Decimal | Missing) else Missing(Reason.NOT_CALCULATED)


def _value(parts: _Parts, indicator: Indicator, scope: Scope) -> Decimal | Missing:
    if parts.value is not None or parts.denominator is None:
        return _figure(parts.value or parts.numerator, scope)
    numerator, denominator = _figure(parts.numerator, scope), _figure(parts.denominator, scope)
    if isinstance(numerator, Missing) or isinstance(denominator, Missing):
        return numerator if isinstance(numerator, Missing) else denominator
    share = numerator / denominator
    return share * _HUNDRED if indicator.unit_of_measure == _PER_CENT else share
