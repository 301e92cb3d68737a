"""The way from a figure on a page to its run in MLflow: one press for the list, one for the run."""

from collections.abc import Callable

import streamlit as st

from apps.screen import layout, listings
from apps.screen.markup import Link
from workbench.italian import listed


def draw_lineage(find_run: Callable[[], str | None], *, key: str) -> None:
    """A button, and when pressed everything that hangs together with the run, each with its link.

    Asked only on a press: MLflow takes a second to load the first time, and no page waits for it.
    """
    if not st.button("Da dove viene (MLflow)", key=key, icon=":material/account_tree:"):
        return
    from workbench.tracking import lineage

    with layout.guarded():
        run = find_run()
        if run is None:
            layout.empty("Non è ancora in MLflow: ci arriva mentre il lavoro va avanti.")
            return
        rows = [(stage.kind, Link(title_of(stage.kind, stage.title), stage.link)) for stage in lineage(run)]
        layout.table(("passaggio", "in MLflow"), rows, caption="Dai dati al confronto")


def title_of(kind: str, title: str) -> str:
    """A stage by the names that people know: MLflow has the references that configs store."""
    if kind == "taratura":
        exercise, _, model = title.partition(" / ")
        return f"{exercise} con {listings.model_name(model)}"
    if kind not in ("valutazione", "confronto"):
        return title
    others, against, reference = title.partition(" / ")
    told = listed([listings.model_name(each) for each in others.split(", ")])
    return f"{told} rispetto a {listings.model_name(reference)}" if against else told
