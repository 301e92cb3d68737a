"""One engine per store, its migrations, and transactions that write."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from workbench.errors import UserError
from workbench.settings import settings
from workbench.store.tables import STORES, metadata_of

MIGRATIONS = Path(__file__).parent / "migrations"

POOL = {"pool_size": 10, "max_overflow": 6}
"""Connections of one store: threads of the door that write at once should not wait for one, and six stores
stay under the 100 that PostgreSQL allows unless told otherwise."""

_migrating = Lock()
_writing: defaultdict[str, Lock] = defaultdict(Lock)


def prepare_store() -> None:
    """Creates every store, or brings it to the present form; safe to call at every start."""
    for store in STORES:
        engine(store)


def engine(store: str = "accounts") -> Engine:
    """The engine of a store, migrated once per process."""
    url = settings().store_address(store)
    with _migrating:  # a cache alone lets two first requests migrate at once
        _migrate(store, url)
    return _engine(url)


@contextmanager
def writing(store: str) -> Iterator[Connection]:
    """A transaction that writes: what it reads stays true until it has written; committed at the end.

    Keep it short, and never open a second one of the same store inside. On SQLite there is one writer at a
    time: threads of this process queue for it, which is faster and fairer than SQLite's own sleeping.
    """
    found = engine(store)
    on_sqlite = found.dialect.name == "sqlite"
    with _writing[store] if on_sqlite else nullcontext(), found.begin() as connection:
        if on_sqlite:
            # A transaction that begins by reading could not write after another process has.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def insert_new(connection: Connection, table: Table, **values: Any) -> bool:
    """Inserts a row unless one with the same key is there; whether it did."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(values).on_conflict_do_nothing()
    # Without this option SQLAlchemy does not tell the count of an INSERT on PostgreSQL.
    options = {"preserve_rowcount": True}
    return connection.execute(statement, execution_options=options).rowcount == 1


@cache
def _migrate(store: str, url: str) -> None:
    try:
        with _engine(url).begin() as connection:
            _wait_for_other_processes(connection)
            if connection.dialect.name == "postgresql":
                _prepare_schema(connection, store)
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.set_main_option("version_locations", str(MIGRATIONS / store))
            config.set_main_option("path_separator", "newline")
            config.attributes.update(connection=connection, metadata=metadata_of(store))
            command.upgrade(config, "head")
    except CommandError as error:
        raise UserError(
            "L'archivio è stato scritto da una versione più recente di Officina.",
            value=error,
            remedy="Aggiornare Officina oppure ripristinare una copia precedente dell'archivio.",
        ) from error
    except OperationalError as error:
        raise UserError(
            "L'archivio non si apre.",
            value=error.orig,
            remedy="Controllare OFFICINA_DATABASE_URL, lo spazio su disco e i permessi della cartella var/.",
        ) from error


def _wait_for_other_processes(connection: Connection) -> None:
    """Takes the store for the length of the migration; who comes second finds it done."""
    sqlite_store = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite_store else "SELECT pg_advisory_xact_lock(7235)")


def _prepare_schema(connection: Connection, store: str) -> None:
    """Makes the schema; accounts of a version that kept them in `public` move into theirs."""
    connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {store}")
    tables = ("accounts", "alembic_version")
    old = connection.exec_driver_sql(
        "SELECT to_regclass('public.accounts'), to_regclass('public.alembic_version')"
    )
    if store == "accounts" and all(old.one()):
        for table in tables:
            connection.exec_driver_sql(f"ALTER TABLE public.{table} SET SCHEMA accounts")


@cache
def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True, **POOL)
    path = Path(address.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(address, **POOL)
    event.listen(made, "connect", _tune_sqlite)
    return made


def _tune_sqlite(connection: Any, _record: object) -> None:
    """WAL lets the door read while a command writes; two writers wait for each other instead of failing."""
    pragmas = (
        "journal_mode=WAL",
        "busy_timeout=15000",
        "foreign_keys=ON",
        "synchronous=NORMAL",
        "secure_delete=ON",  # what a person erases must not stay readable in the file
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
