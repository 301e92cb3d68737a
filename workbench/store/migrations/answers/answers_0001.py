"""Answers."""

import sqlalchemy
from alembic import op

revision = "answers_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sqlalchemy.Column("room", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("participant", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("step", sqlalchemy.Integer, nullable=False),
        sqlalchemy.Column("item", sqlalchemy.String(64), nullable=False),
        sqlalchemy.Column("attempt", sqlalchemy.Integer, nullable=False),
        sqlalchemy.Column("value", sqlalchemy.Text, nullable=False),
        sqlalchemy.Column("saved", sqlalchemy.Float, nullable=False),
        sqlalchemy.Column("hidden", sqlalchemy.Boolean, nullable=False),
        sqlalchemy.Column("words", sqlalchemy.Boolean, nullable=False),
        sqlalchemy.PrimaryKeyConstraint("room", "participant", "step", "item", "attempt", name="pk_answers"),
    )
    op.create_index("ix_answers_room", "answers", ["room", "step"])


def downgrade() -> None:
    op.drop_table("answers")
