"""Days that an act names, each with what it is: of the act, of a norm, the deadline of the offers, the end of a certificate."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workbench.checks.dates import ISO_DATE, NUMERIC_DATE, WRITTEN_DATE
from workbench.checks.references import MONTHS, long_year

PATTERNS = (WRITTEN_DATE, NUMERIC_DATE, ISO_DATE)
REACH = 110
FIRST_YEAR, LAST_YEAR, FIRM = 2000, 2100, 5
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
HEAD, TAIL = 1600, 700
VERY_HEAD = 260
"""characters in which a day is likely to be that of the act"""
SIGNS: tuple[tuple[float, re.Pattern[str]], ...] = (
    (
        5,
        re.compile(
            r"(?:^|\n)\W*(?:determina(?:zione)?|decisione|provvedimento|ordinanza|avviso|registro|reg\.|n(?:\.|°|r\.)|rep\.)[^\n;]{0,90}?\b(?:dell?|dell'|in\s+data)\s*(?:\w+dì\s+)?$"
            r"|(?:^|\n)(?:[^\n.;]{0,45}\s[–—-]\s*)?\W*(?:pubblicat[oa]|redatt[oa]|approvat[oa]|firmat[oa]|adottat[oa]|emess[oa])\s+(?:il|in\s+data|l'|lì)\s*$"
            r"|\b(?:il|la)\s+presente\s+\w+,?\s+pubblicat[oa]\s+(?:(?:il|in\s+data|l')\s*)?$",
            re.IGNORECASE,
        ),
    ),
    (
        4,
        re.compile(
            r"(?:\bdata(?:\s+(?:d(?:i|ell?)\b'?\s*)?(?:atto|documento|provvedimento|adozione|determinazione|invio|pubblicazione))?\s*[:|]?|\blì|\bprot(?:ocollo|\.)[^\n]{0,45}?\bdel|\badottat\w\s+il|\bdata\s+odierna)\s*,?\s*$",
            re.IGNORECASE,
        ),
    ),
    (4, re.compile(r"(?:^|\n|\t)\s*(?:[A-ZÀÈÉÌÒÙ][\w'’.]*\s?){1,5},\s*(?:(?:lì|il)\s*,?\s*)?$")),
    (
        5,
        re.compile(
            r"(?:^|\n|\t)\s*(?!(?:Delib|Decret|Determin|Legge|Circolare|Nota|Vist|Regolament|Contratt))[A-ZÀÈÉÌÒÙ][\w'’.]+(?:\s(?:[A-ZÀÈÉÌÒÙ][\w'’.]*|al|alla|sul|sulla|di|del|della|in|con|d'\w+)){1,6},\s*(?:(?:lì|il)\s*,?\s*)?$"
        ),
    ),
    (
        4.5,
        re.compile(
            r"\b(?:Determina(?:zione)?|DETERMINA(?:ZIONE)?|Decisione|DECISIONE|Provvedimento|PROVVEDIMENTO)(?:\s+[^\W\d]+){0,3}\s+[nN](?:\.|°|r\.|R\.)?\s?\d[\w/.-]*\s+(?:del|DEL|dell'|DELL')\s*$"
        ),
    ),
    (
        4.5,
        re.compile(
            r"\b(?:Determina(?:zione)?|DETERMINA(?:ZIONE)?|Decisione|DECISIONE)\s[^\n;.,\d]{0,40},\s*(?:lì\s+|addì\s+)?$"
        ),
    ),
    (2, re.compile(r"(?<!20\d\d)(?<!20\d\d )[\t—–|]\s*$")),
    (2, re.compile(r"\bn(?:\.|°)?\s?\d[\w/]*\s*(?:del|dell'|in\s+data)\s*$", re.IGNORECASE)),
    (
        3,
        re.compile(
            r"\b(?:determina\w*|decisione|prot\w*|reg\w*)\.?\s+n(?:\.|°)?\s?\d[\w/]*\s*\n\s*$|\ballegato\s+all[ao']\s?\w+\s+(?:trasmess|inviat|spedit)\w\s+(?:il|l'|in\s+data)\s*$",
            re.IGNORECASE,
        ),
    ),
    (2, re.compile(r"\b[A-ZÀÈÉÌÒÙ][a-zàèéìòù']+,\s*(?:(?:lì|il)\s*,?\s*)?$")),
    (2, re.compile(r"\bn(?:\.|°)?\s?\d[\w/]*\s*[-–—]\s*$", re.IGNORECASE)),
)
"""how strongly the words before a day say that it is the day of the act"""
OTHERS = re.compile(
    r"\b(?:di\s+cui|vist[oa]|richiamat\w|premess\w|in\s+esecuzione|approvat\w|ai\s+sensi|facendo\s+seguito|giusta|con\s+(?:propria\s+)?(?:determina|deliber|nota|decret|provvediment)\w*|decreto\s+(?:sindacale|del\s+sindaco)|legge|d\.?\s?lgs|d\.?p\.?r"
    r"|deliber\w+|direttiva|contratto|stipulat\w|verbale|nat[oa]\s+(?:a|il)|dup\b|peg\b|bilancio|statuto|regolamento|termin\w+|scad\w+|entro|decorr\w+|dal|al|pervenut\w|ricevut\w|offerta|preventivo|durc|valid\w)\b[^\n]{0,70}$|\([^()\n]{0,60}$",
    re.IGNORECASE,
)
FACT = re.compile(
    r"\s*,?\s*(?:è|sono|era|erano|venne|furono|viene)\s+(?:\w+\s+)?(?:stat[oaie]|pubblicat|inviat|trasmess|approvat|pervenut|spedit|avviat|indett|stipulat)",
    re.IGNORECASE,
)
"""what follows the day of a fact: «in data 8 maggio è stato pubblicato l'avviso»"""
WEEKDAY = re.compile(
    r"\b(?:(?:lun|mart|mercol|giov|ven)ed[iì]'?|venerd[iì]'?|sabato|domenica)\s*,?\s*$", re.IGNORECASE
)
ENOUGH = 2.0
PROTOCOL = re.compile(r"\(\s*prot(?:ocollo\b|\.)[^\n;()]{0,45}?\b(?:del|dell')\s*$", re.IGNORECASE)
"""firm in the very head only: further on it is of what the act cites"""
CODE = re.compile(r"\d-$")
"""what stands before the check digit of a CPV: «50750000-7 gennaio» is no day"""


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


YEARS = range(1800, 2200)
"""of days that an act may mean: «31/12/9999» is how programs say «without end»"""


def find_days(text: str, norms: Sequence[tuple[int, int]] = ()) -> tuple[list[Day], list[NoDay]]:
    """Days of a flattened act in order, and those that do not exist. `norms`: places of the citations of law."""
    days: dict[int, Day] = {}
    wrong: dict[int, NoDay] = {}
    for pattern in PATTERNS:
        for match in pattern.finditer(text):
            parts = _parts(match)
            if parts is None or CODE.search(text, max(0, match.start() - 2), match.start()):
                continue
            start, end = match.start("day" if pattern is not ISO_DATE else "year"), match.end()
            try:
                value = date(*parts)
            except ValueError:
                wrong[start] = NoDay(text[start:end], start, end)
                continue
            if value.year not in YEARS:
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


AS_FAR_AS = re.compile(r"\s?[/–—-]\s?(?:\d{1,2}[°º.]?\s?(?:[/.-]\s?\d|[a-z]{5,9}\s+20\d\d))", re.IGNORECASE)
"""«1° marzo 2027 / 28 febbraio 2029»: a period begins, nothing is made"""


def day_of_act(text: str, days: Sequence[Day]) -> Day | None:
    """The day on which the act was made: what its head, or its last lines, call so; None when nothing does."""
    free = [
        day
        for day in days
        if day.role not in ("norma", "durc", "scadenza") and FIRST_YEAR <= day.value.year <= LAST_YEAR
    ]
    near = [
        day
        for day in free
        if (day.start < HEAD or day.start > len(text) - TAIL) and not AS_FAR_AS.match(text, day.end)
    ]
    scored = [(_likelihood(text, day), -at, day) for at, day in enumerate(near)]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] >= ENOUGH else None


def _likelihood(text: str, day: Day) -> float:
    before = WEEKDAY.sub("", text[max(0, day.start - 110) : day.start])
    line = before.rsplit("\n", 1)[-1]
    if day.start < VERY_HEAD and PROTOCOL.search(line):
        return FIRM
    sign = max((weight for weight, pattern in SIGNS if pattern.search(before)), default=0.0)
    told = FACT.match(text, day.end) and line.rstrip().endswith("data")
    other = 4.0 if sign < FIRM and (told or OTHERS.search(line.rsplit(";", 1)[-1])) else 0.0
    return sign + (day.start < VERY_HEAD) - other


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
        and re.search(r"scad|valid|fino|rilasciat|emess|acquisit|richiest", before, re.IGNORECASE)
    ):
        return "durc"
    return role
