"""A draft: paragraphs that each say where they come from, and what is still open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from apps.municipal.tenders.drafting.clause import DRAFT, VariableKind
from apps.municipal.tenders.drafting.request import Request

Origin = Literal["clausola", "testo dell'utente", "testo IA"]
Style = Literal["titolo", "intestazione", "titoletto", "testo", "elenco"]
Subject = Literal["oggetto", "motivazione"]
"""the only two texts that a model writes"""
BETWEEN = "\n\n"


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: Style
    origin: Origin
    source: str
    """id of the clause, of the template (headings) or of the slot"""
    title: str
    """of the clause or the slot, for people"""
    version: str = ""
    approval: str = ""
    number: int = 0
    """in a numbered list, from 1"""

    @property
    def written(self) -> str:
        return f"{self.number}. {self.text}" if self.number else self.text


@dataclass(frozen=True)
class Entry:
    """Something that the act asks of a person."""

    name: str
    title: str
    kind: VariableKind
    help: str
    example: str
    value: str
    is_optional: bool
    paragraphs: tuple[int, ...]
    """places of the draft, from 0, where its placeholder stands"""

    @property
    def is_open(self) -> bool:
        return not self.value and not self.is_optional


@dataclass(frozen=True)
class Proposal:
    """What a model wrote, never in the draft by itself."""

    subject: Subject
    text: str
    model: str
    prompt: str
    """as it was sent, masked"""
    masked: int
    """how many personal data were masked before sending"""
    seconds: float = 0.0


@dataclass(frozen=True)
class Accepted:
    proposal: Proposal
    text: str
    """what the person accepted"""
    distance: float
    """normalised edit distance from the proposal: 0 the same, 1 nothing in common"""


@dataclass(frozen=True)
class Draft:
    request: Request
    title: str
    template: str
    version: str
    values: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    """everything that the act asks, filled or not"""
    accepted: tuple[Accepted, ...] = field(default=())

    @property
    def open_fields(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_open)

    @cached_property
    def text(self) -> str:
        """The act as plain text, as the checker reads it."""
        return BETWEEN.join(paragraph.written for paragraph in self.paragraphs)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the text of each paragraph, after its number, begins in `text`."""
        found, at = [], 0
        for paragraph in self.paragraphs:
            found.append(at + len(paragraph.written) - len(paragraph.text))
            at += len(paragraph.written) + len(BETWEEN)
        return tuple(found)

    @property
    def unapproved(self) -> tuple[str, ...]:
        """Ids of the clauses that the legal office has not approved."""
        return tuple(
            dict.fromkeys(
                each.source
                for each in self.paragraphs
                if each.origin == "clausola" and each.approval == DRAFT
            )
        )
