"""Sums that sentences state: wholes and their parts, and totals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.tabling import COLUMNS, explained, shown, slipped, swapped
from apps.municipal.tenders.rules.sums.totals import CENT, WHY_TOTAL

PARTS = re.compile(
    r"\b(?:di\s+cui|così\s+(?:composto|formato|suddivis\w+|ripartit\w+|determinat\w+|articolat\w+|distint\w+|calcolat\w+)|comprensiv\w+\s+di|dat[oa]\s+(?:dalla\s+somma|da)|risultante\s+da|somma\s+d[ie]\w*|compost[oa]\s+da|(?:si\s+)?compone\s+di|(?:format|costituit|compost|risultant)\w+\s+d(?:a|i)|(?:suddivis|articolat|distint|ripartit|divis)\w+\s+in|dei\s+quali|delle\s+quali|,\s+ossia(?=\s+(?:€|euro)))",
    re.IGNORECASE,
)


def _parts(act: Act) -> Iterator[Found]:
    """«€ 100.000 di cui € 60.000 … e € 30.000 …»: the parts that a sentence lists after a whole."""
    for match in scan(PARTS, act.text):
        near = act.amounts_between(match.start() - 160, match.start())
        before = [each for each in near if each.end <= match.start() and match.start() - each.end < 60]
        if not before:
            continue
        end = act.flat.sentence(match.end(), match.end())[1]
        parts = _of_sentence(act, act.amounts_between(match.end(), max(end, match.end() + 250)))
        one_sentence = len(parts) == 2 and parts[-1].start < end
        found = _wrong_whole(before[-1], parts[:8], one_sentence)
        if found:
            yield found


SPLIT = re.compile(
    r"\b(?:ripart\w+|finanzia\w+|imputa\w+|copertura|copert[oa]|esercizi\w*|annualità|suddivi\w+|capitol\w+|(?:sul|nel|del|anno|per\s+il)\s+20\d\d|per\s+l'anno|quot[ae]|rat[ae]|tranche|accont\w+|saldo|stralc\w+|lott\w+)\b",
    re.IGNORECASE,
)


OPENED = re.compile(
    r"\s?(?:€|euro)?[^.\d€\n]{0,60}[.;:]\s+(?:[^\W\d]+\s+){0,5}(?:divis|suddivis|ripart|articolat|compon|compost|format|distribuit)\w*\s[^.\n]{0,60}?",
    re.IGNORECASE,
)
"""«… 240.000 euro. È diviso in tre lotti: …»"""


def _split(act: Act) -> Iterator[Found]:
    """«la spesa di € 27.450,00 trova copertura per € 9.150,00 sul 2026, per …»: all that follows makes the first."""
    for at, whole in enumerate(act.amounts):
        end = min(act.flat.sentence(whole.start, whole.end)[1], whole.end + LONGEST)
        parts = [each for each in act.amounts[at + 1 : at + 9] if each.start < end]
        if not parts and (opened := OPENED.match(act.text, whole.words_end, whole.words_end + 160)):
            end = act.flat.sentence(opened.end(), opened.end())[1]
            parts = [each for each in act.amounts[at + 1 : at + 9] if each.start < end]
        values = [each.value for each in parts]
        if (
            len(parts) < 2
            or any(each >= whole.value for each in values)
            or not SPLIT.search(act.text, whole.end, end)
        ):
            continue
        total = sum(values, Decimal(0))
        if is_sum(whole.value, values) or not explained(values, whole.value) or whole.value < SMALLEST_SUM:
            continue
        if any(each.role in ("unitario", "penale", "soglia", "iva") for each in parts):
            continue
        if any(abs(each.value - whole.value - total) <= CENT for each in act.amounts[max(0, at - 3) : at]):
            continue  # itself the first part of the one before it
        message = f"L'importo indicato è {shown(whole.value)}, quelli che seguono sommano {shown(total)}."
        yield Slip(
            whole.start,
            parts[-1].end,
            message,
            "Ricalcolare la ripartizione.",
            gap=whole.value - total,
            made=total,
        )


ON = re.compile(r"\bsu(?:ll'importo\s+di)?\s*(?:€|euro)?\s*$", re.IGNORECASE)
"""«€ 36.800,00 al netto del ribasso dell'8 % (su € 40.000,00)»"""


def _of_sentence(act: Act, parts: Sequence[Money]) -> Sequence[Money]:
    """Those before a sentence that begins anew in the same line, without what a share is of."""
    parts = [each for each in parts if not ON.search(act.text, max(0, each.start - 24), each.start)]
    for at, (one, other) in enumerate(pairwise(parts)):
        if NEW_SENTENCE.search(act.text, one.end, other.start):
            return parts[: at + 1]
    return parts


NEW_SENTENCE = re.compile(r"[a-zàèéìòù0-9)]\.[^\S\n]+[A-ZÈ][a-zèàé]*\s[^:\n]*$")


def _wrong_whole(whole: Money, parts: Sequence[Money], one_sentence: bool) -> Found | None:
    if is_sum(whole.value, [each.value for each in parts]):
        return None
    runs = [[each.value for each in parts[:count]] for count in range(2, len(parts) + 1)]
    near = [sum(run, Decimal(0)) for run in runs if explained(run, whole.value) or slipped(sum(run, Decimal(0)), whole.value)]  # fmt: skip
    if (
        len(parts) == 2
        and one_sentence
        and not any(each.role in ("manodopera", "sicurezza", "iva") for each in parts)
    ):
        total = parts[0].value + parts[1].value
        near += [total] if Decimal("0.9") < total / (whole.value or 1) < Decimal("1.1") else []
    if not near:
        return None
    message = f"L'importo indicato è {shown(whole.value)}, la somma delle sue parti è {shown(near[0])}."
    fix = "Ricalcolare il totale, o correggere la parte sbagliata."
    return Slip(whole.start, parts[-1].end, message, fix, gap=whole.value - near[0], made=near[0])


def is_sum(value: Decimal, addends: Sequence[Decimal]) -> bool:
    """Whether some of the addends (two or more) give the value."""
    return any(
        abs(sum(some, Decimal(0)) - value) <= CENT
        for size in range(2, len(addends) + 1)
        for some in combinations(addends, size)
    )


def _sums(act: Act) -> Iterator[Found]:
    """Amounts called a total that amounts just before would give, but for a slip of the pen."""
    values = Counter(each.value for each in act.amounts)
    for at, whole in enumerate(act.amounts):
        since = act.amounts[at - 1].words_end if at else 0
        label = act.text[max(since, whole.start - 60) : whole.start].rsplit("\n", 1)[-1]
        if COLUMNS.search(label) or not TOTAL_WORD.search(label):
            continue
        paragraph = act.text.rfind("\n", 0, whole.start)
        near_by = [each for each in act.amounts[max(0, at - 7) : at] if each.start > paragraph]
        before = [each.value for each in near_by if not _is_price(act.text, each)][-6:]
        if whole.value in before or is_sum(whole.value, [each.value for each in near_by]):
            continue
        if values[whole.value] > 1 and not (len(before) == 2 and MADE.search(label)):
            continue
        near = _slips(whole.value, before)
        if near:
            message = f"Il totale indicato è {shown(whole.value)}, la somma degli importi che precedono è {shown(near)}."
            fix = "Ricalcolare il totale, o correggere l'addendo sbagliato."
            said = near_by[0].start, whole.end
            yield Slip(whole.start, whole.end, message, fix, gap=whole.value - near, made=near, said=said)


UNIT_PRICE = re.compile(
    r"\s*(?:€|euro)?\s*(?:=|(?:mensil|giornalier|orari|cadaun|ciascun|unitari)\w+|al\s+mese|l'ora|all'ora|cad\b)",
    re.IGNORECASE,
)


def _is_price(text: str, money: Money) -> bool:
    """Whether an amount is a limit, or the price of one thing: no addend of a total."""
    return money.role == "soglia" or bool(UNIT_PRICE.match(text, money.end))


def _slips(value: Decimal, before: Sequence[Decimal]) -> Decimal | None:
    """The sum that must be meant: digits swapped in the sum of some, or nearly the sum of the last ones."""
    some = [each for size in range(len(before), 1, -1) for each in combinations(before, size)]
    found = next(
        (total for each in some if swapped(total := sum(each, Decimal(0)), value) and total > SMALLEST_SUM),
        None,
    )
    runs = [before[-count:] for count in range(2, len(before) + 1)]
    near = (
        sum(run, Decimal(0)) for run in runs if slipped(sum(run, Decimal(0)), value) or explained(run, value)
    )
    return found or next((each for each in near if each > 10), None)


MADE = re.compile(r"\b(?:total[ei]|complessiv\w+|compless[oi]|in\s+tutto|sommano|somma)\b", re.IGNORECASE)
TOTAL_WORD = re.compile(
    rf"{MADE.pattern}|\bper\s+un\s+valore|\bvalore\s+(?:\w+\s+){{0,2}}stimato|\bammont\w+|\bchiud\w+|\braggiung\w+|\barriva\w*|\brisulta\b|\bcosì\b|\bfan?no\b|=",
    re.IGNORECASE,
)
SMALLEST_SUM, LONGEST = 100, 1500


ADDITIONS = (
    counted("parti", WHY_TOTAL, _parts),
    counted("ripartizione", WHY_TOTAL, _split),
    counted("somma", WHY_TOTAL, _sums),
)
