"""Numbers that an act gives by parts, and whether they make the whole that it, or another document, states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.comparing import disagreement
from apps.municipal.tenders.rules.contradictions.measures import Figure, numbers
from apps.municipal.tenders.rules.contradictions.qualifying import APART, ON_AVERAGE, stems
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.rule import Found

GAP = re.compile(r"(?!.*\.\s+(?!Lotto\b)[A-ZÀ-Ù])[^€%]{0,75}", re.DOTALL)
"""between two parts of one list"""
GOES_ON = re.compile(r"[,;\n|]|\.\s+lotto\b|\s(?:e|ed|nonché)\s", re.IGNORECASE)
NO_PART = re.compile(
    r"\b(?:total\w+|complessiv\w+|di\s+cui|de[il]\s+quali|delle\s+quali|oltre|almeno|ogni|pari\s+a|ovvero|cioè|per\s+un)\b",
    re.IGNORECASE,
)
OPENS = re.compile(
    r"\b(?:così|distint\w+|suddivis\w+|ripartit\w+|distribuit\w+|articolat\w+|divis[oaie])\b", re.IGNORECASE
)
"""between a whole and its parts"""
ALL = re.compile(r"\b(?:complessiv\w+|total\w+|in\s+tutto)\b", re.IGNORECASE)
LOT = re.compile(r"\blott[oi]\b", re.IGNORECASE)
DIVIDED = re.compile(
    r"\b(?:così|come\s+segue|seguenti|distribuit\w+|ripartit\w+|suddivis\w+|dislocat\w+|elenco|consistenza|sono)\b[^.\d]{0,40}:\s*\W*(?:[^\W\d]+\s+){0,4}(?:n\.\s*)?$"
    r"|(?:^|\n)\W*(?:[^\W\d]+\s+){0,3}[^\W\d]+:\s*(?:[^\W\d]+\s+){1,4}$|\b(?:destinat|assegnat|distribuit|ripartit|suddivis)\w+\s+(?:per\s+|in\s+)?$",
    re.IGNORECASE,
)
INTRODUCTION, LEAD = 160, 40
"""characters before a list in which its noun stands, and before a whole in which it is said to be one"""
BESIDE = 30
"""characters before a part in which its lot is named"""
FEWEST, FEWEST_LOTS, MOST = 3, 2, 40
NEAR = Decimal("1.6")
"""times that a list may be greater or smaller than the whole that it was meant to make"""


@dataclass(frozen=True)
class Listing:
    """Parts that follow one another, as one place."""

    parts: tuple[Figure, ...]
    nouns: frozenset[str]
    """of what they are: the noun of each, or those of the sentence that opens the list"""

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def total(self) -> Decimal:
        return sum((each.value for each in self.parts), Decimal(0))


def noun_of(figure: Figure) -> str:
    return figure.noun or figure.named


@per_act
def listings(act: Act) -> tuple[Listing, ...]:
    """Three parts or more, or two lots, of one noun or after a colon that opens their list."""
    runs: list[list[Figure]] = []
    for each in numbers(act):
        if runs and _goes_on(act.text, runs[-1][-1], each):
            runs[-1].append(each)
        else:
            runs.append([each])
    return tuple(found for run in runs if (found := _listing(act.text, run)))


def _goes_on(text: str, last: Figure, figure: Figure) -> bool:
    between = text[last.end : figure.start]
    alike = last.noun == figure.noun and last.period == figure.period
    return (
        alike
        and bool(GAP.fullmatch(between) and GOES_ON.search(between))
        and not NO_PART.search(between)
        and not OPENS.search(between)
    )


def _listing(text: str, run: Sequence[Figure]) -> Listing | None:
    nouns = {noun_of(each) for each in run}
    before = text[max(0, run[0].start - INTRODUCTION) : run[0].start]
    by_lot = all(LOT.search(text, max(0, each.start - BESIDE), each.end + 30) for each in run)
    if not (FEWEST_LOTS if by_lot else FEWEST) <= len(run) <= MOST or NO_PART.search(before[-LEAD:]):
        return None
    if len(nouns) == 1 and nouns != {""}:
        return Listing(tuple(run), frozenset(nouns))
    opening = re.split(r"\.\s|\n", before.rstrip())[-1]
    return Listing(tuple(run), stems(opening)) if DIVIDED.search(before) else None


def list_totals(act: Act) -> frozenset[Decimal]:
    return frozenset(each.total for each in listings(act))


def is_part(act: Act, figure: Figure) -> bool:
    return any(figure in each.parts for each in listings(act))


def _is_of(figure: Figure, listing: Listing) -> bool:
    """«punti luce» are of a list that is opened by «Luce»."""
    noun = noun_of(figure)
    return bool(noun) and (noun in listing.nouns or noun.split()[-1] in listing.nouns)


def makes(figure: Figure, listing: Listing) -> bool:
    """Whether the parts of a list make a number of the same noun."""
    return _is_of(figure, listing) and figure.value == listing.total


def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
    """Each whole, and each list of parts of another document, that do not agree."""
    for group in procedures(acts):
        for act in group:
            for other in group:
                if other is act:
                    continue
                for listing in listings(other):
                    whole = _contradicted(act, other, listing)
                    if whole:
                        note = f" (la somma delle parti è {listing.total:f})"
                        yield act, disagreement("Totale", (act, whole), [(other, listing)], note)
                        yield other, disagreement("Totale", (other, listing), [(act, whole)], note)


def _contradicted(act: Act, other: Act, listing: Listing) -> Figure | None:
    """The one number of the same noun that should be the sum of a list, and is not."""
    wholes = [each for each in numbers(act) if _is_whole(act, each, listing)]
    values = {each.value for each in wholes}
    if len(values) != 1 or listing.total in {each.value for each in numbers(act)}:
        return None
    whole, total = wholes[0], listing.total
    known = {each.value for each in numbers(other) if _is_of(each, listing)}
    if whole.value in known or any(makes(whole, each) for each in listings(other)):
        return None
    near = total / NEAR <= whole.value <= total * NEAR
    return whole if near and all(each.value < whole.value for each in listing.parts) else None


def _is_whole(act: Act, figure: Figure, listing: Listing) -> bool:
    """Of the noun of the list, and said to be all of it or at least of no part."""
    if not _is_of(figure, listing) or figure.sorts & {APART, ON_AVERAGE} or is_part(act, figure):
        return False
    said = act.text[max(0, figure.start - LEAD) : figure.end + LEAD]
    periods = {each.period for each in listing.parts} | {figure.period}
    return bool(ALL.search(said)) or len(periods) == 1
