"""VAT and other shares of an amount."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown, slipped

WHY_TAX = "IVA e imponibile devono dare il totale: l'impegno di spesa si prende su quella cifra."
WHY_SHARE = "La percentuale e l'importo che ne deriva devono coincidere: chi presta la garanzia o calcola il ribasso usa l'uno o l'altro."
PERCENT = re.compile(
    r"(?<![\w.,/])(?P<share>\d{1,3}(?:[.,]\d{1,3})?)\s?(?P<unit>%|per\s?cento|‰|per\s?mille)", re.IGNORECASE
)
TIE = re.compile(
    r"(?:pari|cioè|ossia|ovvero|vale\s+a\s+dire|corrispondent\w+|quindi|equivalent\w+|dunque|=|è|sono|sarebbe|ammonta\s+a|e\s+cioè|per\s+un\s+importo|per\s+€|:|\(|,)\s*(?:ad?\s+|di\s+)?(?:complessiv\w+\s+)?(?:€|euro)?\s*$",
    re.IGNORECASE,
)
OF = re.compile(r"^\s*(?:su\w*|di|del\w*|dell'\w+)\b", re.IGNORECASE)
ENDED = re.compile(r"[\n;]|\.\s+[A-Z]")
FAR, BESIDE = 140, 40
SMALLEST = 100
SHARE_STEP = Decimal("0.006")
WHOLE = re.compile(r"\b(?:in\s+tutto|tot(?:ale|\.)|complessiv\w+|somm\w+|lord[oa]|quindi)\b|=", re.IGNORECASE)
NEXT = 120
TOLERANCE = Decimal("0.02")
NEAR = Decimal("0.25")
BASES = ("base", "offerta", "totale", "ribassabile", "lotto", "opzioni", "", "impegno")


def _tax(act: Act) -> Iterator[Found]:
    """«imponibile X, IVA r % Y, totale Z»: Y against X, Z against X + Y, as far as they stand near each other."""
    for at, tax in enumerate(act.amounts):
        if tax.role != "iva":
            continue
        rates = list(PERCENT.finditer(act.text, max(0, tax.start - 70), tax.end + 30))
        before = [
            each
            for each in act.amounts[max(0, at - 5) : at]
            if tax.start - each.end < 400 and each.value > tax.value
        ]
        if rates and before:
            rate = share_of(min(rates, key=lambda each: abs(each.start() - tax.start)))
            beside = tax.start - before[-1].end < BESIDE
            found = _wrong_share(tax, rate, before[-1:] if beside else before, "l'IVA", beside)
            if found:
                yield found
                continue
        yield from _wrong_gross(act, at, tax, before)


def _wrong_gross(act: Act, at: int, tax: Money, before: Sequence[Money]) -> Iterator[Found]:
    after = act.amounts[at + 1] if at + 1 < len(act.amounts) else None
    if not before or after is None or after.start - tax.end > NEXT:
        return
    if after.role not in ("totale", "impegno") and not WHOLE.search(act.text, tax.end, after.start):
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
        yield Found(after.start, after.end, message, "Ricalcolare il totale con l'IVA.")


def _wrong_share(
    part: Money, share: Decimal, bases: Sequence[Money], what: str, surely: bool = False
) -> Found | None:
    """`part` is none of the bases times `share`, and one of them is so near that it must be meant (or `surely` is)."""
    results = [(each.value * share).quantize(Decimal("0.01")) for each in bases]
    if any(abs(result - part.value) <= TOLERANCE * 3 for result in results):
        return None
    meant = [
        result
        for result in results
        if surely or slipped(result, part.value) or abs(result - part.value) <= NEAR * max(result, part.value)
    ]
    if not meant:
        return None
    right = min(meant, key=lambda each: abs(each - part.value))
    message = f"Indicato {shown(part.value)}: {what} al {shown(share * 100)} % sarebbe {shown(right)}."
    return Found(part.start, part.end, message, f"Scrivere {shown(right)}, o correggere la percentuale.")


def share_of(match: re.Match[str]) -> Decimal:
    value = Decimal(match["share"].replace(",", "."))
    return value / (1000 if match["unit"].lower() in ("‰", "per mille", "permille") else 100)


def _shares(act: Act) -> Iterator[Found]:
    """«5 per cento dell'importo, pari a € Y»: against the base that is named, or every amount that may be it."""
    bases = [each for each in act.amounts if each.role in BASES and each.value >= SMALLEST]
    for match in PERCENT.finditer(act.text):
        part, named = _part(act, match)
        if part is None or part.role in ("soglia", "iva", "fatturato"):
            continue
        other = named or [each for each in bases if each is not part]
        found = _wrong_share(part, share_of(match), other, "la quota", bool(named))
        if found and not _right_for_any(part, share_of(match), act.amounts):
            yield found


def _part(act: Act, match: re.Match[str]) -> tuple[Money | None, list[Money]]:
    """The amount that the percentage gives, and its base where the sentence names it."""
    after = [each for each in act.amounts if match.end() <= each.start < match.end() + FAR]
    after = [each for each in after if not ENDED.search(act.text, match.end(), each.start)]
    if not after or PERCENT.search(act.text, match.end(), after[0].start):
        return None, []
    first, second = after[0], after[1] if len(after) > 1 else None
    if (
        second
        and OF.search(act.text[match.end() : first.start])
        and TIE.search(act.text[first.end : second.start])
    ):
        return second, [first]
    named = _named(act, first, act.amounts)
    return (first, named) if named or TIE.search(act.text[match.end() : first.start]) else (None, [])


def _named(act: Act, part: Money, others: Sequence[Money]) -> list[Money]:
    """The base said right after: «€ 64,00 su € 640.000,00»."""
    after = act.text[part.words_end : part.words_end + 12]
    return [
        each for each in others if re.match(r"\W*(?:su|di)\s", after) and each.start - part.words_end < 12
    ]


def _right_for_any(part: Money, share: Decimal, amounts: Sequence[Money]) -> bool:
    """Also what is left after a rebate, or what comes with an addition."""
    factors = (share, 1 - share, 1 + share)
    results = ((each.value * factor).quantize(Decimal("0.01")) for each in amounts for factor in factors)
    return any(abs(result - part.value) <= TOLERANCE * 3 for result in results)


STATED = re.compile(
    r"\b(?:pari|corrispond\w+|cioè|ossia|equivale\w*|incid\w+|incidenza)\s*(?:,\s*)?(?:all?'?|allo|al|del|dell'|di|per\s+il|circa)?\s*(?:circa\s+)?(?:il\s+|l')?\s*$",
    re.IGNORECASE,
)
SENTENCE = 120


def _stated_percent(act: Act) -> Iterator[Found]:
    """«€ 924.000,00, pari al 55 per cento del valore»: the share against the amounts of the act."""
    bases = [
        each.value
        for each in act.amounts
        if each.role in ("base", "offerta", "totale", "ribassabile", "impegno")
    ]
    every = [each.value for each in act.amounts if each.value]
    for match in PERCENT.finditer(act.text):
        if not STATED.search(act.text, max(0, match.start() - 40), match.start()):
            continue
        parts = [each for each in act.amounts if 0 <= match.start() - each.end < SENTENCE]
        parts = [each for each in parts if not ENDED.search(act.text, each.words_end, match.start())]
        follows = any(
            0 <= each.start - match.end() < FAR and not ENDED.search(act.text, match.end(), each.start)
            for each in act.amounts
        )
        share = share_of(match)
        if (
            not parts
            or follows
            or any(abs(part.value / base - share) < SHARE_STEP for part in parts for base in every)
        ):
            continue
        shares = [
            (abs(part.value / base - share), part, part.value / base)
            for part in parts
            for base in bases
            if base > part.value
        ]
        if not shares:
            continue
        _, part, right = min(shares, key=lambda each: each[0])
        if abs(right - share) <= Decimal("0.15"):
            shown_right = shown((right * 100).quantize(Decimal("0.01")))
            message = f"{shown(part.value)} non è il {shown(share * 100)} % di alcun importo dell'atto: sarebbe il {shown_right} %."
            yield Found(
                match.start(), match.end(), message, "Ricalcolare la percentuale, o correggere l'importo."
            )


SHARES = (
    counted("iva", WHY_TAX, _tax),
    counted("percentuale", WHY_SHARE, _shares),
    counted("percentuale_dichiarata", WHY_SHARE, _stated_percent),
)
