"""Which procedure a value asks for, how many operators, how long it may take."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from apps.municipal.tenders.law.figures import (
    EXPERIENCE,
    GAZETTE,
    Confidence,
    Figure,
    ObjectKind,
    Procedure,
    checked_kind,
)
from apps.municipal.tenders.law.thresholds import direct_award_limit, eu_threshold

MILLION = Decimal(1_000_000)
Count = Figure[int]


class Route(NamedTuple):
    """A procedure, the fewest operators to consult (None: open to everybody) and the figure that says so."""

    procedure: Procedure
    minimum: int | None
    figure: Figure[int | None]


def operators(
    object_kind: str, value: Decimal, day: date, *, central: bool = False, cross_border: bool = False
) -> Route:
    """The procedure that a value (euro, net of VAT, options and renewals included) asks for on a day.

    It is the simplest that the Code allows: a richer one stays possible. Sources: arts. 48, 50, 71, 127, 128,
    182 and 187.

    Raises:
        UserError: for a day or a kind that no rule covers.
    """
    kind = checked_kind(object_kind)
    threshold = eu_threshold(kind, day, central)
    if value >= threshold.value:
        return _ordinary(kind)
    if cross_border:
        if kind == "concessione":
            return _route("ordinaria", None, "art. 48 c. 2; art. 182 c. 1", "media")
        return _route("ordinaria", None, "art. 48 c. 2; artt. 70-76", "testo 2023")
    if value < direct_award_limit(kind, day).value:
        limit = direct_award_limit(kind, day)
        return _route("affidamento_diretto", 1, limit.article, limit.confidence)
    return _negotiated(kind, value)


def _ordinary(kind: ObjectKind) -> Route:
    if kind == "concessione":
        return _route("ordinaria", None, "art. 182 c. 1", "testo 2023")
    if kind == "servizi_sociali":
        return _route("ordinaria", None, "art. 127 c. 1; art. 128 c. 6; art. 71", "testo 2023")
    return _route("ordinaria", None, "artt. 70-71", "testo 2023")


def _negotiated(kind: ObjectKind, value: Decimal) -> Route:
    if kind == "concessione":
        return _route("negoziata", 10, "art. 187 c. 1", "testo 2023")
    if kind == "servizi_sociali":
        return _route("negoziata", 5, "art. 50 c. 1 lett. e); art. 128 c. 8", "media")
    if kind != "lavori":
        return _route("negoziata", 5, "art. 50 c. 1 lett. e)", "testo 2023")
    if value < MILLION:
        return _route("negoziata", 5, "art. 50 c. 1 lett. c)", "testo 2023")
    return _route("negoziata", 10, "art. 50 c. 1 lett. d)", "testo 2023")


def _route(procedure: Procedure, minimum: int | None, article: str, confidence: Confidence) -> Route:
    source = EXPERIENCE if confidence == "media" else GAZETTE
    return Route(procedure, minimum, Figure(f"procedura_{procedure}", minimum, article, confidence, source))


def procedure_months(procedure: Procedure, criterion: Literal["qualita_prezzo", "prezzo"]) -> Count:
    """The months within which the selection must end (annex I.3)."""
    months = {
        ("ordinaria", "qualita_prezzo"): 9,
        ("ordinaria", "prezzo"): 5,
        ("negoziata", "qualita_prezzo"): 4,
        ("negoziata", "prezzo"): 3,
    }
    found = months.get((procedure, criterion), 0)
    return Figure(f"durata_{procedure}_{criterion}", found, "art. 17 c. 3; allegato I.3", "media", EXPERIENCE)


OPEN_OFFER_DAYS: Count = Figure("termine_offerte", 30, "art. 71 c. 2", "testo 2023", GAZETTE)
URGENT_OFFER_DAYS: Count = Figure("termine_offerte_urgenza", 15, "art. 71 c. 3", "testo 2023", GAZETTE)
CONCESSION_OFFER_DAYS: Count = Figure(
    "termine_offerte_concessione", 30, "art. 184 c. 3", "testo 2023", GAZETTE
)
FRAMEWORK_MONTHS: Count = Figure("accordo_quadro_mesi", 48, "art. 59 c. 1", "media", EXPERIENCE)
SURVEY_DAYS: Count = Figure("avviso_indagine", 15, "art. 50 c. 2; allegato II.1", "alta", EXPERIENCE)
URGENT_SURVEY_DAYS: Count = Figure("avviso_indagine_urgenza", 5, "allegato II.1", "alta", EXPERIENCE)
AUTOMATIC_EXCLUSION_OFFERS: Count = Figure("esclusione_automatica", 5, "art. 54 c. 1", "testo 2023", GAZETTE)
