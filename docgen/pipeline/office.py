"""One workspace opened for work: settings, definitions, calendar and dataset together; knows which periods are alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from docgen.cluster.lock import workspace_lock
from docgen.dataset.consolidate import period_state
from docgen.dataset.store import Dataset, open_dataset
from docgen.model.consolidated import PeriodState
from docgen.model.errors import DefinitionError
from docgen.model.findings import error
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.units import Unit
from docgen.programme import calendar as dates_of
from docgen.programme.calendar import WorkingCalendar
from docgen.programme.catalogue import Catalogue, read_catalogue
from docgen.settings import Settings, Workspace

Stamp = tuple[tuple[str, int, int], ...]
"""Name, size and time of each file of the definitions: what tells that one of them was saved."""


@dataclass(frozen=True)
class Office:
    """Everything a stage may ask for. `now` is the moment of this turn; stages never look at a clock."""

    workspace: Workspace
    catalogue: Catalogue
    calendar: WorkingCalendar
    dataset: Dataset
    now: datetime
    stamp: Stamp = ()

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        return self.workspace.settings

    @property
    def today(self) -> date:
        """The day of this turn."""
        return self.now.date()

    def at(self, now: datetime) -> Office:
        """Return the same office at another moment."""
        return replace(self, now=now)

    def refreshed(self, workspace: Workspace) -> Office:
        """Return the office at the present moment, its definitions read again if a file of them changed.

        Raises:
            DefinitionError: programme.xlsx or units.xlsx has mistakes now.
        """
        stamp = _stamp(workspace)
        if stamp == self.stamp and workspace.settings_bytes == self.workspace.settings_bytes:
            return self.at(workspace.now())
        catalogue = _catalogue(workspace, self.dataset)
        return Office(workspace, catalogue, _calendar(workspace.settings), self.dataset, workspace.now(), stamp)

    def dates(self, programme: Programme, period: Period) -> PeriodDates:
        """Return the days of `period`."""
        return dates_of.period_dates(programme.schedule, period, self.calendar)

    def state(self, programme: Programme, period: Period) -> PeriodState:
        """Return who sent what in `period`, its totals and indicators."""
        return period_state(
            self.dataset, programme, period, self.catalogue.units, self.dates(programme, period), self.today, calendar=self.calendar
        )

    def default_period(self, programme: Programme) -> Period:
        """Return the oldest period with issued forms that is not closed, else the one that contains today."""
        return dates_of.default_period(programme.schedule, self.today, self.issued_periods(programme), self.closed_periods(programme))

    def issued_periods(self, programme: Programme) -> tuple[Period, ...]:
        """Return the periods for which forms were issued."""
        return _periods(self.dataset.facts.issued_periods(programme.name))

    def closed_periods(self, programme: Programme) -> tuple[Period, ...]:
        """Return the periods whose figures are locked."""
        return _periods(self.dataset.acts.closed_periods(programme.name))

    def live_periods(self, programme: Programme) -> tuple[Period, ...]:
        """Return the periods that people see documents and pages of, oldest first."""
        return tuple(sorted({*self.issued_periods(programme), self.default_period(programme)}))

    def units_asked(self, programme: Programme, period: Period) -> tuple[Unit, ...]:
        """Return the units that are asked at least one field of `programme` in `period`."""
        dates = self.dates(programme, period)
        return tuple(
            unit
            for unit in self.catalogue.units.all
            if unit.is_active(dates.data_from, dates.data_to) and any(f.type.is_input and f.applies(unit) for f in programme.fields)
        )

    def programmes(self, named: str | None = None) -> tuple[Programme, ...]:
        """Return the programme that `named` is the folder or form_id of, or all of them.

        Raises:
            DefinitionError: no programme of that name.
        """
        if named is None:
            return tuple(self.catalogue.programmes.values())
        programme = self.catalogue.find(named)
        if programme is None:
            known = ", ".join(self.catalogue.programmes) or "chưa có chương trình nào"
            raise DefinitionError(f"Không có chương trình “{named}” trong thư mục mẫu. Hiện có: {known}.")
        return (programme,)


@contextmanager
def open_office(workspace: Workspace, now: datetime | None = None) -> Iterator[Office]:
    """Open `workspace` for work, alone: definitions read, dataset opened and locked against a second program.

    Raises:
        DefinitionError: programme.xlsx or units.xlsx has mistakes.
        DatasetError: the dataset cannot be used, or another program works here.
    """
    workspace.state.mkdir(parents=True, exist_ok=True)
    with workspace_lock(workspace.state), look_in(workspace, now) as office:
        yield office


@contextmanager
def look_in(workspace: Workspace, now: datetime | None = None) -> Iterator[Office]:
    """Open `workspace` to look, without keeping others from working: nothing may be changed."""
    workspace.state.mkdir(parents=True, exist_ok=True)
    with open_dataset(workspace.dataset_url) as dataset:
        stamp, catalogue = _stamp(workspace), _catalogue(workspace, dataset)
        yield Office(workspace, catalogue, _calendar(workspace.settings), dataset, now or workspace.now(), stamp)


def _stamp(workspace: Workspace) -> Stamp:
    files = sorted(path for path in workspace.templates.glob("**/*") if path.suffix in (".xlsx", ".docx"))
    return tuple((path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files if not path.name.startswith("~"))


def _catalogue(workspace: Workspace, dataset: Dataset) -> Catalogue:
    catalogue = read_catalogue(workspace.templates)
    changed = [p for p in catalogue.programmes.values() if _changed_without_version(p, dataset.facts.versions(p.name))]
    if changed:
        findings = tuple(
            error(
                "doi_ma_khong_doi_phien_ban",
                f"{programme.name}/programme.xlsx: nội dung biểu đã đổi nhưng version vẫn là “{programme.version}”.",
                "Ghi version mới ở tờ settings; nếu biểu cũ vẫn được nhận thì ghi version cũ vào cột accepts.",
                label="version",
            )
            for programme in changed
        )
        raise DefinitionError("\n".join(finding.message for finding in findings), findings)
    return catalogue


def _changed_without_version(programme: Programme, versions: Mapping[str, str]) -> bool:
    return versions.get(programme.version, programme.fingerprint) != programme.fingerprint


def _calendar(settings: Settings) -> WorkingCalendar:
    return WorkingCalendar(frozenset(settings.calendar.days_off), frozenset(settings.calendar.working_days))


def _periods(codes: frozenset[str] | tuple[str, ...]) -> tuple[Period, ...]:
    parsed = (Period.parse(code) for code in codes)
    return tuple(sorted(period for period in parsed if period is not None))
