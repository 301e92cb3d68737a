"""How offers are handed in and sifted: number of envelopes, method against abnormal offers, decree of the CAM."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import COUNT, count_of
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, clause, spotted
from apps.municipal.tenders.rules.scanning import scan

ENVELOPES = re.compile(
    rf"\b(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:distint\w+\s+|separat\w+\s+)?(?:bust[ae]|plichi|cartelle|buste\s+telematiche)\b",
    re.IGNORECASE,
)
LETTERED = re.compile(r"\b[Bb]ust[ae]\s+(?:(?:n\.|telematic\w|virtual\w)\s*)?[\"«“']?(?P<letter>[A-D])\b")
OFFER = re.compile(
    r"\boffert\w+|\bribass\w+|\bcifre\s+decimali|\bplic\w+|\bdocumentazione\b|\bprogetto\b|\bprezz\w+|\bbust[ae]\s+[\"«“']?[A-C]\b",
    re.IGNORECASE,
)
DECIMALS = re.compile(
    rf"\b(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:cifre\s+)?decimal[ei]\b|\b(?:cifre\s+)?decimali\b[^.;\n\d]{{0,25}}[:|]\s*(?P<after>{COUNT})\b",
    re.IGNORECASE,
)
FEWEST, MOST = 1, 5
METHOD = re.compile(r"\bmetodo\s+(?:di\s+(?:calcolo\s+)?)?[\"«“']?(?P<letter>[ABC])\b")
ABNORMAL = re.compile(
    r"\banomal\w+|\banormal\w+|\besclu\w+\s+automatic\w+|\ballegato\s+II\.?\s?2\b|\bsoglia\b", re.IGNORECASE
)
CRITERIA = re.compile(r"\bcriteri\s+ambientali|\b(?-i:C\.?A\.?M\b)", re.IGNORECASE)
DECREE = re.compile(r"\b(?:D\.?\s?M\b\.?|decret\w+)[^.;\n]{0,45}$", re.IGNORECASE)


def envelopes(act: Act) -> Iterator[Statement]:
    """How many envelopes an offer is made of: as said, and as their letters tell at least."""
    for found in spotted(ENVELOPES, ("bust", "plichi", "cartelle"), act.text):
        count = count_of(found["count"])
        if count and FEWEST < count <= MOST and OFFER.search(clause(act, *found.span())):
            yield Statement(count, *found.span(), shown=" ".join(found[0].split()), weight=2)
    lettered = {found["letter"]: found for found in scan(LETTERED, act.text)}
    if lettered:
        last = max(lettered)
        least = ("almeno", ord(last) - ord("A") + 1)
        yield Statement(least, *lettered[last].span(), weight=0)


def as_many_envelopes(one: Stated, other: Stated) -> bool:
    """One number told by both; a letter beyond the number that the other tells is one too many."""
    told = [{each for each in stated.values if isinstance(each, int)} for stated in (one, other)]
    if all(told):
        return bool(told[0] & told[1])
    least = [
        max((each[1] for each in stated.values if isinstance(each, tuple)), default=0)
        for stated in (one, other)
    ]
    return not any(
        numbers and max(numbers) < letters for numbers, letters in ((told[0], least[1]), (told[1], least[0]))
    )


def decimals(act: Act) -> Iterator[Statement]:
    """With how many decimal digits prices or rebates are offered."""
    for found in spotted(DECIMALS, ("decimal",), act.text):
        count = count_of(found["count"] or found["after"])
        if count and count <= MOST and OFFER.search(clause(act, *found.span())):
            yield Statement(count, *found.span())


def methods(act: Act) -> Iterator[Statement]:
    """By which method of annex II.2 abnormal offers are found."""
    for found in scan(METHOD, act.text):
        if ABNORMAL.search(clause(act, *found.span())):
            yield Statement(found["letter"], *found.span())


def decrees(act: Act) -> Iterator[Statement]:
    """The decree that the minimum environmental criteria are taken from."""
    for day in act.days:
        lead = act.text[max(0, day.start - 60) : day.start]
        if DECREE.search(lead) and CRITERIA.search(act.sentence(day.start, day.end)):
            yield Statement(day.value, day.start, day.end)


def one_decree(one: Stated, other: Stated) -> bool:
    """Only where each names one: what is bought may fall under several."""
    return max(len(one.values), len(other.values)) > 1 or one.values == other.values
