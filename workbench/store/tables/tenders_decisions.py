"""What became of findings, finished acts, and orientation cards. No name of a person, no text of an act."""

from sqlalchemy import Column, Date, Float, Index, Integer, String, Table, Text

from workbench.store.tables.tenders import metadata

decisions = Table(
    "decisions",
    metadata,
    Column("practice", String(32), primary_key=True),
    Column("finding", String(32), primary_key=True),
    Column("rule", String(100), nullable=False),
    Column("family", String(20), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("confidence", String(20), nullable=False),
    Column("outcome", String(10), nullable=False),
    # Written by a person, masked before it is kept, and erased with the practice.
    Column("reason", Text, nullable=False),
    Column("role", String(32), nullable=False),
    # A day, not a time: a time would tell how fast somebody works.
    Column("day", Date, nullable=False),
    Index("ix_decisions_rule", "rule"),
)

finished_acts = Table(
    "finished_acts",
    metadata,
    Column("practice", String(32), primary_key=True),
    Column("municipality", String(80), nullable=False),
    Column("month", String(7), nullable=False),
    Column("acts", Integer, nullable=False),
    Column("minutes", Float, nullable=False),
    Column("proposed", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
)
"""`proposed`: texts that a model proposed and a person took; `changed`: those changed before being taken"""

orientations = Table(
    "orientations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("body", String(200), nullable=False),
    Column("reference", String(200), nullable=False),
    Column("day", Date, nullable=False),
    Column("holding", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("still_valid", String(10), nullable=False),
    Column("checked_on", Date, nullable=False),
    Column("author", String(64), nullable=False),
    Column("approver", String(64), nullable=False),
    Column("changed", Float, nullable=False),
)
"""`author` and `approver` are pseudonyms; an empty approver is a draft, which no search shows"""
