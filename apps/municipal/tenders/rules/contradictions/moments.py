"""Days on which something is to be done, with or without their year, and days of the week."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention, of_the_service
from apps.municipal.tenders.rules.contradictions.dates import periods, role_of
from apps.municipal.tenders.rules.scanning import scan
from workbench.checks.references import MONTHS

AHEAD = re.compile(
    r"\b(?:entro|oltre|fino\s+al|dall?'?|all?'?|a\s+partire|decorr\w+|fissat[aoie]|previst[aoie]|tien\w+|avverrà|avrà|svolg\w+|consegn\w+|inizi\w+|avvi\w+|termin\w+|conclu\w+|ultimat\w+|unicamente|solo)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
LEAST = 1.4
"""weight of the words that two days must have in common: many things are delivered, many begin"""
YEARLESS = re.compile(
    rf"(?<![\d/.])(?P<day>\d{{1,2}}|primo)(?:°|º|o)?\s+(?P<month>{'|'.join(MONTHS)})\b(?!\s+(?:20|19)\d\d|\s+\d{{4}})",
    re.IGNORECASE,
)
WEEK = ("luned", "marted", "mercoled", "gioved", "venerd", "sabat", "domenic")
WEEKDAY = r"(?:(?:luned|marted|mercoled|gioved|venerd)(?:ì|i'|i|í)|sabato|domenica)"
RUN = re.compile(
    rf"\bda(?:l|lla)?\s+(?P<first>{WEEKDAY})\s+(?:al(?:la)?|a)\s+(?P<last>{WEEKDAY})|\b(?P<from>{WEEKDAY})\s*[-–]\s*(?P<to>{WEEKDAY})",
    re.IGNORECASE,
)
REST = re.compile(
    rf"\b(?:(?:ogni|il|di|nei\s+giorni\s+di|nelle\s+giornate\s+di|i)\s+(?P<days>{WEEKDAY}(?:(?:\s*,\s*|\s+e\s+)(?:(?:il|di)\s+)?{WEEKDAY}){{0,4}})|(?P<list>{WEEKDAY}(?:(?:\s*,\s*|\s+e\s+){WEEKDAY}){{1,4}}))(?!\s*,?\s*\d)",
    re.IGNORECASE,
)
SHORT = r"(?:lun|mar|mer|gio|ven|sab|dom)\b\.?"
SHORT_LIST = re.compile(rf"\b{SHORT}(?:\s*[-–/,]\s*{SHORT}|\s+e\s+{SHORT})+", re.IGNORECASE)
WORKDAYS = re.compile(
    r"\b(?:tutti\s+i\s+|nei\s+|i\s+)?giorni\s+(?:feriali|lavorativi)\b[\s,(]*(?P<saturday>(?:sabato\s+escluso|escluso\s+(?:il\s+)?sabato|(?:e\s+(?:il\s+)?|anche\s+(?:il\s+)?)?sabato\s+(?:compreso|incluso)|(?:e\s+(?:il\s+)?|anche\s+(?:il\s+)?)sabato|compreso\s+(?:il\s+)?sabato))\b",
    re.IGNORECASE,
)
"""working days, where it is said whether Saturday is one"""


def moments(act: Act) -> Iterator[Mention]:
    """Days to come, as month and day; those of a notice are of the notice only."""
    if act.kind == "avviso":
        return
    of_contract = {day.start for pair in periods(act) for day in pair}
    for day in act.days:
        if day.start in of_contract or day.role in ("norma", "durc", "protocollo") or day == act.made:
            continue
        if act.made is None or day.value >= act.made.value:
            yield from _moment(act, (day.value.month, day.value.day), (day.start, day.end))
    for found in scan(YEARLESS, act.text):
        number = 1 if found["day"].lower() == "primo" else int(found["day"])
        yield from _moment(act, (MONTHS.index(found["month"].lower()) + 1, number), found.span())


def _moment(act: Act, value: tuple[int, int], place: tuple[int, int]) -> Iterator[Mention]:
    if AHEAD.search(act.text, max(0, place[0] - 50), place[0]):
        found = mention(act, value, place, "giorno")
        yield replace(found, of=role_of(act.text, place[0]), least=LEAST)


MONTH = "|".join(MONTHS)
SEASON = re.compile(
    rf"\b(?:da|dal\s+mese\s+di|tra|fra)\s+(?P<first>{MONTH})\s+(?:a|ad|al\s+mese\s+di|e|fino\s+a|fino\s+ad)\s+(?P<last>{MONTH})\b",
    re.IGNORECASE,
)


def seasons(act: Act) -> Iterator[Mention]:
    """From which month to which."""
    for found in scan(SEASON, act.text):
        value = (found["first"].lower(), found["last"].lower())
        yield of_the_service(act, mention(act, value, found.span(), "stagione"))


def weekdays(act: Act) -> Iterator[Mention]:
    """From which day of the week to which, and on which days."""
    return (of_the_service(act, each) for each in _weekdays(act))


def _weekdays(act: Act) -> Iterator[Mention]:
    for found in scan(RUN, act.text):
        first, last = _index(found["first"] or found["from"]), _index(found["last"] or found["to"])
        yield mention(act, _days(first, last), found.span(), "settimana")
    for found in scan(REST, act.text):
        days = frozenset(
            _index(each) for each in re.findall(WEEKDAY, found["days"] or found["list"], re.IGNORECASE)
        )
        yield mention(act, days, found.span(), "settimana")
    yield from _more_weekdays(act)


def _more_weekdays(act: Act) -> Iterator[Mention]:
    """«lun - mer - ven», «lun-ven», «tutti i giorni feriali, sabato compreso»."""
    for found in scan(SHORT_LIST, act.text):
        named = [_index(each) for each in re.findall(SHORT, found[0], re.IGNORECASE)]
        is_run = len(named) == 2 and re.search(r"[-–]", found[0]) and named[1] - named[0] > 1
        days = _days(named[0], named[1]) if is_run else frozenset(named)
        yield mention(act, days, found.span(), "settimana")
    for found in scan(WORKDAYS, act.text):
        last = FRIDAY if "esclus" in found["saturday"].lower() else FRIDAY + 1
        yield mention(act, _days(0, last), found.span(), "settimana")


FRIDAY = 4


def _days(first: int, last: int) -> Hashable:
    return frozenset(range(first, last + 1)) if first <= last else frozenset((first, last))


def _index(written: str) -> int:
    return next(at for at, name in enumerate(WEEK) if written.lower()[:3] == name[:3])
