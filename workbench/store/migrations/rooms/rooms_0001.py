"""Rooms, participants, presence, runs of models."""

import sqlalchemy
from alembic import op
from sqlalchemy import Boolean, Float, Integer, String, Text

revision = "rooms_0001"
down_revision = None


def column(name: str, kind: sqlalchemy.types.TypeEngine, nullable: bool = False) -> sqlalchemy.Column:
    return sqlalchemy.Column(name, kind, nullable=nullable)


def upgrade() -> None:
    _rooms()
    _people()
    _runs()


def _rooms() -> None:
    op.create_table(
        "rooms",
        column("id", String(32)),
        column("code", String(6)),
        column("owner", String(64)),
        column("plan", Text()),
        column("options", Text()),
        column("pace", String(16)),
        column("state", String(16)),
        column("step", Integer()),
        column("locked", Boolean()),
        column("batch", Boolean()),
        column("revealed", Text()),
        column("timer_shown", Boolean()),
        column("ends", Float(), nullable=True),
        column("remaining", Float(), nullable=True),
        column("opened", Float()),
        column("expires", Float()),
        column("revision", Integer()),
        column("wrong_codes", Integer()),
        column("wrong_since", Float()),
        sqlalchemy.PrimaryKeyConstraint("id", name="pk_rooms"),
        sqlalchemy.UniqueConstraint("code", name="uq_rooms_code"),
    )
    op.create_index("ix_rooms_owner", "rooms", ["owner"])


def _people() -> None:
    op.create_table(
        "participants",
        column("id", String(32)),
        column("room", String(32)),
        column("nickname", String(64)),
        column("team", String(64)),
        column("step", Integer()),
        column("joined", Float()),
        column("token_issued", Boolean()),
        column("rejoin_digest", String(64), nullable=True),
        column("served", Integer()),
        sqlalchemy.PrimaryKeyConstraint("id", name="pk_participants"),
        sqlalchemy.UniqueConstraint("room", "nickname", name="uq_participants_nickname"),
        sqlalchemy.UniqueConstraint("room", "rejoin_digest", name="uq_participants_rejoin_digest"),
    )
    op.create_table(
        "presence",
        column("participant", String(32)),
        column("began", Float()),
        column("ended", Float()),
        column("room", String(32)),
        sqlalchemy.PrimaryKeyConstraint("participant", "began", name="pk_presence"),
    )
    op.create_index("ix_presence_room", "presence", ["room", "ended"])


def _runs() -> None:
    op.create_table(
        "runs",
        column("id", String(32)),
        column("room", String(32)),
        column("participant", String(32)),
        column("step", Integer()),
        column("item", String(64)),
        column("attempt", Integer()),
        column("number", Integer()),
        column("model", String(256)),
        column("call", Text()),
        column("digest", String(64)),
        column("state", String(16)),
        column("output", Text()),
        column("error", Text()),
        column("created", Float()),
        sqlalchemy.PrimaryKeyConstraint("id", name="pk_runs"),
        sqlalchemy.UniqueConstraint(
            "participant", "step", "item", "attempt", "number", name="uq_runs_participant"
        ),
    )
    op.create_index("ix_runs_state", "runs", ["state"])
    op.create_index("ix_runs_room", "runs", ["room", "digest"])


def downgrade() -> None:
    for table in ("runs", "presence", "participants", "rooms"):
        op.drop_table(table)
