"""A room that runs, with a plan of three steps."""

import pytest

from workbench.rooms import Plan, Room, Step, open_room, start

PLAN = Plan(
    name="prova",
    title="Prova",
    steps=(
        Step(activity="lab-frammenti", minutes=10),
        Step(activity="esercizio-riscrittura", minutes=20),
        Step(activity="soddisfazione", minutes=5),
    ),
)


@pytest.fixture
def plan() -> Plan:
    return PLAN


@pytest.fixture
def running(store: str) -> Room:
    """A guided room at its first step."""
    return start(open_room(PLAN, "anna").id)
