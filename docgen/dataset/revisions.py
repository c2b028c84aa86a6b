"""The numbered accepted states of a unit's answers: which one is current, and what each changed. Works within its caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from docgen.dataset import codec, likeness
from docgen.dataset.changes import Change
from docgen.dataset.records import is_current, load_revisions
from docgen.dataset.tables import changes, current_revisions, decisions, revisions
from docgen.model.submissions import Revision, Verdict
from docgen.model.values import Answer, CellRef


def current(connection: Connection, programme: str, unit: str, period: str) -> Revision | None:
    """Return the revision that is current, or None."""
    return next(iter(load_revisions(connection, *is_current(programme, period), revisions.c.unit == unit)), None)


def next_number(connection: Connection, verdict: Verdict) -> int:
    """Return the number that the next revision gets; the number of a withdrawn one is never given again."""
    highest = connection.execute(select(func.max(revisions.c.number)).where(*_scope(revisions, verdict))).scalar()
    return (highest or 0) + 1


def add(connection: Connection, revision: Revision, decision_id: int, changed: Sequence[Change]) -> None:
    """Store `revision`, which `decision_id` has made, and what it changed; from now on it is the current one."""
    figures = likeness.digest(likeness.figures(revision.answers))
    values = {name: getattr(revision, name) for name in ("programme", "unit", "period", "number", "base", "accepted_at", "days_late")}
    statement = revisions.insert().values(receipt_id=revision.receipt.id, decision_id=decision_id, figures=figures, **values)
    added = connection.execute(statement).inserted_primary_key
    revision_id = added[0] if added else 0
    if changed:
        rows = [{"revision_id": revision_id, "ordinal": n, **_change_row(change)} for n, change in enumerate(changed)]
        connection.execute(changes.insert(), rows)
    _make_current(connection, revision, revision_id)


def withdraw(connection: Connection, decision_id: int, act_id: int) -> None:
    """Take back the revision that `decision_id` made, if it made one: the last one before it that nobody withdrew is current again."""
    row = connection.execute(select(revisions).where(revisions.c.decision_id == decision_id, revisions.c.withdrawn_by.is_(None))).first()
    if row is None:
        return
    connection.execute(revisions.update().where(revisions.c.id == row.id).values(withdrawn_by=act_id))
    connection.execute(decisions.update().where(decisions.c.id == decision_id).values(withdrawn_by=act_id))
    if connection.execute(current_revisions.delete().where(current_revisions.c.revision_id == row.id)).rowcount == 0:
        return
    standing = select(func.max(revisions.c.number)).where(*_scope(revisions, row), revisions.c.withdrawn_by.is_(None)).scalar_subquery()
    before = connection.execute(select(revisions.c.id).where(*_scope(revisions, row), revisions.c.number == standing)).scalar()
    if before is not None:
        _make_current(connection, row, before)


def load_changes(connection: Connection, programme: str, unit: str, period: str, number: int) -> tuple[Change, ...]:
    """Return what revision `number` changed in the one that was current before it."""
    query = (
        select(changes)
        .join(revisions)
        .where(revisions.c.programme == programme, revisions.c.unit == unit, revisions.c.period == period, revisions.c.number == number)
        .order_by(changes.c.ordinal)
    )
    return tuple(_change(row) for row in connection.execute(query))


def _make_current(connection: Connection, scope: Any, revision_id: int) -> None:
    same = _scope(current_revisions, scope)
    if connection.execute(current_revisions.update().where(*same).values(revision_id=revision_id)).rowcount == 0:
        values = {"programme": scope.programme, "unit": scope.unit, "period": scope.period}
        connection.execute(current_revisions.insert().values(revision_id=revision_id, **values))


def _scope(table: Table, of: Any) -> list[ColumnElement[bool]]:
    return [table.c.programme == of.programme, table.c.unit == of.unit, table.c.period == of.period]


def _change_row(change: Change) -> dict[str, object]:
    cell = change.after.cell or change.before.cell
    return {
        "field": change.field,
        "repeat": change.repeat,
        "row_index": change.row,
        "sheet": cell.sheet if cell else None,
        "cell": cell.cell if cell else None,
        **_side("before", change.before),
        **_side("after", change.after),
    }


def _side(side: str, answer: Answer) -> dict[str, object]:
    kind, value, missing = codec.write_value(answer.value)
    return {f"{side}_kind": kind, f"{side}_value": value, f"{side}_missing": missing, f"{side}_note": answer.note}


def _change(row: Any) -> Change:
    cell = CellRef(row.sheet, row.cell) if row.cell is not None else None
    before = Answer(row.field, codec.read_value(row.before_kind, row.before_value, row.before_missing), cell, row.before_note)
    after = Answer(row.field, codec.read_value(row.after_kind, row.after_value, row.after_missing), cell, row.after_note)
    return Change(row.field, before, after, row.repeat, row.row_index)
