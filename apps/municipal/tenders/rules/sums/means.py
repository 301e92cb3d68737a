"""Means of amounts that the passage gives, one after the other."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import beginning_in
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import Term, nearly, terms
from apps.municipal.tenders.rules.sums.proportions import STOPS
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "La media dei prezzi serve a dire congruo quello offerto: deve venire dai prezzi indicati."
MEAN = re.compile(
    r"\b(?:media|prezzo\s+medio|importo\s+medio|valore\s+medio|costo\s+medio|mediamente)\b(?!\s+(?:annu|di\s+\d|impres|giornalier|mensil|unitar|orari|e\s+picc|ponderat))[^\d€\n;(]{0,90}$",
    re.IGNORECASE,
)
OF_ITEMS = re.compile(
    r"\bmedi[oa]\s+(?:de\w+|tra|fra)\b[^€\d]*,\s*(?:rispettivamente\s+)?di\s*(?:€|euro)?\s*$", re.IGNORECASE
)
"""«il prezzo medio delle due offerte, di …»: the first of the items"""
BACK, ALIKE, FEWEST, MOST = 600, 3, 2, 9
NEAR = Decimal("0.3")
CENT = Decimal("0.011")


def _means(act: Act) -> Iterator[Found]:
    """«Casalbuono € 4.320,00; Isola € 4.710,00; Torre € 4.980,00. La loro media, pari a € 4.970,00»."""
    for at, mean in enumerate(act.amounts):
        since = act.amounts[at - 1].words_end if at else 0
        start = max(since, mean.start - 130)
        if not MEAN.search(act.text, start, mean.start) or OF_ITEMS.search(act.text, start, mean.start):
            continue
        before = [
            each
            for each in act.amounts_between(mean.start - BACK, mean.start)
            if not STOPS.search(act.text, each.end, mean.start)
        ][-MOST:]
        after = act.amounts_between(mean.end, mean.end + BACK // 2)[:MOST]
        if before and len(_counts(act, before[0].start - 60, mean.start)) >= FEWEST:
            continue  # a mean that is weighted
        rows = [row for row in (_rows(before), _rows(after)) if row]
        if mean.value <= 1 or any(nearly(each, mean.value) for row in rows for each in row):
            continue
        right = _meant(before, mean) or _meant(after, mean)
        if right:
            message = f"La media degli importi indicati è {shown(right)}, non {shown(mean.value)}."
            yield Slip(
                mean.start, mean.end, message, f"Scrivere {shown(right)}.", gap=mean.value - right, made=right
            )


def _counts(act: Act, start: int, end: int) -> Sequence[Term]:
    return [
        each for each in beginning_in(terms(act), start, end) if each.kind == "count" and each.value > ALIKE
    ]


def _rows(amounts: Sequence[Money]) -> list[Decimal]:
    """The mean of every row of neighbours, and of its least and greatest left out."""
    values = [each.value for each in amounts]
    rows = [values[one:other] for one in range(len(values)) for other in range(one + 2, len(values) + 1)]
    rows += [sorted(row)[1:-1] for row in rows if len(row) > 3]
    return [sum(row, Decimal(0)) / len(row) for row in rows]


def _meant(amounts: Sequence[Money], mean: Money) -> Decimal | None:
    """The mean of those of one size, where it comes near the one that is stated."""
    alike = [each.value for each in amounts if mean.value / ALIKE < each.value < mean.value * ALIKE]
    if len(alike) < FEWEST or len(alike) * 2 < len(amounts):
        return None
    right = (sum(alike, Decimal(0)) / len(alike)).quantize(Decimal("0.01"))
    return right if CENT < abs(right - mean.value) < NEAR * right else None


MEANS = (counted("media_importi", WHY, _means),)
