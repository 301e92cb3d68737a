"""Days that an act names, each with what it is: of the act, of a norm, the deadline of the offers, the end of a certificate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.checks.dates import ISO_DATE, NUMERIC_DATE, WRITTEN_DATE
from workbench.checks.references import MONTHS, long_year

PATTERNS = (WRITTEN_DATE, NUMERIC_DATE, ISO_DATE)
REACH = 110
ROLES: tuple[tuple[str, str], ...] = (
    ("durc", r"\bD\.?U\.?R\.?C\b|\bregolarità\s+contributiva"),
    (
        "scadenza",
        r"\bentro\b|\bscaden\w+|\btermine\s+(?:ultimo|perentorio|di\s+(?:scadenza|presentazione|ricezione))|\bnon\s+oltre\b|\bfino\s+al\b",
    ),
    ("inizio", r"\b(?:a\s+)?decorr\w+|\ba\s+partire\s+dal\b|\bdal\b|\binizio\b|\bavvio\b"),
    ("fine", r"\bal\b\s*$|\bsino\s+al\b|\btermine\b|\bultimazione\b"),
    (
        "protocollo",
        r"\bprot(?:ocollo|\.)|\bn\.?\s?\d+\s+del\b|\bdecreto\b|\bdeliberazione\b|\bdelibera\b|\bregolamento\b|\bverbale\b|\bnota\b|\bPEC\b|\bgenerato\b|\bperfezionat\w+",
    ),
)
HEAD = 1600
ACT_DAY = re.compile(
    r"(?:\b(?:determina(?:zione)?|decisione|provvedimento|atto|registro)\b[^\n.;]{0,80}?\b(?:del|in\s+data)|\bdata(?:\s+(?:del(?:l')?\s*(?:atto|documento|provvedimento|adozione))?)?\s*[:|]?|\b(?:in\s+)?data\s+odierna|"
    r"\blì|,|\bprot(?:ocollo|\.)[^\n]{0,40}?\bdel|\bdel|\badottat\w\s+il|\bil)\s*$",
    re.IGNORECASE,
)
VERY_HEAD = 260
"""characters in which a day can only be that of the act, unless it belongs to something that is cited"""
OTHERS = re.compile(
    r"\b(?:di\s+cui\s+all|vist[oa]|richiamat|premess|in\s+esecuzione|approvat|ai\s+sensi|facendo\s+seguito)",
    re.IGNORECASE,
)
ODD = re.compile(
    r"\b(?:decreto|legge|regolamento|d\.?\s?lgs|d\.?p\.?r|delibera\w*|direttiva|contratto|nata?|dup|peg|bilancio|statuto|sindacale|di\s+cui\s+all\w*'?\s*\w+|esecuzione\s+d\w+)\b[^\n]{0,60}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A day; places are those of the flattened act."""

    value: date
    start: int
    end: int
    role: str
    """`atto`, `norma`, `durc`, `scadenza`, `inizio`, `fine`, `protocollo`, or empty"""


@dataclass(frozen=True)
class NoDay:
    """Written as a day, and there is none: 31 giugno, 30/02/2026."""

    text: str
    start: int
    end: int


def find_days(text: str, norms: Sequence[tuple[int, int]] = ()) -> tuple[list[Day], list[NoDay]]:
    """Days of a flattened act in order, and those that do not exist. `norms`: places of the citations of law."""
    days: dict[int, Day] = {}
    wrong: dict[int, NoDay] = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            parts = _parts(match)
            if parts is None:
                continue
            start, end = match.start("day" if pattern is not ISO_DATE else "year"), match.end()
            try:
                value = date(*parts)
            except ValueError:
                wrong[start] = NoDay(text[start:end], start, end)
                continue
            if match.groupdict().get("other"):
                _add_other(days, match, value)
            cited = any(one <= start < other for one, other in norms)
            days[start] = Day(value, start, end, "norma" if cited else _role(text, start, end))
    return [days[at] for at in sorted(days)], [wrong[at] for at in sorted(wrong)]


def _add_other(days: dict[int, Day], match: re.Match[str], last: date) -> None:
    """The first day of «dal 3 al 10 marzo 2026»."""
    try:
        first = last.replace(day=int(match["other"]))
    except ValueError:
        return
    days[match.start("other")] = Day(first, match.start("other"), match.end("other"), "inizio")


def day_of_act(text: str, days: Sequence[Day], norms: Sequence[tuple[int, int]] = ()) -> Day | None:
    """The day on which the act was made: written as such in its head, or at its end («lì …»); None when it has none."""
    free = [day for day in days if day.role != "norma" and 2000 <= day.value.year <= 2100]
    if (
        free
        and free[0].start < VERY_HEAD
        and free[0].role in ("", "protocollo")
        and not OTHERS.search(text[: free[0].start])
    ):
        return free[0]
    for day in (
        *(each for each in free if each.start < HEAD),
        *(each for each in free if each.start > len(text) - 900),
    ):
        before = text[max(0, day.start - 110) : day.start]
        if ACT_DAY.search(before) and not ODD.search(before) and day.role not in ("durc", "scadenza"):
            return day
    return None


def _parts(match: re.Match[str]) -> tuple[int, int, int] | None:
    groups = match.groupdict()
    if not groups.get("year"):
        return None
    written = groups["month"]
    month = int(written) if written.isdigit() else MONTHS.index(written.lower()) + 1
    day = 1 if groups["day"].lower() == "primo" else int(groups["day"])
    return int(long_year(groups["year"])), month, day


def _role(text: str, start: int, end: int) -> str:
    before = re.split(r"[;\n]", text[max(0, start - REACH) : start])[-1]
    nearest, role = -1, ""
    for name, pattern in ROLES:
        for label in re.finditer(pattern, before, re.IGNORECASE):
            if label.end() > nearest:
                nearest, role = label.end(), name
    if (
        role != "durc"
        and re.search(ROLES[0][1], before[-90:], re.IGNORECASE)
        and re.search(r"scad|valid|fino", before, re.IGNORECASE)
    ):
        return "durc"
    return role
