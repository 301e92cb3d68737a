"""The clauses and templates that are there: shipped, and the municipality's own, which win by id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from apps.municipal.tenders.drafting.clause import Clause, Variable
from apps.municipal.tenders.drafting.template import Template
from workbench.errors import UserError
from workbench.settings import settings

SHIPPED = Path(__file__).parent
COMMON = ("owner", "version", "approval")
"""what a file says once for all its entries"""
Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True)
class Library:
    clauses: Mapping[str, tuple[Clause, ...]]
    """all versions of an id, the municipality's own before the shipped ones"""
    templates: Mapping[str, Template]
    variables: Mapping[str, Variable]

    def clause(self, identifier: str, day: date) -> Clause | None:
        """The version that holds on a day; None where none does. Raises UserError for an unknown id."""
        versions = self.clauses.get(identifier)
        if not versions:
            raise UserError(
                "Il modello richiama una clausola che non c'è.",
                value=identifier,
                remedy="Aggiungerla alle clausole oppure toglierla dal modello.",
            )
        return next((clause for clause in versions if clause.is_valid(day)), None)


def own_folder() -> Path:
    """`clauses/*.yaml` and `templates/*.yaml` of the municipality, made like the shipped ones."""
    return settings().var / "tenders"


def read_library() -> Library:
    """Raises UserError, naming the file, when one of the municipality's own cannot be used."""
    shipped, own = _shipped(), own_folder()
    clauses: dict[str, tuple[Clause, ...]] = {}
    for clause in (*_entries(own / "clauses", "clauses", Clause), *shipped[0]):
        clauses[clause.id] = (*clauses.get(clause.id, ()), clause)
    variables = dict(shipped[2])
    for versions in clauses.values():
        for clause in reversed(versions):
            variables.update(clause.variables)
    templates = {each.id: each for each in (*shipped[1], *_entries(own / "templates", "templates", Template))}
    return Library(clauses, templates, variables)


@cache
def _shipped() -> tuple[tuple[Clause, ...], tuple[Template, ...], dict[str, Variable]]:
    named = _content(SHIPPED / "variables.yaml")
    variables = {name: Variable.model_validate(content) for name, content in named.items()}
    clauses = tuple(_entries(SHIPPED / "clauses", "clauses", Clause))
    return clauses, tuple(_entries(SHIPPED / "templates", "templates", Template)), variables


def _entries(folder: Path, key: str, model: type[Entry]) -> Iterable[Entry]:
    """Of a file with one entry, or with several under `key`."""
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        content = _content(path)
        common = {name: content[name] for name in COMMON if name in content}
        for entry in content.get(key) or [content]:
            try:
                yield model.model_validate({**common, **entry})
            except (ValidationError, TypeError) as error:
                raise _unusable(path, error) from error


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _unusable(path, error) from error
    if not isinstance(content, dict):
        raise _unusable(path, "il file non contiene voci con un nome")
    return content


def _unusable(path: Path, error: object) -> UserError:
    return UserError(
        f"Il file «{path.name}» della libreria delle clausole non si può usare: {error}",
        value=path,
        remedy="Correggere il file o toglierlo dalla cartella.",
    )
