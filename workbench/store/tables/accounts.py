"""Who may come in."""

from sqlalchemy import Boolean, Column, String, Table, false

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(32), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("created", String(32), nullable=False),
    Column("disabled", Boolean, nullable=False, server_default=false()),
)
