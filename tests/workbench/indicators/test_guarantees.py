from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from workbench.indicators import guarantees, looker
from workbench.jobs import Person
from workbench.publication import THRESHOLDS, note_access
from workbench.rooms import Room
from workbench.settings import settings
from workbench.store import STORES


def lines() -> str:
    return "\n".join(line for section in guarantees() for line in section.lines)


def test_every_store_every_threshold_and_every_retention_is_told(place: Path) -> None:
    told = lines()
    assert all(f"archivio «{store}»" in told for store in STORES)
    assert all(topic.capitalize() in told for topic in THRESHOLDS)
    assert f"{settings().text_days} giorni" in told and f"{settings().technical_days} giorni" in told
    assert all(section.title and section.lines for section in guarantees())


def test_the_page_follows_the_configuration(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFICINA_TEXT_DAYS", "47")
    monkeypatch.setenv("OFFICINA_ALLOW_NETWORK", "true")
    settings.cache_clear()
    told = lines()
    assert "47 giorni" in told and "Nulla esce da questo computer" not in told


def test_who_looked_is_told_by_role_and_never_by_name(place: Path) -> None:
    for name in ("anna", "bruno", "anna"):
        note_access(looker(Person(name, "formatore")), "indicatori, Rho")
    note_access("senza ruolo", "indicatori, Legnano")
    told = lines()
    assert "formatore: indicatori, Rho (3 volte)" in told
    assert "anna" not in told and "bruno" not in told and "senza ruolo" not in told


def test_a_refusal_is_told_without_its_figures(place: Path, hold: Callable[..., Room]) -> None:
    from workbench.errors import UserError
    from workbench.indicators import compute, publish

    hold("Rho", 6)
    month = f"{date.today():%Y-%m}"
    publish(compute("R03", "Rho", month))  # type: ignore[arg-type]
    hold("Rho", 7)
    with pytest.raises(UserError):
        publish(compute("R03", "Rho", month))  # type: ignore[arg-type]
    assert "Rifiuti: 1" in lines() and "rifiutata «Persone coinvolte: persone, Rho»" in lines()
