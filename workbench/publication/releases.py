"""The log of what was published: a table that, with an earlier one, uncovers somebody is refused.

Limit: two tables are compared only if they name their population with the same words and their groups with
the same names; age bands that overlap ("oltre 50", "oltre 55") are not recognised as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select

from workbench.errors import UserError
from workbench.publication.bounds import Line, exposed, nested_differences
from workbench.publication.suppression import sensitive, suppress, table_lines, threshold
from workbench.publication.table import Key, Place, Scope, Table
from workbench.store import engine, writing
from workbench.store.tables.measures import releases as log

STORE = "measures"


@dataclass(frozen=True)
class Release:
    """A table as it was shown, or the reason why it was not."""

    table: Table
    topic: str
    who: str
    at: str
    refused: str = ""
    secret: frozenset[Place] = frozenset()
    """hidden for themselves (the others are hidden to protect them): for the next checks, never shown"""


def release(table: Table, topic: str, who: str) -> Table:
    """Suppresses a table, checks it against every earlier one of the same population, logs it, returns it.

    The same table again is not logged twice. A refusal is logged too, without figures.

    Raises:
        UserError: when this table and earlier ones together would uncover a cell.
    """
    asked = Release(suppress(table, topic), topic, who, _now(), secret=sensitive(table, topic))
    with writing(STORE) as connection:
        earlier = [each for each in _read(connection, table.scope.population) if not each.refused]
        if any(each.table == asked.table and each.topic == topic for each in earlier):
            return asked.table
        problem = _uncovered(asked, earlier)
        _write(connection, asked, problem)
    if not problem:
        return asked.table
    raise UserError(
        "La tabella non si può pubblicare: con una già pubblicata farebbe riconoscere poche persone.",
        value=problem,
        remedy="Aspettare altre misure, riunire i gruppi, o usare quelli della tabella precedente.",
    )


def releases(population: str = "", *, refused: bool = False) -> list[Release]:
    """What was published (or refused, without figures), the newest first."""
    with engine(STORE).connect() as connection:
        return [each for each in _read(connection, population) if bool(each.refused) == refused]


def _uncovered(asked: Release, earlier: Sequence[Release]) -> str:
    """Why the table may not be shown beside the earlier ones; empty if it may."""
    small = {asked.table.key(place) for place in asked.secret}
    for each in earlier:
        fewest = max(threshold(asked.topic), threshold(each.topic))
        for key, other in nested_differences(asked.table.visible(), each.table.visible(), fewest):
            return f"{_words(key)} qui, {_words(other)} il {each.at[:10]}"
        if known := small & each.table.visible().keys():
            return f"{_words(min(known, key=sorted))} era nella tabella del {each.at[:10]}"
    found = _worked_out(asked, earlier)
    return _words(min(found, key=sorted)) if found else ""


def _worked_out(asked: Release, earlier: Sequence[Release]) -> set[Key]:
    """Small cells that a reader of all these tables could work out.

    The reader takes a line of an earlier table for unchanged when nothing that is shown of it changed, and
    adds it to the new table. If all these lines together contradict it, each is tried alone.
    """
    shown, lines = asked.table.visible(), table_lines(asked.table)
    wanted = {asked.table.key(place): threshold(asked.topic) for place in asked.secret}
    steady: list[_Unchanged] = []
    latest = shown
    for each in earlier:  # the newest first: what it shows is what older ones are compared with
        steady += _unchanged(each, latest)
        latest = each.table.visible() | latest

    def together(parts: Sequence[_Unchanged]) -> set[Key] | None:
        small = {key: fewest for part in parts for key, fewest in part.small.items()} | wanted
        known = {key: count for part in parts for key, count in part.known.items()} | shown
        return exposed(small, [*lines, *(part.line for part in parts)], known)

    found = together(steady)
    if found is None:
        found = {key for part in steady for key in together([part]) or ()}
    return found


class _Unchanged(NamedTuple):
    """A line of an earlier table of which nothing shown has changed, and what it adds."""

    line: Line
    known: dict[Key, int]
    small: dict[Key, int]


def _unchanged(release: Release, now: Mapping[Key, int]) -> Iterator[_Unchanged]:
    before = release.table.visible()
    secret = {release.table.key(place) for place in release.secret}
    for line in table_lines(release.table):
        keys = {*line.parts, line.total}
        known = {key: before[key] for key in keys & before.keys()}
        grown = secret & keys & now.keys()  # too few then, enough now
        if not grown and all(now.get(key, count) == count for key, count in known.items()):
            yield _Unchanged(line, known, dict.fromkeys(secret & keys, threshold(release.topic)))


def _words(key: Key) -> str:
    return ", ".join(f"{variable} {value}" for variable, value in sorted(key)) or "il totale"


def _write(connection: Connection, release: Release, refused: str) -> None:
    table = release.table
    content: dict[str, Any] = {"title": table.title, "scope": vars(table.scope)}
    if not refused:
        content |= {
            "rows": table.rows,
            "columns": table.columns,
            "counts": table.counts,
            "means": table.means,
        }
        content["secret"] = sorted(release.secret)
    row = {
        "population": table.scope.population,
        "topic": release.topic,
        "who": release.who[:64],
        "at": release.at,
    }
    connection.execute(insert(log).values(**row, refused=refused, content=content))


def _read(connection: Connection, population: str) -> list[Release]:
    newest = select(log).order_by(log.c.number.desc())
    wanted = newest.where(log.c.population == population) if population else newest
    return [_release(row) for row in connection.execute(wanted)]


def _release(row: Row[Any]) -> Release:
    content = row.content
    scope = content["scope"]
    where = tuple(scope["where"]) if scope["where"] else None
    table = Table(
        content["title"],
        Scope(**{**scope, "where": where}),
        tuple(content.get("rows", ())),
        tuple(content.get("columns", ())),
        tuple(tuple(line) for line in content.get("counts", ())),
        tuple(tuple(line) for line in content.get("means", ())),
    )
    secret = frozenset((place[0], place[1]) for place in content.get("secret", ()))
    return Release(table, row.topic, row.who, row.at, row.refused, secret)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
