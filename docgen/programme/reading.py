"""programme.xlsx in, a Programme out; every mistake is found in one reading."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping

from docgen.model import folders
from docgen.model.periods import Period, PeriodType
from docgen.model.programme import Choice, DocumentSpec, Field, Group, Indicator, Programme
from docgen.model.units import Units
from docgen.model.values import CellRef
from docgen.programme import choices, document_sheet, indicator_sheet, setting_sheet, survey, whole_checks
from docgen.programme.calendar import WorkingCalendar, period_dates
from docgen.programme.field_checks import check_defaults
from docgen.programme.fields import FieldReader, words
from docgen.programme.fingerprint import fingerprint
from docgen.programme.formulas import Formulas
from docgen.programme.mistakes import Mistakes
from docgen.programme.references import check_references
from docgen.programme.setting_sheet import ProgrammeSettings
from docgen.programme.whole_checks import Surroundings
from docgen.programme.workbook import Sheet, read_sheets

FILE_NAME = folders.PROGRAMME
_NEEDED_SHEETS = ("settings", "survey")
_SURVEY_COLUMNS = (
    *survey.NEEDED,
    "hint",
    "required",
    "constraint",
    "constraint_message",
    "relevant",
    "calculation",
    "default",
    "read_only",
    "unit_of_measure",
    "warning",
    "warning_message",
    "warning_2",
    "warning_message_2",
    "cumulative",
    "aggregate",
    "applies_to",
    "prefill",
    "key",
    "required_message",
    "appearance",
    "parameters",
)
_OF_THE_FORM = ("settings", "survey", "choices")
_ELSEWHERE = ("required_message", "appearance", "parameters")
_COLUMNS = {
    "settings": (*setting_sheet.NEEDED, *setting_sheet.OURS),
    "survey": _SURVEY_COLUMNS,
    "choices": choices.COLUMNS,
    "indicators": indicator_sheet.COLUMNS,
    "documents": document_sheet.COLUMNS,
}


def parse_programme(name: str, data: bytes, units: Units | None = None, around: Surroundings | None = None) -> Programme:
    """Return the programme that the workbook `data` of folder `name` defines.

    Args:
        name: the folder under templates/.
        data: the bytes of programme.xlsx.
        units: when given, `applies_to` and `for_each` must name units or types in it.
        around: what lies around the definition, where it shall be looked at too.

    Raises:
        DefinitionError: it has mistakes; all of them are findings with sheet and cell.
    """
    file = f"{name}/{FILE_NAME}"
    sheets, mistakes = read_sheets(data, file), Mistakes(file)
    for missing in (sheet for sheet in _NEEDED_SHEETS if sheet not in sheets):
        near = difflib.get_close_matches(missing, sheets, n=1, cutoff=0.7)
        mend = f"Có phải là tờ “{near[0]}”? Đổi tên tờ thành “{missing}”." if near else f"Thêm tờ tên “{missing}” theo chương trình mẫu."
        mistakes.add(None, f"Thiếu tờ “{missing}”.", mend)
    _check_columns(sheets, mistakes)
    read = _Parts(sheets, mistakes)
    check_references(read.fields, read.formulas, mistakes, read.unread)
    _check_whole(sheets, read, around or Surroundings(), mistakes)
    if units is not None:
        _check_units(sheets, read, units, mistakes)
    _check_dates(sheets, read.settings, mistakes)
    mistakes.stop_if_any()
    return _programme(name, data, read)


def known_columns() -> Mapping[str, tuple[str, ...]]:
    """Return the columns of each sheet that mean something to docgen; XLSForm's others, which only a telephone needs, are left out."""
    return {sheet: tuple(column for column in columns if column not in _ELSEWHERE) for sheet, columns in _COLUMNS.items()}


def find_cell(data: bytes, sheet: str, column: str, name: str = "") -> CellRef | None:
    """Return where `column` of the row called `name` (the first row when empty) of `sheet` stands in the workbook `data`, or None."""
    lines = read_sheets(data, FILE_NAME).get(sheet, Sheet(sheet)).lines
    return next((line.cell(column).ref for line in lines if not name or line.text("name") == name), None)


def _check_whole(sheets: Mapping[str, Sheet], read: _Parts, around: Surroundings, mistakes: Mistakes) -> None:
    asked, offered = sheets.get("survey", Sheet("survey")), sheets.get("choices", Sheet("choices"))
    whole_checks.check_error_cells((sheet for name, sheet in sheets.items() if name in _COLUMNS), mistakes)
    whole_checks.check_groups(asked, read.groups, mistakes)
    whole_checks.check_mark_names(asked, read.fields, mistakes)
    check_defaults(read.fields, {line.text("name"): line.cell("default") for line in asked.lines}, mistakes)
    whole_checks.check_choices(offered, read.fields, read.choices, mistakes)
    documents = sheets.get("documents", Sheet("documents")).lines
    whole_checks.check_documents(documents, read.documents, around, mistakes)
    if any(finding.cell is None or finding.cell.sheet in _OF_THE_FORM for finding in mistakes.found):
        return  # what could not be read is not in the fingerprint, so it says nothing yet
    for line in sheets.get("settings", Sheet("settings")).lines[:1]:
        whole_checks.check_version(line, read.settings.version, fingerprint(read.settings, read.groups), around, mistakes)


class _Parts:
    """The sheets as read, before they are one programme."""

    def __init__(self, sheets: Mapping[str, Sheet], mistakes: Mistakes) -> None:
        self.formulas = Formulas(mistakes)
        self.settings: ProgrammeSettings = setting_sheet.read_settings(sheets.get("settings", _absent("settings")), mistakes)
        self.choices: Mapping[str, tuple[Choice, ...]] = {}
        self.indicators: tuple[Indicator, ...] = ()
        self.documents: tuple[DocumentSpec, ...] = ()
        if _is_used(sheets, "choices"):
            self.choices = choices.read_choices(sheets["choices"], mistakes)
        reader = FieldReader(self.choices, self.formulas, mistakes)
        self.groups: tuple[Group, ...] = survey.read_survey(sheets.get("survey", _absent("survey")), reader)
        self.unread = frozenset(reader.unread)
        if _is_used(sheets, "indicators"):
            self.indicators = indicator_sheet.read_indicators(sheets["indicators"], self.formulas, mistakes)
        if _is_used(sheets, "documents"):
            self.documents = document_sheet.read_documents(sheets["documents"], mistakes)

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for group in self.groups for field in group.fields)


def _absent(name: str) -> Sheet:
    """Return what stands for a sheet that is not there, which is told once."""
    return Sheet(name, is_absent=True)


def _is_used(sheets: Mapping[str, Sheet], name: str) -> bool:
    return name in sheets and bool(sheets[name].header or sheets[name].lines)


def _programme(name: str, data: bytes, read: _Parts) -> Programme:
    settings = read.settings
    return Programme(
        name=name,
        form_id=settings.form_id,
        title=settings.title,
        version=settings.version,
        fingerprint=fingerprint(settings, read.groups),
        sha256=hashlib.sha256(data).hexdigest(),
        full_name=settings.full_name,
        short_name=settings.short_name,
        years=settings.years,
        schedule=settings.schedule,
        groups=read.groups,
        indicators=read.indicators,
        documents=read.documents,
        form_number=settings.form_number,
        receiver=settings.receiver,
        accepts=settings.accepts,
        repeat_rows=settings.repeat_rows,
        issued_with=settings.issued_with,
        plan_year_offset=settings.plan_year_offset,
        plan_year_fixed=settings.plan_year_fixed,
        choices=read.choices,
    )


def _check_columns(sheets: Mapping[str, Sheet], mistakes: Mistakes) -> None:
    """A column we do not know may be the owner's own; one that looks like ours is a slip of the pen that would go unseen."""
    for name, columns in _COLUMNS.items():
        for column, ref in (sheets[name].header if name in sheets else {}).items():
            near = [] if column in columns else difflib.get_close_matches(column, columns, n=1, cutoff=0.85)
            if near and near[0] not in sheets[name].header:
                mistakes.add(ref, f"Cột “{column}” không có nghĩa.", f"Có phải định viết “{near[0]}”?")


def _check_units(sheets: Mapping[str, Sheet], read: _Parts, units: Units, mistakes: Mistakes) -> None:
    types = {unit.type.code for unit in units.all}
    known = types | {unit.code for unit in units.all}
    for line in sheets["survey"].lines if "survey" in sheets else ():
        cell = line.cell("applies_to")
        unknown = sorted(words(cell) - known)
        if unknown:
            reason = f"Không có loại đơn vị hoặc mã đơn vị nào là {_listed(unknown)}."
            mistakes.add(cell, reason, f"Các loại: {', '.join(sorted(types))}; hoặc mã đơn vị có trong units.xlsx.")
    for line, document in zip(sheets["documents"].lines if "documents" in sheets else (), read.documents, strict=False):
        if document.unit_type and document.unit_type not in types:
            reason = f"Không có loại đơn vị nào là {_listed([document.unit_type])}."
            mistakes.add(line.cell("for_each"), reason, f"Các loại: {', '.join(sorted(types))}.")


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"“{code}”" for code in codes)


def _check_dates(sheets: Mapping[str, Sheet], settings: ProgrammeSettings, mistakes: Mistakes) -> None:
    """The day up to which figures count lies at least one working day before the deadline, and after the day they begin."""
    schedule = settings.schedule
    if not schedule.deadlines or schedule.period_type is PeriodType.ONCE or "settings" not in sheets or not sheets["settings"].lines:
        return
    line, year = sheets["settings"].lines[0], schedule.first_year or 2026
    place = line.cell("data_to") if line.text("data_to") else CellRef(sheets["settings"].name, line.cell("deadline").ref.cell)
    for index in range(1, schedule.period_type.per_year + 1):
        period = Period(year, schedule.period_type, index)
        dates = period_dates(schedule, period, WorkingCalendar())
        if WorkingCalendar().plus_working_days(dates.data_to, 1) > dates.deadline.on_time_until:
            reason = f"Ngày chốt số liệu {period.words} ({dates.data_to:%d/%m/%Y}) không trước hạn gửi ít nhất một ngày làm việc."
            late = "lùi hạn (ngày của năm sau viết +1/01-10) hoặc chốt số liệu sớm hơn (data_to)"
            mistakes.add(place, reason, f"Hạn gửi là {dates.deadline.words}; {late}.")
            break
        if dates.data_from > dates.data_to:
            reason = f"Số liệu bắt đầu ({dates.data_from:%d/%m/%Y}) sau ngày chốt ({dates.data_to:%d/%m/%Y}), {period.words}."
            mistakes.add(line.cell("data_from"), reason, "Sửa data_from hoặc data_to; ngày của năm trước viết -1/11-16.")
            break
