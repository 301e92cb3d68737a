"""The result of one evaluation: verdict first, then figures, pictures, and the rows that changed."""

import streamlit as st

from apps.evaluation.outcome import results
from apps.screen import layout, listings
from apps.screen.choosing import choose
from apps.screen.markup import literal
from apps.screen.provenance import draw_lineage
from eval.result import Comparison
from eval.wording import SURE
from workbench.italian import number, plural
from workbench.jobs import Job

PAGE_OF_FLIPS = 25


def show(job: Job) -> None:
    found = results.comparison_of(job.folder)
    show_verdict(found, job)
    show_figures(found)
    show_flips(found)
    show_classes(found)
    show_origin(found)


def show_verdict(found: Comparison, job: Job) -> None:
    """The answer in one sentence, and the ways to its report and its trace."""
    layout.note(job.title)
    layout.section(found.question)
    layout.verdict(found.verdict)
    for sentence in found.verdicts:
        if sentence != found.verdict:
            layout.note(sentence)
    with st.container(horizontal=True):
        st.link_button(
            "Apri il rapporto",
            f"/rapporti/{job.id}/rapporto.html",
            type="primary",
            icon=":material/description:",
        )
        st.link_button("Rapporto in Markdown", f"/rapporti/{job.id}/rapporto.md", icon=":material/download:")
    draw_lineage(lambda: listings.run_of_job(job.folder), key="valutazione.provenienza")


def show_figures(found: Comparison) -> None:
    layout.section("Le cifre")
    columns, rows = results.figures_table(found)
    caption = f"Misure su {number(found.n)} righe di prova, con intervallo al {SURE}"
    layout.table(columns, rows, caption=caption)
    if found.pairs:
        layout.draw(results.difference_chart(found), key="valutazione.differenza")
        layout.table(
            results.PAIR_COLUMNS, results.pairs_table(found), caption="Confronti a coppie sulle stesse righe"
        )
        for sentence in results.sensitivity(found):
            layout.note(sentence)
    layout.draw(results.values_chart(found), key="valutazione.valori")


def show_flips(found: Comparison) -> None:
    """The rows that one model has right and the other wrong, side by side, filtered."""
    if not found.pairs:
        return
    layout.section("Le righe che cambiano")
    pairs = results.flip_pairs(found)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        pair = choose("Confronto", pairs, key="valutazione.coppia")
    counts = results.flip_counts(found, pair)
    with middle:
        words = {each: f"{said} ({number(counts[each])})" for each, said in results.DIRECTIONS.items()}
        direction = choose("Quali", words, key="valutazione.direzione")
    with right:
        sought = st.text_input(
            "Che contengono", key="valutazione.parole", placeholder="parole nel testo o nell'etichetta"
        )
    flips = results.chosen_flips(found, pair, direction, sought)
    pages = max(1, -(-len(flips) // PAGE_OF_FLIPS))
    page = st.number_input("Pagina", 1, pages, 1, key="valutazione.pagina") if pages > 1 else 1
    shown = flips[(page - 1) * PAGE_OF_FLIPS : page * PAGE_OF_FLIPS]
    if not shown:
        layout.empty("Nessuna riga con questo filtro.")
        return
    columns, rows = results.flips_table(found, shown, pair)
    layout.table(columns, rows, caption=f"{plural(len(flips), 'riga', 'righe')}, pagina {page} di {pages}")


def show_classes(found: Comparison) -> None:
    """Per label, for one model at a time."""
    classified = [model for model in found.models if model.confusion]
    if not classified:
        return
    layout.section("Etichetta per etichetta")
    names = {model.reference: model.name for model in classified}
    chosen = choose("Modello", names, key="valutazione.modello", start=results.first_shown(classified))
    model = found.model(chosen)
    layout.draw(results.confusion_chart(found, model), key="valutazione.confusione")
    layout.table(
        results.CLASS_COLUMNS,
        results.per_class_table(model),
        caption=f"Misure per etichetta di {model.name}",
        figures=results.CLASS_COLUMNS[1:],
    )


def show_origin(found: Comparison) -> None:
    layout.section("Limiti")
    st.markdown("\n".join(f"- {literal(sentence)}" for sentence in found.limits))
    with st.expander("Da dove viene e come si ripete", key="valutazione.origine"):
        layout.facts(results.origin(found))
