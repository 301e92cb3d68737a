"""Lengths of time as acts write them: «24 mesi», «giorni 45 (quarantacinque)», «un biennio», «mezz'ora»."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from apps.municipal.tenders.rules.scanning import found_at, scan
from workbench.italian import read_words

Unit = Literal["minuti", "giorni", "mesi"]
WORD = (
    r"(?:un[oa']?|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|dicia(?:ssette|nnove)|diciotto"
    r"|(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant|cent|duecent|trecent|quattrocent|cinquecent|seicent|settecent)[a-zàèéìòù]*)"
)
COUNT = rf"(?:\d{{1,4}}|{WORD})"
AGAIN = rf"(?:\s?\(\s?(?:n\.\s?)?{COUNT}\s?\))?"
NATURAL = r"(?:\s+(?:naturali(?:\s*[,e]\s*consecutivi)?|consecutivi|solari|di\s+calendario))?"
UNITS = r"minut[oi]|or[ae]|giorn[oi]|gg\b\.?|settiman[ae]|mes[ei]|bimestr[ei]|trimestr[ei]|quadrimestr[ei]|semestr[ei]|ann[oi]|annualità|mensilità|bienni[oi]?|trienni[oi]?|quadrienni[oi]?|quinquenni[oi]?"
OTHER_CALENDAR = (
    r"(?!\s+(?:scolastic|educativ|accademic|sportiv|lavorativ|feriali|termic|utili|al\s+|alla\s+|di\s+et))"
)
LENGTH = re.compile(
    rf"(?<![\w.,/€-])(?P<count>{COUNT})(?P<half>\s+e\s+mezz[oa])?{AGAIN}\s?(?P<unit>{UNITS})\b(?P<and_half>\s+e\s+mezz[oa])?{OTHER_CALENDAR}{NATURAL}"
    rf"|\b(?P<unit_before>giorni|gg\.?|mesi|anni|minuti)\s(?:n\.\s?)?(?P<count_after>\d{{1,3}}|{WORD})\b{AGAIN}(?!\s?(?:[.:,]\d|[/-]\d|giorni|mesi|anni)){NATURAL}"
    r"|\b(?P<half_of>mezz'\s?ora|mezza\s+giornata)\b"
    r"|\b(?P<named>biennio|triennio|quadriennio|quinquennio|semestre|quadrimestre|trimestre|bimestre)\b"
    r"|(?:(?<=\bdurata\s)|(?<=\bdurata:\s)|(?<=\bdurata\s\|\s)|(?<=\bcontratto\sè\s)|(?<=\bappalto\sè\s)|(?<=\bservizio\sè\s))(?P<adjective>annual|bienn|trienn|quadrienn|quinquenn|semestral|trimestral)(?:e|al[ei])\b",
    re.IGNORECASE,
)
"""one branch for «24 mesi», one for «mesi 24», «mezz'ora», «biennio»"""
MONTHS = {
    "mes": 1,
    "bim": 2,
    "tri": 3,
    "qua": 4,
    "sem": 6,
    "ann": 12,
    "bie": 24,
}
LONG_PERIODS = {"trienni": 36, "quadrienni": 48, "quinquenni": 60, "bienni": 24, "mensilit": 1}
HOUR_MINUTES, DAY_MINUTES, WEEK_DAYS = 60, 1440, 7
MONTH_DAYS = 30.44
SLACK_MONTHS, SLACK_YEARS = 4, 7
"""days by which a term in months, or in years, may be rounded"""
WEEK_END = 3
"""days by which weeks may fall short: from a Monday to a Friday"""
YEAR = 12
YEARS, AND = re.compile(r"\bann[oi]\b", re.IGNORECASE), re.compile(r"\s+(?:e|più|ed)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Length:
    """`amount` is in `unit`; places are those of the text."""

    amount: float
    unit: Unit
    start: int
    end: int
    text: str
    named: bool = False
    """«biennio»: a name, not a count"""

    @property
    def days(self) -> float:
        if self.unit == "minuti":
            return self.amount / DAY_MINUTES
        return self.amount * (MONTH_DAYS if self.unit == "mesi" else 1)

    def after(self, day: date) -> date:
        """The day so much later, the first one not counted."""
        if self.unit == "mesi":
            return _months_on(day, int(self.amount)) + timedelta(days=round(self.amount % 1 * MONTH_DAYS))
        return day + timedelta(days=round(self.days))

    def before(self, day: date) -> date:
        if self.unit == "mesi":
            return _months_on(day, -int(self.amount)) - timedelta(days=round(self.amount % 1 * MONTH_DAYS))
        return day - timedelta(days=round(self.days))

    def fits(self, first: date, last: date) -> bool:
        """Whether it runs from `first` to `last`, both, one or none of them counted."""
        if self.unit != "mesi":
            short = WEEK_END if "settiman" in self.text.lower() else 1
            return -short <= (last - first).days + 1 - self.days <= 1
        slack = SLACK_YEARS if self.amount >= YEAR and self.amount % YEAR == 0 else SLACK_MONTHS
        return abs((last - self.after(first)).days + 1) <= slack


def find_lengths(text: str) -> Iterator[Length]:
    """Every length of a text, in order."""
    return iter(_lengths(text))


def lengths_in(text: str, start: int, end: int) -> tuple[Length, ...]:
    """Those that begin in `start:end`."""
    found, starts = _lengths(text), _starts(text)
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


@lru_cache(maxsize=2)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(each.start for each in _lengths(text))


@lru_cache(maxsize=2)
def _lengths(text: str) -> tuple[Length, ...]:
    found = [each for match in scan(LENGTH, text) if (each := _length(match))]
    return tuple(_joined(text, [each for each in found if each.days <= LONGEST]))


LONGEST = 73_000
"""days: no contract lasts longer than two centuries"""


def _goes_on(text: str, years: Length, months: Length) -> bool:
    alike = years.unit == months.unit == "mesi" and months.amount < YEAR <= years.amount
    return alike and bool(YEARS.search(years.text) and AND.fullmatch(text, years.end, months.start))


def _joined(text: str, lengths: Sequence[Length]) -> Iterator[Length]:
    """«un anno e sei mesi» is one length."""
    kept: Length | None = None
    for each in lengths:
        if kept and _goes_on(text, kept, each):
            months = kept.amount + each.amount
            kept = Length(months, "mesi", kept.start, each.end, text[kept.start : each.end])
            continue
        if kept:
            yield kept
        kept = each
    if kept:
        yield kept


NUMBER = re.compile(rf"(?<!\w)(?=[\dcdnoqstuv])(?:\d+|{WORD}\b)", re.IGNORECASE)


@lru_cache(maxsize=4)
def _numbers(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in scan(NUMBER, text))


def from_numbers(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern`, which begins with a number, finds: as `finditer`, without a look at every character."""
    return found_at(pattern, text, _numbers(text))


def read_count(written: str) -> int | None:
    """`dodici`, `12`, `un'` -> a number."""
    plain = written.lower().rstrip("'")
    if plain.isdigit():
        return int(plain)
    return 1 if plain in ("un", "uno", "una") else read_words(plain)


def _length(match: re.Match[str]) -> Length | None:
    if match["half_of"]:
        minutes = HOUR_MINUTES / 2 if "ora" in match["half_of"].lower() else DAY_MINUTES / 2
        return Length(minutes, "minuti", match.start(), match.end(), match[0])
    if match["named"]:
        return Length(_months(match["named"]), "mesi", match.start(), match.end(), match[0], True)
    if match["adjective"]:
        return Length(_months(match["adjective"] + "i"), "mesi", match.start(), match.end(), match[0], True)
    count = read_count(match["count"] or match["count_after"])
    if not count:
        return None
    amount = count + (0.5 if match["half"] or match["and_half"] else 0)
    return _counted(amount, (match["unit"] or match["unit_before"]).lower(), match)


def _counted(amount: float, unit: str, match: re.Match[str]) -> Length:
    place = match.start(), match.end(), match[0]
    if unit.startswith("minut"):
        return Length(amount, "minuti", *place)
    if unit in ("ora", "ore"):
        return Length(amount * HOUR_MINUTES, "minuti", *place)
    if unit.startswith("g"):
        return Length(amount, "giorni", *place)
    if unit.startswith("settiman"):
        return Length(amount * WEEK_DAYS, "giorni", *place)
    return Length(amount * _months(unit), "mesi", *place)


def _months(unit: str) -> int:
    plain = unit.lower()
    long = next((months for name, months in LONG_PERIODS.items() if plain.startswith(name)), None)
    return long or MONTHS[plain[:3]]


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
