"""The worker with its real queue, killed at bad moments."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from workbench.jobs import Job, Person, Status, open_job, position, resume, resume_offer, stop

pytestmark = pytest.mark.slow
Submit = Callable[..., Job]
ANNA = Person("Anna Bianchi", "formatore")


@pytest.fixture
def worker(home: Path) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a real worker; those still alive at the end are killed."""
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        with (home / "worker.txt").open("a") as log:
            command = [sys.executable, "-m", "workbench.jobs"]
            started.append(subprocess.Popen(command, stdout=log, stderr=log))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _wait_for(condition: Callable[[], object], seconds: float = 40) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "the expected condition did not come in time"
        time.sleep(0.05)


def _wait_for_status(job: Job, status: Status) -> Job:
    _wait_for(lambda: open_job(job.id).status is status)
    return open_job(job.id)


def _starts(job: Job) -> list[str]:
    return (job.folder / "starts.txt").read_text().split()


def _killed(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()


def test_three_jobs_run_one_after_the_other_in_order(trainer: Submit, worker: Callable) -> None:
    jobs = [trainer(steps=4) for _ in range(3)]
    worker()
    done = [_wait_for_status(job, Status.DONE) for job in jobs]
    for before, after in itertools.pairwise(done):
        assert before.ended and after.started and before.ended <= after.started


def test_a_worker_killed_in_the_middle_is_followed_by_one_that_adopts_and_goes_on(
    trainer: Submit, worker: Callable
) -> None:
    jobs = [trainer(steps=60, pause=0.1), trainer(steps=2), trainer(steps=2)]
    first = worker()
    _wait_for(lambda: (open_job(jobs[0].id).step or 0) >= 2)
    pid = open_job(jobs[0].id).pid
    _killed(first)
    assert open_job(jobs[0].id).status is Status.RUNNING
    assert [position(job) for job in jobs] == [None, 1, 2]
    worker()
    done = [_wait_for_status(job, Status.DONE) for job in jobs]
    assert done[0].pid == pid and _starts(jobs[0]) == ["0"]
    assert sorted(job.ended or "" for job in done) == [job.ended for job in done]


def test_a_worker_killed_while_it_takes_a_job_is_followed_by_one_that_starts_it_once(
    trainer: Submit, worker: Callable
) -> None:
    job = trainer(steps=3)
    first = worker()
    limit = time.monotonic() + 40
    while open_job(job.id).status is Status.QUEUED:  # no pause: the process is not yet noted, or hardly
        assert first.poll() is None and time.monotonic() < limit
    _killed(first)
    worker()
    _wait_for_status(job, Status.DONE)
    assert _starts(job) == ["0"]


def test_a_job_that_ended_while_no_worker_lived_is_noted_and_not_run_again(
    trainer: Submit, worker: Callable
) -> None:
    job, waiting = trainer(steps=15, pause=0.1), trainer(steps=2)
    first = worker()
    _wait_for(lambda: open_job(job.id).step)
    _killed(first)
    _wait_for_status(job, Status.DONE)  # told by its own last words
    worker()
    _wait_for_status(waiting, Status.DONE)
    assert _starts(job) == ["0"]
    assert '"completato"' in (job.folder / "state.json").read_text()


def test_a_trainer_killed_is_interrupted_resumed_by_hand_and_the_queue_goes_on(
    trainer: Submit, worker: Callable
) -> None:
    job, waiting = trainer(steps=30, pause=0.1), trainer(steps=2)
    worker()
    _wait_for(lambda: (open_job(job.id).step or 0) >= 5)
    os.kill(open_job(job.id).pid or 0, signal.SIGKILL)
    interrupted = _wait_for_status(job, Status.INTERRUPTED)
    _wait_for_status(waiting, Status.DONE)
    step = resume_offer(interrupted).step
    resume(interrupted, ANNA)
    _wait_for_status(job, Status.DONE)
    assert step and _starts(job) == ["0", str(step)]


def test_a_stop_works_while_no_worker_lives(trainer: Submit, worker: Callable) -> None:
    job = trainer(steps=300, pause=0.1)
    first = worker()
    _wait_for(lambda: open_job(job.id).step)
    _killed(first)
    stop(open_job(job.id), ANNA)
    stopped = _wait_for_status(job, Status.STOPPED)
    assert resume_offer(stopped).possible
    # Resumed at once, with nobody having noted the end: the next worker carries it out.
    resume(stopped, ANNA)
    worker()
    _wait_for(lambda: len(_starts(job)) == 2)
    stop(open_job(job.id), ANNA)
    _wait_for_status(job, Status.STOPPED)


def test_a_job_taken_off_the_queue_never_starts(trainer: Submit, worker: Callable) -> None:
    running, waiting, last = trainer(steps=20, pause=0.1), trainer(), trainer()
    worker()
    _wait_for(lambda: open_job(running.id).step)
    stop(waiting, ANNA)
    _wait_for_status(last, Status.DONE)
    assert open_job(waiting.id).status is Status.STOPPED
    assert not (waiting.folder / "starts.txt").exists()


def test_a_second_worker_is_refused_and_neither_opens_a_port(trainer: Submit, worker: Callable) -> None:
    job = trainer(steps=1)
    first = worker()
    _wait_for_status(job, Status.DONE)
    second = subprocess.run(
        [sys.executable, "-m", "workbench.jobs"], capture_output=True, text=True, check=False
    )
    assert second.returncode == 4 and "già seguiti da un altro processo" in second.stderr
    assert psutil.Process(first.pid).net_connections() == []


def test_what_a_job_tells_reaches_mlflow(trainer: Submit, worker: Callable) -> None:
    from workbench.tracking.client import client

    job = trainer(steps=3)
    worker()
    note = job.folder / "tracking.json"
    _wait_for(lambda: note.exists() and '"FINISHED"' in note.read_text(), seconds=90)
    run = client().get_run(json.loads(note.read_text())["run"])
    assert run.data.metrics["loss"] == pytest.approx(1 / 3) and run.info.status == "FINISHED"


def test_the_worker_says_nothing_but_what_it_does(trainer: Submit, worker: Callable, home: Path) -> None:
    job = trainer(steps=1)
    process = worker()
    _wait_for_status(job, Status.DONE)
    process.terminate()
    assert process.wait(timeout=5) == 0
    said = (home / "worker.txt").read_text()
    assert job.id in said and "dbos" not in said.lower() and ANNA.name not in said
