"""Cases of the wizard and past awards."""

import sqlalchemy
from alembic import op

revision = "tenders_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "cases",
        sqlalchemy.Column("id", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("owner", sqlalchemy.String(64), nullable=False),
        sqlalchemy.Column("title", sqlalchemy.String(200), nullable=False),
        sqlalchemy.Column("given", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("created", sqlalchemy.Float(), nullable=False),
        sqlalchemy.Column("changed", sqlalchemy.Float(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_owner", "cases", ["owner"])
    op.create_table(
        "award_lists",
        sqlalchemy.Column("id", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("owner", sqlalchemy.String(64), nullable=False),
        sqlalchemy.Column("name", sqlalchemy.String(200), nullable=False),
        sqlalchemy.Column("brought", sqlalchemy.Float(), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("id", name="pk_award_lists"),
    )
    op.create_index("ix_award_lists_owner", "award_lists", ["owner"])
    op.create_table(
        "awards",
        sqlalchemy.Column("list", sqlalchemy.String(32), nullable=False),
        sqlalchemy.Column("row", sqlalchemy.Integer(), nullable=False),
        sqlalchemy.Column("cig", sqlalchemy.String(16), nullable=False),
        sqlalchemy.Column("object", sqlalchemy.Text(), nullable=False),
        sqlalchemy.Column("cents", sqlalchemy.BigInteger(), nullable=False),
        sqlalchemy.Column("day", sqlalchemy.Date(), nullable=False),
        sqlalchemy.Column("operator", sqlalchemy.String(300), nullable=False),
        sqlalchemy.Column("tax_code", sqlalchemy.String(16), nullable=False),
        sqlalchemy.Column("cpv", sqlalchemy.String(10), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("list", "row", name="pk_awards"),
    )


def downgrade() -> None:
    for table in ("awards", "award_lists", "cases"):
        op.drop_table(table)
