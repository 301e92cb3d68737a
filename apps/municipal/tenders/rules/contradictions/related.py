"""Which acts belong to one procedure: documents brought together need not."""

import re
from collections.abc import Sequence

from apps.municipal.tenders.acts import Act
from workbench.italian import tokens

HEAD = 1400
"""characters in which an act says what it is about"""
LIKE = 0.2
"""share of the words of the shorter subject that the other must have"""
IN_COMMON, IN_COMMON_AWAY = 1, 3
"""words that suffice to no more than `FEW` acts, as somebody put them together: where both tell the same town,
and where one of them tells none"""
FEW = 4
EXCERPT = 2000
"""characters; what is shorter is no whole act, and need not say what it is about"""
STEM = 6
TOWN = re.compile(r"\b(?:comune|citt[àa]'?)\s+di\s+((?:[a-zàèéìòù']+\s?){1,3})", re.IGNORECASE)
EVERYWHERE = re.compile(
    r"(?:acquis|affida|agli|agosto|alla|alle|allo|anche|anni|anno|aperta|appalt|approv|aprile|area|artico|asta|atti|avvio|avviso|bando|base|capito|"
    r"catego|città|codest|codice|come|comma|compre|comuna|comune|comuni|condiz|conseg|consid|contra|dalla|dalle|dallo|decisi|deciso|decret|degli|dell|della|"
    r"delle|dello|determ|dicemb|dirett|dirige|discip|dispos|ditta|dodici|dopo|dura|durata|econom|ente|esecuz|esito|euro|febbra|fornit|gara|genera|gennai|gentil|"
    r"giorni|giugno|import|impres|indagi|indivi|indizi|intend|intere|invita|invito|lavori|legisl|letter|loro|luglio|maggio|manife|marzo|median|"
    r"mercat|mesi|metrop|mezzo|miglio|milano|negozi|nell|nella|nelle|nello|norme|novemb|offert|oggett|operat|ottobr|parte|period|piatta|premes|"
    r"presen|preven|previs|prezzo|prima|proced|proget|propri|prot|protoc|pubbli|quale|quali|questa|questo|regola|respon|richia|second|sede|sedi|"
    r"seguit|selezi|senza|serviz|settem|settor|sono|specia|spetta|stata|stato|stazio|sulla|sulle|sullo|suoi|tecnic|titolo|tramit|tutte|tutti|uffici|"
    r"unico|valore|vista|visto)"
)
"""beginnings of words that say nothing of what is bought"""


def procedures(acts: Sequence[Act]) -> list[list[Act]]:
    """The acts grouped by procedure; an act that goes with no other is left out."""
    groups: list[list[Act]] = []
    for act in acts:
        joined = [group for group in groups if any(_related(act, each, len(acts)) for each in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([each for group in joined for each in group] + [act])
    return [sorted(group, key=acts.index) for group in groups if len(group) > 1]


def _related(one: Act, other: Act, together: int) -> bool:
    """One town, and a code in common; or two kinds of act about the same thing, or too short to tell."""
    mine, theirs = _town(one), _town(other)
    if mine and theirs and mine[0] != theirs[0]:
        return False
    if _own_codes(one) & _own_codes(other):
        return True
    if one.kind == other.kind or not one.kind or not other.kind:
        return False
    few = together <= FEW
    if few and min(len(one.text), len(other.text)) < EXCERPT:
        return True
    about, like = _subject(one) - set(mine), _subject(other) - set(theirs)
    if not about or not like:
        return False
    least = LIKE * min(len(about), len(like))
    if few:
        least = min(least, IN_COMMON if mine and theirs else IN_COMMON_AWAY)
    return len(about & like) >= least


def _town(act: Act) -> tuple[str, ...]:
    """The beginnings of the words of its name."""
    found = TOWN.search(act.text[:HEAD])
    return tuple(word[:STEM] for word in tokens(found[1])) if found else ()


def _own_codes(act: Act) -> set[str]:
    return {code.text for code in act.codes if code.kind in ("cig", "cup") and code.start < HEAD}


def _subject(act: Act) -> set[str]:
    """The beginnings of the words that tell what the act is about."""
    words = tokens(f"{act.object_text[:300]} {act.text[:500]}")
    stems = {word[:STEM] for word in words if len(word) > 3 and word.isalpha()}
    return {stem for stem in stems if not EVERYWHERE.fullmatch(stem)}
