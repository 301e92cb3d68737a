"""An act of the shipped table, and what may be said of its articles."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Confidence = Literal["verificata", "alta", "media"]


@dataclass(frozen=True)
class Act:
    id: str
    """`d.lgs. 36/2023`"""
    title: str
    urn: str
    """`urn:nir:stato:decreto.legislativo:2023-03-31;36`; empty for acts that have none"""
    address: str = ""
    """where an act that Normattiva does not have can be read"""
    day: date | None = None
    articles: int | None = None
    """the highest number of an article; None when it is not known for sure"""
    extra: frozenset[str] = frozenset()
    """articles with a Latin number that are known to exist: `10-bis`"""
    extra_is_complete: bool = False
    """whether a Latin number that is not in `extra` does not exist"""
    annexes: frozenset[str] = frozenset()
    """`I.4`, `II.1`; empty when they are not known"""
    in_force_from: date | None = None
    in_force_to: date | None = None
    """last day in force, of a repealed act"""
    repealed_by: str = ""
    confidence: Confidence = "alta"
    source: str = ""
    aliases: tuple[str, ...] = ()
    """other names: `TUEL`, `Codice dei contratti pubblici`"""

    def is_in_force(self, day: date) -> bool:
        """As far as the table knows: an act without dates counts as in force unless somebody repealed it."""
        began = self.in_force_from is None or self.in_force_from <= day
        ended = self.in_force_to is not None and self.in_force_to < day
        return began and not ended and not (self.repealed_by and self.in_force_to is None)

    @property
    def status(self) -> Literal["vigente", "abrogato"]:
        return "abrogato" if self.repealed_by or self.in_force_to else "vigente"
