"""Which days are worked, and the days of a period: what its figures cover, until when its forms are on time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import Deadline, PeriodDates, Programme
from docgen.programme.days import DayRule, parse_rule

_SATURDAY, _SUNDAY = 5, 6
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days in Viet Nam: Monday to Friday without public holidays, mended by the agency's own days.

    Source: Bộ luật Lao động 2019, Điều 111, 112 (days off, and the day off in lieu when a holiday falls on a weekend).
    """

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Return whether offices work on `day`."""
        return not self.reason(day)

    def reason(self, day: date) -> str:
        """Return why `day` is off ("Chủ nhật", "thứ Bảy", "ngày nghỉ lễ"), or ""."""
        if day in self.working_days:
            return ""
        public, swapped = _public_holidays(day.year)
        if day in self.days_off or day in public:
            return "ngày nghỉ lễ"
        if day in swapped:
            return ""
        return {_SATURDAY: "thứ Bảy", _SUNDAY: "Chủ nhật"}.get(day.weekday(), "")

    def next_working(self, day: date) -> date:
        """Return the first working day from `day` on, `day` itself included."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def plus_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`."""
        for _ in range(count):
            day = self.next_working(day + _ONE_DAY)
        return day


def period_dates(schedule: Schedule, period: Period, calendar: WorkingCalendar) -> PeriodDates:
    """Return the days of `period`.

    Where data_from or data_to is not set, the period's own first or last day stands. The first period (of `first_year`) begins its figures
    on `first_data_from`; no later period reaches back before that day.
    """
    data_to = _day(schedule.data_to, period) or period.last_day
    data_from = _day(schedule.data_from, period) or period.first_day
    first = schedule.first_data_from
    if first is not None and (_is_first(schedule, period) or data_from < first <= data_to):
        data_from = first
    return PeriodDates(data_from, data_to, _deadline(schedule, period, calendar))


def default_period(schedule: Schedule, today: date, issued: Iterable[Period], closed: Collection[Period]) -> Period:
    """Return the oldest period for which forms were issued and which is not closed, else the one that contains `today`."""
    still_open = sorted(period for period in issued if period not in closed)
    return still_open[0] if still_open else Period.containing(schedule.period_type, today)


def plan_year(programme: Programme, period: Period) -> int:
    """Return the year that a unit plans for when it reports `period`."""
    if programme.plan_year_fixed is not None:
        return programme.plan_year_fixed
    return period.year + programme.plan_year_offset


def _is_first(schedule: Schedule, period: Period) -> bool:
    return schedule.first_year == period.year and period.index == 1


def _day(written: str, period: Period) -> date | None:
    rule = _rule(tuple(part.strip() for part in written.split(",") if part.strip()), period)
    return rule.of(period) if rule else None


def _rule(written: tuple[str, ...], period: Period) -> DayRule | None:
    """Return the rule for `period`: the one there is, or the one of its part of the year."""
    if not written:
        return None
    return parse_rule(written[0] if len(written) == 1 else written[(period.index - 1) % len(written)])


def _deadline(schedule: Schedule, period: Period, calendar: WorkingCalendar) -> Deadline:
    rule = _rule(schedule.deadlines, period)
    stated = rule.of(period) if rule else period.last_day
    last_day = stated - _ONE_DAY if schedule.rule == "before" else stated
    if schedule.holiday == "strict" or (period.type is PeriodType.ONCE and stated == date.max):
        return Deadline(stated, schedule.rule, last_day, last_day)
    on_time_until = calendar.next_working(last_day)
    reason = calendar.reason(last_day) if on_time_until != last_day else ""
    return Deadline(stated, schedule.rule, last_day, on_time_until, reason)


def known_years() -> Mapping[int, tuple[frozenset[date], frozenset[date]]]:
    """Return the public holidays, and the weekend days worked for them, of each year that was asked for."""
    return dict(_KNOWN)


def remember_years(known: Mapping[int, tuple[frozenset[date], frozenset[date]]]) -> None:
    """Take what `known_years` gave at another time, by the same library."""
    _KNOWN.update(known)


def has_looked_up() -> bool:
    """Return whether a year was asked for that nobody remembered."""
    return bool(_LOOKED_UP)


_KNOWN: dict[int, tuple[frozenset[date], frozenset[date]]] = {}
_LOOKED_UP: set[int] = set()


def _public_holidays(year: int) -> tuple[frozenset[date], frozenset[date]]:
    if year not in _KNOWN:
        _KNOWN[year] = _looked_up(year)
        _LOOKED_UP.add(year)
    return _KNOWN[year]


def _looked_up(year: int) -> tuple[frozenset[date], frozenset[date]]:
    # Loaded only here: it takes longer than the rest of a short command, and what was remembered needs it not.
    import holidays

    found = holidays.country_holidays("VN", years=year)
    return frozenset(found), frozenset(found.weekend_workdays)
