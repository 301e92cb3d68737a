"""Addestramento: choose data and model, see time and memory, start."""

from typing import Any

import streamlit as st

from apps.screen import layout, listings, navigation
from apps.screen.choosing import choose
from apps.screen.forms import draw_form
from apps.screen.memory import request_id
from apps.training import estimating, wish
from finetune.config import TrainingConfig
from workbench.data import DataSet
from workbench.italian import plural

REFRESH_SECONDS = 1.5


def render() -> None:
    layout.header(
        "Addestramento",
        "Scegliere i dati e il modello da cui partire, stimare il tempo, poi avviare il lavoro.",
    )
    data_sets = listings.data_sets()
    if not data_sets:
        layout.empty("Prima serve un insieme di dati: portarne uno dalla pagina Dati.")
        navigation.link("dati", "Porta i tuoi dati", icon=":material/upload_file:", vista="porta")
        return
    data_set, values = ask(data_sets)

    with layout.guarded():
        config = wish.make_config(values, layout.person())
        found = estimate(config)
        start(config, data_set, fits=bool(found and found.answer and found.answer["fits"]))


def ask(data_sets: tuple[DataSet, ...]) -> tuple[DataSet, dict[str, Any]]:
    """Data, base model, method, name, and the fields of the config."""
    layout.section("1. Che cosa")
    by_id = {each.id: each for each in data_sets}
    words = {
        each.id: f"{each.name} ({plural(each.counts['addestramento'], 'riga', 'righe')})"
        for each in data_sets
    }
    wanted = st.query_params.get("insieme")
    data_set = by_id[choose("Insieme di dati", words, key="addestramento.dati", start=wanted)]
    recipe = str(data_set.task)
    layout.note(f"Compito dell'insieme: {recipe}.")
    model = ask_model()
    method = choose("Metodo", wish.METHODS, key="addestramento.metodo")
    proposed = wish.proposed_name(data_set, method)
    name = st.text_input(
        "Nome del nuovo modello",
        value=proposed,
        key=f"addestramento.nome.{proposed}",
        help=TrainingConfig.model_fields["name"].description,
    )
    layout.section("2. Come")
    key = f"addestramento.{recipe}.{method}"
    values = draw_form(
        TrainingConfig,
        key=key,
        leave_out=wish.left_out(method),
        folded=wish.folded(),
        start=wish.start_values(recipe, method),
    )
    return data_set, values | {
        "recipe": recipe,
        "method": method,
        "model": model,
        "data": data_set.id,
        "name": name,
    }


def ask_model() -> str:
    words = {each.reference: wish.tell_model(each) for each in listings.models()}
    words[wish.OTHER] = "Un altro: cartella o identificativo…"
    chosen = choose("Modello di base", words, key="addestramento.modello")
    if chosen != wish.OTHER:
        return chosen
    return st.text_input("Cartella o identificativo autore/modello", key="addestramento.altro_modello")


def estimate(config: TrainingConfig) -> estimating.Estimating | None:
    """The button, and what is known for these very values."""
    layout.section("3. Quanto costa")
    if st.button("Stima tempo e memoria", key="addestramento.stima", icon=":material/timer:"):
        estimating.begin(config)
    found = estimating.look(config)
    if found is None:
        layout.note("Una breve prova sulle righe più lunghe dice se il lavoro ci sta, prima di avviarlo.")
    elif found.running:
        st.fragment(wait, run_every=REFRESH_SECONDS)(config)
    else:
        show_estimate(found)
    return found


def wait(config: TrainingConfig) -> None:
    """Looks again by itself until the answer is there; the rest of the page stays usable."""
    found = estimating.look(config)
    if found is None or not found.running:
        st.rerun()
    st.info("Prova in corso sulle righe più lunghe…", icon=":material/hourglass_top:")


def show_estimate(found: estimating.Estimating) -> None:
    if found.answer is None:
        st.error(layout.literal(found.problem), icon=":material/error:")
        return
    layout.facts(estimating.tell(found.answer))
    refusal = estimating.refusal(found.answer)
    if refusal:
        st.error(layout.literal(refusal), icon=":material/error:")
    else:
        st.success("Ci sta in questa macchina.", icon=":material/check_circle:")


def start(config: TrainingConfig, data_set: DataSet, *, fits: bool) -> None:
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
    if pressed:
        job = wish.start(config, data_set, layout.person(), request_id("addestramento", wish.as_yaml(config)))
        layout.announce("Il lavoro è in coda. Si può chiudere la pagina: va avanti da solo.")
        navigation.go("lavori", lavoro=job.id)
