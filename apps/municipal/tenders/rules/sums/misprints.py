"""Results that are a number and a price of their sentence multiplied, but for a slip of the pen."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import LAST_OF_CENTURY, MAKES, Term, nearly, terms
from apps.municipal.tenders.rules.sums.products import WHY
from apps.municipal.tenders.rules.sums.tabling import FIGURE, shown, value_of

SMALLEST, MANY = 100, Decimal(1_000_000)
RESULT = re.compile(
    rf"(?:{MAKES}|\b(?:spesa|importo|somma|valore|costo|corrispettivo|compenso|aument\w+|impegn\w+|liquid\w+|pag\w+|prenot\w+|per)\b)[^\d€;\n]{{0,40}}$",
    re.IGNORECASE,
)
BARE = re.compile(rf"(?<=[a-zàèéìòù:]\s)(?P<figures>{FIGURE})(?=\s*[;,)|\t]|\.\s|$)", re.IGNORECASE)
SHARED = re.compile(r"(?:%|per\s?cento)\s*,?\s*(?:cioè|ossia|pari\s+a|\()\s*(?:€|euro)?\s*$", re.IGNORECASE)
"""«massimo complessivo 10 %, cioè € 6.120,00»: a share, of nothing that the sentence counts"""
LOOK_BACK = 220
CUTS = str.maketrans(dict.fromkeys("0123456789€;\n", "|"))


def _near_products(act: Act) -> Iterator[Found]:
    """A result that is a number and a price of its sentence multiplied, but for a slip of the pen."""
    all_terms = terms(act)
    starts = [each.start for each in all_terms]
    explained = Counter(each.value for each in act.amounts)
    for at, result in enumerate(all_terms):
        if result.kind != "euro" or not result.money or result.value < SMALLEST:
            continue
        if result.money.role in ("soglia", "assicurazione", "fatturato") or not _said(act.text, result.start):
            continue
        since = (
            act.flat.sentence(result.start, result.end)[0]
            if SHARED.search(act.text, max(0, result.start - 40), result.start)
            else 0
        )
        line = max(since, act.text.rfind("\n", 0, result.start) + 1, result.start - LOOK_BACK)
        before = [
            each
            for each in all_terms[bisect_left(starts, line) : at]
            if each.value > 1 or each.kind != "count"
        ]
        products = _possible(act.text, line, result, before[-6:])
        euros = [each.value for each in before if each.kind == "euro"][-6:]
        if any(nearly(each, result.value) for each in products):
            continue
        once = explained[result.value] == 1
        near = [
            each
            for each in products
            if misprinted(each, result.value)
            and (each not in explained or (once and swaps(each, result.value)))
        ]
        if near and not is_sum(result.value, euros):
            message = (
                f"Indicato {shown(result.value)}: quantità e prezzo che precedono danno {shown(near[0])}."
            )
            fix = f"Scrivere {shown(near[0])}, o correggere quantità o prezzo."
            yield Slip(result.start, result.end, message, fix, gap=result.value - near[0])


def _said(text: str, start: int) -> bool:
    """Whether the words before an amount, as far back as the last figure or stop, say that it is a result."""
    lead = text[max(0, start - 70) : start]
    return RESULT.search(lead, lead.translate(CUTS).rfind("|") + 1) is not None


def _possible(text: str, line: int, result: Term, before: Sequence[Term]) -> list[Decimal]:
    """What the numbers before a result make with the prices before it, less or more their shares."""
    prices = [each.value for each in before if each.kind == "euro" and each.value < result.value]
    if not prices:
        return []
    numbers = [each.value for each in before if each.kind == "count" and each.value < MANY]
    bare = [value_of(match["figures"]) for match in BARE.finditer(text, line, result.start)]
    numbers += [
        each for each in bare if 1 < each < MANY and each not in prices and each not in LAST_OF_CENTURY
    ]
    shares = [each.value for each in before if each.kind == "share" and each.value < 1]
    factors = [Decimal(1), *(1 - each for each in shares), *(1 + each for each in shares)]
    two = [one * other for one, other in combinations(numbers[-3:], 2)]
    return [
        price * number * factor
        for price in prices
        for number in dict.fromkeys((*numbers[-5:], *two))
        for factor in factors
    ]


def misprinted(one: Decimal, other: Decimal) -> bool:
    """Two neighbouring digits swapped, or one digit changed, in figures that are not round."""
    first, second = f"{one:.2f}", f"{other:.2f}"
    if (
        len(first) != len(second)
        or min(len(each.replace(".", "").rstrip("0")) for each in (first, second)) < 3
    ):
        return False
    odd = [at for at, (left, right) in enumerate(zip(first, second, strict=True)) if left != right]
    if len(odd) == 1:
        return odd[0] > 0
    return (
        len(odd) == 2
        and first[odd[0]] == second[odd[1]]
        and first[odd[1]] == second[odd[0]]
        and odd[1] - odd[0] <= 2
    )


def swaps(one: Decimal, other: Decimal) -> bool:
    """The same digits in another order."""
    first, second = f"{one:.2f}", f"{other:.2f}"
    return first != second and sorted(first) == sorted(second)


MISPRINTS = (counted("prodotto_scritto_male", WHY, _near_products),)
