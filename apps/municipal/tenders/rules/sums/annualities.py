"""Amounts by year, in a row: «2026 € 4.066,67, 2027 € 12.200,00, 2028 € 8.133,33, totale € 24.400,00»."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.additions import is_sum
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.operands import found_near
from apps.municipal.tenders.rules.sums.tabling import explained, misread, shown, slipped

WHY = "Le quote per anno devono dare la spesa che si impegna: ogni esercizio risponde della propria (art. 183 TUEL)."
YEAR = r"(?<![\d/.])(?P<year>20[2-4]\d)\b"
BEFORE = re.compile(
    rf"{YEAR}[^\d€;\n]{{0,40}}(?:€|euro)?\s*$|(?:^|\n)[^\S\n]*\W{{0,3}}(?:esercizio\s+|anno\s+)?(?P<row>20[2-4]\d)\b[^€\n]{{0,60}}(?:€|euro)?\s*$",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"(?:[^\S\n]*(?:€|euro))?[^\S\n]*\)?,?[^\S\n]*(?:\(\s*)?(?:(?:sul|sull'|nel|nell'|per|per\s+il|per\s+l'|a\s+valere\s+sul|con\s+esigibilit\w+(?:\s+nel)?|esigibil\w+\s+nel|imputat\w+\s+al|annualit\w+|esercizio|bilancio|anno|all'|al|quota)\s*){{1,5}}{YEAR}",
    re.IGNORECASE,
)
GAP, MOST_OTHERS = 130, 40
"""characters between two yearly amounts of one list"""
WHOLES = ("base", "offerta", "totale", "ribassabile", "impegno", "")


def _annualities(act: Act) -> Iterator[Found]:
    known = sorted({each.value for each in act.amounts})
    times = Counter(each.value for each in act.amounts)
    others = list({each.value: each for each in act.amounts if each.role in WHOLES}.values())[:MOST_OTHERS]
    for first, last in _lists(act):
        parts = act.amounts[first : last + 1]
        values = [each.value for each in parts]
        total = sum(values, Decimal(0))
        if found_near(known, total) or _years(act, last)[0] < act.day.year > _years(act, last)[1]:
            continue
        beside = [*act.amounts[last + 1 : last + 2], *act.amounts[max(0, first - 1) : first]]
        fit = [each for each in (*beside, *others) if each.role in WHOLES and each.value > max(values)]
        near = (each for each in fit if each in beside and slipped(each.value, total))
        whole = next(near, None) or next((each for each in fit if explained(values, each.value)), None)
        whole = whole or _opening(act, first, total)
        edges, full = values[0] + values[-1], values[1]
        if not whole and len(set(values[1:-1])) == 1 and misread(values[-1], full - values[0]):
            message = (
                f"Il primo e l'ultimo anno, in parte, sommano {shown(edges)}: un anno intero è {shown(full)}."
            )
            yield Slip(parts[-1].start, parts[-1].end, message, "Ricalcolare le quote.", gap=edges - full)
            continue
        more = [each.value for each in act.amounts[first : last + 5]]
        if whole and not is_sum(whole.value, more[:9]):
            message = f"Le quote per anno sommano {shown(total)}, l'importo indicato è {shown(whole.value)}."
            # A total that the act repeats is the right one.
            start, end = (
                (whole.start, whole.end)
                if whole in beside and times[whole.value] < 2
                else (parts[0].start, parts[-1].end)
            )
            yield Slip(
                start,
                end,
                message,
                "Ricalcolare le quote, o correggere il totale.",
                gap=whole.value - total,
                made=total,
            )


SPLIT = re.compile(
    r"\b(?:come\s+segue|così\s+\w+|ripartit\w+|suddivis\w+|imputand\w+|distribuit\w+|nel\s+modo\s+seguente)\b[^€]{0,120}$|:[^€.]{0,60}$",
    re.IGNORECASE,
)
LEAST, MOST = Decimal("0.5"), Decimal(2)


def _opening(act: Act, first: int, total: Decimal) -> Money | None:
    """The amount that is split by year just after it: «di impegnare € 36.600,00 come segue: …»."""
    whole = act.amounts[first - 1] if first else None
    said = act.text[whole.end : act.amounts[first].start] if whole else ""
    fits = whole and len(said) < 2 * GAP and SPLIT.search(said) and LEAST * total < whole.value < MOST * total
    return whole if fits else None


def _lists(act: Act) -> Iterator[tuple[int, int]]:
    """First and last amount of runs whose years grow by one, the longest reading of each.

    The year stands before every amount («2026: € 100, 2027: € 200») or after («€ 100 sul 2026, € 200 sul 2027»).
    """
    stated = [_years(act, each) for each in range(len(act.amounts))]
    readings = (
        [after or before for before, after in stated],
        [before for before, _ in stated],
        [after for _, after in stated],
    )
    runs = [run for years in readings for run in _runs(act, years)]
    taken: set[int] = set()
    for first, last in sorted(runs, key=lambda run: run[0] - run[1]):
        places = set(range(first, last + 1))
        if not places & taken:
            taken |= places
            yield first, last


def _runs(act: Act, years: Sequence[int]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(years):
        last = at
        while last + 1 < len(years) and years[last] and years[last + 1] == years[last] + 1:
            if act.amounts[last + 1].start - act.amounts[last].end > GAP:
                break
            last += 1
        if last > at:
            yield at, last
        at = last + 1


def _years(act: Act, at: int) -> tuple[int, int]:
    """The years that the words just before and just after an amount say; 0 where they say none."""
    money = act.amounts[at]
    since = act.amounts[at - 1].words_end if at else 0
    end = max(money.end, money.words_end)
    until = act.amounts[at + 1].start if at + 1 < len(act.amounts) else len(act.text)
    before = BEFORE.search(act.text, max(since, money.start - 80), money.start)
    after = AFTER.match(act.text, end, min(until, end + 90))
    year, later = (
        int(found["year"] or found.groupdict().get("row") or 0) if found else 0 for found in (before, after)
    )
    return year, later


ANNUALITIES = (counted("quote_annue", WHY, _annualities, article="art. 183 D.Lgs. 267/2000"),)
