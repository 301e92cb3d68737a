"""Figures that grow with the value of a contract, and limits of single cases; not verified yet."""

from datetime import date
from decimal import Decimal

from apps.municipal.tenders.law.figures import (
    CORRECTIVE,
    DIGITAL,
    EXPERIENCE,
    Figure,
    checked_kind,
)
from apps.municipal.tenders.law.thresholds import eu_threshold

Band = tuple[int, int, int]
CONTRIBUTIONS: Figure[tuple[Band, ...]] = Figure(
    "contributo_anac_fasce",
    (
        (20_000_000, 880, 560),
        (5_000_000, 880, 220),
        (1_000_000, 660, 165),
        (800_000, 410, 90),
        (500_000, 410, 77),
        (300_000, 250, 33),
        (150_000, 250, 18),
        (40_000, 35, 0),
        (0, 0, 0),
    ),
    "art. 1 c. 65 e 67 L. 266/2005; delibera annuale di ANAC",
    "media",
    "stampa di settore sulla delibera per il 2024 (lavoripubblici.it n. 32506), consultata il 23.11.2026",
    DIGITAL,
)
"""from this base of the tender in euro, included -> euro that the body owes, and each bidder"""


def contribution(value: Decimal) -> tuple[int, int]:
    """Euro that the body and each bidder owe to ANAC; `value`: base of the tender in euro, net of VAT."""
    return next((body, bidder) for start, body, bidder in CONTRIBUTIONS.value if value >= start)


MILLION = Decimal(1_000_000)
LEVEL_ARTICLE = "art. 63 c. 2"
LEVEL_SOURCE = "rivista giuridica in rete con il testo del febbraio 2025, consultata il 23.11.2026"


def level_reach(level: int, object_kind: str, day: date) -> Figure[Decimal | None]:
    """Up to which value (euro, net of VAT) a body of that level of qualification buys; None without a limit.

    `level`: 1 is the highest (L1, SF1), 3 the base one. Raises UserError for a day before the Code.
    """
    kind = checked_kind(object_kind)
    works = kind in ("lavori", "concessione")
    reach: dict[int, Decimal] = {
        2: eu_threshold("lavori", day).value if works else 5 * MILLION,
        3: MILLION if works else Decimal(750_000),
    }
    return Figure(f"livello_{level}", reach.get(level), LEVEL_ARTICLE, "media", LEVEL_SOURCE)


BUILDER_CLASSES: Figure[dict[str, int]] = Figure(
    "classifiche_soa",
    {
        "I": 258_000,
        "II": 516_000,
        "III": 1_033_000,
        "III-BIS": 1_500_000,
        "IV": 2_582_000,
        "IV-BIS": 3_500_000,
        "V": 5_165_000,
        "VI": 10_329_000,
        "VII": 15_494_000,
    },
    "art. 100 c. 4; allegato II.12 art. 2",
    "media",
    EXPERIENCE,
)
"""euro to which a class of builders reaches, before the increase of one fifth; class VIII has no limit"""
BUILDER_INCREASE = Decimal("1.2")
URGENT_WORKS: Figure[Decimal] = Figure(
    "somma_urgenza",
    Decimal(500_000),
    "art. 140 c. 1",
    "media",
    "testo commentato in rete (brocardi.it), consultato il 23.11.2026",
)
"""or what is indispensable to remove the danger"""
IMPORTANT_SUPPLY_ABOVE: Figure[Decimal] = Figure(
    "fornitura_particolare_importanza", Decimal(500_000), "allegato II.14 art. 32", "media", EXPERIENCE
)
"""above it the director of performance is another person than the RUP"""
PAYMENT_CHECK_ABOVE: Figure[Decimal] = Figure(
    "verifica_pagamenti",
    Decimal(5_000),
    "art. 48-bis D.P.R. 602/1973",
    "media",
    EXPERIENCE,
    date(2018, 3, 1),
)
PROJECT_CHECK_BY_RUP: Figure[Decimal] = Figure(
    "verifica_progetto_rup", MILLION, "art. 42; allegato I.7 art. 34", "media", EXPERIENCE
)
"""works below it: the RUP checks the project with the body's own office"""
COLLEGE_SERVICES_BEFORE: Figure[Decimal] = Figure(
    "collegio_consultivo_servizi_2023",
    MILLION,
    "art. 215",
    "media",
    "stampa di settore sul correttivo (lavoripubblici.it n. 34792), consultata il 23.11.2026",
    None,
    CORRECTIVE,
)
"""services and supplies had the college of experts from here until the corrective decree; now only works"""
INDEFINITE_MONTHS: Figure[int] = Figure("durata_indeterminata_mesi", 48, "art. 14", "media", EXPERIENCE)
"""by which the monthly price of a contract without an end is multiplied"""
