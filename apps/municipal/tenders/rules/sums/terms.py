"""Days that a length of time is said to reach, counted from any day that the act gives."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, find_lengths, lengths_in
from apps.municipal.tenders.rules.sums.milestones import deadline
from apps.municipal.tenders.rules.sums.moments import Moment, moments, shown
from apps.municipal.tenders.rules.sums.spans import (
    BACKWARD,
    OF_DEADLINE,
    WHY_TERM,
    act_day,
    counted_terms,
    moments_in,
)
from workbench.italian import read_words

UNTIL = re.compile(
    r"[^.;\n\d]{0,60}?\b(?:cioè|ossia|quindi|ovvero|vale\s+a\s+dire|perciò|pertanto|dunque|ergo)\s*,?\s*(?:(?:al\s+più\s+tardi|(?:viene\s+)?a\s+scadere|scad\w+|non\s+oltre|fino|sino|entro)\s+){0,2}(?:al|all'|il|l')\s*(?:\w+dì\s+)?",
    re.IGNORECASE,
)
NEARBY, DAYS_AWAY, SHARE = 160, 45, 0.6

ORDINAL = re.compile(
    r"\b(?P<word>[a-zàèéìòù]{3,14}esimo|prim|second|terz|quart|quint|sest|settim|ottav|non|decim)o?\s+giorno\b|(?<![\w.,/])(?P<figure>\d{1,3})\s?(?:°|esimo|º)\s+giorno\b",
    re.IGNORECASE,
)
FIRST = ("prim", "second", "terz", "quart", "quint", "sest", "settim", "ottav", "non", "decim")


def ordinals(text: str) -> Iterator[Length]:
    """«il quindicesimo giorno», «il 30° giorno»."""
    for match in scan(ORDINAL, text):
        count = int(match["figure"]) if match["figure"] else _ordinal(match["word"].lower())
        if count > 1:
            yield Length(count, "giorni", match.start(), match.end(), match[0])


def _ordinal(word: str) -> int:
    if word in FIRST:
        return FIRST.index(word) + 1
    stem = word.removesuffix("esimo")
    named = {"undic": 11, "dodic": 12, "tredic": 13, "quattordic": 14, "quindic": 15, "sedic": 16}
    read = (read_words(stem + ending) for ending in ("", "i", "e", "a", "o"))
    return named.get(stem) or next((each for each in read if each), 0)


def _until(act: Act) -> Iterator[Found]:
    """«180 giorni, cioè fino al 16 novembre»: counted from some day of the act."""
    days = moments(act)
    told: set[int] | None = None
    for length in (*find_lengths(act.text), *ordinals(act.text)):
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
    r"\s*,?\s*(?:\(\s*)?(?:cioè|ossia|vale\s+a\s+dire|ovvero|pari\s+a|esattamente|quindi|e\s+quindi|dunque)\s+(?:a\s+|(?:ne)?l\s+|allo\s+scadere\s+di\s+|trascorsi\s+)?",
    re.IGNORECASE,
)
WAY = re.compile(
    r"\s*(?:esatti\s+|naturali\s+|di\s+calendario\s+)?(?P<way>dopo|prima|d(?:al(?:l[ao'])?|opo)|anteced\w+|preced\w+|success\w+)\s*(?:a(?:l(?:l[ao'])?)?|di|del(?:l[ao'])?|il|la|l')?\s*(?:la\s+|il\s+|l')?",
    re.IGNORECASE,
)


def _ago(act: Act) -> Iterator[Found]:
    """«il 4 maggio 2026, cioè trenta giorni dopo la data di questa lettera»."""
    counts = {each.start: each for each in ordinals(act.text)}
    for day in moments(act):
        tied = AGO.match(act.text, day.end)
        near = lengths_in(act.text, tied.end(), tied.end() + 1) if tied and day.sure else ()
        length = next(iter(near), counts.get(tied.end()) if tied and day.sure else None)
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
    last = deadline(act) if OF_DEADLINE.match(act.text, at) else None
    return last.moment if last and last.moment is not day else act_day(act, at)


TO_OFFER = re.compile(
    r"\b(?:termin\w+|entro|per\s+(?:presentare|la\s+presentazione)|rest(?:a|ano)|si\s+hanno|offerte\s*:)\b|\bpubblicat\w+|\bricezione",
    re.IGNORECASE,
)
SINCE_ACT = re.compile(
    r"\bdal(?:la|l')\s?(?:data\s+(?:di\s+)?)?(?:quest[ao]\s+\w+|(?:invio|trasmissione|spedizione|data)\b[^.;\d\n]{0,15}?\b(?:present[ei]|odiern\w|invito|quest[ao]\s+\w+)|presente)",
    re.IGNORECASE,
)
STEP = re.compile(r"\b(?:offert|preventiv|candidatur|domand|manifestazion|proposte|scad)\w*", re.IGNORECASE)
OTHER_STEP = re.compile(
    r"\b(?:chiariment|quesit|sopralluog|vincol|valid|irrevocabil|impegn|stipul|pagament|fattur|ricors|conclu|ultimazion)\w*",
    re.IGNORECASE,
)


def _to_offer(act: Act) -> Iterator[Found]:
    """«venti giorni dalla data di questa lettera», against the two days that the act gives."""
    last = deadline(act)
    if not last or not act.made:
        return
    for match in scan(SINCE_ACT, act.text):
        one, other = act.flat.sentence(match.start(), match.end())
        said = act.text[one:other]
        lengths = [each for each in lengths_in(act.text, one, other) if each.unit == "giorni"]
        if len(lengths) != 1 or OTHER_STEP.search(said) or not (TO_OFFER.search(said) and STEP.search(said)):
            continue
        away = (last.moment.value - act.made.value).days
        if abs(away - lengths[0].days) > 1 and not re.search(r"almeno|minimo|non\s+(?:meno|inferior)", said):
            message = f"Dal {shown(act.made.value)} al {shown(last.moment.value)} passano {away} giorni, non «{lengths[0].text}»."
            yield Found(lengths[0].start, lengths[0].end, message, "Ricalcolare il termine.")


TERMS = (
    counted("termine_offerte_contato", WHY_TERM, _to_offer),
    counted("termine_fino_a", WHY_TERM, _until),
    counted("termine_dopo", WHY_TERM, _ago),
)
