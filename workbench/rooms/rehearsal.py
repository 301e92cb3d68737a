"""A rehearsal: invented participants who go through the same doors as real ones."""

import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from workbench.errors import UserError
from workbench.rooms.answers import save_answer
from workbench.rooms.opening import room
from workbench.rooms.people import go_to, join
from workbench.rooms.presence import touch
from workbench.rooms.steering import move, start
from workbench.rooms.values import Given, Participant, Room

Answers = Callable[[int, Random], Mapping[str, Any]]
"""step, chance -> item -> value"""


def rehearse(room_id: str, people: int, answer: Answers, seed: int = 0) -> int:
    """Lets `people` invented participants answer every step; gives the number of answers they gave.

    Raises:
        UserError: in a room that was not opened for a rehearsal, so that nothing invented is counted.
    """
    here = room(room_id)
    if not here.options.rehearsal:
        raise UserError(
            "Quest'aula non è una prova: i partecipanti inventati si mescolerebbero a quelli veri.",
            value=here.code,
            remedy="Aprire un'aula di prova.",
        )
    here = start(room_id)
    crowd = [join(here)[0] for _ in range(people)]
    chance = Random(seed)
    given = 0
    for step in range(len(here.plan.steps)):
        if here.pace == "guidata":
            move(here.id, step)
        else:
            crowd = [go_to(person, step) for person in crowd]
        given += sum(_answer(here, person, step, answer(step, chance)) for person in crowd)
    return given


def _answer(here: Room, person: Participant, step: int, values: Mapping[str, Any]) -> int:
    touch(person)
    for item, value in values.items():
        save_answer(here, person, Given(person.id, step, item, 1, value, time.time()))
    return len(values)
