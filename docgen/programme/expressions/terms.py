"""Pieces of an Excel formula: a value with the conditions under which it is known, and conditions joined without waste."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.programme.expressions.errors import NotInExcelError

TRUE, FALSE = "TRUE", "FALSE"
NOTHING_AROSE = ("-", "không phát sinh")
_MAX_TEXT = 255


@dataclass(frozen=True, slots=True)
class Term:
    """A value as Excel computes it.

    `numbers`: cells that must hold a number first. `guards`: further conditions, each computed only when those before it hold.
    `is_risky`: computing it before its guards hold could give an Excel error. `is_asked` False: it stands on a field that this unit is not
    asked, so a comparison with it is false.
    """

    formula: str
    numbers: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    is_risky: bool = False
    is_asked: bool = True
    is_whole: bool = True

    @property
    def operand(self) -> str:
        """Return the formula as part of a larger one."""
        return self.formula if self.is_whole else f"({self.formula})"

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return every condition, in the order in which they must hold."""
        cells, guards = tuple(dict.fromkeys(self.numbers)), tuple(guard for guard in self.guards if guard != TRUE)
        if not cells:
            return guards
        held = f"ISNUMBER({cells[0]})" if len(cells) == 1 else f"COUNT({','.join(cells)})={len(cells)}"
        return (held, *guards)

    def guarded(self, then: str, otherwise: str) -> str:
        """Return `then` where the value is known, else `otherwise`; nothing is computed too early."""
        if not self.is_asked:
            return otherwise
        formula = then
        for condition in reversed(self.conditions):
            formula = f"IF({condition},{formula},{otherwise})"
        return formula

    def holding(self, condition: str) -> str:
        """Return the condition that the value is known and `condition` (about it) holds."""
        if not self.is_asked:
            return FALSE
        if self.is_risky:
            return self.guarded(condition, FALSE)
        return all_of((*self.conditions, condition))

    @property
    def known(self) -> str:
        """Return the condition that the value is known."""
        return self.holding(TRUE)


def joined(formula: str, parts: Iterable[Term], guards: tuple[str, ...] = (), is_risky: bool = True, is_whole: bool = True) -> Term:
    """Return `formula` over `parts`, known when they all are and `guards` hold."""
    parts = tuple(parts)
    return Term(
        formula,
        numbers=tuple(cell for part in parts for cell in part.numbers),
        guards=(*(guard for part in parts for guard in part.guards), *guards),
        is_risky=is_risky or any(part.is_risky for part in parts),
        is_asked=all(part.is_asked for part in parts),
        is_whole=is_whole,
    )


def filled(cell: str) -> tuple[str, ...]:
    """Return the conditions that `cell` holds an answer: it is neither blank nor says that nothing arose."""
    return (f'TRIM({cell})<>""', *(f"{cell}<>{quoted(word)}" for word in NOTHING_AROSE))


def first_known(parts: Iterable[Term]) -> Term:
    """Return the first of `parts` that is known."""
    asked = [part for part in parts if part.is_asked]
    if not asked:
        return Term('""', is_asked=False)
    formula = asked[-1].formula
    for part in reversed(asked[:-1]):
        formula = f"IF({part.known},{part.formula},{formula})"
    return Term(formula, guards=(any_of(part.known for part in asked),), is_risky=True)


def calculated(operator: str, left: Term, right: Term) -> Term:
    """Return `left operator right` for + - * div mod; a division by zero is not known."""
    guards = (f"{right.operand}<>0",) if operator in ("div", "mod") else ()
    formula = {
        "+": f"{left.operand}+{right.operand}",
        "-": f"{left.operand}-{right.operand}",
        "*": f"{left.operand}*{right.operand}",
        "div": f"{left.operand}/{right.operand}",
        "mod": f"{left.operand}-{right.operand}*TRUNC({left.operand}/{right.operand})",
    }[operator]
    return joined(formula, (left, right), guards=guards, is_whole=False)


def quoted(text: str) -> str:
    """Return `text` as Excel writes it in a formula.

    Raises:
        NotInExcelError: Excel takes no longer text than 255 characters there.
    """
    if len(text) > _MAX_TEXT:
        raise NotInExcelError("chữ trong công thức dài quá 255 ký tự")
    return '"' + text.replace('"', '""') + '"'


def all_of(conditions: Iterable[str]) -> str:
    """Return the condition that all hold."""
    return _joined("AND", conditions, neutral=TRUE, decisive=FALSE)


def any_of(conditions: Iterable[str]) -> str:
    """Return the condition that one holds."""
    return _joined("OR", conditions, neutral=FALSE, decisive=TRUE)


def none_of(condition: str) -> str:
    """Return the condition that `condition` does not hold."""
    return {TRUE: FALSE, FALSE: TRUE}.get(condition, f"NOT({condition})")


def _joined(function: str, conditions: Iterable[str], neutral: str, decisive: str) -> str:
    parts = tuple(dict.fromkeys(part for part in conditions if part != neutral))
    if decisive in parts:
        return decisive
    if len(parts) < 2:
        return parts[0] if parts else neutral
    return f"{function}({','.join(parts)})"
