"""What the library holds: conditions, variables, clauses."""

import re
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from apps.municipal.tenders.drafting.request import Circumstances, Criterion, Fact
from apps.municipal.tenders.law import (
    CONTRIBUTION_FROM,
    MARKETPLACE_FROM,
    ROTATION_FREE_BELOW,
    SELF_DECLARATION_BELOW,
    ObjectKind,
    Procedure,
    direct_award_limit,
    eu_threshold,
    programme_limit,
    stamp_duty,
)

BRACES = re.compile(r"\{([a-z][a-z0-9_]*)\}")
DRAFT = "bozza, da approvare dall'ufficio legale"
APPROVED = "approvata da "
Limit = Literal[
    "mepa",
    "rotazione",
    "autodichiarazione",
    "contributo_anac",
    "bollo",
    "programma",
    "affidamento_diretto",
    "soglia_ue",
]
VariableKind = Literal["testo", "testo_lungo", "importo", "data", "numero", "codice"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(Part):
    """All that is said must hold; what is not said is free. Limits are names of figures of the law."""

    objects: tuple[ObjectKind, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    at_least: Limit | None = None
    below: Limit | None = None
    facts: tuple[Fact, ...] = ()
    without: tuple[Fact, ...] = ()

    def holds(self, known: Circumstances) -> bool:
        value = known.situation.value
        return (
            (not self.objects or known.case.oggetto in self.objects)
            and (not self.procedures or known.procedure in self.procedures)
            and (not self.criteria or known.criterion in self.criteria)
            and (self.at_least is None or _reaches(value, self.at_least, known))
            and (self.below is None or not _reaches(value, self.below, known))
            and known.facts.issuperset(self.facts)
            and known.facts.isdisjoint(self.without)
        )


def _reaches(value: Decimal, limit: Limit, known: Circumstances) -> bool:
    kind, day = known.case.oggetto, known.case.data
    match limit:
        case "bollo":
            return stamp_duty(value).value > 0
        case "affidamento_diretto":
            return value >= direct_award_limit(kind, day).value
        case "soglia_ue":
            return value >= eu_threshold(kind, day, known.case.autorita_centrale).value
        case "programma":
            return value >= programme_limit(kind).value
    fixed = {
        "mepa": MARKETPLACE_FROM,
        "rotazione": ROTATION_FREE_BELOW,
        "autodichiarazione": SELF_DECLARATION_BELOW,
        "contributo_anac": CONTRIBUTION_FROM,
    }
    return value >= fixed[limit].value


class Variable(Part):
    """Something that a person writes. `title` is what the open field says."""

    title: str
    kind: VariableKind = "testo"
    help: str = ""
    example: str = ""


class Clause(Part):
    """One paragraph, or a few, of the legal skeleton, with variables in braces."""

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str
    text: str = Field(min_length=1)
    when: Condition = Condition()
    owner: str
    version: str
    approval: str
    valid_from: date | None = None
    valid_to: date | None = None
    variables: dict[str, Variable] = {}
    """of its own; those that several clauses share are in `variables.yaml`"""

    @field_validator("approval")
    @classmethod
    def known_state(cls, value: str) -> str:
        if value != DRAFT and not (value.startswith(APPROVED) and value.removeprefix(APPROVED).strip()):
            raise ValueError(f"approval: «{DRAFT}» oppure «{APPROVED}…»")
        return value

    @property
    def is_approved(self) -> bool:
        return self.approval != DRAFT

    @property
    def names(self) -> tuple[str, ...]:
        """Of the variables and figures in the text, once each, in order."""
        return tuple(dict.fromkeys(BRACES.findall(self.text)))

    def is_valid(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)
