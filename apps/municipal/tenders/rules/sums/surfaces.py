"""Surfaces, lengths and other measures that are listed, against the whole that the act states of them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import from_numbers
from apps.municipal.tenders.rules.sums.tabling import FIGURE, explained, shown, slipped, value_of

WHY = "La superficie complessiva deve essere la somma di quelle elencate: su di essa si forma il prezzo."
UNITS: dict[str, str] = {
    "mq": r"m\.?q\.?(?!\w)|m²|m2\b|metri\s+quadr\w+",
    "km": r"km\b|chilometri|km\.",
    "ml": r"m\.?l\.?(?!\w)|metri\s+lineari",
    "mc": r"m\.?c\.?(?!\w)|m³|m3\b|metri\s+cub\w+",
    "kwh": r"kwh\b",
    "ha": r"ha\b|ettari",
}
NAMED = "|".join(rf"(?P<{name}>{words})" for name, words in UNITS.items())
ANY = "|".join(UNITS.values())
WHOLE = re.compile(
    rf"\b(?:complessiv\w+|total[ei]|in\s+tutto|in\s+totale|somma\w*)\b(?:\s*[._…]{{3,}}|[^\d\n;.]{{0,40}}?)\s*(?:(?:{ANY})\s*)?(?P<figure>{FIGURE})\s*(?:(?:{NAMED})|(?=\W))",
    re.IGNORECASE,
)
FIGURE_FIRST = re.compile(
    rf"(?<![\w.,/€])(?P<figure>{FIGURE})\s*(?:{ANY})\s*(?:\w+\s+){{0,2}}(?:complessiv\w+|total[ei]|in\s+tutto)\b",
    re.IGNORECASE,
)
ITEM = re.compile(
    rf"(?:^|[,;:(\n]|\be\b)[\s–•*-]*(?P<name>[^\W\d_][^,;:()\n€\d]{{2,45}}?)\s*(?:[,:(]|[._…]{{2,}}|\|)?\s*(?:(?:di|con|per)\s+)?(?:(?:{ANY})\s*)?(?P<figure>{FIGURE})\s*(?:(?:{ANY})\s*)?\)?(?=\s*(?:[;,.)\n]|\be\b|$))",
    re.IGNORECASE,
)
UNIT = re.compile(rf"(?<![a-z])(?:{ANY})", re.IGNORECASE)
TOTAL_NAME = re.compile(
    r"\b(?:complessiv\w+|total[ei]|in\s+tutto|somma\w*|anno|art|comma|capitolo)\b", re.IGNORECASE
)
PRICED = re.compile(r"€|\beuro\b|%|per\s?cento", re.IGNORECASE)
CLOSES = re.compile(
    r"\W*(?:(?:per|in|e|un|una|sono|fanno|cioè|quindi|la|il|superficie|estensione|sviluppo|lunghezza|area|di|così|mq|km)\W+){0,5}",
    re.IGNORECASE,
)
"""the words between a list and its total"""
BESIDE = 60
GAP, LEAST, MOST_WHOLES = 12, 3, 12


def _measures(act: Act) -> Iterator[Found]:
    """Lists of at least three measures; a whole stated in the same unit anywhere must be their sum."""
    wholes = list({value_of(each["figure"]): each for each in _wholes(act)}.values())[:MOST_WHOLES]
    if not wholes:
        return
    for items in _lists(act):
        values = [value_of(each["figure"]) for each in items]
        total = sum(values, Decimal(0))
        stated = [each for each in wholes if _is_of(act, each, items)]
        known = {value_of(each["figure"]) for each in stated}
        near = [each for each in stated if _is_near(value_of(each["figure"]), values, total)]
        if total in known or not near:
            continue
        if any(
            sum(some, Decimal(0)) in known
            for size in range(2, len(values))
            for some in combinations(values[:9], size)
        ):
            continue
        if near:
            whole = min(near, key=lambda each: abs(each.start() - items[0].start()))
            message = f"Le misure elencate sommano {shown(total)}, quella complessiva indicata è {shown(value_of(whole['figure']))}."
            yield Found(
                whole.start("figure"), whole.end("figure"), message, "Ricalcolare il totale o le voci."
            )


def _is_of(act: Act, whole: re.Match[str], items: Sequence[re.Match[str]]) -> bool:
    """Whether a whole is of these items: it stands just before or after them, or its sentence names two of them."""
    if items[0].start() < whole.start("figure") < items[-1].end():
        return False
    if whole.start() > items[-1].end():
        close = bool(CLOSES.fullmatch(act.text, items[-1].end(), whole.start()))
    else:
        close = items[0].start("name") - whole.end() < BESIDE
    start, end = act.flat.sentence(whole.start(), whole.end())
    said = act.text[start:end].lower()
    return close or sum(each["name"].split()[0].lower() in said for each in items) > 1


def _is_near(whole: Decimal, values: Sequence[Decimal], total: Decimal) -> bool:
    return slipped(whole, total) or explained(values, whole) or abs(whole - total) < total / 6


def _wholes(act: Act) -> Iterator[re.Match[str]]:
    for match in (*scan(WHOLE, act.text), *from_numbers(FIGURE_FIRST, act.text)):
        if UNIT.search(match[0]) and value_of(match["figure"]) > 1 and not PRICED.search(match[0]):
            yield match


def _lists(act: Act) -> Iterator[Sequence[re.Match[str]]]:
    """Runs of items near a unit of measure."""
    run: list[re.Match[str]] = []
    for match in scan(ITEM, act.text):
        if TOTAL_NAME.search(match["name"]):
            continue
        if run and match.start("name") - run[-1].end("figure") > GAP:
            if _is_list(act.text, run):
                yield run
            run = []
        run.append(match)
    if _is_list(act.text, run):
        yield run


def _is_list(text: str, run: Sequence[re.Match[str]]) -> bool:
    if len(run) < LEAST:
        return False
    line = text.rfind("\n", 0, run[0].start("name"))
    since = max(0, run[0].start() - 60, text.rfind("\n", 0, max(line, 0)))
    said = text[since : run[-1].end() + 4]
    return bool(UNIT.search(said)) and not PRICED.search(said)


RECTANGLE = re.compile(
    rf"\blung[oahei]{{1,2}}\s+(?:circa\s+)?(?P<long>{FIGURE})\s*(?:m\b|metri\b|ml\b)?\.?\s*(?:,\s*|,?\s*e\s+)(?:larg|alt)[oahei]{{1,2}}\s+(?P<wide>{FIGURE})\s*(?:m\b|metri\b)?[^.;\n\d€]{{0,60}}?(?<![\w.,])(?P<area>{FIGURE})\s*(?:{UNITS['mq']})",
    re.IGNORECASE,
)


def _rectangles(act: Act) -> Iterator[Found]:
    """«lungo 24 m e largo 6 m: 164 m²»."""
    for match in scan(RECTANGLE, act.text):
        right = value_of(match["long"]) * value_of(match["wide"])
        if abs(value_of(match["area"]) - right) >= 1 and right / 2 < value_of(match["area"]) < right * 2:
            message = f"{match['long']} per {match['wide']} fa {shown(right)}, non {match['area']}."
            yield Found(match.start(), match.end(), message, "Ricalcolare la superficie.")


SURFACES = (
    counted("rettangolo", WHY, _rectangles),
    counted("superfici", WHY, _measures),
)
