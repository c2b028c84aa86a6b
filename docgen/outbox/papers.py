"""Which documents a programme wants now, and their files in outbox/: only what is stale is filled and written again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from docgen.dataset.papers import PaperRecord
from docgen.dataset.store import Dataset
from docgen.documents.papers import DocumentState, Standing, document_state
from docgen.documents.printed import changed_figures
from docgen.model import folders
from docgen.model.consolidated import PeriodState
from docgen.model.digest import sha256
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import SettingsError, TemplateError
from docgen.model.programme import ForEach, Programme
from docgen.outbox.drawing import Drawn, IssuedNumbers, Wanted, draw, path_of
from docgen.outbox.place import Placed, Placer
from docgen.programme.calendar import WorkingCalendar
from docgen.settings import Workspace

NEW_FIGURES = " (số liệu mới)"
NOT_NEEDED = "_khong-can-phat-hanh"


@dataclass(frozen=True, slots=True)
class Desk:
    """What making documents needs: where, from what, and when."""

    workspace: Workspace
    dataset: Dataset
    placer: Placer
    calendar: WorkingCalendar
    now: datetime


class Made(StrEnum):
    """What became of one wanted document."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    ISSUED = "issued"
    UNWRITTEN = "unwritten"
    FAILED = "failed"


_MADE = {Placed.WRITTEN: Made.WRITTEN, Placed.UNCHANGED: Made.UNCHANGED, Placed.KEPT: Made.BESIDE}


@dataclass(frozen=True, slots=True)
class PaperResult:
    """What became of one wanted document, where it lies, and the reason when it could not be made."""

    path: Path
    title: str
    made: Made
    problem: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether the document is not as it should be yet."""
        return self.made in (Made.FAILED, Made.UNWRITTEN)


def wanted(programme: Programme, state: PeriodState, requested: frozenset[str] = frozenset()) -> Iterator[Wanted]:
    """Yield each document of `programme` to have for `state`, those of the programme itself left out; `requested` names on-request ones."""
    for spec in programme.documents:
        if spec.for_each is ForEach.PROGRAMME or (spec.on_request and spec.name not in requested):
            continue
        if spec.for_each is ForEach.PERIOD:
            yield Wanted(programme, spec, state)
        elif spec.for_each is ForEach.UNIT:
            yield from (Wanted(programme, spec, state, s) for s in state.asked if spec.unit_type in ("", s.unit.type.code))
        elif state.is_overdue and state.unfinished:
            if spec.for_each is ForEach.OVERDUE_UNITS:
                yield Wanted(programme, spec, state)
            else:
                yield from (Wanted(programme, spec, state, s) for s in state.unfinished)


def wanted_by_programme(programme: Programme) -> Iterator[Wanted]:
    """Yield each document that belongs to `programme` itself and to no period."""
    yield from (Wanted(programme, spec) for spec in programme.documents if spec.for_each is ForEach.PROGRAMME)


def make(desk: Desk, want: Wanted, force: bool = False, drawn: Drawn | None = None) -> PaperResult:
    """Bring the file of `want` up to date. An issued document never changes; what a person edited stays, the new one is put beside it.

    Args:
        drawn: the document, where another process has drawn it already.
    """
    try:
        return _make(desk, want, force, drawn)
    except (TemplateError, SettingsError) as error:
        return failed(desk, want, str(error))
    except OSError as error:
        why = FAULT_WORDS[fault_of(error)]
        return PaperResult(
            desk.workspace.outbox, want.spec.title, Made.UNWRITTEN, f"Chưa đọc được bản đang có ({why}); sẽ thử lại ở lần sau."
        )


def failed(desk: Desk, want: Wanted, why: str) -> PaperResult:
    """Return that the document could not be made, and why."""
    return PaperResult(desk.workspace.outbox, want.spec.title, Made.FAILED, why)


def retire(desk: Desk, programme: Programme, period_code: str, still_wanted: frozenset[tuple[str, str]]) -> None:
    """Move drafts that nobody needs any more (a reminder to a unit that has sent since) into a folder of their own."""
    for record in desk.dataset.papers.all():
        if (record.programme, record.period) != (programme.name, period_code) or record.state == Standing.ISSUED:
            continue
        spec = programme.document(record.document)
        if spec is None or (record.document, record.unit) in still_wanted:
            continue
        path = desk.workspace.root / record.path
        if desk.placer.is_ours(path) and desk.placer.move(path, path.parent / NOT_NEEDED / path.name, "document").is_done:
            desk.dataset.papers.forget(record.path)


def _make(desk: Desk, want: Wanted, force: bool, drawn: Drawn | None) -> PaperResult:
    issued = issued_numbers(desk.dataset, want.programme)
    number = issued.get((want.spec.name, want.period_code, want.unit_code))
    drawn = drawn or draw(desk.workspace, want, issued, desk.calendar, desk.now)
    path = path_of(desk.workspace, want, drawn.name)
    record = desk.dataset.papers.find(desk.placer.relative(path))
    if record and record.state == Standing.ISSUED and number and not force:
        return _issued_before(desk, want, path, record, drawn)
    if record and record.fingerprint == drawn.fingerprint and path.is_file() and not force and _is_as_known(desk, path, record):
        return PaperResult(path, want.spec.title, Made.UNCHANGED)
    _record_template(desk, want, drawn.template)
    data = drawn.fill()
    result = _write(desk, want, path, data, bool(number))
    if result.made is not Made.UNWRITTEN:
        state = document_state(want.spec, want.state, want.unit, number, drawn.has_figures)
        news = changed_figures(_keep_edited(desk, path), data) if result.made is Made.BESIDE else 0
        record = _record(desk, want, result, state)
        desk.dataset.papers.remember(replace(record, fingerprint=drawn.fingerprint, sha256=sha256(data), changed_figures=news))
    return result


def _issued_before(desk: Desk, want: Wanted, path: Path, record: PaperRecord, drawn: Drawn) -> PaperResult:
    """Leave an issued document as it is; note whether its figures changed since, and put it back when it was deleted and they did not."""
    result = PaperResult(path, want.spec.title, Made.ISSUED)
    is_there = path.is_file()
    if record.fingerprint == drawn.fingerprint and (is_there or record.changed_figures):
        return result
    data = drawn.fill()
    if is_there:
        changed = changed_figures(path.read_bytes(), data)
        desk.dataset.papers.remember(replace(record, fingerprint=drawn.fingerprint, changed_figures=changed))
    elif sha256(data) == record.sha256:
        return _write(desk, want, path, data, is_issued=True)
    return result


def _is_as_known(desk: Desk, path: Path, record: PaperRecord) -> bool:
    """Return whether the file still is what `record` says; one that a person has edited since then is noted and kept."""
    is_edited = not desk.placer.is_ours(path)
    if is_edited and not record.kept_by_clerk:
        _keep_edited(desk, path)
        desk.dataset.papers.remember(replace(record, kept_by_clerk=True, changed_figures=0))
        return True
    return is_edited == record.kept_by_clerk


def _keep_edited(desk: Desk, path: Path) -> bytes:
    """Return the document as a person edited it, and keep it: it is a recorded fact."""
    edited = path.read_bytes()
    desk.dataset.facts.record("edited", desk.placer.relative(path), edited)
    return edited


def _record_template(desk: Desk, want: Wanted, template: bytes) -> None:
    """Keep the template that a document is made from, by hash: it is a recorded fact."""
    desk.dataset.facts.record("template", f"{want.programme.name}/{want.spec.template}", template)


def _write(desk: Desk, want: Wanted, path: Path, data: bytes, is_issued: bool) -> PaperResult:
    placed = desk.placer.write(path, data, "document")
    if placed in (Placed.BUSY, Placed.FAILED):
        return _unwritten(desk, want, path)
    beside = path.with_stem(path.stem + NEW_FIGURES)
    if placed is Placed.KEPT and not is_issued:
        desk.placer.write(beside, data, "document")
    elif beside.is_file():
        desk.placer.remove(beside)
    if want.unit and want.spec.for_each is ForEach.UNIT and desk.workspace.inbox.is_dir():
        copy = _place_for_unit(desk.workspace, want, path.name)
        if desk.placer.write(copy, data, "unit-paper") in (Placed.BUSY, Placed.FAILED):
            return _unwritten(desk, want, copy)
    return PaperResult(path, want.spec.title, _MADE[placed])


def _unwritten(desk: Desk, want: Wanted, path: Path) -> PaperResult:
    why = FAULT_WORDS[desk.placer.problems[desk.placer.relative(path)]]
    return PaperResult(path, want.spec.title, Made.UNWRITTEN, f"Chưa ghi được “{path.name}” ({why}); sẽ ghi lại ở lần sau.")


def _record(desk: Desk, want: Wanted, result: PaperResult, state: DocumentState) -> PaperRecord:
    return PaperRecord(
        path=desk.placer.relative(result.path),
        programme=want.programme.name,
        document=want.spec.name,
        period=want.period_code,
        unit=want.unit_code,
        fingerprint="",
        sha256="",
        written_at=desk.now,
        state=state.state.value,
        missing_units=state.missing,
        kept_by_clerk=result.made is Made.BESIDE,
    )


def issued_numbers(dataset: Dataset, programme: Programme) -> IssuedNumbers:
    """Return the numbers and dates typed for documents of `programme`, by (document, period, unit)."""
    return {(n.document, n.period, n.unit): n for n in dataset.papers.issued(programme.name)}


def _place_for_unit(workspace: Workspace, want: Wanted, name: str) -> Path:
    assert want.unit is not None
    own = workspace.inbox / want.unit.unit.folder
    base = own if workspace.settings.inbox.per_unit or own.is_dir() else workspace.inbox
    return base / folders.FROM_OFFICE / name
