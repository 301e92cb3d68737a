"""What an evaluation found, as aggregates: one run for each model, one for their comparison."""

from typing import Any

from workbench.tracking.client import COMPARISONS, EVALUATIONS, client
from workbench.tracking.data_sets import data_tags, link_data_set, track_data_set
from workbench.tracking.job_folder import JobFolder
from workbench.tracking.runs import find_or_create, measured, public_name, write

_PARAMETERS = ("limit", "max_new_tokens", "batch_size", "resamples", "seed", "metrics")


def track_evaluation(job: JobFolder, event: dict[str, Any]) -> str:
    """Write a `model_done` event as a run of its own; the weights' digest ties it to the model's training."""
    name, digest = public_name(event["model"]), event.get("digest") or ""
    run_id = find_or_create(EVALUATIONS, name, job.key | {"model": name, "model_digest": digest}, job.started)
    values = {
        metric if part == "value" else f"{metric}/{part}": value
        for metric, parts in event["metrics"].items()
        for part, value in parts.items()
    }
    _finish(job, run_id, values, {"items_digest": event.get("items_digest")}, event["time"])
    return run_id


def track_comparison(job: JobFolder, event: dict[str, Any]) -> str:
    """Write a `comparison` event as a run: for each pair the difference, its interval and its p values."""
    pairs = event["pairs"]
    first = public_name(pairs[0]["reference"]) if pairs else ""
    others = dict.fromkeys(public_name(pair["other"]) for pair in pairs)
    run_id = find_or_create(COMPARISONS, f"{', '.join(others)} / {first}", job.key, job.started)
    values = {
        f"{public_name(pair['other'])} - {public_name(pair['reference'])}/{pair['metric']}/{part}": value
        for pair in pairs
        for part, value in pair.items()
        if part not in ("reference", "other", "metric")
    }
    _finish(job, run_id, values, {}, event["time"])
    return run_id


def _finish(
    job: JobFolder, run_id: str, values: dict[str, Any], tags: dict[str, str | None], moment: float
) -> None:
    data_set = job.data_set()
    if data_set:
        tags = tags | data_tags(data_set) | {"data_run": track_data_set(data_set)}
        link_data_set(run_id, data_set)
    write(
        run_id,
        metrics=measured(values, moment),
        params={key: job.config.get(key) for key in _PARAMETERS},
        tags=tags | {"role": job.role},
    )
    client().set_terminated(run_id, "FINISHED", round(moment * 1000))
