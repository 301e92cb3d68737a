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
from apps.municipal.tenders.rules.sums.things import things, things_in

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
NAMES = frozenset(("", "trie", "bien", "quad", "quin", "ann", "mens"))
"""«nel triennio 4.530»: what stands before the figure is no unit"""
NAMED = frozenset(Decimal(each) for each in (2, 3, 4, 5))
TIED = re.compile(
    r"\b(?:cioè|ossia|vale\s+a\s+dire|pari\s+a|quindi|dunque|in\s+media|corrispond\w+\s+a)\b", re.IGNORECASE
)
LEAST, MOST, CENT = Decimal("0.4"), Decimal("2.5"), Decimal("0.01")


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
        tied = TIED.search(told[1].lead)
        if (len(units) <= 1 or tied) and not (OTHER.search(words) or LOOSE.search(words)):
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
        or not LEAST * right < other.value < MOST * right
    ):
        return None
    message = (
        f"{shown(one.value)} per {first} mesi fa {shown(right)} per {second} mesi, non {shown(other.value)}."
    )
    return Slip(other.start, other.end, message, f"Scrivere {shown(right)}, o correggere l'altra cifra.", gap=other.value - right, said=(one.start, other.end))  # fmt: skip


PERIODS = {
    "giorn": r"al\s+(?:giorno|dì)|giornalier\w+|quotidian\w+|(?:ogni|per)\s+giorno",
    "settiman": r"(?:al?la|a|la|per|ogni)\s+settimana|settimanal\w+",
    "mes": r"al\s+mese|mensil\w+|(?:ogni|per)\s+mese",
    "ann": r"l'anno|all'anno|annu\w+|(?:ogni|per)\s+anno|in\s+un\s+anno",
}
EACH = re.compile(
    r"\s*(?:[^\W\d_]+\s+){0,2}?(?:in\s+media\s+)?(?:"
    + "|".join(rf"(?P<{name}>{words})" for name, words in PERIODS.items())
    + r")\b",
    re.IGNORECASE,
)
NOT_RATE = re.compile(r"€|\beuro\b|%|\bper\s?cento\b|\bpunt[io]\b|\besclus\w+|\boltre\b", re.IGNORECASE)
THREE = 3


def _rates(act: Act) -> Iterator[Found]:
    """«18.000 prestiti in 50 settimane, cioè 370 ogni settimana»: three numbers, a whole, the periods, so many in each."""
    for each in things(act):
        per = EACH.match(act.text, each.end)
        one, other = act.flat.sentence(each.start, each.end)
        given = list(things_in(act, one, other)) if per else []
        times = [thing for thing in given if per and thing.unit == per.lastgroup and thing is not each]
        if (
            len(given) != THREE
            or len(times) != 1
            or not times[0].value
            or NOT_RATE.search(act.text, one, other)
        ):
            continue
        whole = next(thing for thing in given if thing is not each and thing is not times[0])
        if EACH.match(act.text, whole.end) or whole.unit in PERIODS or LOOSE.search(act.text[one:other]):
            continue
        right = whole.value / times[0].value
        if abs(right - each.value) >= 1 and LEAST * right < each.value < MOST * right:
            wrong = whole if whole.start > each.start else each
            message = f"{shown(whole.value)} su {shown(times[0].value)} fa {shown(right.quantize(CENT))}, non {shown(each.value)}."
            yield Slip(
                wrong.start,
                wrong.end,
                message,
                "Ricalcolare la quantità.",
                said=(given[0].start, given[-1].end),
            )


RHYTHMS = (
    counted("quantita_periodo", WHY, _rates),
    counted("due_periodi", WHY, _two),
)
