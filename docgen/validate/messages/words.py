"""Values as messages print them: figures, days, moments, labels, right examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from docgen.model import labels, numbers, text, wording
from docgen.model.programme import Field, FieldType
from docgen.model.values import CellRef, Missing, Reason, Value

MONEY = "đồng"
BLANK = "để trống"
_EXAMPLE = re.compile(r"[Vv]í dụ:?\s+(.+?)\.?\s*$")
_FEW_CHOICES = 3
_EXAMPLE_DAY = date(2026, 10, 20)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finding stands: the field, its cell, and what is written there now."""

    field: Field
    cell: CellRef | None = None
    found: str = ""

    @property
    def label(self) -> str:
        """Return what the form calls the field."""
        return label_of(self.field)

    @property
    def quoted(self) -> str:
        """Return what is written there, cut to 60 characters."""
        return text.shortened(self.found)

    @property
    def address(self) -> str:
        """Return the cell without its sheet: `E14`."""
        return self.cell.cell if self.cell else "?"

    @property
    def about(self) -> dict[str, object]:
        """Return what every finding about the cell carries."""
        return {"cell": self.cell, "field": self.field.name, "label": self.label, "found": self.quoted}


def label_of(field: Field) -> str:
    """Return what the form calls `field`, so that it is understood away from the form."""
    return text.folded(labels.alone(field)) or field.name


def shown(value: Value | Missing, field: Field | None = None) -> str:
    """Return `value` as people read it: `1.234,5`, `20/10/2026`, the label of a choice, `để trống`."""
    if isinstance(value, Missing):
        return {Reason.NOTHING_AROSE: "-", Reason.NOT_APPLICABLE: "không thuộc diện"}.get(value.reason, BLANK)
    if isinstance(value, Decimal):
        return numbers.number(value)
    if isinstance(value, date):
        return wording.day(value)
    codes = value if isinstance(value, tuple) else (value,)
    return "; ".join(_choice_label(code, field) for code in codes)


def typed(value: Decimal) -> str:
    """Return `value` as one types it into a cell: no dots, a comma before decimals."""
    return f"{_plain(value):f}".replace(".", ",")


def example_of(field: Field) -> str:
    """Return a right entry of `field`: what its hint or message gives as one, else one of its type."""
    for source in (field.hint, field.constraint_message):
        if match := _EXAMPLE.search(text.folded(source)):
            return _entry_in(match[1], field)
    if field.choices:
        return _choices_shown(field)
    if field.type is FieldType.DATE:
        return wording.day(_EXAMPLE_DAY)
    if field.type.is_number:
        return "5000000" if field.unit_of_measure == MONEY else "12"
    return "Nguyễn Văn Mẫu" if "họ và tên" in text.folded(field.label).casefold() else "Ghi bằng chữ"


def choice_list(field: Field) -> str:
    """Return the labels a select offers, parted by semicolons."""
    return "; ".join(choice.label for choice in field.choices)


def cell_list(cells: list[CellRef], limit: int = 20) -> str:
    """Return addresses one after the other, cut at `limit`: `E13, E14, E15`."""
    listed = ", ".join(cell.cell for cell in cells[:limit])
    return f"{listed} và {len(cells) - limit} ô khác" if len(cells) > limit else listed


def _choices_shown(field: Field) -> str:
    """Return the choices so that none of them looks like the right one."""
    listed = [choice.label for choice in field.choices]
    return " hoặc ".join(listed if len(listed) <= _FEW_CHOICES else (listed[0], "một giá trị khác trong danh sách"))


def _entry_in(words: str, field: Field) -> str:
    return re.split(r"\bghi\s+", words)[-1].strip() if field.type.is_number else words


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and abs(value) < Decimal(10) ** 27 else value.normalize()


def _choice_label(code: str, field: Field | None) -> str:
    choice = field.choice(code) if field else None
    return choice.label if choice else code
