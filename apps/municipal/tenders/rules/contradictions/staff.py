"""How many people do the work, and how many of the outgoing firm are taken over."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.lengths import COUNT, count_of
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause, spotted
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.scanning import scan

PEOPLE = r"(?:unit(?:à|a')(?:\s+(?:di\s+personale|lavorative))?|addett[oaie]|operator[ei]|operatric[ei]|lavorator[ei]|dipendent[ei]|ausiliari[oae]?|autist[aie]|educator[ei]|educatric[ei]|opera[io]|operai[ae]|person[ae]|impiegat[oaie]|cuoc(?:o|a|hi|he)|assistent[ei]|bagnin[oi]|custod[ei]|infermier[eia]|manutentor[ei]|giardinier[ei]|tecnic[oi]|istruttor[ei]|animator[ei]|animatric[ei]|agent[ei]|guardi[ae]|vigilant[ei]|portier[ei]|accompagnator[ei]|accompagnatric[ei]|bibliotecari[oae]?|mediator[ei]|mediatric[ei])"
STAFF = re.compile(
    rf"(?<![\w.,/])(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:nuov[ie]\s+)?(?P<who>{PEOPLE})\b", re.IGNORECASE
)
TRADES = re.compile(
    rf"\b(?:(?P<who>{PEOPLE})|(?P<chief>coordinator\w+|referent\w+|capo\w+|responsabil\w+|direttor\w+|OSS))\b",
    re.IGNORECASE,
)
COUNTED_LAST = re.compile(
    rf"\b(?:personale|addett[io]|lavorator[ie]|dipendent[ie]|operator[ie]|unità)\b[^.;:|\n\d]{{0,50}}\b(?:uscente|(?:ri)?assorb\w+)\b[^.;:|\n\d]{{0,25}}(?:\bsono|\bè\s+di|\bammonta\w*\s+a|\bpari\s+a|[:|])\s*(?:n\.\s?)?(?P<count>{COUNT})\b(?![.,/]\d)",
    re.IGNORECASE,
)
"""«gli addetti dell'appaltatore uscente sono 14»"""
TAKEN_OVER = re.compile(
    r"\b(?:ri)?assor[bp]\w+|\bin\s+forza\b|\buscente\b|\bclausola\s+sociale|\bstabilità\s+occupazionale|\battualmente\s+(?:impiegat\w+|occupat\w+|in\s+servizio)|\bin\s+servizio\b[^.;]{0,20}\belenco",
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
    return tuple(scan(STAFF, act.text))


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
    for found in spotted(COUNTED_LAST, ("uscente", "assorb"), act.text, 130):
        count = count_of(found["count"])
        if count:
            yield Statement(count, found.start("count"), found.end("count"))


OTHER_STAFF = re.compile(
    r"\binvit\w+|\boperator\w+\s+economic|\bmanifest\w+|\bintern[aoei]\b|\bcomunali\b|\bridott\w+|\babilitat\w+|\babilitazion\w+|\bpatent\w+|\battestat\w+",
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


LEVEL = re.compile(
    r"\b(?:livello|liv\.)(?:\s+(?:di\s+inquadramento|contrattuale|retributivo|economico|minimo|richiesto))*\s*(?:(?:è|il|al|pari\s+al|non\s+inferiore\s+al|almeno|[:|])\s*){0,3}(?P<level>[A-F]\s?\d(?!\d)|[1-8](?![\d.,%])|[IV]{1,4}\b)"
    r"|\b(?P<before>[A-F]\d|[1-8](?=\s?[°º^])|[IV]{1,4}|prim|second|terz|quart|quint|sest|settim)[°º^o]?\s+livello\b",
    re.IGNORECASE,
)
EMPLOYED = re.compile(r"\binquadra\w+|\bC\.?C\.?N\.?L\b|\bassunt\w+|\bcontratto\s+collettivo", re.IGNORECASE)
RANKS = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii"),
    ("prim", "second", "terz", "quart", "quint", "sest", "settim"),
)
ANYBODY = re.compile(r"addett|operator|person|lavorator|dipendent|unit", re.IGNORECASE)
SAID_BY_ITSELF = 1.0
"""weight of the level itself: two of the same people are comparable whatever else is said"""


def levels(act: Act) -> Iterator[Mention]:
    """At which level of the collective agreement the staff is employed, by trade where one is named."""
    for found in spotted(LEVEL, ("livello", "liv."), act.text, 80):
        said = clause(act, *found.span())
        if EMPLOYED.search(said):
            people = [each["who"] or each["chief"] for each in TRADES.finditer(said)]
            trade = next((each.lower()[:6] for each in people if not ANYBODY.match(each)), "")
            value = _rank(re.sub(r"\s", "", found["level"] or found["before"]).lower())
            yield Mention(value, *found.span(), {"livello": SAID_BY_ITSELF}, f"livello {trade}")


def _rank(written: str) -> str:
    """«III», «terzo», «3°» are one."""
    return next((str(names.index(written) + 1) for names in RANKS if written in names), written)
