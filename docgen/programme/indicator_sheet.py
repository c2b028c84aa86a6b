"""Sheet `indicators` in, indicators out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from docgen.model import text
from docgen.model.programme import Indicator
from docgen.programme.fields import NAME, NAME_RULE
from docgen.programme.formulas import Formulas
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Line, Sheet

NEEDED = ("name", "label")
COLUMNS = (
    *NEEDED,
    "numerator",
    "denominator",
    "value",
    "target",
    "target_year",
    "direction",
    "unit_of_measure",
    "main",
    "source",
    "zero_text",
    "must_equal",
)


def read_indicators(sheet: Sheet, formulas: Formulas, mistakes: Mistakes) -> tuple[Indicator, ...]:
    """Return the indicators, in the order of the sheet."""
    mistakes.columns(sheet, NEEDED)
    found: list[Indicator] = []
    for line in sheet.lines:
        indicator = _indicator(line, formulas, mistakes)
        _check(line, indicator, found, mistakes)
        found.append(indicator)
    return tuple(found)


def _indicator(line: Line, formulas: Formulas, mistakes: Mistakes) -> Indicator:
    return Indicator(
        name=mistakes.code(line.cell("name"), "tên chỉ tiêu", NAME, NAME_RULE),
        label=text.folded(line.text("label")),
        numerator=formulas.read(line.cell("numerator"), "numerator"),
        denominator=formulas.read(line.cell("denominator"), "denominator"),
        value=formulas.read(line.cell("value"), "value"),
        target=_target(line, mistakes),
        target_year=_year(line, mistakes),
        direction=_direction(line, mistakes),
        unit_of_measure=text.folded(line.text("unit_of_measure")),
        main=mistakes.flag(line.cell("main")),
        source=text.folded(line.text("source")),
        zero_text=text.folded(line.text("zero_text")),
        must_equal=formulas.read(line.cell("must_equal"), "must_equal"),
    )


def _target(line: Line, mistakes: Mistakes) -> str:
    """The target stays as written, so that it is printed as the plan has it."""
    cell = line.cell("target")
    if not cell.text:
        return ""
    written = cell.text.replace(",", ".")
    try:
        is_number = Decimal(written).is_finite()
    except InvalidOperation:
        is_number = False
    if not is_number:
        mistakes.add(cell, f"Mục tiêu “{cell.text}” không phải là số.", "Chỉ ghi số, không ghi %; ví dụ 65.")
    return written if is_number else ""


def _year(line: Line, mistakes: Mistakes) -> int | None:
    cell = line.cell("target_year")
    if cell.text and not re.fullmatch(r"\d{4}", cell.text, re.ASCII):
        mistakes.add(cell, f"“{cell.text}” không phải là năm.", "Ghi bốn chữ số, ví dụ 2030.")
        return None
    return int(cell.text) if cell.text else None


def _direction(line: Line, mistakes: Mistakes) -> str:
    cell = line.cell("direction")
    if cell.text not in ("", "up", "down"):
        mistakes.add(cell, f"“{cell.text}” không dùng được ở cột direction.", "Ghi up (càng cao càng tốt) hoặc down; hoặc để trống.")
        return ""
    return cell.text


def _check(line: Line, indicator: Indicator, before: Sequence[Indicator], mistakes: Mistakes) -> None:
    if not indicator.label:
        mistakes.add(line.cell("label"), f"Chỉ tiêu “{indicator.name}” chưa có nhãn.", "Ghi nhãn ở cột label.")
    if not line.text("value") and not (line.text("numerator") and line.text("denominator")):
        mistakes.add(
            line.cell("value"),
            f"Chỉ tiêu “{indicator.name}” chưa có cách tính.",
            "Ghi biểu thức ở cột value, hoặc ở cả hai cột numerator và denominator.",
        )
    if any(indicator.name and indicator.name.casefold() == other.name.casefold() for other in before):
        mistakes.add(line.cell("name"), f"Tên “{indicator.name}” đã dùng ở dòng trên.", "Đổi một trong hai tên.")
