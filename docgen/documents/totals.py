"""Totals over units as templates see them: sums that know on how many units they stand, and counts of choices."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from docgen.documents import figures
from docgen.documents.figures import Figure, Sentence, Style
from docgen.documents.records import Record
from docgen.documents.sentences import amount_compared
from docgen.model.consolidated import PeriodState, Total
from docgen.model.numbers import MOST_PLACES
from docgen.model.programme import Aggregate, Field, Programme
from docgen.model.values import Missing, Reason

_SUMMED = (Aggregate.SUM, Aggregate.MEAN)


def sums(path: str, programme: Programme, totals: Mapping[str, Total], style: Style, previous: PeriodState | None = None) -> Record:
    """Return `tong`: the total of each field that the programme adds up; with the one of the previous period, when there is one."""
    summed = [f for group in programme.plain_groups for f in group.fields if f.aggregate in _SUMMED]
    return Record(path, {}, {f.name: partial(_sum, f"{path}.{f.name}", f, totals.get(f.name), style, previous) for f in summed})


def counts(path: str, programme: Programme, totals: Mapping[str, Total], style: Style) -> Record:
    """Return `dem`: for each field that the programme counts, how many units chose each answer."""
    counted = [f for group in programme.plain_groups for f in group.fields if f.aggregate is Aggregate.COUNT and f.choices]
    return Record(path, {}, {f.name: partial(_counts, f"{path}.{f.name}", f, totals.get(f.name), style) for f in counted})


def _sum(path: str, field: Field, total: Total | None, style: Style, previous: PeriodState | None) -> Figure:
    if total is None:
        return Figure(Missing(Reason.NOT_SENT), path, style, (0, 0))
    places = 1 if field.aggregate is Aggregate.MEAN else MOST_PLACES
    extra: dict[str, object] = {"du": total.is_complete}
    if previous is not None:
        before = previous.totals.get(field.name)
        extra["truoc"] = figure_of(f"truoc.{path}", before, style, places) if before else figures.gap(style)
        extra["cau_so_sanh"] = (
            amount_compared(path, total, before, field.unit_of_measure, previous.period.words, style) if before else Sentence()
        )
    else:
        extra |= {"truoc": figures.gap(style, Reason.NOT_SENT), "cau_so_sanh": Sentence()}
    return figure_of(path, total, style, places, extra)


def figure_of(path: str, total: Total, style: Style, places: int, extra: Mapping[str, object] | None = None) -> Figure:
    """Return `total` as a figure; one that no unit is asked for does not apply."""
    value = Missing(Reason.NOT_APPLICABLE) if total.n == 0 else total.value
    return Figure(value, path, style, (total.k, total.n), places, is_complete=total.is_complete, extra=extra or {})


def _counts(path: str, field: Field, total: Total | None, style: Style) -> Record:
    k, n = (total.k, total.n) if total else (0, 0)
    words: dict[str, object] = {choice.code: _count(f"{path}.{choice.code}", choice.code, total, style) for choice in field.choices}
    return Record(path, {"k": figures.count(k, f"{path}.k", style), "n": figures.count(n, f"{path}.n", style)} | words)


def _count(path: str, code: str, total: Total | None, style: Style) -> Figure:
    if total is None or total.n == 0:
        return Figure(Missing(Reason.NOT_APPLICABLE), path, style, (0, 0))
    value = Decimal(total.counts.get(code, 0)) if total.k else Missing(Reason.NOT_SENT)
    return Figure(value, path, style, (total.k, total.n), places=0, is_complete=total.is_complete)
