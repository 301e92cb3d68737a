"""What an instrument is: items, the licence under which they may be shown, and how their points are made.

A file is YAML with the fields of `Instrument`. Those in `files/` are public, so they carry answer keys only
if they are practice: a test before and after a course whose keys can be read on the net measures reading.
Real items and their keys come from private packs in `var/instruments/`.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

TOTAL, ANCHORS = "totale", "ancore"
"""rules that take every item with points, or those that two forms share, whatever their subscale"""
Adaptation = Literal["originale", "validato", "adattato non validato"]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Frozen):
    value: str
    label: str


class Item(Frozen):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    text: str = Field(min_length=1)
    kind: Literal["scala", "scelta", "testo"]
    options: tuple[Option, ...] = ()
    subscale: str = TOTAL
    reversed: bool = False
    anchor: bool = False
    key: str = ""
    """value of the right option"""
    why: str = ""
    """what makes it right, shown after the answer in practice"""

    @field_validator("options", mode="before")
    @classmethod
    def as_a_list(cls, options: Any) -> Any:
        """A file writes `a: text`."""
        if not isinstance(options, dict):
            return options
        return [{"value": str(value), "label": label} for value, label in options.items()]

    @model_validator(mode="after")
    def consistent(self) -> "Item":
        values = [option.value for option in self.options]
        if (self.kind == "scelta") != bool(values) or len(set(values)) < len(values):
            raise ValueError(f"{self.id}: una scelta ha opzioni diverse tra loro, gli altri tipi nessuna")
        if self.key and self.key not in values:
            raise ValueError(f"{self.id}: la risposta giusta non è tra le opzioni")
        if self.reversed and self.kind != "scala":
            raise ValueError(f"{self.id}: solo una scala si può invertire")
        return self


class Rule(Frozen):
    """How the points of a subscale become its score."""

    subscale: str
    how: Literal["media", "somma", "percentuale"]
    """mean of the points | their sum | their sum over the most possible, times 100"""
    least: int = Field(ge=1)
    """under so many answers there is no score (None), never 0"""
    unanswered: Literal["escluse", "errate"] = "escluse"
    """left out (a sum is then scaled up to all the items), or no points, as in a test"""


class Instrument(Frozen):
    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    version: int = Field(ge=1)
    name: str = Field(min_length=1)
    authors: str = Field(min_length=1)
    citation: str = ""
    language: str = "it"
    adaptation: Adaptation
    validity: str = Field(min_length=1)
    """what is known of it, shown beside every score; "nessuna" is an answer"""
    licence: str = Field(min_length=1)
    distributable: bool
    """whether the licence lets the text be shown in public"""
    practice: bool = False
    """only to train: its keys may be public, its scores prove nothing"""
    items: tuple[Item, ...] = Field(min_length=1)
    low: int = 1
    high: int = 5
    labels: tuple[str, ...] = ()
    """of the scale, from low to high"""
    recall: str = ""
    """the time the answers are about ("l'ultimo mese")"""
    scoring: tuple[Rule, ...] = Field(min_length=1)
    special: bool = False
    """whether the answers may be special categories of data (GDPR art. 9)"""
    threshold: int = Field(default=5, ge=3)
    """fewest people of a published figure"""

    @field_validator("licence", "validity", "authors")
    @classmethod
    def written(cls, text: str) -> str:
        if not text.strip():
            raise ValueError("è vuoto")
        return text.strip()

    @model_validator(mode="after")
    def consistent(self) -> "Instrument":
        names = [item.id for item in self.items]
        if len(set(names)) < len(names):
            raise ValueError("due item hanno lo stesso nome")
        if self.low >= self.high or len(self.labels) not in (0, self.high - self.low + 1):
            raise ValueError("le etichette non corrispondono alla scala")
        for rule in self.scoring:
            number = len(items_of(self, rule.subscale))
            if rule.unanswered == "errate" and any(
                item.kind == "scala" for item in items_of(self, rule.subscale)
            ):
                raise ValueError("in una scala una risposta che manca non è errata: va esclusa")
            if rule.least > number:
                raise ValueError(f"la regola «{rule.subscale}» vuole {rule.least} risposte su {number} item")
        return self

    @property
    def has_keys(self) -> bool:
        return any(item.key for item in self.items)


def items_of(instrument: Instrument, subscale: str) -> tuple[Item, ...]:
    """The items whose points a rule takes; free text has none."""
    scored = (item for item in instrument.items if item.kind != "testo")
    if subscale == TOTAL:
        return tuple(scored)
    return tuple(
        item for item in scored if (item.anchor if subscale == ANCHORS else item.subscale == subscale)
    )
