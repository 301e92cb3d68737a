"""What the tab of the checker does when somebody presses something. No interface in here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.municipal.tenders.acts import KINDS, Kind, read_act
from apps.municipal.tenders.practice import (
    Brought,
    Outcome,
    Practice,
    Result,
    Step,
    Subject,
    allow_recognition,
    check_steps,
    correct_kind,
    create_practice,
    decide,
    enqueue,
    forget_result,
    identify,
    is_large,
    job_of,
    progress,
    pseudonym,
    read_filed,
    read_result,
)
from apps.municipal.tenders.practice.queueing import WAITING
from apps.municipal.tenders.practice.suggesting import (
    Suggested,
    as_findings,
    keep_suggested,
    read_suggested,
    suggest,
)
from workbench.backends import Backend
from workbench.documents import ocr_available
from workbench.errors import UserError
from workbench.jobs import Person

PASTED = "testo incollato.txt"
RECOGNISED = "riconosciuto"
"""the choice that leaves the type of an act to the recognition"""
NO_KIND: Kind = ""


@dataclass(frozen=True)
class Progress:
    """Where a check is: words for the person, and the practice once there is one."""

    words: str
    practice: Practice | None = None
    waiting: bool = False
    """whether the work goes on in the queue, without anybody waiting for it"""


def bring(paths: Sequence[str], pasted: str) -> list[Brought]:
    """Files, by the paths under which the page received them, and a pasted text."""
    try:
        found = [Brought(Path(path).name, Path(path).read_bytes()) for path in paths]
    except FileNotFoundError as error:  # the page was open for longer than such copies are kept
        raise UserError("Un file non è più sul server.", remedy="Caricarlo di nuovo.") from error
    return found + ([Brought(PASTED, pasted.encode(), pasted=True)] if pasted.strip() else [])


def discard(paths: Sequence[str]) -> None:
    """The copies that the page received: what was brought is in a practice now."""
    for path in paths:
        Path(path).unlink(missing_ok=True)


def start(
    person: Person, brought: Sequence[Brought], title: str = "", *, municipality: str = "", ocr: bool = False
) -> Iterator[Progress]:
    """Makes a practice and checks it: here, or in the queue when it is large."""
    practice = create_practice(person, title, brought, municipality=municipality, ocr=ocr)
    yield Progress("Lettura dei documenti…", practice)
    if is_large(practice):
        yield queue(person, practice)
        return
    yield from check_here(practice)


def queue(person: Person, practice: Practice) -> Progress:
    enqueue(person, practice)
    return how_far(practice)


def check_here(practice: Practice) -> Iterator[Progress]:
    for step in check_steps(practice):
        yield Progress(_words(step), practice)
    yield Progress("Controllo finito.", practice)


def how_far(practice: Practice) -> Progress:
    """Of a practice that the queue checks; its job may also have failed, or been stopped."""
    job = job_of(practice)
    if job is None:
        return Progress("Controllo finito.", practice)
    done, total = progress(job)
    if job.status in WAITING:
        return Progress(
            f"Controllo {job.status}: {done} documenti su {total or len(practice.documents)}.", practice, True
        )
    result = read_result(practice)
    if result and result.complete:
        return Progress("Controllo finito.", practice)
    return Progress(f"Controllo {job.status}: {done} documenti su {total}. {job.message}", practice)


def _words(step: Step) -> str:
    return f"Documento {step.done} di {step.total}: {step.name}"


def change_kind(practice: Practice, name: str, kind: str) -> tuple[Practice, Result]:
    """The practice with the type that a person chose for a document, checked again."""
    chosen = None if kind == RECOGNISED else next((each for each in KINDS if each == kind), NO_KIND)
    changed = correct_kind(practice, name, chosen)
    return changed, check_again(changed)


def recognise(practice: Practice) -> tuple[Practice, Result]:
    """The practice with the words of its scanned pages, checked again."""
    if not ocr_available():
        raise UserError(
            "Il riconoscimento ottico (OCR) non è installato.",
            remedy="Chi amministra Officina può installare tesseract con la lingua italiana.",
        )
    changed = allow_recognition(practice)
    forget_result(changed, texts=True)
    return changed, check_again(changed)


def check_again(practice: Practice) -> Result:
    from apps.municipal.tenders.practice import check_practice

    forget_result(practice)
    return check_practice(practice)


def outcome_named(practice: Practice, name: str) -> Outcome:
    result = read_result(practice)
    found = next((each for each in result.documents if each.name == name), None) if result else None
    if found is None:
        raise UserError(
            "Questo documento non è ancora controllato.", remedy="Aspettare la fine del controllo."
        )
    return found


def decide_finding(person: Person, practice: Practice, finding_id: str, outcome: str, reason: str) -> None:
    """Keeps a decision about a finding of this practice. Raises UserError for one that is not there."""
    result = read_result(practice)
    for each in result.documents if result else ():
        for found in (*each.findings, *as_findings(read_suggested(practice, each.name))):
            if identify(each, found) == finding_id:
                subject = Subject(finding_id, found.rule, found.family, found.severity, found.confidence)
                return decide(person, practice, subject, outcome, reason)
    raise UserError(
        "Questo rilievo non c'è più.", remedy="Riaprire la pratica: il controllo è stato rifatto."
    )


def ask_model(person: Person, practice: Practice, name: str, asked: tuple[Backend, str]) -> Suggested:
    """Suggestions of a model about a document, kept with the practice."""
    backend, model = asked
    filed = next((each for each in practice.documents if each.name == name), None)
    if filed is None:
        raise UserError("Manca il documento.", remedy="Sceglierne uno dall'elenco.")
    act = read_act(read_filed(practice, filed), outcome_named(practice, name).kind)
    found = suggest(backend, act, model, pseudonym(person))
    keep_suggested(practice, name, found)
    return found
