"""Studies and their draws, pseudonymous measures, releases and accesses.

No name, no room, no participant: a person is here only as the HMAC of a card that nobody keeps.
"""

from sqlalchemy import JSON, Column, Float, Integer, String, Table, Text

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

studies = Table(
    "studies",
    metadata,
    Column("name", String(48), primary_key=True),
    Column("primary_outcome", String(200), nullable=False),
    Column("seed", String(64), nullable=False),
    Column("starting_order", JSON, nullable=False),
    Column("created", String(32), nullable=False),
)

waiting_lists = Table(
    "waiting_lists",
    metadata,
    Column("study", String(48), primary_key=True),
    Column("municipality", String(80), primary_key=True),
    Column("seed", String(64), nullable=False),
    Column("slots", JSON, nullable=False),
    Column("drawn", String(32), nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("study", String(48), primary_key=True),
    Column("municipality", String(80), primary_key=True),
    Column("handed_out", Integer, nullable=False),
)

measures = Table(
    "measures",
    metadata,
    Column("study", String(48), primary_key=True),
    Column("pseudonym", String(64), primary_key=True),
    Column("wave", String(8), primary_key=True),
    Column("outcome", String(32), primary_key=True),
    Column("municipality", String(80), nullable=False),
    Column("form", String(64), nullable=False),
    Column("score", Float),
    Column("highest", Float, nullable=False),
    Column("seconds", Float),
    Column("day", String(10), nullable=False),
)
"""a day, not a time: a time would tell which measures were taken one after the other"""

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("population", String(200), nullable=False, index=True),
    Column("topic", String(32), nullable=False),
    Column("who", String(64), nullable=False),
    Column("at", String(32), nullable=False),
    Column("refused", Text, nullable=False),
    Column("content", JSON, nullable=False),
)

accesses = Table(
    "accesses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("who", String(64), nullable=False),
    Column("what", String(200), nullable=False),
    Column("at", String(32), nullable=False),
)
