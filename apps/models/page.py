"""Modelli: what models there are, where each comes from, and what to do with one."""

import streamlit as st

from apps.models import shelf
from apps.screen import layout, listings, navigation
from apps.screen.provenance import draw_lineage
from workbench.models import Model, delete_model


def render() -> None:
    layout.header("Modelli", "I modelli di partenza e quelli addestrati qui, con la loro scheda.")
    models = listings.models()
    wanted = st.query_params.get("modello")

    act()

    if all(model.shipped for model in models):
        layout.empty("Nessun modello addestrato ancora: il primo nasce dalla pagina Addestramento.")
    for model in sorted(models, key=lambda each: each.reference != wanted):
        show(model)
    for name, problem in listings.unusable():
        st.warning(
            f"**{layout.literal(name)}** non si apre. {layout.literal(str(problem))}",
            icon=":material/warning:",
        )


def act() -> None:
    """Remove the model that the last press named."""
    name = st.session_state.pop("modelli.da_eliminare", None)
    if name:
        with layout.guarded():
            delete_model(name)
            layout.announce(f"Il modello «{name}» è eliminato.")
            st.rerun()


def show(model: Model) -> None:
    """The card of one model, and where to take it."""
    with st.container(border=True, key=f"modelli.scheda.{model.reference}"):
        layout.section(model.name)
        layout.note(shelf.summary(model))
        layout.facts(shelf.facts(model))
        card = shelf.card_text(model)
        if card:
            with st.expander("Scheda completa", key=f"modelli.testo.{model.reference}"):
                st.markdown(card)
        with st.container(horizontal=True):
            show_ways(model)
        if not model.shipped:
            draw_lineage(lambda: shelf.run_of(model), key=f"modelli.provenienza.{model.reference}")


def show_ways(model: Model) -> None:
    if st.button("Misura", key=f"modelli.misura.{model.reference}", icon=":material/balance:"):
        navigation.go("valutazione", vista="nuova", modello=model.reference)
    st.link_button("Prova nella chat", f"/chat/?modello={model.reference}", icon=":material/forum:")
    job = shelf.maker(model)
    if job and st.button(
        "Il suo addestramento", key=f"modelli.lavoro.{model.reference}", icon=":material/timeline:"
    ):
        navigation.go("lavori", lavoro=job.id)
    if shelf.may_delete(layout.person(), model):
        with st.popover("Elimina…", key=f"modelli.chiedi.{model.reference}"):
            layout.note("I pesi si eliminano per sempre. Le misure già fatte restano.")
            st.button(
                "Elimina per sempre",
                key=f"modelli.elimina.{model.reference}",
                on_click=lambda: st.session_state.update({"modelli.da_eliminare": model.reference}),
            )
