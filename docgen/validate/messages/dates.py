"""What is said of a date that does not exist, has two meanings, or lies outside the period."""

from __future__ import annotations

from datetime import date

from docgen.model import wording
from docgen.model.findings import Finding, error
from docgen.model.programme import PeriodDates
from docgen.validate.messages.words import Spot


def no_such_date(spot: Spot, dates: PeriodDates, proposed: date | None = None) -> Finding:
    """Return the finding about what is no date; `proposed` is the one that may be meant."""
    hint = f" Nếu đúng là {wording.day(proposed)}, ghi {wording.day(proposed)}." if proposed else ""
    return _finding("ngay_sai", f"“{spot.quoted}” không phải là ngày có thật.", f"Ghi lại theo ngày/tháng/năm.{hint}", spot, dates)


def ambiguous_date(spot: Spot, dates: PeriodDates, first: date, second: date) -> Finding:
    """Return the finding about a date that can be read in two ways."""
    reason = f"“{spot.quoted}” có thể là {wording.day(first)} hoặc {wording.day(second)}."
    return _finding("ngay_sai", reason, "Ghi lại theo ngày/tháng/năm.", spot, dates)


def date_outside_period(spot: Spot, dates: PeriodDates, day: date) -> Finding:
    """Return the finding about a day that the figures of the period do not cover."""
    span = f"từ {wording.day(dates.data_from)} đến {wording.day(dates.data_to)}"
    reason = f"Ngày {wording.day(day)} nằm ngoài kỳ số liệu ({span})."
    mend = "Kiểm tra lại năm; hoạt động sau ngày chốt số liệu báo cáo vào kỳ sau."
    return _finding("ngay_ngoai_ky", reason, mend, spot, dates)


def _finding(code: str, reason: str, mend: str, spot: Spot, dates: PeriodDates) -> Finding:
    span = f"{wording.day(dates.data_from)} đến {wording.day(dates.data_to)}"
    return error(
        code,
        reason,
        mend,
        example=_example(dates),
        comment=f"Ghi ngày theo thứ tự ngày/tháng/năm, trong khoảng {span}.",
        **spot.about,
    )


def _example(dates: PeriodDates) -> str:
    usual = date(dates.data_to.year, 10, 20)
    return wording.day(usual if dates.data_from <= usual <= dates.data_to else dates.data_to)
