"""A change that a unit made to an older state of its answers, put into the state that is current now; cell by cell, pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.model.values import Answer, Answers, CellRef, Missing, Reason, Row

Twice = tuple[str, CellRef | None]
"""A field that both sides changed, and its cell in the file that came now."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a change came to; `twice`: what both sides changed, differently, so that nobody knows which one holds."""

    answers: Answers
    twice: tuple[Twice, ...] = ()


def merge(base: Answers, current: Answers, theirs: Answers, inputs: frozenset[str]) -> Merged:
    """Return `current` with what `theirs` changed in `base`. Only `inputs` are compared: calculations are to be done again.

    Rows of a table belong together by their place while all three have as many; a table that grew or shrank is one cell.
    """
    twice: list[Twice] = []
    by_name = _row(base.by_name, current.by_name, theirs.by_name, inputs, twice)
    repeats = (*theirs.tables, *(name for name in current.tables if name not in theirs.tables))
    tables = {name: _table((base.rows(name), current.rows(name), theirs.rows(name)), inputs, twice) for name in repeats}
    return Merged(Answers(by_name, tables), tuple(twice))


def _row(
    base: Mapping[str, Answer], current: Mapping[str, Answer], theirs: Mapping[str, Answer], inputs: frozenset[str], twice: list[Twice]
) -> dict[str, Answer]:
    merged = {}
    for name in (*theirs, *(name for name in current if name not in theirs)):
        blank = Answer(name, Missing(Reason.BLANK))
        was, now, new = base.get(name, blank), current.get(name, blank), theirs.get(name, blank)
        is_changed = _said(new) != _said(was)
        if name in inputs and is_changed and _said(now) not in (_said(was), _said(new)):
            twice.append((name, new.cell))
        merged[name] = new if is_changed else now
    return merged


def _table(sides: tuple[tuple[Row, ...], ...], inputs: frozenset[str], twice: list[Twice]) -> tuple[Row, ...]:
    base, current, theirs = sides
    if len(base) == len(current) == len(theirs):
        return tuple(_row(*rows, inputs, twice) for rows in zip(base, current, theirs, strict=True))
    was, now, new = ([{name: _said(row[name]) for name in row if name in inputs} for row in rows] for rows in sides)
    if new == was:
        return current
    if now not in (was, new):
        twice += [(name, answer.cell) for row in (*theirs, *current)[:1] for name, answer in list(row.items())[:1]]
    return theirs


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.value, answer.note
