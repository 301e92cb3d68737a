"""Equal parts of an amount, things of one kind at one price, and what is left for the last payment."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import RATES, Term, nearly, terms
from apps.municipal.tenders.rules.sums.products import EACH, PART, WHY, Run, result_of, runs, shown_run
from apps.municipal.tenders.rules.sums.tabling import shown, swapped

SHORT = 50
FOR = re.compile(r"[^\d€;\n]{0,40}(?:\t|\||:|\.{3,}|=|,\s*pari\s+a|pari\s+a|per)\W*")
SOFT = re.compile(r"[^\d€;\n]{0,110}", re.IGNORECASE)


def _instalments(act: Act) -> Iterator[Found]:
    """«diviso in dodici canoni uguali di € 7.416,67»: against the amounts that the act may divide."""
    all_terms = terms(act)
    for at, (count, price) in enumerate(pairwise(all_terms)):
        said = act.text[count.end : price.start]
        if (
            count.kind != "count"
            or price.kind != "euro"
            or not PART.match(count.unit)
            or not SOFT.fullmatch(said)
        ):
            continue
        if not EACH.search(said + act.text[price.end : price.end + 25]) or count.value < 2:
            continue
        if result_of(act.text, all_terms, at, Run((count, price))):
            continue
        # Not round: the part of any amount can be meant; a round one only of the amounts of the contract.
        wholes = (
            act.amounts
            if price.value % 50
            else act.amounts_of("base", "offerta", "totale", "ribassabile", "lotto", "impegno")
        )
        parts = [
            (each.value / count.value).quantize(Decimal("0.01"))
            for each in wholes
            if each.value > price.value
        ]
        if any(abs(each * factor - price.value) < Decimal("0.02") for each in parts for factor in RATES):
            continue
        near = [each for each in parts if swapped(each, price.value)]
        if near:
            message = f"La {int(count.value)}ª parte sarebbe {shown(near[0])}, non {shown(price.value)}."
            fix = f"Scrivere {shown(near[0])}, o correggere il numero delle rate."
            yield Slip(price.start, price.end, message, fix, gap=price.value - near[0])


def _unit_prices(act: Act) -> Iterator[Found]:
    """«quattro canoni: € 4.000,00; otto canoni: € 8.000,00»: things of one kind at one price."""
    pairs: dict[str, list[tuple[Term, Term]]] = {}
    for count, price in pairwise(terms(act)):
        said = act.text[count.end : price.start]
        is_pair = count.kind == "count" and price.kind == "euro" and PART.match(count.unit)
        if is_pair and len(said) < SHORT and FOR.fullmatch(said):
            pairs.setdefault(count.unit[:4], []).append((count, price))
    known = {each.value for each in act.amounts}
    for same in pairs.values():
        for (count, price), (other_count, other) in pairwise(same):
            if other.start - price.end > 300 or count.value == other_count.value:
                continue
            first, second = price.value / count.value, other.value / other_count.value
            right = (first * other_count.value).quantize(Decimal("0.01"))
            if abs(first - second) < Decimal("0.02") or not swapped(right, other.value):
                continue
            ratio = other_count.value / count.value
            if any(abs(each * ratio - other.value) < Decimal("0.02") for each in known):
                continue  # of another whole: the price with the costs of safety
            wrong = price if _is_known(second, known) else other
            message = f"{shown(price.value)} per {shown(count.value)} e {shown(other.value)} per {shown(other_count.value)} non hanno lo stesso prezzo unitario: al primo, il secondo sarebbe {shown(right)}."
            yield Found(wrong.start, wrong.end, message, "Ricalcolare gli importi dei periodi.")


def _is_known(unit: Decimal, known: set[Decimal]) -> bool:
    return any(abs(unit - each * rate) < Decimal("0.02") for each in known for rate in RATES)


BALANCE = re.compile(
    r"[^\d€;\n]{0,60}\b(?:e|più|oltre\s+a|ed)\s+(?:un\s+|il\s+|una\s+|la\s+|ad?\s+un\s+|al\s+)?(?:rata\s+(?:di\s+|a\s+)?)?(?:saldo|rata\s+finale|residuo|restante|rimanente)\b[^\d€;\n]{0,25}",
    re.IGNORECASE,
)


def _balances(act: Act) -> Iterator[Found]:
    """«tre stati di avanzamento da € 300.000 ciascuno e un saldo di € 300.000, sempre riferiti a € 1.200.000»."""
    all_terms = terms(act)
    starts = [each.start for each in all_terms]
    for run in runs(act):
        at = bisect_left(starts, run.terms[-1].start)
        saldo = all_terms[at + 1] if at + 1 < len(all_terms) else None
        if not saldo or saldo.kind != "euro" or not BALANCE.fullmatch(act.text[run.end : saldo.start]):
            continue
        start, end = act.flat.sentence(run.start, saldo.end)
        total, wholes = run.value + saldo.value, act.amounts_between(start, end)
        wholes = [each for each in wholes if each.value > max(run.value, saldo.value)]
        if wholes and not any(nearly(each.value, total) for each in wholes):
            message = f"{shown_run(run)} più il saldo di {shown(saldo.value)} fa {shown(total)}, non {shown(wholes[-1].value)}."
            yield Found(saldo.start, saldo.end, message, "Ricalcolare il saldo, o gli acconti.")


INSTALMENTS = (
    counted("rate_uguali", WHY, _instalments),
    counted("prezzo_unitario", WHY, _unit_prices),
    counted("saldo", WHY, _balances),
)
