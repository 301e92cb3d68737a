"""What the room answered to a step, as charts without any person; computed once per state of the room."""

from dataclasses import dataclass
from threading import Lock
from typing import Any

from apps.labs.activities import OUTCOME, Chart, Item, activity
from apps.labs.web.shared.judging import outcomes
from apps.labs.web.shared.observing import Observatory
from workbench import rooms
from workbench.errors import UserError
from workbench.italian import number, percent
from workbench.privacy import mask

MOST_KEPT = 200
"""steps of rooms whose charts are kept drawn"""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be drawn: bars (label, share of the longest, words), the wall, a note."""

    title: str
    rows: tuple[tuple[str, float, str], ...]
    words: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class OnTheWall:
    """A text of somebody, as the trainer sees it before the room does: personal data masked already."""

    given: rooms.Given
    text: str


class Results:
    """The charts of every room; a model that is slow to answer holds up nobody's board."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._kept: dict[tuple[str, int], tuple[int, tuple[Drawn, ...]]] = {}
        self._turn = Lock()

    def charts(self, room: rooms.Room, step: int) -> tuple[Drawn, ...]:
        """Raises UserError when the activity of the step is not known here."""
        key, revision = (room.id, step), rooms.revision(room.id)
        with self._turn:  # when results are revealed, all phones ask in the same second
            found = self._kept.get(key)
            if found is None or found[0] != revision:
                found = revision, tuple(_drawn(chart) for chart in self._draw(room, step))
                if len(self._kept) > MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = found
            return found[1]

    def _draw(self, room: rooms.Room, step: int) -> tuple[Chart, ...]:
        at_work, answers = activity(room.plan.steps[step].activity), _answers(room, step)
        with_model = self._observatory.soon(at_work.board, answers, self._observatory.asking(room))
        return with_model if with_model is not None else at_work.board(answers)


def wall_of(room: rooms.Room, step: int) -> list[OnTheWall]:
    """The texts of a step, the latest first, hidden ones included."""
    try:
        walls = {item.id for item in items_of(room, step) if item.kind in ("testo", "richiesta")}
    except UserError:
        return []
    latest: dict[tuple[str, str], rooms.Given] = {}
    for given in rooms.answers_to(room.id, step):
        if given.item in walls and str(given.value or "").strip():
            latest[given.participant, given.item] = given
    ordered = sorted(latest.values(), key=lambda one: -one.saved)
    return [OnTheWall(given, mask(str(given.value))) for given in ordered]


def items_of(room: rooms.Room, step: int) -> list[Item]:
    """Every item of a step, of both forms where there are two."""
    at_work = activity(room.plan.steps[step].activity)
    found = {item.id: item for seed in (0, 1) for screen in at_work.screens(seed) for item in screen.items}
    return list(found.values())


def _answers(room: rooms.Room, step: int) -> list[dict[str, Any]]:
    """One mapping per person: item -> value of the last attempt if not hidden, and what came of prompts."""
    people: dict[str, dict[str, Any]] = {}
    for given in sorted(rooms.answers_to(room.id, step), key=lambda one: one.attempt):
        own = people.setdefault(given.participant, {})
        own[given.item] = given.value
        if given.hidden:
            del own[given.item]
    at_work = activity(room.plan.steps[step].activity)
    # Only prompts have runs, and reading thousands of them for nothing would slow every board.
    runs = rooms.runs_to(room.id, step) if at_work.calls_per_person else ()
    for (participant, item), points in outcomes(at_work.id, runs).items():
        if participant in people:
            people[participant][item + OUTCOME] = points
    return list(people.values())


def _drawn(chart: Chart) -> Drawn:
    values = [value for _, value in chart.rows]
    shares = any(value != int(value) for value in values) and abs(sum(values) - 1) < ROUNDING
    longest = 1.0 if shares else max(values, default=0) or 1.0
    rows = tuple((label, value / longest, _said(value, shares)) for label, value in chart.rows)
    return Drawn(chart.title, rows, tuple(mask(word) for word in chart.words), chart.note)


def _said(value: float, is_share: bool) -> str:
    return percent(value, 0) if is_share else number(value, 0 if value == int(value) else 2)
