"""Lengths of time as an act writes them: «24 mesi», «mesi ventiquattro», «durata biennale», «un anno e mezzo»."""

import re
from dataclasses import dataclass

from workbench.italian import read_words

WORDS = (
    r"(?:cento?|venti?|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|novanta?|dieci|undici|dodici|tredici|quattordici|quindici|"
    r"sedici|diciassette|diciotto|diciannove|un[oa]?|due|tr[eé]|quattro|cinque|sei|sette|otto|nove)"
)
COUNT = rf"(?:\d{{1,4}}|{WORDS}{{1,4}})"
AGAIN = r"(?:\s?\(\s?[\wàèéìòù]{1,24}\s?\))?"
TIME = re.compile(
    rf"\b(?P<unit_first>giorni|gg\b\.?|mesi|anni)(?:\s+|\)?\s*[:|\t]\s*)(?:n\.\s?)?(?P<count_after>{COUNT})\b{AGAIN}(?![\w/]|[.,]\d|\s+(?:mesi|giorni|anni|volte)\b)"
    rf"|(?<![\w.,/])(?P<count>{COUNT}){AGAIN}\s*(?:(?:altr[oiae]|ulterior[ei]|sol[oaie])\s+)?(?P<unit>giorni|giorno|gg\b\.?|mesi|mese|ann[oi]\s+scolastic[oi]|anni|anno|settimane|mensilità)\b(?P<half>\s+e\s+mezzo)?"
    r"|\b(?:durata|appalto|contratto|servizio|affidamento|incarico|noleggio|periodo)\s+(?P<adjective>annuale|biennale|triennale|quadriennale|quinquennale|semestrale)\b"
    r"|\b(?:(?:dur\w+|periodo\s+di)\s*:?\s*(?:(?:è|e'|sarà)\s+)?(?:(?:di|pari\s+a|per|in)\s+)?(?:un|1|il)?\s*|per\s+un\s+(?:intero\s+)?)(?P<span>semestre|biennio|triennio|quadriennio|quinquennio)\b",
    re.IGNORECASE,
)
ADJECTIVES = {
    "semestrale": 6,
    "annuale": 12,
    "biennale": 24,
    "triennale": 36,
    "quadriennale": 48,
    "quinquennale": 60,
    "semestre": 6,
    "biennio": 24,
    "triennio": 36,
    "quadriennio": 48,
    "quinquennio": 60,
}
DAYS_IN_MONTH = 30
MOST, MOST_YEARS = 2000, 30


@dataclass(frozen=True)
class Time:
    """A length of time: in months or in days, and whether it is counted in school years."""

    count: int
    unit: str
    school: bool = False


def count_of(written: str) -> int | None:
    """In figures or in letters."""
    if written.lower() in ("un", "una", "uno"):
        return 1
    return int(written) if written.isdigit() else read_words(written.lower())


def length_of(found: re.Match[str]) -> Time | None:
    """The length that a match of `TIME` states; None when it is none."""
    said = found["adjective"] or found["span"]
    if said:
        return Time(ADJECTIVES[said.lower()], "mesi")
    count = count_of(found["count"] or found["count_after"])
    unit = (found["unit"] or found["unit_first"]).lower()
    if not count or count > MOST:
        return None
    if unit.startswith("ann"):
        months = count * 12 + (6 if found["half"] else 0)
        return Time(months, "mesi", "scol" in unit) if count <= MOST_YEARS else None
    if unit.startswith("me"):
        return Time(count, "mesi")
    return Time(count * (7 if unit.startswith("set") else 1), "giorni")


def as_long(one: object, other: object) -> bool:
    """Whether two lengths can be one: a month has some thirty days, a school year from nine to twelve months."""
    if not isinstance(one, Time) or not isinstance(other, Time):
        return one == other
    if one.unit == other.unit:
        return one.count == other.count or _school(one, other) or _school(other, one)
    months, days = (one, other) if one.unit == "mesi" else (other, one)
    return abs(days.count - months.count * DAYS_IN_MONTH) <= max(6, days.count // 30)


def _school(one: Time, other: Time) -> bool:
    """A school year has from nine to twelve months."""
    return one.school and one.count * 9 // 12 <= other.count <= one.count and not other.school
