"""Charts of a room: drawn by one at a time and kept for a moment, whoever asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from apps.labs.activities import Chart
from apps.labs.web.shared import results as results_module
from apps.labs.web.shared.observing import Observatory
from apps.labs.web.shared.results import KEPT_SECONDS, OLDEST_SECONDS, Drawing, Results
from workbench import rooms
from workbench.backends import ScriptedBackend


class Counting(Results):
    """Counts its drawings, and can be held up."""

    def __init__(self) -> None:
        super().__init__(Observatory(ScriptedBackend(otherwise="")))
        self.drawn = 0
        self.going_on = threading.Event()
        self.going_on.set()

    def _draw(self, room: rooms.Room, step: int) -> tuple[Chart, ...]:
        self.drawn += 1
        self.going_on.wait(5)
        return (Chart(f"disegno {self.drawn}", ()),)


@pytest.fixture
def results() -> Counting:
    return Counting()


def changed(room: rooms.Room) -> rooms.Room:
    rooms.join(room)
    return rooms.room(room.id)


def made_older(results: Results, seconds: float) -> None:
    """As if the last drawing had been begun earlier."""
    for easel in results._easels.values():
        last = easel.drawing
        easel.drawing = Drawing(last.charts, last.revision, last.begun - seconds)


def test_a_drawing_serves_for_a_second_whatever_changes_and_says_that_it_is_behind(results, room):
    first = results.drawing(room, 0)
    assert first.again_in(room) == 0
    later = changed(room)
    assert results.drawing(later, 0) is first and first.again_in(later) == 1
    made_older(results, KEPT_SECONDS)
    second = results.drawing(later, 0)
    assert second.charts[0].title == "disegno 2" and second.again_in(later) == 0


def test_as_long_as_nothing_changes_nothing_is_drawn_again(results, room):
    results.drawing(room, 0)
    made_older(results, 3600)
    results.drawing(room, 0)
    assert results.drawn == 1


def test_a_hundred_phones_at_once_cost_one_drawing(results, room):
    with ThreadPoolExecutor(30) as pool:
        assert len({id(one) for one in pool.map(lambda _: results.drawing(room, 0), range(100))}) == 1
    assert results.drawn == 1


def test_while_one_draws_the_others_take_the_last_drawing_if_it_is_not_too_old(results, room):
    first = results.drawing(room, 0)
    later = changed(room)
    made_older(results, KEPT_SECONDS)
    results.going_on.clear()
    with ThreadPoolExecutor(2) as pool:
        drawing = pool.submit(results.drawing, later, 0)
        while results.drawn < 2:
            time.sleep(0.01)
        assert results.drawing(later, 0).charts == first.charts
        made_older(results, OLDEST_SECONDS)
        waiting = pool.submit(results.drawing, later, 0)
        time.sleep(0.1)
        assert not waiting.done()
        results.going_on.set()
        assert waiting.result(5) is drawing.result(5)
    assert results.drawn == 2


def test_one_room_does_not_wait_for_the_charts_of_another(results, room, another_room):
    results.drawing(another_room, 0)
    results.going_on.clear()
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(results.drawing, room, 0)
        while results.drawn < 2:
            time.sleep(0.01)
        assert results.drawing(another_room, 0).charts[0].title == "disegno 1"
        results.going_on.set()
        slow.result(5)


def test_what_the_trainer_hides_is_off_the_next_drawing(results, room, another_room):
    results.drawing(room, 0), results.drawing(another_room, 0)
    results.forget(room.id)
    assert results.drawing(room, 0).charts[0].title == "disegno 3"
    assert results.drawing(another_room, 0).charts[0].title == "disegno 2"


def test_only_so_many_drawings_are_kept(results, room, monkeypatch):
    monkeypatch.setattr(results_module, "MOST_KEPT", 2)
    for step in range(10):
        results.drawing(room, step)
    assert len(results._easels) <= 3
