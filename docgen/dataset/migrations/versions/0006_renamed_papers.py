"""Where a person's copy of a document lies when it has another name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column: until then every copy lies where docgen put the document."""
    op.add_column("papers", sa.Column("lies_at", sa.Text(), nullable=False, server_default=""))
