"""A large practice is a job: it tells how far it is, stops after a document, and goes on from there."""

import json
from pathlib import Path

import pytest

from apps.municipal.tenders.practice import (
    Brought,
    Practice,
    create_practice,
    enqueue,
    job_of,
    progress,
    read_result,
)
from apps.municipal.tenders.practice.__main__ import main
from workbench.errors import USER_ERROR_EXIT
from workbench.jobs import Person, Status, read_events, request_stop, resume_offer, run_here
from workbench.tracking import copy_job

ANNA = Person("anna", "ricercatore")
TEXT = "Determinazione n. {} del 3 febbraio 2026.\nOggetto: affidamento diretto del servizio di pulizia."


def practice_of(count: int) -> Practice:
    brought = [Brought(f"atto {number}.txt", TEXT.format(number).encode()) for number in range(1, count + 1)]
    return create_practice(ANNA, "Tante", brought)


def folder_for(practice_id: str, home: Path) -> Path:
    folder = home / "lavoro"
    folder.mkdir(exist_ok=True)
    (folder / "pratica.json").write_text(json.dumps({"practice": practice_id}))
    return folder


def test_the_job_tells_every_document_and_the_end(home: Path) -> None:
    practice = practice_of(7)
    folder = folder_for(practice.id, home)
    assert main([str(folder)]) == 0
    events, _ = read_events(folder)
    assert [each["step"] for each in events if each["kind"] == "step"] == list(range(1, 8))
    assert {each["steps"] for each in events if each["kind"] == "step"} == {7}
    last = events[-1]
    assert (last["kind"], last["step"], last["unreadable"]) == ("end", 7, 0)
    result = read_result(practice)
    assert result is not None and result.complete and len(result.documents) == 7


def test_a_stopped_job_has_lost_nothing_and_the_next_goes_on(home: Path) -> None:
    practice = practice_of(4)
    folder = folder_for(practice.id, home)
    request_stop(folder)
    assert main([str(folder)]) == 3
    partial = read_result(practice)
    assert partial is not None and not partial.complete and len(partial.documents) == 1
    (folder / "STOP").unlink()
    done = (practice.folder / "checked" / "0001.json").stat().st_mtime_ns
    assert main([str(folder)]) == 0
    assert (practice.folder / "checked" / "0001.json").stat().st_mtime_ns == done
    finished = read_result(practice)
    assert finished is not None and finished.complete


def test_no_text_and_no_name_of_a_file_is_told_in_the_events(home: Path) -> None:
    folder = folder_for(practice_of(3).id, home)
    main([str(folder)])
    told = (folder / "events.jsonl").read_text("utf-8")
    assert "atto 1" not in told and "pulizia" not in told


def test_a_practice_that_was_deleted_meanwhile_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder_for("0" * 24, home))]) == USER_ERROR_EXIT
    assert "non c'è più" in capsys.readouterr().err


@pytest.mark.slow
def test_a_hundred_documents_wait_in_the_queue_and_report_their_progress(home: Path) -> None:
    practice = practice_of(100)
    job = enqueue(ANNA, practice)
    assert job.status is Status.QUEUED and enqueue(ANNA, practice).id == job.id
    assert run_here(job) == 0
    finished = job_of(practice)
    assert finished is not None and finished.status is Status.DONE
    assert progress(finished) == (100, 100) == (finished.step, finished.steps)
    result = read_result(practice)
    assert result is not None and result.complete and len(result.documents) == 100
    assert copy_job(finished.folder) is None, "nothing of people's documents goes to MLflow"
    assert not resume_offer(finished).possible
