import time

import pytest
from sqlalchemy import update

from workbench.errors import UserError
from workbench.rooms import (
    Given,
    close,
    extend,
    go_to,
    hold_runs,
    join,
    lock,
    move,
    open_room,
    participant,
    pause,
    resume,
    reveal,
    revision,
    room,
    save_answer,
    set_pace,
    show_timer,
    start,
)
from workbench.store import writing
from workbench.store.tables.rooms import rooms


def later(room_id, seconds):
    """Lets time pass: what was to end then ends sooner."""
    with writing("rooms") as connection:
        connection.execute(update(rooms).where(rooms.c.id == room_id).values(ends=rooms.c.ends - seconds))


def left(found):
    return round(found.ends - time.time()) if found.ends else found.left


def answer(found, person, step=0):
    return save_answer(found, person, Given(person.id, step, "a", 1, "sì", time.time()))


def test_a_room_starts_once_at_its_first_step(store, plan):
    made = start(open_room(plan, "anna").id)
    assert (made.state, made.step, left(made)) == ("in corso", 0, 600)
    later(made.id, 100)
    assert left(start(made.id)) == 500


def test_nothing_moves_before_the_start_or_after_the_end(store, plan):
    made = open_room(plan, "anna")
    for act in (lambda: move(made.id, 1), lambda: extend(made.id, 5)):
        with pytest.raises(UserError, match="iniziata"):
            act()
    close(made.id)
    for act in (lambda: start(made.id), lambda: move(made.id, 1), lambda: extend(made.id, 5)):
        with pytest.raises(UserError, match="chiusa"):
            act()
    assert pause(made.id).state == resume(made.id).state == close(made.id).state == "chiusa"


def test_a_room_moves_in_any_direction_and_the_time_of_the_step_begins_anew(running):
    assert (move(running.id, 2).step, left(room(running.id))) == (2, 300)
    assert (move(running.id, 1).step, left(room(running.id))) == (1, 1200)
    for step in (-1, 3):
        with pytest.raises(UserError, match="passo"):
            move(running.id, step)


def test_a_pause_freezes_answers_and_time(running):
    person, _ = join(running)
    later(running.id, 120)
    frozen = pause(running.id)
    assert (frozen.state, frozen.ends, round(frozen.left)) == ("pausa", None, 480)
    with pytest.raises(UserError, match="pausa"):
        answer(running, person)
    assert round(pause(running.id).left) == 480
    assert left(resume(running.id)) == 480
    assert answer(running, person) == "nuova"


def test_the_seconds_of_all_pauses_are_added_up_and_doing_it_twice_adds_nothing(running, monkeypatch):
    now = time.time()
    for moment, change, paused in (
        (0, pause, 0),
        (10, pause, 0),
        (30, resume, 30),
        (50, resume, 30),
        (100, pause, 30),
        (101.5, resume, 31.5),
        (99, pause, 31.5),
        (98, resume, 31.5),
    ):
        monkeypatch.setattr(time, "time", lambda at=moment: now + at)
        assert change(running.id).paused == pytest.approx(paused), moment
    assert room(running.id).paused == pytest.approx(31.5)


def test_a_room_paused_by_an_earlier_version_goes_on(running):
    pause(running.id)
    with writing("rooms") as connection:
        connection.execute(update(rooms).values(paused_since=None))
    assert resume(running.id).paused == 0


def test_while_paused_a_room_moves_and_gains_time_but_stands_still(running):
    pause(running.id)
    moved = move(running.id, 1)
    assert (moved.state, moved.ends, moved.left) == ("pausa", None, 1200)
    assert extend(running.id, 5).left == 1500


def test_minutes_are_added_to_what_is_left_or_to_now(running):
    assert left(extend(running.id, 5)) == 900
    later(running.id, 2000)
    person, _ = join(running)
    with pytest.raises(UserError, match="tempo"):
        answer(running, person)
    assert left(extend(running.id, 1)) == 60
    assert answer(running, person) == "nuova"
    for minutes in (0, -5, 10_000):
        with pytest.raises(UserError, match="minuti"):
            extend(running.id, minutes)


def test_the_pace_changes_while_the_room_runs_and_people_go_on_from_where_it_is(running):
    person, _ = join(running)
    with pytest.raises(UserError, match="chi conduce"):
        go_to(person, 1)
    move(running.id, 1)
    own = set_pace(running.id, "propria")
    assert (own.pace, left(own)) == ("propria", 1500)
    person = participant(running.id, person.id)
    assert person.step == 1
    assert answer(running, person, 0) == answer(running, person, 1) == "nuova"
    with pytest.raises(UserError, match="non è aperto"):
        answer(running, person, 2)
    person = go_to(person, 2)
    assert answer(running, person, 2) == "nuova"
    guided = set_pace(running.id, "guidata")
    assert (guided.step, left(guided)) == (1, 1200)
    with pytest.raises(UserError, match="non è aperto"):
        answer(running, person, 2)


def test_at_a_free_pace_every_step_is_open_and_in_order_only_the_next(store, plan):
    made = start(open_room(plan, "anna").id)
    set_pace(made.id, "libera")
    person, _ = join(made)
    assert answer(made, person, 2) == "nuova"
    assert go_to(person, 2).step == 2
    for step in (-1, 3):
        with pytest.raises(UserError):
            answer(made, person, step)
        with pytest.raises(UserError):
            go_to(person, step)
    set_pace(made.id, "propria")
    with pytest.raises(UserError, match="non è ancora aperto"):
        go_to(person, 2)


def test_a_locked_room_lets_nobody_new_in(running):
    assert lock(running.id, True).locked
    with pytest.raises(UserError, match="non accoglie"):
        join(running)
    lock(running.id, False)
    join(running)


def test_results_are_hidden_until_revealed(running):
    assert room(running.id).revealed == frozenset()
    assert reveal(running.id, 1, True).revealed == {1}
    assert reveal(running.id, 0, True).revealed == {0, 1}
    assert reveal(running.id, 1, False).revealed == {0}
    with pytest.raises(UserError, match="passo"):
        reveal(running.id, 3, True)


def test_every_change_raises_the_revision_and_no_change_does_not(running):
    acts = [
        lambda: show_timer(running.id, True),
        lambda: hold_runs(running.id, True),
        lambda: lock(running.id, True),
        lambda: reveal(running.id, 0, True),
        lambda: pause(running.id),
        lambda: resume(running.id),
        lambda: set_pace(running.id, "libera"),
        lambda: close(running.id),
    ]
    for act in acts:
        before = revision(running.id)
        act()
        assert revision(running.id) == before + 1
        act()
        assert revision(running.id) == before + 1
