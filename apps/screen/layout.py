"""The frame of every page: head, messages, empty states, and who is asking."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from apps.gate import LOCAL, person_from_headers
from apps.screen import markup
from apps.screen.charts import PAPERS, Chart
from apps.screen.markup import Cell, literal
from workbench.errors import UserError
from workbench.italian import slug
from workbench.jobs import Person

NOTICE = "officina.notice"
ICON = Path(__file__).with_name("icon.svg")
"""a file: Streamlit would fetch an icon given by name from another site"""


def header(title: str, sentence: str) -> None:
    """Title of the page and one sentence that says what to do here; then what the last action had to say."""
    st.title(title, anchor=False)
    st.html(f'<p class="officina-lead">{escape(sentence)}</p>')
    notice = st.session_state.pop(NOTICE, None)
    if notice:
        st.success(literal(notice), icon=":material/check_circle:")


def announce(text: str) -> None:
    """Say this at the head of the next page drawn."""
    st.session_state[NOTICE] = text


def section(title: str) -> None:
    st.header(literal(title), anchor=False)


def subsection(title: str) -> None:
    st.subheader(literal(title), anchor=False)


def show_error(error: UserError) -> None:
    """What is wrong, with which value, and what to do."""
    value = "" if error.value is None else f" [{literal(str(error.value)[:200])}]"
    st.error(f"**{literal(error.problem)}**{value}  \n{literal(error.remedy)}", icon=":material/error:")


@contextmanager
def guarded() -> Iterator[None]:
    """The border of a page: what a person can put right is shown where it happened."""
    try:
        yield
    except UserError as error:
        show_error(error)


def empty(text: str) -> None:
    """An empty place says what to do."""
    st.info(literal(text), icon=":material/lightbulb:")


def note(text: str) -> None:
    st.html(f'<p class="officina-note">{escape(text)}</p>')


def status(sign: str, text: str) -> None:
    """How something stands: a sign for the eye, the words for everybody."""
    st.html(f'<p class="officina-status"><span aria-hidden="true">{escape(sign)}</span> {escape(text)}</p>')


def verdict(text: str) -> None:
    st.html(f'<p class="officina-verdict">{escape(text)}</p>')


def facts(pairs: Iterable[tuple[str, Cell]]) -> None:
    st.html(markup.facts(pairs))


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, caption: str, figures: Sequence[str] = ()
) -> None:
    st.html(markup.table(columns, rows, caption=caption, figures=figures))


def draw(chart: Chart, *, key: str) -> None:
    """A chart with its title, its description in words, and its data as CSV."""
    subsection(chart.title)
    note(chart.text)
    if not chart.records:
        return
    dark = st.context.theme.type == "dark"
    st.vega_lite_chart(
        chart.specification(dark=dark), key=f"{key}.grafico", alt=f"{chart.title}. {chart.text}"
    )
    st.download_button(
        "Scarica i dati (CSV)",
        chart.as_csv,
        file_name=f"{slug(chart.title)}.csv",
        mime="text/csv",
        key=f"{key}.csv",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def person() -> Person:
    """Who is asking, as the gate told it."""
    return person_from_headers(st.context.headers)


def dress() -> None:
    """Our style, Streamlit's own words in Italian, and who is here; once in each run, by the entry."""
    css, script = _dressing()
    paper = PAPERS[st.context.theme.type == "dark"]
    st.html(f"<style>:root {{ --officina-paper: {paper}; }}\n{css}</style>")
    with st.sidebar:
        # Links to rooms that Streamlit does not draw; the script stands with them to leave no gap of its own.
        st.html(f"{ROOMS}<script>{script}</script>", unsafe_allow_javascript=True)
        who = person()
        signed = who != LOCAL
        leave = ' · <a href="/esci" target="_self">Esci</a>' if signed else ""
        name = f"{who.name}, {who.role}" if signed else "Su questo computer"
        st.html(f'<p class="officina-person">{escape(name)}{leave}</p>')


ROOMS = (
    '<nav aria-label="Altre stanze"><ul class="officina-rooms">'
    '<li><a href="/chat/" target="_self">Chat di confronto</a></li>'
    '<li><a href="/atti/" target="_self">Atti di gara</a></li>'
    '<li><a href="/mlflow/" target="_self">Registro MLflow (in inglese)</a></li></ul></nav>'
)


@cache
def _dressing() -> tuple[str, str]:
    here = Path(__file__).parent
    return (here / "style.css").read_text("utf-8"), (here / "italian.js").read_text("utf-8")
