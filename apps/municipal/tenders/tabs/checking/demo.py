"""The tab of the act checker: documents in, findings beside them, decisions."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from apps.municipal.tenders.tabs.asker import who
from apps.municipal.tenders.tabs.checking import showing
from apps.municipal.tenders.wording import FAMILY_NAMES, INFORMS, SEVERITY_NAMES
from workbench.backends import Backend
from workbench.indicators import MUNICIPALITIES

SECONDS = 2.0
"""between two looks at the queue"""
WIDE = 260
"""pixels under which fields stand one below the other"""
DECIDING = (Path(__file__).parent / "deciding.js").read_text(encoding="utf-8")


def build(page: gr.Blocks, backend: Backend) -> None:
    """Draws the tab in the blocks that are open; `page` is the outermost."""
    practice_id = gr.State("")
    with gr.Accordion("Documenti da controllare", open=True) as asking:
        asked = _ask()
    notice = gr.HTML()
    with gr.Column(visible=False) as result:
        chosen = _choose()
        board = gr.HTML(js_on_load=DECIDING)
        suggested = _suggest()
    _precision()
    timer = gr.Timer(SECONDS, active=False)
    shown = [practice_id, notice, result, timer, asking, *chosen.values(), board]
    _connect(asked, chosen, shown)
    _connect_board(backend, (practice_id, chosen, suggested, notice, board))
    timer.tick(_look, [practice_id], shown, api_name="avanzamento", show_progress="hidden")
    lists = [asked["known"], suggested["model"]]
    page.load(_lists, None, lists, api_name="elenchi", show_progress="hidden")


def _ask() -> dict[str, Any]:
    with gr.Row():
        files = gr.File(
            label="Documenti di una procedura (PDF, DOCX, ODT, P7M o testo)",
            file_count="multiple",
            height=170,
        )
        pasted = gr.Textbox(label="Oppure il testo di un atto, incollato", lines=6, max_lines=12)
    with gr.Accordion("Opzioni", open=False), gr.Row():
        title = gr.Textbox(label="Nome della pratica", max_length=120, placeholder="Pulizie 2027")
        place = gr.Dropdown(["", *MUNICIPALITIES], label="Comune, per gli indicatori", value="")
        ocr = gr.Checkbox(label="Leggi anche le pagine acquisite da scanner (OCR)")
    start = gr.Button("Controlla", variant="primary")
    with gr.Accordion("Pratiche aperte prima", open=False), gr.Row():
        known = gr.Dropdown(label="Pratica", choices=[], value=None)
        reopen = gr.Button("Apri")
        erase = gr.Button("Elimina")
    gr.HTML(f'<p class="small">{showing.kept_for()} {INFORMS}</p>')
    return {
        "files": files,
        "pasted": pasted,
        "title": title,
        "place": place,
        "ocr": ocr,
        "start": start,
        "known": known,
        "reopen": reopen,
        "erase": erase,
    }


def _choose() -> dict[str, Any]:
    with gr.Row():
        document = gr.Dropdown(label="Documento", choices=[], min_width=WIDE)
        kind = gr.Dropdown(
            label="Tipo di atto (si può correggere)",
            choices=showing.kind_choices(),
            value=None,
            min_width=WIDE,
        )
    with gr.Row():
        names = [(name, key) for key, name in SEVERITY_NAMES.items()]
        severities = gr.CheckboxGroup(names, label="Gravità", min_width=WIDE)
        names = [(name, key) for key, name in FAMILY_NAMES.items()]
        families = gr.Dropdown(names, label="Famiglie di rilievi", multiselect=True, min_width=WIDE)
    ocr = gr.Button("Leggi le pagine acquisite da scanner (OCR)", visible=False)
    return {"document": document, "kind": kind, "severities": severities, "families": families, "ocr": ocr}


def _suggest() -> dict[str, Any]:
    with gr.Accordion("Suggerimenti di un modello", open=False):
        gr.HTML(f'<p class="small">{showing.ABOUT_MODELS}</p>')
        with gr.Row():
            model = gr.Dropdown(label="Modello", choices=[])
            ask = gr.Button("Chiedi suggerimenti")
    return {"model": model, "ask": ask}


def _precision() -> None:
    with gr.Accordion("Precisione delle regole in uso", open=False):
        with gr.Row():
            show = gr.Button("Mostra le cifre")
            publish = gr.Button("Porta le cifre in MLflow")
        shown = gr.HTML()
    show.click(showing.precision_table, None, shown, api_name="precisione", show_progress="hidden")
    publish.click(_publish, None, shown, api_name="pubblica_precisione", show_progress="hidden")


def _connect(asked: dict[str, Any], chosen: dict[str, Any], shown: list[Any]) -> None:
    def start(request: gr.Request, *values: Any) -> Iterator[list]:
        for view in showing.start(who(request), *values):
            yield [*_updates(view), *_emptied(view)]

    def open_known(request: gr.Request, practice_id: str) -> list:
        return _updates(showing.opened(who(request), practice_id))

    def erase(request: gr.Request, practice_id: str) -> list:
        return [
            *_updates(showing.erased(who(request), practice_id)),
            gr.update(value=None, choices=showing.practice_choices(who(request))),
        ]

    def list_known(request: gr.Request) -> dict:
        return gr.update(choices=showing.practice_choices(who(request)))

    def correct(request: gr.Request, practice_id: str, name: str, kind: str) -> list:
        return _updates(showing.corrected(who(request), practice_id, name, kind))

    def recognise(request: gr.Request, practice_id: str) -> list:
        return _updates(showing.recognised(who(request), practice_id))

    given = [asked[name] for name in ("files", "pasted", "title", "place", "ocr")]
    emptied = [*shown, asked["files"], asked["pasted"]]
    asked["start"].click(
        start, given, emptied, api_name="controlla", show_progress="hidden", concurrency_limit=4
    ).then(list_known, None, asked["known"], api_name="pratiche", show_progress="hidden")
    asked["reopen"].click(open_known, [asked["known"]], shown, api_name="apri", show_progress="hidden")
    erased = [*shown, asked["known"]]
    asked["erase"].click(erase, [asked["known"]], erased, api_name="elimina", show_progress="hidden")
    kept = [shown[0], chosen["document"], chosen["kind"]]
    chosen["kind"].input(correct, kept, shown, api_name="tipo", show_progress="hidden")
    chosen["ocr"].click(recognise, [shown[0]], shown, api_name="ocr", show_progress="hidden")


def _connect_board(backend: Backend, parts: tuple[Any, ...]) -> None:
    practice_id, chosen, suggested, notice, board = parts

    def redraw(request: gr.Request, *values: Any) -> tuple[str, str | None]:
        return showing.redrawn(who(request), *values)

    def decide(request: gr.Request, practice: str, event: gr.EventData) -> str:
        return showing.decided(who(request), practice, event._data)

    def ask(request: gr.Request, practice: str, name: str, model: str) -> str:
        return showing.suggested(who(request), practice, name, (backend, model))

    filters = [practice_id, *(chosen[name] for name in ("document", "severities", "families"))]
    changes = [chosen["document"].input, chosen["severities"].input, chosen["families"].input]
    gr.on(changes, redraw, filters, [board, chosen["kind"]], api_name="mostra", show_progress="hidden")
    board.submit(decide, [practice_id], notice, api_name="decidi", show_progress="hidden")
    asking = [practice_id, chosen["document"], suggested["model"]]
    suggested["ask"].click(ask, asking, notice, api_name="suggerisci").then(
        redraw, filters, [board, chosen["kind"]], api_visibility="private", show_progress="hidden"
    )


def _lists(request: gr.Request) -> tuple[dict, dict]:
    practices, models = showing.practice_choices(who(request)), showing.model_choices()
    return gr.update(choices=practices), gr.update(choices=models, value=models[0][1] if models else None)


def _look(request: gr.Request, practice_id: str) -> list:
    return _updates(showing.looked(who(request), practice_id))


def _updates(view: showing.View) -> list[Any]:
    """In the order of what is shown; where the view has nothing new the page stays as it is."""
    fresh = bool(view.documents)
    document = gr.update(choices=list(view.documents), value=view.document) if fresh else gr.update()
    kind = gr.update(value=view.kind) if fresh else gr.update()
    filters = [gr.update(value=[]) if fresh else gr.update() for _ in range(2)]
    return [
        view.practice,
        view.notice,
        gr.update(visible=view.ready),
        gr.update(active=view.waiting),
        gr.update(open=False) if view.ready else gr.update(),
        document,
        kind,
        *filters,
        gr.update(visible=view.offers_ocr),
        view.board if fresh else gr.update(),
    ]


def _emptied(view: showing.View) -> list[Any]:
    """What was typed goes only when it is safe in a practice."""
    return [gr.update(value=None), gr.update(value="")] if view.taken else [gr.update(), gr.update()]


def _publish(request: gr.Request) -> str:
    return showing.published(who(request))
