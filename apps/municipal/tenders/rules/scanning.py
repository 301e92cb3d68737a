"""What stands in a text, looked for only where it can begin: most patterns begin with one of a few letters."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, repeat
from operator import attrgetter
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Protocol, TypeVar

WORD_START = re.compile(r"\b\w")
DIGIT = "0"
"""stands for every digit"""
TEXTS, SETS = 8, 256
LONG = 20_000
"""characters; in a shorter text it takes as long to learn how a pattern begins as to look everywhere"""


class Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=Placed)
START = attrgetter("start")


def beginning_in(ordered: Sequence[P], start: float, end: float) -> Sequence[P]:
    """Those, of a row in order, that begin in `start:end`."""
    first = bisect_left(ordered, start, key=START)
    return ordered[first : bisect_left(ordered, end, key=START)]


def scan(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives; several times faster where a match can only begin with a word."""
    initials = initials_of(pattern) if len(text) >= LONG else None
    if not initials:
        yield from pattern.finditer(text)
        return
    yield from found_at(pattern, text, _places(text, initials))


def found_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the places, which rise; as with `finditer`, none begins inside another."""
    end = 0
    for match in filter(None, map(pattern.match, repeat(text), places)):
        if match.start() >= end:
            yield match
            end = match.end()


@lru_cache(maxsize=SETS)
def _places(text: str, initials: frozenset[str]) -> Sequence[int]:
    """Where words with these initials begin, in order."""
    words = _words(text)
    return sorted(chain.from_iterable(words.get(each, ()) for each in initials))


@lru_cache(maxsize=TEXTS)
def _words(text: str) -> Mapping[str, Sequence[int]]:
    by_character: defaultdict[str, list[int]] = defaultdict(list)
    for match in WORD_START.finditer(text):
        by_character[match[0]].append(match.start())
    found: defaultdict[str, list[int]] = defaultdict(list)
    for character, places in by_character.items():
        found[_key(character)] += places
    return found


def _key(character: str) -> str:
    return DIGIT if character.isdecimal() else character.casefold()[0]


class AnywhereError(Exception):
    """A match may begin elsewhere than with a word of a few initials."""


@cache
def initials_of(pattern: re.Pattern[str]) -> frozenset[str]:
    """What the words begin with that a match can begin with (lower case; `0` for a digit); empty: it can begin anywhere."""
    try:
        found, passes = _first(parser.parse(pattern.pattern, pattern.flags), False)
    except AnywhereError:
        return frozenset()
    return frozenset() if passes else frozenset(found)


def _first(items: Iterable[tuple[Any, Any]], bounded: bool) -> tuple[set[str], bool]:
    """The initials of a sequence, and whether it can be empty; `bounded` once it must stand at the edge of a word."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.AT:
            bounded = bounded or value is op.AT_BOUNDARY
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            bounded = bounded or (kind is op.ASSERT_NOT and _bars_words(value))
        else:
            more, passes = _one(kind, value, bounded)
            found |= more
            if not passes:
                return found, False
    return found, True


def _bars_words(value: tuple[int, Any]) -> bool:
    """Whether it is `(?<!\\w)`, or bars other characters as well."""
    direction, items = value
    if direction != -1 or len(items) != 1:
        return False
    kind, members = items[0]
    return kind is op.IN and (op.CATEGORY, op.CATEGORY_WORD) in members


def _one(kind: Any, value: Any, bounded: bool) -> tuple[set[str], bool]:
    if kind is op.BRANCH:
        ways = [_first(each, bounded) for each in value[1]]
        return set().union(*(found for found, _ in ways)), any(passes for _, passes in ways)
    if kind is op.SUBPATTERN:
        return _first(value[3], bounded)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        found, passes = _first(value[2], bounded)
        return found, passes or value[0] == 0
    if kind is op.ATOMIC_GROUP:
        return _first(value, bounded)
    members = [(kind, value)] if kind is op.LITERAL else value if kind is op.IN else None
    if not bounded or members is None:
        raise AnywhereError
    return {key for member in members for key in _keys(*member)}, False


def _keys(kind: Any, value: Any) -> Iterator[str]:
    if kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
        yield DIGIT
        return
    characters = (
        [value] if kind is op.LITERAL else range(value[0], value[1] + 1) if kind is op.RANGE else None
    )
    if characters is None:
        raise AnywhereError
    for each in map(chr, characters):
        if not (each.isalnum() or each == "_"):
            raise AnywhereError
        yield _key(each)
