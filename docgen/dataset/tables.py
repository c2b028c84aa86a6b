"""The tables of the dataset, for any database; the migrations make the same ones (a test compares)."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from docgen.dataset.columns import AnyText, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _scope() -> tuple[Column[str], Column[str], Column[str]]:
    """Return the columns that name a programme, a unit and a period; each is empty where nothing is said."""
    return tuple(Column(name, AnyText, nullable=False) for name in ("programme", "unit", "period"))  # type: ignore[return-value]


# Facts: what was received and what was typed. Bytes stand in a table of their own: the others stay small, and equal bytes are kept once.

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size_bytes", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

looks = Table(
    "looks",
    metadata,
    Column("place", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", ForeignKey("blobs.sha256"), nullable=False, index=True),
    Column("death", String(16), nullable=False),
    Column("at", Moment, nullable=False),
)

receipts = Table(
    "receipts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", AnyText, nullable=False),
    Column("sha256", ForeignKey("blobs.sha256"), nullable=False, index=True),
    Column("size_bytes", Integer, nullable=False),
    Column("not_before", Moment),
    Column("not_after", Moment, nullable=False),
    Column("zone", String(16), nullable=False),
    Column("folder_unit", AnyText, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("author", AnyText, nullable=False),
    Column("reason", AnyText, nullable=False),
    Column("target", Integer, nullable=False),
    *_scope(),
    Column("last_decision", Integer, nullable=False, server_default="0"),
    Index(None, "programme", "period"),
)

facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", AnyText, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("sha256", ForeignKey("blobs.sha256"), nullable=False),
    UniqueConstraint("kind", "name", "sha256"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key_id", AnyText, nullable=False, unique=True),
    Column("secret", LargeBinary, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("programme", AnyText, primary_key=True),
    Column("version", AnyText, primary_key=True),
    Column("fingerprint", AnyText, nullable=False),
)

issued_forms = Table(
    "issued_forms",
    metadata,
    Column("id", Integer, primary_key=True),
    *_scope(),
    Column("form_id", AnyText, nullable=False),
    Column("version", AnyText, nullable=False),
    Column("fingerprint", AnyText, nullable=False),
    Column("base", Integer, nullable=False),
    Column("key_id", AnyText, nullable=False),
    Column("mac", AnyText, nullable=False),
    Column("path", AnyText, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("issued_at", Moment, nullable=False),
    Index(None, "period", "unit"),
)

issued_numbers = Table(
    "issued_numbers",
    metadata,
    Column("id", Integer, primary_key=True),
    *_scope(),
    Column("document", AnyText, nullable=False),
    Column("number", AnyText, nullable=False),
    Column("day", Date, nullable=False),
    Index(None, "programme"),
)

# Decisions and what stands because of them.

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("receipt_id", ForeignKey("receipts.id"), nullable=False, index=True),
    Column("outcome", String(16), nullable=False),
    Column("findings", AnyText, nullable=False),
    *_scope(),
    Column("base", Integer, nullable=False),
    Column("has_answers", Boolean, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("act_id", ForeignKey("acts.id")),
    Column("superseded_by", ForeignKey("decisions.id")),
    Column("withdrawn_by", ForeignKey("acts.id")),
    Column("placed", Boolean, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("times_sent", Integer, nullable=False),
    Column("changed_fields", Text, nullable=False),
    Column("days_late", Integer, nullable=False),
    Column("replaced_received_at", Moment),
    Index(None, "programme", "period", "unit"),
)

answers = Table(
    "answers",
    metadata,
    Column("decision_id", ForeignKey("decisions.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("field", AnyText, nullable=False),
    Column("repeat", AnyText, nullable=False),
    Column("row_index", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", AnyText),
    Column("missing", String(16)),
    Column("sheet", AnyText),
    Column("cell", AnyText),
    Column("note", AnyText, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    *_scope(),
    Column("number", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("receipt_id", ForeignKey("receipts.id"), nullable=False),
    Column("decision_id", ForeignKey("decisions.id"), nullable=False, unique=True),
    Column("accepted_at", Moment, nullable=False),
    Column("days_late", Integer, nullable=False),
    Column("withdrawn_by", ForeignKey("acts.id")),
    Column("figures", String(64), nullable=False, server_default=""),
    UniqueConstraint("programme", "unit", "period", "number"),
    Index(None, "programme", "period", "figures"),
)

# Its key is what makes "exactly one revision is current" true in any database, without partial indexes.
current_revisions = Table(
    "current_revisions",
    metadata,
    *(Column(name, AnyText, primary_key=True) for name in ("programme", "period", "unit")),
    Column("revision_id", ForeignKey("revisions.id"), nullable=False, unique=True),
)

changes = Table(
    "changes",
    metadata,
    Column("revision_id", ForeignKey("revisions.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("field", AnyText, nullable=False),
    Column("repeat", AnyText, nullable=False),
    Column("row_index", Integer, nullable=False),
    Column("sheet", AnyText),
    Column("cell", AnyText),
    *(
        Column(f"{side}_{name}", type_, nullable=name in ("value", "missing"))
        for side in ("before", "after")
        for name, type_ in (("kind", String(16)), ("value", AnyText), ("missing", String(16)), ("note", AnyText))
    ),
)

# What docgen put into folders, and what happened.

placed = Table(
    "placed",
    metadata,
    Column("path", AnyText, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("kind", AnyText, nullable=False),
)

papers = Table(
    "papers",
    metadata,
    Column("path", AnyText, primary_key=True),
    *_scope(),
    Column("document", AnyText, nullable=False),
    Column("fingerprint", AnyText, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("state", AnyText, nullable=False),
    Column("missing_units", Integer, nullable=False),
    Column("edited", String(64), nullable=False),
    Column("moves", AnyText, nullable=False),
    Column("is_outdated", Boolean, nullable=False),
    Column("lies_at", AnyText, nullable=False, server_default=""),
)

# What docgen wrote: the base when a person's copy of it is merged with newer figures.
paper_versions = Table(
    "paper_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", AnyText, nullable=False),
    Column("fingerprint", AnyText, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("template", String(64), nullable=False),
    Column("data", LargeBinary, nullable=False),
    UniqueConstraint("path", "fingerprint"),
)

# Work that waits: written in the transaction that makes it necessary.

pending = Table(
    "pending",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("programme", AnyText, nullable=False),
    Column("period", AnyText, nullable=False),
    Column("since", Moment, nullable=False),
    Column("unit", AnyText, nullable=False, server_default=""),
)

unwritten = Table(
    "unwritten",
    metadata,
    Column("path", AnyText, primary_key=True),
    Column("fault", String(16), nullable=False),
    Column("since", Moment, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", AnyText, nullable=False),
    *_scope(),
    Column("text", AnyText, nullable=False),
    Column("number", Integer, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("programme", "unit", "period", "number"),
)
