import pytest
from sqlalchemy import update

from workbench.errors import UserError
from workbench.rooms import RoomOptions, find_room, join, list_rooms, open_room, revision, room
from workbench.rooms.codes import ALPHABET, UNWANTED, is_unwanted, new_code
from workbench.store import writing
from workbench.store.tables.rooms import rooms


def test_a_room_waits_with_a_code_of_six_characters(store, plan):
    made = open_room(plan, "anna", RoomOptions(municipality="Rho", hours=2, batch=True))
    assert (made.state, made.step, made.ends, made.left) == ("attesa", -1, None, None)
    assert (made.plan, made.options.municipality, made.batch) == (plan, "Rho", True)
    assert len(made.code) == 6 and set(made.code) <= set(ALPHABET)
    assert made.expires - made.opened == 7200
    assert room(made.id) == made


@pytest.mark.parametrize("spelled", [str.lower, lambda code: f" {code[:3]}-{code[3:]} ", "\u202e{}".format])
def test_a_room_is_found_by_its_code_in_any_spelling(store, plan, spelled):
    made = open_room(plan, "anna")
    assert find_room(spelled(made.code)) == made


@pytest.mark.parametrize("typed", ["", "ABC", "x" * 100_000, "'; DROP TABLE rooms; --", "\0"])
def test_a_code_of_no_room_is_refused(store, plan, typed):
    open_room(plan, "anna")
    with pytest.raises(UserError, match="Nessuna aula"):
        find_room(typed)


def test_a_code_that_is_over_no_longer_opens(store, plan):
    made = open_room(plan, "anna")
    with writing("rooms") as connection:
        connection.execute(update(rooms).values(expires=1.0))
    with pytest.raises(UserError, match="scaduto"):
        find_room(made.code)
    with pytest.raises(UserError, match="chiusa"):
        join(made)
    assert room(made.id).code == made.code


def test_rooms_are_listed_by_trainer_the_last_first(store, plan):
    first, second, other = open_room(plan, "anna"), open_room(plan, "anna"), open_room(plan, "bruno")
    assert [found.id for found in list_rooms("anna")] == [second.id, first.id]
    assert {found.id for found in list_rooms()} == {first.id, second.id, other.id}


def test_a_room_that_was_erased_says_so(store):
    for ask in (room, revision):
        with pytest.raises(UserError, match="non c'è più"):
            ask("nessuna")


def test_codes_have_no_look_alikes_and_spell_nothing_unwanted():
    assert not set(ALPHABET) & set("01OILSZ25")
    assert all(set(word) <= set(ALPHABET) for word in UNWANTED)
    assert is_unwanted("MER" + "DAX") and is_unwanted("7E77XX") and is_unwanted("X3443F" + "F4G")
    codes = {new_code() for _ in range(3000)}
    assert len(codes) > 2990 and not any(map(is_unwanted, codes))
