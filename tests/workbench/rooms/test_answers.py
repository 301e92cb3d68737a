import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import update

from workbench.errors import UserError
from workbench.rooms import (
    Given,
    answers_of,
    answers_to,
    close,
    extend,
    hide,
    join,
    open_room,
    progress,
    revision,
    save_answer,
    save_answers,
    start,
)
from workbench.rooms.answers import LONGEST_VALUE
from workbench.store import writing
from workbench.store.tables.rooms import rooms


def given(person, item="a", value="sì", attempt=1, step=0):
    return Given(person.id, step, item, attempt, value, time.time())


def test_an_answer_sent_twice_is_one_answer_and_a_different_one_replaces_it(running):
    person, _ = join(running)
    first = given(person)
    assert save_answer(running, person, first) == "nuova"
    before = revision(running.id)
    assert save_answer(running, person, first) == "uguale"
    assert revision(running.id) == before
    assert save_answer(running, person, given(person, value="no")) == "cambiata"
    assert revision(running.id) == before + 1
    assert [(each.item, each.attempt, each.value) for each in answers_of(person)] == [("a", 1, "no")]


def test_a_form_is_kept_at_once_and_told_once(running):
    person, _ = join(running)
    save_answers(running, person, [given(person, "b", 1), given(person, "c", 2)])
    before = revision(running.id)
    form = [given(person, "c", 3), given(person, "a", 0), given(person, "b", 1)]
    assert save_answers(running, person, form) == ["cambiata", "nuova", "uguale"]
    assert revision(running.id) == before + 1
    assert save_answers(running, person, form) == ["uguale"] * 3
    assert save_answers(running, person, []) == []
    assert revision(running.id) == before + 1
    assert [(each.item, each.value) for each in answers_of(person)] == [("a", 0), ("b", 1), ("c", 3)]


@pytest.mark.parametrize("broken", [{"value": "x" * LONGEST_VALUE}, {"step": 1}, {"item": "a b"}])
def test_of_a_form_with_one_answer_that_cannot_be_kept_nothing_is(running, broken):
    person, _ = join(running)
    before = revision(running.id)
    with pytest.raises(UserError):
        save_answers(running, person, [given(person, "a"), given(person, **({"item": "b"} | broken))])
    assert answers_of(person) == [] and revision(running.id) == before


def test_forms_that_cross_each_other_do_not_lock_each_other_out(running):
    person, _ = join(running)
    forward = [given(person, f"d{number}") for number in range(10)]
    forms = [forward, forward[::-1]] * 15
    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda form: save_answers(running, person, form), forms))
    assert sum(each.count("nuova") for each in told) == 10
    assert len(answers_of(person)) == 10


def test_attempts_items_and_people_are_kept_apart(running):
    person, other = join(running)[0], join(running)[0]
    for whose in (person, other):
        for item in ("a", "b"):
            for attempt in (1, 2):
                assert save_answer(running, whose, given(whose, item, attempt=attempt)) == "nuova"
    assert len(answers_to(running.id, 0)) == 8 and len(answers_of(person)) == 4
    assert answers_to(running.id, 1) == [] == answers_to("altra", 0)
    assert progress(running.id).answered == {0: 2}


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        0.1,
        True,
        "",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\0\u202e\ud800 🙂 'x'; DROP TABLE answers",
        ["uno", "due"],
        {"sì": 7, "no": 3},
        {"a": [{"b": None}]},
    ],
)
def test_any_value_comes_back_as_it_was(running, value):
    person, _ = join(running)
    save_answer(running, person, given(person, value=value))
    assert [each.value for each in answers_of(person)] == [value]


def test_what_is_too_long_or_no_question_is_refused(running):
    person, _ = join(running)
    with pytest.raises(UserError, match="troppo lunga"):
        save_answer(running, person, given(person, value="x" * LONGEST_VALUE))
    for item, attempt in (("", 1), ("x" * 65, 1), ("a b", 1), ("a\0", 1), ("a", 0), ("a", 10**9)):
        with pytest.raises(UserError, match="domanda"):
            save_answer(running, person, given(person, item, attempt=attempt))
    assert answers_of(person) == []


def test_only_a_running_room_takes_answers(store, plan):
    made = open_room(plan, "anna")
    person, _ = join(made)
    with pytest.raises(UserError, match="iniziata"):
        save_answer(made, person, given(person))
    start(made.id)
    save_answer(made, person, given(person))
    with pytest.raises(UserError, match="non è aperto"):
        save_answer(made, person, given(person, step=1))
    close(made.id)
    with pytest.raises(UserError, match="chiusa"):
        save_answer(made, person, given(person, value="no"))


def test_what_was_sent_at_the_last_moment_still_arrives(running):
    person, _ = join(running)
    with writing("rooms") as connection:
        connection.execute(update(rooms).values(ends=time.time() - 1))
    assert save_answer(running, person, given(person)) == "nuova"
    with writing("rooms") as connection:
        connection.execute(update(rooms).values(ends=time.time() - 5))
    with pytest.raises(UserError, match="tempo"):
        save_answer(running, person, given(person, value="no"))
    extend(running.id, 1)
    assert save_answer(running, person, given(person, value="no")) == "cambiata"


def test_what_the_trainer_hides_stays_hidden_when_it_changes(running):
    person, _ = join(running)
    save_answer(running, person, given(person))
    hide(running.id, person.id, 0, "a", 1, True)
    save_answer(running, person, given(person, value="altro"))
    assert [(each.value, each.hidden) for each in answers_to(running.id, 0)] == [("altro", True)]
    hide(running.id, person.id, 0, "a", 1, False)
    assert not answers_of(person)[0].hidden


def test_nobody_answers_for_another(running):
    person, other = join(running)[0], join(running)[0]
    with pytest.raises(ValueError, match="whoever gave it"):
        save_answer(running, person, given(other))


def test_fifty_threads_lose_and_double_nothing(running):
    people = [join(running)[0] for _ in range(25)]
    wanted = [given(person, f"d{number}", value=number) for person in people for number in range(8)]
    twice = [each for each in wanted for _ in range(2)]
    owner = {person.id: person for person in people}
    before = revision(running.id)
    with ThreadPoolExecutor(50) as pool:
        told = list(pool.map(lambda each: save_answer(running, owner[each.participant], each), twice))
    assert told.count("nuova") == told.count("uguale") == len(wanted)
    kept = {(each.participant, each.item): each.value for each in answers_to(running.id, 0)}
    assert kept == {(each.participant, each.item): each.value for each in wanted}
    assert len(answers_to(running.id, 0)) == len(wanted)
    assert revision(running.id) == before + len(wanted)


def test_of_different_answers_sent_at_once_one_stays(running):
    person, _ = join(running)
    values = [replace(given(person), value=number) for number in range(40)]
    with ThreadPoolExecutor(20) as pool:
        told = list(pool.map(lambda each: save_answer(running, person, each), values))
    assert told.count("nuova") == 1 and told.count("cambiata") == 39
    assert [each.value in range(40) for each in answers_of(person)] == [True]


ANSWERING = """
import sys, time, threading
from workbench.rooms import Given, participant, room, save_answer
here = room(sys.argv[1])
people = [participant(here.id, each) for each in sys.argv[2:]]
def answer(person):
    for number in range(100_000):
        save_answer(here, person, Given(person.id, 0, f"d{number}", 1, number, time.time()))
        sys.stdout.write(f"{person.id} {number}\\n"); sys.stdout.flush()
for person in people:
    threading.Thread(target=answer, args=[person]).start()
"""


@pytest.mark.slow
def test_no_answer_that_was_confirmed_is_lost_when_the_process_is_killed(running):
    people = {person.id: person for person, _ in (join(running) for _ in range(4))}
    confirmed: set[tuple[str, int]] = set()
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", ANSWERING, running.id, *people], stdout=subprocess.PIPE, text=True
        )
        told = [child.stdout.readline() for _ in range(200)]
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read().splitlines(keepends=True)
        child.wait()
        lines = [line.split() for line in told if line.endswith("\n")]
        confirmed |= {(person, int(number)) for person, number in lines}
    rows = answers_to(running.id, 0)
    kept = {(each.participant, each.value) for each in rows}
    assert len(confirmed) >= 200 and confirmed <= kept
    assert len(kept - confirmed) <= 3 * len(people), "only what was being saved may be there unconfirmed"
    assert len(rows) == len(kept)
    for person, number in sorted(confirmed)[:50]:
        assert save_answer(running, people[person], given(people[person], f"d{number}", number)) == "uguale"
    assert json.dumps(sorted(kept))
