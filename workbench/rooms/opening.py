"""Opening a room, finding it by its code, and every change of it."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, Row, select, update

from workbench.errors import UserError
from workbench.rooms.codes import new_code, plain_code
from workbench.rooms.values import Pace, Plan, Room, RoomOptions, State
from workbench.store import engine, insert_new, writing
from workbench.store.tables.rooms import rooms

HOUR = 3600.0
DEFAULT_OPTIONS = RoomOptions()


def open_room(plan: Plan, owner: str, options: RoomOptions = DEFAULT_OPTIONS) -> Room:
    """A new room, waiting to be started, with a code of its own."""
    now = time.time()
    values: dict[str, Any] = {
        "id": secrets.token_hex(8),
        "owner": owner,
        "plan": plan.model_dump_json(),
        "options": options.model_dump_json(),
        "pace": options.pace,
        "state": "attesa",
        "step": -1,
        "locked": False,
        "batch": options.batch,
        "revealed": "[]",
        "timer_shown": False,
        "paused_seconds": 0.0,
        "opened": now,
        "expires": now + options.hours * HOUR,
        "revision": 1,
        "wrong_codes": 0,
        "wrong_since": 0.0,
    }
    with writing("rooms") as connection:
        while not insert_new(connection, rooms, **values, code=new_code()):
            pass  # that code is in use: draw another
    return room(values["id"])


def find_room(code: str) -> Room:
    """The room that this code opens, in any spelling.

    Raises:
        UserError: when there is none, or its time is over.
    """
    with engine("rooms").connect() as connection:
        row = connection.execute(select(rooms).where(rooms.c.code == plain_code(code))).first()
    if row is None:
        raise UserError(
            "Nessuna aula ha questo codice.",
            value=code,
            remedy="Il codice dell'aula ha sei caratteri ed è sullo schermo di chi conduce: ricontrollarlo.",
        )
    found = _room(row)
    if found.expires <= time.time():
        raise UserError(
            "Il codice di quest'aula è scaduto.",
            value=found.code,
            remedy="Chiederne uno nuovo a chi conduce.",
        )
    return found


def room(room_id: str) -> Room:
    """The room as it is now. Raises UserError when it was erased."""
    with engine("rooms").connect() as connection:
        return read_room(connection, room_id)


def list_rooms(owner: str | None = None) -> list[Room]:
    """The rooms of one trainer, or all, the last opened first."""
    statement = select(rooms).order_by(rooms.c.opened.desc())
    if owner is not None:
        statement = statement.where(rooms.c.owner == owner)
    with engine("rooms").connect() as connection:
        return [_room(row) for row in connection.execute(statement)]


def revision(room_id: str) -> int:
    """Changes with everything that a screen of this room may show; costs one look-up by key."""
    with engine("rooms").connect() as connection:
        found = connection.execute(select(rooms.c.revision).where(rooms.c.id == room_id)).scalar()
    if found is None:
        raise _erased(room_id)
    return int(found)


def read_room(connection: Connection, room_id: str) -> Room:
    """The room, held against other writers until the transaction ends if it is one that writes."""
    row = connection.execute(select(rooms).where(rooms.c.id == room_id)).first()
    if row is None:
        raise _erased(room_id)
    return _room(row)


def change_room(room_id: str, change: Callable[[Room], Mapping[str, Any]]) -> Room:
    """Writes the values that `change` makes of the present room; none leave it as it is."""
    with writing("rooms") as connection:
        connection.execute(select(rooms.c.id).where(rooms.c.id == room_id).with_for_update())
        found = read_room(connection, room_id)
        values = change(found)
        if not values:
            return found
        new = {**values, "revision": found.revision + 1}
        connection.execute(update(rooms).where(rooms.c.id == room_id).values(new))
        return read_room(connection, room_id)


def tell(connection: Connection, *room_ids: str) -> None:
    """Raises the revision: something that a screen of these rooms shows is different now."""
    new = {"revision": rooms.c.revision + 1}
    connection.execute(update(rooms).where(rooms.c.id.in_(room_ids)).values(new))


def _room(row: Row[Any]) -> Room:
    return Room(
        id=row.id,
        code=row.code,
        owner=row.owner,
        plan=_plan(row.plan),
        options=_options(row.options),
        pace=cast(Pace, row.pace),
        state=cast(State, row.state),
        step=row.step,
        locked=row.locked,
        batch=row.batch,
        revealed=frozenset(json.loads(row.revealed)),
        timer_shown=row.timer_shown,
        ends=row.ends,
        left=row.remaining,
        paused=row.paused_seconds,
        paused_since=row.paused_since,
        opened=row.opened,
        expires=row.expires,
        revision=row.revision,
    )


# Plan and options never change once a room is open: reading them again at every request would cost more
# than everything else a request does.
@lru_cache(512)
def _plan(text: str) -> Plan:
    return Plan.model_validate_json(text)


@lru_cache(512)
def _options(text: str) -> RoomOptions:
    return RoomOptions.model_validate_json(text)


def _erased(room_id: str) -> UserError:
    return UserError("Quest'aula non c'è più.", value=room_id, remedy="Tornare all'elenco delle aule.")
