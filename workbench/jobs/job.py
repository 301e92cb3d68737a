"""A job: a command line with a folder, known by what stands in the folder and nothing else."""

import hashlib
import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from workbench.errors import UserError
from workbench.jobs.events import last_event
from workbench.jobs.files import disk_explained, now, replace_whole
from workbench.jobs.state import State, Status, actual_state, write_state
from workbench.settings import settings

KINDS = ("addestramento", "valutazione", "controllo")
JOB = "job.json"
_ID = re.compile(rf"({'|'.join(KINDS)})-[0-9a-f]{{12}}")
_TITLE_LENGTH = 120


@dataclass(frozen=True)
class Person:
    name: str
    role: str
    """amministratore, formatore or ricercatore"""


@dataclass(frozen=True)
class Job:
    id: str
    kind: str
    title: str
    owner: Person
    command: tuple[str, ...]
    """arguments of the process; `{folder}` stands for the job's folder, `python` for this interpreter"""
    created: str
    folder: Path
    status: Status
    message: str
    step: int | None
    steps: int | None
    pid: int | None
    attempt: int
    queued: str
    started: str | None
    ended: str | None


def submit(  # noqa: PLR0913  the six things that make a job; a class for them would only rename them
    kind: str,
    title: str,
    owner: Person,
    command: tuple[str, ...],
    files: dict[str, str],
    *,
    request_id: str | None = None,
) -> Job:
    """Put a job in the queue, with the files that its command reads.

    The same person's same `request_id` gives the same job, however often it is sent. The job exists
    from the moment its folder does; the worker finds it there, now or when it next starts.
    """
    if kind not in KINDS or not command or any(Path(name).name != name for name in files):
        raise ValueError(f"kind {kind!r}, command {command!r} or files {list(files)!r} are not a job")
    seed = uuid4().hex if request_id is None else f"{owner.name}\0{request_id}"
    folder = settings().jobs / f"{kind}-{hashlib.sha256(seed.encode()).hexdigest()[:12]}"
    if not folder.exists():
        described = {
            "kind": kind,
            "title": one_line(title) or kind.capitalize(),
            "owner": {"name": owner.name, "role": owner.role},
            "command": list(command),
            "created": now(),
        }
        _create(folder, files | {JOB: json.dumps(described, ensure_ascii=False, indent=1)})
    return read_job(folder)


def _create(folder: Path, files: dict[str, str]) -> None:
    settings().jobs.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{uuid4().hex}")
    try:
        with disk_explained(folder):
            draft.mkdir()
            for name, content in files.items():
                replace_whole(draft / name, content)
            write_state(draft, State(status=Status.QUEUED, queued=now()))
            try:
                draft.rename(folder)
            except OSError:
                if not folder.exists():  # else another call with the same request was quicker
                    raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def open_job(job_id: str) -> Job:
    """Raises UserError when there is no such job."""
    folder = settings().jobs / job_id
    if not _ID.fullmatch(job_id) or not (folder / JOB).exists():
        raise UserError(
            "Questo lavoro non esiste.", value=job_id, remedy="Sceglierlo dall'elenco dei lavori."
        )
    return read_job(folder)


def list_jobs() -> list[Job]:
    """Every job, the newest first."""
    found = []
    for folder in job_folders():
        with suppress(FileNotFoundError):  # deleted by another hand meanwhile
            found.append(read_job(folder))
    return sorted(found, key=lambda job: job.created, reverse=True)


def job_folders() -> list[Path]:
    if not settings().jobs.exists():
        return []
    return [path for path in settings().jobs.iterdir() if _ID.fullmatch(path.name) and (path / JOB).exists()]


def read_job(folder: Path) -> Job:
    described = json.loads((folder / JOB).read_text(encoding="utf-8"))
    state = actual_state(folder)
    told = last_event(folder, "step", "start") or {}
    return Job(
        id=folder.name,
        kind=described["kind"],
        title=described["title"],
        owner=Person(**described["owner"]),
        command=tuple(described["command"]),
        created=described["created"],
        folder=folder,
        status=state.status,
        message=state.message,
        step=told.get("step"),
        steps=told.get("steps"),
        pid=state.process.pid if state.process else None,
        attempt=state.attempt,
        queued=state.queued,
        started=state.started,
        ended=state.ended,
    )


def position(job: Job) -> int | None:
    """1 for the job that starts next, and so on; None when it is not waiting."""
    waiting = sorted((other for other in list_jobs() if other.status is Status.QUEUED), key=queue_order)
    return next((place for place, other in enumerate(waiting, 1) if other.id == job.id), None)


def queue_order(job: Job) -> tuple[datetime, str]:
    return datetime.fromisoformat(job.queued), job.id


def one_line(text: str) -> str:
    """Printable characters of a single line, at most 120: safe in a log and in a list."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(printable.split())[:_TITLE_LENGTH]
