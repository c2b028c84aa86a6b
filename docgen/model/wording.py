"""Moments, days and lists in the words that people read; one function each, so that every page says them alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(at: datetime) -> str:
    """Return `16 giờ 42 phút, ngày 29/11/2026`, in Vietnam's time whatever zone `at` is in."""
    local = at.astimezone(_VIETNAM)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"


def short_moment(at: datetime) -> str:
    """Return `16:42 29/11/2026`, for narrow columns."""
    return f"{at.astimezone(_VIETNAM):%H:%M %d/%m/%Y}"


def local_day(at: datetime) -> date:
    """Return the day that `at` falls on in Vietnam."""
    return at.astimezone(_VIETNAM).date()


def day(value: date) -> str:
    """Return `29/11/2026`."""
    return f"{value:%d/%m/%Y}"


def listed(words: Iterable[str], separator: str = "; ") -> str:
    """Return the non-empty `words` joined."""
    return separator.join(word for word in words if word)
