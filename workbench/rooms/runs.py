"""Model calls that answers ask for: requested once, looked at, cancelled, released together."""

import secrets
import time
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from workbench.errors import UserError
from workbench.rooms import running
from workbench.rooms.opening import read_room, revision, tell
from workbench.rooms.queue import UNFINISHED, bell, digest_of, places, read_call, write_call
from workbench.rooms.values import Call, Given, Participant, Room, Run, RunState
from workbench.settings import settings
from workbench.store import engine, writing
from workbench.store.tables.rooms import participants, runs

ORDER = (runs.c.participant, runs.c.item, runs.c.attempt, runs.c.number)


def request_runs(room: Room, participant: Participant, given: Given, calls: Sequence[Call]) -> list[Run]:
    """Puts the calls of an answer in the queue; asked again for the same answer, gives the same runs.

    Raises:
        UserError: when this person asks for more in this step than everybody may.
    """
    asked = _of_answer(participant, given)
    with writing("rooms") as connection:
        # One request of a person at a time: two tabs must not pass the quota together.
        own = select(participants.c.id).where(participants.c.id == participant.id)
        if connection.execute(own.with_for_update()).first() is None:
            raise UserError("Questo posto non c'è più.", remedy="Entrare di nuovo con il codice dell'aula.")
        if connection.execute(select(runs.c.id).where(asked).limit(1)).first() is None:
            _check_quota(connection, participant, given.step, len(calls))
            _insert(connection, read_room(connection, room.id), given, calls)
            tell(connection, room.id)
    bell.ring()
    return _list(room.id, asked)


def runs_of(participant: Participant, step: int) -> list[Run]:
    """The runs of one person in one step, in order of item, attempt and call."""
    return _list(participant.room_id, (runs.c.participant == participant.id) & (runs.c.step == step))


def runs_to(room_id: str, step: int) -> list[Run]:
    """The runs of the whole room in one step."""
    return _list(room_id, (runs.c.room == room_id) & (runs.c.step == step))


def cancel_runs(participant: Participant, step: int) -> int:
    """Ends what this person waits for in this step; how many runs that were."""
    mine = (runs.c.participant == participant.id) & (runs.c.step == step) & runs.c.state.in_(UNFINISHED)
    with writing("rooms") as connection:
        cancelled = update(runs).where(mine).values(state="annullata").returning(runs.c.id)
        ended = list(connection.execute(cancelled).scalars())
        tell(connection, participant.room_id)
    running.cancel(ended)
    return len(ended)


def release_runs(room_id: str, step: int) -> int:
    """Lets the held runs of a step go to the model; how many they are."""
    held = (runs.c.room == room_id) & (runs.c.step == step) & (runs.c.state == "trattenuta")
    with writing("rooms") as connection:
        released = connection.execute(update(runs).where(held).values(state="in attesa")).rowcount
        tell(connection, room_id)
    bell.ring()
    return released


def _check_quota(connection: Connection, participant: Participant, step: int, more: int) -> None:
    mine = (runs.c.participant == participant.id) & (runs.c.step == step) & (runs.c.state != "annullata")
    before = connection.execute(select(func.count()).where(mine)).scalar_one()
    if before + more > settings().runs_per_step:
        raise UserError(
            "Le richieste al modello per questo passo sono finite.",
            value=f"{before} di {settings().runs_per_step}",
            remedy="Lavorare sulle risposte già avute.",
        )


def _insert(connection: Connection, room: Room, given: Given, calls: Sequence[Call]) -> None:
    values = {
        "room": room.id,
        "participant": given.participant,
        "step": given.step,
        "item": given.item,
        "attempt": given.attempt,
        "model": room.options.model,
        "state": "trattenuta" if room.batch else "in attesa",
        "output": "",
        "error": "",
        "created": time.time(),
    }
    rows = [
        {
            **values,
            "id": secrets.token_hex(12),
            "number": number,
            "call": write_call(call),
            "digest": digest_of(room.options.model, call),
        }
        for number, call in enumerate(calls)
    ]
    if rows:
        connection.execute(insert(runs), rows)


def _of_answer(participant: Participant, given: Given) -> ColumnElement[bool]:
    return (
        (runs.c.participant == participant.id)
        & (runs.c.step == given.step)
        & (runs.c.item == given.item)
        & (runs.c.attempt == given.attempt)
    )


def _list(room_id: str, condition: ColumnElement[bool]) -> list[Run]:
    with engine("rooms").connect() as connection:
        rows = connection.execute(select(runs).where(condition).order_by(*ORDER)).all()
    waiting = any(row.state == "in attesa" for row in rows)
    where = _places(settings().store_address("rooms"), room_id, revision(room_id)) if waiting else {}
    return [_run(row, where.get(row.id, 0)) for row in rows]


@lru_cache(16)
def _places(_store: str, _room_id: str, _revision: int) -> dict[str, int]:
    """Counted once for each change of the room, however many phones ask."""
    with engine("rooms").connect() as connection:
        return places(connection)


def _run(row: Row[Any], place: int) -> Run:
    call, state = read_call(row.call), cast(RunState, row.state)
    return Run(
        row.id,
        row.participant,
        row.step,
        row.item,
        row.attempt,
        call,
        state,
        row.output,
        row.error,
        place if state == "in attesa" else 0,
    )
