import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.jobs import (
    Job,
    Person,
    Status,
    delete,
    hold,
    list_jobs,
    may_control,
    open_job,
    position,
    resume,
    resume_offer,
    stop,
    submit,
)

Submit = Callable[..., Job]
ANNA = Person("Anna Bianchi", "formatore")
BRUNO = Person("Bruno Verdi", "ricercatore")
ADMINISTRATOR = Person("Carla Neri", "amministratore")


def test_a_submitted_job_waits_in_its_folder_with_its_files(trainer: Submit) -> None:
    job = trainer()
    assert job.status is Status.QUEUED and job.owner == ANNA
    assert (job.folder / "config.yaml").read_text() == "seed: 1\n"
    assert open_job(job.id) == job


def test_the_same_request_sent_twice_is_one_job(trainer: Submit) -> None:
    assert trainer(request_id="abc").id == trainer(request_id="abc").id
    assert len(list_jobs()) == 1


def test_the_same_request_sent_by_many_at_once_is_one_job(trainer: Submit) -> None:
    threads = [threading.Thread(target=trainer, kwargs={"request_id": "abc"}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list_jobs()) == 1


def test_another_persons_request_of_the_same_name_is_another_job(trainer: Submit) -> None:
    assert trainer(request_id="abc").id != trainer(request_id="abc", owner=BRUNO).id


def test_positions_follow_the_order_of_arrival(trainer: Submit) -> None:
    jobs = [trainer() for _ in range(3)]
    assert [position(job) for job in jobs] == [1, 2, 3]


@pytest.mark.parametrize(
    "job_id", ["../secrets", "addestramento-../../x", "", ".", "addestramento-0123456789ab"]
)
def test_an_id_that_is_no_job_is_refused(home: Path, job_id: str) -> None:
    with pytest.raises(UserError, match="non esiste"):
        open_job(job_id)


def test_a_file_name_may_not_leave_the_folder(home: Path) -> None:
    with pytest.raises(ValueError, match="not a job"):
        submit("addestramento", "x", ANNA, ("true",), {"../x": ""})


def test_a_title_is_made_one_printable_line(home: Path) -> None:
    job = submit("valutazione", "due\nrighe\x1b[31m rosse\u202e", ANNA, ("true",), {})
    assert job.title == "due righe [31m rosse"
    assert submit("valutazione", " \n", ANNA, ("true",), {}).title == "Valutazione"


def test_only_the_owner_and_an_administrator_may_control(trainer: Submit) -> None:
    job = trainer()
    assert may_control(ANNA, job) and may_control(ADMINISTRATOR, job) and not may_control(BRUNO, job)
    for act in (stop, resume, delete):
        with pytest.raises(UserError, match="di un'altra persona"):
            act(job, BRUNO)
    assert open_job(job.id) == job


def test_stopping_a_waiting_job_takes_it_off_the_queue_and_resuming_puts_it_last(trainer: Submit) -> None:
    first, second = trainer(), trainer()
    stopped = stop(first, ANNA)
    assert stopped.status is Status.STOPPED and position(second) == 1
    assert resume_offer(stopped).possible
    assert [position(second), position(resume(stopped, ANNA))] == [1, 2]


def test_an_ended_job_is_deleted_and_a_waiting_one_is_not(trainer: Submit) -> None:
    job = trainer()
    with pytest.raises(UserError, match="non è finito"):
        delete(job, ANNA)
    delete(stop(job, ANNA), ANNA)
    assert list_jobs() == [] and not job.folder.exists()


def test_a_second_holder_of_the_same_folder_is_refused(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(UserError, match="già in corso"), hold(tmp_path):
        pass
    with hold(tmp_path):
        pass
