"""Where everything of a form stands: layout in, column widths, rows and addresses out; pure, writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.forms import measure
from docgen.forms.area import Area, address
from docgen.forms.layout import Layout, Line, LineKind, Table
from docgen.forms.measure import FONT_SIZE
from docgen.model.expressions import Call, Number
from docgen.model.programme import Field, FieldType
from docgen.programme import choice_marks
from docgen.programme.expressions.names import every

HINT_SIZE = 10.0
FIRST_LINE = 7
"""Row of the first line (from 0): above it stand the title block and the column heads."""
HEAD_ROW = FIRST_LINE - 1
JOINED_NAME = "dgj_"
"""Begins the names of the hidden cells that hold the choices made in marks, as one text."""
FURTHER_ROWS = 500
"""How many rows below a table's prepared ones are still checked and calculated with."""
SIGNATURE_HEIGHTS = (17.0, 17.0, 17.0, 30.0, 30.0)
"""Heights of the rows of the signature block, in points."""

_NUMBER, _LABEL, _MEASURE, _PREVIOUS, _ANSWER, _NOTE = 4.5, 52.0, 9.5, 14.0, 17.0, 18.5
_COLUMN_WIDTHS = {FieldType.TEXT: 24.0, FieldType.SELECT_ONE: 16.0, FieldType.SELECT_MULTIPLE: 16.0, FieldType.DATE: 11.5}
_NARROW = 10.0
_LEAST_FIRST = 26.0
TABLE_ROW = 15.75
"""Height of a prepared row of a table, in points."""
_GAP, _TITLE = 9.0, 20.0
_LONG_TEXT = 255


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of the sheet, from 0: TT, label (one or more, merged), unit of measure, previous period (or None), answer, note."""

    widths: tuple[float, ...]
    last_label: int
    measure: int
    previous: int | None
    answer: int
    note: int

    def width(self, first: int, last: int) -> float:
        """Return the width of several columns together, in characters."""
        return sum(self.widths[first : last + 1])

    def table_columns(self, count: int) -> tuple[tuple[int, int], ...]:
        """Return the first and last column of each of `count` columns of a table; what is over goes to the first."""
        free = self.note
        singles = max(0, count - 1)
        first = (1, free - singles)
        return (first, *((c, c) for c in range(first[1] + 1, free + 1)))


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands. `columns` has the first and last column of each field; rows `first`..`last` are prepared.

    `reach` is the last row that rules and sums look at: below the last table of a form a unit may write on.
    """

    table: Table
    title_row: int
    columns: Mapping[str, tuple[int, int]]
    first: int
    last: int
    reach: int

    @property
    def hint_row(self) -> int:
        """Return the row of the explanations."""
        return self.title_row + 1

    @property
    def head_row(self) -> int:
        """Return the row of the column heads."""
        return self.title_row + 2


@dataclass(frozen=True, slots=True)
class Places:
    """Where each line, field and table stands on the main sheet.

    `silent` has the addresses of calculations that are not printed; `joined` the names of the cells that hold as one text which choices
    are marked: a formula that is about the whole question looks there.
    """

    grid: Grid
    line_rows: tuple[int, ...]
    signature_row: int
    tables: tuple[TablePlace, ...]
    row_of: Mapping[str, int]
    silent: Mapping[str, str] = field(default_factory=dict)
    joined: Mapping[str, str] = field(default_factory=dict)

    def marks_area(self, asked: Field, row: int | None = None) -> Area:
        """Return the cells in which the choices of `asked` are marked: below one another, or beside one another in a `row` of its table."""
        names = choice_marks.names(asked)
        place = self.table_of(names[0])
        if place is None:
            first, last = self.row_of[names[0]], self.row_of[names[-1]]
            return Area(first, self.grid.answer, last, self.grid.answer)
        line = place.first if row is None else row
        return Area(line, place.columns[names[0]][0], line, place.columns[names[-1]][1])

    def answer_area(self, asked: Field) -> Area:
        """Return the cells of the answer to a field outside tables: a text has the room of its neighbours too."""
        row = self.row_of[asked.name]
        if is_wide(asked):
            return Area(row, self.grid.measure, row, self.grid.note)
        return Area.cell(row, self.grid.answer)

    def table_of(self, name: str) -> TablePlace | None:
        """Return the table that has the column `name`, or None."""
        return next((place for place in self.tables if name in place.columns), None)

    def address_of(self, asked: Field, beside: Field, row: int | None = None) -> str:
        """Return the address of `asked` as a formula in the cell of `beside` writes it, "" when the form does not hold it.

        A column of the same table is the cell in the same row (`row`, by default the first prepared one); a column of another place is all
        its rows, further ones included.
        """
        elsewhere = self.silent.get(asked.name) or self.joined.get(asked.name)
        if elsewhere:
            return elsewhere
        place = self.table_of(asked.name)
        if place is None:
            is_fixed = bool(beside.repeat)
            area = self.answer_area(asked) if asked.name in self.row_of else None
            return address(area.first_row, area.first_column, is_fixed, is_fixed) if area else ""
        column = place.columns[asked.name][0]
        if asked.repeat == beside.repeat:
            return address(place.first if row is None else row, column, fixed_row=False)
        return Area(place.first, column, place.reach, column).address


def is_wide(asked: Field) -> bool:
    """Return whether the answer takes the cells beside it: a text has no unit of measure, and no figure that a note could explain."""
    return asked.type is FieldType.TEXT


def is_long(asked: Field) -> bool:
    """Return whether a text may be long by its own constraint, so that it needs several lines."""
    nodes = tuple(every(asked.constraint.tree)) if asked.type is FieldType.TEXT and asked.constraint else ()
    measures = any(isinstance(node, Call) and node.function == "string-length" for node in nodes)
    return measures and max((int(node.value) for node in nodes if isinstance(node, Number)), default=0) > _LONG_TEXT


def build_grid(layout: Layout, has_previous: bool) -> Grid:
    """Return the columns: as many below the label as the widest table needs."""
    widest = max(layout.tables, key=lambda table: len(table.columns), default=None)
    singles = (_MEASURE, _PREVIOUS, _ANSWER, _NOTE) if has_previous else (_MEASURE, _ANSWER, _NOTE)
    columns = widest.columns if widest else ()
    labels = _label_widths(columns[: max(1, len(columns) - len(singles))])
    after = len(labels) + 1
    return Grid(
        (_NUMBER, *labels, *singles),
        last_label=len(labels),
        measure=after,
        previous=after + 1 if has_previous else None,
        answer=after + len(singles) - 2,
        note=after + len(singles) - 1,
    )


def place(layout: Layout, has_previous: bool, repeat_rows: int, silent_sheet: str) -> Places:
    """Return where everything stands; calculations that are not printed stand on `silent_sheet`, one a row from row 3, in column B."""
    grid = build_grid(layout, has_previous)
    line_rows = tuple(range(FIRST_LINE, FIRST_LINE + len(layout.lines)))
    row_of = {line.field.name: row for row, line in zip(line_rows, layout.lines, strict=True) if line.field is not None}
    signature_row = FIRST_LINE + len(layout.lines) + 1
    tables: list[TablePlace] = []
    row = signature_row + len(SIGNATURE_HEIGHTS) + 1
    for table in layout.tables:
        spans = grid.table_columns(len(table.columns))
        columns = {f.name: span for f, span in zip(table.columns, spans, strict=True)}
        last = row + 2 + repeat_rows
        tables.append(TablePlace(table, row, columns, row + 3, last, last + (FURTHER_ROWS if table is layout.tables[-1] else 0)))
        row = last + 2
    silent = {f.name: f"{silent_sheet}!$B${3 + n}" for n, f in enumerate(layout.silent)}
    marked = [f for f in layout.questions if choice_marks.is_marked(f)]
    joined = {f.name: f"{JOINED_NAME}{n}" for n, f in enumerate(marked, start=1)}
    return Places(grid, line_rows, signature_row, tuple(tables), row_of, silent, joined)


def line_height(line: Line, grid: Grid) -> float:
    """Return how high a line must be for all its words to be read, in points."""
    if line.kind not in (LineKind.QUESTION, LineKind.MARK) or line.field is None:
        size = HINT_SIZE + 1 if line.kind is LineKind.REMARK else FONT_SIZE
        return measure.height(measure.lines(line.text, grid.width(0, grid.note), size), size) + 4.5
    room = grid.width(1, grid.last_label) - (1.5 if line.is_part else 0)
    label = measure.height(measure.lines(line.text, room, FONT_SIZE), FONT_SIZE)
    hint = measure.height(measure.lines(line.hint, room, HINT_SIZE), HINT_SIZE) if line.hint else 0.0
    return max(label + hint, _answer_height(line.field, grid)) + 2.5


def table_head_height(place: TablePlace, grid: Grid) -> float:
    """Return how high the column heads of a table must be, in points."""
    counts = [measure.lines(head_text(f), grid.width(*place.columns[f.name]), FONT_SIZE - 1) for f in place.table.columns]
    return measure.height(max(counts), FONT_SIZE - 1) + 5


def head_text(column: Field) -> str:
    """Return the head of a table's column: its label, and below it the unit of measure."""
    return f"{column.label}\n({column.unit_of_measure})" if column.unit_of_measure else column.label


def table_hints(table: Table) -> str:
    """Return the explanations of a table's columns as one text."""
    return " ".join(words for words in map(_column_hint, table.asked or table.columns) if words)


def height_of_lines(layout: Layout, grid: Grid) -> float:
    """Return how high all lines and the signatures are together, in points."""
    return sum(line_height(line, grid) for line in layout.lines) + sum(SIGNATURE_HEIGHTS) + _GAP


def height_of_table(place: TablePlace, grid: Grid) -> float:
    """Return how high a table is, with its title and prepared rows, in points."""
    rows = (place.last - place.first + 1) * TABLE_ROW
    return _GAP + _TITLE + hint_height(place.table, grid) + table_head_height(place, grid) + rows


def hint_height(table: Table, grid: Grid) -> float:
    """Return how high the row of a table's explanations must be, in points."""
    hints = table_hints(table)
    return measure.height(measure.lines(hints, grid.width(0, grid.note), HINT_SIZE), HINT_SIZE) + 3 if hints else 3.0


def _column_hint(asked: Field) -> str:
    hint = f"{asked.hint[:1].lower()}{asked.hint[1:]}"
    if choice_marks.is_marked(asked):
        hint = f"đánh dấu {choice_marks.MARK} vào một hoặc nhiều cột: {', '.join(choice.label for choice in asked.choices)}. {hint}".strip()
    return f"{asked.label}: {hint}" if hint else ""


def _label_widths(columns: tuple[Field, ...]) -> tuple[float, ...]:
    rest = tuple(_COLUMN_WIDTHS.get(f.type, _NARROW) for f in columns[1:])
    return (max(_LEAST_FIRST, _LABEL - sum(rest)), *rest)


def _answer_height(asked: Field, grid: Grid) -> float:
    if is_long(asked):
        return measure.height(3, FONT_SIZE)
    if asked.type is not FieldType.SELECT_ONE:
        return measure.height(1, FONT_SIZE - 1)
    counts = [measure.lines(choice.label, grid.widths[grid.answer], FONT_SIZE - 1) for choice in asked.choices]
    return measure.height(max(counts, default=1), FONT_SIZE - 1)
