"""From any run to everything it came from and everything that came of it."""

from typing import TYPE_CHECKING, NamedTuple

from workbench.errors import UserError
from workbench.tracking.client import (
    CALIBRATIONS,
    COMPARISONS,
    DATA_SETS,
    EVALUATIONS,
    TRAININGS,
    client,
    experiment_id,
)
from workbench.tracking.runs import find_runs

if TYPE_CHECKING:
    from mlflow.entities import Run

_KINDS = {
    DATA_SETS: "insieme di dati",
    TRAININGS: "addestramento",
    EVALUATIONS: "valutazione",
    COMPARISONS: "confronto",
    CALIBRATIONS: "taratura",
}
VERSION = "versione del modello"
INDICATOR, SOURCE = "indicatore", "fonte dell'indicatore"


class Stage(NamedTuple):
    kind: str
    """insieme di dati, addestramento, versione del modello, valutazione, confronto, taratura, indicatore…"""
    title: str
    link: str


def run_link(run_id: str) -> str:
    """The run's page in the door. Raises UserError when MLflow does not know the run."""
    return _link(_run(run_id))


def lineage(run_id: str) -> list[Stage]:
    """Data set, trainings, model versions, evaluations and comparisons that hang together with this run.

    From a training: its own line. From a data set: everything made with it. From an evaluation or a
    comparison: the models it measured, each with its training. From the calibration of an exercise: the
    training of its model. From an indicator: what it was computed from, and the same one by other methods.
    """
    run = _run(run_id)
    tags = run.data.tags
    if INDICATOR in tags:
        return _of_an_indicator(run)
    experiment = next((name for name in _KINDS if experiment_id(name) == run.info.experiment_id), None)
    data = _with_data(tags["data_digest"]) if "data_digest" in tags else []
    if experiment == DATA_SETS:
        digest = tags["data_digest"]
        trainings = find_runs(TRAININGS, data_digest=digest)
        evaluations, comparisons = (
            find_runs(name, data_digest=digest) for name in (EVALUATIONS, COMPARISONS)
        )
    elif experiment == TRAININGS:
        trainings = [run]
        model = tags.get("model_digest")
        evaluations = find_runs(EVALUATIONS, model_digest=model) if model else []
        comparisons = _of_the_same_jobs(COMPARISONS, evaluations)
    elif experiment == CALIBRATIONS:
        trainings = _of_models(TRAININGS, [run])
        data = [found for each in _digests(trainings, "data_digest") for found in _with_data(each)]
        evaluations = comparisons = []
    else:
        evaluations = find_runs(EVALUATIONS, job=tags["job"])
        comparisons = find_runs(COMPARISONS, job=tags["job"])
        trainings = _of_models(TRAININGS, evaluations)
    return [
        *_stages(DATA_SETS, data),
        *_stages(TRAININGS, trainings),
        *(version for training in trainings for version in _versions(training)),
        *_stages(EVALUATIONS, evaluations),
        *_stages(COMPARISONS, comparisons),
        *_stages(CALIBRATIONS, [run] if experiment == CALIBRATIONS else _of_models(CALIBRATIONS, trainings)),
    ]


def _of_an_indicator(run: "Run") -> list[Stage]:
    """What the run's values were computed from, the run itself, its place by other versions of the method."""
    tags, inputs = run.data.tags, run.inputs.dataset_inputs if run.inputs else []
    sources = sorted({each.dataset.name for each in inputs})
    place = tags["comune"].replace("'", "")
    wanted = f"tags.`{INDICATOR}` = '{tags[INDICATOR]}' and tags.`comune` = '{place}'"
    others = client().search_runs([run.info.experiment_id], wanted, order_by=["attributes.run_name"])
    return [
        *(Stage(SOURCE, source, _link(run)) for source in sources),
        *(Stage(INDICATOR, each.info.run_name, _link(each)) for each in others),
    ]


def _digests(runs: list["Run"], name: str) -> list[str]:
    return [digest for digest in dict.fromkeys(run.data.tags.get(name) for run in runs) if digest]


def _of_models(experiment: str, runs: list["Run"]) -> list["Run"]:
    """The runs of an experiment that are about the models of these runs."""
    digests = _digests(runs, "model_digest")
    return [found for digest in digests for found in find_runs(experiment, model_digest=digest)]


def _with_data(digest: str) -> list["Run"]:
    return find_runs(DATA_SETS, data_digest=digest)


def _of_the_same_jobs(experiment: str, runs: list["Run"]) -> list["Run"]:
    jobs = dict.fromkeys(run.data.tags["job"] for run in runs)
    return [found for job in jobs for found in find_runs(experiment, job=job)]


def _stages(experiment: str, runs: list["Run"]) -> list[Stage]:
    return [Stage(_KINDS[experiment], run.info.run_name, _link(run)) for run in runs]


def _versions(training: "Run") -> list[Stage]:
    tags = training.data.tags
    if "model_version" not in tags:
        return []
    name, number = tags["model"], tags["model_version"]
    return [Stage(VERSION, f"{name}, versione {number}", f"/mlflow/#/models/{name}/versions/{number}")]


def _run(run_id: str) -> "Run":
    from mlflow.exceptions import MlflowException

    try:
        return client().get_run(run_id)
    except MlflowException as error:
        raise UserError(
            "In MLflow non c'è traccia di questo lavoro.",
            value=run_id,
            remedy="Controllare che la cartella mlruns sia quella di questa installazione.",
        ) from error


def _link(run: "Run") -> str:
    return f"/mlflow/#/experiments/{run.info.experiment_id}/runs/{run.info.run_id}"
