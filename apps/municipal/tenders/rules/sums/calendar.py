"""Days that do not exist, are in the wrong order, or do not give the duration that is stated."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.moments import Moment, moments
from apps.municipal.tenders.rules.wording import wording

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
NAMED_DAY = r"(?:luned[iì]'?|marted[iì]'?|mercoled[iì]'?|gioved[iì]'?|venerd[iì]'?|sabato|domenica)"
WEEKDAY = re.compile(
    rf"\b({NAMED_DAY}|(?:lun|mar|merc?|giov?|ven|sab|dom)\.)\s*,?\s*(?:il\s+|giorno\s+)?$", re.IGNORECASE
)
WEEKDAY_AFTER = re.compile(
    rf"\s*(?:\(\s*({NAMED_DAY})\s*\)|,?\s+(?:che\s+)?(?:è|cade\s+di|giorno\s+di)\s+(?:un\s+|una\s+)?({NAMED_DAY})\b|,\s*({NAMED_DAY})(?=,?\s+(?:alle\s+)?ore\b|[,;]\s+(?:alle|dalle|ore|presso|in|si|con|nell)|[.;]\s|,?\s+alle\b))",
    re.IGNORECASE,
)
TWO_DAYS = re.compile(
    rf"\b({NAMED_DAY})\s+(?P<day>\d{{1,2}})\s*(?:,|e|ed|o)\s+(?:il\s+|di\s+)?(?={NAMED_DAY}\s+(?:\d{{1,2}}\s*(?:e|,)\s*)?$)",
    re.IGNORECASE,
)
"""«martedì 12 e mercoledì 13 maggio»: the first has the month of the second"""
WHY_DAY = "Un termine con una data impossibile o ambigua non vincola nessuno e va rettificato con una nuova pubblicazione."
WHY_ORDER = "I fatti richiamati precedono l'atto e i termini lo seguono: una data fuori ordine è di solito rimasta da un atto precedente."
WHY_DURC = "Il DURC deve essere valido alla data dell'atto (120 giorni dal rilascio)."
DURC_DAYS, SHORT = 120, 60
COUNT = r"(?P<count>\d{1,3}|[a-zàèéìòù]{3,20})(?:\s?\(\s?(?:\d{1,3}|[a-zàèéìòù]{3,20})\s?\))?\s+(?P<unit>giorni|mesi|anni|settimane)\b(?!\s+(?:scolastic|educativ|accademic|sportiv|lavorativ|termic))"
ISSUED = re.compile(r"\b(?:rilasciat|emess|acquisit|richiest|ottenut|del\b|in\s+data)", re.IGNORECASE)
PAST = wording(
    r"\b(?:(?:pervenut|ricevut|trasmess|acquisit|approvat|rilasciat|sottoscritt|adottat|validat|assunt|registrat|firmat|stipulat|nominat)[oaie]\b|presentat[oa]\s+(?:il|in)|vist[oa]\s+(?:l[ao']|il))~{0,70}$"
    r"|\b(?:deliberazione|delibera|decreto|verbale|determina(?:zione)?|decisione|ordinanza|nota|parere|relazione|perizia|provvedimento|prot(?:ocollo\b|\.)|avviso|(?:offerta|preventivo)\s+(?:n\.|prot|del)|pec)\b~{0,80}\b(?:del|dell'|il|in\s+data|datat[oa])\s*$"
)
"""what is already done when an act cites it"""
ENDORSED = wording(
    r"\bvisto\s+(?:di\b|contabil|n\.|del\s+respons|favorevol|attestant)~{0,80}\b(?:del|il|in\s+data)\s*$"
)
COMING = re.compile(
    r"\b(?:sar(?:à|anno)|verr(?:à|anno)|dovr\w+|entro|scad\w+|fino|sino|dal|dall'|decorr\w+|termin\w+|valid[oaie]|validità|chiud\w+|cess\w+|previst\w+|inizi\w+|conclu\w+|efficac\w+|successiv\w+|futur\w+|avrà|pubblica\w+|vigore|durat\w+|present\w+\s+entro)\b",
    re.IGNORECASE,
)
OF_DURC = re.compile(
    r"\b(?:d\.?u\.?r\.?c\b|regolarità'?\s+contributiva)(?:(?!\b(?:contratt|offert|serviz|polizz|fornitur|fideiuss|pagament|incaric|concession|affidament))[^;\n]){0,160}$",
    re.IGNORECASE,
)
EXPIRED = re.compile(r"\bscadut[oa]\b[^.;,\d]{0,30}$", re.IGNORECASE)
REPLACED = re.compile(r"\b(?:nuov|rinnov|sostitu|aggiornat|preced|vecchi|richiest)\w*", re.IGNORECASE)
LATE = timedelta(days=30)
"""how long after the act its endorsement may come"""


def _impossible(act: Act) -> Iterator[Found]:
    for each in act.no_days:
        yield Found(
            each.start, each.end, f"La data «{each.text}» non esiste nel calendario.", "Correggere la data."
        )


def _weekday(act: Act) -> Iterator[Found]:
    written = {each.start for each in act.days}
    for day in moments(act):
        lent = day.value.year - act.day.year if day.start not in written else 0
        said = WEEKDAY.search(act.text, max(0, day.start - 30), day.start)
        said = said or WEEKDAY_AFTER.match(act.text, day.end)
        if said and day.sure and not lent:
            yield from _misnamed(day.value, said, day)
        first = TWO_DAYS.search(act.text, max(0, day.start - 45), day.start)
        if first and day.sure and not lent and 0 < int(first["day"]) < day.value.day:
            yield from _misnamed(day.value.replace(day=int(first["day"])), first, day)


def _misnamed(value: date, said: re.Match[str], day: Moment) -> Iterator[Found]:
    group = said.lastindex if said.re is WEEKDAY_AFTER and said.lastindex else 1
    if WEEKDAYS[value.weekday()][:3] != said[group].lower()[:3]:
        message = f"Il {value:%d/%m/%Y} è {WEEKDAYS[value.weekday()]}, non {said[group].lower()}."
        place = min(said.start(group), day.start), max(said.end(group), day.end)
        yield Found(*place, message, "Verificare se è sbagliato il giorno o la data.")


def _durc(act: Act) -> Iterator[Found]:
    for day in act.days:
        if not OF_DURC.search(act.text, max(0, day.start - 180), day.start) and day.role != "durc":
            continue
        if not act.made:
            yield from _said_expired(act, day)
            continue
        ends = _expiry(act, day)
        if ends and ends > day.value > act.day:
            message = f"DURC del {day.value:%d/%m/%Y}, dopo l'atto ({act.day:%d/%m/%Y})."
            yield Found(day.start, day.end, message, "Verificare la data del DURC.")
        if ends and ends < act.day:
            message = f"DURC scaduto il {ends:%d/%m/%Y}: l'atto è del {act.day:%d/%m/%Y}."
            yield Found(day.start, day.end, message, "Acquisire un nuovo DURC prima di firmare l'atto.")


def _said_expired(act: Act, day: Day) -> Iterator[Found]:
    """«DURC regolare, scaduto il …»: wrong whatever the day of the act."""
    said = EXPIRED.search(act.text, max(0, day.start - 60), day.start)
    one, other = act.flat.sentence(day.start, day.end)
    if said and act.kind == "determina_affidamento_diretto" and not REPLACED.search(act.text, one, other):
        message = f"Il DURC è detto scaduto il {day.value:%d/%m/%Y}."
        yield Found(said.start(), day.end, message, "Acquisire un nuovo DURC prima di firmare l'atto.")


def _expiry(act: Act, day: Day) -> date | None:
    """The day itself when it is said to be the end; 120 days later when it is the day of issue."""
    before, after = act.text[max(0, day.start - 70) : day.start], act.text[day.end : day.end + 70]
    if re.search(r"(?:scad\w+|valid\w+|fino|sino|termine|efficac\w+)[^.;]{0,40}$", before, re.IGNORECASE):
        return day.value
    given = re.search(rf"(?:valid\w+|validità)\D{{0,20}}{COUNT}", after, re.IGNORECASE)
    if given and given["unit"].lower() == "giorni" and given["count"].isdigit():
        return day.value + timedelta(days=int(given["count"]))
    another = any(day.end < each.start < day.end + 90 for each in act.days)
    return day.value + timedelta(days=DURC_DAYS) if ISSUED.search(before[-40:]) and not another else None


def _durc_length(act: Act) -> Iterator[Found]:
    """A certificate said to last longer than 120 days."""
    for first, last in pairwise(act.days):
        between = act.text[first.end : last.start]
        before = act.text[max(0, first.start - 80) : first.start]
        if (
            len(between) > SHORT
            or "\n" in between
            or not re.search(r"scad|valid|fino", between, re.IGNORECASE)
        ):
            continue
        if (
            re.search(r"d\.?u\.?r\.?c\b", before, re.IGNORECASE)
            and ISSUED.search(before[-45:])
            and (last.value - first.value).days > DURC_DAYS + 1
        ):
            message = (
                f"Dal {first.value:%d/%m/%Y} al {last.value:%d/%m/%Y} passano più di {DURC_DAYS} giorni."
            )
            yield Found(first.start, last.end, message, "Verificare rilascio e scadenza del DURC.")


def _order(act: Act) -> Iterator[Found]:
    """Acts and facts that are cited as done, later than the act itself."""
    if not act.made:
        return
    for day in moments(act):
        late = LATE if ENDORSED.search(act.text, max(0, day.start - 120), day.start) else timedelta(0)
        if day.role in ("norma", "durc") or not day.sure or day.value <= act.day + late:
            continue
        lead = act.text[max(act.flat.sentence(day.start, day.end)[0], day.start - 150) : day.start]
        done = PAST.search(lead) or ENDORSED.search(lead)
        if done and not COMING.search(lead, done.start()):
            message = f"Fatto datato {day.value:%d/%m/%Y}, dopo l'atto ({act.day:%d/%m/%Y})."
            yield Found(day.start, day.end, message, "Verificare la data.")


VISTO = re.compile(
    r"\bvisto\s+(?:di\s+)?(?:regolarità\s+)?contabil(?:(?!\bparere\b).){0,130}$", re.IGNORECASE
)


def _visto(act: Act) -> Iterator[Found]:
    """The accounting endorsement is given on the act once signed (art. 183, comma 7, TUEL)."""
    if not act.made or act.kind not in ("determina_affidamento_diretto", "decisione_di_contrarre"):
        return
    for day in act.days:
        late = act.day - timedelta(days=400)
        if (
            act.made.end < day.start
            and late < day.value < act.day
            and VISTO.search(act.text[max(0, day.start - 170) : day.start])
        ):
            message = (
                f"Visto contabile del {day.value:%d/%m/%Y}, prima della determinazione ({act.day:%d/%m/%Y})."
            )
            yield Found(day.start, day.end, message, "Verificare la data del visto.", "avviso")


CALENDAR = (
    counted("durc_durata", WHY_DURC, _durc_length, article="D.M. 30 gennaio 2015"),
    counted("data_inesistente", WHY_DAY, _impossible),
    counted("giorno_settimana", WHY_DAY, _weekday),
    counted("durc_scaduto", WHY_DURC, _durc, article="D.M. 30 gennaio 2015"),
    counted("ordine_date", WHY_ORDER, _order),
    counted("visto_prima", WHY_ORDER, _visto, "avviso", "art. 183, comma 7, D.Lgs. 267/2000"),
)
