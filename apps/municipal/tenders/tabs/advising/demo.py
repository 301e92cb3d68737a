"""The tab of the procedure wizard: a case in, the procedure and its reasons out."""

from typing import Any

import gradio as gr

from apps.municipal.tenders.tabs.advising import asking, showing
from apps.municipal.tenders.tabs.asker import who

FEW = len(asking.FIRST)


def build(page: gr.Blocks) -> list[Any]:
    """Draws the tab in the blocks that are open; gives back the fields of the case, for other tabs."""
    start = dict(zip((each.name for each in asking.fields()), asking.start_values(), strict=True))
    typed = _fields(start)
    with gr.Accordion("Affidamenti passati, per rotazione e frazionamento", open=False):
        past = _past()
    ask = gr.Button("Mostra la procedura", variant="primary")
    with gr.Accordion("Casi salvati", open=False):
        kept = _kept()
    notice = gr.HTML()
    answer = gr.HTML()
    wanted = [*typed, past["list"], past["operator"], past["code"]]
    _connect(typed, kept, notice)
    _connect_past(past, notice)
    gr.on([ask.click], _advise, wanted, [answer], api_name="procedura", show_progress="hidden")
    lists = [kept["case"], past["list"]]
    page.load(_lists, None, lists, api_name="casi_e_elenchi", show_progress="hidden")
    return typed


def _fields(start: dict[str, Any]) -> list[Any]:
    first, others = asking.fields()[:FEW], asking.fields()[FEW:]
    with gr.Row():
        drawn = [_draw(each, start[each.name]) for each in first[:3]]
    with gr.Row():
        drawn += [_draw(each, start[each.name]) for each in first[3:6]]
    drawn += [_draw(each, start[each.name]) for each in first[6:]]
    with gr.Accordion("Altre circostanze", open=False):
        drawn += [_draw(each, start[each.name]) for each in others]
    return drawn


def _draw(asked: asking.Asked, value: Any) -> Any:
    match asked.way:
        case "choice":
            return gr.Dropdown(list(asked.choices), label=asked.title, value=value)
        case "flag":
            return gr.Checkbox(label=asked.title, value=value)
        case "maybe":
            return gr.Radio([asking.YES, asking.NO, asking.UNKNOWN], label=asked.title, value=value)
        case "count":
            return gr.Number(label=asked.title, value=value, precision=0)
    return gr.Textbox(
        label=asked.title, value=value, placeholder=f"es. {asked.example}" if asked.example else ""
    )


def _past() -> dict[str, Any]:
    gr.HTML(
        '<p class="small">Un CSV con le colonne cig, oggetto, importo, data, operatore, codice fiscale, cpv. '
        "Lo strumento mostra righe e somme, non decide.</p>"
    )
    with gr.Row():
        file = gr.File(label="Elenco degli affidamenti (CSV)", file_count="single", height=150)
        with gr.Column():
            chosen = gr.Dropdown(label="Elenco da usare", choices=[])
            operator = gr.Textbox(label="Operatore che si pensa di scegliere", placeholder="Verde S.r.l.")
            code = gr.Textbox(label="Il suo codice fiscale o la sua partita IVA")
    bring = gr.Button("Importa l'elenco")
    return {"file": file, "list": chosen, "operator": operator, "code": code, "bring": bring}


def _kept() -> dict[str, Any]:
    with gr.Row():
        title = gr.Textbox(label="Nome del caso", max_length=200, placeholder="Pulizie 2027")
        save = gr.Button("Salva il caso")
    with gr.Row():
        case = gr.Dropdown(label="Caso salvato", choices=[])
        reopen = gr.Button("Riapri")
        erase = gr.Button("Elimina il caso")
    return {"title": title, "save": save, "case": case, "open": reopen, "erase": erase}


def _connect(typed: list[Any], kept: dict[str, Any], notice: gr.HTML) -> None:
    def save(request: gr.Request, title: str, *values: Any) -> tuple[str, dict]:
        said = showing.saved(who(request), title, *values)
        return said, gr.update(choices=showing.case_choices(who(request)))

    def reopen(request: gr.Request, case_id: str) -> list[Any]:
        said, values = showing.opened(who(request), case_id)
        return [said, *(values or [gr.update()] * len(typed))]

    def erase(request: gr.Request, case_id: str) -> tuple[str, dict]:
        said = showing.erased(who(request), case_id)
        return said, gr.update(choices=showing.case_choices(who(request)), value=None)

    given, chosen = [kept["title"], *typed], kept["case"]
    kept["save"].click(save, given, [notice, chosen], api_name="salva_caso", show_progress="hidden")
    kept["open"].click(reopen, chosen, [notice, *typed], api_name="riapri_caso", show_progress="hidden")
    kept["erase"].click(erase, chosen, [notice, chosen], api_name="elimina_caso", show_progress="hidden")


def _connect_past(past: dict[str, Any], notice: gr.HTML) -> None:
    def bring(request: gr.Request, path: str) -> tuple[str, dict]:
        said, found = showing.brought(who(request), path), showing.list_choices(who(request))
        return said, gr.update(choices=found, value=found[0][1] if found else None)

    past["bring"].click(
        bring, past["file"], [notice, past["list"]], api_name="importa_affidamenti", show_progress="hidden"
    )


def _advise(request: gr.Request, *values: Any) -> str:
    return showing.advised(who(request), *values)


def _lists(request: gr.Request) -> tuple[dict, dict]:
    cases, lists = showing.case_choices(who(request)), showing.list_choices(who(request))
    return gr.update(choices=cases), gr.update(choices=lists)
