import threading
import time
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from workbench.backends import Answer, Decoding, ScriptedBackend
from workbench.errors import UserError
from workbench.rooms import (
    Call,
    Given,
    Participant,
    Room,
    Runner,
    cancel_runs,
    close,
    find_room,
    hold_runs,
    join,
    progress,
    pseudonym,
    release_runs,
    request_runs,
    revision,
    room,
    runs_of,
    runs_to,
)
from workbench.rooms.queue import take
from workbench.settings import settings
from workbench.store import engine
from workbench.store.tables.rooms import runs


def call(text: str, seed: int = 20) -> Call:
    return Call(({"role": "user", "content": text},), Decoding(max_tokens=9, seed=seed, stop=("#",)), text)


def ask(here: Room, person: Participant, *texts: str, attempt: int = 1):
    given = Given(person.id, 0, "richiesta", attempt, "prova", time.time())
    return request_runs(here, person, given, [call(text) for text in texts])


def eventually(condition, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def states(person: Participant) -> list[str]:
    return [run.state for run in runs_of(person, 0)]


@dataclass
class Counting:
    """A scripted backend that remembers who asked what, and can be held."""

    script: ScriptedBackend = field(default_factory=lambda: ScriptedBackend(otherwise="ecco"))
    asked: list[tuple[str, str]] = field(default_factory=list)
    cancelled: set[str] = field(default_factory=set)
    gate: threading.Event = field(default_factory=threading.Event)

    def complete(self, prompt, *, model="", decoding=None, person="", request_id=""):
        self.asked.append((person, prompt[-1]["content"]))
        while not self.gate.wait(0.01):
            if request_id in self.cancelled:
                return Answer("a met", model, 0.0, finish="cancelled")
        return self.script.complete(prompt, model=model, decoding=decoding)

    def cancel(self, request_id):
        self.cancelled.add(request_id)
        return True


@pytest.fixture
def backend():
    made = Counting()
    yield made
    made.gate.set()


@pytest.fixture
def runner(backend, store):
    made = Runner(backend, workers=1)
    yield made
    backend.gate.set()
    made.stop()


def test_runs_wait_with_their_place_and_are_answered(running, runner, backend):
    person, other = join(running)[0], join(running)[0]
    first = ask(running, person, "uno", "due")
    assert [(run.state, run.place, run.call.key) for run in first] == [
        ("in attesa", 1, "uno"),
        ("in attesa", 2, "due"),
    ]
    assert [run.place for run in ask(running, other, "tre")] == [2], "one answer each comes before two of one"
    assert progress(running.id).waiting_runs == 3
    backend.gate.set()
    runner.start()
    eventually(lambda: states(person) == ["fatta"] * 2 and states(other) == ["fatta"])
    assert {(run.output, run.place) for run in runs_to(running.id, 0)} == {("ecco", 0)}
    assert (progress(running.id).waiting_runs, progress(running.id).running) == (0, 0)
    assert runs_of(person, 0)[0].call == call("uno")


def test_the_person_with_fewest_answers_goes_first(running, runner, backend):
    hasty, calm, late = (join(running)[0] for _ in range(3))
    ask(running, hasty, *[f"h{number}" for number in range(6)])
    ask(running, calm, "c0", "c1")
    ask(running, late, "l0")
    order = [run.call.key for run in sorted(runs_to(running.id, 0), key=lambda run: run.place)]
    backend.gate.set()
    runner.start()
    eventually(lambda: not progress(running.id).waiting_runs + progress(running.id).running)
    asked = [text for _, text in backend.asked]
    assert asked[:3] == ["h0", "c0", "l0"] and asked[3:5] == ["h1", "c1"]
    assert asked == order, "the places that were shown are the order that was kept"
    assert {person for person, _ in backend.asked} == {pseudonym(each.id) for each in (hasty, calm, late)}


def test_asking_again_for_the_same_answer_gives_the_same_runs(running):
    person, _ = join(running)
    first = ask(running, person, "uno", "due")
    before = revision(running.id)
    assert ask(running, person, "uno", "due") == first
    assert revision(running.id) == before
    assert len(ask(running, person, "uno", "due", attempt=2)) == 2
    assert len(runs_of(person, 0)) == 4


def test_many_who_send_the_same_answer_at_once_make_one_set_of_runs(running):
    from concurrent.futures import ThreadPoolExecutor

    person, _ = join(running)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _: ask(running, person, "uno", "due", "tre"), range(24)))
    assert [run.call.key for run in runs_of(person, 0)] == ["uno", "due", "tre"]


def test_one_person_may_not_ask_for_everything(running, monkeypatch):
    monkeypatch.setenv("OFFICINA_RUNS_PER_STEP", "4")
    settings.cache_clear()
    person, other = join(running)[0], join(running)[0]
    ask(running, person, "a", "b", "c")
    with pytest.raises(UserError, match="3 di 4"):
        ask(running, person, "d", "e", attempt=2)
    assert len(runs_of(person, 0)) == 3
    assert len(ask(running, other, "a", "b", "c", "d")) == 4


def test_identical_requests_are_answered_once_whoever_asks_and_whenever(running, backend, store):
    people = [join(running)[0] for _ in range(5)]
    for person in people:
        ask(running, person, "uguale")
    several = Runner(backend, workers=4)
    several.start()
    eventually(lambda: backend.asked)
    time.sleep(0.2)
    backend.gate.set()
    eventually(lambda: all(states(person) == ["fatta"] for person in people))
    ask(running, people[0], "uguale", attempt=2)
    eventually(lambda: states(people[0]) == ["fatta"] * 2)
    several.stop()
    assert [text for _, text in backend.asked] == ["uguale"]
    assert {run.output for run in runs_to(running.id, 0)} == {"ecco"}


def test_another_seed_is_another_request(running, runner, backend):
    person, _ = join(running)
    given = Given(person.id, 0, "richiesta", 1, "prova", time.time())
    request_runs(running, person, given, [call("uno", seed=1), call("uno", seed=2)])
    backend.gate.set()
    runner.start()
    eventually(lambda: states(person) == ["fatta"] * 2)
    assert len(backend.asked) == 2


def test_in_a_batch_room_runs_are_held_until_released(running, runner, backend):
    hold_runs(running.id, True)
    person, _ = join(running)
    backend.gate.set()
    runner.start()
    assert {(run.state, run.place) for run in ask(running, person, "uno", "due")} == {("trattenuta", 0)}
    time.sleep(0.2)
    assert backend.asked == [] and progress(running.id).waiting_runs == 2
    assert release_runs(running.id, 1) == 0
    assert release_runs(running.id, 0) == 2
    eventually(lambda: states(person) == ["fatta"] * 2)


def test_cancelled_runs_are_not_answered_and_the_backend_is_told(running, runner, backend):
    person, other = join(running)[0], join(running)[0]
    runner.start()
    ask(running, person, "uno", "due")
    eventually(lambda: "in corso" in states(person))
    assert cancel_runs(person, 1) == 0
    assert cancel_runs(person, 0) == 2
    eventually(lambda: len(backend.cancelled) == 1)
    assert states(person) == ["annullata"] * 2
    backend.gate.set()
    ask(running, other, "tre")
    eventually(lambda: states(other) == ["fatta"])
    assert states(person) == ["annullata"] * 2
    assert cancel_runs(person, 0) == 0


def test_an_answer_cut_by_a_cancellation_is_given_to_nobody(running, runner, backend):
    person, other = join(running)[0], join(running)[0]
    runner.start()
    ask(running, person, "uguale")
    eventually(lambda: states(person) == ["in corso"])
    ask(running, other, "uguale")
    cancel_runs(person, 0)
    eventually(lambda: len(backend.asked) == 2)
    backend.gate.set()
    eventually(lambda: states(other) == ["fatta"])
    assert runs_of(other, 0)[0].output == "ecco"


def test_what_a_backend_refuses_is_told_in_its_words_and_not_tried_again(running, runner, backend):
    person, _ = join(running)
    given = Given(person.id, 0, "richiesta", 1, "prova", time.time())
    scored = Call(({"role": "user", "content": "x"},), Decoding(alternatives=3))
    backend.gate.set()
    runner.start()
    request_runs(running, person, given, [scored])
    eventually(lambda: states(person) == ["non riuscita"])
    assert runs_of(person, 0)[0].error == "Il copione non ha le probabilità dei token. Usare un modello vero."
    assert len(backend.asked) == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_bug_in_a_backend_fails_one_run_and_the_next_are_answered(running, store):
    class Broken(Counting):
        def complete(self, prompt, **rest):
            if prompt[-1]["content"] == "rotto":
                raise ZeroDivisionError
            return super().complete(prompt, **rest)

    backend = Broken()
    backend.gate.set()
    person, _ = join(running)
    runner = Runner(backend, workers=1)
    runner.start()
    ask(running, person, "rotto", "sano")
    eventually(lambda: states(person) == ["non riuscita", "fatta"])
    assert "avvisare chi conduce" in runs_of(person, 0)[0].error
    runner.stop()


def test_after_a_restart_unfinished_runs_are_taken_again(running, backend, store):
    person, _ = join(running)
    ask(running, person, "uno", "due")
    assert take() is not None and states(person) == ["in corso", "in attesa"]
    backend.gate.set()
    again = Runner(backend, workers=2)
    again.start()
    eventually(lambda: states(person) == ["fatta"] * 2)
    again.stop()


def test_a_runner_that_stops_leaves_its_runs_for_the_next(running, runner, backend):
    person, _ = join(running)
    ask(running, person, "uno")
    runner.start()
    eventually(lambda: states(person) == ["in corso"])
    runner.stop()
    assert states(person) == ["in attesa"]
    assert not [thread for thread in threading.enumerate() if thread.name == "rooms-runner"]


def test_when_the_room_closes_nobody_waits_any_longer(running):
    person, _ = join(running)
    ask(running, person, "uno")
    hold_runs(running.id, True)
    ask(running, person, "due", attempt=2)
    close(running.id)
    assert states(person) == ["annullata"] * 2
    assert room(running.id).state == find_room(running.code).state == "chiusa"


def test_outputs_that_no_database_takes_are_made_storable(running, store):
    person, _ = join(running)
    runner = Runner(ScriptedBackend(otherwise="a\0b\ud800c"), workers=1)
    runner.start()
    ask(running, person, "uno")
    eventually(lambda: states(person) == ["fatta"])
    runner.stop()
    assert runs_of(person, 0)[0].output == "ab?c"


def test_the_model_of_the_room_is_the_one_that_answers(running):
    person, _ = join(running)
    ask(running, person, "uno")
    with engine("rooms").connect() as connection:
        assert connection.execute(select(runs.c.model)).scalar_one() == "incorporato"


def test_asking_cancelling_answering_and_drawing_groups_at_once_never_block_each_other(running, store):
    from concurrent.futures import ThreadPoolExecutor

    from workbench.rooms import make_groups, new_nickname, touch

    people = [join(running)[0] for _ in range(12)]
    runner = Runner(ScriptedBackend(otherwise="ecco"), workers=4)
    runner.start()

    def live(person: Participant) -> None:
        for attempt in (1, 2):
            ask(running, person, "comune", *[f"{person.id}-{number}" for number in range(2)], attempt=attempt)
            touch(person)
            new_nickname(person)
            make_groups(running.id, 3)
        ask(running, person, "ultima", attempt=3)

    try:
        with ThreadPoolExecutor(12) as pool:
            list(pool.map(live, people))
        eventually(lambda: not progress(running.id).waiting_runs + progress(running.id).running)
    finally:
        # A runner that goes on would look into the stores of every test after this one.
        runner.stop()
    assert [run.state for run in runs_to(running.id, 0)] == ["fatta"] * 12 * 7


def test_who_was_erased_asks_for_nothing(running):
    from workbench.rooms import erase

    person, _ = join(running)
    erase(person)
    with pytest.raises(UserError, match="non c'è più"):
        ask(running, person, "uno")
    assert runs_to(running.id, 0) == []
