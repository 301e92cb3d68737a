"""Dati: what data sets there are, the card of one, and bringing a new one."""

import streamlit as st

from apps.data_sets import cards
from apps.data_sets.bring import page as bring
from apps.screen import charts, layout, listings, navigation
from apps.screen.choosing import choose_view
from apps.screen.markup import literal
from apps.screen.provenance import draw_lineage
from workbench.data import (
    DataSet,
    card,
    delete_data_set,
    models_trained_on,
    open_data_set,
    preview,
    unreadable_data_sets,
)
from workbench.italian import number

VIEWS = {"elenco": "Elenco", "porta": "Porta i dati"}
MAY_DELETE = frozenset({"amministratore", "ricercatore"})


def render() -> None:
    layout.header(
        "Dati", "Qui si portano i dati, si controllano e si congelano prima di addestrare e misurare."
    )
    chosen = st.query_params.get("insieme")
    if chosen:
        if st.button("Tutti gli insiemi", key="dati.tutti", icon=":material/arrow_back:"):
            navigation.go("dati")
        show_card(open_data_set(chosen))
        return
    if choose_view(VIEWS, key="dati.vista", start=st.query_params.get("vista", "elenco")) == "porta":
        with layout.guarded():
            bring.render()
    else:
        show_list()


def show_list() -> None:
    """Every data set with its next step."""
    data_sets = listings.data_sets()
    if not data_sets:
        layout.empty("Nessun insieme ancora: scegliere «Porta i dati» qui sopra.")
    for data_set in data_sets:
        with st.container(border=True, key=f"dati.scheda.{data_set.id}"):
            layout.section(data_set.name)
            layout.note(cards.summary(data_set))
            with st.container(horizontal=True):
                if st.button(
                    "Apri la scheda", key=f"dati.apri.{data_set.id}", help=f"Scheda di «{data_set.name}»"
                ):
                    navigation.go("dati", insieme=data_set.id)
                if st.button(
                    "Addestra", key=f"dati.addestra.{data_set.id}", icon=":material/model_training:"
                ):
                    navigation.go("addestramento", insieme=data_set.id)
    for name, problem in unreadable_data_sets():
        st.warning(f"**{literal(name)}** non si apre. {literal(str(problem))}", icon=":material/warning:")


def show_card(data_set: DataSet) -> None:
    """Everything known about one data set."""
    layout.section(data_set.name)
    layout.facts(cards.facts(data_set))
    for warning in data_set.warnings:
        st.warning(literal(warning), icon=":material/warning:")
    with st.container(horizontal=True):
        if st.button(
            "Addestra un modello", type="primary", key="dati.addestra", icon=":material/model_training:"
        ):
            navigation.go("addestramento", insieme=data_set.id)
        if st.button("Misura modelli su questi dati", key="dati.misura", icon=":material/balance:"):
            navigation.go("valutazione", vista="nuova", insieme=data_set.id)
    draw_lineage(lambda: cards.run_of(data_set), key="dati.provenienza")
    layout.section("Come sono le righe")
    with st.spinner("Conto lunghezze, etichette e ripetizioni…"):
        measured = card(data_set)
    layout.facts(cards.figures(measured))
    for note in measured.notes:
        layout.note(note)
    counts = cards.label_counts(measured)
    if counts:
        layout.draw(charts.label_balance(counts), key="dati.etichette")
    layout.draw(charts.length_histogram(cards.lengths(data_set.id), unit="caratteri"), key="dati.lunghezze")
    layout.section("Qualche riga")
    rows = [
        (number(row.number), cards.shorten(row.text), cards.shorten(row.target)) for row in preview(data_set)
    ]
    layout.table(("riga", *cards.words(data_set)), rows, caption="Righe di addestramento", figures=("riga",))
    ask_deletion(data_set)


def ask_deletion(data_set: DataSet) -> None:
    """Deleting names what was made from these rows; it cannot be undone."""
    if layout.person().role not in MAY_DELETE:
        return
    with st.popover("Elimina l'insieme…", key="dati.chiedi_elimina"):
        layout.note("Le righe si eliminano per sempre; modelli, misure e rapporti già fatti restano.")
        trained = models_trained_on(data_set)
        if trained:
            layout.note(f"Modelli che vengono da questi dati: {', '.join(trained)}.")
        if st.button("Elimina per sempre", key="dati.elimina"):
            delete_data_set(data_set.id)
            layout.announce(f"L'insieme «{data_set.name}» è eliminato.")
            navigation.go("dati")
