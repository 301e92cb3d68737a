"""How long the checks at the end of a contract may take."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import REGULAR_EXECUTION_MONTHS, VERIFICATION_MONTHS
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.execution import TIMES, with_word
from apps.municipal.tenders.rules.clauses.rows import TERM, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.statements import words
from apps.municipal.tenders.rules.quantities import Quantity, find_quantities, labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

REGULAR = re.compile(r"certificat\w+\s+di\s+regolare|C\.?R\.?E\b|regolare\s+esecuzione", re.IGNORECASE)
NAMED = re.compile(r"regolare\s+esecuzione[^.;\n]{0,80}$", re.IGNORECASE)
FROM_THE_END = re.compile(
    r"\s(?:\w+\s){0,2}?dall'ultimazione|\sdalla\s+(?:fine|conclusione|data\s+di\s+ultimazione)", re.IGNORECASE
)
BY_THEN = re.compile(r"\b(?:entro|non\s+oltre|termine|dopo)\b[^.;\n]{0,25}$", re.IGNORECASE)
LONG = Decimal("0.1")
"""of a month, that ninety-two days may be more than three"""


def _certificate(standing: Standing) -> Iterator[Found]:
    if standing.is_above is not False:
        return
    text = standing.act.text
    for quantity in _of_certificate(text):
        months = quantity.value if quantity.unit == "mesi" else quantity.value / 30
        by_then = BY_THEN.search(text, max(0, quantity.start - 45), quantity.start)
        if months > REGULAR_EXECUTION_MONTHS.value + LONG and by_then:
            message = f"Certificato di regolare esecuzione entro {shown(quantity.value)} {quantity.unit}: il termine è di {REGULAR_EXECUTION_MONTHS.value} mesi dall'ultimazione."
            suggestion = "Il certificato di regolare esecuzione è emesso entro tre mesi dall'ultimazione delle prestazioni (art. 50, comma 7, del D.Lgs. 36/2023)."
            yield Found(*with_word(text, quantity.start, quantity.end), message, suggestion)


def _of_certificate(text: str) -> Iterator[Quantity]:
    """The terms of the certificate: by the nearest label, or because they run from the end of the performance."""
    for found in labelled(text, TIMES, "certificato", "giorni", "mesi"):
        if REGULAR.match(text, found.since):
            yield found.quantity
    for quantity in find_quantities(text, "giorni", "mesi"):
        tied = FROM_THE_END.match(text, quantity.end)
        if tied and NAMED.search(text, max(0, quantity.start - 110), quantity.start):
            yield quantity


CHECK = words(r"\bverific\w+\s+(?:\w+\s+)?di\s+conformità|\bcollaud\w+")
LATE = words(r"\b(?:entro|non\s+oltre|più\s+tardi|termine|dopo|nel\s+termine|fatt[ao]|a)\b[^.;\n]{0,30}$")


def _verification(standing: Standing) -> Iterator[Found]:
    """The final check later than six months from the end of the performance (a year for complex works)."""
    text = standing.act.text
    for quantity in find_quantities(text, "mesi", "giorni") if CHECK.search(text) else ():
        months = quantity.value if quantity.unit == "mesi" else quantity.value / 30
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        label = list(CHECK.finditer(text, max(one, quantity.start - 130), quantity.start))
        near = text[label[-1].start() if label else quantity.start : min(other, quantity.end + 60)]
        if (
            not label
            or months <= VERIFICATION_MONTHS.value + Decimal("0.1")
            or not LATE.search(text, one, quantity.start)
        ):
            continue
        if re.search(r"compless|garanzi|difett|pagament|conserv|provvisori|definitiv", near, re.I):
            continue
        message = f"Verifica finale entro {shown(quantity.value)} {quantity.unit}: il termine è di {VERIFICATION_MONTHS.value} mesi dall'ultimazione."
        yield Found(
            quantity.start,
            quantity.end,
            message,
            "La verifica di conformità è conclusa entro sei mesi dall'ultimazione delle prestazioni (art. 116, comma 2, del D.Lgs. 36/2023).",
        )


CHECK_ROW = Row(
    rf"{TERM}(?:emissione\s(?:del\scertificato\sdi\s|della\s))?verifica\s(?:finale\s)?di\sconformità(?:\sfinale)?",
    "mesi",
    within(0, VERIFICATION_MONTHS.value),
    f"Verifica finale entro {{}} mesi: il termine è di {VERIFICATION_MONTHS.value} mesi dall'ultimazione.",
    "La verifica di conformità è conclusa entro sei mesi dall'ultimazione delle prestazioni (art. 116, comma 2, del D.Lgs. 36/2023).",
)
CERTIFICATES = (
    clause(
        "regolare_esecuzione",
        "art. 50 c. 7",
        "Sotto soglia il certificato di regolare esecuzione è emesso entro tre mesi dall'ultimazione.",
        _certificate,
        "verificata",
    ),
    clause(
        "verifica_conformita",
        "art. 116 c. 2",
        "La verifica tardiva ritarda il pagamento e lo svincolo della garanzia.",
        with_rows(_verification, CHECK_ROW),
        "alta",
    ),
)
