import stat

from workbench.settings import settings
from workbench.store import secret_key


def test_a_key_is_made_once_and_only_its_owner_may_read_it(home):
    first = secret_key("prova")
    assert len(first) >= 48
    assert secret_key("prova") == first != secret_key("altra")
    path = settings().secrets / "prova.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["altra.key", "prova.key"]


def test_sqlite_runs_in_write_ahead_mode(home):
    from workbench.store.database import engine

    with engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
