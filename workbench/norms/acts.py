"""The shipped table of acts: a line of `acts.yaml` each, facts with their confidence."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.norms.act import Act
from workbench.norms.urns import eli_address, urn_of

TABLE = Path(__file__).parent / "acts.yaml"
NUMBERED = re.compile(r"(?P<book>[IVX]+)\.(?P<first>\d+)-(?P<last>\d+)")


@cache
def list_acts() -> tuple[Act, ...]:
    """All acts of the table, in its order."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: dict[str, dict[str, Any]] = yaml.load(TABLE.read_text("utf-8"), Loader=loader)
    return tuple(_act(identifier, row) for identifier, row in rows.items())


def act_named(identifier: str) -> Act | None:
    """The act called `d.lgs. 36/2023` by this table; None when it is not in it."""
    return _by_id().get(identifier)


@cache
def _by_id() -> dict[str, Act]:
    return {act.id: act for act in list_acts()}


def _act(identifier: str, row: dict[str, Any]) -> Act:
    day: date | None = row.get("day")
    return Act(
        id=identifier,
        title=row["title"],
        urn=row.get("urn") or urn_of(identifier, day),
        address=eli_address(row.get("eli", "")),
        day=day,
        articles=row.get("articles"),
        extra=frozenset(str(row.get("extra", "")).split()),
        extra_is_complete=row.get("complete", False),
        annexes=frozenset(_annexes(row.get("annexes", ""))),
        in_force_from=row.get("from"),
        in_force_to=row.get("to"),
        repealed_by=row.get("repealed_by", ""),
        confidence=row["confidence"],
        source=row.get("source", "conoscenza di settore, da confermare su Normattiva"),
        aliases=tuple(row.get("aliases", ())),
    )


def _annexes(written: str) -> list[str]:
    """`I.01 II.1-3` -> `I.01`, `II.1`, `II.2`, `II.3`."""
    names: list[str] = []
    for word in written.split():
        several = NUMBERED.fullmatch(word)
        if several:
            numbers = range(int(several["first"]), int(several["last"]) + 1)
            names += [f"{several['book']}.{number}" for number in numbers]
        else:
            names.append(word)
    return names
