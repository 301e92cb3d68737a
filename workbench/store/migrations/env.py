"""Runs the migrations of one store on the connection that `prepare_store` opened."""

from alembic import context

# SQLite cannot alter most things in place: batch mode copies the table instead.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
