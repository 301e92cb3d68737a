"""Numbers of things in running text and in lines: what is counted, and what stands between two of them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import prod

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.scanning import beginning_in, scan
from apps.municipal.tenders.rules.sums.lengths import WORD
from workbench.checks.references import MONTHS
from workbench.italian import read_words

WRITTEN = rf"(?:\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?|\d{{1,6}}(?:,\d{{1,3}})?|(?!un[oa']?\b){WORD}|mille|(?:due|tre|quattro|cinque|sei)mila)"
NUMBER = re.compile(
    rf"(?<![\w.,/€:+°'’^-])(?P<written>{WRITTEN})(?![\w²³]|[.,:/]\d|/\w|-\d|-[A-Z])", re.IGNORECASE
)
NOT_COUNT = re.compile(
    rf"\s?(?:%|‰|€|euro\b|eur\b|°|per\s?(?:cento|mille)|mila\b|milion\w|miliard\w|\)\s?[A-Z]|(?:{'|'.join(MONTHS)})\b|quint[oi]\b|terz[oi]\b|quart[oi]\b|decim[oi]\b|(?:bis|ter|quater)\b)",
    re.IGNORECASE,
)
AS_LABEL = re.compile(
    r"(?:€|euro|§|\b(?:art\w*\.?|comm[ai]|co\.|lett\w*\.?|punto|paragraf\w+|capitol[oi]|cap\.?|allegat[oi]|lott[oi]|fas[ei]|tab\w*\.?|tavol[ae]|scheda|criteri[oi]|determin\w+|decisione|deliber\w+|d\.?g\.?c\.?|prot\w*\.?|rep\.?|gen\.?|cig|cup|cpv|via|viale|piazza|corso|classe|cat\w*\.?|livello|zona|line[ae]|sezion[ei]|voc[ei]|rig[ao]|tipo|modello|all\.|d\.?p\.?r\.?|d\.?\s?lgs\.?|legge|reg\.?|ue|iso|en|uni|cei|civico|tel\.?|cell\.?|scala|stanza|clausola|contratto|ordinativo|circolare|decreto|carattere|corpo|grammatura|formato|criterio\s\w|(?!n\.)[a-z]\.)(?:\s+(?:d[ei]l|n(?:\.|°|r\.)?))?)\s?$",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?P<lead>\S*)\s?\bn(?:\.|°|r\.)\s?$", re.IGNORECASE)
NAMED = re.compile(
    r"\W*(?:ordin|fattur|att[oi]|not[ae]\b|verbal|document|trasporto|repertorio|polizz|registr|preventiv|protocoll|pratic|matricol|rdo|oda|trattativ|disciplinar|part|element|ditt|repert|reg)\w*\W*",
    re.IGNORECASE,
)
MANY, ALONE = (
    re.compile(r"\b[a-zàèéìòù]{4,}i\s+n\.\s?$", re.IGNORECASE),
    re.compile(r"\s*(?:[|;\n]|[-–]\s|$)"),
)
OF_MANY = re.compile(
    r"\s(?!de[il]\b|dell|e\b|ed\b|in\b|di\b|al\b|con\b|per\b|emess|rilasc|presso)[a-zàèéìòù]{3,}"
)
"""«n. 36.240 pasti», «n. 8 offerte»; not «nota n. 41 del …»"""
AS_CLOCK = re.compile(r"\b(?:alle|dalle|ore|le|h\.?)\s(?:ore\s)?$|\d\s?[-–]\s?$", re.IGNORECASE)
CLOCKED = re.compile(r"\s?(?:[-–]\s?\d|e\s+(?:alle|le)\b|alle\b)")
AS_MARK, IN_A_ROW = re.compile(r"(?:^|\n)[^\S\n]*\(?$"), re.compile(r"[;:]\s*\(?$")
MARKED, MARKED_LOW = re.compile(r"\s?[).](?:\s|$)"), re.compile(r"[).]\s(?=[a-zàèéìòù])")
HEADED, CLOSED = re.compile(r"\s[A-ZÀÈÉÌÒÙ]{4,}"), re.compile(r"(?:^|\n|[.;:)]\s)$")
"""«… del Codice. 5 REQUISITI DI ORDINE GENERALE»: the number of a section"""
UNIT_AFTER = re.compile(r" ?(?:\(\w+\) )?(?:di )?(?P<unit>[^\W\d_]{2,20}[²³]?)")
UNIT_BEFORE = re.compile(r"(?P<unit>[^\W\d_]{2,20})\.?:? $")
NO_UNIT = frozenset(
    re.findall(
        r"\w+",
        "per e ed a ad al alla alle agli all di da dal dalla dai del della dei degli nel nella nei "
        "su con in il la le lo un una o se che non anche sono già ancora circa oltre cui i gli più "
        "meno pari sia ogni quale cioè ossia quindi dunque ovvero come poi dopo entro tutti tutte contro fra tra ma",
    )
)
ONE_PERIOD = frozenset(("anno", "mese", "giorno", "settimana"))
"""«in un anno 900 istanze»"""
ALIKE = {"sedut": "post", "poltron": "post", "giornat": "giorn", "gg": "giorn", "chilometr": "km"}
CENTURY = range(1950, 2100)
LATEST_HOUR = 24


@dataclass(frozen=True)
class Thing:
    """A number that counts or measures; `unit` is the stem of what it counts, empty when nothing says it."""

    value: Decimal
    start: int
    end: int
    unit: str = ""


@per_act
def things(act: Act) -> tuple[Thing, ...]:
    """All of an act, in order; amounts, days, norms, codes, hours of the clock and labels («fase 1») are none."""
    taken = [(each.start, each.end) for each in act.amounts]
    taken += [(each.start, each.end) for each in act.days]
    taken += [(each.start, each.end) for each in act.citations]
    taken += [(each.start, each.end) for each in act.codes]
    taken.sort()
    starts = [each[0] for each in taken]
    found = []
    for match in scan(NUMBER, act.text):
        at = bisect_left(starts, match.end()) - 1
        inside = any(one <= match.start() < other for one, other in taken[max(0, at - 2) : at + 1])
        thing = None if inside else _thing(act.text, match)
        if thing:
            found.append(thing)
    return tuple(found)


def _thing(text: str, match: re.Match[str]) -> Thing | None:
    written, start, end = match["written"], *match.span("written")
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    value = number_of(written)
    if value is None or NOT_COUNT.match(after) or AS_LABEL.search(before) or _is_name(before, after):
        return None
    if written.lower() in ("cento", "mille") and before.rstrip().endswith("per"):
        return None
    if written.isdigit() and len(written) == 4 and value in CENTURY:
        return None
    if (AS_MARK.search(before) and MARKED.match(after)) or (
        IN_A_ROW.search(before) and MARKED_LOW.match(after)
    ):
        return None
    if HEADED.match(after) and CLOSED.search(before):
        return None
    if value <= LATEST_HOUR and (AS_CLOCK.search(before) or CLOCKED.match(after)):
        return None
    return Thing(value, start, end, _unit(before, after))


def _is_name(before: str, after: str) -> bool:
    """Whether «n.» numbers one thing («verbale n. 4») and does not say how many they are («n. 4 offerte»)."""
    numbered = NUMBERED.search(before)
    if not numbered or numbered["lead"].endswith(":") or (MANY.search(before) and ALONE.match(after)):
        return False  # «Aree: n. 14», «Cestini n. 85 |»
    return not OF_MANY.match(after) or bool(NAMED.fullmatch(numbered["lead"]))


def number_of(written: str) -> Decimal | None:
    if written[0].isdigit():
        return Decimal(written.replace(".", "").replace(",", "."))
    read = read_words(written.lower())
    return None if read is None else Decimal(read)


def _unit(before: str, after: str) -> str:
    following, leading = UNIT_AFTER.match(after), UNIT_BEFORE.search(before)
    if leading and stem(leading["unit"]) in KNOWN_STEMS and leading["unit"].lower() not in ONE_PERIOD:
        return stem(leading["unit"])  # «giorni 90 naturali»
    if following and following["unit"].lower() not in NO_UNIT:
        return stem(following["unit"])
    return stem(leading["unit"]) if leading and leading["unit"].lower() not in NO_UNIT else ""


def stem(word: str) -> str:
    """«ore», «ora» -> «or»; words for one and the same thing have one stem."""
    plain = word.lower().rstrip("aeioàèéìòù")
    return ALIKE.get(plain, plain)


def things_in(act: Act, start: int, end: int) -> Sequence[Thing]:
    """Those that begin in `start:end`."""
    return beginning_in(things(act), start, end)


SEPARATED = re.compile(r"[,;+\n\t|–—•:/.]|\s-\s|\s(?:e|ed|più|nonché)\s|^\s*e\s", re.IGNORECASE)
APART = re.compile(
    r"\b(?:di\s+cui|total[ei]|complessiv\w+|in\s+tutto|somma(?:no)?|quindi|dunque|pertanto|perciò|cioè|ossia|ovvero|vale\s+a\s+dire|entro|ogni|ciascun\w*|cadaun\w|rispetto|oltre|almeno|minim\w+|massim\w+|circa|ergo|media|contro|invece|anziché|passa\w*|moltiplic\w+|pari\s+a|fino\s+a|escl\w+|non)\b|[x×*=%€(]|\n\s*\n|[.;]\s+(?:il|la|i|le|gli|l'|per|se|con|in|un|una|al|alla|ai)\s|\beuro\b",
    re.IGNORECASE,
)
LABEL = re.compile(r"\s\([^()\d]{2,40}\)\s?:|\sentro\s+(?:il\s|l')\d{1,2}°?\s[a-z]{5,9}(?=\W)", re.IGNORECASE)
"""«fase 2 (migrazione):», «150 tonnellate entro il 15 dicembre;»"""
STOP = re.compile(r"\.\s+(?!fase|n\.)[A-ZÈ]")
LONGEST = 75


def runs(act: Act) -> Iterator[Sequence[Thing]]:
    """Things one after the other as the items of a list."""
    run: list[Thing] = []
    for each in things(act):
        if run and not _parallel(act.text, run[-1], each):
            if len(run) > 1:
                yield run
            run = []
        run.append(each)
    if len(run) > 1:
        yield run


def _parallel(text: str, one: Thing, other: Thing) -> bool:
    said = text[one.end : other.start]
    said = LABEL.sub(":", said)
    if len(said) > LONGEST or APART.search(said) or STOP.search(said) or not SEPARATED.search(said):
        return False
    measured = KNOWN_STEMS & {one.unit, other.unit}
    return not (measured and one.unit != other.unit and one.unit and other.unit in KNOWN_STEMS)


KNOWN_STEMS = frozenset(["or", "giorn", "settiman", "mes", "ann", "minut", "km", "mq", "m²", "metr", "ml", "kg", "mc", "ettar", "h", "litr", "tonnellat"])  # fmt: skip


FACTORS = tuple(map(Decimal, (1, 2, 5, 6, 7, 12, 52, 365)))
"""times that a sentence need not say: both ways, days of a week, months, weeks and days of a year"""
UNSAID = tuple(map(Decimal, (1, 2, 12, 52)))
HALF = Decimal("0.5")


def explains(whole: Decimal, values: Sequence[Decimal], loose: bool = True) -> bool:
    """A sum of neighbours less or more one of the others, or a product of some of them, more or less another.

    Not `loose`: a product alone.
    """
    for first, last in combinations(range(len(values) + 1), 2):
        inner, outer = values[first:last], [Decimal(0), *values[:first], *values[last:]]
        total = sum(inner, Decimal(0))
        if len(inner) > 1 and (total - whole in inner or abs(total - whole) in outer):
            return True
        if len(inner) > 1 and any(total * each == whole for each in outer):
            return True
    for size in (2, 3, 4):
        for among in combinations(range(len(values)), size):
            made = prod((values[at] for at in among), start=Decimal(1))
            rest = [Decimal(0), *(value for at, value in enumerate(values) if at not in among and loose)]
            factors = FACTORS if loose else UNSAID
            if any(whole in (made * times + each, made * times - each) for times in factors for each in rest):
                return True
    return _by_pairs(whole, values)


def _by_pairs(whole: Decimal, values: Sequence[Decimal]) -> bool:
    """«15 con 4 ore e 8 con 6 ore, per 4 settimane»; «50 ogni 8»: a quotient, whole or rounded up."""
    pairs = sum((one * other for one, other in zip(values[::2], values[1::2], strict=False)), Decimal(0))
    if any(pairs * each == whole for each in (*FACTORS, *values)):
        return True
    quotients = [one / other for one in values for other in values if other]
    return any(abs(whole - each) <= HALF or 0 <= whole - each < 1 for each in quotients)


def of_last(whole: Thing, items: Sequence[Thing]) -> bool:
    """«19 addetti (14 e 5), per 146 ore e 58, cioè 204 ore»: the first ones count something else."""
    first = next((at for at, each in enumerate(items) if whole.unit and each.unit == whole.unit), 0)
    return 0 < first < len(items) - 1 and sum(each.value for each in items[first:]) == whole.value


DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
DAY = r"(?:(?:lun|mart|mercol|giov|ven)(?:e|er)d[iì]'?|sabato|domenica)"
WEEKDAYS = re.compile(rf"\bda(?:l|lla)?\s+(?P<first>{DAY})\s+al(?:la)?\s+(?P<last>{DAY})", re.IGNORECASE)


def weekdays(text: str, since: int, until: int) -> Iterator[Thing]:
    """«dal lunedì al venerdì»: five days."""
    for match in WEEKDAYS.finditer(text, since, until):
        first, last = (DAYS.index(match[name][:3].lower()) for name in ("first", "last"))
        yield Thing(Decimal((last - first) % 7 + 1), match.start(), match.end(), "giorn")
