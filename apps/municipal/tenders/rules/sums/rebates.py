"""Prices after a rebate that stand apart from it, and rebates on the safety costs that no rebate may lower."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import RATES, Term, nearly, terms
from apps.municipal.tenders.rules.sums.prose import WHY_REBATE
from apps.municipal.tenders.rules.sums.tabling import shown

WHY_SAFETY = "I costi della sicurezza non sono soggetti a ribasso (art. 41, comma 14): lo sconto si applica solo al resto."
REBATE = re.compile(r"\b(?:ribass|scont)\w*\b[^\d€;\n]{0,60}$", re.IGNORECASE)
OF_REBATE = re.compile(r"\s*(?:\([^)\n]{0,60}\)\s*)?(?:di|quale)\s+(?:ribasso|sconto)\b", re.IGNORECASE)
NET = re.compile(
    r"\b(?:(?:prezzo|importo|corrispettivo|somma|compenso|costo|onorario)\s+(?:\w+\s+){0,2}(?:nett\w|ribassat\w|scontat\w|offert\w|contrattual\w|final\w|di\s+affidamento|di\s+aggiudicazione|di\s+contratto|aggiudicat\w|affidat\w)"
    r"|affida\w*|aggiudica\w*|al\s+netto\s+del\s+(?:ribasso|sconto)|ribassat\w|scontat\w|(?:prezzo|importo)\s+(?:\w+\s+){0,2}(?:dell'affidamento|dell'aggiudicazione|del\s+contratto))\b[^\d€;]{0,110}$",
    re.IGNORECASE,
)
NOT_NET = re.compile(
    r"\b(?:base|soglia|limite|garanzi\w+|cauzion\w+|polizz\w+|i\.?v\.?a\.?\s+(?:al|del|\d)|sicurezza|oneri|penal\w+|stimat\w+|massim\w+|valore|procedur\w+)\b[^\d€;]{0,60}$",
    re.IGNORECASE,
)
BESIDE = re.compile(
    r"(?:\s*(?:€|euro))?\s*[(,–-]\s*(?:con\s+|pari\s+a\s+)?(?:un\s+|il\s+)?(?:ribasso|sconto)\s+(?:\w+\s+)?(?:del(?:l[o'])?\s*)?",
    re.IGNORECASE,
)
APART, BESIDE_REACH = 900, 40
"""characters between a rebate and its price"""
LEAST, NEAR = Decimal("0.0005"), Decimal("0.12")
BASES = ("base", "ribassabile", "lotto", "")


def _rebates(act: Act) -> list[Term]:
    """The shares that lower a price, none of them an offer among several."""
    found = []
    for each in terms(act):
        if each.kind == "share" and each.unit == "percento" and Decimal(0) < each.value < Decimal("0.7"):
            before = REBATE.search(act.text, max(0, each.start - 90), each.start)
            if before or OF_REBATE.match(act.text, each.end):
                found.append(each)
    return found


def _nets(act: Act) -> Iterator[Found]:
    """«ribasso dell'8,50% sull'importo di € 60.000,00 … DECIDE di affidare … per il prezzo netto di € 55.900,00»."""
    rebates = _rebates(act)
    told: set[int] = set()
    for rate in rebates:
        beside = {each.value for each in rebates if abs(each.start - rate.start) < APART}
        if len(beside) > 1:
            continue
        near = act.amounts_between(rate.start - APART, rate.end + APART)
        for net in near:
            if net.start in told or not (
                _is_beside(act, net, rate) or (net.start >= rate.end and _is_net(act, net))
            ):
                continue
            right = _wrong(act, net, rate.value, near)
            if right:
                told.add(net.start)
                message = f"Con il ribasso indicato ({shown(rate.value * 100)} %) l'importo è {shown(right)}, non {shown(net.value)}."
                fix = f"Scrivere {shown(right)}, o correggere base o ribasso."
                end = max(net.end, rate.end if 0 <= rate.start - net.end < BESIDE_REACH else 0)
                yield Slip(net.start, end, message, fix, gap=net.value - right)


def _is_beside(act: Act, net: Money, rate: Term) -> bool:
    """«€ 14.850,00 (ribasso 12%)»"""
    lead = act.text[max(0, net.start - 90) : net.start]
    return bool(BESIDE.fullmatch(act.text, max(net.end, net.words_end), rate.start)) and not NOT_NET.search(
        lead
    )


def _is_net(act: Act, net: Money) -> bool:
    before = act.amounts_between(net.start - 160, net.start)
    since = before[-1].words_end if before else 0
    lead = act.text[max(since, net.start - 160) : net.start]
    return net.value not in LIMITS and bool(NET.search(lead)) and not NOT_NET.search(lead)


def _wrong(act: Act, net: Money, rate: Decimal, near: Sequence[Money]) -> Decimal | None:
    """What the net price should be, where no base and no part of one makes it."""
    others = list({each.value for each in (*near, *act.amounts_of("base", "ribassabile", "sicurezza")) if each is not net})[:16]  # fmt: skip
    bases = {*others, *(abs(one - other) for one in others for other in others), *(one + other for one in others for other in others)}  # fmt: skip
    lowered = {base * (1 - rate) for base in bases}
    made = {*lowered, *(one + other for one in lowered for other in others)}
    times = sum(each.value == net.value for each in act.amounts)
    if (
        times > 1
        or net.value in others
        or any(nearly(each * tax, net.value) for each in made for tax in RATES)
    ):
        return None
    if is_sum(net.value, [each.value for each in near if each is not net][:9]):
        return None
    before = [each for each in near if each.start < net.start]
    meant = [each.value * (1 - rate) for each in before if each.role in BASES or each is before[-1]]
    close = [each for each in meant if each and LEAST < abs(net.value / each - 1) < NEAR]
    return min(close, key=lambda each: abs(each - net.value)).quantize(Decimal("0.01")) if close else None


OF_WHICH = re.compile(
    r"\b(?:di\s+cui|dei\s+quali|delle\s+quali|compres[ie]|inclus[ie]|comprensiv\w+)\b", re.IGNORECASE
)
NO_REBATE = re.compile(
    r"\b(?:non\s+(?:soggett\w+|assoggett\w+|ribassabil\w+)|sottratt\w+\s+a|esclus\w+\s+da|esent\w+\s+da)[^.;]{0,30}(?:ribass|scont|asta)\w*|\bnon\s+ribassabil\w+",
    re.IGNORECASE,
)
SAFETY = re.compile(r"\bsicurezza\b|\binterferenz\w+", re.IGNORECASE)


def _on_safety(act: Act) -> Iterator[Found]:
    """«€ 45.000,00, dei quali € 1.800,00 per la sicurezza, sottratti al ribasso … sconto del 10% … € 40.500,00»."""
    rates = {each.value for each in _rebates(act)}
    for base, safety in zip(act.amounts, act.amounts[1:], strict=False):
        said, after = act.text[base.end : safety.start], act.text[safety.end : safety.end + 110]
        if len(rates) != 1 or len(said) > 110 or not OF_WHICH.search(said):
            continue
        if (
            not SAFETY.search(said + after)
            or not NO_REBATE.search(said + after)
            or safety.value >= base.value
        ):
            continue
        rate = next(iter(rates))
        right = (base.value - safety.value) * (1 - rate) + safety.value
        for net in act.amounts_between(safety.end, safety.end + APART):
            if nearly(net.value, base.value * (1 - rate)) and not nearly(net.value, right):
                message = f"Il ribasso è calcolato anche sulla sicurezza: su {shown(base.value - safety.value)}, con la sicurezza in aggiunta, fa {shown(right)}, non {shown(net.value)}."
                yield Slip(net.start, net.end, message, f"Scrivere {shown(right)}.", gap=net.value - right)


REBATES = (
    counted("netto_ribasso", WHY_REBATE, _nets),
    counted("ribasso_sicurezza", WHY_SAFETY, _on_safety),
)
