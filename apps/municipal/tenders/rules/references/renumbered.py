"""«Art. 35 del Codice» for the value of a contract: the number that the thing had in a Code before this one."""

import re
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import NEW_CODE, OLD_CODES, Cited
from apps.municipal.tenders.rules.references.repealed import today_of
from apps.municipal.tenders.rules.references.subjects import are_unsaid, names_strongly, words_around

CUT = re.compile(r"[;\n]|\.\s+(?=[A-ZÈ])")
ARTICLES = re.compile(r"(\d+)(?:-(\d+))?")
NOT_ARTICLES = re.compile(r",\s*(?:comm|letter|e\s+alleg).*|\(.*|allegat\w+.*")
BEFORE, AFTER = 120, 50
"""characters around a citation in which what it was for must stand"""


def was_before(act: Act, cited: Cited) -> str:
    """What the cited articles were, in the numbering of an old Code, and are today: `artt. 54 e 110`; empty if not.

    Only when the sentence has no word of what the articles are about today, and has one of what they were about.
    """
    if not cited.articles or cited.annexes:
        return ""
    words = _clause(act, cited)
    for old in OLD_CODES:
        today = today_of(old, cited.articles[0])
        if today and names_strongly(words, NEW_CODE, _articles(today)):
            around = words_around(act, cited.start, cited.end)
            return today if are_unsaid(around, NEW_CODE, cited.articles) else ""
    return ""


@cache
def _articles(today: str) -> tuple[str, ...]:
    """`artt. 94-98` -> 94, 95 …; `art. 41, commi 13 e 14` -> 41."""
    spans = ARTICLES.finditer(NOT_ARTICLES.sub("", today))
    return tuple(str(number) for each in spans for number in range(int(each[1]), int(each[2] or each[1]) + 1))


def _clause(act: Act, cited: Cited) -> str:
    """The words near a citation that no stop and no other citation parts from it."""
    one, other = act.flat.sentence(cited.start, cited.end)
    start, end = max(one, cited.start - BEFORE), min(other, cited.end + AFTER)
    start = max([start, *(each.end for each in act.citations_between(start - BEFORE, cited.start))])
    end = min([end, *(each.start for each in act.citations_between(cited.end, end))])
    before = CUT.split(act.text[start : cited.start])[-1]
    return f"{before} {CUT.split(act.text[cited.end : end])[0]}"
