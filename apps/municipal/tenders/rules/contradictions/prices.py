"""Prices that an act states: for one meal, hour, kilometre."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Statement, before

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


def unit_prices(act: Act) -> Iterator[Statement]:
    """Prices for one meal, hour, kilometre: as asked, not as offered."""
    if act.kind == "determina_affidamento_diretto":
        return
    for amount in act.amounts:
        lead = before(act.text, amount.start)[-70:]
        rest = act.text[amount.end : amount.end + 25]
        if not re.search(
            r"\bprezzo\b|\bcost[oi]\b|\btariff\w|\bcanone\b|\bunitari\w|\ba\s+(?:base\s+d'asta|ora|pasto)|\bper\s+(?:pasto|ora)",
            lead + rest,
            re.IGNORECASE,
        ):
            continue
        for key, pattern in KEYS:
            if re.search(pattern, lead, re.IGNORECASE) or re.match(
                rf"\W*(?:\([^)]*\)\s*)?(?:a|per|al|ad|/|ogni|cadaun\w)?\s*(?:{pattern})", rest, re.IGNORECASE
            ):
                if amount.value < 5000 and re.search(
                    r"\bunitari\w|\bbase\b|\bprezzo\b|\bcanone\b|\btariff", lead, re.IGNORECASE
                ):
                    yield Statement(amount.value, amount.start, amount.end, key=f"per {key}")
                break
