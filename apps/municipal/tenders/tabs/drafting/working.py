"""A draft while somebody works on it: begun, filled, with what a model proposed, turned into files."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from apps.municipal.tenders.acts import KINDS, read_act
from apps.municipal.tenders.drafting import (
    Draft,
    Leftover,
    Proposal,
    Request,
    accept,
    compose,
    export_docx,
    leftovers,
    propose,
)
from apps.municipal.tenders.drafting.proposing import Asker
from apps.municipal.tenders.exporting.portable import as_pdf
from apps.municipal.tenders.exporting.word import as_docx
from apps.municipal.tenders.practice import pseudonym
from apps.municipal.tenders.tabs.advising.asking import case_of
from apps.municipal.tenders.tracing import as_json, as_report, trace_draft
from workbench.backends import Backend
from workbench.documents import read_document, read_text
from workbench.errors import UserError
from workbench.italian import slug
from workbench.jobs import Person
from workbench.settings import settings

CHOICES = ("cup", "esonero_garanzia", "garanzia_provvisoria", "interferenze", "dati_per_conto")
"""fields of the request that the form asks besides the act and the case"""
SUBJECTS = ("oggetto", "motivazione")


@dataclass(frozen=True, eq=False)
class Work:
    """What the page remembers between two clicks; each is itself alone, as Gradio wants of what it keeps."""

    draft: Draft
    proposal: Proposal | None = None


def begin(kind: str, flags: Sequence[bool], answers: Sequence[Any], typed: Mapping[str, str]) -> Work:
    """A draft for the purchase that the wizard describes; what was typed before is kept."""
    found = next((each for each in KINDS if each == kind), None)
    if found is None:
        raise UserError("Manca il tipo di atto.", remedy="Sceglierlo dall'elenco.")
    chosen = dict(zip(CHOICES, map(bool, flags), strict=True))
    request = Request(atto=found, caso=case_of(answers), **chosen)
    return Work(compose(request, typed))


def fill(work: Work | None, typed: Mapping[str, str]) -> Work:
    held = begun(work)
    draft = compose(held.draft.request, {**held.draft.values, **typed}, held.draft.accepted)
    return replace(held, draft=draft)


def ask(work: Work | None, person: Person, asked: tuple[Backend, str | None], what: str, notes: str) -> Work:
    """With what a model proposes for the object or the reasons; nothing of it is in the draft yet."""
    held, (backend, model) = begun(work), asked
    if not model:
        raise UserError("Manca il modello.", remedy="Sceglierne uno dall'elenco.")
    subject = next((each for each in SUBJECTS if each == what), None)
    if subject is None:
        raise UserError("Manca il testo da proporre.", remedy="Scegliere oggetto o motivazione.")
    asker = Asker(model, pseudonym(person))
    return replace(held, proposal=propose(backend, held.draft.request, subject, notes, asker))  # type: ignore[arg-type]


def take(work: Work | None, text: str) -> Work:
    """With the text that the person accepted, changed or not."""
    held = begun(work)
    if held.proposal is None:
        raise UserError("Non c'è nessuna proposta.", remedy="Chiederla prima al modello.")
    return Work(accept(held.draft, held.proposal, text))


def files(work: Work | None, person: Person) -> list[str]:
    """Paths of the act and of its trace sheet. Raises UserError while something stops the export."""
    draft = begun(work).draft
    act = export_docx(draft)
    report = trace_draft(draft, person.role)
    name = slug(draft.title) or "atto"
    # Retention and the page itself both clean this folder.
    folder = settings().uploads / "gradio" / secrets.token_hex(16)
    folder.mkdir(parents=True)
    made = {
        f"{name}.docx": act,
        "scheda-di-tracciamento.docx": as_docx(as_report(report)),
        "scheda-di-tracciamento.pdf": as_pdf(as_report(report)),
        "scheda-di-tracciamento.json": as_json(report),
    }
    for called, content in made.items():
        (folder / called).write_bytes(content)
    return [str(folder / called) for called in made]


def left_over(work: Work | None, path: str | None, pasted: str, new: str) -> list[Leftover]:
    """What of an old act does not belong in the new one. Raises UserError without an old act."""
    held = begun(work)
    if path:
        old = read_document(Path(path).name, Path(path).read_bytes())
    elif pasted.strip():
        old = read_text("atto precedente", pasted)
    else:
        raise UserError("Manca l'atto precedente.", remedy="Caricarlo, oppure incollarne il testo.")
    return leftovers(read_act(old), held.draft.request, held.draft.values, new or "")


def begun(work: Work | None) -> Work:
    if work is None:
        raise UserError("Non c'è ancora una bozza.", remedy="Premere prima «Prepara la bozza».")
    return work
