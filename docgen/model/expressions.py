"""The tree of an XLSForm expression: plain values that the programme room parses, evaluates, and writes as Excel formulas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """A text between quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Current:
    """`.`: the answer that the expression stands beside, or the one a filter looks at."""


@dataclass(frozen=True, slots=True)
class Ref:
    """`${name}`: the answer to a field. In a filter or an aggregate: all of them."""

    name: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """`${name}[condition]`: those answers for which `condition` (about `.`) is true."""

    ref: Ref
    condition: Expression


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x`."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """`left operator right`; operators: or and = != < <= > >= + - * div mod."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Text | Current | Ref | Filtered | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written in the definition, and its tree."""

    source: str
    tree: Expression
