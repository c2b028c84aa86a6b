"""Days as people in Viet Nam type them: text in, the day it means, or the days it could mean; day first, always."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from docgen.forms.number_text import ascii_digits

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:h]\d{2}(?::\d{2})?)?")
_IN_WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:năm|,)\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ].*)?")
_YEARLESS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `is_unusual`: written so that it is worth saying how it was understood."""

    value: date
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class NoDay:
    """No day; `proposed` are the days that may be meant (none, one or two)."""

    proposed: tuple[date, ...] = ()


def parse(typed: str, first: date, last: date) -> Day | NoDay:
    """Return the day that `typed` (cleaned text) means; a day without a year is looked for from `first` to `last`."""
    text = ascii_digits(typed).casefold().strip()
    if match := _DAY_FIRST.fullmatch(text):
        return _day_first(int(match[1]), int(match[2]), match[3])
    if match := _IN_WORDS.fullmatch(text):
        return _checked(int(match[3]), int(match[2]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(text):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _EIGHT_DIGITS.fullmatch(text):
        return NoDay(_existing((int(match[3]), int(match[2]), int(match[1]))))
    if match := _YEARLESS.fullmatch(text):
        years = range(first.year, min(last.year, first.year + 2) + 1)
        days = _existing(*((year, int(match[2]), int(match[1])) for year in years))
        return NoDay(tuple(day for day in days if first <= day <= last)[:2])
    return NoDay()


def _day_first(day: int, month: int, year: str) -> Day | NoDay:
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    found = _existing((full_year, month, day))
    if found:
        return Day(found[0], is_unusual=len(year) == 2)
    return NoDay(_existing((full_year, day, month)))


def _checked(year: int, month: int, day: int) -> Day | NoDay:
    found = _existing((year, month, day))
    return Day(found[0]) if found else NoDay()


def _existing(*candidates: tuple[int, int, int]) -> tuple[date, ...]:
    found = []
    for year, month, day in candidates:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(found)
