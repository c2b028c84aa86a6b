"""From forms in the inbox to the last paper: many units send, what they said is judged and stored, their plans and the report are written.

`python -m bench.endtoend [UNITS]`. The watcher's own steps in this process: turns until every form is answered, then what they made stale.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench import forms, grown, page
from docgen.forms import blank, seal
from docgen.inbox.settle import Rest
from docgen.model.submissions import Outcome
from docgen.operate.init import init
from docgen.operate.play import read_play
from docgen.outbox.desk import Made
from docgen.pipeline import project
from docgen.pipeline.clerk import Clerk
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.turn import remember, take_turn
from docgen.settings import Workspace, open_workspace
from docgen.system import collect_seldom

UNITS = 500
_VILLAGE = "thon"
_OTHERS = 40
"""More units than are of another type: so many are added beyond what is asked for."""
_IDLE = 5
"""After so many turns in which there was nothing to do everything is done."""
_AT_ONCE = Rest(settle_seconds=0.0, patience_seconds=60)


@dataclass(frozen=True)
class Run:
    """What it came to: CPU seconds until all forms are answered, and until all papers are written. Units: as named."""

    units: int
    intake_seconds: float
    papers_seconds: float
    papers: int
    megabytes: float


def main() -> None:
    """Measure, and put the section into docs/performance.md."""
    collect_seldom()
    units = int(sys.argv[1]) if sys.argv[1:] else UNITS
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as root:
        run = _run(Path(root) / "mau", units)
    whole = run.intake_seconds + run.papers_seconds
    section = f"""## Từ biểu đến văn bản: {_number(run.units)} biểu

{_number(run.units)} thôn cùng gửi biểu. docgen nhận, soát, lưu từng biểu, rồi lập kế hoạch của từng thôn, báo cáo, bảng tổng hợp và
các trang: một tiến trình, giây CPU. Chạy lại: `make bench`, hoặc `python -m bench.endtoend 10000`.

| số biểu | nhận và soát | mỗi biểu | lập văn bản | số văn bản | mọi việc | mỗi đơn vị | MB cao nhất |
|---:|---:|---:|---:|---:|---:|---:|---:|
| {_number(run.units)} | {run.intake_seconds:.1f} s | {run.intake_seconds / run.units * 1000:.1f} ms | {run.papers_seconds:.1f} s \
| {_number(run.papers)} | {whole:.1f} s | {whole / run.units * 1000:.1f} ms | {run.megabytes:.0f} |
"""
    print(section)
    page.put(f"từ biểu đến văn bản, {_number(run.units)} biểu", section)


def _run(root: Path, units: int) -> Run:
    workspace, _ = init(root)
    grown.add_units(workspace, units + _OTHERS)
    workspace = open_workspace(root)
    with open_office(workspace, grown.NOW) as office:
        memory = remember(office)
        for name, data in _sent(office, workspace, units):
            (workspace.inbox / name).write_bytes(data)
        begun = time.process_time()
        answered = _taken(office, memory)
        intake = time.process_time() - begun
        if answered != units:
            raise ValueError(f"{answered} of {units} forms were accepted")
        made = project.project(office, memory.placer, Clerk(), is_full=False)
        papers = sum(paper.made is Made.WRITTEN for paper in made.papers)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(units, intake, time.process_time() - begun - intake, papers, peak)


def _sent(office: Office, workspace: Workspace, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield the filled form of each of the first `count` units: those of their type in the play, no two alike, under their own seal."""
    programme = office.programmes()[0]
    issue_forms(office, programme.name, grown.PERIOD, grown.LAST)
    (key_id, secret), *_ = office.dataset.facts.keys().items()
    on, settings = forms.ground(), workspace.settings
    village = next(drop for drop in read_play().drops if drop.unit == grown.LAST and drop.expect == "accepted")
    asked = [unit for unit in office.units_asked(programme, on.period) if unit.type.code == _VILLAGE]
    for number, unit in enumerate(asked[:count]):
        sealed = seal.issue(programme, unit.code, grown.PERIOD, 0, key_id, secret)
        issued = blank.write_blank(
            programme, unit, on.period, office.dates(programme, on.period), settings.agency, settings.contact, sealed
        )
        answers = {**village.answers, "nhan_khau": 955 + number % 500, "so_ho": 215 + number // 500}
        yield f"bieu-{number}.xlsx", forms.typed(issued, replace(village, answers=answers))


def _taken(office: Office, memory: object) -> int:
    """Return how many forms were accepted when no more is left to do; a turn that finds nothing to do says why, where it can."""
    accepted, idle = 0, 0
    for turn in range(1_000):
        taken = take_turn(office, memory, _AT_ONCE, time.monotonic() + turn)  # type: ignore[arg-type]
        accepted += sum(one.outcome is Outcome.ACCEPTED for one in taken.files)
        idle = 0 if taken.files else idle + 1
        if idle and taken.sentences:
            print(f"turn {turn}, {accepted} accepted:", *taken.sentences, file=sys.stderr)
        if idle > _IDLE:
            break
    return accepted


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


if __name__ == "__main__":
    main()
