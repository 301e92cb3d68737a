import json
from pathlib import Path

import pytest

from apps.impact.__main__ import main
from workbench.indicators import guarantees, list_cards

STUDY = ["study", "pilota", "--municipality", "Rho", "--municipality", "Legnano", "--primary", "test"]


def test_nothing_measured_is_null_and_no_error(sqlite_store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--municipality", "Rho", "--period", "2026-11"]) == 0
    assert json.loads(capsys.readouterr().out) == {each.code: None for each in list_cards()}


def test_a_wrong_month_is_explained(sqlite_store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", "--period", "novembre"]) == 4
    assert "2026-11" in capsys.readouterr().err


def test_publishing_nothing_says_so_for_every_indicator(
    sqlite_store: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["indicators", "--publish"]) == 0
    assert capsys.readouterr().out.count("non misurato") == len(list_cards())
    assert not (home / "mlruns").exists()


def test_a_study_is_drawn_once_and_analysed(sqlite_store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*STUDY, "--seed", "2026"]) == 0
    assert "sha256sum" in capsys.readouterr().out
    assert main([*STUDY, "--seed", "2027"]) == 4
    assert main(["analyse", "pilota"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert json.loads(printed[-1])["flow"]["paired"] == 0
    assert "Che cosa questi dati non possono dire:" in printed


def test_guarantees_are_those_of_the_page(sqlite_store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guarantees"]) == 0
    printed = capsys.readouterr().out
    assert all(section.title in printed for section in guarantees())
