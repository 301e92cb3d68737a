"""Runs found by what they are about, so that writing them twice writes them once."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.tracking.client import client, experiment_id
from workbench.tracking.code import code_version

if TYPE_CHECKING:
    from mlflow.entities import Metric, Run

_BATCH = 1000
_LONGEST_VALUE = 500
_NOT_IN_A_KEY = re.compile(r"[^\w.\-/ ]")


def find_runs(experiment: str, **tags: str) -> list["Run"]:
    """The runs that carry all these tags, the newest first."""
    wanted = " and ".join(f"tags.`{key}` = '{value.replace(chr(39), '')}'" for key, value in tags.items())
    found: list[Run] = client().search_runs([experiment_id(experiment)], wanted, max_results=1000)
    return found


def find_or_create(experiment: str, name: str, key: dict[str, str], started: float | None = None) -> str:
    """The id of the run known by the tags in `key`; `started` in epoch seconds."""
    found = find_runs(experiment, **key)
    if found:
        return found[0].info.run_id
    moment = None if started is None else round(started * 1000)
    tags = key | {"code": code_version()}
    run = client().create_run(experiment_id(experiment), moment, tags=tags, run_name=name)
    return run.info.run_id


def write(
    run_id: str,
    *,
    metrics: "list[Metric] | None" = None,
    params: Mapping[str, object] | None = None,
    tags: Mapping[str, str | None] | None = None,
) -> None:
    """Log all in as few calls as MLflow takes; values that are None are left out."""
    from mlflow.entities import Param, RunTag

    given = [
        Param(metric_key(key), str(value)[:_LONGEST_VALUE])
        for key, value in (params or {}).items()
        if value is not None
    ]
    noted = [RunTag(metric_key(key), value) for key, value in (tags or {}).items() if value is not None]
    if given or noted:
        client().log_batch(run_id, params=given, tags=noted)
    for start in range(0, len(metrics or []), _BATCH):
        client().log_batch(run_id, metrics=(metrics or [])[start : start + _BATCH])


def measured(values: Mapping[str, Any], moment: float, step: int = 0) -> "list[Metric]":
    """The numbers among the values as metrics of one moment (epoch seconds).

    MLflow keeps one row for the same key, value, step and moment: taking the moment from the event, and not
    from the clock, is what makes a repeated copy harmless.
    """
    from mlflow.entities import Metric

    return [
        Metric(metric_key(key), float(value), round(moment * 1000), step)
        for key, value in values.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in inner mappings, under `<outer>/<inner>`."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        inner = {f"{key}/{name}": each for name, each in value.items()} if isinstance(value, Mapping) else {}
        found |= inner or {key: value}
    return found


def metric_key(text: str) -> str:
    return _NOT_IN_A_KEY.sub("_", text)


def public_name(reference: str) -> str:
    """How a model is called in MLflow: never a path of this machine, never the text of a scripted model."""
    if reference.startswith(("/", "~", ".")):
        return Path(reference).name
    return reference.partition(":")[0]
