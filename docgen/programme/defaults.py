"""What a definition writes into the blank form, as the value that it means."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from docgen.model.programme import Field, FieldType
from docgen.model.values import Value

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)


def default_of(asked: Field) -> Value | None:
    """Return what `default` of `asked` means: a number, a day, the code of a choice (codes parted by spaces), a text; None when nothing."""
    written = asked.default
    if not written:
        return None
    if asked.type.is_number:
        return _number(written, is_whole=asked.type is FieldType.INTEGER)
    if asked.type is FieldType.DATE:
        return _day(written)
    if asked.type is FieldType.SELECT_ONE:
        return written if asked.choice(written) else None
    if asked.type is FieldType.SELECT_MULTIPLE:
        codes = written.split()
        return tuple(c.code for c in asked.choices if c.code in codes) if all(asked.choice(code) for code in codes) else None
    return written


def _number(written: str, is_whole: bool) -> Decimal | None:
    if not _NUMBER.fullmatch(written):
        return None
    try:
        found = Decimal(written)
    except InvalidOperation:
        return None
    return None if is_whole and found != found.to_integral_value() else found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
