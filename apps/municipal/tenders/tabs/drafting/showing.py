"""What the tab of guided drafting shows: where each paragraph comes from, problems, leftovers."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from apps.municipal.tenders.drafting import Draft, Leftover, Paragraph, Request, problems, read_library
from apps.municipal.tenders.drafting.values import PLACEHOLDER
from apps.municipal.tenders.tabs.drafting.working import CHOICES, Work
from apps.municipal.tenders.tabs.words import problem, table, told
from apps.municipal.tenders.wording import KIND_NAMES
from workbench.errors import UserError
from workbench.italian import plural

ABOUT = (
    "L'acquisto è quello descritto nella scheda «Procedura». Le clausole vengono dalla libreria; il modello "
    "può proporre soltanto oggetto e motivazione, e nulla entra nell'atto senza che qualcuno lo accetti."
)
LEFTOVER_NAMES = {
    "nome": "Nome",
    "impresa": "Impresa",
    "importo": "Importo",
    "data": "Data",
    "codice": "Codice",
    "protocollo": "Protocollo",
}
ORIGIN_CLASSES = {"clausola": "clause", "testo dell'utente": "person", "testo IA": "machine"}


def kind_choices() -> list[tuple[str, str]]:
    """The acts that have a template."""
    return [(name, kind) for kind, name in KIND_NAMES.items() if kind in read_library().templates]


def flag_titles() -> list[str]:
    return [Request.model_fields[name].title or name for name in CHOICES]


def attempt(work: Work | None, doing: Callable[[], Work], done: str) -> tuple[Work | None, str, str]:
    """The work after doing something, what to say, and the draft as HTML; after a problem, all as before."""
    try:
        made = doing()
        return made, told(done), preview(made.draft)
    except UserError as error:
        return work, problem(error), preview(work.draft) if work else ""


def preview(draft: Draft) -> str:
    """Problems first, then every paragraph labelled with where it comes from."""
    blocking = problems(draft)
    state = (
        f"{plural(len(draft.open_fields), 'campo', 'campi')} da completare; "
        f"{plural(len(draft.unapproved), 'clausola', 'clausole')} da approvare dall'ufficio legale."
    )
    listed = "".join(
        f"<li>{escape(each.message)}{f' «{escape(each.quote)}»' if each.quote else ''}</li>"
        for each in blocking
    )
    kept = (
        f'<div class="problem"><p><strong>Prima di scaricare</strong></p><ul>{listed}</ul></div>'
        if listed
        else ""
    )
    body = "".join(map(_paragraph, draft.paragraphs))
    return (
        f'<section class="draft"><h2>{escape(draft.title)}</h2><p class="summary">{escape(state)}</p>{kept}'
        f'<div class="sheet" tabindex="0" role="region" aria-label="Bozza">{body}</div></section>'
    )


def _paragraph(each: Paragraph) -> str:
    text = PLACEHOLDER.sub(lambda found: f"<mark>{found[0]}</mark>", escape(each.written))
    origin = f"{each.origin}: {each.title or each.source}" + (
        f", versione {each.version}" if each.version else ""
    )
    state = f" · {each.approval}" if each.approval else ""
    return (
        f'<div class="piece {ORIGIN_CLASSES[each.origin]} {each.style}"><p class="said">{text}</p>'
        f'<p class="origin">{escape(origin + state)}</p></div>'
    )


def proposal_told(work: Work) -> str:
    proposal = work.proposal
    masked = proposal.masked if proposal else 0
    return (
        "Proposta del modello, da leggere e correggere prima di accettarla. "
        f"{plural(masked, 'dato personale mascherato', 'dati personali mascherati')} prima di chiedere."
    )


def leftovers_told(found: Sequence[Leftover]) -> str:
    if not found:
        return told(
            "Non si è trovato nulla dell'atto precedente. I nomi senza titolo non si riconoscono: rileggere."
        )
    lines: list[Sequence[Any]] = [
        (LEFTOVER_NAMES.get(each.kind, each.kind), each.text, each.place, each.why) for each in found
    ]
    return table(("Che cosa", "Testo", "Dove", "Perché"), lines, "Resti dell'atto precedente")
