"""Valutazione: measure models on a frozen test, and read whether it helped."""

import streamlit as st

from apps.evaluation import wish
from apps.evaluation.outcome import page as outcome
from apps.screen import layout, listings, navigation
from apps.screen.choosing import choose, choose_many, choose_view
from apps.screen.forms import draw_form
from apps.screen.memory import request_id
from eval.benchmarks import benchmark_for
from eval.config import EvaluationConfig, write_config
from eval.effect import expected_effect, in_words
from eval.metrics import find_metric
from workbench.data import DataSet
from workbench.italian import moment, number
from workbench.jobs import Job, Status

VIEWS = {"risultati": "Risultati", "nuova": "Nuova valutazione"}


def render() -> None:
    layout.header(
        "Valutazione", "Qui si confrontano i modelli sulle stesse righe di prova e si legge se è servito."
    )
    done = [job for job in listings.jobs() if job.kind == "valutazione" and job.status is Status.DONE]
    start = "nuova" if st.query_params.get("vista") == "nuova" or not done else "risultati"
    view = choose_view(VIEWS, key="valutazione.vista", start=start)
    with layout.guarded():
        if view == "nuova":
            new_evaluation()
        else:
            results(done)


def results(done: list[Job]) -> None:
    """One finished evaluation, the wanted or the newest."""
    if not done:
        layout.empty("Nessun risultato ancora: scegliere «Nuova valutazione» qui sopra.")
        return
    titles = {job.id: f"{job.title} · {moment(job.created)}" for job in done}
    chosen = choose("Valutazione", titles, key="valutazione.risultato", start=st.query_params.get("lavoro"))
    outcome.show(next(job for job in done if job.id == chosen))


def new_evaluation() -> None:
    data_sets = listings.data_sets()
    if not data_sets:
        layout.empty("Prima serve un insieme di dati: portarne uno dalla pagina Dati.")
        navigation.link("dati", "Porta i dati", icon=":material/upload_file:", vista="porta")
        return
    data_set = ask_data_set(data_sets)
    config = ask_config(data_set)

    layout.section("3. Che cosa può vedere questa prova")
    for effect in expected_effect(config):
        layout.note(in_words(effect))

    layout.section("4. Avvio")
    if st.button(
        "Avvia la valutazione", type="primary", key="valutazione.avvia", icon=":material/play_arrow:"
    ):
        job = wish.start(config, data_set, layout.person(), request_id("valutazione", write_config(config)))
        layout.announce("La valutazione è in coda. Si può chiudere la pagina: va avanti da sola.")
        navigation.go("lavori", lavoro=job.id)


def ask_data_set(data_sets: tuple[DataSet, ...]) -> DataSet:
    layout.section("1. Che cosa si confronta")
    digests = {each.reference: each.data_digest for each in listings.models()}
    digest = digests.get(st.query_params.get("modello", ""))
    fitting = next((each.id for each in data_sets if each.digest == digest), None)
    words = {each.id: f"{each.name} ({number(each.counts['prova'])} righe di prova)" for each in data_sets}
    wanted = st.query_params.get("insieme", fitting)
    chosen = choose("Insieme di dati", words, key="valutazione.dati", start=wanted)
    return next(each for each in data_sets if each.id == chosen)


def ask_config(data_set: DataSet) -> EvaluationConfig:
    """Models, metrics and the fields of the config."""
    models = listings.models()
    offered = wish.choices(data_set, models)
    reference, others = wish.proposal(data_set, models, st.query_params.get("modello"))
    key = f"valutazione.{data_set.id}"
    first = choose(
        "Modello di riferimento",
        offered,
        key=f"{key}.riferimento",
        start=reference,
        explanation="Gli altri si misurano rispetto a questo: di solito il modello di partenza.",
    )
    free = {each: words for each, words in offered.items() if each != first}
    rest = choose_many("Modelli da confrontare", free, key=f"{key}.modelli", start=others)
    layout.section("2. Come si misura")
    available = {name: find_metric(name).title for name in benchmark_for(data_set.task).metrics}
    explanation = EvaluationConfig.model_fields["metrics"].description
    metrics = choose_many("Misure", available, key=f"{key}.misure", start=available, explanation=explanation)
    left_out = wish.left_out(data_set, layout.person())
    values = draw_form(EvaluationConfig, key=key, leave_out=left_out, folded=wish.FOLDED)
    return wish.make_config(data_set, [first, *rest], values | {"metrics": metrics})
