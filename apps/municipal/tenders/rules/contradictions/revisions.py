"""The clause on price revision: allowed or not, from when, over which variation, how much of it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.law import CORRECTIVE, price_revision
from apps.municipal.tenders.rules.contradictions.shares import shares_of
from apps.municipal.tenders.rules.contradictions.statement import (
    Stated,
    Statement,
    after,
    clause,
    share_a_value,
)
from apps.municipal.tenders.rules.quantities import Quantity
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import wording

HALF = 50
"""per cent; of a price revision what is less is the variation that moves it, what is more the part that is paid"""
NEAR = 150
"""characters between a title and the shares that belong to it"""
NO_REVISION = wording(
    r"\brevision\w+(?:\s+de[il]\s+prezz[oi])?\b~{0,80}?\b(?:esclus[ao]|non\s+(?:è|e'|si|viene)\s+(?:ammess\w+|prevista|applica\w*|dovut\w+|riconosciut\w+)|non\s+(?:previst|ammess|applicabil)\w+)|\bnon\s+(?:è|e'|si)\s+(?:ammess\w+|previst\w+|fa\s+luogo\s+a|proced\w+\s+a|applica)\s+(?:la\s+|alcuna\s+|a\s+)?revision\w+\s+(?:de[il]\s+)?prezz"
    r"|\besclus[ao]\s+(?:la|ogni|qualsiasi)\s+(?:\w+\s+)?revision\w+|\b(?:nessuna|senza\s+(?:alcuna\s+|possibilità\s+di\s+)?)\s*revision\w+"
    r"|\bprezz[oi]\b~{0,60}\b(?:fiss[oi]\s+(?:ed?|,)\s+invariabil[ei]|(?:ferm|fiss|bloccat|invariat)[oi]\s+(?:per\s+(?:tutta|l'intera)|fino\s+al))"
)
OF_SUBCONTRACTS = re.compile(r"\b(?:sub-?contratt|subappalt|sub-?affidament)\w+", re.IGNORECASE)
SAVED = re.compile(
    r"\b(?:salv[oaie]\b|fatt[oa]\s+salv|ferm[oaie]\s+restando|tranne|ad\s+eccezione|primo\s+anno|prim[ei]\s+\w+\s+mesi)",
    re.IGNORECASE,
)
REVISION = re.compile(
    r"\brevision\w+\s+(?:de[il]\s+)?prezz[oi]|\bclausol[ae]\s+(?:di\s+)?revision\w+|\bprezzi\s+(?:\w+\s+){0,3}(?:aggiornat|adeguat|revisionat|(?<!non\ssono\s)soggetti\s+a\s+revision|rivist)\w+|\bprezzi\s+si\s+(?:rived|aggiorn|adegu)\w+|\bsi\s+applica\s+l'art(?:\.|icolo)\s*60\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:della|sulla|dell'intera)\s+variazione\s+(?:stessa|intera|totale|complessiva)|\bdell'intera\s+variazione|\bvariazione\s+stessa|\bdella\s+variazione\b(?!\s+(?:eccedent|che\s+ecced|oltre|rilevat\w+\s+ecced))",
    re.IGNORECASE,
)
EXCESS = re.compile(
    r"\becced\w+|\bparte\s+(?:che\s+)?(?:eccede\w*|supera\w*|superiore|oltre)|\boltre\s+tale|\bper\s+la\s+parte",
    re.IGNORECASE,
)
FROM_YEAR = re.compile(
    r"\b(?:dal(?:la)?|dopo\s+(?:la|il)|a\s+partire\s+dal(?:la)?)\s+(?P<nth>prim|second|terz|quart)[oa]\s+(?:ann[oi]|annualità)\b",
    re.IGNORECASE,
)
PRICES = re.compile(r"\bprezz[io]\b|\brevision\w+|\bISTAT\b|\bcanone\b|\badegua\w+", re.IGNORECASE)


def _measures(object_kind: str) -> frozenset[Decimal]:
    """Per cent: the variation that moves the revision, and the part of what exceeds it that is paid."""
    figure = price_revision(object_kind, CORRECTIVE)
    return frozenset((figure.value.threshold, figure.value.share)) if figure else frozenset()


OF_WORKS, OF_THE_REST = _measures("lavori"), _measures("servizi")
WORKS = re.compile(r"\blavori\b", re.IGNORECASE)
THE_REST = re.compile(
    r"\b(?:quota|parte|per)\s+(?:di\s+|i\s+|il\s+|la\s+|le\s+|dei\s+)?(?:servizi[o]?|fornitur[ae])\b",
    re.IGNORECASE,
)
YEARS = {"prim": 1, "second": 2, "terz": 3, "quart": 4}


def revisions(act: Act) -> Iterator[Statement]:
    """Price revision: allowed or not, over which variation, how much of it, and of which part."""
    for value, found, _ in shares_of(act, "revisione"):
        if found.unit == "percento" and value <= 10:
            yield Statement(value, found.start, found.end, key="soglia di variazione")
        elif found.unit == "percento" and value >= HALF:
            yield Statement(value, found.start, found.end, key="quota riconosciuta")
            yield from _part(act, found)
    yield from _admissible(act)


def _admissible(act: Act) -> Iterator[Statement]:
    """Excluded; or spoken of and not excluded: a heading alone allows nothing."""
    denied = False
    for none in scan(NO_REVISION, act.text):
        if not SAVED.search(clause(act, none.start(), none.end())):
            denied = True
            yield Statement("esclusa", none.start(), none.end(), "esclusa", "ammissibilità")
    for value, found, _ in () if denied else shares_of(act, "revisione"):
        if value >= HALF:
            yield Statement("ammessa", found.start, found.end, "ammessa", "ammissibilità", 0)
    for allowed in scan(REVISION, act.text):
        said = clause(act, allowed.start(), allowed.end())
        if OF_SUBCONTRACTS.search(said):
            continue
        weight = 1 if allowed[0].lower().startswith("revision") else 2
        if (weight > 1 or not denied) and (not NO_REVISION.search(said) or SAVED.search(said)):
            ends = [
                found.end
                for _, found, _ in shares_of(act, "revisione")
                if 0 <= found.start - allowed.end() < NEAR
            ]
            yield Statement(
                "ammessa", allowed.start(), max([allowed.end(), *ends]), "ammessa", "ammissibilità", weight
            )


def revised_alike(one: Stated, other: Stated) -> bool:
    """The law has one measure for works and another for the rest: a contract of both kinds has both."""
    return share_a_value(one, other) or _of_two_kinds(one, other) or _of_two_kinds(other, one)


def _of_two_kinds(works: Stated, rest: Stated) -> bool:
    return (
        works.values <= OF_WORKS
        and rest.values <= OF_THE_REST
        and all(WORKS.search(_lead(works, each)) for each in works.statements)
        and all(THE_REST.search(_lead(rest, each)) for each in rest.statements)
    )


def _lead(stated: Stated, statement: Statement) -> str:
    return stated.act.text[max(0, statement.start - NEAR) : statement.start]


def first_years(act: Act) -> Iterator[Statement]:
    """From which year of the contract prices are reviewed."""
    for found in scan(FROM_YEAR, act.text):
        if PRICES.search(clause(act, *found.span())):
            later = found[0].lower().startswith("dopo")
            yield Statement(YEARS[found["nth"].lower()] + later, *found.span())


def _part(act: Act, found: Quantity) -> Iterator[Statement]:
    rest = after(act.text, found.end, 100)
    excess, whole = EXCESS.search(rest), WHOLE.search(rest)
    match = excess or whole
    if match:
        kind = "parte eccedente" if excess else "variazione intera"
        yield Statement(kind, found.start, found.end + match.end(), kind, "parte riconosciuta")
