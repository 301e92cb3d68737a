import pytest
from sqlalchemy import inspect

from workbench.settings import settings
from workbench.store import STORES, create_account, engine, insert_new, list_accounts, prepare_store, writing
from workbench.store import database as store_database
from workbench.store.tables import metadata_of
from workbench.store.tables.accounts import accounts

ROW = {"name": "anna", "role": "formatore", "password_hash": "x", "created": "oggi"}


@pytest.mark.parametrize("name", STORES)
def test_the_migrations_of_a_store_make_exactly_the_tables_of_its_code(store, name):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine(name).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata_of(name)) == []
        made = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert made == set(metadata_of(name).tables)


def test_no_store_sees_the_tables_of_another(store):
    prepare_store()
    seen = {}
    for name in STORES:
        with engine(name).connect() as connection:
            seen[name] = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert len(set().union(*seen.values())) == sum(map(len, seen.values()))


def test_a_row_that_is_there_already_is_not_inserted_again(store):
    with writing("accounts") as connection:
        assert insert_new(connection, accounts, **ROW)
        assert not insert_new(connection, accounts, **ROW)
    assert [account.name for account in list_accounts()] == ["anna"]


def test_what_fails_half_way_leaves_nothing(store):
    with pytest.raises(ZeroDivisionError), writing("accounts") as connection:
        insert_new(connection, accounts, **ROW)
        raise ZeroDivisionError
    assert list_accounts() == []


def test_on_sqlite_the_other_stores_lie_beside_the_accounts(home, monkeypatch):
    assert settings().store_address("rooms") == f"sqlite:///{home}/var/rooms.db"
    monkeypatch.setenv("OFFICINA_DATABASE_URL", "sqlite:////srv/dati/persone.db")
    settings.cache_clear()
    assert settings().store_address("accounts") == "sqlite:////srv/dati/persone.db"
    assert settings().store_address("answers") == "sqlite:////srv/dati/answers.db"


def test_accounts_that_lay_in_the_public_schema_are_found_again(postgres_server, home, monkeypatch, request):
    monkeypatch.setenv("OFFICINA_DATABASE_URL", postgres_server)
    settings.cache_clear()
    create_account("anna", "formatore", "quattro gatti sul tetto")
    with engine().begin() as connection:
        for table in ("accounts", "alembic_version"):
            connection.exec_driver_sql(f"ALTER TABLE accounts.{table} SET SCHEMA public")
        connection.exec_driver_sql("DROP SCHEMA accounts")
    store_database._migrate.cache_clear()
    assert [account.name for account in list_accounts()] == ["anna"]
    with engine().begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA accounts CASCADE")
    store_database._migrate.cache_clear()
    store_database._engine.cache_clear()


def test_every_file_of_tables_is_listed_under_its_store():
    from pathlib import Path

    from workbench.store import tables

    files = {path.stem for path in Path(tables.__file__).parent.glob("*.py")} - {"__init__", "naming"}
    assert files == {file for listed in tables.FILES.values() for file in listed}
