"""Numbers that an act fixes: lots, invited operators, points, classes of works, quantities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import WORDS
from apps.municipal.tenders.rules.contradictions.statement import (
    Stated,
    Statement,
    after,
    before,
    clause,
    spotted,
)
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import wording
from workbench.italian import read_words

NUMBER = rf"(?:\d{{1,3}}|{WORDS}{{1,3}})"
ONE_LOT = wording(
    r"\bnon\b~{0,30}?\b(?:divis|suddivis|articolat|frazionat|ripartit|divid|suddivid)\w*~{0,25}?\bin\s+(?:più\s+)?lotti|\b(?:unico\s+lotto|lotto\s+unico)\b|\bmancata\s+(?:suddivisione|divisione)\s+in\s+lotti"
)
LOTS = re.compile(
    rf"\b(?P<count>{NUMBER})(?:\s?\(\w+\))?[^\S\n]+(?:(?:distinti|separati|diversi)\s+)?lotti\b|\b(?P<are>{NUMBER})[^\S\n]+i[^\S\n]+lotti\b|\blotti[^\S\n]+(?:(?:in[^\S\n]+cui[^\S\n][^.;:\n\d]{{1,40}}?)?sono|previsti|funzionali)(?:[^\S\n]+in[^\S\n]+(?:tutto|totale))?[:\s]\s?(?:n\.\s?)?(?P<said>\d{{1,2}}\b|{WORDS}{{1,3}}\b)|\blotti(?:[^\S\n]+in[^\S\n]+gara)?[^\S\n]*[:|]?[^\S\n]+(?:n\.\s?)?(?P<after>\d{{1,2}}\b(?!\s*[-–:|)])|{WORDS}{{1,3}}\b)",
    re.IGNORECASE,
)
MOST_LOTS = 40
LOT = re.compile(r"\blotto\s+(?:n\.?\s?)?(\d{1,2})\b", re.IGNORECASE)
NO_DIVISION = re.compile(
    r"\bmassimo\b|\bmedesimo\b|\baggiudica\w*|\bnumero\s+massimo|\bpresentare\s+offerta|\bnon\b",
    re.IGNORECASE,
)
SOME_LOTS = re.compile(r"\b(?:i|de[il]|ne[il]|per\s+i|ai)\s+\w+\s+lotti\s+di\b", re.IGNORECASE)
OPERATORS = re.compile(
    rf"\b(?P<count>{NUMBER})(?:\s?\(\s?\w+\s?\))?\s+(?:(?:o\s+più|qualificati|idone[ie])\s+)?(?:operatori|ditte|imprese|soggetti|concorrenti|candidati|fornitori|professionisti|invitat[ei]|inviti)\b"
    rf"|\b(?:se\s+ne\s+)?(?:invit(?:ano|a|ati|are|eranno|erà)|consult\w+|interpell\w+)\s*,?\s+(?:(?:ove|se)\s+(?:esistent\w+|presenti|in\s+tal\s+numero),?\s+)?(?:(?:almeno|fino\s+a|massimo|non\s+meno\s+di|i\s+primi)\s+)?(?P<invited>{NUMBER})\b(?!\s*(?:giorni|mesi|%|euro|anni))"
    rf"|\bnumero\s+(?:massimo\s+|minimo\s+)?(?:degli|di|delle)\s+(?:invitat[ei]|inviti)\W+(?:n\.\s?)?(?P<numbered>{NUMBER})\b"
    rf"|\b(?:operatori|ditte|imprese)\s+(?:economic\w+\s+)?(?:da\s+(?:invitare|interpellare|consultare)(?:\s+alla\s+\w+)?|invitat[ei]|interpellat[ei]|consultat[ei])(?:\s+(?:sono|saranno|è\s+di|in\s+numero\s+di))?\W+(?:n\.\s?)?(?P<asked>{NUMBER})\b(?!\s*(?:giorni|mesi|%|euro|anni|del\b|[./]\d))",
    re.IGNORECASE,
)
INVITING = re.compile(
    r"\binviat\w+|\binvit\w+|\bconsulta\w*|\bselezion\w+|\brivolt\w+\s+a\b|\b(?:spedit|inoltrat|trasmess|indirizzat|estratt|interpellat|sorteggiat|interpell)\w+|\bscelt[ei]\b",
    re.IGNORECASE,
)
GENERAL = re.compile(r"\bart(?:\.|icolo)\s*50\b|\bprevia\s+consultazione", re.IGNORECASE)
LEAST_BY_LAW = (5, 10)
AMONG_OTHERS = re.compile(r"\b(?:agli|gli|alle|le|ad|con|e)\s+altr[ie]\s*$", re.IGNORECASE)
"""«siete invitati con altre tre imprese»"""
LAW = re.compile(
    r"\bin\s+numero\s+(?:maggiore|superiore|inferiore)|\bqualora|\bse\s+(?:le|il\s+numero|pervengono)|\bammess[ei]\b|\banomal\w+|\braggruppat\w+|\bhanno\s+(?:risposto|presentato)|\bpervenut\w+(?!\s*,)|\bprim[oi]\s+(?:tre|cinque)\b(?!\s+(?:operator|impres|ditt|concorrent|candidat))",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"\bminimo\s+di\s+(?P<least>{NUMBER})\s+(?:\w+\s+){{0,2}}?(?:e|ed|ad?|fino\s+ad?)\s+(?:un\s+)?massimo\s+di\s+(?P<most>{NUMBER})\b"
    rf"|\bfissa\w*\s+in\s+(?P<fixed>{NUMBER})\s+il\s+(?:numero\s+)?massimo",
    re.IGNORECASE,
)
LEAST = re.compile(
    r"\b(?:almeno|minimo(?:\s+di)?|non\s+(?:meno|inferiore)\s+(?:di|a)?)\s*(?:n\.\s?)?$", re.IGNORECASE
)
MOST = re.compile(
    r"\b(?:massimo|fino\s+a|non\s+più\s+di|al\s+più|sino\s+a)\s*(?:di\s+)?(?:n\.\s?)?$", re.IGNORECASE
)
SCORE = r"\d{1,2}(?:[.,]\d{1,2})?"
QUALITY = r"(?:punteggio\s+della\s+commissione|(?:offerta\s+|componente\s+|elementi\s+|elemento\s+|profilo\s+|parte\s+|punteggio\s+|merito\s+)?(?:tecnic[aoi]\w*|qualitativ\w+|qualità))"
PRICE = r"(?:offerta\s+|componente\s+|elementi\s+|elemento\s+|profilo\s+|parte\s+|punteggio\s+)?(?:economic[aoi]\w*|quantitativ\w+|prezzo)"
SIDES = ("tecnic", "qualit", "economic", "quantit", "prezzo", "commission")
LINK = r"[\t :,|()=–-]*(?:\([A-Za-z]{1,3}\)[ ]*)?(?:\(?[ ]*(?:(?:a\s+)?cui|a(?:i|l|lla)\s+qual[ei]|(?:sono|è|vengono|spettano|vanno)(?:\s+(?:riservat|assegnat|attribuit|destinat|dedicat)[ioae])?|(?:riservat|assegnat|attribuit|destinat)[ioae]|fino\s+a|al\s+più|al\s+massimo|max\.?|massimo|di|pari\s+a|con|vale|punti|punteggio|pes[oa]|pesano|ponderazione|complessivi|per\s+un)[\t :,|()=–-]*){0,4}"
POINTS_AFTER = re.compile(
    rf"\b(?P<side>{QUALITY}|{PRICE}){LINK}(?P<points>{SCORE})\b(?!\s*(?:%|per\s?cento|giorni|mesi|anni|euro|(?:/(?!100)|\.)\d|\.\d))",
    re.IGNORECASE,
)
POINTS_BEFORE = re.compile(
    rf"\b(?P<points>{SCORE}|{WORDS}{{1,2}})(?:\s?/\s?100)?[^\S\n]+(?:punti[^\S\n]+)?(?:(?:sono\s+)?(?:assegnat\w+|attribuit\w+|riservat\w+)\s+)?(?:al(?:la|l')?\s?|a\s+|(?:la|il|i)\s+|l'|per\s+(?:la\s+|l'|il\s+)?|su(?:lla|l)\s+|di\s+)?(?:quell[ao]\s+)?(?P<side>{QUALITY}|{PRICE})\b",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"\bmax\b|\bpunteggi\w*|\b(?:total\w+|massim\w+|complessiv\w+)\b|\bpunt[io]\b|\bcriteri\w*|\bpes[oi]\b|\bvalutazion\w+|\brapporto\b",
    re.IGNORECASE,
)
BARRIER = re.compile(r"\b(?:soglia|sbarramento|almeno|minim\w+|inferior\w+)\b[^.;\n]{0,60}$", re.IGNORECASE)


ALL_POINTS, BESIDE = 100, 60


@dataclass(frozen=True)
class Invited:
    """How many operators: exactly, at least or at most."""

    count: int
    bound: str = ""


def lots(act: Act) -> Iterator[Statement]:
    """Into how many lots the contract is divided: said, or numbered one by one."""
    for found in spotted(ONE_LOT, ("lott",), act.text, 200):
        yield Statement(1, found.start(), found.end(), "un solo lotto", weight=2)
    for found in spotted(LOTS, ("lotti",), act.text):
        count = _count(found["count"] or found["are"] or found["said"] or found["after"])
        if (
            count
            and 1 < count <= MOST_LOTS
            and not NO_DIVISION.search(before(act.text, found.start())[-70:])
            and not SOME_LOTS.search(act.text, max(0, found.start() - 12), found.end() + 4)
        ):
            yield Statement(count, found.start(), found.end(), f"{count} lotti", weight=2)
    numbered = {int(found[1]): found for found in scan(LOT, act.text)}
    if len(numbered) > 1 and set(numbered) == set(range(1, len(numbered) + 1)):
        last = numbered[len(numbered)]
        yield Statement(len(numbered), last.start(), last.end(), f"{len(numbered)} lotti")


def _count(written: str) -> int | None:
    plain = written.replace(".", "").lower()
    return int(plain) if plain.isdigit() else read_words(plain)


INSTALMENTS = re.compile(
    rf"\b(?P<count>{NUMBER})(?:\s?\(\w+\))?\s+(?:tranche|rate|soluzioni|parti\s+(?:uguali|eguali)|quote\s+(?:uguali|di\s+pari)|versamenti)\b",
    re.IGNORECASE,
)
PAYING = re.compile(
    r"\bpag\w+|\bliquid\w+|\bcorrispett\w+|\bcorrispost\w+|\bcompens\w+|\bfattur\w+", re.IGNORECASE
)
NOT_PAYING = re.compile(
    r"\bimpegn\w+|\bopzion\w+|\bpenal\w+|\brecuper\w+|\brestitu\w+|\banticipazion\w+", re.IGNORECASE
)
MOST_INSTALMENTS = 60
BREACHES = re.compile(
    rf"\b(?:alla|dopo\s+la)\s+(?P<nth>second|terz|quart|quint|sest)a\s+(?P<first>inadempien|contestazion|penal|violazion|infrazion|diffid|mancanz)\w+|\b(?P<count>{NUMBER})(?:\s?\(\w+\))?\s+(?P<what>inadempien|contestazion|penal|violazion|infrazion|diffid|mancanz)\w+",
    re.IGNORECASE,
)
BREACH_WORDS = ("inadempien", "contestazion", "penal", "violazion", "infrazion", "diffid", "mancanz")
ENDING = re.compile(r"\brisol\w+|\bscio(?:gl|lt)\w+|\bdi\s+diritto\b|\bdecad\w+|\brevoc\w+", re.IGNORECASE)
ORDINALS = {"prim": 1, "second": 2, "terz": 3, "quart": 4, "quint": 5, "sest": 6}
AT_MOST = re.compile(
    rf"\b(?:massimo(?:\s+di)?|più\s+di|fino\s+a|oltre)\s+(?P<count>{NUMBER})(?:\s?\(\w+\))?(?P<lots>\s+lotti)?\b",
    re.IGNORECASE,
)
TO_WIN = re.compile(
    rf"\blotti\s+aggiudicabil\w+[^.;\n\d]{{0,45}}[:|]\s*(?:(?:massimo|al\s+più|n\.)\s*)*(?P<count>{NUMBER})\b",
    re.IGNORECASE,
)
NEAR = 120
WON = re.compile(r"\baggiudic\w+|\baffidatari\w+", re.IGNORECASE)


def instalments(act: Act) -> Iterator[Statement]:
    """In how many parts the price is paid."""
    for found in spotted(
        INSTALMENTS, ("tranche", "rate", "soluzioni", "parti", "quote", "versamenti"), act.text
    ):
        count, said = _count(found["count"]), clause(act, *found.span())
        if count and 1 < count <= MOST_INSTALMENTS and PAYING.search(said) and not NOT_PAYING.search(said):
            yield Statement(count, *found.span())


def breaches(act: Act) -> Iterator[Statement]:
    """After how many breaches the contract ends."""
    for found in spotted(BREACHES, BREACH_WORDS, act.text):
        count = ORDINALS[found["nth"].lower()] if found["nth"] else _count(found["count"])
        if count and count > 1 and ENDING.search(clause(act, *found.span())):
            yield Statement(count, *found.span())


def lots_to_win(act: Act) -> Iterator[Statement]:
    """How many lots one competitor may win."""
    for found in spotted(TO_WIN, ("aggiudicabil",), act.text):
        count = _count(found["count"])
        if count and count <= MOST_LOTS:
            yield Statement(count, *found.span())
    for found in scan(AT_MOST, act.text):
        said = act.text[max(0, found.start() - NEAR) : found.end() + NEAR // 2]
        count = _count(found["count"])
        if (
            count
            and count <= MOST_LOTS
            and WON.search(before(act.text, found.start()))
            and re.search(r"\blott[oi]\b", said, re.IGNORECASE)
        ):
            yield Statement(count, *found.span())


def operators(act: Act) -> Iterator[Statement]:
    """How many are invited; what the law asks in general is no statement."""
    yield from _between(act)
    for found in scan(OPERATORS, act.text):
        group = found.lastgroup or "count"
        count = _count(found[group])
        lead = before(act.text, found.start(group))
        count = count + 1 if count and AMONG_OTHERS.search(lead) else count
        around = lead + found[0] + after(act.text, found.end(), 40).partition(";")[0]
        if (
            not count
            or not 1 < count <= 60
            or not INVITING.search(around)
            or LAW.search(around[max(0, len(lead) - 90) :])
        ):
            continue
        bound = "almeno" if LEAST.search(lead) else "al più" if MOST.search(lead) else ""
        if GENERAL.search(lead) and bound == "almeno" and count in LEAST_BY_LAW:
            continue
        yield Statement(
            Invited(count, bound), found.start(group), found.end(), f"{bound} {count} operatori".strip()
        )


def _between(act: Act) -> Iterator[Statement]:
    """«da un minimo di 5 a un massimo di 10», «fissava in sette il massimo degli inviti»."""
    for found in scan(BETWEEN, act.text):
        if not INVITING.search(clause(act, found.start(), found.end())):
            continue
        for group, bound in (("least", "almeno"), ("most", "al più"), ("fixed", "al più")):
            count = _count(found[group]) if found[group] else None
            if count:
                yield Statement(
                    Invited(count, bound), found.start(), found.end(), f"{bound} {count} operatori"
                )


def as_many(one: Stated, other: Stated) -> bool:
    """Least and most are compared with their like; where there is none, they only must not exclude each other."""
    bounds = _bounds(one) & _bounds(other)
    if not bounds:
        return any(_fit(mine, theirs) for mine in one.values for theirs in other.values)
    return all(
        {each for each in one.values if _bound(each) == bound}
        & {each for each in other.values if _bound(each) == bound}
        for bound in bounds
    )


def _bounds(stated: Stated) -> set[str]:
    return {_bound(each) for each in stated.values}


def _bound(value: object) -> str:
    return value.bound if isinstance(value, Invited) else ""


def _fit(one: object, other: object) -> bool:
    if not isinstance(one, Invited) or not isinstance(other, Invited):
        return one == other
    if one.bound == other.bound:
        return one.count == other.count
    first, second = sorted((one, other), key=lambda each: each.bound)
    if not first.bound:
        return first.count >= second.count if second.bound == "almeno" else first.count <= second.count
    return second.count <= first.count if second.bound == "almeno" else first.count <= second.count


def points(act: Act) -> Iterator[Statement]:
    """Points of the technical and of the economic offer; where one sentence gives both, they are one place."""
    told = list(_points(act))
    for each in told:
        both = [each, *(other for other in told if _are_all(each, other))]
        yield replace(each, start=min(one.start for one in both), end=max(one.end for one in both))


def _are_all(one: Statement, other: Statement) -> bool:
    """Whether two that stand together give all points to the two sides."""
    beside = max(one.start, other.start) - min(one.end, other.end) < BESIDE
    return one.key != other.key and beside and float(f"{one.value}") + float(f"{other.value}") == ALL_POINTS


def _points(act: Act) -> Iterator[Statement]:
    taken: set[int] = set()
    for pattern in (POINTS_BEFORE, POINTS_AFTER):
        for found in spotted(pattern, SIDES, act.text, 130):
            if found.start("points") in taken:
                continue
            taken.add(found.start("points"))
            written = found["points"].replace(",", ".").lower()
            value = float(written) if written[0].isdigit() else float(read_words(written) or 0)
            near = act.text[max(0, found.start() - 160) : found.end() + 40]
            if (
                not 5 <= value <= 95
                or not TOTAL.search(near)
                or BARRIER.search(act.text[max(0, found.start() - 80) : found.start("points")])
            ):
                continue
            key = (
                "offerta tecnica"
                if re.search(r"tecnic|qualit|commission", found["side"], re.IGNORECASE)
                else "offerta economica"
            )
            yield Statement(value, found.start(), found.end(), f"{found['points']} punti", key)
