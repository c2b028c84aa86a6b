"""XLSForm expressions: one grammar, three readers (evaluate, write an Excel formula, list the fields used)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from docgen.programme.expressions.errors import ExpressionError, NotInExcelError
from docgen.programme.expressions.evaluation import Scope, evaluate, is_true
from docgen.programme.expressions.names import aggregated, names_used, scalars

if TYPE_CHECKING:
    from docgen.programme.expressions.excel import excel_formula, excel_is_true, excel_value
    from docgen.programme.expressions.parsing import parse

__all__ = [
    "ExpressionError",
    "NotInExcelError",
    "Scope",
    "aggregated",
    "evaluate",
    "excel_formula",
    "excel_is_true",
    "excel_value",
    "is_true",
    "names_used",
    "parse",
    "scalars",
]
_LATER = {"parse": "parsing", "excel_formula": "excel", "excel_is_true": "excel", "excel_value": "excel"}


def __getattr__(name: str) -> object:
    """Return what only definitions and forms need, loaded when it is first asked for: evaluating does without the parser library."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
