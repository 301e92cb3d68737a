"""One thing told of two periods: «110 ore mensili … 1.230 ore annue», «1.450 l'anno … nel triennio», «ogni bimestre … l'anno»."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.dimensions import LOOSE
from apps.municipal.tenders.rules.sums.entry import Slip, counted
from apps.municipal.tenders.rules.sums.figures import Figure, passages
from apps.municipal.tenders.rules.sums.measures import measure
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "La quantità o il prezzo di un mese, di un anno e dell'intera durata devono dire lo stesso: su di essi si offre."
SPANS: tuple[tuple[int, str], ...] = (
    (1, r"mensil\w+|al\s+mese|/\s?mese|(?:ogni|per|il)\s+mese"),
    (2, r"bimestr\w+"),
    (3, r"trimestr\w+"),
    (4, r"quadrimestr\w+"),
    (6, r"semestr\w+"),
    (12, r"annu\w+|all'anno|l'anno|(?:per|ogni)\s+anno|nell'anno|in\s+un\s+anno"),
    (24, r"bienn\w+"),
    (36, r"trienn\w+"),
    (48, r"quadrienn\w+"),
    (60, r"quinquenn\w+"),
)
SPAN = re.compile(
    r"(?<![^\W\d_])(?:" + "|".join(rf"(?P<p{months}>{words})" for months, words in SPANS) + r")\b",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:ribass\w+|oltre|esclus\w+|chius\w+|scolastic\w+|escl\w+|estiv\w+|invernal\w+|ulterior\w+|minim\w+|rinnov\w+|prorog\w+|garanzi\w+|sogli\w+|prim[oiae]\b)",
    re.IGNORECASE,
)
NAMES = frozenset(("trie", "bien", "quad", "quin"))
"""«nel triennio 4.530»: what stands before the figure is no unit"""
NAMED = frozenset(Decimal(each) for each in (2, 3, 4, 5))
LEAST, MOST = Decimal("0.4"), Decimal("2.5")


def _months(figure: Figure, passage: Sequence[Figure]) -> int:
    """Of the one period that the words of a figure name, or that stands beside it; 0 where there is none, or two."""
    at = passage.index(figure)
    before = passage[at - 1] if at else None
    lead = figure.lead.removeprefix(before.tail) if before else figure.lead
    said = f"{lead[-60:]} # {figure.tail[:40]}"
    found = {int((match.lastgroup or "p0")[1:]) for match in SPAN.finditer(said)}
    if not found:
        beside = [each for each in passage[max(0, at - 1) : at + 2] if each is not figure and _is_span(each)]
        found = {int(each.value) * 12 for each in beside[:1]}
    return found.pop() if len(found) == 1 else 0


def _two(act: Act) -> Iterator[Found]:
    for passage in passages(act):
        told = [each for each in passage if each.kind != "share" and not _is_span(each)]
        if len(told) != len(passage) - sum(map(_is_span, passage)) or len(told) != 2:
            continue
        words = " ".join(each.words for each in passage)
        units = {measure(each).unit for each in told} - NAMES
        if len(units) == 1 and not (OTHER.search(words) or LOOSE.search(words)):
            found = _wrong(passage, told)
            yield from [found] if found else []


def _is_span(figure: Figure) -> bool:
    """«triennio»."""
    return figure.unit == "ann" and figure.value in NAMED


def _wrong(passage: Sequence[Figure], told: Sequence[Figure]) -> Found | None:
    one, other = told
    first, second = (_months(each, passage) for each in told)
    if not first or not second or first == second or not one.value:
        return None
    right = one.value * second / first
    if (
        abs(one.value - other.value * first / second) < Decimal("0.51")
        or not LEAST < other.value / right < MOST
    ):
        return None
    message = (
        f"{shown(one.value)} per {first} mesi fa {shown(right)} per {second} mesi, non {shown(other.value)}."
    )
    return Slip(other.start, other.end, message, f"Scrivere {shown(right)}, o correggere l'altra cifra.", gap=other.value - right, said=(one.start, other.end))  # fmt: skip


RHYTHMS = (counted("due_periodi", WHY, _two),)
