"""The Gradio page of the comparison."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from apps.compare_chat.comparison import Question, answers_of, choices, compare, defaults, pseudonym
from workbench.backends import Backend, Decoding

TITLE = "Chat di confronto"
EDGES = ("border_color_primary", "input_border_color", "button_secondary_border_color")
"""drawn at 3:1 and more against light and dark grounds, as controls need"""
THEME = gr.themes.Base(
    primary_hue="emerald",
    neutral_hue="stone",
    radius_size="sm",
    font=["system-ui", "sans-serif"],
    font_mono=["monospace"],
).set(
    button_primary_background_fill="#0b5c4a",
    button_primary_background_fill_hover="#094a3c",
    button_primary_background_fill_dark="#0b5c4a",
    button_primary_text_color="#ffffff",
    slider_color="#27866e",
    block_label_text_color="*body_text_color",
    block_title_text_color="*body_text_color",
    block_info_text_color="*body_text_color",
    input_border_width="1px",
    button_border_width="1px",
    **dict.fromkeys(EDGES, "#737b84"),
    **dict.fromkeys((f"{name}_dark" for name in EDGES), "#8b95a1"),
)
CSS = (Path(__file__).parent / "demo.css").read_text(encoding="utf-8")
HEAD = """<script>
// Gradio has no Italian of its own and declares every page English: a screen reader would read it so.
(() => {
  const page = document.documentElement;
  const declare = () => { if (page.lang !== "it") page.lang = "it"; };
  new MutationObserver(declare).observe(page, { attributes: true, attributeFilter: ["lang"] });
  declare();
  const english = /^(number input|range slider) for (.*)$/;
  const name = () => document.querySelectorAll("input[aria-label]").forEach((input) => {
    const said = english.exec(input.getAttribute("aria-label"));
    if (said) input.setAttribute("aria-label", said[2]);
  });
  new MutationObserver(name).observe(page, { childList: true, subtree: true });
})();
</script>"""
INTRODUCTION = f"""
<nav aria-label="Officina"><a href="/banco/">← Torna al banco</a></nav>
<h1>{TITLE}</h1>
<p>La stessa domanda a due modelli, con lo stesso seme: le parole che cambiano sono evidenziate.
Una domanda sola non misura nulla: per sapere se un modello è migliore serve una valutazione.</p>
"""
ASK = "Scrivere una domanda o il messaggio di un cittadino, poi premere «Confronta»."
ADMITTED = "Se ce ne sono, chi scrive può dare soltanto una di queste. Vuoto: risposta libera."
EXAMPLES = (
    "Buongiorno, il lampione davanti a casa mia è spento da una settimana. A chi mi rivolgo?",
    "Come si rinnova la carta d'identità?",
    "La mensa di mia figlia costa troppo: ci sono riduzioni?",
)


def build(backend: Backend) -> gr.Blocks:
    """The page, answered by `backend`."""
    with gr.Blocks(title=f"{TITLE} – Officina", analytics_enabled=False) as page:
        gr.HTML(INTRODUCTION)
        with gr.Row():
            first = gr.Dropdown(label="Primo modello", interactive=True)
            second = gr.Dropdown(label="Secondo modello", interactive=True)
        prompt = gr.Textbox(label="Domanda", lines=3, max_length=8000, placeholder=EXAMPLES[0])
        with gr.Accordion("Come rispondono", open=False):
            with gr.Row():
                longest = gr.Slider(16, 512, 128, step=16, label="Lunghezza massima (token)", buttons=[])
                temperature = gr.Slider(
                    0, 2, 0, step=0.1, label="Temperatura (0 = la parola più probabile)", buttons=[]
                )
                seed = gr.Number(20, precision=0, minimum=0, maximum=2**31, label="Seme")
            admitted = gr.Textbox(
                label="Risposte ammesse, una per riga", info=ADMITTED, lines=2, max_length=8000
            )
        with gr.Row():
            start = gr.Button("Confronta", variant="primary")
            stop = gr.Button("Ferma")
        with gr.Row(elem_classes="answers"):
            with gr.Column(min_width=280):
                left = gr.HTML(f"<p><em>{ASK}</em></p>")
            with gr.Column(min_width=280):
                right = gr.HTML()

        def answer(request: gr.Request, *values: Any) -> Iterator[tuple[str, str]]:
            asked, one, other, most, heat, seme, lines = values
            decoding = Decoding(int(most), heat, seed=int(seme), admitted=answers_of(lines or ""))
            yield from compare(backend, Question(asked, (one, other), decoding, pseudonym(request.username)))

        def refresh() -> tuple[dict, dict]:
            base, tuned = defaults()
            return gr.update(choices=choices(), value=base), gr.update(choices=choices(), value=tuned)

        asked = gr.on(
            [start.click, prompt.submit],
            answer,
            [prompt, first, second, longest, temperature, seed, admitted],
            [left, right],
            api_name="confronta",
            show_progress="hidden",
            concurrency_limit=16,
        )
        stop.click(None, cancels=[asked], api_visibility="private")
        page.load(refresh, outputs=[first, second], api_name="modelli", show_progress="hidden")
    return page
