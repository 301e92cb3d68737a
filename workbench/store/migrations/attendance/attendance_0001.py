"""Certificates of attendance."""

import sqlalchemy
from alembic import op

revision = "attendance_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "certificates",
        sqlalchemy.Column("code", sqlalchemy.String(16), nullable=False),
        sqlalchemy.Column("name", sqlalchemy.String(80), nullable=False),
        sqlalchemy.Column("module", sqlalchemy.String(200), nullable=False),
        sqlalchemy.Column("municipality", sqlalchemy.String(200), nullable=False),
        sqlalchemy.Column("minutes", sqlalchemy.Integer, nullable=False),
        sqlalchemy.Column("date", sqlalchemy.Date, nullable=False),
        sqlalchemy.Column("receipt", sqlalchemy.String(64), nullable=False),
        sqlalchemy.PrimaryKeyConstraint("code", name="pk_certificates"),
        sqlalchemy.UniqueConstraint("receipt", name="uq_certificates_receipt"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("certificates")
