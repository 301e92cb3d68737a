"""What a form shows of a pydantic config, read from its fields: a new hyper-parameter is one line there."""

from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Kind = Literal["choice", "switch", "integer", "decimal", "text", "list"]


@dataclass(frozen=True)
class FormField:
    """One widget: what it asks, in which limits, starting from which value."""

    name: str
    title: str
    help: str | None
    kind: Kind
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    step: int | None = None
    """how far plus and minus move an integer"""
    options: tuple[Any, ...] = ()
    optional: bool = False


def fields_of(config_class: type[BaseModel]) -> tuple[FormField, ...]:
    """The fields of a config in the order in which they are written."""
    return tuple(_describe(name, info) for name, info in config_class.model_fields.items())


def _describe(name: str, info: FieldInfo) -> FormField:
    kind, options, optional = _kind(info.annotation)
    minimum, maximum = _limit(info, "ge", "gt"), _limit(info, "le", "lt")
    default = info.get_default(call_default_factory=True) if not info.is_required() else None
    return FormField(
        name=name,
        title=info.title or name,
        help=info.description,
        kind=kind,
        default=default,
        minimum=minimum,
        maximum=maximum,
        step=_stride(default if default is not None else minimum) if kind == "integer" else None,
        options=options,
        optional=optional,
    )


def _kind(annotation: Any) -> tuple[Kind, tuple[Any, ...], bool]:
    """Kind of widget, its choices, and whether it may stay empty."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [each for each in get_args(annotation) if each is not NoneType]
        kind, options, _ = _kind(inner[0])
        return kind, options, NoneType in get_args(annotation)
    if get_origin(annotation) is Literal:
        return "choice", get_args(annotation), False
    if get_origin(annotation) in (list, tuple):
        return "list", (), False
    if isinstance(annotation, type) and issubclass(annotation, bool):
        return "switch", (), False
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return "choice", tuple(member.value for member in annotation), False
    kinds: dict[Any, Kind] = {int: "integer", float: "decimal"}
    return kinds.get(annotation, "text"), (), False


def _limit(info: FieldInfo, *names: str) -> float | None:
    found = [getattr(mark, name) for mark in info.metadata for name in names if hasattr(mark, name)]
    return found[0] if found else None


def _stride(start: float | None) -> int:
    return 1 if not start or abs(start) < 64 or start % 8 else 8
