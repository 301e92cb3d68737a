"""What the room answered to a step, as charts without any person; drawn at most once a second."""

import time
from dataclasses import dataclass, field
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
KEPT_SECONDS = 1.0
"""a drawing is shown at least so long: each answer changes the room, and a room sends ten in a second"""
OLDEST_SECONDS = 2.0
"""while another one is being drawn, only an older drawing is waited for"""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Drawn:
    """A chart ready to be drawn: bars (label, share of the longest, words), the wall, a note."""

    title: str
    rows: tuple[tuple[str, float, str], ...]
    words: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Drawing:
    """The charts of a step as they were at one revision of the room."""

    charts: tuple[Drawn, ...] = ()
    revision: int = 0
    begun: float = 0.0
    """by the monotonic clock"""

    @property
    def age(self) -> float:
        """Seconds since its answers were read."""
        return time.monotonic() - self.begun

    def again_in(self, room: rooms.Room) -> int:
        """Seconds after which a page that stays open asks again; 0 when this is how the room stands."""
        return int(self.revision < room.revision)


@dataclass
class _Easel:
    """Where the charts of one step are drawn: by one at a time, whoever asks."""

    turn: Lock = field(default_factory=Lock)
    drawing: Drawing | None = None


@dataclass(frozen=True)
class OnTheWall:
    """A text of somebody, as the trainer sees it before the room does: personal data masked already."""

    given: rooms.Given
    text: str


class Results:
    """The charts of every room; a model that is slow to answer holds up nobody's board."""

    def __init__(self, observatory: Observatory) -> None:
        self._observatory = observatory
        self._easels: dict[tuple[str, int], _Easel] = {}

    def drawing(self, room: rooms.Room, step: int) -> Drawing:
        """As the room stands, or stood not long ago: see `KEPT_SECONDS`.

        Raises UserError when the activity of the step is not known here.
        """
        if len(self._easels) > MOST_KEPT:
            self._easels.clear()
        easel = self._easels.setdefault((room.id, step), _Easel())
        last = easel.drawing
        if last and _serves(last, room):
            return last
        # When results are revealed, all phones ask in the same second.
        if not easel.turn.acquire(blocking=last is None or last.age > OLDEST_SECONDS):
            assert last
            return last
        try:
            last = easel.drawing
            if last is None or not _serves(last, room):
                begun = time.monotonic()
                charts = tuple(_drawn(chart) for chart in self._draw(room, step))
                # The revision was read before the answers: it never promises more than is drawn.
                last = easel.drawing = Drawing(charts, room.revision, begun)
            return last
        finally:
            easel.turn.release()

    def forget(self, room_id: str) -> None:
        """What was taken off the wall must not be shown for another second."""
        for key in [key for key in list(self._easels) if key[0] == room_id]:
            self._easels.pop(key, None)

    def _draw(self, room: rooms.Room, step: int) -> tuple[Chart, ...]:
        at_work, answers = activity(room.plan.steps[step].activity), _answers(room, step)
        with_model = self._observatory.soon(at_work.board, answers, self._observatory.asking(room))
        return with_model if with_model is not None else at_work.board(answers)


def _serves(drawing: Drawing, room: rooms.Room) -> bool:
    return drawing.revision >= room.revision or drawing.age < KEPT_SECONDS


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
