"""How two values are compared and combined: numbers as Decimal, dates in days, text never by accident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from operator import ge, gt, le, lt
from typing import Any

from docgen.model.values import Missing, Reason, Value

Result = Value | bool | Missing

_CONTEXT = Context(prec=34, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_MAX_PLACES = 20
# The heaviest reason names what a person must know first: not asked at all, then what is broken, then what is only not there.
_WEIGHT = (
    Reason.NOT_APPLICABLE,
    Reason.CELL_ERROR,
    Reason.NOT_CALCULATED,
    Reason.NOT_SENT,
    Reason.BLANK,
    Reason.NOTHING_AROSE,
)
_NOT_CALCULATED = Missing(Reason.NOT_CALCULATED)
_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def weightiest(missing: Iterable[Missing]) -> Missing:
    """Return the one of `missing` whose reason speaks for all."""
    return min(missing, key=lambda one: _WEIGHT.index(one.reason))


def unknown(missing: Missing) -> bool | Missing:
    """Return what a comparison with `missing` is: false when it is not applicable, else unknown."""
    return False if missing.reason is Reason.NOT_APPLICABLE else missing


def truth(value: Result) -> bool | Missing:
    """Return whether `value` holds as a condition: a number but zero, a text or selection that is not empty, any date."""
    if isinstance(value, bool | Missing):
        return value
    if isinstance(value, Decimal):
        return not value.is_zero()
    return bool(value)


def plain(value: Result) -> Value:
    """Return `value` with a comparison as 1 or 0.

    Raises:
        TypeError: `value` is missing.
    """
    if isinstance(value, Missing):
        raise TypeError(f"missing: {value.reason}")
    return Decimal(value) if isinstance(value, bool) else value


def as_text(value: Value | bool) -> str:
    """Return `value` as text: a number without needless zeros, a date as 2026-12-31, codes with a space between."""
    value = plain(value)
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    if isinstance(value, tuple):
        return " ".join(value)
    return value.isoformat() if isinstance(value, date) else value


def combined(operator: str, left: Result, right: Result) -> Result:
    """Return `left operator right` for every operator but `and`, `or`."""
    if operator in _ORDERS or operator in ("=", "!="):
        return _compared(operator, left, right)
    missing = [side for side in (left, right) if isinstance(side, Missing)]
    if missing:
        return weightiest(missing)
    return _calculated(operator, plain(left), plain(right))


def negated(value: Result) -> Result:
    """Return `-value`."""
    return value if isinstance(value, Missing) else _calculated("-", Decimal(0), plain(value))


def absolute(values: Sequence[Value]) -> Result:
    """Return the number without its sign."""
    number = _number(values[0])
    return _NOT_CALCULATED if number is None else abs(number)


def truncated(values: Sequence[Value]) -> Result:
    """Return the number without its decimals (towards zero)."""
    return _at_places(values[0], 0, ROUND_DOWN)


def rounded(values: Sequence[Value]) -> Result:
    """Return the number rounded half away from zero, as Excel does, to so many places (0 when not said)."""
    places = _number(values[1]) if len(values) > 1 else Decimal(0)
    if places is None or not places.is_finite() or abs(places) > _MAX_PLACES:
        return _NOT_CALCULATED
    return _at_places(values[0], int(places), ROUND_HALF_UP)


def as_date(values: Sequence[Value]) -> Result:
    """Return the date that a text like 2026-12-31 names."""
    value = values[0]
    if isinstance(value, date):
        return value
    found = _date(value) if isinstance(value, str) else None
    return _NOT_CALCULATED if found is None else found


def _compared(operator: str, left: Result, right: Result) -> bool | Missing:
    if isinstance(left, Missing) or isinstance(right, Missing):
        return _compared_with_missing(operator, left, right)
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        left, right = _alike(plain(left), plain(right))
    if operator in ("=", "!="):
        return (left == right) is (operator == "=")
    return _ordered(operator, left, right)


def _compared_with_missing(operator: str, left: Result, right: Result) -> bool | Missing:
    missing = [side for side in (left, right) if isinstance(side, Missing)]
    if any(side.reason is Reason.NOT_APPLICABLE for side in missing):
        return False
    if operator in ("=", "!=") and any(side.reason is Reason.BLANK for side in missing) and "" in (left, right):
        return operator == "="
    return weightiest(missing)


def _ordered(operator: str, first: Value, second: Value) -> bool | Missing:
    if isinstance(first, str) and isinstance(second, str):
        first, second = _typed(first), _typed(second)
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return _NOT_CALCULATED if first.is_nan() or second.is_nan() else _ORDERS[operator](first, second)
    if isinstance(first, date) and isinstance(second, date):
        return _ORDERS[operator](first, second)
    return _NOT_CALCULATED


def _alike(left: Value, right: Value) -> tuple[Value, Value]:
    """Return both sides, a text as the number or date that the other side is, where it is one; several codes as one text."""
    left = " ".join(left) if isinstance(left, tuple) else left
    right = " ".join(right) if isinstance(right, tuple) else right
    if isinstance(left, str) and not isinstance(right, str):
        left = _typed(left)
    elif isinstance(right, str) and not isinstance(left, str):
        right = _typed(right)
    return left, right


def _typed(text: str) -> Value:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    return _date(text) or text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(value: Value) -> Decimal | None:
    if isinstance(value, str):
        value = _typed(value)
    return value if isinstance(value, Decimal) else None


def _calculated(operator: str, left: Value, right: Value) -> Result:
    try:
        if isinstance(left, date) or isinstance(right, date):
            return _with_days(operator, left, right)
        first, second = _number(left), _number(right)
        if first is None or second is None:
            return _NOT_CALCULATED
        with localcontext(_CONTEXT):
            return _figured(operator, first, second)
    except (DecimalException, OverflowError):
        return _NOT_CALCULATED


def _figured(operator: str, first: Decimal, second: Decimal) -> Result:
    if operator in ("div", "mod") and second.is_zero():
        return _NOT_CALCULATED
    match operator:
        case "+":
            return first + second
        case "-":
            return first - second
        case "*":
            return first * second
        case "div":
            return first / second
        case _:
            return first % second


def _with_days(operator: str, left: Value, right: Value) -> Result:
    """Return a date moved by days, or the days between two dates."""
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((left - right).days) if operator == "-" else _NOT_CALCULATED
    days = right if isinstance(left, date) else left
    if not isinstance(days, Decimal) or operator not in "+-" or (operator == "-" and isinstance(right, date)):
        return _NOT_CALCULATED
    day = left if isinstance(left, date) else right
    moved = timedelta(days=int(days))
    return (day + moved if operator == "+" else day - moved) if isinstance(day, date) else _NOT_CALCULATED


def _at_places(value: Value, places: int, rounding: str) -> Result:
    number = _number(value)
    if number is None or not number.is_finite():
        return _NOT_CALCULATED
    try:
        with localcontext(_CONTEXT):
            at_places = number.quantize(Decimal(1).scaleb(-places), rounding)
            return at_places if places >= 0 else at_places.quantize(Decimal(1))
    except DecimalException:
        return _NOT_CALCULATED
