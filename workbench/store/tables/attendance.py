"""Names of those who were there; nothing that leads to an answer."""

from sqlalchemy import Column, Date, Integer, String, Table

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

certificates = Table(
    "certificates",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("module", String(200), nullable=False),
    Column("municipality", String(200), nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("date", Date, nullable=False),
    Column("receipt", String(64), nullable=False, unique=True),
    # No hidden row number: it would keep the order in which people came for their certificate.
    sqlite_with_rowid=False,
)
