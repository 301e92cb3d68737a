"""Figures beside a label, in a row, a list or an article that its title names: «Penale giornaliera | art. 126 | 3 per mille»."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from apps.municipal.tenders.rules.clauses.entry import Judge
from apps.municipal.tenders.rules.clauses.statements import plain
from apps.municipal.tenders.rules.quantities import Quantity, Unit, find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing

Bounds = tuple[Decimal | int, Decimal | int]
LONGEST = 170
TERM = r"(?:(?:termine|tempo|tempi|durata|giorni|periodo|limite)\s(?:massim\w\s)?(?:per|di|del|dello|della|dell'|delle)?\s?(?:la\s|il\s|l'|le\s|lo\s|gli\s)?)?"
SHARE = r"(?:(?:misura|percentuale|quota|importo|ammontare|limite|tetto|soglia|valore|aliquota)\s(?:massim\w\s|minim\w\s|complessiv\w\s|globale\s)*(?:di\sattivazione\s)?(?:di|del|dello|della|dell'|delle|per)?\s?(?:la\s|il\s|l'|le\s)?)"
"""how the label of a term or of a share may begin"""
CITED = re.compile(
    r"\(?(?:ai\s+sensi\s+(?:del|di\s+cui)\w*\W|(?:di\s+cui\s+a|d)?ll'\s?|ex\s+)?\s?\b(?:artt?\.|articol[oi]|allegato|d\.m\.)\s?[\divx][^|;:)]{0,60}?(?:\b\d{2,4}/\d{4}|\bcodice|\bc\.\s?p\.\s?a\.?|(?=[|;:)]))\)?"
)
PARTED = re.compile(r"[|:\t]|^\W*(?:[a-z]|\d{1,2})[.)]\s|^\W*[-–—•*]\s|\s[–—-]\s|\.\s(?=\D)")
LEADING = re.compile(
    r"\b(?:(?:fino|sino|pari|non\s+(?:inferiore|superiore)|entro|almeno|nella\s+misura|massimo|minimo|max|min)\b\s*)?(?:(?:al|alla|all'|a|di|del|dello|dell'|il|lo|l'|la)\b)?[\s=(,.…_–-]*$|[\s=(,.…_–-]+$"
)
"""between a label and its figure"""
GENERIC = re.compile(
    r"\b(?:la|il|l'|tale|detta|detto|essa|esso)\s?(?:relativ[ao]\s+)?(?:misura|termine|percentuale|importo|limite|soglia|ammontare|preavviso|quota)?\s*(?:massim[ao]\s+|complessiv[ao]\s+)?(?:è|viene|resta)\s+(?:stabilit|fissat|determinat|pari|indicat|previst)\w*(?:\s+in|\s+nel|\s+a)?$"
)
"""a sentence that leaves its subject to the title: «La misura è stabilita nel»"""
NUMBER = re.compile(r"^\W*(?:art(?:\.|icolo)?\s*\d{1,3}\b)?(?:(?:\d{1,3}|[a-z])[.)–-])?\W*")


@dataclass(frozen=True)
class Row:
    """What stands beside `label`, which is the whole of what is written there, must lie within `bounds`."""

    label: str
    unit: Unit
    bounds: Callable[[Standing], Bounds | None]
    message: str
    """with a place for the figure"""
    suggestion: str

    @cached_property
    def named(self) -> re.Pattern[str]:
        return re.compile(self.label)


def within(least: Decimal | int, most: Decimal | int) -> Callable[[Standing], Bounds]:
    """The same for every act."""
    return lambda standing: (least, most)


def with_rows(judge: Judge, *rows: Row) -> Judge:
    """What `judge` finds, and what stands wrong beside the labels of `rows`."""

    def find(standing: Standing) -> Iterator[Found]:
        told: list[tuple[int, int]] = []
        for found in judge(standing):
            told.append((found.start, found.end))
            yield found
        for label, quantity in labels(standing.act.text):
            if not any(start < quantity.end and quantity.start < end for start, end in told):
                yield from _judged(standing, rows, label, quantity)

    return find


def _judged(standing: Standing, rows: tuple[Row, ...], label: str, quantity: Quantity) -> Iterator[Found]:
    for row in rows:
        if quantity.unit == row.unit and row.named.fullmatch(label):
            bounds = row.bounds(standing)
            if bounds and not bounds[0] <= quantity.value <= bounds[1]:
                yield Found(
                    quantity.start, quantity.end, row.message.format(shown(quantity.value)), row.suggestion
                )
            return


@lru_cache(maxsize=1)
def labels(text: str) -> tuple[tuple[str, Quantity], ...]:
    """The quantities of an act that stand beside a label, with it in small letters."""
    found = ((_label(text, each), each) for each in find_quantities(text, *_UNITS))
    return tuple((label, quantity) for label, quantity in found if label)


_UNITS: tuple[Unit, ...] = ("percento", "permille", "giorni", "mesi")


def _label(text: str, quantity: Quantity) -> str:
    line = _row_start(text, quantity.start)
    start = max(line, text.rfind(";", 0, quantity.start) + 1, quantity.start - LONGEST)
    ahead = CITED.sub(" ", plain(text[start : quantity.start]))
    while ahead != (shorter := LEADING.sub("", ahead).rstrip(" \t|:")):
        ahead = shorter
    above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : max(0, line - 1)]
    for part in (*reversed(PARTED.split(ahead)), plain(above[-LONGEST:])):
        label = NUMBER.sub("", GENERIC.sub("", part)).strip(" .,:")
        if label or not GENERIC.search(part):
            return " ".join(label.split())
    return ""


def _row_start(text: str, at: int) -> int:
    """Where the line begins, or the one above where a row of cells is broken between the two."""
    line = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    before = text[above:line].rstrip()
    is_broken = "|" in text[line:at] and text[line] != "|" and "|" in before and not before.endswith("|")
    return above if is_broken else line
