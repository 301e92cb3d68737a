"""Buildings and firms by their names: «palestra Rodari», «scuola primaria Manzoni», «Nitore S.r.l.»."""

import re
from collections.abc import Hashable, Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention
from apps.municipal.tenders.rules.contradictions.senses import WEIGHT
from apps.municipal.tenders.rules.contradictions.statement import ANOTHER, Statement, before
from apps.municipal.tenders.rules.scanning import scan
from workbench.italian import tokens

NAME = r"(?:[A-ZÀ-Ù][a-zà-ù']+|[A-Z]\.|di|del|della|dei|degli|d'|san|santa)"
SITE = re.compile(
    r"\b(?P<what>(?i:scuola|palestra|plesso|istituto|asilo(?:\s+nido)?|nido|biblioteca|parco|giardino|centro|villa|teatro|palazzo|palazzetto|stadio|piscina|cimitero|auditorium|museo|campo|micronido))\s+"
    r"(?P<kind>(?:(?i:comunale|civic[ao]|primaria|secondaria|materna|media|elementare|sportiv[oa]|civico|pubblic[oa]|dell'infanzia|dell'\s?infanzia|d'infanzia|di\s+primo\s+grado|di\s+i\s+grado|infanzia|intitolat[oa]\s+a)\s+)*)"
    rf"[«\"“']?(?P<name>[A-ZÀ-Ù][a-zà-ù']+(?:\s+{NAME}){{0,3}})"
)
SCHOOL = re.compile(r"scuola|plesso|istituto", re.IGNORECASE)
EVERYDAY = frozenset(
    [
        "comune",
        "comunale",
        "codice",
        "importo",
        "dirigente",
        "durata",
        "oggetto",
        "servizio",
        "italia",
        "operativo",
        "unico",
        "sportivo",
        "sociale",
        "anziani",
        "storico",
        "municipale",
    ]
)
FIRM = re.compile(
    r"\b(?P<name>[A-ZÀ-Ù][\w&'.-]*(?:\s+(?:[A-ZÀ-Ù][\w&'.-]*|&|e|di|del|della)){0,4}),?\s+(?:[Ss]\.?\s?[Rr]\.?\s?[Ll]\b|[Ss]\.?\s?[Pp]\.?\s?[Aa]\b|[Ss]\.?\s?[Nn]\.?\s?[Cc]\b|[Ss]\.?\s?[Aa]\.?\s?[Ss]\b|[Ss]oc(?:iet[aà]'?|\.)\s+[Cc]oop\w*|[Cc]ooperativa)"
)
CALLED = re.compile(
    r"\b(?:[Dd]itta|[Ii]mpresa|[Ss]ocietà|[Cc]oop(?:erativa|\.)(?:\s+sociale)?|[Cc]onsorzio|[Ss]tudio(?:\s+tecnico)?|[Aa]ssociazione|[Ff]ondazione)\s+[\"«“]?(?P<name>(?:Il\s|La\s|Lo\s|L'|I\s)?[A-ZÀ-Ù][\w&'-]+(?:\s+[A-ZÀ-Ù][\w&'-]+){0,3})"
)
"""a firm whose form stands before its name"""
CHOSEN = re.compile(
    r"\b(?:affid(?:a|are|ato|ata|iamo|atari[oa]|amento)|assegnat[oa]|aggiudica(?:re|t[oa]|tari[oa])?|contraente|appaltatore|impresa\s+esecutrice)\b(?:[^.;\n]|\.(?=\d)){0,80}$",
    re.IGNORECASE,
)
CHOSEN_AFTER = re.compile(
    r"[^.;\n]{0,30},?\s*(?:al(?:la)?\s+quale|cui)\s[^.;\n]{0,40}\b(?:affidat|aggiudicat|assegnat)\w+",
    re.IGNORECASE,
)
NOT_CHOSEN = re.compile(
    r"\bnon\s+(?:è|sarà|può|potrà)\s|\b(?:uscente|precedent\w+|scadut\w+|in\s+scadenza|piattaforma|Sintel|second\w+\s+classificat\w+)\b",
    re.IGNORECASE,
)
NEAR = 60
LEGAL = frozenset(["ditta", "società", "impresa", "alla", "cooperativa", "spett", "operatore"])


def buildings(act: Act) -> Iterator[Mention]:
    """Buildings with a proper name, each under what it is."""
    for found in scan(SITE, act.text):
        words = frozenset(word for word in tokens(found["name"]) if len(word) > 3) - EVERYDAY
        if words and not ANOTHER.search(before(act.text, found.start())[-NEAR:]):
            what = "scuol" if SCHOOL.match(found["what"]) else found["what"].lower()[:5]
            yield Mention(words, found.start("what"), found.end("name"), {what: WEIGHT}, what)


def same_name(one: Hashable, other: Hashable) -> bool:
    return isinstance(one, frozenset) and isinstance(other, frozenset) and bool(one & other)


def chosen_firms(act: Act) -> Iterator[Statement]:
    """Who gets the contract."""
    for found in (*scan(FIRM, act.text), *scan(CALLED, act.text)):
        lead = act.text[max(0, found.start() - 110) : found.start()]
        is_chosen = CHOSEN.search(lead) or CHOSEN_AFTER.match(act.text, found.end())
        if is_chosen and not NOT_CHOSEN.search(lead[-70:] + act.text[found.end() : found.end() + 40]):
            words = frozenset(word for word in tokens(found["name"]) if len(word) > 2) - LEGAL
            if words:
                yield Statement(words, *found.span())
