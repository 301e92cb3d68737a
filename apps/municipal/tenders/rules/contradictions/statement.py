"""What an act states about something that every document of the procedure must state alike."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.flat import ABBREVIATED, STOP
from apps.municipal.tenders.rules.kept import KEPT
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import sentence_of

REACH = 230
"""characters before a value in which its label is looked for"""
ANOTHER = re.compile(
    r"\b(?:preceden\w+|previgent\w+|uscent\w+|pregress\w+|scadut\w+|conclus[oaie]\b|in\s+corso|in\s+scadenza|già\s+affidat\w+|anteceden\w+|analog\w+|deriva\w+|fu\b|era\b|allora\b|(?:affidat|aggiudicat|stipulat)\w+\s+nel\s+20\d\d|(?:contratt|lavor|serviz|fornitur|appalt|affidament)\w+\s+del\s+20\d\d)",
    re.IGNORECASE,
)
"""of what belongs to another contract"""
ENDLESS = 700
"""characters of a sentence on either side of a value"""
OPEN_END = re.compile(r"[.;:]\s+$")
LEAST_TITLE = 6
"""characters that a numbered title has at least"""
FEW = 25
"""characters; a line that has less before its value, and no label, is read with its heading"""


@dataclass(frozen=True)
class Statement:
    """One value with its place in the flattened act."""

    value: Hashable
    start: int
    end: int
    shown: str = ""
    """the value in words, when the quoted ones do not say enough"""
    key: str = ""
    """of what, within its subject (`provvisoria`, `lotto 2`); only statements of one key are compared"""
    weight: int = 1
    """the place that says it most clearly is the one that is marked"""


@dataclass(frozen=True)
class Stated:
    """What one act states under one key."""

    act: Act
    statements: tuple[Statement, ...]

    @property
    def values(self) -> frozenset[Hashable]:
        return frozenset(each.value for each in self.statements)


Read = Callable[[Act], Iterable[Statement]]
Agree = Callable[[Stated, Stated], bool]
Labels = Sequence[tuple[str, re.Pattern[str]]]


def labels(*pairs: tuple[str, str]) -> Labels:
    return [(name, re.compile(pattern, re.IGNORECASE)) for name, pattern in pairs]


TITLED = re.compile(
    r"[.;]\s*\n\s*(?P<title>(?:art\.?\s?)?\d{1,2}(?:\.\d{1,2})?[.)°]?\s*[–-]?\s*[^\W\d]{4})", re.IGNORECASE
)
"""a numbered title after the end of a sentence: what stands before it is of something else"""


def before(text: str, start: int, reach: int = REACH) -> str:
    """The sentence that leads to a value, with its heading when it has hardly any words of its own."""
    first = max(0, start - reach)
    stops, titles = _cuts(text)
    at = bisect_right(titles, start - LEAST_TITLE) - 1
    first = titles[at] if at >= 0 and titles[at] > first else first
    cuts = list(stops[bisect_right(stops, first) : bisect_right(stops, start)])
    open_end = OPEN_END.search(text, max(first, start - FEW), start)
    if open_end and not (
        open_end[0][0] == "." and ABBREVIATED.search(text, max(0, open_end.start() - 8), open_end.start())
    ):
        cuts = sorted({*cuts, open_end.start() + 1})
    if not cuts:
        return text[first:start]
    if start - cuts[-1] > FEW:
        return text[cuts[-1] : start]
    return text[cuts[-2] if len(cuts) > 1 else first : start]


@lru_cache(maxsize=KEPT)
def _cuts(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where sentences end, and where numbered titles begin."""
    stops = tuple(
        found.end()
        for found in scan(STOP, text)
        if found[0] != "." or not ABBREVIATED.search(text, max(0, found.start() - 8), found.start())
    )
    return stops, tuple(found.start("title") for found in scan(TITLED, text))


def spotted(
    pattern: re.Pattern[str], words: Sequence[str], text: str, reach: int = 90
) -> Iterator[re.Match[str]]:
    """The matches of `pattern` around any of `words`, that every match holds: it is not tried elsewhere.

    `words`: in small letters; `reach`: characters on either side of a word in which a whole match stands.
    """
    last = 0
    for first, end in _windows(text, tuple(words), reach):
        for found in pattern.finditer(text, max(first, last), end):
            yield found
            last = found.end()


@lru_cache(maxsize=KEPT * 16)
def _windows(text: str, words: tuple[str, ...], reach: int) -> tuple[tuple[int, int], ...]:
    plain = _lowered(text)
    return windows(text, sorted(at for word in words for at in _places(plain, word)), reach, reach)


def windows(text: str, places: Sequence[int], ahead: int, behind: int) -> tuple[tuple[int, int], ...]:
    """The stretches of text around some places, in their order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for at in places:
        first, end = max(0, at - ahead), min(len(text), at + behind)
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((first, end))
    return tuple(found)


@lru_cache(maxsize=KEPT)
def _lowered(text: str) -> str:
    plain = text.lower()
    return plain if len(plain) == len(text) else "".join(each.lower()[0] for each in text)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def after(text: str, end: int, reach: int = 80) -> str:
    """The rest of the sentence."""
    rest = text[end : end + reach]
    stop = STOP.search(rest)
    return rest[: stop.start()] if stop else rest


def clause(act: Act, start: int, end: int) -> str:
    """The part of the sentence, between semicolons, that holds a value; of an endless one what is near."""
    one, other = sentence_of(act.flat, start, end)
    return act.text[max(one, start - ENDLESS) : min(other, end + ENDLESS)]


def nearest(names: Labels, clause: str) -> str:
    """The label that stands nearest to the end of `clause`; empty when there is none."""
    at, role = -1, ""
    for name, pattern in names:
        for found in pattern.finditer(clause):
            if found.end() > at:
                at, role = found.end(), name
    return role


def share_a_value(one: Stated, other: Stated) -> bool:
    return bool(one.values & other.values)


def one_within_the_other(one: Stated, other: Stated) -> bool:
    """As sets of codes: a document may leave one out, it may not have another."""
    return one.values <= other.values or other.values <= one.values
