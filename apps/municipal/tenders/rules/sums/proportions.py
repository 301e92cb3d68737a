"""Shares and what they make, anywhere in a passage: wrong when no amount of the act explains the result."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import beginning_in
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import (
    EQUALS,
    FRACTIONS,
    Term,
    found_near,
    is_unit_price,
    nearly,
    span_of,
    terms,
)
from apps.municipal.tenders.rules.sums.shares import EXCEEDS
from apps.municipal.tenders.rules.sums.statements import IN_BRACKETS, ON_BASE
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "La percentuale e l'importo che ne deriva devono coincidere: chi presta la garanzia o calcola il ribasso usa l'uno o l'altro."
REACH, AROUND, NEAR = 230, 330, 75
LABEL = re.compile(
    r"(?:\bin\s+cifr\w+|\b(?:importo|somma|valore|quota|premio|garanzia|cauzione|penale|ritenuta|trattenuta|impost[ae]|tributo|fondo|indennità|maggiorazione|sconto|ribasso|riduzione|abbuono|anticipazione|rimborso|spesa|imprevist\w+|oneri|contribut\w+|compenso|aggio)\b(?:\s+[a-zàèéìòù]+){0,4})\s*[:,]?\s*(?:almeno\s+|di\s+|pari\s+a\s+)?(?:€|euro)?\s*$"
    r"|[\"»)]\s*,?\s*per\s*(?:€|euro)?\s*$|[(:]\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
CLAIM = re.compile(
    r"\b(?:cioè|ossia|vale\s+a\s+dire|ovvero|quindi|dunque|pertanto|perciò|così|pari\s+a|corrispondent\w+\s+a|equivalent\w+\s+a|ammonta\w*\s+a|risulta\w*\s+(?:di|in|pari)|spetta\w*|in\s+cifr\w+|quantificat\w+|determinat\w+)\b[^:|;\t]*$",
    re.IGNORECASE,
)
BOUND = re.compile(
    r"\b(?:massimal\w+|(?:un|il|con|col|di)\s+(?:massimo|minimo)|tett\w+|limite|fino\s+a|non\s+(?:oltre|inferior\w+|superior\w+|meno|più)|comunque|soglia|franchigi\w+|scopert\w+|ciascun\w*|cadaun\w*|al\s+(?:giorno|mese|metro)|per\s+ogni|a\s+pasto|l'or[ao]|all'ora|unitari\w+|orari\w)\b",
    re.IGNORECASE,
)
REBATE = re.compile(r"\b(?:ribass|scont)\w*", re.IGNORECASE)
NET = re.compile(
    r"\b(?:nett[oa]|contratt\w+|stipulat\w+|affida\w+|aggiudica\w+|offert\w+|offre|chiede|dovut\w+|pagherà|impegna\w*)\b[^:|;\t]*$",
    re.IGNORECASE,
)
REBATED = 90
AFTER = re.compile(
    r"\s*(?:€|euro|eur)?\s*(?:[a-zàèéìòù]+\s)?,?\s*\(?\s*(?:pari|corrispondent\w+|equivalent\w+|cioè|ossia)\s*(?:appunto\s+|esattamente\s+|a\s+)*(?:al(?:l[ao'])?\s*|il\s+|l')?\s*$",
    re.IGNORECASE,
)
BRACKET = re.compile(rf"{AFTER.pattern}|\s*(?:€|euro)?\s*\(\s*$", re.IGNORECASE)
"""«€ 13.166,67 (un dodicesimo dell'importo)»"""
OF_COUNT = re.compile(
    r"\s+(?:delle|dei|degli|di\s+(?:tali|queste))\s+(?:ore|giorn\w+|mesi|pasti|alunni|posti|utenti|addetti|persone|interventi|visite|copie|pagine|voti|punti)\b",
    re.IGNORECASE,
)
ITEMS = re.compile(
    r"\n\n|\.\s*\n(?=[A-ZÈ])|;[^\S\n]*\n|\n\s*(?:[-–•*·]|[ivxl]{1,5}\)|\w{1,2}[.)]\s|(?:art|articolo)\b)|[|\t]",
    re.IGNORECASE,
)
"""another item of a list, another row of a table"""
SENTENCE_ENDS = re.compile(r"\.\s+[A-ZÈ]")
"""«oltre IVA 22%. Il costo della manodopera è di …»"""
OWN = re.compile(r"\W*(?:(?:pari\s+ad?|per|di)\s*)?(?:€|euro)?\s*", re.IGNORECASE)
ROW_ENDS = re.compile(r"[^\S\n]*(?:€|euro)?[^\S\n]*\n", re.IGNORECASE)
STOPS = re.compile(r"\n\n|\n(?=\W{0,3}(?:art|articolo)\b)", re.IGNORECASE)
REDUCED = tuple(map(Decimal, ("0.7", "0.5", "0.8", "0.9", "0.35", "0.4", "0.56", "0.63", "0.85", "0.3")))
"""what the law leaves of a guarantee"""
MOST_BASES, MOST_OTHERS, FURTHEST = 40, 8, Decimal(13)


def _results(act: Act) -> Iterator[Found]:
    """«la garanzia del 5 per cento, vale a dire 5.760,00» where no amount of the act has that share."""
    all_terms = terms(act)
    told: set[int] = set()
    known = _known(all_terms, act.text)
    for at, share in enumerate(all_terms):
        if share.kind != "share" or not share.value or share.unit == "volte":
            continue
        exceeds = EXCEEDS.search(act.text, max(0, share.start - 20), share.start)
        if OF_COUNT.match(act.text, share.end) or (
            exceeds and not SAYS.search(act.text, share.end, share.end + NEAR)
        ):
            continue
        claimed = [
            (each, base)
            for each in _claimed(act.text, all_terms, at)
            if (base := _base(act.text, all_terms, share, each))
        ]
        if _counts_so(act.text, all_terms, at) or any(_explained(each, share, known) for each, _ in claimed):
            continue
        for result, base in claimed[:1]:
            if result.start in told or result.value in LIMITS:
                continue
            told.add(result.start)
            rights = [
                base.value * each for each in (share.value, 1 - share.value, 1 + share.value) if each > 0
            ]
            changed = REBATE.search(act.text, max(0, share.start - 60), max(result.start, share.end))
            right = min(rights, key=lambda each: abs(each - result.value)) if changed else rights[0]
            right = right.quantize(Decimal("0.01"))
            said = act.text[share.start : share.end].strip()
            message = (
                f"Indicato {shown(result.value)}: la quota «{said}» di {shown(base.value)} è {shown(right)}."
            )
            fix = f"Scrivere {shown(right)}, o correggere la percentuale."
            whole = span_of(share, result)
            yield Slip(result.start, result.end, message, fix, gap=result.value - right, said=whole)


def _claimed(text: str, all_terms: Sequence[Term], at: int) -> Iterator[Term]:
    """What is said to be the share: after it, as far as the next one, or just before it."""
    share = all_terms[at]
    before, opens = all_terms[at - 1] if at else None, BRACKET if share.unit in FRACTIONS else AFTER
    if before and before.kind != "share" and opens.fullmatch(text, before.end, share.start):
        yield before
        return
    bracketed = before and before.kind == "euro" and IN_BRACKETS.match(text, before.end)
    if bracketed or SENTENCE_ENDS.match(text, share.end):
        return  # «€ 28.800,00 (30%)» says nothing of the amounts that follow
    for place in range(at + 1, min(len(all_terms), at + 6)):
        each = all_terms[place]
        if (
            each.kind == "share"
            or each.start - share.end > REACH
            or ITEMS.search(text, share.end, each.start)
        ):
            return
        last = all_terms[place - 1]
        if (
            last is not share
            and re.search(r"[;,]", text[last.end : each.start])
            and OWN.fullmatch(text, share.end, all_terms[at + 1].start)
        ):
            return  # «IVA 10% € 14.600,00; imprevisti € 2.400,00»
        if last is not share and last.kind == "euro" and ROW_ENDS.match(text, last.end):
            return  # the row of the share has its amount
        said = text[last.end : each.start]
        whole = text[share.end : each.start]
        if (each.kind == "count" and not SAME.search(whole)) or ON_BASE.search(said):
            continue
        rebate = REBATE.search(text, max(0, share.start - 60), share.end + 30) and NET.search(said[-REBATED:])
        claims = (
            rebate
            or CLAIM.search(said[-NEAR:])
            or EQUALS.search(said)
            or ((label := LABEL.search(said)) and (place == at + 1 or len(label[0]) > 8))
        )
        if claims and not (BOUND.search(whole) or _is_bare(text, each) or is_unit_price(text, share, each)):
            yield each


def _counts_so(text: str, all_terms: Sequence[Term], at: int) -> bool:
    """«la metà delle ore, 342»: the share is of what is counted, and is right."""
    share = all_terms[at]
    near = [each for each in all_terms[max(0, at - 6) : at + 4] if each.kind == "count" and each.value > 1]
    values = [each.value for each in near if abs(each.start - share.start) < AROUND]
    return any(one * share.value == other for one in values for other in values)


def _is_bare(text: str, term: Term) -> bool:
    """«41,99»: may be points."""
    written = text[term.start - 5 : term.end + 5].lower()
    return term.kind == "euro" and term.value < 100 and "€" not in written and "eur" not in written


SAYS = re.compile(r"\b(?:cioè|ossia|pari|corrispond\w+)\b", re.IGNORECASE)
SAME = re.compile(
    r"\b(?:cioè|ossia|vale\s+a\s+dire|ovvero|pari\s+a|equivalent\w+\s+a|corrispondent\w+\s+a)\s*$",
    re.IGNORECASE,
)


def _base(text: str, all_terms: Sequence[Term], share: Term, result: Term) -> Term | None:
    """The amount of the passage that the share is of: the nearest that could make the result at all."""
    since, until = min(share.start, result.start) - AROUND, max(share.end, result.end) + AROUND / 2
    near = [
        each
        for each in beginning_in(all_terms, since, until)
        if each.kind == result.kind
        and each is not result
        and not STOPS.search(text, min(each.end, result.end), max(each.start, result.start))
    ]
    if result.kind == "count":
        near = [each for each in near if each.unit[:4] == result.unit[:4]]
    else:
        near = [each for each in near if not each.money or each.money.role != "soglia"]
    rebate = REBATE.search(text, max(0, share.start - 60), share.end + 30)
    if rebate and share.value < 1:
        values = {each.value for each in near}
        # The price with the safety is not what the rebate is of.
        near = [each for each in near if abs(each.value - result.value) not in values]
        fit = [
            each
            for each in near
            if Decimal("0.8") < result.value / (each.value * (1 - share.value) or 1) < Decimal("1.25")
        ]
        if fit:
            return max(fit, key=lambda each: each.value)
    fit = [each for each in near if 1 / FURTHEST < result.value / (each.value * share.value or 1) < FURTHEST]
    grown = share.value >= 1 or CHANGED.search(text, share.start - 60, max(share.end, result.start))
    fit = [each for each in fit if grown or each.value > result.value]
    return min(fit, key=lambda each: abs(each.start - share.start), default=None)


CHANGED = re.compile(r"\b(?:aument|increment|maggior|rincar)\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What an act says that a share may be of, found once for all its shares."""

    terms: Sequence[Term]
    text: str
    bases: Sequence[Decimal]
    """the largest amounts, in rising order"""
    pairs: Sequence[tuple[Decimal, Decimal, Decimal]]
    """sums and differences of two of them, in rising order, each with the two"""
    times: Mapping[tuple[str, Decimal], int]


def _known(all_terms: Sequence[Term], text: str) -> Known:
    bases = sorted({each.value for each in all_terms if each.kind == "euro" and each.value})[-MOST_BASES:]
    pairs = [
        (made, one, other)
        for one, other in combinations(bases, 2)
        for made in (one + other, abs(one - other))
    ]
    return Known(
        all_terms, text, bases, sorted(pairs), Counter((each.kind, each.value) for each in all_terms)
    )


def _explained(result: Term, share: Term, known: Known) -> bool:
    """Whether any amount, or two of them, make the result with this share, others of the passage, or its days."""
    near = beginning_in(known.terms, result.start - AROUND + 1, result.start + AROUND)
    near = [each for each in near if each is not result]
    again = known.times[(result.kind, result.value)] > 1
    of_counts = result.kind == "count"
    every = sorted({each.value for each in near if each.kind == "count"}) if of_counts else known.bases
    bases = [each for each in every if each and (each != result.value or again)]
    others = [each.value for each in near if each.kind == "share" and each is not share][:MOST_OTHERS]
    counts = [each.value for each in near if each.kind == "count"][:12]
    own = share.value
    first = [each for each in (own, 1 - own, 1 + own, 1 / (1 + own), own / (1 + own)) if each > 0]
    first += [1 / (1 - own)] if own < 1 else []
    first += [own - each for each in others if each < own < 1]
    second = {Decimal(1), *REDUCED, *others, *counts, *(1 - each for each in others), *(1 + each for each in others)}  # fmt: skip
    factors = {one * other for one in first for other in second if one * other > 0}
    if any(found_near(bases, result.value, factor) for factor in factors) or (
        share.value < 1 and any(_half_step(known.text, share, result.value, each) for each in bases)
    ):
        return True
    beside = [each.value for each in near if each.kind == result.kind][-8:]
    some: set[Decimal] = set()
    for value in beside:
        some |= {value, *(each + value for each in some)}
    sums = sorted({*some, sum(bases, Decimal(0)), *(result.value + each for each in bases)})
    pairs = () if of_counts else known.pairs
    unlike = None if again else result.value
    if any(
        found_near(sums, result.value, factor) or _paired(pairs, result.value, factor, unlike)
        for factor in first
    ):
        return True
    # A rebate on one part, the other added whole.
    if own >= 1:
        return False
    rests = [result.value - one * (1 - own) for one in bases]
    if any(found_near(bases, each) for each in rests):
        return True
    rebate = REBATE.search(known.text, max(0, share.start - 60), share.end + 30)
    return bool(rebate) and any(each > 0 and found_near(bases, each, own) for each in rests)


def _paired(
    pairs: Sequence[tuple[Decimal, Decimal, Decimal]], value: Decimal, factor: Decimal, unlike: Decimal | None
) -> bool:
    """Whether one of the pairs, times `factor`, is nearly `value`, itself not counted."""
    at = bisect_left(pairs, ((value - 1) / factor,))
    while at < len(pairs) and pairs[at][0] * factor <= value + 1:
        if unlike not in pairs[at][1:] and nearly(pairs[at][0] * factor, value):
            return True
        at += 1
    return False


def _half_step(text: str, share: Term, result: Decimal, base: Decimal) -> bool:
    """«86,8 per cento» may stand for anything that rounds to it."""
    written = re.match(r"\d+(?:[.,](\d+))?", text[share.start : share.end])
    places = len(written[1]) if written and written[1] else 0
    ratios = (result / base, 1 - result / base) if base else ()
    return bool(places) and any(abs(each - share.value) < Decimal("0.0051") / 10**places for each in ratios)


PROPORTIONS = (counted("quota_passo", WHY, _results),)
