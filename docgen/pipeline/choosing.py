"""What a person types to name a period in, the period out."""

from __future__ import annotations

from docgen.model.errors import SettingsError
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.pipeline.office import Office


def parse_period(office: Office, programme: Programme, code: str | None) -> Period:
    """Return the period that `code` names, or the one that is being received.

    Raises:
        SettingsError: `code` names no period of this programme.
    """
    if code is None:
        return office.default_period(programme)
    period = Period.parse(code)
    if period is None or period.type is not programme.schedule.period_type:
        example = office.default_period(programme).code
        raise SettingsError(f"Không có kỳ báo cáo “{code}” của chương trình {programme.name}. Ghi mã kỳ, ví dụ {example}.")
    first = programme.schedule.first_year
    if first and period.year < first:
        raise SettingsError(f"Chương trình {programme.name} bắt đầu từ năm {first}, không có kỳ báo cáo “{code}”.")
    return period
