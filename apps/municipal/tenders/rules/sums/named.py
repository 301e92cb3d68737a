"""Shares that say of which rows, or of which part of an amount, they are: «IVA 22% (su onorario e contributo)»."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.framework import SHARE_OF_ROWS
from apps.municipal.tenders.rules.sums.operands import EQUALS, Term, nearly, terms
from apps.municipal.tenders.rules.sums.shares import WHY_TAX
from apps.municipal.tenders.rules.sums.tabling import Row, shown, tables
from apps.municipal.tenders.rules.sums.totals import RATE, TOTAL

OF_NAMED = re.compile(
    r"(?:%|per\s?cento)\s*,?\s*\(?\s*(?:calcolat\w+\s+|da\s+calcolare\s+)?(?:su(?:l(?:l[ae'o])?|i|gli)?|de(?:l(?:l[ae'o])?|i|gli)|di)\s*(?P<names>[a-zàèéìòù' ]{4,60}?)\s*(?:\)|[.:…_\t|]|\s{2,}|(?=\s(?:€|euro)?\s?\d)|$)",
    re.IGNORECASE,
)
AND = re.compile(r"\s*(?:,|\be\b|\bed\b|\+|\bpiù\b|\boltre\b)\s*")
CODED = re.compile(r"(?<!\w)[A-Z](?!\w)")
STEM, SHORTEST = 5, 4


def _rows(act: Act) -> Iterator[Found]:
    """A row whose share is of rows that it names, each found once above it."""
    for rows in tables(act):
        for at, row in enumerate(rows):
            share, base = _share(row), _base(row, rows[:at])
            if not share or not base or not row.amount or nearly(base * share, row.amount.value):
                continue
            if not AND.search(said_of(row)) and _of_sum(row.amount.value, share, rows[:at]):
                continue  # «IVA sui lavori», with the safety that goes with them
            right, cell = (base * share).quantize(Decimal("0.01")), row.amount
            message = f"Indicato {shown(cell.value)}: sulle voci che la riga nomina ({shown(base)}) fa {shown(right)}."
            yield Slip(cell.start, cell.end, message, f"Scrivere {shown(right)}.", gap=cell.value - right)


def _share(row: Row) -> Decimal | None:
    found = RATE.findall(row.label)
    return Decimal(found[0].replace(",", ".")) / 100 if len(found) == 1 else None


def said_of(row: Row) -> str:
    """The words after a share that say what it is of."""
    found = OF_NAMED.search(row.label)
    return found["names"] if found else ""


def _of_sum(value: Decimal, share: Decimal, above: Sequence[Row]) -> bool:
    amounts = [each.amount.value for each in above if each.amount]
    sums = [*amounts, *accumulate(reversed(amounts)), *accumulate(amounts)]
    return any(nearly(each * share, value) for each in sums)


def _base(row: Row, above: Sequence[Row]) -> Decimal | None:
    """The sum of the rows above that the words after the share name; None when one of them is not clear."""
    said = said_of(row)
    if not said or SHARE_OF_ROWS.search(row.label) or CODED.search(said):
        return None
    found: list[Row] = []
    for name in AND.split(said):
        words = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) >= SHORTEST]
        same = [each for each in above if words and all(word[:STEM] in each.label.lower() for word in words)]
        plain = [each for each in same if not TOTAL.search(each.name)] or same
        if len(plain) != 1:
            return None
        found.append(plain[0])
    amounts = [each.amount.value for each in found if each.amount]
    return sum(amounts, Decimal(0)) if len(amounts) == len(found) else None


WHOLE = re.compile(
    r"\b(?:sull'|dell'|sul|del|all'|al)\s?(?:intero|intera|complessiv[oa]|total[ei])\s*(?:\w+)?\b|\banche\s+su\w*\b",
    re.IGNORECASE,
)
BACK, AHEAD = 420, 170


def _on_whole(act: Act) -> Iterator[Found]:
    """«l'IVA, del 22%, grava sull'intero ammontare, anche sulla sicurezza: è pari a …» of one part of it only."""
    for share in terms(act):
        if share.kind != "share" or share.unit != "percento" or not 0 < share.value < 1:
            continue
        end = act.flat.sentence(share.start, share.end)[1]
        result = next(iter(act.amounts_between(share.end, min(end, share.end + AHEAD))), None)
        said = act.text[share.end : result.start] if result else ""
        if not result or not WHOLE.search(said) or not EQUALS.search(said):
            continue
        before = [each.value for each in act.amounts_between(share.start - BACK, share.start)]
        wrong = _part_of_whole(result.value, share, before)
        if wrong:
            message = f"Indicato {shown(result.value)}: sull'intero importo ({shown(wrong)}) fa {shown(wrong * share.value)}."
            yield Slip(result.start, result.end, message, f"Scrivere {shown(wrong * share.value)}.", gap=result.value - wrong * share.value)  # fmt: skip


def _part_of_whole(stated: Decimal, share: Term, before: Sequence[Decimal]) -> Decimal | None:
    """The whole of two parts, where what is stated is the share of one of them."""
    for whole in before:
        parts = [each for each in before if each < whole and whole - each in before]
        if any(nearly(each * share.value, stated) for each in parts):
            return whole
    return None


NAMED = (counted("quota_voci", WHY_TAX, _rows), counted("quota_sul_totale", WHY_TAX, _on_whole))
