"""How many pieces are bought, where one document counts them by name and the other as mere pieces."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import COUNT, WORDS, count_of
from apps.municipal.tenders.rules.contradictions.measures import numbers
from apps.municipal.tenders.rules.contradictions.statement import Stated, Statement, spotted
from apps.municipal.tenders.rules.scanning import scan

MANY = rf"(?:\d{{1,4}}(?![.,]\d|\d)|{WORDS}{{1,4}})"
PIECES = re.compile(
    rf"\b(?:pezzi|esemplari|quantità|q\.?tà|quantitativo)(?:\s+(?:da\s+\w+|richiest\w+|previst\w+|complessiv\w+|total\w+|è\s+di|di)){{0,2}}\s*[:|.=]*\s*(?:n\.\s?)?(?P<after>{MANY})\b(?!\s*(?:€|euro|%|per\s|ann|mes|giorn|settiman|litr|kg|tonn|met|m[ql]))"
    rf"|\b(?P<before>{MANY})(?:\s?\(\w+\))?\s+(?:pezzi|esemplari)\b",
    re.IGNORECASE,
)
BOUGHT = re.compile(
    rf"\b(?:acquist\w+|fornitur\w+|provvist\w+|noleggi\w+|approvvigionament\w+|dotazion\w+|compra\w*)\s+(?:(?:e\s+)?(?:la\s+)?(?:posa|montaggio|installazione)\s+(?:in\s+opera\s+)?)?(?:di|d'|del(?:le)?|dei|degli)?\s*(?:n(?:\.|°|r\.)\s?|numero\s+)?(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?!anni|mesi|giorni|litri|kg|tonnellate|metri|lotti|pasti|ore\b|pezzi|esemplari|punti)[a-zàèéìòù]{{4,}}",
    re.IGNORECASE,
)
LEAST = 2


def pieces(act: Act) -> Iterator[Statement]:
    """The number of pieces: told as such, and of the things that the act says it buys."""
    for found in spotted(PIECES, ("pezzi", "esemplari", "quantit", "q.tà", "qtà"), act.text):
        count = count_of(found["after"] or found["before"])
        if count and count >= LEAST:
            yield Statement(("pezzi", count), *found.span(), weight=2)
    for found in scan(BOUGHT, act.text):
        count = count_of(found["count"])
        if count and count >= LEAST:
            yield Statement(("cose", count), *found.span())


def as_many_pieces(one: Stated, other: Stated) -> bool:
    """Only one number of pieces against one of things, neither of which the other document has anywhere."""
    mine, theirs = _counted(one), _counted(other)
    if len(mine) != 1 or len(theirs) != 1 or "pezzi" not in {kind for kind, _ in (*mine, *theirs)}:
        return True
    (_, first), (_, second) = *mine, *theirs
    return first in _numbers(other.act) or second in _numbers(one.act) or first == second


def _counted(stated: Stated) -> set[tuple[str, int]]:
    return {each for each in stated.values if isinstance(each, tuple)}


def _numbers(act: Act) -> set[int]:
    return {int(each.value) for each in numbers(act)}
