"""Days that an act fixes: from when to when the contract lasts, until when offers, candidatures and questions arrive."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from apps.municipal.tenders.acts import Act, Day
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.lengths import WORDS, count_of
from apps.municipal.tenders.rules.contradictions.statement import (
    FEW,
    REACH,
    Statement,
    before,
    labels,
    nearest,
)

LONG_REACH = 260
SHORTEST = 20
"""days; a period that is shorter is of publication or of a visit, not of the contract"""
THEN = re.compile(
    r"[\s,]*(?:(?:e\s+)?(?:fino\s+|sino\s+)?al(?:la\s+data\s+del)?|[-–]|a\s+tutto\s+il|e\s+(?:si\s+)?(?:termina|scade|finisce|cessa|conclude|chiude|terminerà|scadrà|finirà|cesserà|concluderà|ha\s+(?:termine|fine|scadenza))\s+(?:il)?|e\s+(?:con\s+)?(?:termine|scadenza)\s+(?:il|al)?)\s*(?:giorno\s+)?",
    re.IGNORECASE,
)
NOT_CONTRACT = re.compile(
    r"\b(?:pubblica\w+|preceden\w+|uscente|offert\w+|candidatur\w+|manifestazion\w+|incaric\w+\s+(?:dirigenzial\w+|conferit\w+)|polizz\w+|esercizio|bilancio|ultim[oi](?!\s+giorno)|in\s+corso|in\s+scadenza|scaduto\s+(?:il|al)|soglia|rinnov\w+|prorog\w+|D\.?U\.?R\.?C|sogli[ae]|iscritt\w+|vigor\w+|sorteggi\w+|sopralluog\w+|visit\w+|chius\w+|non\s+si\s+lavora|sospes\w+|ferie|vacanz\w+|esclus[oai]|programma\w*|(?:anno\s+(?:scolastico|educativo)|lezioni)\s+(?:(?:ha|hanno|avrà|avranno)\s+)?(?:iniz|cominc|termin|fin)\w+|durata\s+della\s+(?:garanzia|polizza))\b",
    re.IGNORECASE,
)
LATER = re.compile(r"\b(?:second|terz|success|ulterior)\w+\s+sedut[ae]\b", re.IGNORECASE)
NEXT_SESSION = "seduta successiva"
OUTGOING = re.compile(r"\bscad(?:e|rà)\s+(?:il|al)\b", re.IGNORECASE)
FAR_AHEAD = 180
"""days after an act, from which on what «scade» is the contract that it is about, not the one before"""
DEADLINES = labels(
    (
        "chiarimenti",
        r"\bchiariment\w+|\bquesit\w+|\brichieste\s+di\s+informazioni|\bFAQ\b|\binformazioni\s+complementari|\bdelucidaz\w+|\bdomande\s+(?:de(?:gli|i)\s+(?:invitati|concorrenti)|sul|scritte)",
    ),
    ("sopralluogo", r"\bsopralluog\w+|\bvisita\b"),
    (
        "seduta",
        r"\bsedut[ae]\b|\boperazioni\s+di\s+gara\b|\b(?:apertura|esame)\s+(?:de(?:lle|i|gli)\s+)?(?:offerte|bust[ae]|plichi)\b|\bapertura\b(?!\s+(?:al\s+pubblico|straordinari))|\boffert[ae]\b(?:\s+\w+){0,4}\s+apert[ae]\b|\bbust[ae]\b[^.;]{0,40}\bap(?:r|ert)\w+|\bapri(?:remo|rà|ranno)\b|\bapr(?:e|ono)\s+le\s+(?:offerte|buste)\b|\baprono\s+le\s+buste|\bscrutin\w+|\bseggio\b[^.;]{0,40}\bbuste\b",
    ),
    ("sorteggio", r"\bsorteggi\w+|\bestrazione\b"),
    (
        "candidature",
        r"\bcandidatur\w+|\bmanifestazion[ei]\b|\bmanifestare\s+(?:il\s+)?(?:proprio\s+)?interesse|\bistanz[ae]\b|\bdomand[ae]\s+di\s+partecipazione|\badesion[ei]\b",
    ),
    (
        "offerte",
        r"\boffert[ae]\b|\bpreventiv[oi]\b|\bquotazion[ei]\b|\bplic(?:o|hi)\b|\b(?:portale|piattaforma|sistema)\s+(?:si\s+)?chiud\w+",
    ),
    (
        "altro",
        r"\bavvi[oa]\w*|\bdecorr\w+|\bconsegn\w+|\bpubblicat\w+|\bdurata\b|\bdetermin\w+|\bdeliber\w+|\bgaranzi\w+|\bimpugn\w+|\bpagament\w+",
    ),
)
ARRIVED = re.compile(
    r"[^.;\n]{0,40}\b(?:pervenut|arrivat|presentat|ricevut)\w+[^.;\n]{0,30}\b(?:offert|preventiv)\w+",
    re.IGNORECASE,
)
TERM_AFTER = re.compile(
    r"[^.;\n]{0,25}\b(?:il|quale|come|è)\s+(?:il\s+)?termine\s+(?:\w+\s+){0,2}(?:per|di|entro)\b[^.;\n]{0,60}",
    re.IGNORECASE,
)
"""«fissare alle ore 12 del 15 maggio il termine per la ricezione delle offerte»"""
CANDIDATES = re.compile(
    r"\bcandidatur\w+|\bmanifest\w+|\bindagine\s+di\s+mercato|\bistanz\w+|\badesion\w+|\bdomand[ae]\s+di\s+(?:partecipazione|invito)",
    re.IGNORECASE,
)
UNTIL = re.compile(
    r"\b(?:entro|dopo|non\s+oltre|scad(?:e|ono|enz[ae]|rà|ranno)|chiud(?:e|ono|erà)|limite\s+(?:ultimo|massimo)|termin[ei]|[fs]ino\s+al(?:le|l')?|più\s+tardi|per\s+le\s+(?:ore\s+)?\d{1,2}|accett\w+|pervenire|ricezione|presentazione)\b",
    re.IGNORECASE,
)
BOOKING = re.compile(r"\bprenot\w+|\brichie\w+|\bchied\w+|\bdomandat\w+", re.IGNORECASE)
"""of a visit, which is made later"""
MEETING = re.compile(
    r"\b(?:ten(?:uta|ersi|gono)|tien[ei]|terr(?:à|anno)|ap(?:r|ert)\w+|luogo|svolg\w+|fissat[ao]|riuni\w+|convocat[ao]|(?:in)?comincia\w*|proced\w+|inizi[oa]\w*|previst[ao]|avverrà|avr(?:à|anno)|alle|ore|(?:luned|marted|mercoled|gioved|venerd)(?:ì|i'?)|seduta\s*:|il(?:\s+giorno)?\s*$)\b|[:|]\s*$",
    re.IGNORECASE,
)
"""when a session takes place, which is no term"""
HOUR = re.compile(
    rf"(?:\b(?:ore|h\.?|(?:entro|oltre)\s+le|[ad]elle|alle)|\|(?=\s?\d{{1,2}}[.:]\d{{2}}\b))\s*(?:(?P<hour>\d{{1,2}})(?:\s?[.:,]\s?(?P<minute>\d{{2}}))?(?!\d)|(?P<word>{WORDS}{{1,2}})\b)(?P<half>\s+e\s+(?:mezz[ao]|trenta))?(?P<part>\s+(?:anti|post?|po)meridiane|\s+di\s+(?:sera|mattina|pomeriggio))?(?!\s*(?:giorn|gg\b|mes[ei]|or[ae]\s|offert|imprese|ditt))",
    re.IGNORECASE,
)
NOON, LAST_HOUR = 12, 24
AFTERNOON = re.compile(r"\bpo|\bsera", re.IGNORECASE)


def periods(act: Act) -> Iterator[tuple[Day, Day]]:
    """Pairs of days that begin and end something long."""
    for first, last in pairwise(act.days):
        between = act.text[first.end : last.start]
        if (
            THEN.fullmatch(between)
            and (last.value - first.value).days >= SHORTEST
            and not _of_another(act, first)
        ):
            yield first, last


def _of_another(act: Act, first: Day) -> bool:
    return bool(NOT_CONTRACT.search(before(act.text, first.start)[-130:].rpartition(";")[2]))


SINGLE_START = re.compile(
    r"\b(?:decorr\w+|comincia|comincerà|inizia(?:no)?|inizier(?:à|anno)|parte|partirà|avviat[oai]|a\s+partire|avvio|inizio|consegna\s+(?:è\s+)?(?:prevista|fissata))(?:\s+(?:del(?:la|lo|le)?|dei|degli|dell')\s?\w+){0,2}\s*(?:(?:è|e'|sarà)\s+)?(?:previst\w|fissat\w|stabilit\w)?\s*(?:dal|il|al|per\s+il|a\s+far\s+data\s+dal|[:|])?\s*(?:giorno\s+)?$"
    r"|\b(?:durata|dur[aei]|durerà|durano)\b[^.;]{0,50}?\b(?:mesi|ann[oi]|giorni|trienni\w*|bienni\w*)\s*,?\s*dal\s*$",
    re.IGNORECASE,
)
SINGLE_END = re.compile(
    r"\b(?:[fs]ino\s+all?'?|(?:con\s+)?(?:scadenza|fine|termine)(?:\s+contrattuale)?(?:\s+(?:del(?:la|lo|le)?|dei|degli|dell')\s?\w+){0,2}\s*(?:(?:è|e'|sarà)\s+)?(?:previst\w|fissat\w|stabilit\w)?\s*(?:all?'?|per\s+il|il|[:|])?|termin(?:a|ano|erà|eranno)\s*(?:il|:)?|(?:si\s+)?(?:cess(?:a|ano|erà)|conclud(?:e|ono|erà)|finisc(?:e|ono)|finirà|chiude|spira(?:no)?|scad(?:e|ono|rà|ranno))(?:\s+di\s+diritto)?\s+(?:il|al)|ultimo\s+giorno(?:\s+(?:di|del(?:la|l')?)\s?\w+)?\s*(?:(?:è|sarà)\s+il|:)|ultimazione\s*(?:il|:|entro\s+il)?)\s*(?:giorno\s+)?$",
    re.IGNORECASE,
)
LASTING = re.compile(
    r"\bdurat[ae]\b|\bultimo\s+giorno\b|\bperiodo\s+contrattuale|\bsi\s+protra\w+|\b(?:avvio|inizio|termine|scadenza|fine)\s+(?:del(?:la|le)?|dei|delle|dell')\s?(?:servizi|prestazion|appalt|contratt|fornitur|lavor|affidament|attività|concession|incaric|gestion)\w*|\bscadenza\s+contrattuale|\bdata\s+di\s+(?:inizio|fine|avvio|decorrenza|termine|cessazione)\b|\beffetti\b|\bdur[ai]\b|\bmesi\b|\bann[oi]\b|\bdurano\b|\bdecorr\w+|\b(?:appalto|servizio|contratto|lavori|fornitura|affidamento|prestazioni|concessione|gestione)\s+(?:si\s+)?(?:ha|avrà|hanno|va|andrà|inizi\w*|cominc\w*|part\w+|termin\w+|decorr\w+|cess\w+|scad\w+|conclud\w+|prend\w+)\b",
    re.IGNORECASE,
)


START_AFTER = re.compile(
    r"\s*,?\s*(?:giorno|data)\s+(?:in\s+cui|dalla?\s+quale?|da\s+cui|di)\s+(?:(?:ha|avrà)\s+inizio|inizi\w*|decorr\w+|avvi\w*|partenza|parte|comincia\w*)",
    re.IGNORECASE,
)
END_AFTER = re.compile(
    r"\s*,?\s*(?:giorno|data)\s+(?:in\s+cui|di)\s+(?:(?:ha|avrà)\s+(?:fine|termine)|cess\w+|termin\w+|finisc\w+|scad\w+|conclu\w+)",
    re.IGNORECASE,
)


def _alone(act: Act, pattern: re.Pattern[str]) -> Iterator[Statement]:
    """Days that begin or end the contract without the other one beside."""
    paired = {day.start for pair in periods(act) for day in pair}
    for day in act.days:
        lead = _lead(act.text, day.start)
        if (
            day.start not in paired
            and pattern.search(lead)
            and LASTING.search(lead)
            and not NOT_CONTRACT.search(lead)
            and (not OUTGOING.search(lead) or _is_far_ahead(act, day))
        ):
            yield Statement(day.value, day.start, day.end)


def _is_far_ahead(act: Act, day: Day) -> bool:
    return act.made is None or (day.value - act.made.value).days > FAR_AHEAD


def _said_after(act: Act, pattern: re.Pattern[str]) -> Iterator[Statement]:
    for day in act.days:
        if pattern.match(act.text, day.end) and not NOT_CONTRACT.search(_lead(act.text, day.start)):
            yield Statement(day.value, day.start, day.end)


def starts(act: Act) -> Iterator[Statement]:
    """The first day of the contract."""
    for first, _ in periods(act):
        yield Statement(first.value, first.start, first.end, weight=2)
    yield from _alone(act, SINGLE_START)
    yield from _said_after(act, START_AFTER)


def ends(act: Act) -> Iterator[Statement]:
    """The last day of the contract."""
    for _, last in periods(act):
        yield Statement(last.value, last.start, last.end, weight=2)
    yield from _alone(act, SINGLE_END)
    yield from _said_after(act, END_AFTER)


def _lead(text: str, start: int, reach: int = REACH) -> str:
    """The sentence that leads to a day, with the title above it when it is hardly a sentence."""
    lead = before(text, start, reach)
    return lead if len(lead) > FEW else f"{heading(text, start - len(lead))} {lead}"


def role_of(text: str, start: int) -> str:
    """Of what the day that begins at `start` is the term; empty when nothing says so."""
    lead = _lead(text, start, LONG_REACH)
    role = nearest(DEADLINES, lead)
    if role == "seduta" and LATER.search(lead):
        return NEXT_SESSION
    return "" if role == "altro" else role


def days_with_a_role(act: Act) -> Iterator[tuple[str, Day]]:
    for day in act.days:
        if day.role in ("norma", "durc") or (act.made and day.value == act.made.value):
            continue
        lead = _lead(act.text, day.start, LONG_REACH)
        role = nearest(DEADLINES, lead)
        if (after := TERM_AFTER.match(act.text, day.end)) and role in ("", "altro"):
            role, lead = nearest(DEADLINES, after[0]), f"{lead} {after[0]}"
        if not role and ARRIVED.match(act.text[day.end : day.end + 90]):
            role = "offerte"
        if not role and act.kind in ("lettera_invito", "disciplinare", "avviso") and HOUR.search(lead[-70:]):
            role = "candidature" if act.kind == "avviso" else "offerte"
        if act.kind == "avviso" and (role == "chiarimenti" or (role == "offerte" and not _is_tender(act))):
            continue
        if role == "sopralluogo" and BOOKING.search(lead[-70:]):
            role = "prenotazione del sopralluogo"
        if role == "seduta" and LATER.search(lead):
            role = NEXT_SESSION
        is_meeting = role in ("seduta", NEXT_SESSION, "sorteggio") and MEETING.search(lead)
        if is_meeting or (role not in ("", "altro") and UNTIL.search(lead)):
            yield role, day


def _is_tender(act: Act) -> bool:
    """Whether a notice asks for offers, not for candidatures."""
    return not CANDIDATES.search(act.text)


def deadlines(act: Act) -> Iterator[Statement]:
    """Until which day offers, candidatures and questions are taken."""
    for role, day in days_with_a_role(act):
        yield Statement(day.value, day.start, day.end, key=role)


def hours(act: Act) -> Iterator[Statement]:
    """Until which hour of that day: the hour beside it, which is of no other day."""
    ends = sorted([0, *(day.end for day in act.days)])
    for role, day in days_with_a_role(act):
        least = ends[bisect_right(ends, day.start) - 1]
        lead = re.split(r";|\.\s(?=[A-Z])", act.text[max(least, day.start - 60) : day.start])[-1]
        rest = act.text[day.end : day.end + 40]
        found = [*HOUR.finditer(lead)][-1:] or [*HOUR.finditer(rest)][:1]
        at = day.start - len(lead) if found and HOUR.search(lead) else day.end
        for match in found:
            hour = int(match["hour"]) if match["hour"] else count_of(match["word"])
            if hour and hour <= LAST_HOUR:
                later = NOON if hour < NOON and AFTERNOON.search(match["part"] or "") else 0
                value = hour + later, int(match["minute"] or (30 if match["half"] else 0))
                yield Statement(value, at + match.start(), at + match.end(), key=role)
