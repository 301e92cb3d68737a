"""Values of two documents that are about the same thing although no label says so: paired by the words around them."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from operator import eq

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.comparing import disagreement, rule_of
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.contradictions.senses import OF_THEIR_OWN, WEIGHT, senses
from apps.municipal.tenders.rules.rule import Found, Rule

NEAR, FAR = 55, 120
"""characters around a value whose words count in full, and by half"""
ENOUGH = 0.9
"""weight of the words that two values must have in common"""
SHARE = 0.4
"""the same, as a share of the words of the one that has fewer"""
SHORT, FARTHER, FAR_ENOUGH = 10 * 24 * 60, 30.0, 6.5
"""up to so many minutes one length may be so many times the other, beyond them fewer times"""
MANY = 400
"""values of one act that are compared; who has more has a table of them"""
DISTANCE = 0.6
"""taken from the likeness of two values each of which speaks of something of its own"""
MOST, HARDLY_ELSE = 0.8, 0.6
"""where a sentence says hardly anything else, one word of any kind in common will do"""
HEADING = re.compile(
    r"(?:^|\n)\W{0,6}(?:art(?:icolo|\.)?\s?)?(?:\d[\d.]{0,5}(?:-\w{2,3})?|[ivx]{1,5}|[a-z])?\s?[.):°–—-]{0,3}\s{0,2}(?P<title>[^\n.;:]{3,60})[.:\n]\s*$",
    re.IGNORECASE,
)
"""a line of its own, or the words before the first stop of a line: «Art. 4 - Centro di cottura», «8. Pronto intervento.»"""
SINCE = re.compile(
    r"\b(?:dal(?:l[ao'])?|dai|dagli|dalle|da\s+(?:ogni|ciascun[oa]?))\s?(?:effettiv\w+\s+)?(?:data\s+(?:di|del(?:l[ao'])?)\s?)?(?:effettiv\w+\s+)?(?:stipul|firma|sottoscri|ricev|ricez|aggiudic|consegn|avvi|inizi|ordin|fattur|verbal|pubblic|comunic|scaden|collaud|verific|approva|fine|conclus|ultimaz|termin|emission)",
    re.IGNORECASE,
)
"""after it stands only what a time is counted from"""
REACH = 90
JOINT = re.compile(r",|\s(?:e|ed|o)\s")
"""after it a sentence goes on to something else"""
SOON = 25
"""characters after a title within which a value is of the title itself: «Pagamenti. Ogni due mesi»"""


@dataclass(frozen=True)
class Mention:
    """A value with the words around it."""

    value: Hashable
    start: int
    end: int
    about: dict[str, float]
    kind: str = ""
    """only values of one kind are paired"""
    of: str = ""
    """what it is surely of; never paired with what is surely of something else"""
    least: float = ENOUGH
    size: float = 0.0
    """of a length of time; never paired with a much greater one"""


Read = Callable[[Act], Iterable[Mention]]
Alike = Callable[[Hashable, Hashable], bool]


def about(act: Act, start: int, end: int) -> dict[str, float]:
    """What the sentence of `start:end` speaks of: the nearer, the more it counts; the heading counts too."""
    one, other = act.flat.sentence(start, end)
    before = act.text[max(one, start - FAR) : start].rpartition(";")[2]
    after = act.text[end : min(other, end + FAR)].partition(";")[0]
    near = f"{last_words(before, NEAR)} {_first(SINCE.split(JOINT.split(after)[0])[0], NEAR)}"
    said = f"{last_words(before, FAR)} {_first(after, FAR)}"
    title = senses(heading(act.text, one))
    return (title if start - one < SOON else _halved(title)) | _halved(senses(said)) | senses(near)


def _halved(words: dict[str, float]) -> dict[str, float]:
    return {word: weight / 2 for word, weight in words.items()}


def last_words(text: str, most: int) -> str:
    """The end of a text, whole words only."""
    return text if len(text) < most else text[-most:].partition(" ")[2]


def _first(text: str, most: int) -> str:
    return text if len(text) < most else text[:most].rpartition(" ")[0]


def heading(text: str, start: int) -> str:
    """The title of the sentence that begins at `start`; empty when it has none."""
    found = HEADING.search(text[max(0, start - REACH) : start].rstrip(" "))
    return found["title"] if found else ""


def mention(act: Act, value: Hashable, place: tuple[int, int], kind: str) -> Mention:
    return Mention(value, *place, about(act, *place), kind)


def likeness(one: Mention, other: Mention) -> float:
    """The weight of the words that two mentions share; 0 when they are too few."""
    if (one.of != other.of and one.of and other.of) or _unlike(one, other) or _unlike(other, one):
        return 0.0
    if not _near_in_size(one.size, other.size):
        return 0.0
    shared = sum(min(weight, other.about[word]) for word, weight in one.about.items() if word in other.about)
    if _apart(one.about, other.about):
        shared -= DISTANCE
    least = min(sum(one.about.values()), sum(other.about.values()))
    enough = HARDLY_ELSE if shared >= MOST * least else max(one.least, other.least)
    return shared + shared / least if shared >= max(enough, SHARE * least) else 0.0


def _near_in_size(one: float, other: float) -> bool:
    small, great = sorted((one, other))
    return not small or great <= small * (FARTHER if great <= SHORT else FAR_ENOUGH)


def _unlike(one: Mention, other: Mention) -> bool:
    """Whether one is plainly of a record, a security… and the other has no word of it."""
    return any(one.about.get(word, 0) >= WEIGHT and word not in other.about for word in OF_THEIR_OWN)


def _apart(mine: dict[str, float], theirs: dict[str, float]) -> bool:
    """Whether each speaks plainly of something that the other does not know."""
    return all(
        any(weight >= WEIGHT and word not in other for word, weight in one.items())
        for one, other in ((mine, theirs), (theirs, mine))
    )


def aligned(name: str, title: str, read: Read, alike: Alike = eq, alone: bool = False) -> Rule:
    """A rule `confronto.<name>` about values that only their sentences put together.

    `alone`: a value that the other document has anywhere is not marked, whatever it is said to be of.
    """

    def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
        for group in procedures(acts):
            mentions = [(act, list(islice(read(act), MANY))) for act in group]
            for (one, mine), (other, theirs) in combinations(mentions, 2):
                for first, second in pairs(mine, theirs, alike):
                    if alone and (_among(first, theirs, alike) or _among(second, mine, alike)):
                        continue
                    yield one, disagreement(title, (one, first), [(other, second)])
                    yield other, disagreement(title, (other, second), [(one, first)])

    return rule_of(name, compare)


def pairs(
    mine: Sequence[Mention], theirs: Sequence[Mention], alike: Alike
) -> Iterator[tuple[Mention, Mention]]:
    """Values that are each other's nearest and differ, when neither is found where the other could be."""
    for one in mine:
        near = _nearest(one, theirs)
        if not near or any(alike(one.value, each.value) for each in near):
            continue
        back = _nearest(near[0], mine)
        if back and back[0] is one and not any(alike(each.value, near[0].value) for each in back):
            yield one, near[0]


def _among(one: Mention, mentions: Sequence[Mention], alike: Alike) -> bool:
    return any(alike(one.value, each.value) for each in mentions)


def _nearest(one: Mention, among: Sequence[Mention]) -> list[Mention]:
    scored = [(likeness(one, each), each) for each in among if each.kind == one.kind]
    return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score]
