"""What the tests of cases share: forms typed over, workbooks of people changed the way Excel does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from docgen.pipeline.issue import issue_forms
from tests.bench import NOW, PERIOD, Bench, make, resaved, set_cell

OWN = "T01-thon-mau-01"


def with_own_folder(root: Path) -> Bench:
    """Return a workspace in which the forms of T01 and T02 are issued; T01 has a folder of its own."""
    bench = make(root, "T02")
    (bench.inbox / OWN).mkdir()
    issue(bench, "T01")
    return bench


def issue(bench: Bench, unit: str) -> None:
    """Let the office issue the form of `unit` (again)."""
    with bench.office() as office:
        issue_forms(office, None, PERIOD, unit)


def changed(data: bytes, **cells: object) -> bytes:
    """Return the workbook with these cells typed over, as a unit saves it."""

    def change(book: Workbook) -> None:
        for name, value in cells.items():
            set_cell(book, name, value)

    return resaved(data, change)


def drop(bench: Bench, data: bytes, name: str = f"{OWN}/bieu.xlsx", now: datetime = NOW) -> tuple[str, tuple[str, ...]]:
    """Drop one file; return its outcome and codes."""
    bench.drop(name, data)
    [(_, outcome, codes)] = bench.outcomes(now)
    return outcome, codes


def said(bench: Bench, unit: str = "T01") -> dict[str, object]:
    """Return the current figures of `unit`, by field."""
    with bench.office() as office:
        revision = office.dataset.decisions.current(office.programmes()[0].name, unit, PERIOD)
    assert revision is not None
    return {name: answer.value for name, answer in revision.answers.by_name.items()}


def messages(bench: Bench, now: datetime = NOW) -> str:
    """Take what was dropped; return all that was found, one sentence a line."""
    return "\n".join(finding.message for result in bench.process(now).files for finding in result.findings)


def edit_units(bench: Bench, change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    """Change units.xlsx; `change` gets the rows by code, each by column."""
    path = bench.root / "templates" / "units.xlsx"
    book = load_workbook(path)
    sheet = book["don_vi"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1] if cell.value}
    rows: dict[str, dict[str, object]] = {}
    for n in range(2, sheet.max_row + 1):
        rows[str(sheet.cell(n, columns["ma"]).value)] = {title: sheet.cell(n, column).value for title, column in columns.items()}
    change(rows)
    for n, row in enumerate(rows.values(), 2):
        for title, value in row.items():
            sheet.cell(n, columns[title]).value = value  # type: ignore[assignment]
    book.save(path)


def insert_row(book: Workbook, above: str) -> None:
    """Insert a row above the cell of field `above`, as Excel does it: what stands below moves, and the names with it."""
    sheet_name, place = next(iter(book.defined_names[f"dg_{above}"].destinations))
    row = int(re.sub(r"\D", "", place.split(":")[0]))
    sheet = book[sheet_name]
    merged = [str(area) for area in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(area)
    sheet.insert_rows(row)
    for area in merged:
        sheet.merge_cells(_shifted(area, row))
    for name in book.defined_names.values():
        head, mark, cells = str(name.attr_text).rpartition("!")
        if sheet_name in head:
            name.attr_text = f"{head}{mark}{_shifted(cells, row)}"


def _shifted(cells: str, row: int) -> str:
    return re.sub(r"(\$?[A-Z]+\$?)(\d+)", lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= row)}", cells)
