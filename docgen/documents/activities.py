"""The tables that units filled (repeats), over all units: how many lines, which, and the sums of their columns; also by kind of line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from docgen.documents.figures import Figure, Style
from docgen.documents.records import Listing, Record
from docgen.documents.units import teller
from docgen.model.consolidated import PeriodState
from docgen.model.programme import Aggregate, Field, FieldType, Group
from docgen.model.values import Answer, Missing, Reason, Row

Lines = Sequence[tuple[Record, Row]]


def activities(state: PeriodState, group: Group, style: Style) -> Record:
    """Return the lines of table `group`: `.so_luong`, `.danh_sach`, `.tong`, and the same for each choice of its first select column."""
    tell = teller(state.programme, style)
    asked = [s for s in state.asked if group.fields_for(s.unit)]
    lines = [pair for s in state.accepted for pair in zip(tell.rows(s, group), s.answers().rows(group.name), strict=True)]
    told: Lines = [(record, row) for record, row in lines if isinstance(record, Record)]
    stands_on = (sum(1 for s in asked if s.revision is not None), len(asked))
    kinds = next((f for f in group.fields if f.type is FieldType.SELECT_ONE), None)
    by_kind = {
        choice.code: partial(_part, f"{group.name}.{choice.code}", group, _of_kind(told, kinds, choice.code), stands_on, style)
        for choice in (kinds.choices if kinds else ())
    }
    whole = _words(group.name, group, told, stands_on, style)
    return Record(group.name, whole, by_kind)


def _part(path: str, group: Group, lines: Lines, stands_on: tuple[int, int], style: Style) -> Record:
    return Record(path, _words(path, group, lines, stands_on, style))


def _words(path: str, group: Group, lines: Lines, stands_on: tuple[int, int], style: Style) -> dict[str, object]:
    summed = [f for f in group.fields if f.aggregate is Aggregate.SUM]
    sums: dict[str, object] = {f.name: _sum(f"{path}.tong.{f.name}", f, lines, stands_on, style) for f in summed}
    return {
        "so_luong": Figure(Decimal(len(lines)), f"{path}.so_luong", style, stands_on, places=0, is_complete=stands_on[0] == stands_on[1]),
        "danh_sach": Listing(f"{path}.danh_sach", (record for record, _ in lines)),
        "tong": Record(f"{path}.tong", sums),
    }


def _sum(path: str, field: Field, lines: Lines, stands_on: tuple[int, int], style: Style) -> Figure:
    """Return the sum of a column; a line that leaves it blank makes the sum incomplete."""
    answers = [row.get(field.name) or Answer(field.name, Missing(Reason.BLANK)) for _, row in lines]
    known = [answer.value for answer in answers if isinstance(answer.value, Decimal)]
    blank = any(isinstance(a.value, Missing) and a.value.reason is not Reason.NOTHING_AROSE for a in answers)
    value = sum(known, Decimal()) if known or not lines else Missing(Reason.BLANK)
    return Figure(value, path, style, stands_on, is_complete=not blank and stands_on[0] == stands_on[1])


def _of_kind(lines: Lines, kinds: Field | None, code: str) -> Lines:
    name = kinds.name if kinds else ""
    return [(record, row) for record, row in lines if name in row and row[name].value == code]
