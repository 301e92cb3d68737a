"""Rules that a municipality's jurist has approved: a file of the installation, never of the repository."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from workbench.errors import UserError
from workbench.settings import settings

REMEDY = "Ogni voce ha regola, approvata_da (ruolo), il (AAAA-MM-GG) e, se serve, nota."


class Approval(BaseModel):
    """One entry: who answers for the rule, by role, and since when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regola: str
    approvata_da: str = Field(min_length=3)
    il: date
    nota: str = ""

    def __str__(self) -> str:
        return f"approvata da {self.approvata_da} il {self.il:%d/%m/%Y}"


APPROVALS = TypeAdapter(tuple[Approval, ...])


def approvals_file() -> Path:
    return settings().var / "approvazioni" / "regole.yaml"


def approvals(known: frozenset[str]) -> Mapping[str, Approval]:
    """By rule. Raises UserError when the file cannot be read or names a rule that is not in `known`."""
    path = approvals_file()
    if not path.is_file():
        return {}
    try:
        found = APPROVALS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as error:
        raise UserError(
            "Il file delle approvazioni non si può leggere.", value=str(path), remedy=REMEDY
        ) from error
    unknown = [each.regola for each in found if each.regola not in known]
    if unknown:
        raise UserError(
            "È approvata una regola che non esiste.",
            value=unknown[0],
            remedy="Controllare l'elenco delle regole.",
        )
    return {each.regola: each for each in found}
