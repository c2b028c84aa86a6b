"""Reporting periods: their code, their days, the words people read; which dates a programme sets in each."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
_CODE = re.compile(r"^(?P<year>\d{4})(?:-(?P<part>H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$")


class PeriodType(StrEnum):
    """How often a programme asks for figures."""

    YEAR = "year"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    QUARTER = "quarter"
    MONTH = "month"
    ONCE = "once"

    @property
    def per_year(self) -> int:
        """How many such periods a year has."""
        return {PeriodType.HALF: 2, PeriodType.QUARTER: 4, PeriodType.MONTH: 12}.get(self, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period. `index` counts within the year (half 1-2, quarter 1-4, month 1-12); `once` has year 0."""

    year: int
    type: PeriodType
    index: int = 1

    @classmethod
    def parse(cls, code: str) -> Period | None:
        """Return the period that `code` names (`2026`, `2026-H1`, `2026-9M`, `2026-Q3`, `2026-11`, `once`), or None."""
        if code == "once":
            return cls(0, PeriodType.ONCE)
        match = _CODE.match(code)
        if not match:
            return None
        year, part = int(match["year"]), match["part"]
        if part is None:
            return cls(year, PeriodType.YEAR)
        if part == "9M":
            return cls(year, PeriodType.NINE_MONTHS)
        if part[0] in "HQ":
            return cls(year, PeriodType.HALF if part[0] == "H" else PeriodType.QUARTER, int(part[1]))
        return cls(year, PeriodType.MONTH, int(part))

    @classmethod
    def containing(cls, type: PeriodType, day: date) -> Period:
        """Return the period of `type` that `day` lies in."""
        index = {
            PeriodType.HALF: (day.month - 1) // 6 + 1,
            PeriodType.QUARTER: (day.month - 1) // 3 + 1,
            PeriodType.MONTH: day.month,
        }.get(type, 1)
        return cls(0 if type is PeriodType.ONCE else day.year, type, index)

    @property
    def code(self) -> str:
        """Return the code used inside (people read `words`)."""
        part = {
            PeriodType.YEAR: "",
            PeriodType.HALF: f"-H{self.index}",
            PeriodType.NINE_MONTHS: "-9M",
            PeriodType.QUARTER: f"-Q{self.index}",
            PeriodType.MONTH: f"-{self.index:02d}",
        }
        return "once" if self.type is PeriodType.ONCE else f"{self.year}{part[self.type]}"

    @property
    def words(self) -> str:
        """Return how people read it: `năm 2026`, `6 tháng đầu năm 2026`, `quý III năm 2026`."""
        part = {
            PeriodType.YEAR: "",
            PeriodType.HALF: f"6 tháng {'đầu' if self.index == 1 else 'cuối'} ",
            PeriodType.NINE_MONTHS: "9 tháng ",
            PeriodType.QUARTER: f"quý {_ROMAN.get(self.index, '')} ",
            PeriodType.MONTH: f"tháng {self.index} ",
        }
        return "một lần" if self.type is PeriodType.ONCE else f"{part[self.type]}năm {self.year}"

    @property
    def file_words(self) -> str:
        """Return the words as they stand in file and folder names: `nam-2026`, `quy-1-nam-2026`."""
        part = {
            PeriodType.YEAR: "",
            PeriodType.HALF: f"6-thang-{'dau' if self.index == 1 else 'cuoi'}-",
            PeriodType.NINE_MONTHS: "9-thang-",
            PeriodType.QUARTER: f"quy-{self.index}-",
            PeriodType.MONTH: f"thang-{self.index}-",
        }
        return "dot-xuat" if self.type is PeriodType.ONCE else f"{part[self.type]}nam-{self.year}"

    @property
    def first_day(self) -> date:
        """Return the first day; a one-off period begins with the calendar."""
        if self.type is PeriodType.ONCE:
            return date.min
        return date(self.year, self._last_month - self._months + 1, 1)

    @property
    def last_day(self) -> date:
        """Return the last day; a one-off period has no end."""
        if self.type is PeriodType.ONCE:
            return date.max
        return date(self.year, self._last_month, monthrange(self.year, self._last_month)[1])

    @property
    def previous(self) -> Period | None:
        """Return the period of the same type just before; a one-off period has none."""
        if self.type is PeriodType.ONCE:
            return None
        if self.index > 1:
            return Period(self.year, self.type, self.index - 1)
        per_year = {PeriodType.HALF: 2, PeriodType.QUARTER: 4, PeriodType.MONTH: 12}.get(self.type, 1)
        return Period(self.year - 1, self.type, per_year)

    @property
    def _months(self) -> int:
        return {PeriodType.HALF: 6, PeriodType.NINE_MONTHS: 9, PeriodType.QUARTER: 3, PeriodType.MONTH: 1}.get(self.type, 12)

    @property
    def _last_month(self) -> int:
        return 9 if self.type is PeriodType.NINE_MONTHS else self._months * self.index


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of a programme as its settings give them; `programme.calendar` turns them into days of one period.

    `deadlines`: `11-30` (month-day in the period's year), several for parts of a year, or `+5` (days after the period ends).
    `data_from`, `data_to`: `11-15`, or `-1/11-16` (a day of the year before). `rule`: `before` (the day itself is late) or `on`.
    `holiday`: `next_working_day` or `strict`. `reminder_days`: days from the deadline, negative = before.
    """

    period_type: PeriodType
    deadlines: tuple[str, ...]
    rule: str = "before"
    holiday: str = "next_working_day"
    data_from: str = ""
    data_to: str = ""
    first_data_from: date | None = None
    first_year: int | None = None
    reminder_days: tuple[int, ...] = ()
