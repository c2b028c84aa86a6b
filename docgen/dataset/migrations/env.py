"""Run by alembic: the migrations, on the connection and within the transaction that `docgen.dataset.schema` hands over."""

from __future__ import annotations

from alembic import context

from docgen.dataset.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
