"""Fees of engineers and architects: how much of them may be taken off."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import sentence_of

SHARE = r"(?P<share>\d{1,2}(?:,\d{1,2})?)\s?(?:%|per\s?cento)"
COMMA = re.compile(r"\b15-(?P<which>bis|quater)\b", re.IGNORECASE)
CUT = re.compile(
    rf"\b(?:riduzion\w+|ribass\w+|scont\w+|ridott\w|ridur\w+)\b[^.;\n]{{0,90}}?{SHARE}", re.IGNORECASE
)
FIXED = re.compile(r"\bfiss[oi]\b", re.IGNORECASE)
MOST = {"quater": Decimal(20), "bis": Decimal(35)}
"""per cent of a fee that may be taken off: in a direct award (comma 15-quater), in a tender (15-bis)"""


def _cuts(standing: Standing) -> Iterator[Found]:
    """«ai sensi dell'art. 41, comma 15-quater, una riduzione non superiore al 30 per cento»."""
    text = standing.act.text
    for cited in scan(COMMA, text):
        one, other = sentence_of(standing.act.flat, cited.start(), cited.end())
        if COMMA.search(text, one, cited.start()):
            continue  # the sentence was read at the first comma that it cites
        commas = {each["which"].lower() for each in COMMA.finditer(text, one, other)}
        which = max(commas, key=MOST.__getitem__)
        for match in CUT.finditer(text, one, other):
            share = Decimal(match["share"].replace(",", "."))
            if share > MOST[which] and not FIXED.search(text, match.start(), match.end() + 30):
                message = f"Riduzione dei corrispettivi fino al {match['share']} per cento: il comma 15-{which} ammette al massimo il {MOST[which]} per cento."
                suggestion = f"I corrispettivi si possono ridurre al massimo del {MOST[which]} per cento (art. 41, comma 15-{which})."
                yield Found(match.start("share"), match.end(), message, suggestion)


FEES = (
    threshold(
        "riduzione_corrispettivi",
        "art. 41 c. 15-bis e 15-quater",
        "I corrispettivi di ingegneri e architetti si calcolano per legge, e solo una parte si può ridurre.",
        _cuts,
    ),
)
