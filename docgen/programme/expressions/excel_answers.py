"""Aggregates over a column of a table as Excel formulas: SUM, COUNTA, COUNTIF, SUMIF."""

from __future__ import annotations

from collections.abc import Callable

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text
from docgen.programme.expressions import terms
from docgen.programme.expressions.arithmetic import as_text
from docgen.programme.expressions.errors import NotInExcelError
from docgen.programme.expressions.terms import Term

_SIGNS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def aggregate(call: Call, cell_of: Callable[[str], str], text_of: Callable[[str, str], str]) -> Term:
    """Return `call` over the cells of its field.

    Raises:
        NotInExcelError: its filter is more than one comparison, or several `=` joined by `or`.
    """
    target = call.arguments[0]
    name = target.ref.name if isinstance(target, Filtered) else target.name if isinstance(target, Ref) else ""
    cells = cell_of(name)
    if not cells:
        return Term("0") if call.function in ("sum", "count") else Term("0", is_asked=False)
    if not isinstance(target, Filtered):
        return _plain(call.function, cells)
    criteria = [terms.quoted(one) for one in _criteria(target.condition, name, text_of)]
    if call.function == "count":
        return Term("+".join(f"COUNTIF({cells},{one})" for one in criteria), is_whole=len(criteria) == 1)
    if call.function == "sum":
        return Term("+".join(f"SUMIF({cells},{one})" for one in criteria), is_whole=len(criteria) == 1)
    raise NotInExcelError(f"Excel không có phép tính giống {call.function}() kèm điều kiện lọc")


def _plain(function: str, cells: str) -> Term:
    if function == "count":
        nothing = "".join(f"-COUNTIF({cells},{terms.quoted(word)})" for word in terms.NOTHING_AROSE)
        return Term(f"COUNTA({cells}){nothing}", is_whole=False)
    if function == "sum" and ":" in cells:
        return Term(f"SUM({cells})", guards=(f"OR(COUNT({cells})>0,COUNTA({cells})=0)",))
    return Term(f"{function.upper()}({cells})", guards=(f"COUNT({cells})>0",))


def _criteria(condition: Expression, name: str, text_of: Callable[[str, str], str]) -> tuple[str, ...]:
    """Return COUNTIF criteria that together select what `condition` selects, none twice."""
    if isinstance(condition, Binary) and condition.operator == "or":
        both = _criteria(condition.left, name, text_of) + _criteria(condition.right, name, text_of)
        if not all(one.startswith("=") for one in both):
            raise NotInExcelError("điều kiện lọc nối bằng or chỉ dùng được với phép =")
        return tuple(dict.fromkeys(both))
    match condition:
        case Binary(operator, Current(), Text(code)) if operator == "=":
            return (f"={_literal(text_of(name, code))}",)
        case Binary(operator, Current(), Number(value)) if operator in _SIGNS and operator != "!=":
            return (f"{_SIGNS[operator]}{as_text(value)}",)
        case _:
            raise NotInExcelError("điều kiện lọc này không viết được thành công thức Excel")


def _literal(text: str) -> str:
    """Return `text` with what COUNTIF takes for wildcards marked as plain characters."""
    if not text:
        raise NotInExcelError("không đếm được chữ rỗng")
    return "".join(f"~{c}" if c in "*?~" else c for c in text)
