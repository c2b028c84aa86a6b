"""What a unit chose in the sheet CẦN SỬA of a form that came back: the doubtful cells that it says are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from docgen.forms.census import Census
from docgen.forms.mend_sheet import CONFIRMATIONS
from docgen.forms.read_cells import position
from docgen.forms.sheet_names import TO_MEND_SHEET
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.values import CellRef

_ADDRESS_COLUMN, _CHOICE_COLUMN = 2, 6
_CONFIRMED = " Đơn vị đã xác nhận là đúng."


def confirmed(census: Census) -> frozenset[CellRef]:
    """Return the cells beside which "Đúng" was chosen."""
    sheet = census.sheet(TO_MEND_SHEET)
    rows = {row for row, column in sheet.cells if column == _CHOICE_COLUMN} if sheet else set()
    found = set()
    for row in rows:
        if sheet is not None and text.key(sheet.cell(row, _CHOICE_COLUMN).text) == text.key(CONFIRMATIONS[0]):
            name, _, cell = sheet.cell(row, _ADDRESS_COLUMN).text.rpartition("!")
            if name and position(cell):
                found.add(CellRef(name, cell))
    return frozenset(found)


def noted(findings: Iterable[Finding], cells: frozenset[CellRef]) -> tuple[Finding, ...]:
    """Return `findings`, each doubt about one of `cells` with the unit's word."""
    return tuple(
        replace(finding, reason=finding.reason + _CONFIRMED) if finding.cell in cells and not finding.is_error else finding
        for finding in findings
    )
