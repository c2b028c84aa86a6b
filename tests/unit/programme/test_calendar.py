"""Working days, deadlines and what a period covers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from docgen.model.periods import Period, PeriodType, Schedule
from docgen.model.programme import Deadline, PeriodDates
from docgen.programme.calendar import WorkingCalendar, default_period, period_dates
from docgen.programme.days import DayRule, parse_day, parse_rule

CALENDAR = WorkingCalendar()
YEARLY = Schedule(
    PeriodType.YEAR,
    ("11-30",),
    data_from="-1/11-16",
    data_to="11-15",
    first_data_from=date(2026, 1, 1),
    first_year=2026,
)


def period(code: str) -> Period:
    found = Period.parse(code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        pytest.param(date(2026, 11, 27), "", id="a Friday"),
        pytest.param(date(2026, 11, 28), "thứ Bảy", id="Saturday"),
        pytest.param(date(2026, 11, 29), "Chủ nhật", id="Sunday"),
        pytest.param(date(2026, 9, 2), "ngày nghỉ lễ", id="national day"),
        pytest.param(date(2026, 4, 27), "ngày nghỉ lễ", id="day off in lieu of a holiday on Sunday"),
        pytest.param(date(2026, 2, 17), "ngày nghỉ lễ", id="lunar new year"),
    ],
)
def test_a_day_off_says_why(day: date, reason: str) -> None:
    assert CALENDAR.reason(day) == reason
    assert CALENDAR.is_working(day) is (reason == "")


def test_the_agency_s_own_days_mend_the_calendar() -> None:
    calendar = WorkingCalendar(days_off=frozenset({date(2026, 11, 27)}), working_days=frozenset({date(2026, 11, 28)}))

    assert calendar.next_working(date(2026, 11, 27)) == date(2026, 11, 28)
    assert calendar.plus_working_days(date(2026, 11, 26), 2) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("schedule", "code", "expected"),
    [
        pytest.param(
            YEARLY,
            "2026",
            PeriodDates(
                date(2026, 1, 1),
                date(2026, 11, 15),
                Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 30), "Chủ nhật"),
            ),
            id="the first year begins on its own day; the last day is a Sunday",
        ),
        pytest.param(
            YEARLY,
            "2027",
            PeriodDates(
                date(2026, 11, 16),
                date(2027, 11, 15),
                Deadline(date(2027, 11, 30), "before", date(2027, 11, 29), date(2027, 11, 29)),
            ),
            id="the second year begins in the year before",
        ),
        pytest.param(
            replace(YEARLY, holiday="strict"),
            "2026",
            PeriodDates(
                date(2026, 1, 1), date(2026, 11, 15), Deadline(date(2026, 11, 30), "before", date(2026, 11, 29), date(2026, 11, 29))
            ),
            id="strict: a Sunday stays the last day",
        ),
        pytest.param(
            replace(YEARLY, rule="on"),
            "2026",
            PeriodDates(date(2026, 1, 1), date(2026, 11, 15), Deadline(date(2026, 11, 30), "on", date(2026, 11, 30), date(2026, 11, 30))),
            id="on: the day itself is in time",
        ),
        pytest.param(
            Schedule(PeriodType.HALF, ("06-15", "12-15"), rule="on"),
            "2026-H2",
            PeriodDates(date(2026, 7, 1), date(2026, 12, 31), Deadline(date(2026, 12, 15), "on", date(2026, 12, 15), date(2026, 12, 15))),
            id="halves have a deadline each",
        ),
        pytest.param(
            Schedule(PeriodType.QUARTER, ("+5",), rule="on"),
            "2026-Q1",
            PeriodDates(
                date(2026, 1, 1), date(2026, 3, 31), Deadline(date(2026, 4, 5), "on", date(2026, 4, 5), date(2026, 4, 6), "Chủ nhật")
            ),
            id="days after the end",
        ),
        pytest.param(
            Schedule(PeriodType.ONCE, ("2026-08-31",), rule="on", holiday="strict", data_from="2026-01-01", data_to="2026-08-15"),
            "once",
            PeriodDates(date(2026, 1, 1), date(2026, 8, 15), Deadline(date(2026, 8, 31), "on", date(2026, 8, 31), date(2026, 8, 31))),
            id="once has fixed days",
        ),
        pytest.param(
            Schedule(PeriodType.YEAR, ("02-29",), rule="on", holiday="strict"),
            "2027",
            PeriodDates(date(2027, 1, 1), date(2027, 12, 31), Deadline(date(2027, 2, 28), "on", date(2027, 2, 28), date(2027, 2, 28))),
            id="29 February in a common year",
        ),
    ],
)
def test_a_period_has_its_days(schedule: Schedule, code: str, expected: PeriodDates) -> None:
    assert period_dates(schedule, period(code), CALENDAR) == expected


def test_the_deadline_is_printed_in_one_sentence() -> None:
    deadline = period_dates(YEARLY, period("2026"), CALENDAR).deadline

    assert deadline.sentence == (
        "Hạn gửi: trước ngày 30/11/2026 (chậm nhất hết ngày 29/11/2026; do là Chủ nhật, nhận hết ngày 30/11/2026)."
    )


@pytest.mark.parametrize(
    ("issued", "closed", "expected"),
    [
        pytest.param([], [], "2026", id="nothing issued: the one that contains today"),
        pytest.param(["2027", "2025"], [], "2025", id="the oldest that is open"),
        pytest.param(["2025", "2026"], ["2025"], "2026", id="a closed one does not count"),
        pytest.param(["2025"], ["2025"], "2026", id="all closed"),
    ],
)
def test_the_default_period_is_the_oldest_still_open(issued: list[str], closed: list[str], expected: str) -> None:
    found = default_period(YEARLY, date(2026, 12, 2), map(period, issued), tuple(map(period, closed)))

    assert found == period(expected)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("11-30", DayRule(11, 30)),
        ("-1/11-16", DayRule(11, 16, -1)),
        ("+1/01-15", DayRule(1, 15, 1)),
        ("+5", DayRule(after=5)),
        ("2026-08-31", DayRule(fixed=date(2026, 8, 31))),
        ("02-30", None),
        ("13-01", None),
        ("2026-02-30", None),
        ("30/11", None),
        ("", None),
    ],
)
def test_a_day_of_a_period_is_read_or_refused(text: str, rule: DayRule | None) -> None:
    assert parse_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "day"),
    [("31/12/2026", date(2026, 12, 31)), ("2026-12-31", date(2026, 12, 31)), ("31/2/2026", None), ("31-12-2026", None), ("20261231", None)],
)
def test_a_day_is_read_day_first_or_refused(text: str, day: date | None) -> None:
    assert parse_day(text) == day
