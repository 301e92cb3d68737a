"""Shares and amounts of one thing that stand apart: the rate of the incentives in a premise, their amount in the decision."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import Term, found_near, nearly, terms, terms_in
from apps.municipal.tenders.rules.sums.proportions import BOUND, WHY
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

FAMILIES = {
    "incentivi": r"incentiv\w+|funzioni\s+tecniche",
    "imprevisti": r"imprevist\w+",
    "anticipazione": r"anticipazion\w+",
    "garanzia_provvisoria": r"(?:garanzia|cauzione)\s+provvisoria",
    "spese_generali": r"spese\s+generali",
    "cassa": r"inarcassa|cassa\s+(?:di\s+)?(?:previd\w+|nazionale)|contributo\s+(?:previd\w+|integrativo)",
    "ritenuta": r"ritenut\w+\s+(?:di|a)\s+garanzia|ritenut\w+\s+d(?:ello|el)",
    "acconto": r"acconto",
}
LABEL = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FAMILIES.items())})\b")
WHOLES = ("base", "offerta", "totale", "ribassabile", "lotto", "")
REDUCED = tuple(map(Decimal, ("1", "0.5", "0.7", "0.8", "0.9", "0.35", "0.4", "0.3", "0.2")))
BACK, AHEAD = 110, 30
LEAST, MOST = Decimal("0.6"), Decimal("1.7")
PART = re.compile(r"\bdi\s+cui\b|\bquota\s+(?:di|parte)\b|\bde(?:i|lle|gli)\s+quali\b", re.IGNORECASE)


def _labelled(act: Act) -> Iterator[Found]:
    found: dict[str, list[re.Match[str]]] = {}
    lowered = act.text.lower()
    for hit in LABEL.finditer(lowered) if len(lowered) == len(act.text) else ():
        found.setdefault(hit.lastgroup or "", []).append(hit)
    for name, hits in found.items():
        rates = {each.value for hit in hits for each in _rates(act, hit)}
        if not rates or len(rates) > 2:
            continue
        known = sorted({each.value for each in act.amounts})
        told: set[int] = set()
        for hit in hits:
            each = _amount(act, hit)
            right = _right(act, each, rates, known) if each and each.start not in told else None
            if each and right:
                told.add(each.start)
                message = f"Indicato {shown(each.value)} ({name.replace('_', ' ')}): con la percentuale indicata nell'atto sarebbe {shown(right)}."
                yield Slip(each.start, each.end, message, f"Scrivere {shown(right)}, o correggere la percentuale.", gap=each.value - right)  # fmt: skip


def _amount(act: Act, hit: re.Match[str]) -> Money | None:
    """The amount that the label leads up to, with no other figure between."""
    near = terms_in(terms(act), hit.end(), hit.end() + BACK)
    money = near[0].money if near else None
    lead = act.text[hit.start() : money.start] if money else ""
    if not money or money.value in LIMITS or "\n\n" in lead or BOUND.search(lead):
        return None
    return None if PART.search(act.text, max(0, hit.start() - 30), money.start) else money


def _rates(act: Act, hit: re.Match[str]) -> Iterator[Term]:
    """The share that the label leads up to, or that stands just before it: «2% per incentivi»."""
    near = terms_in(terms(act), hit.start() - AHEAD, hit.end() + BACK)
    after = next((each for each in near if each.start >= hit.end()), None)
    before = next((each for each in reversed(near) if each.end <= hit.start()), None)
    end = act.flat.sentence(hit.start(), hit.end())[1]
    if after and after.start < end and _is_rate(after):
        yield after
    if before and _is_rate(before) and OF.fullmatch(act.text[before.end : hit.start()]):
        yield before


def _is_rate(each: Term) -> bool:
    return each.kind == "share" and each.unit in ("percento", "permille") and 0 < each.value < 1


OF = re.compile(r"\s*(?:di|per|a\s+titolo\s+di|quale)\s+(?:l[ae']\s*|gli\s+|il\s+)?", re.IGNORECASE)


def _right(act: Act, each: Money, rates: set[Decimal], known: Sequence[Decimal]) -> Decimal | None:
    """What the amount should be, where no amount of the act, alone or with another, makes it."""
    factors = {rate * less for rate in rates for less in REDUCED}
    if any(found_near(known, each.value, factor) for factor in factors):
        return None
    near = {one.value for one in act.amounts_between(each.start - 1200, each.end + 1200)}
    near = set(sorted(near, reverse=True)[:16])
    pairs = {one + other for one in near for other in near} | {
        abs(one - other) for one in near for other in near
    }
    pairs.add(sum(near, Decimal(0)))
    if any(nearly(base * rate, each.value) for base in pairs for rate in rates):
        return None
    rights = [one.value * rate for one in act.amounts if one.role in WHOLES for rate in rates]
    close = [
        one for one in rights if one and (LEAST * one < each.value < MOST * one or swapped(one, each.value))
    ]
    return min(close, key=lambda one: abs(one - each.value)).quantize(Decimal("0.01")) if close else None


LABELLED = (counted("quota_nominata", WHY, _labelled),)
