"""What a person may do to a job: stop it, resume it, delete it."""

import shutil
from dataclasses import dataclass
from uuid import uuid4

from workbench.errors import UserError
from workbench.jobs.checkpoints import newest_problem, proven_checkpoint
from workbench.jobs.events import STOP, request_stop
from workbench.jobs.files import now
from workbench.jobs.job import Job, Person, open_job
from workbench.jobs.launch import settle_dead
from workbench.jobs.state import ENDED, Status, change_state

_ADMINISTRATOR = "amministratore"
_RESUMABLE = frozenset({Status.STOPPED, Status.INTERRUPTED, Status.FAILED})


@dataclass(frozen=True)
class Offer:
    possible: bool
    reason: str
    """one sentence for the person, in either case"""
    step: int | None = None
    """the step from which the job would go on"""


def may_control(person: Person, job: Job) -> bool:
    return person.role == _ADMINISTRATOR or person.name == job.owner.name


def stop(job: Job, person: Person) -> Job:
    """Take a waiting job off the queue; ask a running one to save and end (it reads STOP by itself)."""
    _check_may_control(person, job, "fermarlo")
    settle_dead(job.folder)
    if change_state(
        job.folder, {Status.QUEUED}, status=Status.STOPPED, ended=now(), message="Tolto dalla coda."
    ):
        return open_job(job.id)
    status = open_job(job.id).status
    if status is Status.RUNNING:
        # STOP first: whoever reads "in arresto" may rely on the request being there.
        request_stop(job.folder)
        message = "Si ferma appena ha salvato."
        change_state(job.folder, {Status.RUNNING}, status=Status.STOPPING, stop_asked=now(), message=message)
    elif status is not Status.STOPPING:
        raise UserError("Questo lavoro non è in corso.", value=job.title, remedy="Aggiornare la pagina.")
    return open_job(job.id)


def resume_offer(job: Job) -> Offer:
    """Whether the job may go on, from where, and why not otherwise."""
    if job.status not in _RESUMABLE:
        return Offer(False, f"Il lavoro è {job.status}: non c'è nulla da riprendere.")
    if job.started is None:
        return Offer(True, "Non era ancora iniziato: torna in coda e parte dall'inizio.")
    if job.kind == "valutazione":
        return Offer(True, "Riprende dagli elementi non ancora valutati.", job.step)
    if job.kind == "controllo":
        return Offer(True, "Riprende dai documenti non ancora controllati.", job.step)
    checkpoint = proven_checkpoint(job.folder)
    problem = newest_problem(job.folder)
    if checkpoint is None:
        why = problem or "il lavoro si è chiuso prima del primo salvataggio"
        return Offer(False, f"Non si può riprendere: {why}. Conviene avviarne uno nuovo.")
    lost = f" L'ultimo salvataggio non è utilizzabile ({problem})." if problem else ""
    return Offer(True, f"Riprende dal passo {checkpoint.step}, salvato per intero.{lost}", checkpoint.step)


def resume(job: Job, person: Person) -> Job:
    """Put the job back at the end of the queue, to go on from its proven checkpoint."""
    _check_may_control(person, job, "riprenderlo")
    settle_dead(job.folder)
    current = open_job(job.id)
    offer = resume_offer(current)
    if not offer.possible:
        raise UserError(offer.reason, remedy="")
    (job.folder / STOP).unlink(missing_ok=True)
    change_state(
        job.folder,
        _RESUMABLE,
        status=Status.QUEUED,
        queued=now(),
        message=offer.reason,
        attempt=current.attempt + 1,
        stop_asked=None,
        ended=None,
        process=None,
        exit_code=None,
    )
    return open_job(job.id)


def delete(job: Job, person: Person) -> None:
    """Remove an ended job's folder; the model it made and its trace in MLflow stay."""
    _check_may_control(person, job, "eliminarlo")
    settle_dead(job.folder)
    if open_job(job.id).status not in ENDED:
        raise UserError("Il lavoro non è finito.", value=job.title, remedy="Fermarlo prima di eliminarlo.")
    # Renamed first: a removal cut short must not leave a job with half its files.
    grave = job.folder.with_name(f".{job.id}.{uuid4().hex}")
    job.folder.rename(grave)
    shutil.rmtree(grave)


def _check_may_control(person: Person, job: Job, what: str) -> None:
    if not may_control(person, job):
        raise UserError(
            f"Questo lavoro è di un'altra persona: non è consentito {what}.",
            value=job.title,
            remedy="Chiederlo a chi l'ha avviato o a chi amministra Officina.",
        )
