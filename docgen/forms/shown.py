"""An answer as a cell of a printed table shows it: a value, the label of a choice, or the sign of why there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from docgen.model.programme import Field
from docgen.model.values import Missing, Reason, Value

_SIGNS = {Reason.NOTHING_AROSE: "-", Reason.NOT_APPLICABLE: "x"}
_REASONS = {
    Reason.NOT_SENT: "chưa gửi",
    Reason.BLANK: "bỏ trống",
    Reason.NOT_CALCULATED: "chưa tính được",
    Reason.CELL_ERROR: "ô báo lỗi",
    Reason.NOTHING_AROSE: "không phát sinh",
    Reason.NOT_APPLICABLE: "không thuộc diện",
}


def sign(reason: Reason) -> str:
    """Return what stands in a table where a figure is missing: `-` nothing arose, `x` not asked, `…` not there yet."""
    return _SIGNS.get(reason, "…")


def reason_words(reason: Reason) -> str:
    """Return why a figure is missing, in words."""
    return _REASONS[reason]


def shown(value: Value | Missing, asked: Field) -> Decimal | date | str:
    """Return `value` as a cell shows it."""
    if isinstance(value, Missing):
        return sign(value.reason)
    if isinstance(value, tuple):
        return "; ".join(_label(code, asked) for code in value)
    return _label(value, asked) if isinstance(value, str) else value


def _label(code: str, asked: Field) -> str:
    choice = asked.choice(code)
    return choice.label if choice else code
