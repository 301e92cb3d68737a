"""A real room that has been held and closed, and tokens from it."""

from collections.abc import Callable

import pytest

from workbench import attendance, rooms

TITLE = "Perché l'IA sbaglia: città, età, università"


@pytest.fixture
def held_room(store: str) -> Callable[..., rooms.Room]:
    """Opens a room of one pause, starts it and closes it again."""

    def held(*, closed: bool = True, municipality: str = "Legnano", rehearsal: bool = False) -> rooms.Room:
        plan = rooms.Plan(name="prova", title=TITLE, steps=(rooms.Step(activity="pausa", minutes=5),))
        options = rooms.RoomOptions(municipality=municipality, rehearsal=rehearsal)
        opened = rooms.open_room(plan, "carla", options)
        rooms.start(opened.id)
        return rooms.close(opened.id) if closed else rooms.room(opened.id)

    return held


@pytest.fixture
def token(held_room: Callable[..., rooms.Room]) -> str:
    return attendance.issue_token(held_room(), 52)
