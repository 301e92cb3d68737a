"""A draft while somebody works on it: begun, filled, with what a model proposed, turned into files."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert

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
from apps.municipal.tenders.drafting.values import given
from apps.municipal.tenders.exporting.portable import as_pdf
from apps.municipal.tenders.exporting.word import as_docx
from apps.municipal.tenders.practice import pseudonym
from apps.municipal.tenders.tabs.advising.asking import case_of
from apps.municipal.tenders.tracing import as_json, as_report, trace_draft
from workbench.backends import Backend
from workbench.documents import read_document, read_text
from workbench.errors import UserError
from workbench.indicators import MUNICIPALITIES, periods
from workbench.indicators.places import NOWHERE
from workbench.italian import slug
from workbench.jobs import Person
from workbench.settings import settings
from workbench.store import writing
from workbench.store.tables.tenders_decisions import finished_acts

CHOICES = ("cup", "esonero_garanzia", "garanzia_provvisoria", "interferenze", "dati_per_conto")
"""fields of the request that the form asks besides the act and the case"""
LONGEST_PAUSE = 300.0
"""seconds; a longer one is not work"""
SUBJECTS = ("oggetto", "motivazione")


@dataclass(frozen=True, eq=False)
class Work:
    """What the page remembers between two clicks; each is itself alone, as Gradio wants of what it keeps."""

    draft: Draft
    proposal: Proposal | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    """random; the only name under which the finished act is counted"""
    moments: tuple[float, ...] = field(default_factory=lambda: (time.time(),))
    """of each action, Unix seconds"""

    @property
    def minutes(self) -> float:
        """Active ones: a pause counts five minutes at most."""
        return sum(min(after - before, LONGEST_PAUSE) for before, after in pairwise(self.moments)) / 60


def _going_on(work: Work, **changes: Any) -> Work:
    return replace(work, moments=(*work.moments, time.time()), **changes)


def begin(
    kind: str,
    flags: Sequence[bool],
    answers: Sequence[Any],
    typed: Mapping[str, str],
    before: Work | None = None,
) -> Work:
    """A draft for the purchase that the wizard describes; what was typed and accepted before is kept."""
    found = next((each for each in KINDS if each == kind), None)
    if found is None:
        raise UserError("Manca il tipo di atto.", remedy="Sceglierlo dall'elenco.")
    chosen = dict(zip(CHOICES, map(bool, flags), strict=True))
    request = Request(atto=found, caso=case_of(answers), **chosen)
    if before is None:
        return Work(compose(request, typed))
    values = {**before.draft.values, **typed}
    # What the case itself says is said anew: the object and the day may be others now.
    told = {name: values[name] for name in values if values[name] != _of_case(before.draft, name)}
    return _going_on(before, draft=compose(request, told, before.draft.accepted), proposal=None)


def _of_case(draft: Draft, name: str) -> str | None:
    """What the case of a draft gives to a field by itself; None when it gives nothing."""
    return given(draft.request, {}).get(name)


def fill(work: Work | None, typed: Mapping[str, str]) -> Work:
    held = begun(work)
    draft = compose(held.draft.request, {**held.draft.values, **typed}, held.draft.accepted)
    return _going_on(held, draft=draft)


def ask(work: Work | None, person: Person, asked: tuple[Backend, str | None], what: str, notes: str) -> Work:
    """With what a model proposes for the object or the reasons; nothing of it is in the draft yet."""
    held, (backend, model) = begun(work), asked
    if not model:
        raise UserError("Manca il modello.", remedy="Sceglierne uno dall'elenco.")
    subject = next((each for each in SUBJECTS if each == what), None)
    if subject is None:
        raise UserError("Manca il testo da proporre.", remedy="Scegliere oggetto o motivazione.")
    asker = Asker(model, pseudonym(person))
    proposal = propose(backend, held.draft.request, subject, notes, asker)  # type: ignore[arg-type]
    return _going_on(held, proposal=proposal)


def take(work: Work | None, text: str) -> Work:
    """With the text that the person accepted, changed or not."""
    held = begun(work)
    if held.proposal is None:
        raise UserError("Non c'è nessuna proposta.", remedy="Chiederla prima al modello.")
    return _going_on(held, draft=accept(held.draft, held.proposal, text), proposal=None)


def files(work: Work | None, person: Person) -> list[str]:
    """Paths of the act and of its trace sheet. Raises UserError while something stops the export."""
    held = _going_on(begun(work))
    draft = held.draft
    act = export_docx(draft)
    count(held)
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


def count(work: Work) -> None:
    """Keeps how long the act took and how many proposed texts were changed; again, in place of before."""
    distances = [each.distance for each in work.draft.accepted]
    row = {
        "municipality": place_of(work.draft),
        "month": periods.of_day(date.today()),
        "acts": 1,
        "minutes": round(work.minutes, 1),
        "proposed": len(distances),
        "changed": sum(distance > 0 for distance in distances),
    }
    with writing("tenders") as connection:
        connection.execute(delete(finished_acts).where(finished_acts.c.practice == work.id))
        connection.execute(insert(finished_acts).values(practice=work.id, **row))


def place_of(draft: Draft) -> str:
    """One of the municipalities that indicators know; what else somebody typed is not kept."""
    typed = draft.values.get("comune", "").strip().casefold()
    return next((each for each in MUNICIPALITIES if each.casefold() == typed), NOWHERE)


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
