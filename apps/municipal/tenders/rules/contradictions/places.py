"""For which year the contract is, as the title of an act says it."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import ANOTHER, Statement, before

TITLE = 900
YEARS = re.compile(
    r"\b(?:stagione|ann[oi](?:\s+(?:scolastic[oi]|educativ[oi]|solar[ei]))?|annualità|triennio|biennio)\s+(?P<first>20\d\d)\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(r"scolastic|educativ", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:bilancio|programm\w+|P\.?E\.?G|D\.?U\.?P|esercizio|piano|deliberazion\w+)\b", re.IGNORECASE
)


def years(act: Act) -> Iterator[Statement]:
    """The first year of the contract, in the title."""
    for found in YEARS.finditer(act.text, 0, TITLE):
        lead = before(act.text, found.start())
        if not PLANNED.search(lead) and not ANOTHER.search(lead[-80:]):
            key = "scolastico" if SCHOOL.search(found[0]) else ""
            yield Statement(int(found["first"]), found.start(), found.end(), key=key)
