"""What a card says, checked."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlsplit

from apps.municipal.tenders.wizard.reading import read_day
from workbench.errors import UserError
from workbench.italian import listed

Kind = Literal["sentenza", "parere", "delibera", "circolare"]
KINDS: tuple[Kind, ...] = get_args(Kind)
StillValid = Literal["sì", "no", "da verificare"]
STILL_VALID: tuple[StillValid, ...] = get_args(StillValid)
LONGEST_HOLDING = 600
LONGEST = 200
TITLES = {
    "kind": "Che cos'è",
    "body": "Chi l'ha emesso",
    "reference": "Estremi",
    "day": "Data",
    "holding": "Che cosa dice, in due righe",
    "articles": "Articoli",
    "address": "Collegamento alla fonte",
    "still_valid": "Ancora valido?",
}


@dataclass(frozen=True)
class Written:
    """A card as somebody wrote it."""

    kind: str
    body: str
    reference: str
    day: date
    holding: str
    articles: str
    address: str
    still_valid: str


@dataclass(frozen=True)
class Card:
    id: str
    written: Written
    checked_on: date
    author: str
    """a pseudonym"""
    approver: str
    """a pseudonym; empty: a draft, which no search shows"""

    @property
    def citation(self) -> str:
        """`Consiglio di Stato, sez. V, n. 1234 del 03/02/2026`, built from the fields."""
        return f"{self.written.body}, {self.written.reference}, {self.written.day:%d/%m/%Y}"


def read_card(**given: str) -> Written:
    """Raises UserError that names what is missing or wrong, by its title."""
    typed = {name: " ".join((given.get(name) or "").split()) for name in TITLES}
    missing = [
        title for name, title in TITLES.items() if not typed[name] and name not in ("articles", "address")
    ]
    if missing:
        raise UserError(f"Alla scheda manca: {listed(missing)}.", remedy="Completarla e riprovare.")
    day = read_day(typed["day"])
    if day is None or day > date.today():
        raise UserError(
            "La data della scheda non va bene.", value=typed["day"], remedy="Scriverla così: 03/02/2026."
        )
    if typed["kind"] not in KINDS or typed["still_valid"] not in STILL_VALID:
        raise UserError("Una scelta non è prevista.", remedy="Usare gli elenchi della pagina.")
    if len(typed["holding"]) > LONGEST_HOLDING or any(
        len(typed[name]) > LONGEST for name in ("body", "reference")
    ):
        raise UserError(
            f"La scheda è troppo lunga: al massimo {LONGEST_HOLDING} caratteri per il contenuto.",
            remedy="Abbreviarla: dice l'orientamento, non la motivazione.",
        )
    if typed["address"] and urlsplit(typed["address"]).scheme not in ("http", "https"):
        raise UserError(
            "Il collegamento non è un indirizzo di rete.",
            value=typed["address"],
            remedy="Deve iniziare con https.",
        )
    return Written(**{**typed, "day": day})  # type: ignore[arg-type]
