"""Durations that their days, or a second statement, contradict."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from workbench.italian import read_words

WHY_SPAN = "Durata e date di inizio e fine devono coincidere: da esse dipendono valore, penali e scadenze."
COUNT = r"(?P<count>\d{1,3}|[a-zàèéìòù]{3,20})(?:\s?\(\s?(?:\d{1,3}|[a-zàèéìòù]{3,20})\s?\))?\s+(?P<unit>giorni|mesi|anni|settimane)\b(?!\s+(?:scolastic|educativ|accademic|sportiv|lavorativ|termic))"
PERIODS = {"semestre": 6, "biennio": 24, "triennio": 36, "quadriennio": 48, "quinquennio": 60}
"""months"""
BESIDE = 35
"""characters between a duration and the day from which it runs"""

LENGTH = re.compile(rf"\b{COUNT}\b", re.IGNORECASE)


def _spans(act: Act) -> Iterator[Found]:
    """«dal X al Y (N mesi)», «N mesi, dal X al Y»."""
    for first, last in pairwise(act.days):
        between = act.text[first.end : last.start]
        if last.start - first.end > 45 or not re.fullmatch(
            r"\s*,?\s*(?:e\s+(?:fino\s+|sino\s+)?(?:si\s+conclude\s+|termina\s+|scade\s+|con\s+termine\s+)?|fino\s+|sino\s+|con\s+scadenza\s+|a\s+tutto\s+)?(?:al|il|a)\s*",
            between,
            re.IGNORECASE,
        ):
            continue
        around = (act.text[last.end : last.end + 40], act.text[max(0, first.start - 60) : first.start])
        length = LENGTH.match(around[0].lstrip(" ,(–-per")) or _last_length(around[1])
        if length and not _fits(first.value, last.value, length):
            count = length["count"]
            message = f"Dal {first.value:%d/%m/%Y} al {last.value:%d/%m/%Y} non sono {count} {length['unit'].lower()}."
            yield Found(first.start, last.end, message, "Far coincidere durata e date.")


def _last_length(before: str) -> re.Match[str] | None:
    clause = re.split(r"[.;\n]", before)[-1]
    found = list(LENGTH.finditer(clause))
    return found[-1] if found and len(clause) - found[-1].end() < BESIDE else None


def _fits(first: date, last: date, length: re.Match[str]) -> bool:
    count = int(length["count"]) if length["count"].isdigit() else read_words(length["count"])
    if not count:
        return True
    days = (last - first).days + 1
    unit = {"giorni": 1.0, "settimane": 7.0, "mesi": 30.44, "anni": 365.25}[length["unit"].lower()]
    slack = {"giorni": 1.0, "settimane": 2.0, "mesi": 4.0, "anni": 7.0}[length["unit"].lower()]
    return abs(days - count * unit) <= slack


START = re.compile(r"\b(?:decorr\w+|inizi\w+|consegna|avvio|cominci\w+)[^.;\n]{0,40}$", re.IGNORECASE)
FINISH = re.compile(r"\b(?:ultimazione|fine|termin\w+|conclu\w+|scad\w+)[^.;\n]{0,30}$", re.IGNORECASE)


def _from_start(act: Act) -> Iterator[Found]:
    """«120 giorni … dal 15 giugno … ultimazione il 13 settembre», the three in one sentence."""
    for first, last in pairwise(act.days):
        one, other = act.flat.sentence(first.start, first.end)
        if (
            not one <= last.start < other
            or not FINISH.search(act.text[first.end : last.start])
            or last.value <= first.value
        ):
            continue
        lengths = [
            each
            for each in LENGTH.finditer(act.text, max(0, one - 120), first.start)
            if each["unit"].lower() != "anni"
        ]
        if (
            lengths
            and START.search(act.text[max(0, first.start - 60) : first.start])
            and not _fits(first.value, last.value, lengths[-1])
        ):
            message = f"Dal {first.value:%d/%m/%Y} al {last.value:%d/%m/%Y} non sono {lengths[-1]['count']} {lengths[-1]['unit'].lower()}."
            yield Found(last.start, last.end, message, "Far coincidere durata e date.")


REPEATED = re.compile(
    rf"\b{COUNT}\s*\(\s*(?P<again>\d{{1,3}}|[a-zàèéìòù]{{3,20}})\s+(?P<unit_again>giorni|mesi|anni|settimane)\s*\)",
    re.IGNORECASE,
)
DAYS_OF = {"giorni": 1.0, "settimane": 7.0, "mesi": 30.44, "anni": 365.25}


def _repeated(act: Act) -> Iterator[Found]:
    """«36 mesi (due anni)»."""
    for match in REPEATED.finditer(act.text):
        counts = [
            int(each) if each.isdigit() else read_words(each) for each in (match["count"], match["again"])
        ]
        units = [DAYS_OF[match[name].lower()] for name in ("unit", "unit_again")]
        if None in counts or units[0] == units[1]:
            continue
        first, second = (count * unit for count, unit in zip(counts, units, strict=True) if count)
        if abs(first - second) > 0.03 * max(first, second):
            message = f"«{match[0]}»: le due durate non coincidono."
            yield Found(match.start(), match.end(), message, "Indicare una sola durata.")


def _named_periods(act: Act) -> Iterator[Found]:
    """«triennio dal X al Y»."""
    for first, last in pairwise(act.days):
        named = re.search(
            rf"\b({'|'.join(PERIODS)})\b[^.;\d\n]{{0,25}}$",
            act.text[max(0, first.start - 50) : first.start],
            re.IGNORECASE,
        )
        if not named or not re.fullmatch(r"\s*(?:,|e|fino)?\s*(?:al|a)\s*", act.text[first.end : last.start]):
            continue
        days = (last.value - first.value).days + 1
        if abs(days - PERIODS[named[1].lower()] * DAYS_OF["mesi"]) > 7:
            message = f"Dal {first.value:%d/%m/%Y} al {last.value:%d/%m/%Y} non è un {named[1].lower()}."
            yield Found(first.start, last.end, message, "Far coincidere durata e date.")


AGAIN = re.compile(
    rf"\b{COUNT}\b(?P<said>[^;\n]{{0,110}}?)\b(?:per\s+(?:un\s+totale\s+di|complessiv\w+)|pari\s+a|cioè|ossia|quindi)\s+(?P<again>\d{{1,3}}|[a-zàèéìòù]{{3,14}})\s+(?P<unit_again>giorni|mesi|anni|settimane)\b",
    re.IGNORECASE,
)
UNTIL = re.compile(
    rf"\b{COUNT}\b[^.;\n]{{0,40}}?\b(?:cioè|ossia|quindi|ovvero)\s*,?\s*(?:fino\s+|sino\s+|entro\s+)?(?:al|il)\s*$",
    re.IGNORECASE,
)
MOST_DAYS_AWAY, FARTHEST = 45, 90


def _said_again(act: Act) -> Iterator[Found]:
    """«tre anni, dal … al …, per complessivi 48 mesi»."""
    for match in AGAIN.finditer(act.text):
        counts = [
            int(each) if each.isdigit() else read_words(each) for each in (match["count"], match["again"])
        ]
        if None in counts or re.search(r"rinnov|prorog|opzion|oltre", match["said"], re.IGNORECASE):
            continue
        units = [DAYS_OF[match[name].lower()] for name in ("unit", "unit_again")]
        first, second = (count * unit for count, unit in zip(counts, units, strict=True) if count is not None)
        if 0.5 < first / (second or 1) < 2 and abs(first - second) > 0.03 * max(first, second):
            message = f"Prima {match['count']} {match['unit'].lower()}, poi {match['again']} {match['unit_again'].lower()}."
            yield Found(match.start("again"), match.end(), message, "Indicare una sola durata.")


TOWARDS = re.compile(
    r"\b(?:fino|sino|al|scadenza|termin\w+|conclu\w+|ultimazione|cess\w+)\b[^.;\d\n]{0,25}$", re.IGNORECASE
)


def _length_between(act: Act) -> Iterator[Found]:
    """«dal 1.9.2026, per 36 mesi, fino al 31.8.2028»."""
    for first, last in pairwise(act.days):
        said = act.text[first.end : last.start]
        lengths = list(LENGTH.finditer(said))
        if (
            len(said) > FARTHEST
            or len(lengths) != 1
            or re.search(r"[.;\n]", said)
            or last.value <= first.value
        ):
            continue
        if (
            TOWARDS.search(said)
            and not re.search(r"rinnov|prorog", said, re.IGNORECASE)
            and not _fits(first.value, last.value, lengths[0])
        ):
            length = lengths[0]
            message = f"Dal {first.value:%d/%m/%Y} al {last.value:%d/%m/%Y} non sono {length['count']} {length['unit'].lower()}."
            yield Found(first.start, last.end, message, "Far coincidere durata e date.")


def _until(act: Act) -> Iterator[Found]:
    """«180 giorni, cioè fino al 16 novembre»: counted from some day of the act."""
    for day in act.days:
        length = UNTIL.search(act.text, max(0, day.start - 90), day.start)
        if not length or length["unit"].lower() != "giorni":
            continue
        count = int(length["count"]) if length["count"].isdigit() else read_words(length["count"]) or 0
        away = [
            abs((day.value - (each.value + timedelta(days=count))).days)
            for each in act.days
            if each is not day
        ]
        if count and away and 1 < min(away) <= MOST_DAYS_AWAY:
            message = f"{count} giorni non finiscono il {day.value:%d/%m/%Y}, da nessuno dei giorni indicati."
            yield Found(day.start, day.end, message, "Ricalcolare il termine.")


SPANS = (
    counted("durata_in_mezzo", WHY_SPAN, _length_between),
    counted("durata_ripetuta", WHY_SPAN, _repeated),
    counted("durata_detta_due_volte", WHY_SPAN, _said_again),
    counted("durata_nominata", WHY_SPAN, _named_periods),
    counted("durata", WHY_SPAN, _spans),
    counted("durata_da_inizio", WHY_SPAN, _from_start),
    counted("termine_contato", WHY_SPAN, _until),
)
