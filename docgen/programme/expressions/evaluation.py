"""A tree and the answers in, a value out: Decimal, dates, three-valued logic; a missing answer is never zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text, Unary
from docgen.model.values import Missing, Reason, Value
from docgen.programme.expressions import arithmetic, patterns
from docgen.programme.expressions.arithmetic import Result, plain, truth, unknown, weightiest
from docgen.programme.expressions.functions import is_aggregate


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can see.

    `answer(name)` is the one answer to a field, `answers(name)` all of them (rows of a table; units of the commune). `current` is what `.`
    means, None where there is none.
    """

    answer: Callable[[str], Value | Missing]
    answers: Callable[[str], Sequence[Value | Missing]]
    today: date
    current: Value | Missing | None = None


def evaluate(tree: Expression, scope: Scope) -> Result:
    """Return what `tree` comes to.

    A comparison with what is not applicable is false, with any other missing answer it is missing (unknown); `. = ''` is true for a blank.
    `and`, `or` decide where they can. A calculation with a missing operand is missing, with that reason; a division by zero, or a
    calculation that makes no sense (text times number), is Missing(NOT_CALCULATED).
    """
    return _EVALUATORS[type(tree)](tree, scope)


def is_true(tree: Expression, scope: Scope) -> bool | None:
    """Return whether `tree` holds; None when a missing answer leaves that open."""
    held = truth(evaluate(tree, scope))
    return None if isinstance(held, Missing) else held


def _connected(tree: Binary, scope: Scope) -> bool | Missing:
    decisive = tree.operator == "or"
    open_sides = []
    for side in (tree.left, tree.right):
        held = truth(evaluate(side, scope))
        if held is decisive:
            return decisive
        if isinstance(held, Missing):
            open_sides.append(held)
    return weightiest(open_sides) if open_sides else not decisive


def _combined(tree: Binary, scope: Scope) -> Result:
    if tree.operator in ("and", "or"):
        return _connected(tree, scope)
    return arithmetic.combined(tree.operator, evaluate(tree.left, scope), evaluate(tree.right, scope))


def _current(tree: Current, scope: Scope) -> Result:
    return Missing(Reason.NOT_CALCULATED) if scope.current is None else scope.current


def _called(call: Call, scope: Scope) -> Result:
    if is_aggregate(call):
        return _AGGREGATES[call.function](_selected_answers(call.arguments[0], scope))
    if call.function in _LAZY:
        return _LAZY[call.function](call, scope)
    values = [evaluate(argument, scope) for argument in call.arguments]
    missing = [value for value in values if isinstance(value, Missing)]
    return weightiest(missing) if missing else _PLAIN[call.function]([plain(value) for value in values])


def _selected_answers(target: Expression, scope: Scope) -> tuple[Value | Missing, ...]:
    """Return the answers an aggregate looks at: those asked, and for which the filter is true."""
    name = target.ref.name if isinstance(target, Filtered) else target.name if isinstance(target, Ref) else ""
    asked = [answer for answer in scope.answers(name) if not isinstance(answer, Missing) or answer.reason is not Reason.NOT_APPLICABLE]
    if not isinstance(target, Filtered):
        return tuple(asked)
    known = [answer for answer in asked if is_true(target.condition, replace(scope, current=answer))]
    return tuple(known)


def _count(answers: Sequence[Value | Missing]) -> Result:
    return Decimal(sum(not isinstance(answer, Missing) for answer in answers))


def _sum(answers: Sequence[Value | Missing]) -> Result:
    """Return the sum of what is known; of answers that are all missing, the reason; of no answers, 0."""
    known = [answer for answer in answers if not isinstance(answer, Missing)]
    missing = [answer for answer in answers if isinstance(answer, Missing)]
    if missing and not known:
        return weightiest(missing)
    total: Result = Decimal(0)
    for answer in known:
        total = arithmetic.combined("+", total, answer)
    return total


def _extreme(operator: str) -> Callable[[Sequence[Value | Missing]], Result]:
    def extreme(answers: Sequence[Value | Missing]) -> Result:
        known = [answer for answer in answers if not isinstance(answer, Missing)]
        missing = [answer for answer in answers if isinstance(answer, Missing)]
        if not known:
            return weightiest(missing) if missing else Missing(Reason.NOT_CALCULATED)
        return _pick(operator, known)

    return extreme


def _pick(operator: str, values: Sequence[Value]) -> Result:
    best = values[0]
    for value in values[1:]:
        better = arithmetic.combined(operator, value, best)
        if isinstance(better, Missing):
            return better
        best = value if better else best
    return best


def _if(call: Call, scope: Scope) -> Result:
    condition, then, otherwise = call.arguments
    held = truth(evaluate(condition, scope))
    if isinstance(held, Missing):
        return held
    return evaluate(then if held else otherwise, scope)


def _coalesce(call: Call, scope: Scope) -> Result:
    missing = []
    for argument in call.arguments:
        value = evaluate(argument, scope)
        if not isinstance(value, Missing):
            return value
        missing.append(value)
    return weightiest(missing)


def _not(call: Call, scope: Scope) -> Result:
    held = truth(evaluate(call.arguments[0], scope))
    return held if isinstance(held, Missing) else not held


def _is_selected(call: Call, scope: Scope) -> Result:
    given, code = (evaluate(argument, scope) for argument in call.arguments)
    if isinstance(given, Missing):
        return unknown(given)
    return code in given if isinstance(given, tuple) else arithmetic.combined("=", given, code)


def _regex(call: Call, scope: Scope) -> Result:
    given, pattern = (evaluate(argument, scope) for argument in call.arguments)
    if isinstance(given, Missing):
        return unknown(given)
    fits = patterns.matches(str(pattern), arithmetic.as_text(given))
    return Missing(Reason.NOT_CALCULATED) if fits is None else fits


def _constant(value: bool) -> Callable[[Call, Scope], Result]:
    return lambda call, scope: value


_EVALUATORS: Mapping[type, Callable[..., Result]] = {
    Number: lambda tree, scope: tree.value,
    Text: lambda tree, scope: tree.value,
    Current: _current,
    Ref: lambda tree, scope: scope.answer(tree.name),
    Unary: lambda tree, scope: arithmetic.negated(evaluate(tree.operand, scope)),
    Binary: _combined,
    Call: _called,
    Filtered: lambda tree, scope: Missing(Reason.NOT_CALCULATED),
}
_AGGREGATES: Mapping[str, Callable[[Sequence[Value | Missing]], Result]] = {
    "count": _count,
    "sum": _sum,
    "min": _extreme("<"),
    "max": _extreme(">"),
}
_LAZY: Mapping[str, Callable[[Call, Scope], Result]] = {
    "if": _if,
    "coalesce": _coalesce,
    "not": _not,
    "selected": _is_selected,
    "regex": _regex,
    "today": lambda call, scope: scope.today,
    "true": _constant(True),
    "false": _constant(False),
}
_PLAIN: Mapping[str, Callable[[Sequence[Value]], Result]] = {
    "abs": arithmetic.absolute,
    "concat": lambda values: "".join(arithmetic.as_text(value) for value in values),
    "count-selected": lambda values: Decimal(len(values[0])) if isinstance(values[0], tuple) else Decimal(bool(values[0] != "")),
    "date": arithmetic.as_date,
    "int": arithmetic.truncated,
    "max": lambda values: _pick(">", values),
    "min": lambda values: _pick("<", values),
    "round": arithmetic.rounded,
    "string-length": lambda values: Decimal(len(arithmetic.as_text(values[0]))),
}
