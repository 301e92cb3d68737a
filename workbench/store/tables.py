"""The tables of the store; every change here needs a file in `migrations/versions/`."""

from sqlalchemy import Boolean, Column, MetaData, String, Table, false

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(32), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("created", String(32), nullable=False),
    Column("disabled", Boolean, nullable=False, server_default=false()),
)
