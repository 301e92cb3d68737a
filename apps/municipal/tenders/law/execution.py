"""Contract and performance: price revision, penalties, standstill, appeal, stamp duty, payment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from apps.municipal.tenders.law.figures import (
    BEFORE_CORRECTIVE,
    CODE_EFFECTIVE,
    CORRECTIVE,
    EXPERIENCE,
    GAZETTE,
    Figure,
    checked_kind,
    in_force,
)

PRESS = "stampa di settore sul correttivo (lavoripubblici.it n. 35032), consultata nel 2026"
PENALTY_SOURCES = "art. 45 D.Lgs. 209/2024, su riviste e siti di settore consultati il 23.11.2026"
Count = Figure[int]


@dataclass(frozen=True)
class PriceRevision:
    """In percent: beyond `threshold` the clause works for `share` of the `base`."""

    threshold: Decimal
    share: Decimal
    base: Literal["variazione", "eccedenza"]


def _revision(name: str, value: PriceRevision, article: str) -> Figure[PriceRevision]:
    return Figure(f"revisione_{name}", value, article, "verificata", PRESS, CORRECTIVE)


REVISION_BEFORE = Figure(
    "revisione_2023",
    PriceRevision(Decimal(5), Decimal(80), "variazione"),
    "art. 60 c. 2",
    "testo 2023",
    GAZETTE,
    CODE_EFFECTIVE,
    BEFORE_CORRECTIVE,
)
REVISION_WORKS = _revision(
    "lavori", PriceRevision(Decimal(3), Decimal(90), "eccedenza"), "art. 60 c. 2 lett. a); allegato II.2-bis"
)
REVISION_OTHERS = _revision(
    "servizi_forniture",
    PriceRevision(Decimal(5), Decimal(80), "eccedenza"),
    "art. 60 c. 2 lett. b); allegato II.2-bis",
)


def price_revision(object_kind: str, day: date) -> Figure[PriceRevision] | None:
    """The measure of the mandatory clause for procedures begun that day; None for concessions (art. 189)."""
    kind = checked_kind(object_kind)
    if kind == "concessione":
        return None
    return in_force((REVISION_BEFORE, REVISION_WORKS if kind == "lavori" else REVISION_OTHERS), day)


@dataclass(frozen=True)
class Penalties:
    """Per mille of the net contract amount for each day of delay; `cap` in percent of it."""

    least: Decimal
    most: Decimal
    cap: Decimal


PENALTIES = (
    Figure(
        "penali_2023",
        Penalties(Decimal("0.3"), Decimal(1), Decimal(10)),
        "art. 126 c. 1",
        "testo 2023",
        GAZETTE,
        CODE_EFFECTIVE,
        BEFORE_CORRECTIVE,
    ),
    Figure(
        "penali",
        Penalties(Decimal("0.5"), Decimal("1.5"), Decimal(10)),
        "art. 126 c. 1",
        "verificata",
        PENALTY_SOURCES,
        CORRECTIVE,
    ),
)


def penalties(day: date) -> Figure[Penalties]:
    return in_force(PENALTIES, day)


STANDSTILL: tuple[Count, ...] = (
    Figure("standstill_2023", 35, "art. 18 c. 3", "testo 2023", GAZETTE, CODE_EFFECTIVE, BEFORE_CORRECTIVE),
    Figure("standstill", 32, "art. 18 c. 3", "alta", EXPERIENCE, CORRECTIVE),
)
"""days; never below the European thresholds (art. 55 c. 2)"""


def standstill(day: date) -> Count:
    return in_force(STANDSTILL, day)


APPEAL_DAYS: Count = Figure("ricorso", 30, "art. 120 c.p.a. (D.Lgs. 104/2010)", "alta", EXPERIENCE)
CONTRACT_DAYS_BELOW: Count = Figure("stipula_sotto_soglia", 30, "art. 55 c. 1", "testo 2023", GAZETTE)
CONTRACT_DAYS_ABOVE: Count = Figure("stipula_sopra_soglia", 60, "art. 18 c. 2", "testo 2023", GAZETTE)
PAYMENT_DAYS: Count = Figure("pagamento", 30, "art. 125", "alta", EXPERIENCE)
ADVANCE_PERCENT: Count = Figure("anticipazione", 20, "art. 125 c. 1", "testo 2023", GAZETTE)
MOST_ADVANCE_PERCENT: Count = Figure("anticipazione_massima", 30, "art. 125 c. 1", "testo 2023", GAZETTE)
REGULAR_EXECUTION_MONTHS: Count = Figure("regolare_esecuzione", 3, "art. 50 c. 7", "testo 2023", GAZETTE)
VERIFICATION_MONTHS: Count = Figure("verifica_conformita", 6, "art. 116 c. 2", "testo 2023", GAZETTE)
ADVANCE_DAYS: Count = Figure("anticipazione_giorni", 15, "art. 125 c. 1", "alta", EXPERIENCE)
RETAINED_PERCENT: Figure[Decimal] = Figure("ritenuta", Decimal("0.5"), "art. 11 c. 6", "testo 2023", GAZETTE)
FIFTH_PERCENT: Count = Figure("quinto", 20, "art. 120 c. 9", "testo 2023", GAZETTE)
SUPPLEMENT_PERCENT: Count = Figure("prestazioni_supplementari", 50, "art. 120 c. 2", "testo 2023", GAZETTE)
CHANGE_PERCENT: Mapping[str, Count] = {
    "lavori": Figure("modifiche_lavori", 15, "art. 120 c. 3 lett. b)", "testo 2023", GAZETTE),
    "altri": Figure("modifiche_servizi_forniture", 10, "art. 120 c. 3 lett. b)", "testo 2023", GAZETTE),
}
"""percent of the initial value, below which a change needs no new procedure"""
SMALL_FIRMS_PERCENT: Count = Figure("subappalto_pmi", 20, "art. 119 c. 2", "alta", EXPERIENCE, CORRECTIVE)
"""percent of what may be subcontracted, for small and medium firms"""


@dataclass(frozen=True)
class Subcontract:
    """Above these a contract with labour counts as a subcontract.

    In euro, or in percent of the whole; and in percent of labour.
    """

    euro: Decimal
    percent: Decimal
    labour: Decimal


SUBCONTRACT: Figure[Subcontract] = Figure(
    "subappalto_misura",
    Subcontract(Decimal(100_000), Decimal(2), Decimal(50)),
    "art. 119 c. 2",
    "alta",
    EXPERIENCE,
)
SUBCONTRACT_DAYS: Count = Figure("subappalto_autorizzazione", 30, "art. 119 c. 16", "media", EXPERIENCE)
SUBCONTRACT_NOTICE_DAYS: Count = Figure("subappalto_deposito", 20, "art. 119 c. 5", "media", EXPERIENCE)
RESULT_NOTICE_DAYS: Count = Figure("avviso_aggiudicazione", 30, "art. 111 c. 1", "media", EXPERIENCE)
SECONDARY_PERCENT: Count = Figure(
    "ccnl_prestazioni_secondarie", 30, "art. 11 c. 2-bis", "alta", EXPERIENCE, CORRECTIVE
)
"""percent from which secondary services have their own collective contract named"""
SUPPORT_PERCENT: Count = Figure("supporto_rup", 1, "art. 15 c. 6", "testo 2023", GAZETTE)
"""percent of the base, at most, for those who help the RUP"""
SEPARATE_DIRECTOR_FROM: Figure[Decimal] = Figure(
    "direttore_esecuzione_distinto",
    Decimal(500_000),
    "art. 114 c. 8; allegato II.14 art. 32",
    "media",
    EXPERIENCE,
)
"""euro above which who directs the performance of services or supplies is not the RUP"""
SUSPENSION_MONTHS: Figure[tuple[int, int]] = Figure(
    "sospensione_mesi", (1, 12), "art. 52 c. 2", "testo 2023", GAZETTE
)
"""months for which who declared what is not true is kept out: no fewer, no more"""
AWARD_NOTICE_DAYS: Count = Figure("comunicazione_aggiudicazione", 5, "art. 90 c. 1", "testo 2023", GAZETTE)
EXPLANATION_DAYS: Count = Figure("spiegazioni_anomalia", 15, "art. 110 c. 2", "testo 2023", GAZETTE)
ANSWER_DAYS: Count = Figure("chiarimenti_giorni", 6, "art. 88 c. 3", "media", EXPERIENCE)
"""days before the deadline of the offers by which questions are answered"""
REPLY_DAYS: Count = Figure(
    "controdeduzioni_giorni", 15, "art. 122 c. 3; allegato II.14 art. 10", "media", EXPERIENCE
)
"""days, at least, to answer before a contract is ended for a grave breach"""
INCENTIVE_PERCENT: Count = Figure("incentivi", 2, "art. 45 c. 2", "media", EXPERIENCE)
LIABILITY_LEAST: Figure[Decimal] = Figure(
    "massimale_terzi", Decimal(500_000), "art. 117 c. 10", "media", EXPERIENCE
)
"""euro for which those who perform works are insured towards others, at least"""
WITHDRAWAL_DAYS: Count = Figure("recesso_preavviso", 20, "art. 123 c. 2", "testo 2023", GAZETTE)
WITHDRAWAL_PERCENT: Count = Figure("recesso_decimo", 10, "art. 123 c. 1", "testo 2023", GAZETTE)


def appeal_days() -> Count:
    """Days for an appeal to the regional administrative court; no other remedy is open."""
    return APPEAL_DAYS


STAMP_BANDS: tuple[tuple[int, int], ...] = (
    (25_000_000, 1_000),
    (5_000_000, 500),
    (1_000_000, 250),
    (150_000, 120),
    (40_000, 40),
    (0, 0),
)
"""from this contract value in euro, included -> euro of stamp duty, once for all (annex I.4)"""


def stamp_duty(value: Decimal) -> Figure[Decimal]:
    """Euro that the contractor owes (annex I.4 art. 1).

    `value`: the most that the contract may come to, with options and renewals, in euro, net of VAT.
    """
    due = next(due for start, due in STAMP_BANDS if value >= start)
    return Figure("bollo", Decimal(due), "art. 18 c. 10; allegato I.4", "alta", EXPERIENCE)
