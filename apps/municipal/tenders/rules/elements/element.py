"""A mandatory element of an act: how it is recognised and what to say when it is missing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.rules.elements.stating import (
    DEFERRED,
    NUMBERED,
    OF_THE_PAST,
    OF_WHAT,
    is_headed,
    is_said,
    lines_with,
    sentences,
    stated,
    without_titles,
)
from apps.municipal.tenders.rules.rule import Confidence, Severity

PRACTICE = "elementi obbligatori raccolti per il progetto, da confermare con un giurista"
CODE = "testo del D.Lgs. 36/2023 in Gazzetta (31.3.2023) e D.Lgs. 209/2024"
MONTH = r"(?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)"
WEEKDAY = r"(?:(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\s+)?"
DAY = rf"{WEEKDAY}(?:\d{{1,2}}[°º]?\s?(?:[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:20)?\d{{2}}|{MONTH})|20\d{{2}}-\d{{2}}-\d{{2}}|primo\s+{MONTH})"
COUNT = r"(?:\d+|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti\w*|trenta\w*|quaranta\w*|cinquanta\w*|sessanta\w*|novanta\w*|cento\w*|un)"
PERCENT = r"(?:\d+(?:[.,]\d+)?\s?(?:%|per\s?cento)|\b(?:cinque|dieci|due|uno)\s+per\s?cento)"


def without(trouble: str, cure: str) -> str:
    """A pattern of a line in which `trouble` stands and `cure` does not, before or after it."""
    return rf"^(?!.*(?:{cure})).*(?:{trouble})"


UNACCENTED = re.compile(r"(?P<kept>\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|[àìòùé](?![\w'])")
"""an accent at the end of a word; classes of characters are kept as they are"""
UNACCENTED_AS = {"à": "[àa]", "ì": "[ìi]", "ò": "[òo]", "ù": "[ùu]", "é": "[éèe]"}


@dataclass(frozen=True)
class Element:
    """`statements` are patterns, each within a sentence; one is enough. Names are Italian and follow «manca»."""

    id: str
    name: str
    article: str
    why: str
    suggestion: str
    statements: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    """pieces of words, in lower case: a line without any of them is not looked at"""
    heading: str = ""
    """a heading of this topic alone, with words under it, is enough too"""
    unless: str = ""
    """on such a line no statement counts: it speaks of something else"""
    severity: Severity = "avviso"
    confidence: Confidence = "media"
    source: str = PRACTICE
    in_recitals: bool = False
    """whether what a recital of norms says is enough («Visto l'art. 107…»)"""
    of_the_past: bool = False
    """whether lines about earlier contracts count"""
    special: Callable[[Act], bool] | None = None
    """enough as well: what patterns cannot tell"""
    of_kind: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    """statements, instead of the others, in acts of that kind; no heading is enough there"""

    def is_in(self, act: Act) -> bool:
        lines = sentences(act) if self.in_recitals else stated(act)
        pattern = self._patterns.get(act.kind, self._patterns[""])
        if pattern and is_said(lines_with(lines, self.anchors), pattern, self.exception):
            return True
        if self.heading and act.kind not in self.of_kind and is_headed(lines, self.heading):
            return True
        return bool(self.special and self.special(act))

    def may_be_in(self, act: Act, words: re.Pattern[str] | None) -> bool:
        """Whether words of its topic stand in what the act states, though in no wording that is known."""
        return words is not None and is_said(without_titles(stated(act)), words, self.exception)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str] | None]:
        return {
            "": compiled(self.statements),
            **{kind: compiled(each) for kind, each in self.of_kind.items()},
        }

    @cached_property
    def exception(self) -> re.Pattern[str] | None:
        """`unless`, a heading without words, what is left to a later act, what was of an earlier one; compiled."""
        bare = rf"{NUMBERED}(?:{self.heading}){OF_WHAT}\W*$" if self.heading else ""
        past = "" if self.of_the_past else OF_THE_PAST.pattern
        return compiled(tuple(each for each in (self.unless, bare, DEFERRED.pattern, past) if each))


def compiled(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern, to which an accent that is not there makes no difference (but «e» is not «è»)."""
    patterns = tuple(
        UNACCENTED.sub(lambda found: found["kept"] or UNACCENTED_AS[found[0]], each) for each in patterns
    )
    return (
        re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE | re.MULTILINE)
        if patterns
        else None
    )
