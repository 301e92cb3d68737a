import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.data import DataSet
from workbench.errors import UserError
from workbench.jobs import Events, Job, submit
from workbench.jobs.state import Status, change_state
from workbench.settings import settings
from workbench.tracking import copy_job, lineage, run_link, track_data_set
from workbench.tracking.client import DATA_SETS, TRAININGS, client, experiment_id
from workbench.tracking.job_folder import NOTE

SECRET = "zanzibar"


def _rows(home: Path) -> dict[str, int]:
    """Rows per table that a copy may add to."""
    tables = ("experiments", "runs", "metrics", "params", "tags", "inputs", "model_versions")
    with sqlite3.connect(home / "mlruns" / "mlflow.db") as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def test_a_training_is_copied_with_its_data_its_settings_and_its_curves(
    traced: Path, training: Job, end: Callable, data_set: DataSet
) -> None:
    end()
    run = client().get_run(copy_job(training.folder) or "")
    assert run.info.run_name == "uffici" and run.info.status == "FINISHED"
    assert run.data.params["learning_rate"] == "0.001" and run.data.params["model"] == "incorporato"
    assert run.data.metrics["loss"] == 1 / 40 and run.data.metrics["validation/accuratezza"] == 0.9
    assert run.data.metrics["end/seconds"] == 3.5
    assert (
        run.data.tags["data_digest"] == data_set.digest
        and run.data.tags["test_digest"] == data_set.test_digest
    )
    assert run.data.tags["job"] == training.id and run.data.tags["role"] == "formatore"
    assert len(run.data.tags["code"]) >= 16
    assert len(client().get_metric_history(run.info.run_id, "loss")) == 40


def test_copying_again_adds_nothing(traced: Path, training: Job, end: Callable) -> None:
    end()
    first = copy_job(training.folder)
    rows = _rows(traced)
    assert copy_job(training.folder) == first
    assert _rows(traced) == rows


@pytest.mark.parametrize("kept", ["nothing", "the note of an earlier copy"])
def test_a_copy_killed_before_it_noted_its_progress_is_repeated_without_a_trace(
    traced: Path, training: Job, end: Callable, kept: str
) -> None:
    note = training.folder / NOTE
    copy_job(training.folder)
    earlier = note.read_text()
    end()
    first = copy_job(training.folder)
    rows = _rows(traced)
    # MLflow has the rows, the folder does not know: what a kill between the two leaves behind.
    note.write_text(earlier) if kept != "nothing" else note.unlink()
    assert copy_job(training.folder) == first
    assert _rows(traced) == rows


def test_only_new_events_are_copied_and_steps_told_again_after_a_resume_are_not(
    traced: Path, training: Job
) -> None:
    run_id = copy_job(training.folder) or ""
    events = Events(training.folder)
    for step in range(31, 51):
        events.write("step", step=step, steps=50, loss=0.5)
    copy_job(training.folder)
    history = client().get_metric_history(run_id, "loss")
    assert [metric.step for metric in history] == list(range(1, 51))


def test_the_run_follows_the_jobs_status_also_when_the_process_died_without_a_word(
    traced: Path, training: Job
) -> None:
    run_id = copy_job(training.folder) or ""
    assert client().get_run(run_id).info.status == "RUNNING"
    change_state(training.folder, {Status.RUNNING}, status=Status.INTERRUPTED)
    copy_job(training.folder)
    assert client().get_run(run_id).info.status == "FAILED"
    change_state(training.folder, {Status.INTERRUPTED}, status=Status.RUNNING)
    copy_job(training.folder)
    assert client().get_run(run_id).info.status == "RUNNING"


def test_a_job_that_has_told_nothing_has_no_run(traced: Path, training: Job) -> None:
    (training.folder / "events.jsonl").unlink()
    assert copy_job(training.folder) is None


def test_a_run_that_somebody_deleted_stays_deleted(traced: Path, training: Job) -> None:
    client().delete_run(copy_job(training.folder) or "")
    assert copy_job(training.folder) is None


def test_a_new_database_is_filled_again_from_the_folders(
    traced: Path, training: Job, ready_mlruns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_job(training.folder)
    moved = traced.with_name("moved")
    shutil.copytree(traced / "var", moved / "var")
    shutil.copytree(ready_mlruns, moved / "mlruns")
    monkeypatch.setenv("OFFICINA_HOME", str(moved))
    settings.cache_clear()
    run_id = copy_job(moved / "var" / "jobs" / training.id) or ""
    assert len(client().get_metric_history(run_id, "loss")) == 40


def test_a_folder_of_the_command_line_without_a_job_is_copied_too(traced: Path, training: Job) -> None:
    for name in ("job.json", "state.json"):
        (training.folder / name).unlink()
    Events(training.folder).write("stopped", step=40)
    run = client().get_run(copy_job(training.folder) or "")
    assert run.info.status == "KILLED" and run.data.tags["role"] == "riga di comando"


def test_a_model_becomes_a_version_that_points_at_its_folder(
    traced: Path, training: Job, end: Callable, data_set: DataSet
) -> None:
    from workbench.models import resolve

    end()
    run_id = copy_job(training.folder)
    version = client().get_model_version_by_alias("uffici", "ultimo")
    assert version.source == str(traced / "var" / "models" / "uffici") and version.run_id == run_id
    assert version.tags["data_digest"] == data_set.digest and version.tags["licence"] == "Apache-2.0"
    assert resolve("uffici").mlflow_run == run_id
    assert version.tags["model_digest"] == resolve("uffici").digest


def test_the_lineage_is_the_same_line_from_wherever_one_looks(
    traced: Path, training: Job, end: Callable, evaluation: Callable, data_set: DataSet
) -> None:
    from workbench.models import resolve

    end()
    run_id = copy_job(training.folder) or ""
    comparison = copy_job(evaluation(resolve("uffici").digest).folder) or ""
    from_training, from_data, from_comparison = map(lineage, (run_id, track_data_set(data_set), comparison))
    expected = ["insieme di dati", "addestramento", "versione del modello", "valutazione", "confronto"]
    assert [stage.kind for stage in from_training] == expected
    assert from_training[1].link == run_link(run_id) and from_training[4].link == run_link(comparison)
    assert set(from_data) == set(from_comparison) > set(from_training)
    assert [stage.title for stage in from_comparison if stage.kind == "valutazione"].count("uffici") == 1


def test_an_evaluation_is_copied_once_with_intervals_and_the_difference(
    traced: Path, training: Job, end: Callable, evaluation: Callable
) -> None:
    job = evaluation("e" * 64)
    comparison = client().get_run(copy_job(job.folder) or "")
    assert comparison.info.run_name == "uffici / incorporato"
    assert comparison.data.metrics["uffici - incorporato/accuratezza/difference"] == 0.1
    rows = _rows(traced)
    copy_job(job.folder)
    (job.folder / NOTE).unlink()
    copy_job(job.folder)
    assert _rows(traced) == rows


def test_the_same_data_set_is_one_run(traced: Path, data_set: DataSet) -> None:
    run = client().get_run(track_data_set(data_set))
    assert track_data_set(data_set) == run.info.run_id
    assert run.data.metrics["rows/prova"] == data_set.counts["prova"]
    assert [dataset.dataset.name for dataset in run.inputs.dataset_inputs] == []


def test_an_unknown_run_is_said_in_plain_words(traced: Path) -> None:
    with pytest.raises(UserError, match="non c'è traccia"):
        run_link("0" * 32)


def test_nothing_lands_in_the_default_experiment_and_no_person_or_row_in_the_database(
    traced: Path, training: Job, end: Callable, evaluation: Callable
) -> None:
    end()
    copy_job(training.folder)
    copy_job(evaluation("e" * 64).folder)
    assert len(client().search_runs(["0"])) == 0
    content = b"".join(path.read_bytes() for path in (traced / "mlruns").glob("mlflow.db*")).lower()
    assert SECRET.encode() not in content
    assert b"formatore" in content and b"uffici" in content  # the search would have found it


def test_a_moved_home_opens_with_every_path_true(
    traced: Path, training: Job, end: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    end()
    run_id = copy_job(training.folder) or ""
    moved = traced.with_name("altrove")
    shutil.copytree(traced, moved)
    monkeypatch.setenv("OFFICINA_HOME", str(moved))
    settings.cache_clear()
    assert client().get_run(run_id).info.artifact_uri.startswith(str(moved / "mlruns" / "artifacts"))
    assert client().get_model_version_by_alias("uffici", "ultimo").source == str(moved / "var/models/uffici")
    with sqlite3.connect(moved / "mlruns" / "mlflow.db") as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f"SELECT * FROM {table}"):
                assert not any(f"{traced}/" in str(value) for value in row), (table, row)
    client().log_text(run_id, "prova", "nota.txt")
    assert (Path(client().get_run(run_id).info.artifact_uri) / "nota.txt").exists()
    assert copy_job(moved / "var" / "jobs" / training.id) == run_id


def test_experiments_are_ours_and_in_italian(traced: Path) -> None:
    assert experiment_id(DATA_SETS) != experiment_id(TRAININGS)
    names = {experiment.name for experiment in client().search_experiments()}
    ours = {"Insiemi di dati", "Addestramenti", "Valutazioni", "Confronti", "Tarature"}
    assert names == {"Default", *ours}


def test_more_numbers_than_one_call_takes_are_all_copied(traced: Path, training: Job) -> None:
    job = submit("addestramento", "lungo", training.owner, ("true",), {"config.yaml": "name: lungo\n"})
    events = Events(job.folder)
    for step in range(1000):
        events.write("step", step=step, steps=1000, loss=0.5, learning_rate=0.1, epoch=0.0)
    run_id = copy_job(job.folder) or ""
    assert len(client().get_metric_history(run_id, "loss")) == 1000
