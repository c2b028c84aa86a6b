"""A tree in, an Excel formula out that means the same where cells are blank or hold "-"; right in Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docgen.model.expressions import Binary, Call, Current, Expression, Number, Ref, Text, Unary
from docgen.programme.expressions import terms
from docgen.programme.expressions.arithmetic import as_text
from docgen.programme.expressions.errors import NotInExcelError
from docgen.programme.expressions.excel_answers import aggregate
from docgen.programme.expressions.excel_dates import date_formula
from docgen.programme.expressions.functions import is_aggregate
from docgen.programme.expressions.names import children
from docgen.programme.expressions.terms import FALSE, TRUE, Term, all_of, any_of, joined, none_of

_COMPARISONS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPPOSITE = {"=": "<>", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_CONDITIONS = frozenset({"not", "selected", "regex", "true", "false"})
_TEXTS = frozenset({"concat"})
_WORDS = {"round": "ROUND", "int": "TRUNC", "abs": "ABS", "min": "MIN", "max": "MAX"}


def excel_formula(tree: Expression, cell_of: Callable[[str], str], current: str, text_of: Callable[[str, str], str] | None = None) -> str:
    """Return the formula of `tree`, without `=`.

    Of a condition: TRUE unless it is known to be false, so that what is open is not judged (data validation; with NOT() before it, the mark
    of a wrong cell). Of a calculation: its value, or "" when an operand is missing.

    Args:
        tree: the expression.
        cell_of: the cell of a field (`$E$14`), a range for a column of a table; "" when this unit is not asked the field.
        current: the cell that `.` means; "" when there is none.
        text_of: what a cell shows for a code of a field (name, code); the name is "." for the current one. Without it, codes are shown.

    Raises:
        NotInExcelError: Excel has no formula that means the same.
    """
    writer = _Writer(cell_of, current, text_of or (lambda name, code: code))
    if is_condition(tree):
        return none_of(writer.refuted(tree))
    return writer.shown(tree)


def excel_is_true(tree: Expression, cell_of: Callable[[str], str], current: str, text_of: Callable[[str, str], str] | None = None) -> str:
    """Return the formula that is TRUE only when `tree` is known to hold (the mark of a doubtful cell). Arguments as `excel_formula`."""
    return _Writer(cell_of, current, text_of or (lambda name, code: code)).held(tree)


def excel_value(tree: Expression, cell_of: Callable[[str], str], current: str, text_of: Callable[[str, str], str] | None = None) -> str:
    """Return what a calculated cell shows: a value, a condition as 1 or 0, "" when missing. Arguments as `excel_formula`."""
    return _Writer(cell_of, current, text_of or (lambda name, code: code)).shown(tree)


def is_condition(tree: Expression) -> bool:
    """Return whether `tree` is true or false rather than a figure or a text."""
    match tree:
        case Binary(operator):
            return operator in ("and", "or") or operator in _COMPARISONS
        case Call("if", (_, then, otherwise)):
            return is_condition(then) and is_condition(otherwise)
        case Call(function):
            return function in _CONDITIONS
        case _:
            return False


@dataclass(frozen=True, slots=True)
class _Writer:
    cell_of: Callable[[str], str]
    current: str
    text_of: Callable[[str, str], str]

    def shown(self, tree: Expression) -> str:
        """Return what a calculated cell holds."""
        if is_condition(tree):
            return f'IF({self.held(tree)},1,IF({self.refuted(tree)},0,""))'
        if isinstance(tree, Call) and tree.function == "if":
            condition, then, otherwise = tree.arguments
            return f'IF({self.held(condition)},{self.shown(then)},IF({self.refuted(condition)},{self.shown(otherwise)},""))'
        term = self.term(tree)
        return term.guarded(term.formula, '""')

    def held(self, tree: Expression) -> str:
        """Return the condition that `tree` is known to be true."""
        return self.decided(tree, True)

    def refuted(self, tree: Expression) -> str:
        """Return the condition that `tree` is known to be false."""
        return self.decided(tree, False)

    def decided(self, tree: Expression, holds: bool) -> str:
        """Return the condition that `tree` is known to be what `holds` says."""
        match tree:
            case Binary("and" | "or" as operator):
                join = all_of if (operator == "and") is holds else any_of
                return join(self.decided(part, holds) for part in _chain(tree))
            case Binary(operator, left, right) if operator in _COMPARISONS:
                return self._compared(operator, left, right, holds)
            case Call("not", (operand,)):
                return self.decided(operand, not holds)
            case Call("if", (condition, then, otherwise)):
                first = all_of((self.held(condition), self.decided(then, holds)))
                return any_of((first, all_of((self.refuted(condition), self.decided(otherwise, holds)))))
            case Call("selected", (given, Text(code))):
                return self._selected(given, code, holds)
            case Call("true" | "false" as function):
                return TRUE if (function == "true") is holds else FALSE
            case _:
                return self._truth(tree, holds)

    def term(self, tree: Expression) -> Term:
        """Return the value of `tree`, read as text where it is text, else as a number."""
        return self.text(tree) if _is_text(tree) else self.number(tree)

    def number(self, tree: Expression) -> Term:
        """Return `tree` as a number; a cell must hold one."""
        if is_condition(tree):
            held, refuted = self.held(tree), self.refuted(tree)
            return Term(f"IF({held},1,0)", guards=(any_of((held, refuted)),))
        match tree:
            case Number(value):
                return Term(as_text(value))
            case Text(value):
                return Term(date_formula(value))
            case Current() | Ref():
                cell = self._cell(tree)
                return Term(cell, numbers=(cell,), is_asked=bool(cell))
            case Unary(_, operand):
                part = self.number(operand)
                return joined(f"-{part.operand}", (part,), is_whole=False)
            case Binary(operator, left, right):
                return terms.calculated(operator, self.number(left), self.number(right))
            case Call():
                return self._called(tree)
            case _:
                raise NotInExcelError("phép lọc chỉ đứng trong hàm tổng hợp")

    def text(self, tree: Expression) -> Term:
        """Return `tree` as text; a cell must be neither blank nor "-"."""
        match tree:
            case Text(value):
                return Term(terms.quoted(value))
            case Current() | Ref():
                cell = self._cell(tree)
                return Term(cell, guards=terms.filled(cell), is_asked=bool(cell))
            case Call("concat", arguments):
                parts = [self.text(argument) for argument in arguments]
                return joined("&".join(part.operand for part in parts), parts, is_risky=False, is_whole=False)
            case Call("if" | "coalesce"):
                return self._chosen(tree, self.text)
            case _:
                return self.number(tree)

    def _cell(self, tree: Current | Ref) -> str:
        cell = self.current if isinstance(tree, Current) else self.cell_of(tree.name)
        if ":" in cell:
            raise NotInExcelError("một công thức chỉ lấy được một ô của bảng; dùng sum(), count(), min(), max() cho cả cột")
        return cell

    def _compared(self, operator: str, left: Expression, right: Expression, holds: bool) -> str:
        sign = _COMPARISONS[operator] if holds else _OPPOSITE[operator]
        if Text("") in (left, right) and operator in ("=", "!="):
            return self._blank(right if left == Text("") else left, is_blank=(operator == "=") is holds)
        first, second = self._sides(operator, left, right)
        both = joined("", (first, second), is_risky=False)
        if not both.is_asked:
            return FALSE if holds else TRUE
        condition = f"{first.operand}{sign}{second.operand}"
        if sign == "=" and not both.numbers and not both.is_risky and isinstance(right, Text) and isinstance(left, Ref | Current):
            return condition
        return both.holding(condition)

    def _sides(self, operator: str, left: Expression, right: Expression) -> tuple[Term, Term]:
        is_number = operator not in ("=", "!=") or not (_is_text(left) or _is_text(right))
        if is_number and not (_is_cell(left) and _is_cell(right) and operator in ("=", "!=")):
            return self.number(left), self.number(right)
        return self._text_beside(left, right), self._text_beside(right, left)

    def _text_beside(self, tree: Expression, other: Expression) -> Term:
        """Return `tree` as text; a code compared with a cell becomes what that cell shows for it."""
        if isinstance(tree, Text) and isinstance(other, Ref | Current):
            return Term(terms.quoted(self.text_of("." if isinstance(other, Current) else other.name, tree.value)))
        return self.text(tree)

    def _blank(self, tree: Expression, is_blank: bool) -> str:
        if not isinstance(tree, Ref | Current):
            raise NotInExcelError("chỉ so sánh được một ô với chữ rỗng")
        cell = self._cell(tree)
        if not cell:
            return FALSE if is_blank else TRUE
        return f'TRIM({cell})=""' if is_blank else all_of(terms.filled(cell))

    def _selected(self, given: Expression, code: str, holds: bool) -> str:
        """Return the condition that the label of `code` is, or is not, among the labels in the cell (joined by "; ")."""
        if not isinstance(given, Ref | Current):
            raise NotInExcelError("selected() chỉ xét được một ô")
        cell = self._cell(given)
        if not cell:
            return FALSE if holds else TRUE
        label = self.text_of("." if isinstance(given, Current) else given.name, code)
        found = f'ISNUMBER(FIND({terms.quoted(f"; {label}; ")},"; "&{cell}&"; "))'
        return found if holds else all_of((*terms.filled(cell), none_of(found)))

    def _truth(self, tree: Expression, holds: bool) -> str:
        if isinstance(tree, Call) and tree.function == "regex":
            raise NotInExcelError("Excel không có phép so mẫu regex()")
        if isinstance(tree, Number):
            return TRUE if bool(tree.value) is holds else FALSE
        term = self.term(tree)
        nothing = '""' if _is_text(tree) else "0"
        return term.holding(f"{term.operand}{'<>' if holds else '='}{nothing}")

    def _called(self, call: Call) -> Term:
        if is_aggregate(call):
            return aggregate(call, self.cell_of, self.text_of)
        match call:
            case Call("today"):
                return Term("TODAY()")
            case Call("date", (Text(value),)):
                return Term(date_formula(value))
            case Call("if" | "coalesce"):
                return self._chosen(call, self.number)
            case Call("count-selected", (Ref() | Current() as given,)):
                part = self.text(given)
                return joined(f'LEN({part.formula})-LEN(SUBSTITUTE({part.formula},";",""))+1', (part,), is_risky=False, is_whole=False)
            case Call("string-length", (given,)):
                part = self.text(given)
                return joined(f"LEN({part.formula})", (part,), is_risky=False)
            case Call(function, arguments) if function in _WORDS:
                parts = [self.number(argument) for argument in arguments]
                values = [part.formula for part in parts] + (["0"] if (function, len(parts)) == ("round", 1) else [])
                return joined(f"{_WORDS[function]}({','.join(values)})", parts)
            case _:
                raise NotInExcelError(f"Excel không có phép tính giống {call.function}()")

    def _chosen(self, call: Call, side: Callable[[Expression], Term]) -> Term:
        if call.function == "coalesce":
            return terms.first_known([side(argument) for argument in call.arguments])
        condition, then, otherwise = call.arguments
        held, refuted = self.held(condition), self.refuted(condition)
        first, second = side(then), side(otherwise)
        guards = (any_of((held, refuted)), f"IF({held},{first.known},{second.known})")
        return Term(f"IF({held},{first.formula},{second.formula})", guards=guards, is_risky=True)


def _chain(tree: Binary) -> tuple[Expression, ...]:
    parts: list[Expression] = []
    for side in children(tree):
        parts += _chain(side) if isinstance(side, Binary) and side.operator == tree.operator else (side,)
    return tuple(parts)


def _is_text(tree: Expression) -> bool:
    match tree:
        case Text():
            return True
        case Call("if", (_, then, otherwise)):
            return _is_text(then) or _is_text(otherwise)
        case Call("coalesce", arguments):
            return any(_is_text(argument) for argument in arguments)
        case Call(function):
            return function in _TEXTS
        case _:
            return False


def _is_cell(tree: Expression) -> bool:
    return isinstance(tree, Ref | Current)
