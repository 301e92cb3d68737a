"""People come in with the room's code and under a nickname; a rejoin code brings them back to their place."""

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.exc import IntegrityError

from workbench.errors import UserError
from workbench.rooms.codes import join_digest, new_rejoin_code, rejoin_code_of, rejoin_digest, token_digest
from workbench.rooms.nicknames import draw_nickname
from workbench.rooms.opening import read_room, room, tell
from workbench.rooms.presence import mark_present
from workbench.rooms.values import Participant, Room
from workbench.store import engine, insert_new, writing
from workbench.store.tables import rooms as tables

MOST_PEOPLE = 600
LONGEST_GROUP = 40
WRONG_CODES, WRONG_CODES_SECONDS = 20, 60.0
NICKNAMES_TRIED = 200


def join(room: Room, *, group: str = "", key: str = "") -> tuple[Participant, str]:
    """A new participant and the rejoin code, which is shown once: the store keeps only its HMAC.

    `key`: what the phone drew for this one entrance. The same key seats nobody twice, whatever was cut in
    between: it brings back the same participant and the same code. The store keeps only its HMAC.

    Raises:
        UserError: when the room is locked, closed, expired or full.
    """
    now = time.time()
    with writing("rooms") as connection:
        connection.execute(select(tables.rooms.c.id).where(tables.rooms.c.id == room.id).with_for_update())
        if key and (seated := _seated_with(connection, room.id, key)):
            return seated
        fresh = read_room(connection, room.id)
        _check_welcome(connection, fresh, now)
        found, code = _insert(connection, fresh, _Entrance(_one_line(group), key, now))
        mark_present(connection, found, now)
        tell(connection, fresh.id)
    return found, code


def rejoin(room: Room, rejoin_code: str) -> Participant:
    """Whoever has this code, on whichever device.

    Raises:
        UserError: for a wrong code, and for a minute after 20 wrong ones in this room.
    """
    now = time.time()
    digest = rejoin_digest(room.id, rejoin_code)
    with writing("rooms") as connection:
        seen = connection.execute(
            select(tables.rooms).where(tables.rooms.c.id == room.id).with_for_update()
        ).one()
        recent = seen.wrong_codes if now - seen.wrong_since < WRONG_CODES_SECONDS else 0
        if recent >= WRONG_CODES:
            raise UserError(
                "Ci sono stati troppi codici di rientro sbagliati.", remedy="Riprovare tra un minuto."
            )
        matching = (tables.participants.c.room == room.id) & (tables.participants.c.rejoin_digest == digest)
        row = connection.execute(select(tables.participants).where(matching)).first() if digest else None
        if row is not None:
            mark_present(connection, _participant(row), now)
            return _participant(row)
        # The last wrong code locks for a minute from now on.
        since = seen.wrong_since if recent and recent + 1 < WRONG_CODES else now
        wrong = update(tables.rooms).where(tables.rooms.c.id == room.id)
        connection.execute(wrong.values(wrong_codes=recent + 1, wrong_since=since))
    raise UserError(
        "Il codice di rientro non è di quest'aula.",
        remedy="Il codice di rientro ha otto cifre ed è quello apparso all'ingresso: ricontrollarlo.",
    )


def participant(room_id: str, participant_id: str) -> Participant | None:
    """The participant, if there is one of that room."""
    condition = (tables.participants.c.id == participant_id) & (tables.participants.c.room == room_id)
    with engine("rooms").connect() as connection:
        row = connection.execute(select(tables.participants).where(condition)).first()
    return _participant(row) if row else None


def participants(room_id: str) -> list[Participant]:
    """Everybody in the room, in the order in which they came."""
    statement = select(tables.participants).where(tables.participants.c.room == room_id)
    with engine("rooms").connect() as connection:
        rows = connection.execute(statement.order_by(tables.participants.c.joined, tables.participants.c.id))
        return [_participant(row) for row in rows]


def new_nickname(participant: Participant) -> Participant:
    """Another nickname, for whoever does not like theirs."""
    with writing("rooms") as connection:
        while True:
            taken = set(_nicknames(connection, participant.room_id))
            # Two who change at once may draw the same free one: the second draws again.
            with suppress(IntegrityError), connection.begin_nested():
                return _change(connection, participant, nickname=_free_nickname(taken))


def go_to(participant: Participant, step: int) -> Participant:
    """Moves one person, where the pace allows it.

    Raises:
        UserError: in a guided room, or when a step would be skipped that has its order.
    """
    here = room(participant.room_id)
    if here.pace == "guidata":
        raise UserError("In quest'aula il passo è di chi conduce.", remedy="Attendere il passo seguente.")
    furthest = len(here.plan.steps) - 1
    if here.pace == "propria":
        furthest = min(furthest, participant.step + 1)
    if not 0 <= step <= furthest:
        raise UserError("Questo passo non è ancora aperto.", value=step + 1, remedy="Procedere in ordine.")
    if step == participant.step:
        return participant
    with writing("rooms") as connection:
        return _change(connection, participant, step=step)


def claim_token(participant: Participant, number: str) -> bool:
    """Whether this person may have the token of the certificate with this number.

    The first number that is asked for is theirs, as often as it is asked for: an answer that was lost on its
    way can be had again, and it is the same token. Any other number would be a second certificate. Only an
    HMAC of the number is kept, under another key than the register's.
    """
    table, digest = tables.participants.c, token_digest(participant.id, number)
    mine = (table.id == participant.id) & (table.token_issued.is_(False) | (table.token_digest == digest))
    claimed = update(tables.participants).where(mine).values(token_issued=True, token_digest=digest)
    with writing("rooms") as connection:
        return connection.execute(claimed).rowcount == 1


def _check_welcome(connection: Connection, fresh: Room, now: float) -> None:
    if fresh.state == "chiusa" or fresh.expires <= now:
        raise UserError("L'aula è chiusa.", value=fresh.code, remedy="Chiedere a chi conduce.")
    if fresh.locked:
        raise UserError(
            "L'aula non accoglie altre persone.",
            value=fresh.code,
            remedy="Chiedere a chi conduce; chi era già dentro usa il codice di rientro.",
        )
    counted = select(func.count()).where(tables.participants.c.room == fresh.id)
    if connection.execute(counted).scalar_one() >= MOST_PEOPLE:
        raise UserError(
            f"L'aula è piena: accoglie al massimo {MOST_PEOPLE} persone.",
            value=fresh.code,
            remedy="Chiedere a chi conduce.",
        )


@dataclass(frozen=True)
class _Entrance:
    group: str
    key: str
    when: float


def _seated_with(connection: Connection, room_id: str, key: str) -> tuple[Participant, str] | None:
    """Whoever came in with this key, and their code, which derives from it."""
    table = tables.participants
    same = (table.c.room == room_id) & (table.c.join_digest == join_digest(room_id, key))
    row = connection.execute(select(table).where(same)).first()
    if row is None:
        return None
    codes = (rejoin_code_of(room_id, key, turn) for turn in range(NICKNAMES_TRIED))
    return _participant(row), next(
        code for code in codes if rejoin_digest(room_id, code) == row.rejoin_digest
    )


def _insert(connection: Connection, fresh: Room, entrance: _Entrance) -> tuple[Participant, str]:
    key, group, now = entrance.key, entrance.group, entrance.when
    values: dict[str, Any] = {
        "id": secrets.token_hex(12),
        "room": fresh.id,
        "team": group,
        "step": max(0, fresh.step) if fresh.pace == "guidata" else 0,
        "joined": now,
        "token_issued": False,
        "served": 0,
        "join_digest": join_digest(fresh.id, key) if key else None,
    }
    for turn in range(NICKNAMES_TRIED):
        code = rejoin_code_of(fresh.id, key, turn) if key else new_rejoin_code()
        row = {**values, "nickname": draw_nickname(), "rejoin_digest": rejoin_digest(fresh.id, code)}
        if insert_new(connection, tables.participants, **row):
            return Participant(row["id"], fresh.id, row["nickname"], group, row["step"], now, False), code
    raise RuntimeError("no free nickname although the room is not full")


def _one_line(group: str) -> str:
    """What a person typed as the name of a group, without marks that turn a line or end a text."""
    printable = "".join(character if character.isprintable() else " " for character in group)
    return " ".join(printable.split())[:LONGEST_GROUP]


def _nicknames(connection: Connection, room_id: str) -> list[str]:
    found = connection.execute(
        select(tables.participants.c.nickname).where(tables.participants.c.room == room_id)
    )
    return list(found.scalars())


def _free_nickname(taken: set[str]) -> str:
    while (drawn := draw_nickname()) in taken:
        pass
    return drawn


def _change(connection: Connection, found: Participant, **values: Any) -> Participant:
    changed = update(tables.participants).where(tables.participants.c.id == found.id).values(values)
    row = connection.execute(changed.returning(tables.participants)).first()
    if row is None:
        raise UserError("Questo posto non c'è più.", remedy="Entrare di nuovo con il codice dell'aula.")
    tell(connection, found.room_id)
    return _participant(row)


def _participant(row: Row[Any]) -> Participant:
    return Participant(row.id, row.room, row.nickname, row.team, row.step, row.joined, row.token_issued)
