"""Values of two documents that are about the same thing although no label says so: paired by the words around them."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import combinations, islice
from math import log2
from operator import eq

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.comparing import disagreement, rule_of
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.contradictions.senses import HALF, OF_THEIR_OWN, WEIGHT, senses
from apps.municipal.tenders.rules.rule import Found, Rule

NEAR, FAR = 70, 120
"""characters around a value whose words count in full, and by half"""
ENOUGH = 0.9
"""weight of the words that two values must have in common"""
SHARE, LESSER_SHARE = 0.4, 0.25
"""the same, as a share of the words of the one that has fewer; less where both plainly speak of one thing"""
SHORT, FARTHER, FAR_ENOUGH = 10 * 24 * 60, 30.0, 6.5
"""up to so many minutes one length may be so many times the other, beyond them fewer times"""
SLIGHT = 0.5
"""weight of a word that alone does not say what a value is of"""
MANY = 400
"""values of one act that are compared; who has more has a table of them"""
DISTANCE = 0.6
"""taken from the likeness of two values each of which speaks of something of its own"""
TENTH = 0.1
"""taken for each time that one length is twice the other"""
MOST, HARDLY_ELSE = 0.65, 0.6
"""where a sentence says hardly anything else, one word of any kind in common will do"""
HEADING = re.compile(
    r"(?:^|\n)\W{0,6}(?:art(?:icolo|\.)?\s?)?(?:\d[\d.]{0,5}(?:-\w{2,3})?|(?:[ivx]{1,5}|[a-z])(?=\s?[.):]))?\s?[.):°–—-]{0,3}\s{0,2}(?P<title>[^\n.;:|\t]{3,60})[.:\n]\s*$",
    re.IGNORECASE,
)
"""a line of its own, or the words before the first stop of a line: «Art. 4 - Centro di cottura», «8. Pronto intervento.»"""
SENTENCE = re.compile(
    r"\b(?:è|e'|sono|ha|hanno|dev[eo]|devono|può|possono|non|\w{2,}(?:isce|iscono|ranno|rà|ano))\b",
    re.IGNORECASE,
)
"""of a short sentence, which is no title"""
SINCE = re.compile(
    r"\b(?:dal(?:l[ao'])?|dai|dagli|dalle|da\s+(?:ogni|ciascun[oa]?))\s?(?:effettiv\w+\s+)?(?:data\s+(?:di|del(?:l[ao'])?)\s?)?(?:effettiv\w+\s+)?(?:stipul|firma|sottoscri|ricev|ricez|aggiudic|consegn|avvi|inizi|ordin|fattur|verbal|pubblic|comunic|scaden|collaud|verific|approva|fine|conclus|ultimaz|termin|emission)",
    re.IGNORECASE,
)
"""after it stands only what a time is counted from"""
WITHIN = re.compile(
    r"\W*(?:ne(?:i|gli|ll[aeo]|l)\s+|nell'|presso\s+(?:il\s+|la\s+|le\s+|i\s+|gli\s+|l')?)(?P<where>[a-zà-ù]+(?:\s+[a-zà-ù]+)?)",
    re.IGNORECASE,
)
REACH = 90
SHEET_ROW = re.compile(r"[^\n:|\t]{2,45}(?::[ \t]|[ \t]?\||\t)")
MOST_ROWS = 20
JOINED = re.compile(r"(?<=[a-zà-ù]) (?=(?:Il|La|Lo|L'|I|Gli|Le|In|Per|Si|È|Entro|Ogni|Non)\b)")
"""where a title without a stop and the sentence after it became one line"""
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
    share: float = SHARE
    within: frozenset[str] = frozenset()
    """the place that its sentence is limited to: «nella scuola media»"""
    of_what: frozenset[str] = frozenset()
    """the things that are cleaned, cut, emptied: never paired with what is done to others"""
    size: float = 0.0
    """of a length of time; never paired with a much greater one"""

    @cached_property
    def plain(self) -> frozenset[str]:
        """What it plainly speaks of."""
        return frozenset(word for word, weight in self.about.items() if weight >= WEIGHT)

    @cached_property
    def own(self) -> frozenset[str]:
        """Records, securities…: who speaks of one is never paired with who has no word of it."""
        return self.plain & OF_THEIR_OWN | self.within


Read = Callable[[Act], Iterable[Mention]]
Alike = Callable[[Hashable, Hashable], bool]
Known = Callable[[Act], Iterable[Hashable]]


def about(act: Act, start: int, end: int) -> dict[str, float]:
    """What the sentence of `start:end` speaks of: the nearer, the more it counts; the heading counts too."""
    one, other = act.flat.sentence(start, end)
    before = act.text[max(one, start - FAR) : start].rpartition(";")[2]
    after = act.text[end : min(other, end + FAR)].partition(";")[0]
    own = JOINED.split(before)[-1]
    near = f"{last_words(own, NEAR)} {_first(SINCE.split(JOINT.split(after)[0])[0], NEAR)}"
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
    """The title of the sentence that begins at `start`, of a row the title of its sheet; empty when it has none."""
    found = HEADING.search(text[max(0, start - REACH) : start].rstrip(" "))
    if found and SENTENCE.search(found["title"]):
        return ""
    return found["title"] if found else _sheet(text, start)


def _sheet(text: str, start: int) -> str:
    """The line above rows as «Durata: tre anni» and «Giorni | lunedì»."""
    line = text.rfind("\n", 0, start) + 1
    rows = 0
    while line and rows < MOST_ROWS and SHEET_ROW.match(text, line):
        line = text.rfind("\n", 0, line - 1) + 1
        rows += 1
    end = text.find("\n", line)
    title = text[line:end].rstrip() if rows and end - line <= REACH else ""
    return "" if title.endswith((".", ";", ",")) or SHEET_ROW.match(text, line) else title


OBJECT = 200
"""characters of what the act is about"""
SERVICE = "servizio"
OF_ITSELF = frozenset(["orario", "attività", SERVICE])


def of_the_service(act: Act, found: Mention) -> Mention:
    """A time that is said of nothing but what the act is about is that of the whole service."""
    heavy = {word for word, weight in found.about.items() if weight >= SLIGHT}
    own = act.text[act.flat.sentence(found.start, found.end)[0] :][:SOON]
    if heavy <= OF_ITSELF | senses(act.object_text.partition(own)[0][:OBJECT]).keys():
        return replace(found, about={SERVICE: WEIGHT} | found.about)
    return found


def mention(act: Act, value: Hashable, place: tuple[int, int], kind: str) -> Mention:
    words, one = about(act, *place), act.flat.sentence(*place)[0]
    limited = WITHIN.match(act.text, one, place[0])
    within = senses(limited["where"]).keys() if limited else ()
    return Mention(value, *place, dict.fromkeys(within, HALF) | words, kind, within=frozenset(within))


def likeness(one: Mention, other: Mention) -> float:
    """The weight of the words that two mentions share; 0 when they are too few."""
    common = one.about.keys() & other.about.keys()
    if not common or not _may_be_one(one, other):
        return 0.0
    if not one.own <= common or not other.own <= common:
        return 0.0
    shared = sum(min(one.about[word], other.about[word]) for word in common)
    if not one.plain <= common and not other.plain <= common:
        shared -= DISTANCE
    least = min(sum(one.about.values()), sum(other.about.values()))
    enough = HARDLY_ELSE if shared >= MOST * least else max(one.least, other.least)
    share = LESSER_SHARE if one.plain & other.plain else min(one.share, other.share)
    return (
        max(shared, shared + shared / least - _apart(one, other))
        if shared >= max(enough, share * least)
        else 0.0
    )


def _apart(one: Mention, other: Mention) -> float:
    """Of two that may be meant, the one that is nearer in size is."""
    return TENTH * abs(log2(one.size / other.size)) if one.size and other.size else 0.0


def _near_in_size(one: float, other: float) -> bool:
    small, great = sorted((one, other))
    return not small or great <= small * (FARTHER if great <= SHORT else FAR_ENOUGH)


def nothing(act: Act) -> Iterable[Hashable]:
    return ()


def values_of(read: Read) -> Known:
    """What `read` finds in an act: a value that the other document has anywhere is then not marked."""
    return lambda act: [each.value for each in read(act)]


def aligned(name: str, title: str, read: Read, alike: Alike = eq, known: Known = nothing) -> Rule:
    """A rule `confronto.<name>` about values that only their sentences put together.

    `known`: values of an act that settle the question, whatever they are said to be of.
    """

    def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
        settled = cache(lambda at: list(known(acts[at])))
        for group in procedures(acts):
            mentions = [(act, list(islice(read(act), MANY))) for act in group]
            for (one, mine), (other, theirs) in combinations(mentions, 2):
                third = [
                    each for act, said in mentions if act is not one and act is not other for each in said
                ]
                for first, second in pairs(mine, theirs, alike):
                    here, there = settled(acts.index(one)), settled(acts.index(other))
                    if _is_known(first, there, alike) or _is_known(second, here, alike):
                        continue
                    if not _outvotes(first, second, third, alike):
                        yield one, disagreement(title, (one, first), [(other, second)])
                    if not _outvotes(second, first, third, alike):
                        yield other, disagreement(title, (other, second), [(one, first)])

    return rule_of(name, compare)


def pairs(
    mine: Sequence[Mention], theirs: Sequence[Mention], alike: Alike
) -> Iterator[tuple[Mention, Mention]]:
    """Values that are each other's nearest and differ, when neither is found where the other could be."""
    yield from _lone(mine, theirs, alike)
    for one in mine:
        near = _nearest(one, theirs)
        if not near or any(alike(one.value, each.value) for each in near):
            continue
        back = _nearest(near[0], mine)
        if back and back[0] is one and not any(alike(each.value, near[0].value) for each in back):
            yield one, near[0]


def _lone(
    mine: Sequence[Mention], theirs: Sequence[Mention], alike: Alike
) -> Iterator[tuple[Mention, Mention]]:
    """The one mention of a kind in either document, where a word in common is enough."""
    for kind in {each.kind for each in mine}:
        here = [each for each in mine if each.kind == kind]
        there = [each for each in theirs if each.kind == kind]
        if len(here) == 1 == len(there) and not alike(here[0].value, there[0].value):
            one, other = here[0], there[0]
            shared = any(min(weight, other.about.get(word, 0)) > SLIGHT for word, weight in one.about.items())
            apart = not one.plain <= other.about.keys() or not other.plain <= one.about.keys()
            if shared and not apart and not likeness(one, other) and _may_be_one(one, other):
                yield one, other


def _may_be_one(one: Mention, other: Mention) -> bool:
    """Whether neither is surely of something else, or far too long."""
    of_one = one.of == other.of or not one.of or not other.of
    of_one_thing = bool(one.of_what & other.of_what) or not one.of_what or not other.of_what
    return of_one and of_one_thing and _near_in_size(one.size, other.size)


def _outvotes(mine: Mention, yours: Mention, third: Sequence[Mention], alike: Alike) -> bool:
    """Whether a third document says the same of the same thing, and none says what the other does."""
    near = _nearest(mine, third) if third else []
    return _among(mine, near, alike) and not _among(yours, near, alike)


def _is_known(one: Mention, values: Iterable[Hashable], alike: Alike) -> bool:
    return any(alike(one.value, each) for each in values)


def _among(one: Mention, mentions: Sequence[Mention], alike: Alike) -> bool:
    return any(alike(one.value, each.value) for each in mentions)


def _nearest(one: Mention, among: Sequence[Mention]) -> list[Mention]:
    scored = [(likeness(one, each), each) for each in among if each.kind == one.kind]
    return [each for score, each in sorted(scored, key=lambda pair: -pair[0]) if score]
