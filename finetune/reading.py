"""From values in a file or a form to a config, and what is wrong with them in Italian."""

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from workbench.errors import UserError
from workbench.italian import exact

Config = TypeVar("Config", bound=BaseModel)
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
RESERVED = ("incorporato", "maggioranza", "tfidf")
"""no name of a new model begins so: the shipped models and the yardsticks are called by these"""
QUOTED = re.compile(r"'([^']*)'")
BOUNDS = {"ge": "almeno", "gt": "più di", "le": "al massimo", "lt": "meno di", "expected": "uno fra"}


def check_name(name: str) -> str:
    """The name of a new model, which is also that of its folder; ValueError when it cannot be that."""
    if not NAME.fullmatch(name) or ".." in name or name.startswith(RESERVED):
        raise ValueError("name")
    return name


def read_as(config_class: type[Config], values: object, what: str) -> Config:
    """The config in a mapping; UserError names the first wrong field. `what` is configured, with its article.

    A check of several fields together names the field to look at in its ValueError.
    """
    try:
        return config_class.model_validate(values)
    except ValidationError as cause:
        first = cause.errors()[0]
        together = first["type"] == "value_error" and not first["loc"]
        key = str(first["loc"][0]) if first["loc"] else first["msg"].rpartition(" ")[2] if together else ""
        field = config_class.model_fields.get(key)
        title = str(field.title) if field else key
        raise UserError(
            f"La configurazione {what} non è valida: {_problem(title, first['type'])}.",
            value=None if together or first["type"] == "missing" else _as_typed(first["input"]),
            remedy=_remedy(config_class, key, first.get("ctx") or {}),
        ) from cause


def _problem(title: str, kind: str) -> str:
    if not title:
        return "non è un elenco di voci"
    told = {"missing": f"manca «{title}»", "extra_forbidden": f"«{title}» non è una voce conosciuta"}
    return told.get(kind, f"il valore di «{title}» non va bene")


def _remedy(config_class: type[BaseModel], key: str, limits: dict[str, Any]) -> str:
    bounds = ", ".join(f"{BOUNDS[name]} {_told(value)}" for name, value in limits.items() if name in BOUNDS)
    field = config_class.model_fields.get(key)
    if field is None:
        return f"Voci possibili: {', '.join(config_class.model_fields)}."
    return f"Valori accettati: {bounds}." if bounds else str(field.description)


def _told(limit: float | str) -> str:
    """A number as Italy writes it; the choices that pydantic lists in English are told in Italian."""
    if isinstance(limit, str):
        return QUOTED.sub(r"«\1»", limit).replace("» or «", "» e «")
    return exact(limit)


def _as_typed(value: object) -> object:
    return exact(value) if isinstance(value, float) else value
