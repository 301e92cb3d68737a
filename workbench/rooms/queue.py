"""The order in which model calls are answered: whoever had fewest answers in this room goes first.

One row of `runs` is one call. Nothing about it is kept in memory, so that a restart loses nothing.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from threading import Condition
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select, update

from workbench.backends import Decoding
from workbench.rooms.opening import tell
from workbench.rooms.values import Call
from workbench.store import engine, writing
from workbench.store.tables.rooms import participants, runs

UNFINISHED = ("trattenuta", "in attesa", "in corso")
FAIR_LOCK = "SELECT pg_advisory_xact_lock(7236)"


class Bell:
    """Tells the threads of this process that a call waits; other processes are noticed by looking."""

    def __init__(self) -> None:
        self._condition = Condition()
        self.rung = 0

    def ring(self) -> None:
        with self._condition:
            self.rung += 1
            self._condition.notify_all()

    def wait(self, heard: int, seconds: float) -> None:
        """Until it rings, unless it has rung since `heard`."""
        with self._condition:
            self._condition.wait_for(lambda: self.rung != heard, seconds)


bell = Bell()


@dataclass(frozen=True)
class Taken:
    """A call in somebody's hands."""

    id: str
    room: str
    participant: str
    model: str
    digest: str
    call: Call


def take() -> Taken | None:
    """The next call to answer. A call whose twin in this room is answered gets that answer; one whose twin
    is being answered waits for it.
    """
    if not _somebody_waits():
        return None
    told: set[str] = set()
    with writing("rooms") as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(FAIR_LOCK)  # two who choose at once would choose twins
        taken = _choose(connection, told)
        # Last, as everywhere: whoever locks runs, people and rooms in this order never waits in a circle.
        tell(connection, *sorted(told))
    return taken


def finish(taken: Taken, output: str) -> None:
    """Stores an answer, for its twins that wait as well; what was cancelled meanwhile stays cancelled."""
    text = storable(output)
    own = (runs.c.id == taken.id) & (runs.c.state == "in corso")
    twins = _twins(taken.room, taken.digest) & (runs.c.state == "in attesa")
    with writing("rooms") as connection:
        _set(connection, own | twins, state="fatta", output=text)
        tell(connection, taken.room)


def fail(taken: Taken, error: str) -> None:
    """Stores why there is no answer; twins that wait are tried by themselves."""
    with writing("rooms") as connection:
        own = (runs.c.id == taken.id) & (runs.c.state == "in corso")
        _set(connection, own, state="non riuscita", error=storable(error))
        tell(connection, taken.room)


def put_back(condition: ColumnElement[bool]) -> None:
    """Calls that nobody is answering any more wait again."""
    with writing("rooms") as connection:
        _set(connection, condition & (runs.c.state == "in corso"), state="in attesa")
    bell.ring()


def cancel_all(room_id: str) -> None:
    """Nobody in this room waits any longer."""
    with writing("rooms") as connection:
        waiting = (runs.c.room == room_id) & runs.c.state.in_(UNFINISHED)
        if _set(connection, waiting, state="annullata"):
            tell(connection, room_id)


def places(connection: Connection) -> dict[str, int]:
    """Run -> its place among all that wait, in the order in which `take` would take them."""
    rank = func.row_number().over(partition_by=runs.c.participant, order_by=(runs.c.created, runs.c.number))
    turn = (participants.c.served + rank).label("turn")
    waiting = (
        select(runs.c.id, turn)
        .join(participants, participants.c.id == runs.c.participant)
        .where(runs.c.state == "in attesa")
        .order_by(turn, runs.c.created, runs.c.number, runs.c.id)
    )
    return {row.id: place for place, row in enumerate(connection.execute(waiting), start=1)}


def digest_of(model: str, call: Call) -> str:
    """The same for two calls that must get the same answer."""
    asked = [model, call.messages, asdict(call.decoding)]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def write_call(call: Call) -> str:
    return json.dumps({"messages": call.messages, "decoding": asdict(call.decoding), "key": call.key})


def read_call(text: str) -> Call:
    found = json.loads(text)
    decoding = found["decoding"]
    lists = {name: tuple(decoding.get(name, ())) for name in ("stop", "admitted")}
    return Call(tuple(found["messages"]), Decoding(**{**decoding, **lists}), found["key"])


def storable(text: str) -> str:
    """Without what a database refuses: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _choose(connection: Connection, told: set[str]) -> Taken | None:
    """Marks the next call as taken, and those on the way whose answer is known as answered."""
    while (chosen := connection.execute(NEXT).scalar()) is not None:
        row = connection.execute(select(runs).where(runs.c.id == chosen)).one()
        told.add(row.room)
        twin = select(runs.c.output).where(_twins(row.room, row.digest), runs.c.state == "fatta")
        known = connection.execute(twin.limit(1)).scalar()
        if known is not None:
            _set(connection, runs.c.id == row.id, state="fatta", output=known)
            continue
        _set(connection, runs.c.id == row.id, state="in corso")
        person = update(participants).where(participants.c.id == row.participant)
        connection.execute(person.values(served=participants.c.served + 1))
        return Taken(row.id, row.room, row.participant, row.model, row.digest, read_call(row.call))
    return None


def _next() -> Any:
    other = runs.alias("other")
    twin_runs = exists().where(
        other.c.room == runs.c.room, other.c.digest == runs.c.digest, other.c.state == "in corso"
    )
    # Only the key: sorting thousands of rows with their prompts costs much more.
    return (
        select(runs.c.id)
        .join(participants, participants.c.id == runs.c.participant)
        .where(runs.c.state == "in attesa", ~twin_runs)
        .order_by(participants.c.served, runs.c.created, runs.c.number, runs.c.id)
        .limit(1)
    )


NEXT = _next()


def _somebody_waits() -> bool:
    with engine("rooms").connect() as connection:
        return (
            connection.execute(select(runs.c.id).where(runs.c.state == "in attesa").limit(1)).first()
            is not None
        )


def _twins(room_id: str, digest: str) -> ColumnElement[bool]:
    return (runs.c.room == room_id) & (runs.c.digest == digest)


def _set(connection: Connection, condition: ColumnElement[bool], **values: str) -> int:
    return connection.execute(update(runs).where(condition).values(values)).rowcount
