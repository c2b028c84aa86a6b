"""Files that belong to no form (a photo, a paper, a stranger's workbook): decisions in, the rows that both pages show out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from docgen.model import text, wording
from docgen.model.submissions import Decision, Verdict
from docgen.outbox import words
from docgen.outbox.words import StateWords


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: its name after that of the unit it came from, where that is known."""

    name: str
    state: StateWords
    received: datetime
    remark: str


def rows(decisions: Sequence[Decision], unit_names: Mapping[str, str], reason: Callable[[Verdict], str]) -> tuple[FileRow, ...]:
    """Return a row for each file; `reason` words why it is no form for those who read the page."""
    return tuple(
        FileRow(
            wording.listed((unit_names.get(d.verdict.unit, ""), text.shortened(d.receipt.file_name, 80)), ": "),
            words.of_decision(d),
            d.receipt.not_after,
            text.capitalised(reason(d.verdict)),
        )
        for d in decisions
    )
