import io

import pytest

from apps.__main__ import main
from workbench.store import check_password

PASSWORD = "quattro gatti sul tetto"


@pytest.fixture
def typed(monkeypatch):
    """What comes through a pipe instead of the keyboard."""

    def typed(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return typed


def test_a_person_is_added_listed_and_changed(home, typed, capsys):
    typed(PASSWORD + "\n")
    assert main(["account", "add", "Anna", "--role", "amministratore"]) == 0
    typed(PASSWORD + "\n")
    assert main(["account", "add", "bruno", "--role", "formatore"]) == 0
    assert main(["account", "role", "bruno", "--role", "ricercatore"]) == 0
    assert main(["account", "disable", "bruno"]) == 0
    capsys.readouterr()
    assert main(["account", "list"]) == 0
    assert capsys.readouterr().out == "anna\tamministratore\tammessa\nbruno\tricercatore\tesclusa\n"
    typed("altri gatti sul tetto\n")
    assert main(["account", "password", "anna"]) == 0
    assert check_password("anna", PASSWORD) is None


def test_what_is_wrong_is_said_in_italian_with_code_4(home, typed, capsys):
    typed("corta\n")
    assert main(["account", "add", "anna", "--role", "formatore"]) == 4
    assert "caratteri" in capsys.readouterr().err
    assert main(["account", "disable", "nessuno"]) == 4


def test_without_accounts_the_list_explains_what_that_means(home, capsys):
    main(["account", "list"])
    assert "senza login" in capsys.readouterr().out


def test_a_key_for_programs_is_written(home, typed, capsys):
    from apps.gate.sessions import read_program_key

    typed(PASSWORD + "\n")
    main(["account", "add", "anna", "--role", "ricercatore"])
    capsys.readouterr()
    assert main(["account", "key", "anna"]) == 0
    claim = read_program_key(capsys.readouterr().out.strip())
    assert claim is not None and claim.name == "anna"
