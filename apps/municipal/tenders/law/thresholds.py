"""European thresholds by period and kind, and the national limits that do not move with them."""

from datetime import date
from decimal import Decimal

from apps.municipal.tenders.law.figures import (
    BEFORE_CORRECTIVE,
    CODE_EFFECTIVE,
    CORRECTIVE,
    DIGITAL,
    EXPERIENCE,
    GAZETTE,
    LAST_YEAR_BEFORE,
    THRESHOLDS_KNOWN_TO,
    Confidence,
    Figure,
    checked_day,
    checked_kind,
    in_force,
)
from workbench.errors import UserError

Amount = Figure[Decimal]

REGULATIONS = "regolamenti delegati (UE) 2025/2150, 2025/2151 e 2025/2152"
EARLIER = "soglie del periodo come riportate con i regolamenti delegati (UE) del 2025"
PERIODS: tuple[tuple[date, date, str, tuple[int, int, int]], ...] = (
    (CODE_EFFECTIVE, LAST_YEAR_BEFORE, GAZETTE, (5_382_000, 215_000, 140_000)),
    (DIGITAL, date(2025, 12, 31), EARLIER, (5_538_000, 221_000, 143_000)),
    (date(2026, 1, 1), THRESHOLDS_KNOWN_TO, REGULATIONS, (5_404_000, 216_000, 140_000)),
)
"""from, to, source, euro for works and concessions, for goods and services of municipalities, of central
authorities (art. 14 c. 1; the figures printed in the article are those of 2023, c. 3 makes them float)"""


def _thresholds(letter: str, name: str, column: int) -> tuple[Amount, ...]:
    return tuple(
        Figure(
            f"soglia_ue_{start.year}_{name}",
            Decimal(values[column]),
            f"art. 14 c. 1 lett. {letter})",
            "verificata",
            source,
            start,
            end,
        )
        for start, end, source, values in PERIODS
    )


WORKS = _thresholds("a", "lavori_concessioni", 0)
MUNICIPAL = _thresholds("c", "servizi_forniture_comuni", 1)
CENTRAL = _thresholds("b", "servizi_forniture_centrali", 2)
SOCIAL: tuple[Amount, ...] = (
    Figure(
        "soglia_ue_servizi_sociali",
        Decimal(750_000),
        "art. 14 c. 1 lett. d)",
        "testo 2023",
        GAZETTE,
        CODE_EFFECTIVE,
        THRESHOLDS_KNOWN_TO,
    ),
)


def eu_threshold(object_kind: str, day: date, central: bool = False) -> Amount:
    """The European threshold in euro, net of VAT, of procedures begun that day (art. 14 c. 1, 3 and 7).

    Raises:
        UserError: before 1.7.2023 (the Code had no effect) and after 31.12.2027 (no threshold is known).
    """
    kind = checked_kind(object_kind)
    if checked_day(day) > THRESHOLDS_KNOWN_TO:
        raise UserError(
            "Le soglie europee dopo il 31 dicembre 2027 non sono ancora note: la Commissione le ridetermina "
            "ogni due anni (art. 14 c. 3).",
            value=f"{day:%d/%m/%Y}",
            remedy="Indicare una data fino al 31 dicembre 2027 oppure aggiornare la tabella delle soglie.",
        )
    if kind in ("lavori", "concessione"):
        return in_force(WORKS, day)
    if kind == "servizi_sociali":
        return in_force(SOCIAL, day)
    return in_force(CENTRAL if central else MUNICIPAL, day)


DIRECT_WORKS: Amount = Figure(
    "affidamento_diretto_lavori", Decimal(150_000), "art. 50 c. 1 lett. a)", "testo 2023", GAZETTE
)
DIRECT_OTHERS: Amount = Figure(
    "affidamento_diretto_servizi_forniture", Decimal(140_000), "art. 50 c. 1 lett. b)", "testo 2023", GAZETTE
)
DIRECT_SOCIAL: Amount = Figure(
    "affidamento_diretto_servizi_sociali",
    Decimal(140_000),
    "art. 50 c. 1 lett. b); art. 128 c. 8",
    "media",
    "parere MIT 5.7.2023 n. 2103 e stampa di settore: l'art. 128 c. 8 rinvia ai principi del comma 3",
)
DIRECT_CONCESSION: Amount = Figure(
    "affidamento_diretto_concessione",
    Decimal(0),
    "art. 187 c. 1",
    "verificata",
    "parere MIT 13.5.2025 n. 3407, riportato dalla stampa di settore, consultata il 23.11.2026",
)
"""zero: below the threshold art. 187 knows a negotiated procedure and no direct award"""


def direct_award_limit(object_kind: str, day: date) -> Amount:
    """The value in euro, net of VAT, below which a direct award is allowed; a national figure, not European.

    Raises:
        UserError: for a day before the Code became effective.
    """
    kind = checked_kind(object_kind)
    checked_day(day)
    special = {"lavori": DIRECT_WORKS, "servizi_sociali": DIRECT_SOCIAL, "concessione": DIRECT_CONCESSION}
    return special.get(kind, DIRECT_OTHERS)


QUALIFICATION_WORKS: Amount = Figure(
    "qualificazione_lavori", Decimal(500_000), "art. 62 c. 1-2", "testo 2023", GAZETTE
)
QUALIFICATION_OTHERS: Amount = Figure(
    "qualificazione_servizi_forniture", Decimal(140_000), "art. 62 c. 1-2", "testo 2023", GAZETTE
)
QUALIFICATION_CONCESSION: tuple[Amount, ...] = (
    Figure(
        "qualificazione_concessione_2023",
        Decimal(0),
        "art. 62 c. 18; art. 174 c. 5",
        "testo 2023",
        GAZETTE,
        CODE_EFFECTIVE,
        BEFORE_CORRECTIVE,
    ),
    Figure(
        "qualificazione_concessione",
        Decimal(140_000),
        "art. 62 c. 18; allegato II.4 art. 5 c. 5",
        "media",
        "stampa di settore sul parere MIT 13.5.2025 n. 3407, consultata il 23.11.2026",
        CORRECTIVE,
    ),
)


def qualification_limit(object_kind: str, day: date) -> Amount:
    """Up to this value a body acts on its own; beyond it ANAC gives no CIG to the unqualified.

    In euro, net of VAT. Raises UserError for a day before the Code became effective.
    """
    kind = checked_kind(object_kind)
    checked_day(day)
    if kind == "concessione":
        return in_force(QUALIFICATION_CONCESSION, day)
    return QUALIFICATION_WORKS if kind == "lavori" else QUALIFICATION_OTHERS


PROGRAMME_WORKS: Amount = Figure("programma_lavori", Decimal(150_000), "art. 37 c. 2", "testo 2023", GAZETTE)
PROGRAMME_OTHERS: Amount = Figure(
    "programma_acquisti", Decimal(140_000), "art. 37 c. 3", "testo 2023", GAZETTE
)


def programme_limit(object_kind: str) -> Amount:
    """From this value, included, the purchase stands in the three-year programme with its CUI."""
    return PROGRAMME_WORKS if checked_kind(object_kind) in ("lavori", "concessione") else PROGRAMME_OTHERS


def _limit(name: str, euro: int, article: str, confidence: Confidence, source: str) -> Amount:
    return Figure(name, Decimal(euro), article, confidence, source)


SELF_DECLARATION_BELOW = _limit("autodichiarazione", 40_000, "art. 52 c. 1", "testo 2023", GAZETTE)
ROTATION_FREE_BELOW = _limit("rotazione_deroga", 5_000, "art. 49 c. 6", "testo 2023", GAZETTE)
MARKETPLACE_FROM = _limit(
    "mepa", 5_000, "art. 1 c. 450 L. 296/2006", "verificata", "portali di settore consultati nel 2026"
)
CONTRIBUTION_FROM = _limit("contributo_anac", 40_000, "delibera ANAC annuale", "media", EXPERIENCE)
ANAC_FORM_BELOW: Amount = Figure(
    "pcp_web",
    Decimal(5_000),
    "comunicato ANAC 18.6.2025; artt. 25-26",
    "verificata",
    "portali di settore consultati nel 2026",
    date(2025, 6, 18),
)
"""below it, and only when the platform cannot be used, ANAC's own web form may give the CIG"""
