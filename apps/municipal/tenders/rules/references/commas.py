"""Paragraphs that an article does not have: «art. 192, comma 5, del TUEL»; often the numbers of the Code of 2016."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    articles_of_code,
    cited_in,
    found,
    is_shared,
    quoted,
    reference,
    table,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.references.repealed import today_of
from apps.municipal.tenders.rules.references.things import OF_ACT
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Citation
from workbench.norms.urns import shown

OF_OTHER = re.compile(
    r"[\s,]*(?:del(?:la|lo)?\s+(?:presente|capitolat|contratt|disciplinar|regolament)|di\s+(?:questo|tale)|c\.\s?c|che\s+precede|precedente)",
    re.IGNORECASE,
)
SPARE = 1
"""paragraphs that later decrees may have added at the end of an article of the Code"""


@cache
def _counts() -> dict[str, dict[str, int]]:
    """Of articles of other acts: their paragraphs, where that is sure."""
    return table("commas")


def has_missing_comma(cited: Cited) -> bool:
    """Whether a paragraph that is cited is not in its article of the Code."""
    return _is_of_code(cited) and any(_numbered_as_in_2016(each) is not None for each in cited.citations)


def _is_of_code(cited: Cited) -> bool:
    return cited.act == NEW_CODE or (cited.act in OLD_CODES and not cited.is_named)


def _find(act: Act) -> Iterator[Found]:
    named: set[str] = set()
    for cited in cited_in(act):
        if _is_of_code(cited):
            named.update(cited.articles)
        is_again = not cited.act and cited.articles and named.issuperset(cited.articles)
        is_bare = is_again and not OF_OTHER.match(act.text, cited.end)
        each = _in_code(act, cited) if _is_of_code(cited) or is_bare else _in_other(act, cited)
        if each and not is_of_its_time(act, cited.start, cited.end):
            yield each


def _in_code(act: Act, cited: Cited) -> Found | None:
    for citation in cited.citations:
        today = _numbered_as_in_2016(citation)
        if today is None:
            continue
        count, heading = articles_of_code()[citation.article]
        message = (
            f"«{quoted(act, cited.start, cited.end)}»: l'art. {citation.article} del Codice («{heading}») ha "
            f"{_commas(count)} e non ha questa numerazione."
        )
        was = f" Era del D.Lgs. 50/2016: oggi {today}." if today else ""
        return found(act, cited.start, cited.end, message + was, today or "Controllare il comma.")
    return None


def _in_other(act: Act, cited: Cited) -> Found | None:
    counts = {} if is_shared(act, cited) else _counts().get(cited.act, {})
    for citation in cited.citations:
        count = counts.get(citation.article, 0)
        if count and any(comma.isdigit() and int(comma) > count for comma in citation.commas):
            message = (
                f"«{quoted(act, cited.start, cited.end)}»: l'art. {citation.article} {_of(cited.act)} ha "
                f"{_commas(count)}."
            )
            return found(act, cited.start, cited.end, message, "Controllare il comma.")
    return None


def _of(act: str) -> str:
    return OF_ACT.get(act) or f"{'della' if act.startswith('l.') else 'del'} {shown(act)}"


def _commas(count: int) -> str:
    return "un comma" if count == 1 else f"{count} commi"


def _numbered_as_in_2016(citation: Citation) -> str | None:
    """What a paragraph or letter that the Code does not have is today; empty when unknown, None when it has it."""
    if citation.annex or citation.article not in articles_of_code() or not citation.comma.isdigit():
        return None
    count, _ = articles_of_code()[citation.article]
    exact = f"{citation.article} c.{citation.comma}"
    known = today_of(OLD_CODES[0], exact)
    if int(citation.comma) > count + (0 if known else SPARE):
        return known or today_of(OLD_CODES[0], citation.article)
    return (today_of(OLD_CODES[0], f"{exact} {citation.letter}") or None) if citation.letter else None


COMMAS: tuple[Rule, ...] = (
    replace(
        reference(
            "comma_inesistente",
            "Il comma o la lettera non c'è nell'articolo: spesso è la numerazione del Codice del 2016.",
            "atto citato",
            _find,
        ),
        confidence="media",
        source="testo del D.Lgs. 36/2023 del 31.3.2023, prima del correttivo; per gli altri atti conoscenza di settore",
    ),
)
