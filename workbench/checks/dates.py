"""Dates and hours in one form: `2027-03-03`, `--03-03` without a year, `2027-03` without a day, `09:30`."""

import re

from workbench.checks.references import MONTH, MONTHS, long_year

Made = list[tuple[str, frozenset[str]]]
"""values with the weaker ones that each supports; empty when the match is something else"""

DAY_BEFORE = r"(?:(?P<other>\d{1,2})°?(?:\s?[,–-]\s?|\s+(?:e|ed|o|al|fino\s+al)\s+(?:il\s+)?))?"
WRITTEN_DATE = re.compile(
    rf"(?<![\w.,/]){DAY_BEFORE}(?P<day>\d{{1,2}}|primo)°?\s+(?P<month>{MONTH})(?:\s+(?P<year>\d{{4}}))?(?!\w)",
    re.IGNORECASE,
)
MONTH_AND_YEAR = re.compile(rf"(?<!\w)(?P<month>{MONTH})\s+(?P<year>\d{{4}})(?!\w)", re.IGNORECASE)
NUMERIC_DATE = re.compile(
    r"(?<![\w.,/-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?![\w/-]|[.,]\d)"
)
ISO_DATE = re.compile(r"(?<![\w.,/-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\w/-])")
DAY_AND_MONTH = re.compile(r"(?<![\w.,/-])(?P<day>\d{2})/(?P<month>\d{2})(?![\w/-]|[.,]\d)")
CLOCK = re.compile(
    r"(?<![\w.,/:])(?:ore\s+)?(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?![\w/%]|[.,:]\d)",
    re.IGNORECASE,
)
HOUR = re.compile(
    r"(?<!\w)(?:ore|dalle|alle)\s+(?P<hour>[01]?\d|2[0-3])(?:,(?P<minute>[0-5]\d))?"
    r"(?=\s*(?:[.;:)\n]|$|,\s|(?:alle|e|dalle|di|del)\b))",
    re.IGNORECASE,
)
LAST_DAY, LAST_MONTH = 31, 12


def date(match: re.Match[str]) -> Made:
    """«dal 3 al 10 marzo 2027» gives both days; a whole date supports its parts."""
    groups = match.groupdict()
    month = _month(groups["month"])
    days = [groups.get("other"), groups["day"]]
    numbers = [1 if day.lower() == "primo" else int(day) for day in days if day]
    if not 1 <= month <= LAST_MONTH or not all(1 <= day <= LAST_DAY for day in numbers):
        return []
    year = long_year(groups.get("year") or "")
    return [
        _whole(year, month, day) if year else (f"--{month:02d}-{day:02d}", frozenset()) for day in numbers
    ]


def _whole(year: str, month: int, day: int) -> tuple[str, frozenset[str]]:
    implied = frozenset({year, f"{year}-{month:02d}", f"--{month:02d}-{day:02d}"})
    return f"{year}-{month:02d}-{day:02d}", implied


def month_and_year(match: re.Match[str]) -> Made:
    return [(f"{match['year']}-{_month(match['month']):02d}", frozenset({match["year"]}))]


def hour(match: re.Match[str]) -> Made:
    """`ore 9`, `9.00` and `09:00` are the same hour."""
    return [(f"{int(match['hour']):02d}:{match['minute'] or '00'}", frozenset())]


def _month(written: str) -> int:
    return int(written) if written.isdigit() else MONTHS.index(written.lower()) + 1
