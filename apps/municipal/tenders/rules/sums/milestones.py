"""The steps of a procedure and their order: questions, answers, visits, offers, opening, start."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.moments import Moment, Same, moments, name

Step = Literal["risposte", "chiarimenti", "sopralluogo", "apertura", "candidature", "offerte", "prima"]
WHY = "Chi partecipa deve poter chiedere, vedere i luoghi e leggere le risposte prima di offrire; le buste si aprono dopo."
LABELS: tuple[tuple[Step, str], ...] = (
    (
        "risposte",
        r"\b(?:le|delle|alle|con)\s+rispost[ae]\b(?!\s+all'avvis)|\brispost[ae]\s+(?:ai|alle|del|scritt|in\s+forma)\w*|\brispond(?:e|erà|iamo|eremo|ono)\b|\bsarà\s+data\s+risposta|\bpubblica(?:zione|te|ti)\s+(?:delle\s+risposte|dei\s+chiarimenti)|\bchiarimenti\s+(?:\w+\s+){0,2}pubblicati",
    ),
    (
        "chiarimenti",
        r"\bchiariment[oi]\b|\bquesit[oi]\b|\bdelucidazion[ei]\b|\b(?:domande|richiest[ae])\s+(?:di|per)\s+(?:ulteriori\s+)?(?:informazion|spiegazion)\w*|\b(?:porre|formula\w+|rivolge\w+|pongono)\s+(?:\w+\s+)?domande\b(?!\s+di\s+(?:partecipa|ammiss))|\binformazioni\s+(?:complementari|si\s+(?:chied|possono\s+chied)\w+)|\bchied\w+\s+(?:\w+\s+)?informazioni\b|(?:^|\n)\W*domande\W*$",
    ),
    (
        "sopralluogo",
        r"\bsopralluogh?[oi]?\b|\bpre(?:sa|nd\w+)\s+visione\s+dei\s+luoghi|\bvisita(?:re)?\s+(?:a[il]|dei|de[gl]|gli|le|i|agli|alle|guidat|facoltativ|obbligatori)\w*\b|\b(?:una|la|alla)\s+visita\b",
    ),
    (
        "apertura",
        r"\bapertura\s+(?:si\s+ter|avverr|verr|sarà|è\s+fissata|in\s+seduta|telematica\b|:)|\bapertura\s+(?:pubblica\s+|telematica\s+)?(?:dell[ae]|dei|degli)\s+(?:\w+\s+)?(?:bust|offert|plic|preventiv|document|candidatur|domand)\w+|\bsedut[ae]\b|\b(?:seggio|commissione)\b[^.;\n\d]{0,50}?\bsi\s+riuni\w+|\b(?:proced\w+|dar\w*\s+corso)\s+all'apertura\b|\bgara\s+(?:si\s+ter|avr)\w+|\b(?:bust|offert|plic|preventiv)\w+\b[^.;\n\d]{0,60}?\b(?:si\s+apr\w+|(?:sar|verr)(?:anno|à|a')\s+(?:esaminat|apert|scaricat)\w+)|\bsi\s+apr(?:ono|iranno)\s+(?:le|i|gli)\s+(?:bust|offert|plic|preventiv)\w+|\b(?:sblocco|scarico|disigillatura)\s+delle\s+offerte",
    ),
    (
        "candidature",
        r"\bmanifesta(?:zion[ei]|re|no)\b|\bcandidar\w+|\baderi(?:re|sc\w+)\b|\bcandidatur[ae]\b|\bistanz[ae]\b|\bdomand[ae]\b(?!\s+(?:di|per)\s+(?:chiar|inform|spieg))|\badesion[ei]\b|\bsiete\s+interessat",
    ),
    (
        "offerte",
        r"\boffert[ae]\b|\bpreventiv[oi]\b|\bplic(?:o|hi)\b|\bbust[ae]\b|\bquotazion[ei]\b|\bpropost[ae]\b",
    ),
)
PATTERN = re.compile("|".join(f"(?P<{step}>{pattern})" for step, pattern in LABELS), re.IGNORECASE)
SENDING = re.compile(
    r"\btermin[ei]\b(?:\s+[a-zàèéìòù]+){0,3}?\s+(?:per\s+(?:il|l')|di)\s?(?:caricamento|deposito|invio|inserimento|inoltro)\b(?!\s+(?:di|del|dell[ae'o]|dei|degli)\b)|\btermine\s+(?:ultimo|perentorio|di\s+(?:ricezione|presentazione))\W*(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
"""a term that does not say of what: of the offers"""
OPENING = re.compile(
    r"\bsi\s+(?:procede\w*|dar(?:à|anno))\s+(?:pubblicamente\s+)?(?:all'|corso\s+all'|inizio\s+all')apertura\b|\bsi\s+(?:apr(?:ono|iranno)|riunir\w+)\b|\bavr(?:à|anno)\s+luogo\s+(?:l'apertura|la\s+(?:prima\s+)?seduta)",
    re.IGNORECASE,
)
COMPLEMENT = re.compile(
    r"\b(?:del|dell[oae]|dell'|dei|degli|delle|sul|sulle|sugli|alle|nelle|nell'|dalle)\s*$", re.IGNORECASE
)
UNTIL = re.compile(
    r"\b(?:entro|non\s+oltre|scad\w+|termin[ei]|fino|sino|pervenire|perverranno|ricezione|presentazione|invi[ao]\w*|caric\w+|quello\s+(?:per|del))\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?:pervenut|ricevut|trasmess|scadut|presentat|inviat|chiest|acquisit|caricat)\w+|\b(?:era|erano|è\s+stat|(?:ha|hanno)(?!\s+(?:luogo|inizio|facoltà|diritto|tempo))|aveva|fissava)\b",
    re.IGNORECASE,
)
VALIDITY = re.compile(
    r"\b(?:valid\w*|vincol\w+|irrevocabil\w+|ferm[ao]\b|impegna\w*|efficac\w+|garanzi\w+)\b", re.IGNORECASE
)
"""of how long an offer holds, which is no term to make one"""
DUE = re.compile(
    r"\b(?:si\s+)?rispond(?:e|erà|ono|eranno|iamo|eremo)\b|(?:\b(?:sono|viene|vengono)|(?<!\w)(?:è|e'))\s+(?:caricat|presentat|inviat|trasmess|depositat|inserit)\w\b|\b(?:dev\w*|dov\w+|va|vanno|essere|può|possono|sar(?:à|anno)|verr(?:à|anno)|invit\w+\s+a)\b",
    re.IGNORECASE,
)
WILL = re.compile(r"[^.;\n\d]{0,60}?\b(?:sar|verr)(?:à|anno|a')", re.IGNORECASE)
LATER = re.compile(r"\bofferte\b|\blettera\s+d'invito|\bgli\s+inviti\b", re.IGNORECASE)
RANGE = re.compile(
    r"\s*,?\s*(?:e|ed|o|al|all'|-|–|fino\s+al)\s*(?:il\s+|l'|giorno\s+)?(?:\w+dì'?\s+)?", re.IGNORECASE
)
HOUR = re.compile(
    r"\b(?:ore|h\.?)\s*(?P<hour>\d{1,2})(?:\s?[.:,]\s?(?P<minute>\d{2}))?(?!\d|\s*(?:giorni|/))",
    re.IGNORECASE,
)
AFTER = re.compile(rf"[\s,(]*(?:alle\s+|dalle\s+|entro\s+le\s+)?{HOUR.pattern}", re.IGNORECASE)
HEADING, REACH, TAIL = 90, 240, 60
SPECIFIC = ("risposte", "chiarimenti", "sopralluogo", "apertura")
CALLED: dict[str, str] = {
    "risposte": "Le risposte sono promesse per",
    "chiarimenti": "I chiarimenti si chiudono",
    "sopralluogo": "Il sopralluogo è fissato per",
}
TAKEN_UP = re.compile(
    r"\b(?:quell[iea]|ess[iea]|questi|queste|stess[iea]|medesim[iea]|tali|l[ie]\s+si|vanno|saranno|potranno)\b",
    re.IGNORECASE,
)
RECITING = ("determina_affidamento_diretto", "capitolato")


@dataclass(frozen=True)
class Event:
    """A step with its day; `until` when the day ends it."""

    step: Step
    moment: Moment
    until: bool
    done: bool


def events(act: Act) -> tuple[Event, ...]:
    """Every day that the act gives to a step, in order."""
    return _events(Same(act))


@lru_cache(maxsize=2)
def _events(same: Same) -> tuple[Event, ...]:
    act = same.act
    text, days = act.text, moments(act)
    found: list[Event] = []
    for at, day in enumerate(days):
        previous = days[at - 1] if at else None
        if found and previous is found[-1].moment and RANGE.fullmatch(text[previous.end : day.start]):
            found.append(Event(found[-1].step, day, found[-1].until, found[-1].done))
            continue
        since = max(previous.end if previous else 0, _clause(act, day), day.start - REACH)
        said = text[since : day.start]
        rest = re.split(r"[;,\n]|\.\s|\se\s", text[day.end : day.end + TAIL])[0]
        step = (
            _step(said)
            or _step(rest)
            or _step(_heading(text, since))
            or _opening(act, day, days[at + 1] if at + 1 < len(days) else None)
            or _sending(said)
            or _taken_up(text, since, said)
        )
        if step and day.role not in ("norma", "durc") and not VALIDITY.search(said):
            due = DUE.search(said) or (UNTIL.search(said) and WILL.match(text, day.end))
            done = bool(DONE.search(said)) and not due
            found.append(Event(step, day, bool(UNTIL.search(said)), done))
    return tuple(found)


def _taken_up(text: str, since: int, said: str) -> Step | None:
    """«I quesiti si scrivono in italiano. Saranno esaminati quelli giunti entro …»: the step of the sentence before."""
    line = max(text.rfind("\n", 0, since) + 1, since - REACH)
    return _step(text[line:since]) if TAKEN_UP.search(said) else None


def _opening(act: Act, day: Moment, then: Moment | None) -> Step | None:
    """«il 14 ottobre, alle ore 10, in sala giunta, si procederà all'apertura delle buste»."""
    end = min(
        act.flat.sentence(day.start, day.end)[1], day.end + HEADING * 2, then.start if then else len(act.text)
    )
    said = act.text[day.end : end]
    return "apertura" if OPENING.search(said) else None


def _sending(said: str) -> Step | None:
    return "offerte" if SENDING.search(said) else None


def deadline(act: Act) -> Event | None:
    """Until when offers are taken, or candidatures where the act is a notice that asks for them."""
    asked = [each for each in events(act) if each.until and not each.done]
    coming = [each for each in asked if not act.made or each.moment.value >= act.made.value]
    asked = coming or asked
    wanted = ("candidature", "offerte") if act.kind == "avviso" else ("offerte", "candidature")
    for step in wanted:
        found = [each for each in asked if each.step == step]
        if found:
            return found[0]
    return None


def _clause(act: Act, day: Moment) -> int:
    start = act.flat.sentence(day.start, day.end)[0]
    lead = act.text[max(0, start - 2) : start].rstrip()
    return act.flat.sentence(start - 2, start - 2)[0] if lead.endswith(":") and start > 2 else start


def _heading(text: str, at: int) -> str:
    """The line above, when it is short enough to be a title."""
    line = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    return text[above : line - 1] if 0 < line - above <= HEADING and at - line < TAIL else ""


def _step(said: str) -> Step | None:
    """The specific step first, then whose term it is; what is a complement («delle offerte») comes last."""
    labels = list(PATTERN.finditer(said))
    subjects = [each for each in labels if not COMPLEMENT.search(said[: each.start()])]
    for among in (subjects, labels):
        specific = [each for each in among if each.lastgroup in SPECIFIC]
        chosen = specific or among
        if chosen:
            return chosen[0].lastgroup  # type: ignore[return-value]
    return None


def _order(act: Act) -> Iterator[Found]:
    """What must come before the deadline, and what after it."""
    last = deadline(act)
    if not last:
        return
    for each in events(act):
        day = each.moment
        if each.done or not day.sure or each is last or _of_later(act, day):
            continue
        if each.step in CALLED and day.value > last.moment.value:
            message = f"{CALLED[each.step]} {name(day.value)}, dopo il termine delle offerte ({name(last.moment.value)})."
            yield Found(day.start, day.end, message, "Anticipare questo termine.")
        elif each.step == "apertura" and _before(act, day, last.moment):
            message = f"La seduta del {day.value:%d/%m/%Y} precede il termine delle offerte ({last.moment.value:%d/%m/%Y})."
            yield Found(day.start, day.end, message, "Posticipare la seduta.")


def _of_later(act: Act, day: Moment) -> bool:
    """Whether a notice speaks of the offers that will be asked for after it."""
    return act.kind == "avviso" and bool(LATER.search(act.sentence(day.start, day.end)))


def _answers(act: Act) -> Iterator[Found]:
    """Answers that are out before the questions are in."""
    found = [each for each in events(act) if not each.done and each.moment.sure]
    questions = [each for each in found if each.step == "chiarimenti" and each.until]
    answers = [each for each in found if each.step == "risposte"]
    if questions and answers:
        asked, given = questions[0].moment, answers[0].moment
        last = deadline(act)
        told = last is not None and asked.value > last.moment.value
        if given.value < asked.value and not told:
            message = f"Le risposte escono {name(given.value)}, prima che finisca il termine delle domande ({name(asked.value)})."
            yield Found(given.start, given.end, message, "Posticipare le risposte o anticipare le domande.")


def _past(act: Act) -> Iterator[Found]:
    """A step that an act announces for a day before its own."""
    if not act.made or act.kind in RECITING:
        return
    for each, then in zip_longest(events(act), events(act)[1:]):
        day = each.moment
        if then and RANGE.fullmatch(act.text[day.end : then.moment.start]):
            continue  # «fra il 6 e il 10 luglio»: told once, of the last day
        if day.value < act.made.value and day.sure and not each.done and day is not act.made:
            announced = each.step in ("sopralluogo", "apertura") or each.until
            cited = re.search(
                r"(?<!\d )(?<!\d)\b(?:del|in\s+data)\s*$|\bn\.?\s?\d+\s+del\s*$",
                act.text[max(0, day.start - 20) : day.start],
            )
            if announced and not cited and (each.step, act.kind) != ("candidature", "lettera_invito"):
                message = (
                    f"Il giorno {day.value:%d/%m/%Y} precede la data dell'atto ({act.made.value:%d/%m/%Y})."
                )
                yield Found(day.start, day.end, message, "Correggere il termine.")


def _before(act: Act, day: Moment, last: Moment) -> bool:
    """An earlier day, or the same one at an earlier hour."""
    if day.value != last.value:
        return day.value < last.value
    hours = [_hour(act.text, each) for each in (day, last)]
    return None not in hours and hours[0] < hours[1]  # type: ignore[operator]


def _hour(text: str, day: Moment) -> int | None:
    """The hour beside a day, in minutes."""
    after = AFTER.match(text, day.end)
    before = [*HOUR.finditer(text, max(0, day.start - 40), day.start)][-1:]
    found = after or (before[0] if before else None)
    return int(found["hour"]) * 60 + int(found["minute"] or 0) if found else None


MILESTONES = (
    counted("termini_gara", WHY, _order),
    counted("risposte_prima", WHY, _answers),
    counted("termine_passato", WHY, _past),
)
