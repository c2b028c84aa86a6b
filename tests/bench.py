"""A workspace of the sample programme to drop files into and work on, without a process of its own; people's part is filled by openpyxl."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook

from docgen.inbox.settle import Rest
from docgen.model.submissions import ActKind
from docgen.operate.init import init
from docgen.operate.play import fill, read_play
from docgen.pipeline import acting
from docgen.pipeline.issue import issue_forms
from docgen.pipeline.office import Office, open_office
from docgen.pipeline.reports import ActResult, FileResult, ProcessReport
from docgen.pipeline.turn import process
from docgen.settings import TIME_ZONE, open_workspace

NOW = datetime(2026, 11, 20, 9, tzinfo=TIME_ZONE)
QUICK = Rest(settle_seconds=0.02, patience_seconds=60)
PERIOD = "2026"
TO_MEND, TAKEN, FORMS, REHEARSAL = "_4-can-sua-gui-lai", "_3-da-tiep-nhan", "_1-lay-bieu-mau", "_2-gui-thu"
NUMBER_FIELD = "so_ho"


@dataclass(frozen=True)
class Bench:
    """One workspace under test."""

    root: Path

    def copied_to(self, root: Path) -> Bench:
        """Return a copy of the workspace: a workspace can be copied."""
        shutil.copytree(self.root, root)
        return Bench(root)

    @property
    def inbox(self) -> Path:
        """The units' folder."""
        return self.root / "inbox"

    @contextmanager
    def office(self, now: datetime = NOW) -> Iterator[Office]:
        """Open the workspace for work."""
        with open_office(open_workspace(self.root), now) as office:
            yield office

    def blank(self, unit: str) -> Path:
        """Return where the blank form of `unit` lies."""
        with self.office() as office:
            path = office.dataset.facts.form_issued(office.programmes()[0].name, unit, PERIOD)
        assert path is not None
        return self.root / path

    def filled(self, unit: str, **changed: object) -> bytes:
        """Return the form of `unit` filled without a mistake, but for what is `changed`."""
        return self.filled_like(unit, unit, **changed)

    def filled_like(self, example: str, unit: str, **changed: object) -> bytes:
        """Return the form of `unit` filled as the play fills that of `example`, but for what is `changed`."""
        right = next(drop for drop in read_play().drops if drop.unit == example and drop.expect == "accepted")
        answers: Mapping[str, object] = {**right.answers, **changed}
        return fill(self.blank(unit).read_bytes(), replace(right, answers=answers))  # type: ignore[arg-type]

    def drop(self, name: str, data: bytes) -> Path:
        """Put a file below the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def process(self, now: datetime = NOW, *, with_papers: bool = False, final: bool = False) -> ProcessReport:
        """Take what was dropped."""
        with self.office(now) as office:
            return process(office, rest=QUICK, with_papers=with_papers, final=final)

    def outcomes(self, now: datetime = NOW) -> list[tuple[str, str, tuple[str, ...]]]:
        """Take what was dropped; return (file, outcome, codes) each."""
        return [_short(result) for result in self.process(now).files]

    def decide(self, kind: ActKind, which: int = 0, unit: str = "") -> ActResult:
        """Let the clerk accept or reject one of the held files."""
        with self.office() as office:
            held = office.dataset.decisions.held()[which]
            return acting.decide_held(office, held.id, kind, "Nguyễn Thị Mẫu", "Đã gọi điện hỏi", unit)

    def current(self, unit: str) -> tuple[int, object] | None:
        """Return the number of the current revision of `unit`, and what it answers to one field."""
        with self.office() as office:
            revision = office.dataset.decisions.current(office.programmes()[0].name, unit, PERIOD)
        return (revision.number, revision.answers.get(NUMBER_FIELD).value) if revision else None

    def names(self, folder: str) -> list[str]:
        """Return the workbooks and slips in a folder of the inbox, pages left out."""
        place = self.inbox / folder
        return sorted(path.name for path in place.iterdir() if path.suffix != ".html") if place.is_dir() else []


def make(root: Path, *units: str) -> Bench:
    """Return a new workspace with the forms of `units` issued."""
    workspace, _ = init(root)
    with open_office(workspace, NOW) as office:
        for unit in units:
            issue_forms(office, None, PERIOD, unit)
    return Bench(root)


def make_reported(root: Path, *units: str) -> Bench:
    """Return a new workspace with the forms of `units` issued, the form of T01 taken and the documents made."""
    bench = make(root, *units)
    bench.drop("mot.xlsx", bench.filled("T01"))
    bench.process(with_papers=True)
    return bench


def resaved(data: bytes, change: Callable[[Workbook], None] = lambda book: None) -> bytes:
    """Return the workbook as another program saves it, changed by `change`."""
    book = load_workbook(BytesIO(data))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def set_cell(book: Workbook, field: str, value: object) -> None:
    """Type `value` into the cell of `field`."""
    sheet, place = next(iter(book.defined_names[f"dg_{field}"].destinations))
    book[sheet][place.replace("$", "").split(":")[0]] = value  # type: ignore[assignment]


def _short(result: FileResult) -> tuple[str, str, tuple[str, ...]]:
    return result.file, result.outcome.value, tuple(finding.code for finding in result.findings)
