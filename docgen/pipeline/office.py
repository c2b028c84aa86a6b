"""One workspace opened for work: settings, definitions, calendar and dataset together; knows which periods are alive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from docgen.dataset.consolidate import period_state
from docgen.dataset.store import Dataset, open_dataset
from docgen.model import folders
from docgen.model.consolidated import PeriodState
from docgen.model.errors import DefinitionError, SettingsError
from docgen.model.findings import error
from docgen.model.periods import Period
from docgen.model.programme import PeriodDates, Programme
from docgen.model.units import Unit
from docgen.model.values import Answers
from docgen.outbox import roots
from docgen.outbox.place import Placer
from docgen.pipeline.condition import Condition
from docgen.pipeline.log import logging_to
from docgen.programme import calendar as dates_of
from docgen.programme.calendar import WorkingCalendar
from docgen.programme.catalogue import Catalogue
from docgen.programme.remembered import keep_holidays, read_remembered, recall_holidays
from docgen.settings import FILE_NAME, Settings, Workspace, open_workspace
from docgen.system import Disk, disk_of

Stamp = tuple[tuple[str, int, int], ...]
"""Name, size and time of each file of the definitions: what tells that one of them was saved."""


@dataclass(frozen=True)
class Office:
    """Everything a stage may ask for. `now` is the moment of this turn; stages never look at a clock.

    `condition`: what the last turn found amiss, None where none was taken. `trouble`: why settings or definitions saved since are not used,
    and those of before still are; empty when there is nothing to mend.
    """

    workspace: Workspace
    catalogue: Catalogue
    calendar: WorkingCalendar
    dataset: Dataset
    now: datetime
    stamp: Stamp = ()
    trouble: str = ""
    condition: Condition | None = None

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

    def refreshed(self) -> Office:
        """Return the office at the present moment, settings and definitions read again if a file of them changed.

        What has mistakes now is not used: work goes on with what was read before, and `trouble` says what to mend.
        """
        stamp = stamp_of(self.workspace)
        if stamp == self.stamp:
            return self.at(self.workspace.now())
        try:
            workspace = open_workspace(self.workspace.root)
            _check_same_places(self.workspace, workspace)
            catalogue = _catalogue(workspace, self.dataset)
        except DefinitionError as mistaken:
            return replace(self, now=self.workspace.now(), stamp=stamp, trouble=str(mistaken))
        except SettingsError as mistaken:
            # A file that is open in Excel cannot be read now and looks the same afterwards: it is tried again each time.
            return replace(self, now=self.workspace.now(), stamp=(), trouble=str(mistaken))
        office = Office(workspace, catalogue, _calendar(workspace.settings), self.dataset, workspace.now(), stamp, condition=self.condition)
        office.record_definitions()
        return office

    def record_definitions(self) -> None:
        """Keep what is used from now on, by hash: docgen.toml, units.xlsx and each programme.xlsx are recorded facts."""
        with self.dataset.transaction():
            self.dataset.facts.record("settings", FILE_NAME, self.workspace.settings_bytes)
            for path, data in self.catalogue.files.items():
                self.dataset.facts.record("definition", path, data)

    def dates(self, programme: Programme, period: Period) -> PeriodDates:
        """Return the days of `period`."""
        return dates_of.period_dates(programme.schedule, period, self.calendar)

    def state(self, programme: Programme, period: Period, alone: str = "", *, at_lock: bool = False) -> PeriodState:
        """Return who sent what in `period`, its totals and indicators; or of the one unit `alone`, as if there were no other.

        `at_lock`: as documents show it. What comes after the figures were locked changes none of them until a person accepts it.
        """
        dates, units = self.dates(programme, period), self.catalogue.units
        return period_state(self.dataset, programme, period, units, dates, self.today, calendar=self.calendar, alone=alone, at_lock=at_lock)

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

    def answers_before(self, programme: Programme, period: Period, unit: Unit) -> Answers | None:
        """Return what `unit` reported for the period before `period`, or None when it did not."""
        before = period.previous
        revision = self.dataset.decisions.current(programme.name, unit.code, before.code) if before else None
        return revision.answers if revision else None

    def units_asked(self, programme: Programme, period: Period) -> tuple[Unit, ...]:
        """Return the units that are asked at least one field of `programme` in `period`."""
        dates = self.dates(programme, period)
        return tuple(
            unit
            for unit in self.catalogue.units.all
            if unit.is_active(dates.data_from, dates.data_to) and any(f.type.is_input and f.applies(unit) for f in programme.fields)
        )

    def placer(self) -> Placer:
        """Return what writes into the folders of people; it stays away from one that is not the folder docgen knows."""
        folders = (self.workspace.inbox, self.workspace.outbox)
        placer = Placer(self.workspace.root, self.dataset, folders)
        for folder in folders:
            roots.reach(placer, folder)
        return placer

    def programmes(self, named: str | None = None) -> tuple[Programme, ...]:
        """Return the programme that `named` is the folder or form_id of, or all of them.

        Raises:
            SettingsError: no programme of that name.
        """
        if named is None:
            return tuple(self.catalogue.programmes.values())
        programme = self.catalogue.find(named)
        if programme is None:
            known = ", ".join(self.catalogue.programmes) or "chưa có chương trình nào"
            raise SettingsError(f"Không có chương trình “{named}” trong thư mục mẫu. Hiện có: {known}.")
        return (programme,)


@contextmanager
def open_office(workspace: Workspace, now: datetime | None = None) -> Iterator[Office]:
    """Open `workspace` for work, alone: definitions read, dataset opened and locked against a second program.

    Raises:
        DefinitionError: programme.xlsx or units.xlsx has mistakes.
        DatasetError: the dataset cannot be used or is damaged, or another program works here.
        SettingsError: the dataset would lie on a share.
    """
    # Loaded only here: those who only look take no lock and examine nothing.
    from docgen.cluster.lock import workspace_lock
    from docgen.dataset.integrity import refuse_damage

    if disk_of(workspace.state) is Disk.NETWORK:
        raise SettingsError(
            f"Thư mục dữ liệu “{workspace.state}” nằm trên thư mục mạng; dữ liệu để ở đó sẽ hỏng. "
            f"Đặt mục state của [folders] trong {FILE_NAME} là một thư mục trên ổ đĩa của chính máy này."
        )
    workspace.state.mkdir(parents=True, exist_ok=True)
    with workspace_lock(workspace.state), logging_to(workspace.state), look_in(workspace, now) as office:
        refuse_damage(workspace.dataset_url)
        office.record_definitions()
        yield office


@contextmanager
def look_in(workspace: Workspace, now: datetime | None = None) -> Iterator[Office]:
    """Open `workspace` to look, without keeping others from working: nothing may be changed."""
    workspace.state.mkdir(parents=True, exist_ok=True)
    recall_holidays(workspace.state)
    with open_dataset(workspace.dataset_url) as dataset:
        stamp, catalogue = stamp_of(workspace), _catalogue(workspace, dataset)
        yield Office(workspace, catalogue, _calendar(workspace.settings), dataset, now or workspace.now(), stamp)
    keep_holidays(workspace.state)


def stamp_of(workspace: Workspace) -> Stamp:
    """Return what changes when docgen.toml, a definition or a template is saved, put there or taken away; () when one cannot look there."""
    try:
        there = sorted(workspace.templates.glob("**/*"))
    except OSError:
        return ()
    templates = (path for path in there if path.suffix in (".xlsx", ".docx") and not path.name.startswith("~"))
    return tuple(entry for path in (workspace.root / FILE_NAME, *templates) if (entry := _entry(path)))


def _entry(path: Path) -> tuple[str, int, int] | None:
    """Return name, size and time of a file; None when it went away meanwhile, as it does while it is being saved."""
    try:
        status = path.stat()
    except OSError:
        return None
    return path.as_posix(), status.st_size, status.st_mtime_ns


def _check_same_places(before: Workspace, now: Workspace) -> None:
    """Refuse to go on elsewhere while working: what is known of files holds for the folders that were opened.

    Raises:
        SettingsError: a folder, or where the dataset is, has another name now.
    """
    if (before.settings.folders, before.dataset_url) != (now.settings.folders, now.dataset_url):
        raise SettingsError(
            f"{FILE_NAME}: mục [folders] hoặc [dataset] đã đổi. Dừng docgen (Ctrl-C) rồi chạy lại thì thay đổi mới có hiệu lực."
        )


def _catalogue(workspace: Workspace, dataset: Dataset) -> Catalogue:
    catalogue = read_remembered(workspace.templates, workspace.state)
    changed = [p for p in catalogue.programmes.values() if _changed_without_version(p, dataset.facts.versions(p.name))]
    if changed:
        # Loaded only here: it opens workbooks, which what was remembered does without.
        from docgen.programme.reading import find_cell

        findings = tuple(
            error(
                "doi_ma_khong_doi_phien_ban",
                f"{programme.name}/programme.xlsx: nội dung biểu đã đổi nhưng version vẫn là “{programme.version}”.",
                "Ghi version mới ở tờ settings; nếu biểu cũ vẫn được nhận thì ghi version cũ vào cột accepts.",
                label="version",
                cell=find_cell(catalogue.files[f"{programme.name}/{folders.PROGRAMME}"], "settings", "version"),
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
