"""The list of workbench pages, nothing else: `streamlit run apps/streamlit_app.py`, or in the door."""

import streamlit as st

from apps.data_sets import page as data_sets
from apps.evaluation import page as evaluation
from apps.impact import page as impact
from apps.labs import page as labs
from apps.models import page as models
from apps.screen import layout, navigation
from apps.thread import page as thread
from apps.training import page as training
from apps.training.jobs import page as jobs


def main(first: str = "inizio") -> None:
    """Draw the page that the address names, else the `first` one."""
    st.set_page_config(page_title="Officina", page_icon=layout.ICON, layout="wide")
    listed = {
        "inizio": (thread.render, "Inizio", "home"),
        "dati": (data_sets.render, "Dati", "dataset"),
        "addestramento": (training.render, "Addestramento", "model_training"),
        "lavori": (jobs.render, "Lavori", "pending_actions"),
        "modelli": (models.render, "Modelli", "deployed_code"),
        "valutazione": (evaluation.render, "Valutazione", "balance"),
        "aule": (labs.render, "Aule", "co_present"),
        "impatto": (impact.render, "Impatto", "monitoring"),
    }
    pages = {
        name: st.Page(render, title=title, icon=f":material/{icon}:", url_path=name, default=name == first)
        for name, (render, title, icon) in listed.items()
    }
    navigation.register(pages)
    chosen = st.navigation(list(pages.values()))
    with layout.guarded():
        layout.dress()
        chosen.run()


if __name__ == "__main__":
    main()
