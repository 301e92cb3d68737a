"""Values of indicators."""

import sqlalchemy
from alembic import op
from sqlalchemy import Float, Integer, String, Text

revision = "measures_0002"
down_revision = "measures_0001"


def upgrade() -> None:
    texts = {"code": 8, "municipality": 200, "period": 7, "study": 200, "data_digest": 64}
    texts |= {"code_version": 100, "role": 32, "run": 64}
    op.create_table(
        "indicator_values",
        sqlalchemy.Column("number", Integer(), nullable=False),
        *(sqlalchemy.Column(name, String(length), nullable=False) for name, length in texts.items()),
        *(sqlalchemy.Column(name, Integer(), nullable=False) for name in ("version", "n")),
        *(sqlalchemy.Column(name, Float(), nullable=False) for name in ("value", "published")),
        *(sqlalchemy.Column(name, Float(), nullable=True) for name in ("low", "high")),
        *(sqlalchemy.Column(name, Text(), nullable=False) for name in ("figures", "cannot", "correction")),
        sqlalchemy.PrimaryKeyConstraint("number", name="pk_indicator_values"),
    )
    columns = ["code", "municipality", "version", "period"]
    op.create_index("ix_indicator_values_series", "indicator_values", columns)


def downgrade() -> None:
    op.drop_table("indicator_values")
