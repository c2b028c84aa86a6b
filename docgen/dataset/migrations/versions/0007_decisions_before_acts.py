"""Which decisions were there when a person acted: what a lock of the figures holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_BY_TIME = """
UPDATE acts SET last_decision = COALESCE((SELECT MAX(decisions.id) FROM decisions WHERE decisions.decided_at <= acts.at), 0)
"""


def upgrade() -> None:
    """Add the column; for acts that are there already the clock tells."""
    op.add_column("acts", sa.Column("last_decision", sa.Integer(), nullable=False, server_default="0"))
    op.execute(_BY_TIME)
