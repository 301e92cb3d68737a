"""The form of the wizard, drawn from the fields of its case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from apps.municipal.tenders.wizard import Case, read_case
from apps.municipal.tenders.wizard.printing import OBJECTS
from workbench.errors import UserError

Way = Literal["choice", "words", "flag", "maybe", "count"]
FIRST = ("oggetto", "valore", "data", "opzioni", "rinnovi", "cpv", "descrizione")
"""asked at once; the rest waits behind a fold"""
CRITERIA = {
    "": "Non ancora deciso",
    "qualita_prezzo": "Miglior rapporto qualità prezzo",
    "prezzo": "Minor prezzo",
}
YES, NO, UNKNOWN = "sì", "no", "non so"
EXAMPLES = {
    "valore": "39.500,00",
    "data": "22/11/2026",
    "opzioni": "0",
    "rinnovi": "0",
    "cpv": "90910000-9",
    "descrizione": "Pulizia degli uffici comunali per due anni",
}


@dataclass(frozen=True)
class Asked:
    """How one field is asked."""

    name: str
    title: str
    way: Way
    choices: tuple[tuple[str, str], ...] = ()
    example: str = ""


def fields() -> tuple[Asked, ...]:
    """Those that come first, then all the others in the order of the case."""
    names = (*FIRST, *(name for name in Case.model_fields if name not in FIRST))
    return tuple(_asked(name) for name in names)


def start_values() -> list[Any]:
    """What stands in the empty form."""
    return [_shown(each, _default(each.name)) for each in fields()]


def values_of(case: Case) -> list[Any]:
    """A case as the form shows it, in the order of `fields`."""
    return [_shown(each, getattr(case, each.name)) for each in fields()]


def case_of(typed: Sequence[Any]) -> Case:
    """The case that somebody typed. Raises UserError that names what is not right by title."""
    given = {each.name: _read(each, value) for each, value in zip(fields(), typed, strict=True)}
    kept = {name: value for name, value in given.items() if value is not None}
    try:
        return read_case(kept)
    except UserError as error:
        raise UserError(_titled(error.problem), remedy=error.remedy, value=error.value) from error


def _asked(name: str) -> Asked:
    field = Case.model_fields[name]
    title, kind = field.title or name, field.annotation
    if get_origin(kind) is Literal:
        names: Mapping[str, str] = OBJECTS if name == "oggetto" else CRITERIA
        return Asked(name, title, "choice", tuple((names.get(each, each), each) for each in get_args(kind)))
    if type(None) in get_args(kind):
        return Asked(name, title, "maybe")
    if kind is bool:
        return Asked(name, title, "flag")
    if kind is int:
        return Asked(name, title, "count")
    return Asked(name, title, "words", example=EXAMPLES.get(name, ""))


def _default(name: str) -> Any:
    field = Case.model_fields[name]
    if name == "data":
        return date.today()
    return "" if field.is_required() else field.default


def _shown(asked: Asked, value: Any) -> Any:
    match value:
        case None if asked.way == "maybe":
            return UNKNOWN
        case bool() if asked.way == "maybe":
            return YES if value else NO
        case Decimal():
            return f"{value:,.2f}".translate(str.maketrans(",.", ".,")) if value else "0"
        case date():
            return f"{value:%d/%m/%Y}"
    return value or None if asked.way == "choice" and asked.name == "oggetto" else value


def _read(asked: Asked, value: Any) -> Any:
    match asked.way:
        case "maybe":
            return {YES: True, NO: False}.get(value)
        case "count":
            return None if value is None else int(value)
        case "flag":
            return bool(value)
        case "words":
            text = str(value or "").strip()
            return text or None
    return value


def _titled(problem: str) -> str:
    """The names of fields as the form calls them."""
    for each in fields():
        problem = problem.replace(f"«{each.name}»", f"«{each.title}»")
    return problem
