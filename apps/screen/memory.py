"""What a session keeps between reruns: the value of an expensive step, while its inputs stay the same."""

from collections.abc import Callable, Hashable
from typing import TypeVar
from uuid import uuid4

import streamlit as st

Value = TypeVar("Value")


def remembered(key: str, inputs: Hashable, make: Callable[[], Value]) -> Value:
    """`make()`, or what it gave last time under this key for equal inputs. Errors are not kept."""
    kept = st.session_state.get(key)
    if kept is not None and kept[0] == inputs:
        return kept[1]
    value = make()
    st.session_state[key] = (inputs, value)
    return value


def request_id(key: str, inputs: Hashable) -> str:
    """The same for every press of a button while the same thing is asked: a double click starts one job."""
    return remembered(f"{key}.richiesta", inputs, lambda: uuid4().hex)


def forget_request(key: str) -> None:
    """The next press asks for a new thing."""
    st.session_state.pop(f"{key}.richiesta", None)
