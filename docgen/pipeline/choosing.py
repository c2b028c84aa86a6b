"""What a person types to name periods and documents in, these out."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.model.errors import SettingsError
from docgen.model.periods import Period
from docgen.model.programme import ForEach, Programme
from docgen.pipeline.office import Office


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to make; None = all. A document named here is made even when it is made on request only."""

    programme: str | None = None
    document: str | None = None
    period: str | None = None
    unit: str | None = None
    is_forced: bool = False


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


def expected_papers(office: Office, selection: Selection) -> int:
    """Return how many documents `selection` may name, told before anything of any unit is looked at: one for each unit at most."""
    specs = [spec for programme in office.programmes(selection.programme) for spec in programme.documents]
    chosen = [spec for spec in specs if selection.document == spec.name or (selection.document is None and not spec.on_request)]
    units = 1 if selection.unit else len(office.catalogue.units.all)
    return sum(units if spec.for_each in (ForEach.UNIT, ForEach.OVERDUE_UNIT) else 1 for spec in chosen)
