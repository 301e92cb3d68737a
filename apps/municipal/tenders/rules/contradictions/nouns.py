"""The noun that a number counts: after it, before it, or as a unit of measure."""

import re

from apps.municipal.tenders.rules.contradictions.qualifying import EMPTY, stem_of

REACH = 110
"""characters before a number in which its noun is looked for"""
NOUN = re.compile(
    r"[^\S\n\t]{1,2}(?:(?:circa|distint\w|divers\w|different\w|altr[ie]|nuov[ie]|singol[ie])[^\S\n]+)?(?P<noun>[a-zàèéìòù]{2,})",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"\b(?P<noun>[a-zàèéìòù]{4,})(?:\s+[a-zàèéìòù]{4,}){0,2}?\s*(?:\s(?:sono|è|ammontano\s+a|risultano)(?:\s+(?:in\s+(?:tutto|totale)|complessivamente))?|\sin\s+numero\s+di|\sn(?:\.|°|r\.)|\spari\s+a|:)\s*$"
    r"|\bnumero\s+(?:\w+\s+)?(?:di|de(?:i|gli|lle))\s+(?P<number_of>[a-zàèéìòù]{4,})\b[^.;:,|\d\n]{0,30}[\s:|](?:(?:è|e'|ammonta|stimato|fissato|pari)\s+)?(?:pari\s+)?(?:(?:ad?|di|in)\s+)?(?:circa\s+|n\.\s?)?$|\b(?:total[ei]|somma)\s+(?:(?:de(?:i|gli|lle)|numero)\s+)?(?P<noun_of>[a-zàèéìòù]{3,})[\s|\t.:]*$",
    re.IGNORECASE,
)
NOUN_AFTER_ALL = re.compile(r"[^\S\n]+(?:i|gli|le)[^\S\n]+(?P<noun>[a-zàèéìòù]{4,})", re.IGNORECASE)
ARE = re.compile(r"\b(?:sono|saranno|risultano)\s+(?:circa\s+|n\.\s?)?[\w.]+$", re.IGNORECASE)
AHEAD = 40
"""«sono 210 gli alunni»"""
TIMES = "volte"
NAME = 60
POINT = re.compile(
    r"[^\S\n]+punti[^\S\n]+(?:di[^\S\n]+(?!merit|vantagg|penal)|(?=luce|presa|rete|acqua|vendita|ricarica))(?P<what>[a-z]{4,})",
    re.IGNORECASE,
)
"""«punti luce», «punti di ricarica»: no points of an offer"""
SUBJECT = re.compile(
    r"(?:^|[.;\n][\s–•*-]*)(?P<lamp>punti\s+(?:di\s+)?)?(?!(?:gli|del|dei|nel|per|con|una|tra|fra)\b)(?P<label>[a-zàèéìòù]{3,})\b[^.;:,\d\n]{0,45}:\s*(?:n(?:\.|°|r\.|umero)?\s*)?$|(?:^|[.;:\n]\s*)(?:i|gli|le)\s+(?:(?P<points>punti)\s+(?:di\s+)?)?(?P<noun>km|[a-zàèéìòù]{3,})\b[^.;:,\d\n]{0,45}\s(?:sono|ammontano\s+a|risultano|saranno)\s*(?:(?:in\s+(?:tutto|totale)|circa)\s*)?$",
    re.IGNORECASE,
)
"""«I punti luce da gestire sono 1.520»"""
BEFORE = re.compile(
    r"\b(?:(?P<unit>km|mq|ml)\.?|(?P<counted>ore|posti|pasti|alunni|utenti|addetti|camere|letti|corse|bambini|ospiti|lotti|tonnellate|quintali|litri|kg)(?:\s+(?:annu\w+|settimanal\w+|mensil\w+|complessiv\w+|total\w+|presunt\w+|stimat\w+|previst\w+|richiest\w+|minim\w+)){0,2}(?:\s+d[ie]l?(?:la)?\s+[a-z]{3,}(?=\s*[:|])){0,2})\s*[:|]?\s*(?:n\.\s?)?$",
    re.IGNORECASE,
)
ASIDE = re.compile(r"\s?\([^()]*\)\s?")
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
        "sogget",
    )
)
UNITS = tuple(
    (name, re.compile(rf"\s*(?:{written})", re.IGNORECASE))
    for name, written in (
        ("mq", r"m\.?q\b\.?|m2\b|m²|metri\s+quadr\w+"),
        ("ml", r"m\.?l\b\.?|metri\s+lineari"),
        ("km", r"km\b|chilometr\w+"),
        ("cm", r"cm\b|centimetr\w+"),
        (stem_of("tonnellate"), r"t\b(?!\.)|tonn\b\.?|tonnellat\w+"),
        (stem_of("quintali"), r"q\.li\b|quintal\w+"),
        ("giornate", r"giornat[ae]\b"),
        ("settim", r"settimane\b"),
    )
)


def noun_before(text: str, at: int) -> str:
    """The noun before: «gli stabili sono quattro», «Totale ore | 190», «km 41.500»."""
    lead = ASIDE.sub(" ", text[max(0, at - REACH) : at])
    unit = BEFORE.search(lead)
    if unit:
        return unit["unit"].lower() if unit["unit"] else stem_of(unit["counted"])
    subject = SUBJECT.search(lead)
    if subject and subject["label"]:
        stem = "" if EMPTY.fullmatch(subject["label"].lower()) else stem_of(subject["label"])
        return f"punti {stem}" if subject["lamp"] and stem else stem
    if subject:
        return f"punti {stem_of(subject['noun'])}" if subject["points"] else stem_of(subject["noun"])
    found = NAMED.search(lead[-NAME:])
    word = (found["noun"] or found["number_of"] or found["noun_of"]) if found else ""
    return "" if EMPTY.fullmatch(word.lower()) else stem_of(word)


def noun_after(text: str, at: int) -> tuple[str, int]:
    """The noun that a number is followed by, and where it ends; `"", at` when there is none."""
    for name, pattern in UNITS:
        unit = pattern.match(text, at)
        if unit:
            return name, unit.end()
    point = POINT.match(text, at)
    if point:
        return f"punti {stem_of(point['what'])}", point.end()
    are = ARE.search(text, max(0, at - AHEAD), at)
    found = (NOUN_AFTER_ALL.match(text, at) if are else None) or NOUN.match(text, at)
    return (
        (stem_of(found["noun"]), found.end())
        if found and (found["noun"].lower() == TIMES or not EMPTY.fullmatch(found["noun"].lower()))
        else ("", at)
    )
