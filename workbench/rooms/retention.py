"""What is removed when its days are over, counted from the end of the room."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from workbench.rooms.values import Swept
from workbench.settings import settings
from workbench.store import writing
from workbench.store.tables.answers import answers
from workbench.store.tables.rooms import participants, presence, rooms, runs

DAY = 86_400.0
AT_ONCE = 500
"""rooms in one statement: databases limit how many values one may carry"""
CODES = ("rejoin_digest", "join_digest", "token_digest")
HAS_CODES = or_(*(participants.c[name].is_not(None) for name in CODES))


def sweep(now: float, *, dry_run: bool) -> list[Swept]:
    """Removes what is older than the settings allow, or with `dry_run` only counts it. Unix seconds.

    The rows of people and answers stay, without nickname, codes, presence and words: who they were is gone,
    how many they were is not.
    """
    kept = settings()
    with writing("rooms") as connection:
        technical = _ended(connection, now, kept.technical_days)
        nameless = _ended(connection, now, kept.nickname_days)
        wordless = _ended(connection, now, kept.text_days)
        drafts = _ended(connection, now, kept.nickname_days, rooms.c.state == "attesa")
        sweeper = _Sweeper(connection, dry_run)
        swept = [
            Swept("presenze", kept.technical_days, sweeper.remove(presence, technical)),
            Swept(
                "codici di rientro",
                kept.technical_days,
                sweeper.blank(participants, technical, HAS_CODES, **dict.fromkeys(CODES)),
            ),
            Swept(
                "soprannomi e gruppi",
                kept.nickname_days,
                sweeper.blank(
                    participants,
                    nameless,
                    participants.c.nickname != participants.c.id,
                    nickname=participants.c.id,
                    team="",
                ),
            ),
            Swept("richieste ai modelli e loro risposte", kept.text_days, sweeper.remove(runs, wordless)),
        ]
    with writing("answers") as connection:
        texts = _Sweeper(connection, dry_run).blank(
            answers, wordless, answers.c.words, value="null", words=False
        )
    swept.append(Swept("testi scritti nelle risposte", kept.text_days, texts))
    swept.append(Swept("aule mai iniziate", kept.nickname_days, _remove_drafts(drafts, dry_run)))
    return swept


class _Sweeper:
    """Counts, or counts and changes, the rows of many rooms."""

    def __init__(self, connection: Connection, dry_run: bool) -> None:
        self._connection = connection
        self._dry_run = dry_run

    def remove(self, table: Table, room_ids: Sequence[str]) -> int:
        return sum(self._each(table, condition, delete(table)) for condition in _within(table, room_ids))

    def blank(self, table: Table, room_ids: Sequence[str], still: ColumnElement[bool], **values: Any) -> int:
        conditions = (condition & still for condition in _within(table, room_ids))
        return sum(self._each(table, condition, update(table).values(values)) for condition in conditions)

    def _each(self, table: Table, condition: ColumnElement[bool], change: Any) -> int:
        if self._dry_run:
            counted = select(func.count()).select_from(table).where(condition)
            return int(self._connection.execute(counted).scalar_one())
        return self._connection.execute(change.where(condition)).rowcount


def _ended(connection: Connection, now: float, days: int, *more: ColumnElement[bool]) -> list[str]:
    over = select(rooms.c.id).where(rooms.c.expires < now - days * DAY, *more)
    return list(connection.execute(over).scalars())


def _within(table: Table, room_ids: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    column = rooms.c.id if table is rooms else table.c.room
    for start in range(0, len(room_ids), AT_ONCE):
        yield column.in_(room_ids[start : start + AT_ONCE])


def _remove_drafts(drafts: Sequence[str], dry_run: bool) -> int:
    """A room that never started has people who waited, and no answers."""
    with writing("rooms") as connection:
        sweeper = _Sweeper(connection, dry_run)
        for table in (presence, participants):
            sweeper.remove(table, drafts)
        return sweeper.remove(rooms, drafts)
