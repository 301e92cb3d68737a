"""Scores of the award criteria."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.totals import TOTAL, Cell, Row, shown, tables

WHY = "Il punteggio massimo è 100 e i sottocriteri devono dare il loro criterio: altrimenti la graduatoria è contestabile."
FULL = 100
NEAR = 150
"""characters between the two offers when a sentence gives both scores"""
SIDE = re.compile(
    r"\b(?:offert[ae]|componente|elemento|elementi|punteggio|profilo|parte)\s+(?:\w+\s+)?(?:(?P<tecnica>tecnic\w+|qualitativ\w+)|(?P<economica>economic\w+|quantitativ\w+))",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\s*(?:[:(–-]|fino\s+a|max(?:imo)?\.?|massimo|di|pari\s+a|con|vale|ha|punti|\||\s)*\s*(?P<points>\d{1,3}(?:[.,]\d{1,2})?)\b(?!\s*(?:%|giorni|mesi|anni|/(?!\s*100)))",
    re.IGNORECASE,
)
SCORES = re.compile(r"\bpunt[io]\w*|\bcriteri\w*|\bpes[oi]\b|\boffert[ae]\s+tecnic", re.IGNORECASE)
TECHNICAL = re.compile(
    r"^\W*(?:total\w+\s+|punteggio\s+|subtotale\s+)*(?:dell'|per\s+l')?(?:offerta\s+)?(?:tecnic|qualitativ)\w*\b",
    re.IGNORECASE,
)
ECONOMIC = re.compile(
    r"^\W*(?:[A-Za-z][.)]\s*)?(?:total\w+\s+|punteggio\s+)*(?:dell'|per\s+l')?(?:offerta\s+)?(?:economic\w*|prezzo\b|ribasso)",
    re.IGNORECASE,
)
PART = re.compile(r"^\W*(?:[A-Z]|\d{1,2})[.\s]?\d{1,2}\b[.)]?|^\W*di\s+cui", re.IGNORECASE)


def _sides(act: Act) -> Iterator[Found]:
    """«offerta tecnica 70 punti, offerta economica 35»: both in one sentence, and not 100."""
    found: list[tuple[str, Decimal, int, int]] = []
    for match in SIDE.finditer(act.text):
        points = POINTS.match(act.text, match.end())
        if points and (value := _value(points)) >= 5:
            found.append((match.lastgroup or "", value, match.start(), points.end()))
    for first, second in pairwise(found):
        total = first[1] + second[1]
        if first[0] == second[0] or second[2] - first[3] > NEAR or total == FULL:
            continue
        message = f"Offerta tecnica ed economica sommano {shown(total)} punti, non 100."
        yield Found(first[2], second[3], message, "Portare a 100 la somma dei due punteggi.")


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(match["points"].replace(",", "."))


def score_tables(act: Act) -> Iterator[list[Row]]:
    """Tables whose last column are points."""
    for rows in tables(act):
        said = act.text[max(0, rows[0].cells[-1].start - 400) : rows[-1].cells[-1].end]
        if SCORES.search(said) and all(row.cells[-1].value <= 2 * FULL for row in rows) and len(rows) > 2:
            yield rows


def _criteria(act: Act) -> Iterator[Found]:
    for rows in score_tables(act):
        yield from _table(rows)


def _table(rows: Sequence[Row]) -> Iterator[Found]:
    """Sub-criteria against their criterion, criteria against the technical score, the two offers against the total."""
    criteria: list[Cell] = []
    parts: list[Cell] = []
    sides: list[Cell] = []
    for row in rows:
        cell = row.cells[-1]
        is_total = bool(TOTAL.search(row.label))
        if PART.search(row.label) and not is_total:
            parts.append(cell)
            continue
        yield from _compared(parts, criteria[-1:] if criteria else [], few=1)
        parts = []
        if TECHNICAL.search(row.label):
            yield from _compared(criteria, [cell], few=2)
            sides.append(cell)
            criteria = []
        elif ECONOMIC.search(row.label):
            sides.append(cell)
        elif is_total:
            yield from _compared([*sides, *criteria] if len(sides) < 2 else sides, [cell], few=2)
            criteria, sides = [], []
        else:
            criteria.append(cell)
    yield from _compared(parts, criteria[-1:], few=1)


def _compared(items: Sequence[Cell], stated: Sequence[Cell], few: int) -> Iterator[Found]:
    total = sum((each.value for each in items), Decimal(0))
    if len(items) < few or not stated or total == stated[0].value or not total:
        return
    message = f"Le voci sommano {shown(total)} punti, il punteggio indicato è {shown(stated[0].value)}."
    yield Found(stated[0].start, stated[0].end, message, "Rivedere i punteggi delle voci o la loro somma.")


WEIGHTS = (
    counted("punteggi_cento", WHY, _sides, article="art. 108, comma 7, D.Lgs. 36/2023"),
    counted("punteggi_criteri", WHY, _criteria, article="art. 108, comma 7, D.Lgs. 36/2023"),
)
