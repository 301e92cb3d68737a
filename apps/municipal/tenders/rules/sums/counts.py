"""Sums of things that are counted, not paid: people, hours, visits; and examples that an act works out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.prose import CENT, between
from apps.municipal.tenders.rules.sums.shares import PERCENT
from apps.municipal.tenders.rules.sums.tabling import Cell, Row, shown, tables
from apps.municipal.tenders.rules.sums.things import CENTURY
from apps.municipal.tenders.rules.sums.totals import WHY_PRODUCT
from workbench.italian import read_words

EXAMPLE = re.compile(r"\b(?:per|ad|in\s+via\s+di)\s+esempio\b", re.IGNORECASE)
COUNT = re.compile(
    r"(?<![\w.,/€])(\d{1,3})\s+(?:giorn|ritard|assenz|inadempien|past|or[ae]\b|mes)\w*", re.IGNORECASE
)
REPEATED_UNIT = re.compile(
    r"[^\d;.\n]{0,40}\b(?:per|di)\s+(?P<word>due|tre|quattro|cinque|dieci|\d{1,2})\s+[a-zàèéìòù]+\s+(?:è\s+)?(?:di|pari\s+a|a)?\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
HALF, DOUBLE = Decimal("0.5"), Decimal(2)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else (read_words(written) or 1)


def _repeated(act: Act) -> Iterator[Found]:
    """«€ 100,00 per un'assenza e per tre assenze € 350,00»."""
    for one, other in zip(act.amounts, act.amounts[1:], strict=False):
        times = REPEATED_UNIT.fullmatch(between(act, one, other))
        if not times or one.role not in ("penale", "unitario", "offerta", ""):
            continue
        right = one.value * _number(times["word"].lower())
        if abs(right - other.value) > CENT and HALF * right < other.value < DOUBLE * right:
            message = (
                f"{shown(one.value)} per {times['word'].lower()} fa {shown(right)}, non {shown(other.value)}."
            )
            yield Found(other.start, other.end, message, f"Scrivere {shown(right)}.")


def _examples(act: Act) -> Iterator[Found]:
    """An example worked out: one count, two amounts, and the second is not the product."""
    for match in scan(EXAMPLE, act.text):
        start, end = act.flat.sentence(match.start(), match.end())
        amounts = [each for each in act.amounts if start <= each.start < end]
        counts = COUNT.findall(act.text[start:end])
        if len(amounts) != 2 or len(counts) != 1 or PERCENT.search(act.text, start, end):
            continue
        small, large = sorted(amounts, key=lambda each: each.value)
        right = small.value * int(counts[0])
        if abs(right - large.value) > CENT and HALF < large.value / (right or 1) < DOUBLE:
            message = f"{shown(small.value)} per {counts[0]} fa {shown(right)}, non {shown(large.value)}."
            yield Found(large.start, large.end, message, f"Scrivere {shown(right)}.")


OF_SCORES = re.compile(r"\bpunti\s+max\b|\bpuntegg\w+|\bgraduatoria\b", re.IGNORECASE)
HEADED = 220


def _proportional(act: Act) -> Iterator[Found]:
    """Two columns of a table that stand in one ratio in most rows: the row that does not is wrong."""
    for rows in tables(act):
        since = max(0, rows[0].cells[0].start - HEADED)
        if OF_SCORES.search(act.text, since, rows[0].cells[0].start):
            continue  # each bidder has a score of its own
        width = min(len(row.cells) for row in rows)
        for column in range(-width, -1):
            yield from _out_of_ratio([row for row in rows if row.cells[column].value], column)


def _out_of_ratio(rows: list[Row], column: int) -> Iterator[Found]:
    ratios = [row.cells[column + 1].value / row.cells[column].value for row in rows]
    most, same = Counter(ratios).most_common(1)[0] if ratios else (Decimal(1), 0)
    if len(rows) < 3 or same < 2 or same * 2 <= len(rows) or most in (0, 1) or same == len(rows):
        return
    added = _added([(row.cells[column].value, row.cells[column + 1].value) for row in rows])
    for at, (row, ratio) in enumerate(zip(rows, ratios, strict=True)):
        if (
            at not in added
            and not _are_years(row.cells[column], row.cells[column + 1])
            and abs(row.cells[column].value * most - row.cells[column + 1].value) > 2 * CENT
            and HALF * most < ratio < DOUBLE * most
        ):
            left, right = row.cells[column], row.cells[column + 1]
            message = f"Nelle altre righe il rapporto è {shown(most)}: qui {shown(left.value)} darebbe {shown(left.value * most)}, non {shown(right.value)}."
            yield Found(left.start, right.end, message, "Ricalcolare la riga.")


def _are_years(*cells: Cell) -> bool:
    return all(each.value in CENTURY and each.end - each.start == 4 for each in cells)


def _added(pairs: Sequence[tuple[Decimal, Decimal]]) -> set[int]:
    """The rows that make, in both columns, the total below them: each has a ratio of its own."""
    found: set[int] = set()
    for last, whole in enumerate(pairs):
        for first in range(last - 1):
            if tuple(map(sum, zip(*pairs[first:last], strict=True))) == whole:
                found.update(range(first, last))
    return found


COUNTS = (
    counted("importo_ripetuto", WHY_PRODUCT, _repeated),
    counted("esempio", WHY_PRODUCT, _examples),
    counted("proporzione", WHY_PRODUCT, _proportional),
)
