"""What must hold in each cell of a form, as Excel says it: fields and places in, formulas out; pure."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.forms.area import address
from docgen.forms.grid import Places
from docgen.model.expressions import Binary, Call
from docgen.model.programme import Field, FieldType, Programme
from docgen.programme.expressions import NotInExcelError, excel_formula, excel_is_true, excel_value
from docgen.programme.expressions.names import every

NOTHING_AROSE = "-"
_DATE_AS_TEXT = "?*/?*/????"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The formulas of one form. `main` is the prefix (`'Biểu'!`) with which another sheet names cells of the main one."""

    programme: Programme
    places: Places
    main: str

    def cell(self, asked: Field) -> str:
        """Return the cell that rules about `asked` look at: the first one of a column."""
        return self.places.address_of(asked, asked)

    def allowed(self, asked: Field) -> str:
        """Return the condition for what may stand in the cell, "" when Excel cannot say it; a blank is always allowed."""
        constraint = self._constraint(asked)
        kind = self.kind(asked)
        return kind.format(constraint=f",{constraint}" if constraint else "") if kind else constraint

    def kind(self, asked: Field) -> str:
        """Return the condition for a cell of this type, with a place for `{constraint}` on the value; "" for texts and choices."""
        cell = self.cell(asked)
        otherwise = f'OR({cell}="-",{cell}="không phát sinh")'
        if asked.type is FieldType.INTEGER:
            return f"IF(ISNUMBER({cell}),AND({cell}=INT({cell}){{constraint}}),{otherwise})"
        if asked.type is FieldType.DECIMAL:
            return f"IF(ISNUMBER({cell}),AND(TRUE{{constraint}}),{otherwise})"
        if asked.type is FieldType.DATE:
            written = f'{otherwise[:-1]},ISNUMBER(SEARCH("{_DATE_AS_TEXT}",{cell})))'
            return f"IF(ISNUMBER({cell}),AND({cell}=INT({cell}){{constraint}}),{written})"
        return ""

    def wrong(self, asked: Field) -> str:
        """Return the condition under which the cell is marked, "" when there is none."""
        allowed = [part for part in (self._one_of(asked), self.allowed(asked)) if part]
        return f'AND({self.cell(asked)}<>"",NOT(AND({",".join(allowed)})))' if allowed else ""

    def doubtful(self, asked: Field) -> str:
        """Return the condition under which the cell deserves another look, "" when there is none that Excel can say."""
        parts = []
        for doubt in asked.doubts:
            try:
                parts.append(excel_is_true(doubt.formula.tree, self._cell_of(asked), self.cell(asked), self._text_of(asked)))
            except NotInExcelError:
                continue
        return f'AND({self.cell(asked)}<>"",OR({",".join(parts)}))' if parts else ""

    def irrelevant(self, asked: Field) -> str:
        """Return the condition under which the field is not asked after all, "" when it always is."""
        if asked.relevant is None:
            return ""
        try:
            return f"NOT({excel_formula(asked.relevant.tree, self._cell_of(asked), '', self._text_of(asked))})"
        except NotInExcelError:
            return ""

    def calculation(self, asked: Field, row: int | None = None, is_elsewhere: bool = False) -> str:
        """Return the formula of a calculated cell, with `=`; `=""` when Excel cannot say it: docgen calculates it itself in any case.

        Args:
            asked: the calculation.
            row: in a table: the row that it is for.
            is_elsewhere: whether it stands on another sheet.
        """
        if asked.calculation is None:
            return '=""'
        try:
            value = excel_value(asked.calculation.tree, self._cell_of(asked, row, is_elsewhere), "", self._text_of(asked))
        except NotInExcelError:
            return '=""'
        return f'=IFERROR({value},"")'

    def _one_of(self, asked: Field) -> str:
        if asked.type is not FieldType.SELECT_ONE:
            return ""
        words = (*(choice.label for choice in asked.choices), NOTHING_AROSE, "không phát sinh")
        return f"OR({','.join(f'{self.cell(asked)}={_quoted(word)}' for word in words)})"

    def _constraint(self, asked: Field) -> str:
        if asked.constraint is None:
            return ""
        try:
            return excel_formula(asked.constraint.tree, self._cell_of(asked), self.cell(asked), self._text_of(asked))
        except NotInExcelError:
            return ""

    def _cell_of(self, beside: Field, row: int | None = None, is_elsewhere: bool = False) -> _CellOf:
        return _CellOf(self.programme, self.places, beside, row, self.main if is_elsewhere else "")

    def _text_of(self, beside: Field) -> _TextOf:
        return _TextOf(self.programme, beside)


@dataclass(frozen=True, slots=True)
class _CellOf:
    programme: Programme
    places: Places
    beside: Field
    row: int | None
    prefix: str

    def __call__(self, name: str) -> str:
        asked = self.programme.field_by_name.get(name)
        where = self.places.address_of(asked, self.beside, self.row) if asked else ""
        return f"{self.prefix}{where}" if where and "!" not in where else where


@dataclass(frozen=True, slots=True)
class _TextOf:
    programme: Programme
    beside: Field

    def __call__(self, name: str, code: str) -> str:
        asked = self.beside if name == "." else self.programme.field_by_name.get(name)
        choice = asked.choice(code) if asked else None
        return choice.label if choice else code


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def calculated_format(asked: Field, programme: Programme) -> str:
    """Return the number format of a figure: decimals only where a calculation divides or a decimal is asked."""
    if asked.type is FieldType.DECIMAL:
        return "#,##0.0##"
    if asked.calculation is None:
        return "#,##0"
    nodes = tuple(every(asked.calculation.tree))
    divides = any(isinstance(node, Binary) and node.operator == "div" for node in nodes)
    rounds_to_whole = any(isinstance(n, Call) and n.function in ("int", "count") for n in nodes)
    return "#,##0.0" if divides and not rounds_to_whole else "#,##0"


def missing_required(places: Places, fields: tuple[Field, ...]) -> str:
    """Return the formula that counts required cells still blank, without `=`; "0" when none is required."""
    cells = sorted(
        (area.first_row, area.first_column)
        for area in (places.answer_area(f) for f in fields if f.required and f.type.is_input and f.relevant is None)
    )
    return "+".join(f"COUNTBLANK({run})" for run in _runs(cells)) or "0"


def _runs(cells: list[tuple[int, int]]) -> list[str]:
    """Return the cells as ranges: those below one another together."""
    runs: list[str] = []
    for column in sorted({column for _, column in cells}):
        rows = [row for row, c in cells if c == column]
        while rows:
            first = rows[0]
            count = next((n for n, row in enumerate(rows) if row != first + n), len(rows))
            last = first + count - 1
            start = address(first, column, False, False)
            runs.append(start if count == 1 else f"{start}:{address(last, column, False, False)}")
            rows = rows[count:]
    return runs
