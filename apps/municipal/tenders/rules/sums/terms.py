"""Days that a length of time is said to reach, counted from any day that the act gives."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, find_lengths, lengths_in
from apps.municipal.tenders.rules.sums.milestones import deadline
from apps.municipal.tenders.rules.sums.moments import Moment, moments, shown
from apps.municipal.tenders.rules.sums.spans import (
    BACKWARD,
    OF_ACT,
    OF_DEADLINE,
    WHY_TERM,
    counted_terms,
    made,
    moments_in,
)

UNTIL = re.compile(
    r"[^.;\n\d]{0,40}?\b(?:cioè|ossia|quindi|ovvero|vale\s+a\s+dire|e\s+perciò|dunque|ergo)\s*,?\s*(?:al\s+più\s+tardi\s+)?(?:fino\s+|sino\s+|entro\s+)?(?:al|all'|il|l')\s*",
    re.IGNORECASE,
)
NEARBY, DAYS_AWAY, SHARE = 160, 45, 0.6
BOTH_WAYS = (1, -1)


def _until(act: Act) -> Iterator[Found]:
    """«180 giorni, cioè fino al 16 novembre»: counted from some day of the act."""
    days = moments(act)
    told: set[int] | None = None
    for length in find_lengths(act.text):
        said = UNTIL.match(act.text, length.end)
        day = next(iter(moments_in(act, said.end(), said.end() + 1)), None) if said else None
        if not day or length.unit == "minuti" or BACKWARD.match(act.text, length.end):
            continue
        told = {each.end for each in counted_terms(act)} if told is None else told
        if day.end in told:
            continue
        others = [each for each in days if each is not day]
        if length.unit == "mesi":  # from a day beside, or from one that the act does not give
            others = [each for each in others if each.sure and 0 < length.start - each.end < NEARBY]
        if _unreached(length, day.value, others):
            message = f"«{length.text}» non finiscono il {shown(day.value)}, da nessuno dei giorni indicati."
            yield Found(day.start, day.end, message, "Ricalcolare il termine.")


def _unreached(length: Length, day: date, others: Sequence[Moment]) -> bool:
    away = [abs((day - length.after(each.value)).days) for each in others]
    away += [abs((day - length.before(each.value)).days) for each in others]
    slack = 2 if length.unit == "mesi" else 1
    most = length.days * SHARE if length.unit == "mesi" else DAYS_AWAY
    return bool(away) and slack < min(away) <= most


AGO = re.compile(
    r"\s*,?\s*(?:\(\s*)?(?:cioè|ossia|vale\s+a\s+dire|ovvero|pari\s+a|esattamente|quindi|e\s+quindi|dunque)\s+(?:a\s+|allo\s+scadere\s+di\s+|trascorsi\s+)?",
    re.IGNORECASE,
)
WAY = re.compile(
    r"\s*(?:esatti\s+|naturali\s+|di\s+calendario\s+)?(?P<way>dopo|prima|d(?:al(?:l[ao'])?|opo)|anteced\w+|preced\w+|success\w+)\s*(?:a(?:l(?:l[ao'])?)?|di|del(?:l[ao'])?|il|la|l')?\s*(?:la\s+|il\s+|l')?",
    re.IGNORECASE,
)


def _ago(act: Act) -> Iterator[Found]:
    """«il 4 maggio 2026, cioè trenta giorni dopo la data di questa lettera»."""
    for day in moments(act):
        tied = AGO.match(act.text, day.end)
        length = (
            next(iter(lengths_in(act.text, tied.end(), tied.end() + 1)), None) if tied and day.sure else None
        )
        way = WAY.match(act.text, length.end) if length and length.unit != "minuti" else None
        anchor = _anchor(act, way.end(), day) if way else None
        if not length or not way or not anchor:
            continue
        back = way["way"].lower().startswith(("prima", "anteced", "preced"))
        expected = length.before(anchor.value) if back else length.after(anchor.value)
        if abs((day.value - expected).days) > 2 - (length.unit == "giorni"):
            message = f"«{length.text}» {'prima' if back else 'dopo'} il {shown(anchor.value)} è il {shown(expected)}, non il {shown(day.value)}."
            yield Found(day.start, way.end(), message, "Ricalcolare il termine.")


def _anchor(act: Act, at: int, day: Moment) -> Moment | None:
    explicit = next((each for each in moments_in(act, at, at + 30)), None)
    if explicit:
        return explicit
    if OF_ACT.match(act.text, at):
        return made(act)
    last = deadline(act) if OF_DEADLINE.match(act.text, at) else None
    return last.moment if last and last.moment is not day else None


TERMS = (counted("termine_fino_a", WHY_TERM, _until), counted("termine_dopo", WHY_TERM, _ago))
