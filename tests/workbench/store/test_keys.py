import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from workbench.settings import settings
from workbench.store import secret_key


def test_a_key_is_made_once_and_only_its_owner_may_read_it(home):
    first = secret_key("prova")
    assert len(first) >= 48
    assert secret_key("prova") == first != secret_key("altra")
    path = settings().secrets / "prova.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["altra.key", "prova.key"]


def test_threads_that_ask_for_a_key_first_all_get_the_same(home):
    for name in map(str, range(20)):
        start = Barrier(8)
        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(lambda _: (start.wait(), secret_key(name))[1], range(8)))) == 1  # noqa: B023


def test_every_home_has_keys_of_its_own(home, tmp_path, monkeypatch):
    here = secret_key("prova")
    monkeypatch.setenv("OFFICINA_HOME", str(tmp_path / "altrove"))
    settings.cache_clear()
    assert secret_key("prova") != here == (home / "var/secrets/prova.key").read_text()


def test_sqlite_runs_in_write_ahead_mode(home):
    from workbench.store.database import engine

    with engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
