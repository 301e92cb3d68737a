"""What an act buys: works, goods, services, and the services that have rules of their own."""

import re
from typing import Literal, get_args

ObjectKind = Literal[
    "",
    "lavori",
    "forniture",
    "servizi",
    "servizi_intellettuali",
    "servizi_sociali",
    "servizi_ingegneria",
    "concessione",
]
OBJECTS: tuple[ObjectKind, ...] = tuple(kind for kind in get_args(ObjectKind) if kind)
OBJECT = re.compile(
    r"(?:\boggetto(?:\s+dell\w*'?\s*\w+)?\s*[:|–-]|\n\s*OGGETTO\b|\bha\s+(?:per|ad)\s+oggetto)\s*([^\n]{20,400})",
    re.IGNORECASE,
)
LEAST = 0.5
TITLE = 900
"""characters at the beginning, which say what is bought when no line is called «oggetto»"""
SIGNS: tuple[tuple[ObjectKind, str, float], ...] = (
    (
        "concessione",
        r"\bin\s+concessione\b|\bconcessione\s+(?:del(?:l[ao'])?|di)\s*(?:servizi|gestione|lavori|uso|bar|impiant)",
        3.0,
    ),
    (
        "servizi_ingegneria",
        r"\bprogettazione\b|\bdirezione\s+(?:dei\s+)?lavori\b|\bcoordinamento\s+(?:per\s+la|della)\s+sicurezza\b",
        2.2,
    ),
    (
        "servizi_ingegneria",
        r"\bservizi\s+(?:tecnici|di\s+(?:ingegneria|architettura))|\bcollaudo\s+(?:statico|tecnico)|\bindagini\s+geologic",
        2.2,
    ),
    (
        "servizi_sociali",
        r"\bassistenza\s+(?:domiciliare|educativa|scolastica|sociale|agli?\s+(?:alunni|anziani|minori|disabili))",
        2.6,
    ),
    (
        "servizi_sociali",
        r"\bservizi[o]?\s+(?:sociale|sociali|educativ\w+|socio\W?\w+)|\basilo\s+nido\b|\bcentro\s+(?:estivo|diurno)|\bpasti\s+a\s+domicilio",
        2.2,
    ),
    (
        "servizi_intellettuali",
        r"\bincarico\s+(?:legale|professionale|di\s+(?:patrocinio|consulenza|assistenza\s+legale|studio))|\bpatrocinio\b|\bconsulenza\b",
        2.3,
    ),
    (
        "servizi_intellettuali",
        r"\bservizi[o]?\s+legal[ei]|\bconsulen\w+\s+(?:fiscale|tributari|assicurativ|legale|organizzativ)|\bbrokeraggio\b|\bperizi[ae]\b|\bformazione\s+del\s+personale",
        2.2,
    ),
    (
        "lavori",
        r"\b(?:lavori|opere)\s+(?:di|per|edil\w+|stradal\w+|idraulic\w+)|\bmanutenzione\s+straordinaria\b|\bripristino\b|\brifacimento\b|\bristrutturazione\b|\briqualificazione\b|\basfaltatur",
        2.0,
    ),
    (
        "lavori",
        r"\befficientamento\b|\badeguamento\s+(?:sismico|antincendio|funzionale)|\bopera\s+pubblica\b|\bcategoria\s+(?:prevalente\s+)?O[GS]\s?\d",
        1.5,
    ),
    (
        "forniture",
        r"(?<!lavori e le )(?<!lavori e )\bfornitur[ae]\b|\bacquisto\b|\bacquisizione\s+di\s+(?:beni|arredi|attrezzatur|licenze|libri)|\bnoleggio\b",
        2.0,
    ),
    ("servizi", r"\bservizi[o]?\b", 1.2),
    (
        "servizi",
        r"\b(?:pulizi[ae]|refezione|mensa|ristorazione|trasporto\s+scolastico|manutenzione\s+(?:ordinaria|del\s+verde)|vigilanza|sorveglianza|guardiania|portierato|custodia|facchinaggio|trascrizione|manutenzione\s+(?:e\s+)?assistenza|hosting|gestione\s+del(?:la|le|lo)?)\b",
        1.6,
    ),
)
CPV = re.compile(r"\bC\.?P\.?V\b[^\d\n]{0,60}(\d{8})(?!\d)", re.IGNORECASE)
DIVISIONS: tuple[tuple[ObjectKind, str], ...] = (
    ("lavori", r"45"),
    ("servizi_ingegneria", r"71"),
    ("servizi_sociali", r"55|75|8[05]|92|79[17]|98[125]"),
    ("servizi", r"5[01]|6[03456]|7[02367]|79|90|98"),
    ("forniture", r"0[39]|[123]\d|4[1248]"),
)
"""divisions of the common vocabulary: building, engineering, those of annex XIV, the other services, goods"""
QUALIFIED_BUILDER = re.compile(
    r"\bO[GS]\s?-?\d{1,2}\b(?=[\s\S]{0,300}\b(?:SOA|classific\w+|categori\w+|prevalente)\b)"
)
CODE_TRUST, BUILDER_TRUST = 1.5, 1.0
LABOUR_INTENSIVE = re.compile(
    r"\balt(?:a|o|issima)\s+intensità\s+di\s+manodopera\b|\b(?:pulizi[ae]|refezione|mensa\s+scolastica|ristorazione\s+scolastica|vigilanza|guardiania|portierato|"
    r"facchinaggio|assistenza\s+(?:domiciliare|educativa|scolastica))\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\bnon\s+(?:è\s+|si\s+tratta\s+di\s+)?(?:[\w']+\s+){0,4}(?:ad\s+)?alta\s+intensità", re.IGNORECASE
)


DIGITAL = re.compile(
    r"\bsit[oi]\s+(?:web|internet|istituzional\w|comunal\w|informatic\w)|\bportale\s+(?:web|turistic\w|istituzional\w|dei\s+servizi|on\W?line|telematic\w|internet)"
    r"|\b(?:software|gestional[ei]|applicativ[oi]|server|hosting|cloud|app|banc\w+\s+dati|piattaform\w\s+(?:web|informatic\w|digital\w))\b",
    re.IGNORECASE,
)
"""what is rebuilt, adapted or maintained without a building site"""
ENGINEER = re.compile(
    r"\b(?:incaric\w+|serviz\w+|affidamento|prestazion\w+|oggetto)\b[^.;\n]{0,60}\b(?:progettazione|direzione\s+(?:de[il]\s+)?lavori|coordinamento\s+(?:per\s+la|della)\s+sicurezza|collaudo|studio\s+di\s+fattibilità)\b",
    re.IGNORECASE,
)
BUILDER = re.compile(r"\besecuzione\s+(?:de[il]\s+|di\s+)?(?:lavori|opere)|\bintegrat\w\b", re.IGNORECASE)
"""who designs and builds is a builder"""


def object_of(text: str) -> tuple[ObjectKind, str]:
    """The kind of what a flattened act buys, and the words in which it says so; empty when it is not clear."""
    found = OBJECT.search(text, 0, 6000)
    said = found[1] if found else text[:TITLE]
    scores = dict.fromkeys(OBJECTS, 0.0)
    for passage, trust in ((said, 1.0), (text[:TITLE], 0.6)):
        for kind, pattern, weight in SIGNS:
            first = re.search(pattern, passage, re.IGNORECASE)
            if first:
                # What is bought is named before what it is for.
                scores[kind] += trust * weight * (1 - 0.5 * first.start() / len(passage))
    coded = cpv_kind(text)
    if coded:
        scores["servizi" if coded == "servizi_sociali" else coded] += CODE_TRUST
    if QUALIFIED_BUILDER.search(text):
        scores["lavori"] += BUILDER_TRUST
    if DIGITAL.search(said) and not re.search(r"\blavori\b", said, re.IGNORECASE):
        scores["servizi"] += scores["lavori"] + 2 * LEAST
        scores["lavori"] = 0.0
    if ENGINEER.search(said) and not BUILDER.search(said):
        scores["servizi_ingegneria"] += scores["lavori"]
        scores["lavori"] = 0.0
    best = max(OBJECTS, key=lambda kind: scores[kind])
    return (best if scores[best] > LEAST else ""), said


def cpv_kind(text: str) -> ObjectKind:
    """The kind of the first CPV code that a text names; `servizi_sociali` for annex XIV; empty without a code."""
    found = CPV.search(text)
    return next((kind for kind, divisions in DIVISIONS if found and re.match(divisions, found[1])), "")


def is_labour_intensive(text: str, said: str) -> bool:
    """Whether the cost of labour is at least half, as the act says or as such services are (art. 2 of annex I.1)."""
    if DENIED.search(text):
        return False
    return bool(
        LABOUR_INTENSIVE.search(said)
        or re.search(r"\balta\s+intensità\s+di\s+manodopera\b", text, re.IGNORECASE)
    )
