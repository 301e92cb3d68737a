"""Prices of different periods that a sentence gives together: «€ 38.400,00 annui, cioè € 3.200,00 al mese»."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.quantities import read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.operands import RATES, TIED, Term, nearly, same_sentence, terms
from apps.municipal.tenders.rules.sums.tabling import shown, slipped

WHY = "Il canone del mese, dell'anno e dell'intera durata devono dire lo stesso prezzo: si fattura su uno e si impegna sull'altro."
MONTHS: tuple[tuple[int, str], ...] = (
    (1, r"mensil\w*|al\s+mese|/\s?mese|ogni\s+mese|per\s+mese|il\s+mese|mese"),
    (2, r"bimestr\w+|a\s+bimestre"),
    (3, r"trimestr\w+|a\s+trimestre"),
    (4, r"quadrimestr\w+"),
    (6, r"semestr\w+|a\s+semestre"),
    (12, r"annu[ioea]\w*|all'anno|l'anno|/\s?anno|per\s+anno|ogni\s+anno|l'annualità|annualità"),
    (24, r"bienn\w+"),
    (36, r"trienn\w+"),
    (48, r"quadrienn\w+"),
    (60, r"quinquenn\w+"),
)
AFTER = re.compile(
    r"\s*(?:€|euro)?\s*(?:\([^)\n]{0,30}\)\s*)?(?:,?\s*(?:oltre\s+iva|iva\s+esclusa|più\s+iva)\s*,?\s*)?(?:nett[io]\s+|lord[io]\s+)?(?:nel\s+|per\s+il\s+|a\s+)?(?:"
    + "|".join(rf"(?P<p{months}>{words})" for months, words in MONTHS)
    + r")\b",
    re.IGNORECASE,
)
ANY = re.compile(
    r"\b(?:" + "|".join(rf"(?P<p{months}>{words})" for months, words in MONTHS) + r")\b", re.IGNORECASE
)
LASTING = re.compile(
    r"\b(?P<count>\d{1,3}|[a-z]{3,16})\s+(?P<unit>mesi|anni)\b(?:\s?\([^)]{0,30}\))?[^\d€;\n]{0,70}$",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"\b(?:oltre|più|aggiun\w+|anche|nonché|minim\w+|massim\w+|sconto|ribass\w+)\b", re.IGNORECASE
)
NAMED = re.compile(r"(?:\be|,)\s+(?:\w+\s+){0,3}(?:di\s+)?(?:€|euro)?\s*$", re.IGNORECASE)
REACH, ROUND = 90, 5000
LEAST, MOST = Decimal("0.5"), Decimal(2)


def _months(text: str, term: Term, since: int) -> int | None:
    """How many months the price is of: by the words after it, else by the last that name a period before it."""
    after = AFTER.match(text, term.end)
    if after:
        return int((after.lastgroup or "p0")[1:])
    window = text[max(since, term.start - 70) : term.start]
    named = [each for each in ANY.finditer(window) if not re.search(r"[\d€;]", window[each.end() :])]
    if named:
        return int((named[-1].lastgroup or "p0")[1:])
    lasting = LASTING.search(text, max(since, term.start - 110), term.start)
    count = read_count(lasting["count"].lower()) if lasting else None
    return count * (12 if lasting and lasting["unit"].lower() == "anni" else 1) if count else None


def _fees(act: Act) -> Iterator[Found]:
    """Two prices in a row, each of a period of its own, that are not in the ratio of the periods."""
    prices = [each for each in terms(act) if each.kind == "euro"]
    ends = [0, *(each.end for each in prices)]
    known = Counter(each.value for each in prices)
    months = [_months(act.text, each, end) for each, end in zip(prices, ends, strict=False)]
    for at, (one, other) in enumerate(pairwise(prices)):
        first, second, said = months[at], months[at + 1], act.text[one.end : other.start]
        if other.money and other.money.role == "soglia" and not other.value % ROUND:
            continue
        if (
            not first
            or not second
            or first == second
            or len(said) > REACH
            or "\n" in said
            or ADDED.search(said)
        ):
            continue
        right = one.value * second / first
        if _same(one.value, right, other.value) or not LEAST * right < other.value < MOST * right:
            continue
        tied = TIED.search(said) or NAMED.search(said)
        meant = (other.value * first / second).quantize(Decimal("0.01"))
        right = right.quantize(Decimal("0.01"))
        if meant in known and known[one.value] == 1 and known[other.value] + known[meant] > 1:
            message = f"{shown(other.value)} per {_span(second)} fa {shown(meant)} per {_span(first)}, non {shown(one.value)}."
            yield Found(
                one.start, one.end, message, f"Scrivere {shown(meant)}, o correggere l'altro importo."
            )
            continue
        if (tied and same_sentence(act.text, one.end, other.start)) or slipped(right, other.value):
            message = f"{shown(one.value)} per {_span(first)} fa {shown(right)} per {_span(second)}, non {shown(other.value)}."
            yield Found(
                other.start, other.end, message, f"Scrivere {shown(right)}, o correggere l'altro importo."
            )


def _same(one: Decimal, right: Decimal, other: Decimal) -> bool:
    """Equal but for rounding, either way, or with VAT on one side."""
    rounded = right and abs(one - one * other / right) < Decimal("0.02")
    return bool(rounded) or any(nearly(right * rate, other) or nearly(right / rate, other) for rate in RATES)


def _span(months: int) -> str:
    return "un mese" if months == 1 else "un anno" if months == 12 else f"{months} mesi"


PERIODS = (counted("canone_durata", WHY, _fees),)
