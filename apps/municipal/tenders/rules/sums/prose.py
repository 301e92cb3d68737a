"""Sums that sentences make: additions, fees over months or years, gross amounts, rebates."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.shares import PERCENT, TOLERANCE, share_of
from apps.municipal.tenders.rules.sums.tabling import shown, slipped
from apps.municipal.tenders.rules.sums.totals import WHY_PRODUCT, WHY_TOTAL
from workbench.italian import read_words

WHY_GROSS = "L'impegno di spesa si prende sull'importo con l'IVA: deve venire dall'imponibile e dall'aliquota indicati."
WHY_REBATE = "L'importo di affidamento deve venire dalla base e dal ribasso offerto."
PLUS = re.compile(r"\s*(?:[^\d€;.\n]{0,60}?\s)?\+\s*(?:€|euro)?\s*$|\s*\+\s*(?:€|euro)?\s*$", re.IGNORECASE)
EQUALS = re.compile(
    r"[^\d;\n]{0,40}(?:=|per\s+(?:complessivi|un\s+totale\s+di)|totale|pari\s+a)\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
OPENED = re.compile(r"\s*(?:\(|di\s+cui|dat[oa]\s+da|=)\s*(?:€|euro)?\s*$", re.IGNORECASE)
PERIOD = re.compile(
    r"[^\d;\n]{0,30}?(?:\b(?:per|x|×|\*)\s+)(?:(?:n\.\s*)?(?P<figure>\d{1,3})(?:\s*\([a-z]+\))?|(?P<word>[a-zàèéìòù]{3,14}))\s+(?P<unit>anni|mesi|mensilità|annualità|bimestri|trimestri|rate|anno|giorni|settimane)\b"
    r"[^\d;\n]{0,30}?(?:=|pari\s+a|cioè|per\s+(?:complessivi|un\s+totale\s+di|un\s+importo\s+di)|complessiv\w+|per\s+un\s+totale\s+complessivo\s+di|ammonta\w*\s+a|e\s+quindi|ossia|,|:|\s)\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
GROSS = re.compile(r"\b(?:oltre|più|\+)\s*(?:l')?i\.?v\.?a\.?\b|\bcon\s+(?:l')?i\.?v\.?a", re.IGNORECASE)
COMPLETE = re.compile(
    r"(?:complessiv\w+|totale|lord[oa]|inclusa|compresa|ivat[oa]|in\s+tutto|per)\s*(?:di|pari\s+a|a)?\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
REBATE = re.compile(r"\bribass\w+\b|\bscont\w+\b", re.IGNORECASE)
RESULT = re.compile(
    r"\b(?:nett[oa]|ribassat[oa]|risultant\w+|offert[oa]|affida\w*|aggiudica\w*|pari|quindi|cioè|corrispond\w*|importo|prezzo)\b",
    re.IGNORECASE,
)
CENT = Decimal("0.05")
SMALLEST_LOT = 1000
REACH = 130


def _additions(act: Act) -> Iterator[Found]:
    """«A + B = C», «C (A + B)»."""
    at = 0
    while at < len(act.amounts):
        last = at
        while last + 1 < len(act.amounts) and PLUS.fullmatch(
            between(act, act.amounts[last], act.amounts[last + 1])
        ):
            last += 1
        if last > at:
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
        yield Found(
            whole.start, whole.end, message, "Ricalcolare la somma, o correggere l'addendo sbagliato."
        )


def between(act: Act, one: Money, other: Money) -> str:
    return act.text[max(one.end, one.words_end) : other.start]


def _fees(act: Act) -> Iterator[Found]:
    """«canone annuo di X per tre anni, pari a Y»."""
    for fee, total in zip(act.amounts, act.amounts[1:], strict=False):
        period = PERIOD.fullmatch(between(act, fee, total))
        if not period:
            continue
        count = int(period["figure"]) if period["figure"] else read_words(period["word"])
        if count and not _is_product(fee.value, count, total.value):
            right = fee.value * count
            message = f"{shown(fee.value)} per {count} {period['unit'].lower()} fa {shown(right)}, non {shown(total.value)}."
            yield Found(
                total.start,
                total.end,
                message,
                f"Scrivere {shown(right)}, o correggere il canone o la durata.",
            )


def _is_product(fee: Decimal, count: int, total: Decimal) -> bool:
    """Also of a yearly fee over months; what is far from any product is something else."""
    right = fee * count
    return (
        abs(right - total) <= CENT
        or abs(right / 12 - total) <= CENT
        or not Decimal("0.5") < total / right < 2
    )


def _gross(act: Act) -> Iterator[Found]:
    """«X oltre IVA al 22%, per complessivi Y», without the amount of VAT."""
    for net, gross in zip(act.amounts, act.amounts[1:], strict=False):
        said = between(act, net, gross)
        rate = PERCENT.search(said)
        if (
            len(said) > 90
            or not rate
            or not GROSS.search(said)
            or not COMPLETE.search(said)
            or gross.role == "iva"
        ):
            continue
        right = (net.value * (1 + share_of(rate))).quantize(TOLERANCE / 2)
        if abs(right - gross.value) > CENT and net.value < gross.value < 2 * net.value:
            message = f"{shown(net.value)} con IVA al {rate['share']} % fa {shown(right)}, non {shown(gross.value)}."
            yield Found(
                gross.start,
                gross.end,
                message,
                f"Scrivere {shown(right)}, o correggere imponibile o aliquota.",
            )


def _rebates(act: Act) -> Iterator[Found]:
    """«ribasso del 5% su X, per un importo netto di Y»."""
    for base, net in zip(act.amounts, act.amounts[1:], strict=False):
        before = act.text[max(0, base.start - 110) : base.start]
        said = between(act, base, net)
        rates = list(PERCENT.finditer(before + said))
        if (
            len(rates) != 1
            or not REBATE.search(before[-90:] + said)
            or not RESULT.search(said)
            or "\n" in said
            or ";" in said
        ):
            continue
        right = (base.value * (1 - share_of(rates[0]))).quantize(TOLERANCE / 2)
        if abs(right - net.value) > 1 and Decimal("0.9") < net.value / right < Decimal("1.1"):
            message = f"{shown(base.value)} con il ribasso del {rates[0]['share']} % fa {shown(right)}, non {shown(net.value)}."
            yield Found(net.start, net.end, message, f"Scrivere {shown(right)}, o correggere base o ribasso.")


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
    wholes = [each.value for each in act.amounts if each not in lots.values() and each.role in WHOLES]
    if len(lots) < 2 or not wholes or any(abs(each - total) <= CENT for each in wholes):
        return
    near = [each for each in wholes if slipped(each, total)]
    if near:
        first, last = (pick(lots.values(), key=lambda each: each.start) for pick in (min, max))
        message = f"I lotti sommano {shown(total)}, il valore indicato è {shown(near[0])}."
        yield Found(first.start, last.end, message, "Ricalcolare i lotti o il valore complessivo.")


def _listed(act: Act) -> Iterator[Found]:
    """A value, then lines with an amount each that should add up to it."""
    for at, whole in enumerate(act.amounts):
        items: list[Money] = []
        for each in act.amounts[at + 1 : at + 9]:
            previous = items[-1] if items else whole
            if not ITEM_LINE.search(act.text, previous.end, each.start) or each.start - previous.end > REACH:
                break
            items.append(each)
        if len(items) < 2 or whole.role not in WHOLES:
            continue
        sums = [sum((each.value for each in items[:count]), Decimal(0)) for count in range(2, len(items) + 1)]
        near = [each for each in sums if slipped(each, whole.value)]
        if (
            near
            and not any(abs(each - whole.value) <= CENT for each in sums)
            and all(each.value < whole.value for each in items)
        ):
            message = (
                f"L'importo indicato è {shown(whole.value)}, le voci che seguono sommano {shown(near[0])}."
            )
            yield Found(
                whole.start, whole.end, message, "Ricalcolare l'importo, o correggere la voce sbagliata."
            )


PROSE = (
    counted("lotti", WHY_TOTAL, _lots),
    counted("voci", WHY_TOTAL, _listed),
    counted("addizione", WHY_TOTAL, _additions),
    counted("canone", WHY_PRODUCT, _fees),
    counted("lordo", WHY_GROSS, _gross),
    counted("ribasso", WHY_REBATE, _rebates),
)
