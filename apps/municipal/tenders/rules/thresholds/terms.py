"""How long an open procedure and a survey of the market leave to answer: days stated, and the days between the act and its deadline."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Day
from apps.municipal.tenders.law import (
    OPEN_OFFER_DAYS,
    SURVEY_DAYS,
    URGENT_OFFER_DAYS,
    URGENT_SURVEY_DAYS,
)
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import TOP, Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import sentence_of, wording

OPEN = re.compile(r"\bprocedura\s+aperta\b", re.IGNORECASE)
ANSWER = r"(?:offert[ae]|domand[ae]\s+di\s+partecipazione|candidatur[ae]|manifestazion\w\s+d[i']\s?interesse|istanz[ae]|candida(?:rsi|tur\w+|ti)|(?:operator\w|impres[ae]|ditt[ae]|soggett[oi]|chi\s+(?:è|fosse|sia))\s+(?:economic\w\s+)?interessat\w|adesion\w)"
GIVEN = r"(?:present\w+|ricezion\w+|ricevi\w+|ricevut\w|invi\w+|trasm\w+|perven\w+|caric\w+|consegn\w+|arriv\w+|partecip\w+|depositat\w|scriv\w+|spedi\w+|scad\w+|termin\w+|entro)"
FOR_ANSWERS = wording(rf"\b(?:{ANSWER}\b~{{0,120}}?\b{GIVEN}|{GIVEN}\b~{{0,90}}?\b{ANSWER})\b")
OTHER = re.compile(
    r"\b(?:chiariment\w+|quesit\w+|domande\s+(?:scritte|e\s+risposte|d[i']\s?chiar\w+|sul|si\s+pong\w+|tecnic\w+)|rispost\w+|soprall\w+|sedut\w+|apertur\w+|vincol\w+|valid\w+|impegnativ\w+|irrevocabil\w+|anomal\w+|giustific\w+|integra\w+|soccorso|campion\w+"
    r"|aggiudica\w+|stipul\w+|garanzi\w+|second\w+|verbal\w+|esit\w+|ricors\w+|pagament\w+|prima\s+(?:della|del|dello)|successiv\w+|dopo|sospen\w+|prorog\w+|riapertur\w+|rettific\w+|differit\w+)\b",
    re.IGNORECASE,
)
SHORTENED = re.compile(
    r"\burgen\w+|\bpreinformazion\w+|\bpre-informazion\w+|\bavviso\s+periodico", re.IGNORECASE
)
NOT_SHORTENED = re.compile(
    r"\b(?:non|né|senza|nessun\w*|alcun\w*|assenza|mancan\w+)\b[^.;:\n]{0,45}$", re.IGNORECASE
)
"""before an urgency, or an earlier notice, that there is not"""
SINCE = re.compile(r"\bda(?:\s+(?:almeno|oltre|più\s+di|non\s+più\s+di))?\s*$", re.IGNORECASE)
"""of what lasts since so many days"""
OF_OFFERS = wording(
    r"\btermine\s+(?:(?:minimo|ultimo)\s+)?(?:(?:per|di)\s+(?:la\s+|le\s+|il\s+)?)?(?:(?:ricezion|presentazion)\w+\s+(?:delle\s+)?|ricevimento\s+(?:delle\s+)?)?offerte\b"
)
DUE = ("scadenza", "fine", "")
FROM_NOTICE = wording(
    r"\b(?:pubblicazion\w+|trasmission\w+|invio|spedizion\w+|bando|decorr\w+|data\s+odierna|dal\s+presente)\b"
)


def _open_terms(standing: Standing) -> Iterator[Found]:
    """Fewer days for offers than an open procedure gives."""
    text = standing.act.text
    if standing.procedure != "ordinaria" or not OPEN.search(text) or "concessione" in standing.kinds:
        return
    least = URGENT_OFFER_DAYS.value if _is_shortened(text) else OPEN_OFFER_DAYS.value
    message = f"Termine per le offerte di {{}} giorni: nella procedura aperta sono almeno {OPEN_OFFER_DAYS.value}, {URGENT_OFFER_DAYS.value} se l'urgenza è motivata."
    suggestion = f"Il termine per le offerte è di almeno {OPEN_OFFER_DAYS.value} giorni dalla trasmissione del bando (art. 71, comma 2, del D.Lgs. 36/2023)."
    for quantity in find_quantities(text, "giorni"):
        if 0 < quantity.value < least and _is_term(standing, quantity):
            yield Found(quantity.start, quantity.end, message.format(quantity.value), suggestion)
    yield from _by_days(standing, least, message, suggestion)


def _is_shortened(text: str) -> bool:
    """Whether an urgency or an earlier notice is told, not denied."""
    return any(
        not NOT_SHORTENED.search(text, max(0, found.start() - 80), found.start())
        for found in scan(SHORTENED, text)
    )


def _is_term(standing: Standing, quantity: Quantity) -> bool:
    """Whether these days run from the notice and are those for the offers."""
    sentence = standing.act.text[slice(*sentence_of(standing.act.flat, quantity.start, quantity.end))]
    if SINCE.search(standing.act.text, max(0, quantity.start - 30), quantity.start):
        return False
    if OTHER.search(sentence):
        return False
    return bool(OF_OFFERS.search(sentence) or (FOR_ANSWERS.search(sentence) and FROM_NOTICE.search(sentence)))


def _survey_terms(standing: Standing) -> Iterator[Found]:
    """A deadline for candidates sooner than a survey may end; one for a direct award has no such term."""
    text = standing.act.text
    if standing.procedure != "negoziata":
        return
    least = URGENT_SURVEY_DAYS.value if _is_shortened(text) else SURVEY_DAYS.value
    message = f"Fra l'avviso e il termine per le candidature vi sono {{}} giorni: devono essere almeno {SURVEY_DAYS.value}, {URGENT_SURVEY_DAYS.value} se l'urgenza è motivata."
    suggestion = f"L'avviso resta pubblicato, e le candidature si ricevono, per almeno {SURVEY_DAYS.value} giorni (allegato II.1)."
    yield from _by_days(standing, least, message, suggestion)


def _by_days(standing: Standing, least: int, message: str, suggestion: str) -> Iterator[Found]:
    """Deadlines less than `least` days after the act, which is published on its day or later."""
    made = standing.act.made or next((day for day in standing.act.days if _may_be_made(day)), None)
    for day in standing.act.days if made else ():
        left = (day.value - made.value).days if made else 0
        if 0 < left < least and day.role in DUE and _is_deadline(standing, day):
            yield Found(day.start, day.end, message.format(left), suggestion)


def _may_be_made(day: Day) -> bool:
    return day.start < TOP and day.role in ("", "protocollo", "atto")


def _is_deadline(standing: Standing, day: Day) -> bool:
    one, other = sentence_of(standing.act.flat, day.start, day.end)
    text = standing.act.text
    before = text[max(one, day.start - 170) : day.start]
    said = f"{before}{text[day.start : min(other, day.end + 60)]}"
    if OTHER.search(said):
        return False
    is_due = re.search(
        r"\b(?:entro|scad\w+|termine|oltre|fino|sino|ultimo)\b|[:|\t]\s*$|\bal\s*$", before, re.I
    )
    return bool(is_due and FOR_ANSWERS.search(said))


TERMS = (
    threshold(
        "termine_offerte",
        "art. 71 c. 2-3",
        "Nella procedura aperta chi concorre ha un tempo minimo per preparare l'offerta.",
        _open_terms,
    ),
    threshold(
        "termine_candidature",
        "art. 50 c. 2; allegato II.1",
        "L'avviso di indagine di mercato lascia un tempo minimo per candidarsi.",
        _survey_terms,
        frozenset({"avviso"}),
    ),
)
