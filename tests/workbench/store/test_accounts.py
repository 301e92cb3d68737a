import time

import pytest

from workbench.errors import UserError
from workbench.store import (
    administrator_exists,
    change_password,
    change_role,
    check_password,
    create_account,
    disable_account,
    list_accounts,
    prepare_store,
)
from workbench.store import database as store_database

PASSWORD = "quattro gatti sul tetto"


def test_an_account_opens_with_its_password_only(store):
    create_account("Anna", "ricercatore", PASSWORD)
    found = check_password("anna", PASSWORD)
    assert found is not None
    assert (found.name, found.role, found.disabled) == ("anna", "ricercatore", False)
    assert check_password("anna", PASSWORD + "!") is None
    assert check_password("nessuno", PASSWORD) is None


def test_an_unknown_name_costs_as_much_time_as_a_wrong_password(store):
    create_account("anna", "ricercatore", PASSWORD)
    check_password("riscaldamento", "x")

    def shortest(name: str) -> float:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            check_password(name, "sbagliata")
            times.append(time.perf_counter() - start)
        return min(times)

    assert 0.4 < shortest("nessuno") / shortest("anna") < 2.5


def test_the_password_is_not_kept(store):
    create_account("anna", "ricercatore", PASSWORD)
    with store_database.engine().connect() as connection:
        kept = connection.exec_driver_sql("SELECT password_hash FROM accounts").scalar_one()
    assert kept.startswith("$argon2id$") and PASSWORD not in kept


@pytest.mark.parametrize("name", ["", "a", "due parole", "../var", "locale", "x" * 70, "a\nb"])
def test_a_malformed_name_is_refused(store, name):
    with pytest.raises(UserError, match="nome"):
        create_account(name, "ricercatore", PASSWORD)


def test_the_same_name_in_capitals_is_the_same_person(store):
    create_account("anna", "ricercatore", PASSWORD)
    with pytest.raises(UserError, match="già"):
        create_account("ANNA", "formatore", PASSWORD)


@pytest.mark.parametrize("password", ["corta", "aaaaaaaaaaaa", "anna anna anna", "x" * 300])
def test_a_weak_password_is_refused_and_never_repeated(store, password):
    with pytest.raises(UserError) as caught:
        create_account("anna", "ricercatore", password)
    assert password not in str(caught.value)


def test_an_unknown_role_is_refused_with_the_known_ones(store):
    with pytest.raises(UserError, match="formatore"):
        create_account("anna", "padrone", PASSWORD)


def test_a_disabled_account_does_not_open_and_can_return(store):
    create_account("anna", "ricercatore", PASSWORD)
    disable_account("anna")
    assert check_password("anna", PASSWORD) is None
    disable_account("anna", disabled=False)
    assert check_password("anna", PASSWORD) is not None


def test_the_last_administrator_stays(store):
    create_account("anna", "amministratore", PASSWORD)
    with pytest.raises(UserError, match="unica"):
        disable_account("anna")
    with pytest.raises(UserError, match="unica"):
        change_role("anna", "formatore")
    create_account("bruno", "amministratore", PASSWORD)
    disable_account("anna")
    assert administrator_exists()


def test_a_new_password_changes_the_stamp_of_the_sessions(store):
    before = create_account("anna", "ricercatore", PASSWORD)
    after = change_password("anna", "un altro tetto di gatti")
    assert before.stamp != after.stamp
    assert check_password("anna", PASSWORD) is None


def test_accounts_are_listed_by_name(store):
    for name in ("carlo", "anna", "bruno"):
        create_account(name, "formatore", PASSWORD)
    assert [account.name for account in list_accounts()] == ["anna", "bruno", "carlo"]
    with pytest.raises(UserError, match="anna, bruno, carlo"):
        change_role("dario", "formatore")


def test_preparing_twice_keeps_everything(store):
    create_account("anna", "ricercatore", PASSWORD)
    store_database._migrate.cache_clear()
    prepare_store()
    assert [account.name for account in list_accounts()] == ["anna"]


def test_a_store_from_the_future_is_refused(store):
    with store_database.engine().begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'domani'")
    store_database._migrate.cache_clear()
    with pytest.raises(UserError, match="più recente"):
        prepare_store()
    with store_database._engine(store).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'accounts_0001'")


def test_many_first_requests_at_once_prepare_the_store_once(store: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        assert [list(found) for found in pool.map(lambda _: list_accounts(), range(16))] == [[]] * 16
