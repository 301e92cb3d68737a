"""How many people do the work, and how many of the outgoing firm are taken over."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.lengths import COUNT, count_of
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause
from apps.municipal.tenders.rules.kept import per_act

PEOPLE = r"(?:unità(?:\s+(?:di\s+personale|lavorative))?|addett[oaie]|operator[ei]|operatric[ei]|lavorator[ei]|dipendent[ei]|ausiliari[oae]?|autist[aie]|educator[ei]|educatric[ei]|opera[io]|operai[ae]|person[ae]|impiegat[oaie]|cuoc(?:o|a|hi|he)|assistent[ei]|bagnin[oi]|custod[ei]|infermier[eia]|manutentor[ei]|giardinier[ei]|tecnic[oi]|istruttor[ei]|animator[ei]|animatric[ei]|agent[ei]|guardi[ae]|vigilant[ei]|portier[ei]|accompagnator[ei]|accompagnatric[ei]|bibliotecari[oae]?|mediator[ei]|mediatric[ei])"
STAFF = re.compile(
    rf"(?<![\w.,/])(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:nuov[ie]\s+)?(?P<who>{PEOPLE})\b", re.IGNORECASE
)
TAKEN_OVER = re.compile(
    r"\b(?:ri)?assor[bp]\w+|\bin\s+forza\b|\buscente\b|\bclausola\s+sociale|\bstabilità\s+occupazionale|\battualmente\s+(?:impiegat|occupat)\w+",
    re.IGNORECASE,
)
LEAST_STAFF = re.compile(
    r"\b(?:almeno|minim\w+|non\s+(?:meno|inferiore)\s+(?:di|a)|organico|contemporane\w+|presen[zt]\w+|impieg\w+|compost\w+|squadra|dotazione)\b",
    re.IGNORECASE,
)
AT_LEAST = re.compile(r"\b(?:almeno|minim\w+|non\s+(?:meno|inferiore)\s+(?:di|a))\s*$", re.IGNORECASE)
NOT_TAKEN_OVER = re.compile(r"\bsquadr\w+|\bturn\w+|\bpunt[io]\b", re.IGNORECASE)


@per_act
def _people(act: Act) -> tuple[re.Match[str], ...]:
    return tuple(STAFF.finditer(act.text))


def taken_over(act: Act) -> Iterator[Statement]:
    """How many people work for the firm that goes."""
    for found in _people(act):
        said = clause(act, *found.span())
        count = count_of(found["count"])
        lead = act.text[max(0, found.start() - 20) : found.start()]
        if (
            count
            and TAKEN_OVER.search(said)
            and not NOT_TAKEN_OVER.search(said)
            and not AT_LEAST.search(lead)
        ):
            yield Statement(count, *found.span())


OTHER_STAFF = re.compile(
    r"\bintern[aoei]\b|\bcomunali\b|\bridott\w+|\babilitat\w+|\babilitazion\w+|\bpatent\w+|\battestat\w+",
    re.IGNORECASE,
)
"""of the municipality, or of what only some must be able to do"""
FULL_TIME = re.compile(r"\s*(?:equivalent\w+|a\s+tempo\s+pieno\s+equivalent\w+|F\.?T\.?E)", re.IGNORECASE)
STAFFED = 0.5
"""weight of «addetti» where only the noun says it"""


def staff(act: Act) -> Iterator[Mention]:
    """How many must be there, with the words that say where and for what."""
    for found in _people(act):
        said = clause(act, *found.span())
        count = count_of(found["count"])
        if not count or TAKEN_OVER.search(said) or FULL_TIME.match(act.text, found.end()):
            continue
        if LEAST_STAFF.search(said) and not OTHER_STAFF.search(said):
            read = mention(act, count, found.span(), "organico")
            yield replace(read, about={"personale": STAFFED} | read.about)
