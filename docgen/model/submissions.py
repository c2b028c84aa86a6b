"""What was received, what was decided about it, and the revisions that stand: the recorded facts as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from docgen.model.findings import NO_FORM, REJECTED, Finding
from docgen.model.values import Answers


class Outcome(StrEnum):
    """What became of one file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    HELD = "held"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    WAITING = "waiting"


class Zone(StrEnum):
    """Which part of the inbox a file was dropped in; `REHEARSAL` is answered but not recorded as a submission."""

    DROP = "drop"
    REHEARSAL = "rehearsal"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file received: its bytes (by SHA-256), its path below inbox/ (with `/`), and the interval in which it came.

    `not_before`: the last look without it (None at the very first look); `not_after`: the first look with it. `folder_unit`: the code of
    the unit in whose folder it was dropped, or empty.
    """

    id: int
    path: str
    sha256: str
    size_bytes: int
    not_before: datetime | None
    not_after: datetime
    zone: Zone = Zone.DROP
    folder_unit: str = ""

    @property
    def file_name(self) -> str:
        """Return the name without its folders."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Seal:
    """What an issued form says about itself. `base`: the accepted revision it was filled from, 0 for a blank one.

    `fingerprint`: of the definition it was made from. `short_code` is printed at the form's foot.
    """

    form_id: str
    version: str
    fingerprint: str
    unit: str
    period: str
    base: int
    key_id: str
    mac: str

    @property
    def short_code(self) -> str:
        """Return what is printed at the foot: `BDG-T01-2026-7K3Q`."""
        return f"{self.form_id}-{self.unit}-{self.period}-{self.mac[:4]}".upper()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What judging one file came to; `answers` are set when the file could be read as a form of `unit` for `period`.

    `programme` is the folder's name, `unit` and `period` are codes; each is empty where the file does not tell.
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    programme: str = ""
    unit: str = ""
    period: str = ""
    base: int = 0
    answers: Answers | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that return the form."""
        return tuple(f for f in self.findings if f.is_error)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return the findings that do not."""
        return tuple(f for f in self.findings if not f.is_error)

    @property
    def is_no_form(self) -> bool:
        """Whether the file is of no programme here: a person can return it, not accept it."""
        return not self.programme and any(f.code == NO_FORM for f in self.findings)

    @property
    def rejection(self) -> str:
        """Return with which words a person of the office returned the file, "" when nobody did."""
        return next((f.comment or f.reason.rstrip(".") for f in self.findings if f.code == REJECTED), "")


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict as recorded for a receipt. `revision` is the number it became current as, 0 when it did not.

    `times_sent` counts the drops of this unit for this period up to this one. `changed_fields`: what differs from the revision before.
    `is_withdrawn`: a person has taken back the acceptance.
    """

    id: int
    receipt: Receipt
    verdict: Verdict
    decided_at: datetime
    revision: int = 0
    times_sent: int = 1
    changed_fields: tuple[str, ...] = ()
    days_late: int = 0
    replaced_received_at: datetime | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One accepted state of a unit's answers for a period. `decision_id`: the decision that accepted it."""

    programme: str
    unit: str
    period: str
    number: int
    base: int
    receipt: Receipt
    accepted_at: datetime
    answers: Answers
    findings: tuple[Finding, ...] = ()
    days_late: int = 0
    decision_id: int = 0


class ActKind(StrEnum):
    """What a person can decide."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    EXEMPT = "exempt"
    CLOSE = "close"
    REOPEN = "reopen"
    RESUME = "resume"
    ISSUE = "issue"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person decided: about the decision `target` (accept, reject, withdraw, enter), or about a unit and period."""

    kind: ActKind
    at: datetime
    author: str
    reason: str
    target: int = 0
    programme: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class IssuedNumber:
    """Number and date that the văn thư typed for an issued document. `number` is e.g. `45/KH-UBND`, empty where it has no symbol."""

    programme: str
    document: str
    period: str
    unit: str
    number: str
    day: date
