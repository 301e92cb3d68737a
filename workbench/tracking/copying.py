"""Copy what a job tells into MLflow: as often as wanted, from where the last copy ended."""

from pathlib import Path
from typing import Any

from workbench.jobs import Status, read_events
from workbench.jobs.files import locked
from workbench.jobs.state import STATE, actual_state
from workbench.settings import settings
from workbench.tracking.client import TRAININGS, client, failures_named
from workbench.tracking.data_sets import data_tags, link_data_set, track_data_set
from workbench.tracking.evaluations import track_comparison, track_evaluation
from workbench.tracking.job_folder import JobFolder, Note
from workbench.tracking.registry import register_model
from workbench.tracking.runs import find_or_create, flat, measured, public_name, write

_STEPS = {"step": "", "validation": "validation/"}
"""kind of event -> what its metrics' names begin with"""
_NOT_METRICS = {"time", "step", "steps", "seconds_left"}
_ENDINGS = {
    Status.DONE: "FINISHED",
    Status.STOPPED: "KILLED",
    Status.FAILED: "FAILED",
    Status.INTERRUPTED: "FAILED",
}
_LAST_WORDS = {"end": "FINISHED", "stopped": "KILLED", "error": "FAILED"}


def copy_job(folder: Path) -> str | None:
    """Bring MLflow up to date with the job's events, and return the id of its run, once there is one.

    The run is the training's, or else the comparison's (with a single model, its evaluation's); work on
    people's documents has none. Copying again adds nothing, also when an earlier copy was killed at any
    point. Raises TrackingError when MLflow does not take it now.
    """
    job = JobFolder.read(folder)
    if not job.is_tracked:
        return None
    with locked(folder / ".tracking.lock"), failures_named():
        note = job.note()
        stage = _lifecycle(note.run) if note.run else "active"
        if stage == "deleted":  # by a person, on purpose
            return None
        if stage is None:  # MLflow's database was replaced: the job's folder knows it all still
            note = Note()
        events, offset = read_events(folder, note.offset)
        if not events and note.run is None:
            return None
        if job.is_evaluation:
            _copy_evaluation(job, note, events)
        else:
            _open_training(job, note)
            _copy_training(job, note, events)
        note.offset = offset
        job.keep(note)
        return note.run


def _lifecycle(run_id: str) -> str | None:
    from mlflow.exceptions import MlflowException

    try:
        return client().get_run(run_id).info.lifecycle_stage
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return None
        raise


def _open_training(job: JobFolder, note: Note) -> None:
    """Find or create the training's run, and describe it once."""
    if note.run is None:
        name = public_name(str(job.config.get("name") or job.folder.name))
        note.run = find_or_create(TRAININGS, name, job.key, job.started)
        job.keep(note)
    if not note.described:
        _describe(job, note.run)
        note.described = True


def _describe(job: JobFolder, run_id: str) -> None:
    config = dict(job.config)
    if "model" in config:
        config["model"] = public_name(str(config["model"]))
    if isinstance(config.get("texts"), dict):
        config["texts"] = {name: Path(str(path)).name for name, path in config["texts"].items()}
    write(run_id, params=flat(config), tags={"role": job.role})
    data_set = job.data_set()
    if data_set:
        tags = data_tags(data_set) | {"data_run": track_data_set(data_set)}
        write(run_id, tags=tags)
        link_data_set(run_id, data_set)


def _copy_training(job: JobFolder, note: Note, events: list[dict[str, Any]]) -> None:
    run_id = str(note.run)
    metrics: list[Any] = []
    tags: dict[str, str] = {}
    for event in events:
        kind, step = event["kind"], event.get("step", 0)
        if kind in _STEPS and step > note.last_steps.get(kind, -1):
            note.last_steps[kind] = step
            told = {key: value for key, value in event.items() if key not in _NOT_METRICS}
            values = {_STEPS[kind] + key: value for key, value in flat(told).items()}
            if "metric" in event:
                values[f"validation/{event['metric']}"] = values.pop("validation/value", None)
            metrics += measured(values, event["time"], step)
        elif kind in ("start", "end"):
            told = {key: value for key, value in event.items() if key not in ("time", "from_step")}
            values = {f"{kind}/{key}": value for key, value in flat(told).items()}
            metrics += measured(values, event["time"])
            tags |= {f"text_digest/{name}": digest for name, digest in event.get("digests", {}).items()}
    write(run_id, metrics=metrics, tags=tags)
    ended = next((event for event in reversed(events) if event["kind"] == "end"), None)
    if ended:
        _note_model(run_id, ended)
    _set_status(job, note, events)


def _note_model(run_id: str, ended: dict[str, Any]) -> None:
    name = str(ended.get("model", ""))
    folder = settings().models / name
    version = register_model(folder, run_id) if name and folder.is_dir() else None
    write(run_id, tags={"model": name, "model_digest": ended.get("model_digest"), "model_version": version})


def _copy_evaluation(job: JobFolder, note: Note, events: list[dict[str, Any]]) -> None:
    for event in events:
        if event["kind"] == "model_done":
            key = f"model:{event['model']}:{event.get('items_digest')}"
            if key not in note.written:
                run_id = track_evaluation(job, event)
                note.run = note.run or run_id
                note.written.append(key)
        elif event["kind"] == "comparison" and "comparison" not in note.written:
            note.run = track_comparison(job, event)
            note.written.append("comparison")


def _set_status(job: JobFolder, note: Note, events: list[dict[str, Any]]) -> None:
    """Let the run's status follow the job's, which knows also of a process that died without a word."""
    if (job.folder / STATE).exists():
        status = _ENDINGS.get(actual_state(job.folder).status, "RUNNING")
    else:
        last = next((event["kind"] for event in reversed(events) if event["kind"] in _LAST_WORDS), None)
        status = _LAST_WORDS[last] if last else note.status
    if status == note.status:
        return
    if status == "RUNNING":
        client().update_run(str(note.run), "RUNNING")
    else:
        client().set_terminated(str(note.run), status)
    note.status = status
