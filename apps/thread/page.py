"""Inizio: where the thread stands, from data to report, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from apps.screen import layout, listings, navigation
from apps.screen.markup import Step, steps
from workbench.data import DataSet, Task
from workbench.italian import plural
from workbench.jobs import Job, Person, Status
from workbench.models import Model

WAITING = frozenset({Status.QUEUED, Status.RUNNING, Status.STOPPING})


@dataclass(frozen=True)
class Action:
    """The one thing to do next: what the button says and which page it opens."""

    label: str
    page: str
    query: dict[str, str]


def render() -> None:
    layout.header(
        "Officina", "Dai dati a una differenza misurata: ecco a che punto è il lavoro e che cosa fare adesso."
    )
    data_sets, models, jobs = listings.data_sets(), listings.models(), listings.jobs()

    path, action = where_it_stands(data_sets, models, [job for job in jobs if concerns(layout.person(), job)])

    st.html(steps(path))
    with st.container(horizontal=True):
        if st.button(action.label, type="primary", key="inizio.avanti", icon=":material/arrow_forward:"):
            navigation.go(action.page, **action.query)
        if action.page != "dati" and st.button("Porta i dati", key="inizio.dati"):
            navigation.go("dati", vista="porta")
    layout.section("Come funziona")
    layout.note(
        "Un insieme di dati viene congelato in tre parti: con la prima il modello impara, con la seconda si "
        "controlla mentre impara, la terza resta nascosta e serve a misurare. Il confronto dice di quanto il "
        "modello nuovo è meglio o peggio di quello di partenza sulle stesse righe, e con quanta sicurezza."
    )


def concerns(person: Person, job: Job) -> bool:
    """The path on this page is the person's own."""
    return job.owner.name == person.name


def where_it_stands(
    data_sets: Sequence[DataSet], models: Sequence[Model], jobs: Sequence[Job]
) -> tuple[list[Step], Action]:
    """The five steps with their state, and the next action. `jobs` are the newest first."""
    trained = [model for model in models if not model.shipped]
    training = next((job for job in jobs if job.kind == "addestramento"), None)
    evaluation = next((job for job in jobs if job.kind == "valutazione"), None)
    measured = evaluation is not None and evaluation.status is Status.DONE
    learned = training.status is Status.DONE if training else bool(trained)
    done = [bool(data_sets), learned, bool(trained), measured, measured]
    texts = [
        _tell_data(data_sets),
        _tell_job(training, "Si sceglie un insieme, si stima il tempo, si avvia."),
        _tell_models(trained),
        _tell_job(evaluation, "Il modello nuovo e quello di partenza sulle stesse righe nascoste."),
        "Il rapporto è pronto, con cifre, limiti e righe cambiate."
        if measured
        else "Si scarica con un clic.",
    ]
    names = ("Dati", "Addestramento", "Modello", "Confronto", "Rapporto")
    current = next((place for place, finished in enumerate(done) if not finished), len(names))
    states = [
        "fatto" if finished else "ora" if place == current else "dopo" for place, finished in enumerate(done)
    ]
    path = [Step(*each) for each in zip(names, states, texts, strict=True)]
    return path, _next_action(data_sets, trained, training, evaluation)


def _next_action(
    data_sets: Sequence[DataSet], trained: Sequence[Model], training: Job | None, evaluation: Job | None
) -> Action:
    if not data_sets:
        return Action("Porta i dati", "dati", {"vista": "porta"})
    if training and training.status in WAITING:
        return Action("Segui l'addestramento", "lavori", {"lavoro": training.id})
    if evaluation and evaluation.status in WAITING:
        return Action("Segui la valutazione", "lavori", {"lavoro": evaluation.id})
    if training and training.status is not Status.DONE:
        return Action("Guarda perché si è fermato", "lavori", {"lavoro": training.id})
    if not trained:
        # The oldest come with Officina; of these a classification is learnt in a minute or two.
        easy = [each for each in data_sets if each.task is Task.CLASSIFICATION] or data_sets
        return Action("Prova subito con i dati di esempio", "addestramento", {"insieme": easy[-1].id})
    newest = training.created if training else ""
    if evaluation and evaluation.status is Status.DONE and evaluation.created >= newest:
        return Action("Leggi il risultato", "valutazione", {"lavoro": evaluation.id})
    return Action("Misura se è servito", "valutazione", {"vista": "nuova"})


def _tell_data(data_sets: Sequence[DataSet]) -> str:
    if not data_sets:
        return "Nessun insieme ancora."
    ready = plural(len(data_sets), "insieme pronto", "insiemi pronti")
    return f"{ready}; il più recente è «{data_sets[0].name}»."


def _tell_job(job: Job | None, otherwise: str) -> str:
    if job is None:
        return otherwise
    progress = (
        f", passo {job.step} di {job.steps}" if job.step and job.steps and job.status in WAITING else ""
    )
    return f"«{job.title}»: {job.status}{progress}."


def _tell_models(trained: Sequence[Model]) -> str:
    if not trained:
        return "Il modello nuovo compare qui quando l'addestramento finisce."
    return f"{plural(len(trained), 'modello addestrato', 'modelli addestrati')}."
