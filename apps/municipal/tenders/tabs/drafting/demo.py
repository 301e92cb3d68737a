"""The tab of guided drafting: an act from templates and clauses, field by field."""

from typing import Any

import gradio as gr

from apps.municipal.tenders.drafting import Entry
from apps.municipal.tenders.tabs.asker import who
from apps.municipal.tenders.tabs.checking.showing import model_choices
from apps.municipal.tenders.tabs.drafting import showing, working
from apps.municipal.tenders.tabs.drafting.showing import attempt
from apps.municipal.tenders.tabs.drafting.working import Work
from apps.municipal.tenders.tabs.words import guarded
from workbench.backends import Backend

LONG, SHORT = 4, 1
"""lines of a field"""
SUBJECTS = [("Oggetto", "oggetto"), ("Motivazione", "motivazione")]


def build(page: gr.Blocks, backend: Backend, case: list[Any]) -> None:
    """Draws the tab in the blocks that are open. `case`: the fields of the wizard, whose purchase it is."""
    work, typed = gr.State(None), gr.State({})
    gr.HTML(f"<p>{showing.ABOUT}</p>")
    kind = gr.Dropdown(showing.kind_choices(), label="Atto da scrivere")
    with gr.Accordion("Scelte del testo", open=False):
        flags = [gr.Checkbox(label=title) for title in showing.flag_titles()]
    start = gr.Button("Prepara la bozza", variant="primary")
    notice = gr.HTML()
    _draw_form(work, typed, (notice, preview := gr.HTML(render=False)))
    proposing = _propose()
    preview.render()
    export = gr.Button("Scarica l'atto e la scheda di tracciamento")
    files = gr.File(label="File pronti", file_count="multiple", interactive=False, visible=False)
    old = _old()

    def begin(work: Work | None, typed: dict, kind: str, *values: Any) -> tuple:
        given, answers = values[: len(flags)], values[len(flags) :]
        return attempt(work, lambda: working.begin(kind, given, answers, typed, work), "Bozza pronta.")

    shown = [work, notice, preview]
    start.click(begin, [work, typed, kind, *flags, *case], shown, api_name="bozza", show_progress="hidden")
    export.click(_export, work, [notice, files], api_name="scarica_atto", show_progress="hidden")
    old["find"].click(
        _leftovers, [work, *old["given"]], old["answer"], api_name="resti", show_progress="hidden"
    )
    _connect_proposal(backend, proposing, shown)
    page.load(_models, None, proposing["model"], api_name="modelli_redazione", show_progress="hidden")


def _draw_form(work: gr.State, typed: gr.State, shown: tuple[Any, ...]) -> None:
    """A field for each thing that the act asks, drawn anew when the draft changes."""

    @gr.render(inputs=[work, typed], triggers=[work.change])
    def form(held: Work | None, known: dict[str, str]) -> None:
        if held is None:
            return
        entries = held.draft.entries
        with gr.Accordion("Campi dell'atto", open=True):
            boxes = _boxes(entries, {**held.draft.values, **known})
            update = gr.Button("Aggiorna la bozza", variant="primary")

        def fill(work: Work | None, *values: str) -> tuple:
            given = {each.name: value or "" for each, value in zip(entries, values, strict=True)}
            return given, *attempt(work, lambda: working.fill(work, given), "Bozza aggiornata.")

        update.click(fill, [work, *boxes], [typed, work, *shown], show_progress="hidden")
        for entry, box in zip(entries, boxes, strict=True):
            box.blur(_keeper(entry.name), [typed, box], typed, show_progress="hidden", queue=False)


def _boxes(entries: tuple[Entry, ...], values: dict[str, str]) -> list[Any]:
    boxes = []
    for at in range(0, len(entries), 2):
        with gr.Row():
            for entry in entries[at : at + 2]:
                boxes.append(
                    gr.Textbox(
                        label=entry.title + (" (facoltativo)" if entry.is_optional else ""),
                        info=entry.help or None,
                        value=values.get(entry.name, ""),
                        placeholder=f"es. {entry.example}" if entry.example else "",
                        lines=LONG if entry.kind == "testo_lungo" else SHORT,
                        key=entry.name,
                    )
                )
    return boxes


def _keeper(name: str) -> Any:
    """What is typed survives a form that is drawn anew."""
    return lambda typed, value: {**typed, name: value or ""}


def _propose() -> dict[str, Any]:
    with gr.Accordion("Proposta di un modello per oggetto e motivazione", open=False):
        with gr.Row():
            what = gr.Radio(SUBJECTS, label="Testo da proporre", value="motivazione")
            model = gr.Dropdown(label="Modello che propone", choices=[])
        notes = gr.Textbox(label="Fatti da cui partire", lines=3, max_length=4000)
        ask = gr.Button("Chiedi una proposta")
        text = gr.Textbox(label="Proposta, da correggere", lines=5)
        take = gr.Button("Accetta questo testo nell'atto")
    return {"what": what, "model": model, "notes": notes, "ask": ask, "text": text, "take": take}


def _connect_proposal(backend: Backend, parts: dict[str, Any], shown: list[Any]) -> None:
    def ask(request: gr.Request, work: Work | None, *values: Any) -> tuple:
        what, model, notes = values
        found, problem = guarded(working.ask, work, who(request), (backend, model), what, notes or "")
        if found is None or found.proposal is None:
            return work, problem, gr.update()
        return found, showing.told(showing.proposal_told(found)), found.proposal.text

    def take(work: Work | None, text: str) -> tuple:
        return attempt(work, lambda: working.take(work, text or ""), "Testo accettato nell'atto.")

    given = [parts["what"], parts["model"], parts["notes"]]
    parts["ask"].click(ask, [shown[0], *given], [*shown[:2], parts["text"]], api_name="proponi")
    parts["take"].click(take, [shown[0], parts["text"]], shown, api_name="accetta", show_progress="hidden")


def _old() -> dict[str, Any]:
    with gr.Accordion("Partire da un atto precedente", open=False):
        with gr.Row():
            file = gr.File(label="Atto precedente (PDF, DOCX, ODT o testo)", file_count="single", height=150)
            pasted = gr.Textbox(label="Oppure il suo testo", lines=5, max_lines=10)
        new = gr.Textbox(label="Testo nuovo da confrontare (facoltativo)", lines=3, max_lines=10)
        find = gr.Button("Mostra i resti dell'atto precedente")
        answer = gr.HTML()
    return {"given": [file, pasted, new], "find": find, "answer": answer}


def _export(request: gr.Request, work: Work | None) -> tuple[str, dict]:
    made, problem = guarded(working.files, work, who(request))
    done = showing.told("File pronti: l'atto e la sua scheda di tracciamento.")
    return problem or done, gr.update(value=made, visible=bool(made))


def _leftovers(work: Work | None, path: str | None, pasted: str, new: str) -> str:
    found, problem = guarded(working.left_over, work, path, pasted or "", new or "")
    return problem or showing.leftovers_told(found or [])


def _models() -> dict:
    found = model_choices()
    return gr.update(choices=found, value=found[0][1] if found else None)
