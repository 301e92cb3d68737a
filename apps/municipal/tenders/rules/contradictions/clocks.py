"""At what hour something is done: when work begins and ends, when meals are served, when an office is open."""

import re
from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.alignment import Mention, mention, of_the_service
from apps.municipal.tenders.rules.scanning import scan

CLOCK = re.compile(
    r"(?:(?P<lead>\b(?:(?:dal|al|del|nel|tra|fra|sin\s+dal|fin\s+dal)?l[ea]\s+(?:ore\s+)?|ore\s+|all'|dall'|dell'|h\.?\s?)|[-–/]\s?|(?<![\d.,:])(?=\d{1,2}[:.]\d{2}\s?[-–]\s?\d{1,2}[:.]\d{2}))(?P<hour>[01]?\d|2[0-4])\s?[.:,]\s?(?P<minute>[0-5]\d)"
    r"|\b(?P<bare>(?:(?:dal|al|tra|fra)?le\s+ore|ore|alle|dalle|(?:entro|oltre|dopo)\s+le)\s+)(?P<round>[01]?\d|2[0-4]))(?![\d.,:]*\d)(?!\s*(?:€|euro|per\s+cento|%|giorn|settiman|mes|ore\b|volte|or[ae]\b|lett|\w+\s+(?:sed|edific)))",
    re.IGNORECASE,
)
FINISH = re.compile(
    r"[-–/]\s?$|\b(?:entro|oltre|fino\s+all[ea']|sino\s+all[ea']|termin\w+|finisc\w+|chiu\w+|conclu\w+|dopo)[^.;\n]{0,14}$|\b(?:dalle|tra\s+le|fra\s+le|ore)\s+(?:ore\s+)?[\d.:,]+\s*(?:,|e|-|–)?\s*(?:alle|e\s+le|all'|fino\s+alle|sino\s+alle)?\s*(?:ore\s+)?$",
    re.IGNORECASE,
)
BY_ITSELF = 0.5
"""weight of `orario` where only the hours say it"""
DATED = 30
"""characters between an hour and its day: those are read as deadlines"""


def clocks(act: Act) -> Iterator[Mention]:
    """Hours of the day that belong to no day."""
    dated = [(day.start, day.end) for day in act.days]
    for found in scan(CLOCK, act.text):
        if any(
            start - DATED < found.end() <= start or end <= found.start() < end + DATED for start, end in dated
        ):
            continue
        hour = (int(found["hour"] or found["round"]), int(found["minute"] or 0))
        at = found.start("hour" if found["hour"] else "round")
        lead = act.text[max(0, at - 40) : at]
        kind = "fine" if FINISH.search(lead) else "inizio"
        said = mention(act, hour, (at, found.end()), kind)
        yield of_the_service(act, replace(said, about={"orario": BY_ITSELF} | said.about))
