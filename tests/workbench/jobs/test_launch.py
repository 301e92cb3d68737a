"""Jobs carried out in the foreground: the same states as under the worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.jobs import Job, Person, Status, open_job, resume, resume_offer, run_here, stop, submit
from workbench.jobs.launch import carry_out
from workbench.jobs.process import Identity, identify, is_alive

Submit = Callable[..., Job]
Script = Callable[[str], Job]
ANNA = Person("Anna Bianchi", "formatore")


def _in_background(job: Job, **options: float) -> threading.Thread:
    thread = threading.Thread(target=carry_out, args=(job.folder,), kwargs=options)
    thread.start()
    return thread


def _wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "the expected condition did not come in time"
        time.sleep(0.02)


def test_a_job_that_ends_is_done_with_its_last_step(trainer: Submit) -> None:
    job = trainer(steps=3)
    assert run_here(job) == 0
    done = open_job(job.id)
    assert (done.status, done.step, done.steps) == (Status.DONE, 3, 3)
    assert not resume_offer(done).possible


def test_an_error_that_a_person_can_put_right_is_shown_in_its_own_words(script: Script) -> None:
    job = script(
        "from workbench.jobs import Events\n"
        "Events(folder).write('error', problem='Il modello manca.', remedy='Sceglilo di nuovo.')\nsys.exit(4)"
    )
    assert run_here(job) == 4
    failed = open_job(job.id)
    assert (failed.status, failed.message) == (Status.FAILED, "Il modello manca. Sceglilo di nuovo.")


def test_a_bug_is_a_failure_whose_traceback_stays_in_the_log(script: Script) -> None:
    job = script("raise RuntimeError('qualcosa')")
    assert run_here(job) == 1
    failed = open_job(job.id)
    assert failed.status is Status.FAILED and "codice 1" in failed.message
    assert "qualcosa" not in failed.message and "qualcosa" in (job.folder / "log.txt").read_text()
    assert "prima del primo salvataggio" in resume_offer(failed).reason


def test_a_command_that_does_not_exist_is_a_failure(home: Path) -> None:
    job = submit("valutazione", "x", ANNA, (str(home / "missing"),), {})
    assert run_here(job) == 127
    assert open_job(job.id).status is Status.FAILED


def test_the_process_has_no_input_and_writes_its_output_in_the_folder(script: Script) -> None:
    job = script("print('letto:', repr(sys.stdin.read()), file=sys.stderr); print('fatto')")
    run_here(job)
    assert sorted((job.folder / "log.txt").read_text().splitlines()) == ["fatto", "letto: ''"]


def test_stop_saves_and_resume_goes_on_from_there(trainer: Submit) -> None:
    job = trainer(steps=20, pause=0.05)
    thread = _in_background(job)
    _wait_for(lambda: (open_job(job.id).step or 0) >= 3)
    assert stop(open_job(job.id), ANNA).status is Status.STOPPING
    thread.join()
    stopped = open_job(job.id)
    assert stopped.status is Status.STOPPED and f"al passo {stopped.step}" in stopped.message
    offer = resume_offer(stopped)
    assert offer.possible and offer.step == stopped.step
    again = resume(stopped, ANNA)
    assert again.status is Status.QUEUED and again.id == job.id
    assert run_here(again) == 0
    assert (job.folder / "starts.txt").read_text().split() == ["0", str(stopped.step)]


def test_a_process_killed_outright_is_interrupted_and_offered_from_the_proven_checkpoint(
    trainer: Submit,
) -> None:
    job = trainer(steps=200, pause=0.05)
    thread = _in_background(job)
    _wait_for(lambda: (open_job(job.id).step or 0) >= 5)
    os.kill(open_job(job.id).pid or 0, signal.SIGKILL)
    thread.join()
    interrupted = open_job(job.id)
    assert interrupted.status is Status.INTERRUPTED
    offer = resume_offer(interrupted)
    assert offer.possible and offer.step is not None and offer.step >= 4

    newest = job.folder / "checkpoints" / f"step-{offer.step}" / "weights.bin"
    newest.write_bytes(b"\x01" + newest.read_bytes()[1:])
    fallen_back = resume_offer(interrupted)
    assert fallen_back.step == offer.step - 2 and "rovinato" in fallen_back.reason


def test_a_process_killed_before_its_first_checkpoint_is_not_offered(trainer: Submit) -> None:
    job = trainer(steps=200, pause=0.5)
    thread = _in_background(job)
    _wait_for(lambda: open_job(job.id).step == 1)
    os.kill(open_job(job.id).pid or 0, signal.SIGKILL)
    thread.join()
    assert not resume_offer(open_job(job.id)).possible
    with pytest.raises(UserError, match="Conviene avviarne uno nuovo"):
        resume(open_job(job.id), ANNA)


def test_a_process_deaf_to_the_request_is_ended_after_the_grace_time(script: Script) -> None:
    job = script(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        "(folder / 'ready').touch()\ntime.sleep(60)"
    )
    thread = _in_background(job, grace=0.3)
    _wait_for((job.folder / "ready").exists)
    stop(open_job(job.id), ANNA)
    thread.join(timeout=10)
    assert open_job(job.id).status is Status.STOPPED
    assert "prima che finisse di salvare" in open_job(job.id).message


def test_a_second_call_adopts_the_living_process(trainer: Submit) -> None:
    job = trainer(steps=12, pause=0.05)
    first = _in_background(job)
    _wait_for(lambda: open_job(job.id).step)
    assert carry_out(job.folder).status is Status.DONE
    first.join()
    assert (job.folder / "starts.txt").read_text().split() == ["0"]


def test_a_process_whose_number_was_never_noted_is_found_by_its_mark(trainer: Submit) -> None:
    from workbench.jobs.state import read_state, write_state

    job = trainer(steps=12, pause=0.05)
    first = _in_background(job)
    _wait_for(lambda: open_job(job.id).step)
    # As if the launcher had died between starting the process and noting it.
    write_state(job.folder, read_state(job.folder).model_copy(update={"process": None}))
    (job.folder / "lock").write_text("")
    assert carry_out(job.folder).status is Status.DONE
    first.join()
    assert (job.folder / "starts.txt").read_text().split() == ["0"]


def test_the_same_job_started_by_hand_meanwhile_is_refused(trainer: Submit, home: Path) -> None:
    job = trainer(steps=20, pause=0.05)
    thread = _in_background(job)
    _wait_for(lambda: open_job(job.id).step)
    command = [sys.executable, str(home / "trainer.py"), str(job.folder), "20", "0"]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    thread.join()
    assert second.returncode != 0 and "già in corso" in second.stderr
    assert (job.folder / "starts.txt").read_text().split() == ["0"]


def test_the_state_is_whole_at_every_moment_while_it_is_written(trainer: Submit) -> None:
    job = trainer()
    from workbench.jobs.state import read_state, write_state

    state, done = read_state(job.folder), threading.Event()

    def rewrite() -> None:
        for number in range(150):
            write_state(job.folder, state.model_copy(update={"message": "m" * number * 50}))
        done.set()

    writer = threading.Thread(target=rewrite)
    writer.start()
    while not done.is_set():
        assert open_job(job.id).status is Status.QUEUED
    writer.join()


def test_a_recycled_process_number_is_not_taken_for_the_old_process() -> None:
    me = identify(os.getpid())
    assert me and is_alive(me)
    assert not is_alive(Identity(me.pid, me.start - 1, me.boot))
    assert not is_alive(Identity(me.pid, me.start, "another boot"))


def test_an_ended_child_not_yet_waited_for_is_not_alive() -> None:
    child = subprocess.Popen(["sleep", "60"])
    found = identify(child.pid)
    assert found
    child.kill()
    _wait_for(lambda: not is_alive(found))
    child.wait()
