"""When only the best ratio of quality to price is allowed, and how little the price may weigh."""

from collections.abc import Set
from decimal import Decimal
from typing import Literal

from apps.municipal.tenders.law.figures import GAZETTE, Figure, checked_kind

Trait = Literal[
    "alta_intensita_manodopera",
    "natura_intellettuale",
    "ristorazione",
    "contenuto_innovativo",
    "appalto_integrato",
    "interessi_strategici",
]
BEST_VALUE_FROM = Decimal(140_000)
"""euro: engineering, intellectual and innovative services and supplies (art. 108 c. 2 lett. b and c)"""
SERVICES = frozenset({"servizi", "servizi_intellettuali", "servizi_sociali", "servizi_ingegneria"})


def best_value_only(object_kind: str, value: Decimal, traits: Set[str] = frozenset()) -> Figure[str] | None:
    """Why lowest price is excluded, as the value of a figure; None where both criteria are allowed.

    `value` in euro, net of VAT. It holds for procedures with competing offers, not for direct awards
    (art. 50 c. 4). Source: art. 108 c. 2, art. 128 c. 7, art. 130 c. 1.
    """
    kind = checked_kind(object_kind)
    if kind == "servizi_sociali":
        return _duty("servizi sociali", "art. 108 c. 2 lett. a); art. 128 c. 7")
    if kind in SERVICES and "ristorazione" in traits:
        return _duty(
            "ristorazione ospedaliera, assistenziale o scolastica", "art. 108 c. 2 lett. a); art. 130 c. 1"
        )
    if kind in SERVICES and "alta_intensita_manodopera" in traits:
        return _duty("servizio ad alta intensità di manodopera", "art. 108 c. 2 lett. a)")
    if kind == "lavori":
        return _of_works(traits)
    if value < BEST_VALUE_FROM or kind == "concessione":
        return None
    if kind == "servizi_ingegneria":
        return _duty("servizi di ingegneria e architettura da 140.000 euro", "art. 108 c. 2 lett. b)")
    if kind == "servizi_intellettuali" or (kind == "servizi" and "natura_intellettuale" in traits):
        return _duty("servizi di natura tecnica e intellettuale da 140.000 euro", "art. 108 c. 2 lett. b)")
    if "contenuto_innovativo" in traits:
        return _duty(
            "contenuto tecnologico notevole o carattere innovativo, da 140.000 euro", "art. 108 c. 2 lett. c)"
        )
    return None


def _of_works(traits: Set[str]) -> Figure[str] | None:
    if "appalto_integrato" in traits:
        return _duty("appalto integrato", "art. 108 c. 2 lett. e)")
    if "contenuto_innovativo" in traits:
        return _duty("lavori di notevole contenuto tecnologico o innovativi", "art. 108 c. 2 lett. f)")
    return None


def _duty(reason: str, article: str) -> Figure[str]:
    return Figure("solo_qualita_prezzo", reason, article, "testo 2023", GAZETTE)


LABOUR_CEILING: Figure[int] = Figure("tetto_economico", 30, "art. 108 c. 4", "testo 2023", GAZETTE)
STRATEGIC_CEILING: Figure[int] = Figure(
    "tetto_economico_cibersicurezza", 10, "art. 108 c. 4", "testo 2023", GAZETTE
)


def economic_ceiling(traits: Set[str]) -> Figure[int] | None:
    """The highest score, out of 100, that the price may have; None where the Code sets none."""
    if "interessi_strategici" in traits:
        return STRATEGIC_CEILING
    return LABOUR_CEILING if "alta_intensita_manodopera" in traits else None


TURNOVER_TIMES: Figure[int] = Figure("fatturato_volte", 2, "art. 100 c. 11", "testo 2023", GAZETTE)
"""times the estimated value, at most, that a turnover may be asked for"""
AID_DAYS: Figure[tuple[int, int]] = Figure("soccorso_giorni", (5, 10), "art. 101 c. 1", "testo 2023", GAZETTE)
"""days to mend a document: no fewer, no more"""
