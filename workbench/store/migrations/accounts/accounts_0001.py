"""Accounts."""

import sqlalchemy
from alembic import op

revision = "accounts_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sqlalchemy.Column("name", sqlalchemy.String(64), nullable=False),
        sqlalchemy.Column("role", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("password_hash", sqlalchemy.String(256), nullable=False),
        sqlalchemy.Column("created", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("disabled", sqlalchemy.Boolean, nullable=False, server_default=sqlalchemy.false()),
        sqlalchemy.PrimaryKeyConstraint("name", name="pk_accounts"),
    )


def downgrade() -> None:
    op.drop_table("accounts")
