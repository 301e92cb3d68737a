"""The tab of norms: questions, references, what is imported, cards written and approved by people."""

from typing import Any

import gradio as gr

from apps.municipal.tenders.cards import KINDS, STILL_VALID
from apps.municipal.tenders.cards.card import LONGEST_HOLDING, TITLES
from apps.municipal.tenders.tabs.asker import who
from apps.municipal.tenders.tabs.norms import showing

CHOICES = {"kind": KINDS, "still_valid": STILL_VALID}
EXAMPLES = {
    "body": "Consiglio di Stato",
    "reference": "sez. V, n. 1234",
    "day": "03/02/2026",
    "articles": "art. 49 D.Lgs. 36/2023",
    "address": "https://…",
}


def build(page: gr.Blocks) -> None:
    """Draws the tab in the blocks that are open."""
    with gr.Row():
        question = gr.Textbox(
            label="Che cosa dice la norma su…",
            placeholder="rotazione degli affidamenti",
            scale=4,
            min_width=260,
        )
        day = gr.Textbox(label="Data (facoltativa)", placeholder="22/11/2026", scale=1, min_width=140)
    ask = gr.Button("Cerca nelle norme e nelle schede", variant="primary")
    answer = gr.HTML()
    gr.on(
        [ask.click, question.submit],
        lambda question, day: showing.answered(question or "", day or ""),
        [question, day],
        answer,
        api_name="norme",
        show_progress="hidden",
    )
    _references(day)
    acts = _imports()
    drafts = _cards()
    page.load(_lists, None, [*acts, drafts], api_name="norme_e_schede", show_progress="hidden")


def _references(day: gr.Textbox) -> None:
    with gr.Accordion("Riferimenti di un testo", open=False):
        text = gr.Textbox(label="Testo con riferimenti a norme", lines=4, max_lines=12)
        find = gr.Button("Verifica i riferimenti")
        found = gr.HTML()
    find.click(
        lambda text, day: showing.referenced(text or "", day or ""),
        [text, day],
        found,
        api_name="riferimenti",
        show_progress="hidden",
    )


def _imports() -> list[Any]:
    with gr.Accordion("Norme importate", open=False):
        held = gr.HTML()
        notice = gr.HTML()
        with gr.Row():
            file = gr.File(label="File Akoma Ntoso (XML) o JSONL", file_count="single", height=150)
            with gr.Column():
                bring = gr.Button("Importa il file")
                known = gr.Dropdown(label="Norma importata", choices=[])
                drop = gr.Button("Togli la norma")
        with gr.Row():
            words = gr.Textbox(label="Cerca su Normattiva", placeholder="legge 241 1990")
            search = gr.Button("Cerca su Normattiva")
        with gr.Row():
            listed = gr.Dropdown(label="Atto trovato", choices=[])
            valid_on = gr.Textbox(label="Testo in vigore il", placeholder="oggi")
            fetch = gr.Button("Importa da Normattiva")
    _connect_imports((bring, drop, fetch), (file, known, listed, valid_on), [notice, held, known])
    search.click(_search, words, [notice, listed], api_name="cerca_normattiva", show_progress="hidden")
    return [held, known]


def _connect_imports(buttons: tuple[Any, ...], given: tuple[Any, ...], shown: list[Any]) -> None:
    (bring, drop, fetch), (file, known, listed, valid_on) = buttons, given

    def brought(request: gr.Request, path: str) -> tuple:
        return showing.brought(who(request), path), showing.held(), gr.update(choices=showing.act_choices())

    def dropped(request: gr.Request, act: str) -> tuple:
        said = showing.forgotten(who(request), act)
        return said, showing.held(), gr.update(choices=showing.act_choices(), value=None)

    def fetched(request: gr.Request, act: str, day: str) -> tuple:
        said = showing.fetched(who(request), act, day or "")
        return said, showing.held(), gr.update(choices=showing.act_choices())

    bring.click(brought, file, shown, api_name="importa_norma", show_progress="hidden")
    drop.click(dropped, known, shown, api_name="togli_norma", show_progress="hidden")
    fetch.click(fetched, [listed, valid_on], shown, api_name="importa_normattiva", show_progress="hidden")


def _cards() -> gr.Dropdown:
    with gr.Accordion("Schede di sentenze e pareri", open=False):
        notice = gr.HTML()
        boxes = [_box(name, title) for name, title in TITLES.items()]
        write = gr.Button("Scrivi la scheda")
        with gr.Row():
            draft = gr.Dropdown(label="Scheda da approvare", choices=[])
            approve = gr.Button("Approva")
            erase = gr.Button("Elimina la scheda")
        shown = gr.HTML()
    _connect_cards((write, approve, erase), boxes, [notice, draft])
    draft.change(showing.card_shown, draft, shown, api_name="scheda", show_progress="hidden")
    return draft


def _box(name: str, title: str) -> Any:
    if name in CHOICES:
        return gr.Dropdown(
            list(CHOICES[name]), label=title, value=CHOICES[name][-1 if name == "still_valid" else 0]
        )
    longest = LONGEST_HOLDING if name == "holding" else None
    return gr.Textbox(
        label=title,
        placeholder=f"es. {EXAMPLES[name]}" if name in EXAMPLES else "",
        lines=2 if name == "holding" else 1,
        max_length=longest,
    )


def _connect_cards(buttons: tuple[Any, ...], boxes: list[Any], shown: list[Any]) -> None:
    write, approve, erase = buttons

    def written(request: gr.Request, *values: str) -> tuple[str, dict]:
        said = showing.written(who(request), *values)
        return said, gr.update(choices=showing.draft_choices())

    def approved(request: gr.Request, card: str) -> tuple[str, dict]:
        said = showing.approved(who(request), card)
        return said, gr.update(choices=showing.draft_choices(), value=None)

    def erased(request: gr.Request, card: str) -> tuple[str, dict]:
        said = showing.erased(who(request), card)
        return said, gr.update(choices=showing.draft_choices(), value=None)

    write.click(written, boxes, shown, api_name="scrivi_scheda", show_progress="hidden")
    approve.click(approved, shown[1], shown, api_name="approva_scheda", show_progress="hidden")
    erase.click(erased, shown[1], shown, api_name="elimina_scheda", show_progress="hidden")


def _search(words: str) -> tuple[str, dict]:
    said, found = showing.listed(words or "")
    return said, gr.update(choices=found, value=found[0][1] if found else None)


def _lists() -> tuple[str, dict, dict]:
    acts, drafts = gr.update(choices=showing.act_choices()), gr.update(choices=showing.draft_choices())
    return showing.held(), acts, drafts
