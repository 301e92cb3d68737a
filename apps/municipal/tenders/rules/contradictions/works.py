"""Categories and classes of works that a contractor must be qualified for."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause
from apps.municipal.tenders.rules.scanning import scan

CATEGORY = re.compile(r"\b(?P<kind>O[GS])\s?-?\s?(?P<number>\d{1,2}(?:-?[AB]\b)?)\b")
CLASS = re.compile(
    r"\bclass(?:ifica|e|\.)\s*[:\"«]?\s*(?:(?:almeno|minima|non|inferiore|pari|superiore|richiesta|o|è|la|alla|a)\s+){0,5}(?P<class>VIII|VII|VI|IV|V|III(?:[- ]?bis)?|II|I)\b",
    re.IGNORECASE,
)
NEAR, AFTER = 110, 40
"""characters before and after a class in which its category stands"""
BREAK = re.compile(r"[;\n|]")
WORKS = re.compile(r"\bSOA\b|\bcategori\w+|\blavor\w+|\bO[GS]\s?-?\d", re.IGNORECASE)
MAIN = re.compile(
    r"\bprevalent\w+|\bunica\b|\bper\s+intero\b|\binteramente\b|\besclusivamente\b", re.IGNORECASE
)
BESIDE = re.compile(r"\bscorporabil\w+|\bsubappaltabil\w+|\bassimil\w+|\bsecondari\w+", re.IGNORECASE)


def classes(act: Act) -> Iterator[Statement]:
    """The class of each category of works; of the only category where none is beside it."""
    categories = [(found.start(), found.end(), _name(found)) for found in scan(CATEGORY, act.text)]
    names = {name for _, _, name in categories}
    for found in scan(CLASS, act.text):
        before = [each for each in categories if found.start() - NEAR < each[1] <= found.start()]
        after = [each for each in categories if found.end() <= each[0] < found.end() + AFTER]
        near = [each for each in before if not BREAK.search(act.text, each[1], found.start())][-1:] or [
            each for each in after if not BREAK.search(act.text, found.end(), each[0])
        ][:1]
        key = near[0][2] if near else next(iter(names)) if len(names) == 1 else ""
        if key and WORKS.search(clause(act, *found.span())):
            start = near[0][0] if near and near[0][0] < found.start() else found.start()
            value = re.sub(r"\W", "", found["class"]).upper()
            yield Statement(value, start, found.end(), found["class"], key)


def categories(act: Act) -> Iterator[Statement]:
    """The category that prevails, or the only one that an act names."""
    found = [each for each in scan(CATEGORY, act.text) if not _is_aside(act, each)]
    alone = len({_name(each) for each in found}) == 1
    for each in found:
        is_main = bool(MAIN.search(clause(act, *each.span())))
        if alone or (is_main and _is_main(act, each)):
            yield Statement(_name(each), *each.span(), weight=1 + is_main)


def _name(found: re.Match[str]) -> str:
    return f"{found['kind']}{found['number']}".replace("-", "").upper()


def _is_aside(act: Act, found: re.Match[str]) -> bool:
    return bool(BESIDE.search(act.text, max(0, found.start() - 60), found.end() + 40)) and not MAIN.search(
        act.text, max(0, found.start() - 40), found.end() + 25
    )


def _is_main(act: Act, found: re.Match[str]) -> bool:
    """Whether «prevalente» stands nearer to it than to another category."""
    lead = act.text[max(0, found.start() - 60) : found.start()]
    lead = CATEGORY.split(lead)[-1]
    rest = CATEGORY.split(act.text[found.end() : found.end() + 30])[0]
    return bool(MAIN.search(BREAK.split(lead)[-1]) or MAIN.search(BREAK.split(rest)[0]))
