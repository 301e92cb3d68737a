"""What a price of a year or a month makes over the whole of a contract, with its options, or over a part of a year."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.lengths import Length, find_lengths
from apps.municipal.tenders.rules.sums.operands import RATES, nearly
from apps.municipal.tenders.rules.sums.options import EXTENDED, LASTING, months_of, prices
from apps.municipal.tenders.rules.sums.spans import pairs
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

WHY = "Il prezzo dell'intera durata è quello di un periodo per quanti sono i periodi: su di esso si fissa la soglia."
WHOLE = re.compile(
    r"\b(?:inter[oa]|tutt[oa])\s+(?:\w+\s+)?(?:durata|periodo|triennio|biennio|quadriennio|quinquennio|contratto)\b[^;€]{0,90}$"
    r"|\b(?:nel|per\s+il|del|sul)\s+(?:biennio|triennio|quadriennio|quinquennio)\b[^.;€]{0,70}$|\b(?:complessiv\w+|total\w+|durata)\b[^.;€]{0,80}$",
    re.IGNORECASE,
)
SPOKEN = re.compile(r"dura|nnio|periodo|contratto|compless|total", re.IGNORECASE)
ALSO = re.compile(r"(?:\s*(?:€|euro))?\s+(?:e|ed|più|oltre)\s+(?:a\s+)?[^\d.;€]{0,70}", re.IGNORECASE)
"""a second amount of the same whole"""
YEARS = {"biennio": 24, "triennio": 36, "quadriennio": 48, "quinquennio": 60}
NAMED = re.compile(rf"\b(?:{'|'.join(YEARS)})\b", re.IGNORECASE)
WITH_OPTIONS = re.compile(
    r"\b(?:comprensiv\w+|compres[ioae]|inclus[ioae]|comprendend\w+|tenuto\s+conto|considera\w+)\b[^.€]{0,60}\b(?:rinnov|prorog|opzion)\w*",
    re.IGNORECASE,
)
FEW, BACK, MOST = 11, 520, 8
LEAST_GAP, SMALLEST, ROUND = 130, 100, 5000
TWELVE = Decimal(12)

Price = tuple[Money, int]


def _wholes(act: Act) -> Iterator[Found]:
    """«durata di 48 mesi … canone annuo … euro 9.600,00 … per l'intera durata … euro 28.800,00», which are three years."""
    known = prices(act)
    lengths = _lengths(act) if known else []
    last = -1
    for at, money in enumerate(act.amounts if known else ()):
        since = max(act.amounts[at - 1].words_end if at else 0, money.start - 170)
        if money.value < SMALLEST or (money.role == "soglia" and not money.value % ROUND):
            continue
        said = SPOKEN.search(act.text, since, money.start) and WHOLE.search(act.text, since, money.start)
        again = at and last == at - 1 and ALSO.fullmatch(act.text, since, money.start)
        price = _price(known, money) if said or again else None
        if not price or (said and EXTENDED.search(said[0])):
            continue
        last = at
        named = {
            Decimal(YEARS[each[0].lower()])
            for each in NAMED.finditer(act.text, money.start - BACK, money.start)
        }
        spans = named or {_in_months(each) for each in lengths if abs(each.start - money.start) < 2 * BACK}
        right = _whole(act, money, price, {each for each in spans if each > price[1]})
        if right:
            message = (
                f"{shown(price[0].value)} per la durata indicata fa {shown(right)}, non {shown(money.value)}."
            )
            yield Slip(money.start, money.end, message, f"Scrivere {shown(right)}.", gap=money.value - right)


def _lengths(act: Act) -> list[Length]:
    return [each for each in find_lengths(act.text) if each.unit in ("mesi", "anni") and each.amount]


def _price(known: Sequence[Price], money: Money) -> Price | None:
    """The price of a period before an amount: the only one, or the only one of the same kind."""
    last = bisect_left(known, money.start, key=lambda each: each[0].start)
    before = [
        each
        for each in known[max(0, last - MOST) : last]
        if money.start - each[0].end < BACK and each[0].value < money.value
    ]
    same = [each for each in before if each[0].role == money.role and money.role]
    for some in (before, same):
        if len({each.value for each, _ in some}) == 1:
            return some[-1]
    return None


def _in_months(length: Length) -> Decimal:
    return Decimal(str(length.amount)) * (12 if length.unit == "anni" else 1)


def _whole(act: Act, money: Money, price: Price, spans: set[Decimal]) -> Decimal | None:
    """What a price makes over the one duration, where the amount is so many times it, or is written badly."""
    value, months = price[0].value, price[1]
    around = act.amounts_between(money.start - 2 * BACK, money.start)[-MOST:]
    near = {each.value for each in (*around, *act.amounts_between(money.end, money.end + BACK)[: MOST // 2])}
    near.discard(money.value)
    factors = {each / months for each in spans}
    made = {one * factor for one in near for factor in factors}
    if len(spans) != 1 or any(nearly((one + other) * rate, money.value) for one in made for other in (*near, Decimal(0)) for rate in RATES):  # fmt: skip
        return None
    right = value * factors.pop()
    times = money.value / value if value else Decimal(0)
    wrong_period = times == times.to_integral_value() and 1 < times <= FEW
    return right if wrong_period or swapped(right, money.value) else None


def _globals(act: Act) -> Iterator[Found]:
    """«due anni, rinnovo di altri due, proroga di sei mesi, € 94.000,00 l'anno: valore comprensivo di tutto € 235.000,00»."""
    for match in WITH_OPTIONS.finditer(act.text):
        start, end = act.flat.sentence(match.start(), match.end())
        whole = next(iter(act.amounts_between(match.start(), end)), None)
        whole = whole or next(iter(act.amounts_between(start, match.start())[-1:]), None)
        price = _price(prices(act), whole) if whole else None
        if not whole or not price:
            continue
        options = {
            each[0][:5].lower(): each for each in LASTING.finditer(act.text, max(0, start - BACK), end)
        }
        aside = [(each.start(), each.end()) for each in options.values()]
        own = {
            _in_months(each)
            for each in _lengths(act)
            if start - BACK < each.start < end and not any(one <= each.start < other for one, other in aside)
        }
        parts = [*own, *(Decimal(months_of(each)) for each in options.values())]
        rate = price[0].value / price[1]
        some = {sum(each, Decimal(0)) for size in range(1, len(parts)) for each in combinations(parts, size)}
        right = rate * sum(parts, Decimal(0))
        if len(own) == 1 and len(parts) > 1 and any(nearly(rate * each, whole.value) for each in some):
            message = f"Con le opzioni indicate il valore è {shown(right)}, non {shown(whole.value)}."
            yield Slip(whole.start, whole.end, message, f"Scrivere {shown(right)}.", gap=whole.value - right)


PART = re.compile(
    r"\b(?:rapportat\w+|proporzion\w+|pro[\s-]?rata|pro[\s-]?quota|dodicesim\w+|ragguagliat\w+)\b[^€;]{0,70}$",
    re.IGNORECASE,
)


def _parts(act: Act) -> Iterator[Found]:
    """«canone annuo di € 9.600,00 … dal 1° agosto al 31 dicembre … rapportato ai mesi, è di € 4.800,00»."""
    for at, money in enumerate(act.amounts):
        since = act.amounts[at - 1].words_end if at else 0
        if not PART.search(act.text, max(since, money.start - 130), money.start):
            continue
        near = [each for each in prices(act) if 0 < money.start - each[0].end < BACK]
        spans = [(one.value, other.value) for one, other in pairs(act) if abs(one.start - money.start) < BACK]
        if len({each.value for each, _ in near}) != 1 or len(set(spans)) != 1 or near[0][1] != TWELVE:
            continue
        first, last = spans[0]
        months = Decimal((last.year - first.year) * 12 + last.month - first.month + 1)
        right, stated = near[0][0].value * months / TWELVE, money.value * TWELVE / near[0][0].value
        if first.day == 1 and last.day > 27 and stated == stated.to_integral_value() and stated != months:
            message = f"Dal {first:%d/%m/%Y} al {last:%d/%m/%Y} sono {shown(months)} mesi: {shown(right)}, non {shown(money.value)}."
            yield Slip(money.start, money.end, message, f"Scrivere {shown(right)}.", gap=money.value - right)


RATE = re.compile(
    r"\b(?:rat[ae]|canon[ei]|quot[ae])\s+(?:\w+\s+){0,2}?(?:(?P<p1>mensil)|(?P<p2>bimestral)|(?P<p3>trimestral)|(?P<p4>quadrimestral)|(?P<p6>semestral))\w\b[^\d€;.]{0,50}$",
    re.IGNORECASE,
)


def _instalments(act: Act) -> Iterator[Found]:
    """«€ 15.600,00 per dodici mesi, in rate trimestrali di € 3.600,00 ciascuna»."""
    for at, money in enumerate(act.amounts):
        whole = act.amounts[at - 1] if at else None
        if not whole or money.start - whole.end > 2 * LEAST_GAP or whole.value <= money.value:
            continue
        said = RATE.search(act.text, max(whole.words_end, money.start - LEAST_GAP), money.start)
        spans = (
            {_in_months(each) for each in _lengths(act) if abs(each.start - money.start) < BACK}
            if said
            else set()
        )
        if not said or len(spans) != 1:
            continue
        times = spans.pop() / int((said.lastgroup or "p1")[1:])
        near = {each.value for each in act.amounts_between(money.start - 2 * BACK, money.end + BACK)}
        if any(abs(money.value * times - each * rate) < times for each in near for rate in RATES):
            continue
        right = (whole.value / times).quantize(Decimal("0.01"))
        if times > 1 and right / 2 < money.value < right * 2:
            message = (
                f"{shown(whole.value)} in {shown(times)} rate fa {shown(right)}, non {shown(money.value)}."
            )
            yield Slip(money.start, money.end, message, f"Scrivere {shown(right)}.", gap=money.value - right)


LIMIT = re.compile(
    r"\b(?:importo|valore|spesa|costo)\s+(?:complessiv\w|total\w|stimat\w|\w+\s+complessiv\w)[^€;.]{0,40}?,?\s*(?:è\s+)?inferior\w+\s+a\w*[^\d€]{0,20}$",
    re.IGNORECASE,
)


def _limits(act: Act) -> Iterator[Found]:
    """«canone annuo € 71.300,00, due anni … l'importo complessivo, inferiore a € 140.000,00»."""
    for limit in act.amounts_of("soglia"):
        said = LIMIT.search(act.text, max(0, limit.start - 110), limit.start)
        near = [each for each in prices(act) if 0 < limit.start - each[0].end < BACK] if said else []
        spans = {_in_months(each) for each in _lengths(act) if abs(each.start - limit.start) < BACK}
        if not said or len({each.value for each, _ in near}) != 1 or len(spans) != 1:
            continue
        made = near[0][0].value * spans.pop() / near[0][1]
        if made >= limit.value:
            message = f"{shown(near[0][0].value)} per la durata indicata fa {shown(made)}, non meno di {shown(limit.value)}."
            yield Found(said.start(), limit.end, message, "Ricalcolare l'importo complessivo.")


EXTENTS = (
    counted("rate_durata", WHY, _instalments),
    counted("periodo_intero", WHY, _wholes),
    counted("valore_globale", WHY, _globals),
    counted("quota_periodo", WHY, _parts),
    counted("importo_limite", WHY, _limits),
)
