"""Jobs in words."""

from datetime import datetime

from workbench.italian import duration, moment
from workbench.jobs import Job, Person, Status, may_control

SIGNS = {
    Status.QUEUED: "…",
    Status.RUNNING: "▶",
    Status.STOPPING: "■",
    Status.STOPPED: "■",
    Status.DONE: "✓",
    Status.FAILED: "✕",
    Status.INTERRUPTED: "!",
}
"""drawn before the words, which say the same"""


def standing(job: Job, place: int | None) -> str:
    """The status in one line: where in the queue, at which step, how long it took."""
    if job.status is Status.QUEUED and place:
        return "in coda, il prossimo a partire" if place == 1 else f"in coda, posizione {place}"
    if job.step and job.steps and job.status is not Status.DONE:
        return f"{job.status}, passo {job.step} di {job.steps}"
    return str(job.status)


def origin(job: Job, person: Person) -> str:
    """What it is, who started it if another person, when, and how long it took."""
    told = [job.kind, moment(job.created)]
    if job.owner.name != person.name:
        told.insert(1, f"avviato da {job.owner.name}")
    spent = seconds(job)
    return " · ".join(told if spent is None else [*told, duration(spent)])


def seconds(job: Job) -> float | None:
    """How long the last attempt of an ended job took."""
    if not job.started or not job.ended:
        return None
    return max(0.0, (datetime.fromisoformat(job.ended) - datetime.fromisoformat(job.started)).total_seconds())


def why_not(job: Job, person: Person) -> str:
    """Why the buttons are not offered to this person; empty when they are."""
    if may_control(person, job):
        return ""
    owner = job.owner.name
    return (
        f"È il lavoro di {owner}: può fermarlo, riprenderlo o eliminarlo {owner} o chi amministra Officina."
    )
