"""Values of indicators as they were published; rows are only added, the last one of a month counts."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from workbench.store.tables.measures import metadata

indicator_values = Table(
    "indicator_values",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("code", String(8), nullable=False),
    Column("municipality", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("period", String(7), nullable=False),
    Column("value", Float, nullable=False),
    Column("n", Integer, nullable=False),
    Column("low", Float),
    Column("high", Float),
    Column("figures", Text, nullable=False),
    Column("cannot", Text, nullable=False),
    Column("study", String(200), nullable=False),
    Column("data_digest", String(64), nullable=False),
    Column("code_version", String(100), nullable=False),
    Column("role", String(32), nullable=False),
    Column("correction", Text, nullable=False),
    Column("published", Float, nullable=False),
    Column("run", String(64), nullable=False),
    Index("ix_indicator_values_series", "code", "municipality", "version", "period"),
)
