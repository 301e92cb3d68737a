"""What figures of one passage make together: a whole and its parts, the price of a longer span, a row with its rate."""

import re
from decimal import Decimal
from functools import partial
from itertools import pairwise

from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.figures import Said, told
from apps.municipal.tenders.rules.sums.identities import LEAST, MOST, NO_PART, RATES, WHY
from apps.municipal.tenders.rules.sums.operands import found_near, nearly

OPENS = re.compile(
    r"\b(?:compren\w+|comprensiv\w+|di\s+cui|(?:dei|delle)\s+quali|così|costituit\w+|compost\w+|suddivis\w+|ripartit\w+|articolat\w+|formato|dat[oa]\s+d\w+)\b|:\s",
    re.IGNORECASE,
)
PARTLY = re.compile(r"\b(?:compren\w+|comprensiv\w+|di\s+cui|(?:dei|delle)\s+quali)\b", re.IGNORECASE)
WHOLE = re.compile(
    r"\b(?:valore\s+(?:\w+\s+){0,2}(?:stimato|complessivo|globale|massimo)|import\w+\s+complessiv\w+|total[ei]|costo\s+complessivo|valore\s+stimato)\b",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"\W*(?:iva\s+esclusa\W*)?(?:è|e'|sono|ammonta|risulta)\s*(?:stimato\s+|pari\s+)?(?:di|a|pari\s+a|in)?\s*(?:€|euro)?\s*",
    re.IGNORECASE,
)
JOINED = re.compile(r"[,;()\n]|\s(?:e|ed|più|nonché)\s|\boltre\b", re.IGNORECASE)
STOPPED = re.compile(r"\.\s+(?=[A-ZÈ])")
OVERLAPS = re.compile(r"\b(?:manodopera|sicurezza|person\w+|interferenz\w+)\b", re.IGNORECASE)


def _whole(said: Said) -> Found | None:
    """«29.000,00 comprendono l'IVA (14.600,00), le spese tecniche (12.000,00) e gli imprevisti (4.200,00)»."""
    euros = [each for each in said.euros if not STOPPED.search(said.text, said.euros[0].end, each.start)]
    if (
        len(euros) < 3
        or NO_PART.search(said.words)
        or EACH.search(said.words)
        or any(each.value > 12 for each in said.counts)
    ):
        return None
    gap = said.text[euros[0].end : euros[1].start]
    last = said.text[euros[-2].end : euros[-1].start]
    if CLOSES.fullmatch(last) and WHOLE.search(euros[0].lead):
        whole, parts = euros[-1], euros[:-1]
    elif OPENS.search(gap):
        whole, parts = euros[0], euros[1:]
    else:
        return None
    gaps = [said.text[one.end : other.start] for one, other in pairwise(parts)]
    values = [each.value for each in parts]
    made = sum(values, Decimal(0))
    if not all(JOINED.search(each) and not OPENS.search(each) for each in gaps) or max(values) >= whole.value:
        return None
    free = [each.value for each in parts if not each.lead.rstrip(" €").endswith("(")]
    if (is_sum(whole.value, values) and made <= whole.value) or any(
        nearly(each, whole.value) for each in (made, sum(free, Decimal(0)))
    ):
        return None
    part = whole is euros[0] and PARTLY.search(gap) and made < whole.value
    if part and (OVERLAPS.search(said.words) or made < whole.value * Decimal("0.85")):
        return None
    if is_sum(whole.value, values) and not (PARTLY.search(euros[0].lead + gap) and len(parts) < 5):
        return None
    if (
        any(nearly(made * (1 + rate), whole.value) for rate in RATES)
        or not whole.value / WIDE < made < WIDE * whole.value
    ):
        return None
    return said.wrong(whole, made, euros, made)


EACH = re.compile(
    r"\b(?:ciascun\w*|cadaun\w*|ognun\w*|l'un[oa]|unitari\w+|mensil\w+|annu[oaie]\w*|al\s+giorno)\b",
    re.IGNORECASE,
)
WIDE = Decimal("1.6")
SAME_TERMS = re.compile(
    r"\b(?:stess[iae]|medesim[iae]|alle)\s+(?:\w+\s+)?(?:condizion\w+|prezz\w+|patt\w+)", re.IGNORECASE
)


def _proportion(said: Said) -> Found | None:
    """«36 mesi per 90.000,00; rinnovo per 6 mesi, alle stesse condizioni, per 30.000,00»."""
    spans = [each for each in said.counts if each.unit in ("mes", "ann") and each.value > 0]
    if (
        len(spans) != 2
        or len(said.counts) != 2
        or len(said.euros) != 2
        or said.shares
        or not SAME_TERMS.search(said.text, said.euros[0].start - 120, said.euros[1].end + 60)
    ):
        return None
    months = [each.value * (12 if each.unit == "ann" else 1) for each in spans]
    one, other = said.euros
    if spans[1].start < one.start or EACH.search(said.words):
        return None
    right = one.value * months[1] / months[0]
    factors = (Decimal(1), *(1 + rate for rate in RATES))
    if (
        any(nearly(right * each, other.value) for each in factors)
        or not LEAST * right < other.value < MOST * right
    ):
        return None
    return said.wrong(other, right, (one, *spans))


def _row(said: Said) -> Found | None:
    """«Alimenti | 9.000,00 | 4% | 306,00»."""
    if len(said.euros) != 2 or len(said.shares) != 1 or said.counts or "|" not in said.shares[0].lead:
        return None
    (base, result), share = said.euros, said.shares[0]
    if not base.start < share.start < result.start or share.value not in RATES or "|" not in result.lead:
        return None
    rights = [base.value * each for each in (share.value, 1 + share.value, 1 - share.value)]
    if any(nearly(each, result.value) for each in rights):
        return None
    right = min(rights, key=lambda each: abs(each - result.value))
    return said.wrong(result, right) if LEAST * right < result.value < MOST * right else None


MORE = re.compile(
    r"\b(?:aggiun\w+|increment\w+|aument\w+|opzion\w+|modific\w+|ripetizion\w+|rinnov\w+|prorog\w+|accont\w+|saldo|i\.?v\.?a)\b",
    re.IGNORECASE,
)
SUMMED = re.compile(
    rf"{WHOLE.pattern}|\b(?:compenso\s+totale|complessiv\w+|corrispost\w+|liquidat\w+|massimo|così)\b",
    re.IGNORECASE,
)


BEING = re.compile(r"\W*(?:è|ammonta|risulta|sale|sarà)\b", re.IGNORECASE)
"""«il valore globale, con la proroga (€ 14.200,00), è di …»"""


def _three(said: Said) -> Found | None:
    """«all'importo di 310.000,00 si aggiunge … 62.000,00; il valore massimo è di 327.000,00»."""
    if len(said.euros) != 3 or NO_PART.search(said.words) or any(each.value > 12 for each in said.counts):
        return None
    wholes = [
        each
        for at, each in enumerate(said.euros)
        if SUMMED.search(each.lead)
        or (at and BEING.match(each.lead) and SUMMED.search(said.euros[at - 1].lead))
    ] or [each for each in said.euros if SUMMED.search(each.tail)]
    parts = [each for each in said.euros if each not in wholes[:1]]
    if (
        len(wholes) != 1
        or not MORE.search(said.words)
        or EACH.search(said.words)
        or OVERLAPS.search(said.words)
    ):
        return None
    if STOPPED.search(said.text, said.euros[0].end, said.euros[-1].start) and ":" not in wholes[0].lead:
        return None
    made = sum((each.value for each in parts), Decimal(0))
    whole, largest = wholes[0], max(each.value for each in parts)
    factors = (Decimal(1), *(1 + rate for rate in RATES))
    if whole.value <= largest or any(nearly(made * each, whole.value) for each in factors):
        return None
    others = [each for each in said.known if whole.value > made or each not in [part.value for part in parts]]
    gaps = [abs(whole.value - each.value) for each in parts if whole.value != each.value]
    if any(found_near(said.known, each) for each in gaps) or found_near(others, abs(whole.value - made)):
        return None
    return said.wrong(whole, made, made=made) if made < whole.value * WIDE else None


OF_TOTAL = re.compile(r"\btotal[ei]\b|\bcomplessiv\w+", re.IGNORECASE)
OF_PRICE = re.compile(
    r"\b(?:prezz\w+|quantit\w+|q\.t\w+|unitari\w+|costo|ore|aliquot\w+|i\.?v\.?a|ribass\w+|durata|mesi)\b|%",
    re.IGNORECASE,
)


def _row_sum(said: Said) -> Found | None:
    """«Concorrente | Tecnica | Economica | Totale» and one row with 62,50, 27,30 and 98,80."""
    *parts, whole = said.euros
    if len(parts) < 2 or said.shares or said.counts or not all("|" in each.lead for each in parts):
        return None
    if not OF_TOTAL.match(whole.lead.strip(" |")) or OF_PRICE.search(said.words):
        return None
    if "\n" in said.text[parts[0].start : whole.start]:
        return None
    made = sum((each.value for each in parts), Decimal(0))
    wrong = not nearly(made, whole.value) and whole.value / WIDE < made < WIDE * whole.value
    return said.wrong(whole, made, made=made) if wrong else None


COMPOSITIONS = (
    counted("importi_composti", WHY, partial(told, identities=(_whole, _three, _proportion, _row, _row_sum))),
)
