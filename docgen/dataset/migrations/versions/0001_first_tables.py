"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them all."""
    _facts()
    _definitions()
    _issued()
    _decisions()
    _revisions()
    _folders()
    _protect_events()


def _facts() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.create_table(
        "looks",
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_looks"),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.String(32), nullable=True),
        sa.Column("not_after", sa.String(32), nullable=False),
        sa.Column("zone", sa.String(16), nullable=False),
        sa.Column("folder_unit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_receipts_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_receipts"),
    )
    op.create_index("ix_receipts_sha256", "receipts", ["sha256"])
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        *_scope(),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
    )
    op.create_index("ix_acts_programme_period", "acts", ["programme", "period"])


def _definitions() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name="fk_facts_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint("kind", "name", "sha256", name="uq_facts_kind_name_sha256"),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keys"),
        sa.UniqueConstraint("key_id", name="uq_keys_key_id"),
    )
    op.create_table(
        "versions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "version", name="pk_versions"),
    )


def _issued() -> None:
    op.create_table(
        "issued_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        *_scope(),
        sa.Column("form_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued_forms"),
    )
    op.create_index("ix_issued_forms_period_unit", "issued_forms", ["period", "unit"])
    op.create_table(
        "issued_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        *_scope(),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issued_numbers"),
    )
    op.create_index("ix_issued_numbers_programme", "issued_numbers", ["programme"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        *_scope(),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("has_answers", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.String(32), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("times_sent", sa.Integer(), nullable=False),
        sa.Column("changed_fields", sa.Text(), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("replaced_received_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name="fk_decisions_act_id"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name="fk_decisions_receipt_id"),
        sa.ForeignKeyConstraint(["superseded_by"], ["decisions.id"], name="fk_decisions_superseded_by"),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["acts.id"], name="fk_decisions_withdrawn_by"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_placed", "decisions", ["placed"])
    op.create_index("ix_decisions_programme_period_unit", "decisions", ["programme", "period", "unit"])
    op.create_index("ix_decisions_receipt_id", "decisions", ["receipt_id"])
    op.create_table(
        "answers",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("repeat", sa.Text(), nullable=False),
        sa.Column("row_index", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("missing", sa.String(16), nullable=True),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_answers_decision_id"),
        sa.PrimaryKeyConstraint("decision_id", "ordinal", name="pk_answers"),
    )


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        *_scope(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.String(32), nullable=False),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_revisions_decision_id"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name="fk_revisions_receipt_id"),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["acts.id"], name="fk_revisions_withdrawn_by"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("decision_id", name="uq_revisions_decision_id"),
        sa.UniqueConstraint("programme", "unit", "period", "number", name="uq_revisions_programme_unit_period_number"),
    )
    op.create_table(
        "current_revisions",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_current_revisions_revision_id"),
        sa.PrimaryKeyConstraint("programme", "period", "unit", name="pk_current_revisions"),
        sa.UniqueConstraint("revision_id", name="uq_current_revisions_revision_id"),
    )
    op.create_table(
        "changes",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("repeat", sa.Text(), nullable=False),
        sa.Column("row_index", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("before_kind", sa.String(16), nullable=False),
        sa.Column("before_value", sa.Text(), nullable=True),
        sa.Column("before_missing", sa.String(16), nullable=True),
        sa.Column("before_note", sa.Text(), nullable=False),
        sa.Column("after_kind", sa.String(16), nullable=False),
        sa.Column("after_value", sa.Text(), nullable=True),
        sa.Column("after_missing", sa.String(16), nullable=True),
        sa.Column("after_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name="fk_changes_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "ordinal", name="pk_changes"),
    )


def _folders() -> None:
    op.create_table(
        "placed",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_placed"),
    )
    op.create_table(
        "papers",
        sa.Column("path", sa.Text(), nullable=False),
        *_scope(),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("missing_units", sa.Integer(), nullable=False),
        sa.Column("kept_by_clerk", sa.Boolean(), nullable=False),
        sa.Column("changed_figures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_papers"),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *_scope(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sa.UniqueConstraint("programme", "unit", "period", "number", name="uq_events_programme_unit_period_number"),
    )


def _protect_events() -> None:
    """Let SQLite itself refuse to change what has happened; elsewhere that is a matter of the roles of the server."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER events_refuse_{action.lower()} BEFORE {action} ON events "
            "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
        )


def _scope() -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in ("programme", "unit", "period"))
