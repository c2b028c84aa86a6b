"""The cells in which choices are marked with an x in, the choices made out; knows how people mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from docgen.forms import values
from docgen.forms.census import Census
from docgen.forms.read_cells import Area, Cell, CellKind
from docgen.forms.workbook_xml import NAME_PREFIX
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.programme import Choice, Field
from docgen.model.values import CellRef, Missing, Reason, Value
from docgen.programme import choice_marks
from docgen.validate import messages
from docgen.validate.messages import Spot

_YES = frozenset(map(text.key, (choice_marks.MARK, "×", "v", "✓", "✔", "☑", "☒", "√", "có", "co", "1", "true", "yes")))
_DASH = "-"
_NO = frozenset(map(text.key, ("không", "khong", "0", "false", "no")))


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of one question came to. `cells`: every cell looked at, with the question as messages about that cell name it."""

    value: Value | Missing
    findings: tuple[Finding, ...]
    cells: Mapping[CellRef, Field]


def areas(census: Census, asked: Field) -> Mapping[str, Area]:
    """Return the cells that the workbook names for the choices of `asked`, by code; nothing where the question has one cell for all."""
    found = {choice.code: census.area(NAME_PREFIX + choice_marks.name_of(asked, choice.code)) for choice in asked.choices}
    return {code: area for code, area in found.items() if area is not None}


def parse(census: Census, asked: Field, places: Mapping[str, Area], setting: values.Setting) -> Marks:
    """Return the choices marked in `places` (code to cell), in the order of the list.

    A dash where nothing is marked says that nothing arose. A cell that says neither makes the whole answer unreadable: leaving it out would
    be a guess.
    """
    marked: list[str] = []
    findings: list[Finding] = []
    seen: set[Reason] = set()
    cells: dict[CellRef, Field] = {}
    for choice in (choice for choice in asked.choices if choice.code in places):
        area, field = places[choice.code], choice_marks.of(asked, choice)
        cells[area.top_left] = field
        if census.cell(area).is_blank and census.merge_over(area):
            findings.append(messages.cell_swallowed(Spot(field, area.top_left), is_required=False))
        typed = _parse(census.cell(area), choice, replace(setting, spot=replace(setting.spot, field=field, cell=area.top_left)))
        findings += typed.findings
        if isinstance(typed.value, Missing):
            seen.add(typed.value.reason)
        elif typed.value == choice_marks.MARK:
            marked.append(choice.code)
    return Marks(_together(marked, seen), tuple(findings), cells)


def _parse(cell: Cell, choice: Choice, setting: values.Setting) -> values.Typed:
    written = _words(cell, choice)
    return values.parse(replace(cell, kind=CellKind.TEXT, text=written), setting) if written else values.parse(cell, setting)


def _words(cell: Cell, choice: Choice) -> str:
    """Return "x" for what people write instead of it (the choice itself, a tick, "có"), "" for what must be read as it stands."""
    if cell.has_formula and not cell.is_calculated:
        return ""
    said = text.key(cell.text)
    if cell.kind is CellKind.BOOLEAN:
        return choice_marks.MARK if cell.text == "1" else _DASH
    if said in _YES or said in (text.key(choice.label), choice.code.casefold()):
        return choice_marks.MARK
    return _DASH if said in _NO else ""


def _together(marked: list[str], seen: set[Reason]) -> Value | Missing:
    for reason in (Reason.CELL_ERROR, Reason.NOT_CALCULATED):
        if reason in seen:
            return Missing(reason)
    if marked:
        return tuple(marked)
    return Missing(Reason.NOTHING_AROSE if Reason.NOTHING_AROSE in seen else Reason.BLANK)
