"""A folder in, a workspace in which a whole reporting period was played out: units send, mend, forget; the main job runs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from docgen.inbox.settle import Rest
from docgen.model.consolidated import PeriodState
from docgen.model.errors import SettingsError
from docgen.model.periods import Period
from docgen.model.programme import Programme
from docgen.operate.init import init
from docgen.operate.play import Drop, Play, fill, read_play
from docgen.outbox.desk import PaperResult
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.reports import ProcessReport
from docgen.pipeline.turn import process
from docgen.settings import FILE_NAME, Workspace, open_workspace

MARK = "demo-da-chay"
_QUICK = Rest(settle_seconds=0.02, patience_seconds=60)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What happened: lines of the story, documents, (path, what it is) of the files to open, and whatever did not go as written."""

    story: tuple[str, ...]
    papers: tuple[PaperResult, ...]
    to_open: tuple[tuple[Path, str], ...]
    surprises: tuple[str, ...]


def play(folder: Path) -> DemoReport:
    """Play the demo in `folder`; in a folder where it was played before, only process what is there.

    Raises:
        SettingsError: `folder` is neither empty nor a demo workspace.
    """
    script = read_play()
    if (folder / ".docgen" / MARK).exists():
        return _again(open_workspace(folder), script)
    if folder.exists() and any(folder.iterdir()):
        raise SettingsError(f"Thư mục “{folder}” đang có tệp khác. Chọn một thư mục trống, ví dụ “docgen demo thu-nghiem”.")
    workspace, _ = init(folder)
    story: list[str] = [f"Nơi chạy thử: {workspace.root}", "", "Các đơn vị gửi biểu:"]
    surprises: list[str] = []
    with open_office(workspace, script.forms_issued) as office:
        issue_forms(office, script.programme, script.period)
        for drop in script.drops:
            told, surprise = _drop(office, script, drop)
            story.append(told)
            surprises += surprise
    _pin(workspace, script.today)
    (workspace.state / MARK).write_text("", "utf-8")
    return _finish(open_workspace(folder), script, story, surprises)


def _drop(office: Office, script: Play, drop: Drop) -> tuple[str, list[str]]:
    """Let one unit drop one file; return the line of the story, and a surprise when the outcome is another than written."""
    programme, period = office.programmes(script.programme)[0], _period(script)
    unit = office.catalogue.units.by_code[drop.unit]
    inbox = office.workspace.inbox
    process(office.at(drop.at - timedelta(minutes=1)), rest=_QUICK, with_papers=False)
    blank = office.workspace.root / (office.dataset.facts.form_issued(programme.name, unit.code, period.code) or "")
    target = inbox / blank.name
    if drop.resend:
        target.write_bytes(_sent_before(office, programme, period, drop))
    else:
        target.write_bytes(fill(blank.read_bytes(), drop))
    report = process(office.at(drop.at), rest=_QUICK, with_papers=False)
    result = next((result for result in report.files if result.file == target.name), None)
    outcome, words = (result.outcome, result.words) if result else (None, "chưa xử lý")
    line = f"  {drop.at:%d/%m %H:%M}  {unit.name}: {words}{f' ({drop.saying})' if drop.saying else ''}"
    surprise = [f"{unit.name}, {drop.at:%d/%m}: kết quả là “{outcome}”, kịch bản viết “{drop.expect}”."] if outcome != drop.expect else []
    return line, surprise


def _sent_before(office: Office, programme: Programme, period: Period, drop: Drop) -> bytes:
    revision = office.dataset.decisions.current(programme.name, drop.unit, period.code)
    if revision is None:
        raise SettingsError(f"Kịch bản chạy thử: {drop.unit} chưa gửi tệp nào để gửi lại.")
    return office.dataset.captures.bytes_of(revision.receipt.sha256)


def _again(workspace: Workspace, script: Play) -> DemoReport:
    story = [f"Nơi chạy thử đã có: {workspace.root}. Chỉ nhận và xử lý các tệp mới."]
    return _finish(workspace, script, story, [])


def _finish(workspace: Workspace, script: Play, story: list[str], surprises: list[str]) -> DemoReport:
    """Run the main job at the present of the workspace, and tell how things stand."""
    with open_office(workspace) as office:
        report = process(office)
        programme, period = office.programmes(script.programme)[0], _period(script)
        state = office.state(programme, period)
    story += ["", *_summary(state)]
    surprises += [f"{paper.title}: {paper.problem}" for paper in report.papers if paper.problem]
    return DemoReport(tuple(story), _made(report), tuple(_to_open(workspace, report)), tuple(surprises))


def _made(report: ProcessReport) -> tuple[PaperResult, ...]:
    return tuple(paper for paper in report.papers if not paper.problem)


def _summary(state: PeriodState) -> Iterator[str]:
    late = [s.unit.name for s in state.accepted if s.days_late]
    yield f"Đến {state.today:%d/%m/%Y}: đã tiếp nhận {len(state.accepted)}/{len(state.asked)} đơn vị."
    if late:
        yield f"Gửi sau thời hạn: {', '.join(late)}."
    yield f"Chưa hoàn thành: {', '.join(s.unit.name for s in state.unfinished) or 'không có'}."


def _to_open(workspace: Workspace, report: ProcessReport) -> Iterator[tuple[Path, str]]:
    from docgen.model import folders

    yield workspace.outbox / folders.STATUS_PAGE, "Trang tình hình (mở bằng trình duyệt)"
    seen: set[str] = set()
    for paper in report.papers:
        if not paper.problem and paper.title not in seen:
            seen.add(paper.title)
            yield paper.path, paper.title
    yield workspace.outbox / folders.TASKS, "Việc cần xử lý (Excel)"
    yield workspace.inbox / folders.TO_MEND, "Biểu trả lại cho đơn vị"
    yield workspace.inbox / folders.TAKEN, "Biểu đã tiếp nhận, kèm phiếu"


def _pin(workspace: Workspace, today: date) -> None:
    """Write the day on which the play ends into docgen.toml, so that looking at the demo later shows the same."""
    path = workspace.root / FILE_NAME
    text = re.sub(r"(?m)^today *=.*\n", "", path.read_text("utf-8"))
    remark = "# Ngày làm việc đặt cố định, chỉ dùng khi chạy thử. Xóa dòng dưới để dùng ngày thật.\n"
    path.write_text(f"{remark}today = {today:%Y-%m-%d}\n\n{text}", "utf-8", newline="\n")


def _period(script: Play) -> Period:
    period = Period.parse(script.period)
    if period is None:
        raise SettingsError(f"Kịch bản chạy thử ghi kỳ “{script.period}”, không phải một kỳ báo cáo.")
    return period
