"""What the tab of the checker shows after each thing that somebody does in it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from apps.municipal.tenders import tool
from apps.municipal.tenders.acts import KINDS
from apps.municipal.tenders.practice import (
    Outcome,
    Practice,
    delete_practice,
    list_practices,
    open_practice,
    read_result,
)
from apps.municipal.tenders.tabs.checking.board import Filters, board
from apps.municipal.tenders.tabs.words import problem, table, told
from apps.municipal.tenders.tracing.precision import FEWEST, precisions, publish
from apps.municipal.tenders.wording import KIND_NAMES
from workbench.backends import Backend
from workbench.documents import ocr_available
from workbench.errors import UserError
from workbench.italian import moment, percent, plural
from workbench.jobs import Person
from workbench.models import list_models
from workbench.settings import settings

ABOUT_MODELS = (
    "Dopo le regole si può chiedere anche a un modello: il testo parte mascherato, ogni suggerimento cita "
    "parole che stanno davvero nell'atto (gli altri si scartano e si contano) e resta una nota."
)


@dataclass(frozen=True)
class View:
    """The tab as it should look; `practice` empty: nothing is open."""

    practice: str = ""
    notice: str = ""
    ready: bool = False
    waiting: bool = False
    """whether to look at the queue again in a moment"""
    taken: bool = False
    """whether what was typed is safe in a practice now"""
    documents: tuple[tuple[str, str], ...] = ()
    document: str | None = None
    kind: str | None = None
    offers_ocr: bool = False
    board: str = ""


def kept_for() -> str:
    days = plural(settings().upload_days, "giorno", "giorni")
    return (
        f"I documenti restano su questo server e si cancellano dopo {days}. "
        "Delle decisioni restano i conteggi, senza nomi."
    )


def kind_choices() -> list[tuple[str, str]]:
    names = [(name, key or "nessuno") for key, name in KIND_NAMES.items()]
    return [*names, ("Riconosciuto dal testo", tool.RECOGNISED)]


def precision_table() -> str:
    """How often people accept what each rule finds; nothing of rules with few decisions."""
    lines = [
        (each.rule, percent(each.share), f"{percent(each.low)}–{percent(each.high)}", each.decided)
        for each in precisions()
    ]
    if not lines:
        return told(f"Nessuna regola ha ancora {FEWEST} decisioni: con meno non si dice nulla.")
    return table(("Regola", "Accettati", "Intervallo al 95 %", "Decisioni"), lines, "Precisione delle regole")


def published(person: Person) -> str:
    try:
        publish(person)
    except UserError as error:
        return problem(error)
    return told("Cifre portate in MLflow, senza testi e senza persone.")


def practice_choices(person: Person) -> list[tuple[str, str]]:
    found = list_practices(person)
    return [(f"{each.title}, {_when(each.created)}", each.id) for each in found]


def model_choices() -> list[tuple[str, str]]:
    return [(each.name, each.reference) for each in list_models()]


def start(person: Person, *values: Any) -> Iterator[View]:
    """`values`: paths of files, pasted text, title, municipality, whether to recognise scanned pages."""
    paths, pasted, title, place, ocr = values
    view = View()
    try:
        brought = tool.bring(paths or [], pasted or "")
        for step in tool.start(person, brought, title or "", municipality=place or "", ocr=bool(ocr)):
            made = step.practice.id if step.practice else ""
            view = View(made, told(step.words), waiting=step.waiting, taken=bool(made))
            yield view
        tool.discard(paths or [])
        yield view if view.waiting else _ready(open_practice(person, view.practice), view.notice)
    except UserError as error:
        yield replace(view, notice=problem(error))


def opened(person: Person, practice_id: str | None) -> View:
    """A practice from before, checked or still in the queue."""
    try:
        if not practice_id:
            raise UserError("Manca la pratica.", remedy="Sceglierne una dall'elenco.")
        return _now(open_practice(person, practice_id))
    except UserError as error:
        return View(notice=problem(error))


def looked(person: Person, practice_id: str) -> View:
    """The same practice a moment later."""
    return opened(person, practice_id)


def erased(person: Person, practice_id: str | None) -> View:
    try:
        if not practice_id:
            raise UserError("Manca la pratica.", remedy="Sceglierne una dall'elenco.")
        delete_practice(person, practice_id)
        return View(notice=told("Pratica eliminata, con i suoi documenti."))
    except UserError as error:
        return View(notice=problem(error))


def corrected(person: Person, practice_id: str, name: str, kind: str) -> View:
    """After a person chose another type: the act is checked again as one of that type."""
    try:
        changed, _ = tool.change_kind(open_practice(person, practice_id), name, kind)
        return _ready(changed, told("Tipo cambiato, controllo rifatto."), name)
    except UserError as error:
        return View(practice_id, problem(error), ready=True)


def recognised(person: Person, practice_id: str) -> View:
    try:
        changed, _ = tool.recognise(open_practice(person, practice_id))
        return _ready(changed, told("Pagine acquisite da scanner lette, controllo rifatto."))
    except UserError as error:
        return View(practice_id, problem(error), ready=True)


def redrawn(person: Person, practice_id: str, *chosen: Any) -> tuple[str, str | None]:
    """The board of another document, or under other filters, and the type of that document."""
    name, severities, families = chosen
    try:
        practice = open_practice(person, practice_id)
        shown = board(practice, name, Filters(severities or (), families or ()))
        return shown, _kind(practice, name)
    except UserError as error:
        return problem(error), None


def decided(person: Person, practice_id: str, said: dict[str, Any]) -> str:
    """Nothing to say when the decision is kept: the page shows it already."""
    try:
        practice = open_practice(person, practice_id)
        finding, outcome, reason = (str(said.get(name) or "") for name in ("finding", "outcome", "reason"))
        tool.decide_finding(person, practice, finding, outcome, reason)
    except UserError as error:
        return problem(error)
    return ""


def suggested(person: Person, practice_id: str, name: str, asked: tuple[Backend, str | None]) -> str:
    """What asking a model brought, in words."""
    backend, model = asked
    try:
        if not model:
            raise UserError("Manca il modello.", remedy="Sceglierne uno dall'elenco.")
        found = tool.ask_model(person, open_practice(person, practice_id), name, (backend, model))
    except UserError as error:
        return problem(error)
    return told(
        f"{plural(len(found.suggestions), 'suggerimento', 'suggerimenti')}; "
        f"{plural(found.discarded, 'risposta scartata', 'risposte scartate')} perché non citavano il testo; "
        f"{plural(found.masked, 'dato personale mascherato', 'dati personali mascherati')} prima di chiedere."
    )


def _now(practice: Practice) -> View:
    """Where the practice is: in the queue, checked, or stopped half way."""
    where = tool.how_far(practice)
    if where.waiting:
        return View(practice.id, told(where.words), waiting=True)
    if read_result(practice) is None:
        return View(practice.id, told(where.words))
    return _ready(practice, told(where.words))


def _ready(practice: Practice, notice: str, name: str = "") -> View:
    result = read_result(practice)
    if result is None:
        return View(practice.id, notice)
    shown = name or max(result.documents, key=_weight).name
    labels = tuple(
        (_label(each.name, len(each.findings), each.problem), each.name) for each in result.documents
    )
    return View(
        practice.id,
        notice,
        ready=True,
        documents=labels,
        document=shown,
        kind=_kind(practice, shown),
        offers_ocr=ocr_available() and any(each.offers_ocr for each in result.documents),
        board=board(practice, shown, Filters()),
    )


def _weight(outcome: Outcome) -> tuple[int, int]:
    """The document to look at first: the one with most errors, then with most findings."""
    errors = sum(each.severity == "errore" for each in outcome.findings)
    return errors, -1 if outcome.problem else len(outcome.findings)


def _label(name: str, findings: int, unreadable: str) -> str:
    return f"{name} · {'non letto' if unreadable else plural(findings, 'rilievo', 'rilievi')}"


def _kind(practice: Practice, name: str) -> str:
    outcome = tool.outcome_named(practice, name)
    return outcome.kind if outcome.kind in KINDS and outcome.kind else "nessuno"


def _when(seconds: float) -> str:
    return moment(datetime.fromtimestamp(seconds).astimezone().isoformat())
