"""Programme, period and units in, their sealed forms in the folder where units take them out."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.inbox import places
from docgen.model import folders
from docgen.model.digest import sha256
from docgen.model.disk import FAULT_WORDS
from docgen.model.errors import SettingsError, UnreadableFileError
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.units import Unit
from docgen.outbox.place import Placer
from docgen.outbox.wishes import Placed
from docgen.pipeline.choosing import parse_period
from docgen.pipeline.forms_of import BLANK, Filling, own_form_of, write_form
from docgen.pipeline.office import Office
from docgen.pipeline.project import write_notices


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What was issued: (programme, period in words, folder, written, unchanged) each; and what could not be written."""

    issued: tuple[tuple[str, str, str, int, int], ...]
    problems: tuple[str, ...] = ()


def issue_forms(office: Office, named: str | None = None, period_code: str | None = None, unit_code: str | None = None) -> IssueReport:
    """Write a form for each unit that is asked something; forms that stand there as they should are not touched.

    A form is blank, but for a unit with figures and a folder of its own: there it is filled from what was accepted, to be changed.

    Raises:
        SettingsError: no such programme, period or unit.
    """
    placer = office.placer()
    rows: list[tuple[str, str, str, int, int]] = []
    problems: list[str] = []
    for programme in office.programmes(named):
        period = parse_period(office, programme, period_code)
        office.dataset.facts.note_version(programme.name, programme.version, programme.fingerprint)
        wrong = _own_form_problem(office, programme)
        if wrong:
            problems.append(wrong)
            continue
        counts = {Placed.WRITTEN: 0, Placed.UNCHANGED: 0}
        for unit in _units(office, programme, period, unit_code):
            placed = _issue(office, placer, programme, period, unit)
            if placed in counts:
                counts[placed] += 1
            elif placed is Placed.KEPT:
                problems.append(f"{unit.name}: tệp cùng tên trong thư mục lấy biểu mẫu đã có người sửa, giữ nguyên, không ghi đè.")
        rows.append(
            (programme.short_name, period.words, _shown_folder(programme, period), counts[Placed.WRITTEN], counts[Placed.UNCHANGED])
        )
    write_notices(office, placer)
    problems += [f"Không ghi được {path}: {FAULT_WORDS[fault]}." for path, fault in placer.problems.items()]
    return IssueReport(tuple(rows), tuple(problems))


def _own_form_problem(office: Office, programme: Programme) -> str:
    """Return why the agency's own form cannot be issued, "" when it can, or when the programme uses docgen's."""
    try:
        own = own_form_of(office, programme)
    except UnreadableFileError as error:
        return f"{programme.name}/{folders.OWN_FORM}: {error} Chưa phát biểu nào."
    if own is None or not own[1].missed:
        return ""
    labels = "; ".join(f"“{missed.field.label}”" for missed in own[1].missed[:5])
    return (
        f"{programme.name}/{folders.OWN_FORM} thiếu ô của {len(own[1].missed)} chỉ tiêu ({labels}) nên chưa phát biểu nào. "
        f"Chạy “docgen lint {programme.name}” để xem từng ô."
    )


def _units(office: Office, programme: Programme, period: Period, code: str | None) -> tuple[Unit, ...]:
    asked = office.units_asked(programme, period)
    if code is None:
        return asked
    chosen = tuple(unit for unit in asked if unit.code.casefold() == code.casefold())
    if not chosen:
        raise SettingsError(f"Không có đơn vị mã “{code}” thuộc diện báo cáo {period.words}. Mã đơn vị ghi ở tệp units.xlsx.")
    return chosen


def _issue(office: Office, placer: Placer, programme: Programme, period: Period, unit: Unit) -> Placed:
    own = office.workspace.inbox / unit.folder
    is_private = office.settings.inbox.per_unit or own.is_dir()
    # Figures stand only in forms that no other unit sees: last period's beside, and what was accepted for this one.
    current = office.dataset.decisions.current(programme.name, unit.code, period.code) if is_private else None
    filling = Filling(current.answers, current.number) if current else BLANK
    form = write_form(office, programme, unit, period, filling, is_private=is_private)
    folder = own if is_private else office.workspace.inbox
    path = folder / places.FOLDER_BY_KIND[places.Kind.FORMS] / programme.name / period.file_words / form.name
    office.dataset.facts.record("form", placer.relative(path), form.data)
    placed = placer.write(path, form.data, "form")
    if placed.is_done:
        office.dataset.facts.remember_form(form.seal, placer.relative(path), sha256(form.data), office.now, programme.name)
    return placed


def _shown_folder(programme: Programme, period: Period) -> str:
    return f"{places.FOLDER_BY_KIND[places.Kind.FORMS]}/{programme.name}/{period.file_words}"
