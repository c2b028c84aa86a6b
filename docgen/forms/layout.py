"""What a form of one unit holds, in order: programme and unit in, lines and tables out; pure, knows nothing of cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docgen.model.labels import is_part
from docgen.model.programme import Field, FieldType, Group, Programme
from docgen.model.units import Unit
from docgen.programme import choice_marks


class LineKind(StrEnum):
    """What a line of the form is."""

    HEADING = "heading"
    QUESTION = "question"
    MARK = "mark"
    REMARK = "remark"
    TABLE_BELOW = "table_below"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the form. `number` is what stands in column TT; `is_part` tells a line that details the one above it.

    A question that takes several choices has a line of its own and a line (`MARK`) for each choice below it, whose field is the mark.
    """

    kind: LineKind
    text: str
    field: Field | None = None
    number: str = ""
    is_part: bool = False

    @property
    def hint(self) -> str:
        """Return the explanation printed below the label; where nothing may be typed there is none."""
        return "" if self.field is None or self.field.read_only else self.field.hint


@dataclass(frozen=True, slots=True)
class Table:
    """A table at the end of the form, with the columns that the unit is asked.

    `asked` are the fields themselves; in `columns` one that takes several choices is replaced by its marks, where there is room.
    """

    name: str
    title: str
    columns: tuple[Field, ...]
    asked: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole form of one unit.

    Shape: `lines` in the order of the programme, the place of a table told by a line; `tables` come after them; `silent` are the
    calculations without a label, which no one reads and which therefore are not printed. `left_out`: labels of whole groups that are
    not asked.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    silent: tuple[Field, ...]
    left_out: tuple[str, ...]

    @property
    def questions(self) -> tuple[Field, ...]:
        """Return the fields that have a line of their own."""
        return tuple(line.field for line in self.lines if line.kind is LineKind.QUESTION and line.field is not None)

    @property
    def marks(self) -> tuple[Field, ...]:
        """Return the marks of choices that have a line of their own."""
        return tuple(line.field for line in self.lines if line.kind is LineKind.MARK and line.field is not None)

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all fields that the form holds."""
        in_tables = (column for table in self.tables for column in table.asked)
        return frozenset(f.name for f in (*self.questions, *self.silent, *in_tables))


def lay_out(programme: Programme, unit: Unit) -> Layout:
    """Return the form of `unit`: its groups with their labels as the programme gives them, numerals included.

    A group of which nothing is asked vanishes and leaves a gap in the numerals: they stay those of the programme, because hints, answers by
    telephone and the consolidated workbook name a part by its numeral, whatever kind of unit asks.
    """
    lines: list[Line] = []
    tables: list[Table] = []
    silent: list[Field] = []
    left_out: list[str] = []
    for group in programme.groups:
        fields = group.fields_for(unit)
        if not any(f.type.is_input or _is_shown_figure(f, group) for f in fields):
            left_out.append(group.label)
            silent += [f for f in fields if f.type is FieldType.CALCULATE and not group.is_repeat]
        elif group.is_repeat:
            asked = tuple(f for f in fields if f.type is not FieldType.NOTE)
            tables.append(Table(group.name, group.label, tuple(part for f in asked for part in _parts(f)), asked))
            lines.append(Line(LineKind.TABLE_BELOW, group.label))
        else:
            silent += [f for f in fields if _is_silent(f)]
            lines += _lines(group, fields)
    return Layout(tuple(lines), tuple(tables), tuple(silent), tuple(left_out))


def _lines(group: Group, fields: tuple[Field, ...]) -> list[Line]:
    lines = [Line(LineKind.HEADING, group.label)] if group.label else []
    count = 0
    for asked in fields:
        if asked.type is FieldType.NOTE:
            lines.append(Line(LineKind.REMARK, asked.label, asked))
        elif not _is_silent(asked):
            details = is_part(asked)
            count += not details
            lines.append(Line(LineKind.QUESTION, asked.label, asked, "" if details else str(count), details))
            if choice_marks.is_marked(asked):
                lines += [Line(LineKind.MARK, mark.label, mark, is_part=True) for mark in choice_marks.fields(asked)]
    return lines


def _parts(asked: Field) -> tuple[Field, ...]:
    return choice_marks.fields(asked) if choice_marks.is_marked(asked) else (asked,)


def _is_shown_figure(asked: Field, group: Group) -> bool:
    """Return whether `asked` is a calculation that people read: a part of the form may hold nothing but totals."""
    return asked.type is FieldType.CALCULATE and bool(asked.label) and not group.is_repeat


def _is_silent(asked: Field) -> bool:
    return asked.type is FieldType.CALCULATE and not asked.label
