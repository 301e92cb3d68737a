import pytest

from apps.gate import LOCAL, person_from_headers, refuse_open_network
from apps.gate.people import OPENS
from workbench.errors import UserError
from workbench.settings import settings
from workbench.store import ROLES, create_account, disable_account

PASSWORD = "quattro gatti sul tetto"


@pytest.fixture(params=["OFFICINA_HOST=0.0.0.0", 'OFFICINA_PUBLIC_ORIGINS=["https://officina.comune.it"]'])
def network(request, home, monkeypatch):
    """Both ways to serve a network: a public address, or a TLS proxy in front of loopback."""
    name, _, value = request.param.partition("=")
    monkeypatch.setenv(name, value)
    settings.cache_clear()


def test_a_network_address_is_refused_without_administrator(network):
    with pytest.raises(UserError, match="account add"):
        refuse_open_network()
    create_account("anna", "ricercatore", PASSWORD)
    with pytest.raises(UserError, match="amministratore"):
        refuse_open_network()


def test_a_network_address_is_served_once_somebody_is_in_charge(network):
    create_account("anna", "amministratore", PASSWORD)
    refuse_open_network()


def test_a_shut_out_administrator_is_nobody(network):
    create_account("anna", "amministratore", PASSWORD)
    create_account("bruno", "amministratore", PASSWORD)
    disable_account("anna")
    refuse_open_network()


def test_loopback_needs_nobody(home):
    refuse_open_network()


def test_without_the_door_a_page_knows_the_local_person_only_when_there_are_no_accounts(home):
    assert person_from_headers({}) == LOCAL
    create_account("anna", "ricercatore", PASSWORD)
    with pytest.raises(UserError, match="chi sta chiedendo"):
        person_from_headers({})


def test_the_table_of_roles_names_known_roles_only():
    assert all(roles <= set(ROLES) for roles in OPENS.values())
