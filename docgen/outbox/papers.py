"""Which documents a programme wants now, and their files in outbox/: only what is stale is filled and written again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from docgen.dataset.papers import PaperRecord, PaperVersion
from docgen.dataset.store import Dataset
from docgen.documents.merging.merge import Merged, moves
from docgen.documents.papers import DocumentState, Standing, document_state
from docgen.model.digest import sha256
from docgen.model.disk import FAULT_WORDS, Fault, fault_of
from docgen.model.errors import SettingsError, TemplateError
from docgen.model.programme import Programme
from docgen.outbox import disk, edited, unit_copies
from docgen.outbox.drawing import Drawn, IssuedNumbers, Wanted, draw, path_of
from docgen.outbox.edited import Edited
from docgen.outbox.place import Placer
from docgen.outbox.strays import Strays
from docgen.outbox.wishes import Placed, Placing, Wish
from docgen.patience import NoAnswerError
from docgen.programme.calendar import WorkingCalendar
from docgen.settings import Workspace


@dataclass(frozen=True, slots=True)
class Desk:
    """What making documents needs: where, from what, and when. `strays`: documents that people gave other names.

    `numbers`: those issued, by programme, as they were when the work began.
    """

    workspace: Workspace
    dataset: Dataset
    placer: Placer
    calendar: WorkingCalendar
    now: datetime
    strays: Strays
    numbers: dict[str, IssuedNumbers] = field(default_factory=dict)

    def issued(self, programme: Programme) -> IssuedNumbers:
        """Return the numbers and dates typed for documents of `programme`; they are asked for once."""
        if programme.name not in self.numbers:
            numbers = self.dataset.papers.issued(programme.name)
            self.numbers[programme.name] = {(number.document, number.period, number.unit): number for number in numbers}
        return self.numbers[programme.name]


class Made(StrEnum):
    """What became of one wanted document."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    ISSUED = "issued"
    UNWRITTEN = "unwritten"
    FAILED = "failed"


_MADE = {Placed.WRITTEN: Made.WRITTEN, Placed.UNCHANGED: Made.UNCHANGED}


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


def whereabouts(desk: Desk, record: PaperRecord | None, path: Path) -> Path:
    """Return where the document at `path` lies now: a person may have given it another name, or put it into another folder.

    One of which she changed nothing but the name is docgen's there too, and is put back under that name when it is gone.

    Raises:
        OSError: it cannot be told now.
    """
    if record is None or desk.placer.ask(path, lambda: path.exists() or edited.has_merged_copy(path)):
        return path
    known = desk.workspace.root / record.lies_at if record.lies_at else path
    is_there = desk.placer.ask(known, known.is_file)
    lies_at = known if is_there else next(iter(desk.strays.by_document.get(record.path, ())), path if record.edited else known)
    if desk.placer.fault_above(path):
        raise NoAnswerError  # what was not found may be there
    if desk.placer.ask(lies_at, partial(disk.hash_at, lies_at)) == record.sha256:
        if (given := name_given(desk, record.path, lies_at)) != record.lies_at:
            desk.dataset.papers.remember(replace(record, lies_at=given))  # first: for what docgen placed nobody looks
        desk.placer.adopt(lies_at, "document")
    return lies_at


def name_given(desk: Desk, name: str, lies_at: Path) -> str:
    """Return the path that a person gave the document `name`, "" when it has its own."""
    return given if (given := desk.placer.relative(lies_at)) != name else ""


def _make(desk: Desk, want: Wanted, force: bool, drawn: Drawn | None) -> PaperResult:
    issued = desk.issued(want.programme)
    number = issued.get((want.spec.name, want.period_code, want.unit_code))
    drawn = drawn or draw(desk.workspace, want, issued, desk.calendar, desk.now)
    path = path_of(desk.workspace, want, drawn.name)
    if desk.placer.fault_above(path):
        return _unwritten(desk, want, path)
    name = desk.placer.relative(path)
    record = desk.dataset.papers.find(name)
    lies_at = whereabouts(desk, record, path)
    if record and record.state == Standing.ISSUED and number and not force:
        return _issued_before(desk, want, lies_at, record, drawn)
    hers = edited.find(desk.placer, lies_at)
    before = _Seen(drawn.fingerprint, hers.sha256 if hers else "", name_given(desk, name, lies_at))
    is_same = record is not None and before == _Seen.of(record) and not force
    if record and is_same and desk.placer.ask(lies_at, partial(_stands, lies_at, hers, record)) and _is_whole(desk, want, lies_at, record):
        return PaperResult(lies_at, want.spec.title, Made.UNCHANGED)
    if record and record.lies_at != before.lies_at:
        edited.clear(desk.placer, desk.workspace.root / record.file)
        desk.placer.forget(desk.workspace.root / record.file)
    _record_template(desk, want, drawn.template)
    data = drawn.fill()
    now = PaperVersion(name, drawn.fingerprint, sha256(data), sha256(drawn.template), data)
    merging = _merged(desk, now, hers, bool(number)) if hers else Merged(data, is_news=False)
    state = document_state(want.spec, want.state, want.unit, number, drawn.has_figures)
    made = replace(
        _record(desk, want, now, state), edited=before.edited, lies_at=before.lies_at, moves=merging.moves, is_outdated=merging.is_news
    )
    if hers:
        result, settle = _write_beside(desk, want, path, hers, now, merging)
    else:
        result, settle = _write(desk, want, lies_at, now, partial(_note, desk, now, made))
    with desk.dataset.transaction(is_durable=False):  # lost in a power cut it is found out again, as after any stop
        settle()
        if not result.is_unfinished:
            desk.dataset.papers.remember(made)
    return result


def _note(desk: Desk, now: PaperVersion, made: PaperRecord) -> None:
    """Note what a document is before it is written: who finds it may edit it at once, and one that is issued changes no more."""
    desk.dataset.papers.keep_version(now)
    if made.state == Standing.ISSUED:
        desk.dataset.papers.remember(made)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What tells that a document is as it was: what it is made from, what a person made of it, and where her copy lies."""

    fingerprint: str
    edited: str
    lies_at: str

    @classmethod
    def of(cls, record: PaperRecord) -> _Seen | None:
        """Return what was seen last; nothing of one that was put aside as not needed."""
        is_wanted = record.state != Standing.NOT_NEEDED
        return cls(record.fingerprint, record.edited, record.lies_at) if is_wanted else None


def _stands(path: Path, hers: Edited | None, record: PaperRecord | None) -> bool:
    """Return whether the files of a document are there: hers, and the one with new figures beside it that the pages speak of."""
    if hers is None:
        return path.is_file()
    return hers.beside.is_file() or not (record and record.is_outdated)


def _is_whole(desk: Desk, want: Wanted, lies_at: Path, record: PaperRecord) -> bool:
    """Return whether document and copy are of the record: of a write that failed or was stopped one may be there, and be news no more."""
    copies = unit_copies.wished(desk.workspace, desk.placer, want, Path(record.path).name, b"")
    return not any(desk.placer.has_placed_other(path, record.sha256) for path in (lies_at, *(copy.path for copy in copies)))


def _issued_before(desk: Desk, want: Wanted, path: Path, record: PaperRecord, drawn: Drawn) -> PaperResult:
    """Leave an issued document as it is; put it there when it was deleted, or its writing was stopped. Note what has changed since."""
    result = PaperResult(path, want.spec.title, Made.ISSUED)
    was = desk.dataset.papers.find_version(record.path, sha256=record.sha256)
    if was is None:
        return result
    if record.fingerprint != drawn.fingerprint:
        changed = moves(was.data, drawn.fill())
        is_outdated = was.template != sha256(drawn.template)
        record = replace(record, fingerprint=drawn.fingerprint, moves=changed, is_outdated=is_outdated)
        desk.dataset.papers.remember(record)
    if (given := name_given(desk, record.path, path)) != record.lies_at:
        desk.dataset.papers.remember(replace(record, lies_at=given))
    if desk.placer.ask(path, path.is_file) and (record.edited or _is_whole(desk, want, path, record)):
        return result
    if record.edited:
        desk.placer.write(path, desk.dataset.facts.bytes_of(record.edited), "document")
        desk.placer.forget(path)
        return result
    result, settle = _write(desk, want, path, was, lambda: None)
    settle()
    return result


def _record_template(desk: Desk, want: Wanted, template: bytes) -> None:
    """Keep the template that a document is made from, by hash: it is a recorded fact."""
    desk.dataset.facts.record("template", f"{want.programme.name}/{want.spec.template}", template)


def _write(desk: Desk, want: Wanted, lies_at: Path, now: PaperVersion, note: Callable[[], None]) -> tuple[PaperResult, Callable[[], None]]:
    """Write a document where it lies now, and for its unit; `note` comes first. Return too what notes that they are there."""
    copies = unit_copies.wished(desk.workspace, desk.placer, want, Path(now.path).name, now.data)
    placing = desk.placer.write_all([Wish(lies_at, now.data, "document"), *copies], note)
    if not placing.placed[0].is_done:
        return _unwritten(desk, want, lies_at), placing.settle
    edited.clear(desk.placer, lies_at)
    result = PaperResult(lies_at, want.spec.title, _MADE[placing.placed[0]])
    return _with_copies(desk, want, result, copies, placing), placing.settle


def _merged(desk: Desk, now: PaperVersion, hers: Edited, is_issued: bool) -> Merged:
    """Keep what a person edited, and of what; return the same with what is new, where the document is not issued yet."""
    desk.dataset.facts.record("edited", desk.placer.relative(hers.path), hers.data)
    base = edited.base_of(desk.dataset, now.path, hers)
    if desk.dataset.papers.find_version(now.path, fingerprint=now.fingerprint) != now:
        desk.dataset.papers.keep_version(now, spared=base.fingerprint if base else "")
    if is_issued or (base and base.fingerprint == now.fingerprint):
        return Merged(hers.data, is_news=False)
    return edited.merged(base, hers, now.data)


def _write_beside(
    desk: Desk, want: Wanted, path: Path, hers: Edited, now: PaperVersion, merging: Merged
) -> tuple[PaperResult, Callable[[], None]]:
    """Leave what a person edited as it is; put the same with new figures beside it, where there is something new."""
    copies = unit_copies.wished(desk.workspace, desk.placer, want, path.name, now.data)
    if not merging.is_news:
        desk.placer.remove(hers.beside)
    elif not edited.put_beside(desk.placer, hers, merging, now.fingerprint).is_done:
        return _unwritten(desk, want, hers.beside), lambda: None
    placing = desk.placer.write_all(copies)
    result = PaperResult(path, want.spec.title, Made.BESIDE if merging.is_news else Made.UNCHANGED)
    return _with_copies(desk, want, result, copies, placing), placing.settle


def _with_copies(desk: Desk, want: Wanted, result: PaperResult, copies: Sequence[Wish], placing: Placing) -> PaperResult:
    """Return `result`, or what is told when the last written, a copy for the unit, cannot be written now. One of hers there may stay."""
    is_missing = copies and placing.placed[-1] in (Placed.BUSY, Placed.FAILED)
    return _unwritten(desk, want, copies[-1].path) if is_missing else result


def _unwritten(desk: Desk, want: Wanted, path: Path) -> PaperResult:
    if away := desk.placer.fault_above(path):
        # The same words for each of them: a folder that is away is told once.
        problem = f"Chưa ghi được vào thư mục ({FAULT_WORDS[away]}); sẽ ghi khi có lại thư mục."
        return PaperResult(path, want.spec.title, Made.UNWRITTEN, problem)
    why = FAULT_WORDS[desk.placer.problems.get(desk.placer.relative(path), Fault.BUSY)]
    return PaperResult(path, want.spec.title, Made.UNWRITTEN, f"Chưa ghi được “{path.name}” ({why}); sẽ ghi lại ở lần sau.")


def _record(desk: Desk, want: Wanted, now: PaperVersion, state: DocumentState) -> PaperRecord:
    return PaperRecord(
        path=now.path,
        programme=want.programme.name,
        document=want.spec.name,
        period=want.period_code,
        unit=want.unit_code,
        fingerprint=now.fingerprint,
        sha256=now.sha256,
        written_at=desk.now,
        state=state.state.value,
        missing_units=state.missing,
    )
