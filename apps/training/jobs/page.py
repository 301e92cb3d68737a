"""Lavori: the queue, and one job as it runs. Reads files only: closing this page changes nothing."""

import streamlit as st

from apps.screen import charts, layout, listings, navigation
from apps.screen.provenance import draw_lineage
from apps.training.jobs import wording
from apps.training.jobs.progress import Progress, log_tail
from workbench.jobs import Job, Status, delete, may_control, open_job, resume, resume_offer, stop

LIVE = frozenset({Status.QUEUED, Status.RUNNING, Status.STOPPING})
REFRESH_SECONDS = 2
SHOWN = 20


def render() -> None:
    layout.header("Lavori", "Qui si seguono addestramenti e valutazioni: vanno avanti anche a pagina chiusa.")
    chosen = st.query_params.get("lavoro")
    if not chosen:
        queue_view()
        return
    if st.button("Tutti i lavori", key="lavori.tutti", icon=":material/arrow_back:"):
        navigation.go("lavori")
    job = open_job(chosen)
    layout.section(job.title)
    # Drawn again by itself only while something can still change.
    st.fragment(job_view, run_every=REFRESH_SECONDS if job.status in LIVE else None)(job.id)


def queue_view() -> None:
    """Every job with its standing; the list follows the queue while something is in it."""
    alive = any(job.status in LIVE for job in listings.jobs())
    st.fragment(draw_queue, run_every=REFRESH_SECONDS if alive else None)()


def draw_queue() -> None:
    jobs = listings.jobs()
    if not jobs:
        layout.empty("Nessun lavoro ancora. Un lavoro nasce dalle pagine Addestramento e Valutazione.")
        return
    shown = jobs if st.session_state.get("lavori.anche_vecchi") else jobs[:SHOWN]
    places, person = listings.queue(jobs), layout.person()
    for job in shown:
        with st.container(border=True, key=f"lavori.scheda.{job.id}"):
            layout.section(job.title)
            layout.status(wording.SIGNS[job.status], wording.standing(job, places.get(job.id)))
            layout.note(wording.origin(job, person))
            if st.button("Apri", key=f"lavori.apri.{job.id}", help=f"Apri «{job.title}»"):
                navigation.go("lavori", lavoro=job.id)
    if len(jobs) > SHOWN:
        st.checkbox("Mostra anche i più vecchi", key="lavori.anche_vecchi")


def job_view(job_id: str) -> None:
    """How one job stands now, and what may be done to it."""
    with layout.guarded():
        job = open_job(job_id)
        act(job)
        job = open_job(job_id)
        progress = st.session_state.setdefault(f"lavori.seguito.{job.id}", Progress()).follow(job.folder)
        show_standing(job, progress)
        ask(job)
        show_curve(job, progress)
        show_end(job, progress)
        show_log(job)
        if job.status not in LIVE and st.session_state.pop(f"lavori.vivo.{job.id}", False):
            st.rerun()
        st.session_state[f"lavori.vivo.{job.id}"] = job.status in LIVE


def act(job: Job) -> None:
    """Do what the last press asked."""
    wish = st.session_state.pop(f"lavori.voluto.{job.id}", None)
    if wish == "ferma":
        stop(job, layout.person())
    elif wish == "riprendi":
        resume(job, layout.person())
        st.rerun()
    elif wish == "elimina":
        delete(job, layout.person())
        layout.announce(f"«{job.title}» è eliminato.")
        navigation.go("lavori")


def ask(job: Job) -> None:
    """The buttons that this person has on this job, or why there are none."""
    reason = wording.why_not(job, layout.person())
    if reason:
        layout.note(reason)
    elif job.status in LIVE:
        label = "Togli dalla coda" if job.status is Status.QUEUED else "Ferma e salva"
        press(job, "ferma", label, ":material/stop:", disabled=job.status is Status.STOPPING)
    elif job.status is not Status.DONE:
        offer = resume_offer(job)
        layout.note(offer.reason)
        press(job, "riprendi", "Riprendi", ":material/play_arrow:", disabled=not offer.possible)


def press(job: Job, wish: str, label: str, icon: str, *, disabled: bool = False) -> None:
    st.button(
        label,
        key=f"lavori.{wish}",
        icon=icon,
        disabled=disabled,
        type="primary" if wish == "riprendi" else "secondary",
        on_click=lambda: st.session_state.update({f"lavori.voluto.{job.id}": wish}),
    )


def show_standing(job: Job, progress: Progress) -> None:
    place = listings.queue(listings.jobs()).get(job.id)
    layout.status(wording.SIGNS[job.status], wording.standing(job, place))
    layout.note(wording.origin(job, layout.person()))
    if job.message and job.status is not Status.DONE:
        layout.note(job.message)
    if job.status in LIVE and job.status is not Status.QUEUED:
        st.progress(progress.share, text=f"Fatto {round(100 * progress.share)} %")
    layout.facts(progress.facts(alive=job.status in LIVE))


def show_curve(job: Job, progress: Progress) -> None:
    if progress.has_curve():
        layout.draw(charts.loss_curve(progress.steps, progress.validations), key=f"lavori.curva.{job.id}")


def show_end(job: Job, progress: Progress) -> None:
    """What came out of it, and where to go from here."""
    for sentence in progress.last.get("diagnosis", ()):
        layout.note(sentence)
    if job.kind == "controllo":
        layout.note("I rilievi si leggono nello strumento «Atti di gara», fra le pratiche aperte prima.")
        return
    if job.status not in LIVE:
        draw_lineage(lambda: listings.run_of_job(job.folder), key="lavori.provenienza")
    if job.status is not Status.DONE:
        return
    if job.kind == "addestramento":
        navigation.link("modelli", "Apri il modello", icon=":material/deployed_code:")
        if st.button("Misura se è servito", type="primary", key="lavori.misura", icon=":material/balance:"):
            navigation.go("valutazione", vista="nuova", modello=listings.trained_name(job.folder))
    else:
        navigation.link("valutazione", "Leggi il risultato", icon=":material/balance:", lavoro=job.id)


def show_log(job: Job) -> None:
    with st.expander("Registro del lavoro (per chi amministra)", key=f"lavori.registro.{job.id}"):
        st.code(log_tail(job.folder) or "Ancora vuoto.", language=None, wrap_lines=True)
    if may_control(layout.person(), job) and job.status not in LIVE:
        with st.popover("Elimina il lavoro…", key="lavori.chiedi_elimina"):
            layout.note(
                "Si eliminano curve, registro e salvataggi. Il modello e le misure in MLflow restano."
            )
            press(job, "elimina", "Elimina", ":material/delete:")
