"""The tables of each store; every change here needs a file in `migrations/<store>/`."""

from importlib import import_module

from sqlalchemy import MetaData

FILES = {
    "accounts": ("accounts",),
    "rooms": ("rooms",),
    "answers": ("answers",),
    "attendance": ("attendance",),
    "measures": ("measures", "indicators"),
    "tenders": ("tenders", "tenders_decisions"),
}
"""store -> the files of this folder that define its tables; the first holds the metadata"""
STORES = tuple(FILES)
"""Separate databases (schemas on PostgreSQL): between names and answers there is no key and no join."""


def metadata_of(store: str) -> MetaData:
    """The tables of one store; only its own files are imported."""
    first, *_ = [import_module(f"{__name__}.{file}") for file in FILES[store]]
    found: MetaData = first.metadata
    return found
