"""Guarantees of the offer and of the contract: below the thresholds (art. 53) and above (arts. 106, 117)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from apps.municipal.tenders.law.figures import (
    CORRECTIVE,
    EXPERIENCE,
    GAZETTE,
    Confidence,
    Figure,
    Procedure,
    checked_day,
    checked_kind,
)

Duty = Literal["non_ammessa", "facoltativa", "dovuta", "dovuta_salvo_esonero", "da_definire"]
REVIEW = "rivista giuridica in rete sul correttivo, consultata nel 2026"


@dataclass(frozen=True)
class Guarantee:
    """`percent` is what is asked as a rule, or the ceiling where asking is a choice; None: no figure."""

    duty: Duty
    percent: Decimal | None
    least: Decimal | None
    most: Decimal | None
    adjustable: bool
    """whether the reductions of art. 106 c. 8 and the increases of art. 117 c. 2 apply"""


NEVER = Guarantee("non_ammessa", Decimal(0), Decimal(0), Decimal(0), adjustable=False)
UNSET = Guarantee("da_definire", None, None, None, adjustable=False)


def provisional_guarantee(object_kind: str, procedure: Procedure, day: date) -> Figure[Guarantee]:
    """The guarantee of the offer, in percent of the invited amount (art. 53) or of the whole value (106)."""
    kind = checked_kind(object_kind)
    adjustable = checked_day(day) < CORRECTIVE
    if kind == "concessione" and procedure != "ordinaria":
        return _figure("provvisoria", UNSET, "art. 187 c. 1", "media")
    if procedure == "affidamento_diretto":
        return _figure("provvisoria", NEVER, "art. 53 c. 1", "verificata")
    if procedure == "negoziata":
        below = Guarantee("facoltativa", Decimal(1), Decimal(0), Decimal(1), adjustable)
        return _figure("provvisoria", below, "art. 53 c. 1-2", "verificata")
    above = Guarantee("dovuta", Decimal(2), Decimal(1), Decimal(4), adjustable=True)
    return _figure("provvisoria", above, "art. 106 c. 1", "media" if kind == "concessione" else "verificata")


def definitive_guarantee(object_kind: str, procedure: Procedure, day: date) -> Figure[Guarantee]:
    """The guarantee of the contract, in percent of the contract amount."""
    kind = checked_kind(object_kind)
    adjustable = checked_day(day) < CORRECTIVE
    if kind == "concessione" and procedure != "ordinaria":
        return _figure("definitiva", UNSET, "art. 187 c. 2", "media")
    if procedure == "ordinaria":
        above = Guarantee("dovuta", Decimal(10), Decimal(10), None, adjustable=True)
        sure: Confidence = "media" if kind == "concessione" else "testo 2023"
        return _figure("definitiva", above, "art. 117 c. 1-2", sure)
    below = Guarantee("dovuta_salvo_esonero", Decimal(5), Decimal(5), Decimal(5), adjustable)
    article = "art. 53 c. 4" if adjustable else "art. 53 c. 4 e 4-bis"
    return _figure("definitiva", below, article, "verificata")


def _figure(name: str, value: Guarantee, article: str, confidence: Confidence) -> Figure[Guarantee]:
    source = {"verificata": REVIEW, "testo 2023": GAZETTE}.get(confidence, EXPERIENCE)
    return Figure(f"garanzia_{name}", value, article, confidence, source)


GUARANTOR_DAYS: Figure[int] = Figure(
    "garante_giorni", 15, "art. 106 c. 4; art. 117 c. 7", "testo 2023", GAZETTE
)
RELEASE_PERCENT: Figure[int] = Figure("svincolo", 80, "art. 117 c. 8", "testo 2023", GAZETTE)
GUARANTEE_DAYS: Figure[int] = Figure("provvisoria_giorni", 180, "art. 106 c. 5", "testo 2023", GAZETTE)
REBATES_RAISING: Figure[tuple[int, int]] = Figure(
    "ribassi_aumento", (10, 20), "art. 117 c. 2", "alta", EXPERIENCE
)
"""percent of rebate beyond which the definitive guarantee grows by one point for each point, and by two"""
LOSERS_DAYS: Figure[int] = Figure("provvisoria_svincolo_giorni", 30, "art. 106 c. 10", "media", EXPERIENCE)
"""days from the communication of the award by which those that lost have their guarantee back"""
GUARANTEE_CUTS: Figure[frozenset[int]] = Figure(
    "garanzia_riduzioni", frozenset({10, 20, 30, 50}), "art. 106 c. 8; allegato II.13", "media", EXPERIENCE
)
"""percent by which a guarantee is reduced, by the title that one has"""
