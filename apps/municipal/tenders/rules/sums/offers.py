"""Who is said to have made the best offer, against the offers that the act lists by name."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.operands import Term, terms
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Con il prezzo come criterio l'affidamento va a chi ha offerto meno: nome e cifra devono essere quelli."
BEST = r"(?:più\s+(?:bass[oa]|conveniente|vantaggios[oa]|economic[oa]|favorevole|contenut[oa])|minore?|inferiore(?!\s+a)|miglior[ei]?|minim[oa])"
THING = r"(?:prezz[oi]|offert[ae]|preventiv[oi]|import[oi]|cost[oi]|quotazion[ei]|corrispettiv[oi])"
LOWEST = re.compile(
    rf"\b{THING}\s+(?:\w+\s+){{0,3}}?{BEST}\b|\b{BEST}\s+(?:\w+\s+)?{THING}\b|\bprezzo\s+più\s+basso\b|\bpiù\s+(?:conveniente|bass[oa]|economic[oa]|vantaggios[oa])\s+(?:è|risulta)(?!\w)",
    re.IGNORECASE,
)
HIGHEST = re.compile(
    r"\b(?:ribasso|sconto)\s+(?:\w+\s+){0,2}(?:più\s+(?:alto|elevato|consistente|forte)|maggiore|massimo|migliore)\b|\b(?:maggiore?|miglior(?:e)?|massimo|più\s+(?:alto|elevato|consistente|forte))\s+(?:\w+\s+)?(?:ribasso|sconto)\b",
    re.IGNORECASE,
)
RULE = re.compile(
    r"\b(?:criterio|secondo|mediante|sulla\s+base|in\s+base|sar(?:à|anno)|verr(?:à|anno)|non|tranne|salvo|second[oa]|dopo|escluso|esclusa|anomal\w+|punt[io]|punteggi\w*|formula)\b|[=×]",
    re.IGNORECASE,
)
PLAIN = frozenset(
    re.findall(
        r"\w+",
        "ditta impresa società studio associazione coop cooperativa sociale tipografia offerta preventivo operatore concorrente lotto comune prezzo importo euro totale ribasso sconto punti valore base spesa iva",
    )
)
WORD = re.compile(r"(?<!\w)(?:[LD]')?(?P<word>[A-ZÀÈÉÌÒÙ][\w&-]{2,})")
GAP, REACH, CLAIM, BESIDE = 140, 1300, 170, 40
LONGEST = 10
"""words of a name with what may stand between it and its price"""


@dataclass(frozen=True)
class Offer:
    names: frozenset[str]
    """words that only this bidder has"""
    value: Decimal
    start: int
    end: int


def _runs(act: Act, kind: str, claims: Sequence[re.Match[str]]) -> Iterator[list[Offer]]:
    """Names with one figure each, one after the other, not far from a claim."""
    run: list[tuple[frozenset[str], Term]] = []
    last = 0
    ends = [each.start() for each in claims]
    for each in terms(act):
        at = bisect_left(ends, each.start - CLAIM)
        if at == len(ends) or ends[at] > each.end + REACH:
            continue
        if each.kind == kind and _may_be_offered(each):
            lead = act.text[max(last, each.start - GAP) : each.start]
            said = re.split(r"[;\n:]\s*(?=\S)(?!\s*(?:€|euro))", lead.rstrip(" .:€\t"))[-1] or lead
            names = _names(said) if len(said.split()) <= LONGEST else frozenset()
            claimed = (LOWEST if kind == "euro" else HIGHEST).search(said)
            if not names or claimed or each.start - last > GAP * 2:
                yield from _offers(run)
                run = []
            if names and not claimed:
                run.append((names, each))
            last = each.end
    yield from _offers(run)


def _may_be_offered(each: Term) -> bool:
    return each.money.role not in ("soglia", "iva") if each.money else each.unit == "percento"


def _names(said: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(said)) - PLAIN


def _offers(run: Sequence[tuple[frozenset[str], Term]]) -> Iterator[list[Offer]]:
    often = Counter(word for names, _ in run for word in names)
    offers = [
        Offer(frozenset(word for word in names if often[word] == 1), each.value, each.start, each.end)
        for names, each in run
    ]
    if len(offers) > 1 and all(each.names for each in offers):
        yield offers


def _best(act: Act) -> Iterator[Found]:
    """«Landi € 6.480,00; Montalto € 6.190,00 … il preventivo di minore importo, che è quello di Landi»."""
    for kind, pattern, best in (("euro", LOWEST, min), ("share", HIGHEST, max)):
        claims = list(pattern.finditer(act.text))
        for offers in _runs(act, kind, claims) if claims else ():
            right = best(offers, key=lambda each: each.value)
            for claim in claims:
                if not -CLAIM < claim.start() - offers[-1].end < REACH and offers:
                    continue
                named = _named(act, claim, offers)
                if named and named.value != right.value:
                    start, end = _span(act, claim, offers)
                    which = "più alto" if kind == "share" else "più basso"
                    figure = f"{shown(right.value * 100)} %" if kind == "share" else shown(right.value)
                    message = f"Non è il {which}: fra quelli elencati lo è {figure}, non {shown(named.value * (100 if kind == 'share' else 1))}."
                    yield Found(start, end, message, "Indicare l'operatore con l'offerta migliore.")
                    break


def _named(act: Act, claim: re.Match[str], offers: Sequence[Offer]) -> Offer | None:
    """The one bidder whose name stands in the sentence of the claim, after the list of all."""
    start, end = _span(act, claim, offers)
    said = act.text[start:end]
    found = [each for each in offers if each.names & _names(said)]
    beside = act.text[max(start, claim.start() - BESIDE) : claim.end() + BESIDE // 2]
    return found[0] if len(found) == 1 and not RULE.search(beside) else None


def _span(act: Act, claim: re.Match[str], offers: Sequence[Offer]) -> tuple[int, int]:
    start, end = act.flat.sentence(claim.start(), claim.end())
    start = max(start, claim.start() - CLAIM, offers[-1].end if offers[-1].end <= claim.start() else 0)
    first = next((each.start for each in offers if each.start >= claim.end()), len(act.text))
    return start, min(end, claim.end() + CLAIM, first if offers[0].start >= claim.end() else len(act.text))


OFFERS = (counted("offerta_migliore", WHY, _best),)
