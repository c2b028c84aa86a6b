"""What one run came to, as values that the command line shows."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.model.findings import Finding
from docgen.model.submissions import Outcome
from docgen.outbox.desk import PaperResult

_WORDS = {
    Outcome.ACCEPTED: "đã tiếp nhận",
    Outcome.RETURNED: "trả lại để sửa",
    Outcome.HELD: "chờ xác minh",
    Outcome.DUPLICATE: "đã nhận trước đó",
    Outcome.QUARANTINED: "không an toàn, đã tách riêng",
    Outcome.IGNORED: "không phải biểu, để nguyên",
    Outcome.WAITING: "chưa chép xong, đang chờ",
}


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file looked at. `file`: its path below inbox/; `revision`: the number it became current as, or 0."""

    file: str
    sha256: str
    outcome: Outcome
    programme: str = ""
    unit: str = ""
    period: str = ""
    revision: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> str:
        """Return the outcome as a person reads it."""
        return _WORDS[self.outcome]


@dataclass(frozen=True, slots=True)
class ActResult:
    """What one decision of a person led to, as a sentence; `file` when it was about a file."""

    sentence: str
    is_done: bool
    file: FileResult | None = None


@dataclass(frozen=True, slots=True)
class ProcessReport:
    """One run: every file looked at, every document looked at, and of what a person typed what could not be carried out, and what was.

    `done` leaves out decisions about files: those files are among `files`.
    """

    files: tuple[FileResult, ...] = ()
    papers: tuple[PaperResult, ...] = ()
    problems: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    @property
    def needs_a_person(self) -> bool:
        """Whether something was returned, held, set aside or waits, or a document could not be made."""
        asking = (Outcome.RETURNED, Outcome.HELD, Outcome.QUARANTINED, Outcome.WAITING)
        return bool(self.problems) or any(f.outcome in asking for f in self.files) or any(p.problem for p in self.papers)
