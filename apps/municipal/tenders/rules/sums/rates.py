"""Rows of a table that are a percentage of the rows above: «ribasso offerto 5 % ..... € 2.214,00»."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.framework import SHARE_OF_ROWS
from apps.municipal.tenders.rules.sums.operands import found_near, nearly
from apps.municipal.tenders.rules.sums.tabling import Row, shown, slipped, swapped, tables
from apps.municipal.tenders.rules.sums.totals import RATE, has_scores

WHY = "Il ribasso, gli imprevisti o le spese indicati in percentuale devono essere quella quota delle voci da cui si ricavano."
KIND = re.compile(
    r"\b(?:i\.?v\.?a\b\.?|impost[ae]|ribass\w+|scont\w+|abbuon\w+|riduzion\w+|imprevist\w+|incentiv\w+|funzioni\s+tecniche|spese\s+(?:generali|tecniche)|utile|cassa|contribut\w+|inarcassa|aument\w+|maggiorazion\w+|accantonament\w+|accordi\s+bonari)\b",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\([^()]*\)")
MOST_ROWS = 12
"""rows above that a percentage may be of, alone or summed"""
NEAR = Decimal("0.25")


def _rows(act: Act) -> Iterator[Found]:
    known = sorted({each.value for each in act.amounts})
    for rows in tables(act):
        if has_scores(act, rows):
            continue
        above: list[Decimal] = []
        for row in rows:
            cell, share = row.amount, _share(row)
            if cell is None:
                continue
            value = abs(cell.value)
            if share and above and not _explained(value, share, above, known):
                base = _meant(value, share, above)
                if base:
                    right = (base * share).quantize(Decimal("0.01"))
                    message = f"Indicato {shown(value)}: la percentuale della riga su {shown(base)} dà {shown(right)}."
                    fix = f"Scrivere {shown(right)}, o correggere la percentuale."
                    line = act.text.rfind("\n", 0, cell.start) + 1
                    yield Slip(cell.start, cell.end, message, fix, gap=value - right, said=(line, cell.end))
            above = [*above, value][-MOST_ROWS:]


def _meant(value: Decimal, share: Decimal, above: Sequence[Decimal]) -> Decimal | None:
    """The row that the share is of: the last one, or any that a slip of the pen, or one digit, parts from it."""
    if slipped(above[-1] * share, value) or abs(above[-1] * share - value) <= NEAR * above[-1] * share:
        return above[-1]
    bases = [*above, *accumulate(reversed(above))]
    return next((each for each in bases if swapped((each * share).quantize(Decimal("0.01")), value)), None)


def _share(row: Row) -> Decimal | None:
    """The one percentage of a row that does not name its base."""
    found = list(RATE.finditer(row.label))
    if len(found) != 1 or not KIND.search(BRACKETS.sub(" ", row.name)) or SHARE_OF_ROWS.search(row.label):
        return None
    return Decimal(found[0][1].replace(",", ".")) / 100


def _explained(value: Decimal, share: Decimal, above: Sequence[Decimal], known: Sequence[Decimal]) -> bool:
    """Whether it is the share of a row, of the last rows summed, or of any amount of the act; or what is left."""
    factors = [each for each in (share, 1 - share, 1 + share) if each > 0]
    bases = [
        *above,
        *(each for last in range(len(above)) for each in accumulate(reversed(above[: last + 1]))),
    ]
    return any(
        found_near(known, value, factor) or any(nearly(base * factor, value) for base in bases)
        for factor in factors
    )


RATES = (counted("riga_percentuale", WHY, _rows),)
