"""How many an act says that they are, against those that it names: the members of a commission, «i suddetti cinque allegati»."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.enumerations import PERSON, persons
from apps.municipal.tenders.rules.sums.lengths import COUNT, from_numbers, read_count
from apps.municipal.tenders.rules.sums.listing import MARK, marked_list

WHY = "Se il numero annunciato e chi è nominato non coincidono, la composizione è incerta."
MEMBERS = r"(?:component[ei]|membr[io]|commissari[o]?|espert[io]|persone|soggetti)"
OF_MEMBERS = re.compile(
    rf"(?P<count>{COUNT})\s+{MEMBERS}\b|(?P<after>(?!un[oa']?\b){COUNT})\s+(?:in\s+tutto|in\s+totale|complessivamente)\b",
    re.IGNORECASE,
)
COMMISSION = re.compile(r"\b(?:commission\w+|seggio|giuria|collegio)\b", re.IGNORECASE)
ODD = re.compile(r"\bnumero\s+dispari\b", re.IGNORECASE)
NAMES = re.compile(
    r"\b(?:nomina\w*|compost\w+|costituit\w+|così|seguent\w+|persone\s+di)\b[^\n]{0,60}$|:\s*$", re.IGNORECASE
)
LIMITED = re.compile(r"\b(?:almeno|massimo|fino\s+a|non\s+più\s+di|più|oltre|tre\s+o|da)\s*$", re.IGNORECASE)
BACK, AHEAD, MOST = 200, 420, 9
CLERK = re.compile(r"\bsegretari[oa]|\bverbalizzant|\bsupplent", re.IGNORECASE)


def _commission(act: Act) -> Iterator[Found]:
    """«tre componenti in tutto» and four names."""
    if not COMMISSION.search(act.text):
        return
    for match in from_numbers(OF_MEMBERS, act.text):
        count = read_count(match["count"] or match["after"])
        around = act.text[max(0, match.start() - BACK) : match.end() + 60]
        if not count or not 1 < count <= MOST or not COMMISSION.search(around):
            continue
        named = _named(act, match.end())
        if LIMITED.search(act.text, max(0, match.start() - 20), match.start()) or not named:
            continue
        if count not in named:
            message = f"Si annunciano {count} componenti e i nominati sono {max(named)}."
            yield Found(match.start(), match.end(), message, "Verificare il numero o le nomine.")


PRESIDED = re.compile(
    rf"(?:[^.;\n]|\bart\.){{0,60}}?\b(?:un[oa']?|il|la|dal)\s?(?:[a-z]+\s+){{0,3}}?presidente\s+(?:e|ed|,|e\s+da)\s+(?:(?:n\.|da|altri)\s+)?(?P<others>{COUNT})\s+(?:altri\s+)?(?:{MEMBERS}|commissari)\b",
    re.IGNORECASE,
)


def _presided(act: Act) -> Iterator[Found]:
    """«di tre membri: un presidente e tre commissari»."""
    for match in from_numbers(OF_MEMBERS, act.text):
        others = PRESIDED.match(act.text, match.end())
        count, more = (
            read_count(match["count"] or match["after"]),
            read_count(others["others"]) if others else None,
        )
        if (
            count
            and more
            and count != more + 1
            and COMMISSION.search(act.text, max(0, match.start() - BACK), match.end() + 60)
        ):
            message = f"Si annunciano {count} componenti e quelli indicati sono {more + 1}."
            yield Found(
                match.start(), others.end() if others else match.end(), message, "Verificare il numero."
            )


def _named(act: Act, at: int) -> set[int]:
    """How many persons the next list holds, with or without who only writes the minutes."""
    raw, start = act.document.text, act.flat.place(at, at)[0]
    for line in re.finditer(r"[^\n]*\n", raw[start : start + AHEAD]):
        if NAMES.search(line[0].rstrip()):
            listed = marked_list(raw, start + line.start() + len(line[0].rstrip()))
            following = raw[start + line.end() :].lstrip("\n")
            if listed and MARK.match(following) and PERSON.search(following[:160]):
                block = raw[start + line.end() : listed.end]
                people = [each for each in block.split("\n") if PERSON.search(each)]
                clerks = sum(bool(CLERK.search(each)) for each in people)
                return {len(people), len(people) - clerks} if len(people) in listed.counts else set()
    found = re.search(r":\s*", act.text[at : at + AHEAD])
    row = act.text[at + found.end() : at + AHEAD * 2] if found else ""
    people_in_row = persons(row)
    return {people_in_row, people_in_row - bool(CLERK.search(row))} if people_in_row > 1 else set()


ABOVE = re.compile(
    rf"\b(?:suddett|predett|sopra\s?(?:elencat|indicat|richiamat|menzionat|citat)|anzidett|citat|medesim|tal|dett)[ie]\s+(?P<count>(?!un[oa']?\b){COUNT})\s+(?P<noun>[a-zàèéìòù]{{4,}})",
    re.IGNORECASE,
)
BELOW = re.compile(
    rf"(?<![\w.,])(?P<count>(?!un[oa']?\b){COUNT})\s+(?P<noun>allegati|lotti|tavole|schede|fasi)\s+(?:suddett|predett|sopra\s?(?:elencat|indicat|citat)|anzidett|di\s+cui\s+sopra)\w*",
    re.IGNORECASE,
)


def _above(act: Act) -> Iterator[Found]:
    """«capitolato (allegato A), disciplinare (allegato B) … i suddetti cinque allegati»."""
    for match in (*scan(ABOVE, act.text), *from_numbers(BELOW, act.text)):
        count, noun = read_count(match["count"]), match["noun"].lower()
        labels = re.compile(
            rf"\b{noun[:-1]}[a-z]\s+(?:n\.\s*)?[«\"]?(?P<mark>[A-Z]|\d{{1,2}})\b(?!['’])", re.IGNORECASE
        )
        marks = {each["mark"].upper() for each in labels.finditer(act.text, 0, match.start())}
        order = sorted(ord(each) - 64 if each.isalpha() else int(each) for each in marks)
        if count and len(order) > 1 and order == list(range(1, len(order) + 1)) and count != len(order):
            message = f"Si parla di {count} {noun}, ma quelli indicati sono {len(order)}."
            yield Found(match.start(), match.end(), message, "Verificare il numero o l'elenco.")


COMMITTEES = (
    counted("componenti", WHY, _commission),
    counted("presidente", WHY, _presided),
    counted("elenco_sopra", WHY, _above),
)
