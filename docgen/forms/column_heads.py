"""The heads above the columns of a table as people left them in, which column is which out; never by position alone."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from docgen.forms.census import Census
from docgen.forms.read_cells import Area, CellKind, reference
from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.programme import Field
from docgen.model.values import CellRef
from docgen.validate import messages

_REACH = 3
_LIKENESS = 0.7
_NEAR = 0.6
Head = tuple[CellRef, str]


def settle(census: Census, columns: Mapping[str, Area], fields: Sequence[Field]) -> tuple[Mapping[str, Area], tuple[Finding, ...]]:
    """Return the cells of each column, and what there is to say about heads.

    Columns whose heads changed places are read by their heads; one whose head says something else is a finding: what stands below it may
    answer another question.
    """
    label_of = {f.name: text.folded(f.label) for f in fields if f.name in columns}
    heads = {name: head for name, area in columns.items() if (head := _head(census, area))}
    name_by_label = {text.key(label): name for name, label in label_of.items()}
    found = {name: _named(head[1], name_by_label) for name, head in heads.items()}
    moved = {name: other for name, other in found.items() if other and other != name}
    findings: list[Finding] = []
    if moved and set(moved) == set(moved.values()):
        first = next(iter(moved))
        findings.append(messages.columns_swapped(heads[first][0], [label_of[name] for name in moved]))
        columns = {**columns, **{other: columns[name] for name, other in moved.items()}}
        moved = {}
    for name, (place, words) in heads.items():
        if name in moved or (not found[name] and not _is_like(words, label_of[name])):
            near = difflib.get_close_matches(text.key(words), list(name_by_label), n=1, cutoff=_NEAR)
            nearest = label_of[name_by_label[near[0]]] if near else ""
            findings.append(messages.column_head_changed(place, label_of[name], words, nearest))
    return columns, tuple(findings)


def _head(census: Census, area: Area) -> Head | None:
    """Return the place and words of the head above a column: the first text within a few rows, None when there is none."""
    sheet = census.sheet(area.sheet)
    for row in range(area.first_row - 1, max(0, area.first_row - 1 - _REACH), -1):
        cell = sheet.cell(row, area.first_column) if sheet else None
        if cell is not None and cell.kind is CellKind.TEXT and cell.text:
            return reference(area.sheet, row, area.first_column), cell.text
    return None


def _named(words: str, name_by_label: Mapping[str, str]) -> str:
    """Return the column that a head names: its label, alone or with the unit of measure in a line below."""
    lines = (words, words.partition("\n")[0], words.partition("(")[0])
    return next((name_by_label[key] for key in map(text.key, lines) if key in name_by_label), "")


def _is_like(words: str, label: str) -> bool:
    heads = (words, words.partition("\n")[0])
    return any(difflib.SequenceMatcher(None, text.key(head), text.key(label)).ratio() >= _LIKENESS for head in heads)
