"""Amounts that a sentence says to be more or less than others, and are not."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.amounts import LIMITS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.tabling import shown

WHY = "Un confronto fra importi che non regge toglie fondamento alla scelta, o alla copertura della spesa."
TO = r"(?:ad?|al(?:l[ao'])?|rispetto\s+a\w*)"
OF = r"d(?:i|el|ell[ao'])"
COMPARED = re.compile(
    rf"\b(?:(?P<less>(?:inferior\w+|minor\w*|più\s+bass\w+)\s+{TO}|sotto\s+{OF})|(?P<more>(?:superior\w+|maggior\w*|più\s+alt\w+|eccedent\w+)\s+{TO}|sopra\s+{OF})"
    r"|(?P<enough>(?:sufficient\w+|capient\w+)\s+(?:a|per)\s+(?:coprire|sostenere|finanziare|far\s+fronte))"
    r"|(?P<within>contenut\w+\s+(?:entro|ne\w+'?)|entro|nei\s+limiti\s+d\w+|rientra\w*\s+(?:ne\w+'?|entro)|non\s+(?:supera|eccede|oltrepassa))(?:\s+(?:il|lo|la))?"
    r"|(?P<over>(?<!non\s)(?:supera|eccede|oltrepassa)\b(?:\s+\w+)?(?=\s+(?:l|i|€|\d|quell))))(?:\s|(?<='))",
    re.IGNORECASE,
)
SAID = re.compile(
    r"(?<!non\s)(?:(?<!\w)(?:è|e'|era|risulta\w*|rimane|resta|sta|appare)|,)\s+(?:(?!non\b)\w+\s+){0,3}$",
    re.IGNORECASE,
)
STAYS = re.compile(r"(?<!\w)(?:è|rimane|resta|sta|risulta)\s+(?:\w+\s+)?$", re.IGNORECASE)
ALONE = re.compile(r"rientra|supera|eccede|oltrepassa|non\s", re.IGNORECASE)
"""verbs that need no «è» before them"""
OR_EQUAL = re.compile(
    r"\b(?:pari\s+o|o\s+pari|uguale\s+o|non\s+\w*\s*$|se|qualora|ove|quando|purché)\b|\bnon\s*$",
    re.IGNORECASE,
)
BACK, AHEAD = 200, 130
WORD = re.compile(r"[^\W\d_]{4,}")
LINE = 120
STEM, FAR, CLOSE, ROUND = 6, 900, 30, 5000
PLAIN = frozenset(("della", "dello", "delle", "degli", "dell", "alla", "allo", "questo", "quello", "dal"))


def _compared(act: Act) -> Iterator[Found]:
    """«l'offerta di € 14.700,00 è inferiore allo stanziamento di € 14.250,00»."""
    for match in COMPARED.finditer(act.text):
        lead = act.text[max(0, match.start() - 40) : match.start()]
        if not ALONE.match(match[0]) and not (STAYS if match["within"] else SAID).search(lead):
            continue
        start, end = act.flat.sentence(match.start(), match.end())
        cut = max(act.text.rfind(each, start, match.start()) + 1 for each in ";\n")
        start, end = max(start, cut, match.start() - BACK), min(end, match.end() + AHEAD)
        if OR_EQUAL.search(act.text, max(start, match.start() - 25), match.start()):
            continue
        pair = _pair(act, match, start, end)
        if pair and _is_wrong(match, *pair):
            one, other = pair
            word = "entro" if match["within"] else "minore di" if match["less"] else "maggiore di"
            message = f"{shown(one.value)} non è {word} {shown(other.value)}."
            first = one.start if start <= one.start < match.start() else match.start()
            last = other.end if match.start() < other.start < end else match.end()
            yield Found(first, max(last, match.end()), message, "Correggere il confronto o gli importi.")


def _pair(act: Act, match: re.Match[str], start: int, end: int) -> tuple[Money, Money] | None:
    """The two amounts compared: of the sentence, or by the names of the things where it has none."""
    before, after = act.amounts_between(start, match.start()), act.amounts_between(match.end(), end)
    if before and after:
        return (before[-1], after[0]) if _is_pair(act, before[-1], match, after[0]) else None
    subject, thing = act.text[start : match.start()], act.text[match.end() : end]
    if before and match["within"] and len(subject) - (before[-1].end - start) < CLOSE:
        other = _by_name(act, re.split(r"[;:.,\n]|\s(?:e|ed)\s", thing)[0], match.end(), before[-1])
        return (before[-1], other) if other else None
    if before or after:
        return None
    one = _by_name(act, re.split(r"[;:.\n–-]\s", subject)[-1], start)
    other = _by_name(act, re.split(r"[;:.,\n]|\s(?:e|ed|perciò|quindi)\s", thing)[0], start)
    return (one, other) if one and other and one is not other else None


def _is_pair(act: Act, one: Money, match: re.Match[str], other: Money) -> bool:
    said = act.text[one.end : match.start()] + act.text[match.end() : other.start]
    return (
        len(act.text[match.end() : other.start]) < 70
        and not re.search(r"[;\n]|\b(?:di|per)\s*$", act.text[one.end : match.start()])
        and not re.search(r"\b(?:del|dell[ao'])?\s*(?:\d|per\s?cento|%)", said)
        and not {one.value, other.value} & LIMITS
        and other.value % ROUND != 0
    )


def _is_wrong(match: re.Match[str], one: Money, other: Money) -> bool:
    if match["enough"]:
        return one.value < other.value
    if match["within"]:
        return one.value > other.value
    return one.value >= other.value if match["less"] else one.value <= other.value


def _by_name(act: Act, said: str, at: int, unlike: Money | None = None) -> Money | None:
    """The amount whose label has the words of the thing, where one alone has them."""
    stems = {word.lower()[:STEM] for word in WORD.findall(said)} - PLAIN
    near = act.amounts_between(at - FAR, at) if stems else ()
    named = [each for each in near if each is not unlike and all(stem in _label(act, each) for stem in stems)]
    return named[-1] if named and (len({each.value for each in named}) == 1 or len(named) < 3) else None


def _label(act: Act, money: Money) -> str:
    """The words of its line before an amount."""
    return act.text[max(act.text.rfind("\n", 0, money.start), money.start - LINE) : money.start].lower()


COMPARING = (counted("confronto_importi", WHY, _compared),)
