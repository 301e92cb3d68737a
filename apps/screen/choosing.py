"""Choices with words: what a person reads on the left, what the program gets on the right."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import streamlit as st

Value = TypeVar("Value")
SEARCHED = 9
"""from this many options on, the list can be searched by typing"""


def choose(
    title: str, words: Mapping[Value, str], *, key: str, start: Any = None, explanation: str | None = None
) -> Value:
    """One of the values, shown by its words; `start` is chosen at first, or else the first value."""
    options = list(words)
    chosen = st.selectbox(
        title,
        options,
        index=options.index(start) if start in words else 0,
        format_func=lambda value: words[value],
        key=key,
        help=explanation,
        filter_mode="fuzzy" if len(options) >= SEARCHED else None,
    )
    return chosen


def choose_many(
    title: str,
    words: Mapping[Value, str],
    *,
    key: str,
    start: Collection[Any] = (),
    explanation: str | None = None,
) -> list[Value]:
    """Some of the values, in the order in which they were taken."""
    return st.multiselect(
        title,
        list(words),
        default=[value for value in start if value in words],
        format_func=lambda value: words[value],
        key=key,
        help=explanation,
        placeholder="nessuno",
    )


def choose_view(views: Mapping[Value, str], *, key: str, start: Value) -> Value:
    """One of a few faces of a page."""
    chosen = st.segmented_control(
        "Vista",
        list(views),
        default=start,
        required=True,
        format_func=lambda value: views[value],
        key=key,
        label_visibility="collapsed",
    )
    return start if chosen is None else chosen
