"""Cases of the tender wizard, and past awards brought from a list for rotation and splitting evidence."""

from sqlalchemy import BigInteger, Column, Date, Float, Integer, String, Table, Text

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

cases = Table(
    "cases",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("title", String(200), nullable=False),
    Column("given", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("changed", Float, nullable=False),
)

award_lists = Table(
    "award_lists",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("brought", Float, nullable=False),
)

awards = Table(
    "awards",
    metadata,
    Column("list", String(32), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("cig", String(16), nullable=False),
    Column("object", Text, nullable=False),
    # Money as whole cents: SQLite has no decimal numbers.
    Column("cents", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("operator", String(300), nullable=False),
    Column("tax_code", String(16), nullable=False),
    Column("cpv", String(10), nullable=False),
)
