"""Every test of the store runs on SQLite and, where a PostgreSQL server is installed, on PostgreSQL too."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.settings import settings


def _binaries() -> Path | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return next(
        (place for place in places if (place / "initdb").exists()), Path(found).parent if found else None
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a throw-away PostgreSQL cluster that listens on a unix socket only."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL non è installato")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="officina-pg-"))
    # PostgreSQL refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def execute(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, *arguments], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )

    cluster = str(folder / "cluster")
    execute("initdb", "-D", cluster, "-U", "officina", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    execute("pg_ctl", "-D", cluster, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://officina@/postgres?host={folder}"
    finally:
        execute("pg_ctl", "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty store; gives its URL."""
    if request.param == "postgresql":
        monkeypatch.setenv("OFFICINA_DATABASE_URL", request.getfixturevalue("postgres_server"))
        settings.cache_clear()
    yield settings().store_url
    from workbench.store import database

    with database.engine().begin() as connection:
        for table in ("accounts", "alembic_version"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    database._engine(settings().store_url).dispose()
    database._engine.cache_clear()
    database._migrate.cache_clear()
