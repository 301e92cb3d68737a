"""What the rules on references share: citations gathered by place, and how a finding is made of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Find, Found, Rule, Severity
from workbench.norms import Citation

NEW_CODE = "d.lgs. 36/2023"
OLD_CODES = ("d.lgs. 50/2016", "d.lgs. 163/2006")
NEW_CODE_EFFECTIVE = date(2023, 7, 1)
"""art. 229 c. 2"""
KNOWN = "conoscenza di settore e tavole di corrispondenza, da confermare"
OWN_WORDS = re.compile(
    r"(?:(?:art\w*+|comm[ai]|c(?!\.\s?c\.)|co|lett\w*+|periodo|ed?|da|al?|ss|seguenti|bis|ter|quater|quinquies|[a-z](?=\))|\d++)(?!\w)|\W)++",
    re.IGNORECASE,
)
"""a citation without the name of an act"""
FOLDER = Path(__file__).parent
LETTER = re.compile(r"\(\?<[!=][^()]*\)|([àèéìòù])")
"""an accented letter of a pattern; what looks behind has one width and stays"""
ACCENTED = {"à": "a", "è": "e", "é": "e", "ì": "i", "ò": "o", "ù": "u"}


@dataclass(frozen=True)
class Cited:
    """The articles of one act that one phrase cites: «artt. 94 e 95 del D.Lgs. 36/2023»."""

    act: str
    citations: tuple[Citation, ...]
    start: int
    end: int

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """In their order; empty when the act is cited as a whole, or only an annex of it."""
        return tuple(each.article for each in self.citations if each.article and not each.annex)

    @cached_property
    def annexes(self) -> tuple[str, ...]:
        return tuple(each.annex for each in self.citations if each.annex)

    @property
    def is_named(self) -> bool:
        """Whether the act stands in the phrase; «del Codice» does not name it."""
        return self.citations[0].is_named


def table(name: str) -> dict[str, Any]:
    """A file of data of this folder."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), Loader=loader)


def worded(pattern: str) -> re.Pattern[str]:
    """A pattern of a table, from the beginning of a word, any capitals, «qualita'» for «qualità»."""
    typed = LETTER.sub(
        lambda found: f"(?:{found[1]}|{ACCENTED[found[1]]}')" if found[1] else found[0], pattern
    )
    return re.compile(rf"(?<![^\W_])(?:{typed})", re.IGNORECASE)


@cache
def articles_of_code() -> dict[str, tuple[int, str]]:
    """Of each article of the Code of 2023: its paragraphs in the first text, its heading."""
    return {article: (count, heading) for article, (count, heading) in table("code").items()}


def is_shared(act: Act, cited: Cited) -> bool:
    """«art. 50; art. 37 del D.Lgs. 33/2013»: of the first of them the act stands only beside the last."""
    return cited.is_named and OWN_WORDS.fullmatch(act.text, cited.start, cited.end) is not None


class _Same:
    """The citations of one act, the key of a cache: equal only to themselves, so that nobody compares them all."""

    def __init__(self, citations: tuple[Citation, ...]) -> None:
        self.citations = citations

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.citations is other.citations

    def __hash__(self) -> int:
        return id(self.citations)


def cited_in(act: Act) -> Sequence[Cited]:
    """Each phrase of the act that cites, in its order."""
    return _gathered(_Same(act.citations))


@lru_cache(maxsize=4)
def _gathered(same: _Same) -> tuple[Cited, ...]:
    by_place = groupby(same.citations, key=lambda one: (one.start, one.end, one.act))
    return tuple(Cited(name, tuple(each), start, end) for (start, end, name), each in by_place)


def passage(act: Act, cited: Cited) -> tuple[int, int]:
    """The sentence of a citation, with the label before it: «CAM per gli arredi: D.M. …»."""
    one, other = act.flat.sentence(cited.start, cited.end)
    if act.text[:one].endswith(":"):
        one = act.flat.sentence(one - 1, one - 1)[0]
    return one, other


def found(act: Act, start: int, end: int, message: str, suggestion: str = "") -> Found:
    """A finding; in what is no act of purchase (a law, a call for grants) only a note."""
    return Found(start, end, message, suggestion, severity=None if act.kind else "nota")


def noted(each: Found) -> Found:
    """The same, as a note."""
    return Found(each.start, each.end, each.message, each.suggestion, severity="nota")


def quoted(act: Act, start: int, end: int) -> str:
    return " ".join(act.text[start:end].split())


def joined(parts: Iterable[str]) -> str:
    """Each once: `art. 14; art. 50`."""
    return "; ".join(dict.fromkeys(part for part in parts if part))


def reference(name: str, why: str, article: str, find: Find, severity: Severity = "avviso") -> Rule:
    """A rule `riferimenti.<name>` of high confidence, on any text since the Code of 2023 is effective."""
    return Rule(
        id=f"riferimenti.{name}",
        article=article,
        severity=severity,
        confidence="alta",
        source=KNOWN,
        why=why,
        find=find,
        kinds=frozenset(),
        valid_from=NEW_CODE_EFFECTIVE,
    )
