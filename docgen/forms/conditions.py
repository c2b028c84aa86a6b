"""What must hold in each cell of a form, as Excel says it: fields and places in, formulas out; pure."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.forms.area import address
from docgen.forms.grid import Places
from docgen.model.expressions import Binary, Call
from docgen.model.programme import Field, FieldType, Programme
from docgen.programme import choice_marks
from docgen.programme.expressions import NotInExcelError, excel_formula, excel_is_true, excel_value, terms
from docgen.programme.expressions.names import every

NOTHING_AROSE = "-"
_LONGEST_FORMULA = 8000
_DATE_AS_TEXT = "?*/?*/????"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The formulas of one form. `main` is the prefix (`'Biểu'!`) with which another sheet names cells of the main one."""

    programme: Programme
    places: Places
    main: str

    def cell(self, asked: Field) -> str:
        """Return the cell that rules about `asked` look at: the first one of a column; of choices in marks, what they say together.

        Raises:
            NotInExcelError: there are too many choices for one formula.
        """
        return self._cell_of(asked)(asked.name) if choice_marks.is_marked(asked) else self.places.address_of(asked, asked)

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

    def unfitting(self, asked: Field) -> str:
        """Return the condition under which the marks of `asked` break its constraint together, "" when Excel cannot say it."""
        constraint = self._constraint(asked)
        return f"NOT({constraint})" if constraint else ""

    def joined(self, asked: Field, row: int | None = None, is_elsewhere: bool = False) -> str:
        """Return the formula, without `=`, that tells as one text which choices of `asked` are marked, as if typed into one cell.

        Raises:
            NotInExcelError: it would be longer than Excel takes.
        """
        area = self.places.marks_area(asked, row)
        is_table, prefix = bool(asked.repeat), self.main if is_elsewhere else ""
        columns = range(area.first_column, area.last_column + 1) if is_table else [area.first_column] * len(asked.choices)
        rows = [area.first_row] * len(asked.choices) if is_table else range(area.first_row, area.last_row + 1)
        cells = [f"{prefix}{address(r, c, fixed_row=not is_table)}" for r, c in zip(rows, columns, strict=True)]
        labels = (terms.quoted(f"; {choice.label}") for choice in asked.choices)
        words = "&".join(f'IF(TRIM({cell})="{choice_marks.MARK}",{label},"")' for cell, label in zip(cells, labels, strict=True))
        # No range here: where the text stands within another formula, a range would be taken for a whole column.
        dashes = ",".join(f'TRIM({cell})="{NOTHING_AROSE}"' for cell in cells)
        formula = f'IF(AND({words}="",OR({dashes})),"{NOTHING_AROSE}",MID({words},3,{_LONGEST_FORMULA}))'
        if len(formula) > _LONGEST_FORMULA:
            raise NotInExcelError("danh sách lựa chọn quá dài cho một công thức")
        return formula

    def joined_cell(self, asked: Field) -> str:
        """Return what the hidden cell about the marks of `asked` holds, with `=`; nothing when Excel cannot say it."""
        try:
            return f"={self.joined(asked, is_elsewhere=True)}"
        except NotInExcelError:
            return '=""'

    def missing_where_asked(self, asked: Field) -> str:
        """Return how many cells of a field asked under a condition are blank although it holds, "" when Excel cannot say it."""
        if asked.relevant is None:
            return ""
        try:
            condition = excel_is_true(asked.relevant.tree, self._cell_of(asked), "", self._text_of(asked))
            return f"IF({condition},COUNTBLANK({self.cell(asked)}),0)"
        except NotInExcelError:
            return ""

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
        return _CellOf(self, beside, row, is_elsewhere)

    def _text_of(self, beside: Field) -> _TextOf:
        return _TextOf(self.programme, beside)


@dataclass(frozen=True, slots=True)
class _CellOf:
    form: Conditions
    beside: Field
    row: int | None
    is_elsewhere: bool

    def __call__(self, name: str) -> str:
        asked, places = self.form.programme.field_by_name.get(name), self.form.places
        if asked is None or name in places.joined:
            return places.joined.get(name, "")
        if asked.repeat and choice_marks.is_marked(asked) and places.table_of(choice_marks.names(asked)[0]):
            if asked.repeat != self.beside.repeat:
                raise NotInExcelError("Excel không gộp được các cột đánh dấu của mọi dòng")
            return f"({self.form.joined(asked, self.row, self.is_elsewhere)})"
        where = places.address_of(asked, self.beside, self.row)
        return f"{self.form.main}{where}" if self.is_elsewhere and where and "!" not in where else where


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
    needed = [f for f in fields if f.required and f.type.is_input and f.relevant is None]
    areas = [places.answer_area(f) for f in needed if f.name not in places.joined]
    runs = _runs(sorted((area.first_row, area.first_column) for area in areas))
    return "+".join(f"COUNTBLANK({run})" for run in (*runs, *(places.joined[f.name] for f in needed if f.name in places.joined))) or "0"


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
