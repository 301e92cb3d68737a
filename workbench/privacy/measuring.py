"""How much of the personal data in written cases the rules find, and how much of what they find is one."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.privacy.found import KINDS, Found
from workbench.privacy.searching import find_personal
from workbench.settings import settings
from workbench.statistics import Interval, wilson

PARTS = ("sviluppo", "prova", "verifica", "controllo")
"""in the order in which they were written"""
NOT_FOR_RULES = PARTS[1:]
"""the parts that were not looked at when the rules were first made"""
MOST_EXTRA = 6
"""characters that a finding may have beyond the datum and still count as that datum"""


@dataclass(frozen=True)
class Case:
    id: str
    part: str
    is_trap: bool
    """no personal datum in it, and something that looks like one"""
    text: str
    data: tuple[Found, ...]


@dataclass(frozen=True)
class Measured:
    """Shares with Wilson's 95 % interval; None where there is nothing to divide by."""

    kind: str
    recall: Interval | None
    precision: Interval | None


def written_cases(*parts: str) -> list[Case]:
    """The cases of `datasets/dati-personali`, all or those of some of `PARTS`."""
    path = settings().shipped_data / "dati-personali" / "cases.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    cases = [
        Case(record["id"], record["parte"], record["insidia"], record["testo"], _data(record))
        for record in records
    ]
    return [case for case in cases if not parts or case.part in parts]


def _data(record: dict) -> tuple[Found, ...]:
    return tuple(
        Found(each["tipo"], each["inizio"], each["fine"], record["testo"][each["inizio"] : each["fine"]])
        for each in record["dati"]
    )


def is_hit(found: Found, datum: Found) -> bool:
    """Same kind, nothing of the datum left uncovered, little else taken with it."""
    covers = found.start <= datum.start and found.end >= datum.end
    extra = (found.end - found.start) - (datum.end - datum.start)
    return found.kind == datum.kind and covers and extra <= MOST_EXTRA


def measure(cases: Sequence[Case]) -> list[Measured]:
    """Recall and precision of every kind; a datum is found when a finding covers it whole (`is_hit`)."""
    there, hit, reported, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for case in cases:
        found = find_personal(case.text)
        for datum in case.data:
            there[datum.kind] += 1
            hit[datum.kind] += any(is_hit(each, datum) for each in found)
        for each in found:
            reported[each.kind] += 1
            right[each.kind] += any(is_hit(each, datum) for datum in case.data)
    return [
        Measured(kind, _share(hit[kind], there[kind]), _share(right[kind], reported[kind])) for kind in KINDS
    ]


def clean_traps(cases: Sequence[Case]) -> Interval | None:
    """Share of the traps in which nothing is found."""
    traps = [case for case in cases if case.is_trap]
    return _share(sum(not find_personal(case.text) for case in traps), len(traps))


def _share(count: int, n: int) -> Interval | None:
    return wilson(count, n) if n else None
