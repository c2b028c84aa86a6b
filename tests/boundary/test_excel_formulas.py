"""Formulas that docgen writes, computed by LibreOffice, against docgen's own evaluation of the same expression."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from docgen.model.expressions import Binary, Call, Current, Expression, Filtered, Number, Ref, Text
from docgen.model.values import Missing, Reason, Value
from docgen.programme.expressions import NotInExcelError, Scope, evaluate, excel_formula, excel_is_true, excel_value, is_true, parse
from docgen.programme.expressions.excel import is_condition
from tests.programs import converted

LABELS = {"co": "Có", "khong": "Không", "khuyet": "Khuyết (chưa có người giữ chức vụ)"}
CELLS = {"a": "A", "b": "B", "c": "C", "s": "D", "t": "E"}
COLUMN = ("F", "G", "H", "I")
SOURCES = (
    ". >= 0 and . <= ${a} and (not(${b} >= 0) or . <= ${b})",
    ". >= 0 and (not(${gone} >= 0) or . <= ${gone})",
    "round(${a} div ${b} * 100, 1)",
    "${a} + ${b}",
    "if(${s} = 'co' or ${a} > 0, 1, 0)",
    "if(${s} = 'co' or ${t} = 'co', 1, 0)",
    "${s} != 'co' or ${a} >= 1",
    "${s} != 'co' or ${t} = ${s}",
    ". > ${a} * 8",
    "${s} = 'co' and . = ''",
    ". = 0 or (. >= 1000 and . <= 20000000000)",
    "(${a} > 0) + (${b} > 0)",
    "coalesce(${a}, ${b}, 0) - 1",
    "selected(${s}, 'khuyet')",
    "string-length(${s}) <= 3",
    "${a} mod ${b}",
    "count(${column}) > .",
    "sum(${column}[. >= 2])",
    "count(${column}[. = 1 or . = 2])",
    "max(${a}, ${b}) - min(${a}, 3)",
    "concat(${a}, ' - ', ${b})",
)


def cell_text(value: Value | Missing) -> str | float | None:
    """Return what stands in the cell."""
    if isinstance(value, Missing):
        return "-" if value.reason is Reason.NOTHING_AROSE else None
    return float(value) if isinstance(value, Decimal) else LABELS[str(value)]


class Case:
    """One expression, the answers it sees, and what LibreOffice must show for its three formulas."""

    def __init__(self, tree: Expression, row: int, chance: random.Random) -> None:
        figures: list[Value | Missing] = [Decimal(n) for n in (0, 0, 1, 2, 3, 8, 9, 1000)]
        figures += [Missing(Reason.BLANK), Missing(Reason.NOTHING_AROSE)]
        codes: list[Value | Missing] = [*LABELS, Missing(Reason.BLANK), Missing(Reason.NOTHING_AROSE)]
        self.answers: dict[str, Value | Missing] = {name: chance.choice(codes if name in "st" else figures) for name in CELLS}
        self.rows = tuple(chance.choice(figures[:6]) for _ in COLUMN)
        self.current = self.answers["c"]
        scope = Scope(lambda name: self.answers.get(name, Missing(Reason.NOT_APPLICABLE)), self._answers, date(2026, 12, 2), self.current)
        self.tree, self.row = tree, row
        self.formulas = self._formulas(tree, row)
        held = is_true(tree, scope)
        self.expected = (
            _shown(evaluate(tree, scope)),
            ("TRUE" if held is not False else "FALSE") if is_condition(tree) else None,
            "TRUE" if held else "FALSE",
        )

    def _answers(self, name: str) -> Sequence[Value | Missing]:
        return self.rows if name == "column" else (self.answers.get(name, Missing(Reason.NOT_APPLICABLE)),)

    def _formulas(self, tree: Expression, row: int) -> tuple[str, str, str]:
        def cell_of(name: str) -> str:
            if name == "column":
                return f"${COLUMN[0]}${row}:${COLUMN[-1]}${row}"
            return f"${CELLS[name]}${row}" if name in CELLS else ""

        def text_of(name: str, code: str) -> str:
            return LABELS.get(code, code)

        current = f"$C${row}"
        return (
            excel_value(tree, cell_of, current, text_of),
            excel_formula(tree, cell_of, current, text_of),
            excel_is_true(tree, cell_of, current, text_of),
        )


def _shown(result: object) -> str:
    if isinstance(result, Missing):
        return ""
    if isinstance(result, bool):
        return "1" if result else "0"
    if isinstance(result, Decimal):
        return f"{float(result):.9g}"
    return str(LABELS.get(str(result), result))


def random_tree(chance: random.Random, depth: int) -> Expression:
    """Return a condition over figures and choices, or a figure."""
    if depth == 0:
        leaves: list[Expression] = [Number(Decimal(chance.randint(0, 9))), Ref("a"), Ref("b"), Ref("gone"), Current()]
        return chance.choice(leaves)
    kind = chance.randint(0, 7)
    if kind == 0:
        return Binary(chance.choice(["and", "or"]), random_tree(chance, depth - 1), random_tree(chance, depth - 1))
    if kind in (1, 2):
        sign = chance.choice(["<", "<=", ">", ">=", "="])
        return Binary(sign, _figure(chance, depth - 1), _figure(chance, depth - 1))
    if kind == 3:
        return Binary(chance.choice(["=", "!="]), Ref(chance.choice("st")), Text(chance.choice(list(LABELS))))
    if kind == 4:
        return Call("not", (random_tree(chance, depth - 1),))
    if kind == 5:
        return Call("if", (random_tree(chance, depth - 1), _figure(chance, depth - 1), _figure(chance, depth - 1)))
    if kind == 6:
        return Call("count", (Filtered(Ref("column"), Binary(">", Current(), Number(Decimal(1)))),))
    return _figure(chance, depth)


def _figure(chance: random.Random, depth: int) -> Expression:
    if depth == 0 or chance.random() < 0.3:
        return random_tree(chance, 0)
    sign = chance.choice(["+", "-", "*", "div", "mod"])
    return Binary(sign, _figure(chance, depth - 1), _figure(chance, depth - 1))


def cases() -> list[Case]:
    """Return each written expression and many random ones, over answers that are figures, blanks and dashes."""
    chance = random.Random(20261202)
    found: list[Case] = []
    trees = [parse(source).tree for source in SOURCES for _ in range(25)] + [random_tree(chance, 3) for _ in range(1500)]
    for tree in trees:
        try:
            found.append(Case(tree, len(found) + 1, chance))
        except NotInExcelError:
            continue
    return found


@pytest.mark.e2e
def test_libreoffice_computes_what_docgen_evaluates(tmp_path: Path) -> None:
    given = cases()
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for case in given:
        written = [cell_text(case.answers[name]) for name in CELLS] + [cell_text(value) for value in case.rows]
        sheet.append([*written, *(f"={formula}" for formula in case.formulas)])
    workbook.save(tmp_path / "formulas.xlsx")

    (computed_by_libreoffice,) = converted((tmp_path / "formulas.xlsx",), tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76")
    with computed_by_libreoffice.open(encoding="utf-8", newline="") as file:
        computed = [tuple(line[len(CELLS) + len(COLUMN) :]) for line in csv.reader(file)]

    wrong = [
        (case.formulas, {**case.answers, "column": case.rows}, case.expected, shown)
        for case, shown in zip(given, computed, strict=True)
        if not _same(case.expected, shown)
    ]
    assert wrong == []


def _same(expected: tuple[str, str | None, str], shown: tuple[str, ...]) -> bool:
    value, formula, held = shown
    return _figures_alike(expected[0], value) and expected[1] in (None, formula) and expected[2] == held


def _figures_alike(expected: str, shown: str) -> bool:
    try:
        return abs(Decimal(expected) - Decimal(shown)) <= Decimal("0.01") * max(abs(Decimal(expected)), Decimal(1))
    except ArithmeticError:
        return expected == shown
