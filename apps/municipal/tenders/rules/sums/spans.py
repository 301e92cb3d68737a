"""Durations that their days, or the unit in which they are said again, contradict."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, find_lengths, lengths_in
from apps.municipal.tenders.rules.sums.milestones import deadline
from apps.municipal.tenders.rules.sums.moments import Moment, moments, shown
from apps.municipal.tenders.rules.wording import until_stop

WHY_SPAN = "Durata e date di inizio e fine devono coincidere: da esse dipendono valore, penali e scadenze."
WHY_TERM = "Un termine contato in giorni e la sua data devono coincidere, o non si sa quale vale."
FAR = 90
"""characters between the first day and the last one"""
BEFORE, AFTER, BESIDE = 140, 70, 30
WEEKDAY = r"(?:(?:lun|mart|mercol|giov|ven)ed[iì]'?|venerd[iì]'?|sabato|domenica)?\s*,?\s*"
JOINED = re.compile(
    rf"[\s,;(]*(?:e\s+|ed\s+)?(?:(?:al|all'|alle|a|fino\s+a[l']*|sino\s+a[l']*|a\s+tutto\s+il|–|-|—|→|/)|[^.\d]{{0,70}}?\b(?:al|all'|fino\s+al|fino\s+all'|sino\s+al|a\s+tutto\s+il|(?:scad|termin|conclu|fin|ultimazion|cess|chius|chiud)\w*(?:\s+[^\W\d]+){{0,4}}?(?:\s+(?:al|il|entro\s+il|l'|in\s+data|alla\s+data\s+del))?\s*:?))\s*(?:giorno\s+)?{WEEKDAY}",
    re.IGNORECASE,
)
DASHED = re.compile(r"\s*[-–—]\s*")
LABELLED = re.compile(
    r"(?:^|[\n|])[^\S\n]*(?:[-–•*]\s*)?(?!.{0,40}\b(?:prot|nota|n)\b)[^\W\d_][^\n\d|]{2,45}[\s|:]+$",
    re.IGNORECASE,
)
"""«migrazione    15/10/2026 - 30/09/2026»: a row of a timetable"""
BETWEEN = re.compile(r"\b(?:tra|fra)\s+(?:il\s+|l')(?:giorno\s+)?$", re.IGNORECASE)
AND_THE = re.compile(r"\s*,?\s*e\s+(?:il\s+|l')(?:giorno\s+)?", re.IGNORECASE)
STARTS = re.compile(
    r"\b(?:dal|dall'|dalla|da\s+(?:(?:lun|mart|mercol|giov|ven)ed[iì]'?|sabato|domenica)|decorr\w+|inizi\w+|cominci\w+|avvi\w+|part\w+|consegn\w+|tra\s+il|fra\s+il|periodo|durat\w+|vigenza|validità)\b[^.;\n\d]{0,40}$|\bdall'\s*$|[(:]\s*$",
    re.IGNORECASE,
)
OF_OTHER = re.compile(
    r"\b(?:rinnov|prorog|opzion|preavvis|ulterior|altr[ie]\b|entro|ritard|ogni\b|almeno|massim|minim|circa|non\s+(?:meno|più|oltre|superior|inferior)|oltre|primi?\b|ultim[ie]\b|preced|fattur|pagament|valid|vincol|sospension|interruzion|chiusur|feri[ea]|prova)\w*[^.;,\n\d]{0,22}$",
    re.IGNORECASE,
)
EXTENDED = re.compile(
    r"\b(?:prorogat[oaie]|rinnovat[oaie]|prolungat[oaie]|differit[oaie])\s+(?:\w+\s+){0,3}?(?:per|di)\s+(?:altri\s+|ulteriori\s+)?$",
    re.IGNORECASE,
)
"""«viene prorogato per mesi sei, dal … al …»"""
NOT_DURATION = re.compile(
    r"\s*(?:di\s+(?:proroga|preavviso|rinnovo|opzione|anticipo|ritardo|prova|tempo\s+per)|prima\b|dopo\b|successiv|preceden|anteceden|dall[a']|d[ai]\s+ricev|da\s+quando|per\s+volta)",
    re.IGNORECASE,
)
TIED = re.compile(
    r"[\s,;:(–—=-]*(?:(?:per|pari\s+a|cioè|ossia|quindi|vale\s+a\s+dire|con|di|un[ao]?|la|della|durata|complessiv\w*|total[ei]|periodo|tempo|così|in\s+tutto|e|ha|avrà|dura|corrispondent\w+\s+a|nei\s+quali|sono|compres\w+|inclus\w+|(?:gli\s+)?estremi|entrambi|vale\s+a\s+dire|esatti|giusti|termine|spazio|lasso|d[ie]l?|contrattual\w|utile)[\s,]*)*",
    re.IGNORECASE,
)
"""what may stand between the last day and the length that it closes"""
NEXT = re.compile(
    r"\s*[;.,)]+\s*(?:(?:e|con|quindi|pertanto|perciò|così)\s+)*(?:la\s+|una\s+)?durata\b(?!\s+(?:del\s+rinnovo|della\s+(?:garanzi|polizz|prorog|cauzion)))[^.;\n\d]{0,60}",
    re.IGNORECASE,
)
"""the same, where the length has a sentence of its own: «…; la durata è perciò di»"""
LASTS = re.compile(r"\b(?:dur\w+|tempo|esecuzione|ultimazione|esegu\w+)\b", re.IGNORECASE)
A_DAY = re.compile(r"\b\d{1,2}[°./-]?\s?(?:\d{1,2}[./-]\d{2,4}|[a-z]{5,9}\s+20\d\d)", re.IGNORECASE)
CLOSED = re.compile(r"[.;:]\s*\n")
LONGEST = 40 * 365


@per_act
def pairs(act: Act) -> tuple[tuple[Moment, Moment], ...]:
    """«dal X al Y», «inizio X e termine Y», «X – Y»: the first day and the last one of something."""
    found = []
    for first, last in pairwise(moments(act)):
        between = _without_lengths(act.text, first.end, last.start)
        if last.start - first.end > FAR + 60 or len(between) > FAR or re.search(r"[;\n]|\.\s+[A-Z]", between):
            continue
        lead = act.text[max(0, first.start - 70) : first.start]
        joined = JOINED.fullmatch(between) and STARTS.search(lead)
        dashed = DASHED.fullmatch(between) and LABELLED.search(lead) and last.value <= first.value
        if joined or dashed or (BETWEEN.search(lead) and AND_THE.fullmatch(between)):
            found.append((first, last))
    return tuple(found)


def _without_lengths(text: str, start: int, end: int) -> str:
    between = text[start:end]
    for each in lengths_in(text, start, end):
        between = between.replace(each.text, "")
    return re.sub(r"\bore\s+\d{1,2}(?:[.:,]\d{2})?", "", between)


def _spans(act: Act) -> Iterator[Found]:
    """A length beside the two days that it should join."""
    for first, last in pairs(act):
        if last.value <= first.value:
            if last.sure and first.sure:
                message = f"La fine ({shown(last.value)}) non segue l'inizio ({shown(first.value)})."
                yield Found(first.start, last.end, message, "Correggere le date.")
            continue
        lengths = list(_beside(act, first, last))
        if lengths and not any(each.fits(first.value, last.value) for each in lengths):
            stated = lengths[0]
            message = f"Dal {shown(first.value)} al {shown(last.value)} non è «{stated.text}»."
            start, end = min(stated.start, first.start), max(stated.end, last.end)
            yield Found(start, end, message, "Far coincidere durata e date.")


def _beside(act: Act, first: Moment, last: Moment) -> Iterator[Length]:
    """Candidates, the likeliest first: between the days, after them, before them."""
    text = act.text
    stop = until_stop(text, last.end, AFTER)
    if NEXT.match(text, stop):
        stop = until_stop(text, stop + 1, AFTER + BESIDE)
    closed = [each.end() for each in CLOSED.finditer(text, max(0, first.start - BEFORE), first.start)]
    near = lengths_in(text, max(0, first.start - BEFORE, *closed), stop)
    lengths = [each for each in near if each.unit != "minuti" and _is_duration(text, each)]
    yield from (each for each in lengths if first.end <= each.start and each.end <= last.start)
    for each in lengths:
        rest = text[last.end : each.start]
        if last.end <= each.start and not each.named and (TIED.fullmatch(rest) or NEXT.fullmatch(rest)):
            yield each
    before = [each for each in lengths if each.end <= first.start and _reaches(text, each, first)]
    yield from (each for each in reversed(before) if not each.named or first.start - each.end < BESIDE)


def _reaches(text: str, length: Length, first: Moment) -> bool:
    """Whether a length still speaks of the days that follow: over a semicolon only when it says that it lasts."""
    between = text[length.end : first.start]
    if A_DAY.search(between):
        return False
    if ";" in between and not LASTS.search(text, max(0, length.start - 45), length.start):
        return False
    stop = re.search(r"\.\s+(?=[A-Z])", between)
    return not stop or (
        bool(LASTS.search(text, max(0, length.start - 45), length.start))
        and len(between) - stop.end() < BESIDE
    )


def _is_duration(text: str, length: Length) -> bool:
    before, after = text[max(0, length.start - 45) : length.start], text[length.end : length.end + 30]
    return not (OF_OTHER.search(before) and not EXTENDED.search(before)) and not NOT_DURATION.match(after)


NOTICE = re.compile(r"\b(?:preavviso|anticipo|prima)\s+(?:di\s+)?(?:almeno\s+)?$", re.IGNORECASE)
FORWARD = re.compile(
    r"[^.;\d\n]{0,40}?\b(?:(?:successiv\w+|decorrent\w+|a\s+partire|a\s+far\s+data|a\s+contare|contat\w+)\s+)?(?:dall'|all'|dal(?:l[ao])?\b|al(?:l[ao])?\b|dopo\s+(?:l'|il\b|l[ao]\b))\s*",
    re.IGNORECASE,
)
BACKWARD = re.compile(
    r"\s*(?:prima\s+(?:dell'|del(?:l[ao])?\b|di\b)|(?:antecedent|preceden)\w+\s+(?:all'|al(?:l[ao])?\b|a\b|il\b|la\b|l')|di\s+anticipo\s+(?:sull[a']|sul\b|rispetto\s+a(?:l|ll[a'])?))\s*",
    re.IGNORECASE,
)
OF_DEADLINE = re.compile(
    r"(?:(?:quel|detto|predetto|suddetto|medesimo|tale|stesso)\s+)?(?:data\s+(?:di\s+)?)?(?:termin[ei]|scadenza)\b(?!\s+(?:del\s+contratto|del\s+servizio|del\s+chiar))|presentazione\s+dell[ae]\s+(?:offert|domand|candidatur)|ricezione\s+delle\s+offerte",
    re.IGNORECASE,
)
OF_ACT = re.compile(
    r"(?:data\s+)?(?:(?:di|della?|del)\s+)?(?:invio|spedizione|trasmissione|pubblicazione|data\s+odierna|odierna|(?:(?:la|il)\s+)?presente|quest[aoe])\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    rf"\bpubblicat[oaie]\b(?:\s+[^\W\d]+){{0,4}}?\s+(?:il\s+|l'|in\s+data\s+|dal\s+|dall')?{WEEKDAY}$",
    re.IGNORECASE,
)
RESULT = re.compile(
    rf"(?:\b(?:cioè|ossia|quindi|dunque|perciò|pertanto|vale\s+a\s+dire|ovvero|fino|sino|oltre|tardi|entro|scad\w+|termin\w+|conclu\w+|ultimazione|fin[ei]\w*|corrispond\w+|precisamente)\b|[:(=])[^.;\d]{{0,30}}?\b(?:al|all'|il|l'|del|dal|entro|giorno|:|\()?\s*{WEEKDAY}$",
    re.IGNORECASE,
)
CLOCK = r"(?:(?:le\s+)?ore\s+\d{1,2}(?:[.:,]\d{2})?\s*(?:del(?:l')?\s*)?)?"
AWAY, CLOSE = 150, 50
THEREFORE = re.compile(
    r"\.\s+(?:poich[éeè]'?|se|essendo|qualora|pertanto|quindi)\b|;[^.;\n\d]{0,50}\b(?:perciò|pertanto|quindi|dunque|così|cioè|ossia|ove|se|qualora|quando|poiché|essendo)\b",
    re.IGNORECASE,
)
HEAD = 160
"""characters in which the first day is that of the act, when nothing else says which is"""


def counted_terms(act: Act) -> Iterator[Found]:
    """«N giorni dal X, e perciò entro Y»; «N giorni prima della scadenza, cioè fino a Y»."""
    for length in find_lengths(act.text):
        if length.unit == "minuti":
            continue
        for back, pattern in ((True, BACKWARD), (False, FORWARD)):
            anchored = pattern.match(act.text, length.end)
            if anchored:
                warned = NOTICE.search(act.text, max(0, length.start - 30), length.start)
                yield from _counted_from(act, length, anchored, back or bool(warned))
                break


def _counted_from(act: Act, length: Length, anchored: re.Match[str], back: bool) -> Iterator[Found]:
    text, at = act.text, anchored.end()
    stop = until_stop(text, at, AWAY)
    if THEREFORE.match(text, stop):
        stop = until_stop(text, stop + 1, CLOSE * 2)
    near = moments_in(act, at, stop)
    explicit = near[0] if len(near) > 1 and near[0].start - at < CLOSE * 2 else None
    anchor = explicit or _named_anchor(act, at)
    rest = [each for each in near if each is not explicit]
    if not anchor or not rest:
        return
    said = re.sub(CLOCK, "", text[(explicit.end if explicit else at) : rest[0].start])
    expected = length.before(anchor.value) if back else length.after(anchor.value)
    away = abs((rest[0].value - expected).days)
    if (
        RESULT.search(said)
        and ("comunque" not in said or _misdated(rest[0].value, expected))
        and rest[0].sure
        and 2 - (length.unit == "giorni") < away < LONGEST
    ):
        way = "prima del" if back else "dal"
        message = f"«{length.text}» {way} {shown(anchor.value)} danno il {shown(expected)}, non il {shown(rest[0].value)}."
        yield Found(length.start, rest[0].end, message, "Ricalcolare il termine.")


def moments_in(act: Act, start: int, end: int) -> Sequence[Moment]:
    days = moments(act)
    return days[
        bisect_left(days, start, key=lambda each: each.start) : bisect_left(
            days, end, key=lambda each: each.start
        )
    ]


def _named_anchor(act: Act, at: int) -> Moment | None:
    """«dal termine di presentazione», «dall'invio della presente»."""
    if OF_DEADLINE.match(act.text, at):
        last = deadline(act)
        return last.moment if last else None
    return act_day(act, at)


def act_day(act: Act, at: int) -> Moment | None:
    """Where the words at `at` speak of the act or of its publication: its day, or the day of that."""
    said = OF_ACT.match(act.text, at)
    if not said or "pubblica" not in said[0].lower():
        return made(act) if said else None
    days = moments_in(act, 0, len(act.text))
    return next(
        (day for day in days if PUBLISHED.search(act.text, max(0, day.start - 60), day.start)), made(act)
    )


def made(act: Act) -> Moment | None:
    """The day of the act, or the one in its very head."""
    if act.made:
        return Moment(act.made.value, act.made.start, act.made.end)
    head = [each for each in act.days if each.end < HEAD and each.role in ("", "protocollo")]
    return Moment(head[0].value, head[0].start, head[0].end) if len(head) == 1 else None


def _misdated(one: date, other: date) -> bool:
    """Whether two days differ in the month alone, or in the year alone."""
    return one.day == other.day and (one.month != other.month) != (one.year != other.year)


SPANS = (
    counted("durata", WHY_SPAN, _spans),
    counted("termine_contato", WHY_TERM, counted_terms),
)
