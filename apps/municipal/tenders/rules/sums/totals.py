"""Rows, products and totals."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import (
    COLUMNS,
    FIGURE,
    Cell,
    Row,
    shown,
    slipped,
    tables,
    value_of,
)

WHY_TOTAL = "Un totale che non è la somma delle sue voci cambia il valore dell'appalto, la soglia e l'impegno di spesa."
WHY_PRODUCT = (
    "Quantità per prezzo deve dare l'importo della riga: su quella riga si forma il totale e si fattura."
)
CENT = Decimal("0.05")
FULL_SCORE = 100
COLUMNS_OF_PRODUCT = 3
TOTAL = re.compile(
    r"^\W*(?:[A-Z]\)\s*)?(?:totale|total[ei]|sommano|somma|importo\s+(?:totale|complessivo)|complessiv\w+|valore\s+(?:totale|complessivo|globale))\b",
    re.IGNORECASE,
)
SUBTOTAL = re.compile(
    r"^\W*(?:[\w']+\s+){0,2}(?:soggett\w+\s+a\s+ribasso|imponibile|subtotale|a\s+base|sommano|lavori|importo)\b",
    re.IGNORECASE,
)
OF_WHICH = re.compile(r"^\W*(?:di\s+cui|inclus|compres|nota|\*)", re.IGNORECASE)
PRODUCT = re.compile(
    rf"(?<![\w.,/])(?P<one>{FIGURE})(?P<unit>(?:\s+[^\W\d_]+){{0,6}})\s?(?P<sign>x|×|\*|per|a|ad|da|al\s+prezzo\s+(?:unitario\s+)?di)\s+(?:€|euro)?\s?"
    rf"(?P<other>{FIGURE})(?![%‰])\s?(?:€|euro)?(?P<tail>[^.;\n=€\d\t|]{{0,40}}?)\s?"
    rf"(?:(?:=|[\t|]|→)\s*(?:€|euro)?|(?:,?\s?pari\s+a|per\s+(?:complessivi|un\s+totale\s+di)|,?\s?cioè)?\s?(?:€|euro))\s?(?P<result>{FIGURE})(?![\w%‰]|[.,]\d)",
    re.IGNORECASE,
)
CHAINED = re.compile(r"[x×*]\s*$", re.IGNORECASE)
EXPLICIT = re.compile(r"=|\t|\||pari\s+a|complessiv|totale|cioè|→|\bx\b|×|\*", re.IGNORECASE)
PARTS = re.compile(
    r"\b(?:di\s+cui|così\s+(?:composto|formato|suddivis\w+|ripartit\w+|determinat\w+|articolat\w+|distint\w+|calcolat\w+)|comprensiv\w+\s+di|dat[oa]\s+(?:dalla\s+somma|da)|risultante\s+da|somma\s+d[ie]\w*|compost[oa]\s+da|suddivis\w+\s+in)",
    re.IGNORECASE,
)


def _table_totals(act: Act) -> Iterator[Found]:
    for rows in tables(act):
        if _has_scores(act, rows):
            continue
        rows = _repaired(rows)
        since: list[Row] = []
        totals: list[Row] = []
        for row in rows:
            if not TOTAL.search(row.label):
                if (
                    SUBTOTAL.search(row.label)
                    and len(since) > 1
                    and row.cells[-1].value != since[-1].cells[-1].value
                ):
                    yield from _wrong_subtotal(row, since)
                if not OF_WHICH.search(row.label):
                    since.append(row)
                continue
            found = _wrong_total(row, since, totals)
            if found:
                yield found
            totals.append(row)
            since = [Row(row.label, row.cells[-1:])] if totals else []


def _has_scores(act: Act, rows: Sequence[Row]) -> bool:
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
    most = max(ratios, key=ratios.count, default=Decimal(0))
    if most in (0, 1) or ratios.count(most) * 2 <= len(rows) or ratios.count(most) < COLUMNS_OF_PRODUCT:
        return list(rows)
    return [_proportional_row(row, most) for row in rows]


def _proportional_row(row: Row, ratio: Decimal) -> Row:
    if len(row.cells) < 2 or TOTAL.search(row.label):
        return row
    last = row.cells[-1]
    return Row(row.label, (*row.cells[:-1], Cell(row.cells[-2].value * ratio, last.start, last.end)))


def _product_row(row: Row) -> Row:
    quantity, price, result = row.cells[-3:]
    return Row(row.label, (*row.cells[:-1], Cell(quantity.value * price.value, result.start, result.end)))


def _wrong_subtotal(row: Row, since: Sequence[Row]) -> Iterator[Found]:
    """A row that is the sum of all those above but for a slip of the pen."""
    cell, total = row.cells[-1], sum((each.cells[-1].value for each in since), Decimal(0))
    if slipped(cell.value, total) and cell.value > max(each.cells[-1].value for each in since):
        message = f"L'importo indicato è {shown(cell.value)}, la somma delle voci è {shown(total)}."
        yield Found(cell.start, cell.end, message, "Ricalcolare la somma, o correggere la voce sbagliata.")


def _wrong_total(row: Row, since: Sequence[Row], totals: Sequence[Row]) -> Found | None:
    """The last column of a total against the rows above it, all of them or those after the last total."""
    if not row.cells or len(since) < 2:
        return None
    cell = row.cells[-1]
    values = [each.cells[-1].value for each in since]
    sums = {sum(values), sum(values[1:])} if totals else {sum(values)}
    sums.add(sum(each.cells[-1].value for each in totals) if len(totals) > 1 else sum(values))
    if cell.value in values or any(abs(cell.value - Decimal(each)) <= CENT for each in sums):
        return None
    nearest = min((Decimal(each) for each in sums), key=lambda each: abs(each - cell.value))
    if not nearest or not Decimal("0.6") < cell.value / nearest < Decimal("1.7"):
        return None
    message = f"Il totale indicato è {shown(cell.value)}, la somma delle voci è {shown(nearest)}."
    return Found(cell.start, cell.end, message, "Ricalcolare il totale, o correggere la voce sbagliata.")


def _table_products(act: Act) -> Iterator[Found]:
    """Columns quantity, unit price, amount: where most rows multiply, the one that does not is wrong."""
    for rows in tables(act):
        full = [row for row in rows if len(row.cells) >= COLUMNS_OF_PRODUCT and not TOTAL.search(row.label)]
        right = [row for row in full if _multiplies(row)]
        if not right or len(right) * 2 < len(full):
            continue
        for row in full:
            if not _multiplies(row):
                quantity, price, result = row.cells[-3:]
                yield _wrong_product(quantity.value, price.value, result)


def _column_totals(act: Act) -> Iterator[Found]:
    """The other columns of a total, where every row fills them."""
    for rows in tables(act):
        totals = [row for row in rows if TOTAL.search(row.label)]
        plain = [row for row in rows if row not in totals and not OF_WHICH.search(row.label)]
        if len(totals) != 1 or rows[-1] is not totals[0] or len(plain) < 2 or _has_scores(act, rows):
            continue
        width = len(totals[0].cells)
        if width < 2 or any(len(row.cells) - width not in (0, 1) for row in plain):
            continue
        for column in range(-width, -1):
            cell, total = totals[0].cells[column], sum((row.cells[column].value for row in plain), Decimal(0))
            if cell.value != total and Decimal("0.6") < cell.value / (total or 1) < Decimal("1.7"):
                message = (
                    f"Il totale indicato è {shown(cell.value)}, la somma della colonna è {shown(total)}."
                )
                yield Found(cell.start, cell.end, message, "Ricalcolare il totale della colonna.")


def _multiplies(row: Row) -> bool:
    quantity, price, result = (cell.value for cell in row.cells[-3:])
    return abs(quantity * price - result) <= CENT


def _wrong_product(one: Decimal, other: Decimal, result: Cell) -> Found:
    message = f"{shown(one)} × {shown(other)} fa {shown(one * other)}, non {shown(result.value)}."
    return Found(
        result.start, result.end, message, f"Scrivere {shown(one * other)}, o correggere quantità o prezzo."
    )


def _written_products(act: Act) -> Iterator[Found]:
    for match in PRODUCT.finditer(act.text):
        asserted = match["sign"].lower() in ("x", "×", "*") or EXPLICIT.search(
            act.text, match.end("other"), match.start("result")
        )
        one, other, result = (value_of(match[name]) for name in ("one", "other", "result"))
        if CHAINED.search(act.text, max(0, match.start() - 4), match.start()):
            continue
        if not asserted or abs(one * other - result) <= CENT or not one or not other:
            continue
        ratio = result / (one * other)
        if Decimal("0.5") < ratio < 2:
            yield _wrong_product(one, other, Cell(result, match.start("result"), match.end("result")))


def _parts(act: Act) -> Iterator[Found]:
    """«€ 100.000 di cui € 60.000 … e € 30.000 …»: the parts that a sentence lists after a whole."""
    for match in PARTS.finditer(act.text):
        before = [each for each in act.amounts if each.end <= match.start() and match.start() - each.end < 60]
        if not before:
            continue
        end = act.flat.sentence(match.end(), match.end())[1]
        parts = [each for each in act.amounts if match.end() <= each.start < max(end, match.end() + 250)]
        found = _wrong_whole(before[-1], parts)
        if found:
            yield found


def _wrong_whole(whole: Money, parts: Sequence[Money]) -> Found | None:
    if len(parts) < 2:
        return None
    sums = [
        sum((each.value for each in parts[:count]), Decimal(0)) for count in range(2, min(len(parts), 8) + 1)
    ]
    if any(abs(each - whole.value) <= CENT for each in sums):
        return None
    near = [each for each in sums if slipped(each, whole.value)]
    if not near:
        return None
    message = f"L'importo indicato è {shown(whole.value)}, la somma delle sue parti è {shown(near[0])}."
    return Found(whole.start, whole.end, message, "Ricalcolare il totale, o correggere la parte sbagliata.")


def _sums(act: Act) -> Iterator[Found]:
    """Amounts called a total that a run of the amounts just before would give, but for a slip of the pen."""
    for at, whole in enumerate(act.amounts):
        label = act.text[max(0, whole.start - 60) : whole.start]
        line = label.rsplit("\n", 1)[-1]
        if COLUMNS.search(line):
            continue
        if not re.search(r"total[ei]|complessiv\w+|sommano|per\s+un\s+valore|=", line, re.IGNORECASE):
            continue
        paragraph = act.text.rfind("\n", 0, whole.start)
        before = [
            each
            for each in act.amounts[max(0, at - 6) : at]
            if each.start > paragraph and each.role != "soglia"
        ]
        runs = [
            sum((each.value for each in before[-count:]), Decimal(0)) for count in range(2, len(before) + 1)
        ]
        known = {each.value for each in act.amounts if each is not whole}
        if whole.value in known or any(abs(run - whole.value) <= CENT for run in runs):
            continue
        near = [run for run in runs if slipped(run, whole.value) and len(str(run)) > 4]
        if near:
            message = f"Il totale indicato è {shown(whole.value)}, la somma degli importi che precedono è {shown(near[0])}."
            yield Found(
                whole.start, whole.end, message, "Ricalcolare il totale, o correggere l'addendo sbagliato."
            )


TOTALS = (
    counted("totale_tabella", WHY_TOTAL, _table_totals),
    counted("totale_colonna", WHY_TOTAL, _column_totals),
    counted("prodotto_tabella", WHY_PRODUCT, _table_products),
    counted("prodotto", WHY_PRODUCT, _written_products),
    counted("parti", WHY_TOTAL, _parts),
    counted("somma", WHY_TOTAL, _sums),
)
