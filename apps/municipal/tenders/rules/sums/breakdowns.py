"""A number of things and, after a colon, the marked lines that say where they are or when they come."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown
from apps.municipal.tenders.rules.sums.things import Thing, things_in

WHY = "Il totale delle cose che si contano deve venire dalle voci: su di esso si misurano prezzo, organico e tempi."
LIST = re.compile(
    r":[^\S\n]*(?P<lines>(?:\n[^\S\n]*(?:[-–—•*·▪◦]|\(?[a-z]\s?[).]|\(?\d{1,2}\s?[).])[^\S\n]+[^\n]+){2,})"
)
DIVIDED = re.compile(
    r"\b(?:(?:così|come\s+segue)|(?:suddivis|distribuit|ripartit|articolat|distint|dislocat|divis|collocat)\w*|di\s+cui|dei\s+quali|delle\s+quali)\b",
    re.IGNORECASE,
)
LOOSE = re.compile(
    r"\b(?:circa|oltre|almeno|fino|massim\w+|minim\w+|più|meno|entro|ogni|ciascun\w*)\s+(?:di\s+|a\s+)?(?:n\.\s?)?$",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"[%€]|\bper\s?cento|\beuro\b|\bpunti\b|\bciascun|\bcadaun|\bognun|\bogni\b|\bal\s+(?:giorno|mese)\b|\bcirca\b",
    re.IGNORECASE,
)
LASTING = ("giorn", "settiman", "mes", "ann")
"""times may overlap"""
LEAST, MOST, SMALL = Decimal("0.75"), Decimal("1.3"), 3


def _breakdowns(act: Act) -> Iterator[Found]:
    """«36 impianti, così distribuiti:» and lines with 16, 5, 9 and 7 of them."""
    for match in LIST.finditer(act.text):
        lines = [line for line in _lines(act, match) if line]
        if len(lines) < 2 or OF_OTHERS.search(match["lines"]):
            continue
        line = act.text.rfind("\n", 0, match.start()) + 1
        start = act.flat.sentence(match.start(), match.start())[0]
        for whole in reversed(things_in(act, max(start, line), match.start())):
            made = _made(whole, lines, act.text[whole.end : match.start()])
            if not made or LOOSE.search(act.text, max(0, whole.start - 30), whole.start):
                continue
            if whole.value not in made and LEAST <= made[0] / whole.value <= MOST:
                message = f"Le voci sommano {shown(made[0])}, non {shown(whole.value)}."
                yield Found(whole.start, lines[-1][-1].end, message, "Ricalcolare il totale o le voci.")
            break


def _lines(act: Act, match: re.Match[str]) -> Iterator[Sequence[Thing]]:
    for line in re.finditer(r"[^\n]+", match["lines"]):
        start = match.start("lines") + line.start()
        yield [each for each in things_in(act, start, start + len(line[0])) if each.unit]


def _made(whole: Thing, lines: Sequence[Sequence[Thing]], said: str) -> list[Decimal]:
    """What the lines make: in the unit of the whole, or all that they count when the words say that it is divided."""
    if whole.value <= SMALL or not whole.unit or whole.unit in LASTING:
        return []
    same = [[each.value for each in line if each.unit == whole.unit] for line in lines]
    if all(same):
        return [
            sum((line[0] for line in same), Decimal(0)),
            sum((sum(line, Decimal(0)) for line in same), Decimal(0)),
        ]
    if not DIVIDED.search(said):
        return []
    every = sum((each.value for line in lines for each in line), Decimal(0))
    return [every, sum((line[0].value for line in lines), Decimal(0))]


BREAKDOWNS = (counted("ripartizione_elenco", WHY, _breakdowns),)
