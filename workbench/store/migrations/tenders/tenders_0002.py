"""Decisions on findings, finished acts, orientation cards."""

import sqlalchemy
from alembic import op
from sqlalchemy import Date, Float, Integer, String, Text

revision = "tenders_0002"
down_revision = "tenders_0001"

DECISIONS = {
    "practice": String(32),
    "finding": String(32),
    "rule": String(100),
    "family": String(20),
    "severity": String(10),
    "confidence": String(20),
    "outcome": String(10),
    "reason": Text(),
    "role": String(32),
    "day": Date(),
}
FINISHED = {
    "practice": String(32),
    "municipality": String(80),
    "month": String(7),
    "acts": Integer(),
    "minutes": Float(),
    "proposed": Integer(),
    "changed": Integer(),
}
ORIENTATIONS = {
    "id": String(32),
    "kind": String(20),
    "body": String(200),
    "reference": String(200),
    "day": Date(),
    "holding": Text(),
    "articles": Text(),
    "address": Text(),
    "still_valid": String(10),
    "checked_on": Date(),
    "author": String(64),
    "approver": String(64),
    "changed": Float(),
}


def upgrade() -> None:
    _create("decisions", DECISIONS, "practice", "finding")
    op.create_index("ix_decisions_rule", "decisions", ["rule"])
    _create("finished_acts", FINISHED, "practice")
    _create("orientations", ORIENTATIONS, "id")


def _create(name: str, columns: dict, *keys: str) -> None:
    op.create_table(
        name,
        *(sqlalchemy.Column(column, kind, nullable=False) for column, kind in columns.items()),
        sqlalchemy.PrimaryKeyConstraint(*keys, name=f"pk_{name}"),
    )


def downgrade() -> None:
    for table in ("orientations", "finished_acts", "decisions"):
        op.drop_table(table)
