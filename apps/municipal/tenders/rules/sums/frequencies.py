"""How often something is done, said twice: «cadenza trimestrale, cioè sei volte l'anno», «ogni due mesi, 8 visite annue»."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, WORD, YEAR, from_numbers, lengths_in, read_count
from apps.municipal.tenders.rules.wording import until_stop
from workbench.italian import number

WHY = "La frequenza e il numero degli interventi devono coincidere: su di essi si misurano prezzo e penali."
ADJECTIVES: dict[str, tuple[float, ...]] = {
    "settimanal": (52, 51, 53, 50),
    "quindicinal": (24, 26, 25),
    "mensil": (12,),
    "bimensil": (24,),
    "bimestral": (6,),
    "trimestral": (4,),
    "quadrimestral": (3,),
    "semestral": (2,),
}
PERIODS: dict[str, float] = {
    "settiman": 52,
    "mes": 12,
    "bimestr": 6,
    "trimestr": 4,
    "quadrimestr": 3,
    "semestr": 2,
}
NAMES, SPANS = "|".join(ADJECTIVES), "|".join(PERIODS)
OFTEN = re.compile(
    rf"\b(?:(?P<name>{NAMES})(?:[ei]|mente)\b"
    rf"|(?:(?P<times>{COUNT})\s+volt[ae]\s+(?:(?:al|alla|a)\s+|ogni\s+|per\s+)|ogni\s+)(?P<many>(?!un[oa']?\b){WORD}\s+|\d{{1,2}}\s+)?(?P<period>{SPANS})[aei]\b)",
    re.IGNORECASE,
)
YEARS = rf"(?:l'anno|all'anno|annu[eio]\b|annual[ei]|in\s+un\s+anno|nell'anno|per\s+anno|ogni\s+anno|nel\s+corso\s+dell'anno|(?:nel|per\s+il|in\s+un)\s+(?P<named>biennio|triennio|quadriennio|quinquennio)|(?:in|per|nei|nell'arco\s+di)\s+(?P<years>(?!un[oa']?\b){COUNT})\s+anni)"
NAMED_YEARS = {"biennio": 2, "triennio": 3, "quadriennio": 4, "quinquennio": 5}
TIE = r"[\s,;(–—=-]*(?:(?:e\s+)?(?:cioè|ossia|vale\s+a\s+dire|e\s+quindi|quindi|dunque|pertanto|pari\s+a|ovvero|per\s+(?:un\s+)?(?:total[ei]|complessiv\w+)(?:\s+di)?|in\s+tutto|corrispondent\w+\s+a|equivalent\w+\s+a|che\s+(?:fanno|sono|corrispond\w+\s+a))|\(|=|:|(?:per\s+)?n\.|per(?=\s+\w+\s+\w+\s+annu))\s*(?:a\s+|di\s+|n\.\s*|in\s+tutto\s+|complessiv\w+\s+)*"
OF_YEAR = re.compile(
    rf"(?P<middle>[^.;:\n\d()]{{0,45}}?){TIE}(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:(?:volt[ae]|[a-zàèéìòù]{{5,}})(?:\s+[a-zàèéìòù]+)?\s+)?{YEARS}",
    re.IGNORECASE,
)
OTHER_TIMES = re.compile(
    r"\b(?:volt[ae]|ogni|esclus\w+|trann\w+|salv\w+|da\s+[a-z]+\s+a\s+[a-z]+|nei\s+mesi|estiv\w+|invernal\w+|chiusur\w+|almeno|scolastic\w+|\w+\s+per\s+ciascun\w*|per\s+(?:ogni|ciascun\w*))\b",
    re.IGNORECASE,
)
LASTING = re.compile(
    r"\b(?:ore|euro|€|canon\w+|prezz\w+|import\w+|minut\w+|pasti|costo|addett\w+)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Often:
    """How many times a year something is done: the numbers that may be said of it."""

    times: tuple[float, ...]
    start: int
    end: int


def _often(match: re.Match[str]) -> Often | None:
    if match["name"]:
        return Often(ADJECTIVES[match["name"].lower()], *match.span())
    times = read_count(match["times"]) if match["times"] else 1
    many = read_count(match["many"].strip()) if match["many"] else 1
    if not times or not many:
        return None
    yearly = PERIODS[match["period"].lower()] * times / many
    weeks = match["period"].lower() == "settiman"
    near = (yearly, 50 * times / many, 51 * times / many, 24.0) if weeks else (yearly,)
    return Often(near, *match.span())


def _frequencies(act: Act) -> Iterator[Found]:
    for match in scan(OFTEN, act.text):
        said = OF_YEAR.match(act.text, match.end())
        often = _often(match) if said else None
        if not said or not often:
            continue
        count = read_count(said["count"])
        years = _years(said)
        around = act.text[match.start() : said.end()] + act.text[said.end() : said.end() + 12]
        rest = act.text[said.end() : until_stop(act.text, said.end(), 60)]
        if not count or OTHER_TIMES.search(said["middle"] + rest) or LASTING.search(around):
            continue
        if all(abs(count - each * years) > 1 / 2 for each in often.times):
            message = f"La frequenza indicata fa {number(often.times[0] * years, 0)} volte, non {count}."
            yield Found(match.start(), said.end(), message, "Far coincidere frequenza e numero.")


BEFORE = re.compile(
    rf"(?<![\w.,/])(?P<count>{COUNT})\s+(?:[a-zàèéìòù]{{4,}}\s+){{1,2}}?{YEARS}\s*,?\s*\(?(?:(?:(?:con|a)\s+(?:cadenza|frequenza|periodicità)\s+)?(?P<name>{NAMES})[ei]\b|(?:(?:una?|uno)\s+)?ogni\s+(?:(?P<many>(?!un[oa']?\b){COUNT})\s+)?(?P<period>{SPANS})[ei]\b)",
    re.IGNORECASE,
)
EVERY = re.compile(
    rf"(?<![\w.,/])(?P<count>(?!un[oa']?\b){COUNT})\s+[a-zàèéìòù]{{5,}}(?:\s+[a-zàèéìòù]+)?\s*,?\s*\(?(?:una?|uno)\s+ogni\s+(?:(?P<many>(?!un[oa']?\b){COUNT})\s+)?(?P<period>{SPANS})[ei]\b",
    re.IGNORECASE,
)


def _over(act: Act) -> Iterator[Found]:
    """«nel biennio cinque tagliandi, uno ogni dodici mesi»."""
    for match in from_numbers(EVERY, act.text):
        start = act.flat.sentence(match.start(), match.end())[0]
        spans = [each for each in lengths_in(act.text, start, match.start()) if each.unit == "mesi"]
        count, times = read_count(match["count"]), _times(None, match["many"], match["period"])
        if (
            len(spans) == 1
            and count
            and all(abs(count - each * spans[0].amount / YEAR) > 1 for each in times)
        ):
            message = (
                f"In «{spans[0].text}» sono {number(times[0] * spans[0].amount / YEAR, 0)}, non {count}."
            )
            yield Found(match.start(), match.end(), message, "Far coincidere frequenza e numero.")


def _reversed(act: Act) -> Iterator[Found]:
    """«tre controlli l'anno, con cadenza trimestrale», «otto sfalci all'anno, uno ogni due mesi»."""
    for match in from_numbers(BEFORE, act.text):
        count, years = read_count(match["count"]), _years(match)
        times = _times(match["name"], match["many"], match["period"])
        if count and times and all(abs(count - each * years) > 1 / 2 for each in times):
            message = f"La frequenza indicata fa {number(times[0] * years, 0)} volte, non {count}."
            yield Found(match.start(), match.end(), message, "Far coincidere frequenza e numero.")


def _years(match: re.Match[str]) -> int:
    return NAMED_YEARS.get((match["named"] or "").lower()) or read_count(match["years"] or "uno") or 1


def _times(name: str | None, many: str | None, period: str | None) -> tuple[float, ...]:
    """How many times a year: «trimestrale», «ogni due mesi»."""
    if name:
        return ADJECTIVES[name.lower()]
    every = (read_count(many) or 1) if many else 1
    yearly = PERIODS[(period or "").lower()] / every
    return (yearly, 50 / every, 51 / every, 53 / every) if (period or "").lower() == "settiman" else (yearly,)


FREQUENCIES = (
    counted("frequenza_dopo", WHY, _reversed),
    counted("frequenza", WHY, _frequencies),
    counted("frequenza_durata", WHY, _over),
)
