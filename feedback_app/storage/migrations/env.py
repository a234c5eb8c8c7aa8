"""Alembic starts here; it works in the transaction of the caller, so that a step is done whole or not at all."""

from alembic import context

from feedback_app.storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
