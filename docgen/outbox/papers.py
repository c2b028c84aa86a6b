"""One wanted document in, what is to become of its files out: only what is stale is filled and written again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from docgen.dataset.papers import PaperRecord, PaperVersion
from docgen.documents.merging.merge import Merged, moves
from docgen.documents.papers import DocumentState, Standing, document_state
from docgen.model.digest import sha256
from docgen.model.disk import FAULT_WORDS, fault_of
from docgen.model.errors import SettingsError, TemplateError
from docgen.outbox import disk, edited, filing, unit_copies
from docgen.outbox.desk import Desk, Made, PaperResult, failed, unwritten
from docgen.outbox.drawing import Drawn, Wanted, draw, path_of
from docgen.outbox.edited import Edited
from docgen.outbox.filing import Found, Planned
from docgen.outbox.sights import Begun, Sight, look_all
from docgen.patience import NoAnswerError


def begin(desk: Desk, want: Wanted, drawn: Drawn | None = None) -> PaperResult | Begun:
    """Return the document of `want`, not looked for yet; or why it cannot be made.

    Args:
        drawn: the document, where another process has drawn it already.
    """
    try:
        drawn = drawn or draw(desk.workspace, want, desk.issued(want.programme), desk.calendar, desk.now)
    except (TemplateError, SettingsError, OSError) as error:
        return _not_made(desk, want, error)
    return Begun(want, drawn, path_of(desk.workspace, want, drawn.name))


def plan(desk: Desk, begun: Begun, sight: Sight | None = None, force: bool = False) -> PaperResult | Planned:
    """Return what is to be written to bring the file of a document up to date; or what became of it, where docgen is not to write it anew.

    An issued document never changes; what a person edited stays, the new one is put beside it.

    Args:
        sight: what was seen of it just now, together with others.
    """
    try:
        return _plan(desk, begun, sight, force)
    except (TemplateError, SettingsError, OSError) as error:
        return _not_made(desk, begun.want, error)


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


def taken(desk: Desk, begun: Begun, other: Wanted) -> PaperResult:
    """Return that a document is not made, for its file is that of the `other` one."""
    why = (
        f"Chưa lập {_named(begun.want)}: tên tệp “{begun.path.name}” đã dùng cho {_named(other)}. Sửa cột filename, tờ documents của "
        "programme.xlsx để mỗi văn bản, mỗi đơn vị có tên tệp riêng (thêm {{ don_vi.ma }} ở đầu; tên dài quá 120 chữ bị cắt phần cuối)."
    )
    return failed(desk, begun.want, why)


def _named(want: Wanted) -> str:
    return f"“{want.spec.title}”{f' của {want.unit.unit.name}' if want.unit else ''}"


def _not_made(desk: Desk, want: Wanted, error: Exception) -> PaperResult:
    if not isinstance(error, OSError):
        return failed(desk, want, str(error))
    why = FAULT_WORDS[fault_of(error)]
    return PaperResult(desk.workspace.outbox, want.spec.title, Made.UNWRITTEN, f"Chưa đọc được bản đang có ({why}); sẽ thử lại ở lần sau.")


def _plan(desk: Desk, begun: Begun, sight: Sight | None, force: bool) -> PaperResult | Planned:
    want, drawn, path = begun.want, begun.drawn, begun.path
    number = desk.issued(want.programme).get((want.spec.name, want.period_code, want.unit_code))
    sight = sight or look_all(desk, [begun]).get(path)
    if sight is None or desk.placer.fault_above(path):
        return unwritten(desk, want, path)
    name, record = desk.placer.relative(path), sight.record
    is_plain = sight.is_ours or (sight.is_nothing and record is None)
    lies_at = path if is_plain else whereabouts(desk, record, path)
    if record and record.state == Standing.ISSUED and number and not force:
        return _issued_before(desk, begun, lies_at, record, sight.has_folder)
    hers, is_there = (None, sight.is_ours) if is_plain else edited.find(desk.placer, lies_at)
    before = _Seen(drawn.fingerprint, hers.sha256 if hers else "", name_given(desk, name, lies_at))
    if record and not force and before == _Seen.of(record) and _stands(desk, begun, sight, lies_at, hers):
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
    found = Found(is_known=record is not None, is_there=is_there, is_alone=is_plain, has_folder=sight.has_folder)
    planned = filing.planned(desk, want, path if hers else lies_at, now, made, found)
    return filing.write_beside(desk, planned, hers, merging) if hers else planned


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


def _stands(desk: Desk, begun: Begun, sight: Sight, lies_at: Path, hers: Edited | None) -> bool:
    """Return whether the files of a document are as told: it, or hers, and its copy; beside it new figures only where there are any."""
    record = sight.record
    if record is None or not (sight.is_ours or desk.placer.ask(lies_at, partial(_are_there, lies_at, hers, record))):
        return False
    return _is_whole(desk, begun.want, lies_at, record, sight.has_folder)


def _are_there(path: Path, hers: Edited | None, record: PaperRecord) -> bool:
    if hers is None:
        return path.is_file() and not edited.has_merged_copy(path)
    return hers.beside.is_file() == record.is_outdated


def _is_whole(desk: Desk, want: Wanted, lies_at: Path, record: PaperRecord, has_folder: bool) -> bool:
    """Return whether document and copy are of the record: of a write that failed or was stopped one may be there, and be news no more."""
    copies = unit_copies.wished(desk.workspace, want, has_folder, Path(record.path).name, b"")
    return not any(desk.placer.lacks(path, record.sha256) for path in (lies_at, *(copy.path for copy in copies)))


def _issued_before(desk: Desk, begun: Begun, path: Path, record: PaperRecord, has_folder: bool) -> PaperResult:
    """Leave an issued document as it is; put it there when it was deleted, or its writing was stopped. Note what has changed since."""
    want, drawn = begun.want, begun.drawn
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
        record = replace(record, lies_at=given)
        desk.dataset.papers.remember(record)
    if desk.placer.ask(path, path.is_file) and (record.edited or _is_whole(desk, want, path, record, has_folder)):
        return result
    if record.edited:
        desk.placer.write(path, desk.dataset.facts.bytes_of(record.edited), "document")
        desk.placer.forget(path)
        return result
    (written,) = filing.write(desk, [filing.planned_again(desk, want, path, was, record, has_folder)])
    return written


def _record_template(desk: Desk, want: Wanted, template: bytes) -> None:
    """Keep the template that a document is made from, by hash: it is a recorded fact."""
    desk.dataset.facts.record("template", f"{want.programme.name}/{want.spec.template}", template)


def _merged(desk: Desk, now: PaperVersion, hers: Edited, is_issued: bool) -> Merged:
    """Keep what a person edited, and of what; return the same with what is new, where the document is not issued yet."""
    desk.dataset.facts.record("edited", desk.placer.relative(hers.path), hers.data)
    base = edited.base_of(desk.dataset, now.path, hers)
    if desk.dataset.papers.find_version(now.path, fingerprint=now.fingerprint) != now:
        desk.dataset.papers.keep_versions([now], spared=base.fingerprint if base else "")
    if is_issued or (base and base.fingerprint == now.fingerprint):
        return Merged(hers.data, is_news=False)
    return edited.merged(base, hers, now.data)


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
