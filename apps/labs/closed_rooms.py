"""The rooms of a person as a list, and what came of a closed one: means with their intervals, no person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from apps.screen.markup import Cell, Link
from workbench.errors import UserError
from workbench.italian import moment, number, plural
from workbench.jobs import Person
from workbench.publication import THRESHOLDS
from workbench.rooms import Plan, Room, answers_to, list_rooms, progress

READS_ALL = frozenset({"amministratore", "ricercatore"})
"""the other roles see the rooms that they opened"""
FEWEST = THRESHOLDS["apprendimento"]
ROOM_COLUMNS = ("aula", "programma", "stato", "Comune", "aperta", "persone")
PLAN_COLUMNS = ("programma", "che cosa si fa", "passi", "minuti")
RESULT_COLUMNS = ("attività", "misura", "persone", "media", "intervallo al 95 %")


@dataclass(frozen=True)
class Result:
    """The mean of one scale of one step, over the people of the room; no figures under the threshold."""

    step: str
    scale: str
    n: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        if self.mean is None or self.low is None or self.high is None:
            few = f"meno di {FEWEST}"
            return self.step, self.scale, few if self.n < FEWEST else number(self.n), "non si mostra", "–"
        between = f"da {number(self.low, 2)} a {number(self.high, 2)}"
        return self.step, self.scale, number(self.n), number(self.mean, 2), between


def rooms_of(person: Person) -> list[Room]:
    """Those of this person, or all for whoever reads all; the last opened first."""
    return list_rooms(None if person.role in READS_ALL else person.name)


def room_rows(rooms: Iterable[Room]) -> list[tuple[Cell, ...]]:
    return [
        (
            Link(each.code, f"/aule/{each.code}"),
            each.plan.title,
            f"{each.state} (prova generale)" if each.options.rehearsal else each.state,
            each.options.municipality or "–",
            opened(each),
            number(progress(each.id).joined),
        )
        for each in rooms
    ]


def plan_rows(plans: Iterable[Plan]) -> list[tuple[Cell, ...]]:
    return [
        (
            Link(each.title, f"/aule?programma={each.name}"),
            each.description,
            number(len(each.steps)),
            number(sum(step.minutes for step in each.steps)),
        )
        for each in plans
    ]


def title_of(room: Room) -> str:
    people = plural(progress(room.id).joined, "persona", "persone")
    return f"{room.plan.title} · {opened(room)} · {people}"


def opened(room: Room) -> str:
    return moment(datetime.fromtimestamp(room.opened, UTC).isoformat())


def results_of(room: Room) -> list[Result]:
    """Every scale of every step that scores something, in the order of the plan.

    Intervals of `workbench.statistics.mean_interval`: over the people of this room only, who were not drawn
    from anybody: they say how much this mean would move with other people like these.
    """
    found = []
    for place, step in enumerate(room.plan.steps):
        scores = _scores(room, place)
        for scale, values in scores.items():
            found.append(_result(step.title or _title(step.activity), scale.replace("_", " "), values))
    return found


def _scores(room: Room, place: int) -> Mapping[str, list[float]]:
    """Scale -> the points of each person who has them."""
    from apps.labs.activities import activity

    people: dict[str, dict[str, Any]] = {}
    for given in sorted(answers_to(room.id, place), key=lambda each: each.attempt):
        people.setdefault(given.participant, {})[given.item] = given.value
    scales: dict[str, list[float]] = {}
    try:
        at_work = activity(room.plan.steps[place].activity)
    except UserError:  # an activity of an earlier version: the room stays readable
        return scales
    for answers in people.values():
        for scale, points in at_work.score(answers).items():
            if points is not None:
                scales.setdefault(scale, []).append(points)
    return scales


def _result(step: str, scale: str, values: list[float]) -> Result:
    from workbench.statistics import mean_interval

    if len(values) < FEWEST:
        return Result(step, scale, len(values))
    if min(values) == max(values):  # the mean would tell each of them
        return Result(step, scale, len(values))
    interval = mean_interval(values)
    return Result(step, scale, len(values), interval.point, interval.low, interval.high)


def _title(activity_id: str) -> str:
    from apps.labs.activities import activity

    return activity(activity_id).title
