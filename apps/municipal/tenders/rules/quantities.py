"""Shares, days and months in an act, in figures or in words: «il 2 per cento», «sessanta giorni», «gg. 30», «0,3 ‰»."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.wording import STOP
from workbench.italian import read_words

Unit = Literal["percento", "permille", "giorni", "mesi"]
WORDS = (
    r"(?:zero|mezzo|un[oa']?|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|"
    r"diciassette|diciotto|diciannove|(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant|cent|duecent)[a-z]*)"
)
FIGURES = r"\d{1,3}(?:[.,]\d{1,3})?"
UNITS = r"per\s?cento|%(?!o)|%o|per\s?mille|x\s?mille|‰|giorni\b|gg\b\.?|gi?orn\w\b|mes[ei]\b|ann[oi]\b"
QUANTITY = re.compile(
    rf"(?<![\w.,/])(?:(?P<figures>{FIGURES})(?!\d)|\b(?P<words>{WORDS})(?:\s+virgola\s+(?P<cents>{WORDS}))?\b)(?P<half>\s+e\s+mezzo)?"
    rf"\s?(?:\(\s?[\w,./ ]{{1,30}}\)\s?)?(?P<unit>{UNITS})"
    rf"|\b(?:giorni|gg\.?)\s(?:n\.\s?)?(?:(?P<figures_after>\d{{1,3}})\b|(?P<words_after>{WORDS})\b)",
    re.IGNORECASE,
)
VAT_FACTORS = tuple(map(Decimal, ("1.04", "1.05", "1.1", "1.22")))
"""what an amount is multiplied by, with the VAT of each rate"""
HALF = {"mezzo": Decimal("0.5")}
YEAR_MONTHS = 12
REACH = 260
HEADING = 90
AHEAD = 70
TIED = re.compile(
    r"\s?(?:\([^)\n]{0,40}\)\s?)?(?:(?:dell'|del(?:la)?|sull')\s?(?:importo|valore|ammontare|corrispettivo)\s?(?:\w+\s){0,3})?(?:a\s+titolo\s+di|come|quale|di|per\s+(?:la|l'|il))\s?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """Years are given in months; places are those of the flattened act."""

    value: Decimal
    unit: Unit
    start: int
    end: int


def find_quantities(text: str, *units: Unit) -> Iterator[Quantity]:
    """Every quantity of these units, in order."""
    return (quantity for quantity in _quantities(text) if quantity.unit in units)


@lru_cache(maxsize=1)
def _quantities(text: str) -> tuple[Quantity, ...]:
    """Of one act at a time: ten rules ask for the same."""
    return tuple(found for match in scan(QUANTITY, text) if (found := _quantity(match)))


def _quantity(match: re.Match[str]) -> Quantity | None:
    written, value = match["unit"], _value(match)
    if value is None:
        return None
    is_year = bool(written) and written.lower().startswith("ann")
    return Quantity(value * (YEAR_MONTHS if is_year else 1), _unit(written), match.start(), match.end())


@dataclass(frozen=True)
class Labelled:
    """A quantity and what it is of; `since` is where its label begins."""

    quantity: Quantity
    label: str
    since: int


def labelled(text: str, labels: Mapping[str, str], wanted: str, *units: Unit) -> Iterator[Labelled]:
    """The quantities of these units that are of `wanted` (names joined by a bar): by the label that stands nearest.

    `labels`: patterns by name; all that such quantities may be of must be there, or one takes another's place.
    """
    pattern, names = _compiled(tuple(labels.items())), wanted.split("|")
    near = _compiled(tuple((name, labels[name]) for name in names))
    for quantity in find_quantities(text, *units):
        if not near.search(text, max(0, quantity.start - REACH - HEADING), quantity.end + AHEAD):
            continue
        found = _label(text, pattern, quantity)
        if found and found.label in names:
            yield found


def _label(text: str, pattern: re.Pattern[str], quantity: Quantity) -> Labelled | None:
    tied = TIED.match(text, quantity.end)
    after = pattern.match(text, tied.end()) if tied else None
    if after and after.lastgroup:
        return Labelled(quantity, after.lastgroup, quantity.start)
    for start, end in _around(text, quantity):
        found = list(pattern.finditer(text, start, end))
        if found:
            nearest = found[-1] if end <= quantity.start else found[0]
            return Labelled(quantity, nearest.lastgroup or "", min(nearest.start(), quantity.start))
    return None


def _around(text: str, quantity: Quantity) -> Iterator[tuple[int, int]]:
    """Where a label is looked for: its sentence before it, the sentence after it, its line, the heading above."""
    at = quantity.start
    line = text.rfind("\n", 0, at) + 1
    stops = [each.end() for each in STOP.finditer(text, max(line, at - REACH), at)]
    sentence = stops[-1] if stops else max(line, at - REACH)
    yield sentence, at
    stop = STOP.search(text, quantity.end, quantity.end + AHEAD)
    yield quantity.end, stop.start() if stop else min(len(text), quantity.end + AHEAD)
    yield max(line, at - REACH), at
    if at - line < REACH and line:
        above = text.rfind("\n", 0, line - 1) + 1
        if line - above <= HEADING:
            yield above, line


@cache
def _compiled(labels: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?P<{name}>{pattern})" for name, pattern in labels), re.IGNORECASE)


def read_count(written: str) -> int | None:
    """`5`, `cinque` -> 5; None when it is no number."""
    return int(written) if written.isdigit() else read_words(written)


def _unit(written: str | None) -> Unit:
    plain = re.sub(r"\s", "", written or "giorni").lower()
    if plain in ("percento", "%"):
        return "percento"
    if plain in ("permille", "xmille", "‰", "%o"):
        return "permille"
    return "mesi" if plain.startswith(("mes", "ann")) else "giorni"


def _value(match: re.Match[str]) -> Decimal | None:
    figures = match["figures"] or match["figures_after"]
    if figures:
        return Decimal(figures.replace(",", ".")) + (Decimal("0.5") if match["half"] else 0)
    whole = _word(match["words"] or match["words_after"])
    if whole is None:
        return None
    if match["cents"]:
        tenths = _word(match["cents"])
        return None if tenths is None else whole + tenths / (10 if tenths < 10 else 100)
    return whole + (Decimal("0.5") if match["half"] else 0)


def _word(written: str) -> Decimal | None:
    plain = written.lower().rstrip("'")
    if plain in HALF:
        return HALF[plain]
    if plain in ("un", "una"):
        return Decimal(1)
    if plain == "zero":
        return Decimal(0)
    read = read_words(plain)
    return None if read is None else Decimal(read)


def shown(value: Decimal) -> str:
    """`0.50` -> `0,5`."""
    return f"{value.normalize():f}".replace(".", ",")
