"""Everything that people see, made from the dataset: documents, consolidated workbook, pages, the clerk's workbooks; only what is stale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from pathlib import Path

from docgen.dataset.pending import EVERYTHING, Scope
from docgen.forms import export
from docgen.model import folders
from docgen.model.consolidated import PeriodState
from docgen.model.disk import FAULT_WORDS
from docgen.model.errors import SettingsError
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Outcome
from docgen.outbox import drawing, intake_book, intake_page, messages, notice, register, retiring, status_page, tasks
from docgen.outbox.desk import Desk, Made, PaperResult
from docgen.outbox.drawing import Wanted, stands_alone
from docgen.outbox.intake_page import IntakeView
from docgen.outbox.pages import for_notepad
from docgen.outbox.place import Placer
from docgen.outbox.strays import Strays
from docgen.outbox.views import FileLink, StatusView, TaskView
from docgen.patience import NoAnswerError
from docgen.pipeline import alarms, canary, drawing_apart, held_files, making, registering
from docgen.pipeline.choosing import Selection, expected_papers, parse_period
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.log import isolated
from docgen.pipeline.office import Office
from docgen.settings import TIME_ZONE

_RECENT_EVENTS = 12
CONSOLIDATED = "tong-hop"


@dataclass(frozen=True, slots=True)
class Projected:
    """What one projection came to. `is_unwritten`: a file could not be written, or read, and is to be tried again."""

    papers: tuple[PaperResult, ...] = ()
    problems: tuple[str, ...] = ()
    is_unwritten: bool = False


def project(office: Office, placer: Placer, clerk: Clerk, *, is_full: bool = True) -> Projected:
    """Bring the files that docgen keeps for people up to date; what is as it should be is not touched.

    Args:
        is_full: look at every document; else at those of the scopes that the dataset says became stale. Pages show all of them either way.
    """
    stale, desk = office.dataset.pending.all(), _desk(office, placer)
    own = {} if is_full else _make_own(office, desk, {entry.scope for entry in stale})
    states = [office.state(programme, period) for programme in office.programmes() for period in office.live_periods(programme)]
    wanted = frozenset({EVERYTHING} if is_full else {entry.scope for entry in stale})
    made, bugs = _make_stale(office, desk, states, wanted)
    made = {scope: [own.get(r.path, r) if r.made is Made.UNCHANGED else r for r in results] for scope, results in made.items()}
    unfinished = {scope for scope, results in made.items() if any(result.is_unfinished for result in results)}
    results = tuple(result for results in made.values() for result in results)
    failed = tuple(dict.fromkeys(_named(result) for result in results if result.is_unfinished))
    bugs += _guarded("clerk's workbooks", "sổ việc cần xử lý, sổ văn bản", lambda: _write_clerk_books(office, desk, clerk, states))
    bugs += _guarded("notices", "tệp hướng dẫn gửi biểu", lambda: write_notices(office, placer, states))
    office.dataset.pending.note_unwritten(placer.problems, office.now)
    bugs += _guarded("pages", "trang tình hình", lambda: _write_pages(office, desk, states, (*failed, *bugs)))
    office.dataset.pending.settle(stale, unfinished, office.now)
    problems = (f"Không ghi được “{path}”: {FAULT_WORDS[fault]}." for path, fault in placer.problems.items())
    is_unwritten = bool(placer.problems) or any(result.made is Made.UNWRITTEN for result in results)
    return Projected(results, (*bugs, *problems), is_unwritten)


def generate_papers(
    office: Office, selection: Selection, tell: Callable[[int, int], None] = lambda done, total: None, processes: int = 0
) -> tuple[PaperResult, ...]:
    """Make the selected documents, on-request ones too when they are named, in a fixed order; many of them on all cores.

    Args:
        tell: is called after each document, with how many are done of how many.
        processes: how many processes draw; 0: what fits.

    Raises:
        SettingsError: no document of that name.
    """
    desk, made = _desk(office, office.placer()), []
    with drawing_apart.drawers(expected_papers(office, selection), processes) as drawers:
        wants = [want for programme in office.programmes(selection.programme) for want in _selected(office, programme, selection)]
        for result in making.made(desk, drawing_apart.drawn(desk, wants, selection.is_forced, drawers), selection.is_forced):
            made.append(result)
            tell(len(made), len(wants))
    if not made and selection.document and not any(p.document(selection.document) for p in office.programmes(selection.programme)):
        raise SettingsError(f"Không có văn bản “{selection.document}”. Tên văn bản ghi ở cột name, tờ documents của programme.xlsx.")
    return tuple(made)


def write_notices(office: Office, placer: Placer, known: Sequence[PeriodState] = ()) -> None:
    """Write the text that tells units how to send, and the folders they find; an inbox that is away is not made anew in its place.

    Args:
        known: periods that somebody has looked at already.
    """
    if placer.fault_above(office.workspace.inbox):
        return
    by_scope = {(state.programme.name, state.period.code): state for state in known}
    due = [(programme, office.default_period(programme)) for programme in office.programmes()]
    states = [by_scope.get((programme.name, period.code)) or office.state(programme, period) for programme, period in due]
    settings = office.settings
    text = notice.text(settings.agency, settings.contact, states, settings.inbox.per_unit)
    placer.write(office.workspace.inbox / folders.NOTICE, for_notepad(text), "page")
    for folder in (folders.REHEARSAL, folders.TAKEN, folders.TO_MEND, folders.FROM_OFFICE):
        path = office.workspace.inbox / folder
        with suppress(NoAnswerError):
            placer.ask(path, partial(path.mkdir, parents=True, exist_ok=True))


def folder_of(office: Office, programme: Programme, period: Period) -> Path:
    """Return the folder of the documents of one period."""
    return office.workspace.outbox / programme.name / period.file_words


def _make_stale(
    office: Office, desk: Desk, states: list[PeriodState], wanted: frozenset[Scope]
) -> tuple[dict[Scope, list[PaperResult]], list[str]]:
    """Make the documents and consolidated workbooks of the scopes `wanted`; return what became of the documents, by scope, and bugs."""
    made: dict[Scope, list[PaperResult]] = {}
    bugs: list[str] = []
    whole = {scope for scope in wanted if not scope.unit}
    for programme in office.programmes():
        scope = Scope(programme.name)
        if whole & {scope, EVERYTHING}:
            made[scope] = making.make_all(desk, drawing.wanted_by_programme(programme))
    for state in states:
        scope = Scope(state.programme.name, state.period.code)
        told_of = {Scope(state.programme.name, period.code) for period in state.periods_told_of}
        senders = {one.unit for one in wanted if one.unit and one.whole in told_of}
        if whole & {*told_of, EVERYTHING} or senders:
            told = office.state(state.programme, state.period, at_lock=True) if state.closed_at else state
            made[scope] = _make_papers(desk, told, None if whole & {*told_of, EVERYTHING} else senders)
            bugs += _guarded("consolidated", "bảng tổng hợp", partial(_write_consolidated, office, desk.placer, state, told))
    return made, bugs


def _named(paper: PaperResult) -> str:
    """Return why a document could not be made, with its name where the reason does not give it."""
    return paper.problem if paper.title in paper.problem else f"Văn bản “{paper.title}”: {paper.problem}"


def _guarded(what: str, words: str, write: Callable[[], None]) -> list[str]:
    """Write something that people see; return a sentence when the program fails at it."""

    def done() -> list[str]:
        write()
        return []

    return isolated(what, done, lambda: [f"Phần mềm gặp lỗi khi ghi {words}, chi tiết ghi ở docgen.log. Báo người phụ trách máy."])


def _desk(office: Office, placer: Placer) -> Desk:
    strays = Strays(office.workspace.outbox, office.dataset, placer)
    return Desk(office.workspace, office.dataset, placer, office.calendar, office.now, strays)


def _make_own(office: Office, desk: Desk, stale: Collection[Scope]) -> Mapping[Path, PaperResult]:
    """Make what the units that have sent get for themselves, looking at no other unit: however many there are, these wait for none."""
    made: list[PaperResult] = []
    for programme in office.programmes():
        for period in office.live_periods(programme):
            for code in sorted(scope.unit for scope in stale if scope.unit and scope.whole == Scope(programme.name, period.code)):
                state = office.state(programme, period, alone=code, at_lock=True)
                wants = (want for want in drawing.wanted(programme, state) if want.unit and stands_alone(desk.workspace, want))
                made += making.make_all(desk, wants)
    return {result.path: result for result in made}


def _make_papers(desk: Desk, state: PeriodState, senders: Collection[str] | None = None) -> list[PaperResult]:
    """Make the documents of one period: those it always has, and on-request ones that were asked for before.

    Args:
        senders: the units whose figures alone have changed; documents of another unit that name nothing of theirs stand as they are.
    """
    records = [r for r in desk.dataset.papers.all() if (r.programme, r.period) == (state.programme.name, state.period.code)]
    asked_for = {(record.document, record.unit) for record in records}
    made_before = {(record.document, record.unit) for record in records if record.fingerprint}
    requested = frozenset(spec.name for spec in state.programme.documents if spec.on_request)
    wants = [
        want
        for want in drawing.wanted(state.programme, state, requested)
        if not want.spec.on_request or (want.spec.name, want.unit_code) in asked_for
    ]
    still = set() if senders is None else _standing_still(desk, wants, made_before, senders)
    made = making.make_all(desk, (want for want in wants if (want.spec.name, want.unit_code) not in still))
    retiring.retire(desk, state.programme, state.period.code, frozenset((want.spec.name, want.unit_code) for want in wants))
    return made


def _standing_still(
    desk: Desk, wants: Collection[Wanted], made_before: Collection[tuple[str, str]], senders: Collection[str]
) -> set[tuple[str, str]]:
    """Return (document, unit) of what was made before and cannot have changed."""
    alone = {want.spec.name: stands_alone(desk.workspace, want) for want in {want.spec.name: want for want in wants if want.unit}.values()}
    others = ((want.spec.name, want.unit_code) for want in wants if alone.get(want.spec.name) and want.unit_code not in senders)
    return {one for one in others if one in made_before}


def _selected(office: Office, programme: Programme, selection: Selection) -> Iterator[Wanted]:
    wants = list(drawing.wanted_by_programme(programme)) if selection.period is None else []
    period = parse_period(office, programme, selection.period)
    if selection.unit and office.catalogue.units.find(selection.unit) is None:
        raise SettingsError(f"Không có đơn vị mã “{selection.unit}”. Mã đơn vị ghi ở tệp units.xlsx.")
    requested = frozenset({selection.document} if selection.document else ())
    wants += drawing.wanted(programme, office.state(programme, period, at_lock=True), requested)
    for want in wants:
        is_document = selection.document in (None, want.spec.name)
        if is_document and (selection.unit is None or want.unit_code.casefold() == selection.unit.casefold()):
            yield want


def _write_consolidated(office: Office, placer: Placer, state: PeriodState, told: PeriodState) -> None:
    """Write the consolidated workbook from what is `told`, as documents are; the register of what was received has all that came."""
    folder = folder_of(office, state.programme, state.period)
    words = state.period.file_words
    placer.write(folder / CONSOLIDATED / f"Tong hop - {words}.xlsx", export.to_xlsx(told), "consolidated")
    placer.write(
        folder / CONSOLIDATED / f"So theo doi tiep nhan - {words}.xlsx", intake_book.build(state, office.settings.agency), "intake"
    )
    text = messages.text(state, office.settings.agency, office.settings.contact)
    reminders = folder / "cong-van" / folders.REMINDERS
    if text:
        placer.write(reminders, for_notepad(text), "reminders")
    else:
        placer.remove(reminders)


def _write_pages(office: Office, desk: Desk, states: list[PeriodState], failed: tuple[str, ...]) -> None:
    events = office.dataset.events.recent(_RECENT_EVENTS)
    updated_at = max((event.at for event in events), default=datetime.combine(office.today, time(0), TIME_ZONE))
    settings, formless = office.settings, held_files.formless(office)
    view = StatusView(
        agency=settings.agency,
        updated_at=updated_at,
        states=tuple(states),
        held=held_files.held(office),
        papers=office.dataset.papers.all(),
        notices=tuple(registering.notices(office, registering.rows(office), desk.strays)),
        issued=tuple(number for programme in office.programmes() for number in office.dataset.papers.issued(programme.name)),
        files=tuple(_links(office, states)),
        alarms=(*alarms.alarms(office), *failed),
        events=events,
        unit_names=_unit_names(office),
        pinned_today=settings.today,
        outbox=settings.folders.outbox,
        canary=canary.read(office.workspace.state).words,
        formless=tuple(decision for decision in formless if decision.verdict.outcome is not Outcome.HELD),
    )
    desk.placer.write(office.workspace.outbox / folders.STATUS_PAGE, status_page.render(view).encode(), "page")
    if desk.placer.fault_above(office.workspace.inbox):
        return
    intake = IntakeView(settings.agency, settings.contact, updated_at, tuple(states), formless, settings.today, _unit_names(office))
    desk.placer.write(office.workspace.inbox / folders.INTAKE_PAGE, intake_page.render(intake).encode(), "page")


def _links(office: Office, states: list[PeriodState]) -> Iterator[FileLink]:
    for state in states:
        folder = folder_of(office, state.programme, state.period) / CONSOLIDATED
        for stem, title in (("Tong hop", "Bảng tổng hợp số liệu"), ("So theo doi tiep nhan", "Sổ theo dõi tiếp nhận báo cáo")):
            path = (folder / f"{stem} - {state.period.file_words}.xlsx").relative_to(office.workspace.root)
            yield FileLink(title, path.as_posix(), state.programme.name, state.period.code)


def _write_clerk_books(office: Office, desk: Desk, clerk: Clerk, states: list[PeriodState]) -> None:
    outbox = office.settings.folders.outbox
    rows = registering.rows(office)
    moved, notices = tuple(registering.moved(office, rows)), tuple(registering.notices(office, rows, desk.strays))
    view = TaskView(held_files.held(office), tuple(states), office.dataset.acts.all(), _unit_names(office), outbox, moved, notices)
    desk.placer.write(office.workspace.outbox / folders.TASKS, tasks.build(view, clerk.tasks), "tasks")
    desk.placer.write(office.workspace.outbox / folders.REGISTER, register.build(rows, clerk.register, outbox), "register")


def _unit_names(office: Office) -> Mapping[str, str]:
    return {unit.code: unit.name for unit in office.catalogue.units.all}
