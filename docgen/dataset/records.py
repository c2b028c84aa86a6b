"""Decisions and revisions as values, from their rows: however many are asked for, their answers come in one query."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, exists, func, or_, select

from docgen.dataset import codec
from docgen.dataset.captures import RECEIPT_COLUMNS, joined_receipt
from docgen.dataset.tables import answers, current_revisions, decisions, receipts, revisions
from docgen.model.findings import SCANS
from docgen.model.submissions import Decision, Outcome, Revision, Verdict, Zone
from docgen.model.values import Answers

_MOST_KNOWN = 2000
"""Answers of so many units are kept in memory from one look at a period to the next."""
_AT_A_TIME = 5000
"""Databases limit how many values one query may name (SQLite 32 766)."""

STANDS = decisions.c.superseded_by.is_(None)
"""No later decision about the same file took its place."""

COUNTS = receipts.c.zone == Zone.DROP.value
"""Not a rehearsal."""

SENT = decisions.c.outcome.in_([Outcome.ACCEPTED.value, Outcome.RETURNED.value, Outcome.HELD.value])
"""Outcomes of a file that says something new; the same bytes again, or what is no form, change nothing about a unit."""

IS_SCAN = or_(*(decisions.c.findings.contains(f'"{code}"', autoescape=True) for code in SCANS))
"""A scan that came before its form: returned, and kept with the form that comes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which decisions are asked for: of a period, or of one `unit` in it alone.

    `until`: the number of the last one made before the figures were locked; of later ones only those count by which a person accepted.
    """

    programme: str
    period: str
    unit: str = ""
    until: int | None = None

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """Return the conditions that leave these decisions (joined to their receipts), those that another took the place of left out."""
        whose = decisions.c.unit == self.unit if self.unit else decisions.c.unit != ""
        here = (COUNTS, decisions.c.programme == self.programme, decisions.c.period == self.period, whose)
        if self.until is None:
            return STANDS, *here
        later = decisions.alias()
        is_superseded = exists().where(later.c.id == decisions.c.superseded_by, self._is_counted(later))
        return self._is_counted(decisions), ~is_superseded, *here

    def _is_counted(self, made: FromClause) -> ColumnElement[bool]:
        is_accepted_by_person = and_(made.c.act_id.is_not(None), made.c.outcome == Outcome.ACCEPTED.value)
        return or_(made.c.id <= self.until, is_accepted_by_person)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one unit in one period.

    `last` is the latest decision of any kind, `deciding` the latest that was accepted, returned or held; `times_sent` counts such files,
    `signed_copies` the scans kept with them.
    """

    revision: Revision | None = None
    last: Decision | None = None
    deciding: Decision | None = None
    times_sent: int = 0
    signed_copies: int = 0


def load_decisions(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Decision, ...]:
    """Return the decisions (joined to their receipts) for which `conditions` hold, the oldest first."""
    query = select(decisions, *RECEIPT_COLUMNS).join(receipts).where(*conditions).order_by(decisions.c.id)
    rows = connection.execute(query).all()
    said = load_answers(connection, (row.id for row in rows if row.has_answers))
    return tuple(_decision(row, said.get(row.id)) for row in rows)


def load_revisions(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[Revision, ...]:
    """Return the revisions for which `conditions` hold, the oldest first; `current_revisions` may be named in them."""
    rows = connection.execute(_revision_query(*conditions)).all()
    said = load_answers(connection, (row.decision_id for row in rows))
    return tuple(_revision(row, said) for row in rows)


def load_period(connection: Connection, asked: Asked, known: dict[int, Answers] | None = None) -> Mapping[str, Standing]:
    """Return what is known of each unit that is asked for, by its code; `known` as in `load_answers`."""
    here = asked.conditions()
    last, deciding = _latest_ids(connection, decisions.c.outcome != Outcome.IGNORED.value, *here), _latest_ids(connection, SENT, *here)
    whose = (revisions.c.unit == asked.unit,) if asked.unit else ()
    current = connection.execute(_revision_query(*is_current(asked.programme, asked.period), *whose)).all()
    wanted = {*last.values(), *deciding.values()}
    rows = _decision_rows(connection, wanted)
    said = load_answers(connection, wanted | {row.decision_id for row in current}, known)
    made = {row.id: _decision(row, said.get(row.id) if row.has_answers else None) for row in rows}
    times = _counted(connection, SENT, *here)
    stands = {row.unit: _revision(row, said) for row in current}
    signed = _counted(connection, or_(decisions.c.outcome == Outcome.IGNORED.value, IS_SCAN), *here)
    return {
        unit: Standing(
            stands.get(unit), made.get(last.get(unit, 0)), made.get(deciding.get(unit, 0)), times.get(unit, 0), signed.get(unit, 0)
        )
        for unit in (*last, *(unit for unit in stands if unit not in last))
    }


def load_answers(connection: Connection, decision_ids: Iterable[int], known: dict[int, Answers] | None = None) -> Mapping[int, Answers]:
    """Return the answers of each of the decisions, by its number; a decision without any has empty ones.

    Args:
        known: those loaded before, which are not loaded again; what is loaded now is added, unless that would be very many.
    """
    wanted = set(decision_ids)
    found = {id: known[id] for id in wanted & known.keys()} if known else {}
    found |= _loaded_answers(connection, wanted - found.keys())
    if known is not None and len(found) <= _MOST_KNOWN:
        if len(known) + len(found) > 2 * _MOST_KNOWN:
            known.clear()
        known |= found
    return found


def _loaded_answers(connection: Connection, decision_ids: Iterable[int]) -> dict[int, Answers]:
    remaining = iter(sorted(decision_ids))
    found: dict[int, Answers] = {}
    while batch := list(islice(remaining, _AT_A_TIME)):
        grouped: dict[int, list[Any]] = defaultdict(list)
        query = select(answers).where(answers.c.decision_id.in_(batch)).order_by(answers.c.decision_id, answers.c.ordinal)
        for row in connection.execute(query):
            grouped[row.decision_id].append(row)
        found |= {decision_id: codec.read_answers(grouped.get(decision_id, ())) for decision_id in batch}
    return found


def is_current(programme: str, period: str) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that leave the current revisions of `period`."""
    return _is_current(), revisions.c.programme == programme, revisions.c.period == period


def _is_current() -> ColumnElement[bool]:
    return revisions.c.id.in_(
        select(current_revisions.c.revision_id).where(
            current_revisions.c.programme == revisions.c.programme,
            current_revisions.c.period == revisions.c.period,
            current_revisions.c.unit == revisions.c.unit,
        )
    )


def _revision_query(*conditions: ColumnElement[bool]) -> Any:
    joined = revisions.join(receipts, revisions.c.receipt_id == receipts.c.id).join(decisions, revisions.c.decision_id == decisions.c.id)
    return select(revisions, decisions.c.findings, *RECEIPT_COLUMNS).select_from(joined).where(*conditions).order_by(revisions.c.id)


def _latest_ids(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, int]:
    query = select(decisions.c.unit, func.max(decisions.c.id)).join(receipts).where(*conditions).group_by(decisions.c.unit)
    return {row[0]: row[1] for row in connection.execute(query)}


def _counted(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, int]:
    """Return how many files of each unit there are for which `conditions` hold."""
    count = func.count(decisions.c.receipt_id.distinct())
    query = select(decisions.c.unit, count).join(receipts).where(*conditions).group_by(decisions.c.unit)
    return {row[0]: row[1] for row in connection.execute(query)}


def _decision_rows(connection: Connection, ids: Iterable[int]) -> list[Any]:
    remaining = iter(sorted(ids))
    rows: list[Any] = []
    while batch := list(islice(remaining, _AT_A_TIME)):
        rows += connection.execute(select(decisions, *RECEIPT_COLUMNS).join(receipts).where(decisions.c.id.in_(batch))).all()
    return rows


def _decision(row: Any, said: Answers | None) -> Decision:
    verdict = Verdict(Outcome(row.outcome), codec.read_findings(row.findings), row.programme, row.unit, row.period, row.base, said)
    return Decision(
        id=row.id,
        receipt=joined_receipt(row),
        verdict=verdict,
        decided_at=row.decided_at,
        revision=row.revision,
        times_sent=row.times_sent,
        changed_fields=tuple(json.loads(row.changed_fields)),
        days_late=row.days_late,
        replaced_received_at=row.replaced_received_at,
        is_withdrawn=row.withdrawn_by is not None,
    )


def _revision(row: Any, said: Mapping[int, Answers]) -> Revision:
    return Revision(
        programme=row.programme,
        unit=row.unit,
        period=row.period,
        number=row.number,
        base=row.base,
        receipt=joined_receipt(row),
        accepted_at=row.accepted_at,
        answers=said[row.decision_id],
        findings=codec.read_findings(row.findings),
        days_late=row.days_late,
        decision_id=row.decision_id,
    )
