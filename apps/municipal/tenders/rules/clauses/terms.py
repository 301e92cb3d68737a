"""Courts and short terms: where one appeals, days of the communications, days to explain a low offer."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import ANSWER_DAYS, AWARD_NOTICE_DAYS, EXPLANATION_DAYS
from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.fixed import MOST, Fixed, fixed
from apps.municipal.tenders.rules.clauses.rows import TERM, Row, with_rows, within
from apps.municipal.tenders.rules.clauses.statements import Statement, places, stated, words
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

REGIONS = r"(?:Piemonte|Veneto|Liguria|Emilia(?:[\s-]Romagna)?|Toscana|Lazio|Umbria|Marche|Abruzzo|Molise|Campania|Puglia|Basilicata|Calabria|Sicilia|Sardegna|Friuli|Trentino|Valle\s+d'Aosta)"
COURT = re.compile(
    rf"\b(?:T\.?\s?A\.?\s?R\b\.?|Tribunale\s+amministrativo\s+regionale)\s*(?:per\s+(?:la|il|l'|le)\s?|dell[ae']\s?|del\s+)?(?P<region>{REGIONS})\b",
    re.IGNORECASE,
)
LOMBARD = re.compile(
    r"\bLombardia\b|\b(?:provincia|città\s+metropolitana)\s+di\s+(?:Milano|Monza|Bergamo|Brescia|Cremona|Lodi|Lecco|Como|Varese|Pavia|Sondrio|Mantova)\b|\((?:MI|MB|BG|BS|CR|LO|LC|CO|VA|PV|SO|MN)\)",
    re.IGNORECASE,
)
COURT_WORDING = "Contro il presente atto è ammesso ricorso al TAR Lombardia entro 30 giorni (art. 120 del D.Lgs. 104/2010)."
JUDGES = (
    Statement(
        r"\b(?:ricors[oi]|ricorre(?:re)?|impugn\w+|opposizion\w+|gravam\w+)\b",
        r"\b(?:al|davanti\s+al|dinanzi\s+al|innanzi\s+al|avanti\s+al|all'|alla|presso\s+(?:il|la|l')|dinanzi\s+all[a']|davanti\s+all[a'])\s?(?:Tribunale\s+(?:ordinario|civile|di\s+\w+|del\s+lavoro)|giudice\s+(?:ordinario|civile|di\s+pace|del\s+lavoro)|Corte\s+(?:dei\s+conti|d'appello|di\s+appello|di\s+cassazione)|Prefett[oa]\w*|Sindaco|Giunta|Segretario\s+(?:comunale|generale)|Commissione\s+tributaria|difensore\s+civico|Consiglio\s+di\s+Stato|A\.?N\.?A\.?C\b)",
        "Gli atti delle procedure di affidamento si impugnano davanti al TAR.",
        COURT_WORDING,
        unless=r"\b(?:T\.?A\.?R\b|amministrativo\s+regionale|accesso|Garante|esecuzione\s+del\s+contratto|controversi\w+|codice\s+civile|appello|decreto|sentenz\w+|viol\w+\s+(?:dei\s+)?dati|parere|precontenzioso|tariff\w+|sanzion\w+|non\s+(?:è|può|si))\b",
        reach=110,
    ),
    Statement(
        r"\b(?:ricors[oi]|ricorrere|ricorre|impugn\w+|gravam\w+|les[oaie]\s+(?:dall|da)\w*|T\.?A\.?R\b)",
        r"\b(?:tribunale\s+(?:ordinario|civile)|giudice\s+(?:ordinario|civile|di\s+pace))",
        "Gli atti delle procedure di affidamento si impugnano davanti al TAR.",
        COURT_WORDING,
        unless=r"\b(?:accesso|contratt\w+|esecuzion\w+|esecutiv\w+|controversi\w+|lit[ei]\b|vertenz\w+|pagament\w+|codice\s+civile|sentenz\w+|decreto|registra\w+|dati|sanzion\w+|non\s+(?:è|può|si)|penal[ei]|foro|diritti\s+soggettivi)\b",
        reach=110,
        titled=True,
    ),
)

OF_TENDER = Statement(
    r"\b(?:controversi|lit[ei]\b|contenzios|vertenz)\w*[^.;]{0,50}?\b(?:procedur|gara\b|aggiudicazion|esclusion)\w*",
    r"\bgiudice\s+(?:ordinario|civile)|\btribunale\s+(?:ordinario|civile)",
    "Gli atti delle procedure di affidamento si impugnano davanti al TAR.",
    COURT_WORDING,
    unless=r"\b(?:contratt\w+|esecuzion\w+|non\s+(?:è|spett\w+|sono)|amministrativo)\b",
    reach=80,
    key=r"giudice\s+(?:ordinario|civile)|tribunale\s+(?:ordinario|civile)",
)


def _court(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in scan(COURT, text) if LOMBARD.search(text) else ():
        message = (
            f"Ricorso al TAR {match['region']}: gli atti di un ente lombardo si impugnano al TAR Lombardia."
        )
        yield Found(match.start(), match.end(), message, COURT_WORDING)
    yield from stated(*JUDGES, OF_TENDER)(standing)


LOW = Statement(
    r"\b(?:spiegazion\w+|giustificazion\w+|giustificativ\w+|chiarimenti)\b",
    r"\b(?:anomal\w+|anormalmente\s+bass\w|(?:sul\s+prezzo|sui\s+costi)\b|offert\w+\s+(?:\w+\s+)?(?:sospett|troppo\s+bass)\w*)",
    "",
    "",
    reach=220,
)
NOTICE = words(
    r"\baggiudicazion\w+\b[^.;]{0,60}?\b(?:è|sono|sarà|viene|va)\s+(?:\w+\s+){0,2}?comunicat\w\b[^.;]{0,110}$|\b(?:comunica(?:no)?|comunicherà|dà\s+(?:notizia|comunicazione)|darà\s+(?:notizia|comunicazione))\s+(?:\w+\s+){0,5}?(?:d?ell'|l')\s?(?:\w+\s+)?(?:aggiudicazion|esito)\w*[^.;]{0,90}$|\bcomunicazion\w+\s+d'ufficio\b[^.;]{0,90}$"
)
NOTIFIED = words(
    r"[^.;]{0,60}?\b(?:provvedimento\s+di\s+|l')aggiudicazion\w+\s+(?:è|viene|sarà|va)\s+comunicat\w"
)
WITHIN = words(r"\b(?:entro|termine\s+di|è\s+di|non\s+oltre|in|non\s+superior[ei]\s+ai?)\s+(?:\w+\s+){0,2}?$")


def _short_terms(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    sentences = [sentence_of(standing.act.flat, *place) for place in places(standing, LOW)]
    for quantity in find_quantities(text, "giorni"):
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        if not WITHIN.search(text, max(one, quantity.start - 40), quantity.start):
            continue
        if (one, other) in sentences and quantity.value > EXPLANATION_DAYS.value:
            message = f"Spiegazioni sull'offerta anomala entro {shown(quantity.value)} giorni: al più {EXPLANATION_DAYS.value}."
            suggestion = "Le spiegazioni sono date entro un termine non superiore a quindici giorni (art. 110, comma 2, del D.Lgs. 36/2023)."
            yield Found(quantity.start, quantity.end, message, suggestion)
        elif quantity.value > AWARD_NOTICE_DAYS.value and (
            NOTICE.search(text, max(one, quantity.start - 190), quantity.start)
            or NOTIFIED.match(text, quantity.end)
        ):
            message = f"Comunicazione dell'aggiudicazione entro {shown(quantity.value)} giorni: va data entro {AWARD_NOTICE_DAYS.value}."
            suggestion = "L'aggiudicazione è comunicata entro cinque giorni (art. 90 del D.Lgs. 36/2023)."
            yield Found(quantity.start, quantity.end, message, suggestion)


ANSWERS = Fixed(
    r"\bchiariment\w+|\bquesit\w+|\bulteriori\s+informazioni",
    r"\b(?:almeno|entro|non\s+oltre|non\s+meno\s+di)\s+(?:i\s+|il\s+)?",
    ((r"(?:giorn[oi]|gg)\b(?=\s+prima)", 1),),
    ANSWER_DAYS.value,
    MOST,
    f"Chiarimenti dati {{}} prima della scadenza: vanno dati almeno {ANSWER_DAYS.value} giorni prima.",
    "Alle richieste di chiarimenti presentate in tempo utile si risponde almeno sei giorni prima della scadenza delle offerte (art. 88, comma 3, del D.Lgs. 36/2023).",
    also=r"\b(?:rispost\w+|rispond\w+|fornit\w+|evas\w+|res[ie]|pubblicat\w+)\b",
    unless=r"\b(?:urgen\w+|dovranno\s+pervenire|devono\s+pervenire|inoltrat\w+|formulat\w+|propost\w+)\b",
)


def _answers(standing: Standing) -> Iterator[Found]:
    """A term of open procedures."""
    if standing.procedure == "ordinaria":
        yield from fixed(ANSWERS)(standing)


EXPLANATION_ROW = Row(
    rf"{TERM}(?:spiegazioni|giustificazioni|giustificativi)(?:\s(?:sul|del|dei|in\smerito)\w*['\s][\w\s']{{0,50}})?",
    "giorni",
    within(0, EXPLANATION_DAYS.value),
    f"Spiegazioni sull'offerta anomala entro {{}} giorni: al più {EXPLANATION_DAYS.value}.",
    "Le spiegazioni sono date entro un termine non superiore a quindici giorni (art. 110, comma 2, del D.Lgs. 36/2023).",
)
TERMS = (
    clause(
        "ricorso_giudice",
        "art. 120 c.p.a.",
        "Chi impugna davanti al giudice sbagliato perde il termine.",
        _court,
        "alta",
    ),
    clause(
        "termini_procedura",
        "artt. 90 e 110",
        "Comunicazioni e spiegazioni hanno termini brevi, a tutela di tutti.",
        with_rows(_short_terms, EXPLANATION_ROW),
        "alta",
    ),
    of_tender(
        clause(
            "chiarimenti",
            "art. 88 c. 3",
            "Una risposta che arriva tardi non serve a chi prepara l'offerta.",
            _answers,
            "media",
        )
    ),
)
