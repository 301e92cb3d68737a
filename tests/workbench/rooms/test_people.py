import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from workbench.errors import UserError
from workbench.rooms import (
    claim_token,
    close,
    erase,
    find_room,
    go_to,
    join,
    lock,
    make_groups,
    minutes_present,
    move,
    new_nickname,
    open_room,
    participant,
    participants,
    progress,
    rejoin,
    revision,
    set_pace,
    start,
    touch,
)
from workbench.rooms import people as people_module
from workbench.rooms.nicknames import ANIMALS, PLACES
from workbench.store import engine, writing
from workbench.store.tables.rooms import participants as participants_table
from workbench.store.tables.rooms import rooms

MONDAY = 1_800_000_000.0


def test_who_joins_gets_a_nickname_and_a_rejoin_code_of_digits(running):
    person, code = join(running, group="  Tavolo\n 3 ")
    animal, place = person.nickname.split(" ")
    assert animal in ANIMALS and place in PLACES
    assert person.group == "Tavolo 3" and len(code) == 9 and code[4] == "-"
    assert code.replace("-", "").isdigit()
    assert participant(running.id, person.id) == person
    assert participant("altra", person.id) is None


def test_no_rejoin_code_is_kept_in_clear(running):
    _, code = join(running)
    with engine("rooms").connect() as connection:
        kept = str(connection.execute(select(participants_table)).all())
    assert code not in kept and code.replace("-", "") not in kept


@pytest.mark.parametrize("group", ["\0\u202eTavolo\ud800", "x" * 100_000, "<b>=1+1</b>"])
def test_any_name_of_a_group_becomes_one_short_line(running, group):
    kept = participant(running.id, join(running, group=group)[0].id).group
    assert kept in ("Tavolo", "x" * 40, "<b>=1+1</b>")


@pytest.mark.parametrize("spelled", [str, lambda code: code.replace("-", " "), " {} ".format])
def test_the_rejoin_code_brings_back_to_the_same_place_on_any_device(running, spelled):
    set_pace(running.id, "propria")
    person, code = join(running)
    person = go_to(person, 1)
    lock(running.id, True)
    close(running.id)
    assert rejoin(find_room(running.code), spelled(code)) == person


def test_the_rejoin_code_of_another_room_is_wrong(running, plan):
    _, code = join(running)
    with pytest.raises(UserError, match="non è di quest'aula"):
        rejoin(open_room(plan, "anna"), code)


def test_after_twenty_wrong_codes_nobody_rejoins_for_a_minute(running):
    person, code = join(running)
    for attempt in range(20):
        with pytest.raises(UserError, match="non è di quest'aula"):
            rejoin(running, f"0000-{attempt:04d}" if attempt % 2 else "x" * 100_000)
    with pytest.raises(UserError, match="troppi"):
        rejoin(running, code)
    with writing("rooms") as connection:
        connection.execute(update(rooms).values(wrong_since=rooms.c.wrong_since - 61))
    assert rejoin(running, code) == person


def test_fifty_who_join_at_once_all_have_different_nicknames_and_codes(running):
    before = revision(running.id)
    with ThreadPoolExecutor(50) as pool:
        joined = list(pool.map(lambda _: join(running), range(100)))
    assert len({person.nickname for person, _ in joined}) == 100
    assert len({code for _, code in joined}) == 100
    assert {person.id for person in participants(running.id)} == {person.id for person, _ in joined}
    assert revision(running.id) >= before + 100


def test_a_full_room_says_so(running, monkeypatch):
    monkeypatch.setattr(people_module, "MOST_PEOPLE", 2)
    join(running), join(running)
    with pytest.raises(UserError, match="piena"):
        join(running)


def test_a_nickname_can_be_changed_and_stays_unique(running, monkeypatch):
    person, _ = join(running)
    other, _ = join(running)
    drawn = iter([other.nickname, person.nickname, "Lepre Onda"])
    monkeypatch.setattr(people_module, "draw_nickname", lambda: next(drawn))
    assert new_nickname(person).nickname == "Lepre Onda"
    assert participant(running.id, person.id).nickname == "Lepre Onda"


def test_who_comes_late_begins_where_the_guided_room_is(running):
    move(running.id, 2)
    assert join(running)[0].step == 2


def test_groups_are_drawn_as_even_as_can_be(running):
    for _ in range(7):
        join(running)
    make_groups(running.id, 3)
    groups = sorted(person.group for person in participants(running.id))
    assert [groups.count(f"Gruppo {number}") for number in (1, 2, 3)] == [3, 2, 2]
    make_groups(running.id, 50)
    assert len({person.group for person in participants(running.id)}) == 7
    for number in (0, 101):
        with pytest.raises(UserError, match="gruppi"):
            make_groups(running.id, number)


def test_the_token_of_the_certificate_has_one_number(running):
    person, _ = join(running)
    with ThreadPoolExecutor(8) as pool:
        numbers = [f"numero {each}" for each in range(8)]
        claimed = dict(
            zip(numbers, pool.map(lambda number: claim_token(person, number), numbers), strict=True)
        )
    assert sorted(claimed.values()) == [False] * 7 + [True]
    assert {number: claim_token(person, number) for number in numbers} == claimed
    assert participant(running.id, person.id).token_issued


def test_neither_the_key_of_an_entrance_nor_the_number_of_a_token_is_kept(running):
    person, _ = join(running, key="chiave-d-ingresso")
    claim_token(person, "numero-del-buono")
    with engine("rooms").connect() as connection:
        kept = str(connection.execute(select(participants_table)).all())
    assert "chiave-d-ingresso" not in kept and "numero-del-buono" not in kept


def test_a_join_sent_again_brings_back_the_same_seat_and_the_same_code(running):
    first = join(running, group="Tavolo 1", key="k")
    lock(running.id, True)
    assert join(running, group="Tavolo 2", key="k") == first
    assert rejoin(running, first[1]) == first[0]
    assert participants(running.id) == [first[0]]


def test_the_same_join_sent_by_fifty_threads_seats_one_person(running):
    with ThreadPoolExecutor(50) as pool:
        joined = list(pool.map(lambda _: join(running, key="k"), range(50)))
    assert len(participants(running.id)) == 1 and len(set(joined)) == 1


def test_the_same_key_in_another_room_is_another_entrance(running, plan):
    other = open_room(plan, "anna")
    assert join(running, key="k")[1] != join(other, key="k")[1]
    assert len(participants(running.id)) == len(participants(other.id)) == 1


def test_a_code_that_is_taken_is_skipped_and_found_again(running, monkeypatch):
    codes = {"a": ["1111-1111"], "b": ["1111-1111", "2222-2222"]}
    monkeypatch.setattr(people_module, "rejoin_code_of", lambda _room, key, turn: codes[key][turn])
    assert join(running, key="a")[1] == "1111-1111"
    first = join(running, key="b")
    assert first[1] == "2222-2222" and join(running, key="b") == first


def test_whoever_erased_themselves_comes_in_anew_with_the_same_key(running):
    gone, _ = join(running, key="k")
    erase(gone)
    assert join(running, key="k")[0].id != gone.id


JOINING = """
import sys
from workbench.rooms import join, room
here = room(sys.argv[1])
for number in range(int(sys.argv[2]), 100_000):
    join(here, key=f"k{number}")
    sys.stdout.write(f"{number}\\n"); sys.stdout.flush()
"""


@pytest.mark.slow
def test_a_join_cut_by_a_kill_and_sent_again_seats_nobody_twice(running, monkeypatch):
    monkeypatch.setattr(people_module, "MOST_PEOPLE", 100_000)
    sent = 0
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", JOINING, running.id, str(sent)], stdout=subprocess.PIPE, text=True
        )
        told = [child.stdout.readline() for _ in range(25)]
        os.kill(child.pid, signal.SIGKILL)
        told += child.stdout.read().splitlines(keepends=True)
        child.wait()
        cut = int([line for line in told if line.endswith("\n")][-1]) + 1
        join(running, key=f"k{cut}")  # whoever got no answer taps again
        sent = cut + 1
        assert len(participants(running.id)) == sent


def test_presence_counts_intervals_and_no_gap_over_ninety_seconds(running):
    person, _ = join(running)
    for moment in (0, 60, 120, 200, 291, 321):
        touch(person, MONDAY + moment)
    assert minutes_present(person.id) == pytest.approx((200 + 30) / 60)


def test_reconnections_and_two_devices_never_count_twice(running):
    person, _ = join(running)
    for moment in (0, 1, 40, 30, 41, 80, 79, 80, 80):
        touch(person, MONDAY + moment)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda moment: touch(person, MONDAY + 80 + moment), range(0, 64, 2)))
    assert minutes_present(person.id) == pytest.approx(142 / 60, abs=5 / 60)


def test_progress_tells_who_came_and_who_is_there(running):
    here, gone = join(running)[0], join(running)[0]
    with writing("rooms") as connection:
        from workbench.store.tables.rooms import presence

        connection.execute(
            update(presence).where(presence.c.participant == gone.id).values(began=1.0, ended=2.0)
        )
    touch(here)
    assert (progress(running.id).joined, progress(running.id).present) == (2, 1)


def test_a_sign_of_life_raises_the_revision_only_when_somebody_comes_back(running):
    person, _ = join(running)
    before = revision(running.id)
    touch(person)
    assert revision(running.id) == before
    touch(person, MONDAY * 2)
    assert revision(running.id) == before + 1


def test_a_room_not_yet_started_lets_people_in(store, plan):
    made = open_room(plan, "anna")
    person, _ = join(made)
    assert person.step == 0
    assert start(made.id).state == "in corso"
