"""Who was there, and for how long: intervals, so that a reconnection never counts twice."""

import time

from sqlalchemy import Connection, func, select, update

from workbench.rooms.opening import tell
from workbench.rooms.values import Participant
from workbench.store import engine, insert_new, writing
from workbench.store.tables.rooms import presence

LONGEST_GAP = 90.0
"""seconds without a sign after which a person counts as gone"""
SHORTEST_STEP = 5.0
"""seconds; a sign that comes sooner after the last one is not worth a write"""


def touch(participant: Participant, now: float | None = None) -> None:
    """A sign of life: lengthens the present interval, or begins one after a gap of more than 90 s."""
    moment = time.time() if now is None else now
    with engine("rooms").connect() as connection:
        latest = select(func.max(presence.c.ended)).where(presence.c.participant == participant.id)
        seen = connection.execute(latest).scalar()
    if seen is not None and 0 <= moment - seen < SHORTEST_STEP:
        return
    with writing("rooms") as connection:
        mark_present(connection, participant, moment)


def mark_present(connection: Connection, participant: Participant, now: float) -> None:
    """`touch`, inside a transaction that is open already."""
    alive = (
        (presence.c.participant == participant.id)
        & (presence.c.began <= now)
        & (presence.c.ended >= now - LONGEST_GAP)
    )
    last = func.max(presence.c.ended, now) if _on_sqlite(connection) else func.greatest(presence.c.ended, now)
    if connection.execute(update(presence).where(alive).values(ended=last)).rowcount == 0:
        row = {"participant": participant.id, "began": now, "ended": now, "room": participant.room_id}
        insert_new(connection, presence, **row)
        tell(connection, participant.room_id)


def minutes_present(participant_id: str) -> float:
    """Minutes in the room, gaps of more than 90 s left out; two devices at once count once."""
    return total_minutes(intervals(participant_id))


def intervals(participant_id: str) -> list[tuple[float, float]]:
    """Beginning and end of each presence, unix seconds, in order."""
    statement = select(presence.c.began, presence.c.ended).where(presence.c.participant == participant_id)
    with engine("rooms").connect() as connection:
        return [(began, ended) for began, ended in connection.execute(statement.order_by(presence.c.began))]


def total_minutes(spans: list[tuple[float, float]]) -> float:
    """The length of the union of intervals in order of beginning, seconds to minutes."""
    total, reached = 0.0, float("-inf")
    for began, ended in spans:
        total += max(0.0, ended - max(began, reached))
        reached = max(reached, ended)
    return total / 60


def count_present(connection: Connection, room_id: str, now: float) -> int:
    seen = (presence.c.room == room_id) & (presence.c.ended >= now - LONGEST_GAP)
    people = select(func.count(presence.c.participant.distinct())).where(seen)
    return int(connection.execute(people).scalar_one())


def _on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
