"""Who looked at which aggregate: rows are only added, and the page of guarantees shows them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from workbench.store import engine, writing
from workbench.store.tables.measures import accesses as log

STORE = "measures"


@dataclass(frozen=True)
class Access:
    who: str
    """account or role, never a participant"""
    what: str
    at: str
    """ISO time, UTC, to the second"""


def note_access(who: str, what: str) -> None:
    """Adds a row: `who` (account or role) looked at `what` (an aggregate, in words)."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with writing(STORE) as connection:
        connection.execute(insert(log).values(who=who[:64], what=what[:200], at=at))


def accesses(latest: int = 1000) -> list[Access]:
    """The latest accesses, the newest first."""
    newest = select(log).order_by(log.c.number.desc()).limit(latest)
    with engine(STORE).connect() as connection:
        return [Access(row.who, row.what, row.at) for row in connection.execute(newest)]
