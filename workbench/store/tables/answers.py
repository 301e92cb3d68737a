"""What participants answered, under identifiers that mean nothing outside the store of rooms."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

answers = Table(
    "answers",
    metadata,
    Column("room", String(32), primary_key=True),
    Column("participant", String(32), primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("item", String(64), primary_key=True),
    Column("attempt", Integer, primary_key=True),
    Column("value", Text, nullable=False),
    Column("saved", Float, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("words", Boolean, nullable=False),
    Index("ix_answers_room", "room", "step"),
)
