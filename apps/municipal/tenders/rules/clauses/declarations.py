"""What firms declare and how long a ban lasts: suspensions, former officers, places asked in a list."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import FORMER_OFFICER_MONTHS, SUSPENSION_MONTHS
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.requirements import FREELY
from apps.municipal.tenders.rules.clauses.statements import small, words
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

SUSPENSION = words(
    r"\b(?:sospension\w+|sospes\w+|sospend\w+|esclusion\w+|interdi\w+)\b[^.;]{0,60}?\bper\s+(?:un\s+(?:periodo|tempo)\s+(?:\w+\s+){0,3}?)?(?:al\s+massimo\s+)?$"
)
FROM_AWARDS = words(r"\b(?:partecipazion\w+|procedur\w+|affidament\w+|gare?\b)")
FORMER = words(
    r"\b16-?\s?ter\b|\bpantouflage\b|\b(?:ex|già)\s+dipendent\w+[^.;]{0,120}?\b(?:poteri\s+(?:autoritativi|negoziali)|cessat\w+)|\bpoteri\s+(?:autoritativi|negoziali)\b"
)
AFTER_SERVICE = words(
    r"\b(?:cessat\w+|cessazion\w+|pensionament\w+|triennio|conclusion\w+\s+del\s+rapporto|successiv\w+|precedent\w+|ultim[io]|da\s+(?:meno|non\s+più|almeno)|negli|nei|entro)\b"
)
PERIODS = {"anno": 12, "biennio": 24, "semestre": 6, "quadriennio": 48, "quinquennio": 60}
PERIOD = words(
    r"\b(?:nell'(?:ultimo\s+)?|nel\s+(?:primo\s+|solo\s+)?|un\s+solo\s+)(?P<name>anno|biennio|semestre|quadriennio|quinquennio)\b"
)
"""a time by its name: «nell'anno successivo»"""


def _suspension(standing: Standing) -> Iterator[Found]:
    """How long a suspension lasts."""
    text, (least, most) = standing.act.text, SUSPENSION_MONTHS.value
    for quantity in find_quantities(text, "mesi"):
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        ahead = SUSPENSION.search(text, max(one, quantity.start - 130), quantity.start)
        if (
            ahead
            and not least <= quantity.value <= most
            and FROM_AWARDS.search(text, ahead.start(), min(other, quantity.end + 90))
            and not re.search(r"lavori|esecuzione|servizio\s+è", text[ahead.start() : quantity.start], re.I)
        ):
            message = (
                f"Sospensione dalle procedure per {shown(quantity.value)} mesi: va da uno a dodici mesi."
            )
            yield Found(
                quantity.start,
                quantity.end,
                message,
                "Sospensione da uno a dodici mesi dalle procedure della stazione appaltante (art. 52, comma 2, del D.Lgs. 36/2023).",
            )


def _former(standing: Standing) -> Iterator[Found]:
    """How long the ban on former officers lasts, in a figure or by the name of the time."""
    text, right = standing.act.text, FORMER_OFFICER_MONTHS.value
    if not any(word in small(text) for word in ("poteri", "pantouflage", "16-ter", "16 ter", "dipendent")):
        return
    if not FORMER.search(text):
        return
    spans = [(each.value, each.start, each.end) for each in find_quantities(text, "mesi")]
    spans += [
        (Decimal(PERIODS[match["name"].lower()]), match.start(), match.end()) for match in scan(PERIOD, text)
    ]
    for months, start, end in spans:
        one, other = sentence_of(standing.act.flat, start, end)
        former = FORMER.search(text, max(one, start - 260), min(other, end + 90))
        is_after = AFTER_SERVICE.search(text, one, min(other, end + 40))
        if former and months != right and is_after:
            message = (
                f"Divieto per gli ex dipendenti di {shown(months)} mesi: dura tre anni dalla cessazione."
            )
            yield Found(start, end, message, FORMER_WORDING)


FORMER_WORDING = "Di non aver assunto né incaricato ex dipendenti dell'ente che negli ultimi tre anni di servizio hanno esercitato poteri autoritativi o negoziali, cessati da meno di tre anni (art. 53, comma 16-ter, del D.Lgs. 165/2001)."
WHO = re.compile(
    r"^[^\n]{0,60}\b(?:chi\s+può|possono\s+(?:\w+\s+)?(?:candid|partecip|present|concorr)\w+|sono\s+ammess\w|requisit\w+|riservat\w+\s+a)\b[^\n]{0,70}:[^\S\n]*\n(?P<items>(?:[^\S\n]*(?:[-–—•*]|\(?[a-z0-9]{1,2}[.)])[^\S\n][^\n]{1,240}(?:\n|$)){1,12})",
    re.IGNORECASE | re.MULTILINE,
)
"""a list of who may take part"""
SEATED = words(
    r"\b(?:con|aventi|avere|aver|abbiano)\s+(?:la\s+)?(?:propria\s+)?sede\s+(?:\w+\s+){0,3}?(?:nel\s+(?:territorio|Comune|capoluogo|raggio)|in\s+(?:provincia|Lombardia)|nella\s+(?:provincia|regione)|entro)[^\n;.]{0,60}"
)
LATER = words(r"\b(?:si\s+impegn\w+|impegno|aggiudicazion\w+|avvio|stipul\w+)\b")


def _seats(standing: Standing) -> Iterator[Found]:
    """«Chi può candidarsi: - imprese con sede nel territorio del Comune»."""
    text = standing.act.text
    for listed in scan(WHO, text):
        for match in SEATED.finditer(text, listed.start("items"), listed.end("items")):
            item = text[text.rfind("\n", 0, match.start()) + 1 : match.end()]
            if not LATER.search(item):
                message = "Una sede in un certo luogo, chiesta per partecipare, restringe la concorrenza senza base nel Codice."
                yield Found(match.start(), match.end(), message, FREELY)


DECLARATIONS = (
    clause(
        "termini_divieti",
        "art. 52 c. 2",
        "Una sospensione dura quanto la legge dice.",
        _suspension,
        "alta",
    ),
    clause(
        "ex_dipendenti",
        "art. 53 c. 16-ter D.Lgs. 165/2001",
        "Chi ha deciso per l'ente non passa subito a chi ne ha avuto i contratti.",
        _former,
        "media",
    ),
    of_tender(
        clause(
            "requisiti_sede",
            "art. 10 c. 3; art. 100",
            "I requisiti di luogo restringono la concorrenza.",
            _seats,
            "alta",
        ),
    ),
)
