"""Acts that people finished with a tool: counts and minutes, under a random name, nobody's."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.errors import UserError
from workbench.indicators.places import TOGETHER
from workbench.store import engine
from workbench.store.tables.tenders_decisions import finished_acts

FEWEST = 10
"""acts (or proposals) under which no figure is told: they may all be one person's"""


@dataclass(frozen=True)
class Finished:
    municipality: str
    month: str
    acts: int
    minutes: float
    proposed: int
    changed: int


def finished(municipality: str, period: str) -> list[Finished]:
    """Until the end of the month, in an order that does not tell who came first."""
    columns = [finished_acts.c[name] for name in Finished.__dataclass_fields__]
    query = select(*columns).where(finished_acts.c.month <= period)
    if municipality != TOGETHER:
        query = query.where(finished_acts.c.municipality == municipality)
    with engine("tenders").connect() as connection:
        found = [Finished(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda each: (each.month, each.municipality, each.minutes, each.proposed))


def by_place(found: Sequence[Finished], counted: str) -> dict[str, int]:
    """What is counted (a field), by municipality."""
    parts: Counter[str] = Counter()
    for each in found:
        parts[each.municipality] += getattr(each, counted)
    return dict(parts)


def check_enough(number: int, what: str) -> None:
    """Raises UserError when a figure would rest on too few."""
    if number < FEWEST:
        raise UserError(
            f"Troppo pochi per una cifra: {number} {what}.", remedy=f"Ne servono almeno {FEWEST}."
        )
