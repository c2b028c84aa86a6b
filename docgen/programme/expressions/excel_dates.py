"""A text that stands where a number belongs, as Excel computes it: a date or a number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from docgen.programme.expressions.errors import NotInExcelError


def date_formula(text: str) -> str:
    """Return DATE(…) for a text like 2026-12-31, the number for a text like 12.5.

    Raises:
        NotInExcelError: it is neither.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _number(text)
    return f"DATE({day.year},{day.month},{day.day})"


def _number(text: str) -> str:
    try:
        return f"{Decimal(text):f}"
    except InvalidOperation as error:
        raise NotInExcelError(f"không so sánh được thứ tự với chữ “{text}”") from error
