"""Prices of one thing, how many things, and what they make: read in a passage, wrong when nothing in it explains the result."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, islice
from math import prod

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import beginning_in
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.lengths import WORD, find_lengths
from apps.municipal.tenders.rules.sums.operands import RATES, Term, nearly, span_of, terms
from apps.municipal.tenders.rules.sums.products import WHY
from apps.municipal.tenders.rules.sums.tabling import shown, swapped, value_of
from workbench.italian import read_words

STEMS: tuple[tuple[str, str], ...] = (
    ("ora", r"(?:or[ae]|orari[oae]?|h)"),
    ("mese", r"(?:mes[ei]|mensil\w*)"),
    ("anno", r"(?:ann[oi]|annu\w+|annualità)"),
    ("giorno", r"(?:giorn[oi]|giornalier\w|gg|giornat[ae])"),
    ("settimana", r"(?:settiman\w+)"),
    ("pasto", r"(?:past[oi])"),
    ("km", r"(?:km|chilometr\w+)"),
    ("mq", r"(?:mq|m²|m2|metr[oi]\s+quadr\w+)"),
)
EACH = r"(?:cadaun\w|ciascun\w|l'un[oa]|unitari\w|cad\b|per\s+ognun\w|singol\w)"
NAME = "|".join(pattern for _, pattern in STEMS)
AFTER = re.compile(
    rf"\s*(?:€|euro|eur)?\s*(?:\(?\s*(?:iva\s+esclusa|oltre\s+iva|\+\s?iva)\)?\s*)?(?:(?P<each>{EACH})|(?:/|all'|alla\s|al\s|ad?\s|per\s(?:ogni\s|ciascun[oa']?\s*|singol[oa]\s)?|l'|ogni\s)\s*(?P<unit>[^\W\d_]{{1,14}}²?)|(?P<adverb>mensil\w+|annu\w+|orari\w?|giornalier\w))\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    rf"\b(?:canon\w+|prezzo|tariffa|compenso|costo|importo|corrispettivo|paga|retta|quota|valore)\s+(?:\w+\s+){{0,2}}?(?:(?P<each>unitari\w|cadaun\w)|(?P<unit>{NAME})|per\s+(?P<thing>[^\W\d_]{{3,14}}))\b[^\d€;]{{0,50}}$|\bper\s+(?:ogni|ciascun[oa']?)\s*(?P<every>[^\W\d_]{{3,14}})\b[^\d€;.]{{0,50}}$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:cioè|ossia|vale\s+a\s+dire|pari\s+a|per\s+complessiv\w+|complessiv\w+|total\w+|in\s+tutto|spes[ae]|somm[ae]|ammonta\w*|quindi|pertanto|perciò|dunque|corrisponder\w+|stim\w+|presunt\w+|valore|importo|quantificat\w+|impegna\w*|intera|tutta|detrazione|introit\w+)\b|=",
    re.IGNORECASE,
)
NO_WHOLE = re.compile(
    r"\b(?:soglia|limite|penal\w+|garanzi\w+|cauzion\w+|polizz\w+|massimal\w+|bollo|i\.?v\.?a\.?\s+(?:al|del|\d)|oltre\s+a|più|ribass\w+|scont\w+|precedent\w+|capitolo|manodopera|sicurezza|contribut\w+|fatturat\w+)\b(?!\s+iva)[^.;]{0,60}$",
    re.IGNORECASE,
)
ANY_NUMBER = re.compile(
    rf"(?<![\w.,/€])(?:(?P<figures>\d{{1,3}}(?:\.\d{{3}})*)(?![\w,/%]|\.\d|\s?(?:€|euro|%))|(?P<words>{WORD}))\b",
    re.IGNORECASE,
)
WITHOUT = re.compile(
    rf"\b(?:prim[ie]|ultim[ie]|tolt[ie]|esclus[ie]|meno|salvo|tranne)\s+(?:i\s+|le\s+|di\s+)?(?:(?P<figures>\d{{1,3}})|(?P<words>{WORD}))\b",
    re.IGNORECASE,
)
"""«i primi quattro mesi non si paga nulla»"""
STOPS = re.compile(r"\n\n|\n(?=\W{0,3}(?:art|articolo)\b)", re.IGNORECASE)
MADE = re.compile(
    r"\b(?:pari\s+a|cioè|ossia|equival\w+\s+a|corrispond\w+\s+a|e\s+quindi|=)\s*(?:circa\s+)?(?:€|euro)?\s*$",
    re.IGNORECASE,
)
"""before a price that is itself a result"""
NO_RESULT = ("soglia", "penale", "assicurazione", "fatturato", "iva", "garanzia", "bollo")
REACH = 330
IMPLICIT = tuple(Decimal(each) for each in (1, 12, 52, 4, 2, 6, 365))
LEAST, MOST = Decimal("0.55"), Decimal("1.8")


@dataclass(frozen=True)
class Passage:
    """What a result may be made of."""

    euros: tuple[Decimal, ...]
    counts: tuple[Decimal, ...]
    shares: tuple[Decimal, ...]

    def makes(self, value: Decimal) -> bool:
        """Whether products, or sums of two or three of them, make `value`."""
        some = list(dict.fromkeys(self.counts))[:9]
        times = {
            Decimal(1),
            *some,
            *(Decimal(prod(each)) for size in (2, 3) for each in combinations(some[:9], size)),
        }
        times |= {each * other for each in times for other in IMPLICIT} | {1 / each for each in some if each}
        times |= {one / other for one in some[:7] for other in some[:7] if other not in (0, one)}
        factors = [
            *RATES,
            *(each for share in self.shares for each in (1 - share, 1 + share, share) if each > 0),
        ]
        bases = [*self.euros[:9], *(sum(each, Decimal(0)) for each in combinations(self.euros[:6], 2))]
        single = {euro * each for euro in bases for each in times}
        if any(nearly(each * factor, value) for each in single for factor in factors):
            return True
        short = {euro * each for euro in self.euros[:9] for each in (Decimal(1), *some)}
        parts = sorted(each for each in short if each < value)[-45:]
        sums = (sum(each, Decimal(0)) for size in (2, 3) for each in combinations(parts, size))
        return any(nearly(each * rate, value) for each in sums for rate in (RATES[0], RATES[4], RATES[3]))


@dataclass(frozen=True)
class Said:
    """The passage of a price: its terms, the quantities of the price, all its numbers; how often the act says an amount."""

    since: int
    near: Sequence[Term]
    wanted: tuple[Decimal, ...]
    counts: tuple[Decimal, ...]
    amounts: Mapping[Decimal, int]


@lru_cache(maxsize=1024)
def stem_of(written: str) -> str:
    plain = written.lower().rstrip(".")
    known = next((name for name, pattern in STEMS if re.fullmatch(pattern, plain)), "")
    return known or plain[: max(4, len(plain) - 1)][:6].rstrip("aeiou")


def _unit(text: str, price: Term, since: int) -> str:
    """What a price is of: `*` for one of whatever is counted; empty for no price of one thing."""
    after = AFTER.match(text, price.end)
    if after:
        return "*" if after["each"] else stem_of(after["unit"] or after["adverb"])
    before = BEFORE.search(text, max(since, price.start - 90), price.start)
    if not before:
        return ""
    return "*" if before["each"] else stem_of(before["unit"] or before["thing"] or before["every"])


def _quantities(act: Act) -> list[tuple[str, Decimal, int]]:
    found = [
        (stem_of(each.unit), each.value, each.start)
        for each in terms(act)
        if each.kind == "count" and each.unit
    ]
    for length in find_lengths(act.text):
        if length.unit == "mesi" and length.amount > 1:
            months = Decimal(str(length.amount))
            found += [("mese", months, length.start), ("anno", months / 12, length.start)]
    return sorted(found, key=lambda each: each[2])


WITH_OPTIONS = re.compile(
    r"\b(?:con|compres\w+)\s+(?:\w+\s+){0,2}?(?:rinnov|opzion|prorog)\w+", re.IGNORECASE
)
"""«valore con il rinnovo»: more than the contract"""


def _priced(act: Act) -> Iterator[Found]:
    """«compenso orario di euro 27,50 … h 264 … QUANTIFICATA la spesa in euro 7.620,00»."""
    all_terms = terms(act)
    euros = [each for each in all_terms if each.kind == "euro"]
    amounts = Counter(each.value for each in euros)
    quantities = _quantities(act)
    for at, price in enumerate(euros):
        unit = _unit(act.text, price, euros[at - 1].end if at else 0)
        if not unit:
            continue
        since, until = _bounds(act.text, price)
        near = beginning_in(euros, since, until)
        first = bisect_left(quantities, since, key=lambda each: each[2])
        last = bisect_left(quantities, until, key=lambda each: each[2])
        counts = [(name, value) for name, value, _ in quantities[first:last]]
        wanted = [
            value
            for name, value in counts
            if value > 1 and (name == unit or (unit == "*" and name not in ("mese", "anno", "giorno")))
        ]
        if not wanted or len(near) > 7:
            continue
        numbers = (*(value for _, value in counts), *_numbers(act.text[since:until], wanted))
        said = Said(since, beginning_in(all_terms, since, until), tuple(wanted), numbers, amounts)
        totals = [each for each in near if not WITH_OPTIONS.search(act.text, each.start - 45, each.start)]
        found = (each for total in totals if (each := _wrong(act, said, price, total)))
        yield from islice(found, 1)


def _numbers(said: str, wanted: Sequence[Decimal]) -> Iterator[Decimal]:
    """Every whole number of a passage, whatever it counts: «i primi quattro mesi», «bimestri estivi (tre)»."""
    for match in ANY_NUMBER.finditer(said):
        value = (
            value_of(match["figures"])
            if match["figures"]
            else Decimal(read_words(match["words"].lower()) or 0)
        )
        if value > 1:
            yield value
    for match in WITHOUT.finditer(said):
        less = (
            value_of(match["figures"])
            if match["figures"]
            else Decimal(read_words(match["words"].lower()) or 0)
        )
        yield from (value - less for value in wanted if value > less > 0)


def _bounds(text: str, price: Term) -> tuple[int, int]:
    """The passage of a price: as far as the paragraph goes."""
    stops = [each.end() for each in STOPS.finditer(text, max(0, price.start - REACH), price.start)]
    stop = STOPS.search(text, price.end, price.end + REACH)
    return stops[-1] if stops else max(0, price.start - REACH), stop.start() if stop else price.end + REACH


def _wrong(act: Act, said: Said, price: Term, total: Term) -> Found | None:
    before = [each.end for each in said.near if each.end <= total.start]
    lead = act.text[max(said.since, max(before, default=0), total.start - 90) : total.start]
    derived = MADE.search(act.text, max(said.since, price.start - 60), price.start)
    if total is price or total.value <= price.value or NO_WHOLE.search(lead):
        return None
    if not (WHOLE.search(lead) or derived) or (total.money and total.money.role in NO_RESULT):
        return None
    rights = [price.value * each for each in said.wanted]
    close = [
        each for each in rights if LEAST * each < total.value < MOST * each or swapped(each, total.value)
    ]
    if not close:
        return None
    euros = [each for each in said.near if each.kind == "euro"]
    others = [each.value for each in euros if each is not total]
    shares = [each.value for each in said.near if each.kind == "share" and each.value < 1]
    if total.value in others or Passage(tuple(others), said.counts, tuple(shares)).makes(total.value):
        return None
    right = min(close, key=lambda each: (not swapped(each, total.value), abs(each - total.value)))
    repeated = said.amounts[total.value] > 1
    told = price if repeated or derived else total  # what the act repeats is the right one
    message = f"Indicato {shown(total.value)}: {shown(price.value)} per {shown(right / price.value)} fa {shown(right)}."
    return Slip(told.start, told.end, message, f"Scrivere {shown(right)}, o correggere quantità o prezzo.", gap=total.value - right, said=span_of(price, total))  # fmt: skip


COUNTED = re.compile(
    r"(?<![\w.,])(?P<count>\d{1,3}(?:\.\d{3})+|\d+)\s+(?P<unit>[^\W\d_]{2,14})\b[^€\d.;]{0,30}?,?\s*(?:per|pari\s+a|con|cioè|ossia)\s+(?:un[ao']?\s*)?(?:complessiv\w+\s+)?(?:spesa|importo|costo|totale|corrispettivo|somma|valore|euro|€)\b[^€\d.;]{0,40}$",
    re.IGNORECASE,
)


def _counted(act: Act) -> Iterator[Found]:
    """«in tutto 4.500 ore, per una spesa di …», which is the price of another number of the passage."""
    euros = [each for each in terms(act) if each.kind == "euro"]
    for at, total in enumerate(euros):
        since = euros[at - 1].end if at else 0
        said = COUNTED.search(act.text, max(since, total.start - 130), total.start)
        if not said:
            continue
        unit, count = stem_of(said["unit"]), value_of(said["count"])
        near = beginning_in(euros, total.start - REACH, total.start)
        prices = {
            each.value
            for each in near
            if each.value < total.value and _unit(act.text, each, max(0, each.start - 90)) == unit
        }
        others = {value for name, value, start in _quantities(act) if name == unit and abs(start - total.start) < REACH}  # fmt: skip
        if len(prices) != 1 or any(
            nearly(count * price * rate, total.value) for price in prices for rate in RATES
        ):
            continue
        price = prices.pop()
        if any(nearly(price * each, total.value) for each in others - {count}):
            message = (
                f"{shown(count)} per {shown(price)} fa {shown(count * price)}, non {shown(total.value)}."
            )
            yield Slip(total.start, total.end, message, f"Scrivere {shown(count * price)}.", gap=total.value - count * price)  # fmt: skip


DERIVATIONS = (counted("prezzo_quantita", WHY, _priced), counted("prezzo_di_altra_quantita", WHY, _counted))
