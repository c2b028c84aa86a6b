"""Cells that hold expressions: parsed where they stand, remembered so that what they name can be checked once all fields are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from docgen.model.expressions import Binary, Formula
from docgen.programme.expressions import ExpressionError, parse
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell


@dataclass(frozen=True, slots=True)
class Written:
    """One expression as written: where, in which column, beside which field (of which table), or for an indicator (no field)."""

    formula: Formula
    cell: Cell
    column: str
    field: str = ""
    repeat: str = ""


@dataclass
class Formulas:
    """The expressions of one workbook."""

    mistakes: Mistakes
    written: list[Written] = field(default_factory=list)

    def read(self, cell: Cell, column: str, field: str = "", repeat: str = "") -> Formula | None:
        """Return the formula in `cell`, or None where there is none or it cannot be understood."""
        if not cell.text:
            return None
        try:
            formula = parse(cell.text)
        except ExpressionError as error:
            self.mistakes.add(cell, f"Biểu thức ở cột {column} chưa đúng: {error}.", f"Đang ghi: {cell.text}", field)
            return None
        self.written.append(Written(formula, cell, column, field, repeat))
        return formula


def both(first: Formula | None, second: Formula | None) -> Formula | None:
    """Return the formula that holds when both do; one that is None says nothing."""
    if first is None or second is None:
        return first or second
    return Formula(f"({first.source}) and ({second.source})", Binary("and", first.tree, second.tree))
