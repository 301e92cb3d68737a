"""What an article is known to be about, and whether a sentence has a word of it: if it has, nobody cited it for something else."""

import re
from collections.abc import Sequence
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import NEW_CODE, articles_of_code, table, worded

GENERIC = re.compile(
    r"(?:princip|disciplin|procedur|contratt|pubblic|appalt|lavor|serviz|fornitur|norm|applic|disposiz|affid|operat|import|europe|rilevan|"
    r"modalit|contenut|comun|ambit|propri|stazion|settor|general|compless|caus|altr|esecuz|corso|particol|aggiudic|offert|partecip|terz|paes|"
    r"del(?:la|le|lo)|degli|nel(?:la|le|lo)|negli|dal(?:la|le)|sul(?:la|le)|mezzi|costi|materia|ulterior|articol|decret|cui|allegat|inferior|superior|minist|candidat|offerent|bando|relazion|durant|period|relativ|anche|metod|us[oi]\b|cas[oi]\b)\w*",
    re.IGNORECASE,
)
"""words of headings that any sentence on tenders has"""
STEM = 6
"""letters of a word that its other forms share"""
STOCK = re.compile(
    r"\b(?:a|sotto)\s+pena\s+(?:di|d')\s?\w+|\bvist[oaie]\s+(?:l'|gli|il|lo|la|le|i)(?![^\W_])|\bvist[oaie]\s+l'|\b(?:ai\s+sensi|a\s+norma|nei\s+termini|nei\s+modi|salvo|fatto\s+salvo|art(?:icol)?\w*\.?)\b",
    re.IGNORECASE,
)
"""turns of phrase whose words mean nothing: «a pena di esclusione»"""
WEAK = re.compile(
    r"(?:import|euro|giorni|general|termin|offert|procedur|pubblic|operator|soggett|impres|document|lavor|dirett|comunic|esecuz|control|verific|digital|"
    r"particol|certific|tecnic|profession|dichiar|autorit|minister|sicurezz|respons|prezz|qualit|scelt|affid|determin|aggiudic|vigil|disposiz|definiz|durat|letter|"
    r"giustific|contratt|princip|regol|ingegn|architet|esclus|progett|consorz|ammess|fase|fasi|stazion|piattaf|informaz|inform|avvis|condiz|presentaz|valut|risult|"
    r"mercat|partecip|invit|contenut|criteri|punt|requisit|iscri|analog|registro|econom|interess|stipul|conclu|graduator|urgen|stagion|accessor)",
    re.IGNORECASE,
)
"""beginnings of words that many articles share"""
SHORTEST = 5
BEFORE, AFTER = 220, 110
"""characters around a citation in which a word of its subject keeps the rule silent"""


@cache
def _subjects() -> dict[str, dict[str, re.Pattern[str]]]:
    words: dict[str, dict[str, set[str]]] = {NEW_CODE: {}}
    for article, (_, heading) in articles_of_code().items():
        words[NEW_CODE][article] = {rf"{stem}\w*" for stem in _stems(heading)}
    for act, rows in table("subjects").items():
        of_act = words.setdefault(act, {})
        for names, pattern in rows.items():
            for article in _spread(names):
                of_act.setdefault(article, set()).add(pattern)
    return {
        act: {name: worded("|".join(sorted(each))) for name, each in of_act.items() if each}
        for act, of_act in words.items()
    }


def _spread(names: str) -> list[str]:
    """`5 5-bis 7-9` -> 5, 5-bis, 7, 8, 9."""
    spread: list[str] = []
    for name in names.split():
        span = re.fullmatch(r"(\d+)-(\d+)", name)
        spread += map(str, range(int(span[1]), int(span[2]) + 1)) if span else [name]
    return spread


def _stems(heading: str) -> list[str]:
    words = re.findall(r"[^\W\d_]{5,}", heading.lower())
    return [word[:STEM] for word in words if not GENERIC.fullmatch(word)]


def are_unsaid(words: str, of_act: str, names: Sequence[str], *, strongly: bool = False) -> bool:
    """Whether the subjects of articles or annexes are all known and `words` has nothing of them.

    `strongly`: words that many articles share say nothing.
    """
    known = _subjects().get(of_act, {})
    if not names or any(name not in known for name in names):
        return False
    if strongly:
        return not names_strongly(words, of_act, names)
    if not any(known[name].search(words) for name in names):
        return True
    said = STOCK.sub(" ", words)
    return not any(known[name].search(said) for name in names)


def are_said(words: str, of_act: str, names: Sequence[str]) -> bool:
    """Whether `words` has something of the subject of one of them."""
    known = _subjects().get(of_act, {})
    return any(known[name].search(words) for name in names if name in known)


def words_around(act: Act, start: int, end: int) -> str:
    """What the sentence of a citation says before and after it."""
    one, other = act.flat.sentence(start, end)
    return f"{act.text[max(one, start - BEFORE) : start]} \n {act.text[end : min(other, end + AFTER)]}"


def names_strongly(words: str, of_act: str, names: Sequence[str]) -> bool:
    """Whether `words` has a word that is of one of the articles and of few others."""
    known = _subjects().get(of_act, {})
    found = (match[0] for name in names if name in known for match in known[name].finditer(words))
    return any(len(word) >= SHORTEST and (" " in word or not WEAK.match(word)) for word in found)
