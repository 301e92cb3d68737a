"""Rooms from the command line: what a researcher or a nervous trainer tries before anybody is there."""

import re
from pathlib import Path

import pytest

from apps.labs.__main__ import main
from workbench.errors import USER_ERROR_EXIT


def test_a_rehearsal_is_opened_filled_closed_and_read(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "prova-e-misura", "--people", "6"]) == 0
    told = capsys.readouterr().out
    code = re.search(r"Aula (\w{6}): 6 persone inventate", told)
    assert code
    assert main(["results", code[1]]) == 0
    assert "La prova\ttotale\t6" in capsys.readouterr().out


def test_the_results_of_few_people_are_not_shown(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["rehearse", "prova-e-misura", "--people", "4"])
    code = re.search(r"Aula (\w{6})", capsys.readouterr().out)
    assert code
    main(["results", code[1]])
    assert "meno di 5" in capsys.readouterr().out


def test_an_unknown_plan_or_room_is_told_in_italian(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rehearse", "non-esiste"]) == USER_ERROR_EXIT
    assert main(["results", "ABCDEF"]) == USER_ERROR_EXIT
    assert "non-esiste" in capsys.readouterr().err


def test_plans_and_retention_are_listed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plans"]) == 0
    assert main(["retention"]) == 0
    told = capsys.readouterr().out
    assert "primo-incontro" in told
    assert "0\tpresenze, dopo 21 giorni" in told
