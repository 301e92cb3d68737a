"""Days that do not exist, are in the wrong order, or do not give the duration that is stated."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from workbench.italian import read_words

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
WEEKDAY = re.compile(
    r"\b(luned[iì]'?|marted[iì]'?|mercoled[iì]'?|gioved[iì]'?|venerd[iì]'?|sabato|domenica)\s*,?\s*(?:il\s+|giorno\s+)?$",
    re.IGNORECASE,
)
WHY_DAY = "Un termine con una data impossibile o ambigua non vincola nessuno e va rettificato con una nuova pubblicazione."
WHY_ORDER = "I fatti richiamati precedono l'atto e i termini lo seguono: una data fuori ordine è di solito rimasta da un atto precedente."
WHY_DURC = "Il DURC deve essere valido alla data dell'atto (120 giorni dal rilascio)."
WHY_SPAN = "Durata e date di inizio e fine devono coincidere: da esse dipendono valore, penali e scadenze."
DURC_DAYS = 120
BESIDE = 35
"""characters between a duration and the day from which it runs"""
COUNT = r"(?P<count>\d{1,3}|[a-zàèéìòù]{3,20})(?:\s?\(\s?(?:\d{1,3}|[a-zàèéìòù]{3,20})\s?\))?\s+(?P<unit>giorni|mesi|anni|settimane)\b(?!\s+(?:scolastic|educativ|accademic|sportiv|lavorativ|termic))"
PERIODS = {"semestre": 6, "biennio": 24, "triennio": 36, "quadriennio": 48, "quinquennio": 60}
"""months"""
ISSUED = re.compile(r"\b(?:rilasciat|emess|acquisit|richiest|ottenut|del\b|in\s+data)", re.IGNORECASE)
PAST = re.compile(
    r"\b(?:pervenut|ricevut|trasmess|acquisit|approvat|rilasciat|sottoscritt|presentat[oa]\s+(?:il|in)|assunt[oa]|registrat|vist[oa]\s+(?:l[ao']|il))\w*[^.;\n]{0,60}$|\b(?:deliberazione|delibera|decreto|verbale|determinazione)\b[^.;\n]{0,70}\b(?:del|in\s+data)\s*$",
    re.IGNORECASE,
)
OFFERS = re.compile(
    r"\b(?:offert[ae]|preventiv[oi]|manifestazion[ei]|domand[ae]|istanz[ae]|candidatur[ae]|plic[oh]|scadenza|presentazione|pervenire|caricat|trasmess)\w*",
    re.IGNORECASE,
)
QUESTIONS = re.compile(
    r"\b(?:chiarimenti|quesiti|richieste\s+di\s+informazion\w+|sopralluogh?[oi]?)\b", re.IGNORECASE
)
OPENING = re.compile(
    r"\b(?:apertura|prima\s+seduta|seduta\s+(?:pubblica|telematica|virtuale)|sedut[ae])\b", re.IGNORECASE
)


def _impossible(act: Act) -> Iterator[Found]:
    for each in act.no_days:
        yield Found(
            each.start, each.end, f"La data «{each.text}» non esiste nel calendario.", "Correggere la data."
        )


def _weekday(act: Act) -> Iterator[Found]:
    for day in act.days:
        said = WEEKDAY.search(act.text, max(0, day.start - 30), day.start)
        if said and WEEKDAYS[day.value.weekday()][:3] != said[1].lower()[:3]:
            right = WEEKDAYS[day.value.weekday()]
            message = f"Il {day.value:%d/%m/%Y} è {right}, non {said[1].lower()}."
            yield Found(said.start(1), day.end, message, "Verificare se è sbagliato il giorno o la data.")


def _durc(act: Act) -> Iterator[Found]:
    if not act.made:
        return
    for day in act.days:
        if day.role != "durc":
            continue
        ends = _expiry(act, day)
        if ends and ends < act.day:
            message = f"DURC scaduto il {ends:%d/%m/%Y}: l'atto è del {act.day:%d/%m/%Y}."
            yield Found(day.start, day.end, message, "Acquisire un nuovo DURC prima di firmare l'atto.")


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


def _order(act: Act) -> Iterator[Found]:
    """Past facts later than the act; deadlines earlier than it."""
    if not act.made:
        return
    for day in act.days:
        before = act.text[max(0, day.start - 110) : day.start]
        if day.role in ("norma", "durc") or day is act.made:
            continue
        if (
            day.role == "scadenza"
            and day.value < act.day
            and OFFERS.search(act.sentence(day.start, day.end))
            and not re.search(
                r"\b(?:scadut|era|erano|entro\s+il\s+termine|pervenut)\w*", act.sentence(day.start, day.end)
            )
        ):
            yield Found(
                day.start,
                day.end,
                f"Il termine {day.value:%d/%m/%Y} precede la data dell'atto ({act.day:%d/%m/%Y}).",
                "Correggere il termine.",
            )
        elif day.role != "scadenza" and day.value > act.day and PAST.search(before):
            yield Found(
                day.start,
                day.end,
                f"Fatto datato {day.value:%d/%m/%Y}, dopo l'atto ({act.day:%d/%m/%Y}).",
                "Verificare la data.",
            )


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


def _terms(act: Act) -> Iterator[Found]:
    """Questions end before the offers do; the opening comes after them."""
    offers = [day for day in act.days if day.role == "scadenza" and _about(act, day) == "offerte"]
    if not offers:
        return
    last = max(each.value for each in offers[:1])
    for day in act.days:
        about = _about(act, day)
        if about == "chiarimenti" and day.value > last:
            yield Found(
                day.start,
                day.end,
                f"I chiarimenti si chiudono il {day.value:%d/%m/%Y}, dopo le offerte ({last:%d/%m/%Y}).",
                "Anticipare il termine dei chiarimenti.",
            )
        elif about == "apertura" and day.value < last:
            yield Found(
                day.start,
                day.end,
                f"La seduta del {day.value:%d/%m/%Y} precede la scadenza delle offerte ({last:%d/%m/%Y}).",
                "Posticipare la seduta.",
            )


def _about(act: Act, day: Day) -> str:
    one, other = act.flat.sentence(day.start, day.end)
    before = act.text[max(one, day.start - 160) : day.start]
    labels = [
        (match.end(), name)
        for name, pattern in (("chiarimenti", QUESTIONS), ("apertura", OPENING), ("offerte", OFFERS))
        for match in pattern.finditer(before)
    ]
    if re.search(QUESTIONS, act.text[one:other]) and not re.search(OPENING, before):
        return "chiarimenti"
    return max(labels)[1] if labels else ""


SPAN = re.compile(rf"(?:{COUNT}\b[^.;\n]{{0,60}}?)?$", re.IGNORECASE)
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


CALENDAR = (
    counted("durata_ripetuta", WHY_SPAN, _repeated),
    counted("durata_nominata", WHY_SPAN, _named_periods),
    counted("data_inesistente", WHY_DAY, _impossible),
    counted("giorno_settimana", WHY_DAY, _weekday),
    counted("durc_scaduto", WHY_DURC, _durc, article="D.M. 30 gennaio 2015"),
    counted("ordine_date", WHY_ORDER, _order),
    counted("visto_prima", WHY_ORDER, _visto, "avviso", "art. 183, comma 7, D.Lgs. 267/2000"),
    counted("termini_gara", WHY_ORDER, _terms),
    counted("durata", WHY_SPAN, _spans),
    counted("durata_da_inizio", WHY_SPAN, _from_start),
)
