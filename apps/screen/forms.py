"""Forms drawn from a pydantic config: one widget a field, the advanced ones folded away."""

from collections.abc import Callable, Collection
from typing import Any

import streamlit as st
from pydantic import BaseModel

from apps.screen.fields import FormField, fields_of
from workbench.italian import exact, read_number


def draw_form(
    config_class: type[BaseModel],
    *,
    key: str,
    leave_out: Collection[str] = (),
    folded: Collection[str] = (),
    start: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Draw the fields of a config and return what they say now, by name.

    Args:
        key: start of the widgets' keys, which are `<key>.<field>`.
        leave_out: fields that the page asks in its own way, or that mean nothing here.
        folded: fields for those who know, put away in an expander.
        start: values to begin with instead of the defaults.
    """
    shown = [each for each in fields_of(config_class) if each.name not in leave_out]
    away = [each for each in shown if each.name in folded]
    values = _draw([each for each in shown if each not in away], key, start or {})
    if away:
        with st.expander("Impostazioni avanzate", key=f"{key}.avanzate"):
            values |= _draw(away, key, start or {})
    return values


def _draw(fields: list[FormField], key: str, start: dict[str, Any]) -> dict[str, Any]:
    values = {}
    # Row by row: on a narrow screen the fields then stay in the order of the config.
    for first in range(0, len(fields), 2):
        for column, each in zip(st.columns(2), fields[first : first + 2], strict=False):
            with column:
                values[each.name] = draw_field(each, f"{key}.{each.name}", start.get(each.name, each.default))
    return values


def draw_field(field: FormField, key: str, value: Any) -> Any:
    """Draw one field, starting from `value`, and return what it says now."""
    return WIDGETS[field.kind](field, key, value)


def _choice(field: FormField, key: str, value: Any) -> Any:
    place = field.options.index(value) if value in field.options else 0
    return st.selectbox(
        field.title,
        field.options,
        index=place,
        key=key,
        help=field.help,
        filter_mode=None,
    )


def _switch(field: FormField, key: str, value: Any) -> bool:
    return st.checkbox(field.title, value=bool(value), key=key, help=field.help)


def _integer(field: FormField, key: str, value: Any) -> int | None:
    limits = {"min_value": field.minimum, "max_value": field.maximum, "step": field.step}
    start = value if value is not None or field.optional else field.minimum or 0
    given: dict[str, Any] = {
        name: None if each is None else int(each) for name, each in (limits | {"value": start}).items()
    }
    return st.number_input(
        field.title,
        **given,
        format="%d",
        key=key,
        help=field.help,
        placeholder="nessun limite" if field.optional else None,
    )


def _decimal(field: FormField, key: str, value: Any) -> float | str | None:
    """A line of text: a browser whose language is not Italian reads `0,001` as 0 or 1 in a number field.

    What is no number is returned as typed: the config refuses it by the field's title.
    """
    typed = st.text_input(
        field.title, value="" if value is None else exact(float(value)), key=key, help=field.help
    )
    if not typed.strip() and field.optional:
        return None
    number = read_number(typed)
    if number is None:
        st.error(
            f"Scrivere un numero, per esempio {exact(float(field.default or 0.5))}.", icon=":material/error:"
        )
        return typed
    return number


def _text(field: FormField, key: str, value: Any) -> str | None:
    typed = st.text_input(field.title, value=value or "", key=key, help=field.help)
    return None if field.optional and not typed.strip() else typed.strip()


def _list(field: FormField, key: str, value: Any) -> list[str]:
    typed = st.text_area(
        field.title, value="\n".join(map(str, value or ())), key=key, help=field.help, height=90
    )
    return [line.strip() for line in typed.splitlines() if line.strip()]


WIDGETS: dict[str, Callable[[FormField, str, Any], Any]] = {
    "choice": _choice,
    "switch": _switch,
    "integer": _integer,
    "decimal": _decimal,
    "text": _text,
    "list": _list,
}
