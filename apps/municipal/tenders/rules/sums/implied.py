"""Quantities that a total and its unit price imply, against the ones that the act states, and amounts that others imply."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import beginning_in
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.derivations import stem_of
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.misprints import misprinted, swaps
from apps.municipal.tenders.rules.sums.operands import terms
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Quantità per prezzo deve dare l'importo: chi offre fa i conti sull'una o sull'altro."
PRICED = re.compile(
    r"(?:\s*(?:€|euro))?\s*,?\s*\(?\s*(?:pari\s+a|cioè|ossia|in\s+ragione\s+di|corrispondent\w+\s+a|calcolat\w+\s+(?:su|a|in))\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"\s*(?:€|euro)?\s*(?:(?:ad?|per|al|all'|l'|/)\s*(?:ogni\s+|ciascun[oa']?\s*)?)(?P<unit>[^\W\d_]{2,14})",
    re.IGNORECASE,
)
TIMES = (
    *map(Decimal, range(1, 13)),
    Decimal("0.5"),
    Decimal("1.5"),
    Decimal("2.5"),
    Decimal(24),
    Decimal(36),
)
YEARS = tuple(map(Decimal, (1, 2, 3, 4, 5)))
LEAST = 100


def _implied(act: Act) -> Iterator[Found]:
    """«circa 54.000 pasti l'anno … triennio: € 951.600,00, pari a € 6,10 per pasto», which are 52.000 a year."""
    for total, price in zip(act.amounts, act.amounts[1:], strict=False):
        if not PRICED.fullmatch(act.text, total.words_end, price.start) or not 0 < price.value < total.value:
            continue
        if any(each.kind == "share" for each in beginning_in(terms(act), total.start - LEAST, price.start)):
            continue
        unit = UNIT.match(act.text, price.end)
        number = total.value / price.value
        if not unit or number != number.to_integral_value() or number < LEAST:
            continue
        name = stem_of(unit["unit"])
        counts = [
            each
            for each in terms(act)
            if each.kind == "count" and each.value >= LEAST and stem_of(each.unit) == name
        ]
        if any(number in (each.value * times, each.value / times) for each in counts for times in TIMES):
            continue
        wrong = next(
            (each for each in counts for years in YEARS if _is_near(number / years, each.value)), None
        )
        if wrong:
            message = f"{shown(total.value)} a {shown(price.value)} l'uno fanno {shown(number)}: non torna con {shown(wrong.value)}."
            yield Found(wrong.start, wrong.end, message, "Correggere la quantità, o l'importo.")


def _is_near(one: Decimal, other: Decimal) -> bool:
    return one == one.to_integral_value() and (misprinted(one, other) or abs(one - other) * 7 < other)


APART = 900
FEWEST_DIGITS = 3


def _repairs(act: Act) -> Iterator[Found]:
    """«66.000,00 | 189.000,00 … due lotti: € 510.000,00»: with 198.000, so many times a price, the sum is right."""
    often = Counter(each.value for each in act.amounts)
    for at, wrong in enumerate(act.amounts):
        if (
            often[wrong.value] > 1
            or len(f"{wrong.value:.2f}".replace(".", "").strip("0")) < FEWEST_DIGITS - 1
        ):
            continue
        price = act.amounts[at - 1] if at else None
        if (
            not price
            or not price.value
            or not 1 < wrong.value / price.value < max(YEARS) + 1
            or wrong.start - price.end > LEAST
        ):
            continue
        times = wrong.value / price.value
        if times == times.to_integral_value() or is_sum(
            wrong.value, [each.value for each in act.amounts[max(0, at - 6) : at]]
        ):
            continue
        rights = [price.value * years for years in YEARS[1:] if swaps(price.value * years, wrong.value)]
        if not rights:
            continue
        if _adds_up(act, at):
            continue
        near = {each.value for each in act.amounts_between(wrong.start - APART, wrong.end + APART)} - {
            wrong.value
        }
        if any(abs(one - right) in near for right in rights for one in near if one != right):
            message = f"{shown(wrong.value)} sembra {shown(rights[0])} con due cifre scambiate: così tornano prezzo e totale."
            yield Found(wrong.start, wrong.end, message, f"Scrivere {shown(rights[0])}.")


def _adds_up(act: Act, at: int) -> bool:
    """Whether one of the next amounts is a sum of those before it, this one among them."""
    after = enumerate(act.amounts[at + 1 : at + 5], at + 1)
    return any(
        is_sum(whole.value, [each.value for each in act.amounts[max(0, at - 6) : last]])
        for last, whole in after
    )


IMPLIED = (counted("quantita_implicita", WHY, _implied), counted("cifre_scambiate", WHY, _repairs))
