import json
import time

import pytest
from sqlalchemy import select, update

from workbench.backends import Decoding
from workbench.errors import UserError
from workbench.rooms import (
    Call,
    Given,
    RoomOptions,
    answers_of,
    answers_to,
    erase,
    export_of,
    find_room,
    join,
    list_rooms,
    minutes_present,
    new_nickname,
    open_room,
    participant,
    participants,
    progress,
    rehearse,
    rejoin,
    request_runs,
    room,
    runs_of,
    save_answer,
    sweep,
)
from workbench.store import STORES, engine, writing
from workbench.store.tables import metadata_of
from workbench.store.tables.rooms import rooms

DAY = 86_400


def lived(here):
    """A participant who answered in words, chose an option, and asked a model."""
    person, code = join(here, group="Tavolo 1")
    now = time.time()
    save_answer(here, person, Given(person.id, 0, "testo", 1, "Mario Rossi scrive", now))
    save_answer(here, person, Given(person.id, 0, "scelta", 1, "b", now, words=False))
    save_answer(here, person, Given(person.id, 0, "scommessa", 1, {"sì": 10}, now))
    asked = Call(({"role": "user", "content": "un prompt segreto"},), Decoding())
    request_runs(here, person, Given(person.id, 0, "testo", 1, "", now), [asked])
    return person, code


def everything() -> str:
    """All that the stores hold, as one text."""
    held = []
    for store in STORES:
        with engine(store).connect() as connection:
            for table in metadata_of(store).tables.values():
                held += [str(row) for row in connection.execute(select(table))]
    return "\n".join(held)


def test_a_person_takes_away_all_that_is_theirs(running):
    person, _ = lived(running)
    other, _ = lived(running)
    taken = json.loads(json.dumps(export_of(person)))
    assert taken["soprannome"] == person.nickname and taken["gruppo"] == "Tavolo 1"
    assert [each["risposta"] for each in taken["risposte"]] == ["b", {"sì": 10}, "Mario Rossi scrive"]
    assert taken["richieste ai modelli"][0]["messaggi"][0]["content"] == "un prompt segreto"
    assert len(taken["presenze"]) == 1
    assert other.nickname not in str(taken) and other.id not in str(taken)


def test_what_is_erased_is_nowhere(running):
    person, code = lived(running)
    other, _ = join(running)
    erase(person)
    assert person.id not in everything() and person.nickname not in everything()
    assert "Rossi" not in everything() and "segreto" not in everything()
    assert participant(running.id, person.id) is None
    assert answers_of(person) == [] == runs_of(person, 0)
    assert [each.id for each in participants(running.id)] == [other.id]
    with pytest.raises(UserError):
        rejoin(running, code)
    with pytest.raises(UserError, match="non c'è più"):
        new_nickname(person)
    erase(person)


def test_what_was_being_saved_while_its_author_was_erased_is_erased_too(running):
    person, _ = join(running)
    erase(person)
    with pytest.raises(UserError, match="non c'è più"):
        save_answer(running, person, Given(person.id, 0, "testo", 1, "Mario Rossi", time.time()))
    assert "Rossi" not in everything()


def end(here, days):
    with writing("rooms") as connection:
        over = time.time() - days * DAY
        connection.execute(update(rooms).where(rooms.c.id == here.id).values(expires=over))


def counts(*, dry_run):
    return {each.what: each.count for each in sweep(time.time(), dry_run=dry_run)}


def test_a_dry_run_lists_what_would_go_and_removes_nothing(running):
    lived(running)
    end(running, 91)
    before = everything()
    listed = counts(dry_run=True)
    assert listed == {
        "presenze": 1,
        "codici di rientro": 1,
        "soprannomi e gruppi": 1,
        "richieste ai modelli e loro risposte": 1,
        "testi scritti nelle risposte": 1,
        "aule mai iniziate": 0,
    }
    assert everything() == before
    assert counts(dry_run=False) == listed
    assert set(counts(dry_run=False).values()) == {0}


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (20, set()),
        (22, {"presenze", "codici di rientro"}),
        (31, {"presenze", "codici di rientro", "soprannomi e gruppi"}),
    ],
)
def test_each_thing_goes_in_its_time(running, days, gone):
    lived(running)
    end(running, days)
    assert {what for what, count in counts(dry_run=False).items() if count} == gone


def test_after_all_days_choices_and_counts_are_left_and_no_words(running):
    person, _ = lived(running)
    end(running, 91)
    counts(dry_run=False)
    assert [(each.item, each.value) for each in answers_to(running.id, 0)] == [
        ("scelta", "b"),
        ("scommessa", {"sì": 10}),
        ("testo", None),
    ]
    assert person.nickname not in everything() and "Tavolo" not in everything()
    assert minutes_present(person.id) == 0.0 and runs_of(person, 0) == []
    assert progress(running.id).joined == 1 and progress(running.id).answered == {0: 1}


def test_a_room_that_never_started_goes_with_the_people_who_waited(store, plan):
    draft, fresh = open_room(plan, "anna"), open_room(plan, "anna")
    person, _ = join(draft)
    end(draft, 31)
    assert counts(dry_run=True)["aule mai iniziate"] == 1
    assert counts(dry_run=False)["aule mai iniziate"] == 1
    assert [found.id for found in list_rooms()] == [fresh.id]
    assert person.id not in everything()
    with pytest.raises(UserError):
        find_room(draft.code)


def invented(step, chance):
    return {"scelta": chance.choice("abc"), "scala": chance.randint(1, 5)}


@pytest.mark.parametrize("pace", ["guidata", "propria", "libera"])
def test_a_rehearsal_goes_through_every_step(store, plan, pace):
    made = open_room(plan, "anna", RoomOptions(rehearsal=True, pace=pace))
    assert rehearse(made.id, 6, invented) == 6 * 3 * 2
    done = progress(made.id)
    assert (done.joined, done.present, done.answered) == (6, 6, {0: 6, 1: 6, 2: 6})
    assert room(made.id).state == "in corso"


def test_a_rehearsal_with_the_same_seed_answers_the_same(store, plan):
    values = []
    for _ in range(2):
        made = open_room(plan, "anna", RoomOptions(rehearsal=True))
        rehearse(made.id, 5, invented, seed=7)
        values.append(sorted(str(each.value) for step in range(3) for each in answers_to(made.id, step)))
    assert values[0] == values[1]


def test_nothing_invented_enters_a_real_room(running):
    with pytest.raises(UserError, match="prova"):
        rehearse(running.id, 5, invented)
    assert progress(running.id).joined == 0
