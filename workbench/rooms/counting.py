"""What a trainer sees at a glance."""

import time

from sqlalchemy import func, select

from workbench.rooms.presence import count_present
from workbench.rooms.values import Progress
from workbench.store import engine
from workbench.store.tables.answers import answers
from workbench.store.tables.rooms import participants, runs


def progress(room_id: str) -> Progress:
    """How many came, are there, and answered; how many model calls wait and run."""
    with engine("rooms").connect() as connection:
        everybody = select(func.count()).where(participants.c.room == room_id)
        joined = connection.execute(everybody).scalar_one()
        present = count_present(connection, room_id, time.time())
        states = select(runs.c.state, func.count()).where(runs.c.room == room_id).group_by(runs.c.state)
        calls = {state: int(count) for state, count in connection.execute(states)}
    people = func.count(answers.c.participant.distinct())
    by_step = select(answers.c.step, people).where(answers.c.room == room_id).group_by(answers.c.step)
    with engine("answers").connect() as connection:
        answered = {step: int(count) for step, count in connection.execute(by_step)}
    waiting = calls.get("in attesa", 0) + calls.get("trattenuta", 0)
    return Progress(int(joined), present, answered, waiting, calls.get("in corso", 0))
