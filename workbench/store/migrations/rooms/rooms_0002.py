"""A join that is sent again seats nobody twice; a token whose answer was lost can be had again."""

import sqlalchemy
from alembic import op

revision = "rooms_0002"
down_revision = "rooms_0001"


def upgrade() -> None:
    with op.batch_alter_table("participants") as table:
        for name in ("join_digest", "token_digest"):
            table.add_column(sqlalchemy.Column(name, sqlalchemy.String(64), nullable=True))
        table.create_unique_constraint("uq_participants_join_digest", ["room", "join_digest"])


def downgrade() -> None:
    with op.batch_alter_table("participants") as table:
        table.drop_constraint("uq_participants_join_digest", type_="unique")
        for name in ("join_digest", "token_digest"):
            table.drop_column(name)
