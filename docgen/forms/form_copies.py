"""A workbook in, the further sheets in it that are the same form out: copies for other units, or the same form filled twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docgen.forms.census import Census
from docgen.forms.read_cells import Area, CellKind, reference
from docgen.forms.sheet_names import GUIDE_SHEET, MAIN_SHEET, TO_MEND_SHEET
from docgen.forms.sheet_xml import SheetCensus
from docgen.forms.workbook_xml import NAME_PREFIX
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.programme import Programme
from docgen.model.values import CellRef
from docgen.programme import choice_marks
from docgen.validate import messages

_UNIT, _PERIOD = "dg__don_vi", "dg__ky"
_LIKENESS = 0.8
_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class FormCopy:
    """One more sheet like the form's. `differing`: cell, what the form says there, and what this sheet says."""

    sheet: str
    unit_text: str
    period_text: str
    differing: tuple[tuple[CellRef, str, str], ...]


def main_sheet(census: Census) -> str:
    """Return the name of the sheet that most named answers stand on, "" when there is none."""
    counts: dict[str, int] = {}
    for name, area in census.names.items():
        if area is not None and name.startswith(NAME_PREFIX):
            counts[area.sheet] = counts.get(area.sheet, 0) + 1
    return max(counts, key=lambda sheet: counts[sheet], default="")


def find(census: Census, programme: Programme) -> tuple[FormCopy, ...]:
    """Return the copies, in the order of the sheets: visible ones with the same labels at the same places."""
    main = census.sheet(main_sheet(census))
    others = tuple(_others(census, main.name)) if main else ()
    if main is None or not others:
        return ()
    answers = {name: area for name in _names(programme) if (area := census.area(NAME_PREFIX + name)) and area.sheet == main.name}
    labels = dict(_labels(main, answers))
    if len(labels) < _FEWEST_LABELS:
        return ()
    return tuple(_copy(census, main, sheet, answers) for sheet in others if _is_alike(sheet, labels))


def _others(census: Census, main: str) -> Iterator[SheetCensus]:
    """Yield the visible sheets that hold something and are no part of an issued or returned form."""
    named = {area.sheet for name, area in census.names.items() if area and name.startswith(NAME_PREFIX)}
    known = {main, GUIDE_SHEET, TO_MEND_SHEET, *named}
    return (sheet for sheet in census.sheets if sheet.state == "visible" and sheet.cells and sheet.name not in known)


def remarks(census: Census) -> Iterator[Finding]:
    """Yield what is to be noted of the sheets: one more that does not count, the form's own under another name."""
    main = main_sheet(census)
    if main and main != MAIN_SHEET and census.sheet(GUIDE_SHEET):
        yield messages.sheet_renamed(MAIN_SHEET, main)
    others = [sheet.name for sheet in _others(census, main)]
    if others:
        yield messages.other_sheets(others)


def _copy(census: Census, main: SheetCensus, sheet: SheetCensus, answers: Mapping[str, Area]) -> FormCopy:
    def text_at(name: str) -> str:
        area = census.area(name)
        return text.folded(sheet.cell(area.first_row, area.first_column).text) if area else ""

    differing = tuple(
        (reference(sheet.name, row, column), mine, theirs)
        for area in answers.values()
        for row, column in _cells(area)
        if (theirs := sheet.cell(row, column).text) and (mine := main.cell(row, column).text) != theirs
    )
    return FormCopy(sheet.name, text_at(_UNIT), text_at(_PERIOD), differing)


def _labels(main: SheetCensus, answers: Mapping[str, Area]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the place and the words of the label of each answer outside tables: the first text to the left of its cell."""
    for area in answers.values():
        if area.first_row == area.last_row:
            left = ((area.first_row, column) for column in range(area.first_column - 1, 0, -1))
            place = next((p for p in left if main.cell(*p).kind is CellKind.TEXT and len(main.cell(*p).text) > 3), None)
            if place is not None:
                yield place, text.key(main.cell(*place).text)


def _is_alike(sheet: SheetCensus, labels: Mapping[tuple[int, int], str]) -> bool:
    same = sum(text.key(sheet.cell(*place).text) == words for place, words in labels.items())
    return same >= _LIKENESS * len(labels)


def _names(programme: Programme) -> Iterator[str]:
    for field in programme.fields:
        if field.type.is_input and not field.prefill:
            yield from choice_marks.names(field) if choice_marks.is_marked(field) else (field.name,)


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.first_row, min(area.last_row, area.first_row + 500) + 1):
        yield row, area.first_column
