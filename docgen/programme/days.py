"""Days as a definition writes them: 31/12/2026, `11-30` in a period's year, `-1/11-16` in the year before, `+5` after its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.model.periods import Period

_IN_YEAR = re.compile(r"(?:(?P<years>[+-]\d{1,2})/)?(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_AFTER = re.compile(r"\+(?P<days>\d{1,3})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_VIETNAMESE = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_LEAP_YEAR = 2028


@dataclass(frozen=True, slots=True)
class DayRule:
    """One day of a period: a month and day `years` away from the period's year, or `after` days past its end, or a fixed day."""

    month: int = 0
    day: int = 0
    years: int = 0
    after: int | None = None
    fixed: date | None = None

    def of(self, period: Period) -> date:
        """Return that day of `period`; 29 February is the 28th in a common year."""
        if self.fixed is not None:
            return self.fixed
        if self.after is not None:
            return period.last_day + timedelta(days=self.after)
        year = period.year + self.years
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return date(year, self.month, self.day - 1)


def parse_rule(text: str) -> DayRule | None:
    """Return the rule that `text` writes, or None."""
    if _ISO.fullmatch(text):
        fixed = parse_day(text)
        return DayRule(fixed=fixed) if fixed else None
    after = _AFTER.fullmatch(text)
    if after:
        return DayRule(after=int(after["days"]))
    match = _IN_YEAR.fullmatch(text)
    if not match:
        return None
    month, day = int(match["month"]), int(match["day"])
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        return None
    return DayRule(month, day, int(match["years"] or 0))


def parse_day(text: str) -> date | None:
    """Return the day that `text` writes (31/12/2026 or 2026-12-31), or None."""
    match = _VIETNAMESE.fullmatch(text)
    try:
        if match:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None
