"""Amounts «plus VAT at r %», and the whole with VAT that is told after them."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import nearly, terms, terms_in
from apps.municipal.tenders.rules.sums.shares import PERCENT, WHY_TAX, share_of
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

PLUS_TAX = re.compile(
    r"\s*(?:€|euro)?\s*[,;]?\s*\(?(?:oltre|più|\+|con(?=\s+l'))\s*(?:all'|l')?\s?i\.?v\.?a\.?(?!\w)[^\d€.;\n]{0,30}$",
    re.IGNORECASE,
)
WITH_TAX = re.compile(
    r"\b(?:i\.?v\.?a\.?\s+(?:inclus|compres)\w|comprensiv\w+\s+(?:di\s+|dell')i\.?v\.?a|lord[oa]|complessiv\w+|total[ei]|in\s+tutto|sale\s+a)",
    re.IGNORECASE,
)
REACH, AROUND, BESIDE = 130, 400, 40
BRACKET = re.compile(r"\s*(?:€|euro)?\s*\(\s*(?:€|euro)?\s*", re.IGNORECASE)
"""«€ 22.570,00 (€ 18.500,00 oltre IVA 22%)»"""
LEAST, MOST = Decimal("0.9"), Decimal("1.1")


def _gross(act: Act) -> Iterator[Found]:
    """«€ 12.400,00 oltre IVA 22%; la spesa complessiva, IVA inclusa, è di € 15.812,00»."""
    for net, gross, rate in _pairs(act):
        after = net.start < gross.start
        said = act.text[rate.end() : gross.end + 16] if after else ""
        makes = not after or "=" in act.text[rate.end() : gross.start] or WITH_TAX.search(said)
        right = (net.value * (1 + share_of(rate))).quantize(Decimal("0.01"))
        near = LEAST <= gross.value / (right or 1) <= MOST or swapped(right, gross.value)
        if "\n\n" in said or not makes or not near or _explained(act, net, gross, share_of(rate)):
            continue
        message = f"Indicato {shown(gross.value)}: {shown(net.value)} con l'IVA fa {shown(right)}."
        yield Slip(gross.start, gross.end, message, f"Scrivere {shown(right)}.", gap=gross.value - right)


def _pairs(act: Act) -> Iterator[tuple[Money, Money, re.Match[str]]]:
    """An amount without VAT, the one with it just after or, before a bracket, just before, and the rate."""
    for one, other in zip(act.amounts, act.amounts[1:], strict=False):
        rate = PERCENT.search(act.text, one.end, other.start)
        if rate and other.start - rate.end() <= REACH and PLUS_TAX.fullmatch(act.text, one.end, rate.start()):
            yield one, other, rate
        inner = PERCENT.search(act.text, other.end, other.end + BESIDE)
        if (
            inner
            and BRACKET.fullmatch(act.text, one.words_end, other.start)
            and PLUS_TAX.fullmatch(act.text, other.end, inner.start())
            and act.text[inner.end() : inner.end() + 1] == ")"
        ):
            yield other, one, inner


def _explained(act: Act, net: Money, gross: Money, rate: Decimal) -> bool:
    """Whether some amounts near, with VAT on them or without, or the net for more periods, make the gross."""
    around = terms_in(terms(act), net.start - AROUND, gross.end + AROUND)
    values = [each.value for each in around if each.kind == "euro" and each.start != gross.start]
    counts = [each.value for each in around if each.kind == "count"]
    wholes = (
        [net.value + each for each in (Decimal(0), *values)] + [net.value * each for each in counts] + values
    )
    made = [*(each * (1 + rate) for each in wholes), *(net.value * (1 + rate) + each for each in values)]
    return any(nearly(each, gross.value) for each in made)


GROSS = (counted("lordo", WHY_TAX, _gross),)
