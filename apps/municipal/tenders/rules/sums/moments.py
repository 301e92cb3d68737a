"""Days as the rules of time need them: also those whose year the sentence leaves to another day."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.scanning import scan
from workbench.checks.dates import WRITTEN_DATE
from workbench.checks.references import MONTHS

NEAR = 90
"""characters to the day that lends its year"""


@dataclass(frozen=True)
class Moment:
    """Places are those of the flattened act; `sure` when its year is written, or lent by the same sentence."""

    value: date
    start: int
    end: int
    role: str = ""
    sure: bool = True


def moments(act: Act) -> tuple[Moment, ...]:
    """Every day of an act, in order."""
    return _moments(Same(act))


class Same:
    """An act as the key of a cache: the same one, not an equal one, and nothing of it is hashed."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def __hash__(self) -> int:
        return id(self.act)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.act is other.act


def shown(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def name(day: date) -> str:
    """«il 5 maggio 2026», «l'8 maggio 2026»."""
    article = "l'" if day.day in (8, 11) else "il "
    return f"{article}{day.day}{'°' if day.day == 1 else ''} {MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=2)
def _moments(same: Same) -> tuple[Moment, ...]:
    text, days = same.act.text, same.act.days
    starts = [each.start for each in days]
    whole = {each.start: Moment(each.value, each.start, each.end, each.role) for each in days}
    for match in scan(WRITTEN_DATE, text):
        if match["year"] or match.start("day") in whole:
            continue
        at = bisect_left(starts, match.start("day"))
        found = _lent(text, match, days[max(0, at - 1) : at + 2], same.act.made)
        if found:
            whole[found.start] = found
    return tuple(whole[at] for at in sorted(whole))


def _lent(text: str, match: re.Match[str], days: Sequence[Day], made: Day | None) -> Moment | None:
    start, end = match.start("day"), match.end()
    month = MONTHS.index(match["month"].lower()) + 1
    number = 1 if match["day"].lower() == "primo" else int(match["day"])
    after = next((each for each in days if end <= each.start < end + NEAR), None)
    before = next((each for each in reversed(days) if start - NEAR < each.end <= start), None)
    year, sure = (made.value.year if made else 0), False
    if after and not re.search(r"[;\n]|\.\s", text[end : after.start]):
        year, sure = after.value.year - ((month, number) > (after.value.month, after.value.day)), True
    elif before and not re.search(r"[;\n]|\.\s", text[before.end : start]):
        year, sure = before.value.year + ((month, number) < (before.value.month, before.value.day)), True
    try:
        return Moment(date(year, month, number), start, end, "", sure) if year else None
    except ValueError:
        return None
