"""Periods: codes, days and words."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.model.periods import Period, PeriodType


@pytest.mark.parametrize(
    ("code", "words", "file_words", "first_day", "last_day"),
    [
        pytest.param("2026", "năm 2026", "nam-2026", date(2026, 1, 1), date(2026, 12, 31), id="year"),
        pytest.param("2026-H1", "6 tháng đầu năm 2026", "6-thang-dau-nam-2026", date(2026, 1, 1), date(2026, 6, 30), id="first half"),
        pytest.param("2026-H2", "6 tháng cuối năm 2026", "6-thang-cuoi-nam-2026", date(2026, 7, 1), date(2026, 12, 31), id="second half"),
        pytest.param("2026-9M", "9 tháng năm 2026", "9-thang-nam-2026", date(2026, 1, 1), date(2026, 9, 30), id="nine months"),
        pytest.param("2026-Q3", "quý III năm 2026", "quy-3-nam-2026", date(2026, 7, 1), date(2026, 9, 30), id="quarter"),
        pytest.param("2028-02", "tháng 2 năm 2028", "thang-2-nam-2028", date(2028, 2, 1), date(2028, 2, 29), id="leap month"),
    ],
)
def test_a_period_knows_its_words_and_days(code: str, words: str, file_words: str, first_day: date, last_day: date) -> None:
    period = Period.parse(code)

    assert period is not None
    assert (period.code, period.words, period.file_words, period.first_day, period.last_day) == (
        code,
        words,
        file_words,
        first_day,
        last_day,
    )


@pytest.mark.parametrize("code", ["", "26", "2026-13", "2026-Q5", "2026-H3", "năm 2026", "2026-1", " 2026"])
def test_what_is_no_code_is_no_period(code: str) -> None:
    assert Period.parse(code) is None


@pytest.mark.parametrize(
    ("code", "previous"),
    [
        ("2026", "2025"),
        ("2026-H1", "2025-H2"),
        ("2026-H2", "2026-H1"),
        ("2026-Q1", "2025-Q4"),
        ("2026-01", "2025-12"),
        ("2026-9M", "2025-9M"),
    ],
)
def test_the_period_before_is_of_the_same_type(code: str, previous: str) -> None:
    period = Period.parse(code)

    assert period is not None
    assert period.previous == Period.parse(previous)


def test_a_one_off_period_has_neither_days_nor_a_period_before() -> None:
    once = Period.parse("once")

    assert once == Period.containing(PeriodType.ONCE, date(2026, 5, 20))
    assert once is not None
    assert (once.previous, once.code, once.words) == (None, "once", "một lần")


@pytest.mark.parametrize(
    ("type", "code"),
    [
        (PeriodType.YEAR, "2026"),
        (PeriodType.HALF, "2026-H2"),
        (PeriodType.QUARTER, "2026-Q4"),
        (PeriodType.MONTH, "2026-11"),
    ],
)
def test_the_period_that_contains_a_day(type: PeriodType, code: str) -> None:
    assert Period.containing(type, date(2026, 11, 29)).code == code
