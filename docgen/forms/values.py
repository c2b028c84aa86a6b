"""What stands in a cell as the value of its field: cell in, value (or why there is none) and findings out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from docgen.forms import choice_text, date_text, number_text
from docgen.forms.read_cells import Cell, CellKind, FormatKind, day_of
from docgen.model import text, wording
from docgen.model.findings import Finding
from docgen.model.programme import FieldType, PeriodDates
from docgen.model.values import Missing, Reason, Value
from docgen.validate import messages
from docgen.validate.messages import Spot

MAX_TEXT = 32_767
_TOO_LARGE = Decimal(10) ** 15
_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA")
_DASHES = {"-", "–", "—", "−", "‐", "‑", "－"}
_NOTHING_AROSE = {"khong phat sinh", "ko phat sinh", "k phat sinh"}
_PERCENT = "%"
_WHOLE = 100
_FIRST_LIKELY_SERIAL = Decimal(36_526)
_LAST_LIKELY_SERIAL = Decimal(73_050)


@dataclass(frozen=True, slots=True)
class Typed:
    """What one cell came to: its value, and what there is to say about it."""

    value: Value | Missing
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reading of a cell depends on beside the cell: where it stands, the days of the period, how the workbook counts days."""

    spot: Spot
    dates: PeriodDates
    is_1904: bool = False


def parse(cell: Cell, setting: Setting) -> Typed:
    """Return what `cell` says in answer to the field of `setting.spot`.

    A cell that says nothing readable is Missing(CELL_ERROR) with a finding, so that nothing else is judged by it.
    """
    if cell.has_formula and not cell.is_calculated:
        return Typed(Missing(Reason.NOT_CALCULATED), (messages.not_calculated(_at(cell, setting)),))
    if cell.is_blank:
        return Typed(Missing(Reason.BLANK))
    if cell.struck and cell.struck != cell.text:
        return _wrong(messages.struck_in_part(_at(cell, setting), cell.struck))
    if cell.kind is CellKind.ERROR or (cell.kind is CellKind.TEXT and cell.text.startswith("#") and cell.text.upper() in _ERRORS):
        return _wrong(messages.cell_error(_at(cell, setting)))
    if cell.kind is CellKind.TEXT and is_nothing_arose(cell.text):
        return Typed(Missing(Reason.NOTHING_AROSE))
    found = _PARSERS[setting.spot.field.type](cell, setting)
    if cell.was_cleaned and not isinstance(found.value, Missing):
        return Typed(found.value, (*found.findings, messages.control_characters(_at(cell, setting))))
    return found


def is_nothing_arose(words: str) -> bool:
    """Return whether `words` say that the matter did not arise in the unit: a dash, or "không phát sinh"."""
    return words in _DASHES or _says_nothing_arose(words)


@lru_cache(maxsize=4096)
def _says_nothing_arose(words: str) -> bool:
    """Return the same of words; the choices of a form come again and again."""
    return text.without_accents(words).casefold().strip(" .") in _NOTHING_AROSE


def display(cell: Cell, is_1904: bool) -> str:
    """Return what a person sees in `cell`."""
    number = cell.number
    if number is None:
        return {"1": "TRUE", "0": "FALSE"}.get(cell.text, cell.text) if cell.kind is CellKind.BOOLEAN else cell.text
    if cell.format.kind is FormatKind.DATE:
        moment = day_of(number, is_1904)
        return f"{moment:%d/%m/%Y}" if moment else messages.typed(number)
    if cell.format.kind is FormatKind.PERCENT:
        return f"{messages.typed(number * 100)}%"
    if cell.format.code and set(cell.format.code) == {"0"}:
        return messages.typed(number).zfill(len(cell.format.code))
    return messages.shown(number)


def _at(cell: Cell, setting: Setting) -> Spot:
    return Spot(setting.spot.field, setting.spot.cell, display(cell, setting.is_1904))


def _wrong(finding: Finding) -> Typed:
    return Typed(Missing(Reason.CELL_ERROR), (finding,))


def _parse_number(cell: Cell, setting: Setting) -> Typed:
    field, number = setting.spot.field, cell.number
    is_percent = field.unit_of_measure == _PERCENT
    if number is not None and not is_percent and cell.format.kind is FormatKind.PLAIN and _fits(number, field.type is FieldType.INTEGER):
        return Typed(number)
    spot = _at(cell, setting)
    if number is not None:
        return _from_number(cell, number, spot, is_percent)
    if cell.kind is not CellKind.TEXT:
        return _wrong(messages.text_in_number(spot))
    is_count, is_money = field.type is FieldType.INTEGER, field.unit_of_measure == "đồng"
    found = number_text.parse(cell.text, is_count=is_count, counts_money=is_money, is_percent=is_percent)
    if isinstance(found, number_text.Wordy):
        proposed = found.proposed if found.proposed is not None and _fits(found.proposed, is_count) else None
        return _wrong(messages.text_in_number(spot, proposed))
    if isinstance(found, number_text.Unclear):
        return _wrong(messages.unclear_number(spot, messages.typed(found.first), messages.typed(found.second)))
    checked = _in_range(found.value, spot)
    if found.is_unusual and not isinstance(checked.value, Missing):
        return Typed(checked.value, (messages.understood_as(spot, messages.typed(found.value)), *checked.findings))
    return checked


def _from_number(cell: Cell, number: Decimal, spot: Spot, is_percent: bool) -> Typed:
    if cell.format.kind is FormatKind.DATE:
        return _wrong(messages.text_in_number(spot))
    if cell.format.kind is FormatKind.PERCENT:
        return _in_range(number * 100, spot) if is_percent else _wrong(messages.text_in_number(spot, number * 100))
    if is_percent and 0 < number < 1:
        return _wrong(messages.unclear_number(spot, messages.typed(number * 100), messages.typed(number)))
    return _in_range(number, spot)


def _in_range(value: Decimal, spot: Spot) -> Typed:
    if not _fits(value, spot.field.type is FieldType.INTEGER):
        return _wrong(messages.out_of_range(spot))
    is_doubtful = spot.field.unit_of_measure == _PERCENT and value > _WHOLE
    return Typed(_normal(value), (messages.above_hundred(spot),) if is_doubtful else ())


def _fits(value: Decimal, is_count: bool) -> bool:
    """Return whether `value` can be an answer: no more digits than Excel keeps; a count is whole and not negative."""
    if abs(value) >= _TOO_LARGE:
        return False
    return not is_count or (value == value.to_integral_value() and value >= 0)


def _normal(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _parse_date(cell: Cell, setting: Setting) -> Typed:
    dates = setting.dates
    if cell.kind is not CellKind.DAY and cell.number is not None:
        return _from_serial(cell, cell.number, setting)
    spot, found = _at(cell, setting), date_text.parse(cell.text, dates.data_from, dates.data_to)
    if isinstance(found, date_text.Day):
        note = (messages.understood_as(spot, wording.day(found.value)),) if found.is_unusual else ()
        return Typed(found.value, note)
    if len(found.proposed) == 2:
        return _wrong(messages.ambiguous_date(spot, dates, *found.proposed))
    return _wrong(messages.no_such_date(spot, dates, found.proposed[0] if found.proposed else None))


def _from_serial(cell: Cell, number: Decimal, setting: Setting) -> Typed:
    """Read a number as a day: a cell shown as a date, or a plain number that can only be one whose format was lost."""
    moment = day_of(number, setting.is_1904)
    if cell.format.kind is FormatKind.DATE and moment is not None and not number % 1:
        return Typed(moment.date())
    spot = _at(cell, setting)
    if cell.format.kind is FormatKind.DATE and moment is not None:
        note = (messages.understood_as(spot, wording.day(moment.date())),) if moment.time().hour else ()
        return Typed(moment.date(), note)
    if moment is not None and number == number.to_integral_value() and _FIRST_LIKELY_SERIAL <= number <= _LAST_LIKELY_SERIAL:
        return Typed(moment.date(), (messages.understood_as(spot, wording.day(moment.date())),))
    digits = f"{number:f}"
    found = date_text.parse(digits.zfill(8) if len(digits) == 7 else digits, date.max, date.min)
    proposed = found.proposed[0] if isinstance(found, date_text.NoDay) and found.proposed else None
    return _wrong(messages.no_such_date(spot, setting.dates, proposed))


def _parse_text(cell: Cell, setting: Setting) -> Typed:
    if cell.kind is CellKind.TEXT and len(cell.text) <= MAX_TEXT:
        return Typed(cell.text)
    spot = _at(cell, setting)
    if cell.kind is CellKind.TEXT:
        return _wrong(messages.too_long(spot, len(cell.text), MAX_TEXT))
    number = cell.number
    if number is None:
        return Typed(spot.found)
    if cell.format.kind is not FormatKind.PLAIN:
        return Typed(spot.found, (messages.understood_as(spot, f"“{spot.found}”"),))
    if number != number.to_integral_value():
        return Typed(messages.typed(number), (messages.understood_as(spot, f"“{messages.typed(number)}”"),))
    if abs(number) >= _TOO_LARGE:
        return _wrong(messages.code_as_number(spot))
    return Typed(spot.found if cell.format.code and set(cell.format.code) == {"0"} else messages.typed(number))


def _parse_choice(cell: Cell, setting: Setting) -> Typed:
    spot, field = _at(cell, setting), setting.spot.field
    words = cell.text if cell.kind is CellKind.TEXT else spot.found
    several = field.type is FieldType.SELECT_MULTIPLE
    found = (choice_text.parse_several if several else choice_text.parse_one)(words, field.choices)
    if isinstance(found, choice_text.NotOffered):
        return _wrong(messages.not_in_list(spot, found.nearest))
    value: Value = found.codes if several else found.codes[0]
    note = (messages.understood_as(spot, f"“{messages.shown(value, field)}”"),) if found.is_unusual else ()
    return Typed(value, note)


_PARSERS: Mapping[FieldType, Callable[[Cell, Setting], Typed]] = {
    FieldType.INTEGER: _parse_number,
    FieldType.DECIMAL: _parse_number,
    FieldType.DATE: _parse_date,
    FieldType.TEXT: _parse_text,
    FieldType.SELECT_ONE: _parse_choice,
    FieldType.SELECT_MULTIPLE: _parse_choice,
}
