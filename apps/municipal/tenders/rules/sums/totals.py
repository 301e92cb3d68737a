"""Rows, products and totals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.tabling import (
    Cell,
    Row,
    is_coded,
    lists,
    shown,
    slipped,
    swapped,
    tables,
    without_subtotals,
)

WHY_TOTAL = "Un totale che non è la somma delle sue voci cambia il valore dell'appalto, la soglia e l'impegno di spesa."
WHY_PRODUCT = (
    "Quantità per prezzo deve dare l'importo della riga: su quella riga si forma il totale e si fattura."
)
MOST_ROWS = 40
"""rows that one total sums up"""
CENT = Decimal("0.05")
FULL_SCORE = 100
COLUMNS_OF_PRODUCT = 3
TOTAL = re.compile(
    r"^\W*(?:[A-Z]\)\s*)?(?:(?:e\s+così\s+|quindi\s+)?per\s+(?:un\s+)?(?:total\w+|compless\w+)|in\s+(?:tutto|totale|complesso|uno)|insieme|tot\b\.?|totale|total[ei]|sommano|somma|importo\s+(?:totale|complessivo)|complessiv\w+|complessivamente|valore\s+(?:totale|complessivo|globale))\b",
    re.IGNORECASE,
)
SUBTOTAL = re.compile(
    r"^\W*(?:[\w']+\s+){0,2}(?:soggett\w+\s+a\s+ribasso|imponibile|subtotale|a\s+base|(?<!direzione\s)lavori|importo|valore|costo|somm[ae]|spesa|prezzo|corrispettivo|prestazioni|ammontare)\b",
    re.IGNORECASE,
)
RATE = re.compile(r"(?<![\d,.])(\d{1,2}(?:,\d{1,2})?)\s?(?:%|per\s?cento)")
OF_WHICH = re.compile(r"^\W*(?:di\s+cui|inclus|compres|nota\b)|^[^\w*]*\*(?=[a-zàè])", re.IGNORECASE)


def _table_totals(act: Act) -> Iterator[Found]:
    """Every total of a table against the rows since the last one, or any run of rows that ends at it."""
    for rows in _every(act):
        if has_scores(act, rows) or is_coded(rows):
            continue
        shares_only = all(row.amount is None for row in rows)
        stated: list[Decimal] = []
        mended: list[Decimal] = []
        for row, better in zip(rows, _repaired(rows), strict=True):
            cell = row.cells[-1] if shares_only and row.cells else row.amount
            if cell is None or OF_WHICH.search(row.name):
                continue
            stated, mended = stated[-MOST_ROWS:], mended[-MOST_ROWS:]
            sums = _runs(stated)
            runs = sums if stated == mended else _runs(mended)
            least, most = cell.value - CENT, cell.value + CENT
            counts = [
                each
                for each, (one, other) in enumerate(zip(sums, runs, strict=True), start=2)
                if least <= one <= most or least <= other <= most
            ]
            labelled = bool(TOTAL.search(row.name))
            parts = 0 if counts or not labelled else _first(stated, cell.value)
            right = counts or parts or cell.value in stated or (not labelled and _is_left(cell.value, stated))
            wrong = None if right else _wrong_total(row, cell, runs, labelled)
            if wrong:
                yield wrong
            since = counts[0] if counts else len(stated) if labelled or wrong else 0
            value = better.amount.value if better.amount and not shares_only else cell.value
            for values in (stated, mended):
                del values[len(values) - since :]
                values[:parts] = [cell.value] if parts else []
            if parts:
                continue
            stated.append(cell.value)
            mended.append(_tax_of(row, cell.value, mended) or value)


def _every(act: Act) -> Iterator[list[Row]]:
    """The tables, and the lists that are no part of one."""
    read: set[int] = set()
    for rows in tables(act):
        read.update(cell.start for row in rows for cell in row.cells)
        yield rows
    for rows in lists(act):
        if sum(row.cells[-1].start in read for row in rows) * 2 <= len(rows):
            yield rows


def _is_left(value: Decimal, stated: Sequence[Decimal]) -> bool:
    """Whether one row less those after it leaves the value: «rata / ritenuta / imponibile»."""
    return any(abs(whole - after - value) <= CENT for whole, after in zip(reversed(stated[:-1]), accumulate(reversed(stated[1:])), strict=True))  # fmt: skip


def _tax_of(row: Row, stated: Decimal, before: Sequence[Decimal]) -> Decimal | None:
    """What «IVA 22 %» after an amount should be, where the row says something that looks like it."""
    rate = RATE.search(row.label)
    if not rate or not before:
        return None
    share = Decimal(rate[1].replace(",", ".")) / 100
    rights = [(base * share).quantize(Decimal("0.01")) for base in (before[-1], sum(before, Decimal(0)))]
    return next((each for each in rights if swapped(each, stated)), None)


def _first(stated: Sequence[Decimal], whole: Decimal) -> int:
    """How many of the first rows a total below them all is of: «Totale lotto 1», and then «Totale lotto 2»."""
    return next(
        (
            each
            for each, made in enumerate(accumulate(stated), start=1)
            if each > 1 and abs(made - whole) <= CENT
        ),
        0,
    )


def _runs(values: Sequence[Decimal]) -> list[Decimal]:
    """The sums of the last two values, of the last three…"""
    return list(accumulate(reversed(values)))[1:]


def _wrong_total(row: Row, cell: Cell, runs: Sequence[Decimal], labelled: bool) -> Found | None:
    """A total that no run of rows gives; a row called otherwise only where it looks like a slip of the pen."""
    if labelled:
        near = [each for each in runs if each and Decimal("0.6") < cell.value / each < Decimal("1.7")]
    elif SUBTOTAL.search(row.name):
        near = [each for each in runs if swapped(cell.value, each)]
        near += [each for each in runs[-1:] if slipped(cell.value, each)]
    else:
        return None
    if not near:
        return None
    right = min(near, key=lambda each: (not swapped(each, cell.value), abs(each - cell.value)))
    message = f"Il totale indicato è {shown(cell.value)}, la somma delle voci è {shown(right)}."
    fix = "Ricalcolare il totale, o correggere la voce sbagliata."
    return Slip(cell.start, cell.end, message, fix, gap=cell.value - right, made=right)


def has_scores(act: Act, rows: Sequence[Row]) -> bool:
    """Points have a file of their own."""
    said = act.text[max(0, rows[0].cells[-1].start - 400) : rows[-1].cells[-1].end]
    few = all(row.cells[-1].value <= 2 * FULL_SCORE for row in rows)
    return few and bool(re.search(r"\bpunt[io]|\bcriteri", said, re.IGNORECASE))


def _repaired(rows: Sequence[Row]) -> list[Row]:
    """With the product that a row should show, so that one mistake is told once."""
    if any(len(row.cells) >= COLUMNS_OF_PRODUCT and _multiplies(row) for row in rows):
        return [_product_row(row) if len(row.cells) >= COLUMNS_OF_PRODUCT else row for row in rows]
    ratios = [
        row.cells[-1].value / row.cells[-2].value
        for row in rows
        if len(row.cells) > 1 and row.cells[-2].value
    ]
    most, same = Counter(ratios).most_common(1)[0] if ratios else (Decimal(0), 0)
    if most in (0, 1) or same * 2 <= len(rows) or same < COLUMNS_OF_PRODUCT:
        return list(rows)
    return [_proportional_row(row, most) for row in rows]


def _proportional_row(row: Row, ratio: Decimal) -> Row:
    if len(row.cells) < 2 or TOTAL.search(row.name):
        return row
    last = row.cells[-1]
    return Row(row.label, (*row.cells[:-1], Cell(row.cells[-2].value * ratio, last.start, last.end)))


def _product_row(row: Row) -> Row:
    quantity, price, result = row.cells[-3:]
    made = quantity.value * price.value
    if not result.value / FAR_OFF < made < result.value * FAR_OFF:
        return row
    return Row(row.label, (*row.cells[:-1], Cell(made, result.start, result.end)))


FAR_OFF = 12
"""times that a product may be wrong: beyond, the figures before it are not its factors"""


def _table_products(act: Act) -> Iterator[Found]:
    """Columns quantity, unit price, amount: where most rows multiply, the one that does not is wrong."""
    for rows in tables(act):
        full = [row for row in rows if len(row.cells) >= COLUMNS_OF_PRODUCT and not TOTAL.search(row.name)]
        right = [row for row in full if _multiplies(row)]
        if not right or len(right) * 2 < len(full):
            continue
        for row in full:
            if not _multiplies(row):
                quantity, price, result = row.cells[-3:]
                made = quantity.value * price.value
                if FAR_OFF * result.value > made > result.value / FAR_OFF:
                    yield _wrong_product(quantity.value, price.value, result)


def _column_totals(act: Act) -> Iterator[Found]:
    """The other columns of a total, where at least two rows above fill them."""
    for rows in tables(act):
        if has_scores(act, rows) or is_coded(rows):
            continue
        since: list[Row] = []
        for row in rows:
            if not TOTAL.search(row.name):
                since += [] if OF_WHICH.search(row.name) else [row]
                continue
            for cell in row.cells:
                if cell is not row.amount and cell.unit != "%":
                    yield from _wrong_column(row, cell, since)
            since = []


def _wrong_column(row: Row, cell: Cell, since: Sequence[Row]) -> Iterator[Found]:
    items = [each for above in since for each in above.cells if each.column == cell.column]
    total = sum((each.value for each in items), Decimal(0))
    columns = {each.column for above in since for each in above.cells}
    sums = [without_subtotals([each.value for above in since for each in above.cells if each.column == column]) for column in columns]  # fmt: skip
    if (
        len(items) < 2
        or cell.value == total
        or cell.value in sums
        or not Decimal("0.6") < cell.value / (total or 1) < Decimal("1.7")
    ):
        return
    wrong = _out_of_ratio(row, cell, since)
    if wrong:
        message = f"La colonna somma {shown(total)}, non {shown(cell.value)}: questa riga non ha il rapporto delle altre."
        yield Slip(wrong.start, wrong.end, message, "Correggere la voce.", gap=cell.value - total, made=total)
        return
    message = f"Il totale indicato è {shown(cell.value)}, la somma della colonna è {shown(total)}."
    yield Slip(
        cell.start,
        cell.end,
        message,
        "Ricalcolare il totale della colonna.",
        gap=cell.value - total,
        made=total,
    )


def _out_of_ratio(row: Row, cell: Cell, since: Sequence[Row]) -> Cell | None:
    """The one row whose figure is not that many times the one in the column before, where the total is."""
    pairs = [
        (left.value, right)
        for above in (*since, row)
        for left, right in pairwise(above.cells)
        if right.column == cell.column and left.value
    ]
    ratio = next((right.value / left for left, right in pairs if right is cell), None)
    odd = [right for left, right in pairs if ratio and right.value / left != ratio]
    return odd[0] if len(odd) == 1 and len(pairs) > 2 else None


def _multiplies(row: Row) -> bool:
    quantity, price, result = (cell.value for cell in row.cells[-3:])
    return abs(quantity * price - result) <= CENT


def _wrong_product(one: Decimal, other: Decimal, result: Cell) -> Found:
    message = f"{shown(one)} × {shown(other)} fa {shown(one * other)}, non {shown(result.value)}."
    fix = f"Scrivere {shown(one * other)}, o correggere quantità o prezzo."
    return Slip(result.start, result.end, message, fix, gap=result.value - one * other)


TOTALS = (
    counted("totale_tabella", WHY_TOTAL, _table_totals),
    counted("totale_colonna", WHY_TOTAL, _column_totals),
    counted("prodotto_tabella", WHY_PRODUCT, _table_products),
)
