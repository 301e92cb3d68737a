"""Addestramento: from a model that exists or from nothing; see time and memory, start."""

from typing import Any

import streamlit as st

from apps.screen import layout, listings, navigation
from apps.screen.choosing import choose, choose_view
from apps.screen.forms import draw_form
from apps.screen.memory import request_id
from apps.training import wish
from apps.training.cost.page import estimate, follow, press_start
from apps.training.from_scratch import page as from_scratch
from finetune.config import TrainingConfig
from workbench.data import DataSet
from workbench.italian import plural

VIEWS = {"da-un-modello": "Da un modello", "da-zero": "Da zero"}


def render() -> None:
    layout.header(
        "Addestramento",
        "Scegliere da che cosa imparare, stimare il tempo, poi avviare il lavoro.",
    )
    start = st.query_params.get("vista", "da-un-modello")
    view = choose_view(VIEWS, key="addestramento.vista", start=start if start in VIEWS else "da-un-modello")
    if view == "da-zero":
        from_scratch.render()
    else:
        from_a_model()


def from_a_model() -> None:
    """A data set teaches a model that can already read."""
    data_sets = listings.data_sets()
    if not data_sets:
        layout.empty("Prima serve un insieme di dati: portarne uno dalla pagina Dati.")
        navigation.link("dati", "Porta i dati", icon=":material/upload_file:", vista="porta")
        return
    data_set, values = ask(data_sets)

    with layout.guarded():
        config = wish.make_config(values, layout.person())
        if press_start(fits=estimate(config)):
            request = request_id("addestramento", wish.as_yaml(config))
            follow(wish.start(config, data_set, layout.person(), request))


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
    chosen = choose("Modello di base", words, key="addestramento.modello", explanation=wish.ABOUT_SIZE)
    if chosen != wish.OTHER:
        return chosen
    return st.text_input("Cartella o identificativo autore/modello", key="addestramento.altro_modello")
