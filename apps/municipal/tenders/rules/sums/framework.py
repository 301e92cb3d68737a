"""The economic framework («quadro economico»): rows with codes, of which some are sums or shares of others."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import nearly
from apps.municipal.tenders.rules.sums.tabling import Cell, Row, is_coded, parent, shown, tables
from apps.municipal.tenders.rules.sums.totals import has_scores

WHY = "Le voci del quadro economico devono dare i loro totali: su quelle cifre si finanzia l'opera e si fissa la soglia."
ROW_CODE = r"[A-Z](?:\.?\d{1,2}(?:\.\d{1,2}|[a-z](?!\w))?)?|\d{1,2}\.\d{1,2}|[a-h](?=\))|[1-9](?=[\s)\t.]|$)(?!\.?\d)"
SHARE_OF_ROWS = re.compile(
    rf"(?<![\d.,])(?P<share>\d{{1,3}}(?:[.,]\d{{1,3}})?)\s?(?:%|per\s?cento)\s*,?\s*(?:\(\s*)?(?:calcolat\w+\s+)?(?:su|di|del|sul|sui|sulla|sulle|della|delle|dei)\s+(?:(?:voce|voci|rigo|righi|punto|lett\.|lettera)\s+)?\(?\s*(?P<rows>(?:{ROW_CODE})(?:\)?\s*(?:\+|,|\be\b|\bed\b)\s*(?:{ROW_CODE}))*)(?![\w-])",
)
LEAST, MOST = Decimal("0.4"), Decimal("2.5")


def _frameworks(act: Act) -> Iterator[list[Row]]:
    return (
        rows
        for rows in tables(act)
        if any(row.code or _summed(row) for row in rows) and not has_scores(act, rows)
    )


def _shares(act: Act) -> Iterator[Found]:
    """«IVA 22 % su B.3 e B.4»."""
    for rows in _frameworks(act):
        amounts = _amounts(rows)
        mended = _mended(rows, amounts)
        for row in rows:
            right, cell = _right_share(row, amounts), row.amount
            if right is None or cell is None or any(nearly(each, cell.value) for each in (right, _right_share(row, mended) or right)):  # fmt: skip
                continue
            if Decimal("0.09") * right < cell.value < 11 * right:
                message = f"Indicato {shown(cell.value)}: con le voci e l'aliquota della riga sarebbe {shown(right)}."
                fix = f"Scrivere {shown(right)}, o correggere la percentuale."
                yield Slip(cell.start, cell.end, message, fix, gap=cell.value - right)


def _amounts(rows: Sequence[Row]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        code = row.code or _summed(row)
        if code and row.amount:
            found.setdefault(code, row.amount.value)
    # «TOTALE A» says more than the first row of A.
    return found | {_summed(row): row.amount.value for row in rows if row.amount and _summed(row)}


SUMMED = re.compile(
    rf"^\W*(?:e\s+così\s+)?(?:tot(?:ale|\.)?|sommano|somma|importo\s+totale|in\s+tutto)\s+(?:[a-zàèéìòù.]+\s+){{0,3}}?\(?(?P<code>{ROW_CODE})(?:\)|(?![\w+.)]))(?!\s*\+)",
    re.IGNORECASE,
)
"""«Sommano A)», «Totale somme a disposizione B»"""


def _summed(row: Row) -> str:
    found = SUMMED.match(row.label)
    return found["code"] if found and found["code"][0].isupper() else ""


def _mended(rows: Sequence[Row], amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The amounts as the shares of the rows make them, so that one mistake is told once."""
    return {
        row.code: _right_share(row, amounts) or row.amount.value for row in rows if row.code and row.amount
    }


def _right_share(row: Row, amounts: Mapping[str, Decimal]) -> Decimal | None:
    said = SHARE_OF_ROWS.search(row.label)
    if not said:
        return None
    codes = [each.strip(" )") for each in re.split(r"\+|,|\be\b|\bed\b", said["rows"])]
    if any(code not in amounts for code in codes) or row.code in codes:
        return None
    base = sum((amounts[code] for code in codes), Decimal(0))
    return (base * Decimal(said["share"].replace(",", ".")) / 100).quantize(Decimal("0.01")) if base else None


def _sums(act: Act) -> Iterator[Found]:
    """A row against those whose codes begin with its own; «A+B» against A and B."""
    for rows in _frameworks(act):
        amounts = _amounts(rows)
        mended = _mended(rows, amounts)
        for row in rows if is_coded(rows) else ():
            parts = _parts(_named(row), amounts)
            if (
                len(parts) < 2
                or not row.amount
                or amounts.get(row.code, row.amount.value) != row.amount.value
            ):
                continue
            cell = row.amount
            sums = [
                sum((values.get(each, Decimal(0)) for each in parts), Decimal(0))
                for values in (amounts, mended)
            ]
            if any(nearly(each, cell.value) for each in sums) or not sums[0]:
                continue
            plain = {each.amount.value for each in rows if each.amount and not (each.code or _summed(each))}
            if cell.value - sums[0] not in plain and LEAST < cell.value / sums[0] < MOST:
                message = (
                    f"La voce {_named(row)} è {shown(cell.value)}, le sue parti sommano {shown(sums[0])}."
                )
                fix = "Ricalcolare il totale, o correggere la voce sbagliata."
                yield Slip(cell.start, cell.end, message, fix, gap=cell.value - sums[0], made=sums[0])


NAMED = re.compile(r"(?<![\w+])\(?[A-Z]\)?(?:\s?\+\s?\(?[A-Z]\)?)+(?!\w)")


def _named(row: Row) -> str:
    """«A+B» also of «TOTALE GENERALE (A + B)» and of «C) Totale A) + B)», else the code of the row."""
    found = NAMED.search(row.label)
    return re.sub(r"[()]", "", found[0]) if found else row.code


def _parts(code: str, amounts: Mapping[str, Decimal]) -> list[str]:
    if "+" not in code:
        return [each for each in amounts if code and parent(each) == code]
    parts = [each.strip() for each in code.split("+")]
    return parts if all(each in amounts for each in parts) else []


POINT = Decimal("0.011")
HUNDRED = Decimal(100)


def _percentages(act: Act) -> Iterator[Found]:
    """A column of percentages beside the amounts: each is the amount over the one that has 100 %."""
    for rows in tables(act):
        pairs = [(row.amount, _percent(row)) for row in rows]
        full = [(cell, rate) for cell, rate in pairs if cell and rate]
        wholes = [cell.value for cell, rate in full if rate.value == HUNDRED]
        if len(full) < 3 or len(wholes) != 1 or not wholes[0]:
            continue
        rights = [(cell.value / wholes[0] * HUNDRED).quantize(Decimal("0.01")) for cell, _ in full]
        wrong = [(rate, right) for (_, rate), right in zip(full, rights, strict=True) if abs(rate.value - right) > _step(act, rate)]  # fmt: skip
        if len(wrong) * 2 > len(full):
            continue
        for rate, right in wrong:
            message = (
                f"Indicato {shown(rate.value)} %: la percentuale della riga sul totale è {shown(right)} %."
            )
            yield Found(rate.start, rate.end, message, "Ricalcolare la percentuale, o correggere l'importo.")


def _percent(row: Row) -> Cell | None:
    return next((each for each in row.cells if each.unit == "%"), None)


def _step(act: Act, rate: Cell) -> Decimal:
    places = len(act.text[rate.start : rate.end].partition(",")[2])
    return POINT * 10 ** (2 - places)


FRAMEWORK = (
    counted("quadro_quota", WHY, _shares),
    counted("quadro_somma", WHY, _sums),
    counted("quadro_percentuali", WHY, _percentages),
)
