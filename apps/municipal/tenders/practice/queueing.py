"""Practices too large to wait for: a job in the queue, with progress and a stop that loses nothing."""

import json
from pathlib import Path

from apps.municipal.tenders.practice.checking import Result, check_steps
from apps.municipal.tenders.practice.practice import Practice, read_practice
from workbench.errors import UserError
from workbench.jobs import Events, Job, Person, Status, last_event, list_jobs, stop_requested, submit

KIND = "controllo"
NAMED = "pratica.json"
WAITING = frozenset({Status.QUEUED, Status.RUNNING, Status.STOPPING})
STOPPED_EXIT = 3


def enqueue(person: Person, practice: Practice) -> Job:
    """The job that checks the practice. Asked again while one waits or works, it gives that one."""
    known = job_of(practice)
    if known and known.status in WAITING:
        return known
    command = ("python", "-m", "apps.municipal.tenders.practice", "{folder}")
    files = {NAMED: json.dumps({"practice": practice.id})}
    return submit(KIND, f"Controllo di {len(practice.documents)} documenti", person, command, files)


def job_of(practice: Practice) -> Job | None:
    """The newest job for this practice."""
    return next(
        (job for job in list_jobs() if job.kind == KIND and _practice_id(job.folder) == practice.id), None
    )


def carry_out(folder: Path) -> int:
    """The work of the job in `folder`: 0 done, 3 stopped after a document; again, it goes on from there."""
    practice = read_practice(_practice_id(folder))
    if practice is None:
        raise UserError("La pratica non c'è più.", remedy="Caricare di nuovo i documenti.")
    events = Events(folder)
    events.write("start", step=0, steps=len(practice.documents))
    steps = check_steps(practice, lambda: stop_requested(folder))
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return _tell_end(events, end.value)
        events.write("step", step=step.done, steps=step.total)


def progress(job: Job) -> tuple[int, int]:
    """Documents done, documents in all."""
    told = last_event(job.folder, "step", "start") or {}
    return told.get("step") or 0, told.get("steps") or 0


def _tell_end(events: Events, result: Result) -> int:
    found = {
        "step": len(result.documents),
        "findings": sum(len(each.findings) for each in result.documents),
        "unreadable": sum(bool(each.problem) for each in result.documents),
    }
    events.write("end" if result.complete else "stopped", **found)
    return 0 if result.complete else STOPPED_EXIT


def _practice_id(folder: Path) -> str:
    path = folder / NAMED
    return str(json.loads(path.read_text("utf-8"))["practice"]) if path.exists() else ""
