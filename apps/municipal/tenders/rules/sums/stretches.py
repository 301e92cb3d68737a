"""A first day, a length and a last day that one passage gives in any order, each with its label."""

import re
from collections.abc import Iterator
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, lengths_in
from apps.municipal.tenders.rules.sums.moments import Moment, moments, shown
from apps.municipal.tenders.rules.sums.spans import EXTENDED, NOT_DURATION, OF_OTHER, WHY_SPAN

STARTS = re.compile(
    r"\b(?:inizi\w*|avvi\w*|decorr\w+|consegn\w+|(?:a\s+)?far\s+data\s+dal\w*|a\s+partire\s+dal\w*|stipul\w+)\b[^.;\d\n]{0,40}$",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:fine|scad\w+|termin\w+|ultimazion\w+|ultimat\w+|conclu\w+|cess\w+|entro)\b[^.;\d\n]{0,40}$",
    re.IGNORECASE,
)
LASTS = re.compile(
    r"\b(?:durat\w+|dur[ae]|tempo|termine|esecuzione|validità|giorni)\b[^.;\d\n]{0,40}$", re.IGNORECASE
)
NEXT = re.compile(r";|\.\s+(?=[A-ZÈ])")
APART, AROUND, LABEL = 190, 120, 70
LONGEST = 12 * 366


def _dated(act: Act) -> Iterator[Found]:
    """«Inizio: 1° gennaio 2027. Durata: triennale. Fine: 31 dicembre 2028»."""
    days = moments(act)
    for at, (first, last) in enumerate(pairwise(days)):
        if not (first.sure and last.sure) or not 0 < (last.value - first.value).days < LONGEST:
            continue
        between = act.text[first.end : last.start]
        starts = STARTS.search(act.text, max(0, first.start - LABEL), first.start)
        if NEXT.search(between) and not between.rstrip().endswith((":", "|")):
            continue
        if len(between) > APART or "\n\n" in between or not starts or not ENDS.search(between):
            continue
        before = days[at - 1].end if at else 0
        length = _length(act, max(before, first.start - AROUND), first, last)
        if length and not length.fits(first.value, last.value):
            away = abs((length.after(first.value) - last.value).days)
            if away > 2:
                message = f"Dal {shown(first.value)} al {shown(last.value)} non è «{length.text}»."
                yield Found(first.start, last.end, message, "Far coincidere durata e date.")


def _length(act: Act, since: int, first: Moment, last: Moment) -> Length | None:
    """The one length that stands between the two days; else the one just before the first."""
    text = act.text
    near = [each for each in lengths_in(text, since, last.start) if each.unit != "minuti"]
    near = [each for each in near if not NOT_DURATION.match(text, each.end) and _is_own(text, each)]
    inside = [each for each in near if each.start >= first.end]
    chosen = inside or near
    said = chosen and (
        chosen[0].named or LASTS.search(text, max(0, chosen[0].start - LABEL), chosen[0].start)
    )
    return chosen[0] if len(chosen) == 1 and said else None


def _is_own(text: str, length: Length) -> bool:
    before = text[max(0, length.start - 45) : length.start]
    return not OF_OTHER.search(before) or bool(EXTENDED.search(before))


STRETCHES = (counted("durata_date", WHY_SPAN, _dated),)
