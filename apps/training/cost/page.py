"""The third step of every training: what it costs, asked and shown."""

from typing import NoReturn

import streamlit as st
from pydantic import BaseModel

from apps.screen import layout, navigation
from apps.training import estimating
from workbench.jobs import Job

REFRESH_SECONDS = 1.5
EXPLANATION = "Una breve prova dice se il lavoro ci sta, prima di avviarlo."


def estimate(config: BaseModel) -> bool:
    """The button, and what is known for these very values; True when they fit this machine."""
    layout.section("3. Quanto costa")
    if st.button("Stima tempo e memoria", key="addestramento.stima", icon=":material/timer:"):
        estimating.begin(config)
    found = estimating.look(config)
    if found is None:
        layout.note(EXPLANATION)
    elif found.running:
        st.fragment(wait, run_every=REFRESH_SECONDS)(config)
    else:
        show_estimate(found)
    return bool(found and found.answer and found.answer["fits"])


def wait(config: BaseModel) -> None:
    """Looks again by itself until the answer is there; the rest of the page stays usable."""
    found = estimating.look(config)
    if found is None or not found.running:
        st.rerun()
    st.info("Prova in corso…", icon=":material/hourglass_top:")


def show_estimate(found: estimating.Estimating) -> None:
    if found.answer is None:
        st.error(layout.literal(found.problem), icon=":material/error:")
        return
    layout.facts(estimating.tell(found.answer))
    for sentence in found.answer.get("notes", ()):
        layout.note(sentence)
    refusal = estimating.refusal(found.answer)
    if refusal:
        st.error(layout.literal(refusal), icon=":material/error:")
    else:
        st.success("Ci sta in questa macchina.", icon=":material/check_circle:")


def follow(job: Job) -> NoReturn:
    """Leave for the page of the job just started."""
    layout.announce("Il lavoro è in coda. Si può chiudere la pagina: va avanti da solo.")
    navigation.go("lavori", lavoro=job.id)


def press_start(*, fits: bool) -> bool:
    """The button of the fourth step, which waits for an estimate that fits."""
    layout.section("4. Avvio")
    pressed = st.button(
        "Avvia l'addestramento",
        type="primary",
        key="addestramento.avvia",
        icon=":material/play_arrow:",
        disabled=not fits,
    )
    if not fits:
        layout.note("Si può avviare dopo una stima che ci sta in questa macchina.")
    return pressed
