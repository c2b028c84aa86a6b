"""One row of sheet `survey` in, one field out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.model import text
from docgen.model.expressions import Formula
from docgen.model.programme import Aggregate, Choice, Doubt, Field, FieldType
from docgen.programme.field_checks import check_field
from docgen.programme.formulas import Formulas, both
from docgen.programme.mistakes import Mistakes
from docgen.programme.workbook import Cell, Line

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}", re.ASCII)
NAME_RULE = "chữ không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ, không quá 60 ký tự"
_DOUBT = re.compile(r"warning(?:_(\d+))?")
_PREFILLS = ("data_from", "data_to")
_DEFAULT_AGGREGATE = {
    FieldType.INTEGER: Aggregate.SUM,
    FieldType.DECIMAL: Aggregate.SUM,
    FieldType.TEXT: Aggregate.LIST,
    FieldType.SELECT_ONE: Aggregate.COUNT,
    FieldType.SELECT_MULTIPLE: Aggregate.COUNT,
}
_FITTING = {
    Aggregate.SUM: (FieldType.INTEGER, FieldType.DECIMAL, FieldType.CALCULATE),
    Aggregate.MEAN: (FieldType.INTEGER, FieldType.DECIMAL, FieldType.CALCULATE),
    Aggregate.LIST: (FieldType.TEXT,),
    Aggregate.COUNT: (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The group or table a row stands in, and what it hands down to its fields."""

    group: str = ""
    repeat: str = ""
    relevant: Formula | None = None
    applies_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Reads rows; `choices` are the lists there are, `unread` gathers the names in rows that could not be read."""

    choices: Mapping[str, tuple[Choice, ...]]
    formulas: Formulas
    mistakes: Mistakes
    unread: set[str] = field(default_factory=set)

    def read(self, line: Line, type: FieldType, list_name: str, place: Place) -> Field:
        """Return the field of `line`; what is wrong with it is noted."""
        name = self.name(line.cell("name"))
        field = Field(
            name=name,
            type=type,
            label=text.folded(line.text("label")),
            hint=text.folded(line.text("hint")),
            group=place.group,
            repeat=place.repeat,
            required=self.mistakes.flag(line.cell("required")),
            constraint=self._formula(line, "constraint", name, place),
            constraint_message=text.folded(line.text("constraint_message")),
            doubts=self._doubts(line, name, place),
            relevant=both(place.relevant, self._formula(line, "relevant", name, place)),
            calculation=self._formula(line, "calculation", name, place),
            default=text.folded(line.text("default")),
            prefill=self._one_of(line.cell("prefill"), _PREFILLS),
            read_only=self.mistakes.flag(line.cell("read_only")),
            unit_of_measure=text.folded(line.text("unit_of_measure")),
            cumulative=self.mistakes.flag(line.cell("cumulative")),
            cumulative_message=self._cumulative_message(line),
            aggregate=self._aggregate(line, type),
            applies_to=words(line.cell("applies_to")) or place.applies_to,
            choices=self._choices(line, type, list_name),
            key=self.mistakes.flag(line.cell("key")),
        )
        check_field(line, field, self.mistakes)
        return field

    def name(self, cell: Cell) -> str:
        """Return the name in `cell`, which must be one that cell names and templates can carry."""
        name = self.mistakes.code(cell, "tên chỉ tiêu", NAME, NAME_RULE)
        if name.casefold() == "seal" or name.casefold().startswith("note_"):
            self.mistakes.add(cell, f"Tên “{name}” dành riêng cho phần mềm.", "Đổi tên khác.", name)
        return name

    def _formula(self, line: Line, column: str, name: str, place: Place) -> Formula | None:
        return self.formulas.read(line.cell(column), column, name, place.repeat)

    def _doubts(self, line: Line, name: str, place: Place) -> tuple[Doubt, ...]:
        doubts = []
        for column in line.cells:
            match = _DOUBT.fullmatch(column)
            if not match:
                continue
            message_column = f"warning_message_{match[1]}" if match[1] else "warning_message"
            message, formula = text.folded(line.text(message_column)), self._formula(line, column, name, place)
            if line.text(column) and not message:
                self.mistakes.add(
                    line.cell(message_column), f"Lưu ý ở cột {column} chưa có câu chữ.", f"Ghi câu ở cột {message_column}.", name
                )
            if formula is not None:
                doubts.append(Doubt(formula, message))
        return tuple(doubts)

    def _cumulative_message(self, line: Line) -> str:
        """A message without a condition is that of a cumulative figure which fell."""
        message = text.folded(line.text("warning_message"))
        if not message or line.text("warning"):
            return ""
        if line.text("cumulative").casefold() not in ("yes", "true", "có", "x", "1"):
            self.mistakes.add(
                line.cell("warning"), "Có câu lưu ý mà thiếu điều kiện.", "Ghi điều kiện ở cột warning, hoặc cumulative = yes."
            )
        return message

    def _one_of(self, cell: Cell, allowed: tuple[str, ...]) -> str:
        if cell.text and cell.text not in allowed:
            self.mistakes.add(cell, f"“{cell.text}” không dùng được ở đây.", f"Ghi một trong: {', '.join(allowed)}; hoặc để trống.")
            return ""
        return cell.text

    def _aggregate(self, line: Line, type: FieldType) -> Aggregate:
        cell = line.cell("aggregate")
        if not cell.text:
            return _DEFAULT_AGGREGATE.get(type, Aggregate.NONE)
        said = self._one_of(cell, tuple(Aggregate))
        aggregate = Aggregate(said) if said else Aggregate.NONE
        if aggregate in _FITTING and type not in _FITTING[aggregate]:
            fitting = ", ".join(_FITTING[aggregate])
            self.mistakes.add(cell, f"Cách cộng “{aggregate}” không dùng cho loại {type}.", f"“{aggregate}” dùng cho: {fitting}.")
        return aggregate

    def _choices(self, line: Line, type: FieldType, list_name: str) -> tuple[Choice, ...]:
        if type not in (FieldType.SELECT_ONE, FieldType.SELECT_MULTIPLE):
            return ()
        found = self.choices.get(list_name, ())
        if not found:
            names = ", ".join(self.choices) or "(chưa có danh sách nào)"
            wanted = f"Không có danh sách lựa chọn “{list_name}”." if list_name else "Thiếu tên danh sách lựa chọn."
            self.mistakes.add(line.cell("type"), wanted, f"Ghi sau {type}, cách một dấu cách, một tên có ở tờ choices: {names}.")
        return found


def words(cell: Cell) -> frozenset[str]:
    """Return the codes in `cell`, parted by spaces, commas or semicolons."""
    return frozenset(re.split(r"[\s,;]+", cell.text.strip())) - {""}
