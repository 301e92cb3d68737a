"""A room full of invented people, for whoever wants to see a plan at work before anybody is there."""

from collections.abc import Mapping
from random import Random
from typing import Any

from apps.labs.activities import activity
from apps.labs.activities.inventing import invented_answers
from workbench import rooms

PEOPLE = 20


def invite(room: rooms.Room, people: int = PEOPLE, seed: int = 0) -> int:
    """Lets invented people answer every step; gives the number of answers kept."""
    steps = room.plan.steps

    def answer(step: int, chance: Random) -> Mapping[str, Any]:
        return invented_answers(activity(steps[step].activity), chance)

    return rooms.rehearse(room.id, people, answer, seed)
