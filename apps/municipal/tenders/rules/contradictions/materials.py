"""What things are made of and of which colour."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention
from apps.municipal.tenders.rules.contradictions.statement import Statement, before, clause
from apps.municipal.tenders.rules.scanning import scan

MADE_OF = {
    "acciaio": "acciaio|inox",
    "ferro": "ferro",
    "ghisa": "ghisa",
    "alluminio": "alluminio",
    "legno": "legno|larice|pino|abete|rovere|castagno|faggio|robinia|betulla",
    "plastica": "plastica|pvc|polietilene|polipropilene|policarbonato|pet|vetroresina",
    "vetro": "vetro|cristallo",
    "pietra": "pietra|porfido|granito|marmo|beola|luserna|travertino",
    "calcestruzzo": "calcestruzzo|cemento|cls",
    "asfalto": "asfalto|conglomerato\\s+bituminoso",
    "gomma": "gomma|linoleum",
    "cotone": "cotone|lino|lana",
    "rame": "rame",
    "cartone": "carta|cartone|cellulosa",
}
MATERIAL = re.compile(
    r"\bin\s+(?:(?:vero|puro|robusto|solido)\s+)?(?:tavole\s+di\s+|doghe\s+di\s+|legno\s+di\s+|lamiera\s+di\s+|listoni\s+di\s+|profilati\s+di\s+|struttura\s+di\s+)?(?:"
    + "|".join(f"(?P<m{at}>{words})" for at, words in enumerate(MADE_OF.values()))
    + r")\b",
    re.IGNORECASE,
)
COLOUR = re.compile(
    r"\bcolor[ei]\s+(?:(?:è|sarà|dovrà\s+essere)\s+)?(?:il\s+)?(?P<colour>bianc|ner|ross|verd|giall|blu|azzurr|grigi|marron|arancion|viola|avori|beig)\w*",
    re.IGNORECASE,
)
EMISSIONS = re.compile(
    r"\bEuro\s?(?P<class>[3-7]|VI|V|IV)(?:[- ]?[A-E])?\b(?![.,]?\d|\s*(?:\(|/|mila|milion))"
)
VEHICLES = re.compile(
    r"\bmezz[io]\b|\bveicol\w+|\bautom\w+|\bautobus\b|\bscuolabus\b|\bfurgon\w+|\bmotor\w+|\bclasse\b|\bomologa\w+|\bemission\w+",
    re.IGNORECASE,
)
SHARE = 0.3
"""of the words of one thing, those that another of the same kind has"""
NAMES = tuple(MADE_OF)


def materials(act: Act) -> Iterator[Mention]:
    """Of what the things of a sentence are made."""
    for found in scan(MATERIAL, act.text):
        made_of = NAMES[int((found.lastgroup or "m0")[1:])]
        yield replace(mention(act, made_of, found.span(), "materiale"), share=SHARE)


def colours(act: Act) -> Iterator[Mention]:
    for found in scan(COLOUR, act.text):
        yield mention(act, found["colour"].lower(), found.span(), "colore")


def emissions(act: Act) -> Iterator[Statement]:
    """The class of emissions that vehicles must have at least."""
    for found in scan(EMISSIONS, act.text):
        if VEHICLES.search(before(act.text, found.start()) + clause(act, *found.span())):
            level = found["class"]
            yield Statement({"IV": "4", "V": "5", "VI": "6"}.get(level, level), *found.span())
