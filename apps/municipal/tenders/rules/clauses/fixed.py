"""A figure that a law fixes for a subject: one reader for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from apps.municipal.tenders.rules.clauses.entry import Judge
from apps.municipal.tenders.rules.clauses.statements import WITHIN, fixed_first, small
from apps.municipal.tenders.rules.quantities import FIGURES, HALF, WORDS, read_count
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

NUMBER = rf"(?<![\w.,/])(?P<number>{FIGURES}(?!\d)|{WORDS}\b)\s?(?:\(\s?[\w,./ ]{{1,30}}\)\s?)?"
MOST = Decimal(100_000)
"""no bound above"""
REACH = 240
APART = re.compile(r";|(?<!lgs)(?<!art)(?<! n)(?<!comma)\.\s")
"""between a figure and its subject: another sentence"""
TIE = 75
"""characters before a figure in which the words stand that tie it to its subject"""


@dataclass(frozen=True)
class Fixed:
    """From `least` to `most` units, said of `about` after words of `tie`; `unless` the sentence says this too."""

    about: str
    tie: str
    units: tuple[tuple[str, int], ...]
    """pattern of a unit, and how many of the smallest unit it is"""
    least: Decimal | int
    most: Decimal | int
    message: str
    """with a place for what is said"""
    suggestion: str
    also: str = ""
    """what else the sentence says"""
    unless: str = ""

    @cached_property
    def said(self) -> re.Pattern[str]:
        """A number and its unit; for money the unit may come first."""
        units = "|".join(f"(?P<unit{at}>{pattern})" for at, (pattern, _) in enumerate(self.units))
        return re.compile(rf"{NUMBER}(?:{units})", re.IGNORECASE)


def fixed(*figures: Fixed) -> Judge:
    """Judge of the places where an act states another figure than the one of the law."""

    def judge(standing: Standing) -> Iterator[Found]:
        for each in figures:
            yield from _wrong(standing, each)

    return judge


@cache
def _small(pattern: str) -> re.Pattern[str]:
    """Over small letters whose accents are put right; `[^.;]` stays in the sentence."""
    return re.compile(fixed_first(pattern.replace("[^.;]", WITHIN)))


def _wrong(standing: Standing, wanted: Fixed) -> Iterator[Found]:
    text, done = small(standing.act.text), set[int]()
    for subject in _small(wanted.about).finditer(text):
        one, other = sentence_of(standing.act.flat, subject.start(), subject.end())
        one, other = max(one, subject.start() - REACH), min(other, subject.end() + REACH)
        if not _is_meant(text[one:other], wanted):
            continue
        for match in wanted.said.finditer(text, one, other):
            value = _value(match, wanted)
            tied = _small(rf"(?:{wanted.tie})$").search(text, max(one, match.start() - TIE), match.start())
            is_near = not APART.search(
                text, min(match.end(), subject.end()), max(match.start(), subject.start())
            )
            is_wrong = value is not None and not wanted.least <= value <= wanted.most
            if is_wrong and tied and is_near and match.start() not in done:
                done.add(match.start())
                told = standing.act.text[match.start() : match.end()]
                yield Found(match.start(), match.end(), wanted.message.format(told), wanted.suggestion)


def _is_meant(sentence: str, wanted: Fixed) -> bool:
    said = not wanted.also or _small(wanted.also).search(sentence)
    return bool(said) and not (wanted.unless and _small(wanted.unless).search(sentence))


def _value(match: re.Match[str], wanted: Fixed) -> Decimal | None:
    """How many of the smallest unit."""
    written = match["number"].rstrip("'")
    count = Decimal(written.replace(",", ".")) if written[0].isdigit() else _word(written)
    factor = next(size for at, (_, size) in enumerate(wanted.units) if match[f"unit{at}"])
    return None if count is None else count * factor


def _word(written: str) -> Decimal | None:
    if written in HALF:
        return HALF[written]
    read = 1 if written in ("un", "una", "uno") else read_count(written)
    return None if read is None else Decimal(read)
