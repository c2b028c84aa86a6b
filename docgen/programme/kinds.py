"""Whether an expression makes sense of its fields: text in a sum, a choice that does not exist, a date beside a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text, Unary
from docgen.programme.expressions.names import children


class Kind(Enum):
    """What an expression gives. ANY: it may be anything, so nothing is objected to."""

    NUMBER = auto()
    TEXT = auto()
    DATE = auto()
    CODE = auto()
    CODES = auto()
    TRUTH = auto()
    ANY = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """A field as expressions see it: its kind, and the codes it may hold."""

    kind: Kind
    codes: frozenset[str] = frozenset()
    label: str = ""


_ANYTHING = Subject(Kind.ANY)
_FIGURES = (Kind.NUMBER, Kind.TRUTH, Kind.ANY)
_ORDERED = ("<", "<=", ">", ">=")
_EQUAL = ("=", "!=")
_WORDS = {
    Kind.TEXT: "chữ",
    Kind.DATE: "ngày",
    Kind.CODE: "một lựa chọn",
    Kind.CODES: "nhiều lựa chọn",
    Kind.NUMBER: "số",
    Kind.TRUTH: "đúng hoặc sai",
    Kind.ANY: "",
}
_RESULTS = {
    "not": Kind.TRUTH,
    "selected": Kind.TRUTH,
    "regex": Kind.TRUTH,
    "true": Kind.TRUTH,
    "false": Kind.TRUTH,
    "today": Kind.DATE,
    "date": Kind.DATE,
    "concat": Kind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads kinds off trees. `subjects`: every field by name; `current`: what `.` means."""

    subjects: Mapping[str, Subject]
    current: Subject = _ANYTHING

    def kind(self, tree: Expression) -> Kind:
        """Return what `tree` gives."""
        match tree:
            case Number() | Unary():
                return Kind.NUMBER
            case Text():
                return Kind.TEXT
            case Current() | Ref() | Filtered():
                return self.subject(tree).kind
            case Binary(operator):
                if operator in ("+", "-"):
                    return self._binary(tree)
                return Kind.NUMBER if operator in ("*", "div", "mod") else Kind.TRUTH
            case Call(function, arguments):
                return self._called(function, arguments)

    def subject(self, tree: Expression) -> Subject:
        """Return the field that `tree` is, or one about which nothing is known."""
        match tree:
            case Current():
                return self.current
            case Ref(name) | Filtered(Ref(name)):
                return self.subjects.get(name, _ANYTHING)
            case _:
                return _ANYTHING

    def objections(self, tree: Expression) -> Iterator[str]:
        """Yield what makes no sense in `tree`, in Vietnamese."""
        if isinstance(tree, Filtered):
            yield from Reader(self.subjects, self.subject(tree.ref)).objections(tree.condition)
            return
        yield from self._own(tree)
        for child in children(tree):
            yield from self.objections(child)

    def _own(self, tree: Expression) -> Iterator[str]:
        match tree:
            case Binary(operator, left, right) if operator in (*_EQUAL, *_ORDERED):
                yield from self._comparison(operator, left, right)
            case Binary(operator, left, right) if operator not in ("and", "or"):
                days = operator in ("+", "-")
                yield from self._figures(f"Phép tính “{operator}”", (left, right), (Kind.DATE,) if days else ())
            case Unary(_, operand):
                yield from self._figures("Dấu trừ", (operand,))
            case Call("sum" | "round" | "int" | "abs" as function, arguments):
                yield from self._figures(f"Hàm {function}()", arguments)
            case Call("min" | "max" as function, arguments):
                yield from self._figures(f"Hàm {function}()", arguments, (Kind.DATE,))
            case Call("selected", (given, Text(code))):
                yield from self._choice(given, code)
            case _:
                return

    def _figures(self, what: str, operands: tuple[Expression, ...], more: tuple[Kind, ...] = ()) -> Iterator[str]:
        for operand in operands:
            kind = self.kind(operand)
            is_written_number = isinstance(operand, Text) and _is_number(operand.value)
            if kind not in (*_FIGURES, *more) and not is_written_number:
                yield f"{what} cần số, nhưng {self._named(operand)} là {_WORDS[kind]}"

    def _comparison(self, operator: str, left: Expression, right: Expression) -> Iterator[str]:
        for one, other in ((left, right), (right, left)):
            if isinstance(other, Text) and not isinstance(one, Text):
                yield from self._beside_text(operator, one, other.value)
                return
        kinds = {self.kind(left), self.kind(right)}
        if kinds == {Kind.NUMBER, Kind.DATE}:
            yield f"So sánh ngày với số: {self._named(left)} và {self._named(right)}"
        if operator in _ORDERED and kinds & {Kind.TEXT, Kind.CODE, Kind.CODES}:
            yield f"Phép so sánh “{operator}” cần số hoặc ngày, không dùng cho chữ và lựa chọn"

    def _beside_text(self, operator: str, tree: Expression, written: str) -> Iterator[str]:
        kind = self.kind(tree)
        if written == "" and operator in _EQUAL:
            return
        if kind in (Kind.CODE, Kind.CODES) and operator in _EQUAL:
            yield from self._choice(tree, written)
        elif kind in (Kind.NUMBER, Kind.TRUTH) and not _is_number(written):
            yield f"So sánh số với chữ '{written}'"
        elif kind is Kind.DATE and not _is_date(written):
            yield f"So sánh ngày với '{written}'; ngày viết '2026-12-31'"
        elif kind in (Kind.TEXT, Kind.CODE, Kind.CODES) and operator in _ORDERED:
            yield f"Phép so sánh “{operator}” cần số hoặc ngày, không dùng cho chữ và lựa chọn"

    def _choice(self, tree: Expression, code: str) -> Iterator[str]:
        subject = self.subject(tree)
        if subject.codes and code not in subject.codes:
            yield f"{self._named(tree)} không có lựa chọn '{code}'; có: {', '.join(sorted(subject.codes))}"

    def _named(self, tree: Expression) -> str:
        match tree:
            case Ref(name) | Filtered(Ref(name)):
                return f"“{name}”"
            case Current():
                return f"“{self.current.label}”" if self.current.label else "dấu chấm"
            case Text(value):
                return f"'{value}'"
            case _:
                return "một vế"

    def _binary(self, tree: Binary) -> Kind:
        kinds = (self.kind(tree.left), self.kind(tree.right))
        if kinds.count(Kind.DATE) == 1:
            return Kind.ANY if Kind.ANY in kinds else Kind.DATE
        return Kind.NUMBER

    def _called(self, function: str, arguments: tuple[Expression, ...]) -> Kind:
        if function in ("if", "coalesce"):
            return self._common(arguments[1:] if function == "if" else arguments)
        if function in ("min", "max"):
            return self._common(arguments)
        return _RESULTS.get(function, Kind.NUMBER)

    def _common(self, arguments: tuple[Expression, ...]) -> Kind:
        kinds = {self.kind(argument) for argument in arguments}
        return kinds.pop() if len(kinds) == 1 else Kind.ANY


def _is_number(written: str) -> bool:
    try:
        return Decimal(written).is_finite()
    except InvalidOperation:
        return False


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
