import time

import pytest

from apps.labs.activities import Asking, activity
from apps.labs.activities.timed_task import PAUSED, START, STOP, TIME
from workbench.backends import ScriptedBackend
from workbench.errors import UserError

TASK = activity("compito-a-tempo")
FORMS = pytest.mark.parametrize("seed", [0, 1], ids=["a", "b"])


def form_of(seed):
    return ("b" if seed else "a"), TASK.forms["b" if seed else "a"]


def solved(seed):
    name, form = form_of(seed)
    right = {f"{name}-{fact.id}": "OK" if fact.right else fact.accepted[0] for fact in form.facts}
    return right | {START: {TIME: 1000.0}, STOP: {TIME: 1090.5}}


@FORMS
def test_who_finds_everything_has_full_quality_and_the_seconds_of_the_server(seed):
    assert TASK.score(solved(seed)) == {"qualita": 1.0, "secondi": 90.5}


@FORMS
def test_saying_ok_to_everything_finds_no_error(seed):
    name, form = form_of(seed)
    lazy = solved(seed) | {f"{name}-{fact.id}": "ok" for fact in form.facts}
    assert TASK.score(lazy)["qualita"] == sum(fact.right for fact in form.facts) / 8


@FORMS
def test_the_notice_says_what_the_label_quotes_and_the_act_what_is_right(seed):
    _, form = form_of(seed)
    notice, act = (" ".join(text.split()).lower().replace(",00", "") for text in (form.notice, form.act))
    for fact in form.facts:
        words = fact.label.split("«")[1].rstrip("»").lower().replace("determinazione", "").split()
        assert all(word in notice for word in words), fact.id
        if not fact.right:
            accepted = fact.accepted[0].lower().replace("anni", "").split()
            assert all(word in act for word in accepted), fact.id
            assert not fact.is_solved(fact.label.split("«")[1].rstrip("»"))


def test_the_two_forms_are_parallel():
    a, b = TASK.forms["a"], TASK.forms["b"]
    assert sum(fact.right for fact in a.facts) == sum(fact.right for fact in b.facts)
    assert 0.8 < len(a.source) / len(b.source) < 1.25


@pytest.mark.parametrize("written", ["18.000 euro", "€ 18.000,00", "18000", " 18.000 Euro "])
def test_an_amount_is_right_however_it_is_written(written):
    fact = next(fact for fact in TASK.forms["a"].facts if fact.id == "isee")
    assert fact.is_solved(written)
    assert not fact.is_solved("15.000 euro")
    assert not fact.is_solved("ok")


def test_the_clock_is_the_one_of_the_server():
    before = time.time()
    value = TASK.check(START, "si", 0)
    assert before - 0.01 <= value[TIME] <= time.time() + 0.01
    with pytest.raises(UserError):
        TASK.check(START, {TIME: 5}, 0)


def test_a_pause_of_the_room_is_no_time_of_work():
    clocks = {START: {TIME: 1000.0, PAUSED: 40.0}, STOP: {TIME: 5090.0, PAUSED: 4040.0}}
    assert TASK.score(solved(0) | clocks) == {"qualita": 1.0, "secondi": 90.0}
    longer_than_allowed = {STOP: {TIME: 1000.0 + 3700, PAUSED: 99.0}}
    assert TASK.score(solved(0) | longer_than_allowed)["secondi"] is None


def test_the_pauses_go_with_the_clocks_only():
    assert TASK.with_pauses(START, {TIME: 5.0}, 2.0) == {TIME: 5.0, PAUSED: 2.0}
    assert TASK.with_pauses("a-isee", "18.000 euro", 2.0) == "18.000 euro"


def test_both_clocks_count_once():
    items = {item.id: item for screen in TASK.screens(0) for item in screen.items}
    assert items[START].once
    assert items[STOP].once
    assert len(items) == 10


@pytest.mark.parametrize("stopped", [999.0, 1000.0, 1000.0 + 3601])
def test_an_impossible_or_endless_time_is_no_measure(stopped):
    assert TASK.score(solved(0) | {STOP: {TIME: stopped}}) == {"qualita": None, "secondi": None}


def test_a_task_not_handed_in_has_no_score_and_tells_no_solution():
    open_task = {name: value for name, value in solved(1).items() if name != STOP}
    assert TASK.score(open_task) == {"qualita": None, "secondi": None}
    with pytest.raises(UserError, match="consegnato"):
        TASK.observe("esito", open_task, Asking(ScriptedBackend()))


def test_after_the_delivery_every_fact_has_its_verdict():
    panel = TASK.observe(
        "esito", {START: {TIME: 1.0}, STOP: {TIME: 9.0}, "b-linea": "la 5"}, Asking(ScriptedBackend())
    )
    assert len(panel.rows) == 9
    assert panel.paragraphs[0].startswith("1 dati su 8") or panel.paragraphs[0].startswith("1 ")


def test_an_empty_answer_is_wrong_and_not_an_error():
    assert TASK.score({START: {TIME: 1.0}, STOP: {TIME: 9.0}})["qualita"] == 0


def test_the_board_shows_distributions_only():
    quality, minutes = TASK.board([solved(0), solved(1), {}])
    assert sum(value for _, value in quality.rows) == 2
    assert dict(minutes.rows)["0-2"] == 2
    assert "1,5" in minutes.note
