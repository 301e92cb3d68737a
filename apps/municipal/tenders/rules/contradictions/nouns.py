"""The noun that a number counts: after it, before it, or as a unit of measure."""

import re

from apps.municipal.tenders.rules.contradictions.qualifying import EMPTY, stem_of

REACH = 110
"""characters before a number in which its noun is looked for"""
NOUN = re.compile(
    r"[^\S\n]+(?:(?:circa|distint\w|divers\w|different\w|altr[ie]|nuov[ie]|singol[ie])[^\S\n]+)?(?P<noun>[a-zàèéìòù]{2,})",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?P<noun>[a-zàèéìòù]{4,})(?:\s+[a-zàèéìòù]{4,}){0,2}?\s*(?:\s(?:sono|è|ammontano\s+a|risultano)(?:\s+(?:in\s+(?:tutto|totale)|complessivamente))?|\sin\s+numero\s+di|\sn(?:\.|°|r\.)|\spari\s+a|:)\s*$"
    r"|\b(?:total[ei]|somma)\s+(?:(?:de(?:i|gli|lle)|numero)\s+)?(?P<noun_of>[a-zàèéìòù]{3,})[\s|\t.:]*$",
    re.IGNORECASE,
)
TIMES = "volte"
NAME = 60
POINT = re.compile(
    r"[^\S\n]+punti[^\S\n]+(?:di[^\S\n]+(?!merit|vantagg|penal)|(?=luce|presa|rete|acqua|vendita|ricarica))(?P<what>[a-z]{4,})",
    re.IGNORECASE,
)
"""«punti luce», «punti di ricarica»: no points of an offer"""
SUBJECT = re.compile(
    r"(?:^|[.;\n]\s*)(?P<label>[a-zàèéìòù]{3,})\b[^.;:,\d\n]{0,45}:\s*(?:n(?:\.|°|r\.|umero)?\s*)?$|(?:^|[.;:\n]\s*)(?:i|gli|le)\s+(?:(?P<points>punti)\s+(?:di\s+)?)?(?P<noun>km|[a-zàèéìòù]{3,})\b[^.;:,\d\n]{0,45}\s(?:sono|ammontano\s+a|risultano|saranno)\s*(?:(?:in\s+(?:tutto|totale)|circa)\s*)?$",
    re.IGNORECASE,
)
"""«I punti luce da gestire sono 1.520»"""
BEFORE = re.compile(
    r"\b(?:(?P<unit>km|mq|ml)\.?|(?P<counted>ore|posti|pasti|alunni|utenti|addetti|camere|letti|corse|bambini|ospiti))\s*:?\s*(?:n\.\s?)?$",
    re.IGNORECASE,
)
NO_NOUNS = frozenset(
    (
        "di",
        "in",
        "del",
        "al",
        "per",
        "da",
        "ed",
        "con",
        "che",
        "non",
        "su",
        "si",
        "il",
        "la",
        "le",
        "lo",
        "ai",
        "dei",
        "agli",
        "sul",
        "pezz",
        "esempl",
        "cap",
        "unit",
    )
)
SQUARE = re.compile(r"\s*(?:m\.?q\b\.?|m2\b|m²|metri\s+quadr\w+)", re.IGNORECASE)
RUNNING = re.compile(r"\s*(?:m\.?l\b\.?|metri\s+lineari)", re.IGNORECASE)
LONG = re.compile(r"\s*(?:km\b|chilometr\w+)", re.IGNORECASE)


def noun_before(text: str, at: int) -> str:
    """The noun before: «gli stabili sono quattro», «Totale ore | 190», «km 41.500»."""
    lead = text[max(0, at - REACH) : at]
    unit = BEFORE.search(lead)
    if unit:
        return unit["unit"].lower() if unit["unit"] else stem_of(unit["counted"])
    subject = SUBJECT.search(lead)
    if subject and subject["label"]:
        return "" if EMPTY.fullmatch(subject["label"].lower()) else stem_of(subject["label"])
    if subject:
        return f"punti {stem_of(subject['noun'])}" if subject["points"] else stem_of(subject["noun"])
    found = NAMED.search(lead[-NAME:])
    word = (found["noun"] or found["noun_of"]) if found else ""
    return "" if EMPTY.fullmatch(word.lower()) else stem_of(word)


def noun_after(text: str, at: int) -> tuple[str, int]:
    """The noun that a number is followed by, and where it ends; `"", at` when there is none."""
    for name, pattern in (("mq", SQUARE), ("ml", RUNNING), ("km", LONG)):
        unit = pattern.match(text, at)
        if unit:
            return name, unit.end()
    point = POINT.match(text, at)
    if point:
        return f"punti {stem_of(point['what'])}", point.end()
    found = NOUN.match(text, at)
    return (
        (stem_of(found["noun"]), found.end())
        if found and (found["noun"].lower() == TIMES or not EMPTY.fullmatch(found["noun"].lower()))
        else ("", at)
    )
