"""The rows of a table against one another: keys that stand twice, rows that say the same. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.model import text
from docgen.model.findings import Finding
from docgen.model.programme import Field, Programme
from docgen.model.units import Unit
from docgen.model.values import Answer, Answers, CellRef, Row
from docgen.validate import messages
from docgen.validate.messages import Spot

_FEWEST_TO_COMPARE = 2


def check(programme: Programme, unit: Unit, answers: Answers) -> Iterator[Finding]:
    """Yield what is wrong between the rows of each table."""
    for group in programme.repeats:
        fields = tuple(f for f in group.fields_for(unit) if f.type.is_input)
        keys = tuple(f for f in fields if f.key)
        rows = answers.rows(group.name)
        yield from _same_keys(keys, rows) if keys else _same_rows(fields, rows)


def _same_keys(keys: Sequence[Field], rows: Sequence[Row]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        said = tuple(_said(row.get(f.name)) for f in keys)
        if None in said:
            continue
        if said in first:
            answer = row[keys[0].name]
            before = first[said][keys[0].name].cell
            spot = Spot(keys[0], answer.cell, messages.shown(answer.value, keys[0]))
            yield messages.same_key(spot, before.cell if before else "?", [text.folded(f.label) for f in keys])
        first.setdefault(said, row)


def _same_rows(fields: Sequence[Field], rows: Sequence[Row]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], CellRef | None] = {}
    for row in rows:
        said = tuple(_said(row.get(f.name)) for f in fields)
        cell = next((row[f.name].cell for f in fields if f.name in row), None)
        if sum(value is not None for value in said) < _FEWEST_TO_COMPARE or cell is None:
            continue
        before = first.setdefault(said, cell)
        if before is not None and before != cell:
            yield messages.same_rows(before.cell, cell)


def _said(answer: Answer | None) -> object:
    """Return what an answer says whatever its spelling, None when it says nothing."""
    if answer is None or answer.is_blank:
        return None
    return text.key(answer.value) if isinstance(answer.value, str) else answer.value
