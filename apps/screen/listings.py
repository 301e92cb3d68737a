"""What there is: data sets, models, jobs. Read again only when the folders changed: a page opens at once."""

import json
import os
from functools import lru_cache
from pathlib import Path

import yaml

from workbench.data import DataSet, list_data_sets, shipped_data_sets
from workbench.errors import UserError
from workbench.jobs import Job, Status, open_job
from workbench.models import Model, list_models, unusable_models
from workbench.settings import settings

YARDSTICKS = {"maggioranza": "Maggioranza", "tfidf": "TF-IDF"}
"""what an evaluation measures besides models, by reference"""
Stamp = tuple[tuple[str, int], ...]

ACTIVE = frozenset({Status.RUNNING, Status.STOPPING})


def data_sets() -> tuple[DataSet, ...]:
    """Every frozen data set, those that come with Officina included, the newest first."""
    return _data_sets(settings().data, _stamp(settings().data), _stamp(settings().shipped_data))


def unusable() -> tuple[tuple[str, UserError], ...]:
    """Trained models that no longer open, with the reason."""
    return _unusable(settings().models, _stamp(settings().models))


def models() -> tuple[Model, ...]:
    """The embedded model and the trained ones."""
    return _models(settings().models, _stamp(settings().models))


def model_name(reference: str) -> str:
    """What people call a model that a config names by its reference."""
    names = {model.reference: model.name for model in models()} | YARDSTICKS
    return names.get(reference, Path(reference).name)


def jobs() -> tuple[Job, ...]:
    """Every job, the newest first."""
    found = [_job(settings().jobs, *each) for each in _stamp(settings().jobs)]
    return tuple(sorted((job for job in found if job), key=lambda job: job.created, reverse=True))


def queue(listed: tuple[Job, ...]) -> dict[str, int]:
    """Place in the queue of each waiting job, by id, from 1."""
    waiting = sorted(
        (job for job in listed if job.status is Status.QUEUED), key=lambda job: (job.queued, job.id)
    )
    return {job.id: place for place, job in enumerate(waiting, 1)}


@lru_cache(maxsize=2000)
def trained_name(job_folder: Path) -> str:
    """The model that a training makes: the name in the job's config, which never changes."""
    values = yaml.safe_load((job_folder / "config.yaml").read_text("utf-8"))
    return str((values or {}).get("name", ""))


def run_of_job(folder: Path) -> str | None:
    """The run in MLflow to which a job's events were copied, once there is one."""
    note = folder / "tracking.json"
    return json.loads(note.read_text("utf-8")).get("run") if note.is_file() else None


def _stamp(folder: Path) -> Stamp:
    """Name and time of every folder inside: differs once one was added, removed or had a file replaced."""
    if not folder.is_dir():
        return ()
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
        return tuple(sorted((entry.name, entry.stat().st_mtime_ns) for entry in shown))


@lru_cache(maxsize=4)
def _data_sets(_folder: Path, _own: Stamp, _shipped: Stamp) -> tuple[DataSet, ...]:
    found = {each.id: each for each in (*shipped_data_sets(), *list_data_sets())}
    return tuple(sorted(found.values(), key=lambda each: each.created, reverse=True))


@lru_cache(maxsize=4)
def _models(_folder: Path, _own: Stamp) -> tuple[Model, ...]:
    return tuple(list_models())


@lru_cache(maxsize=4)
def _unusable(_folder: Path, _own: Stamp) -> tuple[tuple[str, UserError], ...]:
    return tuple(unusable_models())


def _job(folder: Path, job_id: str, changed: int) -> Job | None:
    if not (folder / job_id / "job.json").is_file():
        return None
    job = _read_job(folder, job_id, changed)
    # A running job tells its steps in a file that grows, and may die without a word: never from memory.
    return open_job(job_id) if job.status in ACTIVE else job


@lru_cache(maxsize=2000)
def _read_job(_folder: Path, job_id: str, _changed: int) -> Job:
    return open_job(job_id)
