"""Carry out one job: find its living process or start it, wait for it, note how it ended."""

import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from workbench.jobs.events import EVENTS, request_stop
from workbench.jobs.files import now, seconds_since
from workbench.jobs.holding import holder
from workbench.jobs.job import Job, read_job
from workbench.jobs.process import JOB_VARIABLE, Identity, find_marked, identify, is_alive
from workbench.jobs.state import ACTIVE, ENDED, State, Status, change_state, ending, read_state
from workbench.settings import REPOSITORY, settings

LOG = "log.txt"
GRACE_SECONDS = 120.0
"""how long a job may take to save after it was asked to stop"""
_INSIST_SECONDS = 10.0
_POLL_SECONDS = 0.2
_CANNOT_START = 127
_NICENESS = 5
"""a little behind the pages that people are clicking through"""

logger = logging.getLogger(__name__)


def carry_out(folder: Path, *, grace: float = GRACE_SECONDS) -> State:
    """Start the job's process or adopt the living one, wait for its end and return the final state.

    May be called again at any moment after its caller was killed: it goes on where things stand.
    """
    first_event = (folder / EVENTS).stat().st_size if (folder / EVENTS).exists() else 0
    change_state(
        folder,
        {Status.QUEUED},
        status=Status.RUNNING,
        started=now(),
        first_event=first_event,
        message="",
    )
    state = read_state(folder)
    if state.status in ENDED:
        return state  # taken off the queue meanwhile
    exit_code = None  # what an adopted process ended with, only its dead parent could have seen
    process = living_process(folder, state)
    if process:
        change_state(folder, ACTIVE, process=process)
        _wait(folder, process, grace)
    elif state.process is None:  # else it died while nobody watched
        exit_code = _launch_and_wait(folder, grace)
    return _settle(folder, state.attempt, exit_code)


def living_process(folder: Path, state: State) -> Identity | None:
    """The process that works on this job now: the noted one, the one holding its lock, or the marked one."""
    noted = [found for found in (state.process, holder(folder)) if found and is_alive(found)]
    return noted[0] if noted else find_marked(folder)


def settle_dead(folder: Path) -> None:
    """Note the end of a process that died while no worker watched; leave everything else alone."""
    state = read_state(folder)
    if state.status in ACTIVE and state.process and not is_alive(state.process):
        _settle(folder, state.attempt, None)


def run_here(job: Job) -> int:
    """Carry out the job now, without the queue; returns its exit code. Ctrl-C asks it to save and end."""
    from workbench.tracking import copy_job

    try:
        state = carry_out(job.folder)
    except KeyboardInterrupt:
        request_stop(job.folder)
        change_state(job.folder, {Status.RUNNING}, status=Status.STOPPING, stop_asked=now())
        state = carry_out(job.folder)
    copy_job(job.folder)
    if state.exit_code is not None:
        return state.exit_code
    return {Status.DONE: 0, Status.STOPPED: 3}.get(state.status, 1)


def command_line(job: Job) -> list[str]:
    """The arguments as the system gets them."""
    filled = [argument.replace("{folder}", str(job.folder.resolve())) for argument in job.command]
    if filled[0] == "python":
        filled[0] = sys.executable
    # An evaluation always goes on from the items it has; a training is told to.
    resuming = job.kind == "addestramento" and job.attempt > 1 and (job.folder / EVENTS).exists()
    return [*filled, "--resume"] if resuming else filled


def _launch_and_wait(folder: Path, grace: float) -> int:
    """Start the detached process: its own session, no pipe that anybody must read."""
    job = read_job(folder)
    logger.info("avvio di %s (%s)", job.id, job.title)
    environment = os.environ | {
        JOB_VARIABLE: str(folder),
        "OFFICINA_HOME": str(settings().home.resolve()),
        "PYTHONUNBUFFERED": "1",
    }
    with (folder / LOG).open("ab") as log:
        try:
            child = subprocess.Popen(
                command_line(job),
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=environment,
            )
        except OSError as error:
            log.write(f"{error}\n".encode())
            return _CANNOT_START
    process = identify(child.pid)
    if process is None:  # it has already ended
        return child.wait()
    change_state(folder, ACTIVE, process=process)
    os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS)
    _wait(folder, process, grace)
    return child.wait()


def _wait(folder: Path, process: Identity, grace: float) -> None:
    while is_alive(process):
        _insist(process, read_state(folder), grace)
        time.sleep(_POLL_SECONDS)


def _insist(process: Identity, state: State, grace: float) -> None:
    """End, with all its children, a process that was asked to stop and did not within the grace time."""
    if state.status is not Status.STOPPING or state.stop_asked is None:
        return
    late = seconds_since(state.stop_asked) - grace
    if late < 0:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL if late > _INSIST_SECONDS else signal.SIGTERM)
    except ProcessLookupError:
        return


def _settle(folder: Path, attempt: int, exit_code: int | None) -> State:
    state = read_state(folder)
    if state.attempt == attempt and state.status in ACTIVE:
        return change_state(folder, ACTIVE, **ending(folder, state, exit_code)) or read_state(folder)
    return state
