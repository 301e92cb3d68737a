"""Prices that an act states: of the rows of its tables, and for one meal, hour, kilometre."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.money import SMALLEST
from apps.municipal.tenders.rules.contradictions.statement import Statement, before
from workbench.italian import tokens

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
LONGEST_LABEL = 110
CELL = re.compile(r"[|\t]\s?$|\t€?\s?$")
ORDINAL = re.compile(r"^\s*\(?[a-z0-9]{1,2}[.)]\s", re.IGNORECASE)
GENERIC = re.compile(
    r"\b(?:total\w+|somm\w+|importo|imponibile|i\.?v\.?a|anno|esercizio|ribass\w+|sicurezza|oneri|manodopera|lotto|complessiv\w+|valore|contribut\w+|impreviste?i?|rinnov\w+|opzion\w+|prorog\w+|capitolo|offert\w+)\b|^\W*20\d\d\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(\d{1,3}(?:\.\d{3})+|\d{3,6})\s+([a-z]{4,})|\b([a-z]{4,})\s*[(:]\s*(?:n\.\s?)?(\d{1,3}(?:\.\d{3})+)",
    re.IGNORECASE,
)


def items(act: Act) -> Iterator[Statement]:
    """The rows of tables: the same label, or the same quantity of the same thing, has one amount."""
    for amount in act.amounts:
        line = act.text[act.text.rfind("\n", 0, amount.start) + 1 : amount.start]
        if amount.value < SMALLEST or len(line) > LONGEST_LABEL or not CELL.search(line[-3:]):
            continue
        words = [word for word in tokens(ORDINAL.sub("", line)) if len(word) > 3 and word.isalpha()]
        if words and not GENERIC.search(line):
            yield Statement(amount.value, amount.start, amount.end, key=" ".join(words))
            for counted in COUNTED.finditer(line):
                yield Statement(
                    amount.value,
                    amount.start,
                    amount.end,
                    key=f"{counted[1] or counted[4]} {counted[2] or counted[3]}".lower(),
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
