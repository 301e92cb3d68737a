"""A figure of the law: what it is worth, where it is written, how sure that is, and when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from workbench.errors import UserError

Confidence = Literal["verificata", "testo 2023", "alta", "media", "bassa"]
"""«verificata»: read in a public source in 2026; «testo 2023»: read in the Code as published on 31.3.2023,
believed unchanged; the other three: knowledge of the field that nobody has checked yet"""

ObjectKind = Literal[
    "lavori",
    "forniture",
    "servizi",
    "servizi_intellettuali",
    "servizi_sociali",
    "servizi_ingegneria",
    "concessione",
]
KINDS: tuple[ObjectKind, ...] = (
    "lavori",
    "forniture",
    "servizi",
    "servizi_intellettuali",
    "servizi_sociali",
    "servizi_ingegneria",
    "concessione",
)
Procedure = Literal["affidamento_diretto", "negoziata", "ordinaria"]

CODE = "D.Lgs. 36/2023"
CODE_EFFECTIVE = date(2023, 7, 1)
"""art. 229 c. 2"""
LAST_YEAR_BEFORE = date(2023, 12, 31)
DIGITAL = date(2024, 1, 1)
"""art. 225 c. 1-2: platforms and publication through the national database"""
CORRECTIVE = date(2024, 12, 31)
"""D.Lgs. 209/2024 in force"""
BEFORE_CORRECTIVE = date(2024, 12, 30)
THRESHOLDS_KNOWN_TO = date(2027, 12, 31)

GAZETTE = "Gazzetta Ufficiale del 31.3.2023, testo del D.Lgs. 36/2023 prima del correttivo"
EXPERIENCE = "conoscenza di settore, non ancora verificata su una fonte"

Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Figure(Generic[Value]):
    id: str
    value: Value
    article: str
    confidence: Confidence
    source: str
    valid_from: date | None = CODE_EFFECTIVE
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def in_force(figures: Iterable[Figure[Value]], day: date) -> Figure[Value]:
    """The one of these figures that holds on a day.

    Raises:
        UserError: when the Code was not effective yet on that day.
    """
    checked_day(day)
    return next(figure for figure in figures if figure.holds(day))


def checked_day(day: date) -> date:
    """The day itself. Raises UserError for one before the Code became effective."""
    if day < CODE_EFFECTIVE:
        raise UserError(
            "Prima del 1° luglio 2023 il Codice dei contratti (D.Lgs. 36/2023) non aveva efficacia (art. 229 "
            "c. 2): per quella data valgono altre norme, che qui non ci sono.",
            value=f"{day:%d/%m/%Y}",
            remedy="Indicare la data di avvio della procedura, dal 1° luglio 2023 in poi.",
        )
    return day


def checked_kind(object_kind: str) -> ObjectKind:
    """Raises UserError for a kind of object that the Code's figures do not know."""
    for kind in KINDS:
        if kind == object_kind:
            return kind
    raise UserError(
        "Il tipo di oggetto non è fra quelli previsti.",
        value=object_kind,
        remedy=f"Scegliere fra: {', '.join(KINDS)}.",
    )
