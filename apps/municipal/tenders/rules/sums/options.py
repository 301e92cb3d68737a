"""What is paid for a service that goes on, against the price of a period."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.quantities import read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.lengths import find_lengths
from apps.municipal.tenders.rules.sums.operands import RATES, nearly
from apps.municipal.tenders.rules.sums.periods import AFTER
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

WHY = "Il valore della proroga entra nel valore stimato dell'appalto: deve venire dal prezzo e dai mesi."
NAME = r"(?:prorog\w+|prosecuzion\w+|prolungament\w+|estension\w+|rinnov\w+|ripetizion\w+)"
LONG = (("trimestr", 3), ("quadrimestr", 4), ("semestr", 6), ("annual", 12), ("bienn", 24), ("trienn", 36))
LASTING = re.compile(
    rf"\b{NAME}\b[^.;:€\n]{{0,60}}?(?:(?P<count>\d{{1,2}}|un[oa']?|[a-z]{{3,12}})\s?(?:\([^)]{{1,14}}\)\s?)?(?P<unit>mesi|ann[oi])|(?P<name>{'|'.join(name for name, _ in LONG)})\w*)",
    re.IGNORECASE,
)
LABEL = re.compile(rf"\b{NAME}\b[^€;]{{0,110}}$", re.IGNORECASE)
EXTENDED = re.compile(r"\b(?:prorog|prosecuz|prolungam|estens)\w*", re.IGNORECASE)
YEARLY = re.compile(
    r"\b(?:annu[oiae]\w*|all'anno|per\s+(?:ogni|ciascun)\s+anno|l'anno)\b[^.;€\n]{0,135}$", re.IGNORECASE
)
MONTHLY = re.compile(
    r"\b(?:mensil\w+|al\s+mese|per\s+(?:ogni|ciascun)\s+mese)\b[^.;€\n]{0,135}$", re.IGNORECASE
)
REACH, MOST_AMOUNTS = 700, 24
LEAST, MOST = Decimal("0.45"), Decimal("2.2")
TWELVE = Decimal(12)


def months_of(match: re.Match[str]) -> int:
    if match["name"]:
        return next(months for name, months in LONG if match["name"].lower() == name)
    return (read_count(match["count"].lower()) or 0) * (1 if match["unit"].lower() == "mesi" else 12)


def _extensions(act: Act) -> Iterator[Found]:
    """«corrispettivo annuo € 78.000,00 … prosecuzione di sei mesi … Prosecuzione semestrale: € 26.000,00»."""
    lengths = {months_of(each) for each in LASTING.finditer(act.text)} - {0}
    if not lengths:
        return
    spans = {
        Decimal(str(each.amount)) for each in find_lengths(act.text) if each.unit == "mesi" and each.amount
    }
    for at, money in enumerate(act.amounts):
        since = max(act.amounts[at - 1].words_end if at else 0, money.start - 150)
        if not EXTENDED.search(act.text, since, money.start):
            continue
        lead = LABEL.search(act.text, since, money.start)
        if not lead or not EXTENDED.search(lead[0]) or YEARLY.search(lead[0]) or MONTHLY.search(lead[0]):
            continue
        own = [months_of(each) for each in LASTING.finditer(act.text, since, money.start)]
        said = [each for each in own if each] or (list(lengths) if len(lengths) == 1 else [])
        right = _right(act, money, said[-1], spans) if said else None
        then = act.amounts[at + 1] if at + 1 < len(act.amounts) else None
        with_safety = (
            then and OF_WHICH.search(act.text, money.end, then.start) and money.value - then.value == right
        )
        if right and not with_safety:
            message = f"Per {said[-1]} mesi il prezzo indicato dà {shown(right)}, non {shown(money.value)}."
            yield Slip(money.start, money.end, message, f"Scrivere {shown(right)}.", gap=money.value - right)


@per_act
def prices(act: Act) -> list[tuple[Money, int]]:
    """The prices of a year or of a month, with the months that they pay."""
    lowered = act.text.lower()
    known = lowered if len(lowered) == len(act.text) else act.text
    return [(each, months) for each in act.amounts if (months := _period(act, each, known))]


def _period(act: Act, money: Money, lowered: str) -> int:
    """12 of a yearly price, 1 of a monthly one, 0 of any other."""
    end = max(money.end, money.words_end)
    after = AFTER.match(act.text, end) if _speaks(lowered[end : end + 70]) else None
    named = int((after.lastgroup or "p0")[1:]) if after else 0
    if named in (1, 12):
        return named
    since = max(0, money.start - 165)
    if not _speaks(lowered[since : money.start]):
        return 0
    lead = act.text[since : money.start]
    return 12 if YEARLY.search(lead) else 1 if MONTHLY.search(lead) else 0


def _speaks(said: str) -> bool:
    """Whether words can name a year or a month at all."""
    return "ann" in said or "mens" in said or "mese" in said


OF_WHICH = re.compile(r"\bdi\s+cui\b|\bcompres[ie]\b|\binclus[ie]\b", re.IGNORECASE)
"""«€ 90.450,00, di cui € 450,00 per la sicurezza»"""
LASTS = re.compile(r"\((?P<count>\d{1,2})\s+(?P<unit>mesi|ann[oi])\)[\s:.…_]*(?:€|euro)?\s*$", re.IGNORECASE)


def _span(act: Act, money: Money) -> int:
    """The months that the row of an amount gives it: «Servizio (24 mesi) € 96.000,00»; 0 where it gives none."""
    lead = act.text[max(0, money.start - 120) : money.start].rsplit("\n", 1)[-1]
    said = LASTS.search(lead)
    if not said or re.search(NAME, lead, re.IGNORECASE):
        return 0
    return int(said["count"]) * (1 if said["unit"].lower() == "mesi" else 12)


def _right(act: Act, money: Money, months: int, spans: set[Decimal]) -> Decimal | None:
    """What the price makes in so many months, where no amount of the act makes what is stated."""
    near = act.amounts_between(money.start - 2 * REACH, money.end + 2 * REACH)
    own = [(each, span) for each in near if each is not money and (span := _span(act, each))]
    if own:
        rights = [each.value * months / span for each, span in own]
        fits = [each for each in rights if LEAST < money.value / (each or 1) < MOST]
        right = any(nearly(each, money.value) for each in rights) or len(set(rights)) > 1 or not fits
        return None if right else fits[0].quantize(Decimal("0.01"))
    values = list(dict.fromkeys(each.value for each in near if each is not money))[:MOST_AMOUNTS]
    bases = {*values, *(abs(one - other) for one in values for other in values)}
    factors = {Decimal(months), Decimal(1), *(months / each for each in (*spans, TWELVE))}
    made = {base * factor for base in bases for factor in factors - {Decimal(1)}} | {*values}
    if any(nearly(each * rate, money.value) for each in made for rate in RATES):
        return None
    rights = [price.value * months / period for price, period in prices(act) if price is not money]
    close = [
        each
        for each in rights
        if each and (LEAST * each < money.value < MOST * each or swapped(each, money.value))
    ]
    return min(close, key=lambda each: abs(each - money.value)).quantize(Decimal("0.01")) if close else None


OPTIONS = (counted("valore_proroga", WHY, _extensions),)
