"""Nothing in the register leads to an answer, after a whole room with certificates for everybody."""

import time

from sqlalchemy import select

from workbench import attendance, rooms
from workbench.store import engine
from workbench.store.tables import metadata_of
from workbench.store.tables.attendance import certificates

OF_THE_WHOLE_ROOM = {"module", "municipality", "minutes", "date"}
"""equal for everybody who stayed as long: they lead to the room, never to one of its people"""


def values_of(store: str) -> set[str]:
    """Every value of every row of the store, and each part of its JSON values, as text."""
    found: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, dict):
            value = [*value.keys(), *value.values()]
        if isinstance(value, list | tuple):
            for part in value:
                collect(part)
        elif isinstance(value, bytes):
            found.add(value.hex())
        elif value is not None:
            found.add(str(value))

    with engine(store).connect() as connection:
        for table in metadata_of(store).tables.values():
            for row in connection.execute(select(table)):
                collect(list(row))
    return found


def answered_by(room: rooms.Room, number: int) -> list[str]:
    """So many people join and answer the first step; what would lead to one of them."""
    keys = []
    for turn in range(number):
        person, rejoin_code = rooms.join(room)
        for item in ("voto", "parere"):
            value = turn % 5 if item == "voto" else f"parere {turn}"
            rooms.save_answer(room, person, rooms.Given(person.id, 0, item, 1, value, time.time()))
        keys += [person.id, person.nickname, rejoin_code]
    return keys


def test_no_column_of_the_register_shares_a_value_with_rooms_or_answers(held_room):
    room = held_room(closed=False)
    keys = answered_by(room, 12)
    people = rooms.participants(room.id)
    room = rooms.close(room.id)
    for number in range(12):
        drawn = attendance.new_number()
        assert rooms.claim_token(people[number], drawn)
        attendance.redeem(attendance.issue_token(room, 50, drawn), f"Anna {'abcdefghijkl'[number] * 3}")
    elsewhere = values_of("rooms") | values_of("answers")
    assert set(keys[::3]) <= elsewhere
    with engine("attendance").connect() as connection:
        rows = connection.execute(select(certificates)).mappings().all()
    assert len(rows) == 12
    for row in rows:
        for column in set(row) - OF_THE_WHOLE_ROOM:
            assert not any(str(row[column]) in value for value in elsewhere), column
    assert len({tuple(row[column] for column in sorted(OF_THE_WHOLE_ROOM)) for row in rows}) == 1
    assert not any(key in value for key in [room.id, room.code, *keys] for value in values_of("attendance"))
