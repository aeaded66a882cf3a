"""What Alembic runs around the steps: always on the connection, and in the transaction, that the store opened."""

from __future__ import annotations

from alembic import context

from lib.store.opening import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, target_metadata=None
)
context.run_migrations()
