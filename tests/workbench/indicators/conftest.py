"""Rooms, studies and certificates as people leave them behind, in real stores, through their doors."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest

from workbench.attendance import issue_token, redeem
from workbench.rooms import Given, Plan, Room, RoomOptions, Step, close, join, open_room, save_answer, start
from workbench.studies import Measure, Study, create_study, hand_out, new_card, record_measure

MONTH = f"{date.today():%Y-%m}"
SECRET = "zanzibar"
"""what people write, which must come out nowhere"""


@pytest.fixture(scope="session")
def ready_mlruns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Creating MLflow's tables takes seconds: done once, in a home that every test then moves from."""
    from workbench.settings import settings
    from workbench.tracking import prepare

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFICINA_HOME", str(tmp_path_factory.mktemp("first_home")))
        settings.cache_clear()
        prepare()
        found = settings().mlruns
    settings.cache_clear()
    return found


@pytest.fixture
def place(sqlite_store: str, home: Path, ready_mlruns: Path) -> Iterator[Path]:
    """An empty Officina with MLflow ready."""
    shutil.copytree(ready_mlruns, home / "mlruns")
    yield home


@pytest.fixture
def hold() -> Callable[..., Room]:
    """Holds a room: so many people answer, some only look in; returns it closed."""

    def held(municipality: str, people: int, lookers: int = 0, *, rehearsal: bool = False) -> Room:
        plan = Plan(
            name="prova", title="Primo incontro", steps=(Step(activity="soddisfazione", minutes=5),) * 2
        )
        opened = open_room(
            plan, "anna", RoomOptions(municipality=municipality, rehearsal=rehearsal, pace="libera")
        )
        start(opened.id)
        for number in range(people + lookers):
            someone, _ = join(opened)
            for step in (0, 1) if number < people else ():
                save_answer(opened, someone, Given(someone.id, step, "q", 1, SECRET, time.time()))
        return close(opened.id)

    return held


@pytest.fixture
def certify() -> Callable[[Room, int], None]:
    """So many people of a closed room take their certificate."""

    def done(room: Room, people: int) -> None:
        for number in range(people):
            redeem(issue_token(room, 60), f"{SECRET.capitalize()} {'abcdefghijklmnop'[number]}")

    return done


@pytest.fixture
def study(place: Path) -> Study:
    found = create_study("pilota", municipalities=["Rho", "Legnano", "Bollate"], primary="prova", seed=2026)
    hand_out("pilota", "Rho", 24)
    return found


@pytest.fixture
def measure_people(study: Study) -> Callable[..., list[str]]:
    """So many people of a municipality are measured before, and all but the last `lost` after."""

    def measured(people: int, *, municipality: str = "Rho", lost: int = 0, timed: bool = False) -> list[str]:
        chance, cards = Random(7), [new_card() for _ in range(people)]
        for wave in ("prima", "dopo"):
            there = cards if wave == "prima" else cards[: people - lost]
            for card in there:
                score = chance.randint(2, 6) + (3 if wave == "dopo" else 0)
                seconds = chance.uniform(200, 400) * (0.8 if wave == "dopo" else 1.0) if timed else None
                record_measure("pilota", card, Measure(wave, municipality, "prova-a", score, 12, seconds))  # type: ignore[arg-type]
        return cards

    return measured
