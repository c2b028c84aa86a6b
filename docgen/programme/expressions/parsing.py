"""Text of an expression in, its tree out; the one module that knows the parser library."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import lark

from docgen.model import text
from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Formula, Number, Ref, Text, Unary
from docgen.programme.expressions import functions
from docgen.programme.expressions.errors import ExpressionError

_MAX_LENGTH = 4000
_MAX_DEPTH = 80
_SMART_QUOTES = "‘’“”`´"

_GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction | disjunction OR conjunction -> binary
?conjunction: equality | conjunction AND equality -> binary
?equality: relation | equality EQUAL relation -> binary
?relation: addition | relation ORDER addition -> binary
?addition: product | addition (PLUS | MINUS) product -> binary
?product: unary | product (STAR | DIV | MOD) unary -> binary
?unary: primary | MINUS unary -> unary
?primary: NUMBER -> number
    | STRING -> string
    | DOT -> current
    | REF -> reference
    | REF "[" disjunction "]" -> filtered
    | NAME "(" [disjunction ("," disjunction)*] ")" -> call
    | "(" disjunction ")"

OR: /or\b/
AND: /and\b/
DIV: /div\b/
MOD: /mod\b/
EQUAL: "=" | "!="
ORDER: "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
STAR: "*"
DOT: "."
NUMBER: /[0-9]+(\.[0-9]+)?/
STRING: /'[^']*'|"[^"]*"/
REF: /\$\{[A-Za-z_][A-Za-z0-9_]*\}/
NAME: /(?!(?:and|or|div|mod)\s*\()[A-Za-z][A-Za-z0-9_.-]*(?=\s*\()/
%ignore /\s+/
"""


def parse(source: str) -> Formula:
    """Return the formula that `source` writes.

    Raises:
        ExpressionError: it cannot be understood, or calls a function in a way that does not exist.
    """
    cleaned = text.folded(source)
    if not cleaned:
        raise ExpressionError("Biểu thức để trống")
    if len(cleaned) > _MAX_LENGTH:
        raise ExpressionError(f"Biểu thức dài quá {_MAX_LENGTH} ký tự")
    try:
        tree = _parser().parse(cleaned)
    except lark.UnexpectedInput as error:
        raise _misread(cleaned, error) from error
    if not isinstance(tree, lark.Tree):
        raise TypeError(f"parser gave {type(tree).__name__}")
    _check_depth(tree)
    return Formula(cleaned, _build(tree, in_aggregate=False))


@cache
def _parser() -> lark.Lark:
    return lark.Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False)


def _misread(source: str, error: lark.UnexpectedInput) -> ExpressionError:
    place = getattr(error, "pos_in_stream", None)
    if place is None or place < 0 or place >= len(source) or getattr(getattr(error, "token", None), "type", "") == "$END":
        return ExpressionError("Biểu thức chưa hết: thiếu vế sau hoặc thiếu dấu đóng ngoặc", len(source))
    sign, position = source[place], place + 1
    if sign in _SMART_QUOTES:
        return ExpressionError(f"Dùng dấu nháy thẳng (') thay cho “{sign}”", position)
    if sign in "'\"":
        if source.count(sign, place) == 1:
            return ExpressionError("Thiếu dấu nháy đóng", position)
        return ExpressionError("Thừa chữ trong nháy, hoặc thiếu phép so sánh đứng trước", position)
    if source.startswith("${", place):
        end = source.find("}", place)
        name = source[place + 2 : end] if end > 0 else source[place + 2 :]
        return ExpressionError(f"Tên chỉ tiêu “${{{name}}}” viết sai, hoặc thiếu phép tính đứng trước", position)
    if sign.isalpha():
        word = _word(source, place)
        return ExpressionError(f"Không hiểu “{word}”. Tên chỉ tiêu viết ${{{word}}}; mã lựa chọn, chữ viết '{word}'", position)
    return ExpressionError(f"Không hiểu “{sign}”", position)


def _word(source: str, place: int) -> str:
    end = place
    while end < len(source) and (source[end].isalnum() or source[end] == "_"):
        end += 1
    return source[place:end]


def _check_depth(tree: lark.Tree[lark.Token]) -> None:
    level: list[lark.Tree[lark.Token]] = [tree]
    for _ in range(_MAX_DEPTH):
        level = [child for node in level for child in node.children if isinstance(child, lark.Tree)]
        if not level:
            return
    raise ExpressionError(f"Biểu thức có quá nhiều phép tính nối nhau hoặc lồng nhau (tối đa {_MAX_DEPTH})")


def _build(tree: lark.Tree[lark.Token], in_aggregate: bool) -> Expression:
    first = tree.children[0]
    match tree.data:
        case "number":
            return Number(Decimal(str(first)))
        case "string":
            return Text(str(first)[1:-1])
        case "current":
            return Current()
        case "reference":
            return Ref(str(first)[2:-1])
        case "filtered":
            return _filtered(tree, in_aggregate)
        case "call":
            return _call(tree)
        case "unary":
            return Unary(str(first), _child(tree, 1))
        case _:
            return Binary(str(tree.children[1]), _child(tree, 0), _child(tree, 2))


def _child(tree: lark.Tree[lark.Token], index: int, in_aggregate: bool = False) -> Expression:
    child = tree.children[index]
    if isinstance(child, lark.Token):
        raise TypeError(f"token {child!r} where an expression belongs")
    return _build(child, in_aggregate)


def _filtered(tree: lark.Tree[lark.Token], in_aggregate: bool) -> Expression:
    name = tree.children[0]
    if not in_aggregate:
        raise ExpressionError(f"{name}[…] chỉ dùng trong sum(), count(), min(), max()", _position(name))
    return Filtered(Ref(str(name)[2:-1]), _child(tree, 1))


def _call(tree: lark.Tree[lark.Token]) -> Expression:
    name = tree.children[0]
    function, alone = str(name), len(tree.children) == 2
    takes_answers = function in ("sum", "count") or (function in ("min", "max") and alone)
    arguments = tuple(_child(tree, n, takes_answers) for n in range(1, len(tree.children)))
    remark = functions.objection(function, arguments)
    if remark:
        raise ExpressionError(remark, _position(name))
    return Call(function, arguments)


def _position(token: object) -> int:
    start = token.start_pos if isinstance(token, lark.Token) else None
    return 0 if start is None else start + 1
