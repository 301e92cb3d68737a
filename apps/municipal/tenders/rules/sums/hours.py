"""Hours of the clock: an end before its beginning, and how many hours they make in a day or in a week."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import WORD, from_numbers, read_count
from apps.municipal.tenders.rules.wording import until_stop
from workbench.italian import number

WHY = "Un orario che non torna lascia in dubbio quando il servizio è dovuto e quante ore si pagano."
TIME = r"(?P<h{0}>[01]?\d|2[0-4])(?:\s?[.:,]\s?(?P<m{0}>[0-5]\d))?(?![\d/%°²]|[.,]\d)"
AS_FAR_AS = r"\s*(?:-|–|—|/|alle(?:\s+ore)?|fino\s+alle(?:\s+ore)?|sino\s+alle(?:\s+ore)?|a(?:lla|lle)?|e\s+le|e\s+alle)\s*(?:ore\s+|h\.?\s?)?"
SPAN = re.compile(
    rf"(?P<lead>\b(?:dalle|dall'|tra\s+le|fra\s+le|ore|orario|h)\s*:?\.?\s*(?:ore\s+|h\.?\s?)?|[(,;|:]\s*|\be\s+)?(?<![\d.,:/-]){TIME.format(1)}{AS_FAR_AS}{TIME.format(2)}",
    re.IGNORECASE,
)
LED = re.compile(r"dalle|dall'|tra|fra|ore|orario|h", re.IGNORECASE)
OVERNIGHT = re.compile(
    r"\b(?:nott\w+|serali?|giorno\s+(?:success|dopo|seguent)\w*|indomani|mezzanotte|successiv\w+|turn[oi]|seguent\w+|chius\w+|sospes\w+|riaper\w+)\b",
    re.IGNORECASE,
)
EVENING, MORNING, WHOLE_DAY = 17, 10.0, 24
HOURS = rf"(?P<count>\d{{1,3}}(?:,5)?|{WORD})(?:\s?\(\w+\))?\s+(?:ore|h)\b(?P<half>\s+e\s+mezz[oa])?"
OF_DAY = re.compile(
    rf"(?P<tie>(?:[\s,;:(–-]|\bper\b|\bcioè\b|\bossia\b|\bpari\s+a\b|\bcomplessiv\w+|\btotale\b|\bun\b|\bdi\b|\bin\s+tutto\b|\bquindi\b|\bcon\b|\bdunque\b|\bvale\s+a\s+dire\b|\bcontinuat\w+|\be\b|\bil\b|\bpomeriggio\b|\bmattino\b){{1,12}}){HOURS}(?P<tail>\s+(?:nette|al\s+giorno|giornaliere|quotidiane|complessive|continuative|consecutive|di\s+(?:apertura|servizio|presidio|lavoro|attività)(?:\s+(?:al\s+giorno|giornalier\w+))?|ogni\s+giorno|in\s+tutto|a\s+turno))?",
    re.IGNORECASE,
)
BRACKETED = re.compile(
    rf"{HOURS}(?:\s+(?:al\s+giorno|giornaliere|quotidiane|ciascuno|l'uno))?\s*\((?P<spans>[^()\n]{{3,60}})\)",
    re.IGNORECASE,
)
PAUSE = re.compile(r"\b(?:paus\w+|intervall\w+|interruzion\w+|nett\w+|dedott\w+)\b", re.IGNORECASE)
DAYS = ("lun", "mar", "mer", "gio", "ven", "sab", "dom")
DAY = r"(?:luned[iì]'?|marted[iì]'?|mercoled[iì]'?|gioved[iì]'?|venerd[iì]'?|sabat[oi]|domenic(?:a|he)|(?:lun|mar|merc?|giov?|ven|sab|dom)\.)"
ON_DAYS = re.compile(
    rf"\b(?:da(?:l|lla)?\s+{DAY}\s+al?(?:la)?\s+{DAY}|{DAY}(?:\s*,\s*{DAY})*(?:\s+ed?\s+(?:il\s+|la\s+|al\s+|di\s+)?{DAY})?|{DAY}\s?[-–]\s?{DAY})",
    re.IGNORECASE,
)
OF_WEEK = (
    re.compile(
        rf"{HOURS}\s+(?:(?:complessive|totali|in\s+tutto)\s+)?(?:settimanali|alla\s+settimana|a\s+settimana|la\s+settimana|per\s+settimana|ogni\s+settimana)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:monte[\s-]?ore|orario|ore|totale|impegno|apertura)\s+(?:\w+\s+)?(?:settimanal\w+|(?:a|alla|per)\s+settimana)\b[^\d;\n.]{{0,70}}?[\s:](?P<count>\d{{1,3}}(?:,5)?|(?!un[oa']?\b){WORD})(?:\s+ore\b|(?=\s*[.;,\n]|\Z))(?P<half>)",
        re.IGNORECASE,
    ),
)
"""«22 ore settimanali»; «l'impegno settimanale è di 22 ore»"""
FAR, OF_GROUP, ALIKE, LEAST, MOST = 330, 110, 0.01, 0.6, 1.7


@per_act
def _spans(act: Act) -> tuple[re.Match[str], ...]:
    return tuple(scan(SPAN, act.text))


def _reversed(act: Act) -> Iterator[Found]:
    """«dalle ore 14.30 alle ore 13.00», where nothing speaks of the night."""
    for span in _spans(act):
        first, last = _times(span)
        clear = span["lead"] and LED.match(span["lead"]) and "alle" in span[0].lower().replace("dalle", "")
        over_night = (first >= EVENING and last <= MORNING) or last == 0
        if not clear or last >= first or over_night:
            continue
        one, other = act.flat.sentence(span.start(), span.end())
        if not OVERNIGHT.search(act.text, max(one, span.start() - 120), min(other, span.end() + 60)):
            message = f"L'orario finisce ({_clock(last)}) prima di cominciare ({_clock(first)})."
            yield Found(span.start(), span.end(), message, "Correggere l'orario.")


def _daily(act: Act) -> Iterator[Found]:
    """«dalle 8.00 alle 14.00, per complessive cinque ore al giorno»."""
    spans = [each for each in _spans(act) if _is_clock(each)]
    for at, span in enumerate(spans):
        stated = OF_DAY.match(act.text, span.end())
        if not stated or not (stated["tail"] or re.search(r"[^\W\d_]|\(", stated["tie"])):
            continue
        since = max(act.flat.sentence(span.start(), span.end())[0], span.start() - FAR)
        hours = [_length(each) for each in spans[max(0, at - 3) : at + 1] if each.start() >= since]
        paused = bool(PAUSE.search(act.text, since, until_stop(act.text, stated.end(), 90)))
        told = _wrong_hours(_count(stated) + _odd(act.text, stated.end()), hours, paused)
        if told and not re.match(
            r"\s*(?:di\s+(?:intervall|paus|sospension|chiusur|interruzion)|settiman|alla\s+sett|a\s+sett|mensil|annu|prima|dopo|di\s+preavviso)",
            act.text[stated.end() :][:22],
        ):
            message = f"L'orario indicato fa {_shown(told)} ore, non {_shown(_count(stated))}."
            yield Found(span.start(), stated.end(), message, "Ricalcolare le ore.")


HOURS_FIRST = re.compile(
    rf"{HOURS}(?:\s+(?:continuative|consecutive|giornaliere|quotidiane|complessive|nette|al\s+giorno|di\s+[a-z]+)){{0,2}}\s*,?\s+(?=dall)",
    re.IGNORECASE,
)


def _hours_first(act: Act) -> Iterator[Found]:
    """«8 ore consecutive, dalle 8.00 alle 14.00»."""
    for match in from_numbers(HOURS_FIRST, act.text):
        end = until_stop(act.text, match.end(), 120)
        spans = list(SPAN.finditer(act.text, match.end(), end))
        hours = [_length(each) for each in spans]
        stated = _count(match)
        if not spans or spans[0].start() - match.end() > 2 or PAUSE.search(act.text, match.start(), end):
            continue
        if stated <= WHOLE_DAY and not any(
            abs(sum(hours[:size]) - stated) < ALIKE for size in range(1, len(hours) + 1)
        ):
            message = f"L'orario indicato fa {_shown(hours[0])} ore, non {_shown(stated)}."
            yield Found(match.start(), spans[-1].end(), message, "Ricalcolare le ore.")


def _in_brackets(act: Act) -> Iterator[Found]:
    """«quattro ore al giorno (15-18)»."""
    for match in from_numbers(BRACKETED, act.text):
        spans = [each for each in SPAN.finditer(match["spans"]) if _times(each)[0] != _times(each)[1]]
        hours = [_length(each) for each in spans]
        rest = SPAN.sub("", match["spans"])
        if not spans or re.search(r"\d", rest) or any(abs(each - _count(match)) < ALIKE for each in hours):
            continue
        if told := _wrong_hours(_count(match), hours, paused=False):
            message = f"L'orario fra parentesi fa {_shown(told)} ore, non {_shown(_count(match))}."
            yield Found(match.start(), match.end(), message, "Ricalcolare le ore.")


def _wrong_hours(stated: float, hours: Sequence[float], paused: bool) -> float:
    """What the spans make, when no row of them makes `stated`; zero when one does."""
    made = [sum(hours[at:]) for at in range(len(hours))]
    right = any(abs(each - stated) < ALIKE or (paused and 0 < each - stated <= 2) for each in made)
    return 0 if right or stated > WHOLE_DAY else made[-1]


def _weekly(act: Act) -> Iterator[Found]:
    """Days with their hours, and the hours that the week should have."""
    text = act.text
    for match in (*from_numbers(OF_WEEK[0], text), *scan(OF_WEEK[1], text)):
        stated = _count(match) + _odd(text, match.end("count"))
        made = _week(
            act, max(0, match.start() - FAR, act.text.rfind("\n\n", 0, match.start())), match.start()
        )
        as_rows = sum(row.hours for row in _rows(act) if match.start() - FAR < row.start < match.start())
        is_right = min(abs(made - stated), abs(as_rows - stated)) < ALIKE
        if made and stated and not is_right and LEAST * made < stated < MOST * made:
            message = f"Gli orari indicati fanno {_shown(made)} ore alla settimana, non {_shown(stated)}."
            yield Found(match.start(), match.end(), message, "Ricalcolare le ore.")


class Row(NamedTuple):
    """A line of hours of the clock that says how many they are."""

    start: int
    end: int
    hours: float
    made: float


ROW_HOURS = re.compile(
    r"(?:\t|[ ]{2,}|[|:=][ \t]*)(?:ore\s+(?P<count>\d{1,2}(?:,5)?)|(?P<first>\d{1,2}(?:,5)?)\s+ore)[ \t]*\|?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)


@per_act
def _rows(act: Act) -> tuple[Row, ...]:
    """«mercoledì   9.00 – 18.00   ore 10»."""
    rows = []
    for match in scan(ROW_HOURS, act.text):
        start = act.text.rfind("\n", 0, match.start()) + 1
        spans = [each for each in SPAN.finditer(act.text, start, match.start()) if _is_clock(each)]
        if spans:
            made = sum(_length(each) for each in spans)
            rows.append(Row(start, match.end(), _number(match["count"] or match["first"]), made))
    return tuple(rows)


def _of_row(act: Act) -> Iterator[Found]:
    for row in _rows(act):
        days = sum(1 for _ in re.finditer(DAY, act.text[row.start : row.end], re.IGNORECASE))
        if days < 2 and not PAUSE.search(act.text, row.start, row.end) and abs(row.made - row.hours) >= ALIKE:
            message = f"L'orario della riga fa {_shown(row.made)} ore, non {_shown(row.hours)}."
            yield Found(row.start, row.end, message, "Ricalcolare le ore.")


def _week(act: Act, since: int, until: int) -> float:
    """The hours of all days between two places; zero where some of them have none, or are named twice."""
    groups = list(ON_DAYS.finditer(act.text, since, until))
    ends = [*(each.start() for each in groups[1:]), until] if groups else []
    made, seen = 0.0, set[int]()
    for group, end in zip(groups, ends, strict=True):
        said = act.text[group.end() : min(end, group.end() + OF_GROUP)]
        days = set(_days(group[0]))
        hours = sum(_length(each) for each in SPAN.finditer(said) if _is_clock(each))
        counted_hours = re.search(HOURS, said, re.IGNORECASE)
        hours = hours or (_count(counted_hours) if counted_hours else 0)
        if not hours or seen & days:
            return 0
        seen |= days
        made += hours * len(days)
    return made


def _days(written: str) -> Sequence[int]:
    found = [DAYS.index(each[:3].lower()) for each in re.findall(DAY, written, re.IGNORECASE)]
    if len(found) == 2 and re.match(rf"da|{DAY}\s?[-–]", written, re.IGNORECASE):
        return [(found[0] + at) % 7 for at in range((found[1] - found[0]) % 7 + 1)]
    return found


OF_CLOCK = re.compile(
    r"\b(?:turn[oi]|fasc(?:ia|e)\s+orari\w+|orari[oa])\b[\s,:(]+(?:\d{1,2}\s?[-–]\s?\d{1,2}(?:\s*,|\s+e)\s*)?\W?$",
    re.IGNORECASE,
)


def _is_clock(span: re.Match[str]) -> bool:
    """«8:30-12:30», «dalle 8 alle 14», «(15-19)»; not «10-12 mesi»."""
    before = span.string[max(0, span.start() - 45) : span.start() + 1]
    return bool(
        OF_CLOCK.search(before)
        or span["m1"]
        or span["m2"]
        or (span["lead"] and (LED.match(span["lead"]) or "(" in span["lead"]))
    )


def _times(span: re.Match[str]) -> tuple[float, float]:
    one, other = (int(span[f"h{at}"]) + int(span[f"m{at}"] or 0) / 60 for at in (1, 2))
    return one, other


def _length(span: re.Match[str]) -> float:
    first, last = _times(span)
    return last - first if last > first else last - first + WHOLE_DAY


def _count(match: re.Match[str]) -> float:
    return _number(match["count"]) + (0.5 if match["half"] else 0)


ODD = re.compile(rf"\s*(?:ore\s*)?e\s+(?:(?P<minutes>\d{{1,2}}|{WORD})\s+minuti\b|mezz[oa]\b)", re.IGNORECASE)


def _odd(text: str, at: int) -> float:
    """«22 ore e 30 minuti», from the end of the hours."""
    found = ODD.match(text, at)
    return 0 if not found else _number(found["minutes"]) / 60 if found["minutes"] else 0.5


def _number(written: str) -> float:
    return float(written.replace(",", ".")) if written[0].isdigit() else float(read_count(written) or 0)


NO_HOUR = re.compile(
    r"\b(?:(?:alle|dalle|entro\s+le|oltre\s+le)\s+(?:ore\s+)?(?:(?:2[5-9]|[3-9]\d)\s?[.:,]\s?[0-5]\d|(?:[01]?\d|2[0-4])\s?[:.]\s?[6-9]\d)|(?:ore|h)\s+(?:(?:2[5-9]|[3-9]\d):[0-5]\d|(?:[01]?\d|2[0-4]):[6-9]\d))(?![\d/%.:,]\d|\d|\s?(?:€|euro|%|ore|mq|km|per))",
    re.IGNORECASE,
)


def _impossible(act: Act) -> Iterator[Found]:
    """«alle ore 25:30», «entro le ore 12:75»."""
    for match in scan(NO_HOUR, act.text):
        yield Found(match.start(), match.end(), f"L'ora «{match[0]}» non esiste.", "Correggere l'orario.")


def _shown(hours: float) -> str:
    return number(hours, 0 if hours == int(hours) else 1)


def _clock(hours: float) -> str:
    return f"{int(hours)}:{round(hours % 1 * 60):02d}"


CLOCKS = (
    counted("ora_inesistente", WHY, _impossible),
    counted("orario_rovesciato", WHY, _reversed),
    counted("orario_ore", WHY, _daily),
    counted("orario_dopo", WHY, _hours_first),
    counted("orario_fra_parentesi", WHY, _in_brackets),
    counted("orario_riga", WHY, _of_row),
    counted("orario_totale", WHY, _weekly),
)
