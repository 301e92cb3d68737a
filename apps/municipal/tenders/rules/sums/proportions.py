"""Shares and what they make, anywhere in a passage: wrong when no amount of the act explains the result."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import EQUALS, Term, found_near, nearly, terms, terms_in
from apps.municipal.tenders.rules.sums.tabling import FIGURE, shown, value_of

WHY = "La percentuale e l'importo che ne deriva devono coincidere: chi presta la garanzia o calcola il ribasso usa l'uno o l'altro."
REACH, AROUND, NEAR = 230, 330, 75
LABEL = re.compile(
    r"(?:\bin\s+cifr\w+|\b(?:importo|somma|valore|quota|premio|garanzia|cauzione|penale|ritenuta|anticipazione|rimborso|spesa|imprevist\w+|oneri|contribut\w+|compenso|aggio)\b(?:\s+[a-zàèéìòù]+){0,4})\s*[:,]?\s*(?:almeno\s+|di\s+|pari\s+a\s+)?(?:€|euro)?\s*$"
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
OF_COUNT = re.compile(
    r"\s+(?:delle|dei|degli|di\s+(?:tali|queste))\s+(?:ore|giorn\w+|mesi|pasti|alunni|posti|utenti|addetti|persone|interventi|visite|copie|pagine|voti|punti)\b",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*(?:€|euro)?\s*\(\s*[\d,.]+\s?(?:%|per\s?cento)\s*\)", re.IGNORECASE)
ITEMS = re.compile(
    r"\n\n|\n\s*(?:[-–•*·]|[ivxl]{1,5}\)|\w{1,2}[.)]\s|(?:art|articolo)\b)|[|\t]", re.IGNORECASE
)
"""another item of a list, another row of a table"""
STOPS = re.compile(r"\n\n|\n(?=\W{0,3}(?:art|articolo)\b)", re.IGNORECASE)
REDUCED = tuple(map(Decimal, ("0.7", "0.5", "0.8", "0.9", "0.35", "0.4", "0.56", "0.63", "0.85", "0.3")))
"""what the law leaves of a guarantee"""
MOST_BASES = 40
FURTHEST = Decimal(13)


def _results(act: Act) -> Iterator[Found]:
    """«la garanzia del 5 per cento, vale a dire 5.760,00» where no amount of the act has that share."""
    all_terms = terms(act)
    told: set[int] = set()
    bases: Sequence[Decimal] = sorted({each.value for each in all_terms if each.kind == "euro"})[-MOST_BASES:]
    for at, share in enumerate(all_terms):
        if share.kind != "share" or not share.value or share.unit == "volte":
            continue
        if OF_COUNT.match(act.text, share.end):
            continue
        claimed = [
            (each, base)
            for each in _claimed(act.text, all_terms, at)
            if (base := _base(act.text, all_terms, share, each))
        ]
        if _counts_so(act.text, all_terms, at) or any(
            _explained(each, share, all_terms, bases, act.text) for each, _ in claimed
        ):
            continue
        for result, base in claimed[:1]:
            if result.start in told or (result.money and result.money.value in LIMITS):
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
            end = max(result.end, share.end if result.start < share.start else 0)
            yield Slip(result.start, end, message, f"Scrivere {shown(right)}, o correggere la percentuale.", gap=result.value - right)  # fmt: skip


def _claimed(text: str, all_terms: Sequence[Term], at: int) -> Iterator[Term]:
    """What is said to be the share: after it, as far as the next one, or just before it."""
    share = all_terms[at]
    before = all_terms[at - 1] if at else None
    if before and before.kind != "share" and AFTER.fullmatch(text, before.end, share.start):
        yield before
        return
    if before and before.kind == "euro" and IN_BRACKETS.match(text, before.end):
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
        said = text[last.end : each.start]
        whole = text[share.end : each.start]
        if each.kind == "count" and not SAME.search(whole):
            continue
        rebate = REBATE.search(text, max(0, share.start - 60), share.end + 30) and NET.search(said[-REBATED:])
        claims = (
            rebate
            or CLAIM.search(said[-NEAR:])
            or EQUALS.search(said)
            or ((label := LABEL.search(said)) and (place == at + 1 or len(label[0]) > 8))
        )
        if claims and not BOUND.search(whole) and not _is_bare(text, each):
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


SAME = re.compile(
    r"\b(?:cioè|ossia|vale\s+a\s+dire|ovvero|pari\s+a|equivalent\w+\s+a|corrispondent\w+\s+a)\s*$",
    re.IGNORECASE,
)


def _base(text: str, all_terms: Sequence[Term], share: Term, result: Term) -> Term | None:
    """The amount of the passage that the share is of: the nearest that could make the result at all."""
    since, until = min(share.start, result.start) - AROUND, max(share.end, result.end) + AROUND / 2
    near = [
        each
        for each in terms_in(all_terms, since, until)
        if each.kind == result.kind
        and each is not result
        and not STOPS.search(text, min(each.end, result.end), max(each.start, result.start))
    ]
    if result.kind == "count":
        near = [each for each in near if each.unit[:4] == result.unit[:4]]
    else:
        near = [each for each in near if not each.money or each.money.value not in LIMITS]
    rebate = REBATE.search(text, max(0, share.start - 60), share.end + 30)
    if rebate and share.value < 1:
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


def _explained(
    result: Term, share: Term, all_terms: Sequence[Term], bases: Sequence[Decimal], text: str
) -> bool:
    """Whether any amount, or two of them, make the result with this share, others of the passage, or its days."""
    near = terms_in(all_terms, result.start - AROUND + 1, result.start + AROUND)
    near = [each for each in near if each is not result]
    if result.kind == "count":
        bases = sorted({each.value for each in near if each.kind == "count"})
    same = sum(each.kind == result.kind and each.value == result.value for each in all_terms)
    bases = [each for each in bases if each and (each != result.value or same > 1)]
    others = [each.value for each in near if each.kind == "share" and each is not share]
    counts = [each.value for each in near if each.kind == "count"][:12]
    own = share.value
    first = [each for each in (own, 1 - own, 1 + own, 1 / (1 + own), own / (1 + own)) if each > 0]
    first += [1 / (1 - own)] if own < 1 else []
    second = [Decimal(1), *REDUCED, *others, *counts]
    second += [sign for each in others for sign in (1 - each, 1 + each)]
    factors = [one * other for one in first for other in second if one * other > 0]
    if any(found_near(bases, result.value, factor) for factor in factors) or (
        share.value < 1 and any(_half_step(text, share, result.value, each) for each in bases)
    ):
        return True
    pairs = list(combinations(bases, 2))
    sums = sorted({one + other for one, other in pairs} | {abs(one - other) for one, other in pairs})
    sums += [result.value + each for each in bases]
    beside = [each.value for each in near if each.kind == result.kind][-9:]
    sums += [
        sum(bases, Decimal(0)),
        *(sum(some, Decimal(0)) for size in range(3, 10) for some in combinations(beside, size)),
    ]
    if any(found_near(sorted(sums), result.value, factor) for factor in first):
        return True
    # A rebate on one part, the other added whole.
    return any(found_near(bases, result.value - one * (1 - own)) for one in bases if own < 1)


def _half_step(text: str, share: Term, result: Decimal, base: Decimal) -> bool:
    """«86,8 per cento» may stand for anything that rounds to it."""
    written = re.match(r"\d+(?:[.,](\d+))?", text[share.start : share.end])
    places = len(written[1]) if written and written[1] else 0
    ratios = (result / base, 1 - result / base) if base else ()
    return bool(places) and any(abs(each - share.value) < Decimal("0.0051") / 10**places for each in ratios)


SAYS_SHARE = re.compile(
    r"\b(?:pari|corrispond\w+|cioè|ossia|equival\w+|incid\w+|(?:con|per)\s+un)\s*(?:,\s*)?(?:ad?\s+|all?'?|allo|al|del|dell'|di)?\s*(?:circa\s+)?(?:il\s+|l'|un[oa']?\s*)?(?P<change>(?:ribasso|sconto|aumento|incremento|riduzione|diminuzione|risparmio|crescita|calo|variazione)\s+(?:percentuale\s+)?(?:pari\s+)?(?:del(?:l[o'])?|al(?:l[o'])?|di)\s*)?$",
    re.IGNORECASE,
)


def _shares(act: Act) -> Iterator[Found]:
    """«base 54.000,00; offre 50.220,00, cioè un ribasso del 9 per cento»; «da 250 a 300, con un incremento del 25 %»."""
    all_terms = terms(act)
    starts = [each.start for each in all_terms]
    every = [each.value for each in all_terms if each.kind == "euro" and each.value]
    for share in all_terms:
        if share.kind != "share" or share.unit not in ("percento",):
            continue
        said = SAYS_SHARE.search(act.text, max(0, share.start - 60), share.start)
        if not said or not said["change"]:
            continue
        at = bisect_left(starts, share.start)
        counted_twice = list(FROM_TO.finditer(act.text, max(0, share.start - 170), share.start))
        if counted_twice:
            yield from _counted_change(act.text, counted_twice[-1], share)
            continue
        before = [
            each
            for each in all_terms[max(0, at - 4) : at]
            if share.start - each.end < 150 and not STOPS.search(act.text, each.end, share.start)
        ]
        pair = [each for each in before if each.kind == "euro"][-2:]
        if len(pair) < 2 or any(each.kind == "share" for each in before):
            continue
        if any(_is_change(one, other, share, act.text) for one in every for other in every):
            continue
        right = abs(pair[1].value / pair[0].value - 1) * 100
        if right < 100 and abs(right - share.value * 100) >= Decimal("0.1"):
            yield _wrong_change(pair[0].value, pair[1].value, share, pair[1].start)


def _wrong_change(one: Decimal, other: Decimal, share: Term, start: int) -> Found:
    right = (abs(other / one - 1) * 100).quantize(Decimal("0.01"))
    message = f"Da {shown(one)} a {shown(other)} la variazione è del {shown(right)} per cento, non del {shown(share.value * 100)}."
    return Found(start, share.end, message, "Ricalcolare la percentuale.")


def _counted_change(text: str, match: re.Match[str], share: Term) -> Iterator[Found]:
    one, other = value_of(match["one"]), value_of(match["two"])
    if (
        one
        and other
        and not _is_change(one, other, share, text)
        and STOPS.search(text, match.end(), share.start) is None
    ):
        yield _wrong_change(one, other, share, match.start("two"))


FROM_TO = re.compile(
    rf"\bda(?:i|lle|gli)?\s+(?:n\.\s?|circa\s+)?(?P<one>{FIGURE})(?!\s?(?:€|euro|%))(?:\s?\([^)\n]{{0,30}}\))?[^.;\d\n€%]{{0,45}}?\ba(?:i|lle|gli)?\s+(?:n\.\s?|circa\s+)?(?P<two>{FIGURE})(?!\s?(?:€|euro|%)|[\d/.])",
    re.IGNORECASE,
)
"""«da 250 utenti a 300»"""


def _is_change(one: Decimal, other: Decimal, share: Term, text: str) -> bool:
    if not one:
        return False
    written = re.match(r"\d+(?:[.,](\d+))?", text[share.start : share.end])
    places = len(written[1]) if written and written[1] else 0
    ratio = other / one
    return any(
        abs(each - share.value) <= Decimal("0.0051") / 10**places for each in (ratio, 1 - ratio, ratio - 1)
    ) or nearly(one * share.value, other)


PROPORTIONS = (counted("quota_passo", WHY, _results), counted("variazione_dichiarata", WHY, _shares))
