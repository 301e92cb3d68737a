"""The address on the wall: one that phones reach, or a sentence that they cannot."""

import pytest

from apps.labs.web.shared import addresses
from workbench.settings import settings


@pytest.fixture
def at(home, monkeypatch):
    def set_up(host: str, *origins: str):
        monkeypatch.setenv("OFFICINA_HOST", host)
        monkeypatch.setenv("OFFICINA_PUBLIC_ORIGINS", str(list(origins)).replace("'", '"'))
        settings.cache_clear()
        return addresses.reach()

    return set_up


def test_alone_on_this_computer_it_says_so(at):
    found = at("127.0.0.1")
    assert found.only_here and found.short == "127.0.0.1:8800/v"


def test_the_public_origin_comes_first(at):
    found = at("0.0.0.0", "https://officina.comune.it/", "http://10.0.0.7:8800")
    assert found.short == "officina.comune.it/v" and found.others == ("http://10.0.0.7:8800",)
    assert addresses.join_address("ABC234") == "https://officina.comune.it/v/ABC234"


def test_open_to_the_network_it_names_addresses_of_this_machine(at, monkeypatch):
    monkeypatch.setattr(addresses, "network_addresses", lambda: ["192.168.1.5", "10.8.0.2"])
    found = at("0.0.0.0")
    assert found.short == "192.168.1.5:8800/v" and found.others == ("http://10.8.0.2:8800",)
    monkeypatch.setattr(addresses, "network_addresses", list)
    assert at("0.0.0.0").only_here


def test_addresses_of_this_machine_are_never_loopback(home):
    assert all(not one.startswith(("127.", "169.254.")) for one in addresses.network_addresses())


def test_a_bound_address_is_the_address(at):
    assert at("192.168.7.7").short == "192.168.7.7:8800/v"
    assert at("fd00::7").address == "http://[fd00::7]:8800"


def test_the_qr_is_inline_black_on_white(home):
    drawn = addresses.qr("http://192.168.1.5:8800/v/ABC234")
    assert drawn.startswith("<svg") and "http" not in drawn and 'class="qr"' in drawn
