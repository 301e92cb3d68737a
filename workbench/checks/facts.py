"""Numbers, dates and act references of a text, each in one form whatever the way of writing it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from workbench.checks import dates, numerals, references
from workbench.checks.citations import citation
from workbench.checks.dates import Made
from workbench.privacy import find_personal

LIST_MARK = re.compile(r"^[^\S\n]*\(?\d{1,2}[.)][^\S\n]", re.MULTILINE)
READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Made]], ...] = (
    (references.LAW_AND_ARTICLE, citation),
    (references.ARTICLE_OF_LAW, citation),
    (references.ONLY_ARTICLE, citation),
    (references.ONLY_PARAGRAPH, citation),
    (dates.WRITTEN_DATE, dates.date),
    (dates.MONTH_AND_YEAR, dates.month_and_year),
    (dates.NUMERIC_DATE, dates.date),
    (dates.ISO_DATE, dates.date),
    (dates.DAY_AND_MONTH, dates.date),
    (numerals.MULTIPLE, numerals.multiple),
    (numerals.MONEY, numerals.money),
    (numerals.PERCENT, numerals.percent),
    (dates.CLOCK, dates.hour),
    (dates.HOUR, dates.hour),
    (numerals.SLASHED, numerals.slashed),
    (numerals.CODE, numerals.code),
    (numerals.PLAIN, numerals.plain),
    (numerals.IN_WORDS, numerals.in_words),
)
"""one after the other on what those before have left"""
OF_DATE = re.compile(r"[\s,]*del\s*")
WHOLE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Fact:
    """What `text[start:end]` states, in one form."""

    value: str
    """`1250`, `12.5%`, `2027-03-03`, `--03-03` (no year), `09:30`, `art. 10-bis l. 241/1990`"""
    start: int
    end: int
    text: str
    implied: frozenset[str] = frozenset()
    """weaker facts that this one supports: a whole date supports its year"""


def numbers_dates_references(text: str) -> set[str]:
    """The values of `find_facts`: «3 marzo 2027» and «03/03/2027» give the same one."""
    return {fact.value for fact in find_facts(text)}


def supported(text: str) -> set[str]:
    """What the text states and what follows from it: with «3 marzo 2027» also «3 marzo» and «2027»."""
    return {value for fact in find_facts(text) for value in (fact.value, *fact.implied)}


def find_facts(text: str) -> list[Fact]:
    """Numbers, dates, hours, percentages, codes, telephones, articles and laws, in the order of the text.

    Marks of lists (`1.` at the start of a line) are no facts. Numbers in words up to a hundred count, but
    for `uno`; `due` and `sei` only before what is counted. Each reader blanks what it took, so that the day
    of a date is not a number as well.
    """
    facts: list[Fact] = []
    rest = LIST_MARK.sub(lambda match: " " * len(match.group()), text)
    for found in find_personal(rest):
        if found.kind in ("telefono", "IBAN"):
            value = (
                re.sub(r"[\W_]", "", found.text.removeprefix("+39").removeprefix("0039")).upper().lstrip("0")
            )
            facts.append(Fact(value, found.start, found.end, found.text))
            rest = rest[: found.start] + " " * len(found.text) + rest[found.end :]
    for pattern, make in READERS:
        rest = pattern.sub(_taking(make, text, facts), rest)
    return _with_year_of_act(text, sorted(facts, key=lambda fact: fact.start))


def _taking(
    make: Callable[[re.Match[str]], Made], text: str, facts: list[Fact]
) -> Callable[[re.Match[str]], str]:
    def take(match: re.Match[str]) -> str:
        made = make(match)
        start, end = match.span()
        facts.extend(Fact(value, start, end, text[start:end].strip(), implied) for value, implied in made)
        return " " * (end - start) if made else match.group()

    return take


def _with_year_of_act(text: str, facts: list[Fact]) -> list[Fact]:
    """«n. 45 del 3 marzo 2027» supports «45/2027»."""
    for at, (number, day) in enumerate(pairwise(facts)):
        between = text[number.end : day.start]
        if number.value.isdigit() and WHOLE_DATE.fullmatch(day.value) and OF_DATE.fullmatch(between):
            facts[at] = replace(number, implied=number.implied | {f"{number.value}/{day.value[:4]}"})
    return facts
