"""Pending work by unit; revisions found by the figures in them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from docgen.dataset.likeness import digest

revision = "0005"
down_revision = "0004"

_FIGURES = """
SELECT revisions.id, answers.field, answers.value FROM revisions JOIN answers ON answers.decision_id = revisions.decision_id
WHERE answers.repeat = '' AND answers.kind = 'number'
"""


def upgrade() -> None:
    """Add the columns, and hash the figures that are there already."""
    op.add_column("pending", sa.Column("unit", sa.Text(), nullable=False, server_default=""))
    op.add_column("revisions", sa.Column("figures", sa.String(64), nullable=False, server_default=""))
    connection = op.get_bind()
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for id, field, value in connection.execute(sa.text(_FIGURES)):
        found[id][field] = Decimal(value)
    for id, figures in found.items():
        connection.execute(sa.text("UPDATE revisions SET figures = :figures WHERE id = :id"), {"figures": digest(figures), "id": id})
    op.create_index("ix_revisions_programme_period_figures", "revisions", ["programme", "period", "figures"])
