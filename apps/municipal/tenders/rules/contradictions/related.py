"""Which acts belong to one procedure: documents brought together need not."""

import re
from collections.abc import Sequence

from apps.municipal.tenders.acts import Act
from workbench.italian import tokens

HEAD = 1400
"""characters in which an act says what it is about"""
LIKE = 0.15
"""share of the words of the shorter subject that the other must have, in acts of one town"""
LIKE_ANYWHERE = 0.35
"""the same, when an act does not say of which town it is"""
STEM = 6
TOWN = re.compile(r"\b(?:comune|citt[àa]'?)\s+di\s+((?:[a-zàèéìòù']+\s?){1,3})", re.IGNORECASE)
EVERYWHERE = frozenset(
    [
        "comune",
        "settore",
        "ufficio",
        "servizio",
        "servizi",
        "procedura",
        "affidamento",
        "appalto",
        "lavori",
        "fornitura",
        "oggetto",
        "art",
        "articolo",
        "determinazione",
        "determina",
        "decisione",
        "contrarre",
        "avviso",
        "lettera",
        "invito",
        "disciplinare",
        "capitolato",
        "gara",
        "decreto",
        "legislativo",
        "codice",
        "contratti",
        "pubblici",
        "comma",
        "euro",
        "importo",
        "responsabile",
        "unico",
        "progetto",
        "procedimento",
        "dirigente",
        "direttore",
        "area",
        "premesso",
        "visto",
        "considerato",
        "vista",
        "visti",
        "richiamato",
        "richiamati",
        "anno",
        "mesi",
        "giorni",
        "stazione",
        "appaltante",
        "operatore",
        "operatori",
        "economici",
        "economico",
        "presente",
        "durata",
        "speciale",
        "mediante",
        "tramite",
        "piattaforma",
        "contratto",
        "operazioni",
        "negoziata",
        "aperta",
        "diretto",
        "senza",
        "bando",
        "mercato",
        "indagine",
        "manifestazione",
        "interesse",
        "presentare",
        "offerta",
        "offerte",
        "preventivo",
    ]
)


def procedures(acts: Sequence[Act]) -> list[list[Act]]:
    """The acts grouped by procedure; an act that goes with no other is left out."""
    groups: list[list[Act]] = []
    for act in acts:
        joined = [group for group in groups if any(_related(act, each) for each in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([each for group in joined for each in group] + [act])
    return [sorted(group, key=acts.index) for group in groups if len(group) > 1]


def _related(one: Act, other: Act) -> bool:
    """One town, and a code in common; or two kinds of act about the same thing."""
    mine, theirs = _town(one), _town(other)
    if mine and theirs and mine != theirs:
        return False
    if _own_codes(one) & _own_codes(other):
        return True
    if one.kind == other.kind:
        return False
    least = LIKE if mine and theirs else LIKE_ANYWHERE
    about, like = _subject(one) - {mine}, _subject(other) - {theirs}
    return bool(about and like) and len(about & like) >= least * min(len(about), len(like))


def _town(act: Act) -> str:
    found = TOWN.search(act.text[:HEAD])
    return found[1].split()[0].lower()[:STEM] if found else ""


def _own_codes(act: Act) -> set[str]:
    return {code.text for code in act.codes if code.kind in ("cig", "cup") and code.start < HEAD}


def _subject(act: Act) -> set[str]:
    """The beginnings of the words that tell what the act is about."""
    words = tokens(f"{act.object_text[:300]} {act.text[:500]}")
    return {word[:STEM] for word in words if len(word) > 3 and word not in EVERYWHERE and word.isalpha()}
