"""Rooms, the people in them under their nicknames, when they were there, and what models were asked."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text, UniqueConstraint

from workbench.store.tables.naming import named_metadata

metadata = named_metadata()

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("code", String(6), nullable=False, unique=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("plan", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("pace", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("step", Integer, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("batch", Boolean, nullable=False),
    Column("revealed", Text, nullable=False),
    Column("timer_shown", Boolean, nullable=False),
    Column("ends", Float),
    Column("remaining", Float),
    Column("paused_seconds", Float, nullable=False),
    Column("paused_since", Float),
    Column("opened", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("wrong_codes", Integer, nullable=False),
    Column("wrong_since", Float, nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("room", String(32), nullable=False),
    Column("nickname", String(64), nullable=False),
    Column("team", String(64), nullable=False),
    Column("step", Integer, nullable=False),
    Column("joined", Float, nullable=False),
    Column("token_issued", Boolean, nullable=False),
    Column("rejoin_digest", String(64)),
    Column("served", Integer, nullable=False),
    Column("join_digest", String(64)),
    Column("token_digest", String(64)),
    UniqueConstraint("room", "nickname", name="uq_participants_nickname"),
    UniqueConstraint("room", "join_digest", name="uq_participants_join_digest"),
    UniqueConstraint("room", "rejoin_digest", name="uq_participants_rejoin_digest"),
)

presence = Table(
    "presence",
    metadata,
    Column("participant", String(32), primary_key=True),
    Column("began", Float, primary_key=True),
    Column("ended", Float, nullable=False),
    Column("room", String(32), nullable=False),
    Index("ix_presence_room", "room", "ended"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("room", String(32), nullable=False),
    Column("participant", String(32), nullable=False),
    Column("step", Integer, nullable=False),
    Column("item", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("model", String(256), nullable=False),
    Column("call", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("output", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("created", Float, nullable=False),
    UniqueConstraint("participant", "step", "item", "attempt", "number", name="uq_runs_participant"),
    Index("ix_runs_room", "room", "digest"),
)
