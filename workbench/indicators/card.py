"""Indicator cards: what is measured, how it is counted, towards which target, and what it cannot say."""

import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from workbench.errors import UserError
from workbench.indicators import periods
from workbench.indicators.places import TOGETHER

FOLDER = Path(__file__).parent / "cards"
Level = Literal["realizzazione", "risultato", "impatto", "contesto"]
Direction = Literal["più alto è meglio", "più basso è meglio", "dentro un intervallo"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Formula(Part):
    text: str
    function: str
    """the name of a method in `workbench.indicators.methods`"""
    version: int = Field(ge=1)


class Baseline(Part):
    value: float = Field(allow_inf_nan=False)
    date: date
    source: str


class Target(Part):
    date: date
    value: float = Field(allow_inf_nan=False)
    final: bool = False


class Change(Part):
    date: date
    version: int
    text: str


class Card(Part):
    """One indicator. The titles are how people and MLflow's tags call the fields."""

    code: str = Field(title="codice", pattern=r"^[A-Z]\d{2}$")
    name: str = Field(title="nome")
    description: str = Field(title="descrizione")
    level: Level = Field(title="livello")
    dimension: str = Field(title="dimensione")
    goal: str = Field(title="obiettivo")
    unit: str = Field(title="unità")
    digits: int = Field(title="decimali", default=0, ge=0, le=3)
    formula: Formula = Field(title="formula")
    numerator: str = Field(title="numeratore")
    denominator: str = Field(title="denominatore", default="nessuno")
    counting: str = Field(title="regola di conteggio")
    baseline: Baseline = Field(title="valore di partenza")
    targets: tuple[Target, ...] = Field(title="traguardi", min_length=1)
    targets_for: Literal["tutti i Comuni insieme", "ogni Comune"] = Field(title="traguardi riferiti a")
    direction: Direction = Field(title="direzione")
    frequency: str = Field(title="periodicità")
    source: str = Field(title="fonte")
    evidence: str = Field(title="prova")
    responsible: str = Field(title="responsabile")
    """a role, never a person"""
    body: str = Field(title="ente")
    disaggregations: tuple[str, ...] = Field(title="disaggregazioni ammesse")
    topic: str = Field(title="tema di pubblicazione")
    """whose threshold `workbench.publication` applies"""
    threshold: int = Field(title="soglia di pubblicazione", ge=3)
    limits: tuple[str, ...] = Field(title="limiti noti", min_length=1)
    state: Literal["attivo", "sospeso"] = Field(title="stato", default="attivo")
    history: tuple[Change, ...] = Field(title="storico delle modifiche", min_length=1)
    figures: dict[str, str] = Field(title="cifre che stanno accanto", default_factory=dict)
    """name of a figure beside the value -> how it is called on screen"""

    @model_validator(mode="after")
    def in_order(self) -> "Card":
        days = [self.baseline.date, *(target.date for target in self.targets)]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("i traguardi non sono in ordine di data, dopo il valore di partenza")
        if [target.final for target in self.targets] != [False] * (len(self.targets) - 1) + [True]:
            raise ValueError("l'ultimo traguardo, e solo quello, è il finale")
        if self.history[-1].version != self.formula.version:
            raise ValueError("lo storico non finisce con la versione della formula")
        return self

    def has_target(self, place: str) -> bool:
        """Whether the targets are for this place: a goal of all together is nobody's own."""
        return self.targets_for == "ogni Comune" or place == TOGETHER


def list_cards() -> tuple[Card, ...]:
    """Every card, by code."""
    return tuple(read_card(path) for path in sorted(FOLDER.glob("*.yaml")))


def card(code: str) -> Card:
    """The card of this code. Raises UserError, with the known codes, when there is none."""
    known = {each.code: each for each in list_cards()}
    if code in known:
        return known[code]
    raise UserError("Questo indicatore non esiste.", value=code, remedy=f"Indicatori: {', '.join(known)}.")


def read_card(path: Path) -> Card:
    """Raises UserError with the first thing that is wrong in the file."""
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed: int) -> Card:
    try:
        return Card.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "scheda"
        problem = re.sub("^Value error, ", "", first["msg"])
        raise UserError(
            "La scheda dell'indicatore non va bene.",
            value=path.name,
            remedy=f"Correggere «{place}»: {problem}.",
        ) from error


def expected(card: Card, period: str) -> float:
    """Where the indicator should stand at the end of a month: a straight line between baseline and targets.

    Before the baseline its value, after the last target that target's.
    """
    day = periods.next_month(period).toordinal() - 1
    corners = [
        (card.baseline.date.toordinal(), card.baseline.value),
        *((target.date.toordinal(), target.value) for target in card.targets),
    ]
    if day <= corners[0][0]:
        return corners[0][1]
    for (start, low), (end, high) in pairwise(corners):
        if day <= end:
            return low + (high - low) * (day - start) / (end - start)
    return corners[-1][1]
