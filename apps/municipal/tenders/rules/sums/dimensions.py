"""Figures of one passage that multiply to another by what they measure: ore settimanali × settimane = ore, € al pasto × pasti = €."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, islice, pairwise
from math import prod

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.derivations import RATES
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.figures import Figure, passages
from apps.municipal.tenders.rules.sums.measures import EACH, MEASURED, PERIOD, TIME_UNITS, Measure, measure
from apps.municipal.tenders.rules.sums.operands import nearly
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.things import explains

WHY = "Quantità, durate e prezzi che si moltiplicano devono dare il totale indicato: su di esso si offre e si impegna."
WHOLE = re.compile(
    r"\b(?:total\w*|complessiv\w+|in\s+tutto|compless[oi]|monte\s?ore|sommano|ottien\w+|pari\s+a|cioè|ossia|corrispond\w+|percorrenza)\b|[=]\s*$",
    re.IGNORECASE,
)
MULTIPLIED = re.compile(
    r"\b(?:ciascun\w*|cadaun\w*|ogni|ognun\w*|a\s+testa|per\s*(?:n\.\s*|le\s+|i\s+|gli\s+)?$|moltiplic\w+|su\s+(?:n\.\s*|le\s+|i\s+|gli\s+)?$|da$|di$|in\s+ragione\s+di)|[x×*]\s*$",
    re.IGNORECASE,
)
LOOSE = re.compile(
    r"\b(?:circa|almeno|oltre|fino\s+a[dl]?|massim\w+|minim\w+|non\s+(?:più|meno|oltre)|inferior\w+|superior\w+|entro|salvo|indicativ\w+)\b|\bprim[ie]\b|\bultim[ie]\b|\bdi\s+cui\b",
    re.IGNORECASE,
)
NO_MONEY = re.compile(
    r"\b(?:sogli\w+|penal\w+|garanzi\w+|cauzion\w+|polizz\w+|massimal\w+|boll[oi]|fatturat\w+|i\.?v\.?a\.?\s+(?:al|del|pari|\d)|ribass\w+|sicurezza|ritenut\w+|contribut\w+)\b",
    re.IGNORECASE,
)
LEAST, MOST = Decimal("0.2"), Decimal(5)
FEWEST = 2
YEAR = 12
LETTER = re.compile(r"[^\W\d_]")
KINDS_OF_ROW = ("count", "euro", "euro")
MONTHS = {"mes": 1, "bimestr": 2, "trimestr": 3, "semestr": 6, "ann": YEAR}


def _makes(factors: Sequence[Measure], result: Measure, spare: int) -> bool:
    """Whether the factors measure what the result does, with at most `spare` counts of things left."""
    above, below = (
        Counter(each.unit for each in factors),
        Counter(name for each in factors for name in each.over),
    )
    common = above & below
    above, below = above - common, below - common
    if above["ann"]:
        above["ann"] = 0  # so many a year, for so many years
    above = +above
    own = result.unit or next(
        (name for name in above if name and f" {name}" in f" {result.figure.lead.lower()}"), ""
    )
    nameless = "" if above[""] and any("*" in each.over for each in factors if not each.unit) else own
    if not (own or above[""]) or not above[nameless]:
        return False
    above[nameless] -= 1
    left = list((+above).elements())
    while "*" in below and left and left[0] not in TIME_UNITS - {"or"}:
        left.pop(0)
        del below["*"]
    period = set(below) - {"*"} - set(result.over)
    return (
        len(left) <= spare
        and not (set(left) & MEASURED)
        and set(result.over) - {"ann", "*"} <= set(below)
        and len(period) <= 1
        and (not period or not left or bool(WHOLE.search(result.figure.words)))
    )


def _products(act: Act) -> Iterator[Found]:
    known = {each.value for each in act.amounts}
    for passage in passages(act):
        measures = _measures(passage)
        if any(each.over or WHOLE.search(each.figure.words) for each in measures):
            results = (each for each in measures if not _is_sum(known, passage, each.figure))
            found = (told for result in results if (told := _wrong(act.text, passage, measures, result)))
            yield from islice(found, 1)


def _is_sum(known: Collection[Decimal], passage: Sequence[Figure], figure: Figure) -> bool:
    """Whether an amount of the passage and another that is known make this one: «con l'opzione di € 166.000,00 il valore è …»."""
    beside = [each.value for each in passage if each.kind == "euro" and each is not figure]
    return figure.kind == "euro" and any(figure.value - each in known for each in beside)


def _measures(passage: Sequence[Figure]) -> list[Measure]:
    """Of all figures but shares, scores and limits of the law."""
    if len(passage) <= FEWEST or any(each.unit == "punt" or LOOSE.search(each.words) for each in passage):
        return []
    found = [
        measure(each, before)
        for each, before in zip(passage, (None, *passage), strict=False)
        if each.kind != "share" and not (each.kind == "euro" and each.value in LIMITS)
    ]
    is_row = tuple(each.kind for each in passage) == KINDS_OF_ROW and len(found) > FEWEST
    if is_row and all("|" in each.lead for each in passage[1:]) and LETTER.search(passage[0].lead):
        found[1] = replace(found[1], over=found[1].over | {"*"})
    return found


RATE = re.compile(r"(?:\b(?:da|ogni)|[x×*])\s*(?:€|euro|n\.)?\s*$", re.IGNORECASE)
STOP = re.compile(r";|\.\s+(?=[A-ZÈ])")


def _tied(text: str, used: Sequence[Measure], result: Measure) -> bool:
    """Whether the figures speak of one thing: over a stop only where the next one is labelled as a price or as a whole."""
    ordered = sorted(used, key=lambda each: each.figure.start)
    for one, other in pairwise(ordered):
        if not STOP.search(text, one.figure.end, other.figure.start):
            continue
        words = other.figure.words
        named = WHOLE.search(words) or EACH.search(words) or PERIOD.search(words) or ":" in other.figure.lead
        if not named or (one is result and not (WHOLE.search(one.figure.words) or ":" in one.figure.lead)):
            return False
    return True


def _wrong(
    text: str, passage: Sequence[Figure], measures: Sequence[Measure], result: Measure
) -> Found | None:
    """What the factors of `result` make, where they make one thing only and nothing else explains it."""
    figure = result.figure
    unfit = NO_MONEY.search(figure.lead[-60:]) if result.is_money else RATE.search(figure.lead)
    prices = sum(each.is_money for each in measures)
    in_lines = prices > FEWEST and "\n" in text[passage[0].start : passage[-1].end]
    if unfit or in_lines or len(measures) <= FEWEST:
        return None  # several prices one under the other: a total has rules of its own
    rights = list(_readings(text, measures, result))
    most = max((len(factors) for factors, _ in rights), default=0)
    made = {value for factors, value in rights if len(factors) == most}
    if len(made) != 1 or any(_near(value, result) for _, value in rights) or _explained(passage, figure):
        return None
    right, (factors, _) = made.pop(), next(each for each in rights if len(each[0]) == most)
    if not LEAST * right < figure.value < MOST * right:
        return None
    places = sorted((each.figure for each in factors), key=lambda each: each.start)
    if _is_multiplied(text[places[0].start : figure.start], figure.value / right):
        return None
    message = (
        f"{' × '.join(shown(each.value) for each in places)} fa {shown(right)}, non {shown(figure.value)}."
    )
    said = min(figure.start, places[0].start), max(figure.end, places[-1].end)
    return Slip(figure.start, figure.end, message, f"Scrivere {shown(right)}, o correggere i fattori.", gap=figure.value - right, said=said)  # fmt: skip


def _is_multiplied(said: str, times: Decimal) -> bool:
    """Whether the row has a bare factor more: «6.400 | 2 | € 1,95 | € 24.960,00»."""
    return times == times.to_integral_value() and bool(re.search(rf"(?<![\w.,]){int(times)}(?![\w.,])", said))


def _readings(
    text: str, measures: Sequence[Measure], result: Measure
) -> Iterator[tuple[Sequence[Measure], Decimal]]:
    """Two or three of the figures nearest to the result that measure the same when multiplied, and what they make."""
    others = [each for each in measures if each is not result and (each.is_money or each.figure.value > 1)]
    if result.is_money and not any(each.is_money and each.over for each in others):
        return
    others.sort(key=lambda each: abs(each.figure.start - result.figure.start))
    stated = WHOLE.search(result.figure.words)
    for some in chain(combinations(others[:4], 2), combinations(others[:4], 3)):
        factors = _in_one_period(some)
        if not _candidate(factors, result) or not _tied(text, (*factors, result), result):
            continue
        times = stated or any(not each.is_money and MULTIPLIED.search(each.figure.lead) for each in factors)
        if _makes(factors, result, int(bool(times) and not result.is_money)):
            yield factors, prod((each.figure.value for each in factors), start=Decimal(1))


def _in_one_period(factors: Sequence[Measure]) -> Sequence[Measure]:
    """«canone annuo», for eight months: two thirds of a year."""
    lasting = [each for each in factors if each.unit in ("mes", "ann")]
    paid = (
        [name for each in factors if each.is_money for name in each.over if name in MONTHS] if lasting else []
    )
    if len(paid) != 1 or len(lasting) != 1 or lasting[0].unit in paid:
        return factors
    ratio = Decimal(MONTHS[lasting[0].unit]) / MONTHS[paid[0]]
    span = replace(
        lasting[0], unit=paid[0], figure=replace(lasting[0].figure, value=lasting[0].figure.value * ratio)
    )
    return [span if each is lasting[0] else each for each in factors]


def _candidate(factors: Sequence[Measure], result: Measure) -> bool:
    """One price at most, smaller than what it makes; no factor that measures the very same as the result."""
    prices = [each for each in factors if each.is_money]
    if result.is_money:
        if len(prices) != 1 or not prices[0].over - result.over:
            return False
        if "*" in result.over or ("ann" in result.over and prices[0].over & set(MONTHS)):
            return False
        return "*" not in prices[0].over or prices[0].figure.value < result.figure.value
    alike = any(each.unit == result.unit in TIME_UNITS and not (each.over or result.over) for each in factors)
    if prices or (alike and not WHOLE.search(result.figure.words)):
        return False
    return result.figure.value > max(each.figure.value for each in factors)


def _near(made: Decimal, result: Measure) -> bool:
    value = result.figure.value
    if result.is_money:
        return any(nearly(made * rate, value) for rate in RATES)
    return abs(made - value) <= Decimal("0.01") * (1 if value % 1 else 50)


def _explained(passage: Sequence[Figure], figure: Figure) -> bool:
    """Whether sums and products of other figures of the passage make this one."""
    others = [each for each in passage if each is not figure]
    counts = tuple(each.value for each in others if each.kind == "count" and each.value > 1)
    if figure.kind == "euro":
        euros = [each.value for each in others if each.kind == "euro"]
        shares = [each.value for each in others if each.kind == "share" and each.value < 1]
        times = {
            Decimal(1),
            *(prod(some, start=Decimal(1)) for size in (1, 2, 3) for some in combinations(counts, size)),
        }
        factors = {*RATES, *(each for share in shares for each in (share, 1 - share, 1 + share) if each > 0)}
        rows = [[euro * each for each in times] for euro in euros]
        made = [each for row in rows for each in row]
        made += [one + other for row, then in combinations(rows, 2) for one in row for other in then][:400]
        return any(nearly(each * factor, figure.value) for each in made for factor in factors)
    return explains(figure.value, counts)


DIMENSIONS = (counted("misure", WHY, _products),)
