"""Sums of things that are counted, not paid: people, hours, visits; and examples that an act works out."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.prose import CENT, between
from apps.municipal.tenders.rules.sums.shares import PERCENT
from apps.municipal.tenders.rules.sums.tabling import FIGURE, Row, shown, tables, value_of
from apps.municipal.tenders.rules.sums.totals import WHY_PRODUCT, WHY_TOTAL
from workbench.italian import read_words

WHOLE_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,6})"
MEANS = r"(?:cioè|pari\s+a|ossia|ovvero|quindi|vale\s+a\s+dire|equivalent\w+\s+a|corrispondent\w+\s+a|per\s+(?:un\s+totale\s+(?:complessivo\s+)?di|complessiv\w+)|in\s+totale|in\s+tutto|totale|complessivamente)"
COUNTED_PRODUCT = re.compile(
    rf"(?<![\w.,/€-])(?P<one>{FIGURE})\s+(?P<unit>[a-zàèéìòù]+(?:\s+[^\W\d_]+){{0,4}}?)\s+(?:per|x|×)\s+(?P<two>{WHOLE_NUMBER})\s+(?P<other>[a-zàèéìòù]+(?:\s+[^\W\d_]+){{0,3}}?)\s*,?\s+(?:{MEANS}|=)\s+(?:di\s+|a\s+)?(?:€|euro)?\s?(?P<total>{FIGURE})(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
EXAMPLE = re.compile(r"\b(?:per|ad|in\s+via\s+di)\s+esempio\b", re.IGNORECASE)
COUNT = re.compile(
    r"(?<![\w.,/€])(\d{1,3})\s+(?:giorn|ritard|assenz|inadempien|past|or[ae]\b|mes)\w*", re.IGNORECASE
)
REPEATED_UNIT = re.compile(
    r"[^\d;.\n]{0,40}\b(?:per|di)\s+(?P<word>due|tre|quattro|cinque|dieci|\d{1,2})\s+[a-zàèéìòù]+\s+(?:è\s+)?(?:di|pari\s+a|a)?\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"\b(?:al\s+mese|mensil\w+|/mese|ogni\s+mese)\b", re.IGNORECASE)
YEARLY = re.compile(r"^\s*(?:€|euro)?\s*(?:annu\w+|all'anno|l'anno|per\s+anno|ogni\s+anno)", re.IGNORECASE)
YEARS = re.compile(
    r"^\s*(?:€|euro)?\s*(?:all'anno|annu\w+)\s+per\s+(?P<word>due|tre|quattro|cinque|\d{1,2})\s+anni",
    re.IGNORECASE,
)
DIVIDED = re.compile(
    r"\s*(?::|/|diviso)\s*(?P<count>\d{1,3})\s*(?:mesi|rate|anni)?\s*(?:=|cioè|pari\s+a)\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
TIED = re.compile(rf"[^\d;\n]{{0,70}}(?:{MEANS}|=)\s*(?:a\s+|di\s+)?(?:€|euro)?\s*$", re.IGNORECASE)
MONTHS_OF_YEAR = 12
HALF, DOUBLE = Decimal("0.5"), Decimal(2)


def _counted_products(act: Act) -> Iterator[Found]:
    """«5 ore al giorno per 200 giorni, cioè 1.100 ore»."""
    for match in COUNTED_PRODUCT.finditer(act.text):
        one, two, total = (value_of(match[name]) for name in ("one", "two", "total"))
        right = one * two
        if (
            not right
            or total in (right, right * MONTHS_OF_YEAR, right / MONTHS_OF_YEAR)
            or not HALF < total / right < DOUBLE
        ):
            continue
        message = f"{shown(one)} × {shown(two)} fa {shown(right)}, non {shown(total)}."
        yield Found(match.start("total"), match.end("total"), message, "Ricalcolare il prodotto.")


ADDED = re.compile(
    rf"(?<![\w.,/€-])(?P<total>{WHOLE_NUMBER})(?:\s+[^\W\d_]+){{0,4}}\s*(?:\(|=|,?\s*di\s+cui\s+)\s*(?P<parts>{WHOLE_NUMBER}(?:\s+[^\W\d_]+){{0,3}}(?:\s*\+\s*{WHOLE_NUMBER}(?:\s+[^\W\d_]+){{0,3}})+)",
    re.IGNORECASE,
)


def _added(act: Act) -> Iterator[Found]:
    """«12.000 mq (4.000 + 5.000 + 2.000)»."""
    for match in ADDED.finditer(act.text):
        total = value_of(match["total"])
        right = sum((value_of(each) for each in re.findall(WHOLE_NUMBER, match["parts"])), Decimal(0))
        if right != total and HALF < total / (right or 1) < DOUBLE:
            message = f"Gli addendi sommano {shown(right)}, non {shown(total)}."
            yield Found(match.start("total"), match.end("parts"), message, "Ricalcolare la somma.")


def _fees(act: Act) -> Iterator[Found]:
    """Monthly and yearly fees that the same sentence gives together."""
    for one, other in zip(act.amounts, act.amounts[1:], strict=False):
        said, after = between(act, one, other), act.text[other.end : other.end + 45]
        right: Decimal | None = None
        years = YEARS.match(after)
        divided = DIVIDED.fullmatch(said)
        if divided:
            right = one.value / int(divided["count"])
        elif years and TIED.fullmatch(said):
            right = one.value / _number(years["word"])
        elif TIED.fullmatch(said) and MONTHLY.search(said) and YEARLY.match(after):
            right = one.value * MONTHS_OF_YEAR
        elif TIED.fullmatch(said) and YEARLY.match(said) and MONTHLY.search(after):
            right = one.value / MONTHS_OF_YEAR
        if right and abs(right - other.value) > CENT and HALF < other.value / right < DOUBLE:
            message = f"Sarebbe {shown(right.quantize(Decimal('0.01')))}, non {shown(other.value)}."
            yield Found(other.start, other.end, message, "Ricalcolare il canone.")


def _number(written: str) -> int:
    return int(written) if written.isdigit() else (read_words(written) or 1)


def _repeated(act: Act) -> Iterator[Found]:
    """«€ 100,00 per un'assenza e per tre assenze € 350,00»."""
    for one, other in zip(act.amounts, act.amounts[1:], strict=False):
        times = REPEATED_UNIT.fullmatch(between(act, one, other))
        if not times or one.role not in ("penale", "unitario", "offerta", ""):
            continue
        right = one.value * _number(times["word"].lower())
        if abs(right - other.value) > CENT and HALF < other.value / right < DOUBLE:
            message = (
                f"{shown(one.value)} per {times['word'].lower()} fa {shown(right)}, non {shown(other.value)}."
            )
            yield Found(other.start, other.end, message, f"Scrivere {shown(right)}.")


def _examples(act: Act) -> Iterator[Found]:
    """An example worked out: one count, two amounts, and the second is not the product."""
    for match in EXAMPLE.finditer(act.text):
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
    for row, ratio in zip(rows, ratios, strict=True):
        if ratio != most and HALF < ratio / most < DOUBLE:
            left, right = row.cells[column], row.cells[column + 1]
            message = f"Nelle altre righe il rapporto è {shown(most)}: qui {shown(left.value)} darebbe {shown(left.value * most)}, non {shown(right.value)}."
            yield Found(left.start, right.end, message, "Ricalcolare la riga.")


COUNTS = (
    counted("addizione_conteggi", WHY_TOTAL, _added),
    counted("prodotto_conteggi", WHY_PRODUCT, _counted_products),
    counted("canone_periodo", WHY_PRODUCT, _fees),
    counted("importo_ripetuto", WHY_PRODUCT, _repeated),
    counted("esempio", WHY_PRODUCT, _examples),
    counted("proporzione", WHY_PRODUCT, _proportional),
)
