"""What the articles of an act are about: the table, and the things of it that a text names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import NEW_CODE, Cited, table, worded
from apps.municipal.tenders.rules.references.openings import NEED, openings
from workbench.norms import Citation

MUNICIPALITIES = "d.lgs. 267/2000"
OF_ACT = {
    NEW_CODE: "del D.Lgs. 36/2023",
    MUNICIPALITIES: "del D.Lgs. 267/2000 (TUEL)",
    "l. 296/2006": "della L. 296/2006",
    "l. 136/2010": "della L. 136/2010",
    "d.lgs. 104/2010": "del codice del processo amministrativo",
    "l. 241/1990": "della L. 241/1990",
    "reg. ue 679/2016": "del Regolamento (UE) 2016/679",
    "d.lgs. 81/2008": "del D.Lgs. 81/2008",
    "d.p.r. 445/2000": "del D.P.R. 445/2000",
    "c.c.": "del codice civile",
    "l. 190/2012": "della L. 190/2012",
    "d.lgs. 165/2001": "del D.Lgs. 165/2001",
    "d.lgs. 159/2011": "del D.Lgs. 159/2011",
    "d.lgs. 231/2002": "del D.Lgs. 231/2002",
    "d.p.r. 633/1972": "del D.P.R. 633/1972",
    "d.lgs. 33/2013": "del D.Lgs. 33/2013",
    "d.p.r. 62/2013": "del D.P.R. 62/2013",
    "d.lgs. 198/2006": "del D.Lgs. 198/2006",
    "l. 68/1999": "della L. 68/1999",
    "l. 266/2005": "della L. 266/2005",
    "l. 488/1999": "della L. 488/1999",
    "d.lgs. 276/2003": "del D.Lgs. 276/2003",
    "d.lgs. 82/2005": "del D.Lgs. 82/2005 (CAD)",
    "d.lgs. 118/2011": "del D.Lgs. 118/2011",
}
WORD = re.compile(r"(?<![^\W_])[^\W_]")
"""where a word begins"""
DEFINITIONS = "I.1"
"""the annex of the Code that says what words mean"""
HEADED = r"(?=\s*[:|(])"
"""a thing by its name, where it is a label: «Programmazione: …», «Programmazione (art. 37)»"""
BEFORE, AFTER = 200, 130
"""characters around a citation in which its thing stands"""
ASIDE_BEGINS = re.compile(
    r"[\s,(–-]*(?:\b(?:ai\s+sensi|a\s+norma|in\s+(?:base|forza|virtù|applicazione|ossequio)|a\s+termini|a\s+mente|secondo|ex|come\s+\w+|per\s+effetto|giusta|giusto|in\s+conformità)\s*(?:d?al?l'|dell'|degli|agli|gli|l')?\s*)?$",
    re.IGNORECASE,
)
ASIDE_ENDS = re.compile(r"[\s,)–-]*")
HALF = 60
"""characters on each side of a citation that stands in the middle of a thing"""


@dataclass(frozen=True, eq=False)
class Thing:
    act: str
    name: str
    words: re.Pattern[str]
    articles: frozenset[str]
    """all that may rightly be cited for it; `II.1` is an annex"""
    home: frozenset[str]
    """where the law of the thing itself stands"""
    commas: dict[str, frozenset[str]]
    """the only paragraphs of an article that speak of it, where that is sure"""
    right: str
    """`art. 49 del D.Lgs. 36/2023`"""
    is_only: bool = False
    """no other act speaks of it"""
    acts: bool = False
    """somebody, who does things according to other articles too"""
    is_vague: bool = False
    """its words may be of much else"""
    needs_act: bool = False
    """its law is in another act: nothing is said of an article whose act is not named"""

    def suits(self, cited: Cited) -> bool:
        """Whether some of what is cited may speak of this thing."""
        return self._speaks_in(cited, self.articles)

    def is_home(self, cited: Cited) -> bool:
        """Whether some of what is cited is its law."""
        return self._speaks_in(cited, self.home)

    def _speaks_in(self, cited: Cited, articles: frozenset[str]) -> bool:
        if self.is_only and cited.act and cited.act != self.act:
            return False
        if cited.annexes:
            return any(annex in articles for annex in cited.annexes)
        return any(each.article in articles and self._is_in_place(each) for each in cited.citations)

    def _is_in_place(self, citation: Citation) -> bool:
        only = self.commas.get(citation.article)
        return not (only and citation.commas) or any(comma in only for comma in citation.commas)

    def is_known_for(self, cited: Cited) -> bool:
        """Nothing is said of the annexes of a thing for which none is in the table, nor of that of definitions."""
        if DEFINITIONS in cited.annexes:
            return False
        return not cited.annexes or any("." in article for article in self.articles)


@dataclass(frozen=True)
class Seen:
    """A thing that the text names, and where."""

    thing: Thing
    start: int
    end: int


@cache
def things_of() -> tuple[Thing, ...]:
    """All that the tables know."""
    tables = (table("things"), table("rarer"), table("accounts"))
    return tuple(_thing(act, row) for each in tables for act, group in each.items() for row in group)


def _thing(act: str, row: dict[str, Any]) -> Thing:
    articles = row["articles"].split()
    right = f"{row.get('right') or f'art. {articles[0]}'} {row.get('of') or OF_ACT[act]}"
    home = frozenset(row.get("home", row["articles"]).split())
    commas = {article: frozenset(only.split()) for article, only in row.get("commas", {}).items()}
    return Thing(
        act=act,
        name=row["thing"],
        words=worded(row["words"] if row.get("vague") else f"{row['words']}|{row['thing']}{HEADED}"),
        articles=frozenset(articles),
        home=home,
        commas=commas,
        right=right,
        is_only=row.get("only", False),
        acts=row.get("acts", False),
        is_vague=row.get("vague", False),
        needs_act="of" in row,
    )


@cache
def _by_opening() -> dict[str, tuple[Thing, ...]]:
    """The things that a word may name, by the two letters with which it begins, or one, or none."""
    groups: dict[str, list[Thing]] = {}
    for thing in things_of():
        for letters in openings(thing.words.pattern):
            groups.setdefault(letters, []).append(thing)
    return {letters: tuple(things) for letters, things in groups.items()}


@cache
def _candidates(letters: str) -> tuple[Thing, ...]:
    groups = _by_opening()
    found = (thing for length in range(len(letters) + 1) for thing in groups.get(letters[:length], ()))
    return tuple(dict.fromkeys(found))


def _seen(text: str, start: int, end: int) -> Iterator[Seen]:
    """The things that a part of a text names, in one walk over its words."""
    reached: dict[Thing, int] = {}
    for word in WORD.finditer(text, start, end):
        at = word.start()
        for thing in _candidates(text[at : at + NEED].lower()):
            match = thing.words.match(text, at, end)
            if match and reached.get(thing, 0) <= at:
                reached[thing] = match.end()
                yield Seen(thing, at, match.end())


class Things:
    """The things that an act names near its citations, found once."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._seen = sorted(
            (each for start, end in _windows(act) for each in _seen(act.text, start, end)),
            key=lambda each: each.start,
        )
        self._labels: dict[str, list[Seen]] = {}
        self._starts = [each.start for each in self._seen]

    def in_label(self, label: str) -> list[Seen]:
        """Those that the head of a paragraph names."""
        if label not in self._labels:
            self._labels[label] = list(_seen(label, 0, len(label)))
        return self._labels[label]

    def around(self, cited: Cited) -> list[Seen]:
        """Those of the sentence of a citation that stand near it, none inside it."""
        one, other = self._act.flat.sentence(cited.start, cited.end)
        start, end = max(one, cited.start - BEFORE), min(other, cited.end + AFTER)
        near = self._seen[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [each for each in near if each.end <= cited.start or cited.end <= each.start < each.end <= end]

    def across(self, cited: Cited) -> list[Seen]:
        """Those that the citation cuts in two: «di impegnare, a norma dell'art. 183 del TUEL, la spesa»."""
        one, other = self._act.flat.sentence(cited.start, cited.end)
        text = self._act.text
        aside = ASIDE_BEGINS.search(text, max(one, cited.start - HALF), cited.start)
        if aside is None or aside.start() == cited.start:
            return []
        goes_on = ASIDE_ENDS.match(text, cited.end, other)
        end = goes_on.end() if goes_on else cited.end
        before = text[max(one, aside.start() - HALF) : aside.start()]
        joined = f"{before} {text[end : min(other, end + HALF)]}"
        cut = len(before)
        return [
            Seen(each.thing, aside.start(), aside.start())
            for each in _seen(joined, 0, len(joined))
            if each.start < cut < each.end - 1
        ]


def _windows(act: Act) -> list[tuple[int, int]]:
    """The surroundings of all citations, those that touch joined."""
    joined: list[tuple[int, int]] = []
    for each in act.citations:
        start, end = max(0, each.start - BEFORE), each.end + AFTER
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
