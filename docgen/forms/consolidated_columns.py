"""Which columns a consolidated table has, how they are headed, and what a unit's line says beside its figures; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.forms.grid import is_long
from docgen.model import labels
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.programme import Aggregate, Field, FieldType, Programme

_WIDTHS = {FieldType.TEXT: 20.0, FieldType.DATE: 11.5, FieldType.SELECT_ONE: 13.0, FieldType.SELECT_MULTIPLE: 16.0}
_FIGURE_WIDTH = 12.5
_MONEY_WIDTH = 15.0
_REFERENCE = re.compile(r"\$\{(\w+)\}")
_OPERATORS = {" div ": " : ", " * ": " x "}


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """One field as a column. `group` is the label of its part of the form. Units: characters."""

    field: Field
    group: str
    title: str
    width: float

    @property
    def unit_of_measure(self) -> str:
        """Return the unit of measure of its figures."""
        return self.field.unit_of_measure


def field_columns(programme: Programme) -> tuple[FieldColumn, ...]:
    """Return the columns: every answer, and each calculation that has a label or is added up over units."""
    return tuple(
        FieldColumn(asked, group.label, title(asked, programme), _width(asked))
        for group in programme.plain_groups
        for asked in group.fields
        if asked.type.is_input or (asked.type is FieldType.CALCULATE and (asked.label or asked.aggregate is not Aggregate.NONE))
    )


def title(asked: Field, programme: Programme) -> str:
    """Return the label; of a calculation without one, its formula in the labels of what it adds up."""
    if asked.label or asked.calculation is None:
        return asked.label or asked.name
    words = _REFERENCE.sub(lambda match: _label(match[1], programme), asked.calculation.source)
    for operator, sign in _OPERATORS.items():
        words = words.replace(operator, sign)
    return words


def full_title(asked: Field, programme: Programme) -> str:
    """Return the label as it stands alone: of a line that details the one above it, both (`Tổng số hộ - trong đó: nữ`)."""
    return labels.alone(asked) or title(asked, programme)


def status_words(state: UnitState) -> str:
    """Return where a unit stands, in the words of the reports; they do not change from one day to the next."""
    if state.status is UnitStatus.ACCEPTED:
        return f"Muộn {state.days_late:02d} ngày" if state.days_late else "Đúng hạn"
    return {
        UnitStatus.RETURNED: "Chờ sửa",
        UnitStatus.HELD: "Chờ xác minh",
        UnitStatus.EXEMPT: "Không thuộc diện",
    }.get(state.status, "Chưa gửi")


def progress(state: PeriodState) -> str:
    """Return the sentence that says on how many units the figures stand."""
    have, asked = len(state.accepted), len(state.asked)
    if have == asked:
        return f"Số liệu của đủ {have}/{asked} đơn vị."
    return f"Số liệu của {have}/{asked} đơn vị; số cộng chưa đủ có dấu (*)."


def _label(name: str, programme: Programme) -> str:
    asked = programme.field_by_name.get(name)
    return asked.label if asked and asked.label else name


def _width(asked: Field) -> float:
    if is_long(asked):
        return 30.0
    if asked.unit_of_measure == "đồng":
        return _MONEY_WIDTH
    return _WIDTHS.get(asked.type, _FIGURE_WIDTH)
