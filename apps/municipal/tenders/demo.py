"""The Gradio page of the tool for tender acts."""

from pathlib import Path

import gradio as gr

from apps.municipal.tenders.tabs.advising import demo as advising
from apps.municipal.tenders.tabs.checking import demo as checking
from apps.municipal.tenders.tabs.drafting import demo as drafting
from apps.municipal.tenders.tabs.norms import demo as norms
from workbench.backends import Backend

TITLE = "Atti di gara"
CSS = (Path(__file__).parent / "demo.css").read_text(encoding="utf-8")
HEAD = f"<script>{(Path(__file__).parent / 'demo.js').read_text(encoding='utf-8')}</script>"
INTRODUCTION = f"""
<nav aria-label="Officina"><a href="/banco/">← Torna al banco</a></nav>
<h1>{TITLE}</h1>
<p>Per chi scrive determine, inviti, disciplinari e capitolati: controllo degli atti, scelta della procedura,
redazione, norme. Le informazioni dicono quanto sono sicure; chi firma decide.</p>
"""
HOUR = 3600


def build(backend: Backend) -> gr.Blocks:
    """The page; `backend` answers where a model is asked."""
    with gr.Blocks(title=f"{TITLE} – Officina", analytics_enabled=False, delete_cache=(HOUR, HOUR)) as page:
        gr.HTML(INTRODUCTION)
        with gr.Tabs():
            with gr.Tab("Controllo"):
                checking.build(page, backend)
            with gr.Tab("Procedura"):
                case = advising.build(page)
            with gr.Tab("Redazione"):
                drafting.build(page, backend, case)
            with gr.Tab("Norme"):
                norms.build(page)
    return page
