"""Values of indicators in MLflow: an experiment per indicator, a run per place and method, a step per month.

Only aggregates that were released come here; whoever calls has asked `workbench.publication` first.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.italian import slug
from workbench.settings import settings
from workbench.tracking.client import DATA_SETS, client, experiment_id, failures_named
from workbench.tracking.runs import measured, write

if TYPE_CHECKING:
    from mlflow.entities import Run

_FAMILY = "impatto"
_USER = "mlflow.user"
_LONGEST_TAG = 5000
_LONGEST_DIGEST = 36


@dataclass(frozen=True)
class IndicatorPoint:
    """What one indicator was in one place at one month, with what leads back to its data and code."""

    code: str
    municipality: str
    version: int
    step: int
    """month as YYYYMM"""
    metrics: Mapping[str, float | None]
    """`valore`, `n`, `ic_basso`, `ic_alto`, `target` and the figures beside"""
    moment: float
    """of publication, epoch seconds: among the rows of one step the last one counts"""
    data_digest: str
    code_version: str
    role: str
    """of who publishes; never a name"""
    correction: str = ""
    """why it replaces an earlier value of the same month; empty for the first"""
    tags: Mapping[str, str] = field(default_factory=dict)


def track_indicator(point: IndicatorPoint, card: Mapping[str, str]) -> str:
    """Write a point and return its run, created at the first call. `card`: the experiment's tags.

    Raises:
        ValueError: for a metric that is not a number, which MLflow would take without a word.
        TrackingError: when MLflow does not take it now.
    """
    if any(value is not None and not math.isfinite(value) for value in point.metrics.values()):
        raise ValueError("a metric is not a number")
    with failures_named():
        experiment = _experiment(point.code, card)
        run_id = _run(experiment, point)
        write(run_id, metrics=measured(point.metrics, point.moment, point.step), tags=_tags(point))
        _show_source(run_id, point)
        client().set_terminated(run_id, "FINISHED", round(point.moment * 1000))
    return run_id


def indicator_history(run_id: str) -> dict[int, dict[str, float]]:
    """Month (YYYYMM) -> metrics as they stand: of every step, the rows of its last moment."""
    with failures_named():
        known = client().get_run(run_id).data.metrics
        rows = [row for name in known for row in client().get_metric_history(run_id, name)]
    last: dict[int, int] = {}
    for row in rows:
        last[row.step] = max(row.timestamp, last.get(row.step, 0))
    found: dict[int, dict[str, float]] = {step: {} for step in sorted(last)}
    for row in rows:
        if row.timestamp == last[row.step]:
            found[row.step][row.key] = row.value
    return found


def _show_source(run_id: str, point: IndicatorPoint) -> None:
    """The data behind the value among the run's inputs, in MLflow's own words; the digest tells which."""
    from mlflow.entities import Dataset, DatasetInput, InputTag

    digest = point.data_digest[:_LONGEST_DIGEST]
    inputs = client().get_run(run_id).inputs
    known = {each.dataset.digest for each in inputs.dataset_inputs} if inputs else set()
    if digest and digest not in known:
        source = json.dumps({"indicatore": point.code, "mese": point.step})
        shown = Dataset(f"{point.code} {point.municipality} {point.step}", digest, "officina", source)
        client().log_inputs(run_id, [DatasetInput(shown, [InputTag("mlflow.data.context", "fonte")])])


def _tags(point: IndicatorPoint) -> dict[str, str]:
    """Each month keeps its own; those without a month are the last one's."""
    told = {"dati": point.data_digest, "codice": point.code_version}
    told |= {"rettifica": point.correction} if point.correction else {}
    by_month = {f"{name}/{point.step}": value for name, value in told.items()}
    last = {"data_digest": point.data_digest, "code": point.code_version, "periodo": str(point.step)}
    return {_USER: point.role, **last, **by_month, **point.tags}


def _run(experiment: str, point: IndicatorPoint) -> str:
    key = {
        "indicatore": point.code,
        "comune": point.municipality,
        "versione_metodo": str(point.version),
    }
    wanted = " and ".join(f"tags.`{name}` = '{value.replace(chr(39), '')}'" for name, value in key.items())
    found: list[Run] = client().search_runs([experiment], wanted, max_results=1)
    if found:
        return found[0].info.run_id
    name = f"{point.code}/{point.municipality}/v{point.version}"
    kept = {each: value.replace("'", "") for each, value in key.items()} | {_USER: point.role}
    run = client().create_run(experiment, round(point.moment * 1000), tags=kept, run_name=name)
    return run.info.run_id


def _experiment(code: str, card: Mapping[str, str]) -> str:
    """The indicator's experiment, its tags brought up to the card."""
    from mlflow.exceptions import MlflowException

    # From the experiments that are always there `relocate` reads where the folder was before it moved.
    experiment_id(DATA_SETS)
    name = f"{_FAMILY}/{code}"
    known = client().get_experiment_by_name(name)
    if known is None:
        place = settings().home.resolve() / "mlruns" / "artifacts" / _FAMILY / slug(code)
        try:
            client().create_experiment(name, artifact_location=str(place))
        except MlflowException as error:
            if error.error_code != "RESOURCE_ALREADY_EXISTS":  # another process was quicker
                raise
        known = client().get_experiment_by_name(name)
    if known is None:
        raise RuntimeError(f"experiment {name} is neither there nor can be made")
    for key, value in card.items():
        if known.tags.get(key) != value[:_LONGEST_TAG]:
            client().set_experiment_tag(known.experiment_id, key, value[:_LONGEST_TAG])
    return known.experiment_id
