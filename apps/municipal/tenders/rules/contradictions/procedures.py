"""By which letter of article 50 a procedure goes, and how many judge it."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.lengths import COUNT, count_of
from apps.municipal.tenders.rules.contradictions.statement import Statement, before, spotted

BELOW_THRESHOLD = "50"
LETTER = re.compile(r"\b(?:lett(?:era|\.)?)\s*(?P<letter>[a-e])\b\)?", re.IGNORECASE)
SUPPOSED = re.compile(
    r"\b(?:qualora|se\s+|ove\s+|sarebbe|resterebbe|avrebbe|oltre\s+la\s+soglia|limite\s+de|distint[oa]|separat[oa]|a\s+parte|anziché|invece\s+de|consent\w+|ammett\w+|permett\w+)",
    re.IGNORECASE,
)
NOT = re.compile(r"\bnon\b[^.;,]{0,50}$", re.IGNORECASE)
MEMBERS = re.compile(
    rf"\bcommission[ei]\b(?:n\.|(?![.;\n]).){{0,70}}?\b(?P<count>{COUNT})\s+(?:(?:membri|component[ei]|commissar[io]+|espert[oi]|persone|soggetti)\b|(?:\w+\s+)?(?:membri|component[ei]|commissari)\b)"
    rf"|\b(?:membri|component[ei]|commissari)\s+(?:della\s+|di\s+)?(?:commission\w+)?[^.;\n]{{0,20}}[:|]\s*(?:n\.\s?)?(?P<label>{COUNT})\b|\bcommission[ei]\b[^.;\n]{{0,20}}\b(?:in\s+numero\s+di|n\.)\s*(?P<number>{COUNT})\b"
    rf"|\b(?P<first>{COUNT})\s+(?:membri|component[ei]|commissari)\b(?:(?![.;\n]).){{0,40}}?\bcommission[ei]\b",
    re.IGNORECASE,
)
CHAIR = re.compile(r"\bpresidente\s+e\s+(?:da\s+)?$", re.IGNORECASE)
MOST_MEMBERS = 11


def letters(act: Act) -> Iterator[Statement]:
    """The letter of article 50, paragraph 1, that the act says it follows."""
    for each in act.citations:
        if each.article != BELOW_THRESHOLD or each.annex or each.commas not in ((), ("1",)):
            continue
        found = LETTER.search(act.text, each.start, min(len(act.text), each.end + 4))
        lead = before(act.text, each.start)[-90:]
        if found and not SUPPOSED.search(lead) and not NOT.search(lead):
            yield Statement(found["letter"].lower(), each.start, found.end())


def members(act: Act) -> Iterator[Statement]:
    """How many sit in the commission."""
    for found in spotted(MEMBERS, ("commission", "commissar"), act.text, 160):
        group = found.lastgroup or "count"
        count = (count_of(found[group]) or 0) + bool(
            CHAIR.search(act.text, found.start(), found.start(group))
        )
        if count and 1 < count <= MOST_MEMBERS:
            yield Statement(count, found.start(group), found.end())
