import io
import json

import pytest

from apps.municipal.tenders.__main__ import create_parser
from workbench.errors import UserError

CASE = '{"oggetto": "servizi", "valore": 139999.99, "data": "2026-11-22", "alta_intensita_manodopera": false}'


def _run(monkeypatch: pytest.MonkeyPatch, text: str, *options: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    chosen = create_parser().parse_args(["wizard", *options])
    return chosen.work(chosen)


def test_a_case_in_json_gives_an_advice_in_json(monkeypatch, capsys):
    assert _run(monkeypatch, CASE, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["procedura"], told["soglia_ue"], told["valore_stimato"]) == (
        "affidamento_diretto",
        216_000,
        139_999.99,
    )


def test_without_json_people_read_it_and_the_page_is_written(monkeypatch, capsys, tmp_path):
    assert _run(monkeypatch, CASE, "--html", str(tmp_path / "scheda.html")) == 0
    assert "Affidamento diretto (art. 50 c. 1 lett. b)" in capsys.readouterr().out
    assert (tmp_path / "scheda.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ciao",
        "[]",
        '"servizi"',
        '{"oggetto": "servizi", "valore": NaN, "data": "2026-11-22"}',
        '{"oggetto": "servizi", "valore": -Infinity, "data": "2026-11-22"}',
        '{"oggetto": "servizi", "valore": 1e999999999, "data": "2026-11-22"}',
        '{"oggetto": "servizi", "valore": 1, "valore": 2, "data": "2026-11-22"}',
        '{"oggetto": "servizi", "valore": ' + "9" * 5_000 + ', "data": "2026-11-22"}',
        "[" * 100_000,
        " " * 1_000_001,
    ],
)
def test_what_is_no_case_is_refused_in_italian(monkeypatch, text):
    with pytest.raises(UserError):
        _run(monkeypatch, text, "--json")
