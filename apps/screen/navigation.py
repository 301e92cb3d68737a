"""Ways from one page to another by name, so that the areas need not know each other."""

from collections.abc import Mapping
from typing import Any, NoReturn

import streamlit as st

PAGES = "officina.pages"


def register(pages: Mapping[str, Any]) -> None:
    """The entry tells which page has which name; once in each run."""
    st.session_state[PAGES] = dict(pages)


def go(name: str, **query: str) -> NoReturn:
    """Open a page now. `query` is what its address carries, for example the chosen job."""
    st.switch_page(st.session_state[PAGES][name], query_params=query or None)


def link(name: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to a page."""
    st.page_link(st.session_state[PAGES][name], label=label, icon=icon, query_params=query or None)
