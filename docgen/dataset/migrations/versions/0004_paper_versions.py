"""What docgen wrote last of each document, and what has changed since a person edited or issued one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of versions; let documents say whose they are and which figures have changed."""
    op.create_table(
        "paper_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_versions"),
        sa.UniqueConstraint("path", "fingerprint", name="uq_paper_versions_path_fingerprint"),
    )
    op.add_column("papers", sa.Column("edited", sa.String(64), nullable=False, server_default=""))
    op.add_column("papers", sa.Column("moves", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("papers", sa.Column("is_outdated", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_column("papers", "kept_by_clerk")
    op.drop_column("papers", "changed_figures")
