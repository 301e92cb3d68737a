"""Sums that sentences and lists make: lots, items, written additions."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.tabling import explained, shown, slipped
from apps.municipal.tenders.rules.sums.totals import WHY_TOTAL

PLUS = re.compile(r"\s*(?:[^\d€;.\n]{0,60}?\s)?\+\s*(?:€|euro)?\s*$|\s*\+\s*(?:€|euro)?\s*$", re.IGNORECASE)
EQUALS = re.compile(
    r"[^\d;\n]{0,60}(?:=|,\s*per|per\s+(?:complessivi|un\s+totale\s+di)|totale|pari\s+a|cioè|ossia|quindi|in\s+tutto|fanno|danno|sommano|ammonta\w*\s+a)\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
OPENED = re.compile(r"\s*(?:\(|di\s+cui|dat[oa]\s+da|=)\s*(?:€|euro)?\s*$", re.IGNORECASE)
LED = re.compile(r"[+−=–-]\s*(?:€|euro)?\s*$", re.IGNORECASE)
"""an addition that goes on from a result before it"""
CENT = Decimal("0.05")
SMALLEST_LOT = 1000
BESIDE = 140
"""characters from the last lot to a total that closes the list"""
REACH = 130


def _additions(act: Act) -> Iterator[Found]:
    """«A + B = C», «C (A + B)»."""
    at = 0
    while at < len(act.amounts):
        last = at
        led = LED.search(act.text, max(0, act.amounts[at].start - 12), act.amounts[at].start)
        while last + 1 < len(act.amounts) and PLUS.fullmatch(
            between(act, act.amounts[last], act.amounts[last + 1])
        ):
            last += 1
        if last > at and not led:
            yield from _added(act, at, last)
        at = last + 1


def _added(act: Act, first: int, last: int) -> Iterator[Found]:
    total = sum((each.value for each in act.amounts[first : last + 1]), Decimal(0))
    before = act.amounts[first - 1] if first else None
    after = act.amounts[last + 1] if last + 1 < len(act.amounts) else None
    whole = None
    if after and EQUALS.fullmatch(between(act, act.amounts[last], after)):
        whole = after
    elif before and OPENED.fullmatch(between(act, before, act.amounts[first])):
        whole = before
    if whole and abs(whole.value - total) > CENT:
        message = f"L'importo indicato è {shown(whole.value)}, la somma degli addendi è {shown(total)}."
        fix = "Ricalcolare la somma, o correggere l'addendo sbagliato."
        said = act.amounts[first].start, act.amounts[last].end
        yield Slip(whole.start, whole.end, message, fix, gap=whole.value - total, made=total, said=said)


def between(act: Act, one: Money, other: Money) -> str:
    return act.text[max(one.end, one.words_end) : other.start]


LOT = re.compile(r"\blotto\s+(?:n\.?\s?)?(?P<name>\d{1,2}|[A-H])\b[^€\n;]{0,110}$", re.IGNORECASE)
ITEM_LINE = re.compile(r"\n\W{0,6}[^\n€]{3,70}$")
WHOLES = ("base", "totale", "ribassabile", "offerta")


def _lots(act: Act) -> Iterator[Found]:
    """The amounts of the lots, each said once after its name, against the values that the act states."""
    lots: dict[str, Money] = {}
    for money in act.amounts:
        named = LOT.search(act.text, max(0, money.start - 130), money.start)
        if named and money.role in ("lotto", "base", "ribassabile", "") and money.value >= SMALLEST_LOT:
            lots.setdefault(named["name"].upper(), money)
    total = sum((each.value for each in lots.values()), Decimal(0))
    wholes = [each for each in act.amounts if each not in lots.values() and each.role in WHOLES]
    if len(lots) < 2 or any(abs(each.value - total) <= CENT for each in wholes):
        return
    near = [each for each in wholes if slipped(each.value, total)]
    if near:
        first, last = (pick(lots.values(), key=lambda each: each.start) for pick in (min, max))
        end = near[0].end if 0 < near[0].start - last.end < BESIDE else last.end
        start = near[0].start if 0 < first.start - near[0].end < 2 * BESIDE else first.start
        message = f"I lotti sommano {shown(total)}, il valore indicato è {shown(near[0].value)}."
        fix = "Ricalcolare i lotti o il valore complessivo."
        yield Slip(start, end, message, fix, gap=near[0].value - total, made=total)


def _listed(act: Act) -> Iterator[Found]:
    """A value, then lines with an amount each that should add up to it."""
    for at, whole in enumerate(act.amounts):
        items: list[Money] = []
        for each in act.amounts[at + 1 : at + 9]:
            previous = items[-1] if items else whole
            in_line = ITEM_LINE.search(act.text, previous.end, each.start)
            if not in_line or each.start - previous.end > REACH or each.value >= whole.value:
                break
            items.append(each)
        if len(items) < 2 or whole.role not in WHOLES:
            continue
        sums = [sum((each.value for each in items[:count]), Decimal(0)) for count in range(2, len(items) + 1)]
        runs = [[each.value for each in items[:count]] for count in range(2, len(items) + 1)]
        near = [each for each, run in zip(sums, runs, strict=True) if explained(run, whole.value)]
        if near and not any(abs(each - whole.value) <= CENT for each in sums):
            message = (
                f"L'importo indicato è {shown(whole.value)}, le voci che seguono sommano {shown(near[0])}."
            )
            fix = "Ricalcolare l'importo, o correggere la voce sbagliata."
            yield Slip(whole.start, items[-1].end, message, fix, gap=whole.value - near[0], made=near[0])


PROSE = (
    counted("lotti", WHY_TOTAL, _lots),
    counted("voci", WHY_TOTAL, _listed),
    counted("addizione", WHY_TOTAL, _additions),
)
