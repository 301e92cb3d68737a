"""The order in which an act says things."""

from typing import Literal

from pydantic import Field

from apps.municipal.tenders.acts import Kind
from apps.municipal.tenders.drafting.clause import Condition, Part

Style = Literal["intestazione", "testo", "elenco", "articoli"]


class Slot(Part):
    """Room for a text of the person, or of the model and accepted by the person."""

    slot: str
    before: str = ""
    """words of the template in front of the first paragraph"""
    optional: bool = False
    """left out, not an open field, when nothing is written"""


class Section(Part):
    title: str = ""
    style: Style = "testo"
    entries: tuple[str | Slot, ...]
    """ids of clauses, of which those whose condition holds are taken, and slots"""
    when: Condition = Condition()


class Template(Part):
    id: str
    kind: Kind
    title: str
    when: Condition = Condition()
    refusal: str = ""
    """why the act cannot be made, in Italian, where `when` does not hold"""
    owner: str
    version: str
    approval: str
    sections: tuple[Section, ...] = Field(min_length=1)
