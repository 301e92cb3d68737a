"""The console of one room: what happens in it, and every button to steer it."""

import time
from dataclasses import dataclass

from starlette.responses import Response

from apps.labs.activities import activity
from apps.labs.web.console.estimate import TOGETHER, Load, loads, rate_of
from apps.labs.web.console.leading import here, who
from apps.labs.web.shared.addresses import Reach, join_address, qr, reach
from apps.labs.web.shared.offering import offered
from apps.labs.web.shared.page import html
from apps.labs.web.shared.results import Drawing, OnTheWall, Results, wall_of
from apps.labs.web.shared.visit import Visit
from workbench import rooms
from workbench.errors import UserError
from workbench.italian import duration

PEOPLE = (10, 30, 60)
"""for how many people the time of the model is said, beside those who are there"""
WORDS = {
    "attesa": "In attesa di iniziare",
    "in corso": "In corso",
    "pausa": "In pausa",
    "chiusa": "Chiusa",
}
PACE_WORDS = {
    "guidata": "Guidata: tutti al passo di chi conduce",
    "propria": "Propria: in ordine, ciascuno alla sua velocità",
    "libera": "Libera: in qualunque ordine",
}


@dataclass(frozen=True)
class StepLine:
    """One line of the list of steps."""

    number: int
    title: str
    minutes: int
    problem: str
    answered: int
    revealed: bool
    is_current: bool


@dataclass(frozen=True)
class Invitation:
    """How to get in."""

    reach: Reach
    address: str
    qr: str


def invitation(room: rooms.Room) -> Invitation:
    address = join_address(room.code)
    return Invitation(reach(), address, qr(address))


def show(room: rooms.Room, visit: Visit, results: Results) -> Response:
    """The whole console; the script draws it again when anything in the room changes."""
    progress = rooms.progress(room.id)
    current = room.step if 0 <= room.step < len(room.plan.steps) else None
    drawing = _drawing(room, current, results)
    return html(
        "aule/aula.html",
        room=room,
        here=here(room),
        progress=progress,
        steps=step_lines(room, progress),
        current=current,
        invitation=invitation(room),
        model_time=model_time(room, progress.joined),
        charts=drawing.charts,
        again_in=drawing.again_in(room),
        wall=_wall(room, current),
        words=WORDS,
        paces=PACE_WORDS,
        now=time.time(),
        may_write=who(visit).role != "ricercatore",
    )


def step_lines(room: rooms.Room, progress: rooms.Progress) -> list[StepLine]:
    lines = []
    for number, step in enumerate(room.plan.steps):
        problem, title = "", step.title
        try:
            at_work = activity(step.activity)
            title = title or at_work.title
            found = offered(at_work, room.options.model)
            problem = "" if found.offered else found.words
        except UserError as error:
            problem = error.problem
        lines.append(
            StepLine(
                number,
                title or step.activity,
                step.minutes,
                problem,
                progress.answered.get(number, 0),
                number in room.revealed,
                number == room.step,
            )
        )
    return lines


@dataclass(frozen=True)
class ModelTime:
    """What the trainer is told before starting."""

    rows: tuple[tuple[int, str], ...]
    """people, how long the model works for them"""
    rate: float | None
    together: int
    calls: int
    """of one person"""


def model_time(room: rooms.Room, joined: int) -> ModelTime | None:
    """How long the model will work for the whole plan; None when no step asks a model."""
    try:
        one = loads(room.plan, 1, 1.0)
    except UserError:
        return None  # the list of steps says which activity is not known here
    if not one:
        return None
    rate = rate_of(room.options.model)
    people = sorted({*PEOPLE, *([joined] if joined else [])})
    rows = (
        tuple((number, duration(_seconds(loads(room.plan, number, rate)))) for number in people)
        if rate
        else ()
    )
    return ModelTime(rows, rate, TOGETHER, sum(load.calls for load in one))


def _seconds(found: list[Load]) -> float:
    return float(round(sum(load.seconds for load in found)))


def _drawing(room: rooms.Room, step: int | None, results: Results) -> Drawing:
    try:
        if step is not None:
            return results.drawing(room, step)
    except UserError:
        pass  # the list of steps says which activity is not known here
    return Drawing(revision=room.revision)


def _wall(room: rooms.Room, step: int | None) -> list[OnTheWall]:
    return wall_of(room, step) if step is not None else []
