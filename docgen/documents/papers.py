"""Number, date and standing of a document, and of those it cites: what a draft leaves blank, what is printed once it is issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from docgen.documents.figures import day_in_words
from docgen.documents.records import Record
from docgen.model.consolidated import PeriodState, UnitState, UnitStatus
from docgen.model.programme import DocumentSpec, Field, ForEach, Programme
from docgen.model.submissions import IssuedNumber

_BLANK_NUMBER = " " * 6
_BLANK_DAY = " " * 4
_MOST_NAMES = 6
_MOST_LABELS = 3
_OF_ONE_UNIT = (ForEach.UNIT, ForEach.OVERDUE_UNIT)
_ABOUT_WHAT_LACKS = (ForEach.OVERDUE_UNITS, ForEach.OVERDUE_UNIT)


class Standing(StrEnum):
    """Where a document stands. NOT_NEEDED: nobody asks for it any more, and a person has edited it."""

    DRAFT = "du_thao"
    TO_SIGN = "trinh_ky"
    ISSUED = "da_phat_hanh"
    NOT_NEEDED = "khong_can"


@dataclass(frozen=True, slots=True)
class DocumentState:
    """Where a document stands, how many units' figures it lacks, and what a draft says at its foot ("" when it is none)."""

    state: Standing
    missing: int = 0
    footer: str = ""


def document_state(
    spec: DocumentSpec, state: PeriodState | None, unit: UnitState | None, issued: IssuedNumber | None, has_figures: bool = True
) -> DocumentState:
    """Return where the document of `spec` (for `unit`, where it is made for one) stands.

    `issued` is its own number and date, once typed. A document without figures of units (`has_figures` false: its template names none),
    and a reminder, lack nothing.
    """
    if issued is not None:
        return DocumentState(Standing.ISSUED)
    if state is None or not has_figures or spec.for_each in _ABOUT_WHAT_LACKS:
        return DocumentState(Standing.TO_SIGN)
    if spec.for_each in _OF_ONE_UNIT:
        return _state_for_one(unit, state)
    lacking, blank = [s for s in state.asked if s.status is not UnitStatus.ACCEPTED], state.with_blanks
    missing = len(lacking) + len(blank)
    if state.closed_at is not None or not missing:
        return DocumentState(Standing.TO_SIGN, missing)
    return DocumentState(Standing.DRAFT, missing, _lacks(state, [*(s.unit.name for s in lacking), *(_blanks(s, state) for s in blank)]))


def is_for_one_unit(spec: DocumentSpec) -> bool:
    """Return whether the document is made for one unit, and so may show no other."""
    return spec.for_each in _OF_ONE_UNIT


def paper(path: str, spec: DocumentSpec, issued: IssuedNumber | None, draft_year: int, more: Mapping[str, object] | None = None) -> Record:
    """Return number and day of a document; it is false until issued, and prints what a draft leaves blank.

    `draft_year`: the year that a draft prints.
    """
    year = issued.day.year if issued else _draft_year(spec, draft_year)
    words: dict[str, object] = {
        "ten": spec.title,
        "so_ky_hieu": number(spec, issued),
        "ngay_chu": day_in_words(issued.day) if issued else _blank_date(spec, draft_year),
        "nam": year,
        "da_phat_hanh": issued is not None,
        **(more or {}),
    }
    return Record(path, words, is_true=issued is not None)


def own_issue(spec: DocumentSpec, state: PeriodState | None, unit: str, issued: Mapping[str, IssuedNumber]) -> IssuedNumber | None:
    """Return number and day of the document of `spec`: the unit's own where it is made for one, else the one by its name."""
    if is_for_one_unit(spec):
        own = state.issued.get((spec.name, unit)) if state else None
        named = issued.get(spec.name)
        return own or (named if named and unit and named.unit == unit else None)
    named = issued.get(spec.name)
    return named or (state.issued.get((spec.name, "")) if state else None)


def first_year(programme: Programme, today: date) -> int:
    """Return the year in which the programme begins: "2026-2030" gives 2026."""
    head = programme.years[:4]
    return int(head) if len(head) == 4 and head.isdigit() else programme.schedule.first_year or today.year


def _state_for_one(unit: UnitState | None, state: PeriodState) -> DocumentState:
    """Return where a document of one unit stands; without figures of that unit there is nothing to sign, also when the period is closed."""
    if unit is None:
        return DocumentState(Standing.TO_SIGN)
    noun = unit.unit.type.common_noun.lower() or "đơn vị"
    if unit.status is not UnitStatus.ACCEPTED:
        return DocumentState(Standing.DRAFT, 1, f"Dự thảo: chưa có số liệu của {noun}")
    blank = unit.left_blank(state.programme)
    if state.closed_at is not None or not blank:
        return DocumentState(Standing.TO_SIGN, int(bool(blank)))
    return DocumentState(Standing.DRAFT, 1, f"Dự thảo: {noun} để trống {labels(blank)}")


def labels(fields: Sequence[Field]) -> str:
    """Return the labels of `fields` in quotes, the first few of many."""
    told = ", ".join(f"“{field.label}”" for field in fields[:_MOST_LABELS])
    return told + (f" và {len(fields) - _MOST_LABELS} chỉ tiêu khác" if len(fields) > _MOST_LABELS else "")


def _blanks(unit: UnitState, state: PeriodState) -> str:
    return f"{unit.unit.name} ({labels(unit.left_blank(state.programme))})"


def _lacks(state: PeriodState, names: Sequence[str]) -> str:
    told = "; ".join(names[:_MOST_NAMES]) + (f" và {len(names) - _MOST_NAMES} đơn vị khác" if len(names) > _MOST_NAMES else "")
    return f"Dự thảo: đã có {len(state.accepted)}/{len(state.asked)} đơn vị; thiếu: {told}"


def number(spec: DocumentSpec, issued: IssuedNumber | None) -> str:
    """Return number and symbol, a blank for the number of a draft; a number below ten has a zero before it.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3.c.
    """
    if not spec.symbol:
        return issued.number if issued else ""
    if issued is None:
        return f"{_BLANK_NUMBER}/{spec.symbol}"
    number = issued.number.strip()
    return f"{int(number):02d}/{spec.symbol}" if number.isdigit() else number


def _draft_year(spec: DocumentSpec, draft_year: int) -> int:
    return int(spec.draft_month[:4]) if spec.draft_month else draft_year


def _blank_date(spec: DocumentSpec, draft_year: int) -> str:
    month = int(spec.draft_month[5:7]) if spec.draft_month else None
    month_words = _BLANK_DAY if month is None else f" {month:02d} " if month <= 2 else f" {month} "
    return f"ngày{_BLANK_DAY}tháng{month_words}năm {_draft_year(spec, draft_year)}"
