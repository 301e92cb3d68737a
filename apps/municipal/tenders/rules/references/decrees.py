"""The decree of environmental criteria of another kind of things: «CAM per la mensa, D.M. 29 gennaio 2021»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    Cited,
    cited_in,
    found,
    passage,
    quoted,
    reference,
    table,
    worded,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import act_named

CRITERIA = re.compile(r"\bC\.?A\.?M\b|\bcriteri\s+(?:minimi\s+)?ambiental\w+", re.IGNORECASE)
DATE = ("year", "month", "day")
BEFORE, AFTER = 160, 80
"""characters around a citation in which its things must stand"""


@dataclass(frozen=True)
class Criteria:
    """What may be cited for one kind of things."""

    name: str
    words: re.Pattern[str]
    decrees: frozenset[str]
    right: str


@cache
def _criteria() -> tuple[Criteria, ...]:
    return tuple(
        Criteria(
            name,
            worded(row["words"]),
            frozenset(row["decrees"]),
            row["right"],
        )
        for name, row in table("decrees").items()
    )


def _find(act: Act) -> Iterator[Found]:
    decrees = frozenset(decree for each in _criteria() for decree in each.decrees)
    cited = [each for each in cited_in(act) if each.act in decrees or _is_slip(each, decrees)]
    for each in cited:
        meant = _meant(act, each, cited)
        if meant and not is_of_its_time(act, each.start, each.end):
            message = (
                f"«{quoted(act, each.start, each.end)}» non ha i criteri ambientali per «{meant.name}»: "
                f"{meant.right}."
            )
            yield found(act, each.start, each.end, message, meant.right)


def _is_slip(cited: Cited, decrees: frozenset[str]) -> bool:
    """«D.M. 29 gennaio 2022»: no decree that is known, and the day of one of these but for day, month or year."""
    written = cited.citations[0].day.split("-")
    if not cited.act.startswith("d.m.") or len(written) != len(DATE) or act_named(cited.act):
        return False
    days = (decree.removeprefix("d.m. ").split("-") for decree in decrees if "/" not in decree)
    return any(
        sum(one == other for one, other in zip(written, day, strict=False)) == len(DATE) - 1 for day in days
    )


def _meant(act: Act, cited: Cited, others: list[Cited]) -> Criteria | None:
    """The one kind of things that the sentence names, if the decree is of another; none where it cites two decrees."""
    one, other = passage(act, cited)
    start, end = max(one, cited.start - BEFORE), min(other, cited.end + AFTER)
    if any(start <= each.start < end and each.act != cited.act for each in others):
        return None
    around = f"{act.text[start : cited.start]} \n {act.text[cited.end : end]}"
    named = [each for each in _criteria() if each.words.search(around)]
    is_strange = len(named) == 1 and cited.act not in named[0].decrees
    return named[0] if is_strange and CRITERIA.search(around) else None


DECREES: tuple[Rule, ...] = (
    replace(
        reference(
            "decreto_cam_di_altro",
            "I criteri ambientali minimi stanno in un decreto per ogni categoria: quello citato è di un'altra.",
            "art. 57 D.Lgs. 36/2023",
            _find,
        ),
        confidence="media",
    ),
)
