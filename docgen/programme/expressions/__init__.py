"""XLSForm expressions: one grammar, three readers (evaluate, write an Excel formula, list the fields used)."""

from docgen.programme.expressions.errors import ExpressionError, NotInExcelError
from docgen.programme.expressions.evaluation import Scope, evaluate, is_true
from docgen.programme.expressions.excel import excel_formula, excel_is_true, excel_value
from docgen.programme.expressions.names import aggregated, names_used, scalars
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
