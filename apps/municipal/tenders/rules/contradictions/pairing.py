"""Figures of two documents that are of the same thing and disagree: found by the words about them, not by patterns."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.comparing import disagreement
from apps.municipal.tenders.rules.contradictions.measures import Figure
from apps.municipal.tenders.rules.contradictions.qualifying import APART, KINDS, ON_AVERAGE, opposed
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.rule import Compare, Found

IN_PARTS = frozenset(("addetti", "or"))
"""what tables give by parts, not as a whole"""
MOST = 60
"""figures under one word with which one is compared"""
MOST_OF_ALL = Decimal("0.8")
"""of the whole, that a part is"""
CLOSE = Decimal(2)
NEARLY = Decimal("1.25")
VAT, CENT = (4, 5, 10, 22), Decimal("0.01")
FEWEST_DIGITS = 3
"""significant digits of two figures of which one is the other with two digits exchanged"""


Values = frozenset[Decimal]


def nothing(act: Act) -> Values:
    return frozenset()


@dataclass(frozen=True)
class Topic:
    """A thing of which every document gives one figure, or one for each of several named parts."""

    title: str
    figures: Callable[[Act], Sequence[Figure]]
    shared: int = 1
    """words that two figures must have in common; 0 where a document has one such figure only"""
    likeness: float = 0.5
    """share of the words of the poorer one that the other must have"""
    ratio: Decimal = Decimal(3)
    """how many times greater one may be than the other"""
    known: Callable[[Act], Values] = nothing
    """values that an act states under any name"""
    counted: bool = False
    """numbers of things: one number of a noun in each document is enough"""
    money: bool = False
    """amounts, of which one may be the other with VAT"""
    kindred: bool = False
    """two that both say what they are of must have a word in common"""
    only_exchanged: bool = False
    """nothing but two digits of one that changed places in the other"""


def comparison_of(topic: Topic) -> Compare:
    """A rule that marks, in each document, the figure that another contradicts."""

    def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
        for group in procedures(acts):
            read = [(act, topic.figures(act)) for act in group]
            for at, (act, figures) in enumerate(read):
                others = [each for index, each in enumerate(read) if index != at]
                for mine, against in _against(topic, act, figures, others).items():
                    if not _outvoted(mine, against, others):
                        yield act, disagreement(topic.title, (act, mine), against)

    return compare


Read = tuple[Act, Sequence[Figure]]


def _against(
    topic: Topic, act: Act, figures: Sequence[Figure], others: Sequence[Read]
) -> dict[Figure, list[tuple[Act, Figure]]]:
    """Each figure of `act` with those of other documents that contradict it."""
    told: dict[Figure, list[tuple[Act, Figure]]] = {}
    for other, theirs in others:
        for mine, yours in pairs(topic, figures, theirs, topic.known(act), topic.known(other)):
            if all(each is not other for each, _ in told.setdefault(mine, [])):
                told[mine].append((other, yours))
    return told


def _outvoted(mine: Figure, against: Sequence[tuple[Act, Figure]], others: Sequence[Read]) -> bool:
    """Whether one document alone says otherwise, and a third has the figure that it contradicts."""
    if len(against) > 1:
        return False
    other, yours = against[0]
    values = [{each.value for each in figures} for act, figures in others if act is not other]
    return any(mine.value in each for each in values) and not any(yours.value in each for each in values)


def pairs(
    topic: Topic, mine: Sequence[Figure], theirs: Sequence[Figure], known: Values, there: Values
) -> Iterator[tuple[Figure, Figure]]:
    """The figures that one document alone states, each with the one of the other that is most like it.

    `known`, `there`: other values of the two documents, that settle the question wherever they stand.
    """
    alone, free = _unknown(topic, mine, theirs, there), _unknown(topic, theirs, mine, known)
    there_by, here_by = _by_key(topic, free), _by_key(topic, alone)
    found: dict[Decimal, tuple[float, Figure, Figure]] = {}
    if topic.counted:
        yield from _sole(topic, alone, free)
    for each in alone:
        score, best = _nearest(topic, each, there_by)
        back = _nearest(topic, best, here_by)[1] if best else None
        if best and back and back.value == each.value and score > found.get(each.value, (0,))[0]:
            found[each.value] = score, each, best
    for _, each, best in found.values():
        yield each, best


def _unknown(
    topic: Topic, figures: Sequence[Figure], others: Sequence[Figure], known: Values
) -> list[Figure]:
    """Those that the other document does not have; of the same said twice, the first."""
    by_value: dict[Decimal, list[Figure]] = {}
    for each in others:
        by_value.setdefault(each.value, []).append(each)
    found: dict[tuple[object, ...], Figure] = {}
    for each in figures:
        said = each.value, each.noun, each.named, each.about, each.period, each.sorts, each.in_row
        if each.value not in known and said not in found:
            found[said] = each
    mine, theirs = (_totals(figures), _totals(others)) if topic.counted else ({}, {})
    counted = {
        noun for noun, total in mine.items() if any(_noun(each) == noun for each in by_value.get(total, []))
    }
    return [
        each
        for each in found.values()
        if not _confirmed(topic, each, by_value.get(each.value, [])[:MOST])
        and theirs.get(_noun(each)) != each.value
        and _noun(each) not in counted
    ]


def _totals(figures: Sequence[Figure]) -> dict[str, Decimal]:
    """The sum of the numbers of each noun: two schools in one lot and three in the other are five."""
    return {
        noun: sum((each.value for each in parts), Decimal(0))
        for noun, parts in _by_noun(figures).items()
        if len(parts) > 1
    }


def _by_key(topic: Topic, figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for each in figures:
        for key in _keys(topic, each):
            found.setdefault(key, []).append(each)
    return found


def _keys(topic: Topic, figure: Figure) -> Iterable[str]:
    """Two figures that have none of these in common are not of the same thing."""
    if topic.only_exchanged:
        return ("".join(sorted(_digits(figure.value))),)
    return figure.about if topic.shared else ("",)


def _sole(topic: Topic, alone: Sequence[Figure], free: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The one number of a noun in either document that the other does not have."""
    mine, theirs = _by_noun(alone), _by_noun(free)
    near, far = replace(topic, shared=0, ratio=CLOSE), replace(topic, shared=0)
    for noun in mine.keys() & theirs.keys():
        here, there = mine[noun], theirs[noun]
        values = {each.value for each in here}, {each.value for each in there}
        alike = far if here[0].period and here[0].period == there[0].period else near
        if (
            len(values[0]) == 1 == len(values[1])
            and values[0] != values[1]
            and likeness(alike, here[0], there[0])
        ):
            yield here[0], there[0]


def _is_narrower(less: Figure, more: Figure) -> bool:
    """«Gli alunni della primaria sono 120», where all are 180."""
    return less.value <= MOST_OF_ALL * more.value and bool(less.about & KINDS - more.about)


def _by_noun(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for each in figures:
        if _noun(each):
            found.setdefault(_noun(each), []).append(each)
    return found


def _noun(figure: Figure) -> str:
    return figure.noun or figure.named


def _confirmed(topic: Topic, figure: Figure, same: Sequence[Figure]) -> bool:
    """Whether the same value stands there of the same thing, or of what is not said."""
    return any(
        _same_noun(each, figure) and (not topic.shared or not each.about or bool(each.about & figure.about))
        for each in same
    )


def _nearest(
    topic: Topic, figure: Figure, candidates: Mapping[str, Sequence[Figure]]
) -> tuple[float, Figure | None]:
    near = {
        id(each): each for key in _keys(topic, figure) for each in candidates.get(key, ())[:MOST]
    }.values()
    found = [(likeness(topic, figure, each), each) for each in near]
    most = max((score for score, _ in found), default=0)
    best = [each for score, each in found if score == most]
    return (most, best[0]) if most > 0 and len({each.value for each in best}) == 1 else (0, None)


def likeness(topic: Topic, one: Figure, other: Figure) -> float:
    """How likely it is that both are of the same thing; 0 when they are not."""
    low, high = sorted((one.value, other.value))
    if _are_of_two(topic, one, other):
        return 0
    if low <= 0 or (topic.money and is_taxed(low, high)):
        return 0
    if high / low > topic.ratio and not exchanged(low, high):
        return 0
    common = len(one.about & other.about)
    share = common / max(1, min(len(one.about), len(other.about)))
    bonus = 1.0 if exchanged(one.value, other.value) else 0.0
    if topic.only_exchanged and not bonus:
        return 0
    if topic.counted and _is_narrower(*sorted((one, other), key=lambda each: each.value)):
        return 0
    if topic.kindred and one.about and other.about and not common:
        return 0
    if common < topic.shared or (topic.shared and share < topic.likeness):
        return 0
    if not bonus and _may_be_other(topic, one, other):
        return 0
    return 0.1 + common + share + bonus + float(low / high) / 2 + (0.5 if one.period == other.period else 0)


def _may_be_other(topic: Topic, one: Figure, other: Figure) -> bool:
    """Whether one may stand in another column, or be of a part."""
    alone = len(one.about & other.about) <= 1
    if one.noun == other.noun == "or" and alone and not (one.period and one.period == other.period):
        return True
    if max(one.value, other.value) <= NEARLY * min(one.value, other.value):
        return False
    if bool(one.noun) != bool(other.noun):
        return bool(one.row or other.row)
    return topic.shared == 1 and alone and one.in_row and other.in_row and one.about != other.about


def _are_of_two(topic: Topic, one: Figure, other: Figure) -> bool:
    """Whether period, rank, noun, sort or the columns of their rows tell that they are of different things."""
    return (
        (one.period != other.period and bool(one.period and other.period))
        or (one.depth != other.depth and bool(one.depth and other.depth))
        or any((sort in one.sorts) != (sort in other.sorts) for sort in (APART, ON_AVERAGE))
        or not (_same_noun(one, other) or (topic.only_exchanged and not (one.noun and other.noun)))
        or opposed(one.sorts, other.sorts)
        or (len(one.row) != len(other.row) and bool(set(one.row) & set(other.row)))
    )


def _same_noun(one: Figure, other: Figure) -> bool:
    """Whether both count the same, named after the number or before it."""
    if one.noun and other.noun:
        return one.noun == other.noun
    if not one.noun and not other.noun:
        return True
    counted, bare = (one, other) if one.noun else (other, one)
    return counted.noun == bare.named or (
        bare.in_row
        and counted.noun.split()[-1] in bare.about
        and (counted.noun not in IN_PARTS or bare.about <= {counted.noun, "impieg"})
    )


def is_taxed(low: Decimal, high: Decimal) -> bool:
    """Whether one amount is the other with VAT, to the cent."""
    return any(abs(low * (100 + rate) / 100 - high) <= CENT for rate in VAT)


def exchanged(one: Decimal, other: Decimal) -> bool:
    """Whether two figures of one become the other when they change places: 46.500 and 45.600."""
    first, second = _digits(one), _digits(other)
    if len(first) != len(second) or max(len(first.rstrip("0")), len(second.rstrip("0"))) < FEWEST_DIGITS:
        return False
    differ = [at for at, (left, right) in enumerate(zip(first, second, strict=True)) if left != right]
    return (
        len(differ) == 2 and first[differ[0]] == second[differ[1]] and first[differ[1]] == second[differ[0]]
    )


def _digits(value: Decimal) -> str:
    return str(int(value * 100)).lstrip("0")
