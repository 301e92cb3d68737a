"""How keys and indexes are called, the same in every store, so that a migration can name them."""

from sqlalchemy import MetaData


def named_metadata() -> MetaData:
    return MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
