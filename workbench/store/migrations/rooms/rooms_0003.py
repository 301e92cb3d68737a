"""How long a room was paused, which is no time of work."""

import sqlalchemy
from alembic import op

revision = "rooms_0003"
down_revision = "rooms_0002"


def upgrade() -> None:
    with op.batch_alter_table("rooms") as table:
        table.add_column(sqlalchemy.Column("paused_since", sqlalchemy.Float(), nullable=True))
        table.add_column(
            sqlalchemy.Column("paused_seconds", sqlalchemy.Float(), nullable=False, server_default="0")
        )
    with op.batch_alter_table("rooms") as table:
        table.alter_column("paused_seconds", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("rooms") as table:
        for name in ("paused_seconds", "paused_since"):
            table.drop_column(name)
