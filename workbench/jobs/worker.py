"""The worker: one process that takes jobs off the queue, one at a time, and copies what they tell to MLflow.

A job's folder is the truth and the queue follows it: whoever submits or resumes a job only writes the
folder, and this process, the queue's only writer, enqueues what it finds waiting. So a job cannot be in
one and not in the other, whichever process is killed and when.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from dbos import DBOS, SetWorkflowID

from workbench.jobs.events import EVENTS
from workbench.jobs.holding import hold
from workbench.jobs.job import job_folders, queue_order, read_job
from workbench.jobs.launch import carry_out
from workbench.jobs.state import STATE, Status
from workbench.settings import settings

QUEUE = "lavori"
_LOOK_SECONDS = 0.5
_COPY_SECONDS = 4.0

logger = logging.getLogger(__name__)


@DBOS.step(name="processo")
def _process(job_id: str) -> str:
    folder = settings().jobs / job_id
    return carry_out(folder).status if folder.exists() else "eliminato"


# Killing the worker is a normal event, not a sign of a poisonous job: recovery is never given up.
@DBOS.workflow(name="lavoro", max_recovery_attempts=None)
def _job(job_id: str) -> str:
    return _process(job_id)


def work() -> None:
    """Serve the queue until SIGTERM. Raises UserError when another worker is at it."""
    leaving = threading.Event()

    def leave(number: int, frame: FrameType | None) -> None:
        leaving.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    with hold(settings().var, "worker.lock", "I lavori sono già seguiti da un altro processo."):
        _open_queue()
        threading.Thread(target=_copy_to_mlflow, args=(leaving,), daemon=True).start()
        changed = _changed(STATE)
        while not leaving.wait(_LOOK_SECONDS):
            _enqueue(changed())
    # The job goes on by itself and the next worker adopts it: nothing to wind up. DBOS's threads are
    # waiting for it, and must neither finish nor fail the workflow.
    os._exit(0)


def _open_queue() -> None:
    # The settled version lets a new release of this file recover the jobs of the former one.
    DBOS(
        config={
            "name": "officina",
            "system_database_url": settings().queue_url,
            "application_version": "1",
            "executor_id": "officina",
            "log_level": "WARNING",
            "enable_otlp": False,
        }
    )
    DBOS.launch()
    DBOS.register_queue(QUEUE, global_concurrency=1, polling_interval_sec=_LOOK_SECONDS)


def _enqueue(folders: list[Path]) -> None:
    """Put waiting jobs in the queue; the id of the workflow makes a second time the same as the first."""
    found = []
    for folder in folders:
        with suppress(FileNotFoundError):  # deleted meanwhile
            found.append(read_job(folder))
    for job in sorted((job for job in found if job.status is Status.QUEUED), key=queue_order):
        with SetWorkflowID(job.id if job.attempt == 1 else f"{job.id}#{job.attempt}"):
            DBOS.enqueue_workflow(QUEUE, _job, job.id)


def _copy_to_mlflow(leaving: threading.Event) -> None:
    """Copy what is new, job by job, for as long as the worker lives."""
    from workbench.tracking import TrackingError, copy_job

    changed = _changed(EVENTS, STATE)
    postponed: set[Path] = set()
    while not leaving.wait(_COPY_SECONDS):
        for folder in {*changed(), *postponed}:
            try:
                copy_job(folder)
                postponed.discard(folder)
            except FileNotFoundError:  # deleted meanwhile
                postponed.discard(folder)
            except TrackingError as error:
                if folder not in postponed:
                    logger.warning("la copia in MLflow di %s è rinviata: %s", folder.name, error)
                postponed.add(folder)


def _changed(*names: str) -> Callable[[], list[Path]]:
    """A function that returns the job folders in which one of the files changed since its last call."""
    seen: dict[Path, list[tuple[int, int, int]]] = {}

    def look() -> list[Path]:
        news = []
        for folder in job_folders():
            marks = []
            for name in names:
                with suppress(FileNotFoundError):
                    found = (folder / name).stat()
                    marks.append((found.st_ino, found.st_mtime_ns, found.st_size))
            if seen.get(folder) != marks:
                seen[folder] = marks
                news.append(folder)
        return news

    return look
