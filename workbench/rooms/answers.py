"""Answers: one row for each (room, participant, step, item, attempt), whatever a network sends twice."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, select, update

from workbench.errors import UserError
from workbench.rooms.opening import room as read_fresh
from workbench.rooms.opening import tell
from workbench.rooms.values import Given, Participant, Room, Saved
from workbench.store import engine, insert_new, writing
from workbench.store.tables.answers import answers
from workbench.store.tables.rooms import participants, rooms

GRACE_SECONDS = 3.0
"""what was sent at the last moment still arrives"""
LONGEST_VALUE = 65_536
ITEM = re.compile(r"[\w.-]{1,64}", re.ASCII)


def save_answer(room: Room, participant: Participant, given: Given) -> Saved:
    """Keeps one answer: see `save_answers`."""
    return save_answers(room, participant, [given])[0]


def save_answers(room: Room, participant: Participant, given: Sequence[Given]) -> list[Saved]:
    """Keeps the answers of one form, all or none; once this returns, no crash of the process loses them.

    Returns what became of each, in the order given. The room's revision grows by one, unless nothing is new.

    Raises:
        UserError: when the room is not running, its time is up, a step is not open, or a value is too long.
    """
    if not given:
        return []
    fresh = read_fresh(room.id)
    for step in {each.step for each in given}:
        check_open(fresh, participant, step)
    rows = [(_key(fresh.id, participant.id, each), _row(each)) for each in given]
    # In one order for everybody: two transactions that lock the same rows crosswise would never end.
    places = sorted(range(len(rows)), key=lambda place: tuple(rows[place][0].values()))
    with writing("answers") as connection:
        saved = {place: _keep(connection, *rows[place]) for place in places}
    if set(saved.values()) - {"uguale"}:
        _tell_if_still_there(fresh, participant)
    return [saved[place] for place in range(len(rows))]


def check_open(room: Room, participant: Participant, step: int) -> None:
    """Raises UserError, saying why, when an answer to this step would not be taken now."""
    now = time.time()
    if room.state == "chiusa" or room.expires <= now:
        raise UserError("L'aula è chiusa: non accoglie altre risposte.", remedy="Chiedere a chi conduce.")
    if room.state == "attesa":
        raise UserError("L'aula non è ancora iniziata.", remedy="Attendere che chi conduce inizi.")
    if room.state == "pausa":
        raise UserError("L'aula è in pausa.", remedy="Attendere la ripresa: quanto è scritto qui resta.")
    if room.ends is not None and now > room.ends + GRACE_SECONDS:
        raise UserError("Il tempo di questo passo è finito.", remedy="Chiedere a chi conduce altri minuti.")
    if not _is_open(room, participant, step):
        raise UserError("Questo passo non è aperto.", value=step + 1, remedy="Tornare al passo presente.")


def answers_of(participant: Participant) -> list[Given]:
    """Everything that one person answered, in order of step, item and attempt."""
    return _read(answers.c.room == participant.room_id, answers.c.participant == participant.id)


def answers_to(room_id: str, step: int) -> list[Given]:
    """What the room answered in one step, hidden answers included."""
    return _read(answers.c.room == room_id, answers.c.step == step)


def hide(  # noqa: PLR0913 - the key of an answer has five parts
    room_id: str, participant: str, step: int, item: str, attempt: int, hidden: bool
) -> None:
    """Takes an answer off the wall, or puts it back."""
    with writing("answers") as connection:
        same = (
            (answers.c.room == room_id)
            & (answers.c.participant == participant)
            & (answers.c.step == step)
            & (answers.c.item == item)
            & (answers.c.attempt == attempt)
        )
        connection.execute(update(answers).where(same).values(hidden=hidden))
    with writing("rooms") as connection:
        tell(connection, room_id)


def _row(given: Given) -> dict[str, Any]:
    words = given.words and _has_text(given.value)
    return {"value": _written(given.value), "saved": given.saved, "hidden": given.hidden, "words": words}


def _keep(connection: Connection, key: Mapping[str, Any], row: Mapping[str, Any]) -> Saved:
    if insert_new(connection, answers, **key, **row):
        return "nuova"
    same = [answers.c[name] == part for name, part in key.items()]
    before = connection.execute(select(answers.c.value).where(*same).with_for_update()).scalar_one()
    if before == row["value"]:
        return "uguale"
    # What the trainer took off the wall stays off, whatever it becomes.
    new = {name: value for name, value in row.items() if name != "hidden"}
    connection.execute(update(answers).where(*same).values(new))
    return "cambiata"


def _tell_if_still_there(room: Room, participant: Participant) -> None:
    """Raises the revision; what reached the store while its author was being erased is erased too."""
    there = exists().where(participants.c.id == participant.id)
    new = {"revision": rooms.c.revision + 1}
    with writing("rooms") as connection:
        if connection.execute(update(rooms).where(rooms.c.id == room.id, there).values(new)).rowcount:
            return
    with writing("answers") as connection:
        own = (answers.c.room == room.id) & (answers.c.participant == participant.id)
        connection.execute(delete(answers).where(own))
    raise UserError("Questo posto non c'è più.", remedy="Entrare di nuovo con il codice dell'aula.")


def _is_open(room: Room, participant: Participant, step: int) -> bool:
    if room.pace == "guidata":
        return step == room.step
    reached = participant.step if room.pace == "propria" else len(room.plan.steps) - 1
    return 0 <= step <= min(reached, len(room.plan.steps) - 1)


def _key(room_id: str, participant_id: str, given: Given) -> dict[str, Any]:
    if given.participant != participant_id:
        raise ValueError("an answer is saved by whoever gave it")
    if not ITEM.fullmatch(given.item) or not 1 <= given.attempt <= 1000:
        raise UserError("La domanda non esiste.", value=given.item, remedy="Ricaricare la pagina.")
    return {
        "room": room_id,
        "participant": participant_id,
        "step": given.step,
        "item": given.item,
        "attempt": given.attempt,
    }


def _written(value: Any) -> str:
    # Escapes keep everything a person can paste within what both databases take, NUL included.
    text = json.dumps(value, allow_nan=False, sort_keys=True)
    if len(text) > LONGEST_VALUE:
        raise UserError("La risposta è troppo lunga.", remedy="Accorciarla.")
    return text


def _has_text(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_text, value.values()))
    return any(map(_has_text, value)) if isinstance(value, list | tuple) else isinstance(value, str)


def _read(*conditions: Any) -> list[Given]:
    order = (answers.c.participant, answers.c.step, answers.c.item, answers.c.attempt)
    with engine("answers").connect() as connection:
        return [
            _given(row) for row in connection.execute(select(answers).where(*conditions).order_by(*order))
        ]


def _given(row: Row[Any]) -> Given:
    value = json.loads(row.value)
    return Given(row.participant, row.step, row.item, row.attempt, value, row.saved, row.hidden, row.words)
