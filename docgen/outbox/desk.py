"""What making documents needs, and how what became of one is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from docgen.dataset.store import Dataset
from docgen.model.disk import FAULT_WORDS, Fault
from docgen.model.programme import Programme
from docgen.outbox.drawing import IssuedNumbers, Wanted
from docgen.outbox.place import Placer
from docgen.outbox.strays import Strays
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


def failed(desk: Desk, want: Wanted, why: str) -> PaperResult:
    """Return that the document could not be made, and why."""
    return PaperResult(desk.workspace.outbox, want.spec.title, Made.FAILED, why)


def unwritten(desk: Desk, want: Wanted, path: Path) -> PaperResult:
    """Return that the document could not be written at `path` now, and why."""
    if away := desk.placer.fault_above(path):
        # The same words for each of them: a folder that is away is told once.
        problem = f"Chưa ghi được vào thư mục ({FAULT_WORDS[away]}); sẽ ghi khi có lại thư mục."
        return PaperResult(path, want.spec.title, Made.UNWRITTEN, problem)
    why = FAULT_WORDS[desk.placer.problems.get(desk.placer.relative(path), Fault.BUSY)]
    return PaperResult(path, want.spec.title, Made.UNWRITTEN, f"Chưa ghi được “{path.name}” ({why}); sẽ ghi lại ở lần sau.")
