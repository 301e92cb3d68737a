"""Shares of amounts that are not what they should be: of a base that is named, of prices that change, a mean."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import beginning_in, scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import (
    STRONG,
    Term,
    found_near,
    is_unit_price,
    nearly,
    same_sentence,
    span_of,
    terms,
)
from apps.municipal.tenders.rules.sums.statements import BEFORE, Statement, following, statements
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

WHY = "La percentuale e l'importo che ne deriva devono coincidere: chi presta la garanzia o calcola il ribasso usa l'uno o l'altro."
ABOUT = re.compile(r"\b(?:circa|arrotond\w+|indicativ\w+)\b", re.IGNORECASE)
YEARLY = re.compile(r"\b(?:interess[ei]|saggio|tasso)\b", re.IGNORECASE)
"""a share of a year, of which only some days count"""
LESS_OR_MORE = re.compile(
    r"\b(?:ribass\w+|scont\w+|ridu\w+|ridott\w+|diminu\w+|aument\w+|maggior\w+|increment\w+|rincar\w+|aggiorn\w+|rivalut\w+|adegu\w+)",
    re.IGNORECASE,
)
FAR, FURTHEST = 300, Decimal(13)
"""times that a wrong result may be off: a comma moved by one place, and what comes of it"""


def _named_shares(act: Act) -> Iterator[Found]:
    told: set[int] = set()
    known = sorted({each.value for each in act.amounts})
    for each in statements(act):
        money = each.result.money
        if not money or each.result.start in told or money.role == "bollo" or money.value in LIMITS:
            continue
        wrong = None if _compounded(act, each) else _wrong(act.text, each, known)
        if wrong:
            told.add(each.result.start)
            yield wrong


def _compounded(act: Act, stated: Statement) -> bool:
    """Whether a second share of the passage, or what exceeds one, makes the result: «l'80 % di quanto supera il 5»."""
    near = beginning_in(terms(act), stated.share.start - FAR, stated.share.start)
    line = act.text.rfind(".\n", 0, stated.share.start)
    others = [
        each.value for each in near if each.kind == "share" and 0 < each.value < 1 and each.start > line
    ][-4:]
    own, base = stated.share.value, stated.base.value
    factors = [own * each for each in others] + [
        (own - one) * other for one in others for other in (*others, Decimal(1))
    ]
    return any(factor > 0 and nearly(base * factor, stated.result.value) for factor in factors)


def _is_share(stated: Statement, known: Sequence[Decimal]) -> bool:
    return 0 < stated.share.value < 1 and found_near(known, stated.base.value, stated.share.value)


def _wrong(text: str, stated: Statement, known: Sequence[Decimal]) -> Found | None:
    share, base, result = stated.share.value, stated.base.value, stated.result.value
    if not base or is_unit_price(text, stated.share, stated.result):
        return None
    if YEARLY.search(text, stated.share.start - 60, max(stated.share.end, stated.result.start) + 40):
        return None
    rights = [base * factor for factor in (share, 1 - share, 1 + share) if factor > 0]
    loose = ABOUT.search(text, min(stated.share.start, stated.result.start) - 12, max(stated.result.end, stated.share.end) + 40)  # fmt: skip
    if any(nearly(each, result) or (loose and abs(each - result) < each / 20) for each in rights):
        return None
    if not text[stated.base.end : stated.result.start].strip("€ \t|") and _is_share(stated, known):
        return None  # two columns, each with the share of its own base
    if stated.result.start < stated.share.start and abs(result / base - share) < _half_step(text, stated):
        return None
    rest = base - result
    if rest > 0 and found_near(known, rest) and abs(rest / base - share) < _half_step(text, stated):
        return None  # «€ 141.300,00, il 23,09 % dei lavori»: what is left of them
    latest = max(stated.share.start, stated.result.start)
    changed = LESS_OR_MORE.search(text, max(0, stated.share.start - 60), latest)
    right = min(rights, key=lambda each: abs(each - result)) if changed else rights[0]
    if any(nearly(right * times, result) for times in _times(text, stated)):
        return None
    is_between = stated.base.start < stated.share.start < stated.result.start
    if changed and is_between and nearly(result * (1 - share), base):
        return None  # «€ 3.850,00, con ribasso del 3,75 per cento sul canone, pari a € 4.000,00»
    if not right < result * FURTHEST or not result < right * FURTHEST:
        return None
    right = right.quantize(Decimal("0.01"))
    message = f"Indicato {shown(result)}: la quota {_written(text, stated.share)} di {shown(base)} è {shown(right)}."
    fix = f"Scrivere {shown(right)}, o correggere la percentuale."
    end = max(stated.result.end, stated.share.end if stated.result.start < stated.share.start else 0)
    said = span_of(stated.share, stated.base, stated.result)
    return Slip(stated.result.start, end, message, fix, gap=result - right, said=said)


LASTING = re.compile(
    r"(?<![\w.,/])(\d{1,3})\s+(?:\([a-z]+\)\s+)?(?:giorn|mes|ann|or[ae]\b|settiman|rat)", re.IGNORECASE
)


def _times(text: str, stated: Statement) -> Iterator[int]:
    """«per 10 giorni di ritardo la penale, all'1 per mille, è di …»: the numbers that a rate of a day is multiplied by."""
    first, last = (
        min(stated.base.start, stated.result.start, stated.share.start),
        max(stated.result.end, stated.base.end),
    )
    return (int(each[1]) for each in LASTING.finditer(text, max(0, first - 90), last + 60))


EXACT = re.compile(
    r"\b(?:garanzi\w+|cauzion\w+|anticipazion\w+|penal\w+|ritenut\w+|trattenut\w+|iva|cassa|incentiv\w+|imprevist\w+|quinto|provvisori\w+|definitiv\w+)\b",
    re.IGNORECASE,
)
LEAST_ROUNDED = Decimal("0.1")


def _half_step(text: str, stated: Statement) -> Decimal:
    """«86,8 per cento» may stand for anything that rounds to it; the rate of a guarantee is exact."""
    share = stated.share
    if share.value < LEAST_ROUNDED or EXACT.search(text, max(0, stated.result.start - 90), share.start):
        return Decimal(0)
    written = re.match(r"\d+(?:[.,](\d+))?", text[share.start : share.end])
    places = len(written[1]) if written and written[1] else 0
    return Decimal("0.0051") / 10**places


def _written(text: str, share: Term) -> str:
    return f"«{text[share.start : share.end].strip()}»"


FROM_TO = re.compile(r"\s*(?:€|euro)?\s*ad?\s*(?:€|euro)?\s*", re.IGNORECASE)


def _changed_prices(act: Act) -> Iterator[Found]:
    """«ribasso del 2,5 per cento: da € 20,00 a € 19,50, da € 24,00 a € 23,40»."""
    all_terms = terms(act)
    for at, share in enumerate(all_terms):
        if share.kind != "share" or not LESS_OR_MORE.search(
            act.text, max(0, share.start - 60), share.end + 40
        ):
            continue
        after = [each for each in all_terms[at + 1 : at + 9] if "\n" not in act.text[share.end : each.start]]
        before = all_terms[max(0, at - 2) : at]
        if (
            before
            and LESS_OR_MORE.search(act.text[before[-1].end : share.start][:70])
            and same_sentence(act.text, before[-1].end, share.start)
        ):
            after = before
        for old, new in pairwise(after):
            if old.kind != "euro" or new.kind != "euro":
                continue
            is_pair = FROM_TO.fullmatch(act.text[old.end : new.start]) and re.search(r"\bda\s*$", act.text[: old.start][-6:])  # fmt: skip
            rights = [
                (old.value * factor).quantize(Decimal("0.01"))
                for factor in (1 - share.value, 1 + share.value)
            ]
            if is_pair and not any(abs(each - new.value) < Decimal("0.015") for each in rights):
                right = min(rights, key=lambda each: abs(each - new.value))
                if abs(right - new.value) < right / 5:
                    message = f"{shown(old.value)} variato come indicato ({_written(act.text, share)}) fa {shown(right)}, non {shown(new.value)}."
                    yield Found(new.start, new.end, message, f"Scrivere {shown(right)}.")


RAISED = re.compile(
    r"\b(?:aumenta(?:ndo|t[oaie])|maggiora(?:ndo|t[oaie])|increment(?:ando|at[oaie])|ridu(?:cendo)|ridott[oaie]|ribassa(?:ndo|t[oaie])|sconta(?:ndo|t[oaie]))\b",
    re.IGNORECASE,
)


def _raised(act: Act) -> Iterator[Found]:
    """«la tariffa serale, € 25,00, si ottiene aumentando quella ordinaria del 25 per cento»: of an amount just before."""
    all_terms = terms(act)
    for at, share in enumerate(all_terms):
        before = [each for each in all_terms[max(0, at - 7) : at] if each.kind == "euro"]
        if (
            share.kind != "share"
            or len(before) < 2
            or not same_sentence(act.text, before[-1].end, share.start)
        ):
            continue
        said, result = act.text[before[-1].end : share.start], before[-1]
        follows = following(act.text, all_terms, at)
        if len(said) > BEFORE or not RAISED.search(said) or follows:
            continue
        factors = (1 + share.value, 1 - share.value)
        rights = [
            (each.value * factor).quantize(Decimal("0.01")) for each in before[:-1] for factor in factors
        ]
        near = [each for each in rights if swapped(each, result.value)]
        if near and not any(nearly(each, result.value) for each in rights):
            message = f"Indicato {shown(result.value)}: con la variazione {_written(act.text, share)} sarebbe {shown(near[-1])}."
            yield Found(
                result.start, result.end, message, f"Scrivere {shown(near[-1])}, o correggere la percentuale."
            )


MEAN = re.compile(r"\bmedia\b", re.IGNORECASE)


def _means(act: Act) -> Iterator[Found]:
    """«ribassi di 19,90, 19,80 e 20,00: la media è di 19,90»."""
    all_terms = [each for each in terms(act) if each.kind == "euro"]
    for match in scan(MEAN, act.text):
        start = act.flat.sentence(match.start(), match.end())[0]
        before = [each for each in all_terms if start <= each.start and each.end <= match.start()]
        after = next((each for each in all_terms if each.start >= match.end()), None)
        if (
            len(before) < 2
            or not after
            or after.start - match.end() > 60
            or "\n" in act.text[match.end() : after.start]
        ):
            continue
        for count in range(2, len(before) + 1):
            mean = sum((each.value for each in before[-count:]), Decimal(0)) / count
            if nearly(mean, after.value):
                break
        else:
            if STRONG.search(act.text, match.end(), after.start):
                message = f"La media degli importi indicati è {shown(mean.quantize(Decimal('0.01')))}, non {shown(after.value)}."
                yield Found(after.start, after.end, message, "Ricalcolare la media.")


PORTIONS = (
    counted("quota", WHY, _named_shares),
    counted("variazione_prezzi", WHY, _changed_prices),
    counted("variazione", WHY, _raised),
    counted("media", WHY, _means),
)
