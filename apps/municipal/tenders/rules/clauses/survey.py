"""How long a notice of market survey stays published."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from apps.municipal.tenders.law import SURVEY_DAYS, URGENT_SURVEY_DAYS
from apps.municipal.tenders.rules.clauses.entry import clause, only_in
from apps.municipal.tenders.rules.clauses.fixed import MOST
from apps.municipal.tenders.rules.clauses.rows import TERM, Row, with_rows
from apps.municipal.tenders.rules.quantities import find_quantities, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import wording
from workbench.checks.references import MONTHS

URGENT = wording(r"(?<!non )\b(?:urgen\w+)")
NOT_URGENT = wording(r"\b(?:non|nessun\w*|senza)\b~{0,40}?\burgen\w+")
WEEK = re.compile(r"\bper\s+(?:sola\s+)?una\s+(?:sola\s+)?settimana\b", re.IGNORECASE)
WEEK_DAYS = 7
TOO_SHORT = f"Avviso pubblicato per {{}} giorni: devono essere almeno {SURVEY_DAYS.value}, {URGENT_SURVEY_DAYS.value} se l'urgenza è motivata."
LONG_ENOUGH = f"L'avviso resta pubblicato per almeno {SURVEY_DAYS.value} giorni (allegato II.1)."
ORDINALS = (
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "quinto",
    "sesto",
    "settimo",
    "ottavo",
    "nono",
    "decimo",
    "undicesimo",
    "dodicesimo",
    "tredicesimo",
    "quattordicesimo",
)
ORDINAL = re.compile(
    rf"\b(?P<which>{'|'.join(ORDINALS)})\s+giorno\s+(?:successivo\s+|naturale\s+)?(?:a|da)l?la\s+(?:data\s+(?:di\s+|della\s+)?)?(?:sua\s+)?pubblicazion\w+",
    re.IGNORECASE,
)
ENDING = re.compile(r"\b(?:entro|oltre|scad\w+|termine|fino|sino|ultimo)\b", re.IGNORECASE)
SPAN = re.compile(
    rf"\bdal\s+(?P<first>\d{{1,2}})°?\s+(?:(?P<first_month>{'|'.join(MONTHS)})\s+)?(?:\d{{4}}\s+)?al\s+(?P<last>\d{{1,2}})\s+(?P<last_month>{'|'.join(MONTHS)})\s+(?P<year>20\d\d)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:pubblicat\w+|pubblicazion\w+|affiss\w+|visibile|resta\s+esposto|rimane\s+(?:in\s+)?pubblica\w*|(?:rimane|resta|sta)\s+(?:\w+\s+)?all'\s?albo)\b",
    re.IGNORECASE,
)


SINCE_NOTICE = re.compile(
    r"\s(?:\w+\s){0,2}?dalla\s(?:data\sdi\s)?(?:sua\s)?pubblicazione\b(?!\s(?:dell'esit|della\sgraduat|dell'aggiudic))",
    re.IGNORECASE,
)
ANSWERED = re.compile(
    r"\b(?:istanz\w|domand\w|candidat\w+|manifest\w+|interess\w+|present\w+|adesion\w)", re.IGNORECASE
)


def _short_span(standing: Standing) -> Iterator[Found]:
    """«pubblicato dal 13 al 20 maggio 2026»."""
    text = standing.act.text
    for match in scan(SPAN, text):
        if not PUBLISHED.search(text, max(0, match.start() - 90), match.start()):
            continue
        year, last = int(match["year"]), MONTHS.index(match["last_month"].lower()) + 1
        first = MONTHS.index(match["first_month"].lower()) + 1 if match["first_month"] else last
        try:
            lasting = (date(year, last, int(match["last"])) - date(year, first, int(match["first"]))).days
        except ValueError:
            continue
        if 0 < lasting < _least(standing, match.start(), match.end()):
            yield Found(match.start(), match.end(), TOO_SHORT.format(lasting), LONG_ENOUGH)


def _survey(standing: Standing) -> Iterator[Found]:
    """Every way in which a notice says how long it stays, each place once."""
    told: list[Found] = []
    for judge in (_survey_days, _short_span, _short_between, _ordinal, _answers):
        for found in judge(standing):
            if not any(one.start < found.end and found.start < one.end for one in told):
                told.append(found)
                yield found


def _ordinal(standing: Standing) -> Iterator[Found]:
    """«entro il decimo giorno dalla pubblicazione»."""
    text = standing.act.text
    for match in scan(ORDINAL, text):
        lasting = ORDINALS.index(match["which"].lower()) + 1
        if lasting < _least(standing, match.start(), match.end()) and ENDING.search(
            text, max(0, match.start() - 150), match.start()
        ):
            yield Found(match.start(), match.end(), TOO_SHORT.format(lasting), LONG_ENOUGH)


def _answers(standing: Standing) -> Iterator[Found]:
    """«Le istanze si presentano entro sette giorni dalla pubblicazione del presente avviso»."""
    text = standing.act.text
    for quantity in find_quantities(text, "giorni") if standing.act.kind == "avviso" else ():
        if not SINCE_NOTICE.match(text, quantity.end):
            continue
        one, other = standing.act.flat.sentence(quantity.start, quantity.end)
        is_term = ENDING.search(text, max(one, quantity.start - 40), quantity.start)
        if is_term and ANSWERED.search(text, one, other) and quantity.value < _least(standing, one, other):
            yield Found(quantity.start, quantity.end, TOO_SHORT.format(shown(quantity.value)), LONG_ENOUGH)


def _short_between(standing: Standing) -> Iterator[Found]:
    """«pubblicato dal 12.05.2026 al 20.05.2026», «all'albo per una settimana»."""
    text, days = standing.act.text, standing.act.days
    for first, last in pairwise(days):
        lasting = (last.value - first.value).days
        is_span = text[first.end : last.start].strip() == "al" and lasting > 0
        if is_span and _is_short(standing, first.start, last.end, lasting):
            yield Found(first.start, last.end, TOO_SHORT.format(lasting), LONG_ENOUGH)
    for match in scan(WEEK, text):
        if _is_short(standing, match.start(), match.end(), WEEK_DAYS):
            yield Found(match.start(), match.end(), TOO_SHORT.format(WEEK_DAYS), LONG_ENOUGH)


def _is_short(standing: Standing, start: int, end: int, lasting: int) -> bool:
    told = PUBLISHED.search(standing.act.text, max(0, start - 90), start)
    return bool(told) and lasting < _least(standing, start, end)


def _least(standing: Standing, start: int, end: int) -> int:
    """Days that a notice stays published: fewer where its sentence speaks of urgency."""
    sentence = standing.act.sentence(start, end)
    is_urgent = URGENT.search(sentence) and not NOT_URGENT.search(sentence)
    return URGENT_SURVEY_DAYS.value if is_urgent else SURVEY_DAYS.value


def _survey_days(standing: Standing) -> Iterator[Found]:
    """How long a notice of market survey stays published."""
    text = standing.act.text
    for quantity in find_quantities(text, "giorni"):
        before = text[max(text.rfind("\n", 0, quantity.start), quantity.start - 110, 0) : quantity.start]
        after = text[quantity.end : quantity.end + 45]
        told = list(PUBLISHED.finditer(before))
        if not told or not re.search(
            r"\b(?:per|durata|almeno|di|termine)\s+(?:\w+\s+){0,3}$|pubblicat\w\s+$|[:|]\s*$", before, re.I
        ):
            continue
        if re.search(
            r"\bentro\b|esit[oi]\b|graduatori|nominativ|risultat", before[told[-1].start() :], re.I
        ) or re.match(r"\W*(?:prima|dopo|dalla|dal\s+(?:giorno|termine))", after, re.I):
            continue
        if quantity.value < _least(standing, quantity.start, quantity.end):
            yield Found(quantity.start, quantity.end, TOO_SHORT.format(shown(quantity.value)), LONG_ENOUGH)


PUBLISHED_ROW = Row(
    rf"{TERM}pubblicazione(?:\sdel\s(?:presente\s)?avviso)?",
    "giorni",
    lambda standing: (_least(standing, 0, len(standing.act.text)), MOST),
    TOO_SHORT,
    LONG_ENOUGH,
)
SURVEYS = (
    only_in(
        frozenset({"avviso", "decisione_di_contrarre"}),
        clause(
            "durata_avviso",
            "art. 50 c. 2; allegato II.1",
            "L'avviso di indagine di mercato resta pubblicato abbastanza a lungo perché chi è interessato lo veda.",
            with_rows(_survey, PUBLISHED_ROW),
            "alta",
        ),
    ),
)
