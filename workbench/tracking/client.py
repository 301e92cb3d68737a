"""The one place that says where MLflow keeps its things, and opens it."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.settings import settings

if TYPE_CHECKING:
    from mlflow import MlflowClient

DATA_SETS = "Insiemi di dati"
TRAININGS = "Addestramenti"
EVALUATIONS = "Valutazioni"
COMPARISONS = "Confronti"
CALIBRATIONS = "Tarature"
_ARTIFACTS = {
    DATA_SETS: "insiemi-di-dati",
    TRAININGS: "addestramenti",
    EVALUATIONS: "valutazioni",
    COMPARISONS: "confronti",
    CALIBRATIONS: "tarature",
}
_ABSOLUTE_PATHS = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
    ("model_versions", "source"),
    ("model_versions", "storage_location"),
)
_DEFAULT_EXPERIMENT = 0


class TrackingError(Exception):
    """MLflow's database did not take what it was given; nothing is lost by trying again later."""


@contextmanager
def failures_named() -> Iterator[None]:
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (MlflowException, SQLAlchemyError) as error:
        raise TrackingError(str(error).splitlines()[0]) from error


def client() -> "MlflowClient":
    """The raw client of this installation: its database ready, its experiments there, its paths true."""
    return _open(_home())


def experiment_id(name: str) -> str:
    return _experiments(_home())[name]


def prepare() -> None:
    """Create or upgrade the database; called once before several processes open it together."""
    client()


def relocate() -> None:
    """After the home folder was moved: rewrite the absolute paths that MLflow noted under the old one."""
    home, database = _home(), _database(_home())
    if not database.exists():
        return
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        known = connection.execute("SELECT name, artifact_location FROM experiments").fetchall()
        for old in {_home_of(name, location) for name, location in known} - {None, str(home)}:
            for table, column in _ABSOLUTE_PATHS:
                connection.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?) "
                    f"WHERE substr({column}, 1, ?) = ?",
                    (str(home), len(str(old)) + 1, len(str(old)) + 1, f"{old}/"),
                )
        # MLflow makes this experiment by itself, under the folder it happens to be started in.
        connection.execute(
            "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?",
            (str(home / "mlruns" / "artifacts" / "0"), _DEFAULT_EXPERIMENT),
        )


def _home() -> Path:
    return settings().home.resolve()


def _database(home: Path) -> Path:
    return home / "mlruns" / "mlflow.db"


def _home_of(name: str, location: str) -> str | None:
    """The home folder under which one of our experiments was created."""
    ending = f"/mlruns/artifacts/{_ARTIFACTS.get(name)}"
    return location.removesuffix(ending) if location.endswith(ending) else None


@cache
def _open(home: Path) -> "MlflowClient":
    # Both tell on every start that the database is as it should be.
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    from mlflow import MlflowClient

    _database(home).parent.mkdir(parents=True, exist_ok=True)
    address = f"sqlite:///{_database(home)}"
    opened = MlflowClient(tracking_uri=address, registry_uri=address)
    opened.search_experiments(max_results=1)  # creates or upgrades the tables
    with closing(sqlite3.connect(_database(home), timeout=30)) as connection:
        # The door reads while the worker writes: in this mode, kept in the file, neither waits.
        connection.execute("PRAGMA journal_mode=WAL")
    relocate()
    return opened


@cache
def _experiments(home: Path) -> dict[str, str]:
    """name -> id; those missing are created."""
    from mlflow.exceptions import MlflowException

    found = {}
    for name, place in _ARTIFACTS.items():
        known = _open(home).get_experiment_by_name(name)
        if known is None:
            try:
                location = str(home / "mlruns" / "artifacts" / place)
                found[name] = _open(home).create_experiment(name, artifact_location=location)
                continue
            except MlflowException:
                known = _open(home).get_experiment_by_name(name)  # another process was quicker
                if known is None:
                    raise
        found[name] = known.experiment_id
    return found
