"""VAT and other shares of an amount."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations
from operator import attrgetter

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import ENDED, EQUALS, TIED, Term, of_one, of_rows, terms
from apps.municipal.tenders.rules.sums.statements import IN_BRACKETS, OF_WHICH, following, statements
from apps.municipal.tenders.rules.sums.tabling import shifted, shown, slipped

WHY_TAX = "IVA e imponibile devono dare il totale: l'impegno di spesa si prende su quella cifra."
WHY_SHARE = "La percentuale e l'importo che ne deriva devono coincidere: chi presta la garanzia o calcola il ribasso usa l'uno o l'altro."
PERCENT = re.compile(
    r"(?<![\w.,/])(?P<share>\d{1,3}(?:[.,]\d{1,3})?)\s?(?P<unit>%|per\s?cento|‰|per\s?mille)", re.IGNORECASE
)
FAR, BESIDE, NEAR_BY = 140, 40, 400
CODED = re.compile(r"\b(?:su|di)\s+\(?[A-Z]\b")
"""the base is another row: «su B.3 e B.4»"""
ASIDE = re.compile(r"\(\s*(?:con\s+)?i\.?v\.?a\b[^)\n]*\)[\s.…:_]*(?:€|euro)?\s*$", re.IGNORECASE)
"""«Sicurezza (IVA 10%) ... € 1.500,00» is no tax"""
OF_NET = re.compile(r"\s*(?:€|euro)?\s*(?:di|quale|a\s+titolo\s+di)\s+imponibil", re.IGNORECASE)
NO_TAX = re.compile(r"(?:\bsu(?:l|ll[ae'])?|%\s*:\s*(?!pari|di\b|euro)[^\W\d]{3,}(?:(?!impost|\biva\b)[^€\d%;])*?)\s*(?:€|euro)?\s*$", re.IGNORECASE)  # fmt: skip
FOR_TAX = re.compile(r"\s*(?:€|euro)?\s*(?:per|di|quale)\s+(?:l')?i\.?v\.?a\.?(?!\w)\D{0,8}$", re.IGNORECASE)
"""«€ 660,00 per IVA al 22%»: the rate that follows"""
BASE, RESULT = attrgetter("base"), attrgetter("result")
BESIDES = ("sicurezza", "manodopera", "opzioni")
SMALLEST, SHARE_STEP = 100, Decimal("0.006")
WHOLE = re.compile(r"\b(?:in\s+tutto|tot(?:ale|\.)|complessiv\w+|somm\w+|lord[oa]|quindi)\b|=", re.IGNORECASE)
INCLUDED = re.compile(r"\b(?:compres|inclus)\w+", re.IGNORECASE)
"""«€ 122,00, IVA compresa (€ 22,00)»"""
NEXT = 120
TOLERANCE = Decimal("0.02")
NEAR = Decimal("0.25")
WHOLES = ("base", "offerta", "totale", "ribassabile", "lotto")
BASES = ("base", "offerta", "totale", "ribassabile", "lotto", "opzioni", "", "impegno")


def _tax(act: Act) -> Iterator[Found]:
    """«imponibile X, IVA r % Y, totale Z»: Y against X, Z against X + Y, as far as they stand near each other."""
    stated = statements(act)
    bases, results = ({at(each).start for each in stated} for at in (BASE, RESULT))
    for at, tax in enumerate(act.amounts):
        if (
            tax.role != "iva"
            or tax.start in bases
            or of_one(act.text, tax.end)
            or ASIDE.search(act.text, max(0, tax.start - 60), tax.start)
            or OF_NET.match(act.text, tax.end)
            or NO_TAX.search(act.text, max(0, tax.start - 60), tax.start)
        ):
            continue
        before = [
            each
            for each in act.amounts[max(0, at - 5) : at]
            if tax.start - each.end < 400 and each.value > tax.value
        ]
        found = _wrong_tax(act, tax, before) if before and tax.start not in results else None
        yield from [found] if found else _wrong_gross(act, at, tax, before)


def _wrong_tax(act: Act, tax: Money, before: Sequence[Money]) -> Slip | None:
    rates = list(PERCENT.finditer(act.text, max(0, tax.start - 70), tax.end + 30))
    rates = [
        each
        for each in rates
        if not ENDED.search(act.text, min(each.end(), tax.end), max(each.start(), tax.start))
    ]
    if not rates:
        return None
    own = [
        each for each in rates if each.start() > tax.end and FOR_TAX.match(act.text[tax.end : each.start()])
    ]
    rate = own[0] if own else min(rates, key=lambda each: abs(each.start() - tax.start))
    if CODED.search(act.text, rate.end(), tax.start) or OF_WHICH.match(act.text, rate.end()):
        return None
    beside = tax.start - before[-1].end < BESIDE
    added = [each.value for each in act.amounts_between(tax.start - NEAR_BY + 1, tax.start)][-6:]
    sums = (sum(some, Decimal(0)) for size in range(1, len(added) + 1) for some in combinations(added, size))
    bases = chain(sums, (each.value for each in act.amounts_between(tax.end, tax.end + NEAR_BY)))
    factors = (share_of(rate), 1 + share_of(rate))
    if any(abs(each * factor - tax.value) <= TOLERANCE for each in bases for factor in factors):
        return None
    if INCLUDED.search(act.text, before[-1].end, tax.start):
        gross = before[-1].value
        if abs(gross * share_of(rate) / (1 + share_of(rate)) - tax.value) <= TOLERANCE:
            return None
    found = _wrong_share(tax, share_of(rate), before[-1:] if beside else before, "l'IVA", beside)
    said = min(rate.start(), tax.start), max(rate.end(), tax.end)
    return replace(found, said=said) if found else None


def _wrong_gross(act: Act, at: int, tax: Money, before: Sequence[Money]) -> Iterator[Found]:
    after = act.amounts[at + 1] if at + 1 < len(act.amounts) else None
    if not before or after is None or after.start - tax.end > NEXT:
        return
    if after.role not in ("totale", "impegno") and not WHOLE.search(act.text, tax.end, after.start):
        return
    added = [each for each in act.amounts[max(0, at - 5) : at + 1] if tax.start - each.start < NEAR_BY]
    if is_sum(after.value, [each.value for each in added]):
        return
    sums = [each.value + tax.value for each in before]
    sums.append(before[-1].value + tax.value + sum((each.value for each in before[:-1]), Decimal(0)))
    if not any(abs(each - after.value) <= TOLERANCE for each in sums) and any(
        slipped(each, after.value) for each in sums
    ):
        right = next(each for each in sums if slipped(each, after.value))
        message = (
            f"Il totale con l'IVA indicato è {shown(after.value)}; imponibile e IVA danno {shown(right)}."
        )
        yield Slip(
            after.start, after.end, message, "Ricalcolare il totale con l'IVA.", gap=after.value - right
        )


def _wrong_share(
    part: Money, share: Decimal, bases: Sequence[Money], what: str, surely: bool = False
) -> Slip | None:
    """`part` is none of the bases times `share`, and one of them is so near that it must be meant (or `surely` is)."""
    results = [(each.value * share).quantize(Decimal("0.01")) for each in bases]
    main = [each.value * share for each in bases if each.role in WHOLES]
    if any(abs(result - part.value) <= TOLERANCE * 3 for result in results):
        return None
    meant = [
        result
        for result in results
        if surely or slipped(result, part.value) or abs(result - part.value) <= NEAR * max(result, part.value)
    ]
    meant += [each.quantize(Decimal("0.01")) for each in main if shifted(each, part.value)]
    if not meant:
        return None
    right = min(meant, key=lambda each: abs(each - part.value))
    message = f"Indicato {shown(part.value)}: {what} ({shown(share * 100)} %) sarebbe {shown(right)}."
    fix = f"Scrivere {shown(right)}, o correggere la percentuale."
    return Slip(part.start, part.end, message, fix, gap=part.value - right)


def share_of(match: re.Match[str]) -> Decimal:
    value = Decimal(match["share"].replace(",", "."))
    return value / (1000 if match["unit"].lower() in ("‰", "per mille", "permille") else 100)


def _shares(act: Act) -> Iterator[Found]:
    """«5 per cento dell'importo, pari a € Y»: the base is not named, any amount of the act may be it."""
    bases = [each for each in act.amounts if each.role in BASES and each.value >= SMALLEST]
    bases = list({(each.value, each.role): each for each in bases}.values())
    values = {each.value for each in act.amounts}
    found = list(_unnamed(act))
    for term, part in found:
        share = term.value
        wrong = _wrong_share(part, share, [each for each in bases if each is not part], "la quota")
        less = LESS.match(act.text, part.end)
        own = Decimal(less["share"].replace(",", ".")) / 100 if less else share
        if (
            wrong
            and not any(_right_for_any(part, each, values) for each in (share, own))
            and not _agrees(part.value / share, share, found)
        ):
            yield replace(wrong, said=(term.start, part.end))


def _agrees(base: Decimal, share: Decimal, found: Sequence[tuple[Term, Money]]) -> bool:
    """Whether another share of the act is of the same base, although no amount says it."""
    return any(
        other.value != share and abs(each.value / other.value - base) < base / 5000 for other, each in found
    )


LESS = re.compile(
    r"\s*,?\s*(?:cioè|ossia|pari)\s+(?:a|il|al)+\s*(?P<share>\d{1,2}(?:,\d+)?)\s?(?:%|per\s?cento)\s+in\s+(?:meno|più)",
    re.IGNORECASE,
)
"""«€ 30.669,41, cioè il 10% in meno di € 34.077,12»: has a share of its own"""
EXCEEDS = re.compile(r"\b(?:super|ecced)\w+\s+(?:il\s|l'|lo\s|del(?:l[o'])?\s?)$", re.IGNORECASE)
"""«le modifiche che superano il 5 per cento sono compensate a ore: € 75,00»"""
CAPPED = re.compile(
    r"\b(?:(?:un|il|con|col|di)\s+(?:\w+\s+)?(?:massimo|minimo|massimale|tetto|limite)|fino\s+ad?\s+un\b)[^.;]*$",
    re.IGNORECASE,
)
"""«il 60% delle spese, fino a un massimo di € 50.000,00»"""


def _unnamed(act: Act) -> Iterator[tuple[Term, Money]]:
    """Shares with the amount that they make, where the sentence does not say of what."""
    named = {each.share.start for each in statements(act)}
    all_terms = terms(act)
    for at, share in enumerate(all_terms):
        if share.kind != "share" or share.start in named or not 0 < share.value <= 1:
            continue
        before = all_terms[at - 1] if at else None
        if before and before.kind == "euro" and IN_BRACKETS.match(act.text, before.end):
            continue
        after = following(act.text, all_terms, at)
        part = after[0].money if after and TIED.search(act.text, share.end, after[0].start) else None
        loose = part and (
            part.role == "fatturato" or EXCEEDS.search(act.text, max(0, share.start - BESIDE), share.start)
        )
        if part and loose and not EQUALS.search(act.text, share.end, part.start):
            continue
        capped = part and CAPPED.search(act.text, share.end, part.start)
        if part and not capped and part.role != "iva" and part.value not in LIMITS:
            yield share, part


def _right_for_any(part: Money, share: Decimal, values: Collection[Decimal]) -> bool:
    """Also what is left after a rebate, or what comes with an addition."""
    factors = (share, 1 - share, 1 + share)
    results = ((each * factor).quantize(Decimal("0.01")) for each in values for factor in factors)
    return any(abs(result - part.value) <= TOLERANCE * 3 for result in results)


STATED = re.compile(
    r"\b(?:quindi|dunque|pari|corrispond\w+|cioè|ossia|equivale\w*|incid\w+|incidenza)\s*(?:,\s*)?(?:all?'?|allo|al|del|dell'|di|per\s+il|circa)?\s*(?:circa\s+)?(?:il\s+|l')?\s*$",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"\b(?:aument|increment|ribass|scont|riduzion|diminuzion|rincar)\w*|\bin\s+(?:meno|più)\b", re.IGNORECASE
)
"""a share by which one amount differs from another is told elsewhere"""
SENTENCE = 120


def _stated_percent(act: Act) -> Iterator[Found]:
    """«€ 924.000,00, pari al 55 per cento del valore»: the share against the amounts of the act."""
    bases = [
        each.value
        for each in act.amounts
        if each.role in ("base", "offerta", "totale", "ribassabile", "impegno")
    ]
    bases = list(dict.fromkeys(bases))
    every = {each.value for each in act.amounts if each.value}
    starts = [each.start for each in act.amounts]
    for match in scan(PERCENT, act.text):
        if not STATED.search(act.text, max(0, match.start() - 40), match.start()) or CHANGES.search(
            act.text, max(0, match.start() - 60), match.end() + 12
        ):
            continue
        first = bisect_left(starts, match.start() - 2 * SENTENCE)
        last = bisect_left(starts, match.end() + FAR)
        parts = [each for each in act.amounts[first:last] if 0 <= match.start() - each.end < SENTENCE]
        parts = [each for each in parts if not ENDED.search(act.text, each.words_end, match.start())]
        follows = any(
            0 <= each.start - match.end() < FAR and not ENDED.search(act.text, match.end(), each.start)
            for each in act.amounts[first:last]
        )
        share = share_of(match)
        if (
            not parts
            or follows
            or any(abs(part.value / base - share) < SHARE_STEP for part in parts for base in every if base)
            or _of_two(parts, share, act.amounts[max(0, first - 4) : last + 4])
            or of_rows(act.text, match.end(), (each.value / share for each in parts), every)
        ):
            continue
        yield from _nearest_share(match, share, parts, bases)


def _of_two(parts: Sequence[Money], share: Decimal, near: Sequence[Money]) -> bool:
    """Whether the share is of two amounts added, or of one less the other: «al netto degli oneri»."""
    beside = {each.value for each in near if each.role in BESIDES}
    bases = {made for one in near for other in beside for made in (one.value - other, one.value + other)}
    return any(
        abs(part.value / base - share) < SHARE_STEP / 2 for part in parts for base in bases if base > 0
    )


def _nearest_share(
    match: re.Match[str], share: Decimal, parts: Sequence[Money], bases: Sequence[Decimal]
) -> Iterator[Found]:
    shares = [
        (abs(part.value / base - share), part, part.value / base)
        for part in parts
        for base in bases
        if base > part.value
    ]
    if not shares:
        return
    _, part, right = min(shares, key=lambda each: each[0])
    if abs(right - share) <= Decimal("0.15"):
        shown_right = shown((right * 100).quantize(Decimal("0.01")))
        message = f"{shown(part.value)} non corrisponde alla percentuale indicata ({shown(share * 100)} %) di alcun importo dell'atto: quella giusta sarebbe {shown_right} %."
        yield Found(
            match.start(), match.end(), message, "Ricalcolare la percentuale, o correggere l'importo."
        )


SHARES = (
    counted("iva", WHY_TAX, _tax),
    counted("percentuale", WHY_SHARE, _shares),
    counted("percentuale_dichiarata", WHY_SHARE, _stated_percent),
)
