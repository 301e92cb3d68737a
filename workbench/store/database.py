"""One engine per address of the store, and its migrations."""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError

from workbench.errors import UserError
from workbench.settings import settings

_migrating = Lock()


def prepare_store() -> None:
    """Creates the store, or brings it to the present form; safe to call at every start."""
    _migrated(settings().store_url)


def engine() -> Engine:
    """The engine of the present store, migrated once per process."""
    _migrated(settings().store_url)
    return _engine(settings().store_url)


def _migrated(url: str) -> None:
    with _migrating:  # a cache alone lets two first requests migrate at once
        _migrate(url)


@cache
def _migrate(url: str) -> None:
    try:
        with _engine(url).begin() as connection:
            _wait_for_other_processes(connection)
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
            config.attributes["connection"] = connection
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
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "SELECT pg_advisory_xact_lock(7235)")


@cache
def _engine(url: str) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(address)
    event.listen(made, "connect", _tune_sqlite)
    return made


def _tune_sqlite(connection: Any, _record: object) -> None:
    """WAL lets the door read while a command writes; two writers wait for each other instead of failing."""
    for pragma in ("journal_mode=WAL", "busy_timeout=5000", "foreign_keys=ON", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
