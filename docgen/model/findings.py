"""Findings: what is wrong, in which cell, and how to mend it, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docgen.model.values import CellRef

SCANS = ("khong_phai_excel_pdf", "khong_phai_excel_anh")
"""Codes of the findings about a file that is a scan or a photo: no figure is taken from it, it may be the signed copy of a form."""

REJECTED = "xa_tra_lai"
NO_FORM = "bieu_la"
"""Code of the finding by which a person of the office returns a file; what the unit does next is what that person wrote."""


class Severity(StrEnum):
    """An error returns the form; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should mend or look at again.

    `reason` says why it is not taken, `mend` how to write it instead, `example` a right entry of that very cell, `comment` what
    the remark in the cell says. `found` is what stands there now, as typed. A finding about a whole file has no cell.
    """

    code: str
    severity: Severity
    reason: str
    mend: str = ""
    example: str = ""
    comment: str = ""
    cell: CellRef | None = None
    field: str = ""
    label: str = ""
    found: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the form must be returned for it."""
        return self.severity is Severity.ERROR

    @property
    def message(self) -> str:
        """Return the whole message on one line."""
        return " ".join(part for part in (self.reason, self.mend) if part)


def error(code: str, reason: str, mend: str = "", **rest: object) -> Finding:
    """Return a finding that returns the form."""
    return Finding(code, Severity.ERROR, reason, mend, **rest)  # type: ignore[arg-type]


def warning(code: str, reason: str, mend: str = "", **rest: object) -> Finding:
    """Return a finding that asks the unit to look again."""
    return Finding(code, Severity.WARNING, reason, mend, **rest)  # type: ignore[arg-type]
