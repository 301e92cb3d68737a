"""Products and divisions that sentences state: «40 ore a € 25,00, per complessivi …», «in dodici canoni di …»."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.quantities import VAT_FACTORS, WORDS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import (
    STRONG,
    Term,
    nearly,
    same_sentence,
    terms,
)
from apps.municipal.tenders.rules.sums.tabling import shifted, shown, swapped

WHY = "Quantità per prezzo deve dare l'importo: su quella riga si forma il totale e si fattura."
PRICE = r"(?:prezz|cost|tariff|canon|import|compens|corrispettiv|quot|rat|paga|valor)\w+\s+(?:\w+\s+){0,4}(?:di|pari\s+a)"
EURO = r"\s*(?:€|euro)?\s*"
TO_PRICE = re.compile(
    rf"[^\d€;=\n]{{0,60}}?(?:\b(?:ad?|da|per|x|al|cad\.?)|[x×*]|\b(?:al|per\s+(?:un|il)|ad?\s+un|(?:ad?|per)\s+una)\s+{PRICE}|,?\s*ognun[oa]\s+(?:di|da))\s*(?:circa\s+)?{EURO}",
    re.IGNORECASE,
)
OF_PRICE = re.compile(rf"[^\d€;=\n]{{0,50}}?\bd[ia]\b{EURO}", re.IGNORECASE)
PART = re.compile(
    r"^(?:canon|rat[ae]|mensilit|quot|annualit|trimest|bimest|semest|tranche|accont|mes[ei]|ann[io]|lott)",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\b(?:ciascun|cadaun|ognun|uguali|l'un[oa]|pari\s+importo|eguali|identic|costanti|stess\w\s+importo|cad\b)",
    re.IGNORECASE,
)
TO_COUNT = re.compile(
    r"[^\d€=\n]{0,60}?(?:\bper|\bx|[x×*]|\bmoltiplicat\w\s+per)\s*(?:(?:n\.|ore|mq|km|kg|mesi|giorni|m2|litri|i|le|gli|tutti|ciascun[oa]?|ognun[oa]|ogni|dell[ae]|de[gl]li|dei|complessiv\w+|circa|un\s+totale\s+di|l[ae]\s+durata\s+di|un\s+periodo\s+di)\s*)*",
    re.IGNORECASE,
)
COUNTS = re.compile(
    r"[^\d€;=\n]{0,50}?(?:\bper|\bx|[x×*]|\bdi|\bda)\s*(?:n\.\s*|i\s+|le\s+|gli\s+)?", re.IGNORECASE
)
OPENED = re.compile(
    rf"\s*\)?\s*(?:,?\s*(?:oltre|più|\+)\s+iva|,?\s*iva\s+esclusa)?\s*,?\s*(?:(?:è|sono|sarà|viene)\s+)?(?:\(|(?:pari\s+a|(?:pagat|corrispost|liquidat|versat|suddivis|divis|ripartit)\w+\s+in|cio(?:è|e')|ossia|dat\w+\s+da\w*|risult\w+\s+da\w*|ottenut\w+\s+(?:da\w*|moltiplicando)|calcolat\w+\s+(?:su|moltiplicando|come|in)|corrispondent\w+\s+a|derivant\w+\s+da\w*|=|:)\s?)(?:\s?(?:n\.|il\s+prodotto\s+di|base|canone|[a-z]+\s+){{0,4}}){EURO}",
    re.IGNORECASE,
)
YEARS = re.compile(r"ann[io]|mes[ei]|giorn", re.IGNORECASE)
FOR_ALL = re.compile(r"\bper\s*(?:€|euro)?\s*$", re.IGNORECASE)
"""«rinnovabile per altri due anni, per € 48.000,00»"""
EVERY = re.compile(r"\b(?:ogni|ciascun[oa']?|singol[oa])\b[^\d€;\n]*$", re.IGNORECASE)
THOSE = re.compile(r"[;,]\s*(?:i|le|gli)\s+", re.IGNORECASE)
"""«ogni SAL vale € 60.000,00; i tre SAL …»"""
AND = re.compile(r"[^\d€;=,\n]{0,40}?\s(?:e|ed|e\s+per)\s*", re.IGNORECASE)
"""«€ 1,85 al chilometro per 140 km e 205 giorni»"""
NUMERAL = re.compile(rf"(?<!\bin\s)(?<!\bogni\s)\b(?!(?:un[oa']?|mezzo)\b){WORDS}\b", re.IGNORECASE)
PERIODS = (Decimal(12), 1 / Decimal(12))
"""a yearly result of a monthly price, and the other way round"""
TAX = re.compile(r"\bi\.?v\.?a\b", re.IGNORECASE)
REACH, AROUND = 110, 600
LEAST, MOST = Decimal("0.3"), Decimal(3)


@dataclass(frozen=True)
class Run:
    """Terms that a sentence multiplies, exactly one of them an amount."""

    terms: tuple[Term, ...]

    @property
    def value(self) -> Decimal:
        product = Decimal(1)
        for each in self.terms:
            product *= each.value
        return product

    @property
    def start(self) -> int:
        return self.terms[0].start

    @property
    def end(self) -> int:
        return self.terms[-1].end


def _multiplied(text: str, one: Term, other: Term) -> bool:
    """Whether the words between two terms say «times»."""
    said = text[one.end : other.start]
    if len(said) > 80 or "share" in (one.kind, other.kind) or said.count("(") != said.count(")"):
        return False
    return _joined(text, one, other, said) and not STRONG.search(said) and not NUMERAL.search(said)


def _joined(text: str, one: Term, other: Term, said: str) -> bool:
    if one.kind == "count" and other.kind == "euro":
        after = text[other.end : other.end + 25]
        each = EACH.search(said + after) or PART.match(one.unit)
        paid = TO_PRICE.fullmatch(said) and not (
            YEARS.match(one.unit) and FOR_ALL.search(said) and not EACH.search(said + after)
        )
        return bool(paid or (OF_PRICE.fullmatch(said) and each))
    if one.kind == "euro":
        each = EVERY.search(text, max(0, one.start - 70), one.start) and THOSE.fullmatch(said)
        return other.kind == "count" and bool(TO_COUNT.fullmatch(said) or each)
    return bool(COUNTS.fullmatch(said)) or (one.unit != other.unit and bool(AND.fullmatch(said)))


@per_act
def runs(act: Act) -> tuple[Run, ...]:
    """What the sentences of an act multiply."""
    return tuple(_runs(act, terms(act)))


def _runs(act: Act, all_terms: Sequence[Term]) -> Iterator[Run]:
    at = 0
    while at < len(all_terms):
        run = [all_terms[at]]
        while at + 1 < len(all_terms) and _multiplied(act.text, all_terms[at], all_terms[at + 1]):
            if all_terms[at + 1].kind == "euro" and any(each.kind == "euro" for each in run):
                break
            at += 1
            run.append(all_terms[at])
        if len(run) > 1 and sum(each.kind == "euro" for each in run) == 1:
            yield Run(tuple(run))
        at += 1


def products(act: Act) -> Iterator[Found]:
    """Every product against the amount said to be its result, after it or just before it."""
    all_terms = terms(act)
    starts = [each.start for each in all_terms]
    found = runs(act)
    for at, run in enumerate(found):
        first = bisect_left(starts, run.start)
        result = result_of(act.text, all_terms, first, run)
        if result is None or not result.money:
            continue
        first, last = min(run.start, result.start), max(run.end, result.end)
        start, end = act.flat.sentence(first, last)
        start, end = max(start, first - AROUND), min(end, last + AROUND)
        around = all_terms[bisect_left(starts, start) : bisect_left(starts, end)]
        near = [
            each for each in found[max(0, at - 8) : at + 9] if start <= each.start < end and each is not run
        ]
        taxed = VAT_FACTORS if TAX.search(act.text, start, end) else ()
        if _is_right(run, result, _factors(run, around, taxed), _others(result, around, near, run)):
            continue
        if LEAST * run.value < result.value < MOST * run.value or shifted(result.value, run.value):
            message = f"{shown_run(run)} fa {shown(run.value)}, non {shown(result.value)}."
            fix = f"Scrivere {shown(run.value)}, o correggere quantità o prezzo."
            # Of «€ 1.800,00, cioè € 500,00 per tre anni» either side may be the wrong one.
            end = max(result.end, run.end if result.start < run.start else 0)
            yield Slip(result.start, end, message, fix, gap=result.value - run.value, said=(first, last))


def result_of(text: str, all_terms: Sequence[Term], first: int, run: Run) -> Term | None:
    """`first`: the place of the run among the terms."""
    following = all_terms[first + len(run.terms) : first + len(run.terms) + 8]
    after = next((each for each in following if each.kind == "euro"), None)
    if after and _makes(text, run.end, after):
        return after
    before = all_terms[first - 1] if first else None
    if before and before.kind == "euro" and OPENED.fullmatch(text[before.end : run.start]):
        return before
    return None


def _makes(text: str, start: int, result: Term) -> bool:
    """Whether the words from the product to the amount say that it is what the product makes."""
    said, after = text[start : result.start], text[result.end : result.end + 20]
    if len(said) > REACH or not same_sentence(text, start, result.start) or ADDS.search(said):
        return False
    column = re.search(r"(?:\t|\||\.{3,}|:|=|\()\W*$", said)
    beside = not said.strip() and text[start - 1 : start].isalpha()
    return bool(
        column
        or beside
        or STRONG.search(said)
        or (PER.search(said) and (ALL.match(after) or "," in said))
        or PAID.search(said)
    )


ADDS = re.compile(r"\b(?:oltre|più)\b(?!\s+(?:l')?iva)", re.IGNORECASE)
PER = re.compile(r"\bper\s*(?:€|euro)?\s*$", re.IGNORECASE)
ALL = re.compile(r"\s*(?:€|euro)?\s*(?:complessiv|total|in\s+tutto)", re.IGNORECASE)
PAID = re.compile(
    r"\b(?:impegna\w*|liquida\w*|prenota\w*|spend\w*|paga\w*|versa\w*|aumenta\w*|incassa\w*)\b(?:\s+(?:di|a|la|somma|complessiv\w+|l'importo)\b){0,4}\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)


def _factors(run: Run, around: Sequence[Term], taxed: Sequence[Decimal]) -> list[Decimal]:
    """What else a product may be multiplied by: the counts, shares and rates of its sentence, months and years."""
    counts = [each.value for each in around if each.kind == "count" and each not in run.terms]
    shares = [each.value for each in around if each.kind == "share"]
    return [Decimal(1), *PERIODS, *taxed, *counts, *shares, *(1 - each for each in shares), *(1 + each for each in shares)]  # fmt: skip


def _others(result: Term, around: Sequence[Term], near: Sequence[Run], run: Run) -> list[Decimal]:
    """What else may be added to a product: the other products and amounts of its sentence."""
    used = {term.start for each in (*near, run) for term in each.terms}
    single = [each.value for each in around if each.kind == "euro" and each is not result and each.start not in used]  # fmt: skip
    return [*(each.value for each in near), *single][:7]


def _is_right(run: Run, result: Term, factors: Sequence[Decimal], others: Sequence[Decimal]) -> bool:
    if any(nearly(run.value * factor, result.value) for factor in factors):
        return True
    last = run.terms[-1]
    if last.kind == "count" and len(run.terms) > 2 and nearly(run.value / last.value, result.value):
        return True
    return any(
        nearly(run.value + sum(some), result.value)
        for size in range(1, min(len(others), 5) + 1)
        for some in combinations(others, size)
    )


def shown_run(run: Run) -> str:
    return " × ".join(shown(each.value) for each in run.terms)


SUMMED = re.compile(
    r"\b(?:spes[ae]|total[ei]|import[oi]|somma|valore|costo|complessiv\w+|in\s+tutto|presunt\w+|quindi|pari)\b[^\d€]{0,50}$|=\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
NEXT = 70


def _summed(act: Act) -> Iterator[Found]:
    """«20 uscite a € 380,00, 12 tonnellate a € 95,00; spesa presunta € 8.470,00»."""
    all_terms = terms(act)
    starts = [each.start for each in all_terms]
    row: list[Run] = []
    for run in [*runs(act), None]:
        if row and (
            run is None or run.start - row[-1].end > NEXT or "\n\n" in act.text[row[-1].end : run.start]
        ):
            after = all_terms[bisect_left(starts, row[-1].end) :][:1]
            said = act.text[row[-1].end : after[0].start] if after else ""
            made = sum((each.value for each in row), Decimal(0))
            money = after[0].money if after and len(row) > 1 else None
            if money and len(said) < NEXT and SUMMED.search(said) and swapped(made, money.value):
                message = f"I prodotti che precedono sommano {shown(made)}, non {shown(money.value)}."
                yield Slip(
                    money.start, money.end, message, f"Scrivere {shown(made)}.", gap=money.value - made
                )
            row = []
        row += [run] if run else []


PRODUCTS = (counted("prodotto", WHY, products), counted("somma_prodotti", WHY, _summed))
