"""A rule of the form that an answer breaks, as the finding that says it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from docgen.model.expressions import Binary, Call, Current, Expression, Number, Ref
from docgen.model.findings import Finding
from docgen.model.programme import Field, FieldType, PeriodDates, Programme
from docgen.model.values import Answer, Answers, Missing, Row, Value
from docgen.programme.expressions import Scope, evaluate, is_true, names_used
from docgen.validate import messages
from docgen.validate.calculations import scope_of
from docgen.validate.messages import Spot

_AT_MOST = ("<", "<=")
_AT_LEAST = (">", ">=")


@dataclass(frozen=True, slots=True)
class Case:
    """One answer under judgement: its field, and what stands around it. `row` is its line when it is in a table."""

    programme: Programme
    dates: PeriodDates
    answers: Answers
    today: date
    field: Field
    answer: Answer
    row: Row | None = None

    def scope(self, **changed: Value) -> Scope:
        """Return what the field's expressions see, with some answers `changed` (that of the field itself is `.` too)."""
        scope = scope_of(self.answers, self.today, self.row, changed.get(self.field.name, self.answer.value))
        if not changed:
            return scope
        return replace(
            scope, answer=lambda name: changed[name] if name in changed else scope_of(self.answers, self.today, self.row).answer(name)
        )

    def spot(self, name: str = "") -> Spot | None:
        """Return where the field `name` (this one when empty) stands and what is written there; None when it is not on the form."""
        field = self.programme.field_by_name.get(name or self.field.name)
        answer = ((self.row or {}).get(name) or self.answers.by_name.get(name)) if name else self.answer
        if field is None or answer is None or (answer.cell is None and not answer.is_known):
            return None
        return Spot(field, answer.cell, messages.shown(answer.value, field))

    @property
    def here(self) -> Spot:
        """Return where the answer stands."""
        return Spot(self.field, self.answer.cell, messages.shown(self.answer.value, self.field))


def broken(case: Case) -> Finding | None:
    """Return the finding about the constraint of the field that the answer breaks; None when it holds or cannot be judged.

    A missing answer is not judged: a blank has its own finding, a dash says that nothing arose.
    """
    formula, value = case.field.constraint, case.answer.value
    if formula is None or isinstance(value, Missing) or is_true(formula.tree, case.scope()) is not False:
        return None
    if isinstance(value, date) and not case.dates.data_from <= value <= case.dates.data_to:
        return messages.date_outside_period(case.here, case.dates, value)
    if isinstance(value, Decimal):
        found = _about_number(case, formula.tree, value)
        if found is not None:
            return found
    others = [spot for name in names_used(formula.tree) if name != case.field.name and (spot := case.spot(name))]
    return messages.does_not_fit(case.here, others, _fitting_pair(case, formula.tree, others))


def _about_number(case: Case, tree: Expression, value: Decimal) -> Finding | None:
    if value < 0:
        return messages.out_of_range(case.here)
    expected = _expected(case, tree)
    if expected is not None and expected != value:
        return messages.differs_from_sum(case.here, expected)
    total = _exceeded_total(case, tree)
    if total is not None:
        return messages.above_total(case.here, total)
    if case.field.unit_of_measure == "đồng" and not names_used(tree):
        for factor, is_too_small in ((1_000, True), (1_000_000, True), (Decimal("0.001"), False), (Decimal("0.000001"), False)):
            if is_true(tree, case.scope(**{case.field.name: value * factor})):
                return messages.wrong_money_unit(case.here, value, is_too_small)
    return None


def _expected(case: Case, tree: Expression) -> Decimal | None:
    """Return what the answer must equal, when the rule says `. = sum(${part})` or `. = ${a} + ${b}` and that part of it fails."""
    scope = case.scope()
    for part in _conjuncts(tree):
        match part:
            case Binary("=", Current(), other) | Binary("=", other, Current()) if is_true(part, scope) is False:
                found = evaluate(other, scope)
                return found if isinstance(found, Decimal) and not isinstance(other, Number) else None
    return None


def _exceeded_total(case: Case, tree: Expression) -> Spot | None:
    """Return the total that the answer exceeds, when the rule says `. <= ${total}` and that part of it fails."""
    scope = case.scope()
    for part in _conjuncts(tree):
        if is_true(part, scope) is not False:
            continue
        for comparison in _disjuncts(part):
            name = _total_named(comparison)
            if name and is_true(comparison, scope) is False and (spot := case.spot(name)):
                return spot
    return None


def _total_named(tree: Expression) -> str:
    match tree:
        case Binary(operator, Current(), Ref(name)) if operator in _AT_MOST:
            return name
        case Binary(operator, Ref(name), Current()) if operator in _AT_LEAST:
            return name
        case _:
            return ""


def _conjuncts(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, Binary) and tree.operator == "and":
        yield from _conjuncts(tree.left)
        yield from _conjuncts(tree.right)
    else:
        yield tree


def _disjuncts(tree: Expression) -> Iterator[Expression]:
    if isinstance(tree, Binary) and tree.operator == "or":
        yield from _disjuncts(tree.left)
        yield from _disjuncts(tree.right)
    elif not isinstance(tree, Call):
        yield tree


def _fitting_pair(case: Case, tree: Expression, others: Sequence[Spot]) -> str:
    """Return the answer beside another value of one of the others with which the rule would hold, as an example; or empty."""
    for other in others:
        for candidate in _candidates(other.field, case.answer.value):
            if is_true(tree, case.scope(**{other.field.name: candidate})):
                return f"{case.here.label}: {case.here.found}; {other.label}: {messages.shown(candidate, other.field)}"
    return ""


def _candidates(field: Field, own: Value | Missing) -> Iterator[Value]:
    if field.type is FieldType.SELECT_ONE:
        yield from (choice.code for choice in field.choices)
    elif field.type.is_number:
        yield Decimal(1)
        if isinstance(own, Decimal):
            yield own
