"""Prices that an act states: for one meal, hour, kilometre."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.contradictions.measures import amounts
from apps.municipal.tenders.rules.contradictions.money import equal_amount, of_role
from apps.municipal.tenders.rules.contradictions.naming import is_each, named
from apps.municipal.tenders.rules.contradictions.pairing import is_taxed
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, before
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import wording

KEYS = (
    ("pasto", r"\bpast[oi]\b"),
    ("ora", r"\bora\b|\borari[oa]\b"),
    ("chilometro", r"\bkm\b|\bchilometr\w+"),
    ("copia", r"\bcopi[ae]\b"),
    ("utente", r"\butent[ei]\b|\bminor[ei]\b|\balunn\w+"),
    ("giorno", r"\bgiorno\b|\bgiornalier\w"),
    ("corsa", r"\bcors[ae]\b"),
    ("mese", r"\bmensil\w+|\bmese\b"),
)
TOTAL = re.compile(
    r"\b(?:in\s+tutto|(?:somma|importo|ammontare)\s+(?:da|dei\s+lavori\s+da)\s+appaltare|sommano|(?:totale|importo|ammontare|valore)\s+(?:complessiv\w+|total\w+|lavori|dei\s+lavori|dell'appalto|del\s+servizio|della\s+fornitura|A)|totale|prenotar\w*(?:\s+\w+){0,3})\W*(?:\W|di|è|pari|a|ad|fa|ammonta|in|euro|€|\([^()]{0,20}\))*$",
    re.IGNORECASE,
)
OTHER_TOTAL = re.compile(
    r"\bsomme\s+a\s+disposizione|\btotale\s+B|\bgeneral\w+|\bA\s?\+\s?B|\bopzion|\brinnov|\bi\.?v\.?a\b|\blotto\b|\bimpost",
    re.IGNORECASE,
)
BY_OTHERS = re.compile(
    r"\brimbors\w+\s+(?:dallo\s+Stato|dal\s+Ministero|dalla\s+Regione)|\ba\s+carico\s+(?:degli\s+utenti|dell'utenza|delle\s+famiglie)",
    re.IGNORECASE,
)
"""what others pay"""
RISKS = "da interferenze"
OF_RISKS = re.compile(r"\binterferen\w+|\bD\.?U\.?V\.?R\.?I\b", re.IGNORECASE)
NO_RISK = wording(
    r"\b(?:oneri|costi?)\b~{0,50}?\binterferen\w+~{0,30}?\b(?:zero\b|null[oi]\b|non\s+(?:sono(?!\s+(?:soggett|ribassabil|assoggettabil))|sussist|si\s+rilev|ve\s+ne)\w*)"
)
LEAST_MORE, MOST_MORE = Decimal("1.0005"), Decimal("1.15")
"""times that a contract with its security is greater than without"""


def safety(act: Act) -> Iterator[Statement]:
    """What security costs; that of interferences may be nothing at all."""
    yield from of_role("sicurezza")(act)
    read = {each.start for each in act.amounts}
    for amount in amounts(act):
        if amount.start not in read and named(act, amount) == "sicurezza" and not is_each(act.text, amount):
            yield Statement(amount.value, amount.start, amount.end)
    for none in scan(NO_RISK, act.text):
        yield Statement(Decimal(0), none.start(), none.end(), key=RISKS)
    for amount in act.amounts:
        if named(act, amount) == "sicurezza" and OF_RISKS.search(before(act.text, amount.start)):
            yield Statement(amount.value, amount.start, amount.end, key=RISKS, weight=0)


def as_safe(one: Stated, other: Stated) -> bool:
    """One amount of each; of interferences only whether there are any."""
    if one.statements[0].key == RISKS:
        return (Decimal(0) in one.values) == (Decimal(0) in other.values)
    return equal_amount(one, other)


def totals(act: Act) -> Iterator[Statement]:
    """The whole of what is put out to tender, security included, keyed by the part that is rebated."""
    parts = [each for each in act.amounts if each.role in ("ribassabile", "base")]
    for amount in act.amounts:
        lead = before(act.text, amount.start)[-110:]
        if not TOTAL.search(lead) or OTHER_TOTAL.search(lead) or is_each(act.text, amount):
            continue
        if named(act, amount) not in ("", "base", "base di gara", "offerta", "rata") or amount.tax == "lordo":
            continue
        for part in dict.fromkeys(each.value for each in parts if _holds(amount, each)):
            yield Statement(amount.value, amount.start, amount.end, key=f"oltre a {part}")


def _holds(whole: Money, part: Money) -> bool:
    return part.value * LEAST_MORE < whole.value < part.value * MOST_MORE and not is_taxed(
        part.value, whole.value
    )


def unit_prices(act: Act) -> Iterator[Statement]:
    """Prices for one meal, hour, kilometre: as asked, not as offered."""
    if act.kind == "determina_affidamento_diretto":
        return
    for amount in amounts(act):
        lead = before(act.text, amount.start)[-130:]
        rest = act.text[amount.end : amount.end + 25]
        if BY_OTHERS.search(lead):
            continue
        if not re.search(
            r"\bprezzo\b|\bretribu\w+|\bcompens\w+|\bcorrispettiv\w+|\bcost[oi]\b|\btariff\w|\bcanone\b|\bunitari\w|\brimbors\w+|\ba\s+(?:base\s+d'asta|ora|pasto)|\bper\s+(?:pasto|ora)",
            lead + rest,
            re.IGNORECASE,
        ):
            continue
        for key, pattern in KEYS:
            if re.search(pattern, lead, re.IGNORECASE) or re.match(
                rf"\W*(?:\([^)]*\)\s*)?(?:a|per|al|ad|/|ogni|cadaun\w)?\s*(?:{pattern})", rest, re.IGNORECASE
            ):
                if amount.value < 5000 and re.search(
                    r"\bunitari\w|\bbase\b|\bprezzo\b|\bcanone\b|\btariff|\bretribu|\bcompens|\bpaga\b|\bcorrispettiv|\brimbors",
                    lead,
                    re.IGNORECASE,
                ):
                    yield Statement(amount.value, amount.start, amount.end, key=f"per {key}")
                break
