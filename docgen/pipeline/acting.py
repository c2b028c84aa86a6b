"""What a person decided in, decisions recorded out: from the command line, and from the workbooks that the clerk saves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from docgen.model import folders
from docgen.model.digest import sha256
from docgen.model.errors import UnreadableFileError
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.model.submissions import Act, ActKind, Decision, Outcome, Verdict
from docgen.model.units import Unit
from docgen.outbox import tasks
from docgen.outbox.place import Placer
from docgen.outbox.tasks import TaskDecision
from docgen.outbox.typed import Problem
from docgen.pipeline import deciding, judging, registering, unit_acts
from docgen.pipeline.choosing import parse_period
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.log import isolated
from docgen.pipeline.office import Office
from docgen.pipeline.reports import ActResult, FileResult
from docgen.validate import messages

_DONE_WORDS = {
    Outcome.ACCEPTED: "đã tiếp nhận",
    Outcome.RETURNED: "đã trả lại đơn vị",
    Outcome.DUPLICATE: "số liệu đã có, không đổi",
    Outcome.HELD: "vẫn chờ xác minh",
}


@dataclass(frozen=True, slots=True)
class Acted:
    """What the clerk's workbooks led to: the files decided on, and in `sentences` what else was done."""

    files: tuple[FileResult, ...] = ()
    sentences: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    is_changed: bool = False


def carry_out(office: Office, placer: Placer, clerk: Clerk) -> Acted:
    """Read the two workbooks of the clerk when they were saved since docgen wrote them, and carry out what they say."""
    results: list[ActResult] = []

    def take_tasks(data: bytes) -> tuple[str, ...]:
        return _take_tasks(office, data, clerk, results)

    def take_register(data: bytes) -> tuple[str, ...]:
        return registering.take(office, data, clerk)

    read = [
        _when_saved(office, placer, name, clerk, take) for name, take in ((folders.TASKS, take_tasks), (folders.REGISTER, take_register))
    ]
    clerk.has_read = True
    files = tuple(result.file for result in results if result.file)
    others = tuple(result.sentence for result in results if result.is_done and result.sentence and not result.file)
    return Acted(files, others, tuple(problem for one in read for problem in one.problems), any(one.is_changed for one in read))


def decide_held(office: Office, id: int, kind: ActKind, author: str, reason: str, unit: str = "") -> ActResult:
    """Accept or reject the held file of decision `id`; `unit` says whose it is when the file itself says another."""
    held = next((decision for decision in office.dataset.decisions.held() if decision.id == id), None)
    if held is None:
        return ActResult(f"Không có việc nào mã {id} đang chờ quyết định.", False)
    if not reason.strip():
        return ActResult("Chưa ghi lý do nên chưa thực hiện.", False)
    act = Act(kind, office.now, author, reason, id, held.verdict.programme, unit or held.verdict.unit, held.verdict.period)
    verdict = _rejected(held, reason) if kind is ActKind.REJECT else _accepted(office, held, unit or held.verdict.unit)
    if isinstance(verdict, str):
        return ActResult(verdict, False)
    decision = deciding.decide(office, held.receipt, verdict, act)
    words = _DONE_WORDS.get(decision.verdict.outcome, decision.verdict.outcome.value)
    return ActResult(f"Việc {id}, tệp “{held.receipt.file_name}”: {words}.", True, result_of(decision))


def lock_period(office: Office, named: str, code: str, kind: ActKind, author: str, reason: str) -> ActResult:
    """Lock the figures of a period, or unlock them.

    Raises:
        SettingsError: no such programme or period.
    """
    programme = office.programmes(named)[0]
    period = parse_period(office, programme, code)
    is_locked = office.dataset.acts.closed_at(programme.name, period.code) is not None
    if is_locked == (kind is ActKind.CLOSE):
        return ActResult(f"Số liệu {period.words} {'đã khóa từ trước' if is_locked else 'đang mở'}.", False)
    office.dataset.acts.record(Act(kind, office.now, author, reason, 0, programme.name, "", period.code))
    return ActResult(f"{'Đã khóa' if kind is ActKind.CLOSE else 'Đã mở khóa'} số liệu {period.words}.", True)


def result_of(decision: Decision) -> FileResult:
    """Return what `docgen process` says of one decision."""
    verdict, receipt = decision.verdict, decision.receipt
    where = (verdict.programme, verdict.unit, verdict.period)
    return FileResult(receipt.path, receipt.sha256, verdict.outcome, *where, decision.revision, verdict.findings)


def _when_saved(office: Office, placer: Placer, name: str, clerk: Clerk, take: Callable[[bytes], tuple[str, ...]]) -> Acted:
    """Call `take` on the workbook `name` if a person saved it; return the problems, and whether it was read.

    A workbook as docgen left it is read once after a start, for what was typed there and could not be carried out. One that cannot be read
    stays as it is, and is tried again.
    """
    path = office.workspace.outbox / name
    try:
        data = placer.ask(path, path.read_bytes)
    except OSError:
        return Acted()
    digest, is_ours = sha256(data), placer.is_ours(path)
    if is_ours and clerk.has_read:
        return Acted()
    try:
        problems = take(data)
    except UnreadableFileError as error:
        return Acted(problems=(f"Tệp “{name}”: {error}",))
    office.dataset.placed.remember(placer.relative(path), digest, "read")
    return Acted() if is_ours else Acted(problems=problems, is_changed=True)


def _take_tasks(office: Office, data: bytes, clerk: Clerk, results: list[ActResult]) -> tuple[str, ...]:
    found = tasks.read(data, office.catalogue.units)
    problems = {one.key: one for one in found if isinstance(one, Problem)}
    done: set[str] = set()
    for one in found:
        if isinstance(one, TaskDecision):
            result = _carry_out_one(office, one)
            results.append(result)
            if result.is_done:
                done.add(one.key)
            else:
                problems[one.key] = one.refused(result.sentence)
    clerk.tasks = tasks.read_typed(data).without(frozenset(done)).answered({key: one.remark for key, one in problems.items()})
    return tuple(one.text for one in problems.values())


def _carry_out_one(office: Office, task: TaskDecision) -> ActResult:
    if _was_done(office, task):
        return ActResult("", True)  # nothing is done now, so nothing is told
    if task.about_figures:
        change = unit_acts.withdraw if task.kind is ActKind.WITHDRAW else unit_acts.note_entry
        return change(office, task.target, task.author, task.reason)
    if task.target:
        return decide_held(office, task.target, task.kind, task.author, task.reason, task.unit)
    if not task.unit:
        return lock_period(office, task.programme, task.period, task.kind, task.author, task.reason)
    return unit_acts.exempt(office, task.programme, task.period, task.unit, (task.kind, task.author, task.reason))


def _was_done(office: Office, task: TaskDecision) -> bool:
    """Return whether this very decision is the last one about its row: saved twice, or read again after a stop, it asks for no more."""

    def says(act: Act) -> tuple[ActKind, str, str]:
        return act.kind, act.author, act.reason

    wanted = task.kind, task.author, task.reason
    if task.target:
        return any(act.target == task.target and says(act) == wanted for act in office.dataset.acts.all())
    about = task.programme, task.unit, task.period
    last = [act for act in office.dataset.acts.all() if not act.target and (act.programme, act.unit, act.period) == about][-1:]
    return any(says(act) == wanted for act in last)


def _rejected(held: Decision, reason: str) -> Verdict:
    """Return the verdict of a file that a person returns: what was found, and the reason the person gave."""
    return replace(held.verdict, outcome=Outcome.RETURNED, findings=(messages.rejected(reason), *held.verdict.findings[1:]))


def _accepted(office: Office, held: Decision, unit_code: str) -> Verdict | str:
    """Return the verdict of a held file as the form of that unit, or the sentence that says why it cannot be accepted."""
    if not (held.verdict.unit and held.verdict.programme) and (again := judging.judge(office, held.receipt)).unit:
        held, unit_code = replace(held, verdict=again), unit_code or again.unit
    if held.verdict.is_no_form:
        return "Tệp này không phải biểu của xã nên không chấp nhận được; chọn Trả lại"
    programme, period = _form_of(office, held)
    unit = office.catalogue.units.find(unit_code) if unit_code else None
    if programme is None or period is None or unit is None:
        return "Chưa rõ tệp này là biểu của đơn vị nào, kỳ nào; chọn “Của đơn vị khác: …” hoặc trả lại"
    found = isolated(
        f"file {held.receipt.id} ({held.receipt.path})",
        lambda: _judged_as(office, held, programme, unit, period),
        lambda: "Phần mềm gặp lỗi khi đọc tệp này nên không chấp nhận được; chọn Trả lại, đề nghị đơn vị điền vào biểu mới",
    )
    if isinstance(found, str):
        return found
    verdict = found
    if verdict.errors:
        return f"Biểu còn {len(verdict.errors)} chỗ phải sửa nên không chấp nhận được; chọn Trả lại để đơn vị sửa"
    return verdict


def _judged_as(office: Office, held: Decision, programme: Programme, unit: Unit, period: Period) -> Verdict | str:
    try:
        base = held.verdict.base if held.verdict.unit == unit.code else 0
        return judging.judge_for(office, held.receipt, programme, unit, period, base)
    except UnreadableFileError as error:
        return f"Không đọc được biểu trong tệp này: {error}"


def _form_of(office: Office, held: Decision) -> tuple[Programme | None, Period | None]:
    verdict = held.verdict
    programme = office.catalogue.programmes.get(verdict.programme)
    if programme is None and len(office.catalogue.programmes) == 1:
        programme = next(iter(office.catalogue.programmes.values()))
    period = Period.parse(verdict.period) if verdict.period else None
    return programme, period or (office.default_period(programme) if programme else None)
