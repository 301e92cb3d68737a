"""Studies and their draws, pseudonymous measures, releases and accesses."""

from alembic import op
from sqlalchemy import JSON, Column, Float, Integer, PrimaryKeyConstraint, String, Text

revision = "measures_0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "studies",
        *_texts(name=48, primary_outcome=200, seed=64, created=32),
        Column("starting_order", JSON(), nullable=False),
        PrimaryKeyConstraint("name", name="pk_studies"),
    )
    op.create_table(
        "waiting_lists",
        *_texts(study=48, municipality=80, seed=64, drawn=32),
        Column("slots", JSON(), nullable=False),
        PrimaryKeyConstraint("study", "municipality", name="pk_waiting_lists"),
    )
    op.create_table(
        "cards",
        *_texts(study=48, municipality=80),
        Column("handed_out", Integer(), nullable=False),
        PrimaryKeyConstraint("study", "municipality", name="pk_cards"),
    )
    op.create_table(
        "measures",
        *_texts(study=48, pseudonym=64, wave=8, outcome=32, municipality=80, form=64, day=10),
        Column("score", Float(), nullable=True),
        Column("highest", Float(), nullable=False),
        Column("seconds", Float(), nullable=True),
        PrimaryKeyConstraint("study", "pseudonym", "wave", "outcome", name="pk_measures"),
    )
    _create_logs()


def downgrade() -> None:
    for table in ("accesses", "releases", "measures", "cards", "waiting_lists", "studies"):
        op.drop_table(table)


def _create_logs() -> None:
    op.create_table(
        "releases",
        Column("number", Integer(), autoincrement=True, nullable=False),
        *_texts(population=200, topic=32, who=64, at=32),
        Column("refused", Text(), nullable=False),
        Column("content", JSON(), nullable=False),
        PrimaryKeyConstraint("number", name="pk_releases"),
    )
    op.create_index("ix_releases_population", "releases", ["population"])
    op.create_table(
        "accesses",
        Column("number", Integer(), autoincrement=True, nullable=False),
        *_texts(who=64, what=200, at=32),
        PrimaryKeyConstraint("number", name="pk_accesses"),
    )


def _texts(**lengths: int) -> list[Column[str]]:
    return [Column(name, String(length), nullable=False) for name, length in lengths.items()]
