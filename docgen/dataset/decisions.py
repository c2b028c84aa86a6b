"""What was decided about each file received, and the revisions that stand because of it; a decision is written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Update, func, or_, select

from docgen.dataset import changes, codec, records, revisions
from docgen.dataset.acts import record_in
from docgen.dataset.changes import Change
from docgen.dataset.database import Database
from docgen.dataset.events import Event, append_in
from docgen.dataset.pending import Scope, add_in
from docgen.dataset.records import COUNTS, IS_SCAN, SENT, STANDS, Asked, Standing, load_decisions
from docgen.dataset.tables import answers, current_revisions, decisions, receipts
from docgen.dataset.tables import revisions as revision_table
from docgen.model.errors import DatasetError
from docgen.model.submissions import Act, Decision, Outcome, Receipt, Revision, Verdict, Zone
from docgen.model.values import Answers

_SENT_OUTCOMES = (Outcome.ACCEPTED, Outcome.RETURNED, Outcome.HELD)


class Decisions:
    """Decisions about files, in the order they were made. Rehearsals are decided and placed, and seen by no question about a unit."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._said: dict[int, Answers] = {}
        """What was said in decisions, by number: it never changes, and a look at a period asks for all of it."""

    def record(self, receipt: Receipt, verdict: Verdict, now: datetime, days_late: int = 0, act: Act | None = None) -> Decision:
        """Record `verdict` about `receipt` with all that follows from it, and return it as recorded.

        Accepted, it becomes the current revision of its unit and period. A file that is decided already keeps its decision (the same work
        again changes nothing), unless `act` of a person asks for another: that one supersedes it.

        Raises:
            ValueError: an accepted verdict without answers, programme, unit or period.
        """
        if verdict.outcome is Outcome.ACCEPTED and (verdict.answers is None or not (verdict.programme and verdict.unit and verdict.period)):
            raise ValueError("an accepted verdict needs answers, a programme, a unit and a period")
        with self._database.writing() as connection:
            standing = next(iter(load_decisions(connection, decisions.c.receipt_id == receipt.id, STANDS)), None)
            if standing is not None and act is None:
                return standing
            act_id = record_in(connection, act) if act else None
            if standing is not None and act_id is not None:
                revisions.withdraw(connection, standing.id, act_id)
            return _record(connection, receipt, verdict, now, days_late, (standing.id if standing else None, act_id))

    def withdraw(self, decision: Decision, act: Act, now: datetime) -> Revision | None:
        """Take back the acceptance of `decision` because of `act`; return the revision that is current then: the one before it, or None.

        Raises:
            DatasetError: `decision` did not accept anything.
        """
        if decision.revision == 0:
            raise DatasetError("Chỉ rút lại được bản số liệu đã tiếp nhận.")
        verdict = decision.verdict
        with self._database.writing() as connection:
            revisions.withdraw(connection, decision.id, record_in(connection, act))
            connection.execute(_answered(decision.id, False))
            append_in(connection, Event(0, now, "withdrawn", verdict.programme, verdict.unit, verdict.period, decision.receipt.path))
            add_in(connection, Scope(verdict.programme, verdict.period, verdict.unit), now)
            return revisions.current(connection, verdict.programme, verdict.unit, verdict.period)

    def get(self, id: int) -> Decision | None:
        """Return the decision with that number, or None."""
        with self._database.reading() as connection:
            return next(iter(load_decisions(connection, decisions.c.id == id)), None)

    def replaced_by(self, id: int) -> tuple[Decision, ...]:
        """Return the decisions about the same file whose place the one with that number took."""
        with self._database.reading() as connection:
            return load_decisions(connection, decisions.c.superseded_by == id)

    def unplaced(self) -> tuple[Decision, ...]:
        """Return the decisions whose files docgen has not put where they belong yet, rehearsals too, the oldest first."""
        with self._database.reading() as connection:
            return load_decisions(connection, STANDS, decisions.c.placed.is_(False))

    def mark_placed(self, decision_id: int) -> None:
        """Remember that the files of this decision are where they belong."""
        with self._database.writing() as connection:
            connection.execute(_answered(decision_id, True))

    def answer_again(self, decision_id: int) -> None:
        """Let the unit be told of this decision once more: an act has added to it."""
        with self._database.writing() as connection:
            connection.execute(_answered(decision_id, False))

    def held(self) -> tuple[Decision, ...]:
        """Return the decisions that wait for a person, the oldest first."""
        with self._database.reading() as connection:
            return load_decisions(connection, STANDS, COUNTS, decisions.c.outcome == Outcome.HELD.value)

    def latest(self, programme: str, unit: str, period: str) -> Decision | None:
        """Return the latest decision about a file of `unit` for `period`, whatever became of it, or None."""
        here = (STANDS, COUNTS, decisions.c.programme == programme, decisions.c.unit == unit, decisions.c.period == period)
        with self._database.reading() as connection:
            newest = connection.execute(select(func.max(decisions.c.id)).join(receipts).where(*here)).scalar()
            return next(iter(load_decisions(connection, decisions.c.id == newest)), None)

    def about(self, sha256: str) -> tuple[Decision, ...]:
        """Return the decisions that stand about files with these bytes, the oldest first."""
        with self._database.reading() as connection:
            return load_decisions(connection, STANDS, COUNTS, receipts.c.sha256 == sha256)

    def has_accepted_with(self, unit: str, code: str) -> bool:
        """Return whether a file of `unit` with a finding `code` was accepted before."""
        said = decisions.c.findings.contains(f'"{code}"', autoescape=True)
        here = (COUNTS, decisions.c.unit == unit, decisions.c.outcome == Outcome.ACCEPTED.value, said)
        with self._database.reading() as connection:
            return connection.execute(select(decisions.c.id).join(receipts).where(*here).limit(1)).first() is not None

    def scans_before(self, programme: str, unit: str, period: str) -> tuple[Decision, ...]:
        """Return the decisions about scans that came before any form of `unit` for `period`, the oldest first."""
        whose = (decisions.c.programme == programme, decisions.c.unit == unit, decisions.c.period == period)
        with self._database.reading() as connection:
            return load_decisions(connection, STANDS, COUNTS, *whose, decisions.c.outcome == Outcome.RETURNED.value, IS_SCAN)

    def without_form(self, limit: int) -> tuple[Decision, ...]:
        """Return the last `limit` decisions about files that name no unit or no form, the newest first."""
        here = (STANDS, COUNTS, or_(decisions.c.unit == "", decisions.c.programme == ""))
        with self._database.reading() as connection:
            newest = select(decisions.c.id).join(receipts).where(*here).order_by(decisions.c.id.desc()).limit(limit)
            return load_decisions(connection, decisions.c.id.in_(newest))[::-1]

    def returned_open(self, programme: str, period: str) -> Mapping[str, Decision]:
        """Return the returned files that still wait to be mended, by unit: nothing of that unit was accepted or held since."""
        found = {unit: standing.deciding for unit, standing in self.standing(programme, period).items()}
        return {unit: decision for unit, decision in found.items() if decision and decision.verdict.outcome is Outcome.RETURNED}

    def standing(self, programme: str, period: str, unit: str = "", until: int | None = None) -> Mapping[str, Standing]:
        """Return what is known of each unit in `period`, or of `unit` alone, by its code; a few queries, however many units there are.

        Args:
            programme: the folder's name.
            period: its code.
            unit: its code; without it, all.
            until: leave out what was decided after the decision of that number and was not accepted by a person.
        """
        with self._database.reading() as connection:
            # What is not committed yet may never be.
            known = None if self._database.is_writing else self._said
            return records.load_period(connection, Asked(programme, period, unit, until), known)

    def current(self, programme: str, unit: str, period: str) -> Revision | None:
        """Return the current revision of `unit` for `period`, or None."""
        with self._database.reading() as connection:
            return revisions.current(connection, programme, unit, period)

    def currents(self, programme: str, period: str) -> Mapping[str, Revision]:
        """Return the current revisions of `period` by unit code."""
        with self._database.reading() as connection:
            found = records.load_revisions(connection, *records.is_current(programme, period))
        return {revision.unit: revision for revision in found}

    def current_units(self, programme: str, period: str) -> frozenset[str]:
        """Return the codes of the units that have figures for `period`."""
        here = (current_revisions.c.programme == programme, current_revisions.c.period == period)
        with self._database.reading() as connection:
            return frozenset(connection.execute(select(current_revisions.c.unit).where(*here)).scalars())

    def with_figures(self, programme: str, period: str, digest: str) -> tuple[Revision, ...]:
        """Return the current revisions of `period` whose figures have that hash (`likeness.digest`)."""
        here = (*records.is_current(programme, period), revision_table.c.figures == digest)
        with self._database.reading() as connection:
            return records.load_revisions(connection, *here)

    def has_current(self, programme: str, period: str) -> bool:
        """Return whether any unit has figures for `period`."""
        here = (current_revisions.c.programme == programme, current_revisions.c.period == period)
        with self._database.reading() as connection:
            return connection.execute(select(current_revisions.c.revision_id).where(*here).limit(1)).first() is not None

    def revision(self, programme: str, unit: str, period: str, number: int) -> Revision | None:
        """Return the revision with that number, current or not, or None."""
        column = revision_table.c
        here = (column.programme == programme, column.unit == unit, column.period == period, column.number == number)
        with self._database.reading() as connection:
            return next(iter(records.load_revisions(connection, *here)), None)

    def changes(self, revision: Revision) -> tuple[Change, ...]:
        """Return what `revision` changed in the one that was current before it, cell by cell; the first one changed nothing."""
        with self._database.reading() as connection:
            return revisions.load_changes(connection, revision.programme, revision.unit, revision.period, revision.number)


def _answered(decision_id: int, is_answered: bool) -> Update:
    return decisions.update().where(decisions.c.id == decision_id).values(placed=is_answered)


def _record(
    connection: Connection, receipt: Receipt, verdict: Verdict, now: datetime, days_late: int, because: tuple[int | None, int | None]
) -> Decision:
    """Write the decision and what follows from it; `because` holds the decision it supersedes and the act that asked for it."""
    is_accepted = receipt.zone is Zone.DROP and verdict.outcome is Outcome.ACCEPTED and verdict.answers is not None
    before = revisions.current(connection, verdict.programme, verdict.unit, verdict.period) if is_accepted else None
    changed = changes.compare(before.answers, verdict.answers) if before and verdict.answers else ()
    number = revisions.next_number(connection, verdict) if is_accepted else 0
    replaced = before.receipt.not_after if before else None
    sent = _times_sent(connection, receipt, verdict)
    decision = Decision(0, receipt, verdict, now, number, sent, changes.fields(changed), days_late, replaced)
    decision_id = _insert(connection, decision, because[1])
    if because[0] is not None:
        connection.execute(decisions.update().where(decisions.c.id == because[0]).values(superseded_by=decision_id))
    if is_accepted and verdict.answers is not None:
        revision = Revision(
            verdict.programme,
            verdict.unit,
            verdict.period,
            number,
            verdict.base,
            receipt,
            now,
            verdict.answers,
            verdict.findings,
            days_late,
        )
        revisions.add(connection, revision, decision_id, changed)
    if receipt.zone is Zone.DROP:
        if verdict.programme and verdict.period:
            add_in(connection, Scope(verdict.programme, verdict.period, verdict.unit), now)
        append_in(connection, Event(0, now, verdict.outcome.value, verdict.programme, verdict.unit, verdict.period, receipt.path))
    return load_decisions(connection, decisions.c.id == decision_id)[0]


def _insert(connection: Connection, decision: Decision, act_id: int | None) -> int:
    verdict = decision.verdict
    statement = decisions.insert().values(
        receipt_id=decision.receipt.id,
        outcome=verdict.outcome.value,
        findings=codec.write_findings(verdict.findings),
        programme=verdict.programme,
        unit=verdict.unit,
        period=verdict.period,
        base=verdict.base,
        has_answers=verdict.answers is not None,
        decided_at=decision.decided_at,
        act_id=act_id,
        placed=False,
        revision=decision.revision,
        times_sent=decision.times_sent,
        changed_fields=json.dumps(decision.changed_fields),
        days_late=decision.days_late,
        replaced_received_at=decision.replaced_received_at,
    )
    added = connection.execute(statement).inserted_primary_key
    decision_id = int(added[0]) if added else 0
    rows = codec.answer_rows(verdict.answers) if verdict.answers is not None else []
    if rows:
        connection.execute(answers.insert(), [{"decision_id": decision_id, **row} for row in rows])
    return decision_id


def _times_sent(connection: Connection, receipt: Receipt, verdict: Verdict) -> int:
    """Return how many files of this unit for this period, up to this one, said something new.

    One that waited as another unit's is the latest of the unit that a person says it is of.
    """
    scope = (decisions.c.programme == verdict.programme, decisions.c.unit == verdict.unit, decisions.c.period == verdict.period)
    about_this = select(func.count()).where(decisions.c.receipt_id == receipt.id)
    is_anothers = connection.execute(about_this).scalar_one() and not connection.execute(about_this.where(*scope)).scalar_one()
    others = decisions.c.receipt_id != receipt.id if is_anothers else decisions.c.receipt_id < receipt.id
    count = select(func.count(decisions.c.receipt_id.distinct())).join(receipts)
    earlier = connection.execute(count.where(STANDS, COUNTS, SENT, *scope, others)).scalar() or 0
    return earlier + (verdict.outcome in _SENT_OUTCOMES)
