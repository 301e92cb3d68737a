"""What and where the contract is for, as the head of an act says it: streets and years."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import ANOTHER, Stated, Statement, before
from workbench.italian import tokens

HEAD = 1500
TITLE = 900
NAME = r"[A-ZÀ-Ù](?:[\wà-ù]+|\.)|[IVX]+\b"
STREET = re.compile(
    rf"\b(?i:via|viale|piazza|piazzale|corso|largo|vicolo)[ ]+(?P<name>(?:(?i:dei|degli|delle|della|del|di|al|alla)[ ]+)?(?:{NAME})(?:[ ]+(?:{NAME})){{0,2}})(?![ ]*,?[ ]*(?:n\.?[ ]?)?\d)"
)
LONG_ENOUGH = 4
OFFICE = re.compile(
    r"\b(?:sede|uffici[o]?|municip\w+|presso|indirizzo|tel|pec|residen\w+|nat[oa]|domicili\w+|protocollo)\b[^.;\n]{0,50}$|\bcomune\s+di\s+[^.;\n]{0,30},?\s*$",
    re.IGNORECASE,
)
YEARS = re.compile(
    r"\b(?:stagione|ann[oi](?:\s+(?:scolastic[oi]|educativ[oi]|solar[ei]))?|annualità|triennio|biennio)\s+(?P<first>20\d\d)\b",
    re.IGNORECASE,
)
SITE = re.compile(
    r"\b(?:scuol|palestr|nid[oi]|asil|edifici|immobil|strad|marciapied|ponte|parc|giardin|bibliotec|cimiter|centr[oi]|impiant|lavori|servizi|gestione|manutenzion|fornitur|"
    r"riqualific|paviment|allogg|casa|caserm|teatr|mens|stabil|plesso|campo|stadio|piscin|magazzin)\w*",
    re.IGNORECASE,
)
"""what the contract may be for"""
SCHOOL = re.compile(r"scolastic|educativ", re.IGNORECASE)
PLANNED = re.compile(
    r"\b(?:bilancio|programm\w+|P\.?E\.?G|D\.?U\.?P|esercizio|piano|deliberazion\w+)\b", re.IGNORECASE
)


def streets(act: Act) -> Iterator[Statement]:
    """Streets of the buildings that the contract is for, not of the offices."""
    for found in STREET.finditer(act.text, 0, HEAD):
        lead = before(act.text, found.start())
        words = frozenset(word for word in tokens(found["name"]) if len(word) >= LONG_ENOUGH)
        if words and SITE.search(lead) and not OFFICE.search(lead) and not ANOTHER.search(lead[-80:]):
            yield Statement(words, found.start(), found.end())


def same_street(one: Stated, other: Stated) -> bool:
    """«via Verdi» is «via Giuseppe Verdi»."""
    return any(mine & theirs for mine in _words(one) for theirs in _words(other))


def _words(stated: Stated) -> list[frozenset[str]]:
    return [value for value in stated.values if isinstance(value, frozenset)]


def years(act: Act) -> Iterator[Statement]:
    """The first year of the contract, in the title."""
    for found in YEARS.finditer(act.text, 0, TITLE):
        lead = before(act.text, found.start())
        if not PLANNED.search(lead) and not ANOTHER.search(lead[-80:]):
            key = "scolastico" if SCHOOL.search(found[0]) else ""
            yield Statement(int(found["first"]), found.start(), found.end(), key=key)
